"""What changed since the earlier day or snapshot, in a printed status report."""

from __future__ import annotations

from django.utils.translation import gettext as _, ngettext

from recommendations.languages import pick
from recommendations.templatetags.record import decimal, full_day, label, whole
from scorecard.comparison import AskMove, Comparison, Side

from . import blocks
from .blocks import Block, Printable, run
from .content import StatusReport


def changes(made: StatusReport) -> list[Block]:
    """The difference of the score by cause, and every ask that moved."""
    found = made.changes
    if found is None:
        return []
    title = _("What changed since %s") % full_day(found.first.as_of)
    return [
        blocks.heading(1, title, page=True),
        blocks.paragraph(compared_with(found.first)),
        *_score(made, found),
        *_moves(made, found),
    ]


def compared_with(side: Side) -> str:
    """What the earlier reading is: a snapshot, or the record of that day."""
    values = {
        "day": full_day(side.as_of),
        "known": full_day(side.known_at),
        "number": side.snapshot,
    }
    if side.snapshot is not None:
        return (
            _(
                "Compared with snapshot %(number)s, as of %(day)s, of what was known on"
                " %(known)s."
            )
            % values
        )
    return (
        _("Compared with the record as of %(day)s, as it was known on %(known)s.")
        % values
    )


def _score(made: StatusReport, found: Comparison) -> list[Block]:
    """The parts of the difference; the whole report's, so left out of a part's."""
    parts = found.total
    if made.narrowed_to or parts.whole is None:
        return []
    values = {
        "first": whole(parts.first),
        "last": whole(parts.last),
        "found": _signed(parts.found),
        "world": _signed(parts.world),
        "method": _signed(parts.by_method),
    }
    said = (
        _(
            "The score went from %(first)s to %(last)s. Of the difference, %(found)s"
            " points come from evidence found since, %(world)s from what happened in"
            " the world, %(method)s from a change of the method."
        )
        % values
    )
    return [blocks.paragraph(said)]


def _signed(value: float | None) -> str:
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{decimal(abs(value), 1)}"


def _moves(made: StatusReport, found: Comparison) -> list[Block]:
    if not found.asks:
        return [blocks.paragraph(_("No ask has moved."))]
    number = len(found.asks)
    said = ngettext("%s ask moved.", "%s asks moved.", number) % number
    return [
        blocks.label(said),
        blocks.entries(
            (f"{move.reference} {move.ask}", _move(move, made.language))
            for move in found.asks
        ),
    ]


def _move(move: AskMove, language: str) -> list[Printable]:
    """The ask; below it the step before, the step after, the cause."""
    before, after, cause = _("From"), _("To"), _("Cause")
    return [
        pick(move.text, move.text_es, language),
        run(f"\n{before}: ", quiet=True),
        _status(move.before),
        run(f"  {after}: ", quiet=True),
        _status(move.after),
        run(f"  {cause}: {cause_words(move)}", quiet=True),
    ]


def cause_words(move: AskMove) -> str:
    """Why it moved: what was found since, or what happened."""
    names = {"found": _("evidence found since"), "world": _("the world changed")}
    return ", ".join(names[cause] for cause in move.causes)


def _status(code: str) -> Printable:
    if not code:
        return _("not on record")
    return run(label(code, "AskStatus"), status=code)
