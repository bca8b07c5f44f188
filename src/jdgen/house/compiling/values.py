"""Tags that print: values, sections and, as what prints nothing, notes."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from jinja2 import nodes

from jdgen.documents import contract
from jdgen.errors import nearest, printable
from jdgen.house.compiling.entries import Entry, Plan
from jdgen.house.compiling.expressions import instead, parsed
from jdgen.house.compiling.scope import OFFERED, SAID, RefusedError, Scope, listed
from jdgen.house.faults import Fault
from jdgen.house.reading.placement import lost
from jdgen.house.reading.tags import Tag

_PREFIXED = re.compile(r"(p|tr|tc|r) +(\w.*)", re.IGNORECASE)
_SHOWN = 60
_SECTION = 'write `{{p section("id") }}` in a paragraph of its own'


class Misspelled(NamedTuple):
    """A prefix that is not written as one: what is wrong, what it should be, and what stands behind it."""

    what: str
    prefix: str
    rest: str


def misspelled(tag: Tag) -> Misspelled | None:
    """Return the prefix of a tag that has a space before it, or capitals."""
    match = None if tag.prefix else _PREFIXED.fullmatch(tag.code)
    if match is None:
        return None
    has_space = not tag.written[2:].lstrip("-–—").startswith(match[1])
    what = "has a space before its prefix" if has_space else "has capitals in its prefix"
    return Misspelled(what, match[1].lower(), match[2])


def value(made: Plan, entry: Entry, scope: Scope, *, in_loop: bool) -> None:
    """Read a tag that prints a value, or a section."""
    tag = entry.tag
    if not tag.code:
        raise RefusedError("syntax.unreadable", "it is empty", OFFERED)
    odd = misspelled(tag)
    if odd and not re.match(r"(if|and|or|in|is|not|else)\b", odd.rest):
        raise RefusedError("tag.prefix", f"`{tag.shown}` {odd.what}", f"write `{{{{{odd.prefix} {odd.rest} }}}}`")
    node = parsed(f"{{{{ {tag.code} }}}}")
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "section":
        _section(made, entry, node, in_loop=in_loop)
        return
    if tag.prefix in ("tr", "tc"):
        what = {"tr": "row", "tc": "cell"}[tag.prefix]
        raise RefusedError("tag.prefix", f"`{tag.shown}` would put words where a {what} must stand",
                      f"write `{{{{ {tag.code} }}}}`")  # fmt: skip
    found = made.expression(tag, node, scope, "text")
    if found.kind not in ("", "text", "number"):
        name = f"`{found.label}`" if found.label else f"`{tag.shown}`"
        raise RefusedError("value.kind", f"{name} is {SAID[found.kind]}, and cannot be printed", instead(found))
    entry.does, entry.value = "value", found
    for path in {found.path, *(path for _, _, path in found.names)} - {""}:
        made.printed(path)


def _section(made: Plan, entry: Entry, node: Any, *, in_loop: bool) -> None:
    tag = entry.tag
    args = node.args
    if len(args) != 1 or node.kwargs or node.dyn_args or node.dyn_kwargs or not isinstance(args[0], nodes.Const):
        raise RefusedError("section.place", "`section` takes one id in quotes", 'write `section("id")`')
    name = args[0].value
    if name not in made.sections:
        raise _unknown(made, str(name))
    beside = lost(tag, tag.paragraph)
    if tag.prefix not in ("", "p") or (not tag.prefix and beside):
        what = f"beside {beside}" if beside else "in the place of other than a paragraph"
        message = f"`{tag.shown}` stands {what}, and a section is whole paragraphs"
        raise RefusedError("section.place", message, _SECTION)
    if in_loop:
        message = f"`{tag.shown}` stands in a loop, and would be repeated"
        raise RefusedError("section.repeated", message, "write it before the loop, or behind it")
    if not tag.prefix:
        message = f"`{tag.shown}` takes the place of its whole paragraph"
        hint = f"write `{{{{p {tag.code} }}}}`"
        made.faults.append(Fault("section.inline", message, tag.spot, hint, "warning", mendable=True))
    entry.does, entry.id = "section", name


def comment(made: Plan, tag: Tag) -> None:
    """Read a note, which may say what a template leaves out."""
    for name in tag.leaves_out or ():
        if name in made.sections:
            made.leaves_out.add(name)
        else:
            made.tell(tag, _unknown(made, name))


def _unknown(made: Plan, name: str) -> RefusedError:
    kind = next((kind for kind in contract.KINDS if contract.shape(kind) is made.root), None)
    meant = contract.meant_sections(kind).get(name) if kind else ""
    hint = f"did you mean `{meant}`?" if meant else nearest(name, made.sections)
    hint = hint or f"the sections are {listed(made.sections)}"
    return RefusedError("section.unknown", f"unknown section `{printable(name, _SHOWN)}`", hint)
