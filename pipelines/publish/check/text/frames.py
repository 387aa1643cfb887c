"""Headings and what stands under them («Auf einen Blick – Juni 2022», then lines without a date or a subject), and
where one train of thought ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.text.tokenise import COLUMN_GAP

_LONGEST_ITEM, _LONGEST_HEADING = 90, 140
_TAKES_UP = re.compile(
    r"\W*(?:davon|darunter|hiervon|von ihnen|von diesen|unter ihnen|von denen|damals|seinerzeit)\b",
    re.IGNORECASE,
)
_COLUMNS = re.compile(rf"\w{COLUMN_GAP}\w")
_SENTENCE_END = re.compile(r"[.!?…][\"»“”)\]]*$")


class Frames:
    """Which heading each sentence stands under; `items` are lines of a list or table, which speak of their heading.

    apart: does a blank line stand before the sentence? It ends what was spoken of, but for what a heading or a label line
    says of the lines under it, and for a sentence that takes up the one before («Davon …»).
    """

    def __init__(
        self,
        texts: Sequence[str],
        mentions: Sequence[Sequence[Mention]],
        bulleted: Sequence[bool],
        apart: Sequence[bool],
    ) -> None:
        self._heading: list[int | None] = []
        self._item: list[bool] = []
        self._paragraph: list[int] = []
        self.takes_up = [bool(_TAKES_UP.match(text)) for text in texts]
        self.titles: list[bool] = []  # lines that are no sentences and no items
        heading: int | None = None
        for number, text in enumerate(texts):
            line = text.strip()
            prose = bool(_SENTENCE_END.search(line)) and not bulleted[number]
            counted = bool(mentions[number])
            self._item.append(counted and (bulleted[number] or (not prose and len(line) <= _LONGEST_ITEM)))
            self._heading.append(heading)
            titled_before = number > 0 and heading == number - 1
            listed = number > 0 and self._item[number] and self._item[number - 1]
            ends = apart[number] and not (titled_before or listed or self.takes_up[number])
            self._paragraph.append((self._paragraph[-1] if number else 0) + ends)
            headed = not counted and bool(_COLUMNS.search(line))  # «Zahl    Wert    Stichtag» over a table
            titled = not prose and not bulleted[number] and len(line) <= _LONGEST_HEADING and not headed
            self.titles.append(titled)
            leads = not prose and bulleted[number : number + 2] == [False, True]  # «… lebten», then its items
            if leads or (titled and (line.endswith(":") or not counted)):
                heading = number

    def heading(self, sentence: int) -> int | None:
        """The heading above a sentence, None when there is none."""
        return self._heading[sentence]

    def together(self, earlier: int, later: int) -> bool:
        """Do two sentences belong to one train of thought?"""
        return earlier >= 0 and self._paragraph[earlier] == self._paragraph[later]

    def paragraph(self, sentence: int) -> int:
        """The number of the train of thought a sentence belongs to."""
        return self._paragraph[sentence]

    def of_item(self, sentence: int) -> int | None:
        """The heading that a line of a list or table goes on from; None for prose."""
        return self._heading[sentence] if self._item[sentence] else None


def day_of(moments: Sequence[Moment]) -> Moment | None:
    """The date that a heading gives to what stands under it: the last one it names."""
    dated = [moment for moment in moments if moment.as_of and moment.shape in ("point", "period")]
    return dated[-1] if dated else None
