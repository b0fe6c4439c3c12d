"""The fields an import knows, and the headers by which each is usually called."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROW_NUMBER = "#row"


@dataclass(frozen=True)
class Field:
    """One field: its name is a promise, its meaning is for the form.

    kind: text, list, date or code. known_as: headers of other people's files, bare.
    """

    name: str
    label: str | Promise
    kind: str = "text"
    known_as: tuple[str, ...] = ()


def _field(name: str, label: str | Promise, kind: str, known_as: str = "") -> Field:
    return Field(name, label, kind, tuple(filter(None, known_as.split("|"))))


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        _field(
            "reference",
            _("Reference: what identifies the row in its report"),
            "text",
            "ref|rec no|rec number|recommendation no|recommendation number|no|number|id"
            "|rec id|recommendation id|code|num|numero|n|referencia|clave",
        ),
        _field(
            "title",
            _("Title: the heading"),
            "text",
            "heading|short title|name|recommendation title|titulo|nombre|encabezado",
        ),
        _field(
            "summary",
            _("Summary: what is asked"),
            "text",
            "text|recommendation|recommendation text|full text|description|details"
            "|resumen|texto|recomendacion|descripcion",
        ),
        _field(
            "category",
            _("Category: the heading it stands under"),
            "text",
            "theme|topic|chapter|section|area|subject|tema|categoria|capitulo|rubro",
        ),
        _field(
            "agencies",
            _("Agencies that must act"),
            "list",
            "agency|recipient|recipients|addressee|addressed to|lead|lead agency"
            "|lead agencies|responsible|responsible agency|responsible body|department"
            "|directed to|dependencia|dependencias|autoridad|autoridades|responsable"
            "|destinatario|autoridad responsable",
        ),
        _field(
            "supporting_agencies",
            _("Agencies that must help"),
            "list",
            "supporting|supporting agency|other agencies|support|partners|coordination"
            "|apoyo|autoridades de apoyo|dependencias de apoyo",
        ),
        _field(
            "issued_on",
            _("Issued on: the day it was made"),
            "date",
            "date|date made|issued|date issued|publication date|published"
            "|date published|fecha|fecha de emision|emitida|fecha de publicacion",
        ),
        _field(
            "due_on",
            _("Due on: the day by which it is to be done"),
            "date",
            "due|due date|deadline|target date|plazo|fecha limite|vence|vencimiento",
        ),
        _field(
            "response",
            _("Response: the kind of answer"),
            "code",
            "reply|reply category|government response|agency response|accepted"
            "|acceptance|response category|respuesta|aceptacion",
        ),
        _field(
            "response_text",
            _("Response: its text"),
            "text",
            "reply text|response details|comments of the agency|respuesta completa"
            "|texto de la respuesta",
        ),
        _field(
            "response_on",
            _("Response: its day"),
            "date",
            "reply date|response date|date of reply|date of response"
            "|fecha de respuesta|fecha de la respuesta",
        ),
        _field(
            "status",
            _("Status: where it stands"),
            "code",
            "state|implementation status|progress|implementation|current status"
            "|estado|estatus|situacion|avance|cumplimiento",
        ),
        _field(
            "status_reason",
            _("Status: why"),
            "text",
            "reason|status reason|justification|progress note|explanation|comments"
            "|notes|remarks|motivo|razon|justificacion|comentarios|observaciones",
        ),
        _field(
            "status_on",
            _("Status: the day for which it holds"),
            "date",
            "status date|date of status|as of|updated|last updated|fecha del estado"
            "|actualizado|fecha de corte",
        ),
        _field(
            "evidence_urls",
            _("Addresses of the evidence"),
            "list",
            "evidence|evidence url|evidence link|links|link|urls|url|sources|source"
            "|evidencia|enlace|enlaces|fuente|fuentes|ligas",
        ),
        _field(
            "source_url",
            _("Address where the recommendation itself stands"),
            "text",
            "report url|source url|document|document url|report link|documento"
            "|enlace del informe",
        ),
    )
}


@lru_cache(maxsize=4096)  # categories and agencies come again with every row
def bare(header: str) -> str:
    """A header as it is compared: no case, accents, signs or doubled blanks.

    One of signs alone, such as #, stays as it is.
    """
    plain = unicodedata.normalize("NFKD", header.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split()) or header.strip()
