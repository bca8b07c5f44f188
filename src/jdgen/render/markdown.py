"""Markdown (CommonMark with GitHub's tables), escaped so that every text reads as it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

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
)
from jdgen.render.options import PageOptions

_ALWAYS = re.compile(r"[\\`*\[\]<>|~]")
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_SIGN = re.compile(r"(?m)^(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|-+\s*$)")
_LINE_NUMBER = re.compile(r"(?m)^(\d{1,9})([.)])(?=\s|$)")
_RULE = "___"


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
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _heading(title: Inlines, level: int) -> str:
    words = " ".join(_inlines(title, break_sign=" ").split())
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
            yield "\n".join(
                sign + _flow(item.inlines).replace("\n", "\n" + " " * len(sign))
                for sign, item in zip(signs, items, strict=True)
            )
        case Facts(facts=facts):
            yield "\n".join([_row(["", ""]), _row(["---", "---"]), *(_fact(fact) for fact in facts)])
        case Table(header=header, rows=rows):
            rules = _row(["---"] * len(header))
            yield "\n".join([_cells(header), rules, *(_cells(row) for row in rows)])
        case Lines(count=count, label=label):
            yield "\n\n".join([f"**{_escaped(label)}**", *[_RULE] * count] if label else [_RULE] * count)
        case Columns(columns=columns):
            for column in columns:
                yield f"**{_escaped(column.label)}**"
                for part in column.blocks:
                    yield from _block(part)


def _paragraph(block: Paragraph) -> Iterator[str]:
    if block.margin:
        yield f"**{_escaped(block.margin)}**"
    text = _flow(block.inlines)
    match block.style:
        case "question":
            yield "> " + text.replace("\n", "\n> ")
        case "label" if len(block.inlines) == 1 and isinstance(block.inlines[0], Run):
            yield _flow((Run(block.inlines[0].text, bold=True),))
        case _:
            yield text


def _fact(fact: Fact) -> str:
    return _row([f"**{_escaped(fact.label)}**", _cell(fact.inlines)])


def _cells(cells: tuple[Cell, ...]) -> str:
    return _row([_cell(cell.inlines) for cell in cells])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(inlines: Inlines) -> str:
    return " ".join(_inlines(inlines, break_sign="<br>", cell=True).split())


def _flow(inlines: Inlines) -> str:
    """Return the inlines as lines of a paragraph: no line begins with what would start another block."""
    text = _inlines(inlines, break_sign="\\\n")
    text = "\n".join(line.strip(" \t") for line in text.split("\n"))
    text = re.sub(r"(?m)^\\$", "&nbsp;\\\\", text)
    text = _LINE_SIGN.sub(r"\\\1", text)
    return _LINE_NUMBER.sub(r"\1\\\2", text)


def _inlines(inlines: Inlines, break_sign: str, *, cell: bool = False) -> str:
    """Return the inlines; a style that Markdown's signs could not carry next to its neighbors is set in tags."""
    shown = [inline for inline in inlines if not isinstance(inline, Run) or inline.text]
    parts: list[str] = []
    for index, inline in enumerate(shown):
        match inline:
            case Run():
                before = _edge(shown[index - 1], -1) if index else ""
                following = shown[index + 1] if index + 1 < len(shown) else None
                text = _run(inline, (before, _edge(following, 0)), break_sign, cell=cell)
                # Before the bracket of a link, the sign would make an image of it.
                image = text.endswith("!") and isinstance(following, Run) and following.link
                parts.append(f"{text[:-1]}\\!" if image else text)
            case Break():
                parts.append(break_sign)
            case Box():
                parts.append("☐ ")
    return "".join(parts)


def _edge(inline: Inline | None, end: int) -> str:
    """Return the character that a run's style would meet at that end of its neighbor; a star for one with a style."""
    if not isinstance(inline, Run):
        return ""
    character = inline.text[end]
    return "*" if (inline.bold or inline.italic) and not inline.link and not character.isspace() else character


def _run(run: Run, around: tuple[str, str], break_sign: str, *, cell: bool) -> str:
    if run.link and run.text in (run.link, run.link.removeprefix("mailto:")) and not re.search(r"[<>\\&|\s]", run.text):
        return f"<{run.text}>"
    core = run.text.strip()
    if not core:
        return run.text
    lead, tail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    text = _code(core, cell=cell) if run.code else _escaped(core).replace("\n", break_sign)
    if run.bold or run.italic:
        text = _styled(run, text, core, (lead or around[0], tail or around[1]))
    if run.link:
        target = re.sub(r"([<>\\])", r"\\\1", run.link).replace("&", "&amp;").replace("|", "%7C")
        text = f"[{text}](<{target}>)"
    return f"{lead}{text}{tail}"


def _styled(run: Run, text: str, core: str, around: tuple[str, str]) -> str:
    stars = "*" * (2 * run.bold + run.italic)
    edges = around[0][-1:], around[1][:1]
    signs_at_edge = run.code or not (_is_word(core[0]) and _is_word(core[-1]))
    hard = signs_at_edge or (run.italic and run.bold)
    if "*" in edges or (hard and any(map(_is_word, edges))):
        for tag, used in (("em", run.italic), ("strong", run.bold)):
            text = f"<{tag}>{text}</{tag}>" if used else text
        return text
    return f"{stars}{text}{stars}"


def _is_word(character: str) -> bool:
    return bool(character) and not character.isspace() and unicodedata.category(character)[0] not in "PS"


def _code(text: str, *, cell: bool) -> str:
    """Return the text as code; a cell takes a bar as its end even there."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    inner = " ".join(text.split("\n"))
    inner = inner.replace("|", "\\|") if cell else inner
    return f"{fence} {inner} {fence}" if inner.startswith("`") or inner.endswith("`") else f"{fence}{inner}{fence}"


def _escaped(text: str) -> str:
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _EDGE_UNDERSCORE.sub(r"\\_", text)
    return _ENTITY.sub(r"\\&", text)
