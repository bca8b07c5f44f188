"""What of a role's duties and requirements goes into documents: selected, never dumped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jdgen.model.profile import Profile
from jdgen.model.role import Duty, Requirement

MOST_DUTIES = 8
MOST_MUSTS = 6
MOST_NICE = 4
BRIDGED = 2
"""How many requirements a letter answers."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
STOP = frozenset((
    "about", "across", "after", "also", "another", "because", "before", "being", "between", "both", "could", "each",
    "every", "from", "have", "including", "into", "least", "many", "more", "most", "must", "only", "other", "over",
    "several", "should", "some", "such", "than", "that", "their", "them", "these", "they", "this", "those", "through",
    "under", "what", "when", "where", "which", "while", "will", "with", "without", "would",
))  # fmt: skip
"""Words of four letters or more that say nothing of what a sentence is about."""


def essential_first(found: Iterable[Duty]) -> tuple[Duty, ...]:
    """Return the duties with the essential ones first, each group in the role's order."""
    return tuple(sorted(found, key=lambda duty: not duty.essential))


def duties(profile: Profile) -> tuple[Duty, ...]:
    """Return at most eight duties, the essential ones first."""
    return essential_first(profile.role.duties)[:MOST_DUTIES]


def musts(profile: Profile) -> tuple[Requirement, ...]:
    """Return at most six must-haves, the first that the role names."""
    return profile.musts[:MOST_MUSTS]


def nice(profile: Profile) -> tuple[Requirement, ...]:
    """Return the first four requirements that are nice to have."""
    return tuple(r for r in profile.role.requirements if r.tier == "nice")[:MOST_NICE]


def bridged(profile: Profile) -> tuple[Requirement, ...]:
    """Return the must-haves in the order a letter asks for them: those first that the role wants a letter to show."""
    shown = [str(key) for key in profile.role.letter.show] if profile.role.letter else []
    last = len(shown)
    return tuple(sorted(musts(profile), key=lambda m: shown.index(m.competency) if m.competency in shown else last))


def closest(duties: Iterable[Duty], must: Requirement) -> tuple[Duty, ...]:
    """Return the duties with those first that share most words with a must-have, then those of few competencies.

    Among equals the role's order stays.
    """
    wanted = stems(must.text)
    return tuple(sorted(duties, key=lambda duty: (-len(wanted & stems(duty.text)), len(duty.competency))))


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words that a sentence is about: `desig` for designs, designed and designer."""
    found = _WORD.findall(text.casefold())
    return frozenset(word[:_STEM] for word in found if word not in STOP)
