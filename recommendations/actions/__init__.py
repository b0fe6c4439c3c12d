"""The only writers that span rows, one module per noun.

Each action is keyword-only, takes who acts (``by``) and when (``at``), and runs
in one transaction that also raises the record version.
"""
