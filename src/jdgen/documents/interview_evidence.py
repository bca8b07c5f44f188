"""What interviewers wrote beside their ratings, for the debrief: nothing of it is left out."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.documents.inline import inlines
from jdgen.documents.interview import NO_EVIDENCE, heads, name_of
from jdgen.documents.material import Material
from jdgen.documents.tree import Cell, Inlines, Section, Table
from jdgen.documents.wording import stages, words
from jdgen.model.profile import Profile
from jdgen.model.scores import RATED, Seat, Tally

RECOMMENDATION = "Recommendation"
_ANSWERS = {True: "Met", False: "Missing", None: "Not asked"}
_Entry = tuple[Inlines, Seat, str, str]


def evidence(material: Material, profile: Profile, result: Tally) -> tuple[Section, ...]:
    """Return what was written of each rating, of each must-have and of each recommendation; none without any."""
    names = {str(stage.id): str(stage.name) for stage in stages(material)}
    entries = (*_ratings(profile, result), *_answers(profile, result), *_recommendations(result))
    rows = tuple(
        (Cell(about), Cell(words(_who(seat, names))), Cell(words(said)), Cell(words(text)))
        for about, seat, said, text in entries
    )
    if not rows:
        return ()
    header = heads("Competency or must-have", "Interviewer", "Rating", "Evidence")
    table = Table("plan", header, rows, widths=(25, 25, 10, 40), row_headers=True)
    return (Section("evidence", words("Evidence"), (table,), level=2),)


def _who(seat: Seat, names: dict[str, str]) -> str:
    stage = names.get(seat.stage, seat.stage)
    return f"{seat.interviewer} ({stage})" if seat.interviewer else stage


def _ratings(profile: Profile, result: Tally) -> Iterator[_Entry]:
    """Yield each rating that has evidence, and each that needs it."""
    said = dict(zip(RATED, map(str, profile.family.ratings), strict=True))
    ratings = result.scores.ratings
    for key in dict.fromkeys((*profile.weighted, *(one.competency for one in ratings))):
        for one in ratings:
            if one.competency == key and (one.evidence or one.value in (RATED[0], RATED[-1])):
                word = NO_EVIDENCE if one.value is None else said[one.value]
                yield inlines(name_of(profile, key)), one.seat, word, one.evidence


def _answers(profile: Profile, result: Tally) -> Iterator[_Entry]:
    """Yield each answer about a must-have that has evidence, and who said yes and no where somebody said no."""
    for must in profile.musts:
        for one in result.scores.confirmations:
            disputed = one.must in result.denied and one.met is not None
            if one.must == must.id and (one.evidence or disputed):
                yield inlines(must.text), one.seat, _ANSWERS[one.met], one.evidence


def _recommendations(result: Tally) -> Iterator[_Entry]:
    for one in result.scores.votes:
        if one.evidence:
            yield words(RECOMMENDATION), one.seat, one.said, one.evidence
