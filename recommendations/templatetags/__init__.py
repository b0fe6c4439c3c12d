"""Template tags and filters: presentation only."""
