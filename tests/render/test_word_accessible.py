"""Word files for people who do not see them: headings, heads of tables, lists, languages, and words for pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import ladders
import pytest

from jdgen.documents.look import USUAL, Look, Picture
from jdgen.documents.tree import Bullets, Columns, Document, Kind, Lines, Section, Table, blocks, sheets
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions
from jdgen.render.word_text import says_something
from making import document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
KINDS: tuple[Kind, ...] = ("posting", "rubric", "letter", "guide", "ladder")
LOGO = Picture("png", b"the bytes of a picture", 60, 20, "Riverbend Robotics")
LOOKS = {
    "usual": USUAL,
    "plain": Look("plain", "", "", "", "", "", "", "", facts="listed", columns="stacked"),
    "logo": USUAL._replace(logo=LOGO, facts="ruled", section_rule="below"),
    "large": USUAL._replace(large=True),
}
LAYOUT = {"jdgenFacts", "jdgenColumns", "jdgenLines"}
"""Tables that hold no data: pairs of label and value, short texts beside each other, and lines to write on."""


@cache
def tree(kind: Kind) -> Document:
    if kind not in ("guide", "ladder"):
        return document(kind)
    with TemporaryDirectory() as folder:
        profiles = ladders.written(Path(folder), [ladders.role(n) for n in (1, 2, 3)])
        made: Document = compose(kind, ladders.read(profiles, **({} if kind == "ladder" else {"role": "keeper-1"})))
        return made


@cache
def parts(kind: Kind, look: str) -> dict[str, bytes]:
    options = PageOptions(look=LOOKS[look], large=LOOKS[look].large)
    with zipfile.ZipFile(io.BytesIO(render(tree(kind), "docx", options))) as file:
        return {name: file.read(name) for name in file.namelist()}


class Styles:
    """The styles of a file, each with what it has from those that it stands on."""

    def __init__(self, part: bytes) -> None:
        self.root = ET.fromstring(part)
        self._held = {str(one.get(f"{W}styleId")): one for one in self.root.iter(f"{W}style")}

    def value(self, style: str, path: str) -> str | None:
        """Return a value of the paragraphs of a style."""
        found = self._held[style].find(f"{W}pPr/{path}")
        if found is not None:
            return found.get(f"{W}val")
        based = self._held[style].find(f"{W}basedOn")
        return None if based is None else self.value(str(based.get(f"{W}val")), path)


def styles(kind: Kind, look: str) -> Styles:
    return Styles(parts(kind, look)["word/styles.xml"])


def body(kind: Kind, look: str) -> ET.Element:
    found = ET.fromstring(parts(kind, look)["word/document.xml"]).find(f"{W}body")
    assert found is not None
    return found


def style(element: ET.Element, path: str = "pPr/pStyle") -> str:
    found = element.find("/".join(W + name for name in path.split("/")))
    assert found is not None
    return str(found.get(f"{W}val"))


def levels(kind: Kind, look: str) -> Iterator[int]:
    """Yield the levels of the headings in their order, as Word shows them in its outline."""
    known = styles(kind, look)
    for paragraph in body(kind, look).iter(f"{W}p"):
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        level = known.value(style(paragraph), f"{W}outlineLvl") if own is None else own.get(f"{W}val")
        if level is not None:
            yield int(level) + 1


every = pytest.mark.parametrize(("kind", "look"), [(kind, look) for kind in KINDS for look in LOOKS])


@every
def test_levels_of_headings_never_skip(kind: Kind, look: str) -> None:
    found = list(levels(kind, look))
    assert [(a, b) for a, b in pairwise([0, *found]) if b > a + 1] == []
    titled = sum(says_something(block.title) for block in blocks(tree(kind)) if isinstance(block, Section))
    assert len(found) == titled
    assert bool(found) == (kind != "letter" or titled > 0)


@every
def test_data_tables_have_a_head_that_repeats_and_whole_rows(kind: Kind, look: str) -> None:
    tables = list(body(kind, look).iter(f"{W}tbl"))
    data = [table for table in tables if style(table, "tblPr/tblStyle") not in LAYOUT]
    assert len(data) == sum(isinstance(block, Table) for block in blocks(tree(kind)))
    for table in tables:
        rows = table.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        used = table.find(f"{W}tblPr/{W}tblLook")
        assert used is not None
        assert heads == [table in data] + [False] * (len(rows) - 1)
        assert used.get(f"{W}firstRow") == str(int(table in data))
        parted = [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None]
        # The rows of a ladder in large print may be higher than its page.
        assert parted == (rows[1:] if look == "large" and style(table, "tblPr/tblStyle") == "jdgenLadder" else [])
        assert table.find(f".//{W}tc//{W}tbl") is None, "a table in a table has no order to be read in"
        assert table.find(f".//{W}vMerge") is None


@every
def test_a_file_has_its_title_and_its_language(kind: Kind, look: str) -> None:
    core = ET.fromstring(parts(kind, look)["docProps/core.xml"])
    assert core.findtext(f"{DUBLIN}title") == (tree(kind).name or tree(kind).subject) != ""
    assert core.findtext(f"{DUBLIN}language") == tree(kind).language
    held = styles(kind, look).root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert held is not None
    assert held.get(f"{W}val") == tree(kind).language


@every
def test_each_picture_has_words(kind: Kind, look: str) -> None:
    described = list(body(kind, look).iter(f"{DRAWING}docPr"))
    drawings = list(body(kind, look).iter(f"{W}drawing"))
    assert len(described) == len(drawings) == (look == "logo" and kind != "letter")
    assert [one.get("descr") for one in described] == [LOGO.alt] * len(drawings)
    assert list(body(kind, look).iter(f"{W}pict")) == []


def empty(element: ET.Element) -> bool:
    shown = (f"{W}t", f"{W}drawing", f"{W}fldChar")
    return not any(one.text or one.tag != f"{W}t" for one in element.iter() if one.tag in shown)


@every
def test_no_paragraph_is_empty(kind: Kind, look: str) -> None:
    """A table cannot end the pages of a section: Word asks for a paragraph, so one of no height stands there."""
    found = [style(one) for one in body(kind, look).findall(f"{W}p") if empty(one)]
    ends = [one for one in sheets(tree(kind))[:-1] if ends_with_a_table(one[1][-1])]
    assert found == ["SectionEnd"] * len(ends)
    spacing = styles(kind, look).root.find(f"{W}style[@{W}styleId='SectionEnd']/{W}pPr/{W}spacing")
    assert spacing is not None
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("20", "exact")


def ends_with_a_table(section: Section) -> bool:
    last = section.blocks[-1]
    if isinstance(last, Section):
        return ends_with_a_table(last)
    return isinstance(last, (Table, Columns)) or (isinstance(last, Lines) and last.count > 0)


@every
def test_each_entry_of_a_list_is_one(kind: Kind, look: str) -> None:
    known = styles(kind, look)
    numbers, signs = list[str](), 0
    for paragraph in body(kind, look).iter(f"{W}p"):
        own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if own is not None:
            numbers.append(str(own.get(f"{W}val")))
        elif known.value(style(paragraph), f"{W}numPr/{W}numId") is not None:
            signs += 1
    lists = [block for block in within(tree(kind)) if isinstance(block, Bullets)]
    assert signs == sum(len(one.items) for one in lists if not one.ordered)
    assert numbers == [str(100 + n) for n, one in enumerate(filter(ordered, lists), 1) for _ in one.items]
    text = parts(kind, look).get("word/numbering.xml", b"").decode()
    assert all(f'<w:num w:numId="{number}">' in text for number in numbers)
    starts = [one for one in body(kind, look).iter(f"{W}t") if (one.text or "").startswith(("•", "- ", "* "))]
    assert starts == []


def ordered(block: Bullets) -> bool:
    return block.ordered


def within(one: Document) -> Iterator[object]:
    """Yield all blocks, and those in columns."""
    for block in blocks(one):
        yield block
        if isinstance(block, Columns):
            yield from (inner for column in block.columns for inner in column.blocks)


def test_there_is_something_to_check() -> None:
    assert all(list(levels(kind, "usual")) for kind in KINDS if kind != "letter")
    found = [block for kind in KINDS for block in within(tree(kind))]
    assert {Bullets, Columns, Table, Lines} <= {type(block) for block in found}
    assert [block for block in found if isinstance(block, Bullets) and block.ordered]
    assert "SectionEnd" in {style(one) for one in body("rubric", "usual").findall(f"{W}p")}
