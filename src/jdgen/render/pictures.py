"""Drawings that come again in every document: read once, and drawn once for each size that they have.

What a drawing left on the page is kept as operators and put there again; WeasyPrint would read its SVG anew for each
document, and make an object of the file for each sign before an entry.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import Any, NamedTuple

import pydyf
from weasyprint.images import SVGImage, get_image_from_uri
from weasyprint.pdf.stream import Stream

from jdgen.render.page_look import LOGO, TYPES

DRAWINGS = {"jdgen:box.svg": "box.svg", "jdgen:bullet.svg": "bullet.svg"}
"""Our drawings by their addresses; behind a `?` stands the color that they take in place of that of secondary words."""

_NEEDS_PAGE = (b"<text", b"<image", b"<style", b"<use", b"<svg:", b"<foreignObject")
_KEPT = 32
"""How many drawings are kept, and how many sizes of one."""


class _Operators(NamedTuple):
    """What a drawing of a size leaves on a page, and the states that it names."""

    content: bytes
    states: dict[str, Any]


class Drawing:
    """An SVG image that draws itself once for each size."""

    def __init__(self, image: SVGImage) -> None:
        self._image = image
        self._drawn: dict[tuple[float, float], _Operators] = {}
        self.plain = True
        """Whether all that it drew so far was lines and areas, which depend on nothing around them."""

    def get_intrinsic_size(self, resolution: float, font_size: float) -> Any:
        """Return the width, the height and their ratio as the file has them."""
        return self._image.get_intrinsic_size(resolution, font_size)

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Put the drawing on a page."""
        operators = self._drawn.get((width, height)) or self._record(stream, width, height, style)
        if operators is None:
            self._image.draw(stream, width, height, style)
            return
        for name, state in operators.states.items():
            stream._resources["ExtGState"].setdefault(name, state)
        stream.stream.append(operators.content)

    def settle(self) -> None:
        """Let go of the document that it was drawn for."""
        self._image._svg.stream = self._image._url_fetcher = self._image._svg.url_fetcher = None

    def _record(self, stream: Any, width: float, height: float, style: Any) -> _Operators | None:
        if not self.plain:
            return None
        kinds = ("ExtGState", "XObject", "Pattern", "Shading")
        own = pydyf.Dictionary({kind: pydyf.Dictionary() for kind in kinds})
        own["ColorSpace"] = stream._resources["ColorSpace"]
        probe = stream.clone(resources=own, fonts={}, images={}, tags=None)
        # it says by the log what is wrong, and then no document is made
        self._image.draw(probe, width, height, style)
        states = dict(own["ExtGState"])
        held = probe._fonts, probe._images, *(own[kind] for kind in kinds[1:])
        if any(held) or any(map(_is_large, states.values())):
            self.plain = False
            return None
        if len(self._drawn) >= _KEPT:
            self._drawn.clear()
        content = b"\n".join(map(pydyf._to_bytes, probe.stream))
        self._drawn[width, height] = _Operators(content, states)
        return self._drawn[width, height]


def _is_large(state: Any) -> bool:
    """Return whether a state of the page is more than how much shows through."""
    return any(name not in ("ca", "CA") for name in state)


def _is_ours(address: str) -> bool:
    return address == LOGO or address.partition("?")[0] in DRAWINGS


class Pictures(dict[str, Any]):
    """The pictures of one document by their addresses, as WeasyPrint keeps them; plain drawings are ours."""

    def __init__(self, fetcher: Any) -> None:
        super().__init__()
        self._fetcher = fetcher

    def __contains__(self, address: object) -> bool:
        if super().__contains__(address):
            return True
        drawing = self._drawing(address) if isinstance(address, str) and _is_ours(address) else None
        if drawing:
            self[address] = drawing  # type: ignore[index]
        return drawing is not None

    def _drawing(self, address: str) -> Drawing | None:
        """Return what is at an address if it is a drawing without words and pictures, which need a page around them."""
        response = self._fetcher.fetch(address)
        data = response.read()
        if response.content_type != TYPES["svg"] or any(sign in data for sign in _NEEDS_PAGE):
            return None
        image = get_image_from_uri({}, self._fetcher, {}, address)
        return Drawing(image) if isinstance(image, SVGImage) else None


class Store:
    """The drawings of a process, by what they are."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bytes], Drawing] = OrderedDict()

    def pictures(self, logo: tuple[str, bytes], fetcher: Any) -> Pictures:
        """Return the pictures for a document that has the logo: an address, and what is there."""
        found = Pictures(fetcher)
        for key, drawing in self._kept.items():
            if key == logo or not key[1]:
                found[key[0]] = drawing
        return found

    def keep(self, pictures: Pictures, logo: tuple[str, bytes]) -> None:
        """Keep the drawings of a document of which WeasyPrint had nothing to say."""
        for address, drawing in pictures.items():
            if isinstance(drawing, Drawing) and drawing.plain and _is_ours(address):
                drawing.settle()
                key = logo if address == logo[0] else (address, b"")
                self._kept[key] = drawing
                self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


class _Stamp(NamedTuple):
    """A drawing at a place of a page, in pixels of CSS."""

    drawing: Drawing
    place: tuple[float, float]
    size: tuple[float, float]


def stamp(pages: list[Any]) -> None:
    """Let drawings behind boxes, such as the signs before entries, be put straight onto their pages."""
    for page in pages:
        stamps = [made for box in page._page_box.descendants() if (made := _stamp_of(box))]
        if stamps:
            page.paint = partial(_paint, page, stamps)


def _stamp_of(box: Any) -> _Stamp | None:
    """Return the drawing behind a box, which is no background of it any more."""
    background = getattr(box, "background", None)
    if background is None or len(background.layers) != 1 or background.color.alpha:
        return None
    layer = background.layers[0]
    if not isinstance(layer.image, Drawing) or layer.repeat != ("no-repeat", "no-repeat") or 0 in layer.size:
        return None
    box.background = None
    (x, y), (left, top) = layer.position, layer.positioning_area[:2]
    return _Stamp(layer.image, (x + left, y + top), layer.size)


def _paint(page: Any, stamps: list[_Stamp], stream: Stream, scale: float = 1) -> None:
    type(page).paint(page, stream, scale)
    with stream.stacked(), stream.artifact():
        stream.transform(a=scale, d=scale)
        for drawing, (x, y), size in stamps:
            with stream.stacked():
                stream.transform(e=x, f=y)
                drawing.draw(stream, *size, None)
