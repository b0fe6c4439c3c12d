"""The Django project: settings, root addresses, health, start. No rules."""
