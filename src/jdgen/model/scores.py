"""What interviewers rated, and the score that follows from it by a rule and never by feeling.

A weighted sum of structured ratings predicts performance better than a judgment over the same ratings (Kuncel, Klieger,
Connelly and Ones, 2013), so the rule is mechanical: nothing that was not observed is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jdgen.errors import Place

RATED = range(1, 5)
"""The four ratings as numbers, in the order of the family's rating words."""
MEETS = 3
"""The number of the rating that stands for the expected level."""
GATE = MEETS - 1
"""The least mean of a must-have's competency that does not stand against an offer."""
WIDE = 2
"""From how many points on a spread is talked about."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One interviewer in one stage: a row of the debrief."""

    stage: str
    interviewer: str


@dataclass(frozen=True, slots=True)
class Rating:
    """One cell of a scorecard; `value` is 1 to 4, or None for no evidence."""

    seat: Seat
    competency: str
    value: int | None
    evidence: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Whether an interviewer confirmed a must-have; None stands for not asked."""

    seat: Seat
    must: str
    met: bool | None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """The overall recommendation of an interviewer, which the score does not take; empty where only evidence is."""

    seat: Seat
    said: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """All that the interviewers of one candidate wrote; `seats` in the order of the interview plan."""

    seats: tuple[Seat, ...]
    ratings: tuple[Rating, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    votes: tuple[Vote, ...] = ()

    def values(self, competency: str) -> tuple[int, ...]:
        """Return the observed ratings of a competency."""
        return tuple(r.value for r in self.ratings if r.competency == competency and r.value is not None)

    def mean(self, competency: str) -> Fraction | None:
        """Return the mean of the observed ratings of a competency, None where nobody observed it."""
        values = self.values(competency)
        return Fraction(sum(values), len(values)) if values else None

    def spread(self, competency: str) -> int:
        """Return how many points lie between the lowest and the highest rating of a competency."""
        values = self.values(competency)
        return max(values) - min(values) if values else 0

    def denied(self) -> tuple[str, ...]:
        """Return the must-haves that at least one interviewer found not to be met, each once."""
        # defense scores.denied: a must-have that somebody found not to be met is told
        return tuple(dict.fromkeys(c.must for c in self.confirmations if c.met is False))


@dataclass(frozen=True, slots=True)
class Tally:
    """The result: `score` is Σ w·mean / Σ w over the competencies that were observed, `coverage` their share of Σ w.

    `gates` are the competencies of must-haves with a mean below the gate, `unseen` those that nobody rated:
    both are talked about, whatever the score.
    """

    scores: Scores
    score: Fraction | None
    coverage: Fraction
    wide: tuple[str, ...]
    gates: tuple[str, ...]
    unseen: tuple[str, ...]
    denied: tuple[str, ...]


def tally(scores: Scores, weights: Mapping[str, int], must_have: frozenset[str]) -> Tally:
    """Return the result of the ratings; `weights` has the competencies that count, `must_have` those of must-haves."""
    means = {key: mean for key in weights if (mean := scores.mean(key)) is not None}
    # defense scores.unseen: what nobody observed has no number, and its weight leaves the sum
    whole, observed = sum(weights.values()), sum(weights[key] for key in means)
    weighted = sum((weights[key] * mean for key, mean in means.items()), Fraction(0))
    return Tally(
        scores=scores,
        score=weighted / observed if observed else None,
        coverage=Fraction(observed, whole) if whole else Fraction(0),
        wide=tuple(key for key in weights if scores.spread(key) >= WIDE),
        # defense scores.gates: a must-have below its gate is talked about, whatever the score
        gates=tuple(key for key, mean in means.items() if key in must_have and mean < GATE),
        unseen=tuple(key for key in weights if key in must_have and key not in means),
        denied=scores.denied(),
    )
