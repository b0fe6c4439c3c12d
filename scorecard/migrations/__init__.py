"""Migrations of the scorecard."""
