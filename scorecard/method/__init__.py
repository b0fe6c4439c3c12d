"""The scoring method in pure functions: values and dates in, values out.

One file per concept, all reached as `scorecard.method`. Nothing here knows a
database, a request, a setting or a clock; imports stay within the standard
library and NumPy, so that a statistician can review it alone. The text it
follows is the published method; docstrings name its sections.
"""

from scorecard.method.counts import (
    HeadlineCounts,
    OutcomeCounts,
    headline_counts,
    headline_numbers,
    outcome_counts,
)
from scorecard.method.dates import (
    add_months,
    as_day,
    as_of_pick,
    decimal_year,
    expires_on,
    freshness,
    last_day,
    period_end,
    review_due_on,
)
from scorecard.method.evidence import (
    Carried,
    Need,
    agreement,
    carried,
    confidence,
    evidence_cap,
    evidence_needed,
    evidence_strength,
    publishers,
    slip_probability,
)
from scorecard.method.groups import (
    Applicable,
    GroupScore,
    RecommendationScore,
    agency,
    cohort_rate,
    group_level,
    is_allowed_weight,
    recommendation,
    role_weight,
    rollup,
    rollup_applicable,
)
from scorecard.method.growth import band, cagr_ratio
from scorecard.method.outcomes import (
    Goal,
    MetricResult,
    baseline_warnings,
    metric,
)
from scorecard.method.parameters import VERSION_1, Parameters
from scorecard.method.reliability import alpha, double_coding_sample, publication_gate
from scorecard.method.rounding import half_up, likely_range
from scorecard.method.steps import (
    CONFIDENCE,
    FALLEN,
    LADDER,
    NOT_ASSESSED,
    STATUSES,
    SUPERSEDED,
    TIERS,
    step_of,
)
from scorecard.method.uncertainty import (
    default_runs,
    is_clearly_different,
    no_clear_difference,
    percentiles,
    seed_from_hash,
    share_higher,
    simulate,
    simulated_scores,
)
from scorecard.method.variants import sensitivity

__all__ = [
    "CONFIDENCE",
    "FALLEN",
    "LADDER",
    "NOT_ASSESSED",
    "STATUSES",
    "SUPERSEDED",
    "TIERS",
    "VERSION_1",
    "Applicable",
    "Carried",
    "Goal",
    "GroupScore",
    "HeadlineCounts",
    "MetricResult",
    "Need",
    "OutcomeCounts",
    "Parameters",
    "RecommendationScore",
    "add_months",
    "agency",
    "agreement",
    "alpha",
    "as_day",
    "as_of_pick",
    "band",
    "baseline_warnings",
    "cagr_ratio",
    "carried",
    "cohort_rate",
    "confidence",
    "decimal_year",
    "default_runs",
    "double_coding_sample",
    "evidence_cap",
    "evidence_needed",
    "evidence_strength",
    "expires_on",
    "freshness",
    "group_level",
    "half_up",
    "headline_counts",
    "headline_numbers",
    "is_allowed_weight",
    "is_clearly_different",
    "last_day",
    "likely_range",
    "metric",
    "no_clear_difference",
    "outcome_counts",
    "percentiles",
    "period_end",
    "publication_gate",
    "publishers",
    "recommendation",
    "review_due_on",
    "role_weight",
    "rollup",
    "rollup_applicable",
    "seed_from_hash",
    "sensitivity",
    "share_higher",
    "simulate",
    "simulated_scores",
    "slip_probability",
    "step_of",
]
