"""A part with tags made into steps: sentinels in a copy of its tree, which is written once and cut at them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from jdgen.house.compiling import printing
from jdgen.house.compiling.cutting import put
from jdgen.house.compiling.entries import Entry
from jdgen.house.compiling.steps import Step
from jdgen.house.compiling.tidying import tidied
from jdgen.house.opening.namespaces import OFFICE, WORD
from jdgen.house.opening.package import Element
from jdgen.house.opening.wordml import above, name, named

if TYPE_CHECKING:
    from jdgen.house.compiling.compiler import Placed

_TARGET = "jdgen-step"
_CUT = re.compile(rf"<\?{_TARGET} (\w+)\?>|(?<=\")({_TARGET}-drawing)(?=\")")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HOLDERS = ("tc", "txbxContent", "hdr", "ftr", "footnote", "sdtContent")
_ROOT = re.compile(r"<[^>]*?(?=/?>)")


def assembled(tree: Element, entries: Sequence[Entry], places: Sequence[Placed | None]) -> tuple[Step, ...]:
    """Return the steps that fill a part; the tree is a copy, and is changed."""
    from lxml import etree

    prefix = tree.prefix or ""
    marks = {n: etree.ProcessingInstruction(_TARGET, str(n)) for n in range(len(entries))}
    for n in reversed(range(len(entries))):
        put(entries[n], marks[n])
    tidied(tree, {mark: entries[n].does for n, mark in marks.items()}, f"{_TARGET}-drawing")
    _guard(tree, lambda kind: etree.ProcessingInstruction(_TARGET, kind))
    xml = _declared(etree.tostring(tree, encoding="unicode"), tree)
    return _Assembly(entries, places, f"{prefix}:" if prefix else "").steps(xml)


def _declared(xml: str, tree: Element) -> str:
    """Return a part with the prefixes that the blocks of sections are written with."""
    wanted = {"w": WORD, "r": OFFICE}
    missing = [f' xmlns:{key}="{address}"' for key, address in wanted.items() if key not in tree.nsmap]
    root = _ROOT.match(xml)
    return f"{root[0]}{''.join(missing)}{xml[root.end() :]}" if root and missing else xml


def _guard(tree: Element, mark: Any) -> None:
    """Mark where something may be left empty that Word calls damaged: a cell, a row, a table."""
    holders: dict[Element, None] = {}
    for node in tree.iter():
        if not name(node) and node.getparent() is not None and getattr(node, "target", "") == _TARGET:
            holders[node.getparent()] = None
    for table in {above(holder, "tbl") for holder in holders if name(holder) == "tr"}:
        if table is not None:
            holders[table] = None
            table.addprevious(mark("start"))
            table.addnext(mark("grid"))
    for holder in holders:
        kind = name(holder)
        if kind in ("tbl", "tr"):
            holder.addprevious(mark("start"))
            holder.addnext(mark("rows" if kind == "tbl" else "cells"))
        elif kind in _HOLDERS and not (kind == "sdtContent" and next(named(holder, "tr", "tc"), None) is not None):
            holder.append(mark("paragraph"))


class _Assembly:
    """The pieces of a part in order, and how far they are read."""

    def __init__(self, entries: Sequence[Entry], places: Sequence[Placed | None], prefix: str) -> None:
        self.entries, self.places, self.prefix = entries, places, prefix
        self._pieces: Iterator[tuple[str, str]] = iter(())

    def steps(self, xml: str) -> tuple[Step, ...]:
        """Return the steps of the whole part."""
        self._pieces = _pieces(xml)
        steps, _ = self._until()
        return (printing.literal(_HEAD), *steps)

    def _until(self) -> tuple[tuple[Step, ...], Entry | None]:
        """Return the steps up to what continues or closes a block, and that."""
        steps: list[Step] = []
        for text, number in self._pieces:
            if text:
                steps.append(printing.literal(text))
            if not number:
                continue
            if not number.isdecimal():
                steps.append(printing.MARKS[number](self.prefix))
                continue
            entry = self.entries[int(number)]
            if entry.does in ("elif", "else", "endif", "endfor"):
                return tuple(steps), entry
            step = self._step(entry, int(number))
            if step:
                steps.append(step)
        return tuple(steps), None

    def _step(self, entry: Entry, number: int) -> Step | None:
        if entry.does == "value" and entry.value:
            return printing.value(entry.value, entry.tag.spot, self.prefix)
        if entry.does == "section":
            return printing.section(self.places[number])
        if entry.does == "if":
            return self._choice(entry)
        return self._loop(entry) if entry.does == "for" else None

    def _choice(self, entry: Entry) -> Step:
        branches = []
        closing: Entry | None = entry
        while closing and closing.does in ("if", "elif"):
            test = closing.test
            steps, closing = self._until()
            if test:
                branches.append((test.read, steps))
        otherwise: tuple[Step, ...] = ()
        if closing and closing.does == "else":
            otherwise, closing = self._until()
        return printing.choice(tuple(branches), otherwise)

    def _loop(self, entry: Entry) -> Step | None:
        body, closing = self._until()
        otherwise: tuple[Step, ...] = ()
        if closing and closing.does == "else":
            otherwise, closing = self._until()
        if not entry.value:
            return None
        test = entry.test.read if entry.test else None
        return printing.loop(entry.variable, entry.value.read, test, (body, otherwise))


def _pieces(xml: str) -> Iterator[tuple[str, str]]:
    """Return the texts between sentinels, each with the one behind it."""
    place = 0
    for found in _CUT.finditer(xml):
        yield xml[place : found.start()], found[1] or "drawing"
        place = found.end()
    yield xml[place:], ""
