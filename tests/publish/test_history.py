"""What the history of releases says of each: public or internal, also after a rollback."""

from __future__ import annotations

from pipelines.publish.history import steps


def _event(release: str, action: str = "release", approved_by: str | None = None) -> dict[str, str | None]:
    return {
        "release": release,
        "action": action,
        "approved_by": approved_by,
        "at": "2025-08-01T08:00:00+00:00",
    }


def test_a_rollback_to_an_approved_release_is_no_internal_one_and_an_internal_release_is_not_approved():
    told = [
        step.sentence
        for step in steps(
            [
                _event("A", approved_by="Anna Beispiel"),
                _event("B"),
                _event("A", "rollback"),
                _event("B", "rollback"),
            ]
        )
    ]
    assert told == [
        "öffentlich freigegeben von Anna Beispiel",
        "intern bereitgestellt",
        "zurückgeholt (öffentlich freigegeben von Anna Beispiel)",
        "zurückgeholt (nur intern)",
    ]
