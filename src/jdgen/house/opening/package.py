"""A Word file that somebody else made, opened with care: what is hostile, damaged or no template is refused here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jdgen.errors import Place, Problem, TemplateError, printable
from jdgen.house.opening import package_links as relations
from jdgen.house.opening.package_fields import W, refused_fields
from jdgen.house.opening.package_file import Refusal, no_zip, unpacked
from jdgen.house.opening.package_links import Link
from jdgen.house.opening.package_names import respelled, spelled
from jdgen.house.opening.package_numbers import no_numbers
from jdgen.house.opening.package_sizes import MAX_ATTRIBUTES, MAX_PARAGRAPH, crowded, has_long_paragraph
from jdgen.inputs.brand.drawings import read_drawing
from jdgen.inputs.brand.pictures import WrongPictureError
from jdgen.inputs.finished.word_package import AGAIN, MAX_ELEMENTS, declares_document_type, parsed
from jdgen.render.word_zip import Member

Element = Any
"""An lxml element."""
# defense house.depth: elements are not nested deeper than their readers can follow
MAX_DEPTH = 200
_MOST = 25
"""Problems that are said of one file; nobody reads more."""
_WITH_TAGS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
"""The parts beside the main one that can hold tags, by their relationships, and the names of their roots."""
_CODINGS = frozenset(("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII"))


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a template: all members as they are stored, and as trees those parts that can hold tags.

    `main` is the name of the main part; `trees` has it, the headers, the footers and the footnotes, by their names.
    """

    source: str
    members: Mapping[str, Member]
    main: str
    trees: Mapping[str, Element]

    def part(self, name: str) -> bytes | None:
        """Return the content of a member, or None where the file has no such member."""
        member = self.members.get(name)
        return member.data() if member else None

    def related(self, kind: str) -> str:
        """Return the part that the main part, or else the whole file, leads to by a kind, such as `styles`."""
        for owner in (self.main, ""):
            data = self.part(relations.rels_of(owner))
            found = relations.links(owner, parsed(data)) if data else ()
            part = next((link.target for link in found if link.kind == kind and not link.outside), "")
            if part:
                return part
        return ""


def opened(data: bytes, source: str) -> Package:
    """Return the parts of a Word file; raise TemplateError with one sentence for each thing that no template may be."""
    refusal = no_zip(data)
    if refusal:
        raise _refused([refusal], source)
    members, refusals = unpacked(data)
    if refusals:
        raise _refused(refusals, source)
    parts = _Parts(spelled(members))
    if parts.refused:
        raise _refused(parts.refused, source)
    return Package(source, parts.members, parts.main, {name: parts.roots[name] for name in parts.with_tags()})


def _refused(refusals: list[Refusal], source: str) -> TemplateError:
    found = list(dict.fromkeys(refusals))
    more = len(found) - _MOST
    problems = [Problem(message, Place(source), hint) for message, hint in found[:_MOST]]
    return TemplateError([*problems, *([Problem(f"and {more} more such things", Place(source))] if more > 0 else [])])


