"""`settings.toml` of a home: every key declared once, with type, default and meaning; unknown keys are refused.

`docs/SETTINGS.md` is held to this list by a test.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.disclosure_settings import check_disclosure
from pipelines.errors import UsageProblem
from pipelines.hints import did_you_mean
from pipelines.paths import Home


@dataclass(frozen=True)
class Key:
    """One setting: dotted name, accepted Python types, value when absent, German meaning.

    shapes_figures: a change can change a figure, so it is part of a release's identity.
    """

    name: str
    types: tuple[type, ...]
    default: Any
    meaning: str
    shapes_figures: bool = False


_TARGET_2019 = {"valid_from": date(2019, 1, 1), "persons_per_fte": 120, "source": "Konzept 2019"}

KEYS = (
    Key("city.name", (str,), "Lörrach", "Name der Stadt in Texten und Dokumenten"),
    Key("city.ags", (str,), "08336050", "Amtlicher Gemeindeschlüssel; wählt die Einwohnerzahl aus", True),
    Key(
        "city.contact", (str,), "Stabsstelle Medien und Kommunikation", "Kontakt in Dokumenten und auf Seiten"
    ),
    Key("city.sample_notice", (str,), "", "Hinweis auf jeder Seite, z. B. «Beispieldaten, frei erfunden»"),
    Key("traeger", (dict,), {}, 'Kürzel = Anzeigename eines Trägers, z. B. AWO = "AWO"'),
    Key(
        "target_ratio",
        (list,),
        [_TARGET_2019],
        "Betreuungsschlüssel: valid_from, persons_per_fte, source",
        True,
    ),
    Key("disclosure.base", (int,), 5, "Rundungsbasis der öffentlichen Tabellen", True),
    Key(
        "disclosure.threshold",
        (int,),
        5,
        "So viele Kandidaten muss jede geschützte Zelle mindestens haben",
        True,
    ),
    Key(
        "disclosure.sensitive_base", (int,), 10, "Rundungsbasis für besonders schutzbedürftige Tabellen", True
    ),
    Key("disclosure.reason", (str,), "Vorgabe des Produkts", "Begründung von Basis und Schwelle", True),
    Key(
        "disclosure.sensitive_tables",
        (list,),
        [],
        "Weitere Tabellen mit größerer Basis: table (Kennzahl/Gliederung), reason",
        True,
    ),
    Key(
        "disclosure.exact_tables",
        (list,),
        [],
        "Statt gerundet genau gedruckte Ereignisse, kleine Zellen verdeckt: metric, by, reason",
        True,
    ),
    Key("disclosure.anchors", (list,), [], "Genau gedruckte Gesamtzahlen: metric, as_of, reason", True),
    Key("retention.deliveries_years", (int,), 10, "So lange bleiben ältere Lieferungen gespeichert (Jahre)"),
    Key("retention.releases_years", (int,), 10, "So lange bleiben ältere Freigaben gespeichert (Jahre)"),
    Key("opendata.licence", (str,), "", "Lizenz offener Daten, z. B. dl-by-de/2.0"),
    Key("opendata.contact", (str,), "", "Kontakt für offene Daten (sonst city.contact)"),
    Key("opendata.url", (str,), "", "https-Adresse, unter der die offenen Daten stehen"),
    Key("login.mode", (str,), "none", "none (nur lokal), proxy oder accounts"),
    Key("login.secret_file", (str,), "", "Datei mit dem gemeinsamen Geheimnis des Reverse-Proxys"),
)
_TYPES = {
    str: "ein Text in Anführungszeichen",
    int: "eine ganze Zahl",
    list: "eine Liste",
    dict: "ein Abschnitt",
}
_LONGEST = 100  # years
# What tables call their own rows can be no Träger.
_NO_TRAEGER = {"UNKNOWN", "OTHER", "MULTIPLE", "UNB"}
_BY_NAME = {key.name: key for key in KEYS}


@dataclass(frozen=True)
class Settings:
    """All settings of a home, defaults filled in."""

    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    @property
    def shaping_figures(self) -> dict[str, Any]:
        """The settings that can change a figure."""
        return {key.name: self.values[key.name] for key in KEYS if key.shapes_figures}

    @property
    def fingerprint(self) -> str:
        """Hash of everything that can change a figure; part of a release's identity."""
        text = json.dumps(self.shaping_figures, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def target_ratio(self, as_of: date) -> dict[str, Any] | None:
        """The target ratio valid at the end of `as_of`: persons per FTE and its source, None before the first."""
        valid = [entry for entry in self.values["target_ratio"] if entry["valid_from"] <= as_of]
        return max(valid, key=lambda entry: entry["valid_from"], default=None)


def load(home: Home) -> Settings:
    """The settings of `home`.

    Raises UsageProblem with the file's name for broken TOML, an unknown key or a wrong type.
    """
    given: dict[str, Any] = {}
    if home.settings_file.exists():
        try:
            given = _flatten(tomllib.loads(home.settings_file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageProblem(
                f"{home.settings_file} ist kein gültiges TOML ({error}); bitte berichtigen."
            ) from error
    for name, value in given.items():
        _check(name, value, str(home.settings_file))
    values = {key.name: given.get(key.name, key.default) for key in KEYS}
    # Codes are written in capitals everywhere, also where a clerk typed «awo».
    values["traeger"] = {code.upper(): label for code, label in values["traeger"].items()}
    check_disclosure(values, str(home.settings_file))
    return Settings(values)


def _flatten(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in tree.items():
        dotted = prefix + name
        if isinstance(value, dict) and dotted not in _BY_NAME:
            flat |= _flatten(value, dotted + ".")
        else:
            flat[dotted] = value
    return flat


def _check(name: str, value: Any, where: str) -> None:
    key = _BY_NAME.get(name)
    if key is None:
        raise UsageProblem(f"{where}: Die Einstellung «{name}» gibt es nicht. {did_you_mean(name, _BY_NAME)}")
    if not isinstance(value, key.types) or isinstance(value, bool):
        expected = _TYPES[key.types[0]]
        raise UsageProblem(
            f"{where}: «{name}» hat den falschen Typ; erwartet wird {expected} ({key.meaning})."
        )
    _check_content(name, value, where)


def _check_content(name: str, value: Any, where: str) -> None:
    if name == "traeger":
        _check_traeger(value, where)
    if name == "target_ratio":
        _check_target_ratios(value, where)
    # A retention below one year would remove the history with the next load.
    if name.startswith("retention.") and not 1 <= value <= _LONGEST:
        raise UsageProblem(f"{where}: «{name}» muss zwischen 1 und {_LONGEST} Jahren liegen, nicht {value}.")
    if name == "city.ags" and not re.fullmatch(r"[0-9]{8}", value):
        raise UsageProblem(f"{where}: «city.ags» hat acht Ziffern, z. B. 08336050, nicht «{value}».")


def _check_traeger(names: dict[str, Any], where: str) -> None:
    for code, label in names.items():
        if code.upper() in _NO_TRAEGER:
            raise UsageProblem(
                f"{where}: «{code}» unter [traeger] ist vergeben; bitte ein anderes Kürzel wählen."
            )
        if not isinstance(label, str) or not label.strip():
            raise UsageProblem(
                f'{where}: Jeder Eintrag unter [traeger] braucht einen Namen, z. B. AWO = "AWO".'
            )


def _check_target_ratios(entries: Any, where: str) -> None:
    for entry in entries:
        complete = isinstance(entry, dict) and set(entry) == set(_TARGET_2019)
        # A moment is a date, too, but cannot be compared with a day.
        if not complete or type(entry["valid_from"]) is not date or not _above_zero(entry["persons_per_fte"]):
            raise UsageProblem(
                f"{where}: Jeder Eintrag in target_ratio braucht valid_from (Datum), persons_per_fte (über 0) und source."
            )


def _above_zero(number: Any) -> bool:
    return type(number) in (int, float) and math.isfinite(number) and number > 0
