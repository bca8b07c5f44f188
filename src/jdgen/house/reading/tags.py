"""The tags of a template, as its author sees them: found in the words of a paragraph, however its runs are split."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from jdgen.documents.contract import Shape
from jdgen.errors import printable
from jdgen.house.faults import Fault, Spot
from jdgen.house.opening.package import Element, Package
from jdgen.house.opening.wordml import above, named
from jdgen.house.reading import places
from jdgen.house.reading.lookalikes import MOST as MOST_ALIKE
from jdgen.house.reading.lookalikes import lookalikes
from jdgen.house.reading.scanner import DASHES, ENDS, Found, Piece, Words, beside, signs, words

Prefix = Literal["", "p", "tr", "tc", "r"]
LONGEST = 1_000
# defense template.tags: a template of more tags than can be read is refused
MOST = 2_000
"""Characters that a tag may have, and tags that a template may have."""
TOO_MUCH = "template.too_much"
_SHOWN = 60
_SIGNS: dict[str, Literal["value", "block", "comment"]] = {"{{": "value", "{%": "block", "{#": "comment"}
_PREFIX = re.compile(r"(p|tr|tc|r)(?=\s)")
_CURLY = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'|[“”„‟‘’‚‛]""")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_IN_THE_WAY = {"\t": "a tab", "\n": "a line break", "\u2011": "a hyphen that does not break",
               "\u00ad": "a soft hyphen", "\ufffc": "a picture or a note"}  # fmt: skip
_NOTE = re.compile(r"leave\s+out\b\s*:?\s*(.*)", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;\s]+|\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: `written` is what stands in the file, `code` what is between its signs, with plain quotes and spaces.

    A `value` is `{{ … }}`, a `block` `{% … %}`, a `comment` `{# … #}`. The `prefix` says what the tag takes the place
    of: the words alone, or the whole paragraph (p), row (tr), cell (tc) or run (r) that it stands in. `beside` is the
    white space before and behind it that a `-` takes away. A tag that is `half` has no end, or cannot be read: it is
    here to be known as the partner of others.
    """

    kind: Literal["value", "block", "comment"]
    written: str
    code: str
    prefix: Prefix
    spot: Spot
    paragraph: Element
    pieces: tuple[Piece, ...]
    beside: tuple[tuple[Piece, ...], tuple[Piece, ...]] = ((), ())
    half: bool = False

    @property
    def shown(self) -> str:
        """Return the tag as messages quote it."""
        return printable(self.written, _SHOWN)

    @property
    def is_split(self) -> bool:
        """Return whether runs divide the tag."""
        return len(self.pieces) > 1

    @property
    def leaves_out(self) -> tuple[str, ...] | None:
        """Return the ids of `{# leave out: about, why #}`; None for every other tag."""
        return leaves_out(self.code) if self.kind == "comment" else None


def leaves_out(note: str) -> tuple[str, ...] | None:
    """Return the ids of `leave out: about, why`; None for every other note."""
    match = _NOTE.fullmatch(note)
    if match is None:
        return None
    names = (name.strip("`'\"“”‘’.").lower() for name in _BETWEEN.split(match[1]))
    return tuple(name for name in names if name)


def tags(package: Package) -> tuple[list[Tag], list[Fault]]:
    """Return the tags of all parts in the order of the file, and what is wrong with how they are written."""
    found, faults = read(package)
    return [tag for tag in found if not tag.half], faults


def read(package: Package, root: Shape | None = None) -> tuple[list[Tag], list[Fault]]:
    """Return the tags, halves of tags among them, and what is wrong with how they are written.

    `root` is the contract, by which a message says what to write for what looks like a tag.
    """
    from jdgen.house.reading.placement import elsewhere, misplaced

    found: list[Tag] = []
    faults: list[Fault] = []
    known = spots(package)
    reading = _Reading(root)
    for part, tree in package.trees.items():
        reading.begin()
        for paragraph in named(tree, "p"):
            if paragraph in known:
                reading.paragraph(paragraph, known[paragraph])
            if reading.signs > MOST:
                break
        reading.done()
        order = {text: n for n, text in enumerate(named(tree, "t"))}
        in_part = sorted(reading.tags, key=lambda tag: (order[tag.pieces[0].text], tag.pieces[0].start))
        found += in_part
        faults += reading.faults
        if reading.signs > MOST:
            hint = "use a loop for what is repeated"
            faults.append(Fault(TOO_MUCH, f"the template has more than {MOST:,} tags", None, hint))
            break
        faults += elsewhere(part, tree, known)
        faults += misplaced([tag for tag in in_part if not tag.half])
    return found, once(faults)


def spots(package: Package) -> dict[Any, Spot]:
    """Return where each paragraph of the parts with tags stands."""
    return places.spots(package)


def once(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults without those of the second copy of a text box, which stands in the file twice."""
    seen: dict[object, Fault] = {}
    for fault in faults:
        spot = fault.spot or Spot()
        # The later one knows more: who read it first did not know the contract.
        seen[(fault.rule, fault.message, spot.part, spot.where, spot.number)] = fault
    return list(seen.values())


