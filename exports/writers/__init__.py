"""One writer for each format; quoting and spreadsheet safety here and nowhere else.

A writer renders what it is given and decides nothing. ``csv_file``, ``json_file``
and ``xlsx_file`` give a dataset as a stream in constant memory; the ``status_report``
writers each render the whole content of a report.
"""
