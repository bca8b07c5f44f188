"""The words that the pages of a PDF file show, in the order in which they are drawn, and what belongs to which tag."""

from __future__ import annotations

import warnings
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from jdgen.audit.files.pdf_file import Page, PdfFile
from jdgen.audit.files.pdf_ink import INK, Ink
from jdgen.audit.files.pdf_letters import Letters, letters

_OPERATORS = f"Tj TJ ' \" Tf Tm Td TD T* BT BDC BMC EMC Do q Q BI ID EI INLINE IMAGE {INK}"
_INK = frozenset(INK.split())
_BYTES = 4_000_000
"""How much a page or a drawn form may draw; in memory its steps become 160 times as large."""
_STEPS = 1_000_000
"""How many steps the pages may take: drawn forms within drawn forms have no other end."""
_PARSING, _PARSED = 200, 10
"""As how many steps it counts to begin a page or a drawn form, and how many bytes that are read count as one step."""
_DEEP = 12
_APART = -180
"""By how much letters are moved apart where a space is meant, in thousandths of their size."""


@dataclass(slots=True)
class Shown:
    """One page: its words, the words of each of its tagged pieces, and what is wrong with them."""

    page: Page
    words: str = ""
    pieces: dict[int, str] = field(default_factory=dict)
    loose: int = 0
    """How many letters stand in no tag, and are not set aside as an artifact either."""
    unknown: dict[str, int] = field(default_factory=dict)
    """How many letters of each font nobody can look up."""
    boxes: dict[str, int] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    """The fonts of its words that do not travel with the file."""
    pictures: int = 0
    hidden: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The words that nobody sees, by what hides them."""
    whole: bool = True


@dataclass(slots=True)
class _State:
    """Where a page is drawn: the marks that are open, the font, and the line."""

    shown: Shown
    ink: Ink
    parts: list[str] = field(default_factory=list)
    marks: list[int | None] = field(default_factory=list)
    """A number for a tagged piece, -1 for an artifact or a piece within a tagged form, None for what says nothing."""
    pieces: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    font: Letters | None = None
    kept: list[tuple[Letters | None, float]] = field(default_factory=list)
    line: float | None = None


class Reader:
    """Reads pages; fonts and drawn forms are looked at once."""

    def __init__(self, file: PdfFile) -> None:
        """Begin with nothing read."""
        self._file = file
        self._fonts: dict[str, Letters] = {}
        self._steps = 0

    def page(self, page: Page) -> Shown:
        """Return what a page shows."""
        state = _State(Shown(page), Ink(self._file))
        parts = [self._file.unpacked(raw) for raw in self._file.items(page.entries, "/Contents")]
        data = [part for part in parts if part is not None]
        if len(data) < len(parts) or sum(map(len, data)) > _BYTES:
            state.shown.whole = False
        else:
            self._run(state, b"\n".join(data), page.resources, 0)
        state.shown.words = " ".join("".join(state.parts).split())
        state.shown.pieces = {mark: " ".join("".join(words).split()) for mark, words in state.pieces.items()}
        return state.shown

    def _run(self, state: _State, data: bytes, resources: dict[str, Any], depth: int) -> None:
        self._steps += _PARSING + len(data) // _PARSED
        if len(data) > _BYTES or self._steps > _STEPS:
            state.shown.whole = False
            return
        try:
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                stream = pikepdf.Stream(self._file.pdf, data)
                steps = pikepdf.parse_content_stream(stream, operators=_OPERATORS)
        except (pikepdf.PdfError, ValueError, TypeError):
            state.shown.whole = False
            return
        state.shown.whole = state.shown.whole and not told
        self._steps += len(steps)
        for step in steps:
            if self._steps > _STEPS:
                state.shown.whole = False
                return
            operator = str(step.operator)
            operands = list(step.operands) if operator != "INLINE IMAGE" else []
            if operator in _INK:
                state.ink.step(operator, operands, resources)
            elif operator in ("Tj", "TJ", "'", '"'):
                if operator in ("'", '"'):
                    self._moves(state, "T*", [])
                self._show(state, operands[-1:])
            elif operator in ("Td", "TD", "T*", "Tm", "BT"):
                self._moves(state, operator, operands)
            elif operator == "INLINE IMAGE":
                state.shown.pictures += 1
                state.ink.picture()
            else:
                self._changes(state, operator, operands, resources, depth)

    def _changes(
        self, state: _State, operator: str, operands: list[Any], resources: dict[str, Any], depth: int
    ) -> None:
        if operator == "Tf" and operands:
            state.font = self._font(resources, str(operands[0]))
            state.ink.size = _number(operands[-1])
        elif operator in ("BDC", "BMC"):
            state.marks.append(self._mark(operands, resources, depth))
        elif operator == "EMC":
            state.marks[-1:] = []
        elif operator == "q":
            state.kept.append((state.font, state.ink.size))
            state.ink.keep()
        elif operator == "Q" and state.kept:
            state.font, state.ink.size = state.kept.pop()
            state.ink.give_back()
        elif operator == "Do" and operands:
            self._draw(state, self._file.get(resources, "/XObject", str(operands[0])), resources, depth)

    def _draw(self, state: _State, drawn: Any, resources: dict[str, Any], depth: int) -> None:
        kind = self._file.name(drawn, "/Subtype")
        if kind == "Image":
            state.shown.pictures += 1
            state.ink.picture()
        elif kind == "Form" and depth < _DEEP:
            data = self._file.unpacked(drawn)
            if data is None:
                state.shown.whole = False
                return
            marks = list(state.marks)
            if "/StructParent" in drawn:
                state.marks.append(-1)
            pen = state.ink.pen
            state.ink.turn([_number(self._file.value(one)) for one in self._file.items(drawn, "/Matrix")])
            self._run(state, data, self._file.entries(drawn, "/Resources") or resources, depth + 1)
            state.marks, state.ink.pen = marks, pen

    def _mark(self, operands: list[Any], resources: dict[str, Any], depth: int) -> int | None:
        if operands and str(operands[0]) == "/Artifact":
            return -1
        said = operands[1] if len(operands) > 1 else None
        if isinstance(said, pikepdf.Dictionary):
            number = said.get("/MCID")
        else:
            number = self._file.get(resources, "/Properties", str(said), "/MCID") if said is not None else None
        if isinstance(number, int):
            return number if not depth else -1
        return None

    def _moves(self, state: _State, operator: str, operands: list[Any]) -> None:
        state.ink.move(operator, operands)
        if operator == "BT":
            return
        if operator == "T*":
            self._say(state, "\n")
        elif operator == "Tm" and len(operands) == 6:
            line = _number(operands[5])
            if line != state.line:
                self._say(state, "\n")
            state.line = line
        elif len(operands) == 2 and _number(operands[1]):
            self._say(state, "\n")

    def _show(self, state: _State, operands: list[Any]) -> None:
        if not operands:
            return
        items = list(operands[0]) if isinstance(operands[0], pikepdf.Array) else operands
        before = len(state.parts)
        self._say_all(state, items)
        why = state.ink.hides(scaled=state.font is not None and state.font.scaled)
        if why:
            state.shown.hidden[why].append("".join(state.parts[before:]))

    def _say_all(self, state: _State, items: list[Any]) -> None:
        for item in items:
            if isinstance(item, pikepdf.String):
                self._letters(state, bytes(item))
            elif _number(item) < _APART:
                self._say(state, " ")

    def _letters(self, state: _State, data: bytes) -> None:
        shown, font = state.shown, state.font
        if font is None:
            shown.whole = False
            return
        text, unknown, boxes = font.read(data)
        self._say(state, text)
        if unknown:
            shown.unknown[font.name] = shown.unknown.get(font.name, 0) + unknown
        if boxes:
            shown.boxes[font.name] = shown.boxes.get(font.name, 0) + boxes
        if not font.embedded:
            shown.absent.add(font.name)
        if text.strip() and not any(mark is not None for mark in state.marks):
            shown.loose += len(text.strip())

    def _say(self, state: _State, text: str) -> None:
        state.parts.append(text)
        mark = next((mark for mark in reversed(state.marks) if mark is not None), None)
        if mark is not None and mark >= 0:
            state.pieces[mark].append(text)

    def _font(self, resources: dict[str, Any], name: str) -> Letters | None:
        raw = self._file.raw(resources, "/Font", name)
        font = self._file.value(raw)
        if not isinstance(font, dict):
            return None
        key = raw if isinstance(raw, str) else f"{id(font)}"
        if key not in self._fonts:
            self._fonts[key] = letters(self._file, font)
        return self._fonts[key]


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
