"""The parts of a printed report: frozen, plain data. `report_data` puts them together and checks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reports.plain import RARE

Language = Literal["fi", "sv", "en"]
EditionKind = Literal["store", "hq"]
EmotionId = Literal[
    "joy", "trust", "anticipation", "surprise", "disappointment", "disgust", "uncertainty", "irritation"
]
Skip = Literal["not_applicable", "not_observed"]
Match = Literal["same", "near", "generic", "outdated", "wrong_language"]
LevelId = Literal["T", "E", "M"]
ComponentId = Literal["Q", "S", "U", "C"]
EchoId = Literal["good", "bad", "no"]
Lane = Literal["waiting", "interruption", "recovery"]
StopState = Literal["good", "partly", "bad", "told"]
EvidenceGrade = Literal["stamped", "photographed", "receipt", "soon", "later", "unknown"]
Seen = Literal["mended", "better", "as_before", "worse", "not_asked"]

HARD: tuple[EvidenceGrade, ...] = ("stamped", "photographed", "receipt")
GRADES: tuple[EvidenceGrade, ...] = (*HARD, "soon", "later", "unknown")
"""How an answer is known, strongest first (reports/evidence_grade.py)."""

CLEARLY_BELOW = 5
"""Points under the chain's mean from which a section is told to be weak, unless it is GOOD_ENOUGH."""
GOOD_ENOUGH = 80


@dataclass(frozen=True, slots=True)
class Brand:
    """`logo`, `cover`: keys of its pictures ("brand:…"). Colours as #rrggbb; typeface and tone: shopper/branding.py."""

    name: str
    main_colour: str
    accent_colour: str
    logo: str | None = None
    cover: str | None = None
    typeface: str = "inter"
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Store:
    name: str
    code: str
    city: str = ""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """`when` as this edition may say it (a store reads only week and part of the day); `number` is the
    visit's random public code."""

    when: str
    number: str
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class SectionScore:
    """`percent` and `coverage` 0–100; `chain_mean` over `n` visits, when there are any."""

    id: str
    title: str
    percent: float | None
    coverage: float = 100.0
    capped: bool = False
    chain_mean: float | None = None
    n: int = 0

    @property
    def low(self) -> bool:
        """Whether it stands out as weak: capped, or below 80 and clearly below the chain, in the figures as printed."""
        if self.percent is None:
            return False
        behind = self.chain_mean is not None and round(self.percent) <= round(self.chain_mean) - CLEARLY_BELOW
        return self.capped or (behind and round(self.percent) < GOOD_ENOUGH)


@dataclass(frozen=True, slots=True)
class Level:
    id: LevelId
    percent: float | None


@dataclass(frozen=True, slots=True)
class Component:
    id: ComponentId
    percent: float | None


@dataclass(frozen=True, slots=True)
class Weighted:
    """Base and emotion index together: `score` 0–100, `share` the percent of it that is emotion."""

    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Earlier:
    """The score of one of the store's visits before, 0–100, with its month as YYYY-MM."""

    month: str
    base: float


