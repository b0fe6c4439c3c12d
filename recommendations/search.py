"""Search in recommendations: titles, summaries, asks and references, both languages."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import Ask
from .models.recommendation import RecommendationQuerySet

COLUMNS = ("reference", "title", "title_es", "summary", "summary_es")


def matching(queryset: RecommendationQuerySet, text: str) -> RecommendationQuerySet:
    """Those in which every word of ``text`` occurs, in whatever order.

    Upper and lower case are alike as far as the database knows them; no text
    finds everything.
    """
    for word in text.split():
        found = Q(Exists(_asks_with(word)))
        for column in COLUMNS:
            found |= Q(**{f"{column}__icontains": word})
        queryset = queryset.filter(found)
    return queryset


def _asks_with(word: str) -> QuerySet[Ask]:
    texts = Q(text__icontains=word) | Q(text_es__icontains=word)
    return Ask.objects.filter(texts, recommendation=OuterRef("pk"))
