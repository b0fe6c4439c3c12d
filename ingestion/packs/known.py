"""What a pack may refer to: what it holds itself, and what the record holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from recommendations.models import (
    Agency,
    Ask,
    Assessment,
    Indicator,
    MethodVersion,
    Recommendation,
    Report,
)


@dataclass
class Known:
    """Names that exist. Grows while the files of a pack are read.

    recommendations: ``report/reference``. asks and assessed_on: for those the
    pack holds, the letters and the day of the last assessment.
    """

    agencies: set[str]
    reports: dict[str, date]
    recommendations: set[str]
    indicators: set[str]
    method_versions: set[str]
    asks: dict[str, list[str]] = field(default_factory=dict)
    assessed_on: dict[str, date] = field(default_factory=dict)

    @classmethod
    def of_record(cls) -> Known:
        """What the record holds now; five queries."""
        pairs = Recommendation.objects.values_list("report__slug", "reference")
        return cls(
            agencies=set(Agency.objects.values_list("slug", flat=True)),
            reports=dict(Report.objects.values_list("slug", "issued_on")),
            recommendations={f"{slug}/{reference}" for slug, reference in pairs},
            indicators=set(Indicator.objects.values_list("slug", flat=True)),
            method_versions=set(
                MethodVersion.objects.values_list("version", flat=True)
            ),
        )

    def asks_of(self, name: str) -> list[str]:
        """The ask letters of a recommendation, from the pack or from the record."""
        if name in self.asks:
            return self.asks[name]
        report, _, reference = name.partition("/")
        rows = Ask.objects.filter(
            recommendation__report__slug=report, recommendation__reference=reference
        )
        return list(rows.values_list("code", flat=True))

    def may_be_read_again_on(self, name: str, day: date) -> bool:
        """Whether a second reading may stand for this day.

        It must be the day of the last assessment of the pack; without one in the
        pack, the day of any published assessment of the record.
        """
        if name in self.assessed_on:
            return day == self.assessed_on[name]
        report, _, reference = name.partition("/")
        return Assessment.objects.filter(
            recommendation__report__slug=report,
            recommendation__reference=reference,
            effective_on=day,
            published_at__isnull=False,
        ).exists()

    def names(self) -> set[str]:
        """Everything an indicator may bear on: reports and recommendations."""
        return self.recommendations | set(self.reports)
