"""Drawings in SVG: only such as stand by themselves, do nothing, and cannot grow when they are drawn."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from jdgen.errors import printable
from jdgen.inputs.brand.pictures import WrongPictureError, kind_of, read_raster

# defense svg.bytes: a drawing larger than any mark is not read
MAX_BYTES = 500_000
# defense svg.depth: a drawing is not nested deeper than its readers can follow
_MOST_DEEP = 60
# defense svg.elements: a drawing of more elements than can be drawn is refused
_MOST_DRAWN = 20_000
"""How many elements may be drawn, what is used several times counted each time."""
_NAMESPACE = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset(("script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"))
_MOVING = frozenset(("animate", "animatecolor", "animatemotion", "animatetransform", "set"))
_PAINT = frozenset(("linearGradient", "radialGradient"))
_SHOWING = frozenset(("image", "feImage"))
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_LENGTH = re.compile(rf"({_NUMBER})(?:px|pt|pc|mm|cm|in|em|ex)?")
_BOX = re.compile(rf"{_NUMBER}(?:[\s,]+{_NUMBER}){{3}}")
_ADDRESS = re.compile(r"url\(\s*([\"']?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_CONTENT = re.compile(r"data:image/(?:png|jpe?g);base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)
_FETCHING = re.compile(r"[\\@]|//|\b(?:image|image-set|src)\(", re.IGNORECASE)
"""What a style may hold that loads something, or hides that it does."""
_UNITS = {"px": 0.75, "pt": 1, "pc": 12, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_PLAIN = "save it as plain SVG"


class Drawing(NamedTuple):
    """A drawing that was read: its bytes, and its width as a multiple of its height."""

    data: bytes
    ratio: float


@dataclass(slots=True)
class _Element:
    name: str
    inner: list[_Element] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)


def read_drawing(data: bytes) -> Drawing:
    """Return the drawing of the bytes; raise WrongPictureError where it is another file, or does more than draw."""
    if not data.strip():
        raise WrongPictureError("is empty")
    reader = _Reader()
    try:
        reader.read(data)
    except (expat.ExpatError, LookupError, ValueError):
        kind = kind_of(data)
        if kind == "an SVG":
            raise WrongPictureError("is an SVG that cannot be read", "save it anew") from None
        raise WrongPictureError(f"is {kind}", "`drawing` takes an SVG; a PNG or JPEG stands in `file`") from None
    reader.count()
    return Drawing(data, reader.ratio)


class _Reader:
    """Reads the elements of a drawing one by one, and refuses it at the first that does more than draw."""

    def __init__(self) -> None:
        self.ratio = 0.0
        self._open: list[_Element] = []
        self._named: dict[str, _Element] = {}
        self._root: _Element | None = None
        self._number = 0
        self._style: list[str] = []
        self._painted: list[str] = []

    def read(self, data: bytes) -> None:
        """Read the bytes whole."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        # defense svg.doctype: a drawing has no document type, and so no entities
        parser.StartDoctypeDeclHandler = _refuse_doctype
        # defense svg.instructions: a drawing brings no style sheet along by an instruction
        parser.ProcessingInstructionHandler = _refuse_instruction
        parser.Parse(data, True)

    def count(self) -> None:
        """Raise WrongPictureError where what is used several times makes the drawing too large, or never ends."""
        # What a style sheet refers to is drawn wherever the sheet applies, so that nothing but paint can be counted.
        # defense svg.style_uses: what a style sheet draws many times cannot be counted, and is refused
        if not all(self._named[name].name in _PAINT for name in self._painted if name in self._named):
            raise WrongPictureError("has a style sheet with `url(…)`", "write that into its elements")
        # defense svg.bombs: a drawing that uses itself again and again is counted before it is drawn
        if self._root is None or _drawn(self._root, self._named, {}, []) > _MOST_DRAWN:
            raise WrongPictureError(f"draws more than {_MOST_DRAWN:,} elements", "save a simpler one")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self._number += 1
        if not self._open:
            if (space, local) != (_NAMESPACE, "svg"):
                raise WrongPictureError("is no SVG" if local != "svg" else "is an SVG without its namespace", _PLAIN)
            self.ratio = _ratio(attributes)
        if self._number > _MOST_DRAWN:
            raise WrongPictureError(f"draws more than {_MOST_DRAWN:,} elements", "save a simpler one")
        if len(self._open) >= _MOST_DEEP:
            raise WrongPictureError(f"nests deeper than {_MOST_DEEP} levels", "save a simpler one")
        # defense svg.scripts: a drawing holds no script, no page and no other program
        if local.casefold() in _ACTIVE:
            raise WrongPictureError(f"holds `<{printable(local, 40)}>`, which does more than draw", _PLAIN)
        # defense svg.moving: a drawing does not move
        if local.casefold() in _MOVING:
            raise WrongPictureError("moves", "save one picture of it")
        element = _Element(local, uses=list(_references(attributes)))
        # defense svg.own_pictures: a drawing does not show its own parts as a picture
        if local in _SHOWING and element.uses:
            raise WrongPictureError(f"shows its own `#{printable(element.uses[0], 40)}` as a picture", _PLAIN)
        if "id" in attributes:
            self._named.setdefault(attributes["id"], element)
        if self._open:
            self._open[-1].inner.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        if self._open.pop().name == "style":
            self._painted.extend(_targets("".join(self._style)))
            self._style.clear()

    def _text(self, text: str) -> None:
        if self._open[-1].name == "style":
            self._style.append(text)


