"""Markdown (CommonMark with GitHub's tables), escaped so that every text reads as it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise

from jdgen.documents.tree import (
    Block,
    Box,
    Break,
    Bullets,
    Cell,
    Columns,
    Document,
    Fact,
    Facts,
    Inline,
    Inlines,
    Lines,
    Paragraph,
    Run,
    Section,
    Table,
    in_one_line,
)
from jdgen.render.options import PageOptions

_ALWAYS = re.compile(r"[\\`*\[\]<~]")
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_SIGN = re.compile(r"(?m)^(?=#{1,6}(?:[ \t]|$)|[-+](?:[ \t]|$)|>|=+[ \t]*$|[:| \t]*-[-:| \t]*$)")
_LINE_NUMBER = re.compile(r"(?m)^(\d{1,9})([.)])(?=\s|$)")
_BULLET = re.compile(r"(?m)^- ")
_NUMBER = re.compile(r"(?m)^(\d+)\. ")
_RULE = "___"
_STYLES = (("bold", "**", "strong"), ("italic", "*", "em"))


def render(document: Document, options: PageOptions) -> bytes:
    """Return the document as UTF-8 Markdown; the paper does not matter to it."""
    del options
    parts: list[str] = []
    if document.title:
        parts.append(_heading(document.title, 0))
    if document.subtitle:
        parts.append(_flow(document.subtitle))
    for section in document.sections:
        parts.extend(_block(section))
    return ("\n\n".join(_apart([part for part in parts if part])) + "\n").encode()


def _apart(parts: list[str]) -> Iterator[str]:
    """Yield the parts; the second of two lists that follow each other takes other signs, or they would be one."""
    before = ""
    for part in parts:
        for sign, other in ((_BULLET, "* "), (_NUMBER, r"\1) ")):
            if sign.match(part) and sign.match(before):
                part = sign.sub(other, part)
        yield part
        before = part


def _heading(title: Inlines, level: int) -> str:
    words = in_one_line(_inlines(title, " "))
    # Closing signs would be taken for a part of the heading's own.
    return f"{'#' * (level + 1)} {re.sub(r'(#+)$', _escaped_run, words)}"


def _escaped_run(match: re.Match[str]) -> str:
    return match[1].replace("#", r"\#")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Section(title=title, blocks=blocks, level=level):
            if title:
                yield _heading(title, level)
            for inner in blocks:
                yield from _block(inner)
        case Paragraph():
            yield from _paragraph(block)
        case Bullets(items=items, ordered=ordered):
            signs = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
            yield "\n".join(_hung(sign, item.inlines) for sign, item in zip(signs, items, strict=True))
        case Facts(facts=facts):
            yield "\n".join(map(_fact, facts))
        case Table(header=header, rows=rows):
            rules = _row(["---"] * len(header))
            yield "\n".join([_cells(header), rules, *(_cells(row) for row in rows)])
        case Lines(count=count, label=label):
            yield "\n\n".join([_label(label), *[_RULE] * count] if label else [_RULE] * count)
        case Columns(columns=columns):
            for column in columns:
                yield _label(column.label)
                for part in column.blocks:
                    yield from _block(part)


def _paragraph(block: Paragraph) -> Iterator[str]:
    if block.margin:
        yield _label(block.margin)
    text = _flow(block.inlines)
    match block.style:
        case "question" | "say":
            yield "> " + text.replace("\n", "\n> ")
        case "label" if len(block.inlines) == 1 and isinstance(block.inlines[0], Run):
            yield _label(block.inlines[0].text)
        case _:
            yield text


def _label(text: str) -> str:
    """Return a text of its own in bold, whatever signs and lines it has."""
    return _flow((Run(text, bold=True),))


def _fact(fact: Fact) -> str:
    return _hung("- ", (Run(fact.label, bold=True), Run(" "), *fact.inlines))


def _hung(sign: str, inlines: Inlines) -> str:
    """Return the inlines as an entry of a list; further lines stand below the first word."""
    return (sign + _flow(inlines).replace("\n", "\n" + " " * len(sign))).rstrip()


def _cells(cells: tuple[Cell, ...]) -> str:
    return _row([_cell(cell.inlines) for cell in cells])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(inlines: Inlines) -> str:
    # A cell takes a bar as its end wherever it stands, even in code.
    return in_one_line(_inlines(inlines, "<br>")).replace("|", "\\|")


def _flow(inlines: Inlines) -> str:
    """Return the inlines as lines of a paragraph: no line begins with what would start another block."""
    last = max((place for place, inline in enumerate(inlines, 1) if not isinstance(inline, Break)), default=0)
    text = _inlines(inlines[:last], "\\\n")
    text = "\n".join(line.strip(" \t") for line in text.split("\n"))
    text = re.sub(r"(?m)^\\$", "&nbsp;\\\\", text)
    # defense markdown.lines: no line of a value is a heading, an entry or a quotation
    text = _LINE_SIGN.sub(r"\\", text)
    return _LINE_NUMBER.sub(r"\1\\\2", text)


def _inlines(inlines: Inlines, break_sign: str) -> str:
    shown = [inline for inline in inlines if not isinstance(inline, Run) or inline.text]
    return _styled(shown, _STYLES, break_sign, ("", ""))


def _styled(
    inlines: list[Inline], styles: tuple[tuple[str, str, str], ...], break_sign: str, around: tuple[str, str]
) -> str:
    """Return the inlines with neighbors of one style between one pair of signs; `around` is what these would meet."""
    if not styles:
        return _plain(inlines, break_sign)
    (name, stars, tag), *others = styles
    groups = [(on, list(group)) for on, group in groupby(inlines, lambda inline: getattr(inline, name, False))]
    edges = [around[0], *("*" if _touch(a[-1], b[0]) else " " for (_, a), (_, b) in pairwise(groups)), around[1]]
    texts = [
        _styled(group, tuple(others), break_sign, _ends(group, on, others) or (edges[place], edges[place + 1]))
        for place, (on, group) in enumerate(groups)
    ]
    written = ""
    for place, (on, _) in enumerate(groups):
        lead, core, tail = _parts(texts[place])
        if on and core:
            # White space at the ends is moved out of the signs around this.
            said, coming = written + lead, tail + "".join(texts[place + 1 :])
            met = (said[-1] if said.strip() else around[0], coming[0] if coming.strip() else around[1])
            core = _signed(core, stars, tag, met)
        written += f"{lead}{core}{tail}"
    return written


def _ends(group: list[Inline], on: bool, others: list[tuple[str, str, str]]) -> tuple[str, str] | None:
    """Return what the inner signs of a styled group meet at its ends; where all of it is in both styles, nothing."""
    if not on:
        return None
    both = all(getattr(inline, name, False) for name, *_ in others for inline in group)
    return ("", "") if both else ("*", "*")


def _parts(text: str) -> tuple[str, str, str]:
    """Return the white space before, the words, and the white space after."""
    core = text.strip()
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]


def _touch(first: Inline, second: Inline) -> bool:
    """Return whether a style of the first and one of the second would meet without a space."""
    if not isinstance(first, Run) or not isinstance(second, Run):
        return False
    return not (first.text[-1:].isspace() or second.text[:1].isspace())


def _signed(core: str, stars: str, tag: str, around: tuple[str, str]) -> str:
    """Return the text between stars, or between tags where CommonMark would not take the stars for signs."""
    taken = all(
        edge != "*" and (_is_word(inner) or not edge or edge.isspace() or _is_punctuation(edge))
        for edge, inner in zip(around, (core[0], core[-1]), strict=True)
    )
    return f"{stars}{core}{stars}" if taken else f"<{tag}>{core}</{tag}>"


def _is_word(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character)[0] not in "PS"


def _is_punctuation(character: str) -> bool:
    """Return whether each edition of CommonMark takes the character for punctuation."""
    return unicodedata.category(character)[0] == "P" or (character.isascii() and not character.isalnum())


def _plain(inlines: list[Inline], break_sign: str) -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Run(link=link):
                text = _run(inline, break_sign)
                # Before the bracket of a link, the sign would make an image of it.
                if link and parts and parts[-1].endswith("!"):
                    parts[-1] = f"{parts[-1][:-1]}\\!"
                parts.append(text)
            case Break():
                parts.append(break_sign)
            case Box():
                parts.append("☐ ")
    return "".join(parts)


def _run(run: Run, break_sign: str) -> str:
    """Return the run without its bold and italic, which its neighbors may share."""
    if run.link and run.text in (run.link, run.link.removeprefix("mailto:")) and not re.search(r"[<>\\&|\s]", run.text):
        return f"<{run.text}>"
    lead, core, tail = _parts(run.text)
    if not core:
        return run.text
    text = _code(core) if run.code else _escaped(core).replace("\n", break_sign)
    if run.link:
        target = re.sub(r"([<>\\])", r"\\\1", run.link).replace("&", "&amp;")
        text = f"[{text}](<{target}>)"
    return f"{lead}{text}{tail}"


def _code(text: str) -> str:
    # defense markdown.code: a backtick in code does not end it
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    inner = " ".join(text.split("\n"))
    return f"{fence} {inner} {fence}" if inner.startswith("`") or inner.endswith("`") else f"{fence}{inner}{fence}"


# defense markdown.escape: no sign of a value is Markdown
def _escaped(text: str) -> str:
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _EDGE_UNDERSCORE.sub(r"\\_", text)
    # defense markdown.entities: a reference that somebody typed is not read as its character
    return _ENTITY.sub(r"\\&", text)
