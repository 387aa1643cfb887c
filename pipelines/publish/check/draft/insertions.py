"""Clauses that only insert something: what stands around them belongs together."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.paragraphs import Paragraphs
from pipelines.publish.check.model import Mention

_APPOSITION = re.compile(
    r"\s*(?:nämlich|(?:also|somit|mithin)(?!\s+(?:[\w.]+\s+){0,2}\d)|konkret|genauer(?:\s+gesagt)?|und\s+zwar|sprich|exakt|präzise|in\s+(?:absoluten\s+)?Zahlen|absolut)\b"
)
_RELATED = (
    r"\s*(?:(?:wiederum|jeweils|erneut|stets|nur|allein)\s+)?"
    r"(?:bezogen|gerechnet|gemessen|verglichen)\s+(?:auf|an|mit|vom|ab|von)\b"
)
# «…, deren Sprachstand bekannt ist, …», «…, so die Leiterin, …»: what is around them belongs together.
_DESCRIBES = re.compile(
    r"\s*(?:(?:von|bei|mit|für|aus|in|an|zu)\s+)?(?:die|der|das|den|dem|deren|dessen|denen|welche[nrs]?)\b"
    rf"(?!\s+(?:sind|ist|waren|war|entspricht|entsprach)\b)|{_RELATED}|\s*(?:vom|ab|von|am|an)\s[^,]*\s(?:gerechnet|gezählt|betrachtet|gemessen)\b"
)
# «bräuchte Lörrach, gemessen an der Zielgruppe, 11,5 Stellen»: the first clause goes on, whatever it counted
_MEASURED = re.compile(rf"{_RELATED}|\s*an?m?\s[^,]*\sgemessen\b")
_NEW_CLAUSE = re.compile(
    r"^\s*(?:während|wobei|wohingegen|wogegen|obwohl|obgleich|weil|denn|doch|sodass|so\s+dass|sondern)\b"
)
_JOINS = re.compile(r"\s*(?:und|sowie|davon|darunter|während|aber)\b")
# «…, erläuterte der Kämmerer, die Zuschüsse hätten um 18,9 Prozent zugelegt»: speech goes on, and nobody is described
_REPORTED = (
    r"\s+(?:[a-zäöüß]+e[nr]?\s+)?[A-ZÄÖÜ][\w-]+\s+(?:de[rs]\s+[A-ZÄÖÜ][\w-]+\s+)?"
    r"(?:seien?|habe|hätten|werde|würden|betrage|liege|lägen|komme|kämen)\s+\w"
)
# Where the pronoun is what the clause speaks of: not «die Kosten, die das Land mit … bezuschusst».
_WHICH = re.compile(
    r"^\s*(?:die|der|das|welche[rs]?)\b(?!\s+(?:sind|ist|waren|war|entspricht|entsprach|das|die|der|den|unsere?|man|wir)\b)"
    rf"(?!{_REPORTED})"
)
SAYS = re.compile(
    r"\s*(?:so|sagte?|wie|erklärte?|betonte?|berichtete?|laut|nach\s+(?:den\s+)?(?:Angaben|Auskunft|Worten)|heißt\s+es|hieß\s+es|teilte?)\b(?!\s+viel)"
)
_PART = re.compile(r"\s*(?:darunter|davon|hiervon|unter\s+ihnen|von\s+ihnen)\b")
_AUXILIARY = re.compile(r"\b(?:ist|sind|war|waren|hat|haben|hatte|wurde|wurden)\b")
_REST = re.compile(r"\s*(?:von|um|auf|bei)\s+(?:\w+\s+)?[\d\w.,]+\b[^;:]*\b(?:ge\w+|\w+ge\w+)\W*$")
_MOVED = re.compile(
    r"\b(?:stieg|sank|fiel|wuchs|ging|nahm|kletterte|erhöhte\s+sich|verringerte\s+sich|lag|belief\s+sich)\s+(?:die|der)\b"
)
_ONLY_A_SHARE = re.compile(r"^\s*(?:\w+\s+)?[\d,]+\s*(?:Prozent|%)\W*$")
_LEFT_OPEN = re.compile(
    r"\b(?:sind|waren|ist|war|seien|leben|lebten|stammen|stammten|kamen|kommen|hatten?|hat|haben|wurden?|werden|wird|zählten|zählte)\W*$"
)
_REST_OF_MOVE = re.compile(r"\s*(?:von|um|auf|bei)\s+(?:\w+\s+)?[\d.,]+")
_AT_THAT = re.compile(r"\s+an\s+der\s+Zahl$")  # «Männer – 369 an der Zahl – waren …»
_THAT_IS = re.compile(
    r"^(?:und\s+(?:damit|somit)|also|nämlich|mithin|somit|insgesamt|zusammen|entsprechend|umgerechnet"
    r"|das (?:sind|waren|entspricht))\s+"
)
_LARGEST = re.compile(
    r"mit\s+(?:\w+\s+)?[\d.]+(?:\s+[a-zäöüß]+)?(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:der|die|das)\s+\w*(?:größte|kleinste)r?\s+(?:Träger|Verband|Gruppe|Partner)"
)
_IN_NUMBER = re.compile(r"\s*[\d.]+ an der Zahl\W*")
_VERB_FIRST = re.compile(
    r"\s*(?!(?:und|sowie|oder|aber|also|darunter|davon|die|der|das|den|dem|denen|welche\w*|wobei|während|wovon|dass|um|nach"
    r"|mit|bei|von|in|so|wie|als|ohne|weil|da|wenn|doch|denn|sondern|obwohl|sodass)\b)[a-zäöüß]+(?:t|te|en|ten|war|ist|kam)?\b"
)
# «… geführt wurden (676 mehr als 2023) und dass auf eine Stelle 291 kamen»: behind the bracket another clause
_ANOTHER = re.compile(r"\s*(?:(?:und|sowie|aber)\s+)?(?:dass|weil|während|wobei|obwohl|sodass)\b")
_WHO = re.compile(r"^\s*(?:Wer|Was)\b")
# «…, und zwar um 154 auf 1.380, auch die Beratungen nahmen zu»
_OWN_SUBJECT = re.compile(
    r"^\s*(?:(?:auch|ebenso|dagegen|zugleich|und|aber|doch)\s+){0,2}(?:die|der|das|ihre?|seine?|unsere?)\s+(?:[a-zäöüß]+\s+)?[A-ZÄÖÜ][\w-]+\s+"
    r"(?:de[rs]\s+[A-ZÄÖÜ]\w+\s+)?(?:stieg|wuchs|nahm|sank|fiel|legte|kletterte|ging|erhöhte|verringerte|blieb|lag|war|hatte|wurde|ist|sind|hat|haben)(?:en|n)?\b"
)
# «– auf eine Stelle kamen 291 Personen –», «(im Jahr davor waren es 231)»: a sentence of its own
_FINITE = re.compile(
    r"\b(?:war|waren|ist|sind|seien|lag|lagen|liegt|liegen|kam|kamen|kommt|kommen|wurden?|wird|werden|hat|haben|hatten?|gab|gibt"
    r"|betrug|betrugen|beträgt|betragen|entfiel|entfielen|zählte|zählten|kostete|ging|gingen)\b"
)
_ONLY_A_NUMBER = re.compile(r"^\s*(?:[a-zäöüß]+\s+)?[\d.,]*\d(?:\s[A-ZÄÖÜ]\w+)?\W*$")
_AND_A_NAME = re.compile(r"(?:\s[A-ZÄÖÜ]\w+)?(?:,|\s(?:und|sowie))\s(?:[a-zäöüß]+\s){0,3}[A-ZÄÖÜ][\w-]+")
_DASHES = ("––", "--", "——")
_ASIDE = ("()", *_DASHES)
_CLOSING = re.compile(r"\([^()]*\)[\s.!?]*$")


class Insertions(Paragraphs):
    """Appositions, brackets and describing clauses."""

    def describes(self, mention: Mention) -> bool:
        """«Die Kosten, die sich auf 504.000 Euro beliefen, …»: does the number's clause say it of the noun before?"""
        own = mention.clause
        return own > 0 and self.one_sentence(own - 1, own) and self.says(own, _WHICH)

    def goes_on_behind(self, mention: Mention) -> bool:
        """Does the number's clause go on, with its verb, from a clause that describes the noun before it?"""
        own = mention.clause
        if own < 2 or not self.one_sentence(own - 2, own) or own - 2 in self.clauses_with_numbers:
            return False
        described = _WHICH.match(self.clause_text(own - 1)) or _DESCRIBES.match(self.clause_text(own - 1))
        return bool(described) and self._takes_up(own - 2, own)

    def goes_on_around(self, mention: Mention) -> bool:
        """«Die Hälfte der Personen, die …, war seit 21,4 Monaten dabei»: the verb behind a clause that describes."""
        own = mention.clause
        if own < 2 or not self.one_sentence(own - 2, own) or own - 1 in self.clauses_with_numbers:
            return False
        described = _WHICH.match(self.clause_text(own - 1)) or _DESCRIBES.match(self.clause_text(own - 1))
        return bool(described and _VERB_FIRST.match(self.clause_text(own)))

    def goes_on_from_aside(self, mention: Mention) -> bool:
        """Does the number's clause go on, with its verb, from a relative clause that may hold a number itself?"""
        own = mention.clause
        if own < 2 or not self.one_sentence(own - 2, own):
            return False
        return bool(_WHICH.match(self.clause_text(own - 1)) and _VERB_FIRST.match(self.clause_text(own)))

    def opens_next_member(self, place: int) -> bool:
        """«… die Diakonie 540 und die Stadt, die selbst Träger ist, 390»: does the next number's name end there?"""
        own = self.by_clause.index(place)
        if self.text[place : place + 1] != "," or own not in self.clauses_with_numbers:
            return False
        if own + 2 >= len(self.clauses) or not self.one_sentence(own, own + 2):
            return False
        start = self.clauses[own].start
        last = max(m.span.end for m in self.mentions_of(self.by_sentence.index(place)) if m.clause == own)
        joined = _AND_A_NAME.fullmatch(self.text, max(start, last), place)
        described = _WHICH.match(self.clause_text(own + 1))
        return bool(joined and described) and self.says(own + 2, _ONLY_A_NUMBER)

    def inserted(self, clause: int, own: int) -> bool:
        """«1.380 Personen – so viele wie nie – zählt …»: do two clauses belong together around an insertion?"""
        first, last = sorted((clause, own))
        if any(self.text[self.clauses[at].end - 1] == ";" for at in range(first, last)):
            return False  # «… betreut, also mit Kontakt; zur Zielgruppe zählten 1.200»
        if self._around_apposition(first, last) or self._who(first, last) or self._around_both(first, last):
            return True
        if last - first == 2 and self.one_sentence(first, last) and self._bare_insertion(first + 1):
            return True  # «ein Drittel, 440 Personen, ist alleinstehend»
        if (
            last - first == 1
            and self.one_sentence(first, last)
            and _IN_NUMBER.fullmatch(self.clause_text(last))
        ):
            return True  # «überwogen die Männer, 369 an der Zahl»
        if last - first == 1 and self._bare_insertion(own) and self.one_sentence(first, last):
            return True
        if last - first < 2:
            return False
        start, end = self.clauses[first].end, self.clauses[last].start
        marks = self.text[start - 1] + self.text[end - 1]
        if marks == "()":
            another = _ANOTHER.match(self.clause_text(last))
            return not another and not re.search(r"[()!?]", self.text[start : end - 1])
        dashed = marks in _DASHES and last - first == 2
        return dashed and (first + 1 not in self.clauses_with_numbers or self.told_aside(first + 1))

    def day_goes_on(self, clause: int, own: int) -> bool:
        """«Ein Jahr zuvor, im ersten Jahr des Krieges, kamen 402 Menschen»: a day, what it was besides, and the verb."""
        if own - clause != 2 or not self.one_sentence(clause, own) or own - 1 in self.clauses_with_numbers:
            return False
        return self.only_a_day(clause) and bool(_VERB_FIRST.match(self.clause_text(own)))

    def _bare_insertion(self, clause: int) -> bool:
        """«Der größte Teil – 742 Personen – kommt aus der Ukraine»: a number alone between dashes, brackets or commas."""
        span = self.clauses[clause]
        sentence = self.by_sentence.index(span.start)
        inside = [m for m in self.mentions_of(sentence) if m.clause == clause]
        said = _THAT_IS.sub("", self.text[span.start : span.end].strip(" –—()-,"))
        said = _AT_THAT.sub("", said)
        if len(inside) == 1 and _LARGEST.fullmatch(said):
            # «Die Diakonie, mit 540 Begleiteten der größte Träger, hat …»
            behind = clause + 1 < len(self.clauses) and self.one_sentence(clause, clause + 1)
            return behind and bool(_VERB_FIRST.match(self.clause_text(clause + 1)))
        if len(inside) != 1 or said not in self._with_its_whole(inside[0]):
            return False
        opened, closed = self.text[span.start - 1 : span.start], self.text[span.end - 1 : span.end]
        if opened == closed == ",":
            counted = _AT_THAT.search(self.clause_text(clause).rstrip(" ,")) is not None
            return self._goes_on(clause, counted)
        return bool(re.fullmatch(r"[–—(-][–—)-]", opened + closed))

    def _with_its_whole(self, mention: Mention) -> tuple[str, str]:
        """«63,8 Prozent», «63,8 Prozent der aktiven Zielgruppe»."""
        start, end, whole = mention.span.start, mention.span.end, mention.span.end
        if mention.quantity.form in ("percent", "fraction"):
            whole = max(whole, mention.genitive.end)
        return self.text[start:end].strip(), self.text[start:whole].strip()

    def _goes_on(self, clause: int, counted: bool) -> bool:
        """«den Rest, gut 150.000 Euro, zahlte die Stadt»: does the clause behind the second comma begin with its verb?

        With a number of its own only behind «369 an der Zahl».
        """
        following = clause + 1
        if following >= len(self.clauses) or (following in self.clauses_with_numbers and not counted):
            return False
        return self.one_sentence(clause, following) and bool(_VERB_FIRST.match(self.clause_text(following)))

    def _around_apposition(self, first: int, last: int) -> bool:
        """«Gut die Hälfte, nämlich 752 Personen, kam aus der Ukraine»: an insertion shares what stands around it.

        «1.048 Personen, darunter 503 Frauen, wurden begleitet»: what is around another one belongs together.
        """
        if last == first or last - first > 2 or not self.one_sentence(first, last):
            return False
        if last - first == 2 and self.says(last, _NEW_CLAUSE):
            return False  # «Die Zahl der Begleiteten wuchs, nämlich um 154 auf 1.380, obwohl die Zahl der …»
        shared = [at for at in range(first, last + 1) if _APPOSITION.match(self.clause_text(at))]
        anew = last in self.clauses_with_numbers and not _VERB_FIRST.match(self.clause_text(last))
        if shared == [first] and (anew or self.says(last, _OWN_SUBJECT)):
            return False  # «…, nämlich 54,5 Prozent, auf Syrien entfielen 13,1 Prozent»
        if len(shared) == 1 and (last - first == 1 or shared[0] == first + 1):
            return True
        between = self.clause_text(first + 1)
        if _PART.match(between) and first + 1 in self.clauses_with_numbers and self.says(last, _WHICH):
            return False  # «1.380 Menschen, darunter 171 Kinder, die jünger als sechs waren»: the part is described
        part = _PART.match(between) or _DESCRIBES.match(between) or SAYS.match(between)
        alone = last - first == 2 and (
            last not in self.clauses_with_numbers
            or (first not in self.clauses_with_numbers and self._takes_up(first, last))
        )
        alone = alone or (
            last - first == 2 and bool(_MEASURED.match(between)) and not _JOINS.match(self.clause_text(last))
        )
        return alone and bool(part) and between.rstrip().endswith(",")

    def _around_both(self, first: int, last: int) -> bool:
        """«Gut die Hälfte der Menschen, die es begleitete, nämlich 54,5 Prozent, stammte aus der Ukraine».

        «1.380 Menschen, darunter 704 Frauen, die oft Kinder haben, wurden begleitet»
        """
        if last - first != 3 or not self.one_sentence(first, last) or last in self.clauses_with_numbers:
            return False
        described = first + 1 not in self.clauses_with_numbers and _WHICH.match(self.clause_text(first + 1))
        apposed = described and _APPOSITION.match(self.clause_text(first + 2))
        part = _PART.match(self.clause_text(first + 1)) and self.says(first + 2, _WHICH)
        return bool(apposed or part) and bool(_VERB_FIRST.match(self.clause_text(last)))

    def _takes_up(self, first: int, last: int) -> bool:
        """Does a clause go on from one further before: with its verb, or with what its auxiliary still lacks?"""
        if _VERB_FIRST.match(self.clause_text(last)):
            return True
        if self.says(last, _ONLY_A_SHARE):
            return True  # «…, der Anteil derer, die in Familien leben, 68,3 Prozent»
        if self.says(last, _ONLY_A_NUMBER) and _WHICH.match(self.clause_text(first + 1)):
            return True  # «… und bei der Stadt, die am wenigsten begleitet, 390»
        if _LEFT_OPEN.search(self.clause_text(first)):
            return True  # «Weiblich sind, so die Verwaltung, 371 der 603 …»
        if self.says(first, _MOVED) and _REST_OF_MOVE.match(self.clause_text(last)):
            return True  # «… stieg die Zahl derer, die zentral wohnen, von 385 auf 402»
        # «ist die Zahl derer, die privat wohnen, von 410 auf 465 gestiegen»
        return self.says(first, _AUXILIARY) and bool(_REST.match(self.clause_text(last)))

    def _who(self, first: int, last: int) -> bool:
        """«Wer eine volle Stelle hatte, war für 291 Personen zuständig»: the clause is the subject of the next."""
        return last - first == 1 and self.one_sentence(first, last) and self.says(first, _WHO)

    def is_gloss(self, clause: int) -> bool:
        """«…, also der Unterschied zwischen …, …»: does a clause without a number only explain the word before?"""
        return clause not in self.clauses_with_numbers and bool(_APPOSITION.match(self.clause_text(clause)))

    def told_aside(self, clause: int) -> bool:
        """«Trotz knappen Personals – auf eine Stelle kamen 291 – stieg die Zahl …»: told of its own number only."""
        if clause not in self.clauses_with_numbers or not self.says(clause, _FINITE):
            return False
        span = self.clauses[clause]
        return self.text[span.start - 1] + self.text[span.start : span.end].rstrip(",")[-1] in _ASIDE

    def closing_bracket(self, clause: int) -> bool:
        """«… (aktive Zielgruppe, 31.12.2024)»: does the clause stand in the bracket that ends the sentence?"""
        start = self.clauses[clause].start
        sentence = self.sentences[self.by_sentence.index(start)]
        bracket = _CLOSING.search(self.text, sentence.start, sentence.end)
        return bracket is not None and bracket.start() < start and clause not in self.clauses_with_numbers
