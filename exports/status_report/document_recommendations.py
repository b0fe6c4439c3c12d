"""The recommendations of a printed status report: each with all that is said of it."""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext as _, ngettext

from recommendations.asked_words import revised
from recommendations.choices import AskStatus
from recommendations.detail_page import asks_words
from recommendations.templatetags.record import (
    figure,
    full_day,
    label,
    partial_date,
    percent,
    whole,
)

from . import blocks
from .blocks import Block, Printable, Runs, run
from .content import (
    Asked,
    DueDate,
    EvidenceItem,
    Finding,
    Named,
    RecommendationPart,
    Reply,
    StatusReport,
)
from .prose_runs import prose_runs

LONG = 100
"""Recommendations beyond which a report is long: its facts are set in one paragraph."""


def recommendations(made: StatusReport) -> list[Block]:
    """Every recommendation that is printed; each category begins a page."""
    found = [blocks.heading(1, _("Every recommendation"), page=True)]
    if not made.recommendations:
        nothing = _("No recommendation has moved in this time.")
        if not made.options.only_changes:
            nothing = _("There is no recommendation in this view.")
        return [*found, blocks.paragraph(nothing)]
    titles = {
        part.group.key: f"{part.group.key}. {part.title}" for part in made.categories
    }
    is_long = len(made.recommendations) > LONG
    for code, parts in groupby(made.recommendations, key=lambda part: part.category):
        title, is_first = titles.get(code) or _("Category %s") % code, len(found) == 1
        found.append(blocks.heading(2, title, page=not is_first))
        for part in parts:
            found += recommendation(part, is_long=is_long)
    return found


def recommendation(part: RecommendationPart, *, is_long: bool) -> list[Block]:
    """One recommendation: where it stands, what was asked, why, and on what."""
    return [
        blocks.heading(3, f"{part.line.reference} ", part.title),
        standing(part),
        blocks.paragraph(prose_runs(part.summary)),
        facts_block(part, is_long=is_long),
        *asks(part),
        *finding(part.finding),
        *replies(part.replies),
        *evidence(part.evidence),
        *questions(part.open_questions),
    ]


def standing(part: RecommendationPart) -> Block:
    """Status, score, coverage, confidence, and what qualifies them."""
    line = part.line
    said = [
        _("Score %s of 100.") % whole(line.score)
        if line.score is not None
        else _("Too little checked to score.")
    ]
    if line.low is not None and line.coverage is not None and line.coverage < 1:
        values = {"low": whole(line.low), "high": whole(line.high)}
        said.append(_("Bounds %(low)s to %(high)s.") % values)
    if line.coverage is not None:
        said.append(_("%s%% checked.") % percent(line.coverage))
    if line.confidence:
        confidence = label(line.confidence, "Confidence").lower()
        said.append(_("Confidence: %s.") % confidence)
    if line.has_reversed and line.status != AskStatus.REVERSED:
        said.append(_("An ask was undone."))
    if line.freshness == "review_due":
        said.append(_("Review due."))
    if part.has_moved:
        said.append(_("Moved since the earlier day."))
    return blocks.paragraph(
        run(label(line.status, "AskStatus"), bold=True, status=line.status),
        f".  {' '.join(said)}",
        style="lead",
    )


def facts_block(part: RecommendationPart, *, is_long: bool) -> Block:
    """The facts by lines; in a long report in one paragraph."""
    if not is_long:
        return blocks.facts(facts(part))
    sentences: list[Printable] = []
    for term, said in facts(part):
        words = blocks.runs(said)
        stop = "" if _is_ended(blocks.plain(words)) else "."
        sentences += [run(f"{term}: ", quiet=True), words, f"{stop}  "]
    return blocks.paragraph(sentences)


def facts(part: RecommendationPart) -> list[tuple[str, Printable]]:
    """Who was asked, by when, what was answered."""
    line = part.line
    found: list[tuple[str, Printable]] = [
        (title, _agencies([named for named in part.named if named.role == role]))
        for role, title in (("lead", _("Lead")), ("supporting", _("Supporting")))
    ]
    found += [
        (_("Issued"), full_day(line.issued_on)),
        (_("Due"), due_words(part.due_dates)),
        (_("Schedule"), label(line.schedule, "Schedule")),
        (_("Agency response"), label(line.response, "ResponseKind")),
    ]
    if line.delivered_on:
        day = full_day(line.delivered_on)
        found.append((_("Done since"), day))
    if line.weight != 1.0:
        reason = f". {line.weight_reason}" if line.weight_reason else ""
        found.append((_("Weight"), f"{figure(line.weight)}{reason}"))
    if line.verified_on:
        day = full_day(line.verified_on)
        found.append((_("Last verified"), day))
    found.append((_("Page"), run(part.address, link=part.address)))
    return [(term, said) for term, said in found if said]


def _agencies(named: list[Named]) -> Runs:
    found: Runs = []
    for one in named:
        found += blocks.runs("; " if found else "", one.name)
        if one.asks:
            words = ngettext("only ask %s", "only asks %s", len(one.asks))
            found += blocks.runs(f" ({words % ', '.join(one.asks)})")
    return found


