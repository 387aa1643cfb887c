"""Which sentences belong together: paragraphs, headings and their lists, sentences that take up the one before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from pipelines.publish import german
from pipelines.publish.check.draft import rows
from pipelines.publish.check.draft.reading import Reading
from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.text import frames
from pipelines.publish.check.text.frames import Frames
from pipelines.publish.check.text.tokenise import ITEM

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*\Z")
_OF_THEM = re.compile(r"\b(?:von|unter) (?:ihnen|denen)\b")
# «… in der Anschlussunterbringung. Das waren 17 mehr als Ende September. Ausgelastet waren die Häuser zu …»
_THAT_WAS = re.compile(r"^\W*(?:Das|Dies)\s+(?:sind|waren|ist|war|entspricht|entsprach)\b")
_OPEN = re.compile(
    r"\b(?:[Aa]uf|[Ff]ür|[Ii]n|[Aa]us|[Vv]on) welche[nmrs]? (?:Haushalts|Berichts)?(?:[Jj]ahr|[Zz]eitraum|[Zz]eit)\w*\b"
)
_HOW = re.compile(r"^\W*(?:Wie|Um\s+wie\s+viel|Wohin|Was)\b(?!.*\bkoste)")
_SHOWS = re.compile(r"^\s*(?:zeig|beleg|verrät|verraten|verdeutlich|lässt|lassen|mach|offenbar|ergib)\w*\b")
_AS_TO = re.compile(
    r"\bWas\b.*\b(?:angeht|betrifft|anbelangt|anlangt)\W*$|^\W*(?:Mit Blick|Hinsichtlich|Bezüglich)\b"
)
_ECHO = re.compile(
    r"(?i:\b(?:(?:während|wogegen|wohingegen|nachdem|obwohl|dass|weil|wo|als) es(?: \w+){0,6}?"
    r" [\d.,]+ (?:waren|sind|gewesen)"
    r"|(?:hatten?|habe|hat|liege|betrage|lag|lagen|betrug|stand|war|liegt) (?:sie|er|es)"
    r"|(?<!\w )(?:diese|dieser|dieses) (?:habe|hat|hatte|sei|lag|liege|liegt|betrug|betrage|beträgt|belief|stieg|sank)"
    r"|diese quote(?!\s+de[rs]\b)"
    r"|sprechen wir von|zählt(?:en?)? (?:man|wir|sie)|waren es|sind es|werden es|es waren|es sind|es werden|seien es"
    r"|(?:seien|sind|waren) dies|es seien"
    r"|das (?:sind|waren|ist)|(?:ist|war|wäre|sei|bedeutet|entspricht) das eine?[mr]?"
    r"|(?:sind|waren|stellt?en|bild(?:et)?en) sie mit|(?:stehen|standen) (?:\w+ )?[\d.,]+ zu buche"
    r"|(?:ihr|sein|dessen|deren|dieser) anteil(?!\s+de[rs]\b)"
    r"|(?:lag|liegt|betrug|beträgt|hatte|erreichte|stieg|sank|war)"
    r" (?:der anteil|die quote(?=.*(?:prozent|%)))(?!\s+(?:de[rs]|von|an|für)\b)"
    r"|damit (?:hat|haben|ist|sind|war|waren|wuchs|stieg|sank|verdoppelte) (?:sich )?(?:die|der|das|ihre)"
    r"|(?:\w+ten?|wuchs|stieg|sank|fiel|ging|nahm) (?:sie|er|es) sich"
    r"|(?:wuchs|stieg|sank|fiel|legte|nahm|ging|kletterte|schrumpfte|umfasste|zählte|belief|erreichte) (?:sie|er)"
    r"|(?<!\w )(?:sie|er) (?:wuchs|stieg|sank|fiel|legte|nahm|ging|kletterte|schrumpfte|büßte|verlor"
    r"|umfass(?:t|te)|zähl(?:t|te)|lag|liegt|betrug|beträgt|stand|steht|belief|beläuft|erreich(?:t|te))"
    r"|(?<!\w )(?:sie|er) (?:habe|sei|liege|betrage|umfasse|zähle|ist (?:von|auf|um)|hat sich)"
    r"|(?:wird|wurden?) (?:sie|er|es) (?:(?:dann|wieder|nun) )?(?:um|auf|von)"
    r"|(?<!\w )(?:sie|er|es) (?:wird|wurden?) (?:um|auf|von)"
    r"|(?:sei|ist|war|habe|hat|hatte) (?:sie|er) (?:(?:damit|somit|also|nun|seither|seitdem|inzwischen) )?"
    r"(?:sich|um|auf|von)"
    r"|(?:ging|sank|stieg|fiel|kletterte|nahm) die quote(?!\s+de[rs])"
    r"|(?:womit|wodurch) sich (?:deren|ihre|die) (?:an|gesamt)?zahl"
    r"|(?:die|ihre|diese|deren|seine) (?:an|gesamt|personen|fall)?zahl"
    r"(?!\s+(?:de[rs](?! personen\b| menschen\b)|von(?! (?:mitte|ende|anfang|"
    rf"{'|'.join(german.MONTHS)}|\d))|an|aller)\b)|zum vergleich"
    r"|(?:der|dieser|neuester|aktueller|letzter|heutiger) (?:wert|betrag)"
    r"|(?:die|diese) summe(?!\s+(?:de[rs]|von|aller)\b)"
    r"|der (?:durch)?schnitt|wurden daraus|daraus wurden)\b)"
)

_BY_PART = re.compile(r"\bnach\s+(?:\w+\s+)?[A-ZÄÖÜ]\w+\s[–—-]$")
_ANSWER = re.compile(
    r"\b(?:Antwort(?:\s+der\s+[A-ZÄÖÜ]\w+)?|A):|^\W*(?:Der|Die|Das)\s+[A-ZÄÖÜ]\w+\s+(?:nannte|antwortete|bezifferte\s+sie\s+auf|sprach\s+von)(?=\s)"
)
# «… wollte wissen, wie viele Geflüchtete … Der Fachbereichsleiter nannte 1.048»
_ASKED = re.compile(r",\s+wie\s+viele?\b")
_NOWADAYS = re.compile(
    r"\b(?:[Aa]ktuell|[Dd]erzeit|[Mm]omentan|[Zz]urzeit|[Hh]eute|[Gg]egenwärtig)\b(?:\s+(?:sind|waren)\s+es)?"
)
# «Gemeint sind Geflüchtete aus der Ukraine», «Die Rede ist von der aktiven Zielgruppe»
_MEANT = re.compile(
    r"^\W*(?:Gemeint\s+(?:ist|sind|waren)|Die\s+Rede\s+ist\s+von|Gezählt\s+(?:sind|wurden|werden))\b"
)
_SHORT = 8  # words
_REMARK = 6  # words
_STAND = re.compile(r"^(?:Stand|Stichtag)\b:?\s*")


class Paragraphs(Reading):
    """A draft and how its sentences follow each other."""

    @cached_property
    def frames(self) -> Frames:
        """Headings and the lines under them."""
        numbers = range(len(self.sentences))
        return Frames(
            [
                self.original[span.start : span.end] for span in self.sentences
            ],  # with its columns, no word blanked
            [self.mentions_of(n) for n in numbers],
            [self.listed(n) for n in numbers],
            [self._apart(n) for n in numbers],
        )

    def lenders(self, sentence: int) -> tuple[int, ...]:
        """The heading of a line in a list; else the sentence before, and what that one takes up («Davon …»)."""
        heading = self.frames.of_item(sentence)
        if heading is not None:
            return (heading,)
        if sentence in self.told_below:
            return (self.told_below[sentence],)
        before = self.just_before(sentence)
        explained = (sentence + 1,) if self._explained_next(sentence) else ()
        if before is None:
            return (sentence + 1,) if self._titles_the_next(sentence) else explained
        takes_up = self.frames.takes_up[before] or any(
            self.sentence_says(before, said) for said in (_OF_THEM, _THAT_WAS)
        )
        further = self.just_before(before) if takes_up else None
        return (before, *explained) if further is None else (before, further)

    def _explained_next(self, sentence: int) -> bool:
        """«1.226 waren es Ende 2023. Gemeint sind Personen der aktiven Zielgruppe.»: who or what was counted."""
        behind = self.just_behind(sentence)
        return behind is not None and not self.mentions_of(behind) and self.sentence_says(behind, _MEANT)

    @cached_property
    def told_below(self) -> dict[int, int]:
        """Sentences of nothing but days and numbers that open a paragraph → the one below that tells what they count.

        «Anfang 2018: 351. Mitte 2019: 537. Dann der Sprung – Mitte 2021 zählte die aktive Zielgruppe 1.019»
        """
        numbers = range(len(self.sentences))
        counts = [
            rows.only_counts(self.text, self.sentences[n], self.mentions_of(n), self.moments_of(n))
            for n in numbers
        ]
        return rows.told_below(
            counts, [self.sentence_says(n, rows.SUMS_UP) for n in numbers], self.frames.together
        )

    def _titles_the_next(self, sentence: int) -> bool:
        """«Gut ein Drittel ist minderjährig», under it «Unter den Begleiteten …»: a title is told of below."""
        below = sentence + 1 < len(self.sentences) and not self.listed(sentence + 1)
        return self.frames.titles[sentence] and below and self.frames.together(sentence, sentence + 1)

    def just_before(self, sentence: int) -> int | None:
        """The sentence right before that says something, None at the beginning of a paragraph."""
        return self._before[sentence]

    def with_one_before(self, sentence: int) -> list[int]:
        """The sentence, and the one before it in its paragraph, in reading order."""
        before = self.just_before(sentence)
        return [sentence] if before is None else [before, sentence]

    def just_behind(self, sentence: int) -> int | None:
        """The next sentence of the paragraph, None at its end."""
        behind = sentence + 1
        return behind if behind < len(self.sentences) and self.frames.together(sentence, behind) else None

    @cached_property
    def _before(self) -> list[int | None]:
        """For each sentence the one before it; worked out once, for it is asked of every number."""
        silent = [self._names_nothing(n) for n in range(len(self.sentences))]
        found: list[int | None] = []
        for sentence in range(len(self.sentences)):
            before = sentence - 1
            while before > 0 and silent[before] and self.frames.together(before - 1, sentence):
                before -= 1
            found.append(before if self.frames.together(before, sentence) else None)
        return found

    def _names_nothing(self, sentence: int) -> bool:
        """«Zum großen Teil ja.», «Das ist erfreulich.»: a few words that speak of nothing by its name."""
        words = self.words_of(sentence)
        silent = not (
            self.hits_by_sentence[sentence] or self.mentions_of(sentence) or self.moments_of(sentence)
        )
        # what may be a name: in the first place or by its capital
        names = (word for n, word in enumerate(words) if n == 0 or word.text[0].isupper())
        return silent and len(words) <= _REMARK and all(self.vocabulary.is_plain(word) for word in names)

    def behind_a_question(self, sentence: int) -> bool:
        """Does the sentence before ask («Wie viele …?»)?"""
        before = self.just_before(sentence)
        return before is not None and self.asks(before)

    def asks(self, sentence: int) -> bool:
        """Does it end with a question mark, whatever quotation marks stand behind?"""
        return self.sentence_text(sentence).rstrip(' «»"“”„').endswith("?")

    def speaks_of(self, sentence: int, concepts: Iterable[str]) -> bool:
        """Does the sentence's paragraph, or a title of the draft, hold one of the concepts?"""
        around = self._concepts_in[self.frames.paragraph(sentence)]
        return not (around.isdisjoint(concepts) and self._concepts_in[None].isdisjoint(concepts))

    def draft_speaks_of(self, concept: str) -> bool:
        """Does any paragraph or title of the draft hold it?"""
        return any(concept in found for found in self._concepts_in.values())

    @cached_property
    def _concepts_in(self) -> dict[int | None, set[str]]:
        """The concepts of each paragraph, and (None) of all titles."""
        found: dict[int | None, set[str]] = defaultdict(set)
        for number, hits in enumerate(self.hits_by_sentence):
            concepts = {hit.concept for hit in hits}
            found[self.frames.paragraph(number)] |= concepts
            if self.frames.titles[number]:
                found[None] |= concepts
        return found

    def _apart(self, sentence: int) -> bool:
        """Does a blank line stand before the sentence?"""
        start = self.sentences[sentence].start
        first = len(self.text) - len(self.text[start:].lstrip())
        return bool(_BLANK_LINE.search(self.text, max(0, start - 80), first))

    def heading_day(self, sentence: int) -> Moment | None:
        """The date in the heading above."""
        heading = self.frames.heading(sentence)
        return frames.day_of(self.moments_of(heading)) if heading is not None else None

    def listed(self, sentence: int) -> bool:
        """Is the sentence an item of a list («• Frauen: 704»)?"""
        return bool(ITEM.match(self.sentence_text(sentence)))

    def only_dated(self, mention: Mention) -> bool:
        """Does the sentence hold no concept but dates, so that all it says stands in its heading?"""
        moments = self.moments_of(mention.sentence)
        hits = self.hits_by_sentence[mention.sentence]
        return all(
            hit.concept == "whole" or any(moment.holds(hit.start) for moment in moments) for hit in hits
        )

    def echoes(self, mention: Mention) -> bool:
        """«Ende 2023 waren es 1.226»: does the clause take up what was spoken of before?"""
        if self.says(mention.clause, _ECHO):
            return True
        return any(self.says(label, _ECHO) for label in self.labels(mention))

    def answers(self, mention: Mention) -> bool:
        """«Wie viele kamen 2023 hinzu? 231, und 124 schieden aus»: is the clause nothing but the number asked for?"""
        before = self.just_before(mention.sentence)
        if before is None or not (self.asks(before) or self.sentence_says(before, _ASKED)):
            return False
        start, end = self.sentences[mention.sentence].start, self.clauses[mention.clause].end
        around = self.text[start : mention.span.start] + self.text[mention.span.end : end]
        around = _NOWADAYS.sub("", _ANSWER.sub("", around))
        return not around.strip(' ,.;!–—-„“”«»"\n')

    def leaves_open(self, sentence: int) -> bool:
        """«Das Soll betrug 280. Auf welches Jahr sich das bezieht, geht aus der Vorlage nicht hervor»."""
        behind = self.just_behind(sentence)
        undated = not any(m.as_of for m in self.moments_of(sentence))
        return behind is not None and undated and self.sentence_says(behind, _OPEN)

    def labels(self, mention: Mention) -> list[int]:
        """All clauses that end in a colon before the number, nearest first («Beratungen: 2022: 4.380»)."""
        found: list[int] = []
        clause = mention.clause
        while clause > 0 and self.text[self.clauses[clause].start - 1] == ":":
            if clause - 1 in self.clauses_with_numbers or not self.one_sentence(clause - 1, clause):
                break
            clause -= 1
            found.append(clause)
            opened = self._closes_bracket(clause)
            if opened:  # «Begleitete nach Träger (Stichtag 31.12.2024): Caritas 470»
                found += range(clause - 1, opened - 2, -1)
                clause = opened - 1
        if found and self._lists_parts(clause):
            found.append(clause - 1)  # «Beratungen nach Trägern – Caritas: 2.214; Diakonie: 2.480»
        if found and clause > 0 and self._names_the_label(clause):
            found.append(clause - 1)
        return found

    def _names_the_label(self, clause: int) -> bool:
        """«Begleitete nach Träger, Ende 2024: Caritas 470», «Was die Begleiteten angeht, ergab sich …: 54 Prozent».

        Likewise «Wie stark sich die Zahl der Frauen verändert hat, zeigt der Blick auf Ende 2024: 201 mehr».
        """
        shown = self.says(clause - 1, _HOW) and self.says(clause, _SHOWS)
        return self.one_sentence(clause - 1, clause) and (
            shown or self.only_a_day(clause) or self.says(clause - 1, _AS_TO)
        )

    def _lists_parts(self, clause: int) -> bool:
        """Does a dash part the label from what it is a part of?"""
        before = clause - 1
        if before < 0 or before in self.clauses_with_numbers or not self.one_sentence(before, clause):
            return False
        return self.text[self.clauses[before].end - 1] in "–—-" and self.says(before, _BY_PART)

    def is_aside(self, sentence: int) -> bool:
        """«Nicht alle sind geblieben.»: a short remark between two figures, behind which the first is still spoken of."""
        if self.mentions_of(sentence) or len([m for m in self.moments_of(sentence) if m.as_of]) > 1:
            return False
        grouped = any("=" in c for c in self.concepts_of(sentence))
        asked = self.asks(sentence)  # «Und aus Syrien? 181.»
        # «Das Verhältnis war umgekehrt» is no caseload; «Die Zahl der Beratungen ist gestiegen» is of another figure
        seen = [
            (t, signs) for t, signs in self.topics_in_sight(sentence) if asked or t.unit != "persons_per_fte"
        ]
        if any(self.is_own(sentence, sign) for _, signs in seen for sign in signs):
            return False  # «Wie groß war die Zielgruppe Mitte 2022? Genau 1.048 Personen.»
        return len(self.words_of(sentence)) <= _SHORT and (asked or not grouped)

    def _closes_bracket(self, clause: int) -> int:
        """Where the bracket without a number opens that the clause is nothing but the colon behind; 0 if it is not.

        «Zahl der Männer in der Begleitung (Stichtag: Mitte 2022): 545»
        """
        if self.clause_text(clause).strip() != ":":
            return 0
        bracket = clause - 1
        while bracket > 0 and self.text[self.clauses[bracket].start - 1] == ":":
            bracket -= 1
        if bracket < 1 or not self.one_sentence(bracket - 1, clause):
            return 0
        if self.text[self.clauses[bracket].start - 1] != "(":
            return 0
        return 0 if self.clauses_with_numbers & set(range(bracket - 1, clause)) else bracket

    def only_a_day(self, clause: int) -> bool:
        """«Stand Ende 2024:», «Ein halbes Jahr später:»: does the clause hold nothing but a day?"""
        span = self.clauses[clause]
        moments = [m for m in self.moments_of(self.by_sentence.index(span.start)) if span.holds(m.start)]
        said = _STAND.sub("", self.clause_text(clause).strip(" :,()"))
        return len(moments) == 1 and self.text[moments[0].start : moments[0].end].strip(" :,()") == said

    def one_sentence(self, first: int, last: int) -> bool:
        """Do two clauses stand in the same sentence?"""
        starts = self.clauses[first].start, self.clauses[last].start
        return self.by_sentence.index(starts[0]) == self.by_sentence.index(starts[1])
