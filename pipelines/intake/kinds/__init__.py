"""The kinds of record that arrive, one YAML file per kind, after the table of exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pipelines import codelists
from pipelines.declarations import read_yaml
from pipelines.errors import Problem
from pipelines.hints import did_you_mean

_HERE = Path(__file__).parent
Type = Literal["text", "pseudonym", "integer", "date", "fte", "eur", "flag", "code", "codes"]
SQL_TYPES: dict[str, str] = {
    "text": "VARCHAR",
    "pseudonym": "VARCHAR",
    "integer": "INTEGER",
    "date": "DATE",
    "fte": "DECIMAL(9,3)",
    "eur": "DECIMAL(14,2)",
    "flag": "BOOLEAN",
    "code": "VARCHAR",
    "codes": "VARCHAR[]",
}


@dataclass(frozen=True)
class Column:
    """One column of a kind.

    name: the warehouse column. header: the German header of the canonical form; aliases: other headers for it.
    event: an event day, so never after the export date. last_valid_day: the source names the last valid day; the
    typed value is the day after (half-open end). minimum, maximum: bounds of a number, inclusive; `export_year` is
    the year of the file's export date. pattern: full form of a text (else bad_format). width: digits of a code that
    may have lost leading zeros. codelist: name in pipelines.codelists. many: a list of codes.
    """

    name: str
    header: str
    type: Type
    required: bool = False
    codelist: str | None = None
    many: bool = False
    event: bool = False
    last_valid_day: bool = False
    aliases: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | Literal["export_year"] | None = None
    pattern: str | None = None
    width: int | None = None

    @property
    def sql_type(self) -> str:
        """The DuckDB type of the typed column."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class Kind:
    """One kind of record: its warehouse table, whether each Träger sends its own file, the key of a row."""

    name: str
    table: str
    per_traeger: bool
    required: bool
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column with this warehouse name.

        Raises KeyError when the kind has none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def staged(self) -> str:
        """Name of the staged table."""
        return f"staged_{self.table}"


@cache
def load() -> dict[str, Kind]:
    """All kinds by name, in alphabetical order.

    Raises Problem for a file that declares something unknown.
    """
    kinds = [_kind(path) for path in sorted(_HERE.glob("*.yml"))]
    return {kind.name: kind for kind in kinds}


def _kind(path: Path) -> Kind:
    data = read_yaml(path)
    columns = tuple(_column(entry, path.name) for entry in data.pop("columns"))
    _only_known(data, [field.name for field in fields(Kind)], path.name)
    kind = Kind(**{**data, "key": tuple(data["key"])}, columns=columns)
    names = [column.name for column in columns]
    for name in kind.key:
        if name not in names:
            raise Problem(
                f"{path.name}: Die Schlüsselspalte «{name}» gibt es nicht. {did_you_mean(name, names)}"
            )
    if kind.name != path.stem:
        raise Problem(f"{path.name}: Die Datei muss heißen wie die Art, «{kind.name}.yml»; bitte umbenennen.")
    return kind


def _column(entry: dict[str, Any], where: str) -> Column:
    _only_known(entry, [field.name for field in fields(Column)], where)
    if entry["type"] not in SQL_TYPES:
        raise Problem(
            f"{where}: Den Typ «{entry['type']}» gibt es nicht. {did_you_mean(entry['type'], SQL_TYPES)}"
        )
    if "codelist" in entry:
        codelists.load(entry["codelist"])
    return Column(**{**entry, "aliases": tuple(str(alias) for alias in entry.get("aliases", ()))})


def _only_known(data: dict[str, Any], known: Sequence[str], where: str) -> None:
    for key in data:
        if key not in known:
            raise Problem(f"{where}: Die Angabe «{key}» gibt es nicht. {did_you_mean(key, known)}")
