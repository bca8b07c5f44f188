"""Parts of WeasyPrint that a page spends its time in, replaced while a page is set by quicker ones of the same answers.

They rest on WeasyPrint 70, to which the project is pinned: a test compares what they stand for with what was read when
they were written, and pages made with them with pages made without.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from math import inf
from typing import Any

from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, Dimension
from weasyprint.draw import text as drawn
from weasyprint.formatting_structure.boxes import Box, PageBox, ParentBox
from weasyprint.layout import percent
from weasyprint.text.line_break import Layout

from jdgen.render import quick_text

_LAYOUTS = ("absolute", "block", "column", "float", "grid", "inline", "page", "percent", "table")
_missing = ComputedStyle.__missing__
_reactivate = Layout.reactivate
_OWN_WAY = ("page", "position", "float", "display")
"""Properties whose values do not come from a parent, or from the table of initial ones, alone."""


@contextmanager
def used() -> Iterator[None]:
    """Let pages be set by the quicker parts; whoever else uses WeasyPrint in this process keeps its own."""
    before = [(place, name, place.__dict__[name]) for place, name, _ in _PARTS]
    for place, name, quicker in _PARTS:
        setattr(place, name, quicker)
    try:
        yield
    finally:
        for place, name, own in before:
            setattr(place, name, own)


def value_of(style: Any, key: str) -> Any:
    """Return a property that no rule gives, as `ComputedStyle.__missing__` does; nine out of ten are of this kind."""
    cascaded = style.cascaded
    if key not in cascaded:
        if key in _INHERITED:
            if style.parent_style is not None:
                value = style[key] = style.parent_style[key]
                return value
        elif key in _INITIAL and not any(logical in cascaded for logical in _LOGICAL.get(key, ())):
            value = style[key] = _INITIAL[key]
            return value
        elif key in _WIDTHS and style[_WIDTHS[key]] == "none":
            style[key] = 0
            return 0
    return _missing(style, key)


def page_values(box: Any) -> tuple[Any, Any]:
    """Return the pages that a box begins and ends on by name, as `ParentBox.page_values` does."""
    first = next((child for child in box.children if _counts(child)), None)
    start = end = box.style["page"]
    if first is None:
        return start, end
    last = next(child for child in reversed(box.children) if _counts(child))
    begins, ends = first.page_values()
    if last is not first:
        ends = last.page_values()[1]
    return begins or start, ends or end


def _counts(child: Any) -> bool:
    return bool(child.is_in_normal_flow() or child.is_floated())


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Give a box the lengths that it uses, as `resolve_percentages` of WeasyPrint does."""
    if isinstance(containing_block, Box):
        width, height = containing_block.width, containing_block.height
    else:
        width, height = containing_block
    style = box.style
    upright = height if isinstance(box, PageBox) else width
    used = partial(_used, style)
    box.margin_left = used("margin_left", width)
    box.margin_right = used("margin_right", width)
    box.margin_top = used("margin_top", upright)
    box.margin_bottom = used("margin_bottom", upright)
    box.padding_left = used("padding_left", width)
    box.padding_right = used("padding_right", width)
    box.padding_top = used("padding_top", upright)
    box.padding_bottom = used("padding_bottom", upright)
    box.width = used("width", width)
    box.min_width = _least(used("min_width", width))
    box.max_width = used("max_width", width)
    if height == "auto":
        own = style["height"]
        box.height = "auto" if own == "auto" or check_math(own) or own.unit == "%" else own.value
        box.min_height = _least(used("min_height", 0))
        box.max_height = used("max_height", inf)
    else:
        box.height = used("height", height)
        box.min_height = _least(used("min_height", height))
        box.max_height = used("max_height", height)
    collapse = style["border_collapse"] == "collapse"
    for name in ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width"):
        if not (collapse and hasattr(box, name)):
            setattr(box, name, style[name])
    if style["box_sizing"] != "content-box":
        percent.adjust_box_sizing(box, "width")
        percent.adjust_box_sizing(box, "height")


def _used(style: Any, name: str, whole: Any) -> Any:
    value = style[name]
    if type(value) is Dimension:
        return whole * value[0] / 100 if value[1] == "%" else value[0]
    return percent.percentage(value, style, whole)


def _least(value: Any) -> Any:
    return 0 if value == "auto" else value


def deactivate(layout: Any) -> None:
    """Keep the lines of a text until they are drawn; WeasyPrint, which sets long books, makes them once more."""


def reactivate(layout: Any, style: Any) -> None:
    """Take the lines that are there, but where the space between words has been made wider since."""
    if layout.justification_spacing or layout.__dict__.get("style") is not style:
        _reactivate(layout, style)


def _by_table(key: str) -> bool:
    return key not in _OWN_WAY and not key.startswith(("text_decoration_", "__"))


_INHERITED = frozenset(filter(_by_table, INHERITED))
_INITIAL = {
    key: value
    for key, value in INITIAL_VALUES.items()
    if _by_table(key) and key not in INHERITED and key not in INITIAL_NOT_COMPUTED and not check_math(value)
}
_LOGICAL = {
    key: tuple({name(block="ttb", inline=inline) for inline in ("ltr", "rtl")})
    for key, name in PHYSICAL_FUNCTIONS.items()
}
"""The properties that stand for those of a side, in either direction of reading."""
_LINES = ("border_top", "border_right", "border_bottom", "border_left", "outline")
_WIDTHS = {f"{line}_width": f"{line}_style" for line in _LINES}
"""The widths of lines, by the properties that say whether there is a line."""
_MODULES = [import_module(f"weasyprint.layout.{name}") for name in _LAYOUTS]
"""All that call `resolve_percentages`."""
_PARTS: list[tuple[Any, str, Any]] = [
    (ComputedStyle, "__missing__", value_of),
    (ParentBox, "page_values", page_values),
    (Layout, "deactivate", deactivate),
    (Layout, "reactivate", reactivate),
    (drawn, "draw_first_line", quick_text.draw_first_line),
    *((module, "resolve_percentages", resolve_percentages) for module in _MODULES),
]
