"""One input with every field of company, opening and candidate filled, and what a document says without one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import unified_diff
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from jdgen.documents.material import Material
from jdgen.documents.tree import Document, Section, texts
from jdgen.pipeline import compose
from making import RIVERBEND, ROLE, material

PAY = {"min": 90000, "max": 110000, "currency": "USD", "per": "year"}
STAGE = {
    "id": "talk", "name": "The talk", "minutes": 50, "by": "hiring manager", "format": "telephone",
    "covers": {"design": "primary", "craft": "second"},
}  # fmt: skip
FULL: dict[str, dict[str, Any]] = {
    "company": {
        "name": "Acme Pumps", "legal_name": "Acme Pumps Incorporated",
        "url": "https://acme.example",
        "about": "Acme makes pumps.\n\nThey run for decades.", "size": {"total": 300, "by_jurisdiction": {"US-CO": 12}},
        "federal_contractor": True, "values": ["We answer letters."], "benefits": ["Free water"],
        "other_compensation": ["A plan for profit"], "eeo_text": "Everyone may apply.",
        "accommodation": {"contact": "access@acme.example", "channel": "by carrier pigeon"},
        "ai_use": {"used": True, "where": "to sort letters", "vendor": "Sortwell", "notice_url": "https://acme.example/ai"},
        "brand": {"colors": {"accent": "#112233"}, "fonts": {"body": "Courier"}},
        "apply_base_url": "https://jobs.acme.example",
    },
    "opening": {
        "requisition": "REQ-9", "role": ROLE, "title_override": "Pump Whisperer", "team": "Valves",
        "manager": "Chief Plumber", "hiring_manager": "Ada Okafor", "reports_to_location": "US-NY",
        "reason": "The old pump died.", "locations": [
            {"locality": "Denver", "region": "CO", "postal": "80202", "country": "US", "pay": PAY},
        ],
        "mode": "hybrid", "hires_in": ["US-UT"], "days_onsite": 3, "employment_type": ["full-time", "temporary"],
        "hours": "38 hours a week", "start": "2027-02-01", "duration": "11 months", "openings": 4,
        "pay": {**PAY, "min": 80000, "max": 105000, "basis": "by grade", "note": "before tax"}, "bonus": "A goose",
        "equity": "Two shares", "commission": "A tenth",
        "on_target": {**PAY, "min": 120000, "max": 120000, "note": "as in 2026"},
        "deadline": "2026-12-18", "posted": "2026-11-20", "valid_through": "2026-12-31",
        "apply": {"url": "https://acme.example/9", "email": "jobs@acme.example", "direct": True},
        "internal": {"apply": {"email": "move@acme.example"}, "deadline": "2026-12-04", "note": "Tell your manager."},
        "visa": "We sponsor none", "travel": "To Boise", "on_call": "One week in six",
        "background_check": {"required": True, "law": "the Pump Act"},
        "driving": {"required": True, "reason": "to drive the van"},
        "vacancy_exists": True, "languages": ["Welsh"], "interview": {"loop": [STAGE]},
    },
    "candidate": {
        "name": "Dana Reyes", "label": "Plumber", "email": "dana@reyes.example", "phone": "+1 720 555 0142",
        "url": "https://reyes.example", "location": "Boulder, CO", "years": 7,
        "current": {"company": "Alpine Freight", "title": "Backend Engineer", "scope": "keep the ledger"},
        "work": [{"company": "Alpine Freight", "title": "Backend Engineer", "start": "2019", "end": "2026-10",
                  "summary": "Freight.", "highlights": ["Kept the ledger"]}],
        "skills": ["Go"], "certificates": ["A license to weld"],
        "stories": [
            {"id": "s", "headline": "The ledger", "problem": "It broke.", "action": "I looked.",
             "measure": {"what": "Faults", "before": "nine", "after": "two"}, "result": "It held.",
             "benefit": "The clerks went home.", "competencies": ["design"]},
            {"id": "valve", "problem": "It leaked.", "action": "I turned it.", "result": "It is dry."},
        ],
        "bridge": [{"requirement": "r-review", "text": "I reviewed."}],
        "target": {"company": "Acme Pumps", "title": "Plumber in Chief", "requisition": "AP 4", "addressee": "Mr Pump",
                   "reason": "Your pumps.", "requirements": ["Turns valves by hand", "Owns a wrench"],
                   "bridge": [{"requirement": "Owns a wrench", "text": "I own two."}], "story": "valve",
                   "internal": True},
        "targets": [{"company": "Zephyr"}, {"company": "Boreal"}],
        "tone": "formal", "availability": "on Mondays", "close": "Write to me.", "enclosures": ["Resume"],
    },
}  # fmt: skip


def without(path: str) -> dict[str, dict[str, Any]]:
    """Return the full input without one field."""
    inputs = json.loads(json.dumps(FULL))
    *steps, last = path.split(".")
    node = inputs
    for step in steps:
        node = node[step]
    del node[last]
    return inputs


def made_of(inputs: dict[str, dict[str, Any]], *settings: str, **changes: object) -> Material:
    """Return the material of inputs, read as the command reads them; `changes` are fields of Sources."""
    folder = Path(mkdtemp(dir=_folder()))
    paths = {}
    for root, values in inputs.items():
        paths[root] = folder / f"{root}.json"
        paths[root].write_text(json.dumps(values), encoding="utf-8")
    return material(RIVERBEND, *settings, **{"company": None, "opening": None, "candidate": None} | paths | changes)


@cache
def _folder() -> str:
    import atexit
    import shutil

    folder = mkdtemp(prefix="jdgen-full-")
    atexit.register(shutil.rmtree, folder)
    return folder


def said(kind: str, given: Material) -> dict[str, list[str]]:
    """Return what each section of a document says, a line for each text; the heading is its first."""
    return outline(compose(kind, given))


def outline(tree: Document) -> dict[str, list[str]]:
    """Return the lines of title, subtitle and each section by its id; the hash of the content is named, not printed.

    It changes with every field, and would hide what else does.
    """
    found = {"title": [line(tree.title)], "subtitle": [line(tree.subtitle)]}
    for section in tree.sections:
        lone = Document(
            **{f: getattr(tree, f) for f in tree.__slots__} | {"title": (), "subtitle": (), "sections": (section,)}
        )
        lines = [line(inlines) for inlines in texts(lone)]
        found[section.id] = ["(version)" if text == tree.record.content else text for text in lines]
    return found


def line(inlines: tuple[object, ...]) -> str:
    """Return the words of a text, a break as a slash."""
    return "".join(getattr(i, "text", " / " if type(i).__name__ == "Break" else "") for i in inlines)


def sections(tree: Document) -> Iterator[tuple[int, str, str]]:
    """Yield level, id and heading of each section, in order."""

    def walk(section: Section) -> Iterator[tuple[int, str, str]]:
        yield section.level, section.id, line(section.title)
        for block in section.blocks:
            if isinstance(block, Section):
                yield from walk(block)

    for section in tree.sections:
        yield from walk(section)


def changed(kind: str, before: Material, after: Material) -> list[str]:
    """Return the difference as a list of `- section: line` and `+ section: line`, in order.

    A part of a kit that the other one does not have is one line.
    """
    found = [said(kind, material) for material in (before, after)]
    shared = found[0].keys() & found[1].keys() if kind == "rubric" else found[0].keys() | found[1].keys()
    first, second = (
        [f"{name}: {text}" for name, lines in part.items() for text in (lines if name in shared else ["(whole)"])]
        for part in found
    )
    marks = list(unified_diff(first, second, n=0, lineterm=""))[2:]
    return [mark for mark in marks if mark[0] in "-+"]
