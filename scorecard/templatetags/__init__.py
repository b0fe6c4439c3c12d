"""Template filters of the scorecard: presentation only."""
