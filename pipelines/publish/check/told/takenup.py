"""A group that a sentence without a number names, and the next one only takes up.

«Ein kleiner Teil lebt mit einer Duldung. Ende 2024 waren es 51», «Bei den Frauen … 668 von ihnen», «Ihr Anteil …».
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.draft.insertions import SAYS
from pipelines.publish.check.groups import groups, nearest
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import moving, roles
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import bodies, parts
from pipelines.publish.check.words.vocabulary import Hit, Topic

# «Ukrainer größte Gruppe. In der Zielgruppe stellten sie 752 Personen»
_DO = r"(?:stell|bild|mach|zähl|umfass)\w+"
_THEY_ARE = re.compile(rf"\b{_DO} sie\b|\b[Ss]ie {_DO}")
# Several people: the Zielgruppe is one («sie war», «sie umfasste»).
_ARE = r"(?:waren|sind|seien|stellt?en|bilde(?:te)?n|macht?en|zählt?en|kommen|kamen)"
THEY = re.compile(rf"\b[Ss]ie {_ARE}\b|\b{_ARE} sie\b")
_SO_MANY = re.compile(r"\b(?:waren|sind|seien) (?:es|das)\b|\b(?:[Ee]s|[Dd]as) (?:waren|sind|seien)\b")
_APPLIED = r"(?:traf|trifft|galt|gilt|betraf|betrifft)"
# «Ende September 2023 hatte dies auf 1.150 Menschen zugetroffen»
HAS_APPLIED = (
    r"\b(?:(?:hat|hatte|habe)\s+(?:das|dies)|[Dd](?:as|ies)\s+(?:hat|hatte|habe))\b"
    r".*\b(?:zugetroffen|gegolten)\b"
)
APPLIES = re.compile(
    rf"\b{_APPLIED} (?:das|dies|Letzteres)\b|\b[Dd](?:as|ies) {_APPLIED}\b|{HAS_APPLIED}", re.DOTALL
)
# «Im Ausschuss wurde nach Alleinstehenden gefragt. … Begleitet worden seien Ende 2024 insgesamt 440»
_ASKED_FOR = re.compile(
    r"\bnach\s+(?:[^,;:.]{3,60}\s)(?:gefragt|erkundigt)\b|\b(?:fragte|erkundigte|gefragt)\w*\s[^,;:.]{0,40}\bnach\b"
)
_IN_ALL = re.compile(r"\binsgesamt\s+$")
_OF_WHOM = re.compile(r"^\W*(?:(?:von|unter) denen|woher)\b")
THIS_GROUP = re.compile(r"\b[Dd]iese[rn]? (?:Personen|Alters)?[Gg]ruppe\b")
# «Mitte 2022 war die Gruppe auf 310 angewachsen. Ende 2024 gehörten ihr noch 181 an»
_THE_GROUP = re.compile(
    r"\b[Dd](?:ie|er)\s+(?:Personen|Alters)?[Gg]ruppe\b(?!\s+(?:de[rs]|aller|unserer|dieser|von|aus|mit|im|in|ab|bis|unter|über|zwischen|\d)\b)"
)
_TO_IT = re.compile(r"\b(?:[Gg]ehör|[Zz]ähl)\w+\s+ihr\b|\b[Ii]hr\s+gehör\w+")
_GROUP = re.compile(r"\b(?:Personen|Alters)?[Gg]ruppe\b")
THEIR_NUMBER = re.compile(r"\b(?:[Ii]hre|[Dd]eren|[Ii]hr|[Dd]essen) (?:Zahl|Anzahl|Anteil)\b")
_THAT_MOVE = re.compile(
    rf"^\W*D(?:er|as|ieser|ieses)\s+{moving.GROWTH}\b(?!\s+(?:bei|de[rs]|unter|von|in|insgesamt|aller)\b)"
)
_SHARES = ("percent", "fraction")
_A_SHARE = re.compile(r"\b(?:Anteil|Quote)\s+(?:de[rs]|von|an)\b|\w+anteil\b")
_WAS = (
    r"(?:lag|liegt|betrug|beträgt|belief|beläuft|erreichte|stieg|sank|fiel|wuchs|machte|kletterte|noch|bei)"
)
_IT_WAS = re.compile(
    rf"\b(?i:{_WAS})\s+(?:sich\s+)?(?:er|sie|dieser|diese)\b|\b(?:[Ee]r|[Dd]ieser|[Ss]ie)\s+{_WAS}\b"
)
_CONSEQUENCE = re.compile(r"^\W*(?:sodass|so\s+dass|womit|wodurch|weshalb)\b")
_OURS = re.compile(r"\s+(?:weitere\s+)?Begleitete\b")
_NUMBER_OF = re.compile(r"\b(?:An)?[Zz]ahl\s+(?:de[rs]|aller|unserer)\b")


def group(draft: Draft, mention: Mention, topic: Topic, last: Last) -> dict[str, str]:
    """The group taken up, if it is one; behind another number of the sentence only where that took it up as well."""
    if draft.whole_of_one_before(mention) or bodies.whole_of_theirs(draft, mention):
        return {}  # «752 von 1.380», «Von 1.380 entfielen 540 auf sie»
    within = _within_the_sentence(draft, mention, topic)
    if within or not takes_up(draft, mention):
        return within
    before = group_before(draft, mention, topic)
    same = last.sentence == mention.sentence
    return before if not same or all(dict(by) == before for by in last.said) else {}


def _within_the_sentence(draft: Draft, mention: Mention, topic: Topic) -> dict[str, str]:
    """«Es folgten Menschen aus Syrien, von denen 181 begleitet wurden»: whom the clause before names."""
    before = mention.clause - 1
    if before > 0 and SAYS.match(draft.clause_text(before)):
        # «Frauen sind in der Mehrheit, teilte die Stabsstelle mit: Ende 2023 lag ihr Anteil bei …»
        before -= 1
    if before < 0 or before in draft.clauses_with_numbers or not draft.one_sentence(before, mention.clause):
        return {}
    if not any(draft.says(mention.clause, said) for said in (_OF_WHOM, _THEY_ARE, THEIR_NUMBER)):
        return {}
    named = {
        hit for hit in draft.hits_by_sentence[mention.sentence] if draft.by_clause.index(hit.start) == before
    }
    return _only_group(draft, named, topic)


def takes_up(draft: Draft, mention: Mention) -> bool:
    """Do the number's words point at whom the sentence before spoke of, and name nobody themselves?"""
    before = draft.just_before(mention.sentence)
    if before is None or _tells_number(draft, before):
        return False
    first = draft.mentions_of(mention.sentence)[0] is mention  # else «davon» is of the number before
    if (
        (first and groups.thereof(draft, mention))
        or draft.says(mention.clause, APPLIES)
        or draft.says(mention.clause, parts.FROM_THERE)
        or draft.sentence_says(mention.sentence, THIS_GROUP)
        or of_the_group(draft, mention, before)
        or draft.sentence_says(mention.sentence, THEIR_NUMBER)
    ):
        return True
    # «Wie viele von ihnen sind Frauen? Zum Stichtag waren es 704»
    asked = draft.asks(before) and draft.echoes(mention)
    if asked or draft.answers(mention) or draft.says(mention.clause, _THEY_ARE):
        return True
    if mention.quantity.form in _SHARES:
        # «Der Anteil der Frauen ist gewachsen. Ende 2022 lag er bei 48,0 Prozent»
        share = draft.sentence_says(before, _A_SHARE) and draft.says(mention.clause, _IT_WAS)
        return share or draft.says(mention.clause, _SO_MANY)
    # not «… eine eigene Wohnung gefunden. Die Zahl der Zugänge ging um 171 zurück»
    bare = mention.quantity.form == "plain" and mention.noun.unit is None
    # not «… braucht uns besonders. Die Statistik verzeichnet 154 Begleitete mehr»: of all of them
    bare = bare and not (
        draft.says(mention.clause, _NUMBER_OF) or _OURS.match(draft.text, mention.quantity.end)
    )
    so_many = bare or draft.says(mention.clause, _SO_MANY)
    summed = draft.sentence_says(before, _ASKED_FOR) and _IN_ALL.search(
        draft.text, max(0, mention.span.start - 12), mention.span.start
    )
    return so_many and (bool(summed) or not named_anew(draft, mention, mention.clause))


