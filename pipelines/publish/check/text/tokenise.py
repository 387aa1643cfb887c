"""Words, clauses and sentences with their places in the text; the text itself is never changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise

from pipelines.publish import german
from pipelines.publish.check.model import Span, Word
from pipelines.publish.check.text import numberwords
from pipelines.publish.check.text.reported import stated

_WORD = re.compile(r"[A-Za-zÄÖÜäöüßéèêáà]+(?:[-'’][A-Za-zÄÖÜäöüßéèêáà]+)*\d?|\d+(?![.,]?\d)")
_ABBREVIATIONS = {
    "ca", "rd", "z", "b", "d", "h", "u", "a", "nr", "tel", "abs", "art", "st", "mio", "mrd", "tsd", "str",
    "bzw", "vgl", "dr", "zzgl", "inkl", "etc", "usw", "evtl", "ggf", "max", "min", "v",
    "pers", "durchschn", "insg", "einschl",
}  # fmt: skip
STARTERS = {
    "der", "die", "das", "es", "im", "in", "am", "zum", "zur", "damit", "davon", "ein", "eine", "seit", "bei",
    "auf", "für", "von", "hinzu", "insgesamt", "darunter", "so", "sie", "wir", "zuletzt", "aktuell", "derzeit",
    "gefördert", "ende", "stand", "unter", "den", "mit", "bis", "nach", "aus", "um", "ohne", "durch", "gegen",
    "vor", "über", "binnen", "innerhalb", "während", "gegenüber", "laut", "gemessen", "wegen", "trotz", "ab",
    "anfang", "mitte", "bisher", "bislang", "heute", "inzwischen", "mittlerweile", "dies", "diese", "dieser",
    "dieses", "beide", "alle", "viele", "fast", "rund", "knapp", "mehr", "etwa", "gut", "nur", "wie", "wenn",
    "weil", "als", "ob", "seitdem", "dabei", "dazu", "dagegen", "hier", "dort", "dann", "jetzt", "somit", "er",
    "man", "ihr", "ihre", "unser", "unsere", "jede", "jeder", "jedes", "doch", "aber", "und", "auch", "noch",
    "bezogen", "verglichen",
    "weitere", "zwei", "drei", "vier", "doppelt", "durchschnittlich", "rechnerisch", "gemeinsam", "zusammen",
    "zwischen", "männer", "frauen", "ist", "sind", "war", "waren", "hat", "haben", "wird", "werden", "warum", "wieso",
    "was", "wer", "welche", "wo", "woran", "woher", "allerdings", "zudem", "außerdem", "deshalb", "daher", "dennoch",
    "trotzdem", "gleichzeitig", "zugleich", "besonders", "darüber", "hinter", "neben", "schließlich", "künftig",
    "leider", "nicht", "kein", "keine", "einen", "eines", "dem", "des",
}  # fmt: skip
_MOST_WORDS, _MOST_NUMBERS = 150, 8
_RUN = re.compile(r"\S{81,}")
# «–», «•», and the arrows, ticks and pictures of posts.
BULLET = r"(?:[-–•*·]|[\u2190-\u2bff\U0001f300-\U0001faff]\ufe0f?)"
_ON = r"(?:[^\n.!?]|\.(?=\d))"  # a sign of one sentence in one line
_HEDGE = r"(?:(?:rund|etwa|knapp|gut|über|fast|ca\.|zirka|bis|ab)\s)?"
# What a line of a chronicle begins with: «Juni», «30. Juni», «31.12.2022», «Ende 2022», «1. Halbjahr 2024», «2018»
_LABEL_DAY = (
    rf"(?:(?:\d{{1,2}}\.\s)?(?:{'|'.join(german.MONTHS)})(?:\s(?:19|20)\d\d)?|\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d"
    r"|(?:(?:Ende|Mitte|Anfang|Jahr|Gesamtjahr|[1-4]\.\s(?:Halbjahr|Quartal))\s)?(?:19|20)\d\d)"
)
# «…: 880» is no end of a line when «Personen» follows
_COUNTED_NEXT = (
    r"(?!(?:Person|Mensch|Frau|Männ|Kind|Jugend|Geflücht|Beratung|Stelle|Vollzeit|Prozent|Monat|Euro|Ukrain)"
    r"[^\n:]*(?:\n|$))"
)
COLUMN_GAP = r"(?: {3,}|\t+)"  # between two cells of a plain-text table
_BREAK = re.compile(
    # where none of these stands and no line begins, nothing ends
    r"(?:(?<![^\n])|(?=[\n.!?…\u2705\u2714\u2757\U0001f300-\U0001faff]))(?:"
    rf"\n[ \t]*\n\s*|\n(?=[ \t]*{BULLET}[ \t])|\n(?=[ \t]*(?:Stand|Quelle)\b)"
    r"|(?<![^\n])[^\n]{1,49}(?<![,–-])\n(?=[A-ZÄÖÜ\d«„])"  # a short line, as of a table
    # «Betreuungsschlüssel 2024 … 1 : 291», under it «Betreuungsschlüssel 2023 …»
    r"|(?<![^\n])(?P<word>(?!Prozent|Person|Mensch|Geflücht|Euro|Stelle|Vollzeit|Monat)[A-ZÄÖÜ]\w{3,})"
    r"[^\n]{10,120}\d\n(?=(?P=word)\b)"
    rf"|(?<![^\n])[^\n]*?\w{COLUMN_GAP}[\w–][^\n]*\n(?=\S)"  # a row in columns: «besetzt    4,0  30.06.2022»
    # below a colon, a short line that is no sentence; above «davon Frauen: 704»
    r"|(?<=:)(?<!\d\s:)\n(?=[ \t]*[^\n]{1,60}(?<![.!?])(?:\n|$))|\n(?=(?:davon|darunter)\s[^\n:.]{1,60}:)"
    # between two lines with labels: «… insgesamt: 512, darunter 330 Frauen», «Aktuell im Stadtgebiet: 400»
    rf"|(?<![^\n])[^\n:.]{{2,80}}:\s(?:\w+\s)?\d{_ON}{{0,80}}\n(?=[A-ZÄÖÜ][^\n:.]{{2,60}}:\s(?:\w+\s)?\d)"
    rf"|\n(?={_LABEL_DAY}:)|(?<=[.!?:\d])\n(?={_LABEL_DAY}\s–\s)"
    # a longer one that ends with what it gives: «Seit Kriegsbeginn in Lörrach angekommene Geflüchtete: 905»
    rf"|(?<![^\n]){_ON}{{30,140}}(?<!1\s):\s?{_HEDGE}[\d.,]+(?:\s?(?:%|€|[A-ZÄÖÜ]\w+))?(?:\s\([^()\n]{{1,40}}\))?\n(?=[A-ZÄÖÜ]){_COUNTED_NEXT}"
    # «Aufnahmequote 2024 erfüllt ✅ Unser Soll: 257 Menschen»
    r"|(?<=\w\s)[\u2705\u2714\u2757\U0001f300-\U0001faff]+\ufe0f?\s+(?=[A-ZÄÖÜ])"
    r"|[.!?…]+[\"»“”’)\]]*(?=\s|$))"
)
# «Stand Juni 2022 umfasst die aktive Zielgruppe des»: behind such a word no line of a list ends
_WRAPPED = re.compile(
    r"(?:^|\s)(?:de[rsnm]|die|das|eine?[rsnm]?|i[nm]|a[nm]|auf|aus|beim?|bis|durch|für|mit|nach|seit|um|und|oder|sowie|unter|über"
    r"|vo[nmr]|zu[mr]?|Jahre?s?|\d{1,2}\.|als|wie|dass|rund|etwa|zirka|knapp|gut|fast|mehr|sind|waren|ist|war|hat|haben|wurden?|Ende|Mitte|Anfang)$"
)
ITEM = re.compile(rf"\s*{BULLET}\s")
_FIRST_WORD = re.compile(r"\s*(\S+)")
_NARROWEST = 50  # signs of a line that was wrapped
_TITLE = re.compile(r"([^\n]{50,130})(?<![.,;:!?–-])\n([A-ZÄÖÜ\d«„\"][^\n]*)")
# «Mitte 2022 waren es 96 und Ende 2024 97.», but not «zum 31.12.2024 1. Ukraine: 752», an item of a list
_OF_A_DAY = re.compile(r"\b(?:Ende|Mitte|Anfang)\s+(?:19|20)\d\d[ \t]+$")
_SO_MANY = re.compile(r"\s+So viele?\b")  # «6.510! So viele Beratungen …»
_PARAGRAPH_SIGN = re.compile(r"(?:§|\bParagra(?:f|ph))\s?\d{1,3}[a-z]?$")
_PARAGRAPH = re.compile(r"\s*\n[ \t]*\n")
_COUNTS = re.compile(
    r"(?i:\b(?:es|ist|soll|sind|waren|beträgt|betrug|auf|bei|rund|etwa|zirka|knapp|gut|fast|über|unter|als|von|noch|nur|bereits|zu|mit|aus|um|schon)\s+)$"
    r"|\b(?!ein|ihr|sein|dies|jed|jen|unser)[a-zäöüß]{4,}(?:en|te)\s+$"  # «Aus Afghanistan stammten 35.»
    r"|(?<![\w.])"  # «aus Syrien 205, aus Gambia 57.»
    r"(?!(?:Stand|I\w{1,4}|D[aei]\w{1,2}|[AZ][mu]\w?|Vom|Bis|Sein\w*|Ab|Seit|Unser\w*)\b)[A-ZÄÖÜ][\wäöüß]+[ \t]+$"
)
# What an ordinal number counts: «zum 30. Juni», «im 3. Quartal».
_ORDERED = re.compile(
    rf"(?:{'|'.join(german.MONTHS)}|Quartal|Halbjahr|Jahr|Sitzung|Platz|Mal|Stelle|Lebensjahr|Geburtstag|Bürgermeister(?!in)|Stock|Klasse|Januar)"
)
# «… 4,75 Stellen besetzt und lebten noch 603 Geflüchtete aus der Ukraine im Stadtgebiet»: a second sentence behind «und»
_ANEW = (
    r"(?:leb(?:en|ten)|wohn(?:en|ten)|schieden|verließen|kamen|gab(?:en)?|kostete|lag(?:en)?|betrug|waren|sind|standen"
    r"|wurden|begleitete|betreute|zählte|förderte|führte|nahm)"
)
_CLAUSE = re.compile(
    r"(?<!\d),|,(?!\d)|[;()]|(?<!\b1\s):(?!\d)|(?<=\s)[–—·|-](?=\s)"
    rf"|\sund(?=\s{_ANEW}\s[^,;:()]{{0,120}}?\d)"
)

# «1.310 Frauen, Männer und Kinder» is one noun, and its comma parts no clauses.
_KIND = r"(?:Frauen|Männern?|Kindern?|Jugendlichen?|Mädchen|Jungen|Erwachsenen?|Senioren|Familien)"
_KIND_BEFORE = re.compile(rf"\b{_KIND}$")
_KINDS = re.compile(rf"\s+{_KIND}(?:,\s+{_KIND})?\s+(?:und|sowie)\s+{_KIND}\b")


# «… und liegt nun, Ende 2024, bei 1.380»: nor do the commas around a date.
_INSERTED_DATE = re.compile(
    r"\s+(?:(?:zum|am|im|per|Stand)\s)?(?:(?:Jahres)?(?:[Ee]nde|[Mm]itte|[Aa]nfang)\s|Stichtag\s|Jahr\s)?"
    rf"(?:\d{{1,2}}\.\s?(?:\d{{1,2}}\.\s?)?)?(?:(?:{'|'.join(german.MONTHS)})\s)?(?:19|20)\d\d"
    rf"|\s+(?:genauer(?:\sgesagt)?|also)\s(?:am|zum)\s\d{{1,2}}\.\s?(?:{'|'.join(german.MONTHS)}|\d{{1,2}}\.)"
)


# «zwischen Mitte 2022 (30. Juni) und Ende 2024»: nor does a bracket that only says the day again.
_DAY_AGAIN = re.compile(
    rf"(?:19|20)\d\d\s\((?:(?:zum|am|Stand:?|Stichtag:?)\s)?\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{'|'.join(german.MONTHS)})"
    r"\s?(?:(?:19|20)\d\d)?\)|(?:19|20)\d\d\s\((?:am|zum|Stand:?|Stichtag:?)\s\d{1,2}\.\)"
)


# «von 1:236 Ende 2022 über 1:258 Ende 2023 auf 1:291 Ende 2024»: three numbers, not nine
_DATE_OR_RATIO = re.compile(r"(?:19|20)\d\d\b|1\s?:")


def _no_cut(text: str, comma: re.Match[str]) -> bool:
    """Does a comma stand in «Frauen, Männer und Kinder», or before or behind an inserted date?"""
    if comma[0] in "()":
        opened = (
            comma.start() if comma[0] == "(" else text.rfind("(", max(0, comma.start() - 40), comma.start())
        )
        return opened >= 0 and bool(_DAY_AGAIN.match(text, max(0, opened - 5)))
    listed = _KIND_BEFORE.search(text, max(0, comma.start() - 20), comma.start())
    if listed and _KINDS.match(text, comma.end()):
        return True
    behind = _INSERTED_DATE.match(text, comma.end())
    opened = text.rfind(",", 0, comma.start()) + 1
    closed = opened and _INSERTED_DATE.fullmatch(text, opened, comma.start())
    return bool(closed) or (behind is not None and text[behind.end() : behind.end() + 1] == ",")


def words(text: str) -> list[Word]:
    """Every word, hyphenated ones as one; a run of digits counts as a word, so that «unter 18» can be a phrase."""
    return [Word(m.start(), m.end(), m[0], stated(m[0])) for m in _WORD.finditer(text)]


def sentences(text: str) -> list[Span]:
    """Sentences, bullet points, headings and short lines, as of a table; a line break in prose does not end one."""
    blocks = _Blocks(text)
    cuts = [match.end() for match in _BREAK.finditer(text) if _ends(text, match, blocks)]
    title = _TITLE.match(text)
    if title and len(title[2]) >= len(title[1]) + 1 + len(title[2].split(" ", 1)[0]):
        # the next word had room in it, so the first line was not wrapped
        cuts = sorted({*cuts, title.start(2)})
    edges = [0, *cuts, len(text)]
    return [part for a, b in pairwise(edges) if text[a:b].strip() for part in _short(text, Span(a, b))]


def unwrapped(text: str, found: list[Span]) -> str:
    """The text with every line break inside a sentence as a space: a draft with hard line ends reads as one without."""
    if "\n" not in text:
        return text
    signs = list(text)
    for sentence in found:
        inside = text[sentence.start : sentence.end].strip()
        start = text.index(inside, sentence.start)
        signs[start : start + len(inside)] = inside.replace("\n", " ")
    return "".join(signs)


def readable(text: str) -> str:
    """The text with runs that are no words (over 80 signs without a space) blanked; every place stays the same."""
    return _RUN.sub(lambda match: " " * len(match[0]), text)


def _short(text: str, sentence: Span) -> list[Span]:
    """Pieces of a sentence too long for prose (a table, a list), so that the work stays in proportion to the text.

    Cut at the last comma if there is one, so that no number loses its noun.
    """
    cuts, count, numbers, start = [], 0, 0, sentence.start
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        count += 1
        numbers += not _DATE_OR_RATIO.match(text, match.start()) and (
            match[0][0].isdigit() or numberwords.value(match[0]) is not None
        )
        if count > _MOST_WORDS or numbers > _MOST_NUMBERS:
            marks = _CLAUSE.finditer(text, start, match.start())
            commas = [m.end() for m in marks if not m[0].endswith("(")]
            start = commas[-1] if commas else match.start()
            cuts.append(start)
            count, numbers = 1, 1
    return [Span(a, b) for a, b in pairwise([sentence.start, *cuts, sentence.end]) if a < b]


def clauses(text: str, sentence: Span) -> list[Span]:
    """The parts of a sentence between commas, brackets, colons and dashes; a decimal comma parts nothing."""
    cuts = [
        match.end()
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end)
        if not (match[0] in ",()" and _no_cut(text, match))
    ]
    edges = [sentence.start, *cuts, sentence.end]
    return [Span(a, b) for a, b in pairwise(edges) if a < b]


class Places:
    """Finds the span that holds a position, and counts words between two positions."""

    def __init__(self, spans: list[Span], all_words: list[Word]) -> None:
        self.spans = spans
        # How many words begin before each place, likewise.
        self._before: list[int] = [0]
        for count, word in enumerate(all_words):
            self._before += [count] * (word.start + 1 - len(self._before))
        self._before += [len(all_words)] * (max((s.end for s in spans), default=0) + 2 - len(self._before))
        # The number of the span that holds each place: asked so often that looking it up beats searching.
        self._at: list[int] = []
        for number, span in enumerate(spans):
            following = spans[number + 1].start if number + 1 < len(spans) else span.end + 1
            self._at += [number] * (following - len(self._at))

    def index(self, position: int) -> int:
        return self._at[position] if position < len(self._at) else max(0, len(self.spans) - 1)

    def distance(self, a: Span, b: Span) -> int:
        """Words between two spans; 0 when they touch or overlap."""
        first, second = (a, b) if a.start <= b.start else (b, a)
        return max(0, self._before[second.start] - self._before[first.end])


def is_count(text: str, start: int) -> bool:
    """«Mitte 2022 waren es rund 21. Lörrach …»: behind a verb or a hedge «21.» ends a sentence and is no «21ster»."""
    near = max(0, start - 30), start
    return bool(
        _COUNTS.search(text, *near) or (text[start : start + 2].isdigit() and _OF_A_DAY.search(text, *near))
    )


class _Blocks:
    """How long the longest line is between two blank lines; reckoned once, so that the work grows with the text only."""

    def __init__(self, text: str) -> None:
        parts = text.split("\n\n")
        self._ends = list(accumulate(len(part) + 2 for part in parts))
        self._widths = [max(map(len, part.split("\n"))) for part in parts]

    def width(self, place: int) -> int:
        return self._widths[bisect_right(self._ends, place)]


def _is_wrapped(text: str, place: int, blocks: _Blocks) -> bool:
    """Does the sentence go on below: the last word of the line says so, or the first word below had no room in it?"""
    if ITEM.match(text, place + 1):
        return False
    line = text[text.rfind("\n", 0, place) + 1 : place]
    if _WRAPPED.search(line):
        return True
    below = _FIRST_WORD.match(text, place + 1)
    if ":" in line or not line[-1:].isalpha() or below is None:
        return False
    width = blocks.width(place)
    return width >= _NARROWEST and len(line) + 1 + len(below[1]) > width


def _ends(text: str, match: re.Match[str], blocks: _Blocks) -> bool:
    """A full stop ends a sentence unless it belongs to an abbreviation, a date or an ordinal number."""
    if match[0] in "!." and _SO_MANY.match(text, match.end()) and text[match.start() - 1].isdigit():
        return False
    if match[0].endswith("\n") and match[0].count("\n") == 1:
        return not _is_wrapped(text, match.end() - 1, blocks)
    if not match[0].startswith(".") or _PARAGRAPH.match(text, match.end()):
        return True
    before = re.search(r"[\w.,]*$", text[max(0, match.start() - 20) : match.start()])
    last = before[0] if before else ""
    follower = re.match(r"\s*(?:€\s)?[\"„«(]*([\wÄÖÜäöü]+)", text[match.end() : match.end() + 40])
    following = follower[1] if follower else ""
    if not following:
        return True
    if _PARAGRAPH_SIGN.search(text, max(0, match.start() - 20), match.start()):
        return following[0].isupper()  # «… einen Titel nach Paragraf 24. Privat zur Miete wohnten …»
    if re.fullmatch(r"\d{1,2}", last) or re.fullmatch(r"\d{1,2}\.\d{1,2}", last):
        bracketed = "." in last or ")" in match[0]
        if _ORDERED.match(following) or (bracketed and not following[0].isupper()):
            return False  # «zwischen Mitte 2022 (30.06.) und Ende 2024», «im Juni 2021 (Stichtag 30.) waren»
        return following.lower() in STARTERS or is_count(text, match.start() - len(last))
    if last.lower().split(".")[-1] in _ABBREVIATIONS:
        return False
    return not following[0].islower()
