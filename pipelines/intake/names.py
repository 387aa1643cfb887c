"""How a file is called in front of people: apart from its namesakes, and never by a person's data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.intake.model import FileRefused
from pipelines.intake.personal import detectors

_SEARCHED = frozenset({detectors.EMAIL, detectors.IBAN, detectors.NAME})


def shown(path: Path, number: int) -> str:
    """The file's name, or «Datei 3.csv» in its place when the name itself says something about a person."""
    texts = (path.stem, path.stem.replace("_", " "))
    telling = any(detectors.find(text, _SEARCHED) for text in texts)
    return f"Datei {number}{path.suffix.lower()}" if telling else path.name


def refuse_telling(path: Path, file: str) -> None:
    """Raises FileRefused (`personal_data`) for a file that `shown` had to hide behind a number."""
    if file != path.name:
        raise FileRefused(
            "personal_data",
            f"{file}: Schon der Dateiname enthält personenbezogene Daten; bitte umbenennen und prüfen.",
        )


def apart(paths: Sequence[Path]) -> list[str]:
    """Names that tell files apart: the bare name, with its folder where two are called the same."""
    names = [path.name for path in paths]
    return [path.name if names.count(path.name) == 1 else f"{path.parent.name}/{path.name}" for path in paths]
