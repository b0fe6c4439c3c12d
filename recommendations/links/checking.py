"""Which addresses are tried, in what order and at what pace, and what is recorded."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db.models import F, Q

from ..models import LinkCheck, LinkOutcome, Source
from .visit import Visit, Visitor

TRIED_AGAIN_AFTER = timedelta(days=7)
BETWEEN_VISITS_OF_A_HOST = 2.0
BAD = {LinkOutcome.GONE, LinkOutcome.FAILED, LinkOutcome.REFUSED}


def due(*, report: Any, now: datetime, limit: int) -> list[Source]:
    """Sources whose address was not tried for a week, the longest untried first."""
    rows = Source.objects.exclude(url="").select_related("link_check")
    rows = rows.filter(
        Q(evidence__isnull=True) | Q(evidence__withdrawn_at__isnull=True)
    )
    if report is not None:
        rows = rows.filter(
            Q(report=report)
            | Q(evidence__recommendation__report=report)
            | Q(indicator__reports=report)
            | Q(indicator__recommendations__report=report)
        ).distinct()
    stale = Q(link_check__isnull=True) | ~Q(link_check__url=F("url"))
    stale |= Q(link_check__checked_at__lt=now - TRIED_AGAIN_AFTER)
    ordered = rows.filter(stale).order_by(
        F("link_check__checked_at").asc(nulls_first=True), "id"
    )
    return list(ordered[:limit])


def check(
    sources: Sequence[Source],
    visitor: Visitor,
    *,
    now: Callable[[], datetime],
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[tuple[str, Visit, int]]:
    """Visit each address once, hosts in turn; yields it with how many sources name it.

    Each outcome is recorded as it comes, so an interruption loses none.
    """
    by_url: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_url[source.url].append(source)
    last: dict[str, float] = {}
    for url in in_turn(list(by_url)):
        host = urlsplit(url).hostname or ""
        rest = last.get(host, 0) + BETWEEN_VISITS_OF_A_HOST - time.monotonic()
        if host in last and rest > 0:
            pause(rest)
        visit = visitor.visit(url)
        last[host] = time.monotonic()
        record(by_url[url], visit, now())
        yield url, visit, len(by_url[url])


def in_turn(urls: Sequence[str]) -> Iterator[str]:
    """The addresses so that one host comes as seldom as it can."""
    queues: dict[str, deque[str]] = defaultdict(deque)
    for url in urls:
        queues[urlsplit(url).hostname or ""].append(url)
    while queues:
        for host in list(queues):
            yield queues[host].popleft()
            if not queues[host]:
                del queues[host]


def record(sources: Sequence[Source], visit: Visit, at: datetime) -> None:
    """Keep what came of a visit; nothing else in the record changes."""
    for source in sources:
        held = getattr(source, "link_check", None)
        since = held.failing_since if held and held.url == source.url else None
        LinkCheck.objects.update_or_create(
            source=source,
            defaults={
                "url": source.url,
                "outcome": visit.outcome,
                "detail": visit.detail,
                "leads_to": visit.leads_to,
                "checked_at": at,
                "failing_since": (since or at) if visit.outcome in BAD else None,
            },
        )
