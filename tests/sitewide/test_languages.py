"""Everything in English and Spanish: no string without a translation, no mixed page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.test import Client

from tests.sitewide import catalogue

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_0-9]*\}")
PAGES = (
    "/es/",
    "/es/reports/drug-war-in-mexico-2011/",
    "/es/reports/drug-war-in-mexico-2011/2.2/",
    "/es/recommendations/",
    "/es/recommendations/?status=banana&as_of=2016-06-30",
    "/es/agencies/",
    "/es/agencies/us-atf/",
    "/es/indicators/",
    "/es/indicators/mx-homicide-deaths/",
    "/es/changes/",
    "/es/compare/?report=drug-war-in-mexico-2011&from=2015-01-01&to=2026-11-01",
    "/es/corrections/",
    "/es/methodology/",
    "/es/data/",
    "/es/no-such-page/",
)


@pytest.fixture(scope="module")
def shipped() -> polib.POFile:
    """The catalogue as shipped."""
    return polib.pofile(str(catalogue.SHIPPED / "django.po"))


class CatalogueTests:
    @pytest.mark.skipif(
        not catalogue.is_drawable(), reason="GNU gettext is not installed"
    )
    def test_every_string_of_the_sources_is_translated(self, tmp_path: Path) -> None:
        drawn = catalogue.drawn_anew(tmp_path)

        missing = [entry.msgid for entry in drawn if not catalogue.is_translated(entry)]

        assert not missing
        assert len(drawn) > 1000

    def test_a_translation_keeps_the_places_of_names_and_numbers(
        self, shipped: polib.POFile
    ) -> None:
        broken = [
            entry.msgid
            for entry in shipped
            for source, text in pairs(entry)
            if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text))
        ]

        assert not broken

    def test_the_compiled_catalogue_is_the_written_one(
        self, shipped: polib.POFile
    ) -> None:
        compiled = polib.mofile(str(catalogue.SHIPPED / "django.mo"))

        assert texts(compiled) == texts(shipped)


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Source and translation of an entry; of a plural, the form for many."""
    if entry.msgid_plural:
        return [(entry.msgid_plural, entry.msgstr_plural[1])]
    return [(entry.msgid, entry.msgstr)]


def texts(file: polib.POFile | polib.MOFile) -> dict[object, object]:
    """Every entry of a catalogue with its translations."""
    return {
        (entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural)
        for entry in file
        if not entry.obsolete and entry.msgid
    }


# What is in these is a program's, whatever language the page is in.
CODE = frozenset({"code", "pre", "script", "style"})


class Spoken(HTMLParser):
    """The texts of a page that are not marked as being in another language."""

    VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "use"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.said: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        foreign = named.get("lang") not in (None, "es") or tag in CODE
        if not (self.open and self.open[-1]) and not foreign:
            for name in ("aria-label", "alt", "title", "placeholder"):
                self.said.add(" ".join((named.get(name) or "").split()))
        if tag not in self.VOID:
            self.open.append(foreign or bool(self.open and self.open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1]):
            self.said.add(" ".join(data.split()))


def english_only(shipped: polib.POFile) -> set[str]:
    """Whole English strings of the interface that read otherwise in Spanish."""
    spanish = {entry.msgstr for entry in shipped}
    return {
        entry.msgid
        for entry in shipped
        if entry.msgid != entry.msgstr
        and entry.msgid not in spanish
        and len(entry.msgid) > 3
    }


class MixedPageTests:
    @pytest.mark.django_db
    @pytest.mark.parametrize("address", PAGES)
    def test_a_spanish_page_says_nothing_in_english(
        self,
        client: Client,
        shipped: polib.POFile,
        shipped_record: None,
        address: str,
    ) -> None:
        page = Spoken()

        page.feed(client.get(address).content.decode())

        assert "Followthrough" in page.said
        assert not page.said & english_only(shipped)
