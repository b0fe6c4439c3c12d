"""Every figure that the page of a report prints, against the status report as JSON."""

from __future__ import annotations

import re
from typing import Any

from recommendations.choices import AskStatus
from tests.scorecard.reader import Page, words

Figures = dict[str, Any]
Rows = list[list[str]]


def compare(page: Page, found: Figures) -> None:
    """The whole, each year, category, agency, recommendation and outcome."""
    whole(page, found["total"])
    years(page.cells("Delivery score by year")[1:], found["years"])
    groups = [*found["categories"], found["total"]]
    rows(page, "Delivery by category", groups)
    agencies(page, found["agencies"])
    working(page, found)
    recommendations(page, found)
    outcomes(page, found["outcomes"])


def whole(page: Page, total: Figures) -> None:
    """The first facts, and the asks by status with their shares."""
    asks, n = total["ask_counts"], applicable(total)
    checked = n - asks["not_assessed"]
    shown = total["shown"]
    likely = f"Likely {total['low90']} to {total['high90']}."
    coverage = f"{checked} of {n} asks checked ({shown['coverage']}% by weight)"
    bounds = f"{shown['worst']} if no unchecked ask is done, {shown['best']} if all are"
    for sentence in (likely, coverage, bounds):
        assert sentence in page
    for status in [status for status in AskStatus if status != AskStatus.SUPERSEDED]:
        count = asks[status.value]
        assert f"{status.label} {count} {percent(count / n)}" in page, status


def years(shown: Rows, expected: list[Figures]) -> None:
    """Each year's end, newest first; whole points of what JSON has to a tenth."""
    assert len(shown) == len(expected) > 5
    for (year, score, bounds, coverage), point in zip(
        reversed(shown), expected, strict=True
    ):
        assert point["on"] == f"{year}-12-31" or year == point["on"][:4]
        assert (score == "too little checked") == (point["score"] is None)
        pairs = [*zip(bounds.split("–"), (point["worst"], point["best"]), strict=True)]
        if point["score"] is not None:
            pairs.append((score, point["score"]))
        pairs.append((coverage.removesuffix("%"), 100 * point["coverage"]))
        for text, value in pairs:
            assert abs(int(text) - value) <= 0.55, (year, text, value)


def rows(page: Page, caption: str, groups: list[Figures]) -> None:
    """A table of groups: names, asks by status, and the figures of each."""
    shown = page.cells(caption)[1:]
    assert len(shown) == len(groups) >= 4
    start = page.source.index(f'<caption class="hidden">{caption}</caption>')
    table = page.source[start : page.source.index("</table>", start)]
    stacks = re.findall(r'<svg role="img" aria-label="[^":]*: ([^"]*)"', table)
    for cells, stack, group in zip(shown, stacks, groups, strict=True):
        title = group["title"]
        if group["scope"] == "report":
            assert cells[0] == "Whole report"
        else:
            assert f"{title} {members(group)}" in cells[0], title
        assert stack == asks_by_status(group), title
        assert cells[-4:] == figures(group), title


def asks_by_status(group: Figures) -> str:
    """As the words of the bars have it."""
    counts = [(status.label, group["ask_counts"][status.value]) for status in AskStatus]
    return "".join(f"{label} {count}; " for label, count in counts if count)


def figures(group: Figures) -> list[str]:
    """Done, score, likely range and coverage, as a table of groups prints them."""
    done = f"{group['ask_counts']['implemented']} of {applicable(group)}"
    score, likely = "too little checked to score", "none"
    if group["score"] is not None:
        score = str(group["shown"]["score"])
        likely = f"{group['low90']} to {group['high90']}"
    coverage = group["shown"]["coverage"]
    return [done, score, likely, "none" if coverage is None else f"{coverage}%"]


def agencies(page: Page, expected: list[Figures]) -> None:
    """Those of three recommendations in the table, the others as sentences."""
    large = [group for group in expected if group["n"] >= 3]
    small = [group for group in expected if group["n"] < 3]
    assert len(small) > 20
    rows(page, "Delivery by agency", large)
    shown = page.cells("Delivery by agency")[1:]
    assert [cells[1] for cells in shown] == [roles(group) for group in large]
    for group in small:
        done = f"{group['ask_counts']['implemented']} of {applicable(group)} done"
        sentence = f"{group['title']} {roles(group)}: {members(group)}, {done}"
        assert sentence in page, sentence


def roles(group: Figures) -> str:
    """Such as "leads 1, supports 2"."""
    named = (("leads", group["n_lead"]), ("supports", group["n_supporting"]))
    return ", ".join(f"{word} {number}" for word, number in named if number)


def working(page: Page, found: Figures) -> None:
    """Weight, coverage, score and bounds of each recommendation, to a tenth."""
    caption = "Recommendations with weight, coverage, score and bounds"
    shown = page.cells(caption)[1:]
    parts = found["recommendations"]
    assert len(shown) == len(parts) + 1
    for cells, part in zip(shown, parts, strict=False):
        assert cells[0] == f"{part['reference']} {part['title']}"
        assert float(cells[1]) == part["weight"]
        assert cells[2] == percent(part["coverage"])
        score = part["score"]
        assert cells[3] == ("left out" if score is None else f"{score:.1f}")
        assert cells[4] == f"{part['worst']:.1f}–{part['best']:.1f}"
    total = found["total"]
    assert shown[-1][2:] == [
        f"{total['shown']['coverage']}%",
        f"{total['score']:.1f}",
        f"{total['worst']:.1f}–{total['best']:.1f}",
    ]


def recommendations(page: Page, found: Figures) -> None:
    """Status, coverage and confidence of each, by category."""
    shown = {
        cells[0].partition(" ")[0]: cells
        for category in found["categories"]
        for cells in page.cells(category["title"])[1:]
    }
    assert len(shown) == len(found["recommendations"]) == found["total"]["n"]
    for part in found["recommendations"]:
        cells = shown[part["reference"]]
        assert cells[1].startswith(part["status"]["label"])
        assert cells[3] == percent(part["coverage"])
        assert cells[4] == part["confidence"]["label"]


def outcomes(page: Page, expected: Figures) -> None:
    """How many indicators got better, in each class."""
    start = page.source.index('<ul class="outcomes">')
    section = words(page.source[start : page.source.index("</ul>", start)])
    counts = [f"{row['count']} {row['label']}" for row in expected["counts"]]
    assert section == " ".join(counts)


def applicable(group: Figures) -> int:
    """The asks that count."""
    counts: dict[str, int] = group["ask_counts"]
    return sum(n for code, n in counts.items() if code != "superseded")


def members(group: Figures) -> str:
    """Such as "4 recommendations, 13 asks"."""
    asks = counted(applicable(group), "ask")
    return f"{counted(group['n'], 'recommendation')}, {asks}"


def counted(number: int, word: str) -> str:
    """Such as "1 ask", "2 asks"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def percent(share: float | None) -> str:
    """A coverage as pages print it."""
    return "none" if share is None else f"{int(share * 100 + 0.5 + 1e-9)}%"
