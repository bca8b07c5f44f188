"""The blanks of laid-out pages: what is filled in, where it lies, and below which headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

POINTS = 0.75
"""Points in a CSS pixel, the unit of a laid-out page."""
LINE = 1.3
"""Height of a typed line, as a multiple of its type: what most readers set."""
HALF_CAPITAL = 0.36
"""How far above its base line readers put the middle of a line, as a multiple of its type."""
MARGIN = 2
"""Points that readers leave free between the edge of a field and what is typed."""


class Area(NamedTuple):
    """A rectangle on a page, in points from its top left corner."""

    x: float
    y: float
    width: float
    height: float


class Rule(NamedTuple):
    """A line to write on: where it is drawn, in which color (red, green and blue, up to 1), and the box that has it."""

    area: Area
    color: tuple[float, float, float]
    box: Any


class Headings(NamedTuple):
    """What stands above a blank: the name of its pages, the part of the document, and the part of that."""

    sheet: str = ""
    part: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to fill in.

    `box` is the laid-out box at whose place the field is read out. `name` and `label` are those of the document;
    `piece` counts the pages over which one blank is broken. `rules` are the lines to write on, the last one left out.
    """

    kind: Literal["tick", "line", "lines"]
    page: int
    box: Any
    area: Area
    name: str
    label: str
    headings: Headings
    piece: int
    rules: tuple[Rule, ...] = ()
    align: Literal[0, 1, 2] = 0


def blanks(pages: Iterable[Any], size: float) -> Iterator[Blank]:
    """Yield the blanks of laid-out pages in reading order; `size` is that of what is typed, in points."""
    pieces: Counter[int] = Counter()
    headings = Headings()
    for number, page in enumerate(pages):
        for box in page._page_box.descendants():
            element = box.element
            if element is None:
                continue
            headings = _below(headings, element)
            classes = element.get("class", "").split()
            found = _tick(box, classes) or _cell(box, classes, size) or _lines(box, classes, size)
            if found is not None:
                pieces[id(element)] += 1
                yield Blank(
                    **found,
                    page=number,
                    name=element.get("data-field", ""),
                    label=element.get("data-label") or element.get("alt") or "",
                    headings=headings,
                    piece=pieces[id(element)],
                )


def _below(headings: Headings, element: Any) -> Headings:
    match element.tag:
        case "body":
            return headings._replace(sheet=element.get("data-sheet", ""))
        case "h1" | "h2":
            return headings._replace(part=_words(element), detail="")
        case "h3":
            return headings._replace(detail=_words(element))
    return headings


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _area(x: float, y: float, width: float, height: float) -> Area:
    return Area(x * POINTS, y * POINTS, width * POINTS, height * POINTS)


def _tick(box: Any, classes: list[str]) -> dict[str, Any] | None:
    if box.element.tag != "img" or "box" not in classes:
        return None
    area = _area(box.content_box_x(), box.content_box_y(), box.width, box.height)
    return {"kind": "tick", "box": box, "area": area}


def _cell(box: Any, classes: list[str], size: float) -> dict[str, Any] | None:
    """Return the field over a cell; what is typed stands where words of the table would."""
    tag, blank = box.element.tag, "blank" in classes
    if not ((tag == "td" and box.element.get("data-field")) or (tag in ("td", "div") and blank)):
        return None
    left = max(box.padding_left * POINTS - MARGIN, 0)
    right = max(box.padding_right * POINTS - MARGIN, 0)
    x, y, width, height = _area(box.padding_box_x(), box.padding_box_y(), box.padding_width(), box.padding_height())
    if box.style["vertical_align"] == "middle":
        top, center = MARGIN, height / 2
    else:
        # on the line of the label beside it: the base line of an empty cell is where its content would end
        base = (box.content_box_y() + box.height - box.padding_box_y()) * POINTS
        top, center = max(base - size - MARGIN, 0), base - size * HALF_CAPITAL
    several = _holds(height - top, 2, size)
    reach = min(center, height - center)
    y, height = (y + top, height - top) if several else (y + center - reach, 2 * reach)
    area = Area(x + left, y, width - left - right, height)
    align = {"center": 1, "right": 2, "end": 2}.get(box.style["text_align_all"], 0)
    return {"kind": "lines" if several else "line", "box": box, "area": area, "align": align}


def _holds(height: float, lines: int, size: float) -> bool:
    return height >= lines * size * LINE + MARGIN


def _lines(box: Any, classes: list[str], size: float) -> dict[str, Any] | None:
    """Return the field over ruled lines; the last rule stays outside, as its lower edge."""
    if box.element.tag != "div" or "lines" not in classes:
        return None
    ruled = [child for child in box.children if child.element is not None and child.element.tag == "div"]
    if not ruled:
        return None
    first, last = ruled[0], ruled[-1]
    x, y = first.padding_box_x(), first.padding_box_y()
    height = last.padding_box_y() + last.padding_height() - y
    area = _area(x, y, first.padding_width(), height)
    kind = "lines" if _holds(area.height, 2, size) else "line"
    return {"kind": kind, "box": first, "area": area, "rules": tuple(map(_rule, ruled[:-1]))}


def _rule(box: Any) -> Rule:
    y = box.padding_box_y() + box.padding_height()
    area = _area(box.border_box_x(), y, box.border_width(), box.border_bottom_width)
    return Rule(area, tuple(box.style["border_bottom_color"].to("srgb").coordinates), box)
