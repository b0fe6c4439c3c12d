"""Lays the page of one recommendation out for its components: texts, no decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from scorecard import method

from .as_of import AsOf, Problem
from .asked_words import asked_words, date_in_force
from .choices import Confidence, Schedule
from .count_words import count_words
from .languages import in_language
from .models import Evidence, Recommendation, Response, Source
from .partial_dates import PartialDate
from .prose import prose
from .reply_page import reply_pairs
from .rules import schedule
from .selectors import Judged, RecommendationPage
from .templatetags.record import keep_view, partial_date, whole
from .timeline import NOT_VERIFIED, Timeline, asks_words, timeline, timeline_item
from .working import AskWorking
from .working_words import (
    arithmetic,
    ask_inputs,
    likely_words,
    working_rows,
)


def layout(
    page: RecommendationPage, params: Mapping[str, str], problems: list[Problem]
) -> dict[str, Any]:
    """Everything the template prints; the bare head where nothing stood yet.

    params: those of the address, which may narrow the timeline of evidence.
    problems: what of them was not understood is added here.
    """
    row, view = page.recommendation, page.view
    head = {
        "page": page,
        "recommendation": row,
        "report": row.report,
        "issued": PartialDate(row.report.issued_on, row.report.issued_precision),
        "earliest": row.issued_on,
        "crumbs": crumbs(page),
    }
    if page.standing is None or page.working is None:
        return head | {"is_issued": row.issued_on <= view.on}
    line = timeline(page.evidence, page.asks, params, problems)
    return head | {
        "standing": page.standing,
        **_stand(page),
        "facts": facts(page),
        "asked": asked_words(page.responsibilities, page.due, _schedule(page)),
        "due_revisions": page.due.revisions,
        "asks": _asks(page, line),
        "ask_counts": _counts(page),
        "line": line,
        "timeline": [timeline_item(item) for item in line.items],
        "pairs": pairs(page),
        "replies": reply_pairs(
            [row.assessment for row in page.judged], page.replies, page.view
        ),
        "rows": working_rows(page.working),
        "arithmetic": arithmetic(page.working),
        "likely_words": likely_words(page.likely) if page.likely else "",
        "sources": [
            source_inputs(source, item)
            for item in page.evidence
            for source in item.sources.all()
        ],
        **_citation(page),
    }


def crumbs(page: RecommendationPage) -> list[tuple[str, str]]:
    """Home, the report, the category within the list."""
    row, view = page.recommendation, page.view
    slug = row.report.slug
    category = keep_view(
        reverse("recommendations:list"), view, category=f"{slug}/{row.category.code}"
    )
    report = keep_view(reverse("scorecard:report", args=[slug]), view)
    return [
        (_("Reports"), keep_view(reverse("scorecard:home"), view)),
        (text_of(row.report, "title"), report),
        (text_of(row.category, "title"), category),
    ]


def _stand(page: RecommendationPage) -> dict[str, Any]:
    """Where it stands: the sentence, the scale, what qualifies them."""
    assert page.working is not None
    made, likely = page.working, page.likely if page.score is not None else None
    return {
        "opening": opening(page),
        "counts": count_words(method.headline_counts(_statuses(page))),
        "rest": rest_words(page),
        "method_label": _("method %s") % short_version(page.method_version),
        "score": page.score,
        "scale_label": scale_label(page),
        "likely": likely,
        "low": made.low,
        "high": made.high,
        "badges": badges(page),
        "confidence_words": confidence_words(page),
        "freshness_words": freshness_words(page),
        "agreement_words": agreement_words(page),
    }


def opening(page: RecommendationPage) -> str:
    """ "Of 7 asks", without those that no longer apply."""
    number = method.headline_counts(_statuses(page)).n
    return ngettext("Of %s ask", "Of %s asks", number) % number


def rest_words(page: RecommendationPage) -> str:
    """Score, range, what was checked and the day, as the method's headline has it."""
    counts = method.headline_counts(_statuses(page))
    checked = _("%(checked)s of %(n)s checked.") % {
        "checked": counts.checked,
        "n": counts.n,
    }
    day = _("As of %s,") % date_format(page.view.on, "DATE_FORMAT")
    return f"{score_words(page)} {checked} {day}"


