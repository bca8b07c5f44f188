"""Comments in a Word file: set at its paragraphs, and every other byte left as it is.

The parts are not parsed and written anew: comments are put between the bytes that stand there, so that whatever a file
holds, known to us or not, stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from xml.parsers import expat

from jdgen.render.word_text import escape
from jdgen.render.word_zip import Member, deflated, read, write

AUTHOR = "jdgen"
INITIALS = "jd"
_OFFICE = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
           "http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip
_WORDS = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPED = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES = "[Content_Types].xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Comment(NamedTuple):
    """What is said, in paragraphs, about one paragraph of the file; they count from 1, as they stand in its body."""

    paragraph: int
    lines: tuple[str, ...]


@dataclass(slots=True)
class _Element:
    """One element of a part: its name, and the bytes where its parts begin and end."""

    space: str
    name: str
    prefix: str
    values: dict[str, str]
    start: int
    inside: int = 0
    """Behind its start tag."""
    after_properties: int = 0
    """Behind the properties of a paragraph, which come first in it."""
    end: int = 0
    """Before its end tag; of an element that is a single tag, behind it."""
    above: _Element | None = None


@dataclass(slots=True)
class _Scan:
    """The elements of a part in the order of their start tags; `waiting` are the places known at the next event."""

    parser: expat.XMLParserType
    elements: list[_Element] = field(default_factory=list)
    open: list[_Element] = field(default_factory=list)
    waiting: list[tuple[_Element, str]] = field(default_factory=list)

    def at(self, *_: object) -> None:
        """Note the place of an event, where what came before it ends."""
        for element, name in self.waiting:
            setattr(element, name, self.parser.CurrentByteIndex)
        self.waiting.clear()

    def starts(self, tag: str, values: dict[str, str]) -> None:
        """Note the start of an element."""
        self.at()
        space, name, prefix = (*tag.split(" "), "", "")[:3] if " " in tag else ("", tag, "")
        above = self.open[-1] if self.open else None
        element = _Element(space, name, prefix, values, self.parser.CurrentByteIndex, above=above)
        self.elements.append(element)
        self.open.append(element)
        self.waiting.append((element, "inside"))

    def ends(self, _: str) -> None:
        """Note the end of an element."""
        self.at()
        element = self.open.pop()
        element.end = self.parser.CurrentByteIndex
        if element.above and element.name == "pPr":
            self.waiting.append((element.above, "after_properties"))

    def refuses(self, *_: object) -> None:
        """Refuse a part with declarations; no Word file has them, and entities may be endless."""
        raise ValueError("it declares a document type")


def annotated(archive: bytes, comments: Sequence[Comment], day: date) -> bytes:
    """Return the Word file with comments beside those that it has; raise ValueError if it cannot take them.

    The same file, comments and day give the same bytes.
    """
    if not comments:
        return archive
    members = read(archive)
    try:
        parts = _changed(members, comments, day)
    except (expat.ExpatError, KeyError, IndexError, UnicodeDecodeError) as error:
        raise ValueError("its parts are damaged") from error
    held = [deflated(name, parts.pop(name)) if name in parts else member for name, member in members.items()]
    return write([*held, *(deflated(name, data) for name, data in parts.items())])


def paragraphs(main: bytes) -> int:
    """Return how many paragraphs the body of a main part has."""
    return len(_of_body(_scan(main)))


def _changed(members: dict[str, Member], comments: Sequence[Comment], day: date) -> dict[str, bytes]:
    """Return the parts that differ, by their names."""
    main = _main(members)
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    known = _relations(members, relations)
    named = next((target for kind, target in known.values() if kind == "comments"), "")
    part = (named.lstrip("/") if named.startswith("/") else f"{folder}/{named}".lstrip("/")) if named else ""
    document = members[main].data()
    scan = _scan(document)
    held = members[part].data() if part in members else b""
    first = 1 + max((_number(element) for element in _scan(held).elements), default=-1) if held else 0
    first = max(first, 1 + max((_number(element) for element in scan.elements), default=-1))
    found = {main: _marked(document, scan, comments, first)}
    space = scan.elements[0].space
    said = [_comment(comment, first + n, day) for n, comment in enumerate(comments)]
    if held:
        return found | {part: _with(held, "".join(said), space)}
    name = next(n for n in (f"comments{number or ''}.xml" for number in range(99)) if f"{folder}/{n}" not in members)
    root = f'<w:comments xmlns:w="{escape(space)}">{"".join(said)}</w:comments>'
    kind = f"{_OFFICE[space in _WORDS[1:]]}/comments"
    mine = next(n for n in (f"rIdComments{number or ''}" for number in range(99)) if n not in known)
    link = f'<Relationship xmlns="{_RELATED}" Id="{mine}" Type="{kind}" Target="{name}"/>'
    typed = f'<Override xmlns="{_TYPED}" PartName="/{folder}/{name}" ContentType="{_TYPE}"/>'
    none = _HEAD + f'<Relationships xmlns="{_RELATED}"/>'.encode()
    before = members[relations].data() if relations in members else none
    return found | {
        relations: _with(before, link),
        _TYPES: _with(members[_TYPES].data(), typed),
        f"{folder}/{name}": _HEAD + root.encode(),
    }


def _main(members: dict[str, Member]) -> str:
    """Return the name of the part that holds the body."""
    known = _relations(members, "_rels/.rels").values()
    return next((target.lstrip("/") for kind, target in known if kind == "officeDocument"), "word/document.xml")


def _relations(members: dict[str, Member], name: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: the last word of their types and their targets, by their ids."""
    if name not in members:
        return {}
    entries = (element.values for element in _scan(members[name].data()).elements if element.name == "Relationship")
    return {entry["Id"]: (entry["Type"].rpartition("/")[2], entry["Target"]) for entry in entries}


