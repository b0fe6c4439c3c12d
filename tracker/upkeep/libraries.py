"""The libraries this installation runs on, as a software bill of materials.

From `requirements.txt` and what is installed here, down to the last library of a
library; tools of the tests are left out. The format is CycloneDX 1.6, which scanners
for known weaknesses read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any
from uuid import uuid4

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scorecard.code_version import code_version

Json = dict[str, Any]
Extras = dict[str, set[str]]

PRODUCT = "followthrough"


def bill_of_materials(requirements: Path, at: datetime) -> Json:
    """The whole file. A library that is asked for and not installed is an error."""
    wanted = [Requirement(line) for line in _lines(requirements)]
    extras: Extras = {}
    for one in wanted:
        _gather(one, extras)
    held = {name: distribution(name) for name in sorted(extras)}
    needs = {_address(held[name]): _needs(held[name], extras[name]) for name in held}
    needs[PRODUCT] = wanted
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid4()}",
        "version": 1,
        "metadata": {"timestamp": at.isoformat(), "component": _product()},
        "components": [_component(one) for one in held.values()],
        "dependencies": [
            {
                "ref": ref,
                "dependsOn": sorted({_address(held[_name(one)]) for one in on}),
            }
            for ref, on in needs.items()
        ],
    }


def _lines(requirements: Path) -> Iterator[str]:
    for line in requirements.read_text().splitlines():
        text = line.partition("#")[0].strip()
        if text:
            yield text


def _gather(wanted: Requirement, found: Extras) -> None:
    """Note a library with the extras it is wanted with, and all that it needs here."""
    name = _name(wanted)
    if name in found and wanted.extras <= found[name]:
        return
    found[name] = found.get(name, set()) | wanted.extras
    for one in _needs(distribution(name), found[name]):
        _gather(one, found)


def _needs(held: Distribution, extras: set[str]) -> list[Requirement]:
    """What a library needs on this machine, with these extras."""
    choices = [{"extra": extra} for extra in extras or {""}]
    return [
        one
        for one in map(Requirement, held.requires or ())
        if one.marker is None or any(map(one.marker.evaluate, choices))
    ]


def _name(wanted: Requirement) -> str:
    return str(canonicalize_name(wanted.name))


def _address(held: Distribution) -> str:
    """Where it comes from, and which one it is: a package URL."""
    return f"pkg:pypi/{canonicalize_name(held.name)}@{held.version}"


def _product() -> Json:
    return {
        "type": "application",
        "bom-ref": PRODUCT,
        "name": PRODUCT,
        "version": code_version(),
    }


def _component(held: Distribution) -> Json:
    made = {
        "type": "library",
        "bom-ref": _address(held),
        "name": held.name,
        "version": held.version,
        "purl": _address(held),
    }
    if "License-Expression" not in held.metadata:
        return made
    return made | {"licenses": [{"expression": held.metadata["License-Expression"]}]}