@dataclass(slots=True)
class _Parts:
    """The XML of a file, part by part, and all that is refused in it."""

    members: Mapping[str, Member]
    main: str = ""
    roots: dict[str, Element] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def __post_init__(self) -> None:
        # defense house.open_document: an OpenDocument file is told
        if "mimetype" in self.members and "content.xml" in self.members:
            self.refused.append(("is an OpenDocument file", "save it as Word Document (.docx)"))
            return
        for name in self.members:
            if name.lower().endswith((".xml", ".rels")):
                self.refused.extend(self._parsed(name))
        if self.refused:
            return
        self.members = {**self.members, **respelled(self.members, self.roots)}
        for name in self.roots:
            if name.endswith(".rels"):
                self.links.extend(relations.links(relations.owner_of(name), self.roots[name]))
        self.refused.extend(self._structure())
        self.refused.extend(filter(None, map(relations.refused, self.links)))
        self.refused.extend(self._contents())

    def with_tags(self) -> Iterator[str]:
        """Yield the parts that can hold tags: the main one, and the headers, footers and footnotes that it leads to."""
        beside = (link for link in self.links if link.owner == self.main and not link.outside)
        yield from dict.fromkeys([self.main, *(link.target for link in beside if link.kind in _WITH_TAGS)])

    def _parsed(self, name: str) -> Iterator[Refusal]:
        """Read one part; yield why it cannot be."""
        from lxml import etree

        data, shown = self.members[name].data(), f"`{printable(name, 80)}`"
        # defense house.doctype: no part has a document type, and so entities
        if declares_document_type(data):
            yield f"has a document type in {shown}, which no Word file has", AGAIN
            return
        # A start tag or an end tag has one such sign each, so this many are too many before anything is read.
        # defense house.elements: elements are counted before a part is parsed
        if data.count(b"<") > 2 * MAX_ELEMENTS + 10:
            yield f"has more than {MAX_ELEMENTS:,} elements in {shown}", "delete what the template does not need"
            return
        # defense house.attributes: an element of thousands of attributes, which takes seconds to parse, is refused
        if crowded(data):
            yield f"has an element of more than {MAX_ATTRIBUTES} attributes in {shown}, which Word never writes", AGAIN
            return
        try:
            root = parsed(data)
        except etree.XMLSyntaxError as error:
            deep = "depth" in str(error)
            yield (f"nests its elements too deeply in {shown}" if deep else f"is damaged: {shown} is no XML"), AGAIN
            return
        described = root.getroottree().docinfo
        # defense house.encodings: a part in a code that few programs know is refused
        if described.doctype or (described.encoding or "UTF-8").upper() not in _CODINGS:
            yield f"is damaged: {shown} is not in UTF-8", AGAIN
        count, depth = _size(root)
        # defense house.counted: elements are counted in what was parsed, too
        if count > MAX_ELEMENTS:
            yield f"has more than {MAX_ELEMENTS:,} elements in {shown}", "delete what the template does not need"
        if depth > MAX_DEPTH:
            yield f"nests its elements too deeply in {shown}", AGAIN
        # defense house.paragraph: no paragraph is longer than anybody reads
        if len(data) > MAX_PARAGRAPH and has_long_paragraph(root):
            yield f"has a paragraph of more than {MAX_PARAGRAPH:,} characters in {shown}", "divide it"
        self.roots[name] = root

    def _structure(self) -> Iterator[Refusal]:
        """Find the main part; yield what is wrong with it and with the parts that it leads to."""
        if relations.TYPES not in self.roots:
            yield "is a zip file, but not one of Word", "give a Word file (.docx)"
            return
        types = relations.types_of(self.roots[relations.TYPES], self.members)
        # defense house.macros: a file with macros is refused by its parts
        if any(name.lower().rpartition("/")[2] in ("vbaproject.bin", "vbadata.xml") for name in self.members):
            yield "is a Word file with macros", "save it as Word Document (.docx)"
        self.main, refusal = relations.main_part([link for link in self.links if not link.owner], types)
        if refusal:
            yield refusal
            return
        for name in self.with_tags():
            kind = next((link.kind for link in self.links if link.target == name and link.owner == self.main), "")
            wanted = "document" if name == self.main else _WITH_TAGS[kind]
            root = self.roots.get(name)
            # defense house.missing_part: a part that the file leads to is there
            if root is None:
                yield f"is damaged: its part `{printable(name, 80)}` is missing", AGAIN
            elif "purl.oclc.org" in str(root.tag):
                yield relations.strict()
            elif root.tag != W + wanted:
                yield f"is damaged: `{printable(name, 80)}` is no part of Word", AGAIN
        root = self.roots.get(self.main)
        # defense house.no_body: a Word file has a body
        if root is not None and root.tag == f"{W}document" and root.find(f"{W}body") is None:
            yield "is a Word file without a body", AGAIN

    def _contents(self) -> Iterator[Refusal]:
        """Yield what stands in the parts and runs or fetches something."""
        for name, root in self.roots.items():
            if name.endswith(".rels"):
                continue
            # defense house.fields: no field fetches or starts anything: DDE, INCLUDETEXT and their like
            yield from refused_fields(root)
            # defense package.clicked: a link that is there to be clicked fetches nothing
            outside = {link.name: link for link in self.links if link.owner == name and link.outside}
            yield from relations.taken(root, outside)
            # defense house.numbers: what is read as a number is one
            yield from no_numbers(name, root)
            for element in root.iter(f"{W}dataSource", f"{W}connectString", f"{W}query", f"{W}headerSource"):
                # defense house.mail_merge: a template is tied to no data of a mail merge
                if element.getparent() is not None and element.getparent().tag == f"{W}mailMerge":
                    yield "is tied to the data of a mail merge", "make it a normal Word document under Mailings"
            # defense house.alt_chunk: a template holds no other document, control or frame
            for element in root.iter(f"{W}altChunk", f"{W}subDoc", f"{W}control", f"{W}frameset"):
                what = {"altChunk": "aFChunk", "subDoc": "subDocument", "frameset": "frame"}
                kind = element.tag.rpartition("}")[2]
                yield relations.INSIDE[what.get(kind, kind)]
            for _ in root.iter("{http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing}webVideoPr"):
                yield "shows a video from outside of itself", "put a link to it into the words"
        # defense package.drawings: a drawing in a template shows no other file
        for name, member in self.members.items():
            if name not in self.roots:
                yield from _of_drawing(name, member)


def _of_drawing(name: str, member: Member) -> Iterator[Refusal]:
    """Yield why a template may not hold a drawing: office programs show whatever files of the machine it names."""
    data = member.data()
    # What a file is, programs tell by its bytes, whatever it is called.
    if name.lower().endswith((".svg", ".svgz")) or b"<svg" in data[:4096].replace(b"\0", b""):
        try:
            read_drawing(data)
        except WrongPictureError as error:
            yield f"holds the drawing `{printable(name, 80)}`, which {error.message}", error.hint
    elif data.startswith(b"\x1f\x8b"):
        yield f"holds `{printable(name, 80)}`, which is compressed", "put the picture in as PNG or JPEG"


def _size(root: Element) -> tuple[int, int]:
    """Return how many elements a tree has, and how deep they are nested."""
    from lxml import etree

    count = depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        deepest = max(deepest, depth)
    return count, deepest
