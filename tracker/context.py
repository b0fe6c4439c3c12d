"""What every template may print about the deployment: the site's public origin."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """``SITE_URL``, for addresses that other sites and programs follow."""
    return {"SITE_URL": settings.SITE_URL}
