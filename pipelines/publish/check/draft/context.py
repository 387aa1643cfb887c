"""How the parts of a draft belong together: wholes and parts, brackets, comparisons, heads of numbers."""

from __future__ import annotations

import re
from functools import cached_property

from pipelines.publish.check.draft.insertions import Insertions
from pipelines.publish.check.model import Mention, Span
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Hit

_RELATIVE = re.compile(
    r"\s*(?:(?:von|bei|mit|für|aus|in|an|zu|um)\s+)?(?:die(?!\s+(?:meisten|wenigsten|Mehrheit|Hälfte)\b)|der|das(?!\s+(?:sind|ist|waren|war|entspricht|entsprach|macht|heißt|bedeutet))|(?:mit\s+)?denen|deren|welche)\b"
)
_COMPARED = re.compile(
    r"(?i:\b(?:gegenüber|statt|anstelle von|nach|im vergleich (?:zu|mit)|verglichen mit|als)\s+"
    r"(?:noch\s+|den\s+|die\s+|zuvor\s+|bisher\s+)?)$"
)
_VERBS_LAST = (
    r"(?:[a-zäöüß]+t(?:\s+(?:werden|wurden|worden))+(?:\s+(?:darf|dürfen|kann|können|sollten?|muss|müssen))?"
    r"|(?:[a-zäöüß]+zu[a-zäöüß]+|zu\s+[a-zäöüß]+)en)"
)
# «1.380 Personen waren es, die …», «61 Begleitete, die …»
_NOTHING_BETWEEN = re.compile(
    r"\s*(?:(?:Begleitete|Betreute)n?\s*)?(?:waren\s+es\s*|sind\s+es\s*"
    # «mit den 752 Menschen aus der Ukraine verwechselt werden, die …»
    rf"|aus\s+(?:de[rm]\s+)?[A-ZÄÖÜ]\w+\s*(?:{_VERBS_LAST}\s*)?|{_VERBS_LAST}\s*"
    # «211 Menschen wurden Ende 2024 begleitet, die …»
    r"|(?:(?:wurden|werden)\s+(?:[^,;:.()]{0,30}\s)?)?(?:begleitet|betreut)\s*)?,\s*"
)
_PREDICATE = re.compile(
    r"\b(?:bilde|stell|folg|mach|rangier|verbuch|verzeichn|meldet|nahm|zählt|registrier)\w*\b"
)
_WHOLE_OF = re.compile(
    r"\W*(?:denn\s+)?(?:[Vv]on|[Uu]nter|Aus)\s+(?:den|allen|diesen|insgesamt|rund|etwa|über)\b[^,;:]*$"
)
_SOME_OF = re.compile(
    r"\W*(?:denn\s|da\s|doch\s)?(?i:Von|Unter|Aus) (?:den|allen|diesen|unseren)\b"
    r"[^,;:]*\s[a-zäöüß]+(?:en|te|t|war|ist|hat)\s[^,;:]*$"
)
# Asked once per sentence, before the longer ones.
_OF = re.compile(r"\b(?:[Vv]on|[Uu]nter|der|aller|aus|ihrer|seiner|unserer|an|[Zz]u|[Bb]ei)\b")
_OF_THE = re.compile(
    r"\b(?:[Vv]on|[Uu]nter) (?:den|allen|diesen)"
    r" (?:insgesamt |rund |etwa |über |derzeit |aktuell |zuletzt |damals |heute |knapp |gut )?$"
)
# «der Anteil der Frauen an den 1.380 Begleiteten», «704 Frauen zählten zu den 1.380 Begleiteten»
_SHARE_OF_THE = re.compile(r"[Aa]nteil[^,;:]*\san\s+(?:den|allen|diesen)\s+(?:insgesamt\s+)?$")
_TO_THE = re.compile(r"\b[Zz]u\s+(?:den|allen|diesen)\s+(?:insgesamt\s+)?$")
# «bei 622 Begleiteten entspricht das 40,7 Prozent»: what the share is taken of
_AT_SO_MANY = re.compile(r"\b[Bb]ei\s+(?:insgesamt\s+)?$")
_THAT_MAKES = re.compile(
    r"\b(?:entspricht|entsprach|sind|waren|macht|machte|ergibt|ergab)\s+(?:das|dies|es)\b.*(?:Prozent|%)",
    re.DOTALL,
)
_BELONG = re.compile(r"\b(?:ge)?hör(?:t|te|ten|en)\b|\bzähl(?:t|te|ten|en)\b")
# «Von 1.380 Begleiteten hatten 1.304 Kontakt», but not «Von 1.226 Personen stieg die Zahl auf 1.380»
_OF_SO_MANY = re.compile(r"\W*Von\s+")
_GOVERNED = re.compile(r"\b(?:von|auf|um|bei|zu|mit|nach|bis|in|für|ab|seit)\s+(?:\w+\s+)?$")
_THOSE = re.compile(r"\s+(?:[a-zäöüß]+\s+)?(?!Ende|Mitte|Anfang|Prozent)[A-ZÄÖÜ]")
_PART_OF = re.compile(
    r"(?:\d\)?|(?i:\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)(?:einhalb)?)|[Ww]ie\s+viele?|Hälfte|Drittel|Viertel|Fünftel|Prozent|%|[Tt]eil|Mehrheit|Mehrzahl|Gros|[Mm]eisten"
    r"|[Nn]icht alle)\s+(?:Personen\s+|Menschen\s+)?"
    r"(?:der|aller|von den|aus den|ihrer|seiner|unserer)\s+"
    r"(?:(?:insgesamt|damals|seinerzeit|aktuell|derzeit|heute|zuletzt|rund|etwa|über)\s+)?"
    rf"{phrases.DATED_WHOLE}$"
)
_PART_OF_PLAIN = re.compile(
    r"(?:(?<!um )|(?<=ging es um )|(?<=geht es um ))\b[\d.,]*\d\s+von\s+(?:insgesamt\s+)?$"
)
# «83 waren 65 Jahre oder älter – von insgesamt 1.380»
_WHOLE_APPOSED = re.compile(r"\s*von\s+(?:den\s+)?(?:insgesamt|zusammen|allen)\s+(?:\w+\s+)?")
# «bilden mit 752 Personen die größte Gruppe der 1.380 Begleiteten»
_LARGEST_OF = re.compile(
    r"\b\w*(?:größte|stärkste|kleinste|wichtigste)\s+(?:\w*[Gg]ruppe|Teil)\s+(?:der|unter\s+den|von\s+den|innerhalb\s+der)\s+(?:insgesamt\s+)?$"
)
_ON_TO = re.compile(r"[^,;.:]{0,40}\bauf\b")
_SHARE = re.compile(r"(?:\b[Aa]|\w[-]?[Aa])nteil(?:s|e|en)?\b")
_HEAD_OF = re.compile(
    r"(?:\s+(?:des|der)\s+[A-ZÄÖÜ]\w+)?\s+(?:von|in Höhe von|über)\s+(?:\w+\s+)?|\s*:\s*|\s*\("
)
_LEFT_OVER = re.compile(r"\b[Nn]ach Abzug\s+(?:de[rs]|aller|von)\s[^.;]*$")
_AFTER_DEDUCTION = re.compile(r"[Nn]ach Abzug\b")
# «Der Rückgang der Bleibequote von 78,1 auf 66,6 Prozent» speaks of both numbers.
_UP_TO = re.compile(r"(?:[^;.:!?]|\.(?=\d)){0,110}\bauf\s+(?:\w+\s+)?\d")
_HEADED = re.compile(r"\b(?:von|in Höhe|über)\b|[:(]")
_HEAD_NEAR = 120  # signs
MONEY = {"costs", "grants", "own_share"}
_AGAIN = re.compile(
    r"(?:\s+(?:der|des|aller|dieser|unserer|in\s+der|(?:von|unter|aus)\s+den)\s(?:[^(),.;:]|\.(?=\d)){1,70}?)?\s*\(\s*(?:also\s+|das\s+sind\s+|nämlich\s+)?"
)
_REST_OF_CLAUSE = re.compile(r"\s[^(),.;:]{1,80}\(")
_AND = re.compile(r"\s+(?:und|sowie)\s+")


