"""The styles of a template: which of them each of ours becomes, and which of ours it gets beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import cached_property
from typing import Any, Final

from jdgen.documents.look import Look
from jdgen.house.filling.own_styles import Dress, Own, dressed, own_styles, scale_of
from jdgen.house.opening.namespaces import PREFIXES, w
from jdgen.house.opening.wordml import twips
from jdgen.inputs.finished.word_package import parsed

FLAT: Final = "SectionEnd"
"""Our style of a paragraph that keeps two tables apart and shows nothing."""
_DEFAULTS: Final = {"Normal": "paragraph", "DefaultParagraphFont": "character", "TableNormal": "table"}
_STAND_INS: Final = {
    "TitleLong": "Title",
    "ListBulletClose": "ListBullet",
    "ListNumberClose": "ListNumber",
    "Lead": "BodyText",
    "LeadClose": "BodyText",
    "Letter": "BodyText",
    "Date": "Letter",
    "InsideAddress": "Letter",
    "Salutation": "Letter",
    "Enclosures": "Letter",
    "FactListedLast": "FactListed",
    "FactBlankLast": "FactBlank",
    "jdgenPlanClose": "jdgenPlan",
}
"""Which other style of ours says the same where a template has none of the name."""
_HEADINGS: Final = ("Heading1", "Heading2", "Title")
"""Whose color is the accent of a template."""
_USUAL_SIZE: Final = 10.0
"""The size of type in points where a file names none."""
_BRIGHT: Final = 150
"""A color above it cannot be read on white paper; black is 0, and white 255."""


class Styles:
    """The styles part of a template, and what it becomes for a document."""

    def __init__(self, part: bytes | None, look: Look, *, narrow: bool = False) -> None:
        from lxml import etree

        self._root = etree.Element(w("styles"), nsmap=PREFIXES) if part is None else parsed(part)
        self._by_id = {style.get(w("styleId")): style for style in self._root.iterfind(w("style"))}
        self._by_name = dict(reversed([entry for style in self._by_id.values() for entry in _named(style)]))
        self.look = look
        self._narrow = narrow
        self._found: dict[str, str] = {}

    def of(self, ours: str) -> str:
        """Return the id that a style of ours has in the finished file, whether the template has it or gets it."""
        if ours not in self._found:
            self._found[ours] = self._target(own_styles()[ours])
        return self._found[ours]

    def lacks(self, ours: str) -> bool:
        """Return whether the template gets a style of ours."""
        return self.of(ours) not in self._by_id

    def chain(self, style: str) -> Iterator[Any]:
        """Yield a style of the template and those that it stands on, as elements."""
        seen = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            based = self._by_id[style].find(w("basedOn"))
            style = "" if based is None else based.get(w("val"), "")

    def part(self, used: Iterable[str], lists: Mapping[str, str], language: str) -> bytes:
        """Return the styles part in a language, with those of ours that are used and that the template lacks."""
        from lxml import etree

        root = deepcopy(self._root)
        _speak(root, language)
        wanted = self._wanted(used)
        ids = {ours: self.of(ours) for ours in own_styles() if ours in wanted or not self.lacks(ours)}
        look = self.look._replace(accent=self.accent)
        # A style that nobody asked for cannot be the next one.
        dress = Dress(self._bases() | ids, lists, look, scale_of(self.size), self._narrow)
        for ours in own_styles():
            if ours in wanted:
                root.append(self._added(own_styles()[ours], dress))
        made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return made

    def _bases(self) -> dict[str, str]:
        return {name: self._default(kind) for name, kind in _DEFAULTS.items()}

    def _default(self, kind: str) -> str:
        """Return the id of the style that a template has for whatever names none, or nothing."""
        found = (s for s in self._by_id.values() if s.get(w("type"), "paragraph") == kind and s.get(w("styleId")))
        return next((s.get(w("styleId")) for s in found if s.get(w("default")) in ("1", "true", "on")), "")

    def _wanted(self, used: Iterable[str]) -> set[str]:
        """Return those of ours that the template gets, with those of ours that they stand on."""
        wanted: set[str] = set()
        open_ones = list(used)
        while open_ones:
            own = own_styles()[open_ones.pop()]
            stand_in = self._stand_in(own)
            if stand_in:
                open_ones.append(stand_in)
            elif own.id not in wanted and own.id not in _DEFAULTS and self.lacks(own.id):
                wanted.add(own.id)
                open_ones.extend(need for need in own.needs if need not in _DEFAULTS)
        return wanted

    def _held(self, own: Own) -> str:
        """Return the id of the template's own style of a name, or nothing."""
        return self._by_name.get((own.type, own.name.casefold()), "")

    def _stand_in(self, own: Own) -> str:
        """Return the style of ours that takes the place of one, or nothing."""
        if self._held(own):
            return ""
        if own.id == "Letter":
            # Where no body text stands apart, the lines of a letter need a style that does.
            body = own_styles()["BodyText"]
            return "BodyText" if self._held(body) or self._is_spaced else ""
        return _STAND_INS.get(own.id, "")

    def _target(self, own: Own) -> str:
        held = self._held(own)
        if held or own.id in _DEFAULTS:
            return held or self._default(_DEFAULTS[own.id])
        stand_in = self._stand_in(own)
        if stand_in:
            return self.of(stand_in)
        if own.id == "BodyText" and self._is_spaced:
            return self.of("Normal")
        return self._free(own.id)

    def _free(self, wanted: str) -> str:
        taken = {name.casefold() for name in self._by_id if name} | {own.casefold() for own in self._found.values()}
        names = (wanted, f"jdgen{wanted}", *(f"jdgen{wanted}{n}" for n in range(2, len(taken) + 3)))
        return next(name for name in names if name.casefold() not in taken)

    def _added(self, own: Own, dress: Dress) -> Any:
        made = dressed(own, dress)
        names = {name for _, name in self._by_name}
        if own.name.casefold() in names:
            made.find(w("name")).set(w("val"), f"jdgen {own.name}")
        if own.id == "Heading2" and not self.lacks("Heading1"):
            # It is set in the face and the color of the template's headings, and a little smaller.
            made.find(w("basedOn")).set(w("val"), self.of("Heading1"))
            for size in (*made.iter(w("sz")), *made.iter(w("szCs"))):
                size.set(w("val"), str(round(self._size_of("Heading1") * 2 * 0.88)))
        return made

    @property
    def _is_spaced(self) -> bool:
        """Return whether paragraphs of the template's usual style stand apart from each other."""
        normal = self._default("paragraph")
        defaults = self._root.find(f"{w('docDefaults')}/{w('pPrDefault')}")
        for holder in (*self.chain(normal), *([] if defaults is None else [defaults])):
            spacing = holder.find(f"{w('pPr')}/{w('spacing')}")
            if spacing is not None and spacing.get(w("after")) is not None:
                return twips(spacing.get(w("after"))) > 0
        return False

    @cached_property
    def size(self) -> float:
        """Return the size of the template's body type in points."""
        return self._size_of("BodyText")

    def _size_of(self, ours: str) -> float:
        style = self.of(ours)
        defaults = self._root.find(f"{w('docDefaults')}/{w('rPrDefault')}")
        known = self.chain(style if style in self._by_id else self._default("paragraph"))
        for holder in (*known, *([] if defaults is None else [defaults])):
            size = holder.find(f"{w('rPr')}/{w('sz')}")
            if size is not None and size.get(w("val"), "").isdecimal():
                return int(size.get(w("val"))) / 2
        return _USUAL_SIZE

    @cached_property
    def accent(self) -> str:
        """Return the color of the template's headings, or where it has none of its own, that of the look."""
        for ours in _HEADINGS:
            if self.lacks(ours):
                continue
            found = [_color(style) for style in self.chain(self.of(ours))]
            color = next(filter(None, found), "auto")
            if color == "auto":
                return ""
            return color if _brightness(color) <= _BRIGHT else self.look.accent
        return self.look.accent