def _refuse_doctype(*_: object) -> None:
    raise WrongPictureError("begins with a DOCTYPE", "take that line out, or save it as plain SVG")


def _refuse_instruction(target: str, _: str) -> None:
    raise WrongPictureError(f"holds the instruction `<?{printable(target, 40)}`", _PLAIN)


def _references(attributes: dict[str, str]) -> Iterator[str]:
    """Yield the ids that an element refers to; raise WrongPictureError where it fetches, or runs, something."""
    for key, value in attributes.items():
        space, _, local = key.rpartition(" ")
        # defense svg.handlers: a drawing has no handler of an event
        if local.casefold().startswith("on") and not space:
            raise WrongPictureError(f"holds `{printable(local, 40)}`, which does more than draw", _PLAIN)
        # defense svg.base: a drawing names no address from which its own count
        if local == "base" and space.endswith("/namespace"):
            raise WrongPictureError("names an address with `xml:base`", _PLAIN)
        if local.casefold() in ("href", "src"):
            yield from _target(value)
        if not space and (local == "style" or "url" in value.casefold()):
            yield from _targets(value)
        # defense svg.gradients: a gradient that repeats without end is not drawn
        if not space and local == "spreadMethod" and value.strip() != "pad":
            raise WrongPictureError("has a gradient that repeats, which may never be drawn", _PLAIN)


def _targets(style: str) -> Iterator[str]:
    """Yield the ids that a style refers to."""
    for address in _ADDRESS.finditer(style):
        yield from _target(address[2])
    rest = _ADDRESS.sub("", style)
    if "spreadmethod" in rest.casefold():
        raise WrongPictureError("has a gradient that repeats, which may never be drawn", _PLAIN)
    # An address that is never closed counts to its end.
    # defense svg.styles: a style of a drawing loads nothing
    if _FETCHING.search(rest) or "url(" in rest.casefold():
        raise WrongPictureError(f"has the style `{printable(rest.strip(), 40)}`, which may load something", _PLAIN)


def _target(address: str) -> Iterator[str]:
    address = address.strip()
    if address.startswith("#"):
        yield address[1:]
        return
    content = _CONTENT.fullmatch(address)
    # defense svg.links: a drawing refers to nothing outside of itself
    if content is None:
        raise WrongPictureError(f"refers to `{printable(address, 60)}` outside of itself", "put it into the drawing")
    try:
        # defense svg.inner_pictures: a picture within a drawing is read whole, too
        read_raster(base64.b64decode("".join(content[1].split()), validate=True))
    except binascii.Error:
        raise WrongPictureError("holds a picture that is damaged") from None
    except WrongPictureError as error:
        raise WrongPictureError(f"holds a picture that {error.message}", error.hint) from None


def _drawn(element: _Element, named: dict[str, _Element], known: dict[int, int], within: list[int]) -> int:
    """Return how many elements are drawn for one, with all that it refers to."""
    key = id(element)
    # defense svg.circles: a drawing that refers to itself is refused
    if key in within:
        raise WrongPictureError("refers to itself", "save a simpler one")
    if len(within) > 4 * _MOST_DEEP:
        raise WrongPictureError(f"nests deeper than {_MOST_DEEP} levels", "save a simpler one")
    if key not in known:
        parts = [*element.inner, *(named[name] for name in element.uses if name in named)]
        within.append(key)
        known[key] = 1 + sum(_drawn(part, named, known, within) for part in parts)
        within.pop()
    return known[key]


def _ratio(attributes: dict[str, str]) -> float:
    """Return the width as a multiple of the height: from the box, and without one from the sides."""
    box = _BOX.fullmatch(attributes.get("viewBox", "").strip())
    if box:
        width, height = (float(side) for side in re.split(r"[\s,]+", box[0])[2:])
    else:
        width, height = (_side(attributes.get(side, "")) for side in ("width", "height"))
    if not (0 < width < float("inf") and 0 < height < float("inf")) or not 1 / 1000 < width / height < 1000:
        raise WrongPictureError("says no size", 'write `viewBox="0 0 WIDTH HEIGHT"` at its `<svg>`')
    return width / height


def _side(length: str) -> float:
    found = _LENGTH.fullmatch(length.strip())
    return float(found[1]) * _UNITS.get(length.strip()[len(found[1]) :] or "px", 0) if found else 0.0
