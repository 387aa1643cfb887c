"""A day behind a number that stands with the next one: is it of that one only, or of both?"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention, Moment
from pipelines.publish.check.stated import moving
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Topic

_EXPLAINED = re.compile(r":\s+(?:So|Damit|Dadurch|Deshalb|Daher|Das\s+(?:ist|war)\s+die\s+Bilanz)\b")
_SUMMED = re.compile(r"^\s*(?:[Zz]usammen|[Dd]as\s+(?:macht|ergibt|entspricht))\b")
# «… erklärt die Verwaltung damit, dass 2023 …», «Das Plus liegt daran, dass …»
_BY_THIS = re.compile(
    r"\berklär\w*\b.*\b(?:damit|dadurch|daraus)\b|\b(?:liegt|lag)\s+(?:\w+\s+)?daran\b|\bergibt\s+sich\s+daraus\b"
    r"|\bführ\w*\b.*\bdarauf\s+zurück\b|\b(?:geht|ging|beruht\w*)\s+(?:\w+\s+)?darauf\b|\bdadurch\b"
)
# «Seit Kriegsbeginn kamen 905, 790 waren es bis Ende 2023»
_SO_MANY_THEN = re.compile(r"^\s*(?:und\s+)?[\d.,]+(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:waren|sind)\s+es\b")
_THAT = re.compile(r"^\s*dass\b")
_WORD = (
    r"(?:noch|nur|nun|aus|der|des|die|den|dem|das|ein|eine|in|im|bei|von|mit|für|und|an|am|je|pro|zu|zum|zur|auf|unter|über|um"
    r"|rund|etwa|knapp|gut)"
)
_NOUN, _ADJECTIVE = r"[A-ZÄÖÜ][\w-]*", r"[a-zäöüß]+e[nrs]?(?=,|\s[A-ZÄÖÜ])"
_TITLE = re.compile(rf"\W*(?:(?:{_NOUN}|{_WORD}|{_ADJECTIVE}|[\d.,]+|%)(?![\w-])[\s,]*)+[:–—-]\s*")

_FORMERLY = re.compile(
    r"\b(?:zuvor|vorher|bisher|bislang|noch|damals|einst|früher|anfangs|zunächst|zuletzt|davor|Vorjahr\w*)\b"
)
_IF_ONE = re.compile(r"^\W*[A-ZÄÖÜ][a-zäöüß]+t\s+man\b")
_THEN = re.compile(r"^\s*(?:so|dann|\w+t(?:e|en)?\s+(?:sich|man)|erg[ai]b\w*|bleib\w*|blieb\w*)\b")
_AGAINST = re.compile(r"^\s*denen\b.*\bgegenüber(?:st\w+)?\W*$")
_SUPPOSED = re.compile(r"\b(?:wären?|bräuchten?|müssten?|würden?)\b")
_TO_DO = re.compile(r"^\W*[\d.]+\s(?:\w+\s)*(?:zu\s\w+|\w+zu\w+)en\W*$")
_FROM_ANOTHER = re.compile(r"\W*(?:Statt|Anstelle|Nach|Aus|Gegenüber|Auf)\b")
_DEMANDED = re.compile(
    r"\b(?:wären?|erforderlich|nötig|notwendig|verlangt\w*|vorgesehen\w*|vorgeschrieben\w*|gefordert\w*|geplant\w*|zugeteilt|zugewiesen)\b"
)


def of_the_next(draft: Draft, mention: Mention, topic: Topic, moment: Moment) -> bool:
    """«auf 70 Prozent; 2023 hatte er bei 71,5 Prozent gelegen»: of the next number, whose clause begins with it."""
    clause = draft.by_clause.index(moment.start)
    following = [m for m in draft.mentions_of(mention.sentence) if m.clause == clause]
    if not following or clause == mention.clause or _of_both(draft, mention, topic, moment, following[0]):
        return False
    if groups.thereof(draft, following[0]):
        return topic.period  # «156 Abgänge, davon 66 im ersten Halbjahr»
    if draft.says(clause, _SO_MANY_THEN):
        return True
    return moment.end <= following[0].quantity.start or _of_the_old(draft, following[0], moment)


def _of_the_old(draft: Draft, level: Mention, moment: Moment) -> bool:
    """«…, wuchs auch die Zielgruppe: von 1.226 Menschen Ende 2023 auf 1.380»: the day right behind the old level."""
    led = phrases.FROM.search(draft.text, max(0, level.span.start - 16), level.span.start)
    return bool(led) and level.span.end <= moment.start <= level.span.end + 1


def _of_both(draft: Draft, mention: Mention, topic: Topic, moment: Moment, other: Mention) -> bool:
    """Does the clause with the day sum up, explain or divide what was told before it?"""
    colon = draft.text.rfind(":", mention.span.end, moment.start)
    if colon > 0 and _EXPLAINED.match(draft.text, colon):
        return True  # «310 Zugänge, 156 Abgänge: So erklärt sich, dass die Zielgruppe 2024 von 1.226 auf …»
    if colon > 0 and moving.BARE_MOVE.match(draft.clause_text(mention.clause)):
        return True  # «310 kamen, 156 gingen: Die aktive Zielgruppe wuchs 2024 auf 1.380 Personen»
    if draft.says(other.clause, _SUMMED):
        return True  # «92 Kinder und 117 Jugendliche: Zusammen machten sie Ende 2020 …»
    if not topic.period and draft.whole_of_another(mention):
        return True  # «Von den 790, die seit Kriegsbeginn gekommen sind, lebten Ende 2023 noch 560 hier»
    if draft.says(other.clause, _THAT) and draft.says(other.clause - 1, _BY_THIS):
        return True  # «Das Plus von 107 erklärt die Stadt damit, dass 2023 nur 124 Menschen ausschieden»
    if draft.says(other.clause, _AGAINST):
        return True  # «Durch 231 Zugänge, denen im Jahr 2023 124 Abgänge gegenüberstanden»
    return (
        _titled(draft, mention, other)
        or _around_it(draft, mention, other)
        or _in_brackets(draft, mention, other)
        or _before_the_verb(draft, mention, other)
        or _only_supposed(draft, mention, other)
    )


def _before_the_verb(draft: Draft, mention: Mention, other: Mention) -> bool:
    """«Von den 640, die Lörrach aufgenommen hatte, waren Ende 2022 148 fortgezogen»: one main clause has one day.

    Likewise «… hat ihre Verpflichtung, 257 Geflüchtete aufzunehmen, im Jahr 2024 mit 261 Aufnahmen übertroffen».
    Not «Nach 402 Zugängen, die es zuvor gab, waren es 2023 231».
    """
    start, end = draft.clauses[mention.clause].start, draft.clauses[other.clause].start
    aside = other.clause == mention.clause + 2 and draft.goes_on_from_aside(other)
    inside = other.clause == mention.clause + 1 and (
        draft.inserted(mention.clause - 1, other.clause) or draft.says(mention.clause, _TO_DO)
    )
    if not (aside or inside) or _FORMERLY.search(draft.text, start, end):
        return False
    return not _FROM_ANOTHER.match(draft.text, start, end) or bool(_DEMANDED.search(draft.text, start, end))


def _only_supposed(draft: Draft, mention: Mention, other: Mention) -> bool:
    """«Nötig wären demnach 8,73, besetzt waren Mitte 2022 aber 4»: what would be is measured by the day that is told."""
    if other.clause != mention.clause + 1:
        return False
    # «Legt man die Zielgruppe von 1.048 zugrunde, so errechnet sich für Mitte 2022 …»
    reckoned = draft.says(mention.clause, _IF_ONE) and draft.says(other.clause, _THEN)
    return reckoned or draft.says(mention.clause, _SUPPOSED)


def _around_it(draft: Draft, mention: Mention, share: Mention) -> bool:
    """«Frauen (253) waren Ende 2020 mit 40,7 Prozent vertreten»: the number inserted into what tells its share."""
    shared = mention.quantity.form == "plain" and share.quantity.form in ("percent", "fraction")
    around = shared and share.clause == mention.clause + 1
    return around and draft.inserted(mention.clause - 1, share.clause)


def _in_brackets(draft: Draft, mention: Mention, other: Mention) -> bool:
    """«Die Differenz zwischen Soll (234) und Ist (241) lag 2023 bei sieben»: one verb and one day; nothing moved."""
    if not draft.bracketed(mention) or draft.says(other.clause, moving.CHANGING):
        return False
    return len([m for m in draft.moments_of(mention.sentence) if m.as_of or m.shape == "shift"]) == 1


def _titled(draft: Draft, mention: Mention, other: Mention) -> bool:
    """«Bleibequote bei 66,6 Prozent: Ende 2024 waren von 905 noch 603 hier»: a title, and the sentence below it.

    Not «1.380 Begleitete: Ende 2023 waren es 1.226», which only sets another day against it.
    """
    start, end = draft.sentences[mention.sentence].start, draft.clauses[other.clause].start
    if not _TITLE.fullmatch(draft.text, start, end) or draft.echoes(other):
        return False
    return len([m for m in draft.moments_of(mention.sentence) if m.as_of]) == 1
