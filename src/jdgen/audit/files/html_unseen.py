"""Words of a page that nobody sees: in the color of what is behind them, too small, or fully transparent.

Only what elements say themselves counts, and what they inherit of it: where a style sheet names grounds, it spares all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.audit.files.html_colors import color, declarations, points
from jdgen.audit.files.html_page import Element, Page
from jdgen.errors import Problem, plural, printable
from jdgen.inputs.brand.colors import contrast

_SAME = 1.05
"""Up to this contrast nobody sees that there are words at all, not even on yellow."""
_TINY = 1.5
_GROUND = re.compile(r"background(?:-color|-image)?\s{0,9}:\s{0,9}([^;}]{1,200})", re.IGNORECASE)
_SEES_THROUGH = frozenset(("", "transparent", "none", "inherit", "initial", "unset"))
_RESTING = frozenset(("script", "style", "template", "title", "head", "option", "textarea", "noscript", "svg", "math"))
_DEEP = 60


def unseen(page: Page, seen: list[Element]) -> Iterator[Problem]:
    """Yield what nobody sees, each way of hiding once."""
    paper = "" if _is_styled(page) else "FFFFFF"
    found: dict[str, list[Element]] = {}
    styles: dict[Element, dict[str, str]] = {}
    for one in seen:
        own = "".join(part for part in one.inside if isinstance(part, str))
        if any(map(str.isalnum, own)) and (why := _why(one, paper, styles)):
            found.setdefault(why, []).append(one)
    for why, elements in found.items():
        more = f", and in {plural(len(elements) - 1, 'other place')}" if len(elements) > 1 else ""
        yield Problem(f"words that nobody sees, {why}: `{printable(elements[0].words(), 60)}`{more}",
                      page.place(elements[0]), "take them out, or let everybody see them", "text.hidden")  # fmt: skip


def _is_styled(page: Page) -> bool:
    """Return whether a style sheet may set words on a ground of its own, or let them appear."""
    for one in page.root.elements():
        if one.name == "link" and "stylesheet" in one.get("rel").lower():
            return True
        if one.name == "style":
            text = "".join(part for part in one.inside if isinstance(part, str))
            grounds = (found[1].strip().lower() for found in _GROUND.finditer(text))
            if any(value not in _SEES_THROUGH and color(value) != "FFFFFF" for value in grounds):
                return True
    return False


def _why(element: Element, paper: str, styles: dict[Element, dict[str, str]]) -> str:
    """Return what hides the words of an element, or an empty text; each style is read once, and kept."""
    letters, ground, size = "", "", None
    for one in list(element.above())[:_DEEP]:
        if one.name in _RESTING:
            return ""
        if one not in styles:
            styles[one] = declarations(one)
        style = styles[one]
        if style.get("opacity", "").rstrip("%") in ("0", "0.0") and "transition" not in style:
            return "fully transparent"
        if size is None and (named := style.get("font-size", "")):
            size = points(named)
        letters = letters or style.get("color", "") or (one.get("color") if one.name == "font" else "")
        if "background-image" in style or one.get("background"):
            ground = ground or "a picture"
        behind = style.get("background-color", "") or style.get("background", "") or one.get("bgcolor")
        if behind.lower() not in _SEES_THROUGH:
            ground = ground or behind
    if size is not None and 0 <= size <= _TINY:
        return "too small"
    front, back = color(letters), color(ground) if ground else paper
    return "in the color of what is behind them" if front and back and contrast(front, back) <= _SAME else ""
