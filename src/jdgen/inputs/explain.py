"""Profiles explained, as data: where each value of a role was written, and what differs between two roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.inherit import EXTENDS
from jdgen.inputs.library import Library, read
from jdgen.inputs.profiles import LAID_OVER, load
from jdgen.inputs.source import Mapping, Node, Scalar
from jdgen.model.base import Entity
from jdgen.model.profile import Profile
from jdgen.model.role import Role

_COMPETENCIES, _LOOP = LAID_OVER


class Value(NamedTuple):
    """A value as it was written, None for nothing, with its dotted path and its place."""

    path: str
    text: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Explained:
    """A profile with the trees that it was read from: the role with all that it inherits, and its family."""

    profile: Profile
    file: Path
    tree: Mapping
    family_tree: Mapping

    def role(self) -> Iterator[Value]:
        """Yield the values of the role, without what is laid over its family."""
        # In the tree, what is inherited comes first.
        for key in Role.model_fields:
            if key in self.tree.entries and key not in LAID_OVER:
                yield from values(self.tree.entries[key], key)

    def loop(self) -> Iterator[Value]:
        """Yield the values of the interview loop: the family's, with what the role changes."""
        return values(self.tree.entries.get(_LOOP) or self.family_tree.entries[_LOOP], _LOOP)

    def competency(self, key: str) -> Iterator[Value]:
        """Yield the values of a competency: the family's, with what the role changes."""
        # Those that the role changes stand in its own tree, each one whole.
        for tree in (self.tree, self.family_tree):
            held = tree.entries.get(_COMPETENCIES)
            for name, node in held.entries.items() if isinstance(held, Mapping) else ():
                if name.strip() == key:
                    return values(node, f"{_COMPETENCIES}.{key}")
        return iter(())

    def values(self) -> Iterator[Value]:
        """Yield the values of the role, of the loop and of all competencies."""
        yield from self.role()
        yield from self.loop()
        for key in self.profile.family.competencies:
            yield from self.competency(key)


def explained(library: Library, name: str) -> Explained:
    """Return a role's profile and its trees; raise InputError with every problem."""
    path = library.find(name)
    kept: list[Mapping] = []
    profile = load(library, path, read(path), kept.append)
    family = library.family_file(path, Scalar(str(profile.role.family), kept[0].place))
    return Explained(profile, path, kept[0], library.family(family))


