"""The agreement sheet: complete for every built-in role, on one page, the same in every face, and open about holes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import faces
import judges
from conftest import ROOT, Ran
from jdgen.documents import selection
from jdgen.documents.inline import inlines
from jdgen.documents.material import Correspondence, Material
from jdgen.documents.tree import Bullets, Cell, Document, Item, Paragraph, Run, Table, blocks, plain, texts
from jdgen.model.candidate import Candidate
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions
from library_copy import HOME, SOUND, sound
from making import RIVERBEND, material

ROLES = sorted(path.stem for path in (ROOT / "profiles" / HOME).glob("*.yaml") if path.stem != "family")
PAPERS = ("a4", "letter")
PRINTED = ("posting", "rubric", "coverage")
"""The documents that print every must-have."""


@cache
def made(role: str, *, opening: bool = True) -> Material:
    """Return the material of a built-in role, with company and opening of the example or without them."""
    if opening:
        return material(RIVERBEND, role=role, candidate=None)
    return material(RIVERBEND, role=role, candidate=None, company=None, opening=None)


@cache
def sheet(role: str, *, opening: bool = True) -> Document:
    return compose("coverage", made(role, opening=opening))


def named(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the id and the words of each node that has an id."""
    for block in blocks(document):
        found: list[Paragraph | Item | Cell] = []
        if isinstance(block, Paragraph):
            found = [block]
        elif isinstance(block, Bullets):
            found = [*block.items]
        elif isinstance(block, Table):
            found = [cell for row in block.rows for cell in row]
        yield from ((str(node.id), plain(node.inlines)) for node in found if node.id)


def missing(document: Document) -> list[str]:
    """Return what is marked as a hole, in order."""
    return [i.text for words in texts(document) for i in words if isinstance(i, Run) and i.role == "missing"]


@pytest.mark.parametrize("opening", [True, False])
@pytest.mark.parametrize("role", ROLES)
def test_no_built_in_role_has_a_hole(role: str, opening: bool) -> None:
    found = made(role, opening=opening)
    assert found.profile
    musts = selection.musts(found.profile)
    assert len(musts) >= 3
    document = sheet(role, opening=opening)
    assert missing(document) == []
    (table,) = [block for block in blocks(document) if isinstance(block, Table)]
    assert [str(row[0].id) for row in table.rows] == [str(must.id) for must in musts]
    assert all(plain(cell.inlines) for row in table.rows for cell in row)


