"""The bill of materials names what requirements.txt asks for, and what that needs."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.served_site import ROOT
from tracker.upkeep.libraries import bill_of_materials


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Any:
    file = tmp_path_factory.mktemp("sbom") / "sbom.cdx.json"
    call_command("write_sbom", file)
    return json.loads(file.read_text())


def names(written: Any) -> set[str]:
    """The libraries in it."""
    return {one["purl"].split("/")[1].split("@")[0] for one in written["components"]}


class BillTests:
    def test_every_line_of_the_requirements_is_in_it(self, written: Any) -> None:
        text = (ROOT / "requirements.txt").read_text()
        asked = re.findall(r"^([A-Za-z][\w.-]*)", text, re.MULTILINE)

        assert len(asked) > 20
        assert {re.sub(r"[-_.]+", "-", one).lower() for one in asked} <= names(written)

    def test_so_is_what_libraries_need_and_no_tool_of_the_tests(
        self, written: Any
    ) -> None:
        assert {"asgiref", "sqlparse", "psycopg-binary"} <= names(written)
        assert not names(written) & {"pytest", "mypy", "playwright"}

    def test_versions_are_those_installed(self, written: Any) -> None:
        (django,) = (one for one in written["components"] if one["name"] == "Django")

        assert django["version"] == version("Django")
        assert django["purl"] == f"pkg:pypi/django@{version('Django')}"

    def test_each_points_at_what_it_needs(self, written: Any) -> None:
        needs = {one["ref"]: one["dependsOn"] for one in written["dependencies"]}
        refs = {one["bom-ref"] for one in written["components"]}

        django = f"pkg:pypi/django@{version('Django')}"
        assert django in needs["followthrough"]
        assert f"pkg:pypi/asgiref@{version('asgiref')}" in needs[django]
        psycopg, binary = (version(one) for one in ("psycopg", "psycopg-binary"))
        assert (
            f"pkg:pypi/psycopg-binary@{binary}" in needs[f"pkg:pypi/psycopg@{psycopg}"]
        )
        assert set(needs) == refs | {"followthrough"}
        assert all(set(on) <= refs for on in needs.values())

    def test_what_is_asked_for_and_not_there_is_an_error(self, tmp_path: Path) -> None:
        file = tmp_path / "requirements.txt"
        file.write_text("# Nobody made it\nno-such-library-at-all>=1\n")

        with pytest.raises(PackageNotFoundError):
            bill_of_materials(file, timezone.now())