def due_words(rows: tuple[DueDate, ...]) -> str:
    """The date in force, how far it was moved, and each revision with its reason."""
    if not rows:
        return _("No date was set.")
    revisions = [row for row in rows if row.is_revision]
    said = [revised(rows[0].due_on, rows[-1].due_on, len(revisions))]
    for row in revisions:
        values = {
            "day": full_day(row.announced_on),
            "due": full_day(row.due_on),
            "reason": row.reason,
        }
        said.append(_("revised on %(day)s to %(due)s: %(reason)s") % values)
    return "; ".join(said)


def asks(part: RecommendationPart) -> list[Block]:
    """The asks, each on its step."""
    return [
        blocks.label(_("Asks")),
        blocks.entries((ask.line.code, _ask(ask)) for ask in part.asks),
    ]


def _ask(asked: Asked) -> list[Printable]:
    """What was asked; below it the step and what is to be known of it."""
    line = asked.line
    return [
        asked.text,
        "\n",
        run(label(line.status, "AskStatus"), status=line.status, bold=True),
        run(f".  {' '.join(_remarks(asked))}", quiet=True),
    ]


def _remarks(asked: Asked) -> list[str]:
    line = asked.line
    said = []
    if line.status == AskStatus.NOT_ASSESSED:
        said.append(_("Points unknown."))
    elif line.points is not None:
        said.append(_("Points: %s.") % whole(line.points))
    if line.confidence:
        confidence = label(line.confidence, "Confidence").lower()
        said.append(_("Confidence: %s.") % confidence)
    if str(asked.reason):
        said.append(str(asked.reason))
    if line.weight != 1.0:
        said.append(_("Weight %s.") % figure(line.weight))
    if line.is_capped:
        claimed = label(line.claimed, "AskStatus")
        said.append(_("Claimed: %s; its evidence carries less.") % claimed)
    if line.differs:
        text = _("The second coder chose: %s.") % label(line.second, "AskStatus")
        said.append(f"{text} {asked.second_reason}".strip())
    if line.freshness == "review_due":
        said.append(_("Review due."))
    if line.freshness == "expired":
        said.append(_("The reading has expired."))
    return said


def finding(found: Finding | None) -> list[Block]:
    """Why it stands where it does, by whom and for which day."""
    if found is None:
        return [blocks.label(_("Finding")), blocks.paragraph(_("Nobody assessed it."))]
    values = {
        "day": full_day(found.effective_on),
        "published": full_day(found.published_on),
    }
    marks = []
    if found.is_first_reading:
        marks.append(_("First reading, open to challenge."))
    if found.is_single_coded:
        marks.append(_("Published without a second person."))
    signed = _("Assessed for %(day)s, published %(published)s.") % values
    remark = [str(found.attribution), signed, *marks, found.note]
    return [
        blocks.label(_("Why")),
        blocks.paragraph(prose_runs(found.rationale)),
        blocks.paragraph(_joined(remark), style="small"),
    ]


def _joined(texts: list[str]) -> str:
    return " ".join(text if _is_ended(text) else f"{text}." for text in texts if text)


def _is_ended(text: str) -> bool:
    return text.endswith((".", "!", "?"))


def replies(rows: tuple[Reply, ...]) -> list[Block]:
    """Every answer of an agency, whole, beside the finding."""
    if not rows:
        return [
            blocks.label(_("Agency response")),
            blocks.paragraph(_("No response on record.")),
        ]
    found: list[Block] = []
    for row in rows:
        values = {
            "agency": str(row.name),
            "day": full_day(row.responded_on),
        }
        position = _("Position: %s.") % label(row.kind, "ResponseKind")
        if row.is_disputed:
            position = f"{position} {_('It disputes the finding with documents.')}"
        link = [" ", run(row.url, link=row.url)] if row.url else []
        found += [
            blocks.label(_("Reply of %(agency)s, %(day)s") % values),
            blocks.paragraph(row.text if str(row.text) else _("(No text was given.)")),
            blocks.paragraph(position, link, style="small"),
        ]
    return found


def evidence(rows: tuple[EvidenceItem, ...]) -> list[Block]:
    """The dated facts, newest first, with the numbers of their sources."""
    if not rows:
        return []
    return [
        blocks.label(_("Evidence, newest first")),
        blocks.entries((partial_date(item.happened), _item(item)) for item in rows),
    ]


def _item(item: EvidenceItem) -> Runs:
    kind = label(item.kind, "EvidenceKind").lower()
    said = [label(item.bearing, "Bearing"), kind, str(item.actor)]
    remarks = [f" {', '.join(part for part in said if part)};"]
    remarks.append(f"{asks_words(list(item.asks))}.")
    if not item.is_verified:
        remarks.append(_("Not verified."))
    if item.note:
        remarks.append(_("Note: %s") % item.note)
    cited = [run(f" [{number}]", source=number) for number in item.sources]
    return blocks.runs(item.fact, run(" ".join(remarks), quiet=True), cited)


def questions(rows: tuple[str, ...]) -> list[Block]:
    """What is still not established."""
    if not rows:
        return []
    return [blocks.label(_("Open questions")), blocks.bullets(rows)]
