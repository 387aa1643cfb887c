"""An office for acceptance tests: complete canonical tables in, exit code and JSON of the real command line out."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines import warehouse
from pipelines.__main__ import main
from pipelines.paths import Home

DAY = "2022-06-30"
Row = Mapping[str, object]

HEADS = {
    "faelle": "Fall-ID;Haushalts-ID;Träger;Geburtsjahr;Geschlecht;Staatsangehörigkeit;Einreise Deutschland;"
    "Zuweisung AU;Aufnahme IM;Zugangsart;Ende IM;Abgangsgrund;Wegzug am;Integrationsplan vom;Verlängerung 4. Jahr;"
    "Sprachniveau;Erwerbsstatus",
    "stellen": "Stellen-Nr.;Träger;Funktion;VZÄ Plan;VZÄ besetzt;VZÄ gefördert;Förderprogramm;gültig ab;gültig bis",
    "aufenthalt": "Fall-ID;Aufenthaltsstatus;gültig ab;gültig bis",
    "unterbringung": "Fall-ID;Unterbringungsart;Objekt;Einzug;Auszug",
    "zuzugsregister": "Person-ID;Staatsangehörigkeit;Aufenthaltsstatus;Geburtsjahr;Geschlecht;Zuzug;Fortzug;Ziel",
    "beratungen": "Kontakt-ID;Fall-ID;Datum;Kanal;Thema;Dauer (Min.);Dolmetscher",
    "foerderung": "Bescheid;Programm;Träger;von;bis;VZÄ gefördert;Satz je VZÄ und Jahr (EUR);bewilligt (EUR);"
    "ausgezahlt (EUR);Verwendungsnachweis fällig;Verwendungsnachweis vorgelegt",
    "kosten": "Träger;Jahr;Kostenart;Betrag (EUR);Verwaltungspauschale Stadt (EUR)",
    "quote": "Jahr;Stand vom;Soll;Ist;davon ordnungsrechtlich;davon privat;Übertrag",
    "objekte": "Objekt;Plätze;nutzbar;ab;bis",
    "bevoelkerung": "AGS;Stichtag;Einwohner;Basis;Ausländer",
}
_OF_TRAEGER = ("faelle", "aufenthalt", "unterbringung", "beratungen")
# A row of each kind that nobody can object to; tests change single cells of it.
CLEAN: dict[str, dict[str, object]] = {
    "faelle": {"Träger": "CARITAS", "Staatsangehörigkeit": "475", "Aufnahme IM": "01.02.2022"},
    "stellen": {
        "Träger": "CARITAS", "Funktion": "INTEGRATIONSMANAGEMENT", "VZÄ Plan": "1,5", "VZÄ besetzt": "1,0",
        "gültig ab": "01.01.2020",
    },
    "aufenthalt": {"Aufenthaltsstatus": "25_3", "gültig ab": "01.02.2022"},
    "unterbringung": {"Unterbringungsart": "SONST", "Einzug": "01.02.2022"},
    "zuzugsregister": {"Staatsangehörigkeit": "166", "Aufenthaltsstatus": "24", "Zuzug": "01.04.2022"},
    "beratungen": {"Datum": "01.03.2022"},
    "foerderung": {
        "Programm": "VWV_IM", "Träger": "CARITAS", "von": "01.01.2021", "bis": "31.12.2021", "VZÄ gefördert": "1,5",
        "bewilligt (EUR)": "96.000,00",
    },
    "kosten": {"Träger": "CARITAS", "Kostenart": "PERSONAL", "Betrag (EUR)": "100.000,00"},
    "quote": {"Stand vom": "31.12.2021", "Soll": "100"},
    "objekte": {"Plätze": "10", "nutzbar": "9", "ab": "01.01.2020"},
    "bevoelkerung": {"AGS": "08336050", "Einwohner": "49.768", "Basis": "ZENSUS_2011"},
}  # fmt: skip
_KEYS = {
    "faelle": ("Fall-ID", "LO-{:010X}"),
    "stellen": ("Stellen-Nr.", "IM-{}"),
    "aufenthalt": ("Fall-ID", "LO-{:010X}"),
    "unterbringung": ("Fall-ID", "LO-{:010X}"),
    "zuzugsregister": ("Person-ID", "P-{}"),
    "beratungen": ("Kontakt-ID", "K-{}"),
    "foerderung": ("Bescheid", "B-{}"),
    "kosten": ("Jahr", "{}"),
    "quote": ("Jahr", "{}"),
    "objekte": ("Objekt", "Haus {}"),
    "bevoelkerung": ("Stichtag", "31.12.{}"),
}


def row(kind: str, number: int, /, **cells: object) -> dict[str, object]:
    """The clean row of a kind with key number `number` (a year where a year is the key) and some cells changed."""
    key, form = _KEYS[kind]
    return {key: form.format(number)} | CLEAN[kind] | cells


def table(kind: str, rows: Sequence[Row], delimiter: str = ";", end: str = "\n") -> str:
    """The rows as text of a canonical export."""
    heads = HEADS[kind].split(";")
    lines = [heads, *([str(one.get(head, "")) for head in heads] for one in rows)]
    return "".join(delimiter.join(line) + end for line in lines)


def call(*words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as left:
            code = int(left.code or 0)
    return code, out.getvalue(), err.getvalue()


class Office:
    """An inbox and a home of its own."""

    def __init__(self, root: Path) -> None:
        self.root, self.inbox, self.home = root, root / "eingang", root / "haus"
        self.inbox.mkdir()
        self.out = self.err = ""

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.inbox / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def write(self, kind: str, rows: Sequence[Row], owner: str = "", day: str = DAY) -> Path:
        owner = owner or ("CARITAS" if kind in _OF_TRAEGER else "STADT")
        return self.put(f"{kind}_{owner}_{day}.csv", table(kind, rows))

    def write_required(self) -> None:
        """Three cases and one position without a flaw."""
        self.write("faelle", [row("faelle", number) for number in (1, 2, 3)])
        self.write("stellen", [row("stellen", 1)])

    def run(self, *words: str) -> int:
        code, self.out, self.err = call(*words, "--home", str(self.home))
        return code

    def load(self, *paths: Path, options: tuple[str, ...] = ()) -> tuple[int, dict[str, Any]]:
        """Exit code and JSON (empty when nothing was printed)."""
        code = self.run("load", *map(str, paths or (self.inbox,)), *options, "--json")
        return code, json.loads(self.out) if self.out else {}

    def figures(self, *words: str) -> Any:
        self.run("figures", "--json", *words)
        return json.loads(self.out)["figures"]

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        connection: duckdb.DuckDBPyConnection
        with warehouse.open_current(Home(self.home)) as connection:
            return connection.execute(sql).fetchall()

    def stored(self) -> dict[str, bytes]:
        """Every stored file and its bytes, without reports of loads and the lock."""
        roots = [self.home / part for part in ("warehouse", "snapshots", "releases")]
        return {str(path): path.read_bytes() for root in roots for path in root.rglob("*") if path.is_file()}
