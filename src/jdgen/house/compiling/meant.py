"""What the author of a template means by a name that the contract does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from jdgen.documents import contract
from jdgen.documents.contract import Shape
from jdgen.documents.tree import Kind
from jdgen.errors import nearest

ANY_NAME = "write `{{ … }}` with a name of `jdgen template fields`"
Wants = Literal["text", "list", ""]
_DEPTH = 4
_SURE = 0.8
_CALLED: Mapping[Kind, str] = {"posting": "postings", "rubric": "interview kits", "letter": "letters"}


class Asked(NamedTuple):
    """A name as the template writes it, with all its dots, and what must stand there: text, a list, or anything."""

    whole: str
    wants: Wants = ""

    def takes(self, shape: Shape) -> bool:
        """Return whether a name may stand there; for a list, a template that wants words is told to loop over it."""
        return shape.kind == "list" if self.wants == "list" else not (self.wants and shape.kind == "record")


def known(root: Shape, written: str) -> tuple[str, Shape] | None:
    """Return the name of the contract that is written with other capitals, signs or words, with what it holds."""
    every = list(dotted(root))
    folded = _folded(written)
    for name, shape in every:
        if _folded(name) == folded:
            return name, shape
    for name, shape in every:
        if folded in map(_folded, shape.also):
            return name, shape
    return None


def meant(root: Shape, variables: Mapping[str, Shape], asked: Asked) -> tuple[str, str]:
    """Return what is unknown in a name whose first word is, and what to write; an empty text if nothing is near."""
    whole = f"unknown name `{asked.whole}`"
    found = known(root, asked.whole)
    if found and asked.takes(found[1]):
        return whole, told(*found, asked)
    head, _, rest = asked.whole.partition(".")
    every = [*variables.items(), *root.fields.items()]
    heads = {name: shape for name, shape in every if _takes(asked, shape, rest)}
    ends: dict[str, tuple[str, Shape]] = {}
    for lead, top in every if not rest else ():
        for name, shape in dotted(top, f"{lead}."):
            if asked.takes(shape):
                ends.setdefault(name.rpartition(".")[2], (name, shape))
    if head in ends:
        return whole, told(*ends[head], asked)
    other = belongs(root, asked.whole)
    if other:
        return other
    unknown = f"unknown name `{head}`"
    records = {} if rest else {name: shape for name, shape in every if name not in heads and shape.fields}
    close = _name(near(head, [*heads, *records]))
    if close in records:
        return unknown, f"`{close}` has {', '.join(f'`{name}`' for name in records[close].fields)}"
    if close:
        return unknown, f"did you mean `{close}`?" if rest else told(close, heads[close], asked)
    close = _name(near(head, ends))
    return unknown, told(*ends[close], asked) if close else ""


def belongs(root: Shape, written: str) -> tuple[str, str] | None:
    """Return what is said of a name that another kind of document has, and what to write."""
    own = next((kind for kind in contract.KINDS if contract.shape(kind) is root), None)
    for kind in contract.KINDS if own else ():
        if kind != own and own and held(contract.shape(kind), written):
            said = f"`{written}` belongs to {_CALLED[kind]}, and this template is for {_CALLED[own]}"
            return said, f"write a name of `jdgen template fields {own}`, or check it with `--for {kind}`"
    return None


def held(shape: Shape | None, path: str) -> Shape | None:
    """Return what a name holds below a record, or an entry of a list."""
    for word in path.split(".") if path else ():
        inner = shape.item if shape and shape.kind == "list" else shape
        shape = inner.fields.get(word) if inner else None
    return shape


def near(word: str, choices: Iterable[str]) -> str:
    """Return `did you mean X?` for a choice that is near enough to be no other word: `closing` is not `posting`."""
    hint = nearest(word, choices)
    mine, name = word.casefold(), _name(hint).casefold()
    is_sure = name[:1] == mine[:1] or SequenceMatcher(None, name, mine).ratio() >= _SURE
    return hint if hint and is_sure else ""


def told(name: str, shape: Shape, asked: Asked) -> str:
    """Return the question whether a name is meant."""
    if shape.kind == "list" and asked.wants == "text":
        return f"did you mean the list `{name}`? loop over it: {{% for x in {name} %}}"
    return f"did you mean `{name}`?"


def instead(root: Shape | None, written: str) -> str:
    """Return what to write for words that look like a tag: a name only if the contract has it."""
    found = known(root, written) if root else None
    if found is None or found[1].kind == "record":
        return ANY_NAME
    name, shape = found
    if shape.kind == "list":
        return f"write {{% for x in {name} %}} for its entries"
    return f"write {{% if {name} %}}" if shape.kind == "flag" else f"write `{{{{ {name} }}}}` for the value"


def dotted(shape: Shape, lead: str = "", depth: int = 0) -> Iterator[tuple[str, Shape]]:
    """Return all names below a record, with their dots, and what they hold."""
    for name, field in shape.fields.items():
        yield f"{lead}{name}", field
        if depth < _DEPTH:
            yield from dotted(field, f"{lead}{name}.", depth + 1)


def _takes(asked: Asked, shape: Shape, rest: str) -> bool:
    found = held(shape, rest)
    return found is not None and asked.takes(found)


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _name(hint: str) -> str:
    return hint.split("`")[1] if hint else ""
