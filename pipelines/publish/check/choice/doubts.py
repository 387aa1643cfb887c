"""What keeps a number from being called false: it may be a part, a body's own, of another group or day, or is unclear."""

from __future__ import annotations

import re

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import ages, groups, residue
from pipelines.publish.check.model import Claim, Mention, Part, Role, Time
from pipelines.publish.check.stated import countable, directions, owners
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import parts, takenup
from pipelines.publish.check.when import stretched
from pipelines.publish.check.words.vocabulary import Topic

# Children without a named age are counted by nobody; only bands of years are.
_AGED = re.compile(r"\b(?:Kinder|Schulkinder|Jugendliche|Erwachsene|Senior|Schüler|Jüngere|Ältere)")
_EVERYBODY = re.compile(r"Frauen.*Männer|Männer.*Frauen|Erwachsene.*Kinder|Kinder.*Erwachsene")
NO_PERIOD = "Zu dieser Zahl fehlt der Zeitraum; bitte ergänzen, z. B. «im Jahr 2024»."
NO_COMPARISON = "Der Vergleichszeitpunkt fehlt; bitte ergänzen, z. B. «gegenüber Ende 2023»."
NO_DIRECTION = "Mehr oder weniger? Die Richtung der Veränderung ist aus dem Satz nicht zu erkennen."
NO_GROUP = "Für die genannte Gruppe gibt es keine Zahl im Katalog."
_PEOPLE_OR_TALKS = (
    "Gezählt werden hier Personen; die Zahl passt eher zu Beratungen. Bitte klären, was gemeint ist."
)
_OF_THESE = re.compile(r"\b(?:von|unter)\s+(?:denen|ihnen|diesen)\b|^\s*davon\b", re.IGNORECASE)
NOBODY_RECORDS = (NO_GROUP, _PEOPLE_OR_TALKS)  # doubts that no number settles
# «Ohne die Koordination waren 4,25 Stellen besetzt»: a part that nobody adds up.
_EXCEPT = re.compile(
    r"(?i:\b(?:ohne|zuzüglich|neben|außer|abzüglich)\s+(?:(?:de[rsmn]|die|das)\s+)?(?:koordin|soforthilfe)\w*)"
)
_ADVISED = re.compile(r"(?<=\s)beraten\b")
_OURS = {"programme", "target", "refugees", "ukraine", "our_staff"}


def part(
    draft: Draft,
    mention: Mention,
    topic: Topic,
    claim: Claim,
    last: Last,
    continues: bool,
    role: Role,
) -> Part:
    """Whether the number may be a part, or a body's own: then it is never called false."""
    bodies = {h.concept for h in draft.group_hits[mention.sentence] if h.concept.startswith("traeger=")}
    if owners.one_house(draft, mention):
        return "of"
    ours = "traeger" not in claim.by or len(bodies) > 1 or draft.speaks_of(mention.sentence, _OURS)
    if not ours and residue.unexplained(draft, mention, topic):
        return "own"
    if claim.partitive and _part_in_time(draft, mention, topic, claim):
        return ""
    same_metric = continues and last.topic is not None and last.topic.metric == topic.metric
    # «auf das erste Halbjahr entfielen davon 3.205» is a number of its own
    dated = topic.period and dated_in_clause(draft, mention)
    dated = dated or _part_in_time(draft, mention, topic, claim)
    thereof = groups.thereof(draft, mention) and not groups.these_so_many(draft, mention)
    part = not claim.by and same_metric and role == "level" and thereof and not dated
    told = claim.kind == "share" or parts.counted_again(draft, mention, last)[1]
    if claim.by and claim.partitive and told and not residue.unexplained(draft, mention, topic):
        return ""  # «Frauen stellten mit 676 Personen knapp die Hälfte der Zielgruppe»: the share of those told before
    if claim.by and claim.partitive and takenup.takes_up(draft, mention):
        return claim.partitive if residue.unexplained(draft, mention, topic) else ""
    before = last.told[-1].partitive if last.told and last.sentence >= mention.sentence - 1 else ""
    if before and not claim.by and role == "level" and draft.echoes(mention):
        return before  # «besaßen 212 einen Führerschein, ein Jahr zuvor waren es 180»
    return "of" if part else claim.partitive


