"""Finds agencies by code, name, abbreviation or former name; proposes, never makes."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from recommendations.models import Agency

from ..mapping.fields import bare

LONGEST_NAME = 200
MOST_PROPOSALS = 2_000
NEAR = 0.82


@dataclass(slots=True)
class Proposal:
    """An agency that the record lacks: its name in the file, and where it stands.

    near: the code of the agency of the record with the most similar name, if any.
    """

    name: str
    first_row: int
    rows: int = 0
    near: str = ""


@dataclass
class AgencyIndex:
    """Every agency of the record, by whatever it is or was called."""

    by_name: dict[str, set[str]]
    names: dict[str, str]
    slugs: frozenset[str]
    proposals: dict[str, Proposal] = field(default_factory=dict)

    @classmethod
    def of_record(cls) -> AgencyIndex:
        """Read the registry once; one query."""
        by_name: dict[str, set[str]] = defaultdict(set)
        names: dict[str, str] = {}
        rows = Agency.objects.values_list(
            "slug", "name", "name_es", "abbreviation", "other_names"
        )
        for slug, name, name_es, abbreviation, others in rows:
            names[slug] = name
            both = f"{name} ({abbreviation})" if abbreviation else name
            for one in (slug, name, name_es, abbreviation, both, *others):
                if one:
                    by_name[bare(str(one))].add(slug)
        return cls(dict(by_name), names, frozenset(names))

    def find(self, name: str) -> tuple[str, ...]:
        """The codes of the agencies so called: none, one, or several."""
        if name in self.slugs:
            return (name,)
        return tuple(sorted(self.by_name.get(bare(name), ())))

    def propose(self, name: str, row: int) -> None:
        """Note an agency that the record lacks."""
        key = bare(name)
        if key not in self.proposals:
            if len(self.proposals) >= MOST_PROPOSALS:
                return
            self.proposals[key] = Proposal(name, row)
        self.proposals[key].rows += 1

    def proposed(self) -> list[Proposal]:
        """The agencies to be made or matched, each with the most similar held."""
        known = list(self.by_name)
        for key, proposal in self.proposals.items():
            near = difflib.get_close_matches(key, known, n=1, cutoff=NEAR)
            proposal.near = min(self.by_name[near[0]]) if near else ""
        return sorted(self.proposals.values(), key=lambda one: -one.rows)


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names without repetition, in order."""
    return tuple(dict.fromkeys(names))
