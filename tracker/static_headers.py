"""What static files say of themselves: any page may use them, isolated ones too."""

from __future__ import annotations

from wsgiref.headers import Headers


def for_everyone(headers: Headers, path: str, url: str) -> None:
    """A card in a sandboxed frame counts as another site, and needs our styles."""
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