def score_words(page: RecommendationPage) -> str:
    """The score with its likely range, or why there is none."""
    if page.agreement is not None and page.agreement.gate == "none":
        return _("Two coders agree too little to publish a score.")
    if page.score is None:
        return _("Too little checked to score.")
    if page.likely is None:
        return _("Delivery score %s of 100.") % whole(page.score)
    return _("Delivery score %(score)s of 100 (likely %(low)s to %(high)s).") % {
        "score": whole(page.score),
        "low": page.likely.low,
        "high": page.likely.high,
    }


def scale_label(page: RecommendationPage) -> str:
    """Every number of the scale in words, for a screen reader."""
    made = page.working
    if made is None or made.low is None:
        return ""
    bounds = _("Bounds %(low)s to %(high)s.") % {
        "low": whole(made.low),
        "high": whole(made.high),
    }
    return f"{score_words(page)} {bounds}"


def badges(page: RecommendationPage) -> list[str]:
    """Provisional, first reading, single-coded, review due, overdue, corrected."""
    standing, latest = page.standing, page.latest
    assert standing is not None
    gate = page.agreement.gate if page.agreement else "ok"
    assessment = latest.assessment if latest else None
    late = _schedule(page) == Schedule.OVERDUE
    wanted = (
        ("provisional", gate == "provisional" and page.score is not None),
        ("first_reading", bool(assessment and assessment.is_first_reading)),
        ("single_coded", bool(assessment and assessment.is_single_coded)),
        (standing.freshness, standing.freshness in ("review_due", "expired")),
        ("overdue", late),
        ("corrected", bool(page.corrections)),
    )
    return [code for code, is_so in wanted if is_so]


def confidence_words(page: RecommendationPage) -> str:
    """The middle confidence of the checked asks."""
    assert page.standing is not None
    if not page.standing.confidence:
        return _("Confidence: none, since nothing is checked.")
    label = Confidence(page.standing.confidence).label.lower()
    return _("Confidence: %s.") % label


def freshness_words(page: RecommendationPage) -> str:
    """When it was last verified, and when the review is due or has expired."""
    stood = page.standing
    asks = page.working.asks if page.working else ()
    if stood is None or stood.verified_on is None:
        return _("Never assessed.")
    day = date_format(stood.verified_on, "DATE_FORMAT")
    said = _("Last verified %s.") % day
    expired = ", ".join(ask.code for ask in asks if ask.freshness == "expired")
    if expired:
        rest = _("The reading of these asks has expired; they are not checked: %s.")
        return f"{said} {rest % expired}"
    due = min(
        (
            (method.review_due_on(ask.status, ask.reviewed_on), ask)
            for ask in asks
            if ask.reviewed_on
        ),
        key=lambda pair: pair[0],
    )
    return f"{said} {_due_for_review(*due, stood.freshness)}"


def _due_for_review(due: date, ask: AskWorking, freshness: str) -> str:
    if freshness != "review_due" or ask.reviewed_on is None:
        return _("Review due after %s.") % date_format(due, "DATE_FORMAT")
    expires = method.expires_on(ask.status, ask.reviewed_on)
    said = _("Review has been due since %(due)s; it expires after %(expires)s.")
    return said % {
        "due": date_format(due, "DATE_FORMAT"),
        "expires": date_format(expires, "DATE_FORMAT"),
    }


