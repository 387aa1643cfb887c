"""argparse with German words, and argument types that answer in German sentences."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
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


# What argparse says in English, and how a clerk reads it; the name of the option goes in at its place.
_SENTENCES = (
    (
        r"argument (.+?): invalid choice: '(.*)' \(choose from (.*)\)",
        r"Die Angabe \1 kennt «\2» nicht; möglich sind \3.",
    ),
    (r"argument (.+?): expected one argument", r"Die Angabe \1 braucht genau einen Wert."),
    (r"argument (.+?): expected at least one argument", r"Die Angabe \1 braucht mindestens einen Wert."),
    (r"argument (.+?): invalid int value: '(.*)'", r"Die Angabe \1 braucht eine ganze Zahl, nicht «\2»."),
    (r"argument (.+?): invalid float value: '(.*)'", r"Die Angabe \1 braucht eine Zahl, nicht «\2»."),
    (r"argument (.+?): not allowed with argument (.+)", r"Die Angaben \1 und \2 gehen nicht zusammen."),
    (
        r"argument (.+?): ignored explicit argument '(.*)'",
        r"Die Angabe \1 nimmt keinen Wert, auch nicht «\2».",
    ),
    (r"argument (.+?): (.+)", r"Die Angabe \1 stimmt nicht: \2."),
    (r"the following arguments are required: (.+)", r"Es fehlt: \1."),
    (r"one of the arguments (.+) is required", r"Es fehlt eine dieser Angaben: \1."),
    (r"unrecognized arguments: (.+)", r"Diese Angaben kennt der Befehl nicht: \1."),
)


def _german(message: str) -> str:
    for english, german in _SENTENCES:
        if found := re.fullmatch(english, message, re.DOTALL):
            return found.expand(german).replace("'", "") if "choose from" in message else found.expand(german)
    return message if message.endswith(("?", ".")) else message + "."


def add_forms(
    parser: argparse.ArgumentParser, *more: str, default: str | None = "table", what: str = ""
) -> None:
    """`--format` and, for `--format json`, the short `--json`: the one way to ask a verb for its forms of output.

    more: forms besides `table` (what a person reads) and `json`; what: German words about them for the help.
    """
    forms = ("table", "json", *more)
    listed = f"{', '.join(forms[:-1])} oder {forms[-1]}"
    parser.add_argument(
        "--format", choices=forms, default=default, metavar="FORM",
        help=f"{listed}{what and f' ({what})'}",
    )  # fmt: skip
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="wie --format json")


def whole_number(least: int) -> Callable[[str], int]:
    """A whole number from `least` (0 or more) on, for `type=` of an argument."""

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"«{text}» ist keine ganze Zahl ab {least}")
        return int(text)

    return read


def approver(text: str) -> str:
    """The name of who approves, as one line, for `type=` of an argument: an approval without a name is none."""
    name = " ".join(text.split())
    if not name:
        raise argparse.ArgumentTypeError("der Name, wer freigibt, fehlt")
    return name


_EARLIEST = 1900  # before the first day of the calendar there is no month to compare with


def iso_date(text: str) -> date:
    """A day as YYYY-MM-DD or DD.MM.YYYY from 1900 on, for `type=` of an argument."""
    try:
        read = _written(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"«{text}» ist kein Tag im Kalender; erwartet wird JJJJ-MM-TT, z. B. 2022-06-30"
        ) from None
    if read.year < _EARLIEST:
        raise argparse.ArgumentTypeError(f"«{text}» liegt vor dem Jahr {_EARLIEST}; bitte das Jahr prüfen")
    return read


def _written(text: str) -> date:
    if "." not in text:
        return date.fromisoformat(text)
    day, month, year = text.split(".")
    return date(int(year), int(month), int(day))
