"""Whose a group is where several numbers stand beside it: in its noun, across no «und», the nearer one."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Span
from pipelines.publish.check.text import phrases
from pipelines.publish.check.words.vocabulary import Hit, names_body

_BOTH_SEXES = re.compile(r"innen\s+(?:und|oder|bzw\.|beziehungsweise|/)\s+[A-ZÄÖÜ]")
_OF_ALL = re.compile(
    r"\s+(?:Personen\s+|Menschen\s+)?(?:der|aller|von den|von|ihrer|seiner|unserer)\s+(?:insgesamt\s+)?"
    rf"{phrases.DATED_WHOLE}"
)
_JOINED = re.compile(r"\b(?:und|sowie)\b")
_ATTACHED = re.compile(
    r"(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:(?:aus|bei|in|von|unter|mit|durch)\s+(?:(?:der|den|dem|einer)\s+)?|der\s+)"
)
# «Ohne die 752 Menschen aus der Ukraine waren es 628»
_WHO_THEY_ARE = re.compile(r"\s+(?:(?:aus|in|mit|ohne)\s+(?:(?:der|dem|den|einer)\s+)?)?")
_AT = re.compile(r"\W*(?:[Bb]ei|[Ff]ür)\s+(?:der|die|dem|den)\s+")
_TOLD_OF_PART = {"contact", "cared", "plan", "b1", "employment", "limit36", "over36"}
_THEIR_PEOPLE = {"accompanied", "cared", "contact", "refugees"}
_AND_SO = re.compile(
    r"(?:\s+(?:der\s+)?Begleitete[rn]?)?(?:\s+(?:davon|von ihnen|von diesen))?\s*,?\s*"
    r"(?:und (?:damit|somit)|oder|also|mithin|bzw\.|beziehungsweise|das (?:sind|waren))\s+(?:\w+\s+)?"
)
COMPARATIVE = (
    r"\b(?:mehr|weniger|höher|niedriger|größer|kleiner|stärker|schwächer|häufiger|seltener"
    r"|so\s+(?:viele|hoch|groß|stark|zahlreich|häufig|oft))\b"
)
_THAN = re.compile(
    r"\b(?:als|wie|über|unter)\s+(?:(?:die|der|den|dem|denen|das|beim?|in|im|aus|vo[nm]|für|auf|zur|zum|solche|jene[rn]?|diejenigen|derjenigen"
    r"|(?:An)?[Zz]ahl|Wert|Personen|Menschen|Geflüchteten?)\s+)*"
    r"(?:\w+innen\s+(?:und|oder)\s+)?$"  # «wie die der Syrerinnen und Syrer»
)
_BESIDE = 2  # numbers on each side that a group may belong to


def of_both_sexes(draft: Draft, hit: Hit) -> bool:
    """«Ukrainerinnen und Ukrainer»: women are named, and not meant; «städtische Beraterinnen» name the city."""
    return not hit.concept.startswith("traeger=") and bool(_BOTH_SEXES.match(draft.text, hit.end - 5))


def of_the_whole(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Unter den 1.380 Begleiteten kamen die meisten aus …»: of a named whole only what stands at it or describes it."""
    end = max(mention.span.end, mention.genitive.end)
    if mention.span.start <= hit.start < end or draft.by_clause.index(hit.start) == draft.relative_clause(
        mention
    ):
        return True
    if hit.end <= mention.span.start and _frames(draft, mention, hit):
        return True
    # «Von den 470 Ende 2024 von der Caritas Begleiteten»
    described = phrases.attribute(draft.text, mention.quantity.end + 1)
    if described and described.start() <= hit.start < described.end():
        return True
    return hit.start >= end and bool(_ATTACHED.fullmatch(draft.text, end, hit.start))