def agreement_words(page: RecommendationPage) -> str:
    """What two coders' agreement over the whole report means for this score."""
    agreed = page.agreement
    if agreed is None or agreed.gate == "ok":
        return ""
    if agreed.alpha is None:
        return _(
            "Agreement between two coders is not measured for this report in this"
            " view, so the score is provisional."
        )
    values = {
        "alpha": f"{method.half_up(agreed.alpha, 2):.2f}",
        "same": agreed.n_same,
        "n": agreed.n_double_coded,
    }
    said = (
        _(
            "Two coders chose the same step for %(same)s of this report's %(n)s asks"
            " (agreement alpha %(alpha)s)."
        )
        % values
    )
    if agreed.gate == "none":
        return f"{said} {_('Below 0.667 no score is published.')}"
    return f"{said} {_('Below 0.800 every score is provisional.')}"


def facts(page: RecommendationPage) -> list[dict[str, Any]]:
    """Who was asked, by when, what they answered, and how much it weighs."""
    row = page.recommendation
    found = [_named(page, role, term) for role, term in _roles()]
    found += [
        {"term": _("Issued"), "text": issued_words(row)},
        _due(page),
        {"term": _("Schedule"), "text": _schedule(page).label},
        {"term": _("Agency response"), "text": _response(page)},
    ]
    if row.priority == "priority":
        text = _("Marked by the report; it weighs 2")
        found.append({"term": _("Priority"), "text": text})
    if row.weight_reason:
        text = f"{row.weight:g}. {row.weight_reason}"
        found.append({"term": _("Weight"), "text": text})
    return [fact for fact in found if fact]


def issued_words(row: Recommendation) -> str:
    """When it was issued, no more exactly than its report says."""
    report = row.report
    is_same = row.issued_on == report.issued_on
    precision = report.issued_precision if is_same else "day"
    return partial_date(PartialDate(row.issued_on, precision))


def _roles() -> list[tuple[str, str]]:
    return [("lead", _("Lead")), ("supporting", _("Supporting"))]


def _named(page: RecommendationPage, role: str, term: str) -> dict[str, Any]:
    items = []
    for named in page.responsibilities:
        if named.role != role:
            continue
        only = ", ".join(ask.code for ask in named.asks.all())
        address = reverse("scorecard:agency", args=[named.agency.slug])
        about = _("only asks %s") % only if only else named.agency.abbreviation
        items.append(
            {
                "text": text_of(named.agency, "name"),
                "url": keep_view(address, page.view),
                "about": about,
            }
        )
    return {"term": term, "items_list": items} if items else {}


def _due(page: RecommendationPage) -> dict[str, Any]:
    """Its own date with every revision; else the report's horizon and its basis."""
    due = page.due
    if due.current is not None:
        return {"term": _("Due"), "text": date_in_force(due)}
    report = page.recommendation.report
    if report.horizon_ends_on is None:
        return {"term": _("Due"), "text": _("No date was set.")}
    horizon = PartialDate(report.horizon_ends_on, report.horizon_precision)
    said = _("No date for this recommendation. The report hoped for results by %s")
    text = said % partial_date(horizon)
    if report.horizon_basis == "our_reading":
        return {"term": _("Due"), "text": f"{text}.", "badge": "our_reading"}
    basis = report.get_horizon_basis_display().lower()
    return {"term": _("Due"), "text": f"{text} ({basis})."}


def _schedule(page: RecommendationPage) -> Schedule:
    stood = page.standing
    assert stood is not None
    return schedule(stood.status, stood.due_on, stood.delivered_on, page.view.on)


def _response(page: RecommendationPage) -> str:
    if not page.responses:
        return _("None on record.")
    latest = page.responses[0]
    return _("%(answer)s, %(agency)s, %(day)s") % {
        "answer": latest.get_kind_display(),
        "agency": text_of(latest.agency, "name"),
        "day": date_format(latest.responded_on, "DATE_FORMAT"),
    }


