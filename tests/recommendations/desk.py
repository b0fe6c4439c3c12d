"""The desk as people use it: who they are, forms sent back as a browser would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from recommendations import roles
from recommendations.models import AgencyLiaison

BACKEND = "django.contrib.auth.backends.ModelBackend"


def editor(name: str = "anna") -> Any:
    """Somebody who may do everything."""
    return get_user_model().objects.create_superuser(name)


def bystander() -> Any:
    """Somebody with an account at the desk and no rights there."""
    return get_user_model().objects.create_user("nobody", is_staff=True)


def person(role: str, name: str = "", **fields: Any) -> Any:
    """Somebody in a role; the roles are made where a test emptied all tables."""
    if not Group.objects.filter(name=role).exists():
        roles.grant(apps)
    made = get_user_model().objects.create_user(
        name or f"the-{role.lower()}", is_staff=True, **fields
    )
    made.groups.add(Group.objects.get(name=role))
    return made


def liaison(agency: Any, name: str = "lena", **fields: Any) -> Any:
    """Somebody who speaks for an agency."""
    made = person(roles.LIAISON, name, **fields)
    AgencyLiaison.objects.create(user=made, agency=agency)
    return made


def at_desk(person: Any) -> Client:
    """This person's browser, signed in."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def address(row: Any, page: str = "change") -> str:
    """The address of a page or a button of a row."""
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[row.pk])


def listing(model: Any, page: str = "changelist") -> str:
    """The address of a model's list, or with "add" of its empty form."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def press(client: Client, row: Any, button: str, **typed: str) -> str:
    """Press a button of a row; the text of the page that follows."""
    response = client.post(address(row, button), typed, follow=True)
    return response.content.decode()


def save(
    client: Client, page: str, *, button: str = "_save", **changes: Any
) -> tuple[str, int]:
    """Open a form, change fields, press a button: the page that follows, its code.

    A changed field set to None is left out, as a box that is not ticked.
    """
    sent = typed(client.get(page).content.decode(), **changes)
    response = client.post(page, sent | {button: "1"}, follow=True)
    return response.content.decode(), response.status_code


def typed(html: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send for the form of the row, with these changes."""
    found = FormReader(html).fields | changes
    return {name: value for name, value in found.items() if value is not None}


class FormReader(HTMLParser):
    """Reads the fields of the page's main form and what they hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._inside = False
        self._text: str | None = None
        self._select: str | None = None
        self._is_multiple = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field as it begins."""
        given = dict(attrs)
        if tag == "form":
            self._inside = str(given.get("id", "")).endswith("_form")
        if not self._inside:
            return
        name = given.get("name")
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "textarea" and name:
            self._text = name
            self.fields[name] = ""
        elif tag == "select" and name:
            self._select, self._is_multiple = name, "multiple" in given
            self.fields.setdefault(name, [] if self._is_multiple else "")
        elif tag == "option" and self._select and "selected" in given:
            self._choose(self._select, given.get("value") or "")

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type", "text")
        if kind in {"submit", "button"} or "__prefix__" in name:
            return
        if kind in {"checkbox", "radio"}:
            if "checked" in given:
                held = self.fields.get(name)
                value = given.get("value") or "on"
                self.fields[name] = [*held, value] if held else [value]
        else:
            self.fields[name] = given.get("value") or ""

    def _choose(self, name: str, value: str) -> None:
        if self._is_multiple:
            self.fields[name].append(value)
        else:
            self.fields[name] = value

    def handle_data(self, data: str) -> None:
        """The text of a text field."""
        if self._text:
            self.fields[self._text] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._inside = False