def found(library: Library, names: Iterable[str]) -> list[Profile]:
    """Return the profiles of several roles; raise InputError with the problems of all of them."""
    problems: list[Problem] = []
    profiles: list[Profile] = []
    for name in names:
        try:
            path = library.find(name)
            profiles.append(load(library, path, read(path)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return profiles


def values(node: Node, path: str) -> Iterator[Value]:
    """Yield each value below a node, entries of lists named by their ids; what is empty is a value too."""
    if isinstance(node, Scalar):
        yield Value(path, None if node.null else node.text.strip(), node.place)
    elif isinstance(node, Mapping):
        if not node.entries:
            yield Value(path, "{}", node.place)
        for key, held in node.entries.items():
            yield from values(held, f"{path}.{key}")
    else:
        if not node.items:
            yield Value(path, "[]", node.place)
        for index, item in enumerate(node.items):
            named = item.entries.get("id") if isinstance(item, Mapping) else None
            name = named.text.strip() if isinstance(named, Scalar) and not named.null else str(index)
            yield from values(item, f"{path}[{name}]")


class Difference(NamedTuple):
    """One thing that differs; `before` and `after` are plain data, None where there is nothing."""

    path: str
    kind: Literal["added", "removed", "changed", "order"]
    before: Any
    after: Any


class Expectation(NamedTuple):
    """What a rubric prints as the expected level of a competency."""

    level: int
    name: str
    anchor: str


class Expected(NamedTuple):
    """A competency whose expected level or anchor differs; None where the rubric does not ask about it."""

    competency: str
    name: str
    before: Expectation | None
    after: Expectation | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two roles, with what they inherit and what their families give them."""

    role: tuple[Difference, ...]
    rubric: tuple[Expected, ...]
    competencies: tuple[Difference, ...]
    loop: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Return whether nothing differs."""
        return not (self.role or self.rubric or self.competencies or self.loop)


def compared(one: Profile, other: Profile) -> Comparison:
    """Return what differs between two roles."""
    # What a role extends is how its file is written, not what the role is.
    own = {EXTENDS, *LAID_OVER}
    before, after = ({key: held for key, held in data(p.role).items() if key not in own} for p in (one, other))
    old, new = data(one.family), data(other.family)
    role = [*differences(before, after)]
    if before["weights"] == after["weights"]:
        # Among equal weights, the rubric keeps the role's order.
        role.extend(_of_order(list(one.weighted), list(other.weighted), "weights"))
    return Comparison(
        role=tuple(role),
        rubric=tuple(_expected(one, other)),
        competencies=tuple(differences(old[_COMPETENCIES], new[_COMPETENCIES], _COMPETENCIES)),
        loop=tuple(differences(old[_LOOP], new[_LOOP], _LOOP)),
    )


def data(value: Any) -> Any:
    """Return a value of the model as plain data: numbers, texts, lists and dicts."""
    if isinstance(value, Entity):
        return {key: data(held) for key, held in value}
    if isinstance(value, (tuple, list)):
        return [data(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return {key: data(held) for key, held in value.items()} if hasattr(value, "items") else value


def differences(before: Any, after: Any, path: str = "") -> Iterator[Difference]:
    """Yield what differs between two values: keys one by one, entries by their ids, other entries as they are."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from differences(before.get(key), after.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(before, list) and isinstance(after, list):
        named = [*before, *after] and all(isinstance(item, dict) and "id" in item for item in (*before, *after))
        yield from _of_named(before, after, path) if named else _of_entries(before, after, path)
    elif before != after:
        kind: Literal["added", "removed", "changed"] = "changed"
        if before is None or after is None:
            kind = "added" if before is None else "removed"
        yield Difference(path, kind, before, after)


def _of_named(before: list[Any], after: list[Any], path: str) -> Iterator[Difference]:
    old, new = ({item["id"]: item for item in items} for items in (before, after))
    for name, item in old.items():
        yield from differences(item, new.get(name), f"{path}[{name}]")
    for name, item in new.items():
        if name not in old:
            yield Difference(f"{path}[{name}]", "added", None, item)
    yield from _of_order([name for name in old if name in new], [name for name in new if name in old], path)


def _of_entries(before: list[Any], after: list[Any], path: str) -> Iterator[Difference]:
    removed, added = _without(before, after), _without(after, before)
    for item in removed:
        yield Difference(path, "removed", item, None)
    for item in added:
        yield Difference(path, "added", None, item)
    if not (removed or added):
        yield from _of_order(before, after, path)


def _of_order(before: list[Any], after: list[Any], path: str) -> Iterator[Difference]:
    if before != after:
        yield Difference(path, "order", before, after)


def _without(items: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    rest, kept = list(others), []
    for item in items:
        if item in rest:
            rest.remove(item)
        else:
            kept.append(item)
    return kept


def _expected(one: Profile, other: Profile) -> Iterator[Expected]:
    for key in dict.fromkeys([*one.weighted, *other.weighted]):
        before, after = _expectation(one, key), _expectation(other, key)
        if before != after:
            holder = other if after else one
            yield Expected(key, str(holder.family.competencies[key].name), before, after)


def _expectation(profile: Profile, key: str) -> Expectation | None:
    """Return what the rubric of a role prints as expected; None for a competency that it does not ask about."""
    if key not in profile.weighted:
        return None
    level = profile.role.expects[key]
    anchor = profile.family.competencies[key].anchors[level]
    return Expectation(level, str(profile.family.proficiency[level - 1]), str(anchor))
