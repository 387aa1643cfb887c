"""Reads the suite files and puts a kind's rules together: generic ones first, then intervals, then its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from expectations.generic import column_rules, headers, key_rules
from expectations.model import EFFECTS, Rule
from pipelines.declarations import read_yaml
from pipelines.errors import Problem
from pipelines.intake import kinds
from pipelines.intake.kinds import Kind

_HERE = Path(__file__).parent
_INTERVAL_KEYS = {"start", "end", "event", "apart", "until", "counts"}
_RULE_KEYS = {"rule", "batch", "kind", "columns", "severity", "effect", "message", "when", "rows"}
_CROSS = "cross"


@cache
def rules_for(kind_name: str) -> tuple[Rule, ...]:
    """All rules about rows of one kind; they look at one file at a time. Problem for a broken suite file."""
    kind = kinds.load()[kind_name]
    suite = _read(kind_name) if (_HERE / f"{kind_name}.yml").exists() else {}
    own = [_own_rule(entry, kind_name, kind) for entry in suite.get("rules", [])]
    entries = suite.get("intervals", [])
    intervals = [rule for entry in entries for rule in _interval_rules(kind, entry)]
    keys = () if suite.get("same_key") == "overlap" else key_rules(kind)
    single = [*column_rules(kind), *keys, *intervals]
    sent_back = [rule for rule in (*single, *own) if rule.effect == "quarantine"]
    apart = [_overlap(kind, entry, sent_back) for entry in entries if entry.get("apart")]
    return (*single, *apart, *own)


@cache
def cross_rules() -> tuple[Rule, ...]:
    """Rules that need several tables or deliveries; they look at the newest deliveries together."""
    return tuple(
        _own_rule(entry, entry["kind"], kinds.load().get(entry["kind"])) for entry in _read(_CROSS)["rules"]
    )


def _read(name: str) -> dict[str, Any]:
    suite = read_yaml(_HERE / f"{name}.yml") or {}
    unknown = set(suite) - {"intervals", "rules", "same_key"}
    if unknown:
        raise Problem(
            f"expectations/suites/{name}.yml: «{min(unknown)}» ist dort kein Abschnitt; bitte berichtigen."
        )
    return suite


def _own_rule(entry: dict[str, Any], kind_name: str, kind: Kind | None) -> Rule:
    _check(entry, kind_name, _RULE_KEYS)
    if entry["effect"] not in EFFECTS or ("when" in entry) == ("rows" in entry):
        raise Problem(
            f"Suite «{kind_name}», Regel «{entry['rule']}»: Wirkung oder Abfrage fehlt; bitte ergänzen."
        )
    names = headers(kind) if kind else {}
    return Rule(
        rule=entry["rule"], kind=kind_name, batch=entry.get("batch") or f"checked_{kind.table if kind else ''}",
        columns=tuple(entry.get("columns", ())), headers=names, severity=entry["severity"], effect=entry["effect"],
        message=" ".join(entry["message"].split()), when=entry.get("when", ""), rows=entry.get("rows", ""),
    )  # fmt: skip


def _check(entry: dict[str, Any], where: str, known: set[str]) -> None:
    unknown = set(entry) - known
    if unknown:
        raise Problem(f"Suite «{where}»: «{min(unknown)}» ist dort kein Schlüssel; bitte berichtigen.")


def _interval_rules(kind: Kind, entry: dict[str, Any]) -> Iterator[Rule]:
    """start, end: columns (half-open). event: the end is the day of an event, so a future one is a planned end.
    apart, until, counts: see `_overlap`."""
    _check(entry, kind.name, _INTERVAL_KEYS)
    start, end, common = entry["start"], entry["end"], _common(kind)
    yield Rule(
        rule="end_before_start", columns=(end, start), severity="error", effect="quarantine",
        message=f"«{{{end}}}» liegt vor «{{{start}}}»; bitte eines der beiden Daten berichtigen.",
        when=f"{end} < {start}",
        core=("ExpectColumnPairValuesAToBeGreaterThanB", {
            "column_A": end, "column_B": start, "or_equal": True, "ignore_row_if": "either_value_is_missing"}),
        **common,
    )  # fmt: skip
    yield Rule(
        rule="empty_interval", columns=(end, start), severity="info", effect="report", when=f"{end} = {start}",
        message=f"Der Zeitraum von «{{{start}}}» bis «{{{end}}}» umfasst keinen Tag und zählt nirgends.", **common,
    )  # fmt: skip
    if entry.get("event"):
        yield Rule(
            rule="planned_end", columns=(end,), severity="info", effect="report", when=f"{end} > export_date",
            message=f"«{{{end}}}» liegt nach dem Tag des Exports und gilt als geplant.", **common,
        )  # fmt: skip


def _common(kind: Kind) -> dict[str, Any]:
    return {"kind": kind.name, "batch": f"checked_{kind.table}", "headers": headers(kind)}


def _overlap(kind: Kind, entry: dict[str, Any], sent_back: list[Rule]) -> Rule:
    """apart: columns of a group whose intervals may not overlap within a file; until: SQL of the end to use for that
    (default: the end column). counts: SQL, rows that it does not hold for take no part; neither do those that break one
    of the rules `sent_back`, of which nothing is loaded."""
    start, group = entry["start"], entry["apart"]
    keys, end = ", ".join(group), f"coalesce({entry.get('until', entry['end'])}, DATE '9999-12-31')"
    # Rows that nobody can be told from are no overlap of one and the same.
    told = " AND ".join(f"{key} IS NOT NULL" for key in group)
    kept = f"SELECT * FROM s WHERE {_stays(sent_back)} AND {entry.get('counts', 'true')}"
    return Rule(
        rule="overlap", columns=(start,), severity="warning", effect="report",
        message="Der Zeitraum ab «{" + start + "}» überschneidet sich mit dem aus Zeile {detail}; "
        "bitte prüfen, welcher wann endet.",
        rows=f"""SELECT file_no, row_no, (last.row_no)::VARCHAR AS detail FROM (
            SELECT file_no, row_no, {start} AS begins,
                   max(struct_pack(until := {end}, row_no := row_no)) OVER (
                       PARTITION BY file_no, {keys} ORDER BY {start}, row_no
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last
            FROM ({kept}) AS kept WHERE {end} > {start} AND {told}) AS timed
        WHERE last.until > begins""",
        **_common(kind),
    )  # fmt: skip


def _stays(sent_back: list[Rule]) -> str:
    """SQL over `s`: the row breaks none of these rules."""
    looks = [f"({rule.when}) IS NOT TRUE" for rule in sent_back if rule.when]
    lists = [
        f"(file_no, row_no) NOT IN (SELECT (file_no, row_no) FROM ({rule.rows}) AS back)"
        for rule in sent_back
        if rule.rows
    ]
    return " AND ".join([*looks, *lists])
