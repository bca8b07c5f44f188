"""Inheritance: a role's tree laid over that of the role it extends.

Scalars take the place of inherited ones, keys and values merge key by key, lists of objects merge by `id`
(`drop: true` takes an entry out), other lists are replaced, and `null` clears. What tells one rung from another is
never inherited: else a rung would silently have the pay, the years or the market of its parent. A file that extends a
role of its own name is no other rung: it changes that role, and keeps all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from pathlib import Path

from jdgen.errors import InputError, Problem, nearest, printable
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence, is_null, is_yes

OWN = frozenset((
    "title", "title_long", "tier", "aliases", "codes", "meta", "summary", "overview", "years", "alternatives", "pay",
    "success", "skills", "focus", "advance", "certifications", "projects", "market", "next", "equivalents", "faq",
    "related", "letter",
))  # fmt: skip
"""Keys that are never inherited."""
EXTENDS = "extends"
_DROP = "drop"
Parent = Callable[[Path, Scalar], tuple[Path, Mapping]]
"""Returns the file and the tree of the role that a file's `extends` names; raises InputError."""


# defense library.depth: a chain of thousands of roles is not read for minutes
DEEPEST = 40
"""How many roles may extend each other."""


def chain(path: Path, tree: Mapping, parent: Parent, problems: list[Problem]) -> tuple[list[Mapping], set[int]]:
    """Return a role's tree and those it inherits from, nearest first; a cycle and an unknown parent are problems.

    With it come the places, in that list, of the files that change a role of their own name.
    """
    found, changing = [tree], set[int]()
    stems, seen = [path.stem], {path.resolve()}
    while (extends := found[-1].entries.get(EXTENDS)) and isinstance(extends, Scalar) and not extends.null:
        try:
            path, above = parent(path, extends)
        except InputError as error:
            problems.extend(error.problems)
            break
        stems.append(path.stem)
        # defense library.circles: a role that extends itself is an error, and not read for ever
        if path.resolve() in seen:
            problems.append(Problem(f"`{stems[0]}` extends itself: {' -> '.join(stems)}", extends.place))
            break
        if len(found) == DEEPEST:
            said = f"`{stems[0]}` extends more than {DEEPEST} roles, one behind the other"
            problems.append(Problem(said, extends.place))
            break
        seen.add(path.resolve())
        if stems[-1] == stems[-2]:
            changing.add(len(found) - 1)
        found.append(above)
    return found, changing


def resolved(
    trees: list[Mapping], below: Mapping, problems: list[Problem], changing: Container[int] = ()
) -> Mapping:
    """Return the first of the trees laid over those behind it and over what lies below; vain drops are problems.

    A tree whose place is among the changing ones keeps what is never inherited, too.
    """
    merged = below
    for at, tree in reversed(list(enumerate(trees))):
        merged = merge(merged if at in changing else inheritable(merged), tree, problems)
    return settled(merged)


def inheritable(tree: Mapping) -> Mapping:
    """Return the tree without the keys that are never inherited."""
    kept = Mapping(tree.place)
    for key, node in tree.entries.items():
        # defense library.own: what tells one rung from another, such as its pay, is never inherited
        if key not in OWN and key != EXTENDS:
            kept.put(key, node, tree.keys[key])
    return kept


def merge(base: Mapping, over: Mapping, problems: list[Problem]) -> Mapping:
    """Return keys and values laid over others; inherited keys keep their order and come first."""
    merged = Mapping(over.place)
    for key, node in base.entries.items():
        if key in over.entries:
            merged.put(key, laid(node, over.entries[key], problems), over.keys[key])
        else:
            merged.put(key, node, base.keys[key])
    for key, node in over.entries.items():
        if key not in base.entries:
            merged.put(key, _new(node, problems), over.keys[key])
    return merged


def laid(base: Node, over: Node, problems: list[Problem]) -> Node:
    """Return one value laid over another."""
    if isinstance(over, Scalar) and over.null:
        had = not is_null(base) or (isinstance(base, Scalar) and base.cleared)
        return Scalar(over.text, over.place, null=True, cleared=had)
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return merge(base, over, problems)
    if isinstance(base, Sequence) and isinstance(over, Sequence) and _by_id(base, over):
        return _merge_lists(base, over, problems)
    return _new(over, problems)


def _new(node: Node, problems: list[Problem]) -> Node:
    """Return a value that is laid over nothing it could change; what it drops was never inherited."""
    if isinstance(node, Mapping):
        return merge(Mapping(node.place), node, problems)
    if isinstance(node, Sequence) and any(map(_id, node.items)):
        return _merge_lists(Sequence(node.place), node, problems)
    return node


def _by_id(base: Sequence, over: Sequence) -> bool:
    """Return whether two lists merge by `id`: all of the one have ids, and some of the other."""
    return all(_id(item) for item in base.items) and any(map(_id, over.items))


def _id(item: Node) -> str:
    name = item.entries.get("id") if isinstance(item, Mapping) else None
    return name.text.strip() if isinstance(name, Scalar) and not name.null else ""


def _merge_lists(base: Sequence, over: Sequence, problems: list[Problem]) -> Sequence:
    """Return the inherited entries, each changed in its place or dropped, and then the new ones.

    A list that names every inherited entry sets the order.
    """
    held: dict[str, Node] = {_id(item): item for item in base.items}
    known, done = list(held), set[str]()
    added: list[Node] = []
    for item in over.items:
        name = _id(item)
        if isinstance(item, Mapping) and _DROP in item.entries and name:
            # defense library.dropped: a drop that drops nothing is told
            if name in held and is_yes(item.entries[_DROP]):
                del held[name]
            else:
                problems.append(_undroppable(item, name, known))
        # defense library.list_ids: two entries of one id are told where lists are merged
        elif name in held and name in done and isinstance(item, Mapping):
            problems.append(Problem(f"the id `{printable(name, 60)}` is used twice", item.entries["id"].place))
        elif name in held and isinstance(item, Mapping):
            inherited = held[name]
            held[name] = merge(inherited, item, problems) if isinstance(inherited, Mapping) else item
        else:
            added.append(_new(item, problems))
        done.add(name)
    if held and held.keys() <= done:
        named = list(dict.fromkeys(map(_id, over.items)))
        return Sequence(over.place, sorted([*held.values(), *added], key=lambda item: named.index(_id(item))))
    return Sequence(over.place, [*held.values(), *added])


def _undroppable(item: Mapping, name: str, known: list[str]) -> Problem:
    if not is_yes(item.entries[_DROP]):
        return Problem("`drop` must be true", item.keys[_DROP], "leave it out to keep the entry")
    message = f"`{printable(name, 60)}` is not inherited, so it cannot be dropped"
    return Problem(message, item.entries["id"].place, nearest(name, known))


def settled(node: Mapping) -> Mapping:
    """Return the tree without what was cleared."""
    kept = Mapping(node.place, named=node.named)
    for key, value in node.entries.items():
        if not (isinstance(value, Scalar) and value.cleared):
            kept.put(key, _settled(value), node.keys[key])
    return kept


def _settled(node: Node) -> Node:
    if isinstance(node, Mapping):
        return settled(node)
    return Sequence(node.place, [_settled(item) for item in node.items]) if isinstance(node, Sequence) else node
