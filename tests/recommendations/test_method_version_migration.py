"""The migration that makes method version 1.0.0: safe to run twice."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from recommendations.models import MethodVersion
from scorecard.method import VERSION_1

pytestmark = pytest.mark.django_db

migration = import_module("recommendations.migrations.0002_method_version")
EDITOR = SimpleNamespace(connection=connection)


def test_it_makes_the_version_that_the_code_reads() -> None:
    MethodVersion.objects.all().delete()

    migration.create_version(apps, EDITOR)

    row = MethodVersion.objects.get()
    assert row.version == "1.0.0"
    assert row.parameters == VERSION_1.to_dict()


def test_run_again_it_leaves_the_row_as_it_is() -> None:
    MethodVersion.objects.filter(version="1.0.0").update(summary="Edited since.")

    migration.create_version(apps, EDITOR)

    assert MethodVersion.objects.get().summary == "Edited since."
