"""What every page needs to know of its own address: navigation and languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
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
def place_in_navigation(context: Context) -> tuple[str, ...]:
    """How each entry of the main navigation is marked; all it prints hangs on that."""
    request = _request(context)
    return _marks(request.path if request else "", get_language())


@lru_cache(maxsize=4096)
def _marks(here: str, _language: str | None) -> tuple[str, ...]:
    return tuple(_current(here, path, under) for path, _label, under in NAVIGATION)


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
    now = (get_language() or "").split("-")[0]
    if now == language:
        return here
    path, mark, query = here.partition("?")
    there = _path_in(path, now, language)
    return f"{there}{mark}{query}" if there else in_language("/", language)


@lru_cache(maxsize=4096)
def _path_in(path: str, _now: str, language: str) -> str:
    """A path in another language; empty where no page has it."""
    there = translate_url(path, language)
    return there if there != path else ""


@register.simple_tag(takes_context=True)
def canonical_address(context: Context) -> str:
    """The full address of this page without its parameters."""
    request = _request(context)
    return settings.SITE_URL.rstrip("/") + request.path if request else ""


@register.simple_tag(takes_context=True)
def page_address(context: Context) -> str:
    """The full address of this page as it was asked for, for its print."""
    request = _request(context)
    return settings.SITE_URL.rstrip("/") + request.get_full_path() if request else ""


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


class KeptNode(template.Node):
    """A part of a template that is printed once for each of some values."""

    def __init__(self, nodelist: template.NodeList, values: list[Any]) -> None:
        self.nodelist, self.values = nodelist, values
        self.printed: dict[Any, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """What was printed for these values and this language."""
        values = (value.resolve(context) for value in self.values)
        key = (get_language(), *values)
        if key not in self.printed:
            if len(self.printed) >= MOST_PRINTED:
                self.printed.clear()
            self.printed[key] = self.nodelist.render(context)
        return self.printed[key]


MOST_PRINTED = 200


@register.tag
def kept(parser: Any, token: Any) -> KeptNode:
    """Print this part once for each set of the values named, and each language.

    ``{% kept view.on %}...{% endkept %}``: what stands inside may hang on nothing else.
    """
    _name, *values = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, [parser.compile_filter(value) for value in values])


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

    def of_report(self, line: Any) -> str:
        """Where the report of a line is told whole."""
        return f"{self.before}{line.report_slug}/{self.after}"


@register.simple_tag(takes_context=True)
def line_addresses(context: Context) -> Addresses:
    """For dense templates: where the lines of a scorecard lead in the reader's view."""
    one = reverse("recommendations:recommendation", args=["report", "0"])
    return Addresses(one.removesuffix("report/0/"), keep_view("", context.get("view")))


def _request(context: Context) -> HttpRequest | None:
    return getattr(context, "request", None) or context.get("request")
