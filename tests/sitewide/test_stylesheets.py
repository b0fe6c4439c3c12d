"""Stylesheets hang together: every block that opens closes, in every file."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

SHEETS = sorted((Path(settings.BASE_DIR) / "static" / "css").rglob("*.css"))


class BraceTests:
    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
    def test_a_rule_that_opens_closes(self, sheet: Path) -> None:
        depth = 0
        for character in sheet.read_text(encoding="utf-8"):
            depth += (character == "{") - (character == "}")
            assert depth >= 0

        assert depth == 0
