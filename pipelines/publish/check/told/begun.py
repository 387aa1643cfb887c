"""Begun or ended: which of the words for the two ends of an accompaniment is said of which number."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import moving, roles
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

_BEGAN = (
    r"beg(?:ann|annen|onnen)(?:e[nr]?)?|(?:neu\s+)?aufgenommen(?:e[nr]?)?|Neuaufnahmen?|Neue[nr]?\b(?!\s+[A-ZÄÖÜ])"
    r"|kamen\b[^,;:()]{1,40}?\b(?:neu\b(?!\s+(?-i:[A-ZÄÖÜ]))|(?:hinzu|dazu)(?!\w))"
    r"|ging(?:en)?\b[^,;:()]*\bzu(?=\W*(?:[,;.:)]|und\b|$))"
    r"|(?:nahm|nahmen|nimmt)\b[^,;:()]*\bauf(?=\W*(?:[,;.:)]|und\b|$))"
)
_ENDED = (
    r"endeten?|zu\s+Ende(?:\s+(?:gegangen|gingen|ging))?|beendet(?:e[nr]?)?|auslief(?:en)?|ausgelaufen(?:e[nr]?)?|abgeschlossen(?:e[nr]?)?|[Vv]erabschiedet(?:e[nr]?)?"
    r"|verl(?:ießen|assen)|abschließen|aufhörten?|entlassen|entließ(?:en)?|abgemeldet"
    # «für 231 hörte sie auf», «231 gingen ab», not «ging ab Mitte 2022 zurück»
    r"|(?:hörten?\b[^,;:()]*\bauf|ging(?:en)?\b[^,;:()]*\bab|(?<=\d\s)ab|(?<=\d\s)gingen)(?=\W*(?:[,;.:)]|und\b|$))"
    r"|ausgeschieden(?:e[nr]?)?|ausschied(?:en)?|schied(?:en)?\b[^,;:()]*\baus(?=\W*(?:[,;.:)]|und\b|$))"
    r"|(?:lief|liefen|schloss|schlossen)\b[^,;:()]*\b(?:aus|ab)(?=\W*(?:[,;.:()]|$))"
)
_WORDS = re.compile(rf"(?P<entries>\b(?:{_BEGAN})(?!\w))|(?P<exits>\b(?:{_ENDED})(?!\w))", re.IGNORECASE)
# What begins and ends: not «Das Integrationsmanagement begann 2018 mit 351 Begleiteten»
_OF_WHAT = re.compile(r"\bBegleitung(?:en)?\b|\b(?:Neue|Verabschiedete)\b(?!\s+[A-ZÄÖÜ])")
_THE_ONE = re.compile(r"\bBegleitung\b")
_IT = re.compile(
    r"\b(?:wurde|war|ist|endete|ging|lief)\s+(?:sie|diese)\b|\b(?:sie|diese)\s+(?:wurde|war|endete|ging)\b"
)
_AFTER = re.compile(r"^\s*nach\s")  # «…, nach 124 im Vorjahr»
_OF_A_TIME = re.compile(r"(?:begann|endete)$", re.IGNORECASE)
_WHOSE = re.compile(r"^\s*(?:deren|(?:für|bei)\s+(?:die|denen))\b")
_PARTED = re.compile(
    r"\b(?:[Vv]erabschiedet|[Aa]usgeschieden|schieden\b[^,;:()]*\baus\b|ausschieden|beendet|abgeschlossen|ausgelaufen)|\bgingen\b[^,;:()]*\bab\b"
)
_OTHER_END = {"entries": "exits", "exits": "entries"}
_FACED = re.compile(r"\b(?:[Ii]hnen|[Dd]enen|[Dd]iesen)\b.*\bgegenüber(?:st[ae]nd|steh|\W*$)", re.DOTALL)
_NAMELY = re.compile(r"^\s*(?:nämlich|und\s+zwar|konkret|genauer)\b")
_OF_OTHERS = {"ukraine", "quota", "present", "place"}
_OF_OURS = ("active_target_group", "net_change", "entries", "exits")


def bare_move(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Die aktive Zielgruppe wuchs um 171: 402 kamen, 231 gingen»: who came to it and who left it."""
    own = _moved(draft, mention.clause)
    if own is None or mention.quantity.form != "plain":
        return None
    said = set(draft.concepts_of(mention.sentence))
    told = last.metric in _OF_OURS and not last.by and last.sentence >= mention.sentence - 1
    if not _OF_OTHERS.isdisjoint(said) or not (told or "target" in said):
        return None
    other = {"entries": "exit", "exits": "entry"}[own]
    clauses = {m.clause for m in draft.mentions_of(mention.sentence)} - {mention.clause}
    against = any(_moved(draft, at) not in (None, own) for at in clauses)
    against = against or bool(draft.hits_of(mention.sentence, other))
    taken_on = own == "exits" and bool(draft.hits_of(mention.sentence, "taken_on"))
    return draft.vocabulary.topics[own] if against or taken_on else None


def _moved(draft: Draft, clause: int) -> str | None:
    """What a clause of nothing but a number and its verb tells: «402 kamen», «231 sind gegangen»."""
    bare = moving.BARE_MOVE.match(draft.clause_text(clause))
    if bare is None:
        return None
    return "exits" if bare["verb"].endswith(("gingen", "gegangen")) else "entries"


