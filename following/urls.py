"""Addresses of this app: asking, confirming, stopping."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "following"
urlpatterns = [
    path("follow/", views.FollowView.as_view(), name="follow"),
    path("follow/asked/", views.asked, name="asked"),
    path("follow/stopped/", views.stopped, name="stopped"),
    path("follow/confirm/<str:token>/", views.ConfirmView.as_view(), name="confirm"),
    path("follow/mine/<str:token>/", views.ManageView.as_view(), name="manage"),
    path("follow/stop/<str:token>/", views.StopView.as_view(), name="stop"),
]
