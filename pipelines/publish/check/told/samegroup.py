"""The group of a number that the words before it point at: «Letztere», «die Gruppe», «ihr», «sind 51 geworden»."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups, nearest, residue
from pipelines.publish.check.model import Claim, Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import inturn, takenup
from pipelines.publish.check.words.vocabulary import Topic

_NAMELY = re.compile(r"^\s*(?:und\s+zwar|nämlich)\b")
# «336 Alleinstehende Mitte 2022 und 440 Ende 2024»: nothing but days around the second number
_NEXT_DAY = re.compile(
    r"\s*(?:(?:aus|in|mit)\s+(?:de[rmn]\s+)?[A-ZÄÖÜ]\w+\s+)?(?:,|und|sowie)\s+(?:(?:noch|nur|dann|bereits|schon)\s+)*"
)
_THEN = re.compile(r"\b(?:dann|nun|bereits|schon|nur\s+noch)\s+$")
_AFTER = re.compile(r"^\W*Nach\s+(?:noch\s+)?$")
# «Die größte Gruppe stammt aus der Ukraine: 752. Es folgen Syrien mit 181 und Afghanistan mit 97»
_ROW_GOES_ON = re.compile(
    r"^\W*(?:Es|Dann|Danach|Dahinter|Darauf|Ihnen|Ihr|Auf\s+(?:dem\s+|den\s+)?(?:Platz|Plätzen|Rang|Rängen)\s[\w\s]+?"
    r"|An\s+\w+\s+Stelle)\s+(?:folg|komm|kam|steh|stand|lag|lieg|rangier)\w*\b"
)
_OUT_OF = re.compile(r"\b[Aa]us\s+(?:den\s+|noch\s+)?(?:\w+\s+)?$")
_BECAME = re.compile(r"\bgeworden\b|^\s*wurden\b")
_ABSOLUTE = re.compile(
    r"\b(?:[Ii]n absoluten (?:Zahlen|Werten)|[Aa]bsolut(?: gesehen| betrachtet| gerechnet)?|[Zz]ahlenmäßig)\b"
)
# «Ihre Bleibequote betrug 79,4 Prozent»: rates of people, whoever was counted
_THEIR_RATE = re.compile(
    r"\b(?:[Ii]hre|[Dd]eren)\s+(?:\w+\s+)?(?:Bleibe|Verbleib|Erwerb|Beschäftig)\w*(?:quote|rate)\b"
)
_YOUNGER = re.compile(r"(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:waren\s+|sind\s+)?(?:noch\s+)?(jünger|älter)e?\b(?!\s+als)")
# The only band that lies beyond another one; two bands above are told by their years.
_BEYOND = {("jünger", "6-17"): "0-5", ("jünger", "18-24"): "0-17", ("älter", "40-64"): "65+"}


def pointed_at(draft: Draft, mention: Mention, topic: Topic, last: Last) -> dict[str, str]:
    """«… 470 bei der Caritas und 390 bei der Stadt. Letztere hat um 128 zugelegt»: the last of the groups told of.

    The first of them for «Erstere» where there are but two, for «der Erstgenannten» of any number.
    """
    point = _point(draft, mention)
    if point is None:
        return {}
    former = bool(point["former"])
    told = _told_beside(draft, mention, last)
    if len(told) < 2 or (former and len(told) > 2 and "genannt" not in point[0]):
        return {}
    by = told[0 if former else -1]
    if by == last.by and topic is last.topic and draft.whole_of_one_before(mention):
        return {}  # «Auf Letztere entfielen 735 der 1.362 Begleiteten»: which makes 735 the part, of all
    return {dimension: code for dimension, code in by.items() if groups.fits(topic, dimension)}


def _point(draft: Draft, mention: Mention) -> re.Match[str] | None:
    """The word that points, in the number's clause or the one that it only adds to («…, und zwar um 128»)."""
    clauses = [mention.clause]
    if mention.clause and draft.says(mention.clause, _NAMELY):
        clauses.append(mention.clause - 1)
    for clause in clauses:
        span = draft.clauses[clause]
        found = list(inturn.EITHER.finditer(draft.text, span.start, span.end))
        if found:
            before = [point for point in found if point.end() <= mention.span.start]
            return before[-1] if before else found[0]
    return None


