"""What people type for the head of a document, made fit for every form: PDF, Word, Excel, HTML, text."""

from __future__ import annotations

import unicodedata

from pipelines.errors import UsageProblem

MOST = 200  # characters; a head is no place for a text
_INVISIBLE = {
    "Cc",
    "Cf",
    "Co",
    "Cs",
    "Zl",
    "Zp",
}  # control, direction and private marks: no form shows them alike


def typed(label: str, text: str) -> str:
    """The text as one line without invisible marks; UsageProblem when it is too long for a head.

    >>> typed("Gremium", "Haupt-\\nausschuss \u202e42")
    'Haupt- ausschuss 42'
    """
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    line = " ".join("".join(sign for sign in spaced if unicodedata.category(sign) not in _INVISIBLE).split())
    if len(line) > MOST:
        raise UsageProblem(f"«{label}» hat {len(line)} Zeichen; erlaubt sind höchstens {MOST}, bitte kürzen.")
    return line
