"""What of a template goes into a finished file: its parts and their relationships, without what tells of its author."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from jdgen.house.opening.namespaces import OFFICE, PACKAGE, w
from jdgen.house.opening.package import Package
from jdgen.house.opening.package_links import RELATED, TYPED, TYPES, links, owner_of
from jdgen.inputs.finished.word_package import parsed
from jdgen.render.word_zip import Member, deflated

_LEFT: Final = frozenset({
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "glossaryDocument", "customXml",
    "thumbnail", "custom-properties", "classificationlabels", "attachedTemplate", "stylesWithEffects", "recipientData",
    "documenttasks", "keyMapCustomizations", "attachedToolbars",
})  # fmt: skip
"""What stays behind: notes, data about the template, and what only Word's own making of it needs."""
_KINDS: Final = ("styles", "numbering", "settings", "fontTable")
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_SETTINGS_LEFT: Final = tuple(map(w, (
    "trackRevisions", "attachedTemplate", "linkStyles", "mailMerge", "docVars", "rsids", "updateFields",
    "doNotTrackMoves", "doNotTrackFormatting", "revisionView", "documentType",
)))  # fmt: skip
_AFTER_UPDATE: Final = frozenset(map(w, (
    "hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "themeFontLang", "clrSchemeMapping", "attachedSchema",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
    "smartTagType", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)))  # fmt: skip
"""What stands behind the setting that has Word count pages anew, in the order of the schema."""
_OWN_APP: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    'officeDocument/2006/extended-properties"><Application>jdgen</Application></Properties>'
)


class Kept(NamedTuple):
    """The members of every file made from a template, and where those are that each file has of its own.

    `relationships` is the tree of the main part's; of `members`, those of the other names are written anew.
    """

    members: Mapping[str, Member]
    main: str
    styles: str
    numbering: str
    core: str
    related: str
    relationships: Any


def kept(package: Package) -> Kept:
    """Return what of a template goes into a finished file."""
    rels = {owner_of(name): parsed(package.members[name].data()) for name in package.members if name.endswith(".rels")}
    for owner in ("", package.main):
        rels.setdefault(owner, _element(f"{{{RELATED}}}Relationships", {}, RELATED))
    for root in rels.values():
        for entry in list(root):
            # defense filled.author: nothing in a finished file tells of the author of its template
            if str(entry.get("Type", "")).rpartition("/")[2] in _LEFT:
                root.remove(entry)
    folder = posixpath.dirname(package.main)
    names = {kind: _part(rels[package.main], package.main, kind) for kind in _KINDS}
    for kind in ("styles", "numbering"):
        if not names[kind]:
            names[kind] = _free(package, f"{folder}/{kind}.xml")
            _relate(rels[package.main], f"{OFFICE}/{kind}", posixpath.relpath(names[kind], folder or "."))
    core = _part(rels[""], "", "core-properties")
    if not core:
        core = _free(package, "docProps/core.xml")
        _relate(rels[""], f"{PACKAGE}/relationships/metadata/core-properties", core)
    held = {name: package.members[name] for name in _reached(package, rels) if name in package.members}
    own = {names["styles"]: f"{_MAIN}.styles+xml", names["numbering"]: f"{_MAIN}.numbering+xml", core: _CORE}
    made = {TYPES: _types(package, {*held, *own}, own)}
    made |= {_rels_of(owner): root for owner, root in rels.items() if not owner or owner in held}
    if names["fontTable"] in held:
        made[names["fontTable"]] = _fonts(package, names["fontTable"])
    if names["settings"] in held:
        made[names["settings"]] = _settings(package, names["settings"])
    members = {name: deflated(name, _bytes(root)) for name, root in made.items()}
    app = _part(rels[""], "", "extended-properties")
    if app in held:
        # defense filled.app: a finished file does not name the company and the times of its template
        members[app] = deflated(app, _OWN_APP.encode())
    related = _rels_of(package.main)
    whole = {TYPES: members[TYPES], **held, **members}
    return Kept(whole, package.main, names["styles"], names["numbering"], core, related, rels[package.main])


