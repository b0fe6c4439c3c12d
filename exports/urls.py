"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from .feeds import changes_feed

app_name = "exports"
urlpatterns = [
    # What changed, for feed readers.
    path("changes/feed.atom", changes_feed, name="changes_feed"),
]
