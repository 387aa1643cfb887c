"""What digits printed in German say: «1.380», «4,75», «4.75 Stellen»."""

from __future__ import annotations

import re

_NO_DIGIT = re.compile(r"[^\d,]")
_POINT = re.compile(r"\d{1,3}\.\d{1,2}")  # «4.75 Stellen»: a decimal point, since thousands have three digits


def value(digits: str) -> float:
    """«1.380» is 1380, «4,75» is 4.75."""
    plain = digits if _POINT.fullmatch(digits) else _NO_DIGIT.sub("", digits).replace(",", ".")
    number = float(plain)
    return int(number) if number.is_integer() else number


def step(digits: str) -> float:
    """The size of the last digit printed: 1, 0.1, 0.01."""
    mark = "." if _POINT.fullmatch(digits) else ","
    return float(10 ** -len(digits.partition(mark)[2]))
