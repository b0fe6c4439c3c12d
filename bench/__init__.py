"""Measures the site on a synthetic record of any size; see README.md."""
