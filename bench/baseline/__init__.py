"""The list as most would write it: django-filter, django-tables2, their defaults.

Status kept on the row and indexed, prefetch of the agencies, the default paginator and
templates, the libraries' own exports; on the very data of the site.
"""
