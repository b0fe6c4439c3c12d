"""Addresses of this app."""

app_name = "scorecard"
urlpatterns: list = []
