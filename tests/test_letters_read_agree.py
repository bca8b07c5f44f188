"""A letter of ours reads the same as its tree, in each format, and the same rules find the same in it.

Two differences are there by right: a page of HTML says what each part is for, while in the other faces what is told of
the story is one part, and a reason that names neither reader nor company is told from no story. Plain text sets the
address of a link behind its words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib import import_module

import pytest

from jdgen.checks.letter.letter import letter
from jdgen.documents.letter_reading import BODY, Background, LetterReading, background, letter_reading
from jdgen.documents.tree import Document, Paragraph
from jdgen.inputs.finished.letter import read_letter
from jdgen.pipeline import compose
from jdgen.render import FORMATS
from jdgen.render.options import PageOptions
from making import EXAMPLE, material

FACES = ("docx", "html", "md", "txt")
TONES = ("plain", "warm", "formal")
WIDTHS = (40, 72, 120)
_MAY_BE = {
    "problem": ("story",), "action": ("story",), "result": ("story",), "company": ("company", "story"),
    "bridge": ("bridge", "story"),
}  # fmt: skip
"""What a part of a tree may be to a reader that was not told."""
_ADDRESS = re.compile(r" <(?:https?:|mailto:)[^<>\s]+>")
_OF_PARTS = ("slot.length", "metric.missing", "company.generic", "letter.pages")
"""What is only said of parts that are known for sure, or of pages."""


TOLD = {
    "stories": [{
        "id": "register",
        "problem": "The register of valves had two entries for one valve in 31 places, and the crew shut off the wrong "
        "street twice in a winter.",
        "action": "I walked the lines with the crew, numbered what we saw, and let the old register stand beside the "
        "new one for a month.",
        "result": "No street was shut off by mistake since, and the crew finds a valve in 4 minutes.",
    }],
    "bridge": [{"requirement": "r-review", "text": "I read each change to the register before it went in."}],
    "target": {
        "company": "Lindqvist",
        "reason": "I heard your talk on pumps that tell when they will fail, and I admire that your team published "
        "the two that it had missed.\n\nThat is how I would like to work.",
    },
    "enclosures": ["Resume", "Plan of the register"],
}  # fmt: skip
"""What the second candidate has not said yet."""


@cache
def tree(name: str, tone: str = "plain") -> tuple[Document, Background]:
    """Return the letter of an example, and what it is held against."""
    known = material(EXAMPLE[name], f"candidate.tone={tone}")
    if name == "lindqvist":
        told_now = known.candidate.model_validate({"name": "Tomasz Zieliński", "tone": tone, **TOLD})
        changed = {field: getattr(told_now, field) for field in TOLD}
        known = replace(known, candidate=known.candidate.model_copy(update=changed))
    known = replace(known, letter=replace(known.letter, mode="final"))
    return compose("letter", known), background(known)


def finished(document: Document, face: str, company: str, width: int | None = None) -> LetterReading:
    render = import_module(FORMATS[face]).render
    return read_letter("-", render(document, PageOptions(width=width)), company)


def told(reading: LetterReading) -> list[tuple[str, str]]:
    """Return the slots in order and their words; a face may set the lines of a frame as paragraphs."""
    found: list[tuple[str, str]] = []
    for slot, passage in reading.portions:
        text = _ADDRESS.sub("", passage.text)
        if found and found[-1][0] == slot and slot not in BODY:
            text = f"{found.pop()[1]} {text}"
        found.append((slot, text))
    return found


def whole(document: Document) -> list[tuple[str, str]]:
    """Return what the tree says, with the questions that a reader of a face meets."""
    return told(letter_reading(document))


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", EXAMPLE)
def test_a_face_reads_as_its_tree_does(name: str, face: str, tone: str) -> None:
    document, known = tree(name, tone)
    wanted, found = whole(document), told(finished(document, face, known.company))
    assert [text for _, text in found] == [text for _, text in wanted]
    for (slot, text), (own, _) in zip(found, wanted, strict=True):
        assert slot in ((own,) if face == "html" else _MAY_BE.get(own, (own,))), text
    assert len(wanted) >= 10


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", EXAMPLE)
def test_wrapped_lines_are_joined_again(name: str, width: int) -> None:
    document, known = tree(name)
    assert told(finished(document, "txt", known.company, width)) == told(finished(document, "txt", known.company))


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", EXAMPLE)
def test_the_same_rules_find_the_same(name: str, face: str) -> None:
    document, known = tree(name)
    # A letter to another company, so that there is something to find.
    astray = replace(known, company="Tern Airlines")
    for held in (known, astray):
        own = [(one.rule, one.message) for one in letter(letter_reading(document), held)]
        read = [(one.rule, one.message) for one in letter(finished(document, face, held.company), held)]
        if face != "html":
            own, read = ([one for one in found if one[0] not in _OF_PARTS] for found in (own, read))
        assert read == own
    assert "letter.company" in [rule for rule, _ in own]


def test_a_page_of_ours_says_what_each_part_is_for() -> None:
    document, known = tree("riverbend")
    assert [finished(document, face, known.company).divided for face in FACES] == [False, True, False, False]


@pytest.mark.parametrize("face", FACES)
def test_what_a_scaffold_prints_beside_the_letter_is_no_part_of_it(face: str) -> None:
    known = material(EXAMPLE["lindqvist"])
    known = replace(known, letter=replace(known.letter, mode="scaffold"))
    document = compose("letter", known)
    moves = {section.blocks[0].margin for section in document.sections if isinstance(section.blocks[0], Paragraph)}
    texts = [text for _, text in told(finished(document, face, "Lindqvist & Howe"))]
    assert {"Problem", "Action", "Result"} <= moves
    assert moves.isdisjoint(texts)
    assert texts[-1].endswith(known.candidate.name or "?")
