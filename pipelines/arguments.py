"""argparse with German words, and argument types that answer in German sentences."""

from __future__ import annotations

import argparse
from datetime import date
from typing import NoReturn

from pipelines.errors import UsageProblem


class GermanParser(argparse.ArgumentParser):
    """A parser whose help and errors a clerk can read; an error is a UsageProblem (exit code 2)."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        wants_help = bool(options.pop("add_help", True))
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._optionals.title = "Optionen"
        self._positionals.title = "Angaben"
        if wants_help:
            self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "Aufruf: ", 1)

    def error(self, message: str) -> NoReturn:
        raise UsageProblem(f"{_german(message)} Hilfe: {self.prog} --help")


_PHRASES = (
    ("the following arguments are required:", "Es fehlt:"),
    ("unrecognized arguments:", "Diese Angaben kennt der Befehl nicht:"),
    ("expected one argument", "braucht genau einen Wert"),
    ("expected at least one argument", "braucht mindestens einen Wert"),
    ("invalid choice:", "kennt diesen Wert nicht:"),
    ("choose from", "möglich sind"),
    ("invalid int value:", "braucht eine ganze Zahl, nicht"),
    ("not allowed with argument", "geht nicht zusammen mit"),
    ("argument ", "Die Angabe "),
)


def _german(message: str) -> str:
    for english, german in _PHRASES:
        message = message.replace(english, german)
    return message if message.endswith(("?", ".")) else message + "."


def iso_date(text: str) -> date:
    """A day as YYYY-MM-DD or DD.MM.YYYY, for `type=` of an argument."""
    try:
        if "." in text:
            day, month, year = text.split(".")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"«{text}» ist kein Tag im Kalender; erwartet wird JJJJ-MM-TT, z. B. 2022-06-30"
        ) from None
