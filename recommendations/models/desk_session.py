"""Sessions of the desk: Django's, with what their owner is shown of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

BEGUN_AT = "begun_at"
BROWSER = "browser"
NOTED_EVERY = 1 / 12  # of the time after which one that is left alone ends


class DeskSessionQuerySet(models.QuerySet["DeskSession"]):
    """Sessions by whose they are."""

    def open_to(self, person: Any, now: datetime) -> list[DeskSession]:
        """Those in which a person is signed in now, the last used first."""
        rows = self.filter(person=person.pk, expire_date__gt=now).order_by("-seen_at")
        password = person.get_session_auth_hash()
        return [row for row in rows if row.password_mark == password]


class DeskSession(AbstractBaseSession):
    """One browser in which one person is signed in; no part of the record.

    Neither the address nor the exact browser is kept: what is here is what a person
    needs to tell their own sessions apart.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.CASCADE,
        related_name="desk_sessions",
    )
    begun_at = models.DateTimeField(_("signed in"))
    seen_at = models.DateTimeField(_("last seen"))
    browser = models.CharField(_("browser"), max_length=40, blank=True)

    objects: ClassVar[Any] = BaseSessionManager.from_queryset(DeskSessionQuerySet)()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Who reads and writes them."""
        return SessionStore

    @property
    def password_mark(self) -> str:
        """Stands for the password it began with: with another one it is no good."""
        return str(self.get_decoded().get(HASH_SESSION_KEY, ""))

    @property
    def mark(self) -> str:
        """Names it on its owner's page, where its key must not stand."""
        return salted_hmac("desk session", self.session_key).hexdigest()[:16]


class SessionStore(db.SessionStore):
    """Django's, and when a session began, when it was last used, in which browser."""

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        """The table."""
        return DeskSession

    def begin(self, agent: str, now: datetime) -> None:
        """Somebody has signed in, just now and in this browser."""
        self[BEGUN_AT] = now.isoformat()
        self[BROWSER] = browser_name(agent)

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        """The row to be written; called by Django for each save."""
        now = timezone.now()
        begun = datetime.fromisoformat(data.get(BEGUN_AT, now.isoformat()))
        return DeskSession(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=end_of(begun, now),
            person_id=data.get(SESSION_KEY),
            begun_at=begun,
            seen_at=now,
            browser=data.get(BROWSER, ""),
        )

    def _get_session_from_db(self) -> DeskSession | None:
        held: DeskSession | None = super()._get_session_from_db()  # type: ignore[misc]
        now = timezone.now()
        if held is not None and now - held.seen_at >= idle_time() * NOTED_EVERY:
            note(held, now)
        return held


def end_of(begun: datetime, seen: datetime) -> datetime:
    """When a session ends by itself: left alone, or at the latest after a working day.

    begun: the sign-in. seen: when it was last used.
    """
    return min(
        begun + timedelta(seconds=settings.SESSION_COOKIE_AGE), seen + idle_time()
    )


def idle_time() -> timedelta:
    """How long a session may be left alone."""
    return timedelta(minutes=settings.SESSION_IDLE_MINUTES)


def note(row: DeskSession, now: datetime) -> None:
    """Remember that it was used; a database that takes nothing is read all the same."""
    held = DeskSession.objects.filter(pk=row.pk)
    try:
        with transaction.atomic():
            held.update(seen_at=now, expire_date=end_of(row.begun_at, now))
    except DatabaseError:
        return


# In this order: some browsers name others too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_name(agent: str) -> str:
    """What a browser says of itself, as roughly as people speak of it."""
    found = (
        next((name for sign, name in names.items() if sign in agent), "")
        for names in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, found))
