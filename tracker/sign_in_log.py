"""A log line for every sign-in, sign-out and failed attempt, by account number.

The number is the one thing kept: names stay out of the log, and so does what was
typed, which for a failed attempt may be a password in the wrong field.
"""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)

log = logging.getLogger("tracker.sign_in")


def connect() -> None:
    """Listen from now on; called once, when the desk is ready."""
    user_logged_in.connect(signed_in, dispatch_uid="sign-in-log")
    user_logged_out.connect(signed_out, dispatch_uid="sign-out-log")
    user_login_failed.connect(failed, dispatch_uid="failed-sign-in-log")


def signed_in(sender: Any, user: Any, **rest: Any) -> None:
    """Somebody has signed in."""
    log.info("signed in", extra={"account": user.pk})


def signed_out(sender: Any, user: Any, **rest: Any) -> None:
    """Somebody has signed out; without an account where the session had ended."""
    log.info("signed out", extra={"account": getattr(user, "pk", None)})


def failed(sender: Any, **rest: Any) -> None:
    """A name and a password did not fit; whose, the log does not say."""
    log.warning("sign-in failed")
