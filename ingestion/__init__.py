"""The ingestion app."""