def of_the_group(draft: Draft, mention: Mention, before: int) -> bool:
    """«… kommt aus der Ukraine. Die Gruppe zählt 752 Menschen», «Die größte Gruppe … Ihr gehören 752 an»."""
    if draft.sentence_says(mention.sentence, _THE_GROUP):
        return True
    return draft.says(mention.clause, _TO_IT) and draft.sentence_says(before, _GROUP)


def group_before(draft: Draft, mention: Mention, topic: Topic) -> dict[str, str]:
    """The only group of the metric that the sentence before names, where it tells no number itself."""
    before = draft.just_before(mention.sentence)
    if before is None:
        return {}
    if before not in draft.kept.tells_number:
        draft.kept.tells_number[before] = _tells_number(draft, before)
    if draft.kept.tells_number[before]:
        return {}
    return _only_group(draft, draft.hits_by_sentence[before], topic)


def _tells_number(draft: Draft, sentence: int) -> bool:
    """Does it hold a number, and not just the whole in a question: «Wie viele der 1.048 stammten aus Syrien?»"""
    # «Plus von 178 bei den Menschen in Familien. Ende 2024 waren 880 von ihnen …»: by so many more, who are not meant
    told = [m for m in draft.mentions_of(sentence) if roles.of(draft, m) != "change"]
    if not told or not draft.asks(sentence):
        return bool(told)
    return not all(draft.whole_of_one_before(m) or draft.named_whole(m) for m in told)


