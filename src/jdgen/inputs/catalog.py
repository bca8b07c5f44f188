"""The catalog: what a list of roles says of each of them, each file read once.

What it says is never inherited, so no role has to be laid over another rung; only the family may be that of a parent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs import source
from jdgen.inputs.inherit import EXTENDS
from jdgen.inputs.library import Library
from jdgen.inputs.profile_files import FAMILY
from jdgen.inputs.schema import build
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence
from jdgen.model.base import Entity
from jdgen.model.pay import Pay
from jdgen.model.role import Years

Model = TypeVar("Model", bound=Entity)


@dataclass(frozen=True, slots=True)
class Entry:
    """One role of the list; `wrong` names the fields whose values cannot be understood."""

    name: str
    file: Path
    readable: bool = False
    title: str = ""
    aliases: tuple[str, ...] = ()
    family: str = ""
    rung: int | None = None
    """The place on the family's ladder, the lowest is 1."""
    of: int | None = None
    """How many rungs the ladder has."""
    years: Years | None = None
    pay: Pay | None = None
    wrong: frozenset[str] = frozenset()


def title(path: Path) -> str:
    """Return the title that a role's file gives; empty where it gives none or cannot be read."""
    try:
        return _text(source.read(path).entries.get("title"))
    except InputError:
        return ""


def entries(library: Library) -> Iterator[Entry]:
    """Yield the roles of the library by their names."""
    reader = _Reader(library)
    for name, path in reader.names.items():
        tree = reader.role(path)
        yield reader.entry(name, path, tree) if tree else Entry(name, path)


class _Reader:
    """Reads each file once, and remembers the ladders of families."""

    def __init__(self, library: Library) -> None:
        self.names = library.names()
        self._library = library
        self._roles: dict[Path, Mapping | None] = {}
        self._family_files: dict[tuple[Path, str], Path | None] = {}
        self._ladders: dict[Path, tuple[str, ...]] = {}

    def role(self, path: Path) -> Mapping | None:
        """Return the tree of a role's file, or None."""
        if path not in self._roles:
            self._roles[path] = _attempt(lambda: self._library.at_home(path, self._library.told(path)))
        return self._roles[path]

    def entry(self, name: str, path: Path, tree: Mapping) -> Entry:
        """Return what the list says of a role."""
        family = self._family(path, tree)
        ladder = self._ladder(path, family)
        wrong: set[str] = set()
        return Entry(
            name,
            path,
            readable=True,
            title=_text(tree.entries.get("title")),
            aliases=tuple(filter(None, map(_text, _items(tree.entries.get("aliases"))))),
            family=family,
            rung=ladder.index(name) + 1 if name in ladder else None,
            of=len(ladder) if name in ladder else None,
            years=_part(Years, tree, "years", wrong),
            pay=_part(Pay, tree, "pay", wrong),
            wrong=frozenset(wrong),
        )

    def _family(self, path: Path, tree: Mapping) -> str:
        """Return the family that the file names, or what it extends."""
        here: tuple[Path, Mapping] | None = (path, tree)
        seen: set[Path] = set()
        while here and here[0] not in seen:
            seen.add(here[0])
            named = here[1].entries.get(FAMILY)
            if named is not None:
                if _text(named):
                    return _text(named)
                break
            here = self._parent(*here)
        return ""

    def _parent(self, path: Path, tree: Mapping) -> tuple[Path, Mapping] | None:
        extends = tree.entries.get(EXTENDS)
        name = _text(extends)
        if name == path.stem and isinstance(extends, Scalar):
            return _attempt(lambda: self._library.parent(path, extends))
        found = self.names.get(name)
        above = self.role(found) if found else None
        return (found, above) if found and above else None

    def _ladder(self, path: Path, family: str) -> tuple[str, ...]:
        """Return the names of the family's rungs, the lowest first."""
        key = (path.parent, family)
        if family and key not in self._family_files:
            named = Scalar(family, Place(path.as_posix()))
            self._family_files[key] = _attempt(lambda: self._library.family_file(path, named))
        file = self._family_files.get(key)
        if file is None:
            return ()
        if file not in self._ladders:
            tree = _attempt(lambda: self._library.family(file))
            self._ladders[file] = tuple(map(_text, _items(tree.entries.get("ladder") if tree else None)))
        return self._ladders[file]


Value = TypeVar("Value")


def _attempt(action: Callable[[], Value]) -> Value | None:
    # What is wrong with a file is said when its role is asked for.
    try:
        return action()
    except InputError:
        return None


def _part(model: type[Model], tree: Mapping, key: str, wrong: set[str]) -> Model | None:
    node = tree.entries.get(key)
    if node is None or (isinstance(node, Scalar) and node.null):
        return None
    problems: list[Problem] = []
    found = build(model, node, problems) if isinstance(node, Mapping) else None
    if found is None:
        wrong.add(key)
    return found


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Sequence) else [node] if isinstance(node, Scalar) else []


def _text(node: Node | None) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) and not node.null else ""
