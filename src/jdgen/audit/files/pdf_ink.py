"""Which words of a PDF page nobody sees: in the color of the paper, drawn without ink, or too small.

It spares what it is not sure of: words over a picture, a pattern, a shape that lets through what is below it, and
invisible words over a scan, which are there to be searched.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from jdgen.audit.files.pdf_file import PdfFile

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
PATHS = "re m l c v y n f F f* B B* b b* S s sh W W*"
INK = f"{PATHS} g rg k cs sc scn gs cm Tr TL"
"""The operators that tell what is drawn where, beside those of words."""
_ONE: Matrix = (1, 0, 0, 1, 0, 0)
_ALL: Box = (float("-inf"), float("-inf"), float("inf"), float("inf"))
_CORNERS = 5
"""How many points a box has that is drawn line by line and closed."""
_FILLS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*"))
_WHITE = 0.95
"""From how much of each color on nobody tells it from paper: its contrast is under 1.2."""
_TINY = 1.5
_BOXES, _LOOKS = 300, 200_000
"""How many shapes of a page are kept, and how often they are looked at; beyond, every word is spared."""
_PLAIN = frozenset(("DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased"))


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


@dataclass(frozen=True, slots=True)
class _Pen:
    """What `q` keeps and `Q` gives back; a color is white, or it is not, or nobody can tell (None)."""

    matrix: Matrix = _ONE
    white: bool | None = False
    mode: int = 0
    through: float = 1.0
    plain: bool = True
    """Whether its color space has white where all is one, or for four colors where all is nothing."""
    clip: Box = _ALL
    clipped: bool = False
    """Whether it draws in a shape that is no box."""


@dataclass(slots=True)
class Ink:
    """The shapes that a page has drawn so far, and how it draws words."""

    file: PdfFile
    pen: _Pen = field(default_factory=_Pen)
    size: float = 0.0
    _kept: list[_Pen] = field(default_factory=list)
    _line: Matrix = _ONE
    _leading: float = 0.0
    _path: list[tuple[float, float]] = field(default_factory=list)
    _boxes: list[tuple[Box, bool | None]] = field(default_factory=list)
    _clips: bool = False
    _looks: int = 0

    def keep(self) -> None:
        """Keep the pen."""
        self._kept.append(self.pen)

    def give_back(self) -> None:
        """Take the pen that was kept last."""
        if self._kept:
            self.pen = self._kept.pop()

    def step(self, operator: str, values: list[Any], resources: dict[str, Any]) -> None:
        """Take one step that draws no words."""
        numbers = [_number(value) for value in values]
        if operator == "cm" and len(numbers) == 6:
            self.turn(numbers)
        elif operator == "Tr" and numbers:
            self.pen = replace(self.pen, mode=int(numbers[0]))
        elif operator == "TL" and numbers:
            self._leading = numbers[0]
        elif operator == "gs" and values:
            self._looks_through(self.file.entries(resources, "/ExtGState", str(values[0])))
        elif operator == "cs" and values:
            self.pen = replace(self.pen, white=None, plain=self._is_plain(str(values[0]), resources))
        elif operator in ("g", "rg", "k", "sc", "scn"):
            named = operator in ("sc", "scn") and not self.pen.plain
            known = not named and all(not str(value).startswith("/") for value in values)
            self.pen = replace(self.pen, white=_is_white(numbers) if known else None)
        elif operator in PATHS.split():
            self._draws(operator, numbers)

    def turn(self, numbers: list[float]) -> None:
        """Move, turn or scale all that follows."""
        if len(numbers) == 6:
            a, b, c, d, e, f = numbers
            self.pen = replace(self.pen, matrix=_times((a, b, c, d, e, f), self.pen.matrix))

    def move(self, operator: str, values: list[Any]) -> None:
        """Go to where the next words begin."""
        numbers = [_number(value) for value in values]
        if operator == "BT":
            self._line = _ONE
        elif operator == "Tm" and len(numbers) == 6:
            a, b, c, d, e, f = numbers
            self._line = (a, b, c, d, e, f)
        elif operator == "T*":
            self._line = _times((1, 0, 0, 1, 0, -self._leading), self._line)
        elif operator in ("Td", "TD") and len(numbers) == 2:
            self._leading = -numbers[1] if operator == "TD" else self._leading
            self._line = _times((1, 0, 0, 1, numbers[0], numbers[1]), self._line)

    def picture(self) -> None:
        """Take in that a picture stands here: what is drawn over it may be seen."""
        self._path = [(0, 0), (1, 1), (0, 1), (1, 0)]
        self._fill(None)
        self._path = []

    def hides(self, *, scaled: bool) -> str:
        """Return why nobody sees the words that follow, or an empty text; `scaled` says that their size is known."""
        a, b, c, d, x, y = _times(self._line, self.pen.matrix)
        size = abs(self.size) * max((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5)
        if self.pen.mode == 3:
            return "without ink"
        if self.pen.mode not in (0, 4):
            return ""
        if self.pen.through <= 0:
            return "without ink"
        if scaled and 0 < size <= _TINY:
            return "tiny"
        if self.pen.white and self._is_on_paper(x + c * self.size * 0.3, y + d * self.size * 0.3):
            return "white"
        return ""

    def _is_on_paper(self, x: float, y: float) -> bool:
        if len(self._boxes) >= _BOXES or self._looks >= _LOOKS:
            return False
        self._looks += len(self._boxes) + 1
        for (left, low, right, high), white in reversed(self._boxes):
            # How wide the words are is not known: a shape beside their start may lie behind them.
            if low <= y <= high and x <= right:
                if not white:
                    return False
                if left <= x:
                    return True
        return True

    def _draws(self, operator: str, numbers: list[float]) -> None:
        if operator == "re" and len(numbers) == 4:
            x, y, wide, high = numbers
            self._path += [(x, y), (x + wide, y), (x, y + high), (x + wide, y + high)]
        elif operator in ("m", "l", "c", "v", "y"):
            self._path += list(zip(numbers[::2], numbers[1::2], strict=False))
        elif operator in ("W", "W*"):
            self._clips = True
        elif operator == "sh":
            self._boxes.append((self.pen.clip, None))
        else:
            if operator in _FILLS:
                # A white shape that is no plain box may leave much of what is below it to be seen.
                odd = self.pen.clipped or len(self._path) > _CORNERS
                self._fill(None if odd and self.pen.white else self.pen.white)
            if self._clips and self._path:
                clipped = self.pen.clipped or len(self._path) > _CORNERS
                self.pen = replace(self.pen, clip=self._around(), clipped=clipped)
            self._clips, self._path = False, []

    def _around(self) -> Box:
        """Return the box around the path, as far as it is drawn."""
        a, b, c, d, e, f = self.pen.matrix
        across, up = [a * x + c * y + e for x, y in self._path], [b * x + d * y + f for x, y in self._path]
        left, low, right, high = self.pen.clip
        return max(left, min(across)), max(low, min(up)), min(right, max(across)), min(high, max(up))

    def _fill(self, white: bool | None) -> None:
        if self._path and self.pen.through > 0 and len(self._boxes) < _BOXES:
            self._boxes.append((self._around(), white if self.pen.through >= 1 else None))

    def _looks_through(self, entries: dict[str, Any]) -> None:
        if "/ca" in entries:
            self.pen = replace(self.pen, through=_number(self.file.get(entries, "/ca")))
        if self.file.get(entries, "/SMask") not in (None, "/None"):
            self.pen = replace(self.pen, white=None)

    def _is_plain(self, name: str, resources: dict[str, Any]) -> bool:
        held = self.file.get(resources, "/ColorSpace", name)
        kind = self.file.value(held[0]) if isinstance(held, list) and held else held or name
        return str(kind).removeprefix("/") in _PLAIN


def _is_white(numbers: list[float]) -> bool:
    return all(one <= 1 - _WHITE for one in numbers) if len(numbers) == 4 else min(numbers, default=0) >= _WHITE


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
