"""The library of role profiles: its folders, which role a name means, and what each role says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jdgen import resources
from jdgen.errors import LONGEST_NAME, InputError, Place, Problem, nearest, printable
from jdgen.inputs import inherit, source
from jdgen.inputs.kinds import other_kind
from jdgen.inputs.memory import remembered
from jdgen.inputs.profile_files import FAMILY, SUFFIXES, files_in, roles_in
from jdgen.inputs.schema import built
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence, is_null
from jdgen.model.profile import Outline
from jdgen.model.text import folded

_TYPING_MISTAKE = 0.85
_LEAST_ALIKE = 0.5


def read(path: Path) -> Mapping:
    """Return the tree of a role's file; raise InputError for a file that is something else."""
    tree = source.read(path)
    other = other_kind(tree, "role")
    # defense library.kind: a file of another kind is not read as a role
    if other:
        raise InputError(other)
    return tree


def outline(tree: Mapping) -> Outline:
    """Return what other roles say of the role of a tree; raise InputError where that is wrong."""
    return built(Outline, tree)


@dataclass(frozen=True, slots=True)
class Library:
    """Folders that hold a folder for each family; what the first of them has, the others do not change."""

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, own: Path | None = None) -> Library:
        """Return the user's own folder, `profiles` in the current one where none is named, and the built-in one."""
        if own is not None and not own.is_dir():
            raise InputError(Problem("is not a folder of profiles", Place(own.as_posix()), "give `--profiles DIR`"))
        if own is not None and _has_family(own):
            hint = "give the folder above it"
            raise InputError(Problem("is the folder of a family, not of profiles", Place(own.as_posix()), hint))
        return cls((own or Path("profiles"), resources.profiles()))

    def names(self) -> dict[str, Path]:
        """Return the file of each role by its name; a user's own wins over a built-in one of the same name."""
        return remembered(("names", self), self._names)

    def _names(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in roles_in(folder):
                found.setdefault(path.stem, path)
        return dict(sorted(found.items()))

    def files(self) -> tuple[Path, ...]:
        """Return the files of all roles, also of those that share a name with another in the same folder."""
        known = self.names().values()
        first = {path.stem: next(folder for folder in self.folders if folder in path.parents) for path in known}
        return tuple(path for folder in self.folders for path in roles_in(folder) if first[path.stem] == folder)

    def families(self) -> dict[str, Path]:
        """Return the file of each family by the name of its folder."""
        return remembered(("families", self), self._families)

    def _families(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in files_in(folder, f"*/{FAMILY}.*"):
                found.setdefault(path.parent.name, path)
        return dict(sorted(found.items()))

    def find_family(self, name: str) -> Path:
        """Return the file of a family given by its folder or its printed name; raise InputError with what is near."""
        known = self.families()
        if name in known:
            return known[name]
        printed: dict[str, Path] = {}
        for path in known.values():
            try:
                for text in _texts(source.read(path).entries.get("family")):
                    printed.setdefault(text.casefold(), path)
            except InputError:
                continue
        if name.casefold() in printed:
            return printed[name.casefold()]
        hint = nearest(name, [*known, *printed]) or f"known: {', '.join(known)}"
        raise InputError(Problem(f"there is no family `{printable(name, 60)}`", None, hint))

    def find(self, name: str) -> Path:
        """Return the file of a role given as a file, a file name, a title, an alias or an equivalent such as `L5`.

        Raise InputError with what is near where there is none, and with the choices where there are several.
        """
        path = Path(name)
        if path.suffix.lower() in SUFFIXES:
            return path
        known = self.names()
        if name in known:
            return self._only(name, known[name])
        titles, equivalents = self._titles(known)
        asked = folded(name)
        found = titles.get(asked) or equivalents.get(asked) or []
        own = [path for path in found if self.folders[0] in path.parents] or found
        # defense library.ambiguous: a name that several roles have is asked for again
        if len(own) > 1:
            choices = ", ".join(f"`{path.stem}`" for path in own)
            raise InputError(Problem(f"`{printable(name, 60)}` may be any of {choices}; name one of them"))
        if not own:
            # defense library.long_name: to find what a name of a megabyte is near to would take half a minute
            near = _nearest(asked[:LONGEST_NAME], titles)
            hint = f"did you mean `{near.stem}`?" if near else "`jdgen profiles list` lists the roles"
            raise InputError(Problem(f"there is no role `{printable(name, 60)}`", None, hint))
        return own[0]

    def _only(self, name: str, path: Path, place: Place | None = None) -> Path:
        """Return the file of a name, unless two families of one folder have a role of that name."""
        home = next((folder for folder in self.folders if folder in path.parents), path.parent)
        twins = [twin for twin in roles_in(home) if twin.stem == name and twin.parent != path.parent]
        # defense library.twins: of two roles of one name neither is taken without a word
        if twins:
            choices = ", ".join(f"`{twin.as_posix()}`" for twin in (path, *twins))
            hint = "rename one of them" if place else "name one of them"
            raise InputError(Problem(f"`{printable(name, 60)}` may be any of {choices}", place, hint))
        return path

    def _titles(self, known: dict[str, Path]) -> tuple[dict[str, list[Path]], dict[str, list[Path]]]:
        """Return the files by what the roles call themselves, and by what other employers call them."""
        titles: dict[str, list[Path]] = {}
        equivalents: dict[str, list[Path]] = {}
        for path in known.values():
            _note(titles, path.stem, path)
            try:
                tree = self.told(path)
            except InputError:
                # What is wrong with a file is said when its role is asked for.
                continue
            for key in ("title", "title_long", "aliases"):
                for text in _texts(tree.entries.get(key)):
                    _note(titles, text, path)
            for scheme, text in _equivalents(tree.entries.get("equivalents")):
                _note(equivalents, text, path)
                _note(equivalents, f"{scheme} {text}", path)
        return titles, equivalents

    def told(self, path: Path) -> Mapping:
        """Return what a role says of itself: its file, laid over the role of its own name where it extends that."""
        tree = read(path)
        extends = tree.entries.get("extends")
        if not isinstance(extends, Scalar) or extends.text.strip() != path.stem:
            return tree
        try:
            above = self.told(self.parent(path, extends)[0])
        except InputError:
            # What is wrong with what it extends is said when the role is asked for.
            return tree
        # What it drops may come from further above; only what is never inherited is told.
        return inherit.settled(inherit.merge(above, tree, []))

    def parent(self, path: Path, extends: Scalar) -> tuple[Path, Mapping]:
        """Return the role that a file extends; a role of its own name is the one that the file takes the place of."""
        name = extends.text.strip()
        if name == path.stem:
            here = path.resolve()
            held = [found for folder in self.folders for found in roles_in(folder) if found.stem == name]
            places = [found.resolve() for found in held]
            above = held[places.index(here) + 1 :] if here in places else held
            # One folder may be given twice.
            above = [found for found in above if found.resolve() != here]
            if not above:
                raise InputError(Problem(f"`{printable(name, 60)}` extends itself", extends.place))
            return above[0], self.at_home(above[0], read(above[0]))
        known = self.names()
        if name not in known:
            hint = nearest(name, known) or self._by_title(name, known)
            raise InputError(Problem(f"there is no role `{printable(name, 60)}`", extends.place, hint))
        found = self._only(name, known[name], extends.place)
        return found, self.at_home(found, read(found))

    def _by_title(self, name: str, known: dict[str, Path]) -> str:
        """Return the hint at a role that is named by its title or alias where only its file name will do."""
        for index in self._titles(known):
            for path in index.get(folded(name), []):
                return f"write `{path.stem}`"
        return ""

    def family(self, path: Path) -> Mapping:
        """Return the tree of a family's file, laid over that of the family it extends."""
        trees, seen = [source.read(path)], {path.resolve()}
        while (extends := trees[-1].entries.get("extends")) and isinstance(extends, Scalar) and not extends.null:
            path = self._family_above(path, extends)
            # defense library.family_circles: a family that extends itself is an error, and not read for ever
            if path.resolve() in seen:
                raise InputError(Problem(f"the family `{printable(extends.text, 60)}` extends itself", extends.place))
            seen.add(path.resolve())
            trees.append(source.read(path))
        merged = trees.pop()
        problems: list[Problem] = []
        while trees:
            merged = inherit.merge(merged, trees.pop(), problems)
        if problems:
            raise InputError(problems)
        return inherit.settled(merged)

    def _family_above(self, path: Path, extends: Scalar) -> Path:
        """Return the file of the family that another extends: of its own name, that which it takes the place of."""
        name = extends.text.strip()
        files = [file for folder in self.folders for file in files_in(folder, f"*/{FAMILY}.*")]
        held = [file for file in files if file.parent.name == name and file.resolve() != path.resolve()]
        if not held:
            known = sorted({file.parent.name for file in files})
            message = f"there is no {'other ' if name in known else ''}family `{printable(name, 60)}`"
            raise InputError(Problem(message, extends.place, nearest(name, [k for k in known if k != name])))
        return held[0] if path.parent.name != name else held[-1]

    def family_file(self, path: Path, folder: Scalar) -> Path:
        """Return the file of a role's family: in a folder of profiles; for a role outside these, also beside it."""
        beside = next(files_in(path.parent, f"{FAMILY}.*"), None)
        known = self.families()
        inside = any(place.resolve() in path.resolve().parents for place in self.folders)
        if beside and path.absolute().parent.name == folder.text and not (inside and folder.text in known):
            return beside
        if folder.text not in known:
            message = f"there is no family `{printable(folder.text, 60)}`"
            raise InputError(Problem(message, folder.place, nearest(folder.text, known)))
        return known[folder.text]

    def at_home(self, path: Path, tree: Mapping) -> Mapping:
        """Return a role's tree with the family of its folder, where neither it nor what it extends names one."""
        folder = path.absolute().parent.name
        extends = tree.entries.get("extends")
        alone = extends is None or is_null(extends)
        if "family" not in tree.entries and alone and (_has_family(path.parent) or folder in self.families()):
            place = Place(path.as_posix())
            tree = tree.copy()
            tree.put("family", Scalar(folder, place), place)
        return tree


def _has_family(folder: Path) -> bool:
    return next(files_in(folder, f"{FAMILY}.*"), None) is not None


def _texts(node: Node | None) -> Iterator[str]:
    items = node.items if isinstance(node, Sequence) else [node]
    return (item.text for item in items if isinstance(item, Scalar) and not item.null)


def _equivalents(node: Node | None) -> Iterator[tuple[str, str]]:
    for item in node.items if isinstance(node, Sequence) else ():
        scheme, name = (item.entries.get(key) for key in ("scheme", "name")) if isinstance(item, Mapping) else (0, 0)
        if isinstance(scheme, Scalar) and isinstance(name, Scalar):
            yield scheme.text, name.text


def _note(index: dict[str, list[Path]], text: str, path: Path) -> None:
    found = index.setdefault(folded(text), [])
    if path not in found:
        found.append(path)


def _nearest(asked: str, titles: dict[str, list[Path]]) -> Path | None:
    """Return the role whose name is nearest: spelled nearly alike, or sharing the words that few roles have."""
    from difflib import SequenceMatcher

    uses = Counter(word for title in titles for word in set(title.split()))
    best, chosen = _LEAST_ALIKE, None
    for title, paths in titles.items():
        spelled = SequenceMatcher(None, asked, title).ratio()
        shared, either = (op(set(asked.split()), set(title.split())) for op in (set.intersection, set.union))
        rare = sum(1 / uses[word] for word in shared) / sum(1 / (uses[word] or 1) for word in either)
        score = max((spelled + rare) / 2, spelled if spelled >= _TYPING_MISTAKE else 0)
        if score > best:
            best, chosen = score, paths[0]
    return chosen
