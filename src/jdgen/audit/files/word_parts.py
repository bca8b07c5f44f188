"""A finished Word file, opened with care: its parts as trees, where they lead, and what in them is not whole."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from jdgen.errors import InputError, Place, Problem, printable
from jdgen.house.opening import package_links as relations
from jdgen.house.opening.namespaces import COMPATIBILITY, OFFICE, w
from jdgen.house.opening.package_file import Refusal, no_zip, unpacked
from jdgen.house.opening.package_links import Link
from jdgen.house.opening.package_names import respelled, spelled
from jdgen.house.opening.package_sizes import MAX_ATTRIBUTES, MAX_PARAGRAPH, crowded, has_long_paragraph
from jdgen.inputs.finished.word_package import AGAIN, MAX_ELEMENTS, declares_document_type, paragraphs, parsed
from jdgen.render.word_zip import Member

Element = Any
"""An lxml element."""
FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
"""What old programs show in place of a drawing: the same once more."""
_MAX_DEPTH = 200
_MAIN_TYPES = tuple(
    f"application/vnd.{kind}.main+xml"
    for kind in (
        "openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.macroEnabled",
        "openxmlformats-officedocument.wordprocessingml.template", "ms-word.template.macroEnabledTemplate",
    )
)  # fmt: skip
_WITH_WORDS = ("header", "footer", "footnotes", "endnotes")


@dataclass(slots=True)
class WordFile:
    """The parts of a file: members as they are stored, the XML among them as trees, and what leads where."""

    source: str
    members: Mapping[str, Member]
    roots: dict[str, Element] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    main: str = ""
    unread: tuple[str, ...] = ()
    """The parts that are no XML, though their names say so."""
    numbers: dict[Element, Place] = field(default_factory=dict)
    """Where each paragraph stands."""

    def part(self, kind: str) -> Element | None:
        """Return a part as a tree by what it is to the main part or to the file, such as `styles`, or None."""
        return next((self.roots.get(name) for name in self.named(kind)), None)

    def named(self, kind: str) -> list[str]:
        """Return the parts that the main part or the file leads to as one kind."""
        found = [link.target for link in self.links if link.kind == kind and link.owner in ("", self.main)]
        return [name for name in dict.fromkeys(found) if name in self.members]

    def stories(self) -> list[tuple[str, Element]]:
        """Return the parts whose words are read: the main one, headers, footers and notes."""
        names = [self.main, *(name for kind in _WITH_WORDS for name in self.named(kind))]
        return [(name, self.roots[name]) for name in names if name in self.roots]

    def place(self, element: Element) -> Place:
        """Return where an element stands: its paragraph, or the first one behind its start."""
        near = chain((element,), element.iterancestors(w("p")), element.iter(w("p")))
        return next((self.numbers[one] for one in near if one in self.numbers), Place(self.source))


def fault(rule: str, message: str, place: Place, hint: str = "") -> Problem:
    """Return what is wrong under the rule that says so."""
    return Problem(message, place, hint, rule)


def opened(data: bytes, source: str) -> WordFile:
    """Return the parts of a Word file; raise InputError for one that cannot be read, or is made to do harm."""
    refusal = no_zip(data)
    members, refusals = ({}, [refusal]) if refusal else unpacked(data)
    if not refusals and "mimetype" in members and "content.xml" in members:
        refusals = [("is an OpenDocument file", "save it as Word Document (.docx)")]
    _refuse(refusals, source)
    file = WordFile(source, spelled(members))
    unread: list[str] = []
    for name in file.members:
        if name.lower().endswith((".xml", ".rels")):
            refusals.extend(_harm(name, file.members[name].data()))
            if not refusals:
                _read(file, name, unread)
    _refuse(refusals, source)
    file.unread = tuple(unread)
    _relate(file)
    return file


def _refuse(refusals: list[Refusal], source: str) -> None:
    if refusals:
        # What opens templates calls every file one.
        said = ((message.replace("a template needs", "a document needs"), hint) for message, hint in refusals[:25])
        raise InputError(Problem(message, Place(source), hint) for message, hint in said)


def _harm(name: str, data: bytes) -> Iterator[Refusal]:
    """Yield why a part must not even be parsed."""
    shown = f"`{printable(name, 80)}`"
    if declares_document_type(data):
        yield f"has a document type in {shown}, which no Word file has", AGAIN
    elif data.count(b"<") > 2 * MAX_ELEMENTS + 10:
        yield f"has more than {MAX_ELEMENTS:,} elements in {shown}", "divide it"
    elif crowded(data):
        yield f"has an element of more than {MAX_ATTRIBUTES} attributes in {shown}, which Word never writes", AGAIN


def _read(file: WordFile, name: str, unread: list[str]) -> None:
    try:
        root = parsed(file.members[name].data())
    except SyntaxError as error:
        if "depth" in str(error):
            _refuse([(f"nests its elements too deeply in `{printable(name, 80)}`", AGAIN)], file.source)
        unread.append(name)
        return
    if root.getroottree().docinfo.doctype:
        _refuse([(f"has a document type in `{printable(name, 80)}`, which no Word file has", AGAIN)], file.source)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        said = f"has more than {MAX_ELEMENTS:,} elements in `{printable(name, 80)}`"
        _refuse([(said, "divide it")], file.source)
    if _is_deep(root):
        _refuse([(f"nests its elements too deeply in `{printable(name, 80)}`", AGAIN)], file.source)
    if len(file.members[name].data()) > MAX_PARAGRAPH and has_long_paragraph(root):
        said = f"has a paragraph of more than {MAX_PARAGRAPH:,} characters in `{printable(name, 80)}`"
        _refuse([(said, "divide it")], file.source)
    file.roots[name] = root


def _is_deep(root: Element) -> bool:
    level = [root]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
    return bool(level)


def _relate(file: WordFile) -> None:
    """Find out what leads where, which part is the main one, and where its paragraphs stand."""
    no_word: Refusal = ("is a zip file, but not one of Word", "give a Word file (.docx)")
    broken = [name for name in file.unread if name in (relations.TYPES, "_rels/.rels")]
    if broken:
        _refuse([(f"is damaged: `{broken[0]}` is no XML", AGAIN)], file.source)
    if relations.TYPES not in file.roots:
        _refuse([no_word], file.source)
    file.members = {**file.members, **respelled(file.members, file.roots)}
    file.links = tuple(
        link for name, root in file.roots.items() if name.endswith(".rels")
        for link in relations.links(relations.owner_of(name), root)
    )  # fmt: skip
    file.types = relations.types_of(file.roots[relations.TYPES], file.members)
    mains = [link for link in file.links if not link.owner and link.kind == "officeDocument" and not link.outside]
    if not mains or file.types.get(mains[0].target, _MAIN_TYPES[0]) not in (*_MAIN_TYPES, "", "application/xml"):
        _refuse([no_word], file.source)
    file.main = mains[0].target
    root = file.roots.get(file.main)
    shown = printable(file.main, 80)
    if root is None:
        what = "is no XML" if file.main in file.unread else "is missing"
        _refuse([(f"is damaged: its main part `{shown}` {what}", AGAIN)], file.source)
    elif mains[0].strict or "purl.oclc.org" in str(root.tag):
        _refuse([relations.strict()], file.source)
    elif root.find(w("body")) is None:
        _refuse([("is a Word file without a body", AGAIN)], file.source)
    for name, story in file.stories():
        found = paragraphs(story) if name == file.main else list(story.iter(w("p")))
        stem = posixpath.splitext(posixpath.basename(name))[0]
        unit = "paragraph" if name == file.main else f"{printable(stem, 30)}, paragraph"
        file.numbers |= {one: Place(file.source, number, 0, unit) for number, one in enumerate(found, 1)}


def validity(file: WordFile) -> Iterator[Problem]:
    """Yield what keeps programs from reading the file as it is meant."""
    place = Place(file.source)
    for name in file.unread:
        yield fault("file.damaged", f"`{printable(name, 80)}` is no XML", place, AGAIN)
    lower = {name.lower() for name in file.members}
    for link in dict.fromkeys(file.links):
        target = printable(link.target, 80)
        if link.outside or link.kind == "hyperlink":
            continue
        if link.target.lower() not in lower:
            yield fault("file.damaged", f"leads to a part `{target}` that is not there", place, AGAIN)
        elif not file.types.get(link.target):
            yield fault("file.damaged", f"its part `{target}` has no content type", place, AGAIN)
    yield from _ids(file, place)
    for name, root in file.stories():
        yield from _references(file, name, root)
        for cell in root.iter(w("tc")):
            if not _ends_well(cell):
                said = "has a table cell that does not end with a paragraph"
                yield fault("file.damaged", said, file.place(cell), AGAIN)


def _ids(file: WordFile, place: Place) -> Iterator[Problem]:
    """Yield what has the same id twice, where programs find one of the two by it."""
    kinds = (("styles", "style", "styleId"), ("numbering", "num", "numId"), ("footnotes", "footnote", "id"),
             ("endnotes", "endnote", "id"), ("comments", "comment", "id"))  # fmt: skip
    for kind, element, attribute in kinds:
        root = file.part(kind)
        names = Counter(one.get(w(attribute)) for one in root.findall(w(element))) if root is not None else {}
        for name in (name for name, count in names.items() if name and count > 1):
            said = f"has two of `{element}` with the id `{printable(name, 40)}`"
            yield fault("file.damaged", said, place, AGAIN)
    for name, root in file.roots.items():
        if name.endswith(".rels"):
            ids = Counter(one.get("Id", "") for one in root.iter(relations.RELATION))
            for twice in (one for one, count in ids.items() if count > 1):
                said = f"`{printable(name, 80)}` has two relationships `{printable(twice, 40)}`"
                yield fault("file.damaged", said, place, AGAIN)


def _references(file: WordFile, name: str, root: Element) -> Iterator[Problem]:
    """Yield what a part asks for by an id that its relationships, or its notes, do not have."""
    rels = file.roots.get(relations.rels_of(name))
    known = set() if rels is None else {one.get("Id") for one in rels.iter(relations.RELATION)}
    asked: dict[str, Element] = {}
    for element in root.iter("*"):
        for key, value in element.items():
            if key.startswith(f"{{{OFFICE}}}") and value:
                asked.setdefault(value, element)
    for wanted, element in asked.items():
        if wanted not in known:
            said = f"has a `{element.tag.rpartition('}')[2]}` without its relationship `{printable(wanted, 40)}`"
            yield fault("file.damaged", said, file.place(element), AGAIN)
    for kind, one in (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")):
        part = file.part(kind)
        ids = set() if part is None else {note.get(w("id")) for note in part.iter(w(one))}
        for element in root.iter(w(f"{one}Reference")):
            if element.get(w("id")) not in ids:
                yield fault("file.damaged", f"refers to a {one} that is not there", file.place(element), AGAIN)


def _ends_well(holder: Element) -> bool:
    """Return whether the last block of a cell is a paragraph, be it within a content control."""
    kinds = (w("p"), w("tbl"), w("sdt"), w("customXml"), w("altChunk"))
    blocks = [child for child in holder if child.tag in kinds]
    if not blocks:
        return False
    last = blocks[-1]
    if last.tag == w("sdt"):
        content = last.find(w("sdtContent"))
        return content is not None and _ends_well(content)
    return bool(last.tag == w("p")) or (last.tag == w("customXml") and _ends_well(last))
