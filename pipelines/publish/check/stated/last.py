"""The claim before, which the next number may go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.publish.check.model import Claim, Mention, Role, Time
from pipelines.publish.check.words.vocabulary import Topic


@dataclass
class Last:
    """The claim before, which the next one may continue («davon …», «…, 208 waren alleinstehend»)."""

    sentence: int = -2
    end: int = 0
    topic: Topic | None = None
    metric: str = ""  # of the claim; a share of those who came is their retention rate
    kind: str = ""  # of the claim
    time: Time | None = None
    prior: Time | None = None  # the newest of the sentence before its own
    newest: Time | None = None  # of the claims of its sentence
    before: Time | None = None  # what a change was compared with
    past: bool = False  # its day was «vor einem Jahr»: only its parts share it
    by: Mapping[str, str] = field(default_factory=dict)
    whole: Mapping[str, str] = field(default_factory=dict)  # of the last number that was no «davon»
    first: Mapping[str, str] = field(default_factory=dict)  # of the first number of the sentence
    said: tuple[Mapping[str, str], ...] = ()  # groups of the claims of its sentence
    parts: int = 0  # numbers of groups that followed it
    parted: Mapping[str, str] = field(
        default_factory=dict
    )  # of the claim that a share may say again (`shares`)
    parted_topic: Topic | None = None
    wholes: frozenset[str] = frozenset()  # metrics of which the paragraph counted all
    thin: bool = False  # as in `topics.Choice`
    dividing: int = -2  # the sentence that began to tell parts of a whole («davon …»)
    split: bool = False  # «676 sind Männer. 704 sind Frauen.»: are the last two parts of one whole?
    told: tuple[Claim, ...] = ()  # the newest claims of the paragraph
    ends: tuple[Time, Time] | None = (
        None  # the two days that the sentence before its own set against each other
    )
    levels: tuple[
        Time, ...
    ] = ()  # the days of the last levels of this topic and group, which «das ist ein Plus» compares

    def told_as(self, value: float, metric: str = "") -> Claim | None:
        """«Von den 704 …»: the newest claim that told this very number (of a metric, if one is given)."""
        told = (c for c in reversed(self.told) if c.kind == "amount" and c.value == value)
        return next((c for c in told if metric in ("", c.metric)), None)

    @property
    def of_group(self) -> bool:
        """«94,9 Prozent der Frauen hatten Kontakt»: was the claim before a share that is taken of its group?"""
        return bool(self.told) and self.told[-1].of_group

    def tells(self, claim: Claim) -> bool:
        """Has the paragraph told the same figure?"""
        return any(
            (c.metric, c.kind, c.time.as_of, c.by) == (claim.metric, claim.kind, claim.time.as_of, claim.by)
            for c in self.told
        )

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
        self, mention: Mention, topic: Topic, claim: Claim, time: Time, role: Role, past: bool, dated: bool
    ) -> None:
        """Keeps a claim for the next number; dated: is it known which day an old level is of?"""
        same = self.sentence == mention.sentence
        same_topic = same and self.topic is topic
        self.wholes |= set() if claim.by else {topic.metric}
        self.said = (*(self.said if same else ()), claim.by)
        self.prior = self.prior if same else (self.newest or self.time)
        earlier = self.time if same_topic and self.time != time else None
        if role == "level":
            kept = self.levels if topic is self.topic and claim.by == self.by else ()
            self.levels = (*kept, time)[-2:]
        elif topic is not self.topic or role == "level_before":
            # «622, 948. Ein Drittel mehr Zugänge als 2023 …»: another metric's levels are told no more, nor is one from
            # before «von 1.019 auf 948»
            self.levels = ()
        kept_before = self.before if same_topic else None  # «um 43 auf 603, ein Plus von …»
        left = claim.time if dated else None  # «von 420 auf 540»: of a day that nobody named
        self.before = left if role == "level_before" else claim.before or earlier or kept_before
        if role != "level_before":
            self.time = time
        elif not same_topic or topic.grows:
            self.time = None
        older = same and self.newest and self.newest.as_of and time.as_of and time.as_of < self.newest.as_of
        self.newest = self.newest if older else self.time
        self.end, self.sentence, self.past = mention.span.end, mention.sentence, past
        self.topic, self.metric, self.kind, self.by = topic, claim.metric, claim.kind, claim.by

    def whole_for(self, same: bool) -> Mapping[str, str]:
        """The groups that «davon» is a part of: behind «622, 369 Männer und 253 Frauen.» a new sentence means all."""
        if not same and self.split:
            return {}  # «… 704 sind Frauen. 880 von ihnen wohnen in Familien»: of all of them
        return self.first if not same and not self.first and self.parts > 1 else self.whole
