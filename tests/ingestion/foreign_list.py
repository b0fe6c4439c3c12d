"""A list as another country's office might publish it: 1,800 rows, 250 agencies."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import cycle, islice

ROWS, AGENCIES = 1_800, 250
HEAD = [
    "Clave",
    "Recomendación",
    "Tema",
    "Autoridad responsable",
    "Fecha de emisión",
    "Fecha límite",
    "Aceptación",
    "Fecha de respuesta",
    "Estado",
    "Motivo",
    "Enlaces",
]
STATES = ("Cumplida", "Parcialmente cumplida", "En proceso", "No iniciada", "Cerrada")
ANSWERS = ("Aceptada", "Aceptada parcialmente", "Rechazada", "")
WORDS = (
    "agua",
    "pozo",
    "revisión",
    "público",
    "informe",
    "niñez",
    "límite",
    "obra",
    "escuela",
    "camino",
    "presupuesto",
    "vigilancia",
    "registro",
)


def text(start: int, length: int) -> str:
    """Some words, always the same for the same row."""
    return " ".join(islice(cycle(WORDS), start % 13, start % 13 + length))


def row(number: int) -> list[str]:
    """One recommendation to one or two authorities."""
    first = f"Dirección de Servicios {number % AGENCIES:03}"
    second = f"Dirección de Servicios {(number * 7 + 3) % AGENCIES:03}"
    named = [first] if number % 3 else [first, second]
    return [
        f"{number // 100 + 1}/{number:04}",
        f"Garantizar {text(number, 40)}.",
        f"Tema {number % 12 + 1}",
        "; ".join(dict.fromkeys(named)),
        f"{number % 28 + 1:02}/03/2019",
        f"15/{number % 12 + 1:02}/2021" if number % 2 else "",
        ANSWERS[number % 4],
        "01/06/2019" if ANSWERS[number % 4] else "",
        STATES[number % 5],
        f"Según la oficina: {text(number, 12)}.",
        f"https://lista.example.org/{number} | https://nota.example.com/{number}",
    ]


def foreign_list() -> bytes:
    """The file: a preamble, semicolons, Windows-1252, as old spreadsheets write."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Oficina de Seguimiento: lista de recomendaciones"])
    writer.writerow([])
    writer.writerow(HEAD)
    writer.writerows(row(number) for number in range(ROWS))
    return out.getvalue().encode("windows-1252")
