"""A document set into a house template: its values and sections, in the styles of the template, and nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from jdgen.documents import contract
from jdgen.documents.tree import Document, plain
from jdgen.errors import InputError, Problem, TemplateError
from jdgen.house.compiling.compiler import Placed, fill
from jdgen.house.filling import leftovers
from jdgen.house.filling.arrived import Wanted, lost, mark_of
from jdgen.house.filling.given import missing_value
from jdgen.house.filling.prepared import targets
from jdgen.house.filling.ready import Ready, ready
from jdgen.house.filling.sections import Setting
from jdgen.house.filling.seen import hidden_styles
from jdgen.house.filling.settled import prefixed, settled
from jdgen.house.opening.package_links import RELATION, rels_of
from jdgen.inputs.finished.word_package import parsed
from jdgen.render.docx import core_properties
from jdgen.render.options import PageOptions
from jdgen.render.word_text import LINK
from jdgen.render.word_zip import Member, deflated, shared, write


class Filled(NamedTuple):
    """A finished Word file, and what the user should know about it."""

    data: bytes
    notices: tuple[Problem, ...] = ()


def filled(
    template: tuple[bytes, str], document: Document, values: Mapping[str, Any], options: PageOptions, *, draft: bool
) -> Filled:
    """Return the document in a template, which is given as its bytes and its name; it is compiled once.

    Raise TemplateError for what is wrong with the template, and for each section of the document that would not
    arrive; in a draft those are notices. Raise InputError for values that the template prints and nobody gave.
    """
    held = ready(*template, document.kind, options.look._replace(logo=None, drawing=None))
    setting = Setting(contract.sections(document), document, held.clothes)
    texts, missing = _filled_parts(held, setting, values, draft=draft)
    # Few documents have a brace in them, and the way to find tags is longer than all others.
    # defense filled.leftovers: no tag is left in a finished file
    problems = leftovers.left({name: _marked(text) for name, text in texts.items() if "{" in text}, held.source)
    roots = {name: _marked(leftovers.unguarded(text)) for name, text in texts.items()}
    opens = _settled(held, values, roots)
    parts = _parts(held, setting, roots, document)
    # defense filled.lost: what a document says is in the finished file, or there is none
    gone = [] if problems else _lost(held, document, roots, parts[held.kept.styles])
    problems += [] if draft else gone
    if problems:
        raise TemplateError([*problems, *([] if draft else missing)])
    # defense filled.missing: no file is made where a value is missing that the template prints
    if missing and not draft:
        raise InputError(missing)
    data = _written(held, parts, {held.kept.main: setting.links}, opens)
    return Filled(data, (*held.remarks, *missing, *gone) if draft else held.remarks)


def _settled(held: Ready, values: Mapping[str, Any], roots: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Set the filled parts right, and return the targets of links that follow a value, part by part."""
    for part in {link.part for link in held.links} - roots.keys():
        roots[part] = deepcopy(held.template.package.trees[part])
    opens = targets(held.links, values, roots)
    numbers = held.numbers.copy()
    for root in roots.values():
        settled(root, held.clothes.styles)
        numbers.settle(root)
    return opens


def _filled_parts(
    held: Ready, setting: Setting, values: Mapping[str, Any], *, draft: bool
) -> tuple[dict[str, str], list[Problem]]:
    """Return the filled parts, and the values that were printed and are missing."""

    def placed(place: Placed) -> str:
        return str(leftovers.guarded(setting.placed(place, held.spared.get(place.id, ()))))

    texts, faults = fill(held.template, leftovers.guarded(values), placed, draft=draft)
    whole = {name: prefixed(text, held.source) for name, text in texts.items()}
    return whole, [missing_value(fault, setting.kind, held.source) for fault in faults]


def _marked(text: str) -> Any:
    """Return a filled part as a tree, with the processing instructions that mark places for `settled`."""
    from lxml import etree

    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


def _lost(held: Ready, document: Document, roots: Mapping[str, Any], styles: Member) -> list[Problem]:
    """Return what of a document is not in its file, or where nobody sees it."""
    if styles not in held.hidden:
        held.hidden[styles] = hidden_styles(parsed(styles.data()))
    seen = [*roots.values(), *held.others.values()]
    return lost(_wanted(held, document), seen, held.source, held.hidden[styles])


def _wanted(held: Ready, document: Document) -> Wanted:
    must, left_out = contract.must_show(document.kind), held.template.leaves_out
    parts = contract.sections(document)
    return Wanted(document.kind, plain(document.title), parts, left_out, must, mark_of(document))


def _parts(held: Ready, setting: Setting, roots: Mapping[str, Any], document: Document) -> dict[str, Member]:
    """Return the parts that a document has of its own, but for their links."""
    from lxml import etree

    main, core = held.kept.main, held.kept.core
    made = {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in roots.items()
    }
    made[core] = core_properties(document).encode()
    parts = {name: (deflated if name == main else shared)(name, data) for name, data in made.items()}
    parts[held.kept.styles] = _styles(held, setting, document.language)
    parts[held.kept.numbering] = _numbering(held, setting.lists)
    return parts


def _written(
    held: Ready, parts: dict[str, Member], placed: dict[str, dict[str, str]], opens: Mapping[str, Mapping[str, str]]
) -> bytes:
    """Return the finished file, with the links of its sections and those that follow a value."""
    for owner in {**placed, **opens}:
        links = {**placed.get(owner, {}), **opens.get(owner, {})}
        if links:
            name = rels_of(owner)
            root = held.kept.relationships if owner == held.kept.main else parsed(held.kept.members[name].data())
            parts[name] = shared(name, _related(root, links))
    members = held.kept.members
    return write([*(parts.pop(name, member) for name, member in members.items()), *parts.values()])


def _styles(held: Ready, setting: Setting, language: str) -> Member:
    """Return the styles part, which many documents have alike."""
    key = frozenset(setting.used), language
    if key not in held.made:
        clothes, name = held.clothes, held.kept.styles
        held.made[key] = deflated(name, clothes.styles.part(sorted(setting.used), clothes.lists.own, language))
    return held.made[key]


def _numbering(held: Ready, lists: int) -> Member:
    """Return the numbering part for so many numbered lists."""
    if lists not in held.numbered:
        held.numbered[lists] = deflated(held.kept.numbering, held.clothes.lists.part(lists))
    return held.numbered[lists]


def _related(relationships: Any, links: Mapping[str, str]) -> bytes:
    """Return the relationships of a part with more links."""
    from lxml import etree

    root = deepcopy(relationships)
    for name, address in links.items():
        entry = {"Id": name, "Type": LINK, "Target": address, "TargetMode": "External"}
        etree.SubElement(root, RELATION, entry)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