def topic_of(draft: Draft, mention: Mention) -> Topic | None:
    """«402 Begleitungen begonnen und 231 abgeschlossen», «Neuaufnahmen (402) und beendete Begleitungen (231)»."""
    if mention.quantity.form != "plain" or mention.noun.unit not in (None, "persons"):
        return None
    if not draft.sentence_says(mention.sentence, _WORDS):
        return None
    if not (_of_accompaniment(draft, mention) or _both_of_ours(draft, mention)):
        return None
    if draft.in_clause(mention.clause, "target"):
        return None  # «… und die Zielgruppe auf 1.380 wuchs»
    word = _said_of(draft, mention)
    return draft.vocabulary.topics[word] if word else None


def faced(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Trotz 156 beendeter Begleitungen …, da ihnen 310 neue gegenüberstanden»: the other end of an accompaniment."""
    other = _OTHER_END.get(last.metric) if last.sentence == mention.sentence else None
    if other is None or mention.quantity.form != "plain" or mention.noun.unit not in (None, "persons"):
        return None
    return draft.vocabulary.topics[other] if draft.says(mention.clause, _FACED) else None


def _both_of_ours(draft: Draft, mention: Mention) -> bool:
    """«Wir haben 310 neu aufgenommen und uns von 156 verabschiedet», sagte die Leiterin des Integrationsmanagements.

    «Im Vorjahr waren 231 aufgenommen und 124 verabschiedet worden» needs no name: nobody else takes leave of people.
    Not «Das Jahr begann für das Integrationsmanagement mit 1.119 Begleiteten und endete mit 1.226».
    """
    span = draft.sentences[mention.sentence]
    words = _WORDS.finditer(draft.text, span.start, span.end)
    ends = {m.lastgroup for m in words if not _OF_A_TIME.match(m[0])}
    ours = draft.hits_of(mention.sentence, "programme") or draft.sentence_says(mention.sentence, _PARTED)
    before = draft.just_before(mention.sentence)
    # «Ende 2023 zählte die aktive Zielgruppe 1.226. Im Jahr darauf kamen 310 hinzu und 156 gingen»
    ours = ours or (before is not None and draft.hits_of(before, "target"))
    return len(ends) == 2 and bool(ours)


def _words(draft: Draft, clause: int) -> list[str]:
    span = draft.clauses[clause]
    return [str(m.lastgroup) for m in _WORDS.finditer(draft.text, span.start, span.end)]


def _of_accompaniment(draft: Draft, mention: Mention) -> bool:
    """Is it an accompaniment that begins or ends, told of here or just before («Beendet wurde sie bei …»)?"""
    if draft.sentence_says(mention.sentence, _OF_WHAT):
        return True
    before = draft.just_before(mention.sentence)
    named = before is not None and draft.sentence_says(before, _THE_ONE)
    return named and draft.sentence_says(mention.sentence, _IT)


def _said_of(draft: Draft, mention: Mention) -> str | None:
    """The word of its clause; where the clause holds several numbers and as many words, in their order."""
    if draft.bracketed(mention):
        return _before_bracket(draft, mention)
    beside = (m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause)
    # «nahm mit 310 Personen um 154 mehr auf, als es entließ»: no word for the difference
    numbers = [m for m in beside if m is mention or roles.of(draft, m) == "level"]
    words = _words(draft, mention.clause) or _led_to(draft, mention)
    if words:
        return words[numbers.index(mention)] if len(words) == len(numbers) else None
    before = draft.preceding(mention)
    if before is not None and before.clause == mention.clause - 1 and draft.says(mention.clause, _AFTER):
        return _said_of(draft, before)
    return _whose(draft, mention) if len(numbers) == 1 else None


def _led_to(draft: Draft, mention: Mention) -> list[str]:
    """«… mehr Begleitungen begonnen als beendet, nämlich 310 gegenüber 156»: what is explained."""
    before = mention.clause - 1
    if before < 0 or before in draft.clauses_with_numbers or not draft.says(mention.clause, _NAMELY):
        return []
    return _words(draft, before) if draft.one_sentence(before, mention.clause) else []


def _before_bracket(draft: Draft, mention: Mention) -> str | None:
    """«… und die beendeten Begleitungen (231)»: the last word between the number before and the bracket."""
    before = draft.preceding(mention)
    opened = draft.clauses[mention.clause].start
    start = max(draft.clauses[mention.clause - 1].start, before.span.end if before else 0)
    words = [str(m.lastgroup) for m in _WORDS.finditer(draft.text, start, opened)]
    if words or before is None:
        return words[-1] if words else None
    return _said_of(draft, before)  # «schlossen die Begleitung von 124 Menschen ab (Vorjahr: 231)»


def _whose(draft: Draft, mention: Mention) -> str | None:
    """«231 Menschen, deren Begleitung 2022 auslief, …»: who they are."""
    behind = mention.clause + 1
    if behind >= len(draft.clauses) or behind in draft.clauses_with_numbers or not draft.says(behind, _WHOSE):
        return None
    words = set(_words(draft, behind))
    return words.pop() if len(words) == 1 else None
