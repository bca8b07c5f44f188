"""A family of made-up roles with every field filled, written as files and read as the command reads them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from conftest import DAY
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.inputs.gather import Demand, Sources, gather

FAMILY = "pumping"
SENTENCE = "Keeps {what} {n} running through frost, flood and the night shift."
REQUIRED = ("family", "title", "summary", "duties", "requirements", "expects", "weights")


def competency(name: str) -> dict[str, Any]:
    anchors = {str(level): f"{name} at level {level}, with care and without being told." for level in range(1, 6)}
    question = {"id": f"q-{name}", "type": "behavioral", "ask": f"Why {name}?", "probes": ["How?"], "listen_for": ["a"]}
    return {"name": name.capitalize(), "kind": "technical", "definition": f"Does {name}.", "anchors": anchors,
            "questions": [question]}  # fmt: skip


def family(ladder: list[str], **changes: object) -> dict[str, Any]:
    stage = {"id": "talk", "name": "Talk", "minutes": 30, "by": "foreman"}
    stage["covers"] = {"valves": "primary", "people": "second"}
    return {
        "family": "Pump Keeping", "tagline": "From the first valve to the whole waterworks.",
        "proficiency": ["Aware", "Basic", "Working", "Advanced", "Expert"],
        "ratings": ["Well below", "Below", "Meets", "Above"], "ladder": ladder,
        "competencies": {key: competency(key) for key in ("valves", "pipes", "people")}, "loop": [stage],
    } | changes  # fmt: skip


def role(n: int, **changes: object) -> dict[str, Any]:
    """Return a role with every field; its number is in each of its words that others could have too."""
    pay = {"min": 10000 * n, "max": 10000 * n + 5000, "currency": "USD", "per": "year"}
    groups = ("education", "experience", "technical", "practice", "collaboration")
    must, nice = "Has kept {} number {}.", "Has heard of {} number {}."
    requirements = [
        {"id": f"r-{tier}-{group}", "tier": tier, "group": group, "text": text.format(group, n), "competency": "valves",
         "checked_by": "interview"}
        for tier, text in (("nice", nice), ("must", must)) for group in groups
    ]  # fmt: skip
    duties = [
        {"id": f"d-{d}", "text": SENTENCE.format(what=f"duty {d} of rung", n=n), "essential": d % 2 == 0,
         "competency": "valves"}
        for d in range(1, 7)
    ]  # fmt: skip
    return {
        "family": FAMILY, "title": f"Keeper {n}", "title_long": f"Keeper of Pumps {n}", "tier": f"Tier {n}",
        "aliases": [f"Pumper {n}"], "codes": {"onet": f"11-{n}", "esco": f"esco-{n}", "isco": f"20{n}"},
        "meta": {"updated": "2026-10-02"}, "summary": f"Keeper {n} exists so that water comes. It always did.",
        "education": f"School {n}.", "years": {"min": n, "max": n + 2},
        "alternatives": [{"education": f"Prison {n}", "years": {"min": n + 5}}], "pay": pay,
        "overview": [{"id": "o-water", "heading": f"Water {n}", "text": f"It is *wet* {n}.", "competency": "pipes"}],
        "duties": duties, "requirements": requirements,
        "expects": {"valves": min(n, 5), "people": max(1, min(n - 1, 5))}, "weights": {"valves": 2, "people": 1},
        "success": {"3 months": f"Dry feet {n}.", "12 months": f"Dry {n} years."},
        "skills": [f"Wrench {n}", f"Bucket {n}"], "focus": f"Look at the gauge {n}.",
        "advance": {"to": f"keeper-{n + 1}", "signs": [f"Sleeps {n} hours."]},
        "certifications": [{"name": f"Seal {n}", "tier": "required"}, {"name": f"Badge {n}", "tier": "recommended"}],
        "projects": [f"A new well {n}"],
        "market": {
            "employers": [f"Wells {n}", f"Springs {n}"], "growth": f"It rises {n}.", "demand": f"All drink {n}.",
            "sectors": {"growing": [f"Ice {n}"], "stable": [f"Rain {n}"], "shrinking": [f"Fog {n}"]},
            "pay_by_sector": f"Ice pays {n}.",
            "pay_ceiling": pay | {"max": 990000, "open_ended": True, "basis": f"by luck {n}", "note": f"with salt {n}"},
            "ai": {"horizon": 2030, "effect": "little", "text": f"Machines rust {n}."},
        },
        "next": [{"to": f"keeper-{n + 1}", "track": "wet", "text": f"For the brave {n}."},
                 {"to": "Diver", "track": "deep", "text": f"For swimmers {n}."}],
        "equivalents": [{"scheme": "Navy", "name": f"N{n}"}],
        "faq": [{"question": f"Why {n}?", "answer": f"Because {n}."}],
        "related": [{"role": f"keeper-{n + 1}"}, {"title": "Baker", "pay": pay, "summary": f"Bakes {n}."}],
        "letter": {"show": ["valves", "people"], "hint": f"The flood {n}."},
    } | changes  # fmt: skip


def bare(n: int, **changes: object) -> dict[str, Any]:
    """Return a role with what the model asks for, and nothing else."""
    whole = role(n)
    return {key: whole[key] for key in REQUIRED} | changes


def written(folder: Path, roles: list[dict[str, Any]], **changes: object) -> Path:
    """Write a family whose ladder is the roles, with one more beside it that they may name; return the profiles."""
    home = folder / FAMILY
    home.mkdir(parents=True)
    ladder = [f"keeper-{n}" for n in range(1, len(roles) + 1)]
    beside = {f"keeper-{len(roles) + 1}": bare(len(roles) + 1)}
    for name, values in {**dict(zip(ladder, roles, strict=True)), **beside}.items():
        (home / f"{name}.json").write_text(json.dumps(values), encoding="utf-8")
    (home / "family.json").write_text(json.dumps(family(ladder, **changes)), encoding="utf-8")
    return folder


def read(profiles: Path, *settings: str, tag: str = "en-US", **sources: object) -> Material:
    """Return the material of a family's ladder, or of a role where one is named."""
    named = {"profiles": profiles, "settings": settings} | (sources or {"family": FAMILY})
    return gather(Sources(**named), date.fromisoformat(DAY), locale(tag), Demand(outlines=True))
