"""One draft, read once: words, sentences, clauses, dates, numbers, concepts, and the noun each number counts."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cached_property

from pipelines.publish.check import alone, dates, hedges, masks, phrases, quantities, tokenise, vocabulary
from pipelines.publish.check.kept import Kept
from pipelines.publish.check.model import Mention, Moment, Noun, Quantity, Span, Word
from pipelines.publish.check.vocabulary import Hit, Topic

_ADJECTIVE = re.compile(
    r"(?!(?:bräuch|brauch|mach|erreich|besuch)ten?\b)(?:\w+(?:isch|lich|ig|bar|sam|haft|end|tet|iert|ert|cht|mmen|ell|en)|neu|weiter|aktiv|betreut|vorgesehen|gefunden|kommen|jung|ander|alt|groß"
    r"|klein|frei|besetzt|geplant|voll|ganz|halb|städtisch|zusätzlich)e[nrs]?"
)
_PARTED = ("plain", "percent", "fraction")
_EURO = re.compile(r"\s?€")
# Nobody counts them, only how many are taken, or who lives there.
_PLACES = re.compile(r"(?:Plätzen?|\w*[Uu]nterkünften?|Wohnheimen?|Haushalten)\b")
_POSITION = re.compile(r"stellen?\b")  # of «Dreiviertelstelle»
_BETWEEN = re.compile(r"[^\s€]")
_NO_NOUNS = {"ours", "per_1000", "centre"}  # «vier Fachkräfte», «50.000 Einwohner» are counted by nobody here
_SHARED_NOUN = re.compile(r"\s+(?:auf|bis|oder|bzw\.)\s+(?:\w+\s+)?")
_OR = re.compile(r"\s+(?:oder|bzw\.)")
_SHARED_PERCENT = re.compile(r"\s+(?:und|beziehungsweise|zu|gegenüber)\s+")  # «51 und 49 Prozent»
_LISTED_PERCENT = re.compile(
    r"(?:,?\s+(?:und|sowie)|,)\s+[^\d,;.]{0,50}"
)  # «Syrien mit 12,8 und Afghanistan mit 9,6 Prozent»
_BRACKETED = re.compile(r"\s?\([^()\n]*\d[^()\n]*\)(?= [A-ZÄÖÜ])")
_INSIDE = re.compile(r"\d\s?\([^()\n]*$")
_CLOSED = re.compile(r"\s?\)(?= [A-ZÄÖÜ])")
_PAIR = re.compile(r"(?:,\s+[A-ZÄÖÜ]\w+){0,2}\s+(?:und|sowie|bzw\.|/)\s+([A-ZÄÖÜ]\w+)")


def _like(mention: Mention, following: Mention) -> Mention:
    """«von 41 auf 51 Prozent»: the first number counts what the second does."""
    noun = Noun(mention.noun.span, following.noun.unit, following.noun.foreign)
    quantity = mention.quantity
    if following.quantity.form in ("percent", "points") and quantity.form == "plain":
        quantity = replace(
            quantity, form=following.quantity.form, value=quantity.value / 100, step=quantity.step / 100
        )
    return replace(mention, noun=noun, quantity=quantity)


class Reading:
    """What stands in the draft, in reading order; all offsets refer to `text`."""

    def __init__(self, text: str, today: date) -> None:
        text = tokenise.readable(text)
        self.text = text
        self.today = today
        self.words: list[Word] = tokenise.words(text)
        self.sentences = tokenise.sentences(text)
        self.clauses = [clause for sentence in self.sentences for clause in tokenise.clauses(text, sentence)]
        self.by_sentence = tokenise.Places(self.sentences, self.words)
        self.by_clause = tokenise.Places(self.clauses, self.words)
        self.moments: list[Moment] = dates.find(text, today)
        self.vocabulary = vocabulary.load()
        at = self.by_sentence.index
        found = self.vocabulary.hits(self.words)
        causes = masks.causes(text)
        inside = [hit for hit in found if at(hit.start) == at(hit.end - 1)]
        # «In Familien leben 64 Prozent, allein …»: a group is named within one clause
        inside = [hit for hit in inside if "=" not in hit.concept or "," not in text[hit.start : hit.end]]
        inside = vocabulary.widest(inside)
        inside += alone.beside_families(text, inside, at)
        self.hits: list[Hit] = [
            hit for hit in inside if not (causes and any(cause.holds(hit.start) for cause in causes))
        ]
        no_numbers = masks.masked(text, self.moments)
        self.numbers = quantities.find(text, self.words, no_numbers)
        self.kept = Kept()
        self._said: dict[tuple[int, str], bool] = {}
        self._topics_of: dict[int, list[tuple[Topic, list[tuple[str, ...]]]]] = {}
        self._by_start = {word.start: at for at, word in enumerate(self.words)}
        self._units = {hit.start: hit for hit in self.hits if hit.concept.startswith("unit:")}

    @cached_property
    def mentions(self) -> list[Mention]:
        read = [self._mention(at, number) for at, number in enumerate(self.numbers)]
        for at in range(len(read) - 2, -1, -1):
            between = read[at].quantity.end, read[at + 1].quantity.start
            shared = _SHARED_NOUN.fullmatch(self.text, *between)
            if shared and read[at + 1].quantity.form == "percent" and _OR.match(shared[0]):
                shared = None  # «um 676 oder 11,6 Prozent»
            if read[at + 1].quantity.form == "percent" and read[at].quantity.value <= 100:
                shared = shared or _SHARED_PERCENT.fullmatch(self.text, *between)
                if not float(read[at].quantity.value).is_integer():
                    shared = shared or _LISTED_PERCENT.fullmatch(self.text, *between)
            if (
                shared
                and read[at].noun.unit is None
                and read[at].quantity.form in ("plain", read[at + 1].quantity.form)
            ):
                read[at] = _like(read[at], read[at + 1])
        return read

    @cached_property
    def hits_by_sentence(self) -> list[list[Hit]]:
        """Concepts sorted into sentences, so that a long text stays fast."""
        sorted_in: list[list[Hit]] = [[] for _ in self.sentences]
        for hit in self.hits:
            sorted_in[self.by_sentence.index(hit.start)].append(hit)
        return sorted_in

    @cached_property
    def group_hits(self) -> list[list[Hit]]:
        """Per sentence: what may say which part a number is («Frauen», «aus Syrien», «die Stadt»)."""
        return [
            [hit for hit in hits if "=" in hit.concept or hit.concept in ("foreign", "city")]
            for hits in self.hits_by_sentence
        ]

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
            pairs = (
                (topic, [sign for sign in topic.signs if sight.issuperset(sign)])
                for topic in self.vocabulary.topics.values()
            )
            self._topics_of[sentence] = [pair for pair in pairs if pair[1]]
        return self._topics_of[sentence]

    @cached_property
    def _by_concept(self) -> list[dict[str, list[Hit]]]:
        sorted_in: list[dict[str, list[Hit]]] = [{} for _ in self.sentences]
        for hit in self.hits:
            sorted_in[self.by_sentence.index(hit.start)].setdefault(hit.concept, []).append(hit)
        return sorted_in

    @cached_property
    def _by_sentence_mentions(self) -> list[list[Mention]]:
        sorted_in: list[list[Mention]] = [[] for _ in self.sentences]
        for mention in self.mentions:
            sorted_in[mention.sentence].append(mention)
        return sorted_in

    @cached_property
    def _by_sentence_moments(self) -> list[list[Moment]]:
        sorted_in: list[list[Moment]] = [[] for _ in self.sentences]
        for moment in self.moments:
            sorted_in[self.by_sentence.index(moment.start)].append(moment)
        return sorted_in

    @cached_property
    def _by_sentence_words(self) -> list[list[Word]]:
        sorted_in: list[list[Word]] = [[] for _ in self.sentences]
        for word in self.words:
            sorted_in[self.by_sentence.index(word.start)].append(word)
        return sorted_in

    def words_of(self, sentence: int) -> list[Word]:
        """The words of a sentence in reading order."""
        return self._by_sentence_words[sentence]

    def moments_of(self, sentence: int) -> list[Moment]:
        """The dates of a sentence in reading order."""
        return self._by_sentence_moments[sentence]

    def mentions_of(self, sentence: int) -> list[Mention]:
        """The numbers of a sentence in reading order."""
        return self._by_sentence_mentions[sentence]

    @cached_property
    def clauses_with_numbers(self) -> set[int]:
        return {mention.clause for mention in self.mentions}

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

    def _mention(self, at: int, number: Quantity) -> Mention:
        hedge, place = hedges.before(self.text, number.start)
        limit = self.numbers[at + 1].start if at + 1 < len(self.numbers) else len(self.text)
        sentence, clause = self.by_sentence.index(number.start), self.by_clause.index(number.start)
        noun = self._noun(number, min(limit, self.sentences[sentence].end))
        span = Span(place.start, max(number.end, noun.span.end))
        whole = phrases.genitive(self.text, span.end) if number.form in _PARTED else None
        genitive = Span(span.end, whole.end()) if whole else Span(span.end, span.end)
        return Mention(number, hedge, noun, span, sentence, clause, genitive)

    def _noun(self, number: Quantity, limit: int) -> Noun:
        """The noun behind the number, or behind the bracket that stands between («310 (2023: 231) Zugänge»)."""
        bracket = _BRACKETED.match(self.text, number.end) or (
            _INSIDE.search(self.text, max(0, number.start - 40), number.start)
            and _CLOSED.match(self.text, number.end)
        )
        position = _POSITION.match(self.text, number.end)
        if position:
            return Noun(Span(number.end, position.end()), "fte", False)
        if bracket and number.form == "plain":
            end = self.sentences[self.by_sentence.index(number.start)].end
            behind = self._noun_behind(number, bracket.end(), end)
            return Noun(Span(number.end, number.end), behind.unit, behind.foreign)
        return self._noun_behind(number, number.end, limit)

    def _noun_behind(self, number: Quantity, place: int, limit: int) -> Noun:
        """Adjectives, then a noun of a known unit; any other capitalised word makes the number foreign."""
        position, adjectives = place, 0
        for word in self._words_from(place):
            if word.start >= limit or _BETWEEN.search(self.text[position : word.start]):
                break
            unit = self._units.get(word.start)
            if unit:
                return Noun(
                    Span(number.end, self._pair_end(unit.end)), unit.concept.removeprefix("unit:"), False
                )
            if word.text[0].isupper() and (not self._known(word) or _PLACES.match(word.text)):
                return Noun(Span(number.end, word.end), None, number.form == "plain")
            if word.start == number.end + 1:
                further = phrases.attribute(self.text, word.start)
                if further and number.form == "plain" and further.end() < limit:
                    behind = self._noun_behind(number, further.end(), limit)
                    return behind if behind.unit else Noun(Span(number.end, number.end), None, False)
            if not _ADJECTIVE.fullmatch(word.lower) or adjectives == 3:
                break
            adjectives, position = adjectives + 1, word.end
        euro = _EURO.match(self.text, number.end)
        if euro:
            return Noun(Span(number.end, euro.end()), "eur", False)
        return Noun(Span(number.end, number.end), None, False)

    def _words_from(self, position: int) -> list[Word]:
        found = next(
            (
                self._by_start[p]
                for p in range(position, min(position + 8, len(self.text)))
                if p in self._by_start
            ),
            None,
        )
        return [] if found is None else self.words[found : found + 5]

    def _pair_end(self, end: int) -> int:
        """«Ukrainerinnen und Ukrainer», «Kinder und Jugendliche» are one noun."""
        pair = _PAIR.match(self.text, end)
        return pair.end() if pair and pair.start(1) in self._units else end

    def is_known(self, position: int) -> bool:
        """Does a concept, a date or a plain word stand here? Then it is nothing foreign."""
        word = self.words[self._by_start[position]] if position in self._by_start else None
        return word is None or self._known(word) or self.vocabulary.is_plain(word) or self._ours(word)

    def _ours(self, word: Word) -> bool:
        sentence = self.by_sentence.index(word.start)
        return any(hit.start == word.start for hit in self.hits_by_sentence[sentence])

    def _known(self, word: Word) -> bool:
        """A concept of the vocabulary («Ukrainer», «Caritas») or a date word («Ende») is not foreign."""
        sentence = self.by_sentence.index(word.start)
        dated = any(moment.holds(word.start) for moment in self.moments_of(sentence))
        named = [
            hit.concept
            for hit in self.hits_by_sentence[sentence]
            if hit.start == word.start or (hit.concept == "contact" and hit.holds(word.start))
        ]
        return dated or any(concept not in _NO_NOUNS for concept in named)