def _asks(page: RecommendationPage, line: Timeline) -> list[dict[str, Any]]:
    """The asks; links to evidence lead to the whole timeline where it is narrowed."""
    assert page.working is not None
    here = page.recommendation.get_absolute_url()
    base = keep_view(here, page.view) if line.chosen else ""
    texts = {ask.code: ask for ask in page.asks}
    evidence = {item.key: item for item in page.evidence}
    second = page.second_by_ask
    return [
        ask_inputs(texts[made.code], made, evidence, second.get(made.code), base)
        for made in page.working.asks
        if made.code in texts
    ]


def _counts(page: RecommendationPage) -> dict[str, int]:
    statuses = _statuses(page)
    return {code: statuses.count(code) for code in set(statuses)}


def _statuses(page: RecommendationPage) -> list[str]:
    return [ask.status for ask in page.working.asks] if page.working else []


def source_inputs(source: Source, item: Evidence) -> dict[str, Any]:
    """One source as the list of sources takes it."""
    said = asks_words([ask.code for ask in item.asks.all()])
    about = [said[:1].upper() + said[1:]]
    if source.title_status == "described":
        about.append(_("title described by us"))
    if source.note and source.note.casefold() != NOT_VERIFIED:
        about.append(source.note)
    return {
        "tier": source.tier,
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "via": source.via,
        "date_text": partial_date(source.published) or _("undated"),
        "archive_url": source.archived_url,
        "is_verified": source.is_verified,
        "about": "; ".join(part for part in about if part),
    }


def pairs(page: RecommendationPage) -> list[dict[str, Any]]:
    """The finding beside each reply, newest first; beside none where there is none."""
    finding = {
        "finding_title": _finding_title(page.latest),
        "finding": prose(text_of(page.latest.assessment, "rationale"))
        if page.latest
        else _("Nothing has been found yet."),
    }
    if not page.responses and page.replies:
        return []
    if not page.responses:
        return [
            finding
            | {
                "reply_title": _("Reply of the agencies"),
                "no_reply": _(
                    "No response on record. A reply is printed here in full, beside"
                    " the finding, whenever one is given."
                ),
            }
        ]
    return [finding | reply(response) for response in page.responses]


def _finding_title(latest: Judged | None) -> str:
    if latest is None:
        return _("Finding")
    day = date_format(latest.assessment.effective_on, "DATE_FORMAT")
    return _("Finding, %s") % day


def reply(response: Response) -> dict[str, Any]:
    """One agency's reply as the pair takes it."""
    position = _("Position: %s.") % response.get_kind_display()
    if response.is_disputed_with_documents:
        position = f"{position} {_('It disputes the finding with documents.')}"
    day = date_format(response.responded_on, "DATE_FORMAT")
    return {
        "reply_title": _("Reply of %(agency)s, %(day)s")
        % {"agency": text_of(response.agency, "name"), "day": day},
        "reply": text_of(response, "text") or _("(No text was given.)"),
        "position": position,
        "reply_url": response.url,
        "reply_url_label": _("Where it was published"),
    }


def _citation(page: RecommendationPage) -> dict[str, str]:
    row, view = page.recommendation, page.view
    values = {
        "reference": row.reference,
        "title": text_of(row, "title"),
        "report": text_of(row.report, "title"),
        "day": date_format(view.on, "DATE_FORMAT"),
        "version": short_version(page.method_version),
    }
    text = _(
        "Followthrough, “Recommendation %(reference)s: %(title)s”, in %(report)s, as of"
        " %(day)s, method %(version)s."
    )
    address = f"{settings.SITE_URL.rstrip('/')}{row.get_absolute_url()}"
    return {
        "citation": text % values,
        "address": cited_address(address, view),
    }


def cited_address(address: str, view: AsOf) -> str:
    """An address that will show the same view on any later day."""
    known = view.known_at or view.today
    return f"{address}?as_of={view.on.isoformat()}&known_at={known.isoformat()}"


def short_version(version: str) -> str:
    """ "1.0" of "1.0.0"."""
    return ".".join(version.split(".")[:2])


def text_of(record: Any, name: str) -> str:
    """A bilingual text in the reader's language."""
    return str(in_language(record, name, translation.get_language() or "en"))
