"""The guide: all that a profile says of a role, each thing once, and no trace of what it does not say."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import ndiff
from pathlib import Path

import ladders
import pytest
from full import FULL, line, made_of, outline, sections

import faces
from conftest import Ran
from jdgen.documents.material import OPTIONAL
from jdgen.documents.tree import Bullets, Columns, Document, Section, blocks, texts
from jdgen.documents.wording import MOST_KEPT
from jdgen.model.role import Role
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions

ADVICE = ("role.extends", "role.competencies", "role.loop")


def profiles(folder: Path, **changes: object) -> Path:
    return ladders.written(folder, [ladders.role(1), ladders.role(2, **changes), ladders.role(3)])


def guide(folder: Path, *settings: str, **sources: object) -> Document:
    return compose("guide", ladders.read(folder, *settings, **{"role": "keeper-2"} | sources))


def lines(tree: Document) -> list[str]:
    return [f"{name}: {text}" for name, found in outline(tree).items() for text in found]


def test_the_whole_of_a_guide(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    golden("guide.txt", "\n".join(lines(guide(profiles(tmp_path)))) + "\n")


def test_sections_and_their_order(tmp_path: Path) -> None:
    found = [(level, identity) for level, identity, _ in sections(guide(profiles(tmp_path)))]
    assert [identity for level, identity in found if level == 1] == [
        "glance", "overview", "duties", "requirements", "skills", "success", "proficiency", "certifications",
        "projects", "outlook", "focus", "moves", "names", "questions", "related", "letter", "codes",
    ]  # fmt: skip


def test_nothing_is_said_twice(tmp_path: Path) -> None:
    said = [line(inlines) for inlines in texts(guide(profiles(tmp_path)))]
    # Above stand how many certificates there are and how many years; below, which ones and of what.
    allowed = {"Certifications", "Experience", "Must have", "Nice to have"}
    assert sorted({text for text in said if said.count(text) > 1}) == sorted(allowed)


def test_a_bare_role_has_a_bare_guide(tmp_path: Path) -> None:
    tree = guide(ladders.written(tmp_path, [ladders.bare(n) for n in (1, 2, 3)]))
    assert [heading for level, _, heading in sections(tree) if level == 1] == [
        "", "Day to day", "What it takes", "Expected proficiency",
    ]  # fmt: skip
    assert outline(tree)["subtitle"] == ["Rung 2 of 3 on the Pump Keeping ladder"]
    beside = guide(tmp_path, role="keeper-4")
    assert outline(beside)["subtitle"] == ["Pump Keeping"]
    for block in blocks(tree):
        assert not isinstance(block, Bullets) or block.items
        assert not isinstance(block, Columns) or block.columns


@pytest.mark.parametrize("path", OPTIONAL["guide"])
def test_each_field_of_the_table_shows_and_takes_only_its_own_words(path: str, tmp_path: Path) -> None:
    company = tmp_path / "company.yaml"
    company.write_text("name: Acme Pumps\n", encoding="utf-8")
    folder = profiles(tmp_path / "profiles")
    whole, less = (lines(guide(folder, *changes, company=company)) for changes in ((), (f"{path}=null",)))
    change = [mark for mark in ndiff(whole, less) if mark[0] in "-+"]
    gone, come = ([mark for mark in change if mark[0] == sign] for sign in "-+")
    assert gone
    # A line that lists several things comes back shorter; a heading of the last part says what is left of it.
    assert len(come) <= 1
    assert len(whole) - len(less) == len(gone) - len(come)


def test_the_table_names_every_field_of_a_role() -> None:
    optional = {f"role.{name}" for name, field in Role.model_fields.items() if not field.is_required()}
    assert optional - {*OPTIONAL["guide"], *ADVICE} == set()


def test_another_role_is_called_by_its_title(tmp_path: Path) -> None:
    said = outline(guide(profiles(tmp_path)))
    assert said["moves"][1:] == [
        "Keeper 3 (wet): For the brave 2.", "Diver (deep): For swimmers 2.", "How to advance to Keeper 3",
        "Sleeps 2 hours.",
    ]  # fmt: skip
    assert said["related"][1:] == [
        "Keeper 3, $30,000 – $35,000 a year. Keeper 3 exists so that water comes. It always did.",
        "Baker, $20,000 – $25,000 a year. Bakes 2.",
    ]  # fmt: skip


def test_the_entry_of_a_related_role_comes_before_what_its_profile_says(tmp_path: Path) -> None:
    pay = {"min": 7, "max": 7, "currency": "USD", "per": "hour"}
    near = [{"role": "keeper-3", "title": "Third keeper", "pay": pay, "summary": "Keeps."}, {"title": "Cook"}]
    said = outline(guide(profiles(tmp_path, related=near)))
    assert said["related"][1:] == ["Third keeper, $7 an hour. Keeps.", "Cook"]


def test_a_next_rung_without_signs_is_still_named(tmp_path: Path) -> None:
    said = outline(guide(profiles(tmp_path, advance={"to": "Master"}, next=[])))
    assert said["moves"] == ["Next moves", "The next rung is Master."]


def test_essential_duties_come_first_and_are_said_so(tmp_path: Path) -> None:
    said = outline(guide(profiles(tmp_path)))["duties"]
    assert [re.search(r"duty (\d)", text)[1] for text in said[1:7]] == list("246135")
    assert said[7] == "The first three are essential to the job."


def test_long_lists_of_requirements_stand_below_each_other(tmp_path: Path) -> None:
    many = [
        {"id": f"r-{n}", "tier": "nice" if n else "must", "group": "technical", "text": f"Knows {n}."}
        for n in range(10)
    ]  # fmt: skip
    tree = guide(profiles(tmp_path, requirements=many))
    (part,) = [s for s in tree.sections if s.id == "requirements"]
    assert [type(block).__name__ for block in part.blocks[0].blocks] == ["Paragraph", "Bullets"] * 2


def test_short_parts_stay_together_and_long_ones_may_break(tmp_path: Path) -> None:
    said = [{"question": f"Why {n}?", "answer": " ".join(["word"] * n)} for n in (20, MOST_KEPT, MOST_KEPT + 1)]
    projects = ["A well"] * (MOST_KEPT // 2)
    tree = guide(profiles(tmp_path, faq=said, projects=projects))
    keep = {block.id: block.keep for block in blocks(tree) if isinstance(block, Section)}
    assert [keep[f"question-{n}"] for n in (1, 2, 3)] == [True, True, False]
    assert (keep["certifications"], keep["projects"], keep["questions"]) == (True, True, False)
    longer = guide(profiles(tmp_path / "longer", projects=[*projects, "A well"]))
    assert [section.keep for section in longer.sections if section.id == "projects"] == [False]


def test_an_opening_and_a_candidate_change_nothing() -> None:
    full, alone = made_of(FULL), made_of({"company": FULL["company"]})
    assert compose("guide", full) == compose("guide", alone)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", ["full", "bare", "senior-software-engineer"])
def test_five_faces_say_the_same(name: str, paper: str, tmp_path: Path) -> None:
    made = {
        "full": lambda: guide(profiles(tmp_path / "p")),
        "bare": lambda: guide(ladders.written(tmp_path / "p", [ladders.bare(n) for n in (1, 2)])),
        "senior-software-engineer": lambda: compose("guide", made_of({})),
    }
    tree = made[name]()
    found = {}
    for suffix in faces.SUFFIXES:
        path = tmp_path / f"guide.{suffix}"
        path.write_bytes(render(tree, suffix, PageOptions(paper)))
        found[suffix] = faces.difference(suffix, tree, faces.read(path, "guide", paper))
    assert found == dict.fromkeys(faces.SUFFIXES, "")


def test_the_command(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    folder = profiles(tmp_path / "profiles")
    ran = jdgen("guide", "Pumper 2", f"--profiles={folder}", "-f", "all", "-o", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert [path.name for path in ran.paths] == [f"keeper-2-guide.{suffix}" for suffix in faces.SUFFIXES]
    nobody = jdgen("guide", f"--profiles={folder}")
    assert (nobody.code, nobody.out) == (2, "")
    assert nobody.err.startswith("error: no role is named; ")
