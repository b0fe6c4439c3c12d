"""Commands of the scorecard, one module each."""
