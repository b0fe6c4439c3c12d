"""What every page needs to know of its own address: navigation and languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import engines
from django.template.context import Context
from django.urls import get_script_prefix, reverse, translate_url
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy as _

from .record import keep_view

register = template.Library()

# The addresses are promises to readers, so they stand here as such.
NAVIGATION: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("/", _("Reports"), ("/reports/",)),
    ("/recommendations/", _("Recommendations"), ()),
    ("/agencies/", _("Agencies"), ()),
    ("/indicators/", _("Indicators"), ()),
    ("/changes/", _("Changes"), ("/compare/",)),
    ("/data/", _("Data"), ()),
    ("/methodology/", _("Method"), ()),
)


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the navigation; current is "page", "true" or empty."""

    label: str | Promise
    address: str
    current: str


def in_language(path: str, language: str | None) -> str:
    """A path of the default language as it stands in ``language``."""
    prefix = get_script_prefix()
    if language and language.split("-")[0] != settings.LANGUAGE_CODE.split("-")[0]:
        prefix += f"{language}/"
    return prefix + path.lstrip("/")


@register.simple_tag
def address(path: str) -> str:
    """The address of a page in the reader's language.

    path: as in the table of addresses, such as "/corrections/".
    """
    return in_language(path, get_language())


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[NavigationItem]:
    """The entries of the main navigation, the current one marked."""
    request = _request(context)
    here = request.path if request else ""
    return [
        NavigationItem(label, address(path), _current(here, path, under))
        for path, label, under in NAVIGATION
    ]


def _current(here: str, path: str, under: tuple[str, ...]) -> str:
    if here == address(path):
        return "page"
    roots = under if path == "/" else (path, *under)
    return "true" if any(here.startswith(address(root)) for root in roots) else ""


@register.simple_tag(takes_context=True)
def this_page_in(context: Context, language: str) -> str:
    """This page, parameters included, in another language ("en" or "es")."""
    request = _request(context)
    if request is None:
        return in_language("/", language)
    kept: dict[str, str] = request.__dict__.setdefault("_addresses", {})
    if language not in kept:
        kept[language] = _in_language_of(request.get_full_path(), language)
    return kept[language]


def _in_language_of(here: str, language: str) -> str:
    if (get_language() or "").split("-")[0] == language:
        return here
    there = translate_url(here, language)
    return there if there != here else in_language("/", language)


@register.simple_tag(takes_context=True)
def canonical_address(context: Context) -> str:
    """The full address of this page without its parameters."""
    request = _request(context)
    return settings.SITE_URL.rstrip("/") + request.path if request else ""


@register.simple_tag(takes_context=True)
def other_parameters(context: Context, *without: str) -> list[tuple[str, str]]:
    """The parameters of this address as (name, value), some left out.

    For the hidden fields of a form that must not lose what is already chosen.
    """
    request = _request(context)
    if request is None:
        return []
    return [
        (name, value)
        for name, values in request.GET.lists()
        if name not in without
        for value in values
    ]


@register.simple_tag(takes_context=True)
def open_query(context: Context, *without: str) -> str:
    """The query string of this address without some parameters, ready for one more.

    Ends in "?" or "&": many links of a page differ in one parameter alone.
    """
    kept = urlencode(other_parameters(context, *without))
    return f"?{kept}&" if kept else "?"


@register.simple_tag
def dense(name: str, **inputs: Any) -> SafeString:
    """What a template of ``templates/dense`` prints for these inputs alone."""
    return mark_safe(engines["dense"].get_template(name).render(inputs))  # noqa: S308


@dataclass(frozen=True)
class Addresses:
    """The addresses of recommendations, all made from one."""

    before: str
    after: str

    def of(self, line: Any) -> str:
        """Where a line of a scorecard is told whole."""
        return f"{self.before}{line.report_slug}/{line.reference}/{self.after}"


@register.simple_tag(takes_context=True)
def line_addresses(context: Context) -> Addresses:
    """For dense templates: where the lines of a scorecard lead in the reader's view."""
    one = reverse("recommendations:recommendation", args=["report", "0"])
    return Addresses(one.removesuffix("report/0/"), keep_view("", context.get("view")))


def _request(context: Context) -> HttpRequest | None:
    return getattr(context, "request", None) or context.get("request")
