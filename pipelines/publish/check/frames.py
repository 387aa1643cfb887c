"""Headings and what stands under them: «Auf einen Blick – Juni 2022», then lines without a date or a subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.publish.check.model import Mention, Moment

_LONGEST_ITEM, _LONGEST_HEADING = 90, 140
_SENTENCE_END = re.compile(r"[.!?…][\"»“”)\]]*$")


class Frames:
    """Which heading each sentence stands under; `items` are lines of a list or table, which speak of their heading."""

    def __init__(
        self, texts: Sequence[str], mentions: Sequence[Sequence[Mention]], bulleted: Sequence[bool]
    ) -> None:
        self._heading: list[int | None] = []
        self._item: list[bool] = []
        heading: int | None = None
        for number, text in enumerate(texts):
            line = text.strip()
            prose = bool(_SENTENCE_END.search(line)) and not bulleted[number]
            counted = bool(mentions[number])
            self._item.append(counted and (bulleted[number] or (not prose and len(line) <= _LONGEST_ITEM)))
            self._heading.append(heading)
            titled = not prose and not bulleted[number] and len(line) <= _LONGEST_HEADING
            if titled and (line.endswith(":") or not counted):
                heading = number

    def heading(self, sentence: int) -> int | None:
        """The heading above a sentence, None when there is none."""
        return self._heading[sentence]

    def of_item(self, sentence: int) -> int | None:
        """The heading that a line of a list or table goes on from; None for prose."""
        return self._heading[sentence] if self._item[sentence] else None


def day_of(moments: Sequence[Moment]) -> Moment | None:
    """The date that a heading gives to what stands under it: the last one it names."""
    dated = [moment for moment in moments if moment.as_of and moment.shape in ("point", "period")]
    return dated[-1] if dated else None
