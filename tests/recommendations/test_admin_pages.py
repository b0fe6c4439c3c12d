"""Every page of the desk opens, for those who may, at a fixed cost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recommendations import models
from recommendations.admin.base import RecordAdmin
from recommendations.admin.refusals import SENTENCES
from tests import factories
from tests.fixtures_shipped import Rows, put, rows_after
from tests.recommendations.desk import (
    address,
    at_desk,
    bystander,
    editor,
    listing,
)

pytestmark = pytest.mark.django_db

OURS = {"recommendations", "scorecard", "auth"}
REGISTERED = [m for m in admin.site._registry if m._meta.app_label in OURS]
LABELS = [model._meta.label_lower for model in REGISTERED]


def fill(n: int) -> None:
    """A desk with n of everything, each recommendation with all that hangs on it."""
    agency = factories.make_agency()
    for _ in range(n):
        row = factories.make_recommendation(lead=agency)
        item = factories.make_evidence(recommendation=row)
        factories.make_source(report=row.report)
        factories.make_assessment(recommendation=row, evidence=[item])
        factories.make_assessment(
            recommendation=row, effective_on=date(2026, 7, 1), published_at=None
        )
        factories.make_second_reading(recommendation=row, steps={"a": "partly"})
        factories.make_response(recommendation=row)
        factories.make_due_date(recommendation=row, due_on=date(2027, 1, 1))
        factories.make_indicator(recommendations=[row], reports=[row.report])
        factories.make_correction(report=row.report)
        factories.make_reply_request(
            assessment=row.assessments.latest("id"), agency=agency
        )
        models.UnmeasuredMetric.objects.create(slug=f"m{row.pk}", metric="Leaks")
        models.MethodVersion.objects.create(
            version=f"0.{row.pk}", in_force_from=date(2020, 1, 1)
        )
        get_user_model().objects.create_user(f"user{row.pk}")


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Rows:
    """The raw rows of a desk with one of everything, made once."""
    with django_db_blocker.unblock():
        return rows_after(lambda: fill(1))


@pytest.fixture
def filled(db: None, rows: Rows) -> None:
    """One of everything is on the desk."""
    put(rows)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("model", REGISTERED, ids=LABELS)
class EveryPageTests:
    def test_list_search_form_and_history_open(self, model: Any) -> None:
        client = at_desk(editor())
        row = model._default_manager.first()
        pages = [listing(model), f"{listing(model)}?q=a"]
        if row is not None:
            pages += [address(row), address(row, "history")]
        if admin.site._registry[model].has_add_permission(_request(client)):
            pages.append(listing(model, "add"))

        codes = {page: client.get(page).status_code for page in pages}

        assert set(codes.values()) == {200}, codes


@pytest.mark.usefixtures("filled")
class RightsTests:
    def test_somebody_without_rights_is_refused_everywhere(self) -> None:
        client = at_desk(bystander())
        rows = [model._default_manager.first() for model in REGISTERED]
        pages = [listing(model) for model in REGISTERED]
        pages += [address(row) for row in rows if row is not None]

        codes = {page: client.get(page).status_code for page in pages}

        assert set(codes.values()) == {403}, codes


class CostTests:
    def test_a_list_costs_the_same_for_three_rows_and_for_thirty(self) -> None:
        client = at_desk(editor())
        lists = [listing(model) for model in REGISTERED]
        fill(3)
        few = {page: cost(client, page) for page in lists}
        fill(27)

        many = {page: cost(client, page) for page in lists}

        assert many == few


def cost(client: Any, page: str) -> int:
    """Queries of one page; opened once before, so that what is kept is kept."""
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def _request(client: Any) -> Any:
    return client.get(reverse("admin:index")).wsgi_request


@pytest.mark.usefixtures("filled")
class BulkDeletionTests:
    def test_no_list_of_the_record_offers_it(self) -> None:
        client = at_desk(editor())
        letters = {models.ReaderReport}  # no part of the record
        ours = [m for m in REGISTERED if m._meta.app_label != "auth"]
        ours = [m for m in ours if m not in letters]

        pages = [client.get(listing(model)).content.decode() for model in ours]

        assert not any("delete_selected" in page for page in pages)


class IndexTests:
    def test_it_lists_the_record_in_the_order_of_the_work(self) -> None:
        page = at_desk(editor()).get(reverse("admin:index")).content.decode()

        nouns = ["Reports", "Categories", "Recommendations", "Evidence"]
        nouns += ["Assessments", "Second readings", "Agency responses", "Due dates"]
        nouns += ["Indicators", "Corrections", "Agencies", "Method versions"]
        nouns += ["Snapshots", "Users"]
        places = [page.index(f">{noun}</a>") for noun in nouns]
        assert places == sorted(places)


class ForeignKeyTests:
    @pytest.mark.parametrize("model", REGISTERED, ids=LABELS)
    def test_foreign_keys_that_are_typed_are_searched_not_listed(
        self, model: Any
    ) -> None:
        desk = admin.site._registry[model]
        typed = {
            field.name
            for field in model._meta.fields
            if field.is_relation and field.editable and isinstance(desk, RecordAdmin)
        }

        assert typed <= {*desk.autocomplete_fields, *desk.readonly_fields}


class RefusalWordTests:
    def test_every_named_rule_of_the_record_has_its_sentence(self) -> None:
        derived = {models.Standing, models.StatusChange, models.RecordVersion}
        names = {
            constraint.name
            for model in (getattr(models, name) for name in models.__all__)
            if hasattr(model, "_meta") and model not in derived
            for constraint in model._meta.constraints
        }

        assert names
        assert names <= set(SENTENCES)