def _scan(data: bytes) -> _Scan:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ValueError("its parts are not written in UTF-8")
    # defense comments.doctype: a part that declares entities gets no comments
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    scan = _Scan(parser)
    parser.StartElementHandler, parser.EndElementHandler = scan.starts, scan.ends
    parser.CharacterDataHandler = parser.CommentHandler = parser.ProcessingInstructionHandler = scan.at
    parser.StartDoctypeDeclHandler = scan.refuses
    parser.Parse(data, True)
    return scan


def _of_body(scan: _Scan) -> list[_Element]:
    """Return the paragraphs of the body in their order."""
    body = next((element for element in scan.elements if element.name == "body"), scan.elements[0])
    inside = (element for element in scan.elements if body.start < element.start < body.end)
    return [element for element in inside if element.name == "p" and element.space in _WORDS]


def _number(element: _Element) -> int:
    """Return the number of a comment, or of where it stands; -1 of any other element."""
    if element.name not in {"comment", "commentReference", "commentRangeStart", "commentRangeEnd"}:
        return -1
    text = next((value for key, value in element.values.items() if key.split(" ")[1:2] == ["id"]), "")
    return int(text) if text.isascii() and text.isdigit() else -1


def _marked(document: bytes, scan: _Scan, comments: Iterable[Comment], first: int) -> bytes:
    """Return the main part with the range and the sign of each comment."""
    spots = _of_body(scan)
    # A paragraph without words has no inside to put anything in.
    usable = [spot for spot in spots if not _is_closed(document, spot)]
    if not usable:
        raise ValueError("it has no paragraph to comment on")
    pieces: dict[int, list[str]] = {}
    for number, comment in enumerate(comments, first):
        spot = _outermost(spots[comment.paragraph - 1]) if 0 < comment.paragraph <= len(spots) else usable[0]
        spot = usable[0] if _is_closed(document, spot) else spot
        begin, end, sign = (_tag(name, number, spot) for name in ("RangeStart", "RangeEnd", "Reference"))
        run = f"{spot.prefix}:r" if spot.prefix else "r"
        pieces.setdefault(max(spot.after_properties, spot.inside), []).append(begin)
        pieces.setdefault(spot.end, []).append(f"{end}<{run}>{sign}</{run}>")
    return _inserted(document, pieces)


def _is_closed(data: bytes, element: _Element) -> bool:
    """Return whether an element is a single tag."""
    return element.inside == element.end and data[element.end - 2 : element.end] == b"/>"


def _outermost(spot: _Element) -> _Element:
    """Return the paragraph itself, or the one that its text box hangs on: Word takes no comments in text boxes."""
    found, above = spot, spot.above
    while above:
        found, above = (above if above.name == "p" and above.space in _WORDS else found), above.above
    return found


def _tag(name: str, number: int, spot: _Element) -> str:
    if spot.prefix:
        return f'<{spot.prefix}:comment{name} {spot.prefix}:id="{number}"/>'
    return f'<comment{name} xmlns:w="{escape(spot.space)}" w:id="{number}"/>'


def _comment(comment: Comment, number: int, day: date) -> str:
    sign = "<w:r><w:annotationRef/></w:r>"
    said = "".join(
        f'<w:p>{"" if n else sign}<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for n, line in enumerate(comment.lines)
    )
    values = f'w:id="{number}" w:author="{AUTHOR}" w:date="{day.isoformat()}T00:00:00Z" w:initials="{INITIALS}"'
    return f"<w:comment {values}>{said}</w:comment>"


def _with(data: bytes, content: str, space: str = "") -> bytes:
    """Return a part with content at the end of its root; `space` is what `w` means in the content, if it is used."""
    root = _scan(data).elements[0]
    if space:
        content = content.replace("<w:comment ", f'<w:comment xmlns:w="{escape(space)}" ')
    if not _is_closed(data, root):
        return _inserted(data, {root.end: [content]})
    tag = f"{root.prefix}:{root.name}" if root.prefix else root.name
    return data[: root.end - 2] + f">{content}</{tag}>".encode() + data[root.end :]


def _inserted(data: bytes, pieces: dict[int, list[str]]) -> bytes:
    """Return the bytes with texts put in before the places named."""
    found: list[bytes] = []
    done = 0
    for place in sorted(pieces):
        found += (data[done:place], "".join(pieces[place]).encode())
        done = place
    return b"".join((*found, data[done:]))
