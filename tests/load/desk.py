"""A desk for tests: small deliveries written as tables, loaded through the real command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from pipelines import warehouse
from pipelines.__main__ import main
from pipelines.paths import Home

DAY = "2022-06-30"
CASE = "LO-00000000"
_HEADS = {
    "faelle": "Fall-ID;Träger;Staatsangehörigkeit;Aufnahme IM;Ende IM;Abgangsgrund;Geburtsjahr;Geschlecht;"
    "Einreise Deutschland",
    "stellen": "Stellen-Nr.;Träger;Funktion;VZÄ Plan;VZÄ besetzt;VZÄ gefördert;gültig ab;gültig bis",
    "aufenthalt": "Fall-ID;Aufenthaltsstatus;gültig ab;gültig bis",
    "unterbringung": "Fall-ID;Unterbringungsart;Objekt;Einzug;Auszug",
    "beratungen": "Kontakt-ID;Fall-ID;Datum;Thema;Dauer (Min.)",
    "quote": "Jahr;Stand vom;Soll;Ist;davon ordnungsrechtlich;davon privat",
    "kosten": "Träger;Jahr;Kostenart;Betrag (EUR)",
}


def case(number: int) -> str:
    """A pseudonym: LO-0000000007."""
    return f"{CASE}{number:02d}"


class Desk:
    """An inbox and a home; `write` puts a file into the inbox, `load` takes files in."""

    def __init__(self, root: Path) -> None:
        self.inbox = root / "eingang"
        self.inbox.mkdir()
        self.home = Home(root / "haus")
        self.home.root.mkdir()

    def write(self, kind: str, *rows: str, traeger: str = "CARITAS", day: str = DAY, heads: str = "") -> Path:
        """One export; a row is a line of cells parted by semicolons (missing cells at the end are empty)."""
        head = heads or _HEADS[kind]
        width = head.count(";")
        lines = [head, *(row + ";" * (width - row.count(";")) for row in rows)]
        owner = traeger if kind in ("faelle", "aufenthalt", "unterbringung", "beratungen") else "STADT"
        path = self.inbox / f"{kind}_{owner}_{day}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def write_required(self, day: str = DAY) -> None:
        """The two files without which nothing is loaded: three clean cases, one position."""
        rows = [f"{case(n)};CARITAS;Syrien;01.0{n}.2022" for n in (1, 2, 3)]
        self.write("faelle", *rows, day=day)
        self.write("stellen", "S1;CARITAS;INTEGRATIONSMANAGEMENT;1,5;1,0;1,0;01.01.2020", day=day)

    def load(self, *paths: Path | str, options: tuple[str, ...] = ()) -> tuple[int, dict[str, Any]]:
        """Exit code and the JSON of `zgm load` (the inbox when no path is given)."""
        import contextlib
        import io

        out = io.StringIO()
        words = ["load", *map(str, paths or (self.inbox,)), *options, "--json", "--home", str(self.home.root)]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = main(words)
        text = out.getvalue()
        return code, json.loads(text) if text else {}

    def open(self) -> duckdb.DuckDBPyConnection:
        return warehouse.open_current(self.home)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with self.open() as connection:
            return connection.execute(sql).fetchall()

    def tree(self, *parts: str) -> dict[str, bytes]:
        """Every stored file and its bytes, without reports of loads and the lock."""
        roots = [self.home.root / part for part in parts or ("warehouse", "snapshots", "releases")]
        return {
            str(path.relative_to(self.home.root)): path.read_bytes()
            for root in roots if root.exists() for path in sorted(root.rglob("*")) if path.is_file()
        }  # fmt: skip


def told(result: dict[str, Any], *severities: str) -> list[tuple[str, int | None, str | None]]:
    """The findings in short: (rule, row, column)."""
    wanted = severities or ("error", "warning", "info")
    return [(f["rule"], f["row"], f["column"]) for f in result["findings"] if f["severity"] in wanted]


def numbers(result: dict[str, Any], kind: str) -> tuple[int, int, int, int, int]:
    """read, loaded, quarantined, identical, outside of the first file of a kind."""
    file = next(file for file in result["files"] if file["kind"] == kind)
    names = ("rows_read", "rows_loaded", "rows_quarantined", "rows_identical", "rows_outside")
    return tuple(file[name] for name in names)  # type: ignore[return-value]
