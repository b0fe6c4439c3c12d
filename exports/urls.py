"""Addresses of this app."""

app_name = "exports"
urlpatterns: list = []