def is_copy(element: Element) -> bool:
    """Return whether the element stands in the second copy of something, for programs that do not know the first."""
    return above(element, "mc:Fallback") is not None


class _Reading:
    """The paragraphs of a file, read one after the other, since a tag may run over two of them."""

    def __init__(self, root: Shape | None) -> None:
        self.signs = 0
        self.tags: list[Tag] = []
        self.faults: list[Fault] = []
        self._root = root
        self._lookalikes = 0
        self._waiting: Fault | None = None
        self._sign = ""

    def begin(self) -> None:
        """Begin with another part."""
        self.tags, self.faults = [], []

    def paragraph(self, paragraph: Element, spot: Spot) -> None:
        """Take the tags of a paragraph."""
        said = words(paragraph)
        if not said.text:
            return
        place, rest = 0, []
        for n, found in enumerate(signs(said.text)):
            self.signs += 1
            if self.signs > MOST:
                return
            rest += [said.text[place : found.start], " " * (found.end - found.start)]
            if found.state == "end":
                self._ended(found, spot, is_first=n == 0)
            else:
                self.done()
                self._tag(paragraph, said, found, (spot, place))
            place = found.end
        alike = lookalikes("".join([*rest, said.text[place:]]), spot, self._root)
        told = list(islice(alike, max(MOST_ALIKE - self._lookalikes, 0)))
        self._lookalikes += len(told)
        self.faults += told

    def done(self) -> None:
        """Tell of a tag whose end did not come."""
        if self._waiting:
            self.faults.append(self._waiting)
        self._waiting = None

    def _ended(self, found: Found, spot: Spot, *, is_first: bool) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting and is_first and ENDS[self._sign] == found.sign:
            message = f"{waiting.message.removesuffix(' has no end')} ends in another paragraph"
            self.faults.append(waiting._replace(rule="tag.two_paragraphs", message=message, hint="write it in one"))
            return
        if waiting:
            self.faults.append(waiting)
        begin = next(sign for sign, end in ENDS.items() if end == found.sign)
        hint = f"type `{begin}` where the tag begins"
        self.faults.append(Fault("tag.no_start", f"`{found.sign}` ends a tag that has no start", spot, hint))

    def _half(self, text: str, found: Found, spot: Spot) -> None:
        written = printable(text[found.start : found.end].strip(), _SHOWN)
        end = ENDS[found.sign]
        code = written[2:].rstrip("}%# ").strip()
        hint = f"type `{end}` after `{code}`" if code else f"type what is meant, and `{end}`"
        if found.state == "mixed":
            message = f"`{written}` begins with `{found.sign}` and ends with `{written[-2:]}`"
            self.faults.append(Fault("tag.mixed", message, spot, f"end it with `{end}`"))
            return
        self._waiting = Fault("tag.no_end", f"`{written}` has no end", spot, hint)
        self._sign = found.sign

    def _tag(self, paragraph: Element, said: Words, found: Found, place: tuple[Spot, int]) -> None:
        """Take a tag, or the half of one; `place` holds where the tag before it ends."""
        spot, before = place
        written = said.text[found.start : found.end]
        if found.state == "whole":
            is_half = self._is_unreadable(written, said, found, spot)
        else:
            is_half = True
            self._half(said.text, found, spot)
        kind = _SIGNS[found.sign]
        code, prefix = _code(written, kind, is_half=is_half)
        spaces = ((), ()) if is_half else beside(said, found, before)
        shown = re.sub(r"\s+", " ", written)
        pieces = said.pieces(found.start, found.end)
        self.tags.append(Tag(kind, shown, code, prefix, spot, paragraph, pieces, spaces, is_half))
        if not is_half:
            self.faults += _blemishes(self.tags[-1], written)
            self.faults += _dashes(self.tags[-1], said.text, found)

    def _is_unreadable(self, written: str, said: Words, found: Found, spot: Spot) -> bool:
        """Tell of a tag that is whole and cannot be read."""
        segments = said.between(found.start, found.end)
        way = next((said.text[s.start] for s in segments if s.text is None), "")
        quoted = printable(re.sub(r"\s+", " ", written), _SHOWN)
        if way and found.sign != "{#":
            hint = f"type it anew, without {_IN_THE_WAY[way]}"
            message = f"`{quoted}` has {_IN_THE_WAY[way]} in it"
            self.faults.append(Fault("tag.interrupted", message, spot, hint, mendable=way in "\t\n"))
            return True
        if len(written) > LONGEST:
            message = f"`{quoted}` has {len(written):,} characters; a tag may have {LONGEST:,}"
            self.faults.append(Fault("tag.too_long", message, spot))
            return True
        return False


