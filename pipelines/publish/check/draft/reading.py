"""The numbers of a draft with their hedges and the nouns they count."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from pipelines.publish.check.draft.parsed import Parsed
from pipelines.publish.check.model import Mention, Noun, Quantity, Span, Word
from pipelines.publish.check.numbers import hedges
from pipelines.publish.check.text import phrases

_ADJECTIVE = re.compile(
    r"(?!(?:bräuch|brauch|mach|erreich|besuch)ten?\b)(?:\w+(?:isch|lich|ig|bar|sam|haft|end|tet|iert|ert|cht|mmen|ell|en|ßt|[hgmrn]st)|neu|weiter|aktiv|betreut|vorgesehen|gefunden|kommen|jung|ander|alt|groß"
    r"|klein|frei|besetzt|geplant|voll|ganz|halb|städtisch|zusätzlich)e[nrs]?"
)
_PARTED = ("plain", "percent", "fraction")
_THOSE = re.compile(r"(?:Begleitete|Betreute)[nr]?")
_EURO = re.compile(r"\s?€")
# Nobody counts them, only how many are taken, or who lives there.
_PLACES = re.compile(r"(?:Plätzen?|\w*[Uu]nterkünften?|Wohnheimen?|Haushalten)\b")
# «97 syrischer Herkunft»: the noun is another number's
_OF_ORIGIN = re.compile(rf"\s\w+ischer\s(?:{phrases.ORIGIN})\b")
# «4.380 Beratungen … auf die zweite 2.270 Termine dieser Art»: what was counted before
_OF_THIS_KIND = re.compile(r"\s(?:dieser|derselben|der gleichen)\sArt\b")
_POSITION = re.compile(r"stellen?\b")  # of «Dreiviertelstelle»
# «Bei den 4 tatsächlich besetzten waren es 262»: positions, where these are spoken of
_OF_THEM = re.compile(r"\s(?:[a-zäöüß]+\s)?(?:besetzte|geplante|geförderte)[nr](?=\s[a-zäöüß]|[,.;:)])")
_BETWEEN = re.compile(r"[^\s€]")
_NO_NOUNS = {"ours", "per_1000", "centre"}  # «vier Fachkräfte», «50.000 Einwohner» are counted by nobody here
_SHARED_NOUN = re.compile(r"\s+(?:auf|bis|statt|oder|bzw\.|beziehungsweise)\s+(?:\w+\s+)?")
_OF_MONEY = re.compile(r"\s(?:der|von(?:\sden)?)\s(?:\w+\s)?")  # «352.800 der 504.000 Euro»
# a part of the grants is a figure of nobody
_GRANTED = re.compile(r"\s(?:an\s)?\w*(?:[Zz]usch[uü]ss|[Zz]uwendung|[Ff]örder|[Ll]andesmittel)")
_OR = re.compile(r"\s+(?:oder|bzw\.|beziehungsweise)")
# «51 und 49 Prozent», «Ende 2023 bei 70,9 und Ende 2024 bei 66,6 Prozent»
_SHARED_PERCENT = re.compile(
    r"\s+(?:und|beziehungsweise|zu|gegenüber)\s+(?:(?:(?:Ende|Mitte|Anfang)\s+)?(?:19|20)\d\d\s+(?:bei|auf)\s+)?"
)
_LISTED_PERCENT = re.compile(
    r"(?:,?\s+(?:und|sowie)|,)\s+[^\d,;.]{0,50}"
)  # «Syrien mit 12,8 und Afghanistan mit 9,6 Prozent»
# «lag damals bei 90,2 Prozent, jetzt sind es 86,6», «Mitte 2022 bei 90,2 Prozent, Ende 2024 bei 86,6»
_PERCENT_AGAIN = re.compile(
    r"\s?[,;]?\s+(?:(?:[a-zäöüß]+|Ende|Mitte|Anfang|Jahre?|(?:19|20)\d\d)\s+){0,5}?(?:(?:sind|waren)\s+es|bei|auf)\s+"
    r"(?:(?:nur|noch|schon|bereits|rund|etwa|knapp|gut|fast)\s+){0,2}"
)
_STOPS = re.compile(r"\s*(?:[.,;:!?)]|$)")
# «um 18,9 Prozent, der städtische Eigenanteil um 27,8», «2024 um 12,6 Prozent, 2023 um 9,6»: the clause has no verb
_GAPPED = re.compile(
    r"(?:,|\s+und|\s+sowie)\s+(?:aber\s+)?(?:(?:im\s+Jahre?\s+)?(?:19|20)\d\d\s+)?"
    r"(?:(?:der|die|das)\s+(?:[a-zäöüß]+e[nrs]?\s+)?(?!\w*[Ss]telle)[A-ZÄÖÜ][\w-]+\s+(?:de[rs]\s+[A-ZÄÖÜ]\w+\s+)?)?"
    r"(?:(?:dagegen|hingegen|jedoch|aber|nur|sogar|gar|lediglich|immerhin)\s+)*(um|bei|auf)\s+$"
)
_LED = re.compile(r"\b(um|bei|auf)\s+$", re.IGNORECASE)
# «54 Prozent aus der Ukraine, 12,8 aus Syrien und 6,9 Prozent aus …»: behind a first percentage its words may follow
_NEXT_PERCENT = re.compile(
    r"(?:\s+(?:aus|bei|auf|in|von|waren|sind|leben|lebten)\s+[^\d,;.]{0,30})?(?:,?\s+(?:und|sowie)|,)\s+[^\d,;.]{0,50}"
)
_BRACKETED = re.compile(r"\s?\([^()\n]*\d[^()\n]*\)(?= [A-ZÄÖÜ])")
_INSIDE = re.compile(r"\d\s?\([^()\n]*$")
_CLOSED = re.compile(r"\s?\)(?= [A-ZÄÖÜ])")
# «Zahl des Monats: 21,4 – so viele Monate …»
_SO_MANY = re.compile(r"\s?[–—:,.!-]?\s+[Ss]o\s+viele\s(?=[A-ZÄÖÜ])")
_WAY = re.compile(r"\bvon\s[^;:!?]*$")
_ON_TO = re.compile(r"[^;:!?]{0,120}?\bauf\s+(?:\w+\s+)?[\d\w]")
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


class Reading(Parsed):
    """The parsed draft with its numbers, in reading order; all offsets refer to `text`."""

    @cached_property
    def mentions(self) -> list[Mention]:
        read = [self._mention(at, number) for at, number in enumerate(self.numbers)]
        for at in range(len(read) - 2, -1, -1):
            between = read[at].quantity.end, read[at + 1].quantity.start
            shared = _SHARED_NOUN.fullmatch(self.text, *between)
            if shared and read[at + 1].quantity.form == "percent" and _OR.match(shared[0]):
                shared = None  # «um 676 oder 11,6 Prozent»
            if read[at + 1].noun.unit == "eur":
                granted = _GRANTED.match(self.text, read[at + 1].span.end)
                shared = shared or (None if granted else _OF_MONEY.fullmatch(self.text, *between))
            if read[at + 1].quantity.form == "percent" and read[at].quantity.value <= 100:
                shared = shared or _SHARED_PERCENT.fullmatch(self.text, *between)
                if read[at].quantity.step < 1:
                    listed = (
                        _LISTED_PERCENT
                        if at == 0 or read[at - 1].quantity.form != "percent"
                        else _NEXT_PERCENT
                    )
                    shared = shared or listed.fullmatch(self.text, *between)
            if (
                shared
                and read[at].noun.unit is None
                and read[at].quantity.form in ("plain", read[at + 1].quantity.form)
            ):
                read[at] = _like(read[at], read[at + 1])
        for at in range(1, len(read)):
            if self._percent_elided(read[at - 1], read[at]):
                read[at] = _like(read[at], read[at - 1])
        return read

    def _percent_elided(self, first: Mention, second: Mention) -> bool:
        """«… bei 90,2 Prozent, jetzt sind es 86,6»: a bare number with a comma goes on from a rate."""
        if first.quantity.form not in ("percent", "points") or second.quantity.form != "plain":
            return False
        if first.sentence != second.sentence or second.noun.unit is not None or second.noun.foreign:
            return False
        if not _broken(second) or second.quantity.value > 100:
            return False
        return self._said_again(first, second) or self._gapped(first, second)

    def _said_again(self, first: Mention, second: Mention) -> bool:
        again = _PERCENT_AGAIN.fullmatch(self.text, first.quantity.end, second.quantity.start)
        stops = _STOPS.match(self.text, second.quantity.end)
        return first.quantity.form == "percent" and _broken(first) and bool(again and stops)

    def _gapped(self, first: Mention, second: Mention) -> bool:
        """«Die Zuschüsse wuchsen um 18,9 Prozent, der Eigenanteil um 27,8»: a clause without a verb, led alike."""
        lead = _LED.search(self.text, max(0, first.span.start - 12), first.span.start)
        behind = _GAPPED.search(self.text, first.span.end, second.span.start)
        return lead is not None and behind is not None and behind[1] == lead[1].lower()

    @cached_property
    def _by_sentence_mentions(self) -> list[list[Mention]]:
        sorted_in: list[list[Mention]] = [[] for _ in self.sentences]
        for mention in self.mentions:
            sorted_in[mention.sentence].append(mention)
        return sorted_in

    def mentions_of(self, sentence: int) -> list[Mention]:
        """The numbers of a sentence in reading order."""
        return self._by_sentence_mentions[sentence]

    @cached_property
    def clauses_with_numbers(self) -> set[int]:
        return {mention.clause for mention in self.mentions}

    def _mention(self, at: int, number: Quantity) -> Mention:
        hedge, place = hedges.before(self.text, number.start)
        if hedge.lower() == "über" and self._on_the_way(number, place.start):
            hedge, place = "", Span(number.start, number.start)
        limit = self.numbers[at + 1].start if at + 1 < len(self.numbers) else len(self.text)
        sentence, clause = self.by_sentence.index(number.start), self.by_clause.index(number.start)
        noun = self._noun(number, min(limit, self.sentences[sentence].end))
        noun = self._of_positions(number, noun, sentence) or noun
        span = Span(place.start, max(number.end, noun.span.end))
        whole = phrases.genitive(self.text, span.end) if number.form in _PARTED else None
        genitive = Span(span.end, whole.end()) if whole else Span(span.end, span.end)
        return Mention(number, hedge, noun, span, sentence, clause, genitive)

    def _of_positions(self, number: Quantity, noun: Noun, sentence: int) -> Noun | None:
        """«… Stellen. Bei den 4 tatsächlich besetzten waren es 262»: the noun left out behind a kind of positions."""
        kind = None if noun.unit or noun.foreign else _OF_THEM.match(self.text, number.end)
        if kind is None:
            return None
        near = (
            hit.concept for at in (sentence, sentence - 1) if at >= 0 for hit in self.hits_by_sentence[at]
        )
        return Noun(Span(number.end, kind.end()), "fte", False) if "unit:fte" in near else None

    def _on_the_way(self, number: Quantity, start: int) -> bool:
        """«von vier Ende Februar über 118 Ende März auf 512»: is the number one that was passed?"""
        sentence = self.sentences[self.by_sentence.index(number.start)]
        before = _WAY.search(self.text, max(sentence.start, start - 70), start)
        return before is not None and _ON_TO.match(self.text, number.end, sentence.end) is not None

    def _noun(self, number: Quantity, limit: int) -> Noun:
        """The noun behind the number, or behind the bracket that stands between («310 (2023: 231) Zugänge»)."""
        bracket = _BRACKETED.match(self.text, number.end) or (
            _INSIDE.search(self.text, max(0, number.start - 40), number.start)
            and _CLOSED.match(self.text, number.end)
        )
        position = _POSITION.match(self.text, number.end)
        if position:
            return Noun(Span(number.end, position.end()), "fte", False)
        if _OF_ORIGIN.match(self.text, number.end):
            return Noun(Span(number.end, number.end), None, False)
        said = _SO_MANY.match(self.text, number.end) if number.form == "plain" else None
        if said:
            counted = self._noun_behind(number, said.end(), len(self.text)).unit
            if counted != "persons":  # «Pro besetzter Stelle 291: So viele Menschen …»
                return Noun(Span(number.end, number.end), counted, False)
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
            if unit and not (
                word.text[0].islower() and unit.end + 1 in self._units
            ):  # «540 geflüchtete Personen»
                return Noun(
                    Span(number.end, self._pair_end(unit.end)), unit.concept.removeprefix("unit:"), False
                )
            if word.text[0].isupper() and (not self._known(word) or _PLACES.match(word.text)):
                told = _OF_THIS_KIND.match(self.text, word.end)
                return Noun(Span(number.end, word.end), None, number.form == "plain" and not told)
            if word.start == number.end + 1:
                further = phrases.attribute(self.text, word.start)
                if further and number.form == "plain" and further.end() < limit:
                    behind = self._noun_behind(number, further.end(), limit)
                    return behind if behind.unit else Noun(Span(number.end, number.end), None, False)
            if not _ADJECTIVE.fullmatch(word.lower) or adjectives == 3 or _THOSE.fullmatch(word.text):
                break  # «1.380 Begleiteten ukrainische Staatsangehörige»: the noun ends with the first
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


def _broken(mention: Mention) -> bool:
    """A number with a comma."""
    return mention.quantity.step < 1
