"""A self-contained HTML page from a document tree; clean enough to be pasted into an applicant tracking system."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, NamedTuple

from markupsafe import Markup, escape

from jdgen.documents.tree import Box, Break, Cell, Document, Inline, Inlines, Run, Table, plain
from jdgen.render.env import environment
from jdgen.render.lengths import is_long, shortened
from jdgen.render.options import PageOptions, Paper

Face = Literal["html", "pdf"]

MARGINS = {"a4": "20mm 22mm 22mm", "letter": "0.7in 0.9in 0.75in"}
TURNED_MARGINS = {"a4": "18mm 20mm", "letter": "0.7in"}
LETTER_MARGINS = "25mm"
_BLANK_LINES = re.compile(r"\n\s*\n")
_LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")


class Sheet(NamedTuple):
    """The size and the margins of pages, as CSS."""

    size: str
    margins: str


def render(document: Document, options: PageOptions) -> bytes:
    """Return the page with its style inside, in UTF-8; nothing in it is fetched from elsewhere."""
    return _page(document, "html", _style(sheet(document, options.paper))).encode()


def page(document: Document, options: PageOptions) -> str:  # noqa: ARG001 - the paper is a matter of the style sheet
    """Return the page without a style, for the PDF renderer, which brings a parsed one."""
    return _page(document, "pdf", "")


def sheet(document: Document, paper: Paper) -> Sheet:
    """Return the pages of a document; turned ones have narrower margins, since what stands there is wide."""
    if document.landscape:
        return Sheet(f"{paper} landscape", TURNED_MARGINS[paper])
    return Sheet(paper, LETTER_MARGINS if document.kind == "letter" else MARGINS[paper])


def title(document: Document) -> str:
    """Return the name of the page; a letter, which has no title, is named by what it is and who wrote it."""
    return document.name or ", ".join(part for part in (document.subject, document.author) if part) or "jdgen"


@cache
def _style(pages: Sheet) -> str:
    values = pages._asdict()
    return "".join(environment().get_template(name).render(values) for name in ("base.css.j2", "screen.css.j2"))


def _page(document: Document, face: Face, style: str) -> str:
    taken: set[str] = set()

    def identifier(path: str, name: str) -> str:
        """Return an id that is its own on the page: the path of section ids, and a number where that is taken."""
        wanted = "-".join(part for part in (path, *name.split()) if part) or "section"
        chosen, number = wanted, 1
        while chosen in taken:
            number += 1
            chosen = f"{wanted}-{number}"
        taken.add(chosen)
        return chosen

    context: dict[str, Any] = {
        "document": document,
        "face": face,
        "style": Markup(style),  # noqa: S704 - our own style sheet, which holds no value of the document
        "title": title(document),
        "words": lambda inlines: words(inlines, face),
        "kind": lambda node: type(node).__name__,
        "plain": plain,
        "column_kinds": _column_kinds,
        "identifier": identifier,
        "is_long": is_long,
        "shortened": shortened,
    }
    return _BLANK_LINES.sub("\n", environment().get_template("page.html.j2").render(context))


def _column_kinds(table: Table) -> list[str]:
    """Return for each column what it holds where that is not words: numbers, or boxes to tick."""
    return [_kind([row[place] for row in table.rows if row[place].inlines]) for place in range(len(table.header))]


def _kind(filled: list[Cell]) -> str:
    if filled and all(plain(cell.inlines).isdecimal() for cell in filled):
        return "number"
    ticks = filled and all(len(cell.inlines) == 1 and isinstance(cell.inlines[0], Box) for cell in filled)
    return "tick" if ticks else ""


def words(inlines: Inlines, face: Face) -> Markup:
    """Return the inlines as markup, escaped.

    White space at the ends shows nowhere, but where a line just fits without it, WeasyPrint breaks after the first
    word.
    """
    return Markup("").join(_inline(inline, face) for inline in inlines).strip(" \t\n")


def _inline(inline: Inline, face: Face) -> Markup:
    if isinstance(inline, Break):
        return Markup("<br>")
    if isinstance(inline, Box):
        if face == "html":
            return Markup('<input type="checkbox" aria-label="{}">').format(inline.label)
        # PDF/A forbids form fields: a drawn figure, whose alternate text a screen reader speaks
        return Markup('<img class="box" src="jdgen:box.svg" alt="{}">').format(inline.label)
    return _run(inline)


def _run(run: Run) -> Markup:
    markup = Markup("<br>").join(escape(line) for line in run.text.split("\n"))
    if run.link:
        # innermost: WeasyPrint hangs the link's annotation on the element inside it, which PDF/UA forbids
        markup = Markup('<a href="{}">{}</a>').format(_checked(run.link), markup)
    for wanted, tag in ((run.code, "code"), (run.italic, "em"), (run.bold, "strong")):
        if wanted:
            markup = Markup("<{0}>{1}</{0}>").format(Markup(tag), markup)  # noqa: S704 - a constant
    if run.role:
        markup = Markup('<mark class="{}">{}</mark>').format(run.role, markup)
    return markup


def _checked(link: str) -> str:
    """Return the link if it is one that may stand in a document; the inputs let no other through."""
    if not link.lower().startswith(_LINK_SCHEMES) or not link.isprintable() or " " in link:
        raise ValueError(f"not a link for a document: {link!r}")
    return link
