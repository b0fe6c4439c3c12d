"""Alerts by e-mail for readers who asked for them, and nothing else about readers."""
