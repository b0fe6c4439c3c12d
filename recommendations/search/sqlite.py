"""Full-text search by SQLite's FTS5."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .backend import FIELDS, Backend, Counts, Document, in_batches, table
from .question import Form, Question, Term


class SqliteBackend(Backend):
    """One FTS5 table for each kind; the row id is the id of the row described."""

    key = "rowid"
    columns = f"rowid, {', '.join(FIELDS)}"

    def create(self, kind: str) -> None:
        self._run(
            f"CREATE VIRTUAL TABLE {table(kind)} USING fts5({', '.join(FIELDS)},"
            " tokenize = \"ascii tokenchars '.'\")"
        )

    def add(self, kind: str, documents: Iterable[Document]) -> None:
        sql = (
            f"INSERT INTO {table(kind)} (rowid, {', '.join(FIELDS)})"
            " VALUES (%s, %s, %s, %s, %s)"
        )
        for batch in in_batches(documents):
            rows = [(row.id, *map(" ".join, row.fields)) for row in batch]
            with self.connection.cursor() as cursor:
                cursor.executemany(sql, rows)

    def finish(self, kind: str) -> None:
        self._run(f"INSERT INTO {table(kind)} ({table(kind)}) VALUES ('optimize')")

    def expression(self, question: Question, depth: int) -> str:
        found = " AND ".join(_term(term) for term in question.terms)
        if depth == len(FIELDS):
            return found
        return f"{{{' '.join(FIELDS[:depth])}}} : ({found})"

    def matching(self, kind: str) -> str:
        return f"SELECT rowid AS id FROM {table(kind)} WHERE {table(kind)} MATCH %s"

    def counts(
        self, kind: str, ids: Sequence[int], terms: Sequence[Term]
    ) -> dict[int, Counts]:
        marks = ", ".join(["%s"] * len(ids))
        columns = ", ".join(FIELDS)
        sql = f"SELECT rowid, {columns} FROM {table(kind)} WHERE rowid IN ({marks})"
        found: dict[int, Counts] = {}
        for id_, *texts in self._rows(sql, list(ids)):
            fields = [text.split() for text in texts]
            found[id_] = {
                term.written: [sum(map(term.fits, field)) for field in fields]
                for term in terms
            }
        return found


def _term(term: Term) -> str:
    forms = [_form(form, term.is_prefix) for form in term.forms]
    return f"({' OR '.join(forms)})" if len(forms) > 1 else forms[0]


def _form(form: Form, is_prefix: bool) -> str:
    return f'"{" ".join(form)}"{"*" if is_prefix else ""}'
