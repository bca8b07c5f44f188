"""The ladder: rungs side by side, the anchors of the rubric in the matrix, and a part on each rung."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import ladders
import pytest
from full import line, outline, sections

import faces
from conftest import Ran
from jdgen.documents.material import Material
from jdgen.documents.tree import Columns, Document, Table, blocks, plain
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions


def made(folder: Path, count: int, **changes: object) -> Material:
    return ladders.read(ladders.written(folder, [ladders.role(n) for n in range(1, count + 1)], **changes))


def tables(tree: Document) -> list[Table]:
    return [block for block in blocks(tree) if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[line(cell.inlines) for cell in row] for row in (table.header, *table.rows)]


def test_the_whole_of_a_ladder(tmp_path: Path) -> None:
    material = made(tmp_path, 3)
    tree = compose("ladder", material)
    assert [(level, identity, heading) for level, identity, heading in sections(tree)] == [
        (1, "tagline", ""),
        (1, "overview", "The rungs"),
        (1, "expected", "What is expected"),
        *((1, f"rung-keeper-{n}", f"Keeper {n}") for n in (1, 2, 3)),
    ]
    said = outline(tree)
    assert said["title"] == ["Pump Keeping: career ladder"]
    assert said["subtitle"] == ["3 rungs · $10,000 – $35,000 a year"]
    assert said["tagline"] == ["From the first valve to the whole waterworks."]
    assert said["overview"] == [
        "The rungs", "Rung", "Keeper 1", "Keeper 2", "Keeper 3",
        "Experience", "1 to 3 years", "2 to 4 years", "3 to 5 years",
        "Pay", "$10,000 – $15,000 a year", "$20,000 – $25,000 a year", "$30,000 – $35,000 a year",
        "Tier", "Tier 1", "Tier 2", "Tier 3",
        "In short", *(f"Keeper {n} exists so that water comes. It always did." for n in (1, 2, 3)),
    ]  # fmt: skip
    assert said["rung-keeper-2"] == [
        "Keeper 2", "Day to day", *(ladders.SENTENCE.format(what=f"duty {d} of rung", n=2) for d in (2, 4, 6, 1, 3, 5)),
        "Focus", "Look at the gauge 2.", "How to advance to Keeper 3", "Sleeps 2 hours.",
        "Skills", "Wrench 2", "Bucket 2", "Certifications", "Seal 2 (required)", "Badge 2 (recommended)",
        "Typical projects", "A new well 2",
    ]  # fmt: skip
    assert (tree.landscape, tree.header, tree.footer) == (True, "Pump Keeping: career ladder", "November 20, 2026")


def test_the_matrix_prints_the_anchors_that_the_rubric_prints(tmp_path: Path) -> None:
    material = made(tmp_path, 3)
    tree = compose("ladder", material)
    matrix = {row[0].id: row[1:] for row in tables(tree)[1].rows}
    assert list(matrix) == ["valves", "people"]
    seen = 0
    for place, rung in enumerate(material.rungs):
        single = ladders.read(tmp_path, role=rung.id)
        anchors = [t for t in tables(compose("rubric", single)) if t.style == "anchors"]
        for key, table in zip(rung.weighted, anchors, strict=True):
            (meets,) = [cell for cell in table.rows[0] if cell.strong]
            level = rung.family.proficiency[rung.role.expects[key] - 1]
            cell = matrix[key][place]
            assert line(cell.inlines) == f"{level}: / {line(meets.inlines)}"
            assert cell.place is not None
            seen += 1
    assert seen == 6


def test_what_a_rung_does_not_expect_is_a_dash(tmp_path: Path) -> None:
    own = ladders.competency("drains")
    roles = [
        ladders.role(1, expects={"valves": 1}, weights={"valves": 1}, letter=None),
        ladders.role(2, expects={"valves": 2, "drains": 3}, competencies={"drains": own}, letter=None),
    ]
    roles[1]["weights"] = {"valves": 1}
    tree = compose("ladder", ladders.read(ladders.written(tmp_path, roles)))
    assert rows(tables(tree)[1])[1:] == [
        ["Valves", "Aware: / valves at level 1, with care and without being told.",
         "Basic: / valves at level 2, with care and without being told."],
        ["Drains", "–", "Working: / drains at level 3, with care and without being told."],
    ]  # fmt: skip
    assert outline(tree)["expected"][-1] == "– means that the rung is not rated on the competency."


def test_what_no_profile_gives_is_not_there(tmp_path: Path) -> None:
    roles = [ladders.bare(1), ladders.bare(2, years={"min": 4}), ladders.bare(3)]
    tree = compose("ladder", ladders.read(ladders.written(tmp_path, roles, tagline=None)))
    said = outline(tree)
    assert said["subtitle"] == ["3 rungs"]
    assert "tagline" not in said
    assert said["overview"][5:9] == ["Experience", "–", "Four years or more", "–"]
    assert said["overview"][9] == "In short"
    assert said["overview"][-1] == "– means that it is not given."
    assert said["rung-keeper-1"][:2] == ["Keeper 1", "Day to day"]
    assert len(said["rung-keeper-1"]) == 2 + 6
    assert [block for block in blocks(tree) if isinstance(block, Columns)] == []


@pytest.mark.parametrize(
    ("pays", "said"),
    [
        (({"max": 20}, None, {"open_ended": True}), "$10 – $30 and more a year"),
        (({"max": 20}, {"max": None, "open_ended": True}), "$10 and more a year"),
        (({"max": 90, "open_ended": True}, {"max": 30}), "$10 – $90 and more a year"),
        (({"currency": "EUR"}, {}), ""),
        (({"per": "hour"}, {}), ""),
        ((None, {}), "$10 – $30 a year"),
        ((None, None), ""),
    ],
)
def test_the_span_of_the_known_pay(pays: tuple[object, ...], said: str, tmp_path: Path) -> None:
    base = {"min": 10, "max": 30, "currency": "USD", "per": "year"}
    given = [{**base, **pay} if pay is not None else None for pay in pays]
    values = [{k: v for k, v in pay.items() if v is not None} if pay else None for pay in given]
    roles = [ladders.bare(n, pay=pay) for n, pay in enumerate(values, 1)]
    tree = compose("ladder", ladders.read(ladders.written(tmp_path, roles)))
    assert plain(tree.subtitle) == " · ".join(part for part in (f"{len(roles)} rungs", said) if part)


def test_in_text_a_colon_divides_a_level_from_its_anchor(tmp_path: Path) -> None:
    text = render(compose("ladder", made(tmp_path, 2)), "txt", PageOptions()).decode()
    assert "| Aware: valves at level 1, with care" in text


@pytest.mark.parametrize(("count", "tables_of"), [(1, [1]), (6, [6]), (7, [4, 3]), (8, [4, 4])])
def test_more_than_six_rungs_stand_in_two_tables(count: int, tables_of: list[int], tmp_path: Path) -> None:
    tree = compose("ladder", made(tmp_path, count))
    assert [len(table.header) - 1 for table in tables(tree)] == tables_of * 2
    assert {sum(table.widths) for table in tables(tree)} == {100}
    titles = [cell for table in tables(tree)[: len(tables_of)] for cell in rows(table)[0][1:]]
    assert titles == [f"Keeper {n}" for n in range(1, count + 1)]
    parts = [heading for level, _, heading in sections(tree) if level == 2]
    split = {7: ["Keeper 1 to Keeper 4", "Keeper 5 to Keeper 7"], 8: ["Keeper 1 to Keeper 4", "Keeper 5 to Keeper 8"]}
    assert parts == split.get(count, []) * 2
    assert plain(tree.subtitle).startswith("1 rung ·" if count == 1 else f"{count} rungs ·")


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("count", [1, 5, 8])
def test_five_faces_say_the_same(count: int, paper: str, tmp_path: Path) -> None:
    tree = compose("ladder", made(tmp_path / "profiles", count))
    found = {}
    for suffix in faces.SUFFIXES:
        path = tmp_path / f"ladder.{suffix}"
        path.write_bytes(render(tree, suffix, PageOptions(paper)))
        found[suffix] = faces.difference(suffix, tree, faces.read(path, "ladder", paper))
    assert found == dict.fromkeys(faces.SUFFIXES, "")
    cells = faces.cells(tree)
    assert faces.markdown_cells((tmp_path / "ladder.md").read_bytes()) == cells
    sizes = [(len(table), len(table[0])) for table in cells]
    assert faces.text_cells((tmp_path / "ladder.txt").read_text("utf-8"), sizes) == cells


def test_the_command(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    profiles = ladders.written(tmp_path / "profiles", [ladders.role(1), ladders.role(2)])
    company = tmp_path / "acme.yaml"
    company.write_text("name: Acme & Söhne\n", encoding="utf-8")
    ran = jdgen("ladder", "Pump Keeping", f"--profiles={profiles}", f"--company={company}", "-f", "all", "-o", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert [path.name for path in ran.paths] == [f"acme-söhne-pumping-ladder.{s}" for s in faces.SUFFIXES]
    text = ran.paths[-1].read_text("utf-8")
    assert "\nAcme & Söhne · 2 rungs · $10,000 – $25,000 a year\n" in text
    wrong = jdgen("ladder", "pumpin", f"--profiles={profiles}", "-o", tmp_path)
    assert (wrong.code, wrong.out) == (2, "")
    assert "there is no family `pumpin`; did you mean `pumping`?" in wrong.err


def test_the_built_in_ladder(jdgen: Callable[..., Ran]) -> None:
    ran = jdgen("ladder", "software-engineering", "-f", "txt", "-o", "-")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Software Engineering: career ladder\n")


def test_without_rungs_there_is_no_ladder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="family with rungs"):
        compose("ladder", ladders.read(ladders.written(tmp_path, [ladders.role(1)]), role="keeper-1"))
