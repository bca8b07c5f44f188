"""What a house template may use of a document: plain data by name, and sections by id; one contract, with a version.

What a name is called, holds and means is data (`rules/template_fields.yaml`). Most values are read off the document's
own tree, so that a value and the section around it cannot say different things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Literal

from jdgen import rules
from jdgen.documents.material import Material
from jdgen.documents.tree import Document, Kind, Section

VERSION = 1
KINDS: tuple[Kind, ...] = ("posting", "rubric", "letter")
"""The documents that a house template can be for."""
Data = Any
"""Plain data: str, int, bool, None, and lists and dicts of them. A line break in a text is a `\\n`."""
BODY, REST = "body", "rest"

_SECTIONS: Mapping[Kind, Mapping[str, str]] = {
    "posting": {
        "facts": "The facts at the head: pay, contract, team, start and what else is known.",
        "why": "Why this role exists.",
        "duties": "What the person will do.",
        "success": "What success looks like after some months.",
        "must": "What a candidate must have.",
        "nice": "What is nice to have, and the usual background.",
        "offer": "Pay and benefits.",
        "conditions": "What is good to know before applying, such as travel.",
        "process": "How you hire, stage by stage.",
        "apply": "How to apply, and whom to ask for adjustments.",
        "about": "What the company says of itself.",
        "legal": "The equal-opportunity statement, and what laws ask for.",
    },
    "rubric": {
        "cover": "The cover: whose kit this is, how it is used, what the ratings mean.",
        "plan": "The plan of the loop.",
        "stages": "The pages of each stage: guide, scorecards, and the task of a work sample.",
        "debrief": "The debrief sheet.",
        "fairness": "What is not asked, and what to look out for.",
        "candidate": "The sheet for the candidate.",
    },
    "letter": {
        "sender": "Who writes.",
        "date": "The date.",
        "addressee": "Whom the letter goes to.",
        "subject": "The subject line of an e-mail.",
        "greeting": "The greeting.",
        "paragraphs": "The letter itself, from the first sentence to the last.",
        "sign-off": "The closing words and the name.",
        "enclosures": "What goes with the letter.",
        "notes": "In a scaffold, the page that says what each part is for.",
    },
}
_MEANT: Mapping[Kind, Mapping[str, str]] = {
    "posting": {
        "summary": "why", "purpose": "why", "pay": "offer", "salary": "offer", "compensation": "offer",
        "benefits": "offer", "perks": "offer", "background": "nice", "education": "nice", "hiring": "process",
        "stages": "process", "company": "about", "eeo": "legal", "disclaimer": "legal", "contact": "apply",
        "how-to-apply": "apply", "travel": "conditions", "must-have": "must", "nice-to-have": "nice",
    },
    "rubric": {
        "questions": "stages", "ratings": "stages", "scorecard": "stages", "scorecards": "stages", "guide": "stages",
        "loop": "plan", "bias": "fairness",
    },
    "letter": {
        "subject-line": "subject", "salutation": "greeting", "letter": "paragraphs", "address": "addressee",
        "recipient": "addressee", "name": "sign-off", "closing": "sign-off", "attachments": "enclosures",
    },
}  # fmt: skip
"""What people type for sections, beside the names of fields that say the same."""
_ELSE = {"rubric": "stages", "letter": "paragraphs"}
"""Where a section belongs that has no id of its own in the contract: those of stages, and the moves of a letter."""
_MUST: Mapping[Kind, Mapping[str, str]] = {
    "posting": {
        "must": "its must-haves",
        "offer": "its pay and benefits",
        "conditions": "what candidates must know before they apply",
        "apply": "how to apply",
        "legal": "its legal statements",
    },
    "rubric": {"stages": "its questions and ratings"},
    "letter": {"paragraphs": "all that it says", "sign-off": "the name below it"},
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a name of the contract holds.

    A record has `fields`, a list an `item`. An `optional` one may have no value: then it is None, or an empty list.
    `shows` is the id of the section that says the same: a template which prints the one need not print the other.
    `each` is what an entry of a list is called in examples. `also` is what people type who mean it: whole names, with
    dots, that no template may use.
    """

    kind: Literal["text", "number", "flag", "list", "record"]
    meaning: str = ""
    fields: Mapping[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    optional: bool = False
    shows: str = ""
    each: str = ""
    also: tuple[str, ...] = ()


@cache
def shape(kind: Kind) -> Shape:
    """Return the root record of a document's contract: every name that a template for it may use."""
    entries = {str(entry.id): entry for entry in rules.template_fields() if kind in entry.documents}

    def below(name: str) -> dict[str, Shape]:
        start = f"{name}." if name else ""
        inner = (other.removeprefix(start) for other in entries if other.startswith(start))
        return {last: made(f"{start}{last}") for last in inner if last and not {".", "["}.intersection(last)}

    def made(name: str) -> Shape:
        entry = entries[name]
        return Shape(
            entry.kind,
            str(entry.means),
            below(name) if entry.kind == "record" else {},
            made(f"{name}[]") if entry.kind == "list" else None,
            entry.optional,
            str(entry.shows or ""),
            str(entry.each or ""),
            tuple(map(str, entry.also)),
        )

    return Shape("record", fields=below(""))


def values(material: Material, document: Document) -> dict[str, Data]:
    """Return the values of all names of a document; each that `shape` lists is there."""
    module = import_module(f"jdgen.documents.contract_{document.kind}")
    return {name: _plain(held) for name, held in module.values(material, document).items()}


def _plain(value: Data) -> Data:
    """Return data without what texts of the model know beside their characters."""
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_plain(held) for held in value]
    return str(value) if isinstance(value, str) else value


def section_names(kind: Kind) -> Mapping[str, str]:
    """Return the ids that `section("…")` takes, with their meanings, in the order of the document.

    Two of them are in every contract: `body` is all sections, `rest` is those that the template does not place itself.
    """
    both = {BODY: "Every section, in order.", REST: "Every section that has no place of its own in the template."}
    return {**_SECTIONS[kind], **both}


def meant_sections(kind: Kind) -> Mapping[str, str]:
    """Return the ids of sections by what people type who mean them: `requirements` is `must`, as `must_have` is."""
    shown = {word: held.shows for name, held in shape(kind).fields.items() if held.shows for word in (name, *held.also)}
    return {word: name for word, name in {**shown, **_MEANT[kind]}.items() if word not in section_names(kind)}


def must_show(kind: Kind) -> Mapping[str, str]:
    """Return the sections that no template may leave out, with what would be lost, such as `its pay`.

    A candidate decides by must-haves, pay and conditions, and laws ask for much of them, as for the legal statements;
    without a way to apply it is no posting. A kit without its questions and ratings is none: that all candidates are
    asked the same is what it is for. A head and enclosures a letter's template may have in its own way.
    """
    # defense contract.must: what a document has to show is said by kind, and holds for every template
    return _MUST[kind]


def sections(document: Document) -> Mapping[str, tuple[Section, ...]]:
    """Return the parts of a document by the ids that `section` takes, but for `body` and `rest`; absent ones are ().

    All of them together, in order, are `document.sections`.
    """
    known = _SECTIONS[document.kind]
    found: dict[str, tuple[Section, ...]] = dict.fromkeys(known, ())
    for section in document.sections:
        part = section.id if section.id in known else _ELSE[document.kind]
        found[part] = (*found[part], section)
    return found
