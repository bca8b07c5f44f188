"""What form fields look like: a cross in a ticked box, and ruled lines until something is typed on them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pydyf

from jdgen.documents.look import USUAL
from jdgen.render import form_font
from jdgen.render.form_blanks import Area, Blank

ON, OFF = "/On", "/Off"
_INSET, _STROKE = 0.27, 0.13
"""The place of the cross in its box, and how thick it is, as shares of the width."""


def points(length: float) -> float:
    """Return a length as it is written to the file: a thousandth of a point is enough."""
    return round(length, 3)


@cache
def ink() -> str:
    """Return the color of the text of our pages, as PDF operands."""
    return _operands(tuple(int(USUAL.ink[place : place + 2], 16) / 255 for place in (0, 2, 4)))


def _operands(color: tuple[float, ...]) -> str:
    return " ".join(f"{round(part, 3):g}" for part in color)


def typed(size: float) -> str:
    """Return the default appearance of a text field: the font, its size and its color."""
    return f"/{form_font.NAME} {size:g} Tf {ink()} rg"


def tick(pdf: Any, area: Area, states: dict[tuple[float, float], Any]) -> Any:
    """Return both states of a box; boxes of one size share them. The box itself is drawn on the page."""
    size = width, height = points(area.width), points(area.height)
    if size not in states:
        left, top, right, bottom = (points(share * side) for share in (_INSET, 1 - _INSET) for side in (width, height))
        cross = [
            f"q 1 J {points(_STROKE * width):g} w {ink()} RG",
            f"{left:g} {top:g} m {right:g} {bottom:g} l {left:g} {bottom:g} m {right:g} {top:g} l S Q",
        ]
        drawn = {ON: _drawn(pdf, size, cross), OFF: _drawn(pdf, size, [])}
        states[size] = pydyf.Dictionary({"N": pydyf.Dictionary({name[1:]: ref for name, ref in drawn.items()})})
    return states[size]


def text(pdf: Any, blank: Blank, font: bytes) -> Any:
    """Return an empty text field.

    Its rules are part of what stands in it. Each reader sets what is typed at line heights of its own, and a rule of
    the page would run through the words; these go when something is typed, and paper for a pen has them.
    """
    area = blank.area
    size = points(area.width), points(area.height)
    content = ["/Tx BMC"]
    for rule in blank.rules:
        x, y, width, height = rule.area
        foot = area.y + area.height - y - height
        # between two frames and clipped, as WeasyPrint draws it on the flat page, so that it looks the same there
        shapes = [
            (x - area.x, edge, width, top - edge)
            for edge, top in ((foot, foot + height), (foot, area.height), (foot + height, area.height))
        ]
        clip, outer, inner = (f"{' '.join(f'{points(side):g}' for side in shape)} re" for shape in shapes)
        content.append(f"q {clip} W n {_operands(rule.color)} rg {outer} {inner} f* Q")
    resources = pydyf.Dictionary({"Font": pydyf.Dictionary({form_font.NAME: font})})
    return pydyf.Dictionary({"N": _drawn(pdf, size, [*content, "EMC"], {"Resources": resources})})


def _drawn(pdf: Any, size: tuple[float, float], content: list[str], extra: dict[str, Any] | None = None) -> bytes:
    stream = pydyf.Stream(
        [line.encode() for line in content],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, *size)),
            "Resources": pydyf.Dictionary(),
            **(extra or {}),
        },
    )
    pdf.add_object(stream)
    reference: bytes = stream.reference
    return reference
