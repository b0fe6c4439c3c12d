"""The public pages of the scorecard, one file per page family."""
