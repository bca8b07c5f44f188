"""Role profiles: where they are, which one is meant, and whether its names lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jdgen import resources
from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs import source
from jdgen.inputs.schema import Location, build, key_place, place_at
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence
from jdgen.model.base import NAME
from jdgen.model.family import Family, Stage
from jdgen.model.profile import Profile
from jdgen.model.role import Role

FAMILY = "family"
_SUFFIXES = (".yaml", ".yml", ".json")


def folders() -> tuple[Path, ...]:
    """Return the folders that hold profiles; the user's own, in the current folder, comes first."""
    return Path("profiles"), resources.profiles()


def names() -> dict[str, Path]:
    """Return the file of each role by its name; a user's own wins over a built-in one of the same name."""
    found: dict[str, Path] = {}
    for folder in folders():
        for path in _roles_in(folder):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def _roles_in(folder: Path) -> Iterator[Path]:
    return (path for path in _files(folder, "*/*") if path.stem != FAMILY)


def _files(folder: Path, pattern: str) -> Iterator[Path]:
    # macOS keeps what other file systems cannot store of a file in `._name.yaml`.
    seen = (path for path in folder.glob(pattern) if not path.name.startswith("."))
    known = [path for path in seen if path.suffix.lower() in _SUFFIXES]
    return iter(sorted(known, key=lambda path: (path.with_suffix(""), _SUFFIXES.index(path.suffix.lower()))))


def find(name: str) -> Path:
    """Return the file of a role given as a file, a file name or an alias; raise InputError with what is near."""
    path = Path(name)
    if path.suffix.lower() in _SUFFIXES:
        return path
    known = names()
    if name in known:
        return known[name]
    aliases = _aliases(known)
    folded = name.casefold()
    if folded in aliases:
        return aliases[folded]
    hint = nearest(name, [*known, *aliases]) or "`jdgen profiles list` lists the roles"
    raise InputError(Problem(f"there is no role `{printable(name, 60)}`", None, hint))


