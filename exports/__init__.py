"""The exports app."""