@dataclass(frozen=True, slots=True)
class Score:
    """`base`, `coverage`, `emotion_index`, `previous`, `chain_mean` 0–100; `plus` is the sum beside the base.

    `weighted` stands beside the base too, where the questionnaire weighs emotion and both are known. `earlier`: the
    store's visits before, oldest first; `stores`: the newest score of each other store of the chain, if they are many.
    """

    base: float | None
    coverage: float
    plus: float = 0.0
    emotion_index: float | None = None
    sections: tuple[SectionScore, ...] = ()
    levels: tuple[Level, ...] = ()
    components: tuple[Component, ...] = ()
    previous: float | None = None
    chain_mean: float | None = None
    n: int = 0
    weighted: Weighted | None = None
    earlier: tuple[Earlier, ...] = ()
    stores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One headline point: what to praise, to mend, or to do next."""

    title: str
    text: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    verdict: str
    praise: Point | None = None
    fix: Point | None = None
    step: Point | None = None


@dataclass(frozen=True, slots=True)
class Feeling:
    """`strength` 1–3."""

    emotion: EmotionId
    strength: int


@dataclass(frozen=True, slots=True)
class JourneyPoint:
    """One moment of the way. `valence` −3…+3, None when nothing is known; `felt`: said by the shopper as an
    emotion (drawn solid), else derived from answers (drawn hollow). `start` is the mood at the door. `rose`, `fell`:
    how often the shopper marked on the spot that the mood did."""

    touchpoint: str
    label: str
    valence: float | None
    felt: bool = False
    emotions: tuple[Feeling, ...] = ()
    words: str = ""
    start: bool = False
    peak: bool = False
    end: bool = False
    rose: int = field(default=0, metadata={RARE: True})
    fell: int = field(default=0, metadata={RARE: True})


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the mood turned, for good or bad; `touchpoint` is that of a point."""

    touchpoint: str
    label: str
    good: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    points: tuple[JourneyPoint, ...] = ()
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """A waiting time in seconds; `seconds` None: it never came. `measured`: from two stamps, else estimated."""

    label: str
    seconds: float | None
    target: float
    limit: float
    measured: bool = True


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the line of waiting, interruption and recovery, in the order in which they came. `lane`: which of the
    three it belongs to; `state`: how it went, "told" where that is no question; `words`: the answer in a few words;
    `seconds`: how long it took, None where nobody timed it; `never`: it did not come at all."""

    lane: Lane
    label: str
    words: str
    state: StopState = "told"
    seconds: float | None = None
    never: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A detail that could have gone better: `happened` is what was answered, `possible` the best that could have been
    answered, both in the questionnaire's words."""

    id: str
    text: str
    happened: str
    possible: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """One of several things rated on the same line; `value` 0–10."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting of a stay. `day` counts from 1; `when` is its date, as far as this edition may tell it; `strength`
    1–3, `valence` −3…+3."""

    day: int
    place: str
    emotion: EmotionId
    strength: int
    valence: float
    when: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer in words. `points` 0–1 (None: not scored or skipped); `plus` earned beside
    the base. `ratings` (with `ends`, the words of 0 and 10), `ranked` and `sittings` say the same as `answer`, to be
    drawn. `own_words`: the answer is what the shopper wrote, in the language of the visit. `grade`:
    how the answer is known, in the headquarters' edition only."""

    id: str
    text: str
    answer: str
    points: float | None = None
    weight: float = 0.0
    critical_failed: bool = False
    plus: float = 0.0
    skipped: Skip | None = None
    quote: str = ""
    level: LevelId | None = None
    component: ComponentId | None = None
    ratings: tuple[Rating, ...] = ()
    ends: tuple[str, ...] = ()
    ranked: tuple[str, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    own_words: bool = field(default=False, metadata={RARE: True})
    grade: EvidenceGrade | None = field(default=None, metadata={RARE: True})


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """`key` names the picture ("photo:…"); `alt` says in words what it shows. `reference`: the key of the brand's own
    picture of how it should look ("brand:…"), with which stands what was `answered` to the detail."""

    key: str
    caption: str
    alt: str
    reference: str | None = None
    reference_caption: str = ""
    answered: str = field(default="", metadata={RARE: True})


@dataclass(frozen=True, slots=True)
class Receipt:
    photo: str | None
    text: str
    expected: str
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """`photos_left_out`: how many more exist than are printed."""

    photos: tuple[Photo, ...] = ()
    receipt: Receipt | None = None
    photos_left_out: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in words, as the store may read it. `points` 0–1 of `weight`, None where nothing was scored."""

    answer: str
    points: float | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that this edition tells otherwise than the one before; "–" where one of them tells none."""

    id: str
    text: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What this edition corrects in the one before. `base`: the score before; `has_more`: what was changed is not all
    for this reader."""

    rows: tuple[Change, ...] = ()
    base: float | None = None
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class LastStep:
    """What the store promised after the visit before: `text` is its deed, `reply` its own words; one of them may be
    empty. `done`: what the store said of it, None while its day was still to come. `question` is the detail that it
    was to mend, with its answer `then` and `now`, and what was `seen` of it."""

    text: str
    done: bool | None = None
    effect: str = ""
    reply: str = ""
    question: str = ""
    seen: Seen | None = None
    then: Answered | None = None
    now: Answered | None = None


@dataclass(frozen=True, slots=True)
class Action:
    last_step: LastStep | None = None
    reply_lines: int = 6


@dataclass(frozen=True, slots=True)
class Excellence:
    """`best` of `n` scales were at their best step."""

    best: int
    n: int


@dataclass(frozen=True, slots=True)
class Rated:
    """What was rated 0–10, part by part, with its index 0–100 where all are known."""

    parts: tuple[Rating, ...]
    index: float | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """`step` −2…+2 against what was expected; `before` and `after` on the line from 1 to 5."""

    step: int
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Echo:
    """What will be told to others; `people` None: to how many was not said."""

    said: EchoId
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question that asks for an outcome, with the answer in words."""

    id: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What stands beside the score (forms/outcomes.py). `commitment` 0–100, `satisfaction` 0–10; in the distance 10 is
    far away. `reasons` and `chosen` exist in the headquarters' edition only."""

    excellence: Excellence | None = None
    commitment: float | None = None
    intents: Rated | None = None
    distance: Rated | None = None
    expectation: Expectation | None = None
    is_risk: bool | None = None
    echo: Echo | None = None
    satisfaction: int | None = None
    reasons: tuple[str, ...] = ()
    chosen: tuple[Chosen, ...] = ()
