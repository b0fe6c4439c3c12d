"""The writers of the scorecard: snapshots and stored likely ranges.

Each is keyword-only, takes who acts (``by``) and when (``at``), and runs in one
transaction.
"""
