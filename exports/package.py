"""The open-data package: every dataset as CSV, and all that is needed to use it.

Data Package 2.0 and CSV on the Web describe the files; dictionary, licence,
citation and method with its vectors come along. In the ordinary view it also holds
the record row by row, from which another installation can be filled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import translation

from recommendations.models import MethodVersion
from recommendations.portable import plain
from scorecard import selectors

from . import metadata
from .datasets import DATASETS, Scope
from .dictionary import document
from .extract import DATA_LICENCE_NAME, DATA_LICENCE_URL, whole
from .record_file import NAME as RECORD, record_chunks
from .writers.csv_file import csv_chunks

VECTORS = "method_vectors.json"


def write_package(scope: Scope, file: IO[bytes]) -> None:
    """Write the zip of a view of the record, or of one report, into an open file.

    The same state of the record gives the same bytes. Call inside ``one_state``
    where editors may be publishing meanwhile. Codes have their labels in English.
    """
    with translation.override("en"), ZipFile(file, "w", ZIP_DEFLATED) as package:
        held = {dataset.name for dataset in DATASETS}
        resources = []
        for dataset in DATASETS:
            pieces = csv_chunks(whole(dataset, scope), bom=False)
            size, digest = _add(package, f"{dataset.name}.csv", pieces)
            resources.append(metadata.resource(dataset, size, digest, held))
        described = metadata.package(scope, resources)
        if scope.view.is_today:
            size, digest = _add(package, RECORD, record_chunks(scope))
            described["record"] = {
                "path": RECORD,
                "bytes": size,
                "hash": f"sha256:{digest}",
            }
        for name, text in _texts(scope, described):
            _add(package, name, [text.encode()])


def _add(package: ZipFile, name: str, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Add a file; its length and its SHA-256."""
    info = ZipInfo(name)  # no time of day: the same content, the same bytes
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
    size, digest = 0, hashlib.sha256()
    with package.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def _texts(scope: Scope, described: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The files that are written whole, by name."""
    yield "datapackage.json", _json(described)
    yield "csv-metadata.json", _json(metadata.csvw(DATASETS))
    yield "data-dictionary.md", document()
    yield "method.json", _json(_method(scope))
    yield VECTORS, (settings.BASE_DIR / "scorecard" / VECTORS).read_text("utf-8")
    yield "CITATION.cff", (settings.BASE_DIR / "CITATION.cff").read_text("utf-8")
    yield "LICENSE.md", LICENCE
    yield "README.md", _readme(scope)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _method(scope: Scope) -> dict[str, Any]:
    version = selectors.method_version(scope.view)
    row = MethodVersion.objects.filter(version=version).first()
    return {
        "version": version,
        "in_force_from": row.in_force_from.isoformat() if row else None,
        "parameters": plain(row.parameters) if row else None,
        "vectors": VECTORS,
        "address": f"{settings.SITE_URL.rstrip('/')}/methodology/{version}/",
    }


LICENCE = f"""# Licence of the data and texts

{DATA_LICENCE_NAME}: {DATA_LICENCE_URL}

You may share and adapt them, also commercially, if you name the source, link the
licence and say what you changed. The code of the site is under the MIT License.
"""


def _readme(scope: Scope) -> str:
    about = scope.report.title if scope.report else "the whole public record"
    record = (
        f"`{RECORD}` is the record row by row; `manage.py load_report` fills an empty"
        " installation with the package.\n"
        if scope.view.is_today
        else "The package is of a past view: no installation can be filled from it.\n"
    )
    return f"""# Open data: {about}

As of {scope.view.on}, with what had been published by {scope.known_at}.
Method version {selectors.method_version(scope.view)}. From {settings.SITE_URL}.

Every dataset is a CSV file. `datapackage.json` (Data Package 2.0) and
`csv-metadata.json` (CSV on the Web) describe them for programs,
`data-dictionary.md` for people. `method.json` and `{VECTORS}` are the scoring method
in force and its test cases. {record}"""
