"""Texts of the model as inlines of the tree: literal ones as typed, prose by its Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from jdgen.documents.tree import Break, Inline, Inlines, Run
from jdgen.errors import printable
from jdgen.model.text import Prose

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Prose without any of these reads the same with and without Markdown; the parser is not even imported.
_MARKUP = re.compile(r"[*_`\[\]<>\\&!]")
_LINK = re.compile(r"(https?://[^\s/]|mailto:[^\s@]+@|tel:\+?\d)[^\s\x00-\x1f]*", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def inlines(value: str) -> Inlines:
    """Return the inlines of a text: Markdown is read in Prose and in nothing else."""
    # defense prose.literal: no text becomes markup by what it holds: the type of its field decides
    if isinstance(value, Prose) and _MARKUP.search(value):
        return tuple(_merged(_from_tokens(value)))
    return tuple(_lines(value))


def paragraphs(value: Prose) -> tuple[Prose, ...]:
    """Return the parts of a prose that blank lines divide, each with the place of the whole."""
    parts = tuple(Prose(part) for part in _BLANK_LINES.split(value))
    for part in parts:
        part.place = value.place
    return parts


def _lines(value: str) -> Iterator[Inline]:
    for index, line in enumerate(value.split("\n")):
        if index:
            yield Break()
        if line:
            yield Run(str(line))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # A character reference would bring in characters that no check has seen: `&#12;` prints as typed.
    # defense prose.entities: no character reference brings in what no check has seen
    # defense prose.images: prose shows no picture from anywhere
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "entity"])
    # defense prose.links: a link that leads anywhere but to the web, to mail or to a telephone is words
    parser.validateLink = lambda url: bool(_LINK.fullmatch(url))  # type: ignore[method-assign]  # its documented hook
    return parser


def _from_tokens(value: str) -> Iterator[Inline]:
    bold = italic = 0
    links: list[tuple[str, str]] = []
    worded = False
    for token in _inner_tokens(value):
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                links.append((str(token.attrs["href"]), str(token.attrs.get("title") or "")))
                worded = False
            case "link_close":
                address, title = links.pop()
                if not worded:
                    # A link without words shows its address, which would be lost with it.
                    yield Run(address, bold > 0, italic > 0, link=address)
                if title:
                    # The parser has read character references in it, which no check has seen.
                    # defense prose.titles: the title of a link is cleaned, too
                    yield Run(f" ({printable(title)})", bold > 0, italic > 0)
            case "softbreak" | "hardbreak":
                yield Break()
            case _:
                worded = worded or bool(token.content.strip())
                link = links[-1][0] if links and worded else ""
                yield Run(token.content, bold > 0, italic > 0, token.type == "code_inline", link)


def _inner_tokens(value: str) -> list[Token]:
    return _parser().parseInline(value)[0].children or []


def _merged(found: Iterator[Inline]) -> Iterator[Inline]:
    """Join neighbors of one style: the parser splits a text at every sign that might have been markup."""
    held: Run | None = None
    for inline in found:
        if isinstance(inline, Run):
            if not inline.text:
                continue
            if held and _style(held) == _style(inline):
                held = Run(held.text + inline.text, *_style(held))
                continue
        if held:
            yield held
        held = inline if isinstance(inline, Run) else None
        if not isinstance(inline, Run):
            yield inline
    if held:
        yield held


def _style(run: Run) -> tuple[bool, bool, bool, str]:
    return run.bold, run.italic, run.code, run.link