def straight(code: str) -> str:
    """Return code with straight quotes for curly ones, but for those within straight ones."""
    return _QUOTED.sub(lambda found: found[0].translate(_CURLY) if len(found[0]) == 1 else found[0], code)


def _dashes(tag: Tag, text: str, found: Found) -> Iterator[Fault]:
    """Tell of a dash at an end of the paragraph, where other programs join it with the next one."""
    at_start = text[found.start + 2] in DASHES and not text[: found.start].strip()
    at_end = text[found.end - 3] in DASHES and not text[found.end :].strip()
    if tag.kind == "block" and (at_start or at_end):
        message = f"the `-` in `{tag.shown}` takes away the spaces beside it, and joins no paragraphs"
        yield Fault("tag.dash", message, tag.spot, "take it out, or write what belongs together in one paragraph")


def _code(written: str, kind: str, *, is_half: bool = False) -> tuple[str, Prefix]:
    """Return what is between the signs of a tag, and its prefix; of half a tag, what seems to be meant."""
    inner = written[2:LONGEST].rstrip("}%#{ ") if is_half else written[2:-2]
    code = _UNSEEN.sub("", re.sub(r"\s", " ", inner))
    code = re.sub(r"^[-+–—]|[-+–—]$", "", code)
    if kind != "comment":
        code = straight(code)
    match = _PREFIX.match(code)
    prefix: Any = match[1] if match else ""
    return code[len(prefix) :].strip(), prefix


def _blemishes(tag: Tag, written: str) -> Iterator[Fault]:
    """Return what is read as it is meant, but had better be set right."""
    if tag.is_split and tag.kind != "comment":
        message = f"Word keeps `{tag.shown}` in {len(tag.pieces)} pieces"
        yield Fault("tag.split", message, tag.spot, "it is read as one", mendable=True)
    if tag.kind != "comment" and any(len(found[0]) == 1 for found in _QUOTED.finditer(written)):
        message = f"`{tag.shown}` has curly quotes"
        yield Fault("tag.quotes", message, tag.spot, "they are read as straight ones", mendable=True)
