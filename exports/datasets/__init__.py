"""The datasets of the record: for each its columns, their meaning and how to fetch."""
