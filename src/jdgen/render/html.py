"""A self-contained HTML page from a document tree; clean enough to be pasted into an applicant tracking system."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import Any, Literal, NamedTuple

from markupsafe import Markup, escape

from jdgen.documents.look import USUAL as USUAL_LOOK
from jdgen.documents.look import Look
from jdgen.documents.tree import (
    Block,
    Box,
    Break,
    Cell,
    Document,
    Inline,
    Inlines,
    Run,
    Section,
    Sheet,
    Table,
    plain,
    sheets,
)
from jdgen.render import page_look
from jdgen.render.env import environment
from jdgen.render.lengths import LONGEST_NAME, is_long, shortened
from jdgen.render.links import checked
from jdgen.render.options import USUAL, LetterType, PageOptions
from jdgen.render.page_foot import foot
from jdgen.render.tight import tight

Face = Literal["html", "pdf"]

MARGINS = {"a4": "20mm 22mm 22mm", "letter": "0.7in 0.9in 0.75in"}
TURNED_MARGINS = {"a4": "18mm 20mm", "letter": "0.7in"}
LARGE_MARGINS = {"a4": "20mm 14mm 22mm", "letter": "0.7in 0.55in 0.75in"}
LETTER_MARGINS = "25mm"
_PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
"""The sides of the paper in points, the short one first."""
_UNITS = {"mm": 72 / 25.4, "in": 72.0}
MOST_COLUMNS = 5
"""The most columns of a grid that large print has room for on an upright page."""

_BLANK_LINES = re.compile(r"\n\s*\n")


class Setting(NamedTuple):
    """How a run of pages is set, as values of the style sheets; its sizes and margins are CSS.

    An `opening` run begins the document, with a page that has no header; a `named` one counts by the name of its sheet.
    A page without a footer that opens a document has no number either. `letter` is the type of letters, `theme` the
    look without its pictures; the first page may have a `logo`. What is `close` has less space between its
    parts, and what can be `closer` is so where that saves a page.
    """

    size: str
    margins: str
    large: bool
    opening: bool = True
    named: bool = False
    footer: bool = True
    letter: LetterType = USUAL
    theme: Look = USUAL_LOOK
    logo: bool = False
    close: bool = False
    closer: bool = False

    @property
    def text(self) -> float:
        """Return the width of the text in points."""
        paper, _, turned = self.size.partition(" ")
        sides = self.margins.split()
        return _PAPERS[paper][bool(turned)] - 2 * _points(sides[min(len(sides) - 1, 1)])


class Page(NamedTuple):
    """A run of pages as one page of HTML, without its style."""

    text: str
    setting: Setting


_Run = tuple[Sheet | None, tuple[Section, ...]]


def render(document: Document, options: PageOptions) -> bytes:
    """Return the page with its style inside, in UTF-8; nothing in it is fetched from elsewhere.

    Templates of somebody's own, for which TemplateError may be raised, can ask for what they like.
    """
    if options.pages:
        from jdgen.render.limited import rendered

        return rendered("html", document, options)
    upright, turned = setting(document, options), setting(document, options, (Sheet("", landscape=True), ()))
    runs = sheets(document)
    widths: dict[int, list[float]] = {}
    for sheet, sections in runs:
        own = turned if sheet and sheet.landscape else upright
        widths |= tight(sections, own.text, large=options.large, spread=page_look.spread(own.theme))
    logo = page_look.logo(document, options, inside=True)
    return _page(document, "html", runs, widths, style=_style(upright, turned), theme=upright.theme, logo=logo).encode()


def pages(document: Document, options: PageOptions) -> list[Page]:
    """Return each run of pages of a document without a style, for the PDF renderer, which brings parsed ones."""
    runs = sheets(document) or [(None, ())]
    found = []
    for number, run in enumerate(runs):
        own = setting(document, options, run)._replace(opening=number == 0)
        spread = page_look.spread(own.theme)
        widths = tight(run[1], own.text, large=options.large, spread=spread)
        logo = page_look.logo(document, options, inside=False)
        line = partial(foot, document.footer, width=own.text, large=options.large, spread=spread)
        found.append(Page(_page(document, "pdf", [run], widths, theme=own.theme, logo=logo, foot=line), own))
    return found


def setting(document: Document, options: PageOptions, run: _Run = (None, ())) -> Setting:
    """Return how pages are set; turned ones have narrower margins, since what stands there is wide."""
    (sheet, sections), paper = run, options.paper
    turned = sheet.landscape or (options.large and _is_wide(sections)) if sheet else document.landscape
    upright = LARGE_MARGINS[paper] if options.large else MARGINS[paper]
    if document.kind == "letter":
        upright = LETTER_MARGINS
    size, margins = (f"{paper} landscape", TURNED_MARGINS[paper]) if turned else (paper, upright)
    return Setting(
        size,
        margins,
        options.large,
        named=sheet is not None,
        footer=bool(document.footer),
        letter=_type_of(document, options),
        theme=page_look.theme(options),
        logo=page_look.picture(document, options) is not None,
        closer=document.kind == "posting" or (document.kind == "rubric" and sections == document.sections[:1]),
    )


def _type_of(document: Document, options: PageOptions) -> LetterType:
    """Return the type of a letter; what sets letters is loaded for them alone."""
    if document.kind != "letter":
        return USUAL
    from jdgen.render.letter_type import letter_type

    return letter_type(document, options.paper, large=options.large)


def _with_name(inlines: Inlines) -> Inlines:
    """Return the lines of a letter's sender with the first of them, the name, in bold."""
    from jdgen.render.letter_type import with_name

    return with_name(inlines)


