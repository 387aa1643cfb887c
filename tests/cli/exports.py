"""Small deliveries as a Träger would send them, for stories on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

CASES = (
    "Fall-ID;Haushalts-ID;Träger;Geburtsjahr;Geschlecht;Staatsangehörigkeit;Aufnahme IM;Ende IM;Abgangsgrund"
)
POSITIONS = "Stellen-Nr.;Träger;Funktion;VZÄ Plan;VZÄ besetzt;VZÄ gefördert;gültig ab;gültig bis"
_STAFF = (
    "S1;CARITAS;INTEGRATIONSMANAGEMENT;2,5;2,0;1,5;01.01.2020;",
    "S2;STADT;KOORDINATION;0,5;0,5;;01.01.2020;",
)


def case_id(number: int) -> str:
    return f"LO-{number:010X}"


def case(number: int, since: str, until: str = "", traeger: str = "CARITAS", **more: str) -> str:
    """One row of `faelle`; more: sex, nationality, household, birth_year, reason."""
    known = {"sex": "w", "nationality": "166", "household": "", "birth_year": "1990", "reason": "", **more}
    return ";".join(
        (case_id(number), known["household"], traeger, known["birth_year"], known["sex"], known["nationality"], since,
         until, known["reason"])
    )  # fmt: skip


def write_cases(
    folder: Path, rows: Iterable[str], export: str = "2022-06-30", traeger: str = "CARITAS"
) -> Path:
    path = folder / f"faelle_{traeger}_{export}.csv"
    return _write(path, [CASES, *rows])


def write_positions(folder: Path, export: str = "2022-06-30", rows: Iterable[str] = _STAFF) -> Path:
    return _write(folder / f"stellen_STADT_{export}.csv", [POSITIONS, *rows])


def _write(path: Path, lines: list[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