def _reached(package: Package, rels: Mapping[str, Any]) -> list[str]:
    """Return the parts that the file leads to, in the order of the template."""
    found: set[str] = set()
    open_ones = [""]
    while open_ones:
        owner = open_ones.pop()
        if owner in rels:
            new = {link.target for link in links(owner, rels[owner]) if not link.outside} - found
            found |= new
            open_ones.extend(new)
    return [name for name in package.members if name in found]


def _part(root: Any, owner: str, kind: str) -> str:
    """Return the part that a relationship of a kind leads to, or nothing."""
    return next((link.target for link in links(owner, root) if link.kind == kind and not link.outside), "")


def _rels_of(owner: str) -> str:
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _free(package: Package, name: str) -> str:
    stem, _, end = name.rpartition(".")
    taken = {one.lower() for one in package.members}
    names = (name, *(f"{stem}{n}.{end}" for n in range(1, len(taken) + 2)))
    return next(one.lstrip("/") for one in names if one.lstrip("/").lower() not in taken)


def _relate(root: Any, kind: str, target: str) -> None:
    entry = {"Id": f"{free_prefix(root)}0", "Type": kind, "Target": target}
    root.append(_element(f"{{{RELATED}}}Relationship", entry, RELATED))


def free_prefix(root: Any) -> str:
    """Return a beginning that no id of some relationships has."""
    taken = [str(entry.get("Id", "")) for entry in root]
    prefix = "jdgen"
    while any(name.startswith(prefix) for name in taken):
        prefix += "x"
    return prefix


def _types(package: Package, names: set[str], own: Mapping[str, str]) -> Any:
    """Return the content types of the parts that are left; a template becomes a document."""
    root = parsed(package.members[TYPES].data())
    wanted = {name.lower() for name in names}
    listed = set()
    for entry in list(root.iterfind(f"{{{TYPED}}}Override")):
        name = str(entry.get("PartName", "")).lstrip("/")
        if name.lower() not in wanted:
            root.remove(entry)
        listed.add(name.lower())
        if name.lower() == package.main.lower():
            entry.set("ContentType", f"{_MAIN}.document.main+xml")
    for name, kind in own.items():
        if name.lower() not in listed:
            entry = {"PartName": f"/{name}", "ContentType": kind}
            root.append(_element(f"{{{TYPED}}}Override", entry, TYPED))
    return root


def _fonts(package: Package, name: str) -> Any:
    """Return the table of fonts without an attribute that LibreOffice takes from another kind of Open XML."""
    root = parsed(package.members[name].data())
    for entry in root.iter(w("charset")):
        entry.attrib.pop(w("characterSet"), None)
    return root


def _settings(package: Package, name: str) -> Any:
    """Return the settings without what ties the file to its author or to other files."""
    root = parsed(package.members[name].data())
    # defense filled.settings: the settings of a finished file tie it to nobody and to no other file
    for entry in [child for child in root if child.tag in _SETTINGS_LEFT]:
        root.remove(entry)
    if _has_contents(package.trees[package.main]):
        behind = (n for n, one in enumerate(root) if one.tag in _AFTER_UPDATE or not one.tag.startswith(w("")))
        place = next(behind, len(root))
        root.insert(place, _element(w("updateFields"), {w("val"): "true"}))
    return root


def _has_contents(main: Any) -> bool:
    """Return whether the template has a table of contents, whose pages Word counts when it opens the file."""
    codes = ["".join(code.itertext()) for code in main.iter(w("instrText"))]
    codes += [field.get(w("instr"), "") for field in main.iter(w("fldSimple"))]
    return any(code.strip().split(" ")[0].upper() == "TOC" for code in codes if code.strip())


def _element(tag: str, attributes: Mapping[str, str], space: str = "") -> Any:
    from lxml import etree

    return etree.Element(tag, attributes, nsmap={None: space} if space else None)


def _bytes(root: Any) -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
