"""What a Word file leads to, by its relationships: the main part, and whatever no template may bring along."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from jdgen.errors import printable
from jdgen.house.opening.package_file import Refusal

RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPED = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATION = f"{{{RELATED}}}Relationship"
TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN_TYPES = (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml")
_DOCX = "save it as Word Document (.docx)"
_OTHERS = {"spreadsheetml": "is an Excel file", "presentationml": "is a PowerPoint file"}
_ADD_IN = ("brings an add-in along", "take it out under Developer > Add-ins")
_WEB = re.compile(r"(?:https?://|mailto:|tel:)[^\s\\]", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|[\\])", re.IGNORECASE)
INSIDE = {
    "oleObject": ("holds an embedded object of another program", "delete it, or paste it as a picture"),
    "package": ("holds an embedded file of another program", "delete it, or paste it as a picture"),
    "control": ("holds an ActiveX control", "delete it"),
    "activeXControlBinary": ("holds an ActiveX control", "delete it"),
    "aFChunk": ("holds a whole other document (altChunk)", "open it in Word and save it again"),
    "subDocument": ("is a master document with subdocuments", "put the words themselves into it"),
    "frame": ("holds a frame with another file", "put the words themselves into it"),
    "mailMergeSource": ("is tied to the data of a mail merge", "make it a normal Word document under Mailings"),
    "mailMergeHeaderSource": ("is tied to the data of a mail merge", "make it a normal Word document under Mailings"),
    "vbaProject": ("holds macros", _DOCX),
    "wordVbaData": ("holds macros", _DOCX),
    "keyMapCustomizations": ("changes the keys of Word", f"{_DOCX} from a computer without the add-in"),
    "attachedTemplate": ("is attached to another template", "attach Normal.dotm under Developer > Document Template"),
    "webextension": _ADD_IN,
    "webextensiontaskpanes": _ADD_IN,
    "extensibility": ("changes the ribbon of Word", f"{_DOCX} from a computer without the add-in"),
    "attachedToolbars": ("brings toolbars along", f"{_DOCX} again"),
}  # fmt: skip
"""What a template may not bring along, by the kind of the relationship, and what to do."""


_CLICKED = frozenset(("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"))
_BY_NAME = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
            "{urn:schemas-microsoft-com:office:office}relid")  # fmt: skip


class Link(NamedTuple):
    """One relationship: from the part `owner` to the part `target`, or out of the file."""

    owner: str
    kind: str
    target: str
    outside: bool
    strict: bool
    name: str = ""
    """What the elements of the part call it."""


def links(owner: str, root: Any) -> Iterator[Link]:
    """Yield the relationships of a part; the whole file is the owner with an empty name."""
    for element in root.iter(RELATION):
        whole, target = str(element.get("Type", "")), str(element.get("Target", ""))
        # What says wrongly that it is inside is still an address.
        outside = element.get("TargetMode", "").strip().lower() == "external" or bool(_ADDRESS.match(target))
        if not outside:
            path = unquote(target.partition("#")[0])
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), path)).lstrip("/")
        kind, name = whole.rpartition("/")[2], str(element.get("Id", ""))
        yield Link(owner, kind, target, outside, "purl.oclc.org" in whole, name)


def rels_of(owner: str) -> str:
    """Return the part of the relationships of a part."""
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def owner_of(name: str) -> str:
    """Return the part that a part of relationships belongs to: of `word/_rels/document.xml.rels` the main part."""
    folder, _, file = name.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def refused(link: Link) -> Refusal | None:
    """Return what keeps a template from having a relationship, or None."""
    target = printable(link.target, 80)
    if link.kind == "package" and "/charts/" in f"/{link.owner}":
        # The numbers behind a chart; nothing of them runs.
        # defense house.chart_numbers: a chart takes no numbers from outside of the file
        taken = f"takes the numbers of a chart from outside of itself (`{target}`)"
        return (taken, "put the numbers into the file, or delete the chart") if link.outside else None
    # defense house.inside: a template brings no object, macro, template or control of others along
    if link.kind in INSIDE:
        message, hint = INSIDE[link.kind]
        return (f"{message} (`{target}`)" if link.outside else message), hint
    if not link.outside:
        return None
    # defense house.outside: a template takes no picture and no file from outside of itself
    if link.kind != "hyperlink":
        what = "picture" if link.kind == "image" else "file"
        return f"takes a {what} from outside of itself (`{target}`)", f"put the {what} itself into it"
    if has_tag(link.target):
        # Whether it is filled is told with all other tags.
        return None
    # defense house.links: a link of a template leads to the web or to mail
    return None if is_web(link.target) else no_web(link.target)


def is_web(address: str) -> bool:
    """Return whether a link leads to the web, to mail or to a telephone."""
    return bool(_WEB.match(address.strip()))


def no_web(address: str) -> Refusal:
    """Return what is wrong with a link that leads elsewhere."""
    said = f"has a link to `{printable(address, 80)}`, which is no web and no mail address"
    return said, "link to https:, http: or mailto:"


def taken(root: Any, outside: Mapping[str, Link]) -> Iterator[Refusal]:
    """Yield what the elements of a part take from outside by links that say they are there to be clicked."""
    for element in root.iter() if outside else ():
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in _CLICKED:
            continue
        for name, value in element.attrib.items():
            if name.startswith(_BY_NAME) and value in outside:
                what = f"takes something from outside of itself (`{printable(outside[value].target, 80)}`)"
                yield what, "put it into the file"


def has_tag(target: str) -> bool:
    """Return whether the target of a link holds a tag, as Word encodes it."""
    return any(sign in unquote(target) for sign in ("{{", "{%", "{#"))


def main_part(rels: list[Link], types: Mapping[str, str]) -> tuple[str, Refusal | None]:
    """Return the main part of a file by its relationships, and what is wrong with it."""
    found = [link for link in rels if link.kind == "officeDocument" and not link.outside]
    if not found:
        return "", ("is a zip file, but not one of Word", "give a Word file (.docx)")
    main = found[0]
    kind = types.get(main.target, "")
    if main.strict:
        return "", strict()
    # defense house.macro_type: a file with macros is refused by its type
    if "macroEnabled" in kind:
        return "", ("is a Word file with macros", _DOCX)
    if main.target in types and kind not in _MAIN_TYPES:
        other = next((said for sign, said in _OTHERS.items() if sign in kind), "is a zip file, but not one of Word")
        return "", (other, "give a Word file (.docx)")
    return main.target, None


def strict() -> Refusal:
    """Return what to do with the strict kind of Word files, whose names for everything are other ones."""
    return "is in Strict Open XML", "save it as Word Document (.docx), not as Strict Open XML Document"


def types_of(root: Any, names: Mapping[str, Any]) -> dict[str, str]:
    """Return the content type of each member."""
    def typed(kind: str, name: str) -> dict[str, str]:
        found = root.iter(f"{{{TYPED}}}{kind}")
        return {str(e.get(name, "")).lstrip("/").lower(): str(e.get("ContentType", "")) for e in found}

    every, own = typed("Default", "Extension"), typed("Override", "PartName")
    return {name: own.get(name.lower(), every.get(name.rpartition(".")[2].lower(), "")) for name in names}
