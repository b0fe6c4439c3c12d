"""Who may do what at the desk: each role with exactly its permissions.

A role is a group of that name, made by a migration and held to this table by a test.
What a role may do to a single row (never approve one's own draft, see one's own
agency alone) is decided where that row is handled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

CONTRIBUTOR = "Contributor"
REVIEWER = "Reviewer"
PUBLISHER = "Publisher"
LIAISON = "Agency liaison"
ADMINISTRATOR = "Administrator"

Codes = frozenset[str]


def _each(verbs: str, nouns: str, app: str = "recommendations") -> Codes:
    """Permissions for every verb on every noun, as "app.verb_noun"."""
    return frozenset(
        f"{app}.{verb}_{noun}" for verb in verbs.split() for noun in nouns.split()
    )


FORMS = (
    "agency ask assessment category correction duedate evidence indicator"
    " interimtarget judgement observation recommendation replyrequest report response"
    " responsibility secondjudgement secondreading source statedmetric"
    " unmeasuredmetric"
)
READ_ONLY = "methodversion readerreport standing statuschange"
SNAPSHOTS = _each("view", "snapshot", "scorecard")

IMPORTS = _each("add view", "importrun", "ingestion") | _each(
    "add change view", "importprofile", "ingestion"
)

_LOOK = _each("view", f"{FORMS} {READ_ONLY}") | SNAPSHOTS
_CONTRIBUTE = (
    _LOOK
    | _each("add change delete", "assessment evidence secondreading source")
    | _each("add change", "judgement secondjudgement")
    | IMPORTS
)
_REVIEW = (
    _CONTRIBUTE
    | _each("publish", "assessment evidence secondreading")
    | _each("add change", "duedate response")
    | _each("change", "readerreport replyrequest")
)
_PUBLISH = (
    _LOOK
    | _each("add change", "duedate response")
    | _each("change", "readerreport")
    | _each("publish", "correction indicator recommendation report")
    | _each(
        "add change delete",
        "agency ask category correction indicator interimtarget observation"
        " recommendation report responsibility source statedmetric unmeasuredmetric",
    )
    | _each("add", "snapshot", "scorecard")
    | IMPORTS
    | _each("commit", "importrun", "ingestion")
)
_SPEAK = (
    _each("view", "ask duedate evidence recommendation responsibility source")
    | _each("view change", "replyrequest")
    | _each("add change delete", "evidence source")
)
_ADMINISTER = (
    _REVIEW
    | _PUBLISH
    | _each("add change delete view", "agencyliaison")
    | _each("add change delete", "methodversion")
    | _each("delete", "readerreport")
    | _each("delete", "importprofile", "ingestion")
    | _each("add change view", "user", "auth")
    | _each("view", "group", "auth")
)

ROLES: Mapping[str, Codes] = {
    CONTRIBUTOR: _CONTRIBUTE,
    REVIEWER: _REVIEW,
    PUBLISHER: _PUBLISH,
    LIAISON: _SPEAK,
    ADMINISTRATOR: _ADMINISTER,
}


def grant(apps: Any, database: str = "default") -> None:
    """Make the groups and give each exactly its permissions; safe to run again.

    apps: a registry of models, live or of a migration. Permissions that Django
    would only make after the migrations are made here, under the same names.
    """
    groups = apps.get_model("auth", "Group").objects.using(database)
    wanted = frozenset().union(*ROLES.values())
    held = {code: _permission(apps, code, database) for code in sorted(wanted)}
    for name, codes in ROLES.items():
        group, _made = groups.get_or_create(name=name)
        group.permissions.set(_rows(held, codes))


def _rows(held: Mapping[str, Any], codes: Iterable[str]) -> list[Any]:
    return [held[code] for code in sorted(codes)]


def _permission(apps: Any, code: str, database: str) -> Any:
    app, codename = code.split(".")
    _verb, noun = codename.split("_")
    types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    kind, _made = types.get_or_create(app_label=app, model=noun)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    found, _made = permissions.get_or_create(
        content_type=kind,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )
    return found
