"""Backup codes of a second factor: kept as hashes, good for one sign-in each."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken


class BackupDevice(StaticDevice):
    """Somebody's backup codes together; slower with each wrong one."""

    class Meta:
        proxy = True

    def new_codes(self, number: int) -> list[str]:
        """Codes that work once each, to be shown now: they can't be read again."""
        codes = [StaticToken.random_token() for _n in range(number)]
        BackupCode.objects.bulk_create(
            BackupCode(device=self, **kept(code)) for code in codes
        )
        return codes

    def verify_token(self, token: str) -> bool:
        """Whether this is one of the codes; it is then used up."""
        if not self.verify_is_allowed()[0]:
            return False
        code = self._code(token.lower())
        if code is None:
            self.throttle_increment()
            return False
        code.delete()
        self.throttle_reset()
        return True

    def _code(self, token: str) -> BackupCode | None:
        alike = BackupCode.objects.filter(device=self, hint=token[: BackupCode.HINT])
        return next((one for one in alike if check_password(token, one.hashed)), None)


class BackupCode(models.Model):
    """One code that was not used yet; no part of the record.

    Hashed as passwords are. Its first two letters are kept, so that one hash is tried
    and not ten.
    """

    HINT = 2

    device = models.ForeignKey(
        StaticDevice,
        verbose_name=_("backup codes"),
        on_delete=models.CASCADE,
        related_name="backup_codes",
    )
    hint = models.CharField(_("first letters"), max_length=HINT)
    hashed = models.CharField(_("hash"), max_length=128)

    class Meta:
        verbose_name = _("backup code")
        verbose_name_plural = _("backup codes")

    def __str__(self) -> str:
        return f"{self.hint}…"


def kept(code: str) -> dict[str, Any]:
    """What is kept of a code."""
    return {"hint": code[: BackupCode.HINT], "hashed": make_password(code)}
