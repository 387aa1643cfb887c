"""Who asks, and which of the two worlds of numbers answers. Set by the guard before anything else runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flask import g, has_request_context

World = Literal["internal", "public"]
# Role → its German name. Who has several takes the first.
ROLES = {
    "admin": "Administration",
    "ob": "Büro des Oberbürgermeisters",
    "steward": "Welcome-Center",
    "council": "Gemeinderat",
    "press": "Presse",
}
INTERNAL_ROLES = frozenset({"ob", "steward", "admin"})
# Who may let a press sheet go out: the press office, whom it speaks for, and who looks after the service.
MAY_APPROVE = frozenset({"press", "ob", "admin"})


@dataclass(frozen=True)
class Visitor:
    """One person at one request. how: the login mode that let them in («none»: the demo on this machine)."""

    user: str
    role: str
    how: str

    @property
    def world(self) -> World:
        """Internal figures only for the roles named; whatever else a role may be, it is public."""
        return "internal" if self.role in INTERNAL_ROLES else "public"

    @property
    def may_approve(self) -> bool:
        """Whether this person may approve a press sheet."""
        return self.role in MAY_APPROVE


def visitor() -> Visitor:
    """The person of this request; the guard has set it, or the request does not get here."""
    found: Visitor = g.visitor
    return found


def world() -> World:
    """The world of this request; work outside of any request (making pages ahead) is internal."""
    return visitor().world if has_request_context() else "internal"
