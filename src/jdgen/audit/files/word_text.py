"""The order that readers hear a Word file in: headings, lists and empty paragraphs, and what is left in its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from jdgen.audit.files.leftovers import leftovers
from jdgen.audit.files.word_parts import FALLBACK, WordFile, fault
from jdgen.audit.files.word_styles import Styles, is_on, of_run, runs, words
from jdgen.errors import Place, Problem, plural, printable
from jdgen.house.opening.namespaces import w

Element = Any
"""An lxml element."""
_TYPED = re.compile(r"\s*(?:[-–—•·*▪●○◦‣✓➢]|\d{1,2}[.)]|[a-z][.)])[\t \xa0]+\S")
_HOLDS = ("drawing", "pict", "object", "br", "sectPr", "fldChar", "fldSimple", "sdt", "footnoteReference", "instrText")
MAX_READ = 2_000_000
"""The characters that are searched for what is left: three long novels."""
TOO_LONG = f"what is left behind the first {MAX_READ:,} characters of some Word file was not judged"
_LONG, _SHORT, _FEW = 800, 60, 8
"""Words from which on a text needs headings; the characters and words that a heading has at most."""
_NAMED = 3
_QUOTED = 40


class _Paragraph(NamedTuple):
    """A paragraph of the body that is shown."""

    element: Element
    text: str
    place: Place
    level: int
    listed: bool
    plain: bool
    """Whether it stands in the body itself, and not in a table, a frame or a box."""


def order(file: WordFile, styles: Styles) -> Iterator[Problem]:
    """Yield what is wrong with headings, lists and space."""
    body = list(_body(file, styles))
    yield from _jumps(body, styles)
    yield from _looks(body, styles)
    yield from _lists(body)
    yield from _space(body)
    count = sum(len(one.text.split()) for one in body)
    if count > _LONG and not any(one.level for one in body):
        said = f"has {count:,} words and no heading"
        yield fault("heading.none", said, Place(file.source), "set headings in the styles Heading 1 and Heading 2")


def left(file: WordFile) -> Iterator[Problem]:
    """Yield what is left in the words of the file, its headers and its notes, as far as anybody reads."""
    room = MAX_READ
    for _, root in file.stories():
        for paragraph in root.iter(w("p")):
            if next(paragraph.iterancestors(FALLBACK), None) is None and room > 0:
                said = words(paragraph)
                room -= len(said)
                for rule, message, mend in leftovers(said):
                    yield fault(rule, message, file.place(paragraph), mend)


def is_too_long(file: WordFile) -> bool:
    """Return whether the file has more words than are searched for what is left."""
    return sum(len(text.text or "") for _, root in file.stories() for text in root.iter(w("t"))) > MAX_READ


def _body(file: WordFile, styles: Styles) -> Iterator[_Paragraph]:
    for element in file.roots[file.main].iter(w("p")):
        holders = {holder.tag for holder in element.iterancestors()}
        if FALLBACK in holders:
            continue
        framed = styles.of_paragraph(element, "framePr") is not None
        plain = not framed and not holders & {w("tbl"), w("txbxContent")}
        level = styles.level(element)
        yield _Paragraph(element, words(element).strip(), file.place(element), level, styles.is_listed(element), plain)


def _jumps(body: list[_Paragraph], styles: Styles) -> Iterator[Problem]:
    """Yield each heading that leaves a level out; a title stands for the first one."""
    before = 0
    for one in body:
        if not one.text:
            continue
        if one.level > before + 1:
            after = f"follows one of level {before}" if before else "is the first one"
            said = f"the heading `{printable(one.text, _QUOTED)}` of level {one.level} {after}"
            yield fault("heading.jump", said, one.place, f"set it in the style Heading {before + 1}")
        if one.level or styles.name_of(one.element) == "title":
            before = one.level or 1


def _looks(body: list[_Paragraph], styles: Styles) -> Iterator[Problem]:
    """Yield the bold paragraphs that look like headings, if there are several, as one; those repeated are labels."""
    shown = [one for one in body if one.text]
    times = Counter(one.text for one in shown)
    found = [
        one for one, after in pairwise(shown[1:])
        if times[one.text] == 1 and _is_bold_line(one, styles) and not after.level
        and (after.listed or len(after.text) > len(one.text)) and not _is_bold(after.element, styles)
    ]  # fmt: skip
    if len(found) > 1:
        quoted = ", ".join(f"`{printable(one.text, _QUOTED)}`" for one in found[:_NAMED])
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        said = f"{quoted}{more} are bold paragraphs that look like headings"
        yield fault("heading.looks", said, found[0].place, "set them in the styles Heading 1 and Heading 2")


def _is_bold_line(one: _Paragraph, styles: Styles) -> bool:
    few = len(one.text) <= _SHORT and len(one.text.split()) <= _FEW
    if not few or not one.plain or one.level or one.listed or one.text[-1] in ".,;?!":
        return False
    kept = styles.name_of(one.element).startswith(("title", "subtitle", "caption", "toc", "header", "footer"))
    return not kept and one.text[0].isalpha() and _is_bold(one.element, styles)


def _is_bold(paragraph: Element, styles: Styles) -> bool:
    return all(is_on(styles.of_run(paragraph, run, "b")) for run in runs(paragraph) if of_run(run).strip())


def _lists(body: list[_Paragraph]) -> Iterator[Problem]:
    """Yield the entries of lists that somebody typed, as one."""
    found: list[_Paragraph] = []
    for typed, group in groupby(body, key=lambda one: not one.listed and bool(_TYPED.match(one.text))):
        entries = list(group)
        if typed and len(entries) > 1:
            found += entries
    if found:
        said = f"{plural(len(found), 'paragraph')} begin with a sign that somebody typed (`{found[0].text[:1]}`)"
        mend = "make them a list: select them and choose Bullets or Numbering"
        yield fault("list.typed", said, found[0].place, mend)


def _space(body: list[_Paragraph]) -> Iterator[Problem]:
    """Yield empty paragraphs that stand for space, as one."""
    empty: list[_Paragraph] = []
    for bare, group in groupby(body, key=lambda one: one.plain and not one.text and not _holds(one.element)):
        run = list(group)
        if bare and len(run) > 1:
            empty += run
    if empty:
        said = f"{len(empty)} empty paragraphs stand one after the other"
        mend = "delete them, and give the style space before or after"
        yield fault("paragraph.empty", said, empty[0].place, mend)


def _holds(paragraph: Element) -> bool:
    return next(paragraph.iter(*map(w, _HOLDS)), None) is not None
