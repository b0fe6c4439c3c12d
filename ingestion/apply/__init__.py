"""Writes a plan into the record: one transaction, through the record's actions."""
