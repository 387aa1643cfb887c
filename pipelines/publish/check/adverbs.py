"""«von nur noch 400», «um immerhin 46», «(bereits 53)»: words of weight between a number and the word that leads to it.

What leads to a number («von», «auf», «um», a bracket) says what it is, and stands right before it everywhere else.
"""

from __future__ import annotations

import re

_WEIGHT = (
    r"(?:(?:nur|immer|inzwischen|mittlerweile|nun|heute)\s+noch|gerade\s+(?:ein)?mal|gerade|nur|noch|bereits|schon|immerhin|lediglich|sogar|nunmehr"
    r"|inzwischen|mittlerweile|zuletzt|erst|damals|beachtliche|stolze|ganze)"
)
_NUMBER = r"(?=(?:(?:rund|knapp|gut|etwa|fast|über|zirka|ca\.)\s)?\d)"
_LED_TO = re.compile(
    rf"(?P<lead>\(|\b(?:von|um|auf|bei|mit|gegenüber|statt|nach|aus|der|den|die|Soll|Ist)\s)(?P<weight>{_WEIGHT}\s){_NUMBER}"
)


def left_out(text: str) -> str:
    """The text with spaces for such words, before what leads to the number; every number stays where it is."""
    return _LED_TO.sub(lambda m: " " * len(m["weight"]) + m["lead"], text)
