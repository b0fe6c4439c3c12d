"""No worker of the production server shows a page that an edit has overtaken."""

from __future__ import annotations

from pathlib import Path

from tests.served_site import once, served


@once
def test_every_edit_shows_at_once_on_every_worker(tmp_path: Path) -> None:
    with served(tmp_path / "data", "--empty") as site:
        said = site.manage(
            "shell",
            "-v0",
            "-c",
            f"from tests.tracker.every_edit import main; main({site.address!r})",
        ).splitlines()

    assert [line.partition(":")[0] for line in said] == ["seen"] * 14 + ["unseen"] * 3
