"""In Worten: was eingerichtet und erreichbar ist, wie alt die Daten sind und was zu tun ist."""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from pipelines.arguments import add_forms
from pipelines.errors import Problem
from pipelines.paths import Home, find_home

_LIBRARIES = {
    "duckdb": "duckdb", "yaml": "pyyaml", "great_expectations": "great-expectations", "sqlalchemy": "sqlalchemy",
    "python_calamine": "python-calamine", "xlsxwriter": "xlsxwriter", "stdnum": "python-stdnum",
    "phonenumbers": "phonenumbers", "dash": "dash", "plotly": "plotly", "gunicorn": "gunicorn",
}  # fmt: skip
_LEAST_FREE_BYTES = 1 << 30
# After so many days behind the others a Träger counts as stale; by the clock the same age asks for new exports.
_OLD_DATA_DAYS = 45


@dataclass(frozen=True)
class Remark:
    """One line: `good` says whether the installation is sound there; `advice` what somebody should do.

    Advice on what is sound is work of the office (old data, nothing loaded): it is counted, but is no fault.
    """

    good: bool
    text: str
    advice: str = ""

    @property
    def mark(self) -> str:
        """How the line begins."""
        return ("OFFEN " if self.advice else "gut   ") if self.good else "PRÜFEN"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_forms(parser)


def run(args: argparse.Namespace) -> int:
    home = find_home(args.home)
    remarks = list(examine(home, date.today()))
    sound = all(remark.good for remark in remarks)
    if args.format == "json":
        answer = {"sound": sound, "remarks": [asdict(remark) for remark in remarks]}
        print(json.dumps(answer, sort_keys=True, ensure_ascii=False, indent=1))
        return 0 if sound else 1
    for remark in remarks:
        print(f"{remark.mark}  {remark.text}")
        if remark.advice:
            print(f"        → {remark.advice}")
    print(_closing(remarks))
    return 0 if sound else 1


def _closing(remarks: Sequence[Remark]) -> str:
    bad = sum(not remark.good for remark in remarks)
    to_do = sum(remark.good and bool(remark.advice) for remark in remarks)
    parts = ["1 Punkt ist zu prüfen" if bad == 1 else f"{bad} Punkte sind zu prüfen"] if bad else []
    parts += [f"{to_do} zu erledigen"] if to_do else []
    return f"{', '.join(parts)}." if parts else "Alles in Ordnung."


def examine(home: Home, today: date) -> Iterator[Remark]:
    """Every remark, in the order in which one would look."""
    yield from _installation()
    yield from _place(home)
    yield _settings(home)
    yield from _data(home, today)
    yield from _release(home)


def _installation() -> Iterator[Remark]:
    version = ".".join(map(str, sys.version_info[:3]))
    new_enough = sys.version_info >= (3, 11)
    yield Remark(
        new_enough, f"Python {version}", "" if new_enough else "bitte Python 3.11 oder neuer einrichten"
    )
    # Looked up, not imported: the doctor must be quick and must work when something is broken.
    missing = [package for module, package in _LIBRARIES.items() if importlib.util.find_spec(module) is None]
    found = [f"{p} {importlib.metadata.version(p)}" for p in _LIBRARIES.values() if p not in missing]
    yield Remark(True, "Bibliotheken: " + ", ".join(found))
    if missing:
        yield Remark(
            False, "Es fehlen: " + ", ".join(missing), "bitte das Programm neu einrichten (make demo)"
        )


def _place(home: Home) -> Iterator[Remark]:
    writable = os.access(home.root, os.W_OK | os.X_OK)
    yield Remark(
        writable,
        f"Datenverzeichnis {home.root}" + ("" if writable else " ist nicht beschreibbar"),
        "" if writable else "bitte die Rechte prüfen oder mit --home ein anderes wählen",
    )
    free = shutil.disk_usage(home.root).free
    enough = free >= _LEAST_FREE_BYTES
    gigabytes = f"{free / 1e9:.1f}".replace(".", ",")
    yield Remark(
        enough, f"Freier Platz: {gigabytes} GB", "" if enough else "bitte Platz schaffen (mindestens 1 GB)"
    )


def _settings(home: Home) -> Remark:
    from pipelines import settings

    try:
        settings.load(home)
    except Problem as problem:
        return Remark(False, str(problem))
    return Remark(
        True, "Einstellungen: " + ("settings.toml ist gültig" if home.settings_file.exists() else "Vorgaben")
    )


def _data(home: Home, today: date) -> Iterator[Remark]:
    from pipelines.warehouse import current_file, state

    try:
        if current_file(home) is None:
            yield Remark(True, "Noch nichts geladen", "Exporte mit «zgm load ORDNER» laden")
            return
        loaded = state.read(home)
    except Problem as problem:
        yield Remark(False, str(problem))
        return
    yield Remark(True, f"Letzte Ladung: {loaded.load_id}, {len(loaded.deliveries)} Lieferungen gespeichert")
    if loaded.data_as_of:
        age = (today - loaded.data_as_of).days
        old = age > _OLD_DATA_DAYS
        advice = "neue Exporte bei den Trägern anfordern und laden" if old else ""
        yield Remark(True, f"Datenstand: {loaded.data_as_of:%d.%m.%Y} (vor {age} Tagen)", advice)


def _release(home: Home) -> Iterator[Remark]:
    from pipelines.releases import current_id, open_release

    try:
        served = current_id(home)
        if served is None:
            yield Remark(True, "Noch nichts freigegeben", "nach dem Laden mit «zgm release» freigeben")
            return
        open_release(home)
    except Problem as problem:
        yield Remark(False, str(problem))
        return
    yield Remark(True, f"Freigabe {served} wird bereitgestellt, ihre Dateien sind unverändert")
