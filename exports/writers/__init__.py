"""One writer per format; each renders the content and decides nothing."""
