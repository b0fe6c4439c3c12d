"""LibreOffice for tests: converts a file, and by that calculates every formula."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

NEEDS_OFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf"}


def converted(folder: Path, to: str, *files: Path) -> list[Path]:
    """The files converted into a folder of that folder; with a profile of its own."""
    made = folder / "converted"
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            FORMATS[to],
            "--outdir",
            str(made),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return [made / f"{file.stem}.{to}" for file in files]
