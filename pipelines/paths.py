"""Every place in a home, named once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import EnvironmentProblem, because

CHECKOUT = Path(__file__).resolve().parent.parent
_PROJECT = 'name = "zielgruppenmonitor"'


@dataclass(frozen=True)
class Home:
    """All state of one installation lives below `root`; two homes never influence each other."""

    root: Path

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.toml"

    @property
    def lock(self) -> Path:
        return self.root / ".lock"

    @property
    def sample(self) -> Path:
        """The demo's invented exports, all deliveries in one folder."""
        return self.root / "beispiel"

    @property
    def snapshots(self) -> Path:
        """Accepted files, unchanged, by hash, each with a sidecar."""
        return self.root / "snapshots"

    @property
    def warehouse(self) -> Path:
        """DuckDB files with the full history; the pointer `current` names the valid one."""
        return self.root / "warehouse"

    @property
    def loads(self) -> Path:
        """One folder per load: report, findings, quarantine."""
        return self.root / "loads"

    @property
    def releases(self) -> Path:
        """One folder per release; the pointer `current` names the served one."""
        return self.root / "releases"

    @property
    def ledger(self) -> Path:
        """Append-only record of every published cell."""
        return self.root / "ledger"

    @property
    def register(self) -> Path:
        """Published figures: what was printed where."""
        return self.root / "publikationen"

    @property
    def salt(self) -> Path:
        """Secret that breaks ties in controlled rounding; made once, mode 0600."""
        return self.root / "salt"

    @property
    def logs(self) -> Path:
        return self.root / "logs"


def find_home(chosen: str | None) -> Home:
    """The home a person chose, else `ZGM_HOME`, else `data/` of the checkout.

    Raises EnvironmentProblem when it cannot be made, or when none was chosen and there is no checkout.
    """
    given = Path(chosen or os.environ.get("ZGM_HOME") or _of_the_checkout())
    try:
        root = given.expanduser().resolve()
    except RuntimeError as error:
        raise EnvironmentProblem(
            f"Zu «{given}» ist kein Heimatverzeichnis bekannt; bitte mit --home den ganzen Pfad nennen."
        ) from error
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"Das Datenverzeichnis {root} kann nicht angelegt werden ({because(error)}); "
            "bitte mit --home ein anderes wählen."
        ) from error
    return Home(root)


def _of_the_checkout() -> Path:
    """Beside an installed package there is none: its folder goes with the next update, and the figures with it."""
    project = CHECKOUT / "pyproject.toml"
    if not project.is_file() or _PROJECT not in project.read_text(encoding="utf-8"):
        raise EnvironmentProblem(
            "Es ist kein Datenverzeichnis gewählt; bitte mit --home oder der Umgebungsvariablen ZGM_HOME eines nennen."
        )
    return CHECKOUT / "data"


def require_writable(home: Home) -> None:
    """Refuse early and in words when nothing could be stored."""
    if not os.access(home.root, os.W_OK | os.X_OK):
        raise EnvironmentProblem(
            f"In das Datenverzeichnis {home.root} darf nicht geschrieben werden; "
            "bitte die Rechte prüfen oder mit --home ein anderes wählen."
        )
