"""A PDF form laid over the pages of a flat file: the same layout, with a field wherever something is filled in.

The file is PDF/UA-1 alone, since PDF/A forbids what can change. A field is named as in the document, dots making groups
of the names; its tooltip is what a screen reader says; Tab goes through the fields in the order of reading.

What is typed is kept as typed, in any script. What it looks like is up to the program it is typed in: the font in the
file has the characters of Windows Latin 1 (Western Europe, typographic quotes, the euro), and for others a reader needs
a font of its own. The better ones find one on the machine; the others leave gaps, on the screen and in print.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pydyf

from jdgen.render import form_font, form_look, tags
from jdgen.render.form_blanks import POINTS, Blank, blanks
from jdgen.render.form_names import names, tooltips

VARIANT = "pdf/ua-1"
SIZE, LARGE_SIZE = 10, 16
"""Points of what is typed, on usual pages and in large print."""

_PRINT = 1 << 2
_MULTILINE, _NO_SCROLLING = 1 << 12, 1 << 23
Finisher = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True)
class _Field:
    """A blank of a page with the field over it, which waits for a file to stand in."""

    blank: Blank
    name: str
    widget: pydyf.Dictionary


def over(document: Any, *, large: bool) -> Finisher | None:
    """Prepare a laid-out document for a form, and return the finisher that writes it; none if nothing is filled in.

    It comes before the PDF is written, since WeasyPrint then puts each field in its place in the tree of tags.
    """
    size = LARGE_SIZE if large else SIZE
    found = list(blanks(document.pages, size))
    if not found:
        return None
    fields = [_field(*parts) for parts in zip(range(len(found)), found, names(found), tooltips(found), strict=True)]

    def finish(document: Any, pdf: Any) -> None:
        tags.settle(document, pdf)
        # the color profile of the flat file, of which PDF/UA knows nothing
        pdf.catalog.pop("OutputIntents", None)
        _write(pdf, fields, size, [page.height * POINTS for page in document.pages])

    return finish


def _field(place: int, blank: Blank, name: str, tooltip: str) -> _Field:
    widget = pydyf.Dictionary({"Type": "/Annot", "Subtype": "/Widget", "F": _PRINT, "TU": pydyf.String(tooltip)})
    # a number that no object has, by which the tags refer to the field until it has one
    widget.number = -1 - place
    blank.box.widget_annotation = widget
    for rule in blank.rules:
        # the field draws it, and the page does not
        rule.box.border_bottom_width = 0
    return _Field(blank, name, widget)


def _write(pdf: Any, fields: list[_Field], size: int, heights: list[float]) -> None:
    font = form_font.add(pdf)
    references = {
        item["Obj"]: item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/OBJR"
    }
    states: dict[tuple[float, float], Any] = {}
    for field in fields:
        reference = references[field.widget.reference]
        pdf.add_object(field.widget)
        reference["Obj"] = field.widget.reference
        _place(pdf, field, heights[field.blank.page])
        if field.blank.kind == "tick":
            _tick(pdf, field, states)
        else:
            _text(pdf, field, font, size)
    _read_once(pdf, [field for field in fields if field.blank.kind == "tick"])
    form = pydyf.Dictionary(
        {
            "Fields": _groups(pdf, fields),
            "DR": pydyf.Dictionary({"Font": pydyf.Dictionary({form_font.NAME: font})}),
            "DA": pydyf.String(form_look.typed(size)),
        }
    )
    pdf.add_object(form)
    pdf.catalog["AcroForm"] = form.reference


def _place(pdf: Any, field: _Field, height: float) -> None:
    """Put a field on its page, whose origin is at the foot of it."""
    area, page = field.blank.area, pdf.page_references[field.blank.page]
    corners = (area.x, height - area.y - area.height, area.x + area.width, height - area.y)
    field.widget.update({"P": page, "Rect": pydyf.Array(map(form_look.points, corners))})
    tags.at(pdf, page).setdefault("Annots", pydyf.Array()).append(field.widget.reference)


def _tick(pdf: Any, field: _Field, states: dict[tuple[float, float], Any]) -> None:
    looks = form_look.tick(pdf, field.blank.area, states)
    field.widget.update({"FT": "/Btn", "V": form_look.OFF, "AS": form_look.OFF, "AP": looks})


def _text(pdf: Any, field: _Field, font: bytes, size: int) -> None:
    flags = _NO_SCROLLING | (_MULTILINE if field.blank.kind == "lines" else 0)
    field.widget.update({"FT": "/Tx", "Ff": flags, "DA": pydyf.String(form_look.typed(size))})
    if field.blank.align:
        field.widget["Q"] = field.blank.align
    field.widget["AP"] = form_look.text(pdf, field.blank, font)


def _read_once(pdf: Any, fields: list[_Field]) -> None:
    """Let the field of a box stand in the tree of tags in place of the drawn box, which it says itself."""
    wanted = {field.widget.reference for field in fields}
    forms = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("S") == "/Form"]
    figures = {}
    for form in forms:
        if tags.at(pdf, form["K"][0])["Obj"] in wanted:
            figure = tags.at(pdf, form["P"])
            siblings = tags.at(pdf, figure["P"])["K"]
            siblings[siblings.index(figure.reference)] = form.reference
            form["P"] = figure["P"]
            figures[figure.reference] = figure
    tags.make_artifacts(pdf, figures, "/Layout")


def _groups(pdf: Any, fields: list[_Field]) -> pydyf.Array:
    """Return the fields by the dots of their names, which a PDF writes as a tree, in the order of reading."""
    top = pydyf.Array()
    groups: dict[tuple[str, ...], Any] = {}
    for field in fields:
        *path, last = field.name.split(".")
        siblings, parent = top, None
        for length in range(1, len(path) + 1):
            key = tuple(path[:length])
            if key not in groups:
                group = groups[key] = pydyf.Dictionary({"T": pydyf.String(key[-1]), "Kids": pydyf.Array()})
                pdf.add_object(group)
                _join(group, siblings, parent)
            parent = groups[key]
            siblings = parent["Kids"]
        field.widget["T"] = pydyf.String(last)
        _join(field.widget, siblings, parent)
    return top


def _join(item: Any, siblings: pydyf.Array, parent: Any) -> None:
    siblings.append(item.reference)
    if parent is not None:
        item["Parent"] = parent.reference
