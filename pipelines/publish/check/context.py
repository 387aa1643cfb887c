"""One draft, read once: words, sentences, clauses, dates, numbers, concepts, and the noun each number counts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cached_property

from pipelines.publish.check import dates, hedges, quantities, tokenise, vocabulary
from pipelines.publish.check.model import Mention, Moment, Noun, Quantity, Span, Word
from pipelines.publish.check.vocabulary import Hit, Topic

_ADJECTIVE = re.compile(
    r"(?:\w+(?:isch|lich|ig|bar|sam|haft|end|tet|iert|ert|cht|mmen|ell|ell)|neu|weiter|aktiv|betreut|vorgesehen|gefunden|kommen|jung|ander|alt|groß"
    r"|klein|frei|besetzt|geplant|voll|ganz|halb|städtisch|zusätzlich)e[nrs]?"
)
_GENITIVE = re.compile(r"\s+(?:der|von den|aller)\s+(?:[a-zäöüß]+e[nr]\s+){0,3}[A-ZÄÖÜ]\w+")
_BETWEEN = re.compile(r"[^\s€]")
_RELATIVE = re.compile(
    r"\s*(?:die|der|das(?!\s+(?:sind|ist|waren|war|entspricht|entsprach|macht|heißt|bedeutet))|denen|welche)\b"
)
_COMPARED = re.compile(
    r"(?i:\b(?:gegenüber|statt|anstelle von|nach|im vergleich (?:zu|mit)|verglichen mit|als)\s+"
    r"(?:noch\s+|den\s+|zuvor\s+|bisher\s+)?)$"
)
_APPOSITION = re.compile(r"\s*(?:nämlich|konkret|genauer(?:\s+gesagt)?|und\s+zwar|sprich|exakt)\b")
_PART = re.compile(r"\s*(?:darunter|davon|hiervon|unter\s+ihnen|von\s+ihnen)\b")
_WHOLE_OF = re.compile(r"\W*(?:Von|Unter|Aus)\s+(?:den|allen|diesen|insgesamt|rund|etwa|über)\b[^,;:]*$")
_ITEM = re.compile(r"\s*[-–•*·▪]\s")
_PART_OF = re.compile(
    r"\d\s+(?:Personen\s+|Menschen\s+)?(?:der|von den|aus den)\s+(?:insgesamt\s+|rund\s+|etwa\s+|über\s+)?$"
)
_NO_NOUNS = {"ours", "per_1000"}  # «vier Fachkräfte», «50.000 Einwohner» are counted by nobody here
_SHARED_NOUN = re.compile(r"\s+(?:auf|bis|oder|bzw\.)\s+(?:\w+\s+)?")
_ECHO = re.compile(
    r"(?i:\b(?:waren es|sind es|es waren|es sind|lag (?:sie|er|es)|betrug (?:sie|er|es)|das (?:sind|waren|ist))\b)"
)
_HEAD_OF = re.compile(r"\s+(?:von|in Höhe von|über)\s+(?:\w+\s+)?|\s*:\s*")
_CLOSING = re.compile(r"\([^()]*\)[\s.!?]*$")
_PAIR = re.compile(r"\s+(?:und|bzw\.|/)\s+([A-ZÄÖÜ]\w+)")


def _like(mention: Mention, following: Mention) -> Mention:
    """«von 41 auf 51 Prozent»: the first number counts what the second does."""
    noun = Noun(mention.noun.span, following.noun.unit, following.noun.foreign)
    quantity = mention.quantity
    if following.quantity.form in ("percent", "points") and quantity.form == "plain":
        quantity = replace(quantity, form=following.quantity.form, value=quantity.value / 100, step=quantity.step / 100)
    return replace(mention, noun=noun, quantity=quantity)


class Draft:
    """The draft and everything found in it; all offsets refer to `text`."""

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
        self.hits: list[Hit] = self.vocabulary.hits(self.words)
        masks = quantities.masked(text, self.moments)
        self.numbers = quantities.find(text, self.words, masks)
        self.groups_of: dict[int, list[Hit]] = {}  # kept by `groups`, per place of a number
        self.owner_of: dict[tuple[int, int, int], int] = {}  # likewise: the number a group belongs to
        self._topics_of: dict[int, list[tuple[Topic, list[tuple[str, ...]]]]] = {}
        self._by_start = {word.start: at for at, word in enumerate(self.words)}
        self._units = {hit.start: hit for hit in self.hits if hit.concept.startswith("unit:")}

    @cached_property
    def mentions(self) -> list[Mention]:
        read = [self._mention(at, number) for at, number in enumerate(self.numbers)]
        for at in range(len(read) - 2, -1, -1):
            shared = _SHARED_NOUN.fullmatch(self.text, read[at].quantity.end, read[at + 1].quantity.start)
            if shared and read[at].noun.unit is None and read[at].quantity.form in ("plain", read[at + 1].quantity.form):
                read[at] = _like(read[at], read[at + 1])
        return read

    @cached_property
    def hits_by_sentence(self) -> list[list[Hit]]:
        """Concepts sorted into sentences, so that a long text stays fast."""
        sorted_in: list[list[Hit]] = [[] for _ in self.sentences]
        for hit in self.hits:
            sorted_in[self.by_sentence.index(hit.start)].append(hit)
        return sorted_in

    def hits_of(self, sentence: int, concept: str) -> list[Hit]:
        """The places of one concept in a sentence."""
        return self._by_concept[sentence].get(concept, [])

    def topics_in_sight(self, sentence: int) -> list[tuple[Topic, list[tuple[str, ...]]]]:
        """Topics with their sets of signs that stand whole in a sentence and the one before."""
        if sentence not in self._topics_of:
            before = self._by_concept[sentence - 1].keys() if sentence else ()
            sight = {*self._by_concept[sentence], *before}
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

    def moments_of(self, sentence: int) -> list[Moment]:
        """The dates of a sentence in reading order."""
        return self._by_sentence_moments[sentence]

    def mentions_of(self, sentence: int) -> list[Mention]:
        """The numbers of a sentence in reading order."""
        return self._by_sentence_mentions[sentence]

    @cached_property
    def concepts(self) -> set[str]:
        """Every concept that stands anywhere in the draft."""
        return {hit.concept for hit in self.hits}

    @cached_property
    def clauses_with_numbers(self) -> set[int]:
        return {mention.clause for mention in self.mentions}

    def relative_clause(self, mention: Mention) -> int | None:
        """«512 Geflüchteten, die …»: the clause that only describes the noun of this number."""
        following = mention.clause + 1
        if (
            following >= len(self.clauses)
            or self.by_sentence.index(self.clauses[following].start) != mention.sentence
        ):
            return None
        adjacent = self.text[mention.span.end : self.clauses[following].start].strip() == ","
        return following if adjacent and _RELATIVE.match(self.clause_text(following)) else None

    def whole_of_one_before(self, mention: Mention) -> bool:
        """«400 der 512»: then nothing the sentence says is said of 512."""
        return bool(_PART_OF.search(self.text, self.clauses[mention.clause].start, mention.span.start))

    def whole_of_another(self, mention: Mention) -> bool:
        """«Von den 512 Geflüchteten leben noch 400», «400 der 512»: is the number the whole that another is taken from?"""
        start = self.clauses[mention.clause].start
        if self.whole_of_one_before(mention):
            return True
        later = any(
            m.clause == mention.clause and m.quantity.start > mention.quantity.start
            for m in self.mentions_of(mention.sentence)
        )
        return later and bool(_WHOLE_OF.match(self.text[start : mention.span.start]))

    def label(self, mention: Mention) -> int | None:
        """«Zugänge 2024: 310»: the clause before the colon names what the number counts."""
        return next(iter(self.labels(mention)), None)

    def labels(self, mention: Mention) -> list[int]:
        """All clauses that end in a colon before the number, nearest first («Beratungen: 2022: 4.380»)."""
        found: list[int] = []
        clause = mention.clause
        while clause > 0 and clause - 1 not in self.clauses_with_numbers and self._one_sentence(clause - 1, clause):
            if self.text[self.clauses[clause].start - 1] != ":":
                break
            clause -= 1
            found.append(clause)
        return found

    def inserted(self, clause: int, own: int) -> bool:
        """«1.380 Personen – so viele wie nie – zählt …»: do two clauses belong together around an insertion?"""
        first, last = sorted((clause, own))
        if self._around_apposition(first, last):
            return True
        if last - first < 2:
            return False
        start, end = self.clauses[first].end, self.clauses[last].start
        marks = self.text[start - 1] + self.text[end - 1]
        if marks == "()":
            return not re.search(r"[()!?]", self.text[start : end - 1])
        dashed = marks in ("––", "--", "——") and last - first == 2
        return dashed and first + 1 not in self.clauses_with_numbers

    def _around_apposition(self, first: int, last: int) -> bool:
        """«Gut die Hälfte, nämlich 752 Personen, kam aus der Ukraine»: an insertion shares what stands around it.

        «1.048 Personen, darunter 503 Frauen, wurden begleitet»: what is around another one belongs together.
        """
        if last == first or last - first > 2 or not self._one_sentence(first, last):
            return False
        shared = [at for at in range(first, last + 1) if _APPOSITION.match(self.clause_text(at))]
        if len(shared) == 1 and (last - first == 1 or shared[0] == first + 1):
            return True
        between = self.clause_text(first + 1)
        part = _PART.match(between) or _RELATIVE.match(between)
        alone = last - first == 2 and last not in self.clauses_with_numbers
        return alone and bool(part) and between.rstrip().endswith(",")

    def _one_sentence(self, first: int, last: int) -> bool:
        starts = self.clauses[first].start, self.clauses[last].start
        return self.by_sentence.index(starts[0]) == self.by_sentence.index(starts[1])

    def closing_bracket(self, clause: int) -> bool:
        """«… (aktive Zielgruppe, 31.12.2024)»: does the clause stand in the bracket that ends the sentence?"""
        start = self.clauses[clause].start
        sentence = self.sentences[self.by_sentence.index(start)]
        bracket = _CLOSING.search(self.text, sentence.start, sentence.end)
        return bracket is not None and bracket.start() < start and clause not in self.clauses_with_numbers

    def bracketed(self, mention: Mention) -> bool:
        """«Syrien (181)»: does the number's clause begin with a bracket?"""
        start = self.clauses[mention.clause].start
        return start > 0 and self.text[start - 1] == "("

    @cached_property
    def compared_days(self) -> dict[int, int]:
        """«gegenüber 1.226 Ende 2023»: where such a date starts → where the number it belongs to starts."""
        owned = {}
        for mention in self.mentions:
            if _COMPARED.search(self.text[max(0, mention.span.start - 30) : mention.span.start]):
                end = self.clauses[mention.clause].end
                moments = self.moments_of(mention.sentence)
                behind = [m for m in moments if mention.span.end <= m.start < end and m.shape != "now"]
                if behind and not re.search(r"\d", self.text[mention.span.end : behind[0].start]):
                    owned[behind[0].start] = mention.quantity.start
        return owned

    @cached_property
    def numbers_compared(self) -> set[int]:
        """Where the numbers of `compared_days` start."""
        return set(self.compared_days.values())

    def in_clause(self, clause: int, concept: str) -> bool:
        sentence = self.by_sentence.index(self.clauses[clause].start)
        return any(
            h.concept == concept and self.by_clause.index(h.start) == clause
            for h in self.hits_by_sentence[sentence]
        )

    def clause_text(self, clause: int) -> str:
        return self.text[self.clauses[clause].start : self.clauses[clause].end]

    @cached_property
    def heads(self) -> dict[int, int]:
        """«Kosten von 504.000 Euro»: where such a concept starts → where the number starts that it is said of."""
        owned = {}
        for mention in self.mentions:
            for hit in self.hits_by_sentence[mention.sentence]:
                if hit.end <= mention.span.start and _HEAD_OF.fullmatch(self.text, hit.end, mention.span.start):
                    owned[hit.start] = mention.quantity.start
        return owned

    def echoes(self, mention: Mention) -> bool:
        """«Ende 2023 waren es 1.226»: does the clause take up what was spoken of before?"""
        return bool(_ECHO.search(self.clause_text(mention.clause)))

    def listed(self, sentence: int) -> bool:
        """Is the sentence an item of a list («• Frauen: 704»)?"""
        return bool(_ITEM.match(self.sentence_text(sentence)))

    def sentence_text(self, sentence: int) -> str:
        return self.text[self.sentences[sentence].start : self.sentences[sentence].end]

    def _mention(self, at: int, number: Quantity) -> Mention:
        hedge, place = hedges.before(self.text, number.start)
        limit = self.numbers[at + 1].start if at + 1 < len(self.numbers) else len(self.text)
        sentence, clause = self.by_sentence.index(number.start), self.by_clause.index(number.start)
        noun = self._noun(number, min(limit, self.sentences[sentence].end))
        span = Span(place.start, max(number.end, noun.span.end))
        whole = _GENITIVE.match(self.text, span.end) if number.form == "plain" else None
        genitive = Span(span.end, whole.end()) if whole else Span(span.end, span.end)
        return Mention(number, hedge, noun, span, sentence, clause, genitive)

    def _noun(self, number: Quantity, limit: int) -> Noun:
        """Adjectives, then a noun of a known unit; any other capitalised word makes the number foreign."""
        position, adjectives = number.end, 0
        for word in self._words_from(number.end):
            if word.start >= limit or _BETWEEN.search(self.text[position : word.start]):
                break
            unit = self._units.get(word.start)
            if unit:
                return Noun(
                    Span(number.end, self._pair_end(unit.end)), unit.concept.removeprefix("unit:"), False
                )
            if word.text[0].isupper() and not self._known(word):
                return Noun(Span(number.end, word.end), None, number.form == "plain")
            if not _ADJECTIVE.fullmatch(word.lower) or adjectives == 3:
                break
            adjectives, position = adjectives + 1, word.end
        euro = re.match(r"\s?€", self.text[number.end : number.end + 2])
        if euro:
            return Noun(Span(number.end, number.end + euro.end()), "eur", False)
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

    def _known(self, word: Word) -> bool:
        """A concept of the vocabulary («Ukrainer», «Caritas») or a date word («Ende») is not foreign."""
        sentence = self.by_sentence.index(word.start)
        dated = any(moment.holds(word.start) for moment in self.moments_of(sentence))
        named = [hit.concept for hit in self.hits_by_sentence[sentence] if hit.start == word.start]
        return dated or any(concept not in _NO_NOUNS for concept in named)
