"""How a claim goes on from the one before: «davon …», «aus Syrien kommen 181», «damals waren es 622»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipelines.publish.check import changes, comparing, groups, residue, timing
from pipelines.publish.check.context import Draft
from pipelines.publish.check.model import Claim, Mention, Span, Time
from pipelines.publish.check.topics import Choice
from pipelines.publish.check.vocabulary import Topic

_THEN = re.compile(r"(?i:\b(?:damals|seinerzeit|zu diesem Zeitpunkt|zu jenem Zeitpunkt)\b)")


_FORMS = ("plain", "percent", "fraction", "points")
_PARTED = ("persons", "fte", "consultations")  # whose parts «davon» names
_SAME_STRETCH = re.compile(
    r"\b(?:[Ii]m|[Ii]n dem|[Ii]n der) (?:selben|gleichen) (?:Zeitraum|Zeit|Zeitspanne)\b"
)
# Endings of those who are counted by what they do or are; «Wochenenden» are nobody.
_PEOPLE = re.compile(
    r"[A-ZÄÖÜ]\w*(?:ende[nr]?|ierte[nr]?|innen|linge|ige[nr]?|[aä]rbeiter|schüler|rentner|abeten|lehrer|ärzte|helfer|enten)$",
    re.IGNORECASE,
)
_NO_PEOPLE = re.compile(r"(?:abende|wochenenden?|dokumenten|patenten)$", re.IGNORECASE)
_FURTHER = re.compile(r"(?i:im jahr (?:davor|zuvor|vorher)|ein jahr davor)")
_AS_SHARE = re.compile(
    r"\W*(?:[Dd]as|[Dd]ies|[Dd]amit|[Aa]lso|[Mm]ithin)\s+(?:(?:sind|waren|ist|war|entspricht|entsprach|entsprechen|macht)\s+)?(?:also\s+|damit\s+|demnach\s+)?"
    r"(?:einem Anteil von\s+|ein Anteil von\s+)?"
)
_SILENT = {"ours", "ukraine"}  # name who, never what is counted


@dataclass
class Last:
    """The claim before, which the next one may continue («davon …», «…, 208 waren alleinstehend»)."""

    sentence: int = -2
    end: int = 0
    topic: Topic | None = None
    metric: str = ""  # of the claim; a share of those who came is their retention rate
    kind: str = ""  # of the claim
    time: Time | None = None
    newest: Time | None = None  # of the claims of its sentence
    before: Time | None = None  # what a change was compared with
    past: bool = False  # its day was «vor einem Jahr»: only its parts share it
    by: Mapping[str, str] = field(default_factory=dict)
    whole: Mapping[str, str] = field(default_factory=dict)  # of the last number that was no «davon»
    first: Mapping[str, str] = field(default_factory=dict)  # of the first number of the sentence
    parts: int = 0  # numbers of groups that followed it
    thin: bool = False  # as in `topics.Choice`
    split: bool = False  # «369 sind männlich. 253 sind weiblich.»: are the last two parts of one whole?
    levels: tuple[
        Time, ...
    ] = ()  # the days of the last levels of this topic and group, which «das ist ein Plus» compares

    def counted(self, by: Mapping[str, str], same: bool) -> None:
        """Keeps the groups of a number that is no «davon»; same: does it stand in the sentence of the one before?"""
        self.first, self.parts = (self.first, self.parts + bool(by)) if same else (by, 0)
        two = bool(by) and by.keys() == self.whole.keys() and by != self.whole
        self.whole, self.split = by, two

    def time_for(self, sentence: int, continues: bool) -> Time | None:
        """The time that a number may carry on: of the claim before, or the newest of the sentence before."""
        if continues:
            return self.time
        return (self.newest or self.time) if self.sentence == sentence - 1 else None

    def remember(
        self, mention: Mention, topic: Topic, claim: Claim, time: Time, role: changes.Role, past: bool
    ) -> None:
        """Keeps a claim for the next number."""
        same = self.sentence == mention.sentence
        same_topic = same and self.topic is topic
        earlier = self.time if same_topic and self.time != time else None
        if role == "level":
            kept = self.levels if topic is self.topic and claim.by == self.by else ()
            self.levels = (*kept, time)[-2:]
        kept_before = self.before if same_topic else None  # «um 43 auf 603, ein Plus von …»
        self.before = claim.time if role == "level_before" else claim.before or earlier or kept_before
        self.time = claim.before if role == "level_before" else time
        older = same and self.newest and self.newest.as_of and time.as_of and time.as_of < self.newest.as_of
        self.newest = self.newest if older else self.time
        self.end, self.sentence, self.past = mention.span.end, mention.sentence, past
        self.topic, self.metric, self.kind, self.by = topic, claim.metric, claim.kind, claim.by

    def whole_for(self, same: bool) -> Mapping[str, str]:
        """The groups that «davon» is a part of: behind «622, 369 Männer und 253 Frauen.» a new sentence means all."""
        if not same and self.split:
            return {}  # «… 253 sind weiblich. 414 von ihnen leben in Familien»: of all of them
        return self.first if not same and not self.first and self.parts > 1 else self.whole


def gapped(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Die Caritas begleitet 421 Menschen, die Diakonie 550 und die Stadt 427»: the same split, without its verb."""
    if last.topic is None or last.sentence != mention.sentence or mention.quantity.form != "plain":
        return None
    if mention.noun.unit not in (None, last.topic.unit) or not last.by:
        return None
    stretch = Span(last.end, max(mention.span.end, draft.end_of_stretch(mention)))
    said = [h for h in draft.hits_by_sentence[mention.sentence] if stretch.holds(h.start)]
    telling = draft.vocabulary.telling[last.topic.unit] - _SILENT
    if any(hit.concept in telling for hit in said):
        return None
    by, _ = groups.of(draft, mention, last.topic)
    return last.topic if by and by.keys() == last.by.keys() and by != last.by else None


