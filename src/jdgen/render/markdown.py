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
    return " ".join(_inlines(inlines, break_sign="<br>").split())


def _flow(inlines: Inlines) -> str:
    """Return the inlines as lines of a paragraph: no line begins with what would start another block."""
    text = _inlines(inlines, break_sign="\\\n")
    text = "\n".join(line.strip(" \t") for line in text.split("\n"))
    text = re.sub(r"(?m)^\\$", "&nbsp;\\\\", text)
    text = _LINE_SIGN.sub(r"\\\1", text)
    return _LINE_NUMBER.sub(r"\1\\\2", text)


def _inlines(inlines: Inlines, break_sign: str) -> str:
    """Return the inlines; a style that Markdown's signs could not carry next to its neighbors is set in tags."""
    parts: list[str] = []
    plain = ["\n" if isinstance(i, Break) else "☐" if isinstance(i, Box) else i.text for i in inlines]
    for index, inline in enumerate(inlines):
        match inline:
            case Run():
                before = plain[index - 1][-1:] if index else ""
                after = plain[index + 1][:1] if index + 1 < len(plain) else ""
                text = _run(inline, before, after, break_sign)
                # Before the bracket of a link, the sign would make an image of it.
                parts.append(f"{text[:-1]}\\!" if text.endswith("!") and _is_link(inlines, index + 1) else text)
            case Break():
                parts.append(break_sign)
            case Box():
                parts.append("☐ ")
    return "".join(parts)


def _is_link(inlines: Inlines, index: int) -> bool:
    following = inlines[index] if index < len(inlines) else None
    return isinstance(following, Run) and bool(following.link)


def _run(run: Run, before: str, after: str, break_sign: str) -> str:
    if run.link and run.text in (run.link, run.link.removeprefix("mailto:")) and not re.search(r"[<>\\&|\s]", run.text):
        return f"<{run.text}>"
    core = run.text.strip()
    if not core:
        return run.text
    lead, tail = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    text = _code(core) if run.code else _escaped(core).replace("\n", break_sign)
    if run.bold or run.italic:
        text = _styled(run, text, core, (lead or before, tail or after))
    if run.link:
        target = re.sub(r"([<>\\])", r"\\\1", run.link).replace("&", "&amp;").replace("|", "%7C")
        text = f"[{text}](<{target}>)"
    return f"{lead}{text}{tail}"


def _styled(run: Run, text: str, core: str, around: tuple[str, str]) -> str:
    stars = "*" * (2 * run.bold + run.italic)
    touching = _is_word(around[0][-1:]) or _is_word(around[1][:1]) or around[0][-1:] == "*" or around[1][:1] == "*"
    signs_at_edge = not (_is_word(core[0]) and _is_word(core[-1]))
    if (touching and signs_at_edge) or (touching and run.italic and run.bold):
        for tag, used in (("em", run.italic), ("strong", run.bold)):
            text = f"<{tag}>{text}</{tag}>" if used else text
        return text
    return f"{stars}{text}{stars}"


def _is_word(character: str) -> bool:
    return bool(character) and not character.isspace() and unicodedata.category(character)[0] not in "PS"


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    inner = " ".join(text.split("\n")).replace("|", "\\|")
    return f"{fence} {inner} {fence}" if inner.startswith("`") or inner.endswith("`") else f"{fence}{inner}{fence}"


def _escaped(text: str) -> str:
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _EDGE_UNDERSCORE.sub(r"\\_", text)
    return _ENTITY.sub(r"\\&", text)