def _points(length: str) -> float:
    return float(length[:-2]) * _UNITS[length[-2:]]


def _is_wide(parts: tuple[Block, ...]) -> bool:
    grids = (part for part in parts if isinstance(part, Table) and part.style == "grid")
    inner = (part.blocks for part in parts if isinstance(part, Section))
    return any(len(grid.header) > MOST_COLUMNS for grid in grids) or any(map(_is_wide, inner))


def title(document: Document) -> str:
    """Return the name of the page; a letter, which has no title, is named by what it is and who wrote it.

    The subject line of an email says both.
    """
    author = document.author if document.author not in document.subject else ""
    return document.name or ", ".join(part for part in (document.subject, author) if part) or "jdgen"


@cache
def _style(upright: Setting, turned: Setting) -> Markup:
    values = upright._asdict() | {"turned": turned} | page_look.fonts(upright.theme)
    sheet = "".join(environment().get_template(name).render(values) for name in ("base.css.j2", "screen.css.j2"))
    return Markup(sheet)  # noqa: S704 - escaped already, and it holds no value of the document


def _page(
    document: Document, face: Face, runs: list[_Run], widths: Mapping[int, list[float]], **more: Any
) -> str:
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
        "runs": runs,
        "opening": runs[:1] == sheets(document)[:1],
        "face": face,
        "style": "",
        "linked_data": _linked_data(document) if face == "html" else "",
        "title": title(document),
        "words": lambda inlines: words(inlines, face),
        "subtitle": lambda: page_look.together(words(document.subtitle, face)),
        "with_name": _with_name,
        "choices": lambda inlines: choices(inlines, face),
        "kind": lambda node: type(node).__name__,
        "plain": plain,
        "column_kinds": _column_kinds,
        "tight_widths": lambda table: widths.get(id(table)),
        "identifier": identifier,
        "is_long": is_long,
        "shortened": shortened,
        "longest_name": LONGEST_NAME,
        **more,
    }
    return _BLANK_LINES.sub("\n", environment().get_template("page.html.j2").render(context))


def _linked_data(document: Document) -> Markup:
    """Return what search engines read of a posting that has all they ask for, or nothing."""
    vacancy = document.record.vacancy
    if vacancy is None or not vacancy.complete:
        return Markup("")
    from jdgen.render.job_posting import job_posting, linked_data

    return Markup(linked_data(job_posting(document)))  # noqa: S704 - no sign in it is markup


def _column_kinds(table: Table) -> list[str]:
    """Return for each column what it holds where that is not words: numbers, boxes to tick, or marks in the middle."""
    words = len(table.header) if table.middle is None else table.middle
    kinds = [_kind([row[place] for row in table.rows if row[place].inlines]) for place in range(words)]
    return [*kinds, *["middle"] * (len(table.header) - words)]


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


def choices(inlines: Inlines, face: Face) -> Markup:
    """Return the inlines as markup in which no line ends between a box and its words."""
    parts = [Markup("")]
    for before, inline in zip((None, *inlines), inlines, strict=False):
        markup = _inline(inline, face)
        if isinstance(before, Box):
            word = markup.rstrip()
            parts[-1] = Markup('<span class="choice">{}{}</span>{}').format(parts[-1], word, markup[len(word) :])
        else:
            parts.append(markup)
    return Markup("").join(parts).strip(" \t\n")


def _inline(inline: Inline, face: Face) -> Markup:
    if isinstance(inline, Break):
        return Markup("<br>")
    if isinstance(inline, Box):
        if face == "html":
            return Markup('<input type="checkbox" aria-label="{}">').format(inline.label)
        # PDF/A forbids form fields: a drawn figure, whose alternate text a screen reader speaks
        return Markup('<img class="box" src="jdgen:box.svg" alt="{}" data-field="{}">').format(
            inline.label, inline.field
        )
    return _run(inline)


def _run(run: Run) -> Markup:
    markup = Markup("<br>").join(escape(line) for line in run.text.split("\n"))
    if run.link:
        # innermost: WeasyPrint hangs the link's annotation on the element inside it, which PDF/UA forbids
        markup = Markup('<a href="{}">{}</a>').format(checked(run.link), markup)
    for wanted, tag in ((run.code, "code"), (run.italic, "em"), (run.bold, "strong")):
        if wanted:
            markup = Markup("<{0}>{1}</{0}>").format(Markup(tag), markup)  # noqa: S704 - a constant
    if run.role:
        markup = Markup('<mark class="{}">{}</mark>').format(run.role, markup)
    return markup
