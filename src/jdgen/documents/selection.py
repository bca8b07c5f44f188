"""What of a role's duties and requirements goes into documents: selected, never dumped."""

from __future__ import annotations

from jdgen.model.profile import Profile
from jdgen.model.role import Duty, Requirement

MOST_DUTIES = 8
MOST_MUSTS = 6
MOST_NICE = 4
BRIDGED = 2
"""How many requirements a letter answers."""


def duties(profile: Profile) -> tuple[Duty, ...]:
    """Return at most eight duties, the essential ones first, each group in the role's order."""
    return tuple(sorted(profile.role.duties, key=lambda duty: not duty.essential)[:MOST_DUTIES])


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