def _only_group(draft: Draft, said: Iterable[Hit], topic: Topic) -> dict[str, str]:
    """The group of the metric that the words name, if it is one of each kind."""
    hits = [hit for hit in said if "=" in hit.concept]
    named = {hit.concept for hit in hits if not nearest.of_both_sexes(draft, hit)}
    pairs = dict(concept.split("=", 1) for concept in named)
    pairs = {dimension: code for dimension, code in pairs.items() if groups.fits(topic, dimension)}
    several = len({concept for concept in named if concept.partition("=")[0] in pairs}) > 1
    return {} if several else pairs


def their_share(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«Unter den Ukrainern hier überwiegen die Frauen. Ihr Anteil betrug …»: of those here, and not how many stayed."""
    said = mention.quantity.form in _SHARES and draft.sentence_says(mention.sentence, THEIR_NUMBER)
    return said and bool(group_before(draft, mention, topic))


def of_that_move(draft: Draft, mention: Mention, last: Last) -> bool:
    """The change just told said again, or the change of the one group just counted.

    «129 weniger als Mitte 2022. Der Rückgang beträgt 41,6 Prozent», «Ende 2024 waren 752 Begleitete aus der Ukraine.
    Der Anstieg gegenüber Mitte 2022 beträgt 354»
    """
    moved = last.kind in ("change", "relative")
    counted = last.kind == "amount" and all(by == last.by for by in last.said)
    near = (moved or counted) and last.sentence in (mention.sentence, mention.sentence - 1)
    said = near and draft.sentence_says(mention.sentence, _THAT_MOVE)
    return said and not named_anew(draft, mention, None)


def named_anew(draft: Draft, mention: Mention, clause: int | None, since: int = 0) -> bool:
    """Does the clause (None: the sentence) name the whole again («insgesamt», «in der Zielgruppe»)?"""
    # «Ende 2024 waren es 752, sodass sie mehr als die Hälfte der Zielgruppe stellen»: of the next number
    at, others = draft.by_clause.index, draft.clauses_with_numbers - {mention.clause}
    hits = [
        hit
        for hit in draft.hits_of(mention.sentence, "target")
        if hit.start >= since and not (at(hit.start) in others and draft.says(at(hit.start), _CONSEQUENCE))
    ]
    # not «752 Personen oder 54,5 Prozent der aktiven Zielgruppe», where it is the share's
    end = draft.end_of_stretch(mention)
    named = any(
        clause is None or (draft.by_clause.index(hit.start) == clause and hit.start < end) for hit in hits
    )
    return named or draft.says(mention.clause, bodies.ALL)
