"""Files of other people, read as text: rows with their numbers, or one clear refusal.

`content` says what a file is and refuses what is hostile, `encoding` finds out how
its text is written, and there is one reader for each format. Nothing here knows the
record; every reader yields rows one by one, so a file of any length fits in memory.
"""
