"""The method as formulas: METHOD.md section 4 in the words of a spreadsheet.

Names such as ``minimum_coverage`` stand on the sheet ``method``. Rounded figures are
rounded from the unrounded ones beside them, half up, as on the site. A test changes a
step, has a spreadsheet calculate, and compares every score with ``scorecard.method``.
"""

from __future__ import annotations

from .sheet import Layout

TOLERANCE = "0.000000001"


def points(status: str) -> str:
    """Points of a step; empty where it is unknown or left the count."""
    found = f"INDEX(status_points,MATCH({status},status_codes,0))"
    return f'=IF({found}="","",{found})'


def lookup(status: str, column: str) -> str:
    """What the sheet ``method`` says of a status in that column."""
    return f"=INDEX({column},MATCH({status},status_codes,0))"


def sum_where(asks: Layout, column: str, reference: str) -> str:
    """The sum of a column over the asks of one recommendation."""
    place = asks.range("recommendation")
    return f"SUMIFS({asks.range(column)},{place},{reference})"


def count_where(asks: Layout, reference: str, status: str) -> str:
    """How many asks of one recommendation have a status."""
    place, steps = asks.range("recommendation"), asks.range("status")
    return f'COUNTIFS({place},{reference},{steps},"{status}")'


def coverage(applicable: str, checked: str, n_asks: str) -> str:
    """Checked weight over applicable weight; 0 without asks, empty if none applies."""
    return f'=IF({applicable}=0,IF({n_asks}=0,0,""),{checked}/{applicable})'


def score(applicable: str, checked: str, total: str, coverage_: str) -> str:
    """The mean of the checked asks by weight; empty below the least coverage."""
    least = f"minimum_coverage-{TOLERANCE}"
    return (
        f'=IF({applicable}=0,"",IF({coverage_}<{least},"",'
        f'IF({checked}=0,"",{total}/{checked})))'
    )


def worst(applicable: str, total: str, n_asks: str) -> str:
    """The score with every unchecked ask at 0."""
    return f'=IF({applicable}=0,IF({n_asks}=0,0,""),{total}/{applicable})'


def best(applicable: str, checked: str, total: str, n_asks: str) -> str:
    """The score with every unchecked ask at 100."""
    return (
        f'=IF({applicable}=0,IF({n_asks}=0,100,""),'
        f"({total}+100*({applicable}-{checked}))/{applicable})"
    )


def label(row: dict[str, str]) -> str:
    """The status of a recommendation as a whole.

    row: the cells score, applicable, n_asks, n_applicable, n_checked, n_done,
    n_undone, n_dropped.
    """
    zero = (
        f'IF({row["n_undone"]}>0,"reversed",'
        f'IF({row["n_dropped"]}={row["n_checked"]},"not_pursued","not_started"))'
    )
    ladder = (
        f'IF({row["score"]}<label_cut_partly-{TOLERANCE},"started",'
        f'IF({row["score"]}<label_cut_mostly-{TOLERANCE},"partly","mostly"))'
    )
    scored = (
        f'IF({row["n_done"]}={row["n_applicable"]},"implemented",'
        f"IF({row['score']}<={TOLERANCE},{zero},{ladder}))"
    )
    none = f'IF({row["n_asks"]}=0,"not_assessed","superseded")'
    return (
        f"=IF({row['applicable']}=0,{none},"
        f'IF({row["score"]}="","not_assessed",{scored}))'
    )


def times(weight: str, value: str) -> str:
    """Weight times value; 0 where there is no value."""
    return f'=IF({value}="",0,{weight}*{value})'


def counts(value: str) -> str:
    """1 where there is a value, else 0."""
    return f'=IF({value}="",0,1)'


def rounded(value: str, places: int) -> str:
    """A figure as it is published; empty where there is none."""
    return f'=IF({value}="","",ROUND({value},{places}))'


class Group:
    """The formulas of a group over the rows of a table of its members.

    where: the condition that picks the members, as SUMIFS has it; empty for all.
    """

    def __init__(self, members: Layout, where: str = "") -> None:
        self.members, self.where = members, where

    def sum(self, column: str) -> str:
        """The sum of a column over the members."""
        place = self.members.range(column)
        return f"SUMIFS({place},{self.where})" if self.where else f"SUM({place})"

    def ratio(self, over: str, under: str) -> str:
        """One sum over another; empty where that is 0."""
        top, bottom = self.sum(over), self.sum(under)
        return f'=IF({bottom}=0,"",{top}/{bottom})'

    @property
    def n(self) -> str:
        """Members that apply."""
        return f"={self.sum('applies')}"

    @property
    def n_scored(self) -> str:
        """Members that have a score."""
        return f"={self.sum('is_scored')}"

    @property
    def coverage(self) -> str:
        """Mean coverage by weight."""
        return self.ratio("weighted_coverage", "weight_applying")

    @property
    def worst(self) -> str:
        """Mean lower bound by weight."""
        return self.ratio("weighted_worst", "weight_applying")

    @property
    def best(self) -> str:
        """Mean upper bound by weight."""
        return self.ratio("weighted_best", "weight_applying")

    def score(self, level: str) -> str:
        """Mean score by weight; empty where the level allows no figure."""
        mean = self.ratio("weighted_score", "weight_scored").removeprefix("=")
        return f'=IF({level}="none","",{mean})'


def level(n_scored: str, coverage_: str) -> str:
    """none, provisional or comparable, by number, coverage and agreement."""
    covered = f'IF({coverage_}="",-1,{coverage_}+{TOLERANCE})'
    few = f"{n_scored}<minimum_scored,{covered}<minimum_coverage"
    enough = f"{n_scored}>=comparable_scored,{covered}>=comparable_coverage"
    return (
        f'=IF(OR({few},agreement_gate="none"),"none",'
        f'IF(AND(agreement_gate="ok",{enough}),"comparable","provisional"))'
    )