def origin(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«1.362 Menschen; 54 Prozent kamen aus der Ukraine, 12,8 Prozent aus Syrien»: nationalities, nobody's arrival."""
    if (
        last.topic is None
        or last.topic.metric != "active_target_group"
        or mention.sentence - last.sentence > 1
    ):
        return None
    said = {hit.concept for hit in draft.in_clause_of(mention)}
    stayed = any(draft.hits_of(mention.sentence, concept) for concept in ("retention", "present"))
    if stayed or said & {"target", "place"}:
        return None
    named = {
        h.concept for h in draft.hits_by_sentence[mention.sentence] if h.concept.startswith("nationality=")
    }
    by, _ = groups.of(draft, mention, last.topic)
    part = mention.quantity.form in ("percent", "fraction") or len(named) > 1
    return (
        last.topic
        if part and "nationality" in by and not residue.unexplained(draft, mention, last.topic)
        else None
    )


def people_nobody_counts(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«1.380 Personen. Darunter waren 35 Studierende»: a part of them by something that nobody records."""
    near = last.topic is not None and mention.sentence - last.sentence <= 1
    if last.topic is None or not near or last.topic.unit != "persons" or not groups.thereof(draft, mention):
        return None
    noun = draft.text[mention.quantity.end : mention.noun.span.end]
    return last.topic if _PEOPLE.search(noun) and not _NO_PEOPLE.search(noun) else None


def counted_again(draft: Draft, mention: Mention, last: Last) -> tuple[Topic | None, bool]:
    """«78 Prozent (400 Personen) leben noch hier»: the topic of a number that says a share again, and whether it is one.

    Who stayed is present. How many have work or speak German is no figure, only their share is.
    """
    share = draft.repeated(mention)
    again = (
        share is not None and share.quantity.form in ("percent", "fraction") and last.end == share.span.end
    )
    if not again or last.topic is None or mention.quantity.form != "plain":
        return None, False
    if last.metric == "ukraine_retention":
        return draft.vocabulary.topics["ukraine_present"], True
    return (last.topic if last.topic.unit == "persons" else None), True


def part_of_last(draft: Draft, mention: Mention, last: Last, choice: Choice | None) -> Topic | None:
    """«Die Hälfte stammt aus der Ukraine. In der Unterkunft lebten 385 von ihnen»: of all those accompanied.

    That sentence spoke of Ukraine only as a group of them, so its word makes nobody an arrival.
    """
    if choice is None or not choice.lent or not choice.topic.metric.startswith("ukraine_"):
        return None
    ours = last.topic is not None and last.topic.metric in ("active_target_group", "active_with_contact")
    near = last.sentence in (mention.sentence, mention.sentence - 1) and mention.quantity.form == "plain"
    return last.topic if ours and near and groups.thereof(draft, mention) else None


def share_of_last(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«704 Frauen gehörten zur Zielgruppe. Das entspricht 51 Prozent»: what share of the whole the claim before is."""
    parted = last.topic is not None and last.topic.unit == "persons"
    share = mention.quantity.form in ("percent", "fraction") and last.kind == "amount"
    if last.topic is None or not (parted and share) or mention.sentence - last.sentence > 1:
        return None
    if len([m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]) > 1:
        return None  # «das sind 51 und 49 Prozent»: which is whose, it does not say
    start = last.end if last.sentence == mention.sentence else draft.sentences[mention.sentence].start
    if not _AS_SHARE.fullmatch(draft.text, start, mention.span.start):
        return None
    stayed = last.topic.metric == "ukraine_present"
    if not (stayed or last.by) or residue.unexplained(draft, mention, last.topic):
        return None
    return last.topic


def part_of_strangers(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Der Neubau kostet 5,2 Mio. Euro. Davon trägt das Land 40 Prozent»: a part of what is no claim is none."""
    before = draft.just_before(mention.sentence)
    if before is None or last.sentence >= before or not groups.thereof(draft, mention):
        return False
    first = draft.mentions_of(mention.sentence)[0] is mention
    return first and bool(draft.mentions_of(before))


def one_year_further(draft: Draft, mention: Mention) -> bool:
    """«Im Vorjahr waren es 241, im Jahr davor 638»: the year before the one just told."""
    past = timing.own_past(draft, mention)
    return past is not None and bool(_FURTHER.fullmatch(draft.text, past.start, past.end))


def compared_levels(last: Last) -> tuple[Time, Time] | None:
    """«6.510 Beratungen, im Jahr davor 5.834. Das ist ein Anstieg um 12 Prozent»: the later and the earlier day."""
    known = [time for time in last.levels if time.as_of]
    if len(known) != 2 or known[0].as_of == known[1].as_of:
        return None
    earlier, later = sorted(known, key=lambda time: time.as_of or date.min)
    return later, earlier


def same_stretch(draft: Draft, mention: Mention) -> bool:
    """«im selben Zeitraum»: from the day to the day of the claim before."""
    return draft.sentence_says(mention.sentence, _SAME_STRETCH)


def then(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«Damals waren es 622»: the day the claim before was compared with, else its own."""
    clause = draft.clauses[mention.clause]
    word = _THEN.search(draft.text, clause.start, clause.end)
    dated = word and any(m.as_of and m.end <= word.start() for m in draft.moments_of(mention.sentence))
    if dated and last.sentence != mention.sentence:
        return None  # «die bis Ende 2023 kamen, waren zu diesem Zeitpunkt noch da»
    return (last.before or last.time) if word else None


def is_balance(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«Die Quote sah 592 vor, am Ende waren es 638, also 46 mehr»: than demanded, where no other year is named."""
    if topic.metric not in ("quota_target", "quota_actual") or mention.quantity.form != "plain":
        return False
    return not any(m.role == "compared" or m.shape == "shift" for m in draft.moments_of(mention.sentence))


def since_then(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> Time | None:
    """«Anfang 2018 waren es 351. Bis Ende 2024 hat sich deren Zahl vervierfacht»: since the day of that sentence."""
    if topic is not last.topic or last.time is None or not (time.as_of and last.time.as_of):
        return None
    moments = draft.moments_of(mention.sentence)
    own = [m for m in moments if m.months > 0 or (m.as_of and timing.names_a_day(draft, m))]
    goes_on = bool(own) and draft.echoes(mention) and last.sentence == mention.sentence - 1
    earlier = last.time.as_of < time.as_of or comparing.was_less(draft, mention)
    return last.time if goes_on and earlier else None


def carries(draft: Draft, continues: bool, last: Last, mention: Mention, ref: timing.Reference) -> bool:
    """A date is carried on within the sentence, by «davon», and into the next sentence if the draft has no «Stand»."""
    follows = last.sentence == mention.sentence - 1 and ref[1] == "assumed" and last.time is not None
    return continues or (follows and last.time is not None and last.time.source == "text")


def continued(draft: Draft, mention: Mention, last: Last, role: changes.Role) -> Topic | None:
    """The topic of the claim before: «davon 503 Frauen», «ein Jahr später bereits 5.834», «29 mehr als 2021»."""
    if mention.quantity.form == "ratio" and last.topic and last.topic.unit == "persons_per_fte":
        return last.topic if mention.sentence - last.sentence <= 1 else None
    if last.topic is None or mention.quantity.form not in _FORMS:
        return None
    rate = mention.quantity.form != "plain" and (last.topic.unit == "fraction" or role == "change")
    if (
        (mention.quantity.form == "plain" or rate)
        and mention.noun.unit in (None, last.topic.unit)
        and _echoes(draft, mention, last, role)
    ):
        return last.topic
    if last.sentence == mention.sentence and mention.noun.unit in (None, last.topic.unit):
        by, _ = groups.of(draft, mention, last.topic)
        # «die Caritas über 1,25 geförderte Stellen, die Diakonie über 1,75»: the next part of the same split
        if (
            mention.quantity.form == "plain"
            and by
            and last.by
            and by.keys() == last.by.keys()
            and by != last.by
        ):
            return last.topic
    if last.topic.unit not in _PARTED or mention.noun.unit not in (None, last.topic.unit):
        return None
    near = last.sentence == mention.sentence or (
        last.sentence == mention.sentence - 1 and groups.thereof(draft, mention)
    )
    by, _ = groups.of(draft, mention, last.topic)
    near = near or (last.sentence == mention.sentence - 1 and _next_part(draft, mention, last.topic, by))
    return last.topic if near and (by or groups.thereof(draft, mention)) else None


def _next_part(draft: Draft, mention: Mention, topic: Topic, by: Mapping[str, str]) -> bool:
    """«• Frauen: 704», «Aus Syrien kommen 181 Personen.»: an item of a list, or a group and nothing that is unknown."""
    return draft.listed(mention.sentence) or (bool(by) and not residue.unexplained(draft, mention, topic))


def dated_before_auf(draft: Draft, mention: Mention) -> bool:
    """«von 1.226 Personen Ende 2023 auf …»: the old level names its own day."""
    until = draft.text.find(" auf ", mention.span.end)
    moments = draft.moments_of(mention.sentence)
    return any(mention.span.end <= m.start < until and m.role == "plain" and m.as_of for m in moments)


def _echoes(draft: Draft, mention: Mention, last: Last, role: changes.Role) -> bool:
    """The same figure at another time, or its change."""
    clause = draft.clauses[mention.clause]
    moments = draft.moments_of(mention.sentence)
    spans = [clause, *(draft.clauses[label] for label in draft.labels(mention))]
    dated = any(span.holds(m.start) and m.shape != "now" for m in moments for span in spans)
    if last.sentence == mention.sentence:
        return role == "change" or dated or timing.own_past(draft, mention) is not None
    following = last.sentence == mention.sentence - 1
    if following and role == "change":
        return True  # «Damit ist die Zahl um 154 gestiegen.»
    if not following or draft.echoes(mention):
        return following
    # «Ein Jahr zuvor hatten wir 5.834 gezählt»
    back = timing.own_past(draft, mention) is not None
    return back and last.topic is not None and not residue.unexplained(draft, mention, last.topic)
