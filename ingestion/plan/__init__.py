"""Rows of a file against the record: new, changed field by field, unchanged, refused.

`interpret` reads a row as values of ours, `held` fetches what the record has for as
many rows at once, `compare` sets one against the other. Nothing here writes.
"""
