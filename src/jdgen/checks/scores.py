"""Says what is odd about the ratings of a candidate, without changing what they count."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.documents.interview import holders
from jdgen.documents.material import Material
from jdgen.documents.wording import stages
from jdgen.errors import Problem, nearest
from jdgen.model.profile import Profile
from jdgen.model.scores import RATED, Rating, Scores, Seat

_EXTREMES = (RATED[0], RATED[-1])


def unproven(material: Material) -> Iterator[Problem]:
    """Yield each lowest and highest rating that stands without evidence."""
    profile, tally = material.profile, material.kit.tally
    for rating in tally.scores.ratings if tally and profile else ():
        # defense scores.unproven: an extreme rating without evidence is told
        if profile and rating.value and rating.value in _EXTREMES and not rating.evidence:
            word = profile.family.ratings[rating.value - 1]
            hint = "write what the candidate said or did"
            yield Problem(f"“{word}” for `{rating.competency}` has no evidence", rating.place, hint)


def remarks(material: Material) -> Iterator[Problem]:
    """Yield what somebody should look at before the debrief."""
    profile, tally = material.profile, material.kit.tally
    if profile is None or tally is None:
        return
    yield from unproven(material)
    for rating in tally.scores.ratings:
        if rating.value is not None:
            yield from _beside_the_plan(material, profile, rating)
    for seat in tally.scores.seats:
        yield from _strangers(material, seat)
        yield from _silent(tally.scores, seat)
    if not tally.scores.seats:
        yield Problem("nobody has rated anything yet")
        return
    for stage in stages(material):
        if stage.id not in {seat.stage for seat in tally.scores.seats}:
            yield Problem(f"nothing has come in for `{stage.id}`; the score is without it")


def _beside_the_plan(material: Material, profile: Profile, rating: Rating) -> Iterator[Problem]:
    key, stage = rating.competency, rating.seat.stage
    if key not in profile.weighted:
        yield Problem(f"`{key}` does not count for this role; the score leaves its rating out", rating.place)
    elif key not in next((one.covers for one in stages(material) if one.id == stage), {}):
        yield Problem(f"the plan does not assess `{key}` in `{stage}`; the rating counts all the same", rating.place)


def _strangers(material: Material, seat: Seat) -> Iterator[Problem]:
    held = next((holders(material, stage) for stage in stages(material) if stage.id == seat.stage), ())
    if held and seat.interviewer not in held:
        hint = nearest(seat.interviewer, held)
        yield Problem(f"`{seat.interviewer}` is not on the panel of `{seat.stage}`", None, hint)


def _silent(scores: Scores, seat: Seat) -> Iterator[Problem]:
    mine = [rating for rating in scores.ratings if rating.seat == seat]
    if not mine:
        yield Problem(f"nothing has come in from `{seat.interviewer}` for `{seat.stage}`; the score is without it")
    elif not any(rating.value is not None for rating in mine):
        yield Problem(f"`{seat.interviewer}` observed nothing in `{seat.stage}`", mine[0].place)
