"""Who may do what: every address of the desk as every role, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, resolve, reverse

from recommendations import models, roles
from tests import factories
from tests.recommendations.desk import (
    address,
    at_desk,
    liaison,
    listing,
    person,
    press,
    save,
)

pytestmark = pytest.mark.django_db

LETTERS = {
    "C": roles.CONTRIBUTOR,
    "R": roles.REVIEWER,
    "P": roles.PUBLISHER,
    "L": roles.LIAISON,
    "A": roles.ADMINISTRATOR,
}
TABLE = """
agency            list CRPA   view CRPA   edit PA   add PA   delete PA   history CRPA
ask               list CRPAL  view CRPA   edit      add      delete      history CRPA
assessment        list CRPA   view CRPA   edit CRA  add CRA  delete RA   history CRPA
assessment        submit CRA  ask RA      publish RA  return RA  withdraw RA
category          list CRPA   view CRPA   edit PA   add PA   delete      history CRPA
correction        list CRPA   view CRPA   edit PA   add PA   delete PA   history CRPA
correction        publish PA
duedate           list CRPAL  view CRPA   edit RPA  add RPA  delete      history CRPA
evidence          list CRPAL  view CRPAL  edit CRAL add CRAL delete CRAL history CRPA
evidence          publish RA  withdraw RA
indicator         list CRPA   view CRPA   edit PA   add PA   delete PA   history CRPA
indicator         publish PA
methodversion     list CRPA   view CRPA   edit A    add A    delete A    history CRPA
recommendation    list CRPAL  view CRPAL  edit PA   add PA   delete      history CRPA
recommendation    publish PA
readerreport      list CRPA   view CRPA   edit      add      delete A    history CRPA
readerreport      close RPA
replyrequest      list CRPAL  view CRPAL  edit L    add      delete      history CRPA
report            list CRPA   view CRPA   edit PA   add PA   delete PA   history CRPA
report            publish PA
response          list CRPA   view CRPA   edit RPA  add RPA  delete      history CRPA
secondreading     list CRPA   view CRPA   edit CRA  add CRA  delete CRA  history CRPA
secondreading     publish RA
source            list CRPAL  view CRPA   edit      add      delete      history CRPA
standing          list CRPA   view CRPA   edit      add      delete      history CRPA
statuschange      list CRPA   view CRPA   edit      add      delete      history CRPA
unmeasuredmetric  list CRPA   view CRPA   edit PA   add PA   delete PA   history CRPA
snapshot          list CRPA   take PA     add
importprofile     list CRPA   add CRPA
importrun         list CRPA   add CRPA
group             list A      view A      edit      add      delete      history A
user              list A      view A      edit A    add A    delete      history A
user              password A
"""
"""Which roles get an answer, by noun and page; everybody else is refused, and everybody
where nothing is said.

