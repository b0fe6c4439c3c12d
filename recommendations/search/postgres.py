"""Full-text search by PostgreSQL's tsvector, without any extension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from .backend import (
    FIELDS,
    Backend,
    Counts,
    Document,
    Ids,
    as_ids,
    in_batches,
    table,
)
from .question import Form, Question, Term

WEIGHTS = "ABCD"
"""The label of each field in a vector."""


class PostgresBackend(Backend):
    """One table for each kind: the id of the row described, and its vector.

    The vectors are written out here, token by token, so that the database's own
    dictionaries have no say and both databases hold the same tokens.
    """

    joined = "string_agg(id::text, ',')"

    def create(self, kind: str) -> None:
        name = table(kind)
        self._run(f"CREATE TABLE {name} (id bigint PRIMARY KEY, vector tsvector)")
        self._index(name)

    def add(self, kind: str, documents: Iterable[Document]) -> None:
        # A batch is made before it is sent: the same connection reads the texts.
        for batch in in_batches(documents):
            with (
                self.connection.cursor() as cursor,
                cursor.copy(f"COPY {table(kind)} (id, vector) FROM STDIN") as copy,
            ):
                for row in batch:
                    copy.write_row((row.id, _vector(row)))

    def finish(self, kind: str) -> None:
        self._run(f"ANALYZE {table(kind)}")

    def expression(self, question: Question, depth: int) -> str:
        label = "" if depth == len(FIELDS) else WEIGHTS[:depth]
        return " & ".join(_term(term, label) for term in question.terms)

    def matching(self, kind: str) -> str:
        return f"SELECT id FROM {table(kind)} WHERE vector @@ %s::tsquery"

    def counts(
        self, kind: str, ids: Sequence[int], terms: Sequence[Term]
    ) -> dict[int, Counts]:
        sql = (
            "SELECT id, lexeme, array_to_string(weights, '')"
            f" FROM {table(kind)}, unnest(vector) WHERE id = ANY(%s)"
        )
        found: dict[int, dict[str, list[int]]] = {
            id_: {term.written: [0] * len(FIELDS) for term in terms} for id_ in ids
        }
        for id_, token, labels in self._rows(sql, [list(ids)]):
            for term in terms:
                if term.fits(token):
                    places = found[id_][term.written]
                    for n, label in enumerate(WEIGHTS):
                        places[n] += labels.count(label)
        return dict(found)

    def by_depth(self, kind: str, question: Question, depth: int) -> Iterator[Ids]:
        """In one pass over the matches, whose vectors are what is slow to read.

        What stands in fewer fields stands in more, so each is asked until it fits.
        """
        fields = range(1, depth)
        cases = " ".join(f"WHEN vector @@ %s::tsquery THEN {n}" for n in fields)
        sql = (
            f"SELECT CASE {cases} END, string_agg(id::text, ',') FROM {table(kind)}"
            " WHERE vector @@ %s::tsquery GROUP BY 1"
        )
        asked = [self.expression(question, n) for n in (*fields, depth)]
        first_in = dict(self._rows(sql, asked))
        found = as_ids(None)
        for n in fields:
            found = np.concatenate([found, as_ids(first_in.get(n))])
            yield found

    def _index(self, name: str) -> None:
        # A short list of pending entries: readers walk through it.
        self._run(
            f"CREATE INDEX {name}_vector ON {name} USING gin (vector)"
            " WITH (gin_pending_list_limit = 256)"
        )


def _vector(document: Document) -> str:
    return " ".join(_lexemes(document))


def _lexemes(document: Document) -> Iterator[str]:
    position = 0
    for label, field in zip(WEIGHTS, document.fields, strict=True):
        for token in field:
            position += 1
            yield f"'{token}':{min(position, 16383)}{label}"
        position += 10  # a phrase does not run from one field into the next


def _term(term: Term, label: str) -> str:
    forms = [_form(form, label, term.is_prefix) for form in term.forms]
    return f"({' | '.join(forms)})"


def _form(form: Form, label: str, is_prefix: bool) -> str:
    mark = f"{'*' if is_prefix else ''}{label}"
    suffix = f":{mark}" if mark else ""
    tokens = [f"'{token}'{suffix}" for token in form]
    return f"({' <-> '.join(tokens)})"
