"""The status report as a printed document: sections of blocks, the same for PDF and
Word. Every figure is taken from the content and printed as the pages print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from recommendations.choices import AskStatus
from recommendations.detail_page import short_version
from recommendations.templatetags.record import full_day, partial_date, percent, whole
from scorecard import charts, presentation
from scorecard.build import Group

from . import blocks, drawing
from .blocks import Block, Runs, run
from .content import GroupPart, Source, StatusReport
from .document_changes import changes
from .document_indicators import indicators
from .document_recommendations import recommendations


@dataclass(frozen=True)
class Cover:
    """What stands on the first page."""

    kicker: str
    title: str
    byline: str
    headline: tuple[str, str]
    badges: tuple[str, ...]
    narrowed_to: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Document:
    """A printed document: cover, contents, blocks."""

    language: str
    title: str
    running: str
    running_day: str
    description: str
    keywords: tuple[str, ...]
    cover: Cover
    contents: str
    page_words: tuple[str, str]
    blocks: tuple[Block, ...]


def document(made: StatusReport) -> Document:
    """Lay the content out, in its language."""
    with translation.override(made.language):
        return _document(made)


def _document(made: StatusReport) -> Document:
    title = _("Status report: %s") % made.report.title
    day = full_day(made.view.on)
    return Document(
        language=made.language,
        title=title,
        running=str(made.report.title).partition(":")[0],
        running_day=_("As of %(day)s, method %(version)s")
        % {"day": day, "version": short_version(made.method_version)},
        description=str(made.headline),
        keywords=(_("status report"), _("recommendations"), made.report.slug),
        cover=cover(made),
        contents=_("Contents"),
        page_words=(_("Page"), _("of")),
        blocks=(
            *summary(made),
            *before_use(made),
            *by_category(made),
            *by_agency(made),
            *changes(made),
            *recommendations(made),
            *indicators(made),
            *method(made),
            *corrections(made),
            *about(made),
            *source_list(made),
            *how_to_cite(made),
        ),
    )


def cover(made: StatusReport) -> Cover:
    """Title, day, method and the headline sentence."""
    report, view = made.report, made.view
    by = ", ".join([*report.authors, report.publisher])
    if report.series:
        by = f"{by}, {report.series}"
    known = _("what had been published by %s")
    facts = [
        (_("As of"), full_day(view.on)),
        (
            _("Known"),
            known % full_day(view.known_at) if view.known_at else _("as now known"),
        ),
        (_("Method"), made.method_version),
        (_("Made on"), full_day(view.today)),
        (_("Address"), made.address),
        (_("License"), made.license),
    ]
    return Cover(
        kicker=_("Status report"),
        title=str(report.title),
        byline=f"{by}, {partial_date(report.issued)}",
        headline=(made.headline.counts_sentence, made.headline.rest),
        badges=tuple(badge_words(made)),
        narrowed_to=made.narrowed_to,
        facts=tuple(facts),
    )


def badge_words(made: StatusReport) -> list[str]:
    """What qualifies every figure."""
    words = []
    if presentation.badges(made.card.total, made.card.agreement):
        words.append(_("Provisional"))
    parts = [part.finding for part in made.recommendations if part.finding]
    if any(finding.is_first_reading for finding in parts):
        words.append(_("First reading, open to challenge"))
    return words


def summary(made: StatusReport) -> list[Block]:
    """One page: the score, the counts, the history, the outcomes."""
    total = made.card.total
    number = total.ask_counts.total
    found = [
        blocks.heading(1, _("Summary"), page=True),
        blocks.paragraph(
            run(made.headline.counts_sentence, bold=True),
            " ",
            made.headline.rest,
            style="lead",
        ),
    ]
    if not total.lines:
        nothing = _("Nothing of this had been published in the record in this view.")
        return [*found, blocks.note(nothing)]
    about = ngettext("%s ask by status", "%s asks by status", number) % number
    counts = [
        _("%(label)s: %(n)s") % {"label": status.label, "n": count}
        for status, count in total.ask_counts.rows
        if count
    ]
    found += [
        blocks.label(_("Delivery: was it done?")),
        blocks.picture(
            drawing.scale(total, presentation.scale_label(total)),
            presentation.scale_label(total),
            _("Score (ring), likely range (bar) and outer bounds (line), 0 to 100."),
        ),
        blocks.facts([(_("Score"), score_words(total)), *made.facts]),
        blocks.label(about),
        blocks.picture(
            drawing.stack(total.ask_counts.by_status, about),
            f"{about}. {'; '.join(counts)}.",
        ),
        blocks.paragraph(_status_key(total), style="small"),
        *_history(made),
        blocks.label(_("Outcomes: did it get better?")),
        blocks.facts(
            [(str(label), str(count)) for _code, label, count in made.outcome_counts]
        ),
        blocks.paragraph(made.outcome_note, style="small"),
    ]
    return found


def score_words(group: Group) -> str:
    """The score of 100, or why there is none."""
    if group.score is None:
        return _("Too little checked to score")
    return _("%s of 100") % whole(group.score)


def _status_key(group: Group) -> Runs:
    parts: Runs = []
    for status, count in group.ask_counts.rows:
        if count:
            text = f"{status.label} {count}"
            parts += [run(text, status=status.value), run("   ")]
    return parts[:-1]


def _history(made: StatusReport) -> list[Block]:
    """The score at the end of each year; nothing where fewer than two have one."""
    scored = [point for point in made.years if point.score is not None]
    if len(scored) < 2:
        return []
    label = _("Delivery score at the end of each year: %s.") % "; ".join(
        f"{point.on.year}: {whole(point.score)}" for point in scored
    )
    drawn = charts.history_chart(made.years, label=label, language=made.language)
    caption = _("Score at the end of each year, in this view, and its outer bounds.")
    return [
        blocks.label(_("The score over time")),
        blocks.picture(drawn, label, caption, share=0.8),
    ]


def before_use(made: StatusReport) -> list[Block]:
    """The caveats, before any table."""
    if not made.caveats:
        return []
    return [
        blocks.heading(1, _("Before you use a figure")),
        blocks.bullets(made.caveats),
    ]


def by_category(made: StatusReport) -> list[Block]:
    """Categories in the order of the report, and the whole."""
    if not made.categories:
        return []
    rows = [_group_row(part, f"{part.group.key}. ") for part in made.categories]
    total = None
    if made.options.category is None:
        total = _group_cells(made.card.total, [run(_("Whole report"), bold=True)])
    note = _(
        "Fewer than three scored recommendations give no figure. The report is the"
        " mean of its recommendations, not of its categories."
    )
    return [
        blocks.heading(1, _("By category")),
        blocks.table(
            _("Delivery by category"), _group_columns(_("Category")), rows, total
        ),
        blocks.paragraph(note, style="small"),
    ]


def by_agency(made: StatusReport) -> list[Block]:
    """Agencies by name; not a ranking."""
    if not made.agencies:
        return []
    note = _(
        "By name; not a ranking. A shared ask counts for each agency, so these do not"
        " add up to the report. Lead counts in full, supporting by half."
    )
    return [
        blocks.heading(1, _("By agency"), page=True),
        blocks.table(
            _("Delivery by agency"),
            _group_columns(_("Agency")),
            [_group_row(part) for part in made.agencies],
        ),
        blocks.paragraph(note, style="small"),
    ]


def _group_columns(first: str) -> list[tuple[str, float, str]]:
    return [
        (first, 3.45, "left"),
        (_("Asks"), 1.2, "right"),
        (_("Done"), 1.1, "right"),
        (_("Not started"), 0.95, "right"),
        (_("Undone"), 1.05, "right"),
        (_("Score"), 1.35, "right"),
        (_("Likely"), 1.2, "right"),
        (_("Coverage"), 1.15, "right"),
    ]


def _group_row(part: GroupPart, lead: str = "") -> list[Runs]:
    group = part.group
    about = presentation.about(group)
    if group.kind == "agency":
        about = f"{presentation.role_words(group)}; {about}"
    title = blocks.runs(lead, part.title)
    if group.is_editorial:
        title += blocks.runs(" ", run(_("(our grouping)"), quiet=True))
    title += blocks.runs(run(f"\n{about}", quiet=True))
    if part.alike:
        words = _("No clear difference from: %s") % ", ".join(part.alike)
        title += blocks.runs(run(f"\n{words}", quiet=True))
    return _group_cells(group, title)


def _group_cells(group: Group, title: Runs) -> list[Runs]:
    counts = group.ask_counts
    score = whole(group.score)
    if group.score is None:
        score = _("too little checked")
    elif group.level == "provisional":
        score = _("%s prov.") % score
    likely = "–"
    if group.likely:
        values = {"low": group.likely.low, "high": group.likely.high}
        likely = _("%(low)s to %(high)s") % values
    return [
        title,
        blocks.runs(str(counts.applicable)),
        blocks.runs(str(counts["implemented"])),
        blocks.runs(str(counts["not_started"])),
        blocks.runs(str(counts["reversed"])),
        blocks.runs(score),
        blocks.runs(likely),
        blocks.runs("–" if group.coverage is None else f"{percent(group.coverage)}%"),
    ]


def method(made: StatusReport) -> list[Block]:
    """The method in one page."""
    labels = [
        _("%(label)s: %(definition)s")
        % {"label": status.label, "definition": status.definition}
        for status in AskStatus
    ]
    return [
        blocks.heading(1, _("The method in one page"), page=True),
        *[
            blocks.paragraph(run(f"{term}. ", bold=True), said)
            for term, said in made.method
        ],
        blocks.label(_("The steps")),
        blocks.bullets(
            [
                [run(str(status.label), bold=True, status=status.value), text]
                for status, text in (
                    (status, text.removeprefix(str(status.label)))
                    for status, text in zip(AskStatus, labels, strict=True)
                )
            ]
        ),
    ]


def corrections(made: StatusReport) -> list[Block]:
    """What was shown wrongly, newest first; or that there is nothing."""
    found = [blocks.heading(1, _("Corrections"))]
    if not made.corrections:
        nothing = _("No correction of this report has been published in this view.")
        return [*found, blocks.paragraph(nothing)]
    columns = [
        (_("Concerns"), 2.0, "left"),
        (_("Published"), 1.1, "left"),
        (_("What was shown"), 2.4, "left"),
        (_("What is right"), 2.4, "left"),
    ]
    rows: list[list[blocks.Printable]] = [
        [
            row.concerns,
            full_day(row.published_at),
            row.was_shown,
            [
                row.is_right,
                run(f"\n{_('Cause: %s') % row.cause}", quiet=True) if row.cause else "",
                run(f"\n{_('It changes a published figure.')}", quiet=True)
                if row.is_material
                else "",
            ],
        ]
        for row in made.corrections
    ]
    return [*found, blocks.table(_("Corrections, newest first"), columns, rows)]


def about(made: StatusReport) -> list[Block]:
    """The report that is followed."""
    report = made.report
    found = [blocks.heading(1, _("About the report")), blocks.paragraph(report.summary)]
    if str(report.primary_goal):
        found += [
            blocks.label(_("What it wants to change")),
            blocks.paragraph(report.primary_goal),
        ]
    if report.horizon is not None:
        words = _("Results were hoped for by %(day)s (%(basis)s).") % {
            "day": partial_date(report.horizon),
            "basis": report.horizon_basis.lower(),
        }
        found.append(blocks.paragraph(words))
    if report.url or report.sources:
        cited = [run(f" [{n}]", source=n) for n in report.sources]
        link = [run(report.url, link=report.url)] if report.url else []
        found.append(blocks.paragraph(_("The report:"), " ", link, cited))
    return [block for block in found if block.get("runs")]


def source_list(made: StatusReport) -> list[Block]:
    """Every source, numbered as it is cited."""
    if not made.sources:
        return []
    note = _(
        "Tier A: binding text or independent verification; B: official record; C:"
        " independent secondary source; D: claimed, not verified."
    )
    return [
        blocks.heading(1, _("Sources"), page=True),
        blocks.paragraph(note, style="small"),
        blocks.sources(
            (source.number, source.url, source_runs(source)) for source in made.sources
        ),
    ]


def source_runs(source: Source) -> Runs:
    """ "A. Title, Publisher (via Site), May 2021. Address. Not verified." """
    by = (
        f"{source.publisher} ({_('via %s') % source.via})"
        if source.via
        else (source.publisher)
    )
    day = partial_date(source.published) or _("undated")
    remarks = _remarks(source)
    return blocks.runs(
        run(f"{source.number}.  {source.tier}  ", bold=True),
        f"{source.title}. {by}, {day}. ",
        run(source.url, link=source.url) if source.url else _("No address."),
        _(" Archived: ") if source.archived_url else "",
        run(source.archived_url, link=source.archived_url)
        if source.archived_url
        else "",
        run(f" {' '.join(remarks)}", quiet=True) if remarks else "",
    )


def _remarks(source: Source) -> Sequence[str]:
    found = []
    if not source.is_verified:
        found.append(_("Not verified."))
    if source.title_is_described:
        found.append(_("Title described by us."))
    if source.note and source.note.casefold() != "not independently verified":
        found.append(source.note)
    return found


def how_to_cite(made: StatusReport) -> list[Block]:
    """The citation, the address and the license."""
    return [
        blocks.heading(1, _("How to cite")),
        blocks.paragraph(made.citation),
        blocks.paragraph(run(made.address, link=made.address)),
        blocks.paragraph(_("License: %s") % made.license),
    ]
