"""The sentences of a status report that stand on no page: caveats, method, citation."""

from __future__ import annotations

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from recommendations.as_of import AsOf
from recommendations.detail_page import cited_address, short_version
from recommendations.languages import in_language
from recommendations.models import Correction, Report
from scorecard import methodology, methodology_pages
from scorecard.build import Scorecard
from scorecard.presentation import text_of

from .content import Cited, CorrectionPart, StatusReport
from .options import Options

LICENSE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"


def site(path: str) -> str:
    """A path as a full address of this site."""
    return settings.SITE_URL.rstrip("/") + path


def address(report: Report, options: Options) -> str:
    """The page that will show the same view on any later day."""
    return cited_address(site(f"/reports/{report.slug}/"), options.view)


def narrowed_to(options: Options) -> str:
    """What the file is narrowed to, in words; empty for the whole report."""
    parts = []
    if options.agency is not None:
        parts.append(_("Agency: %s") % text_of(options.agency, "name"))
    if options.category is not None:
        title = text_of(options.category, "title")
        parts.append(_("Category: %s") % f"{options.category.code}. {title}")
    return ". ".join(parts)


def citation(cited: Cited, card: Scorecard, view: AsOf, sentence: str) -> str:
    """How to cite, with the sentence that says what it says."""
    return _(
        "Followthrough. %(title)s: status report as of %(day)s, method %(version)s."
        " %(sentence)s"
    ) % {
        "title": cited.title,
        "day": date_format(view.on, "DATE_FORMAT"),
        "version": short_version(card.method_version),
        "sentence": sentence,
    }


def correction(row: Correction, language: str) -> CorrectionPart:
    """One correction with what it concerns."""
    assert row.published_at is not None
    if row.recommendation is not None:
        title = text_of(row.recommendation, "title")
        concerns = f"{row.recommendation.reference} {title}"
    elif row.indicator is not None:
        concerns = text_of(row.indicator, "name")
    else:
        concerns = _("The report as a whole")
    return CorrectionPart(
        published_at=row.published_at,
        concerns=concerns,
        was_shown=in_language(row, "was_shown", language),
        is_right=in_language(row, "is_right", language),
        wrong_since=row.wrong_since,
        affected=row.affected,
        cause=row.cause,
        is_material=row.is_material,
    )


def caveats(report: Report, made: StatusReport) -> tuple[str, ...]:
    """What a reader must know before using a figure, one sentence or two each."""
    found = [
        text_of(report, "assessment_notice"),
        _narrowed(made),
        _first_reading(made),
        made.agreement,
        _differing(made),
        _known_at(made),
        _expired(made),
        _unverified_sources(made),
        _unverified_values(made),
        _our_reading(made),
        report.notes,
    ]
    return tuple(text for text in found if text)


def _narrowed(made: StatusReport) -> str:
    if not made.narrowed_to and not made.options.only_changes:
        return ""
    said = []
    if made.narrowed_to:
        said.append(
            _("This report is narrowed to: %s. Its figures are of that part alone.")
            % made.narrowed_to
        )
    if made.options.only_changes:
        said.append(
            ngettext(
                "Only what has moved is printed; %s recommendation is left out. The"
                " figures count all of them.",
                "Only what has moved is printed; %s recommendations are left out. The"
                " figures count all of them.",
                made.n_left_out,
            )
            % made.n_left_out
        )
    return " ".join(said)


def _first_reading(made: StatusReport) -> str:
    parts = [part for part in made.recommendations if part.finding]
    number = sum(part.finding.is_first_reading for part in parts if part.finding)
    if not number:
        return ""
    return ngettext(
        "The finding on %(first)s of %(n)s assessed recommendation is a first reading,"
        " open to challenge.",
        "The findings on %(first)s of %(n)s assessed recommendations are a first"
        " reading, open to challenge.",
        len(parts),
    ) % {"first": number, "n": len(parts)}


def _differing(made: StatusReport) -> str:
    number = len(made.card.differing)
    if not number:
        return ""
    return (
        ngettext(
            "On %s ask the second coder chose another step; it is marked.",
            "On %s asks the second coder chose another step; they are marked.",
            number,
        )
        % number
    )


def _known_at(made: StatusReport) -> str:
    if made.view.known_at is None:
        return ""
    day = date_format(made.view.known_at, "DATE_FORMAT")
    return _("Only what had been published by %s is counted.") % day


def _expired(made: StatusReport) -> str:
    asks = [ask for line in made.card.total.lines for ask in line.asks]
    number = sum(ask.freshness == "expired" for ask in asks)
    if not number:
        return ""
    return (
        ngettext(
            "The reading of %s ask has expired; it counts as not checked.",
            "The readings of %s asks have expired; they count as not checked.",
            number,
        )
        % number
    )


