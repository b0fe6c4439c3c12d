"""The list of recommendations held in memory: one array for each column.

Filtering, counting and sorting a quarter of a million rows by SQL costs tens of
milliseconds a page and an index for every mixture of filters. As arrays the same takes
one or two, on either database. ``docs/decisions/0041`` says why and at what price.
"""
