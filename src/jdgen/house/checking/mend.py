"""A template with its tags set right where nothing has to be guessed: names stay as they are, and all other words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from jdgen.errors import printable
from jdgen.house.faults import Fault, Spot
from jdgen.house.opening.namespaces import w
from jdgen.house.opening.package import Element, Package, opened
from jdgen.house.opening.wordml import above, child, named
from jdgen.house.reading.scanner import ENDS, Words, signs, words
from jdgen.house.reading.tags import Tag, spots, straight, tags
from jdgen.render.word_zip import deflated, write

_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_ODD = re.compile("[\u200b\u200c\u200d\u2060\ufeff]|[^\\S \\t\\n]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = r"(?:if|elif|else|endif|for|endfor)\b"
_HALF = re.compile(
    r"\{\{[^{}]*\}|\{%[^{}%]*%(?!\})|\{#[^{}#]*#(?!\})|"
    rf"\{{%\s{{0,9}}(?:(?:p|tr|tc|r)\s{{1,9}})?{_WORDS}[^{{}}%]*\}}(?!\}})", re.IGNORECASE
)
"""A tag that lacks one of the two signs of its end."""
_CAPITAL = re.compile(r"(\{[{%])(P|T[RrCc]|R)(?=\s+\w)")
"""A prefix that Word made the beginning of a sentence."""
_BARE_SECTION = re.compile(r"\{\{\s*(?=section\s*\()")
_APART = re.compile(
    r"^(\{%)\s+(p|tr|tc|r)\s+(?=(?:if|elif|else|endif|for|endfor)\b)|"
    r"^(\{\{)\s+(p|tr|tc|r)\s+(?!(?:if|and|or|in|is|not|else)\b)(?=\w)"
)
"""A sign that is apart from its prefix."""
_OPENS, _GOES_ON = ("if", "for"), ("elif", "else")
_OUTSIDE = re.compile(r"`(.+)` stands in no table (?:row|cell)")


class Edit(NamedTuple):
    """Characters of a paragraph, and what they become."""

    start: int
    end: int
    text: str


def mended(data: bytes, source: str) -> bytes:
    """Return a template with everything mended that can be; every part without such a mistake stays byte for byte."""
    package = opened(data, source)
    changed = _spelled(package)
    wanted = _prefixes(package)
    for part, tree in package.trees.items():
        for paragraph in named(tree, "p"):
            if paragraph in wanted and _mend(paragraph, _prefixed(words(paragraph), wanted[paragraph])):
                changed.add(part)
    return _written(package, changed) if changed else data


def _spelled(package: Package) -> set[str]:
    """Set right how tags are written; return the parts that changed.

    Ends are mended first, since a tag without its end has no prefix yet, and prefixes later, when every tag is whole.
    """
    changed: set[str] = set()
    for part, tree in package.trees.items():
        for paragraph in named(tree, "p"):
            ended = _mend(paragraph, _endings(words(paragraph)))
            if _mend(paragraph, _spellings(words(paragraph))) or ended:
                changed.add(part)
    return changed


def marked(faults: Iterable[Fault], data: bytes, source: str) -> list[Fault]:
    """Return the faults of a template with those marked that `mended` sets right."""
    every = list(faults)
    moved: set[tuple[str, str, int]] = set()
    if any(_OUTSIDE.match(fault.message) for fault in every):
        package = opened(data, source)
        _spelled(package)
        known, wanted = spots(package), _prefixes(package)
        moved = {known[paragraph][:3] for paragraph in wanted if paragraph in known}
    return [fault._replace(mendable=True) if _is_curable(fault, moved) else fault for fault in every]


def _is_curable(fault: Fault, moved: Collection[tuple[str, str, int]]) -> bool:
    spot = fault.spot
    if spot is None:
        return False
    if fault.rule == "tag.no_end":
        written = fault.message.removeprefix("`").partition("` has no end")[0]
        return bool(_HALF.match(written))
    if fault.rule == "tag.prefix" and fault.message.endswith(" has a space before its prefix"):
        return True
    if fault.rule in ("syntax.unreadable", "syntax.not_offered", "tag.prefix") and _CAPITAL.search(fault.message):
        return True
    return bool(_OUTSIDE.match(fault.message)) and spot[:3] in moved


def _mend(paragraph: Element, edits: Iterable[Edit]) -> bool:
    """Make changes to a paragraph, from its end to its start; return whether anything changed."""
    said = words(paragraph)
    found = [edit for edit in edits if _is_news(said, edit)]
    for edit in reversed(found):
        _apply(paragraph, words(paragraph), edit)
    return bool(found)


def _is_news(said: Words, edit: Edit) -> bool:
    held = [segment.text for segment in said.between(edit.start, edit.end)]
    return len(held) > 1 or said.text[edit.start : edit.end] != edit.text


def _endings(said: Words) -> Iterator[Edit]:
    for found in signs(said.text):
        half = _HALF.match(said.text[found.start : found.end]) if found.state == "open" else None
        if half:
            end = found.start + half.end()
            yield Edit(end - 1, end, "%}" if found.sign == "{%" else f"{said.text[end - 1]}}}")


def _spellings(said: Words) -> Iterator[Edit]:
    """Yield each whole tag in one piece, with straight quotes and plain spaces; notes to the author stay."""
    for found in signs(said.text):
        if found.state == "whole" and found.sign != "{#":
            written = said.text[found.start : found.end]
            inner = _UNSEEN.sub("", re.sub(r"\s", " ", written[2:-2]))
            spelled = f"{written[:2]}{straight(inner)}{written[-2:]}"
            is_alone = said.text.strip() == written.strip()
            spelled = _BARE_SECTION.sub("{{p ", spelled) if is_alone else spelled
            spelled = _CAPITAL.sub(lambda begin: begin[1] + begin[2].lower(), spelled)
            yield Edit(found.start, found.end, _APART.sub(_joined, spelled))


def _joined(apart: re.Match[str]) -> str:
    return f"{apart[1] or apart[3]}{apart[2] or apart[4]} "


def _prefixed(said: Words, prefixes: list[tuple[str, str]]) -> Iterator[Edit]:
    """Yield the tags of a paragraph with their new prefixes; `prefixes` pairs what is written with what it becomes."""
    for found in signs(said.text):
        written = said.text[found.start : found.end]
        for before, after in prefixes:
            if _plain(written) == before:
                yield Edit(found.start, found.end, after)


def _plain(written: str) -> str:
    return " ".join(written.split())


def _prefixes(package: Package) -> dict[Element, list[tuple[str, str]]]:
    """Return what becomes of the tags that lack the right prefix, by their paragraphs."""
    wanted: dict[Element, list[tuple[str, str]]] = {}
    for tag in _to_move(_code_of(package)):
        sign = tag.written[:2]
        wanted.setdefault(tag.paragraph, []).append((_plain(tag.written), f"{sign}p {tag.code} {ENDS[sign]}"))
    return wanted


def _code_of(package: Package) -> list[Tag]:
    return [tag for tag in tags(package)[0] if tag.kind != "comment"]


def _is_outside(tag: Tag) -> bool:
    """Return whether a tag stands for a row or a cell, and in none, and has its paragraph to itself."""
    return tag.prefix in ("tr", "tc") and above(tag.paragraph, tag.prefix) is None and _is_alone(tag)


def _to_move(found: Iterable[Tag]) -> Iterator[Tag]:
    """Yield the tags that are to take the place of their paragraphs: of a block all of them, or none."""
    every = list(found)
    for group in _groups(every):
        homes = {tag.paragraph.getparent() for tag in group}
        if len(homes) == 1 and all(_is_alone(tag) and (tag.prefix in ("", "p") or _is_outside(tag)) for tag in group):
            yield from (tag for tag in group if tag.prefix != "p")
    yield from (tag for tag in every if tag.kind == "value" and _is_outside(tag))


def blemishes(package: Package, spots: Mapping[Element, Spot]) -> Iterator[Fault]:
    """Yield what is read as it is meant, and yet mended: odd spaces in tags, and blocks that leave empty paragraphs."""
    for paragraph, spot in spots.items():
        text = words(paragraph).text
        for found in signs(text) if "{" in text else ():
            written = text[found.start : found.end]
            if found.state == "whole" and found.sign != "{#" and _ODD.search(written):
                said = f"`{_plain(_UNSEEN.sub('', written))}` has spaces that do not break, or that nobody sees"
                yield Fault("tag.spaces", said, spot, "they are read as plain ones", mendable=True)
    for tag in (tag for tag in _to_move(_code_of(package)) if not tag.prefix):
        hint = f"write `{{%p {printable(tag.code, 60)} %}}`"
        said = f"`{tag.written}` leaves an empty paragraph behind"
        yield Fault("block.alone", said, tag.spot, hint, mendable=True)


def _is_alone(tag: Tag) -> bool:
    said = words(tag.paragraph).text
    holds_more = child(tag.paragraph, "pPr", "sectPr") is not None
    return _plain(said) == _plain(tag.written) and not holds_more


def _groups(found: Iterable[Tag]) -> Iterator[list[Tag]]:
    """Yield the tags of each condition and each loop, from its first to its end."""
    open_ones: list[list[Tag]] = []
    for tag in found:
        word = tag.code.split(" ", 1)[0] if tag.kind == "block" else ""
        if word in _OPENS:
            open_ones.append([tag])
        elif word in _GOES_ON and open_ones:
            open_ones[-1].append(tag)
        elif word.startswith("end") and open_ones:
            yield [*open_ones.pop(), tag]


def _apply(paragraph: Element, said: Words, edit: Edit) -> None:
    """Put a text in place of characters: into the first run that held some of them, and out of all others."""
    held = [segment for segment in said.between(edit.start, edit.end) if segment.text is not None]
    if not held:
        return
    texts: list[Element] = [segment.text for segment in held]
    for number, (segment, text) in enumerate(zip(held, texts, strict=True)):
        written = text.text or ""
        before, after = written[: max(edit.start - segment.start, 0)], written[max(edit.end - segment.start, 0) :]
        text.text = f"{before}{edit.text if not number else ''}{after}"
        text.set(_SPACE, "preserve")
    _take_breaks_out(paragraph, texts[0], texts[-1])
    for text in texts[1:]:
        if not text.text:
            _take_out(text)


def _take_breaks_out(paragraph: Element, first: Element, last: Element) -> None:
    """Take tabs and line ends out of a tag that runs from one text to another."""
    inside = False
    for element in list(named(paragraph, "t", "tab", "br", "cr")):
        if element is last:
            return
        if element is first:
            inside = True
        elif inside and element.tag != w("t"):
            _take_out(element)


def _take_out(element: Element) -> None:
    """Take an element out of its run, and the run if it holds nothing more."""
    run = element.getparent()
    run.remove(element)
    if run.tag == w("r") and all(left.tag == w("rPr") for left in run):
        run.getparent().remove(run)


def _written(package: Package, changed: set[str]) -> bytes:
    from lxml import etree

    def part(name: str) -> bytes:
        tree = package.trees[name]
        return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

    return write(
        deflated(name, part(name)) if name in changed else member for name, member in package.members.items()
    )
