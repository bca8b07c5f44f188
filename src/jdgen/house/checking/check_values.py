"""Values that a template prints and that a document may lack, and filters that change what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jinja2 import nodes

from jdgen.documents.contract import Shape
from jdgen.house.compiling.entries import Entry
from jdgen.house.compiling.expressions import parsed
from jdgen.house.compiling.scope import RefusedError
from jdgen.house.compiling.structure import plan
from jdgen.house.faults import Fault
from jdgen.house.reading.tags import MOST, Tag

_OWNERS = {"opening": "opening", "pay": "opening", "apply": "opening", "company": "company", "stages": "stage",
           "kit": "kit", "sender": "candidate", "target": "application", "addressee": "application"}  # fmt: skip
"""Whose a value is, by the first word of its name."""


def unguarded(tags: Sequence[Tag], root: Shape, sections: Mapping[str, str]) -> Iterator[Fault]:
    """Yield each value that may be missing, and that nothing stands in for or takes out; found without filling."""
    if len(tags) > MOST:
        return
    for entries in plan(tags, root, sections).entries.values():
        around: list[str] = []
        for entry in entries:
            code = entry.tag.code
            word = code.split(" ", 1)[0]
            if entry.tag.kind == "block" and word in ("if", "for"):
                around.append(code)
            elif entry.tag.kind == "block" and word == "elif" and around:
                around[-1] += f" {code}"
            elif entry.tag.kind == "block" and word.startswith("end") and around:
                around.pop()
            elif entry.does == "value" and entry.value:
                yield from _bare(entry, root, " ".join(around))


def _bare(entry: Entry, root: Shape, around: str) -> Iterator[Fault]:
    """Yield the optional values that a tag prints, but for those that a block around it asks for."""
    if entry.value is None or _is_ready(entry.tag):
        return
    for label, _, path in entry.value.names:
        shape = _shape(root, path)
        asked = re.search(rf"(?<![\w.]){re.escape(label)}(?!\w)", around)
        if shape and shape.optional and shape.kind in ("text", "number") and not asked:
            owner = _OWNERS.get(path.partition(".")[0], "document")
            hint = f'write {{% if {label} %}} around it, or `{{{{ {label} | default("…") }}}}`'
            yield Fault("value.optional", f"prints `{label}`, which not every {owner} has", entry.tag.spot, hint)


def _is_ready(tag: Tag) -> bool:
    """Return whether a tag says itself what stands for a missing value."""
    node = _node(tag)
    found = node.find_all((nodes.Or, nodes.CondExpr, nodes.Filter)) if node else ()
    return any(not isinstance(one, nodes.Filter) or one.name in ("default", "d") for one in found) or isinstance(
        node, (nodes.Or, nodes.CondExpr)
    )


def replaces(tags: Iterable[Tag]) -> bool:
    """Return whether a template replaces words in what it prints."""
    values = (_node(tag) for tag in tags if tag.kind == "value")
    return any(
        isinstance(one, nodes.Filter) and one.name == "replace"
        for node in values
        if node
        for one in (node, *node.find_all(nodes.Filter))
    )


def _node(tag: Tag) -> nodes.Node | None:
    try:
        return parsed(f"{{{{ {tag.code} }}}}")
    except RefusedError:
        return None


def _shape(root: Shape, path: str) -> Shape | None:
    """Return what is at a dotted name; of a list, what its items are."""
    at: Shape | None = root
    for word in path.split("."):
        at = at.item if at and at.kind == "list" else at
        at = at.fields.get(word) if at else None
    return at
