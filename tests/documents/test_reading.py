"""A document as its readers meet it: each kind of block becomes passages, in order, with their part and place."""

from __future__ import annotations

from dataclasses import replace

from jdgen.documents.reading import Passage, reading
from jdgen.documents.tree import (
    Block,
    Box,
    Break,
    Bullets,
    Cell,
    Column,
    Columns,
    Fact,
    Facts,
    Item,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
)
from jdgen.errors import Place
from making import document

PLACE = Place("role.yaml", 7, 3)


def words(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def of(*blocks: Block, identity: str = "duties") -> list[tuple[str, str, str, Place | None]]:
    """Return the passages of a section with the blocks, its heading left out."""
    section = Section(identity, words("Heading"), blocks)
    made = replace(document("posting"), title=words("Cook"), subtitle=(), sections=(section,))
    title, heading, *found = reading(made).passages
    assert (title.kind, title.text, heading.kind) == ("title", "Cook", "heading")
    return [(passage.kind, passage.part, passage.text, passage.place) for passage in found]


def test_each_kind_of_block() -> None:
    cell = Cell(words("a cell"), place=PLACE)
    found = of(
        Paragraph((Run("two"), Break(), Box("box"), Run("  lines")), place=PLACE, margin="Why"),
        Paragraph(words("Label"), style="label"),
        Paragraph(()),
        Bullets((Item(words("entry"), place=PLACE),)),
        Facts((Fact("Pay", words("$9"), PLACE), Fact("Blank", ()))),
        Table("grid", (cell,), ((Cell(words("below")),),), (100,)),
        Lines(3, "Notes"),
        Columns((Column("Left", (Paragraph(words("inner"), place=PLACE),)),)),
    )
    assert found == [
        ("label", "duties", "Why", None),
        ("paragraph", "duties", "two lines", PLACE),
        ("label", "duties", "Label", None),
        ("bullet", "duties", "entry", PLACE),
        ("fact", "duties", "Pay: $9", PLACE),
        ("paragraph", "duties", "a cell", PLACE),
        ("paragraph", "duties", "below", None),
        ("label", "duties", "Notes", None),
        ("label", "duties", "Left", None),
        ("paragraph", "duties", "inner", PLACE),
    ]


def test_a_part_of_a_section_is_of_what_the_section_is_about() -> None:
    inner = (Section("more", words("More"), (Paragraph(words("x")),)), Section("legal", (), (Paragraph(words("y")),)))
    assert [(kind, part, text) for kind, part, text, _ in of(*inner)] == [
        ("heading", "duties", "More"),
        ("paragraph", "duties", "x"),
        ("paragraph", "legal", "y"),
    ]
    assert [part for _, part, _, _ in of(Paragraph(words("x")), identity="of its own")] == [""]


def test_what_is_known_beside_the_passages() -> None:
    made = reading(document("posting", "lindqvist"), place=PLACE, company="Acme", places=("GB",), whole=False)
    assert (made.place, made.company, made.places, made.whole, made.language) == (PLACE, "Acme", ("GB",), False, "en")
    assert made.title == made.passages[0]


def test_marks_say_where_each_piece_stands() -> None:
    passage = Passage("paragraph", "one two", place=Place("x.txt", 1, 1), marks=((0, 1, 5), (4, 2, 3)))
    assert [str(passage.at(offset)) for offset in (0, 2, 4, 6)] == ["x.txt:1:5", "x.txt:1:7", "x.txt:2:3", "x.txt:2:5"]
    assert Passage("paragraph", "one", place=PLACE).at(2) == PLACE
    assert Passage("paragraph", "one").at(2) is None
