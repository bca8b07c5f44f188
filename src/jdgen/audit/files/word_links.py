"""Where the words of a Word file lead, and what the file brings along that reaches out or runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jdgen.audit.files.judged import Link
from jdgen.audit.files.links import is_bare, lies, says_nothing, unsafe
from jdgen.audit.files.word_fields import Field, fields
from jdgen.audit.files.word_parts import FALLBACK, WordFile, fault
from jdgen.audit.files.word_styles import words
from jdgen.errors import Place, Problem, printable
from jdgen.house.opening import package_links as relations
from jdgen.house.opening.namespaces import OFFICE, w

Element = Any
"""An lxml element."""
_ID = f"{{{OFFICE}}}id"
_TARGET = re.compile(r"""\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))?""", re.IGNORECASE)
_LOCAL = re.compile(r"(?:file:[/\\]{0,3})?[A-Za-z]:[/\\]|file:///[^/\\]", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_ANCHOR = re.compile(r"""\\l\s+"([^"]*)\"""", re.IGNORECASE)


def links(file: WordFile) -> list[Link]:
    """Return the links of the file in its order: those of words, of fields and of pictures."""
    found: list[Link] = []
    for name, root in file.stories():
        rels = file.roots.get(relations.rels_of(name))
        every = () if rels is None else rels.iter(relations.RELATION)
        targets = {str(one.get("Id")): str(one.get("Target", "")) for one in every}
        for element in root.iter(w("hyperlink")):
            if next(element.iterancestors(FALLBACK), None) is None:
                anchor = str(element.get(w("anchor"), ""))
                address = targets.get(str(element.get(_ID)), "")
                address += f"#{anchor}" if anchor and "#" not in address else ""
                if address:
                    found.append(Link(address, file.place(element), words(element)))
        for element in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"):
            address = targets.get(str(element.get(_ID)), "")
            holder = element.getparent()
            if address and next(element.iterancestors(FALLBACK), None) is None:
                found.append(Link(address, file.place(element), str(holder.get("descr", ""))))
        found += [link for one in fields(root) if one.name == "HYPERLINK" for link in _of_field(file, one)]
    return list(dict.fromkeys(found))


def _of_field(file: WordFile, field: Field) -> Iterator[Link]:
    target, anchor = _TARGET.match(field.code), _ANCHOR.search(field.code)
    address = ((target[1] or target[2] or "") if target else "").replace("\\\\", "\\")
    address += f"#{anchor[1]}" if anchor else ""
    if address:
        yield Link(address, file.place(field.at), field.words)


def of_links(file: WordFile, found: list[Link]) -> Iterator[Problem]:
    """Yield what is wrong with the links and with what their words say."""
    marks = {str(one.get(w("name"))) for _, root in file.stories() for one in root.iter(w("bookmarkStart"))}
    for address, place, said in found:
        shown, spoken = printable(address, 80), printable(said.strip(), 60)
        why = unsafe(address)
        if why:
            mend = "lead to https:, mailto: or tel:, or take the link out"
            yield fault("link.unsafe", f"the link `{shown}` {why}", place, mend)
        elif address.startswith("#"):
            if address[1:] not in marks and address[1:] not in ("", "_top"):
                said_ = f"the link `{spoken}` leads to a bookmark `{printable(address[1:], 40)}` that is not there"
                yield fault("link.broken", said_, place, "set the link anew, or take it out")
        elif lies(said, address):
            yield fault("link.lies", f"`{spoken}` leads to `{shown}`", place, "let words and address be the same")
        elif says_nothing(said):
            mend = "let the words say what is there"
            yield fault("link.words", f"the link `{spoken}` does not say where it leads", place, mend)
        elif is_bare(said):
            yield fault("link.bare", f"the link `{spoken}` is a bare address", place, "let words say what is there")


def reach(file: WordFile) -> Iterator[Problem]:
    """Yield what the file takes from outside of itself, and what in it can start something."""
    place = Place(file.source)
    if "macroEnabled" in file.types.get(file.main, "") or any(
        name.lower().rpartition("/")[2] in ("vbaproject.bin", "vbadata.xml") for name in file.members
    ):
        yield fault("file.runs", "has macros", place, "save it as Word Document (.docx)")
    for link in dict.fromkeys(file.links):
        if link.kind in ("vbaProject", "wordVbaData"):
            continue
        problem = _outside(link, place) if link.outside else _inside(link, place)
        if problem:
            yield problem


def _outside(link: relations.Link, place: Place) -> Problem | None:
    target = printable(link.target, 80)
    if link.kind == "hyperlink":
        return None
    if link.kind == "attachedTemplate":
        if is_local(link.target):
            return None
        said = f"is attached to a template that is fetched when it is opened (`{target}`)"
        return fault("file.reaches_out", said, place, "attach Normal.dotm under Developer > Document Template")
    if link.kind in ("image", "video", "audio", "media"):
        said = f"takes a {'picture' if link.kind == 'image' else 'film or sound'} from outside of itself (`{target}`)"
        return fault("file.reaches_out", said, place, "put it into the file: Edit Links to Files > Break Link")
    message, hint = relations.INSIDE.get(link.kind, ("takes a file from outside of itself", "put it into the file"))
    return fault("file.reaches_out", f"{message} (`{target}`)", place, hint)


def _inside(link: relations.Link, place: Place) -> Problem | None:
    if link.kind == "package" and "/charts/" in f"/{link.owner}":
        said = f"holds the whole workbook behind a chart (`{printable(link.target, 80)}`)"
        return fault("leftover.embedded", said, place, "paste the chart as a picture")
    if link.kind in ("package", "aFChunk", "subDocument"):
        message, hint = relations.INSIDE[link.kind]
        return fault("leftover.embedded", f"{message} (`{printable(link.target, 80)}`)", place, hint)
    if link.kind in ("oleObject", "control", "activeXControlBinary", "keyMapCustomizations", "attachedToolbars"):
        message, hint = relations.INSIDE[link.kind]
        return fault("file.runs", message, place, hint)
    return None


def is_local(target: str) -> bool:
    """Return whether a template lies on the computer that the file was made on: nothing is fetched for it."""
    return bool(_LOCAL.match(target)) or not _ELSEWHERE.match(target)
