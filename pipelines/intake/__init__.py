"""The intake: files of any office dress become staged tables. The door is `read`.

    taken = intake.read(connection, paths, settings, profiles.available(home, chosen), progress)

Everything else of the room is imported when the door is used, so that looking at `kinds` stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.intake.model import FileAccount, Intake
    from pipelines.intake.reading import read

__all__ = ["FileAccount", "Intake", "read"]


def __getattr__(name: str) -> Any:
    if name == "read":
        from pipelines.intake.reading import read

        return read
    if name in ("Intake", "FileAccount"):
        from pipelines.intake import model

        return getattr(model, name)
    raise AttributeError(name)
