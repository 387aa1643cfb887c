"""What reads like the name of a person, and what only looks so: sites, offices, topics, countries."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipelines import codelists
from pipelines.intake.words import fold

_TITLE = re.compile(
    r"\b(?:Frau|Herrn?|Hr\.?|Fr\.|Familie|Fam\.|Eheleute|gez\.|i\. ?A\.)\s+(?:Dr\.\s*|Prof\.\s*)*(?:[A-ZÄÖÜ]\.\s*)?"
    r"(?:(?:von|van|vom|zu|de|el|al|v\.)\s+)*[A-ZÄÖÜ][\w'’-]+|\bDr\.\s+[A-ZÄÖÜ]\w+"
    r"|\b(?:FRAU|HERRN?|FAMILIE)\s+(?!(?:UND|MIT|OHNE|HAT|IST)\b)[A-ZÄÖÜ][A-ZÄÖÜ'’-]{2,}"
)
# A whole cell only: in a remark such as «Frau sucht Wohnung» a verb follows.
_TITLE_ANY_CASE = re.compile(r"(?:frau|herrn?|familie)\s+([^\W\d_]{3,}(?:-[^\W\d_]+)?)", re.IGNORECASE)
_SURNAME_FIRST = re.compile(
    r"([A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?)\s*,\s*([A-ZÄÖÜ][\w'’-]+)(?: [A-ZÄÖÜ][\w'’.-]+)?"
)
_INITIAL = re.compile(r"([A-ZÄÖÜ][\w'’-]{2,}), [A-ZÄÖÜ]\.|[A-ZÄÖÜ]\. ?([A-ZÄÖÜ][^\W\d_]{2,})")
_GIVEN_AND_INITIAL = re.compile(r"([A-ZÄÖÜ][\w'’-]{2,}) [A-ZÄÖÜ]\.")
_LOWER_CASE = re.compile(r"([^\W\d_]{3,}) ([^\W\d_]{4,})")
# Given names that begin a remark in small letters: «max dauer», «jan offen».
_ALSO_WORDS = frozenset({"max", "jan", "mark", "rosa", "mai", "heide", "ernst", "frank"})
_WORDS = re.compile(r"[^\W\d_][\w'’-]*", re.UNICODE)
_PARTICLES = frozenset("al el von van de bin ibn ul ur".split(" "))  # noqa: SIM905
# Words of offices, places and cells: a phrase that holds one of them is no name because of its comma alone.
_NO_NAMES = frozenset(
    "nord sued ost west mitte republik demokratische arabische bundesrepublik sonstige gmbh ev ggmbh stadt landkreis "  # noqa: SIM905
    "kreis land gemeinde amt amtes team abteilung dezernat referat bereich caritas caritasverband diakonie diakonisches "
    "werk verein kita kindergarten hort schule jobcenter agentur sparkasse bank vhs volkshochschule praxis klinik "
    "migration integration soziales jugend sport familien frauen maenner kinder fluechtlinge stand auszug bericht liste "
    "fallliste blatt seite version filter quelle termin platz wohnen wohnung zimmer haus garten etage akte anlage angabe "
    "angaben bescheid antrag kosten stellen personal deutsch deutschland baden wuerttemberg loerrach basel freiburg und "
    "kind hat ist mit ohne aus oben unten siehe "
    "januar februar maerz april mai juni juli august september oktober november dezember".split()
)
_NO_NAME_ENDS = (
    "ung", "ungen", "heit", "keit", "schaft", "amt", "werk", "verband", "verein", "stelle", "dienst", "schule",
    "heim", "haus", "zeit", "management", "kurs", "bereich", "gebiet", "kreis", "gruppe", "stunden", "isch", "iert",
)  # fmt: skip
# «Haus Maria», «St. Martin», «Maria Hilf» are houses; «Caritas Anna-Haus» is one too.
_NO_NAMES_BEFORE = frozenset(
    "haus st sankt heim wohnheim villa hof schule kirche am im unterkunft objekt containerdorf".split(" ")  # noqa: SIM905
)
# A firm that bears the name of its owner («Bäckerei Fritz Fuchs») stands in every register and names no client.
_FIRMS = frozenset(
    "firma fa autohaus gasthaus gasthof hotel restaurant cafe friseur friseursalon salon spedition zimmerei "  # noqa: SIM905
    "baugeschaeft elektro malerbetrieb gartenbau weingut".split()
)
_FIRM_ENDS = ("erei", "handlung", "betrieb", "werkstatt", "handel")
_FIRM_FORMS = frozenset("gmbh kg ohg ag ek gbr ug mbh".split(" "))  # noqa: SIM905
_NO_NAMES_BEHIND = _NO_NAMES_BEFORE | frozenset(
    "hilf strasse str weg platz allee stift kirche quartier".split(" ")  # noqa: SIM905
)


def is_name(text: str) -> bool:
    """True when the text holds a form of address with a name, a name with its given name, or is a name as a whole."""
    if _TITLE.search(text) or _is_addressed(text) or _is_shortened(text):
        return True
    for surname, given in _SURNAME_FIRST.findall(text):
        if _is_given(given) or _is_given(surname) or _may_be_a_name(text):
            return True
    return _has_given_name(text) or _is_lower_case_name(text)


def _is_given(word: str) -> bool:
    """A known given name, or two with a hyphen between them."""
    names = given_names()
    return fold(word) in names or ("-" in word and all(fold(part) in names for part in word.split("-")))


def _is_lower_case_name(text: str) -> bool:
    """«olena kovalenko»: a whole cell of a given name and a word that is none of everyday life."""
    found = _LOWER_CASE.fullmatch(text)
    if found is None or found[1] in _ALSO_WORDS:
        return False
    return fold(found[1]) in given_names() and not is_everyday(found[2])


def _is_addressed(text: str) -> bool:
    found = _TITLE_ANY_CASE.fullmatch(text)
    return found is not None and not is_everyday(found[1])


def _is_shortened(text: str) -> bool:
    """«Muster, E.», «E. Muster», or a known given name with the first letter of the other: «Erika M.»."""
    found = _INITIAL.fullmatch(text)
    if found is not None:
        return not is_everyday(found[1] or found[2])
    given = _GIVEN_AND_INITIAL.fullmatch(text)
    return given is not None and _is_given(given[1])


def _may_be_a_name(text: str) -> bool:
    """A short phrase of capitalised words, none of which is a word of offices or of the code lists."""
    words = _WORDS.findall(text)
    return (
        len(words) <= 4
        and not re.search(r"\d", text)
        and all(word[0].isupper() or word in _PARTICLES for word in words)
        and not any(is_everyday(word) for word in words)
    )


def is_everyday(word: str) -> bool:
    """A word of offices, places or code lists, or formed like one."""
    folded = fold(word)
    return folded in _NO_NAMES or folded in _words_of_codelists() or folded.endswith(_NO_NAME_ENDS)


@cache
def _words_of_codelists() -> frozenset[str]:
    """Every word of a label: «Syrien, Arabische Republik» and «Wohnen, Arbeit» are no people."""
    entries = (entry for name in codelists.names() for entry in codelists.load(name).values())
    labels = (text for entry in entries for text in (entry.label, *entry.aliases))
    return frozenset(fold(word) for label in labels for word in _WORDS.findall(label) if len(word) > 2)


def _has_given_name(text: str) -> bool:
    """A known given name alone in the cell, or beside another capitalised word."""
    words = _WORDS.findall(text)
    if len(words) == 1:
        return _is_given(words[0]) and words[0] == text.strip() and text[:1].isupper()
    around = zip(["", *words], words, words[1:], [*words[2:], ""], strict=False)
    return any(_is_full_name(text, *four) for four in around)


def _is_full_name(text: str, before: str, first: str, second: str, after: str) -> bool:
    """Two capitalised words side by side, one of them a given name; not those of a house or a firm."""
    if not (f"{first} {second}" in text and first[0].isupper() and second[0].isupper() and len(second) > 2):
        return False
    if fold(before) in _NO_NAMES_BEFORE or _is_firm(before) or fold(after) in _FIRM_FORMS:
        return False
    if _is_given(first) and fold(second) not in _NO_NAMES_BEHIND:
        return True
    return _is_given(second) and fold(first) not in _NO_NAMES_BEFORE and not _is_firm(first)


def _is_firm(word: str) -> bool:
    folded = fold(word)
    return folded in _FIRMS or folded.endswith(_FIRM_ENDS)


@cache
def given_names() -> frozenset[str]:
    """Folded given names, and surnames that stand for one (Nguyen)."""
    text = (Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split())
