"""The values that templates for interview kits print."""

from __future__ import annotations

from jdgen.documents import selection
from jdgen.documents.contract_shared import Data, company, opening, role, stage
from jdgen.documents.contract_words import lines, prose, said, typed
from jdgen.documents.interview import RANKS, Look, chosen, expected_level, heads, holders, looks, name_of
from jdgen.documents.interview_guide import MEETS, anchors
from jdgen.documents.material import Material
from jdgen.documents.retention import kept_by
from jdgen.documents.tree import Document
from jdgen.model.family import Stage
from jdgen.model.profile import Profile


def values(material: Material, document: Document) -> Data:
    """Return the values of an interview kit."""
    profile = material.profile
    if profile is None:
        raise ValueError("an interview kit needs a role")
    held = [(one, looks(material, profile, one)) for one in chosen(material)]
    return {
        "kit": _kit(material, document),
        "company": company(material),
        "opening": opening(material),
        "role": role(profile),
        "ratings": [str(word) for word in profile.family.ratings],
        "must_have": [
            {
                "text": typed(must.text),
                "id": str(must.id),
                "competency": name_of(profile, must.competency) if must.competency else None,
            }
            for must in selection.musts(profile)
        ],
        "stages": [_stage(material, profile, one, found) for one, found in held],
        "competencies": [
            _competency(profile, key, held)
            for key in profile.weighted
            if not material.kit.stage or any(look.key == key for _, found in held for look in found)
        ],
    }


def _kit(material: Material, document: Document) -> Data:
    kit = material.kit
    return {
        "title": said(document.title),
        "subtitle": said(document.subtitle),
        "role": typed(material.title),
        "date": material.locale.day(document.date),
        "language": document.language,
        "header": document.header,
        "footer": document.footer,
        "version": document.record.content,
        "candidate": kit.candidate or None,
        "blind": kit.blind,
        "notes_kept": kept_by(material) or None,
    }


def _stage(material: Material, profile: Profile, held: Stage, found: tuple[Look, ...]) -> Data:
    return {
        **stage(material, held),
        "interviewers": list(holders(material, held)),
        "task": prose(held.task.brief) if held.task else None,
        "questions": [_question(profile, look) for look in found],
    }


def _question(profile: Profile, look: Look) -> Data:
    asked = look.question
    return {
        "competency": name_of(profile, look.key),
        "look": RANKS[look.rank],
        "minutes": look.minutes,
        "text": typed(asked.ask) if asked else None,
        "id": str(asked.id) if asked else None,
        "probes": lines(map(typed, asked.probes)) if asked else [],
        "listen_for": lines(map(typed, asked.listen_for)) if asked else [],
    }


def _competency(profile: Profile, key: str, held: list[tuple[Stage, tuple[Look, ...]]]) -> Data:
    competency = profile.family.competencies[key]
    asked = [(one, look) for one, found in held for look in found if look.key == key and look.question]
    (row,) = anchors(profile, key, heads(*map(str, profile.family.ratings))).rows
    return {
        "id": key,
        "name": typed(competency.name),
        "definition": typed(competency.definition),
        "weight": profile.role.weights[key],
        "expected": expected_level(profile, key),
        "anchors": [
            {"level": str(word), "text": said(cell.inlines), "meets": place == MEETS}
            for place, (word, cell) in enumerate(zip(profile.family.ratings, row, strict=True))
        ],
        "questions": [
            {"stage": str(one.name), "text": typed(look.question.ask)} for one, look in asked if look.question
        ],
    }
