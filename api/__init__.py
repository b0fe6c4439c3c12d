"""The read API over the same querysets, filters and dataset names."""
