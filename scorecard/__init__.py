"""The judgement: scores, ranges and classes, and the pages that show them."""
