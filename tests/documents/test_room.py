"""The room that a page leaves to write in, held against the pages themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from kits import kit, made

import judges
import pages
from jdgen.documents.inline import inlines
from jdgen.documents.room import LINE, lines_left
from jdgen.documents.tree import Block, Bullets, Column, Columns, Item, Lines, Paragraph
from jdgen.documents.wording import words
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions
from jdgen.render.pdf import pages_in
from making import need_fonts

EMPTY = 29
"""Lines on a page of US Letter with nothing but their label."""


def lines_below(*blocks: Block) -> int:
    return lines_left(blocks)


def test_each_block_takes_its_room() -> None:
    sentence = inlines("A sentence that takes about one line of the page and is here to be counted, no more.")
    assert lines_below() == EMPTY
    assert lines_below(Paragraph(sentence)) == EMPTY - 1
    assert lines_below(*[Paragraph(sentence)] * 10) == EMPTY - 9
    assert lines_below(Lines(5, "Evidence")) == EMPTY - 6
    assert lines_below(*[Paragraph(words("\n".join("abc")))] * 10) == EMPTY - 23
    assert lines_below(*[Paragraph(words("wide " * 40))] * 40) < 0


@pytest.mark.parametrize("sign", ["王", "n"])
def test_a_word_wider_than_the_line_takes_several(sign: str) -> None:
    whole, parted = (lines_below(Paragraph(words(text))) for text in (sign * 900, f"{sign * 4} " * 225))
    assert parted < EMPTY - 4
    # A space is a fifth of a wide letter.
    assert parted <= whole <= parted + 5
    assert lines_below(Paragraph(words("a " + sign * 900))) <= whole
    assert lines_below(Paragraph(words("n" * 20))) == lines_below(Paragraph(words("n")))


def test_columns_count_by_the_higher_one() -> None:
    high, low = (Column("A", (Bullets(tuple(Item(words("entry")) for _ in range(count))),)) for count in (10, 1))
    assert lines_below(Columns((high, low))) == lines_below(Columns((low, high))) < lines_below(Columns((low, low)))


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    narrow, latin, wide = (lines_below(Paragraph(words(f"{sign * 10} " * 120))) for sign in ("i", "n", "設"))
    assert EMPTY > narrow > latin > wide


def test_letters_of_a_wide_font_take_more_room() -> None:
    block = Paragraph(words("several words of a usual length " * 40))
    stacks = ((), ("Arial",), ("verdana",), ("Nobody’s Font", "DejaVu Sans", "Arial"))
    usual, arial, verdana, either = (lines_left([block], fonts) for fonts in stacks)
    assert usual == lines_left([block], ("Nobody’s Font", "Source Sans 3"))
    assert usual > arial > verdana == either


@pytest.mark.parametrize("role", ["senior-software-engineer", "sql-developer", "vp-engineering"])
def test_the_lines_fill_the_page_and_no_more(role: str, tmp_path: Path) -> None:
    """Below the last box of a competency's page, Letter has no room for three more lines."""
    if reason := judges.needs("poppler"):
        pytest.skip(reason)
    tree, path = kit(role), tmp_path / "kit.pdf"
    path.write_bytes(render(tree, "pdf", PageOptions("letter")))
    found = pages.printed(path, tree, "letter")
    last = [unit.spots[-1] for unit in found.units if unit.words.startswith("No evidence: the subject")]
    sheets = [found.pages[spot.page] for spot in last]
    left = [p.height - pages.ends("letter", p)[1] - spot.bottom for p, spot in zip(sheets, last, strict=True)]
    assert len(left) >= 10
    assert [points for points in left if not 0 <= points < 3 * LINE] == []


@pytest.mark.parametrize(("font", "spilled"), [("Liberation Sans", 1), ("DejaVu Sans", 2)])
def test_in_a_wide_font_no_lines_to_write_on_spill_over(font: str, spilled: int) -> None:
    """What takes a page more are words, of the page on fairness and of the first."""
    need_fonts(font)
    given = made(stage="design")
    look = given.look._replace(body_font=(font,))
    wide, usual = (
        pages_in(render(compose("rubric", material), "pdf", PageOptions("letter", look=material.look)))
        for material in (replace(given, look=look), given)
    )
    assert (wide, usual) == (6 + spilled, 6)
