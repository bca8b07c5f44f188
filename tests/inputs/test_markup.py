"""Tags that end themselves and comments, as browsers take them: none of them swallows what follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdgen.errors import InputError
from jdgen.inputs.finished.posting import read_finished

XHTML = "<html xmlns='http://www.w3.org/1999/xhtml'>"
PAGES = {
    "a drawing before the title": ("<html><svg/><h1>Engineer</h1><p>Serve guests.</p>", "Engineer|Serve guests."),
    "a drawing in a line": ("<p>Serve <svg class='i'/> guests well.</p>", "Serve guests well."),
    "a drawing in a drawing": ("<p>Serve <svg><svg/><path d='M0'/></svg> guests.</p>", "Serve guests."),
    "a formula": ("<p>Count <math display='block' /> beans.</p>", "Count beans."),
    "a drawing that does not end": ("<p>Cook</p><svg><path><p>Bake bread.</p>", "Cook|Bake bread."),
    "a slash of a value": ("<p>Serve <svg class=x/><text>art</text></svg> guests.</p>", "Serve guests."),
    "a script of a page": ("<p>Cook</p><script src='a.js'/><p>code</p></script><p>Bake.</p>", "Cook|Bake."),
    "a script of XHTML": (XHTML + "<head><title/></head><script src='a.js'/><p>Bake bread.</p>", "Bake bread."),
    "a page that says XML": ("<?xml version='1.0'?><html><div hidden=''/><b/><p>Cook</p><p/>Bake</html>", "Cook|Bake"),
    "hidden elements in each other": (XHTML + "<div hidden=''>x<div/>y</div><p>Bake.</p>", "Bake."),
    "an empty comment": ("<p>Cook</p><!--><p>Bake.</p><!--->", "Cook|Bake."),
    "a comment that ends loudly": ("<p>Cook</p><!-- x --!><p>Bake.</p>", "Cook|Bake."),
    "a comment with its own sign": ("<p>Cook</p><!--!> hidden --><p>Bake.</p>", "Cook|Bake."),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_what_ends_itself_swallows_nothing(name: str) -> None:
    page, expected = PAGES[name]
    said = read_finished("-", stdin=page.encode()).reading.passages
    assert "|".join(passage.text for passage in said) == expected


def test_a_file_by_its_name_is_xhtml(tmp_path: Path) -> None:
    page = "<html><script src='a.js'/><p>Bake bread.</p></html>"
    (tmp_path / "posting.xhtml").write_text(page)
    (tmp_path / "posting.html").write_text(page)
    assert [p.text for p in read_finished(str(tmp_path / "posting.xhtml")).reading.passages] == ["Bake bread."]
    with pytest.raises(InputError, match="holds no words"):
        read_finished(str(tmp_path / "posting.html"))
