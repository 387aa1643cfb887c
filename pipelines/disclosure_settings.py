"""The rules of a city for what it publishes: checked when the settings are read, each with a written reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipelines.errors import UsageProblem
from pipelines.months import is_month_end

_LEAST, _MOST = 3, 100
_PRODUCT = {"disclosure.base": 5, "disclosure.threshold": 5, "disclosure.sensitive_base": 10}


def check_disclosure(values: Mapping[str, Any], where: str) -> None:
    """Raises UsageProblem with file, key and what to do; values: all settings, defaults filled in."""
    _check_numbers(values, where)
    if not values["disclosure.reason"].strip():
        raise UsageProblem(
            f"{where}: «disclosure.reason» ist leer; bitte die Regeln in einem Satz begründen."
        )
    changed = [name for name, product in _PRODUCT.items() if values[name] != product]
    if changed and values["disclosure.reason"] == "Vorgabe des Produkts":
        raise UsageProblem(
            f"{where}: «{changed[0]}» weicht von der Vorgabe ab; bitte in disclosure.reason begründen."
        )
    for entry in values["disclosure.sensitive_tables"]:
        _check_entry(entry, {"table": str, "reason": str}, "sensitive_tables", where)
    for entry in values["disclosure.exact_tables"]:
        _check_entry(entry, {"metric": str, "by": str, "reason": str}, "exact_tables", where)
    for entry in values["disclosure.anchors"]:
        _check_entry(entry, {"metric": str, "as_of": date, "reason": str}, "anchors", where)
        if not is_month_end(entry["as_of"]):
            raise UsageProblem(
                f"{where}: Der Anker {entry['metric']} zum {entry['as_of']:%d.%m.%Y} ist kein Monatsletzter; "
                "bitte einen wählen."
            )


def _check_numbers(values: Mapping[str, Any], where: str) -> None:
    base, threshold = values["disclosure.base"], values["disclosure.threshold"]
    sensitive = values["disclosure.sensitive_base"]
    if not _LEAST <= base <= _MOST:
        raise UsageProblem(
            f"{where}: «disclosure.base» muss zwischen {_LEAST} und {_MOST} liegen, nicht {base}."
        )
    if not _LEAST <= threshold <= base:
        raise UsageProblem(
            f"{where}: «disclosure.threshold» muss zwischen {_LEAST} und der Basis {base} liegen, nicht {threshold}; "
            "eine Rundung lässt nie mehr mögliche Werte, als ihre Basis groß ist."
        )
    if not base <= sensitive <= _MOST or sensitive % base:
        raise UsageProblem(
            f"{where}: «disclosure.sensitive_base» muss ein Vielfaches der Basis {base} bis {_MOST} sein, "
            f"nicht {sensitive}."
        )


def _check_entry(entry: Any, keys: Mapping[str, type], name: str, where: str) -> None:
    complete = isinstance(entry, dict) and set(entry) == set(keys)
    if not complete or not all(type(entry[key]) is kind for key, kind in keys.items()):
        words = {str: "Text", date: "Datum"}
        wanted = ", ".join(f"{key} ({words[kind]})" for key, kind in keys.items())
        raise UsageProblem(f"{where}: Jeder Eintrag in disclosure.{name} braucht genau {wanted}.")
    if not entry["reason"].strip():
        raise UsageProblem(
            f"{where}: Ein Eintrag in disclosure.{name} hat keine Begründung; bitte reason ausfüllen."
        )
