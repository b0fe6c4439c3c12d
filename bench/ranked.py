"""Words that stand in about a quarter of all recommendations, each with the time that
the database alone takes to find them and rank them: the 25 best.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections import Counter
from pathlib import Path

from . import build, publish

WORDS = 5
SAMPLE = 3000
SHARE = 0.25
TIMES = 5
RANKED = {
    "sqlite": "SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY rank LIMIT 25",
    "postgresql": (
        "SELECT id FROM {table}, CAST(%s AS tsquery) AS asked WHERE vector @@ asked"
        " ORDER BY ts_rank(vector, asked) DESC LIMIT 25"
    ),
}


def main(arguments: list[str]) -> int:
    """Print pairs of a word and milliseconds, as JSON."""
    build.setup(Path(arguments[0]), arguments[1] if len(arguments) > 1 else "")
    print(json.dumps([(word, raw(word)) for word in words()]))
    return 0


def words() -> list[str]:
    """Those whose share of a sample is nearest to a quarter."""
    from recommendations.models import Recommendation
    from recommendations.search.words import COMMON, folded_words

    texts = Recommendation.objects.order_by("issued_on", "id")
    step = max(1, texts.count() // SAMPLE)
    held: Counter[str] = Counter()
    for title, summary in texts.values_list("title", "summary")[::step]:
        held.update(set(folded_words(f"{title} {summary}")))
    wanted = SHARE * min(texts.count(), SAMPLE)
    fitting = (word for word in held if word not in COMMON)
    return sorted(fitting, key=lambda word: (abs(held[word] - wanted), word))[:WORDS]


def raw(word: str) -> float:
    """Milliseconds of the query, the median of some after a first one."""
    from django.db import connection

    from recommendations.search.backend import FIELDS, table
    from recommendations.search.index import reading
    from recommendations.search.question import parse

    sql = RANKED[connection.vendor].format(table=table("recommendation"))
    asked = reading().expression(parse(word), len(FIELDS))

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked])
            cursor.fetchall()

    return statistics.median([publish.timed(ask) for _ in range(TIMES + 1)][1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
