"""The list of recommendations and the page of one, as a reader sees them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from recommendations.actions import assessments
from recommendations.models import Recommendation, UnmeasuredMetric
from tests.factories import (
    PRIVATE,
    PUBLISHED,
    TODAY,
    at,
    make_agency,
    make_assessment,
    make_category,
    make_correction,
    make_due_date,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
    make_response,
    make_second_reading,
    make_source,
    make_user,
)
from tests.scorecard.reader import read

pytestmark = pytest.mark.django_db

LIST = "/recommendations/"


def address(row: Recommendation) -> str:
    return f"/reports/{row.report.slug}/{row.reference}/"


def assessed(**fields) -> Recommendation:
    """One with evidence and a reading, and everything else that a page prints."""
    row = make_recommendation(lead=make_agency(), **fields)
    item = make_evidence(recommendation=row)
    make_assessment(recommendation=row, evidence=[item])
    return row


class ListTests:
    def test_the_number_found_and_the_number_there_are(self, client):
        report = make_report()
        for _ in range(3):
            make_recommendation(report=report)
        make_response(recommendation=report.recommendations.first())

        page = read(client, LIST + "?response=accepted")

        assert "1 of 3 recommendations" in page
        assert "Agency response: Accepted" in page

    def test_a_page_holds_so_many_rows_as_asked_and_links_keep_the_filters(
        self, client
    ):
        report = make_report()
        for _ in range(12):
            make_recommendation(report=report)

        page = read(client, LIST + "?per_page=10&q=well&as_of=2026-07-01")

        assert "1 to 10 of 12" in page
        onward = re.search(r'href="([^"]*)" rel="next"', page.source)[1]
        assert {"per_page=10", "q=well", "as_of=2026-07-01", "page=2"} <= set(
            onward.strip("?").replace("&amp;", "&").split("&")
        )

    def test_pages_neither_repeat_nor_drop_a_row(self, client):
        report = make_report()
        for _ in range(12):
            make_recommendation(report=report)

        pages = [read(client, f"{LIST}?per_page=10&page={n}") for n in (1, 2)]

        shown = [row for page in pages for row in page.cells("Recommendations")[1:]]
        assert len({row[0] for row in shown}) == 12

    def test_the_form_keeps_what_is_chosen_and_the_view(self, client):
        assessed()

        page = read(
            client, LIST + "?status=partly&q=well&known_at=2026-07-01&sort=-score"
        )

        assert re.search(r'value="partly" checked', page.source)
        assert 'name="known_at" value="2026-07-01"' in page.source
        assert 'name="q" form="filters" maxlength="200" value="well"' in page.source
        assert '<option value="-score" selected>' in page.source

    def test_each_filter_can_be_taken_off_alone(self, client):
        assessed()

        page = read(client, LIST + "?status=partly&status=started&q=well&page=1")

        found = re.findall(r'active-filters__one" href="([^"]*)"', page.source)
        assert [link.replace("&amp;", "&") for link in found] == [
            "/recommendations/?status=partly&status=started",
            "/recommendations/?status=started&q=well",
            "/recommendations/?status=partly&q=well",
        ]

    def test_no_result_and_not_understood_are_different_sentences(self, client):
        make_recommendation()

        empty = read(client, LIST + "?status=implemented")
        odd = read(client, LIST + "?status=finished")

        assert "No recommendation fits all of these filters." in empty
        assert "not understood" not in empty
        assert "status=finished is none of the codes of this filter." in odd
        assert "No rows are shown, because a filter was not understood." in odd

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("page=9", "page=9 is not among the pages; the last page is shown."),
            ("page=two", "page=two is not a page number; the first page is shown."),
            ("per_page=7", "per_page=7 is none of 10, 25, 50 and 100"),
            ("sort=colour", "sort=colour is no way to sort"),
            ("as_of=2026-13-01", "as_of=2026-13-01 is not a date"),
            ("known_at=2030-01-01", "known_at=2030-01-01 lies in the future"),
        ],
    )
    def test_what_changes_no_rows_is_answered_in_words_and_the_rows_stay(
        self, client, query, said
    ):
        make_recommendation()

        page = read(client, f"{LIST}?{query}")

        assert page.status == 200
        assert said in page
        assert "1 of 1 recommendation" in page

    @pytest.mark.parametrize(
        "query",
        ["q=%00", "report=%00", "status=%FF", "category=%2F", "page=99999999999999"],
    )
    def test_odd_bytes_are_no_error(self, client, query):
        make_recommendation()

        assert read(client, f"{LIST}?{query}").status == 200

    def test_an_empty_record_says_so(self, client):
        today, before = read(client, LIST), read(client, LIST + "?as_of=2011-01-01")

        assert "No recommendation has been published here yet." in today
        assert "Choose a later date" not in today
        assert (
            "No recommendation had been published in the record in this view." in before
        )

    def test_a_past_view_shows_what_was_known_then(self, client):
        row = make_recommendation(published_at=at(date(2021, 1, 1)))
        make_evidence(recommendation=row, happened_on=date(2020, 6, 1))
        make_assessment(recommendation=row)

        now = read(client, LIST).cells("Recommendations")
        then = read(client, LIST + "?known_at=2026-05-31").cells("Recommendations")

        assert "Partly done" in now[1][1]
        assert "Not checked" in then[1][1]
        assert then[1][3] == "no score 0 of 2 checked"

    def test_a_score_of_a_report_without_second_coder_is_provisional(self, client):
        assessed()

        row = read(client, LIST).cells("Recommendations")[1]

        assert row[3] == "50 provisional 2 of 2 checked"

    def test_links_to_a_recommendation_keep_the_view(self, client):
        row = assessed()

        page = read(client, LIST + "?as_of=2026-07-01")

        assert f'href="{address(row)}?as_of=2026-07-01"' in page.source

    def test_categories_are_offered_by_report(self, client):
        category = make_category(title="Pumps and pipes")
        make_recommendation(category=category)

        page = read(client, LIST)

        assert f'value="{category.report.slug}/1"' in page.source
        assert "1. Pumps and pipes" in page

    def test_in_spanish_the_titles_are_spanish(self, client):
        make_recommendation()

        page = read(client, f"/es{LIST}")

        assert "Analizar el agua de cada pozo" in page
        assert "/es/reports/" in page.source


class RecommendationTests:
    def test_what_was_asked_of_whom_and_where_it_stands(self, client):
        row = assessed(supporting=[make_agency(name="Health Office")])

        page = read(client, address(row))

        assert row.title in page
        assert "Publish the results of every water test within a week." in page
        assert "Lead Water Office" in page
        assert "Supporting Health Office" in page
        assert "Of 2 asks 0 are done , 2 under way , 0 not started ." in page
        assert "Delivery score 50 of 100 (likely " in page
        assert "2 of 2 checked. As of 15 July 2026, method 1.0" in page
        assert "Rules are in force; the repairs have not begun." in page
        assert "Assessed for 31 May 2026, published 1 June 2026. Editors." in page
        assert "Last verified 1 June 2026. Review due after 1 June 2027." in page

    def test_the_arithmetic_is_on_the_page(self, client):
        row = make_recommendation(asks=3)
        make_evidence(recommendation=row)
        make_assessment(
            recommendation=row,
            steps={"a": "implemented", "b": "partly", "c": "not_assessed"},
        )

        page = read(client, address(row))

        assert "1 × 100 + 1 × 50 = 150" in page
        assert "150 / 2 = 75.0." in page
        assert "Coverage" in page
        assert "2 / 3 = 67%." in page
        assert "150 / 3 = 50.0; with them at 100, 250 / 3 = 83.3." in page
        assert page.cells("From claim to points, ask by ask")[1:4] == [
            ["a", "Done", "A: Official Gazette", "Done", "100", "1", "100"],
            ["b", "Partly done", "A: Official Gazette", "Partly done", "50", "1", "50"],
            [
                "c",
                "Not checked",
                "A: Official Gazette",
                "Not checked",
                "unknown",
                "1",
                "none",
            ],
        ]

    def test_a_capped_step_shows_claim_and_need(self, client):
        row = make_recommendation(asks=1)
        make_evidence(recommendation=row, sources=[("C", "Daily News")])
        make_assessment(recommendation=row, steps={"a": "implemented"})

        page = read(client, address(row))

        assert "Claimed: Done." in page
        assert (
            "It would take 1 more publisher of tier A, or 2 more publishers of tier B."
            in page
        )
        assert "Of 1 ask 0 are done , 1 under way" in page

    def test_the_second_coders_other_step_is_shown_with_its_reason(self, client):
        row = assessed()
        make_second_reading(recommendation=row, steps={"a": "started", "b": "partly"})

        page = read(client, address(row))

        assert "The second coder chose: Started. Read from the same evidence." in page
        assert "(agreement alpha" in page

    def test_evidence_stands_with_its_sources_and_what_they_are_worth(self, client):
        row = make_recommendation()
        item = make_evidence(
            recommendation=row,
            bearing="opposes",
            happened_on=date(2021, 4, 1),
            happened_precision="month",
            sources=[("C", "Daily News")],
            note="not independently verified",
        )
        make_source(
            evidence=item,
            tier="D",
            publisher="A letter",
            url="",
            is_verified=False,
            title="Letter to the editor",
        )

        page = read(client, address(row))

        assert "Setback April 2021 , regulation, Water Office, asks a, b" in page
        assert "tier C Daily News" in page
        assert "not independently verified" in page
        assert "Letter to the editor A letter, May 2021" in page
        assert 'href=""' not in page.source
        assert f'id="{item.key}"' in page.source

    def test_the_title_says_of_whom_it_was_asked_and_by_when(self, client):
        office = make_agency(name="Water Office")
        row = make_recommendation(lead=office, supporting=[make_agency()])
        make_due_date(recommendation=row, due_on=date(2024, 3, 1))
        open_ended = make_recommendation(report=row.report, lead=office)

        assert (
            "Asked of Water Office, with 1 more to support. Due 1 March 2024: overdue."
        ) in read(client, address(row))
        assert "Asked of Water Office. No date was set." in read(
            client, address(open_ended)
        )

    def test_a_date_that_was_moved_says_how_often_and_how_far(self, client):
        row = make_recommendation()
        make_due_date(recommendation=row, due_on=date(2023, 1, 1))
        make_due_date(
            recommendation=row,
            due_on=date(2024, 3, 1),
            announced_on=date(2022, 12, 1),
            reason="Pumps came late.",
        )

        page = read(client, address(row))

        assert (
            "Due 1 March 2024; first 1 January 2023, revised 1 time, 14 months later"
            in page
        )
        assert "Pumps came late." in page
        assert "Schedule Overdue" in page

    def test_without_a_date_the_reports_horizon_stands_with_its_basis(self, client):
        report = make_report(
            horizon_ends_on=date(2025, 3, 1),
            horizon_precision="month",
            horizon_basis="our_reading",
        )
        row = make_recommendation(report=report)

        page = read(client, address(row))

        assert "The report hoped for results by March 2025. our reading" in page

    def test_a_reply_stands_in_full_beside_the_finding(self, client):
        row = assessed()
        make_response(recommendation=row, text="We agree.\n\nWork began in May.")

        page = read(client, address(row))

        assert "Finding, 31 May 2026" in page
        assert "We agree. Work began in May. Position: Accepted." in page

    def test_no_reply_is_said(self, client):
        page = read(client, address(assessed()))

        assert "No response on record." in page

    def test_earlier_and_withdrawn_assessments_stay(self, client):
        row = make_recommendation()
        make_evidence(recommendation=row)
        make_assessment(
            recommendation=row,
            effective_on=date(2022, 12, 31),
            rationale="Only one rule stood then.",
        )
        gone = make_assessment(recommendation=row, rationale="It all worked.")
        assessments.withdraw(
            assessment=gone,
            reason="It rested on a misread date.",
            by=make_user(username="reviewer"),
            at=at(date(2026, 6, 10)),
        )

        page = read(client, address(row))

        assert "Only one rule stood then." in page
        assert "Withdrawn: It rested on a misread date. It all worked." in page

    def test_corrections_are_said_at_the_top_and_in_full(self, client):
        row = assessed()
        make_correction(recommendation=row)

        page = read(client, address(row))

        assert "Corrected. The rule has been in force since 2021." in page
        assert "Shown before: The rule was shown as in force since 2020." in page

    def test_outcomes_stand_apart(self, client):
        row = assessed()
        make_indicator(recommendations=[row], name="Unsafe wells")
        metric = UnmeasuredMetric.objects.create(slug="leaks", metric="Leaks mended")
        metric.recommendations.add(row)
        row.stated_metrics.create(text="Half as many unsafe wells by 2025.")

        page = read(client, address(row))

        assert "Unsafe wells wells" in page
        assert "300 2025" in page
        assert "Leaks mended" in page
        assert "Half as many unsafe wells by 2025." in page

    def test_what_qualifies_a_reading_stands_beside_it(self, client):
        row = make_recommendation()
        made = make_assessment(
            recommendation=row,
            is_first_reading=True,
            note="Two of the sources could not be opened.",
            published_at=None,
        )
        by, at = made.author, PUBLISHED
        assessments.submit(assessment=made, by=by, at=at)
        assessments.publish(assessment=made, by=by, at=at, alone=True)

        page = read(client, address(row))

        assert "first reading, open to challenge" in page
        assert "single-coded" in page
        assert "A first reading, open to challenge." in page
        assert "Two of the sources could not be opened." in page

    def test_one_nobody_assessed_says_so_and_shows_no_figure(self, client):
        page = read(client, address(make_recommendation()))

        assert "Nobody has assessed it yet" in page
        assert "Too little checked to score." in page
        assert "Delivery score" not in page

    def test_open_questions_and_neighbours(self, client):
        row = assessed(open_questions=["Whether the pumps were tested."])
        make_recommendation(category=row.category, title="Mend the pipes")

        page = read(client, address(row))

        assert "Whether the pumps were tested." in page
        assert "1.2 Mend the pipes" in page

    def test_the_citation_fixes_the_view(self, client):
        row = assessed()

        page = read(client, address(row))

        assert f"{address(row)}?as_of=2026-07-15&known_at=2026-07-15" in page

    def test_the_page_in_spanish_marks_what_is_not_translated(self, client):
        row = assessed(title_es="")

        page = read(client, f"/es{address(row)}")

        assert f'<span lang="en">{row.title}</span>' in page.source
        assert f"{row.title} (en inglés)" in page.text
        assert "Hay reglas vigentes; las obras no han empezado." in page


class RecommendationViewTests:
    def test_a_past_day_shows_the_reading_of_that_day(self, client):
        row = make_recommendation()
        make_evidence(recommendation=row, happened_on=date(2020, 6, 1))
        for year, step in ((2021, "started"), (2025, "implemented")):
            make_assessment(
                recommendation=row,
                effective_on=date(year, 12, 31),
                steps={"a": step, "b": step},
            )

        page = read(client, address(row) + "?as_of=2024-12-31")

        assert "You are reading the record as of 31 December 2024" in page
        assert "Delivery score 25 of 100" in page
        assert "31 December 2025" not in page

    def test_before_it_was_known_the_page_says_so(self, client):
        row = assessed()

        page = read(client, address(row) + "?known_at=2026-05-31")

        assert page.status == 200
        assert (
            "Nothing about this recommendation had been published by 31 May 2026."
            in page
        )
        assert "Where it stands" not in page

    def test_a_day_before_the_issue_is_answered_in_words(self, client):
        row = assessed()

        page = read(client, address(row) + "?as_of=2019-01-01")

        assert "as_of=2019-01-01 lies before the report was issued" in page
        assert "Where it stands" in page

    def test_one_still_to_be_issued_says_when(self, client):
        row = make_recommendation(issued_on=date(2026, 9, 1))

        page = read(client, address(row))

        assert "it is issued on 1 September 2026" in page

    @pytest.mark.parametrize("path", ["/reports/none/1.1/", "/reports/{slug}/9.9/"])
    def test_an_unknown_address_is_not_found(self, client, path):
        row = make_recommendation()

        assert read(client, path.format(slug=row.report.slug)).status == 404

    def test_one_in_preparation_is_not_found(self, client):
        row = make_recommendation(published_at=None)

        assert read(client, address(row)).status == 404


class PrivacyTests:
    def test_no_private_note_and_no_draft_is_on_any_page(self, client):
        row = assessed()
        make_evidence(recommendation=row, published_at=None, fact="UNPUBLISHED-FACT")
        make_assessment(
            recommendation=row,
            published_at=None,
            effective_on=TODAY,
            rationale="UNPUBLISHED-REASON",
        )

        pages = [
            read(client, path + query).source
            for path in (LIST, address(row), f"/es{address(row)}")
            for query in ("", "?as_of=2026-07-01", "?known_at=2026-07-01")
        ]

        for source in pages:
            assert PRIVATE not in source
            assert "UNPUBLISHED" not in source
            assert "writer" not in source
            assert "reviewer" not in source
