"""Legt örtliche Konten für die Seiten an, zeigt sie oder entfernt sie (login.mode = "accounts")."""

from __future__ import annotations

import argparse
import getpass
import sys

from pipelines.errors import UsageProblem
from pipelines.paths import find_home

_NEEDS_NAME = ("add", "remove")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `zgm accounts`."""
    parser.add_argument("action", nargs="?", choices=("list", "add", "remove"), default="list", metavar="AKTION",
                        help="list, add NAME --role ROLLE oder remove NAME")  # fmt: skip
    parser.add_argument("name", nargs="?", help="Name, mit dem sich die Person anmeldet")
    parser.add_argument("--role", default="", help="ob, steward, council, press oder admin")


def run(args: argparse.Namespace) -> int:
    """List, add or remove; the password is asked for, or read from standard input, never from the command line."""
    from dashboard.accounts import Accounts
    from dashboard.roles import ROLES

    if args.action in _NEEDS_NAME and not args.name:
        raise UsageProblem(f"«zgm accounts {args.action}» braucht einen Namen.")
    accounts = Accounts(find_home(args.home).root / "konten.sqlite")
    if args.action == "add":
        accounts.add(args.name, args.role, _password())
        print(f"Das Konto «{args.name}» ist angelegt ({ROLES[args.role]}).")
    elif args.action == "remove":
        accounts.remove(args.name)
        print(f"Das Konto «{args.name}» ist entfernt.")
    else:
        for account in accounts.all():
            print(f"{account.name:<24}{account.role:<10}{ROLES[account.role]}")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first, second = getpass.getpass("Kennwort: "), getpass.getpass("Noch einmal: ")
    if first != second:
        raise UsageProblem("Die beiden Eingaben sind verschieden; bitte noch einmal versuchen.")
    return first
