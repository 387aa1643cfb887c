"""The history of releases in German words: what happened to a release, and who approved it for the public.

An approval is said of a release once; a rollback to it later says nothing of it and is no less public for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """One event. approver: who had approved its release for the public by then, None while it was internal only."""

    event: Mapping[str, Any]
    approver: str | None

    @property
    def what(self) -> str:
        """«öffentlich freigegeben», «intern bereitgestellt», «zurückgeholt»."""
        if self.event["action"] == "rollback":
            return "zurückgeholt"
        return "öffentlich freigegeben" if self.event["approved_by"] else "intern bereitgestellt"

    @property
    def sentence(self) -> str:
        """The same with the approver: «zurückgeholt (öffentlich freigegeben von A. Beispiel)»."""
        if self.event["action"] != "rollback":
            return f"{self.what} von {self.approver}" if self.event["approved_by"] else self.what
        return f"{self.what} ({f'öffentlich freigegeben von {self.approver}' if self.approver else 'nur intern'})"


def steps(events: Iterable[Mapping[str, Any]]) -> list[Step]:
    """The events in their order (oldest first), each with the approver of its release."""
    known: dict[str, str] = {}
    found = []
    for event in events:
        if event["approved_by"]:
            known[event["release"]] = event["approved_by"]
        found.append(Step(event, known.get(event["release"])))
    return found