def _part_in_time(draft: Draft, mention: Mention, topic: Topic, claim: Claim) -> bool:
    """«Auf den Dezember 2024 entfielen 498 der 6.510 Beratungen»: those of a part of the year, which the tables know."""
    day, start = claim.time.as_of, claim.time.period_from
    if not (topic.period or topic.grows) or claim.by or day is None or start is None:
        return False
    if topic.period and days.shifted(start, 12) <= day:
        return False  # not «Auf das Jahr 2024 entfielen davon 115», of all who came since the war began
    return dated_in_clause(draft, mention) and stretched.only_in_time(draft, mention, topic)


def dated_in_clause(draft: Draft, mention: Mention) -> bool:
    """Does the number's own clause, or its label before a colon, name a day?"""
    spans = [draft.clauses[clause] for clause in (mention.clause, *draft.labels(mention))]
    moments = [m for m in draft.moments_of(mention.sentence) if m.as_of or m.months > 0 or m.then]
    return any(span.holds(m.start) for m in moments for span in spans)


def doubt(draft: Draft, mention: Mention, topic: Topic, time: Time, role: Role, before: Time | None) -> str:
    noun = _noun(draft, mention)
    counts = (
        mention.quantity.form == "plain"
        and topic.unit == "persons"
        and bool(_AGED.search(noun))
        and not _EVERYBODY.search(noun)
    )
    if (
        mention.noun.foreign
        or groups.foreign(draft, mention)
        or (topic.unit == "persons" and ages.unrecorded(draft, mention, groups.of(draft, mention, topic)[0]))
        or (counts and not _aged(draft, mention, topic))
    ):
        return NO_GROUP
    if topic.unit == "fte" and draft.says(mention.clause, _EXCEPT):
        return NO_GROUP
    if _share_of_a_flow(draft, mention, topic, role):
        return NO_GROUP
    if _beraten(draft, mention, topic):
        return _PEOPLE_OR_TALKS
    if time.as_of is None:
        return NO_PERIOD
    if role != "level" and (before is None or before.as_of is None):
        return NO_COMPARISON
    if role == "change" and not topic.difference and not directions.is_told(draft, mention):
        return NO_DIRECTION
    return ""


def _share_of_a_flow(draft: Draft, mention: Mention, topic: Topic, role: Role) -> bool:
    """«Im ersten Halbjahr waren 40 Prozent der Zugänge Kinder»: of those who came, by what no table tells."""
    share = role == "level" and topic.period and mention.quantity.form in ("percent", "fraction")
    return share and not (groups.of(draft, mention, topic)[0] or countable.parted_in_time(draft, mention))


def _noun(draft: Draft, mention: Mention) -> str:
    """The words behind the number that belong to it."""
    return draft.text[mention.quantity.end : mention.noun.span.end]


def _aged(draft: Draft, mention: Mention, topic: Topic) -> bool:
    by, doubt = groups.of(draft, mention, topic)
    return "age_band" in by or bool(doubt)


def _beraten(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«4.380 Personen wurden beraten»: persons in the words, consultations in the verb."""
    told = draft.says(mention.clause, _ADVISED) and not draft.in_clause(mention.clause, "contact")
    # but «In den zwölf Monaten davor beraten wurden 1.150 der Zielgruppenangehörigen»
    members = mention.genitive.end > mention.span.end and draft.in_clause(mention.clause, "target")
    if topic.metric != "active_with_contact" or not told or members:
        return False
    # «1.380 Personen in Begleitung, von denen 1.304 beraten worden waren»: so many of these persons
    return not draft.says(mention.clause, _OF_THESE)
