"""The Django project: settings, addresses, server, health. Wiring only."""
