"""The words that a page shows, as WeasyPrint makes boxes of it: after the style sheets have hidden what they hide.

Only the process that runs templates of somebody else listens: our own pages lose nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jdgen.render import libraries, pdf

_SEEN = 1.0
"""The smallest size of letters that counts, in pixels."""


@dataclass(slots=True)
class Heard:
    """What was heard of pages: their words, a paragraph each, and the lists of fonts that they are set in."""

    words: list[str] = field(default_factory=list)
    families: dict[tuple[str, ...], None] = field(default_factory=dict)


class _EnoughError(Exception):
    """The boxes are made, and nobody needs them on paper."""


@contextmanager
def listening(*, stop: bool = False) -> Iterator[Heard]:
    """Hear of all pages that are made meanwhile; `stop` before they are laid out."""
    pdf.engine()
    with libraries.found():
        from weasyprint import document

    heard, build = Heard(), document.build_formatting_structure

    def told(*given: Any) -> Any:
        root = build(*given)
        _paragraphs(root, heard)
        if stop:
            raise _EnoughError
        return root

    document.build_formatting_structure = told
    try:
        yield heard
    except _EnoughError:
        pass
    finally:
        document.build_formatting_structure = build


def on_screen(page: str) -> list[str]:
    """Return the words that a browser shows of a page, a paragraph each."""
    with listening(stop=True) as heard:
        pdf.engine().show(page)
    return heard.words


def _paragraphs(root: Any, heard: Heard) -> None:
    from weasyprint.formatting_structure import boxes

    line: list[str] = []

    def end() -> None:
        said = "".join(line).strip()
        line.clear()
        if said:
            heard.words.append(said)

    def walk(box: Any, clear: bool) -> None:
        style = box.style
        clear = clear or style["opacity"] == 0
        if isinstance(box, boxes.TextBox):
            if not clear and style["visibility"] == "visible" and style["font_size"] >= _SEEN:
                heard.families.setdefault(tuple(style["font_family"]))
                line.append(box.text)
            return
        if isinstance(box, boxes.InlineReplacedBox):
            # A drawn box stands before words of their own.
            line.append("\n")
        if not isinstance(box, boxes.ParentBox) or str(box.element_tag).endswith("::marker"):
            return
        within = isinstance(box, boxes.InlineLevelBox | boxes.LineBox)
        if not within:
            end()
        elif not isinstance(box, boxes.InlineBox | boxes.LineBox):
            line.append("\n")
        for child in box.children:
            walk(child, clear)
        if not within:
            end()
        elif not isinstance(box, boxes.InlineBox | boxes.LineBox):
            line.append("\n")

    walk(root, clear=False)
    end()