def _unverified_sources(made: StatusReport) -> str:
    number = sum(not source.is_verified for source in made.sources)
    if not number:
        return ""
    return ngettext(
        "%(n)s of %(all)s sources is not verified; it is marked and carries nothing.",
        "%(n)s of %(all)s sources are not verified; they are marked and carry nothing.",
        number,
    ) % {"n": number, "all": len(made.sources)}


def _unverified_values(made: StatusReport) -> str:
    values = [row for part in made.indicators for row in part.reading.observations]
    number = sum(not row.is_verified for row in values)
    if not number:
        return ""
    return ngettext(
        "%(n)s of %(all)s observed values was not read at its source; it is drawn"
        " hollow.",
        "%(n)s of %(all)s observed values were not read at their source; they are"
        " drawn hollow.",
        number,
    ) % {"n": number, "all": len(values)}


def _our_reading(made: StatusReport) -> str:
    number = sum(part.reading.is_our_reading for part in made.indicators)
    if not number:
        return ""
    return (
        ngettext(
            "%s target is our own reading, stated neither in the report nor in law.",
            "%s targets are our own reading, stated neither in the report nor in law.",
            number,
        )
        % number
    )


def method_in_one_page(view: AsOf) -> tuple[tuple[str, str], ...]:
    """The method as terms and explanations, with the numbers of its version."""
    version = methodology.version_in_force(view)
    p = methodology_pages.numbers(version.parameters)
    return (
        (
            _("What is scored"),
            _(
                "Each recommendation is cut into plain asks. Each ask stands on one of"
                " five steps, worth %(points)s points. Undone and dropped are worth"
                " nothing and are named; what no longer applies leaves the count; what"
                " is not checked is unknown, never zero."
            )
            % p,
        ),
        (
            _("What carries a step"),
            _(
                "Dated public evidence, by tier of its sources: %(caps)s. Two items of"
                " one publisher count once. A step that its evidence does not carry is"
                " lowered, and the claim is shown beside it."
            )
            % {"caps": _caps()},
        ),
        (
            _("The score"),
            _(
                "The delivery score of a recommendation is the mean of its checked asks"
                " by weight, 0 to 100; that of a group the mean of its scored"
                " recommendations by weight. A recommendation that its report marks as"
                " a priority weighs %(priority)s. For an agency, lead counts in full,"
                " supporting %(supporting)s."
            )
            % p,
        ),
        (
            _("Coverage and bounds"),
            _(
                "Coverage is the share that is checked, by weight. The outer bounds put"
                " what is not checked at 0 and at 100. Below %(coverage)s%% coverage or"
                " with fewer than %(scored)s scored items no figure is given; from"
                " %(comparable)s scored and %(comparable_coverage)s%% coverage groups"
                " may be compared; between the two a figure is provisional."
            )
            % p,
        ),
        (
            _("Likely range"),
            _(
                "The middle of %(runs)s runs that let points, weights and steps vary"
                " within published limits, from the %(p_low)sth to the %(p_high)sth"
                " percentile, rounded outwards. Two groups differ clearly only if one"
                " is higher in %(clear)s%% of the runs."
            )
            % p,
        ),
        (
            _("Confidence and agreement"),
            _(
                "Confidence joins the strength of the evidence with the agreement of"
                " two coders and of the agency. Where two coders agree below"
                " %(alpha_refused)s (Krippendorff's alpha) no score is published, below"
                " %(alpha_provisional)s every score is provisional."
            )
            % p,
        ),
        (
            _("Freshness"),
            _(
                "A review is due after %(review)s months (done: %(review_done)s) and a"
                " reading expires after %(expiry)s (done: %(expiry_done)s); it then"
                " counts as not checked."
            )
            % p,
        ),
        (
            _("Outcomes"),
            _(
                "Indicators are judged by the share of the way from baseline to target"
                " against the share of the time: on track from %(on_track)s, behind"
                " from %(behind)s. Without a target only the change since the baseline"
                " is shown, better or worse from %(material)s%% of it. Outcomes are"
                " counted, never averaged, and never mixed into the delivery score."
            )
            % p,
        ),
        (
            _("More"),
            _("The whole method, its versions and its test vectors: %s")
            % site("/methodology/"),
        ),
    )


def _caps() -> str:
    return "; ".join(
        f"{row.status.label.lower()}: {methodology_pages.ways(row)}"
        for row in methodology.caps()
    )