def _named(style: Any) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the names of a style, each with its type; names of Word's own are the same in every language."""
    kind, identity = style.get(w("type"), "paragraph"), style.get(w("styleId"))
    for holder in (style.find(w("name")), style.find(w("aliases"))):
        for name in () if holder is None else holder.get(w("val"), "").split(","):
            if identity and name.strip():
                yield (kind, name.strip().casefold()), identity


def _color(style: Any) -> str:
    color = style.find(f"{w('rPr')}/{w('color')}")
    return "" if color is None else color.get(w("val"), "")


def _brightness(color: str) -> float:
    """Return how bright six hexadecimal digits look; anything else counts as white."""
    try:
        red, green, blue = bytes.fromhex(color)
    except ValueError:
        return 255
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _speak(root: Any, language: str) -> None:
    """Set the language of whatever names none."""
    from lxml import etree

    holder = root
    for place, name in ((0, "docDefaults"), (0, "rPrDefault"), (0, "rPr")):
        found = holder.find(w(name))
        if found is None:
            found = etree.Element(w(name))
            holder.insert(place, found)
        holder = found
    found = holder.find(w("lang"))
    if found is None:
        found = etree.Element(w("lang"))
        _insert_language(holder, found)
    found.set(w("val"), language)
    for style in root.iterfind(w("style")):
        if style.get(w("default")) in ("1", "true", "on"):
            for own in style.findall(f"{w('rPr')}/{w('lang')}"):
                own.getparent().remove(own)


def _insert_language(properties: Any, language: Any) -> None:
    """Put the language where the schema wants it: near the end of the properties."""
    after = {w("eastAsianLayout"), w("specVanish"), w("oMath"), w("rPrChange")}
    place = next((n for n, child in enumerate(properties) if child.tag in after), len(properties))
    properties.insert(place, language)
