"""One draft, parsed once: words, sentences, clauses, dates, numbers and concepts, and where each of them stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import TypeVar

from pipelines.publish.check.calendar import datelines, dates
from pipelines.publish.check.draft import alone, ellipses, signs
from pipelines.publish.check.draft.kept import Kept
from pipelines.publish.check.model import Mention, Moment, Word
from pipelines.publish.check.numbers import masks, quantities
from pipelines.publish.check.text import leftout, reported, samewords, standing, tokenise
from pipelines.publish.check.words import vocabulary
from pipelines.publish.check.words.vocabulary import Hit, Topic

# «befristet bis zum 31. Dezember 2025»: no day of the number
_LIMITED_UNTIL = re.compile(
    r"\b(?:befristet|gesichert|verlängert|bewilligt|zugesagt|vereinbart|gültig|läuft|laufen)\s+(?:\w+\s+)?bis\s+(?:zum\s+)?$"
)
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
        inside = signs.meant(text, found, at)
        inside += alone.beside_families(text, inside, at)
        inside = ellipses.each_position(text, inside, at)
        sayings = reported.who_said_it(text)
        self.hits, self.sayers = signs.by_who_said(signs.but_causes(text, inside), sayings)
        self.hits = signs.but_where_said(text, self.hits, sayings)
        no_numbers = masks.masked(text, dated)
        found_numbers = quantities.find(text, self.words, no_numbers)
        # «…, sagt eine Fachkraft»
        self.numbers = [
            q for q in found_numbers if q.value != 1 or not any(s.holds(q.start) for s in sayings)
        ]
        counted = {q.end for q in self.numbers}
        self.hits = [hit for hit in self.hits if not signs.is_count_of(text, hit, counted)]
        self.kept = Kept()
        stretches = standing.Stretches(text)
        self._of_clauses = stretches.at(self.clauses)
        self._of_sentences = stretches.at(self.sentences)
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
        return self._of_clauses[clause].says(pattern)

    def sentence_says(self, sentence: int, pattern: re.Pattern[str]) -> bool:
        """Does a pattern stand in a sentence? Likewise."""
        return self._of_sentences[sentence].says(pattern)

    def sentence_text(self, sentence: int) -> str:
        return self.text[self.sentences[sentence].start : self.sentences[sentence].end]
