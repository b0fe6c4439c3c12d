"""The record: every table, its rules, the editors' desk, the public pages of it."""
