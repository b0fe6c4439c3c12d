"""The status report as a workbook whose scores are formulas: change a step, see them.

``sheet`` knows tables and cells, ``formulas`` the method in the words of a
spreadsheet; the other modules lay the sheets out.
"""