def _told_beside(draft: Draft, mention: Mention, last: Last) -> list[Mapping[str, str]]:
    """The groups of one kind that the clauses before it, else the sentences before, told a number of; each once."""
    own = draft.clauses[mention.clause]
    for sentences in ([mention.sentence], _row_before(draft, mention)):
        claims = [c for c in last.told if draft.by_sentence.index(c.start) in sentences]
        points = [
            bool(inturn.EITHER.search(draft.clause_text(draft.by_clause.index(c.start)))) for c in claims
        ]
        said = [c.by for c, point in zip(claims, points, strict=True) if c.start < own.start and not point]
        alone = [by for n, by in enumerate(said) if by and by not in said[:n]]
        if len(alone) > 1:
            return alone if len({tuple(by) for by in alone}) == 1 and len(alone[0]) == 1 else []
    return _named_before(draft, mention)


def _row_before(draft: Draft, mention: Mention) -> list[int]:
    """The sentence before, and those whose row of groups it goes on with («Es folgen Syrien mit 181 und …»)."""
    sentence = draft.just_before(mention.sentence)
    row: list[int] = []
    while sentence is not None:
        row.append(sentence)
        sentence = draft.just_before(sentence) if draft.sentence_says(sentence, _ROW_GOES_ON) else None
    return row


def _named_before(draft: Draft, mention: Mention) -> list[Mapping[str, str]]:
    """«Am stärksten vertreten sind die Ukraine und Syrien. Aus Ersterer kommen 752»: the two names of one kind."""
    before = draft.just_before(mention.sentence)
    if before is None or draft.mentions_of(before):
        return []
    hits = [hit for hit in draft.group_hits[before] if not nearest.of_both_sexes(draft, hit)]
    named = list(dict.fromkeys(hit.concept for hit in hits if "=" in hit.concept))
    kinds = {concept.partition("=")[0] for concept in named}
    return [dict([concept.split("=", 1)]) for concept in named] if len(kinds) == 1 else []


def again(draft: Draft, mention: Mention, topic: Topic, claim: Claim, last: Last) -> dict[str, str]:
    """The group of the claim before, of the same metric, that the number is told of again."""
    if not last.by or mention.sentence - last.sentence > 1:
        return {}
    near = _only_group(draft, mention, last) or _share_again(draft, mention, topic, claim, last)
    near = near or _in_absolute(draft, mention, claim, last)
    if near or _came_of(draft, mention, last):
        return dict(last.by)
    return _beyond(draft, mention, last)


def of_their_rate(draft: Draft, mention: Mention, topic: Topic, last: Last) -> dict[str, str]:
    """«… 330 weiblich, 262 dieser Frauen lebten noch hier. Ihre Bleibequote betrug 79,4»: of the one group counted."""
    near = last.sentence in (mention.sentence, draft.just_before(mention.sentence))
    if not near or topic.unit != "fraction" or not draft.says(mention.clause, _THEIR_RATE):
        return {}
    numbers = draft.mentions_of(last.sentence)
    wholes = sum(draft.named_whole(m) or draft.whole_of_one_before(m) for m in numbers)
    # «Von den 512 Angekommenen waren 330 weiblich. Ihre …»: whose subject is 330
    told = [by for by in last.said if by]
    alone = all(by == last.by for by in told) and len(last.said) - len(told) <= wholes
    by = last.by if alone else {}
    return {dimension: code for dimension, code in by.items() if groups.fits(topic, dimension)}


def of_some_or_all(draft: Draft, mention: Mention, claim: Claim, last: Last) -> bool:
    """«Von den 512 Angekommenen waren 330 weiblich. Ihre Bleibequote»: of the 330, or of all that the sentence told."""
    said = claim.kind == "ratio" and claim.by and draft.says(mention.clause, _THEIR_RATE)
    return bool(said) and any(not by for by in last.said)


