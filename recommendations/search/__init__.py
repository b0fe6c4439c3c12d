"""Full-text search in the public record, the same on SQLite and PostgreSQL.

Words are folded and stemmed here, in Python; the database only keeps and matches the
resulting tokens. ``docs/search.md`` says what is found, in which order, and how well.
"""
