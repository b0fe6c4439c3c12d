"""One edit of a served site and what its readers then see."""

from __future__ import annotations

import urllib.request

from tests.served_site import ServedSite

LIST = "/recommendations/"


def read(site: ServedSite, *, cookie: str = "") -> str:
    """The list, as a new reader gets it; a cookie makes it a signed-in person's."""
    asked = urllib.request.Request(f"{site.address}{LIST}", headers={"Cookie": cookie})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def retitle(site: ServedSite, title: str, **environment: str) -> None:
    """An editor's work."""
    edit = (
        "from django.utils import timezone\n"
        "from recommendations.actions import record\n"
        "from recommendations.models import Recommendation\n"
        "row = Recommendation.objects.first()\n"
        f"row.title = {title!r}\n"
        "record.edit(recommendations=[row.pk], at=timezone.now(), save=row.save,"
        " is_seen=lambda: True)\n"
    )
    site.manage("shell", "--no-imports", "-c", edit, **environment)
