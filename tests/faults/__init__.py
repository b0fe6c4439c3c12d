"""Faults tried for real: killed processes, full disks, locked and read-only files."""
