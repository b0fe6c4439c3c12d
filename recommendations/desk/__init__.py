"""The desk around its nouns: first page, kept filters, second factor, digest."""
