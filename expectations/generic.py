"""Rules that follow from a column's declaration alone: adding a column or a kind needs no code here.

Source of each rule: the types and the table of effects in the description of the exports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from expectations.model import Effect, Rule, Severity
from pipelines import codelists
from pipelines.intake.kinds import Column, Kind

# A number as offices write it, sign and unit included, whatever its size.
_NUMBER = "^[-+−]? ?[0-9][0-9., ]*(€|EUR|VZÄ)?$"
# The list of nationalities is longer; all others fit into a sentence that a person can work with.
_SHORT_LIST = 20


def column_rules(kind: Kind) -> Iterator[Rule]:
    """All rules of the single columns of `kind`, in the order of its columns."""
    for column in kind.columns:
        if column.required:
            yield _missing(kind, column)
        yield from _readable(kind, column)
        if column.event:
            yield _not_after_export(kind, column)


def key_rules(kind: Kind) -> Iterator[Rule]:
    """The same key twice with other content: all of these rows go back (identical rows were taken out before)."""
    if not kind.key:
        return
    keys = ", ".join(kind.key)
    given = " AND ".join(f"{name} IS NOT NULL" for name in kind.key)
    names = " + ".join(f"«{kind.column(name).header}»" for name in kind.key)
    yield Rule(
        rule="duplicate_key", kind=kind.name, batch=f"checked_{kind.table}", columns=(kind.key[0],),
        headers=headers(kind), severity="error", effect="quarantine",
        message=f"Dieselbe Angabe {names} kommt mit anderem Inhalt auch in Zeile {{detail}} vor; "
        "bitte nur die richtige Zeile liefern.",
        rows=f"""SELECT file_no, row_no, detail FROM (
            SELECT file_no, row_no, count(*) OVER same AS many,
                   CASE WHEN row_no = min(row_no) OVER same THEN max(row_no) OVER same
                        ELSE min(row_no) OVER same END::VARCHAR AS detail
            FROM s WHERE {given} AND hash(file_no, {keys}) IN (SELECT twin FROM twins_{kind.table})
            WINDOW same AS (PARTITION BY file_no, {keys})) AS counted WHERE many > 1""",
    )  # fmt: skip


def headers(kind: Kind) -> dict[str, str]:
    """Column name → German header, for sentences."""
    return {column.name: column.header for column in kind.columns}


def _rule(kind: Kind, column: Column, rule: str, message: str, **more: Any) -> Rule:
    severity: Severity = "error" if column.required else "warning"
    effect: Effect = "quarantine" if column.required else "blank"
    return Rule(
        rule=rule, kind=kind.name, batch=f"checked_{kind.table}", columns=(column.name,), headers=headers(kind),
        severity=severity, effect=effect, message=message.replace("{header}", column.header), **more,
    )  # fmt: skip


def _missing(kind: Kind, column: Column) -> Rule:
    raw = f"{column.name}__raw"
    return _rule(
        kind, column, "missing_value", _missing_message(column),
        when=f"{raw} IS NULL", core=("ExpectColumnValuesToNotBeNull", {"column": raw}),
    )  # fmt: skip


def _missing_message(column: Column) -> str:
    """Who does not know the value must have a way to say so, where the list has a code for it."""
    if column.codelist and codelists.unknown_code(column.codelist):
        return (
            "«{header}» ist leer («-», «k. A.» und «NULL» gelten als leer); bitte den Wert nachtragen oder, wenn er "
            "nicht bekannt ist, «unbekannt» eintragen."
        )
    return "«{header}» ist leer; bitte den Wert nachtragen."


def _unread(column: Column) -> str:
    """SQL: something stands in the cell, but the intake could not read it as a value of this column."""
    return f"{column.name} IS NULL AND {column.name}__raw IS NOT NULL"


def _readable(kind: Kind, column: Column) -> Iterator[Rule]:
    unread = _unread(column)
    match column.type:
        case "date":
            message = (
                "«{header}» nennt keinen Tag, der sein kann (im Kalender und ab dem 02.01.1900); "
                "bitte als TT.MM.JJJJ berichtigen."
            )
            yield _rule(kind, column, "impossible_date", message, when=unread)
        case "integer" | "fte" | "eur":
            yield from _number_rules(kind, column)
        case "flag":
            message = "«{header}» ist weder ja noch nein; bitte j oder n eintragen."
            yield _rule(kind, column, "unknown_code", message, when=unread)
        case "code" | "codes":
            yield _rule(kind, column, "unknown_code", _code_message(column), when=unread)
        case "text" | "pseudonym" if column.pattern:
            message = "«{header}» hat nicht die vereinbarte Form; bitte berichtigen."
            if column.type == "pseudonym":
                message = "«{header}» ist kein Pseudonym der Form LO-0123456789; bitte neu exportieren."
            rule = _rule(kind, column, "bad_format", message, when=unread)
            # Without its pseudonym a row would count as somebody else's, whether the column may be empty or not.
            yield replace(rule, severity="error", effect="quarantine") if column.type == "pseudonym" else rule
        case "text":
            message = "«{header}» ist ein Fehlerwert einer Formel; bitte den Wert selbst eintragen."
            yield _rule(kind, column, "bad_format", message, when=unread)


def _code_message(column: Column) -> str:
    codes = list(codelists.load(column.codelist)) if column.codelist else []
    # The list of Träger grows by settings, so it cannot be printed from the shipped code list.
    if 0 < len(codes) <= _SHORT_LIST and column.codelist != "traeger":
        return f"«{{header}}» kennt diesen Schlüssel nicht; erlaubt sind {', '.join(codes)}."
    if column.codelist == "traeger":
        return (
            "«{header}» nennt einen Träger, den die Codeliste nicht kennt; "
            "bitte berichtigen, oder die Stadt trägt ihn in settings.toml unter [traeger] ein."
        )
    return (
        "«{header}» kennt diesen Schlüssel nicht; bitte den Namen des Landes oder seinen Schlüssel eintragen."
    )


def _number_rules(kind: Kind, column: Column) -> Iterator[Rule]:
    """The intake reads no number outside its bounds; which rule it broke shows in the text."""
    unread, number = _unread(column), f"regexp_matches({column.name}__raw, '{_NUMBER}')"
    negative = f"({number} AND left({column.name}__raw, 1) IN ('-', '−'))"
    outside = "false"
    if column.minimum == 0:
        message = "«{header}» ist negativ; bitte die Zahl berichtigen."
        yield _rule(kind, column, "negative_value", message, when=f"{unread} AND {negative}")
        outside = negative
    if column.minimum or column.maximum is not None:
        message = f"«{{header}}» liegt außerhalb des Möglichen ({_range_words(column)}); bitte berichtigen."
        yield _rule(kind, column, "out_of_range", message, when=f"{unread} AND {number} AND NOT {outside}")
        outside = number
    message = "«{header}» ist keine lesbare Zahl; bitte berichtigen."
    yield _rule(kind, column, "bad_format", message, when=f"{unread} AND NOT {outside}")


def _range_words(column: Column) -> str:
    low = [f"mindestens {column.minimum}"] * (column.minimum is not None)
    high = "das Jahr des Exports" if column.maximum == "export_year" else column.maximum
    return ", ".join([*low, f"höchstens {high}"]) if high is not None else low[0]


def _not_after_export(kind: Kind, column: Column) -> Rule:
    pair = {
        "column_A": "export_date", "column_B": column.name, "or_equal": True,
        "ignore_row_if": "either_value_is_missing",
    }  # fmt: skip
    return _rule(
        kind, column, "date_after_export", "«{header}» liegt nach dem Tag des Exports; bitte das Datum berichtigen.",
        when=f"{column.name} > export_date", core=("ExpectColumnPairValuesAToBeGreaterThanB", pair),
    )  # fmt: skip
