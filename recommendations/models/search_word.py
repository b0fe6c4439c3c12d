"""The words that can be searched for, kept so that mistyped ones can be mended."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """One word that stands in a public text: lower case, without accents.

    Derived from the record, like the search index beside it; never edited, and
    made anew by ``manage.py rebuild_search``.
    """

    word = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveSmallIntegerField()
    n_documents = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["word"]
        verbose_name = _("searchable word")
        verbose_name_plural = _("searchable words")
        indexes = [models.Index(fields=["length", "word"], name="search_word_length")]

    def __str__(self) -> str:
        return self.word
