"""The most database queries a public page may cost, whatever the size of the record.

Where agreement or sums are printed, that includes reading the columns of the list: a
worker does so once for each record version. Address (or its first part, with parameters
that change nothing left out) to number.
``test_query_counts`` holds each page to it; a page that needs more says so here.
"""

from __future__ import annotations

BUDGETS: dict[str, int] = {
    "/recommendations/": 11,
    "/recommendations/?status=partly&agency=us-water-1&role=lead&q=wells": 18,
    "/recommendations/?as_of=2026-07-01&known_at=2026-07-01&sort=-score": 11,
    "/reports/safe-water-2020/1.1/": 33,
    "/reports/safe-water-2020/1.1/?as_of=2026-07-01&known_at=2026-07-01": 30,
    "/": 12,
    "/reports/safe-water-2020/": 12,
    "/reports/safe-water-2020/?as_of=2026-07-01&known_at=2026-07-01": 12,
    "/agencies/": 12,
    "/agencies/us-water-1/": 13,
    "/indicators/": 7,
    "/changes/": 9,
    "/corrections/": 2,
    "/data/": 1,
    "/methodology/": 7,
}
