"""One draft, parsed once: words, sentences, clauses, dates, numbers and concepts, and where each of them stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import TypeVar

from pipelines.publish.check.calendar import datelines, dates
from pipelines.publish.check.draft import alone, ellipses
from pipelines.publish.check.draft.kept import Kept
from pipelines.publish.check.model import Mention, Moment, Word
from pipelines.publish.check.numbers import masks, quantities
from pipelines.publish.check.text import leftout, reported, samewords, tokenise
from pipelines.publish.check.words import vocabulary
from pipelines.publish.check.words.vocabulary import Hit, Topic

# «nahm von 336 auf 440 zu»: nobody was taken in
_LEVEL = re.compile(r"n(?:ahm(?:en)?|immt|ehmen)\b[^;.]*\b(?:von|um)\s[^;.]*\bauf\s+(?:\w+\s+)?\d")
_EVERY_NTH = re.compile(
    r"(?i:eine[rn]?\s(?:halbe|dreiviertel|viertel)|jede[rsn]?\s(?:zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte)[rnms]?\b)"
)
# «im Stadtgebiet 512 Menschen angekommen»: where they came to, and not who is still there
_ARRIVED_THERE = re.compile(
    r"Stadtgebiet\b(?!.{0,30}\bnoch\b)[^,;.:]{0,90}\b(?:angekommen|eingetroffen|eintraf(?:en)?|aufgenommen|Zuflucht|Schutz)\b"
)
# «knapp 64 Prozent leben in Familien»: how, and not that they are still here
_LIVE_SO = re.compile(r"(?:leb|wohn)\w*\s+(?:in\s+(?:\w+\s+)?Famili|allein\b|als\s+(?:Famili|Alleinstehend))")
_TO_OTHERS = re.compile(r"\s(?:ihm|ihr|ihnen)\s")  # «dafür zahlt ihm die Stadt 20.000 Euro»: an association
_LEFT = re.compile(
    r"zog(?:en)?\s+(?:\w+\s+)?(?:weiter|fort|weg|zurück)\b"
)  # «302 zogen weiter»: nobody's arrival
# «habe das Soll 592 Personen betragen, aufgenommen worden seien 638»: the participle is of the next clause
_NEXT_CLAUSE = re.compile(r"\d\s[^,]*,\s+(?:\w+\s+)?(?:auf|unter)\w+$|,\s+(?:auf|unter)\w+$")
_BY_NAME = re.compile(r"Frau\s+(?:Dr\.\s+|Prof\.\s+)*[A-ZÄÖÜ]\w+")  # «Frau Berger, wie viele …?»
_STATED = re.compile(r"g(?:ab|ibt)\b[^,;.]*\san,")  # «Die Caritas gab an, …»
# «wohnten 356 in der zentralen Unterbringung und 410 privat»: two groups, and none of one number alone
_AND_A_NUMBER = re.compile(r"\bund\s+(?:\w+\s+)?\d")
# «Der Bedarf ist groß: Von den 3,5 geförderten Stellen …»: not the positions that are needed
_IS_GREAT = re.compile(r"(?:\s+an\s+\w+)?\s+(?:ist|war|bleibt|sei|wächst|steigt)\b(?![^.;:,]*\d)")
# «hat den Wert des Jahres 2023 von 5.834 um 676 übertroffen»: no quota is exceeded
_VALUE_THEN = re.compile(
    r"\b(?:Vorjahres)?(?:[Ww]ert|[Ss]tand|[Nn]iveau|[Ee]rgebnis|[Zz]ahl|[Ss]umme|Vorjahr)s?\b[^,;:!?]*$"
)
_IN_CLAUSE = 90  # signs
# «praktisch gleich geblieben»: nobody stayed
_SAME = re.compile(r"(?:gleich|konstant|unverändert|stabil|hoch|niedrig)\s+$")

# «Es blieben 603, eine Quote von 66,6 Prozent», «Hinter dieser Quote standen 400 Menschen»: a rate, and nothing demanded
_A_RATE = re.compile(r"\s+von\s+(?:\w+\s+)?[\d,]+\s*(?:Prozent|%)")
_THAT_RATE = re.compile(r"(?:Prozent|%)(?:[^.;]|\.(?=\d))*\.\s(?:[^.;]|\.(?=\d)){0,40}\b[Dd]iese[rn]?\s$")
# «Die Aufnahmepflicht wurde zu 108 Prozent erfüllt. Diese Quote …»
_DEMAND = re.compile(r"Aufnahme|Zuweisung|Soll|übertr[aeio]f|übererfüll")
# «befristet bis zum 31. Dezember 2025»: no day of the number
_LIMITED_UNTIL = re.compile(
    r"\b(?:befristet|gesichert|verlängert|bewilligt|zugesagt|vereinbart|gültig|läuft|laufen)\s+(?:\w+\s+)?bis\s+(?:zum\s+)?$"
)
_MONEY = re.compile(r"\s+(?:des|vom|von|seitens)\s+(?:Land|Bund)")  # «durch Zuweisungen des Landes»
_PARTED = re.compile(r"[;:]")

_Placed = TypeVar("_Placed", Hit, Moment, Word)


class Parsed:
    """What stands in the draft, in reading order; all offsets refer to `text`."""

    def __init__(self, text: str, today: date) -> None:
        self.original = text
        text = samewords.signs(tokenise.readable(text))
        self.sentences = tokenise.sentences(text)
        self.text = text = leftout.left_out(samewords.plain(tokenise.unwrapped(text, self.sentences)))
        self.today = today
        self.words: list[Word] = tokenise.words(text)
        self.clauses = [clause for sentence in self.sentences for clause in tokenise.clauses(text, sentence)]
        self.by_sentence = tokenise.Places(self.sentences, self.words)
        self.by_clause = tokenise.Places(self.clauses, self.words)
        dated = dates.find(text, today)
        self.moments: list[Moment] = self._own_days(dated)
        self.vocabulary = vocabulary.load()
        at = self.by_sentence.index
        found = self._all_hits()
        causes = masks.causes(text)
        inside = [hit for hit in found if at(hit.start) == at(hit.end - 1)]
        # «In Familien leben 64 Prozent, allein …»: a group is named within one clause
        inside = [hit for hit in inside if "=" not in hit.concept or "," not in text[hit.start : hit.end]]
        inside = [hit for hit in inside if ";" not in text[hit.start : hit.end]]
        inside = [
            hit
            for hit in inside
            if not (hit.concept.startswith("housing=") and _AND_A_NUMBER.search(text, hit.start, hit.end))
        ]
        inside = [
            hit
            for hit in vocabulary.widest(inside)
            if not _LEVEL.match(text, hit.start, hit.end + 12)
            and not _BY_NAME.match(text, hit.start)
            and not (hit.concept == "quota" and _is_rate(text, hit))
            and not (hit.concept == "lives" and _STATED.match(text, hit.start))
            and not (
                hit.concept == "surplus"
                and _VALUE_THEN.search(text, max(0, hit.start - _IN_CLAUSE), hit.start)
                and text.startswith("um ", hit.start)
            )
            and not (hit.concept == "needed" and _IS_GREAT.match(text, hit.end))
            and not (hit.concept == "per_position" and _EVERY_NTH.match(text, hit.start))
            and not (hit.concept == "took_in" and _NEXT_CLAUSE.search(text, hit.start, hit.end))
            and not (
                hit.concept == "contact" and ", " in text[hit.start : hit.end]
            )  # «gehörten … an, betreut wurden 904»
            and not (hit.concept == "present" and _ARRIVED_THERE.match(text, hit.start))
            and not (hit.concept == "present" and _LIVE_SO.match(text, hit.start))
            and not (hit.concept == "own_share" and _TO_OTHERS.search(text, hit.start, hit.end))
            and not (hit.concept == "arrived" and _LEFT.match(text, hit.start))
            and not (text.startswith(("geblieben", "blieb"), hit.start) and _SAME.search(text, 0, hit.start))
        ]
        inside += alone.beside_families(text, inside, at)
        inside = ellipses.each_position(text, inside, at)
        sayings = reported.who_said_it(text)
        begins = [said.start for said in sayings]

        def said_by(hit: Hit) -> bool:
            at = bisect_right(begins, hit.start)
            return bool(at) and sayings[at - 1].holds(hit.start) and reported.names_who(hit.concept)

        # «127 Zugänge durch Zuweisung»: there the cause is what the figure is broken down by
        reasons = [
            hit
            for hit in inside
            if hit.concept.startswith(("zugangsart=", "abgangsgrund=")) and not _MONEY.match(text, hit.end)
        ]
        told = (*causes, *reasons)
        spoken = [hit for hit in inside if hit in reasons or not any(c.holds(hit.start) for c in told)]
        self.hits: list[Hit] = [hit for hit in spoken if not said_by(hit)]
        self.sayers = [hit for hit in spoken if hit.concept.startswith("traeger=") and said_by(hit)]
        no_numbers = masks.masked(text, dated)
        found_numbers = quantities.find(text, self.words, no_numbers)
        # «…, sagt eine Fachkraft»
        self.numbers = [
            q for q in found_numbers if q.value != 1 or not any(s.holds(q.start) for s in sayings)
        ]
        counted = {q.end for q in self.numbers}
        self.hits = [hit for hit in self.hits if not _is_count_of(text, hit, counted)]
        self.kept = Kept()
        self._said: dict[tuple[int, str], bool] = {}
        self._topics_of: dict[int, list[tuple[Topic, list[tuple[str, ...]]]]] = {}
        self._by_start = {word.start: at for at, word in enumerate(self.words)}
        self._units = {hit.start: hit for hit in self.hits if hit.concept.startswith("unit:")}

    def _own_days(self, moments: list[Moment]) -> list[Moment]:
        """The dates without the year of a report («Laut Jahresbericht 2024: …») where its sentence names another one."""
        at = self.by_sentence.index
        reports = [
            m
            for m in moments
            if datelines.of_a_report(self.text, m)
            and "Berichtsjahr" not in self.sentence_text(at(m.start))  # «im Berichtsjahr 6.510»: of that year
        ]
        others = {at(m.start) for m in moments if m.as_of and m not in reports} if reports else set()
        return [
            m
            for m in moments
            if (m not in reports or at(m.start) not in others)
            and not _LIMITED_UNTIL.search(self.text, max(0, m.start - 40), m.start)
        ]

    def _all_hits(self) -> list[Hit]:
        """The concepts in reading order, those around a date too, but for one that is compared with or another part."""
        return [hit for sentence in range(len(self.sentences)) for hit in self._hits_in(sentence)]

    def _hits_in(self, sentence: int) -> list[Hit]:
        words, moments = self.words_of(sentence), self.moments_of(sentence)
        found = self.vocabulary.hits(words)
        compared = [m.start for m in moments if m.role == "compared"]

        def over_compared(hit: Hit) -> bool:
            at = bisect_left(compared, hit.start)
            return at < len(compared) and hit.holds(compared[at])

        around = [
            hit
            for hit in self.vocabulary.hits_around_dates(words, moments, found)
            if not _PARTED.search(self.text, hit.start, hit.end) and not over_compared(hit)
        ]
        return sorted([*found, *around], key=lambda hit: hit.start) if around else found

    @cached_property
    def sayers_by_sentence(self) -> list[list[Hit]]:
        """Träger that said something: nobody counted, but «der Verband» may mean them."""
        return self._sorted_in(self.sayers)

    @cached_property
    def hits_by_sentence(self) -> list[list[Hit]]:
        """Concepts sorted into sentences, so that a long text stays fast."""
        return self._sorted_in(self.hits)

    def _sorted_in(self, placed: list[_Placed]) -> list[list[_Placed]]:
        sorted_in: list[list[_Placed]] = [[] for _ in self.sentences]
        for one in placed:
            sorted_in[self.by_sentence.index(one.start)].append(one)
        return sorted_in

    @cached_property
    def group_hits(self) -> list[list[Hit]]:
        """Per sentence: what may say which part a number is («Frauen», «aus Syrien», «die Stadt»)."""
        return [
            [hit for hit in hits if "=" in hit.concept or hit.concept in ("foreign", "city")]
            for hits in self.hits_by_sentence
        ]

    def unit_at(self, position: int) -> str | None:
        """What the word at a place counts («Beratungen»), if it is the noun of a unit."""
        hit = self._units.get(position)
        return hit.concept.removeprefix("unit:") if hit else None

    def hits_of(self, sentence: int, concept: str) -> list[Hit]:
        """The places of one concept in a sentence."""
        return self._by_concept[sentence].get(concept, [])

    def concepts_of(self, sentence: int) -> Collection[str]:
        """The concepts of a sentence."""
        return self._by_concept[sentence].keys()

    def is_own(self, sentence: int, sign: tuple[str, ...]) -> bool:
        """Do all concepts of a set of signs stand in the sentence itself?"""
        return self._by_concept[sentence].keys() >= set(sign)

    def lenders(self, sentence: int) -> tuple[int, ...]:
        """The sentences whose words a sentence may go on from, nearest first."""
        return (sentence - 1,) if sentence else ()

    def topics_in_sight(self, sentence: int) -> list[tuple[Topic, list[tuple[str, ...]]]]:
        """Topics with their sets of signs that stand whole in a sentence and the one before."""
        if sentence not in self._topics_of:
            sight = set(self._by_concept[sentence])
            for earlier in self.lenders(sentence):
                sight |= self._by_concept[earlier].keys()
            self._topics_of[sentence] = self.vocabulary.topics_told(sight)
        return self._topics_of[sentence]

    @cached_property
    def _by_concept(self) -> list[dict[str, list[Hit]]]:
        sorted_in: list[dict[str, list[Hit]]] = [{} for _ in self.sentences]
        for own, hits in zip(sorted_in, self.hits_by_sentence, strict=True):
            for hit in hits:
                own.setdefault(hit.concept, []).append(hit)
        return sorted_in

    @cached_property
    def _by_sentence_moments(self) -> list[list[Moment]]:
        return self._sorted_in(self.moments)

    @cached_property
    def _by_sentence_words(self) -> list[list[Word]]:
        return self._sorted_in(self.words)

    def words_of(self, sentence: int) -> list[Word]:
        """The words of a sentence in reading order."""
        return self._by_sentence_words[sentence]

    def moments_of(self, sentence: int) -> list[Moment]:
        """The dates of a sentence in reading order."""
        return self._by_sentence_moments[sentence]

    def in_clause(self, clause: int, concept: str) -> bool:
        """Does a concept begin in a clause?"""
        return concept in self._concepts_by_clause.get(clause, ())

    def in_clause_of(self, mention: Mention) -> list[Hit]:
        """The concepts in the number's own clause."""
        return self._hits_by_clause.get(mention.clause, [])

    @cached_property
    def _hits_by_clause(self) -> dict[int, list[Hit]]:
        sorted_in: dict[int, list[Hit]] = {}
        for hit in self.hits:
            sorted_in.setdefault(self.by_clause.index(hit.start), []).append(hit)
        return sorted_in

    def concepts_of_clause(self, clause: int) -> set[str]:
        """The concepts that begin in a clause."""
        return self._concepts_by_clause.get(clause, set())

    @cached_property
    def _concepts_by_clause(self) -> dict[int, set[str]]:
        return {clause: {hit.concept for hit in hits} for clause, hits in self._hits_by_clause.items()}

    def clause_text(self, clause: int) -> str:
        return self.text[self.clauses[clause].start : self.clauses[clause].end]

    def says(self, clause: int, pattern: re.Pattern[str]) -> bool:
        """Does a pattern stand in a clause? Asked once per clause, however many numbers it holds."""
        key = clause, pattern.pattern
        if key not in self._said:
            self._said[key] = bool(pattern.search(self.clause_text(clause)))
        return self._said[key]

    def sentence_says(self, sentence: int, pattern: re.Pattern[str]) -> bool:
        """Does a pattern stand in a sentence? Likewise."""
        key = ~sentence, pattern.pattern
        if key not in self._said:
            self._said[key] = bool(pattern.search(self.sentence_text(sentence)))
        return self._said[key]

    def sentence_text(self, sentence: int) -> str:
        return self.text[self.sentences[sentence].start : self.sentences[sentence].end]


def _is_count_of(text: str, hit: Hit, counted: set[int]) -> bool:
    """«Aus Gambia kamen mindestens 65 Personen»: does the number of an age («38 mindestens 65») count here?"""
    return hit.concept.startswith("age_band=") and text[hit.end - 1].isdigit() and hit.end in counted


def _is_rate(text: str, hit: Hit) -> bool:
    """Is the quota of a text a percentage told beside it?"""
    if _A_RATE.match(text, hit.end):
        return True
    before = max(0, hit.start - 200)
    return bool(_THAT_RATE.search(text, before, hit.start)) and not _DEMAND.search(text, before, hit.start)
