"""The rounding of persons in prose that a person may choose: one rule for the command line and the page.

A grain finer than the rounding base of the public world, or not a multiple of it, would make «rund 1.043» of a printed
1.045: a number that looks exact and is none.
"""

from __future__ import annotations

import re

from pipelines.errors import UsageProblem
from pipelines.publish import german

COARSEST = 1000
_WHOLE = re.compile(r"\d{1,7}|\d{1,3}(?:\.\d{3})+")  # German thousands marks may stand in it


def read(text: str, base: int) -> int | None:
    """The grain that somebody typed, None for an empty text; UsageProblem as `require`.

    >>> read("1.000", 5), read(" ", 5)
    (1000, None)
    """
    typed = text.strip()
    if not typed:
        return None
    # Digits of other scripts are digits for Python; here they are no number.
    if not (typed.isascii() and _WHOLE.fullmatch(typed)):
        raise _refused(typed, base)
    grain = int(typed.replace(".", ""))
    require(grain, base)
    return grain


def require(grain: float, base: int) -> None:
    """Raise UsageProblem, naming the allowed ones, for a grain that is no multiple of the rounding base up to 1,000."""
    if not (base <= grain <= COARSEST and grain % base == 0):
        raise _refused(f"{grain:g}", base)


def _refused(typed: str, base: int) -> UsageProblem:
    return UsageProblem(
        f"Auf {german.quoted(typed)} lässt sich nicht runden; möglich sind Vielfache von {base} "
        f"zwischen {base} und {german.number(COARSEST)}, z. B. 10, 50 oder 100."
    )
