"""A family and a role with every field filled, and a role that extends it: small, for runs on many changes of them."""

from __future__ import annotations

from typing import Any

from full import FULL

HOME = "pumps"
ROLE = "plumber"
CHILD = "master-plumber"


def _question(key: str, number: int, kind: str) -> dict[str, Any]:
    return {
        "id": f"q-{key}-{number}", "type": kind, "levels": [2, 3, 4],
        "ask": f"Which {key} of yours was hardest in year {number}?",
        "probes": [f"Who asked for {key} {number}?", f"What did {key} {number} cost?"],
        "listen_for": [f"a cause of {key} {number}", f"a date for {key} {number}"],
    }  # fmt: skip


def _competency(key: str, kind: str) -> dict[str, Any]:
    return {
        "name": f"Pump {key}", "kind": kind, "definition": f"Does the {key} of pumps.",
        "anchors": {
            str(level): f"{word} at {key} with {pumps} pumps."
            for level, (word, pumps) in enumerate(
                [("Watches", "no"), ("Helps", "two"), ("Works", "seven"), ("Leads", "thirty"), ("Teaches", "all")], 1
            )
        },
        "questions": [_question(key, 1, "behavioral"), _question(key, 2, "situational")],
    }  # fmt: skip


PAY = {"min": 50000, "max": 60000, "currency": "USD", "per": "year", "open_ended": True, "basis": "by valves",
       "note": "with a wrench"}  # fmt: skip
FULL_FAMILY: dict[str, Any] = {
    "family": "Pump Keeping", "tagline": "From one valve to a whole waterworks.",
    "proficiency": ["Aware", "Basic", "Working", "Advanced", "Expert"],
    "ratings": ["Well below", "Below", "Meets", "Above"],
    "ladder": [ROLE, CHILD],
    "competencies": {
        "design": _competency("design", "technical"), "craft": _competency("craft", "technical"),
        "talk": _competency("talk", "behavioral"),
    },
    "loop": [
        {"id": "call", "name": "First call", "minutes": 30, "by": "owner", "format": "video call",
         "covers": {"talk": "primary", "craft": "second"}},
        {"id": "bench", "name": "At the bench", "minutes": 60, "by": "plumber", "format": "in the shop",
         "covers": {"design": "primary", "craft": "primary", "talk": "second"},
         "task": {"brief": "Mend the red pump.", "given": ["A wrench.", "A manual."], "prepare": "Read one page."}},
    ],
}  # fmt: skip
FULL_ROLE: dict[str, Any] = {
    "family": HOME, "title": "Plumber", "title_long": "Plumber of Great Pumps", "tier": "Second Rung",
    "aliases": ["Pipefitter", "Valve Turner"],
    "codes": {"onet": "47-2152.00", "esco": "abc-9", "isco": "7126"}, "meta": {"updated": "2026-11-20"},
    "summary": "A plumber keeps water where it belongs. The role exists since pipes burst.",
    "education": "A school of pipes.", "years": {"min": 2, "max": 5},
    "alternatives": [{"education": "Five dry cellars", "years": {"min": 3, "max": 6}}],
    "pay": PAY,
    "overview": [
        {"id": "o-water", "heading": "Water at night", "text": "Most pipes burst at night.", "competency": "craft"},
        {"id": "o-paper", "heading": "Paper by day", "text": "Plans are drawn by day.", "competency": "design"},
    ],
    "duties": [
        {"id": "d-mend", "text": "Mend every pump.", "essential": True, "competency": ["craft", "design"]},
        {"id": "d-plan", "text": "Plan each pipe.", "essential": True, "competency": "design"},
        {"id": "d-tell", "text": "Tell tenants why it drips.", "essential": False, "competency": "talk"},
    ],
    "requirements": [
        {"id": "r-weld", "tier": "must", "group": "technical", "text": "Welds copper overhead.", "competency": "craft",
         "checked_by": ["work-sample", "interview"]},
        {"id": "r-review", "tier": "must", "group": "practice", "text": "Reads plans of others.",
         "competency": "design", "checked_by": "interview"},
        {"id": "r-speak", "tier": "must", "group": "collaboration", "text": "Speaks with tenants.",
         "competency": "talk", "checked_by": "reference"},
        {"id": "r-school", "tier": "nice", "group": "education", "text": "A diploma of hydraulics.",
         "credential": "bachelor degree", "equivalent_experience": True, "checked_by": "resume"},
    ],
    "expects": {"design": 3, "craft": 3, "talk": 2},
    "weights": {"design": 3, "craft": 2, "talk": 1},
    "success": {"3 months": "Has mended one pump.", "12 months": "Owns a waterworks."},
    "skills": ["Soldering", "Threading"], "focus": "Learn the great valves first.",
    "advance": {"to": CHILD, "signs": ["Others ask for advice.", "No pump waits."]},
    "certifications": [{"name": "Backflow License", "tier": "required"}, {"name": "Gas Card", "tier": "recommended"}],
    "projects": ["A dry cellar", "A fountain that sings"],
    "market": {
        "employers": ["Waterworks", "Hotels"], "growth": "Pipes age.", "demand": "Cities ask for plumbers.",
        "sectors": {"growing": ["Hospitals"], "stable": ["Schools"], "shrinking": ["Steam mills"]},
        "pay_by_sector": "Hospitals pay best.", "pay_ceiling": {**PAY, "min": 90000, "max": 95000},
        "ai": {"horizon": 2030, "effect": "little", "text": "No program holds a wrench."},
    },
    "next": [{"to": CHILD, "track": "technical", "text": "For whoever likes large valves."},
             {"to": "Owner", "track": "management", "text": "For whoever likes ledgers."}],
    "equivalents": [{"scheme": "The guild", "name": "Journeyman"}, {"scheme": "The navy", "name": "Petty officer"}],
    "faq": [{"question": "Is it wet?", "answer": "Often it is."},
            {"question": "Is it dark?", "answer": "Bring lamps."}],
    "related": [{"role": CHILD, "pay": {**PAY, "min": 70000, "max": 80000}, "summary": "Keeps the greatest pumps."},
                {"title": "Glazier", "pay": {**PAY, "min": 40000, "max": 45000}, "summary": "Keeps rain out."}],
    "letter": {"show": ["design"], "hint": "One flood, told in order."},
}  # fmt: skip
FULL_CHILD: dict[str, Any] = {
    "extends": ROLE, "title": "Master Plumber", "summary": "A master keeps whole towns dry.", "years": {"min": 6},
    "duties": [{"id": "d-mend", "text": "Mend what nobody could."}, {"id": "d-tell", "drop": True},
               {"id": "d-teach", "text": "Teach plumbers.", "competency": "talk"}],
    "expects": {"design": 4},
    "competencies": {"craft": {"anchors": {"4": "Leads at craft with forty pumps."}}},
    "loop": [{"id": "call", "minutes": 45}],
}  # fmt: skip
FULL_FILES: dict[str, dict[str, Any]] = {
    **FULL, "opening": {**FULL["opening"], "role": ROLE}, "family": FULL_FAMILY, ROLE: FULL_ROLE, CHILD: FULL_CHILD,
}  # fmt: skip
"""All input files, by the root or the name of the profile."""
