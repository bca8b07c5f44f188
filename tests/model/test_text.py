"""Texts are cleaned on the way in, or refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from jdgen.model.text import Line, Prose, Text, clean

LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
CONTROLS = [chr(c) for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n\r\x85"]
DIRECTIONS = [chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
NONCHARACTERS = [
    *(chr(c) for c in range(0xFDD0, 0xFDF0)),
    *(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)),
]
SURROGATES = ["\ud800", "\udbff", "\udc00", "\udfff"]
REFUSED = [*CONTROLS, *DIRECTIONS, *NONCHARACTERS, *SURROGATES]
FINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters=DIRECTIONS), min_size=1)


def test_the_lists_are_whole():
    assert (len(CONTROLS), len(DIRECTIONS), len(NONCHARACTERS)) == (32 + 33 - 4, 9, 66)


@pytest.mark.parametrize("character", REFUSED, ids=lambda c: f"U+{ord(c):04X}")
def test_what_documents_cannot_carry_is_refused_by_name(character):
    with pytest.raises(PydanticCustomError) as caught:
        Text.read(f"Acme{character}Inc")
    assert caught.value.message() == f"holds the character U+{ord(character):04X}, which documents cannot carry"


@settings(deadline=None)
@given(FINE, st.sampled_from(REFUSED), FINE)
def test_a_refused_character_is_found_wherever_it_stands(before, character, after):
    with pytest.raises(PydanticCustomError):
        clean(f"a{before}{character}{after}z")


@settings(deadline=None)
@given(FINE)
def test_any_other_text_is_kept(text):
    expected = text
    for end in LINE_ENDS:
        expected = expected.replace(end, "\n")
    expected = unicodedata.normalize("NFC", expected).strip()
    assert clean(text) == expected
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_line_ends_become_one(end):
    assert clean(f"one{end}two{end}{end}three") == "one\ntwo\n\nthree"


def test_texts_are_composed():
    assert clean("Zoe\u0308") == "Zo\u00eb"
    assert clean("\u212b") == "\u00c5"
    assert clean("ﬁ ½ ™") == "ﬁ ½ ™"  # compatibility characters stay


@pytest.mark.parametrize(
    "text", ["a\tb", "a\nb", "\U0001f469\u200d\U0001f52c", "שלום\u200f", "a\u00adb", "\u00a0x".strip(), "株式会社"]
)
def test_tabs_lines_joiners_and_scripts_stay(text):
    assert clean(text) == text


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u00a0", "\u2003\r\n"])
def test_blank_texts_are_refused(text):
    with pytest.raises(PydanticCustomError, match="is blank"):
        Text.read(text)


@pytest.mark.parametrize("value", [None, 7, True, b"x", ["x"], {"x": "y"}])
def test_only_texts_are_texts(value):
    with pytest.raises(PydanticCustomError, match="must be a text"):
        Text.read(value)


def test_prose_is_a_text_of_its_own_kind():
    assert type(Prose.read("x")) is Prose
    assert type(Text.read("x")) is Text
    assert type(Text.read(Prose("x"))) is Text
    assert isinstance(Prose("x"), Text)


def test_a_line_is_one_line_and_keeps_its_place():
    from jdgen.errors import Place
    from jdgen.inputs.source import PlacedText

    typed = PlacedText(" Head\n\n  of\tDocks\u2028Nord ")
    typed.place = Place("me.yaml", 1, 2)
    line = Line.read(typed)
    assert (line, line.place, type(line)) == ("Head of Docks Nord", typed.place, Line)
    assert Line.read("a  b") == "a  b"
    assert Line.read("10\u00a0kg\n\u3000b") == "10\u00a0kg \u3000b"
    assert Text.read("a\nb") == "a\nb"


def test_a_byte_of_another_encoding_is_called_by_its_number():
    with pytest.raises(PydanticCustomError, match="holds the byte E9, which is not UTF-8; set your terminal or shell"):
        Text.read("caf\udce9")


def test_the_place_is_kept():
    from jdgen.errors import Place
    from jdgen.inputs.source import Scalar, plain

    text = Prose.read(plain(Scalar(" é ", Place("a.yaml", 3, 7))))
    assert (text, text.place) == ("é", Place("a.yaml", 3, 7))
    assert Text.read("x").place is None
