"""Comments are set into a Word file, nothing else of it changes, and Word's own rules hold for what comes out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.comments import Comment as WordComment

import judges
from conftest import EXAMPLES
from jdgen.render.comments import Comment, annotated

POSTING = EXAMPLES / "documents/riverbend-robotics-senior-software-engineer-eng-214-posting.docx"
DAY = date(2026, 11, 20)
MAIN = "word/document.xml"
SAID = ("Error: “a” & <b> is \"wrong\" ]]> it's", "Mend: –  two  spaces")
PARTS = {"word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", MAIN}


def members(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        assert held.testzip() is None
        return {name: held.read(name) for name in held.namelist()}


def changed(archive: bytes, edit: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return the zip with members edited, packed by a program that is not ours."""
    held = members(archive)
    edit(held)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in held.items():
            target.writestr(name, data)
    return file.getvalue()


def with_body(body: str, head: str = "") -> bytes:
    """Return the example with another main part."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    page = f'<?xml version="1.0"?>{head}<w:document {space}><w:body>{body}</w:body></w:document>'
    return changed(POSTING.read_bytes(), lambda held: held.update({MAIN: page.encode()}))


def comments(archive: bytes) -> list[WordComment]:
    return list(docx.Document(io.BytesIO(archive)).comments)


def texts(archive: bytes) -> list[str]:
    return [comment.text for comment in comments(archive)]


def without_marks(main: bytes) -> bytes:
    marks = rb'<w:commentRange(?:Start|End) w:id="\d+"/>|<w:r><w:commentReference w:id="\d+"/></w:r>'
    return re.sub(marks, b"", main)


def held_by(archive: bytes, number: int) -> str:
    """Return the words between the marks of a comment."""
    main = members(archive)[MAIN].decode()
    begin, end = (f'<w:commentRange{name} w:id="{number}"/>' for name in ("Start", "End"))
    assert (main.count(begin), main.count(end), main.count(f'commentReference w:id="{number}"')) == (1, 1, 1)
    between = main[main.index(begin) : main.index(end)]
    assert "<w:p>" not in between
    return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", between))


def test_a_comment_says_who_when_and_what_beside_its_paragraph() -> None:
    source = POSTING.read_bytes()
    shown = [paragraph.text for paragraph in docx.Document(io.BytesIO(source)).paragraphs[:2]]
    made = annotated(source, [Comment(1, SAID), Comment(2, ("Two.",)), Comment(2, ("Two again.",))], DAY)
    first, second, third = comments(made)
    assert (first.author, first.initials, first.timestamp and first.timestamp.isoformat()) == (
        "jdgen", "jd", "2026-11-20T00:00:00+00:00",
    )  # fmt: skip
    assert first.text == "\n".join(SAID)
    assert [second.text, third.text] == ["Two.", "Two again."]
    assert [held_by(made, number) for number in range(3)] == [shown[0], shown[1], shown[1]]


def test_nothing_else_changes() -> None:
    source = POSTING.read_bytes()
    before, after = members(source), members(annotated(source, [Comment(3, SAID), Comment(9, SAID)], DAY))
    assert set(after) - set(before) == {"word/comments.xml"}
    assert list(after)[: len(before)] == list(before)
    assert {name for name in before if before[name] != after[name]} == PARTS - {"word/comments.xml"}
    assert without_marks(after[MAIN]) == before[MAIN] != after[MAIN]
    assert len(before) > 8


def test_the_same_input_gives_the_same_bytes_and_no_comment_changes_nothing() -> None:
    source = POSTING.read_bytes()
    assert annotated(source, [Comment(3, SAID)], DAY) == annotated(source, [Comment(3, SAID)], DAY)
    assert annotated(source, [], DAY) == source


def test_comments_that_are_there_stay_and_numbers_go_on() -> None:
    once = annotated(POSTING.read_bytes(), [Comment(2, ("Mine.",)), Comment(2, ("Mine too.",))], DAY)
    twice = annotated(once, [Comment(5, ("Another.",))], date(2026, 12, 1))
    assert texts(twice) == ["Mine.", "Mine too.", "Another."]
    assert [comment.comment_id for comment in comments(twice)] == [0, 1, 2]
    before, after = members(once), members(twice)
    assert {name for name in before if before[name] != after[name]} == {MAIN, "word/comments.xml"}
    assert after["word/comments.xml"].startswith(before["word/comments.xml"][:-20])


def test_a_part_of_comments_without_any_and_one_of_another_prefix_take_them() -> None:
    once = annotated(POSTING.read_bytes(), [Comment(2, ("Mine.",))], DAY)
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for part in (b'<w:comments xmlns:w="%s"/>', b'<?xml version="1.0"?><x:comments xmlns:x="%s"></x:comments>\n'):
        empty = changed(once, lambda held, part=part: held.update({"word/comments.xml": part % space}))
        assert texts(annotated(empty, [Comment(2, SAID)], DAY)) == ["\n".join(SAID)]


def test_a_number_is_taken_by_a_comment_that_stands_nowhere_too() -> None:
    once = annotated(POSTING.read_bytes(), [Comment(2, ("Mine.",)), Comment(2, ("Mine too.",))], DAY)
    alone = changed(once, lambda held: held.update({MAIN: without_marks(held[MAIN])}))
    made = annotated(alone, [Comment(2, ("Another.",))], DAY)
    assert [(comment.comment_id, comment.text) for comment in comments(made)][2:] == [(2, "Another.")]


@pytest.mark.parametrize(
    ("body", "number", "held"),
    [
        ("<w:p><w:r><w:t>One</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Three</w:t></w:r></w:p>", 3, "Three"),
        ("<w:p><w:r><w:t>One</w:t></w:r></w:p><w:p/>", 2, "One"),
        ("<w:p><w:r><w:t>One</w:t></w:r></w:p>", 7, "One"),
        ("<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>Kept</w:t></w:r></w:p>", 1, "Kept"),
        ("<w:p><w:pPr/><w:r><w:t>Bare</w:t></w:r></w:p>", 1, "Bare"),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", 1, "Cell"),
        ("<w:p><w:r><w:t>Out</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In</w:t></w:r></w:p>"
         "</w:txbxContent></w:pict></w:r></w:p>", 2, "OutIn"),
        ("<w:p a='1&gt;'><!-- <w:p> --><w:r><w:t>Odd</w:t></w:r></w:p>", 1, "Odd"),
    ],
)  # fmt: skip
def test_a_comment_holds_the_words_of_its_paragraph(body: str, number: int, held: str) -> None:
    source = with_body(body)
    made = annotated(source, [Comment(number, SAID)], DAY)
    main = members(made)[MAIN].decode()
    between = re.search(r'<w:commentRangeStart w:id="0"/>(.*)<w:commentRangeEnd w:id="0"/>', main)
    assert between
    assert "".join(re.findall(r"<w:t>([^<]*)</w:t>", between[1])) == held
    assert "<w:pPr" not in between[1].partition("<w:r>")[0]
    assert without_marks(main.encode()) == members(source)[MAIN]


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (b"no zip at all", "not a zip"),
        (with_body("<w:p/>"), "no paragraph"),
        (with_body("<w:p><w:r></w:p>"), "damaged"),
        (with_body("<w:p>x</w:p>", '<!DOCTYPE a [<!ENTITY b "c">]>'), "document type"),
        (changed(POSTING.read_bytes(), lambda held: held.update({MAIN: "\ufeff<a/>".encode("utf-16")})), "UTF-8"),
        (changed(POSTING.read_bytes(), lambda held: held.pop(MAIN)), "damaged"),
    ],
)
def test_a_file_that_cannot_take_comments_is_refused(archive: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        annotated(archive, [Comment(1, SAID)], DAY)


@pytest.mark.slow
@pytest.mark.skipif(bool(judges.needs("open_xml")), reason=str(judges.needs("open_xml")))
def test_word_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    once = annotated(POSTING.read_bytes(), [Comment(1, SAID), Comment(4, SAID), Comment(4, ("b",))], DAY)
    paths = [tmp_path / name for name in ("once.docx", "twice.docx")]
    for path, data in zip(paths, (once, annotated(once, [Comment(6, SAID)], DAY)), strict=True):
        path.write_bytes(data)
    assert judges.open_xml(paths) == {path: [] for path in paths}
