"""What follows from the ratings by the rule: in words, in numbers, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal

from jdgen.documents.fingerprint import fingerprint
from jdgen.documents.inline import inlines
from jdgen.documents.interview import name_of
from jdgen.documents.material import Material
from jdgen.documents.tree import plain
from jdgen.documents.wording import listed
from jdgen.model.profile import Profile
from jdgen.model.scores import GATE, MEETS, RATED, WIDE, Seat, Tally

VERSION = 1
NONE = "none"
Decision = Literal["offer", "none", "discuss", "unknown"]
SAID: Mapping[Decision, str] = {
    "offer": "Offer",
    "none": "No offer",
    "discuss": "No offer, unless the debrief finds otherwise",
    "unknown": "No rating, no decision",
}
"""Each decision in words."""


def decimal(value: Fraction, mark: Fraction | int | None = None) -> str:
    """Return a number rounded half up to two decimals, or to as many as tell whether it is below a mark or above."""
    places = 2
    while mark is not None and _side(_rounded(value, places), mark) != _side(value, mark):
        places += 1
    return _printed(value, places)


def _side(value: Fraction, mark: Fraction | int) -> int:
    return (value > mark) - (value < mark)


def _rounded(value: Fraction, places: int) -> Fraction:
    scale = 10**places
    return Fraction((value.numerator * 2 * scale + value.denominator) // (2 * value.denominator), scale)


def _printed(value: Fraction, places: int) -> str:
    scale = 10**places
    units = int(_rounded(value, places) * scale)
    return f"{units // scale}.{units % scale:0{places}}"


def percent(value: Fraction) -> str:
    """Return a share in percent, such as `85.71 percent` or `100 percent`; only all of it is 100."""
    return f"{decimal(value * 100, 100).removesuffix('.00')} percent"


def rule(material: Material) -> str:
    """Return the rule of the decision in words."""
    gate = decimal(Fraction(GATE))
    return (
        "Weighted score = the sum of weight × mean, divided by the sum of the weights, over the competencies that "
        "somebody rated; nothing is filled in for what nobody saw. Coverage is the share of the weights that was "
        f"rated. Offer at {bar(material)} or more, if each competency of a must-have was rated {gate} or more on "
        "average and no must-have was found missing; else no offer. Whoever decides otherwise writes down why."
    )


def bar_of(material: Material) -> Fraction:
    """Return the least weighted score for an offer."""
    interview = material.opening.interview
    return Fraction(interview.bar) if interview and interview.bar is not None else Fraction(MEETS)


def decision(material: Material, result: Tally) -> Decision:
    """Return what the rule says: an offer, none, that somebody talks about a gate first, or that nobody can know."""
    if result.score is None:
        return "unknown"
    if result.gates or result.unseen or result.denied:
        return "discuss"
    return "offer" if result.score >= bar_of(material) else "none"


def bar(material: Material) -> str:
    """Return the least weighted score for an offer as it was typed, with two decimals at least."""
    least = bar_of(material)
    return decimal(least, least)


def by_the_rule(material: Material, result: Tally) -> str:
    """Return what the rule says in words."""
    return SAID[decision(material, result)]


def score(material: Material, result: Tally) -> str:
    """Return the weighted score as it is printed: never on the other side of the bar than it is."""
    return NONE if result.score is None else decimal(result.score, bar_of(material))


def mean_of(result: Tally, key: str) -> str:
    """Return the mean of a competency as it is printed: never on the other side of the gate than it is."""
    mean = result.scores.mean(key)
    return NONE if mean is None else decimal(mean, GATE)


def below(profile: Profile, result: Tally) -> str:
    """Return the competencies of must-haves whose means are below the gate, with these, or that nobody rated."""
    gates = [f"{name_of(profile, key)} ({mean_of(result, key)})" for key in result.gates]
    gates += [f"{name_of(profile, key)} (not rated)" for key in result.unseen]
    return listed(gates) if gates else NONE


def missing(profile: Profile, result: Tally) -> str:
    """Return the must-haves that somebody found not to be met."""
    texts = {str(must.id): plain(inlines(must.text)) for must in profile.musts}
    return " ".join(texts[must] for must in result.denied) or NONE


def unrated(profile: Profile, result: Tally) -> str:
    """Return the competencies that count and that nobody rated."""
    found = [name_of(profile, key) for key in profile.weighted if result.scores.mean(key) is None]
    return listed(found) if found else NONE


def apart(profile: Profile, result: Tally) -> str:
    """Return the competencies whose ratings lie wide apart."""
    found = [f"{name_of(profile, key)} ({result.scores.spread(key)} points)" for key in result.wide]
    return listed(found) if found else NONE


def summary(material: Material, profile: Profile, result: Tally) -> Iterator[tuple[str, str]]:
    """Yield the lines of a short summary, each with its label."""
    yield "weighted score", f"{score(material, result)} (bar {bar(material)})"
    yield "coverage", percent(result.coverage)
    yield "not rated", unrated(profile, result)
    yield "wide spread", apart(profile, result)
    yield "below the gate", below(profile, result)
    yield "missing", missing(profile, result)
    yield "by the rule", by_the_rule(material, result)


def as_data(material: Material, profile: Profile, result: Tally) -> dict[str, Any]:
    """Return the result as plain data, for `--json`; a number is also given exactly, as a fraction."""
    scores = result.scores
    counted = dict.fromkeys((*profile.weighted, *(rating.competency for rating in scores.ratings)))
    return {
        "version": VERSION,
        "role": profile.id,
        "title": str(material.title or ""),
        "content": fingerprint(material),
        "candidate": material.kit.candidate or None,
        "rule": rule(material),
        **_number("bar", bar_of(material), bar_of(material)),
        **_number("score", result.score, bar_of(material)),
        **_number("coverage", result.coverage, 1),
        "decision": decision(material, result),
        "says": by_the_rule(material, result),
        "competencies": [_competency(profile, result, key) for key in counted],
        "unrated": [key for key in profile.weighted if scores.mean(key) is None],
        "wide": list(result.wide),
        "gates": list(result.gates),
        "unseen": list(result.unseen),
        "must_haves": [_must(profile, result, str(must.id)) for must in profile.musts],
        "denied": list(result.denied),
        "votes": [{**_seat(vote.seat), "vote": vote.said or None, "evidence": vote.evidence} for vote in scores.votes],
    }


def _number(name: str, value: Fraction | None, mark: Fraction | int) -> dict[str, Any]:
    if value is None:
        return {name: None, f"{name}_exact": None}
    return {name: float(decimal(value, mark)), f"{name}_exact": str(value)}


def _seat(seat: Seat) -> dict[str, str]:
    return {"stage": seat.stage, "interviewer": seat.interviewer}


def _competency(profile: Profile, result: Tally, key: str) -> dict[str, Any]:
    scores = result.scores
    words: dict[int | None, str] = dict(zip(RATED, map(str, profile.family.ratings), strict=True))
    return {
        "id": key,
        "name": name_of(profile, key),
        "weight": profile.role.weights.get(key, 0),
        "must_have": any(must.competency == key for must in profile.musts),
        "ratings": [
            {**_seat(one.seat), "value": one.value, "word": words.get(one.value), "evidence": one.evidence}
            for one in scores.ratings
            if one.competency == key
        ],
        **_number("mean", scores.mean(key), GATE),
        "spread": scores.spread(key),
        "wide": scores.spread(key) >= WIDE,
        "gate": key in result.gates,
    }


def _must(profile: Profile, result: Tally, key: str) -> dict[str, Any]:
    text = next(plain(inlines(must.text)) for must in profile.musts if must.id == key)
    answers = [
        {**_seat(one.seat), "met": one.met, "evidence": one.evidence}
        for one in result.scores.confirmations
        if one.must == key
    ]
    return {"id": key, "text": text, "answers": answers, "denied": key in result.denied}