def _aliases(known: dict[str, Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in known.values():
        try:
            tree = source.read(path)
        except InputError:
            # What is wrong with a file is said when its role is asked for.
            continue
        aliases = tree.entries.get("aliases")
        texts = [tree.entries.get("title"), *(aliases.items if isinstance(aliases, Sequence) else ())]
        for text in texts:
            if isinstance(text, Scalar):
                found.setdefault(text.text.casefold(), path)
    return found


def load(path: Path, tree: Mapping) -> Profile:
    """Return the profile of a role's tree with its family; raise InputError with every problem of both files."""
    problems: list[Problem] = []
    role = build(Role, tree, problems)
    folder = tree.entries.get("family")
    if isinstance(folder, Scalar) and not folder.null:
        family_tree, family = _family(path, folder, problems)
        if family:
            problems.extend(_family_problems(family, path.stem, family_tree))
        # A name that leads nowhere is said beside what else is wrong with the role.
        problems.extend(_name_problems(tree, family_tree))
        if role and family:
            profile = Profile(path.stem, role, family)
            problems.extend(_role_problems(profile, tree))
            if not problems:
                return profile
    raise InputError(problems)


def _family(path: Path, folder: Scalar, problems: list[Problem]) -> tuple[Mapping, Family | None]:
    try:
        tree = source.read(_family_file(path, folder))
    except InputError as error:
        problems.extend(error.problems)
        return Mapping(folder.place), None
    return tree, build(Family, tree, problems)


def _family_file(path: Path, folder: Scalar) -> Path:
    """Return the family's file: beside the role, or in a folder of profiles."""
    beside = next(_files(path.parent, f"{FAMILY}.*"), None)
    if beside and path.parent.resolve().name == folder.text:
        return beside
    known = {entry.parent.name: entry for place in reversed(folders()) for entry in _files(place, f"*/{FAMILY}.*")}
    if folder.text not in known:
        message = f"there is no family `{printable(folder.text, 60)}`"
        raise InputError(Problem(message, folder.place, nearest(folder.text, known)))
    return known[folder.text]


def _family_problems(family: Family, role_id: str, tree: Mapping) -> Iterator[Problem]:
    roles = {*names(), role_id}
    for index, role in enumerate(family.ladder):
        if role not in roles:
            yield Problem(f"the ladder names the role `{role}`, which does not exist", role.place, nearest(role, roles))
        elif role in family.ladder[:index]:
            yield Problem(f"the ladder names `{role}` twice", role.place)
    yield from stage_problems(family.loop, family, tree, ("loop",))
    yield from _repeated((question for c in family.competencies.values() for question in c.questions), "question")


def stage_problems(loop: tuple[Stage, ...], family: Family, tree: Mapping, path: Location) -> Iterator[Problem]:
    """Yield what is wrong with the names in an interview loop that stands at a path of a tree."""
    for index, stage in enumerate(loop):
        for competency in stage.covers:
            if competency not in family.competencies:
                place = key_place(tree, (*path, index, "covers", competency))
                yield Problem(_unknown(competency), place, nearest(competency, family.competencies))
    yield from _repeated(loop, "stage")


def _role_problems(profile: Profile, tree: Mapping) -> Iterator[Problem]:
    role = profile.role
    yield from _weight_problems(profile, tree)
    yield from _repeated(role.duties, "duty")
    yield from _repeated(role.requirements, "requirement")
    roles = names()
    for related in role.related:
        if related.role and related.role not in roles:
            hint = nearest(related.role, roles) or "write `title` for a role without a profile"
            yield Problem(f"there is no role `{related.role}`", related.role.place, hint)


def _name_problems(tree: Mapping, family_tree: Mapping) -> Iterator[Problem]:
    """Yield the competencies that the role's tree names and the family's does not have."""
    known = family_tree.entries.get("competencies")
    if not isinstance(known, Mapping):
        return
    for name, place in _competencies_named(tree):
        # What is no name at all is said already.
        if name not in known.entries and NAME.fullmatch(name):
            yield Problem(_unknown(name), place, nearest(name, known.entries))


def _competencies_named(tree: Mapping) -> Iterator[tuple[str, Place]]:
    for field in ("duties", "requirements", "overview"):
        for entry in _items(tree.entries.get(field)):
            if isinstance(entry, Mapping):
                yield from _texts(entry.entries.get("competency"))
    letter = tree.entries.get("letter")
    if isinstance(letter, Mapping):
        yield from _texts(letter.entries.get("show"))
    for field in ("expects", "weights"):
        table = tree.entries.get(field)
        if isinstance(table, Mapping):
            yield from ((key.strip(), place) for key, place in table.keys.items())


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Sequence) else [node] if isinstance(node, Scalar) else []


def _texts(node: Node | None) -> Iterator[tuple[str, Place]]:
    return ((item.text.strip(), item.place) for item in _items(node) if isinstance(item, Scalar) and not item.null)


def _weight_problems(profile: Profile, tree: Mapping) -> Iterator[Problem]:
    role, competencies = profile.role, profile.family.competencies
    if not profile.weighted:
        hint = "the rubric asks about those above 0"
        yield Problem("`weights` gives no competency a weight above 0", place_at(tree, ("weights",)), hint)
    for key, weight in role.weights.items():
        place = key_place(tree, ("weights", key))
        if weight and key in competencies:
            if key not in role.expects:
                yield Problem(f"`{key}` counts, but `expects` gives it no level", place)
            if not competencies[key].questions:
                yield Problem(f"`{key}` counts, but the family has no question for it", place)


def _unknown(competency: str) -> str:
    return f"the family has no competency `{printable(competency, 60)}`"


def _repeated(entries: object, what: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:  # type: ignore[attr-defined]  # any iterable of objects with an id
        if entry.id in seen:
            yield Problem(f"the {what} id `{entry.id}` is used twice", entry.id.place)
        seen.add(entry.id)