def _frames(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Bei der Caritas hatten von 470 Personen 447 Kontakt»: of both, where the clause says something else of the part.

    Not «Bei der Caritas waren von den 1.380 Begleiteten 470», which says of the part that it is the Träger's.
    """
    start = draft.clauses[mention.clause].start
    if not hit.concept.startswith("traeger="):
        return False
    if not _AT.fullmatch(draft.text, start, hit.start) and not _label_of_theirs(draft, mention, hit):
        return False
    said = (other for other in draft.in_clause_of(mention) if not other.concept.startswith("traeger="))
    return any("=" in other.concept or other.concept in _TOLD_OF_PART for other in said)


def _label_of_theirs(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Die Caritas steht mit ihren Begleiteten im Austausch: Von 470 Personen hatten 447 Kontakt».

    Is it the one Träger before the colon, of whose people the words there speak? Not «Laut Caritas läuft es gut: …».
    """
    clause = draft.by_clause.index(hit.start)
    if clause not in draft.labels(mention):
        return False
    said = draft.concepts_of_clause(clause)
    bodies = set(filter(names_body, said))
    return len(bodies) == 1 and not said.isdisjoint(_THEIR_PEOPLE)


def rivals(draft: Draft, mention: Mention) -> list[Mention]:
    """The numbers of the clause, and those beyond a bracket: «zwei Drittel (414) in Familien lebten und 208 allein»."""
    numbers = draft.mentions_of(mention.sentence)
    clauses = {mention.clause}
    for inside in numbers:
        share = draft.repeated(inside)
        around = {share.clause, inside.clause + 1} if share else set()
        clauses |= around if inside is mention or mention.clause in around else set()
    return [
        m
        for m in numbers
        if m.clause == mention.clause or (m.clause in clauses and not draft.whole_of_one_before(m))
    ]


def owner_once(draft: Draft, mentions: list[Mention], hit: Hit, clause: int) -> int:
    key = (clause, hit.start, hit.end)
    if key not in draft.kept.owner_of:
        draft.kept.owner_of[key] = _owner(draft, mentions, hit).quantity.start
    return draft.kept.owner_of[key]


def _owner(draft: Draft, mentions: list[Mention], hit: Hit) -> Mention:
    """The number a group belongs to: in its noun, else across no «und», else the nearer one, else the one before.

    Of a number said again as a share («880 oder 64 Prozent») the share; both are of one group.
    """
    mentions = [m for m in mentions if said_again(draft, m) not in mentions]
    if totals(draft, mentions) and len(mentions) == 2:
        inside = mentions[1].quantity.end <= hit.start < mentions[1].span.end
        return mentions[1] if inside and mentions[1].noun.unit is None else mentions[0]
    before = [mention for mention in mentions if mention.quantity.start <= hit.start]
    beside = [*before[-_BESIDE:], *mentions[len(before) : len(before) + _BESIDE]]
    # «Auf die Stadt entfielen von den 1.380 Begleiteten 390»: of the whole only what its noun says
    parts = [m for m in beside if not draft.named_whole(m) or of_the_whole(draft, m, hit)]
    attached = [
        m for m in parts if draft.named_whole(m)
    ]  # «Von den 752 Begleiteten aus der Ukraine waren 400 …»
    parts = attached or parts
    beside = parts or beside
    nearest = min(beside, key=lambda mention: _apart(draft, mention, hit))
    part = draft.preceding(nearest) if draft.whole_of_one_before(nearest) else None
    # «704 der 1.380 Begleiteten Frauen und 676 Männer»: what stands behind the whole is said of the part
    said = part in mentions and hit.start >= max(nearest.span.end, nearest.genitive.end)
    return part if part and said else nearest


def behind_than(draft: Draft, hit: Hit, start: int) -> bool:
    """«mehr Frauen als Männer», «doppelt so viele wie bei der Stadt»: is the group what another is set against?"""
    return bool(_THAN.search(draft.text, start, hit.start))


def said_again(draft: Draft, mention: Mention) -> Mention | None:
    """«880 oder rund 64 Prozent»: the share right behind a number that says it again."""
    share = draft.following(mention) if mention.quantity.form == "plain" else None
    if share is None or share.quantity.form not in ("percent", "fraction"):
        return None
    return share if again(draft, mention, share) else None


def again(draft: Draft, first: Mention, second: Mention) -> bool:
    """Is a number joined to the one before by a word that says it again («oder», «also», «und damit»)?"""
    return bool(_AND_SO.fullmatch(draft.text, first.span.end, second.span.start))


def totals(draft: Draft, mentions: list[Mention]) -> bool:
    """«369 der 622 Personen …»: the second number is the whole of the first."""
    if len(mentions) < 2:
        return False
    return bool(_OF_ALL.fullmatch(draft.text, mentions[0].quantity.end, mentions[1].quantity.start))


def _apart(draft: Draft, mention: Mention, hit: Hit) -> tuple[bool, bool, int, bool]:
    if mention.quantity.end <= hit.start < mention.span.end or _describes_noun(draft, mention, hit):
        return (False, False, 0, False)
    counted = Span(mention.quantity.start, mention.span.end)  # «294 Kinder und Jugendliche» is one noun
    first, second = sorted((counted, hit), key=lambda span: span.start)
    joined = draft.sentence_says(mention.sentence, _JOINED)
    joined = joined and bool(_JOINED.search(draft.text, first.end, second.start))
    return (True, joined, draft.by_clause.distance(mention.quantity, hit), hit.start < mention.quantity.start)


def _describes_noun(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """Does the group stand right behind the people counted?"""
    if mention.noun.unit != "persons" or hit.start < mention.span.end:
        return False
    return bool(_WHO_THEY_ARE.fullmatch(draft.text, mention.span.end, hit.start))
