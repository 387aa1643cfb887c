"""Mapping profiles: a small YAML file per Träger and kind that says what differs from the canonical form.

`docs/PROFILES.md` explains every key; the two profiles beside this module are worked examples.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from pipelines import codelists
from pipelines.declarations import read_yaml
from pipelines.errors import UsageProblem, because
from pipelines.hints import did_you_mean
from pipelines.intake import kinds
from pipelines.intake.kinds import Column, Kind
from pipelines.intake.words import fold
from pipelines.months import month_end
from pipelines.paths import Home

_SHIPPED = Path(__file__).parent
_CLAIMS = ("file", "header")
_GROUPS = ("kind", "traeger", "date")
_DATE_FORMATS = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%Y%m%d",
    "%d-%m-%Y",
    "%d_%m_%Y",
    "%d%m%Y",
    "%Y_%m_%d",
    "%Y-%m",
    "%m-%Y",
)
_DELIMITERS = {
    "semikolon": ";", "komma": ",", "tabulator": "\t", "senkrechter strich": "|",
    ";": ";", ",": ",", "\t": "\t", "|": "|",
}  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """What a profile says.

    claims_file: pattern of the whole file name, with groups kind, traeger, date. claims_header: headers that must all
    stand in one row. headers: own header → canonical header. codes: warehouse column → own word → code. fixed:
    warehouse column → value of every row. ignore: headers left out without a remark. rank: 0 given on the command
    line, 1 of the home, 2 shipped; a lower rank goes first.
    """

    name: str
    source: str
    rank: int = 2
    description: str = ""
    claims_file: re.Pattern[str] | None = None
    claims_header: tuple[str, ...] = ()
    kind: str | None = None
    traeger: str | None = None
    export_date: date | None = None
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    date_formats: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()

    def claim(self, file: str) -> dict[str, str] | None:
        """The groups of the file name when this profile claims it by name, else None."""
        found = self.claims_file.fullmatch(file) if self.claims_file else None
        return {key: value for key, value in found.groupdict().items() if value} if found else None


_KEYS = (
    *(
        "profile",
        "description",
        "claims",
        "kind",
        "traeger",
        "export_date",
        "sheet",
        "header_row",
        "encoding",
    ),
    *("delimiter", "date_formats", "headers", "codes", "fixed", "ignore"),
)


def available(home: Home | None = None, chosen: Iterable[Path] = ()) -> list[Profile]:
    """All profiles: those given with --profile, `profiles/*.yml` of the home, the shipped ones.

    Raises UsageProblem for a profile that cannot be meant.
    """
    own = sorted((home.root / "profiles").glob("*.yml")) if home else []
    ranked = ((0, chosen), (1, own), (2, sorted(_SHIPPED.glob("*.yml"))))
    return [load(path, rank) for rank, paths in ranked for path in paths]


def load(path: Path, rank: int = 0) -> Profile:
    """Read and check one profile.

    Raises UsageProblem (file, key, what to do).
    """
    try:
        data = read_yaml(path)
    except OSError as error:
        sentence = f"Das Profil {path} lässt sich nicht lesen ({because(error)}); bitte den Pfad prüfen."
        raise UsageProblem(sentence) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in Zeile {mark.line + 1}" if mark else ""
        raise UsageProblem(
            f"Das Profil {path.name} ist{where} kein gültiges YAML; bitte berichtigen."
        ) from error
    if not isinstance(data, dict):
        raise UsageProblem(f"Das Profil {path.name} ist leer; bitte mit «zgm profile suggest» beginnen.")
    return _Check(path.name, data).profile(rank)


@dataclass
class _Check:
    """Turns the raw YAML of one profile into a Profile, or says in German what is wrong with it."""

    where: str
    data: dict[str, Any]

    def wrong(self, sentence: str) -> UsageProblem:
        return UsageProblem(f"Profil {self.where}: {sentence}")

    def known(self, word: str, words: Iterable[str], what: str) -> None:
        words = list(words)
        if word not in words:
            raise self.wrong(f"{what} «{word}» gibt es nicht. {did_you_mean(word, words)}")

    def text(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is not None and not isinstance(value, str | int):
            raise self.wrong(f"«{key}» muss ein Text sein; bitte berichtigen.")
        return None if value is None else str(value)

    def mapping(self, key: str) -> dict[str, Any]:
        value = self.data.get(key) or {}
        if not isinstance(value, dict):
            raise self.wrong(f"«{key}» muss eine Liste «links: rechts» sein; bitte berichtigen.")
        return {str(left): right for left, right in value.items()}

    def texts(self, key: str, value: Any) -> tuple[str, ...]:
        values = [value] if isinstance(value, str) else value or []
        if not isinstance(values, list):
            raise self.wrong(f"«{key}» muss eine Liste von Texten sein; bitte berichtigen.")
        return tuple(str(entry) for entry in values)

    def profile(self, rank: int) -> Profile:
        for key in self.data:
            self.known(str(key), _KEYS, "Die Angabe")
        claims = self.mapping("claims")
        for key in claims:
            self.known(key, _CLAIMS, "Unter «claims» die Angabe")
        pattern = self.pattern(claims.get("file"))
        kind = self.text("kind")
        if kind is not None:
            self.known(kind, kinds.load(), "Die Art")
        if pattern is None and not claims.get("header"):
            raise self.wrong("«claims» fehlt: Bitte «file» (Muster des Dateinamens) oder «header» angeben.")
        if kind is None and not (pattern and "kind" in pattern.groupindex):
            raise self.wrong("«kind» fehlt: Bitte die Art der Datei angeben, z. B. «kind: faelle».")
        possible = [kinds.load()[kind]] if kind else list(kinds.load().values())
        return Profile(
            name=self.text("profile") or Path(self.where).stem,
            source=self.where,
            rank=rank,
            description=self.text("description") or "",
            claims_file=pattern,
            claims_header=self.texts("claims: header", claims.get("header")),
            kind=kind,
            traeger=(self.text("traeger") or "").upper() or None,
            export_date=self.day(),
            sheet=self.text("sheet"),
            header_row=self.row(),
            encoding=self.encoding(),
            delimiter=self.delimiter(),
            date_formats=self.formats(),
            headers=self.headers(possible),
            codes={self.column(possible, left).name: self.words(possible, left, right)
                   for left, right in self.mapping("codes").items()},
            fixed={self.column(possible, left).name: str(right) for left, right in self.mapping("fixed").items()},
            ignore=self.texts("ignore", self.data.get("ignore")),
        )  # fmt: skip

    def pattern(self, text: Any) -> re.Pattern[str] | None:
        if text is None:
            return None
        try:
            pattern = re.compile(str(text), re.IGNORECASE)
        except re.error as error:
            raise self.wrong(f"Das Muster unter «claims: file» ist fehlerhaft ({error.msg}).") from error
        for group in pattern.groupindex:
            self.known(group, _GROUPS, "Im Muster die Gruppe")
        return pattern

    def day(self) -> date | None:
        value = self.data.get("export_date")
        if value is None or isinstance(value, date):
            return value
        raise self.wrong("«export_date» muss ein Tag sein, z. B. 2022-06-30; bitte berichtigen.")

    def row(self) -> int | None:
        value = self.data.get("header_row")
        if value is None or (isinstance(value, int) and value > 0):
            return value
        raise self.wrong("«header_row» muss eine Zeilennummer ab 1 sein; bitte berichtigen.")

    def encoding(self) -> str | None:
        name = self.text("encoding")
        try:
            return codecs.lookup(name).name if name else None
        except LookupError:
            common = ["utf-8", "cp1252", "utf-16", "iso-8859-1", "cp850"]
            raise self.wrong(
                f"Den Zeichensatz «{name}» gibt es nicht. {did_you_mean(str(name), common)}"
            ) from None

    def delimiter(self) -> str | None:
        word = self.data.get("delimiter")
        if word is not None:
            self.known(
                str(word).lower(),
                [*_DELIMITERS][:4] if len(str(word)) > 1 else _DELIMITERS,
                "Das Trennzeichen",
            )
        return _DELIMITERS[str(word).lower()] if word is not None else None

    def formats(self) -> tuple[str, ...]:
        formats = self.texts("date_formats", self.data.get("date_formats"))
        for form in formats:
            if (
                not re.fullmatch(r"(?:%[dmYybBHMSjp]|[^%'\\])+", form)
                or datetime(2022, 6, 30).strftime(form) == form
            ):
                raise self.wrong(
                    f"«{form}» ist kein Datumsmuster; gemeint ist etwa «%d.%m.%Y» oder «%m/%d/%Y»."
                )
        return formats

    def headers(self, possible: list[Kind]) -> dict[str, str]:
        return {
            left: self.column(possible, str(right)).header for left, right in self.mapping("headers").items()
        }

    def column(self, possible: list[Kind], header: str) -> Column:
        columns = {fold(column.header): column for kind in possible for column in kind.columns}
        if fold(header) not in columns:
            known = [column.header for column in columns.values()]
            raise self.wrong(f"Die Spalte «{header}» gibt es nicht. {did_you_mean(header, known)}")
        return columns[fold(header)]

    def words(self, possible: list[Kind], header: str, words: Any) -> dict[str, str]:
        column = self.column(possible, header)
        if not column.codelist or not isinstance(words, dict):
            raise self.wrong(
                f"«codes: {header}» braucht eine Spalte mit Codeliste und Paare «eigenes Wort: Code»."
            )
        entries = codelists.load(column.codelist)
        meanings = {str(word): str(code) for word, code in words.items()}
        for code in meanings.values():
            if column.codelist != "traeger":
                self.known(code, entries, f"In der Codeliste von «{column.header}» den Code")
        return meanings


def parse_day(text: str) -> date | None:
    """The day in a file name; a month alone means its last day."""
    for form in _DATE_FORMATS:
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return day if "%d" in form else month_end(day)
    return None