class Draft(Insertions):
    """The draft and everything found in it; all offsets refer to `text`."""

    def relative_clause(self, mention: Mention) -> int | None:
        """«512 Geflüchteten, die …»: the clause that only describes the noun of this number."""
        at = mention.span.start
        if at not in self.kept.relative:
            self.kept.relative[at] = self._describing(mention)
        return self.kept.relative[at]

    def _describing(self, mention: Mention) -> int | None:
        # «Die Hälfte der 1.362 Menschen, die …»: what describes the whole describes the part.
        behind = next(
            (m for m in self.mentions_of(mention.sentence) if m.span.start > mention.quantity.start), None
        )
        if behind is not None and self.part_and_whole(mention, behind):
            return self.relative_clause(behind)
        if (
            behind is not None
            and behind.clause == mention.clause
            and _AND.fullmatch(self.text, mention.span.end, behind.span.start)
        ):
            return self.relative_clause(behind)  # «704 Frauen und 676 Männer, die von uns begleitet wurden»
        following = mention.clause + 1
        if (
            following >= len(self.clauses)
            or following in self.clauses_with_numbers
            or self.by_sentence.index(self.clauses[following].start) != mention.sentence
        ):
            return None
        # «54 Prozent der Menschen, die das Integrationsmanagement begleitete, …»
        noun = max(mention.span.end, mention.genitive.end)
        adjacent = _NOTHING_BETWEEN.fullmatch(self.text, noun, self.clauses[following].start)
        return following if adjacent and _RELATIVE.match(self.clause_text(following)) else None

    def whole_of_one_before(self, mention: Mention) -> bool:
        """«400 der 512»: then nothing the sentence says is said of 512."""
        if not self.sentence_says(mention.sentence, _OF):
            return False
        at = mention.span.start
        if at not in self._wholes:
            plain = _PART_OF_PLAIN.search(self.text, max(0, at - 30), at)
            # not «um 154 von 1.226 auf 1.380»
            counted = plain and not _ON_TO.match(self.text, mention.span.end)
            part = plain if counted else _PART_OF.search(self.text, max(0, at - 60), at)
            # not «Ende 2024 von 470 Personen»
            named = part is not None and not self._dated(part.start())
            named = named or _LARGEST_OF.search(self.text, max(0, at - 60), at) is not None
            self._wholes[at] = named or self._whole_apposed(mention)
        return self._wholes[at]

    def _whole_apposed(self, mention: Mention) -> bool:
        """«83 Personen waren 65 Jahre oder älter – von insgesamt 1.380»: the whole of the clause before, said behind.

        Not «stieg auf 704, von insgesamt 503», which tells from where.
        """
        part, start = self.preceding(mention), self.clauses[mention.clause].start
        if (
            part is None
            or part.clause != mention.clause - 1
            or not _WHOLE_APPOSED.fullmatch(self.original, start, mention.span.start)
        ):
            return False
        return not phrases.ONTO.search(self.text, max(0, part.span.start - 20), part.span.start)

    def _dated(self, position: int) -> bool:
        """Does a date hold the place?"""
        return any(m.holds(position) for m in self.moments_of(self.by_sentence.index(position)))

    @cached_property
    def _wholes(self) -> dict[int, bool]:
        return {}

    def counted_by(self, hit: Hit, sentence: int) -> list[tuple[Mention, bool]]:
        """The numbers whose noun holds a concept (True), or which follow right behind it (False)."""
        place = hit.start, hit.end
        if place not in self._counted_by:
            self._counted_by[place] = [
                (m, m.quantity.end <= hit.start < self._end_of_noun(m))
                for m in self.mentions_of(sentence)
                if m.quantity.end <= hit.start < self._end_of_noun(m) or 0 <= m.span.start - hit.end <= 1
            ]
        return self._counted_by[place]

    def _end_of_noun(self, mention: Mention) -> int:
        """«Von den 1.200 Personen der aktiven Zielgruppe»: the genitive of a whole belongs to its noun."""
        if mention.genitive.start == mention.genitive.end or not self.whole_of_another(mention):
            return mention.span.end
        return max(mention.span.end, mention.genitive.end)

    @cached_property
    def _counted_by(self) -> dict[tuple[int, int], list[tuple[Mention, bool]]]:
        return {}

    def part_and_whole(self, part: Mention, whole: Mention) -> bool:
        """«735 der 1.362 begleiteten Personen»: both count the same noun."""
        adjacent = 0 < whole.span.start - part.span.end < 40
        return adjacent and part.clause == whole.clause and self.whole_of_one_before(whole)

    def whole_of_another(self, mention: Mention) -> bool:
        """«Von den 512 Geflüchteten leben noch 400», «400 der 512»: is the number the whole of another?"""
        start = self.clauses[mention.clause].start
        if self.whole_of_one_before(mention):
            return True
        later = {
            m.clause for m in self.mentions_of(mention.sentence) if m.quantity.start > mention.quantity.start
        }
        if self.named_whole(mention):
            # «Von den 790, die bis Ende 2023 kamen, waren noch 560 da»
            described = self.relative_clause(mention)
            return mention.clause in later or (described is not None and described + 1 in later)
        nouns = (h for h in self.in_clause_of(mention) if start <= h.start < mention.span.start)
        named = any(h.concept.startswith("unit:") and self.text[h.start].isupper() for h in nouns)
        # «Von den Stellen waren 5,5 besetzt»: the whole is named, and the number is a part of it
        return (
            not named
            and mention.clause in later
            and bool(_WHOLE_OF.match(self.text[start : mention.span.start]))
        )

    def named_whole(self, mention: Mention) -> bool:
        """«Auf die Stadt entfielen von den 1.380 Begleiteten 390»: do the words right before say «von den»?"""
        if not self.sentence_says(mention.sentence, _OF):
            return False
        start, at = self.clauses[mention.clause].start, mention.span.start
        # «950 Angekommene», «950 aus der Ukraine gekommene Menschen»
        noun = _THOSE.match(self.text, mention.quantity.end)
        counted = mention.quantity.form == "plain" and (
            noun or phrases.attribute(self.text, mention.quantity.end + 1)
        )
        if (
            counted
            and _OF_SO_MANY.fullmatch(self.text, start, at)
            and not _UP_TO.match(self.text, mention.span.end)
        ):
            return True
        if counted and self.text[:at].endswith(" von ") and self._before_its_part(mention):
            return True
        if _OF_THE.search(self.text, max(start, at - 30), at) or _LARGEST_OF.search(
            self.text, max(start, at - 60), at
        ):
            return True
        to_the = _TO_THE.search(self.text, max(start, at - 20), at) and self.says(mention.clause, _BELONG)
        base = _AT_SO_MANY.search(self.text, max(start, at - 16), at) and self.says(
            mention.clause, _THAT_MAKES
        )
        return bool(to_the or base or _SHARE_OF_THE.search(self.text, max(start, at - 80), at))

    def _before_its_part(self, mention: Mention) -> bool:
        """«Bei der Caritas hatten von 470 Personen der aktiven Zielgruppe 447 Kontakt»: does its part stand behind it?"""
        part = self.following(mention)
        if part is None or part.clause != mention.clause or part.noun.unit is not None:
            return False
        at = mention.span.start - len(" von ")
        nouns = (hit for hit in self.in_clause_of(mention) if hit.end == at and "=" not in hit.concept)
        if any(self._holds_noun(hit) for hit in nouns):
            return False  # «einem Aufnahmesoll von 638 Geflüchteten»
        return not _GOVERNED.search(self.text, mention.span.end, part.span.start)

    def some_of(self, mention: Mention) -> bool:
        """«Von den Begleiteten besaßen 215 einen Führerschein»: a part of all, whose number is not given."""
        if mention.quantity.form != "plain":
            return False
        start = self.clauses[mention.clause].start
        if not _SOME_OF.match(self.text, start, mention.span.start):
            return False
        before = Span(start, mention.quantity.start)
        counted = any(before.holds(m.quantity.start) for m in self.mentions_of(mention.sentence))
        # «Von den bis Ende 2024 gekommenen 905 Ukrainern»: the noun stands behind the number
        hits = [
            h for h in self.in_clause_of(mention) if before.holds(h.start) and self.text[h.start].isupper()
        ]
        named = any(h.concept in ("unit:persons", "accompanied", "cared") for h in hits)
        return named and not counted

    def label(self, mention: Mention) -> int | None:
        """«Zugänge 2024: 310»: the clause before the colon names what the number counts."""
        return next(iter(self.labels(mention)), None)

    def bracketed(self, mention: Mention) -> bool:
        """«Syrien (181)»: does the number's clause begin with a bracket?"""
        start = self.clauses[mention.clause].start
        return start > 0 and self.text[start - 1] == "("

    def repeated(self, mention: Mention) -> Mention | None:
        """«Über die Hälfte der Begleiteten (752)»: the number before the bracket that this one says again."""
        if not self.bracketed(mention):
            return None
        before = self.preceding(mention)
        if before and mention.quantity.form == "percent" and self.whole_of_one_before(before):
            before = (
                self.preceding(before) or before
            )  # «401 der 1.048 Personen in der Zielgruppe (38,3 Prozent)»
        again = before and _AGAIN.fullmatch(self.text, before.span.end, mention.span.start)
        if before and not again and before.quantity.form == "percent" and mention.noun.unit == "persons":
            # «… hatten 95,1 Prozent in den zwölf Monaten davor Kontakt zur Beratung (447 Personen)»
            alone = self.text[self.clauses[mention.clause].start : mention.span.start].strip()
            again = (
                None if alone else _REST_OF_CLAUSE.fullmatch(self.text, before.span.end, mention.span.start)
            )
        return before if again else None

    @cached_property
    def compared_days(self) -> dict[int, int]:
        """«gegenüber 1.226 Ende 2023»: where such a date starts → where the number it belongs to starts."""
        owned = {}
        for mention in self.mentions:
            if _COMPARED.search(self.text[max(0, mention.span.start - 30) : mention.span.start]):
                end = self.clauses[mention.clause].end
                moments = self.moments_of(mention.sentence)
                behind = [m for m in moments if mention.span.end <= m.start < end and m.shape != "now"]
                between = self.text[mention.span.end : behind[0].start] if behind else ""
                # «Nach 205 Personen aus Syrien bildeten Ende 2020 die 57 aus Gambia …»: of both; «2023 waren es 241 statt
                # 234 und 2024 …»: of the next
                if (
                    behind
                    and not re.search(r"\d|\b(?:und|sowie)\b", between)
                    and not _PREDICATE.search(between)
                ):
                    owned[behind[0].start] = mention.quantity.start
        return owned

    @cached_property
    def numbers_compared(self) -> set[int]:
        """Where the numbers of `compared_days` start."""
        return set(self.compared_days.values())

    @cached_property
    def heads(self) -> dict[int, int]:
        """«Kosten von 504.000 Euro»: where such a concept starts → where the number starts that it is said of."""
        owned = {}
        for mention in self.mentions:
            again = self.repeated(mention)
            if again and "percent" in (again.quantity.form, mention.quantity.form):
                continue  # «54,5 Prozent der Begleiteten (752)» speaks of both
            if again and again.quantity.form == "fraction":
                continue
            named = self.sentence_says(mention.sentence, _HEADED)
            for hit in self.hits_by_sentence[mention.sentence] if named else ():
                near = 0 <= mention.span.start - hit.end <= _HEAD_NEAR
                if hit.concept == "own_share" and _AFTER_DEDUCTION.match(self.text, hit.start):
                    continue  # «nach Abzug der Zuschüsse von 352.800 Euro»: of the grants
                if hit.concept == "costs" and _LEFT_OVER.search(self.text, max(0, hit.start - 90), hit.start):
                    continue  # «Dem Haushalt verblieben nach Abzug der Zuschüsse Kosten von 118.275 Euro»
                head = near and _HEAD_OF.fullmatch(self.text, hit.end, mention.span.start)
                if (
                    head
                    and "von" in head[0]
                    and (not self._holds_noun(hit) or self._led_on(mention, hit.concept))
                ):
                    continue
                if head:
                    owned[hit.start] = mention.quantity.start
        return owned

    def _holds_noun(self, hit: Hit) -> bool:
        """«Kosten von …», but no head is the verb of «Mitte 2022 hielten sich von 512 Angekommenen noch 400 hier auf»."""
        return any(sign.isupper() for sign in self.text[hit.start : hit.end])

    def _led_on(self, mention: Mention, concept: str) -> bool:
        """«Kosten von 415.000 auf 504.000 Euro», but not «Kosten von 504.000 Euro belief sich der Eigenanteil auf …»."""
        onward = _UP_TO.match(self.text, mention.span.end)
        if onward is None:
            return False
        passed = Span(mention.span.end, onward.end())
        others = (hit for hit in self.hits_by_sentence[mention.sentence] if hit.concept in MONEY - {concept})
        return not any(passed.holds(hit.start) for hit in others)

    def speaks_of_share(self, mention: Mention) -> bool:
        """«Der Frauenanteil …», «der Anteil der Syrer …»."""
        return bool(_SHARE.search(self.sentence_text(mention.sentence)))

    def following(self, mention: Mention) -> Mention | None:
        """The next number of the sentence."""
        later = (m for m in self.mentions_of(mention.sentence) if m.span.start >= mention.span.end)
        return next(later, None)

    def preceding(self, mention: Mention) -> Mention | None:
        """The number before it in the sentence."""
        earlier = (
            m for m in reversed(self.mentions_of(mention.sentence)) if m.span.end <= mention.span.start
        )
        return next(earlier, None)

    def start_of_stretch(self, mention: Mention) -> int:
        """Where the words of a number begin: behind the number before, or with its clause."""
        before, start = self.preceding(mention), self.clauses[mention.clause].start
        return max(start, before.span.end) if before else start

    def end_of_stretch(self, mention: Mention) -> int:
        """Where the words of a number end: at the next number, or with its clause."""
        later, end = self.following(mention), self.clauses[mention.clause].end
        return min(end, later.span.start) if later else end
