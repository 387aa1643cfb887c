"""What the modules of the check found out about a draft and would ask again for the next number."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.publish.check.model import Mention, Role, Span, Word
from pipelines.publish.check.words.vocabulary import Hit


@dataclass
class Kept:
    """Answers by the place they belong to: where a number starts, a sentence's or clause's number, a stretch of text."""

    groups_of: dict[int, list[Hit]] = field(default_factory=dict)  # `groups`, per number
    thereof: dict[int, bool] = field(default_factory=dict)  # likewise
    codes_of: dict[tuple[int, str], tuple[dict[str, str], str]] = field(
        default_factory=dict
    )  # and per metric
    owner_of: dict[tuple[int, int, int], int] = field(default_factory=dict)  # the number a group belongs to
    bodies: dict[int, tuple[int, bool] | None] = field(default_factory=dict)  # `owners`, per sentence
    of_others: dict[int, bool] = field(default_factory=dict)  # likewise
    towns: dict[tuple[int, int], Span | None] = field(default_factory=dict)  # likewise, per stretch
    closed: dict[int, bool] = field(default_factory=dict)  # `outlook`, per clause
    rows: dict[int, list[list[Mention]]] = field(default_factory=dict)  # `inorder`, per sentence
    turns: dict[int, tuple[str, str] | None] = field(default_factory=dict)  # likewise, per number
    paired: dict[int, set[int]] = field(default_factory=dict)  # `doubts`, per sentence
    tells_number: dict[int, bool] = field(default_factory=dict)  # `takenup`, per sentence
    strange: dict[int, list[Word]] = field(default_factory=dict)  # `residue`, per clause
    relative: dict[int, int | None] = field(default_factory=dict)  # `context`, per number
    groups_left: dict[int, list[Hit]] = field(default_factory=dict)  # `allbodies`, per sentence
    roles: dict[int, Role] = field(default_factory=dict)  # `roles`, per number
