"""The search over the record: what is found, in which order, and what never is."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.http import QueryDict

from recommendations.actions import (
    evidence as evidence_actions,
    publication,
    record,
)
from recommendations.as_of import AsOf
from recommendations.filters import Listed, recommendation_rows
from recommendations.models import SearchWord
from recommendations.search import index
from recommendations.search.backend import KINDS
from recommendations.search.finding import also_found
from recommendations.search.marking import excerpt, mark
from recommendations.search.ranking import RANKED_WHOLE
from recommendations.search_results import also, remarks
from tests.factories import (
    PRIVATE,
    TODAY,
    at,
    make_agency,
    make_assessment,
    make_category,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
    make_user,
)

from .judged import QUERIES, judged, mean

pytestmark = pytest.mark.django_db

NOW = AsOf.now(TODAY)
ROWS = QUERIES.with_name("judged_rows.json")
"""What each judged query finds, in order; made anew where the ranking is changed."""


def listed(text: str, view: AsOf = NOW, **params: str) -> Listed:
    query = QueryDict(mutable=True)
    query.update({"q": text} | params)
    return recommendation_rows(query, view)


def found(text: str, view: AsOf = NOW, **params: str) -> list[str]:
    return [row.reference for row in listed(text, view, **params).queryset]


def said(text: str, view: AsOf = NOW) -> str:
    return " ".join(remark.text for remark in remarks(listed(text, view)))


def documents() -> dict[str, list[tuple]]:
    """Every row of the index, to compare two states of it."""
    backend = index.reading()
    return {kind: backend.rows_of(kind) for kind in KINDS}


@pytest.mark.usefixtures("shipped_record")
class JudgedTests:
    """The figures of docs/search.md; the same on every database."""

    def test_readers_find_what_they_ask_for(self):
        results = judged(date(2026, 11, 25))

        assert len(results) == 60
        assert mean([float(result.leads_right) for result in results]) == 1
        assert mean([result.precision for result in results]) == 1
        assert mean([result.recall for result in results]) == 1

    def test_every_database_gives_the_same_rows_in_the_same_order(self):
        wanted = json.loads(ROWS.read_text("utf-8"))

        rows = {each.query: list(each.found) for each in judged(date(2026, 11, 25))}

        assert rows == wanted

    def test_the_index_kept_by_the_writers_is_the_one_a_rebuild_makes(self):
        kept = documents()

        call_command("rebuild_search", verbosity=0)

        assert documents() == kept
        assert SearchWord.objects.filter(word="laundering").exists()


class FindingTests:
    def rows(self) -> None:
        report = make_report()
        category = make_category(report=report, title="Wells and pumps")
        make_recommendation(
            category=category,
            title="Close illegal wells",
            title_es="Clausurar pozos ilegales",
            asks=["Inspect every borehole twice a year."],
            lead=make_agency(name="Groundwater Bureau", abbreviation="GWB"),
        )
        second = make_recommendation(
            category=category,
            title="Publish tests",
            title_es="Publicar los análisis",
            asks=["Name the laboratory."],
        )
        make_evidence(
            recommendation=second,
            fact="The ministry closed forty boreholes in Alma.",
            fact_es="El ministerio clausuró cuarenta perforaciones en Alma.",
            sources=[("A", "Gazette of Alma")],
        )

    @pytest.mark.parametrize(
        ("text", "references"),
        [
            ("WELLS", ["1.1", "1.2"]),  # the title before the category
            ("ilegal", ["1.1"]),
            ("analisis", ["1.2"]),
            ("inspected", ["1.1"]),
            ("borehole", ["1.1", "1.2"]),  # an ask before evidence
            ("GWB", ["1.1"]),
            ("groundwater bureau", ["1.1"]),
            ("perforacion", ["1.2"]),
            ("gazette", ["1.2"]),
            ('"illegal wells"', ["1.1"]),
            ('"wells illegal"', []),
            ("illegal laboratory", []),
            ("1.2", ["1.2"]),
        ],
    )
    def test_titles_asks_agencies_evidence_and_sources(self, text, references):
        self.rows()

        assert found(text) == references

    @pytest.mark.parametrize(
        ("text", "meant"),
        [("labratory", "laboratory"), ("groudnwater", "groundwater")],
    )
    def test_a_mistyped_word_is_mended_and_that_is_said(self, text, meant):
        self.rows()

        assert found(text)
        assert f"“{meant}” was looked for" in said(text)

    def test_the_beginning_of_a_word_will_do_while_it_is_typed(self):
        self.rows()

        assert found("labor") == ["1.2"]
        assert not said("labor")

    def test_a_word_that_stands_nowhere_is_named(self):
        self.rows()

        assert found("volcano") == []
        assert "“volcano” stands nowhere" in said("volcano")

    def test_of_three_words_two_will_do_where_none_has_all(self):
        self.rows()

        assert found("illegal wells volcano") == ["1.1"]
        assert "all but one" in said("illegal wells volcano")

    def test_what_holds_no_word_is_not_understood(self):
        self.rows()

        answer = listed("?!")

        assert not answer.understood
        assert answer.problems[0].field == "q"

    @pytest.mark.parametrize(
        "text",
        ['"', "'", "a* OR b", "NEAR(a b)", "title:x", "(", "-well", "x" * 200, "%_\\"],
    )
    def test_signs_of_a_query_language_are_only_signs(self, text):
        self.rows()

        assert listed(text).sort in ("relevance", "reference")

    def test_other_filters_and_orders_hold_as_well(self):
        self.rows()

        assert found("borehole", sort="-reference") == ["1.2", "1.1"]
        assert found("borehole", status="implemented") == []
        assert found("borehole", agency="us-water-1") == ["1.1"]

    def test_many_matches_come_by_the_field_that_holds_the_words(self, monkeypatch):
        self.rows()
        whole = found("borehole")
        monkeypatch.setattr("recommendations.search.finding.RANKED_WHOLE", 1)

        assert found("borehole") == whole
        assert RANKED_WHOLE > 1

    def test_the_agencies_page_forgives_as_much(self, client):
        self.rows()

        page = client.get("/agencies/", {"q": "groudnwater"})

        assert "Groundwater Bureau" in page.content.decode()

    def test_the_address_of_the_search_leads_to_the_list(self, client):
        answer = client.get("/es/search/", {"q": "pozo"})

        assert answer.status_code == 302
        assert answer["Location"] == "/es/recommendations/?q=pozo"

    def test_reports_agencies_and_indicators_are_found_beside(self):
        self.rows()
        make_indicator(name="Wells closed")

        names = [str(hit.name) for hit in also(listed("groundwater"))]
        kinds = [str(hit.kind) for hit in also(listed("wells"))]

        assert names == ["<mark>Groundwater</mark> Bureau"]
        assert kinds == ["Indicator"]


class PrivacyTests:
    """What is not public, or was not yet, is neither found nor shown by a hit."""

    def test_no_private_note_and_no_draft_is_in_the_index(self):
        row = make_recommendation()
        make_evidence(recommendation=row, fact="Unseen volcano.", published_at=None)
        make_recommendation(title="Hidden glacier", published_at=None)
        make_assessment(recommendation=row, rationale="Avalanche.", published_at=None)

        for text in (PRIVATE, "volcano", "glacier", "avalanche"):
            assert found(text) == []
        call_command("rebuild_search", verbosity=0)
        words = set(SearchWord.objects.values_list("word", flat=True))
        assert not words & {"private", "volcano", "glacier", "avalanche"}

    def test_a_view_of_another_day_is_not_searched_in_evidence(self):
        row = make_recommendation(published_at=at(date(2021, 1, 1)))
        make_evidence(recommendation=row, fact="A volcano.", happened_on=TODAY)
        then = AsOf(on=date(2026, 6, 2), known_at=date(2026, 6, 2), today=TODAY)

        assert found("volcano") == ["1.1"]
        assert found("volcano", then) == []
        assert found("well", then) == ["1.1"]
        assert "not the evidence" in said("well", then)

    def test_a_recommendation_that_was_not_known_is_not_found(self):
        make_recommendation(published_at=at(TODAY))
        then = AsOf(on=TODAY, known_at=date(2026, 7, 1), today=TODAY)

        assert found("well") == ["1.1"]
        assert found("well", then) == []


class KeepingTests:
    """The index follows each kind of edit in its transaction."""

    def test_evidence_is_found_from_its_publication_to_its_withdrawal(self):
        row, by = make_recommendation(), make_user()
        item = make_evidence(recommendation=row, fact="A volcano.", published_at=None)
        assert found("volcano") == []

        evidence_actions.publish(evidence=item, by=by, at=at(TODAY))
        assert found("volcano") == ["1.1"]

        evidence_actions.withdraw(
            evidence=item, reason="Mistaken.", by=by, at=at(TODAY)
        )
        assert found("volcano") == []

    def test_evidence_published_with_an_assessment_is_found(self):
        row = make_recommendation()
        item = make_evidence(recommendation=row, fact="A volcano.", published_at=None)

        make_assessment(recommendation=row, evidence=[item])

        assert found("volcano") == ["1.1"]

    def test_a_recommendation_and_its_agency_are_found_from_publication_on(self):
        agency = make_agency(name="Volcano Office")
        row = make_recommendation(lead=agency, published_at=None)
        assert not also_found(listed("volcano").found, "agency")

        publication.publish(row=row, by=make_user(), at=at(TODAY))

        assert found("volcano") == ["1.1"]
        assert also_found(listed("volcano").found, "agency") == [agency.pk]

    def test_all_of_a_report_is_found_with_it(self):
        report = make_report(title="On volcanoes", published_at=None)
        make_recommendation(report=report, title="Watch the crater")
        assert found("crater") == []

        publication.publish(row=report, by=make_user(), at=at(TODAY))

        assert found("crater") == ["1.1"]
        assert also_found(listed("volcano").found, "report") == [report.pk]

    @pytest.mark.parametrize("kind", ["title", "agency", "category", "report form"])
    def test_a_changed_name_is_found_by_its_new_words_only(self, kind):
        agency = make_agency(name="Old Office")
        row = make_recommendation(title="Old title", lead=agency)
        category = row.category
        category.title = "Old heading"
        index.refresh_about(category)
        changed = {
            "title": (row, "title", row),
            "agency": (agency, "name", agency),
            "category": (category, "title", category),
            "report form": (category, "title", row.report),
        }[kind]
        thing, name, about = changed

        def save() -> None:
            setattr(thing, name, "New crater")
            thing.save()

        record.edit(recommendations=[], at=at(TODAY), save=save, about=about)

        assert found("crater") == ["1.1"]

    def test_many_at_once_are_found_like_those_made_one_by_one(self, monkeypatch):
        report = make_report()
        rows = [
            make_recommendation(report=report, reference=str(n), title="Watch the weir")
            for n in range(3)
        ]
        monkeypatch.setattr(index, "CHUNK", 2)

        for _again in range(2):
            index.refresh("recommendation", [row.pk for row in rows])

        assert sorted(found("weir")) == ["0", "1", "2"]

    def test_what_is_rolled_back_is_not_found(self):
        row = make_recommendation()

        def fail() -> None:
            row.title = "Watch the crater"
            row.save()
            index.refresh_about(row)
            raise ValueError

        with pytest.raises(ValueError):
            record.edit(recommendations=[], at=at(TODAY), save=fail, about=row)

        assert found("crater") == []


class MarkingTests:
    def test_the_words_are_marked_and_everything_else_is_escaped(self):
        make_recommendation()
        answer = listed("wells & tests").found

        text = mark("<b>Wells</b> & a test's result", "en", answer)

        assert text == (
            "&lt;b&gt;<mark>Wells</mark>&lt;/b&gt; &amp; a"
            " <mark>test</mark>&#x27;s result"
        )

    def test_a_long_text_is_cut_between_words_around_the_first_hit(self):
        make_recommendation()
        answer = listed("wells").found
        text = "before " * 40 + "the wells " + "after " * 60

        cut = excerpt(text, "en", answer)

        assert cut.startswith("…before") and cut.endswith("after…")
        assert "<mark>wells</mark>" in cut
        assert len(cut) < 300