def _only_group(draft: Draft, mention: Mention, last: Last) -> bool:
    """«die Gruppe», «ihr gehörten … an»: where the sentence before told of one group and of nobody else."""
    if last.sentence == mention.sentence or any(by != last.by for by in last.said):
        return False
    if takenup.named_anew(draft, mention, None):
        return False  # «Die Gruppe wird gut betreut, insgesamt umfasst die aktive Zielgruppe 1.380 Personen»
    return takenup.of_the_group(draft, mention, last.sentence)


def _share_again(draft: Draft, mention: Mention, topic: Topic, claim: Claim, last: Last) -> bool:
    """«Der Frauenanteil lag bei 48,0 Prozent. Für Ende 2024 weist die Statistik 51,0 Prozent aus»: of the same group.

    A share of nobody is none.
    """
    shares = claim.kind == last.kind == "share" and last.sentence == mention.sentence - 1
    named = any("=" in hit.concept for hit in draft.hits_by_sentence[mention.sentence])
    if not shares or named or any(by != last.by for by in last.said):
        return False
    if last.of_group and takenup.named_anew(draft, mention, None):
        return False  # «94,9 Prozent der Frauen hatten Kontakt. Für alle Begleiteten betrug der Wert 94,5 Prozent»
    return not residue.unexplained(draft, mention, topic)


def _in_absolute(draft: Draft, mention: Mention, claim: Claim, last: Last) -> bool:
    """«Ihr Anteil sank auf 29,1 Prozent. In absoluten Zahlen gab es einen Zuwachs um 46»: of those whose share it was."""
    counted = last.kind in ("share", "points") and claim.kind in ("amount", "change")
    if not counted or not draft.sentence_says(mention.sentence, _ABSOLUTE):
        return False
    named = any("=" in hit.concept for hit in draft.hits_by_sentence[mention.sentence])
    several = any(by != last.by for by in last.said)
    return not named and not several and not takenup.named_anew(draft, mention, None)


def _came_of(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Aus 44 Geduldeten, die …, sind bis Ende 2024 insgesamt 51 geworden»."""
    first = draft.preceding(mention)
    if first is None or first.span.end != last.end or not draft.says(mention.clause, _BECAME):
        return False
    return bool(_OUT_OF.search(draft.text, max(0, first.span.start - 20), first.span.start))


def _beyond(draft: Draft, mention: Mention, last: Last) -> dict[str, str]:
    """«… 101 von sechs bis 17 Jahren sowie 50 noch jüngere»: the band beyond the one told."""
    said = _YOUNGER.match(draft.text, mention.quantity.end)
    if said is None or last.sentence != mention.sentence:
        return {}
    band = _BEYOND.get((said[1], last.by.get("age_band", "")))
    return {**last.by, "age_band": band} if band else {}


def of_the_next_day(draft: Draft, mention: Mention, last: Last) -> bool:
    """«336 Alleinstehende Mitte 2022 und 440 Ende 2024», «Nach 369 Männern Ende 2020 begleitete sie Ende 2024 676»."""
    first = draft.preceding(mention)
    if first is None or first.span.end != last.end or first.clause != mention.clause:
        return False
    # «eine Duldung besaßen damals 44 und Ende 2024 dann 51 Begleitete»
    led = _THEN.search(draft.text, max(0, mention.span.start - 12), mention.span.start) is not None
    if mention.noun.unit and not led:
        return False
    days = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    between = [m for m in days if last.end <= m.start and m.end <= mention.span.start]
    start = draft.clauses[mention.clause].start
    if _AFTER.fullmatch(draft.text, start, first.span.start):
        return len(between) == 2
    behind = led or any(0 <= m.start - mention.span.end <= 1 for m in days)
    if not (behind and len(between) == 1):
        return False
    rest = draft.text[last.end : between[0].start] + draft.text[between[0].end : mention.span.start]
    return bool(_NEXT_DAY.fullmatch(" ".join(rest.split()) + " "))