A row that is out of a role's sight or can't be deleted is refused by going elsewhere.
"""


def expected() -> dict[tuple[str, str], set[str]]:
    """The table, by noun and page."""
    found: dict[tuple[str, str], set[str]] = {}
    for line in TABLE.strip().splitlines():
        noun, *words = line.split()
        page = ""
        for word in words:
            if word.isupper():
                found[noun, page] = set(word)
            else:
                page = word
                found[noun, page] = set()
    return found


def make_rows() -> dict[str, Any]:
    """One row of every noun of the desk, all of one agency, by "app_model"."""
    agency = factories.make_agency()
    row = factories.make_recommendation(lead=agency)
    factories.make_evidence(recommendation=row)
    factories.make_assessment(recommendation=row)
    factories.make_due_date(recommendation=row, due_on=date(2027, 1, 1))
    draft = factories.make_assessment(
        recommendation=row, effective_on=date(2026, 7, 1), published_at=None
    )
    return {
        "assessment": draft,
        "evidence": factories.make_evidence(
            recommendation=row, claimed_by=agency, published_at=None
        ),
        "secondreading": factories.make_second_reading(
            recommendation=row, steps={"a": "partly"}, published_at=None
        ),
        "response": factories.make_response(recommendation=row, agency=agency),
        "replyrequest": factories.make_reply_request(assessment=draft, agency=agency),
        "report": factories.make_report(published_at=None),
        "agency": factories.make_agency(),
        "indicator": factories.make_indicator(published_at=None),
        "correction": factories.make_correction(report=row.report, published_at=None),
        "methodversion": models.MethodVersion.objects.create(
            version="9.0.0", in_force_from=date(2090, 1, 1)
        ),
        "readerreport": models.ReaderReport.objects.create(
            what="The year is wrong.", received_at=factories.PUBLISHED
        ),
        "unmeasuredmetric": models.UnmeasuredMetric.objects.create(
            slug="leaks", metric="Leaks"
        ),
        "recommendation": row,
        "user": factories.make_user(username="somebody"),
    }


PAGES = {"changelist": "list", "change": "view", "password_change": "password"}
UNUSED = {"simple_history"}  # old versions are read in the history, not as forms


def addresses() -> Iterator[tuple[Any, str, str]]:
    """Every address of the desk: its model, its page by our names, its own name."""
    for part in admin.site.get_urls():
        if not isinstance(part, URLResolver):
            continue
        for one in part.url_patterns:
            if isinstance(one, URLPattern) and one.name:
                model = model_of(one.name)
                head = f"{model._meta.app_label}_{model._meta.model_name}_"
                page = one.name.removeprefix(head)
                if page not in UNUSED:
                    yield model, PAGES.get(page, page), one.name


def model_of(name: str) -> Any:
    """The model that an address belongs to."""
    return next(
        model
        for model in admin.site._registry
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
    )


def everybody(agency: Any) -> dict[str, Any]:
    """Somebody in each role; the liaison speaks for the agency."""
    found = {
        letter: person(role)
        for letter, role in LETTERS.items()
        if role != roles.LIAISON
    }
    return found | {"L": liaison(agency)}


def let_in(people: dict[str, Any], where: str, is_edit: bool = False) -> set[str]:
    """The roles that get an answer at an address."""
    return {
        letter for letter, user in people.items() if is_let_in(user, where, is_edit)
    }


def is_let_in(user: Any, where: str, is_edit: bool) -> bool:
    """Whether the view at an address answers; its page is not drawn, to save time."""
    factory = RequestFactory()
    request = factory.post(where, {}) if is_edit else factory.get(where)
    request.user, request.session = user, {}  # type: ignore[assignment]
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    view = resolve(where)
    try:
        return view.func(request, *view.args, **view.kwargs).status_code == 200
    except (PermissionDenied, Http404):
        return False


class WalkTests:
    def test_every_address_and_button_as_every_role(self) -> None:
        rows = make_rows()
        people = everybody(rows["recommendation"].responsibilities.get().agency)
        found = {}

        for model, page, name in addresses():
            noun = model._meta.model_name
            is_list = page in {"list", "add"}
            held = "report" if page == "take" else noun  # a snapshot is taken of one
            row = rows.get(held) or model._default_manager.first()
            if row is None and not is_list:
                continue
            where = reverse(f"admin:{name}", args=[] if is_list else [row.pk])
            found[noun, page] = let_in(people, where)
            if page == "view":
                found[noun, "edit"] = let_in(people, where, is_edit=True)

        assert found == dict.fromkeys(found, set()) | expected()


class GroupTests:
    @pytest.mark.parametrize("role", roles.ROLES)
    def test_a_migration_gave_each_role_exactly_its_permissions(
        self, role: str
    ) -> None:
        roles.grant(apps)
        held = Group.objects.get(name=role).permissions.select_related("content_type")

        assert {f"{p.content_type.app_label}.{p.codename}" for p in held} == (
            roles.ROLES[role]
        )

    def test_every_permission_belongs_to_a_right_that_exists(self) -> None:
        known = get_user_model()(
            is_superuser=True, is_active=True
        ).get_all_permissions()

        assert frozenset().union(*roles.ROLES.values()) <= known


class LiaisonTests:
    """Somebody who speaks for one agency, and tries the rows of another."""

    @pytest.fixture
    def theirs(self) -> Any:
        row = factories.make_recommendation(lead=factories.make_agency())
        factories.make_evidence(recommendation=row)
        factories.make_assessment(recommendation=row, published_at=None)
        return row

    @pytest.fixture
    def ours(self) -> Any:
        return factories.make_recommendation(lead=factories.make_agency())

    @pytest.fixture
    def lena(self, ours: Any) -> Any:
        return at_desk(liaison(ours.responsibilities.get().agency))

    def test_lists_and_searches_hold_the_own_agency_alone(
        self, lena: Any, ours: Any, theirs: Any
    ) -> None:
        page = lena.get(listing(models.Recommendation)).content.decode()
        asked = {
            "app_label": "recommendations",
            "model_name": "evidence",
            "field_name": "recommendation",
        }
        offered = lena.get(reverse("admin:autocomplete"), asked).json()["results"]

        assert address(ours) in page
        assert address(theirs) not in page
        assert [one["id"] for one in offered] == [str(ours.pk)]

    def test_another_agency_is_out_of_reach_by_address(
        self, lena: Any, theirs: Any
    ) -> None:
        rows = [theirs, theirs.evidence.get(), theirs.assessments.get()]
        rows.append(
            factories.make_reply_request(
                assessment=theirs.assessments.get(),
                agency=theirs.responsibilities.get().agency,
            )
        )
        pages = [address(row, page) for row in rows for page in ("change", "history")]
        pages += [address(rows[1], "publish"), address(rows[2], "publish")]

        codes = {page: lena.get(page).status_code for page in pages}

        assert 200 not in codes.values(), codes

    def test_evidence_is_not_brought_on_another_agency(
        self, lena: Any, theirs: Any
    ) -> None:
        page, _code = save(
            lena,
            f"{listing(models.Evidence, 'add')}?recommendation={theirs.pk}",
            recommendation=str(theirs.pk),
            asks=[str(theirs.asks.first().pk)],
            happened_on="2026-04-02",
            kind="regulation",
            bearing="supports",
            fact="Ours.",
        )

        assert "That choice is not one of the available choices" in page
        assert theirs.evidence.count() == 1

    def test_private_notes_and_drafts_are_not_shown(self, lena: Any, ours: Any) -> None:
        item = factories.make_evidence(recommendation=ours)
        hidden = factories.make_evidence(recommendation=ours, published_at=None)
        draft = factories.make_assessment(recommendation=ours, published_at=None)
        asked = factories.make_reply_request(
            assessment=draft, agency=ours.responsibilities.get().agency
        )
        pages = [address(ours), address(item), address(asked), listing(models.Evidence)]

        texts = [lena.get(page).content.decode() for page in pages]

        assert not [text for text in texts if factories.PRIVATE in text]
        assert address(hidden) not in texts[-1]
        assert "the repairs have not begun" in texts[2]

    def test_without_an_agency_the_role_sees_nothing(self, ours: Any) -> None:
        client = at_desk(person(roles.LIAISON))

        page = client.get(listing(models.Recommendation)).content.decode()

        assert address(ours) not in page


class OwnWorkTests:
    """Nobody approves what they wrote on, whatever their role."""

    @pytest.fixture
    def ruth(self) -> Any:
        return person(roles.REVIEWER)

    def test_a_draft_somebody_else_began_and_they_edited(self, ruth: Any) -> None:
        row = factories.make_recommendation()
        draft = factories.make_assessment(recommendation=row, published_at=None)
        save(at_desk(ruth), address(draft), button="_submit", rationale="Mended.")

        page = press(at_desk(ruth), draft, "publish")

        draft.refresh_from_db()
        assert "somebody else has to approve it" in page
        assert draft.state == "submitted"

    def test_evidence_they_added(self, ruth: Any) -> None:
        item = factories.make_evidence(
            recommendation=factories.make_recommendation(),
            added_by=ruth,
            published_at=None,
        )

        page = press(at_desk(ruth), item, "publish")

        assert "somebody else publishes it" in page

    def test_a_second_reading_they_made(self, ruth: Any) -> None:
        reading = factories.make_second_reading(
            recommendation=factories.make_recommendation(),
            steps={"a": "partly"},
            made_by=ruth,
            published_at=None,
        )

        page = press(at_desk(ruth), reading, "publish")

        assert "somebody else publishes it" in page

    def test_a_reviewer_who_only_returned_it_approves_it_later(self, ruth: Any) -> None:
        row = factories.make_recommendation()
        draft = factories.make_assessment(recommendation=row, published_at=None)
        author = at_desk(person(roles.CONTRIBUTOR))
        press(author, draft, "submit")
        press(at_desk(ruth), draft, "return", reason="Which rule?")
        press(author, draft, "submit")

        press(at_desk(ruth), draft, "publish")

        draft.refresh_from_db()
        assert (draft.state, draft.is_single_coded) == ("published", False)

    def test_a_site_of_one_person_publishes_single_coded_and_says_so(
        self, ruth: Any, settings: Any, client: Any
    ) -> None:
        settings.SECOND_PAIR_OF_EYES = False
        row = factories.make_recommendation()
        draft = factories.make_assessment(recommendation=row, published_at=None)
        save(at_desk(ruth), address(draft), button="_submit", rationale="Mine.")

        press(at_desk(ruth), draft, "publish")

        draft.refresh_from_db()
        assert (draft.state, draft.is_single_coded) == ("published", True)
        assert "single-coded" in client.get(row.get_absolute_url()).content.decode()

    def test_a_contributor_does_not_edit_public_evidence_or_others_drafts_away(
        self,
    ) -> None:
        row = factories.make_recommendation()
        item = factories.make_evidence(recommendation=row)
        draft = factories.make_assessment(recommendation=row, published_at=None)
        client = at_desk(person(roles.CONTRIBUTOR))

        codes = {
            client.post(address(item), {}).status_code,
            client.post(address(draft, "delete"), {"post": "yes"}).status_code,
        }

        assert codes == {403}


class PeopleTests:
    def test_an_administrator_does_not_make_a_superuser(self) -> None:
        client = at_desk(person(roles.ADMINISTRATOR))
        other = factories.make_user(username="writer")
        above = get_user_model().objects.create_superuser("root")

        save(client, address(other), is_superuser="on", is_staff="on")

        other.refresh_from_db()
        assert other.is_staff and not other.is_superuser
        assert client.post(address(above), {}).status_code == 403
        page = reverse("admin:auth_user_password_change", args=[above.pk])
        assert client.get(page).status_code == 403

    def test_an_account_is_made_with_its_roles_and_can_sign_in(self) -> None:
        client = at_desk(person(roles.ADMINISTRATOR))
        wanted = Group.objects.get(name=roles.CONTRIBUTOR)
        page = reverse("admin:auth_user_add")
        words = client.get(page).content.decode()

        save(
            client,
            page,
            username="carla",
            password1="seven grey herons",
            password2="seven grey herons",
            groups=[str(wanted.pk)],
        )

        made = get_user_model().objects.get(username="carla")
        assert "approves others" in words
        assert (made.is_staff, list(made.groups.all())) == (True, [wanted])
        assert at_desk(made).get(reverse("admin:index")).status_code == 200

    def test_roles_and_records_of_sign_ins_are_named_in_the_language_of_the_desk(
        self,
    ) -> None:
        client = at_desk(get_user_model().objects.create_superuser("root"))

        form = client.get("/es/admin/auth/user/add/").content.decode()
        index = client.get("/es/admin/").content.decode()

        assert "Colaborador</label>" in " ".join(form.split()).replace(" </", "</")
        assert "Access attempts" not in index and "Task Results" not in index
        assert '<a href="/admin/" lang="en" hreflang="en">English</a>' in index

    def test_a_superuser_reads_what_the_roles_mean_before_raw_rights(self) -> None:
        root = get_user_model().objects.create_superuser("root")

        page = at_desk(root).get(address(factories.make_user())).content.decode()

        assert page.index("approves others") < page.index("Rights beyond the roles")