@pytest.mark.parametrize("role", ROLES)
def test_the_data_of_a_built_in_role_says_the_same(role: str, jdgen: Callable[..., Ran]) -> None:
    ran = jdgen("coverage", role, "--json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert (data["version"], data["role"], data["holes"]) == (1, role, 0)
    assert data["content"] == sheet(role, opening=False).record.content
    musts = dict(named(sheet(role, opening=False)))
    for must in data["must_haves"]:
        assert must["text"] == musts[must["id"]]
        assert Path(must["file"]).read_text(encoding="utf-8").splitlines()[must["line"] - 1].strip()
        assert must["duties"]
        assert must["competency"]["weight"] >= 1
        assert 1 <= must["competency"]["expects"] <= 5
        assert len({question["id"] for question in must["questions"]}) == 2
        assert [stage["rank"] for stage in must["stages"]] == ["primary", "second"]
        assert len({stage["id"] for stage in must["stages"]}) == 2
        assert must["letter"] in {"story", "asked", "answer"}
        assert must["holes"] == []


@pytest.mark.parametrize("role", ROLES)
def test_it_fits_one_page_and_its_faces_agree(role: str, tmp_path: Path) -> None:
    pages, differences = {}, {}
    for opening in (True, False):
        document = sheet(role, opening=opening)
        assert document.landscape
        for paper in PAPERS:
            for suffix in faces.SUFFIXES if opening and paper == "letter" else ("pdf",):
                path = tmp_path / f"{opening}-{paper}.{suffix}"
                path.write_bytes(render(document, suffix, PageOptions(paper)))
                differences[path.name] = faces.difference(suffix, document, faces.read(path, "coverage", paper))
                if suffix == "pdf":
                    pages[path.name] = judges.pdf_pages(path)
    assert pages == dict.fromkeys(pages, 1)
    assert len(pages) == 4
    assert differences == dict.fromkeys(differences, "")
    assert len(differences) == 8


@pytest.mark.parametrize("role", ROLES)
def test_a_requirement_is_the_same_words_in_every_document(role: str) -> None:
    found = made(role)
    assert found.profile
    musts = {str(must.id): plain(inlines(must.text)) for must in selection.musts(found.profile)}
    for kind in PRINTED:
        document = compose(kind, found)
        first = dict(reversed([(name, text) for name, text in named(document) if name in musts]))
        assert (kind, first) == (kind, musts)
        assert [(name, text) for name, text in named(document) if musts.get(name, "") not in text] == []
    for name, text in musts.items():
        answer = {"requirement": name, "text": "I have done that for years."}
        candidate = Candidate.model_validate({"name": "Kim Vos", "bridge": [answer]})
        letter = " ".join(plain(words) for words in texts(compose("letter", replace(found, candidate=candidate))))
        assert f"“{text}” I have done that for years." in letter
        # Without the company's posting nobody has said the sentence: the answer stands alone.
        alone = replace(made(role, opening=False), candidate=candidate, letter=Correspondence("final"))
        (bridge,) = (s for s in compose("letter", alone).sections if s.id == "bridge")
        assert [plain(block.inlines) for block in bridge.blocks] == ["I have done that for years."]


@pytest.mark.parametrize("role", ROLES)
def test_a_scaffold_asks_for_what_a_role_requires_in_its_words(role: str) -> None:
    found = made(role, opening=False)
    assert found.profile
    asked = selection.bridged(found.profile)[: selection.BRIDGED]
    given = replace(found, candidate=Candidate.model_validate({"name": "Kim Vos"}))
    (bridge,) = (s for s in compose("letter", given).sections if s.id == "bridge")
    (question,) = (plain(block.inlines) for block in bridge.blocks)
    for must in asked:
        assert f"“{plain(inlines(must.text)).rstrip('.')}” ({must.id})" in question
    assert len(asked) == 2


R_CLAY = "text: Command of two kinds of clay., competency: clay"
NO_DUTY = [("Prepare the clay., competency: clay", "Prepare it., competency: shape"), ("[shape, clay]", "shape")]
NO_COMPETENCY = [(R_CLAY, R_CLAY.removesuffix(", competency: clay"))]
NO_LOOKS = ["no first look", "no second look"]
HOLES = {
    "no duty": ({"potter": NO_DUTY}, ["no duty takes it"], ["no duty"]),
    "no competency": (
        {"potter": NO_COMPETENCY},
        ["no duty takes it", "no competency"], ["no duty", "no competency", "no question", *NO_LOOKS],
    ),
    "no weight": (
        {"potter": [("  clay: 3\n  shape: 2", "  clay: 0\n  shape: 2")]},
        ["the competency does not count"], ["which does not count", "no question", *NO_LOOKS],
    ),
    "no first look": ({"family": [("clay: primary, ", "")]}, NO_LOOKS[:1], NO_LOOKS[:1]),
    "no second look": ({"family": [("clay: second, ", "")]}, NO_LOOKS[1:], NO_LOOKS[1:]),
    "no look": ({"family": [("clay: primary, ", ""), ("clay: second, ", "")]}, NO_LOOKS, NO_LOOKS),
    "no second question": (
        {"family": [("{id: q-clay-2, type", "{id: q-clay-2, levels: 5, type")]},
        ["no second question"], ["no second question"],
    ),
}  # fmt: skip
"""What is changed, the holes of the must-have `r-clay` in the data, and what the sheet marks in its row."""


@pytest.mark.parametrize("name", HOLES)
def test_a_hole_shows_as_a_hole(name: str, jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    edits, holes, marked = HOLES[name]
    changed = dict(SOUND)
    for file, pairs in edits.items():
        for old, new in pairs:
            assert changed[file].count(old) == 1, old
            changed[file] = changed[file].replace(old, new)
    profiles = sound(tmp_path, changed)
    ran = jdgen("coverage", "potter", "--profiles", profiles, "--json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert {must["id"]: must["holes"] for must in data["must_haves"]} == {"r-clay": holes, "r-kiln": []}
    assert data["holes"] == len(holes)
    document = compose(
        "coverage", material(RIVERBEND, role="potter", profiles=profiles, company=None, opening=None, candidate=None)
    )
    assert missing(document) == ["Two must-haves, one with a hole: r-clay.", *marked]
    told = jdgen("coverage", "potter", "--profiles", profiles, "-f", "txt", "-o", "-")
    assert told.code == 0
    assert all(words in told.out for words in missing(document))
    assert jdgen("check", "potter", "--profiles", profiles, "-q").code == 1


def test_a_question_that_is_gone_is_refused_by_every_command(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    family = SOUND["family"]
    for n, kind in ((1, "behavioral"), (2, "situational")):
        family = family.replace(f"q-clay-{n}, type: {kind}", f"q-clay-{n}, levels: 5, type: {kind}")
    profiles = sound(tmp_path, {"family": family})
    for command in (("coverage", "potter", "--json"), ("check", "potter"), ("rubric", "potter", "--draft")):
        ran = jdgen(*command, "--profiles", profiles)
        assert (command[0], ran.code) == (command[0], 1 if command[0] == "check" else 2)
        assert "`clay` counts, but no question on it suits level 3" in ran.out + ran.err


@pytest.mark.parametrize(
    ("duties", "order"),
    [
        # The words decide, whatever their endings; short and empty ones do not count.
        (["Prepare it.", "Knead CLAYS of all kinds with care."], [1, 0]),
        (["Kept with the clay.", "Commands two kinds of glaze.", "Command all kinds of clay."], [2, 1, 0]),
        # Then the duty that takes fewer competencies, then the order.
        (["Clay, one.", "Clay, two.", "Clay, three."], [0, 1, 2]),
        (["[clay, shape] Clay, one.", "Clay, two.", "[clay, shape] Glaze.", "Shape."], [1, 0, 3, 2]),
    ],
)
def test_the_duty_closest_to_the_must_have_comes_first(
    duties: list[str], order: list[int], jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    entries = []
    for n, text in enumerate(duties):
        takes, _, said = text.rpartition("] ")
        entries.append(f'  - {{id: d-{n}, text: "{said}", essential: {n % 2 == 1}, competency: {takes or "[clay"}]}}\n')
    potter = SOUND["potter"].replace("  - {id: d-knead, text: Prepare the clay., competency: clay}\n", "".join(entries))
    potter = potter.replace("[shape, clay]", "shape").replace("Command of two kinds of clay.", "Command of clay kinds.")
    profiles = sound(tmp_path, {"potter": potter})
    data = json.loads(jdgen("coverage", "potter", "--profiles", profiles, "--json").out)
    (must,) = [must for must in data["must_haves"] if must["id"] == "r-clay"]
    assert [duty["id"] for duty in must["duties"]] == [f"d-{n}" for n in order]


def test_a_role_without_must_haves_says_so(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = sound(tmp_path, {"potter": SOUND["potter"].replace("tier: must", "tier: nice")})
    data = json.loads(jdgen("coverage", "potter", "--profiles", profiles, "--json").out)
    assert (data["must_haves"], data["holes"]) == ([], 1)
    told = jdgen("coverage", "potter", "--profiles", profiles, "-f", "txt", "-o", "-")
    assert "The role names no must-have." in told.out


def test_the_loop_of_an_opening_is_the_one_that_counts(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    stage = "interview: {loop: [{id: only, name: One talk, minutes: 30, by: owner, covers: {clay: primary}}]}\n"
    profiles = sound(tmp_path)
    opening = tmp_path / "opening.yaml"
    opening.write_text(opening.read_text(encoding="utf-8") + stage, encoding="utf-8")
    data = json.loads(jdgen("coverage", "potter", "--profiles", profiles, "--opening", opening, "--json").out)
    assert {must["id"]: must["holes"] for must in data["must_haves"]} == {
        "r-clay": ["no second look"], "r-kiln": ["no first look", "no second look"],
    }  # fmt: skip


def test_the_three_ways_into_a_letter_are_told_apart(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    more = "".join(
        f"  - {{id: r-{key}, tier: must, group: technical, text: Command of {key}., competency: {key}}}\n"
        for key in ("shape", "glaze")
    )
    potter = SOUND["potter"].replace("  - {id: r-shop", f"{more}  - {{id: r-shop")
    data = json.loads(jdgen("coverage", "potter", "--profiles", sound(tmp_path, {"potter": potter}), "--json").out)
    assert {must["id"]: must["letter"] for must in data["must_haves"]} == {
        "r-clay": "story", "r-kiln": "asked", "r-shape": "answer", "r-glaze": "answer",
    }  # fmt: skip
