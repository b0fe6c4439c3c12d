"""How many stand where, in words: the middle of the headline sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _, ngettext

from scorecard.method import HeadlineCounts


def count_words(counts: HeadlineCounts) -> list[str]:
    """Done, under way and not started always; the rest where there is any.

    METHOD.md section 8: undone, dropped and not checked are named, never folded into
    "not started".
    """
    said = [
        ngettext("%s is done", "%s are done", counts.done) % counts.done,
        _("%s under way") % counts.under_way,
        _("%s not started") % counts.not_started,
    ]
    named = (
        (counts.undone, ngettext("%s undone", "%s undone", counts.undone)),
        (counts.dropped, ngettext("%s dropped", "%s dropped", counts.dropped)),
        (counts.not_checked, _("%s not checked")),
    )
    return said + [text % number for number, text in named if number]
