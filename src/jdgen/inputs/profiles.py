"""Role profiles: where they are, which one is meant, and whether its names lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jdgen import resources
from jdgen.errors import InputError, Problem, nearest, printable
from jdgen.inputs import source
from jdgen.inputs.schema import Location, build, key_place
from jdgen.inputs.source import Mapping, Scalar, Sequence
from jdgen.model.family import Family, Stage
from jdgen.model.profile import Profile
from jdgen.model.role import Role
from jdgen.model.text import Text

FAMILY_FILE = "family.yaml"
_SUFFIXES = (".yaml", ".yml", ".json")


def folders() -> tuple[Path, ...]:
    """Return the folders that hold profiles; the user's own, in the current folder, comes first."""
    return Path("profiles"), resources.profiles()


def names() -> dict[str, Path]:
    """Return the file of each role by its name; a user's own wins over a built-in one of the same name."""
    found: dict[str, Path] = {}
    for folder in folders():
        for path in _roles_in(folder):
            found.setdefault(path.name.removesuffix(path.suffix), path)
    return dict(sorted(found.items()))


def _roles_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.glob("*/*")):
            if path.suffix in _SUFFIXES and path.name != FAMILY_FILE:
                yield path


def find(name: str) -> Path:
    """Return the file of a role given as a file, a file name or an alias; raise InputError with what is near."""
    path = Path(name)
    if path.suffix in _SUFFIXES:
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
        tree = source.read(path)
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
        if role and family:
            profile = Profile(path.name.removesuffix(path.suffix), role, family)
            problems.extend(_family_problems(profile, family_tree))
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
    beside = path.parent / FAMILY_FILE
    if beside.is_file() and path.parent.resolve().name == folder.text:
        return beside
    known = {entry.parent.name: entry for place in reversed(folders()) for entry in place.glob(f"*/{FAMILY_FILE}")}
    if folder.text not in known:
        message = f"there is no family `{printable(folder.text, 60)}`"
        raise InputError(Problem(message, folder.place, nearest(folder.text, known)))
    return known[folder.text]


def _family_problems(profile: Profile, tree: Mapping) -> Iterator[Problem]:
    family = profile.family
    roles = {*names(), profile.id}
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
    role, competencies = profile.role, profile.family.competencies
    for competency in _competencies_named(role):
        if competency not in competencies:
            yield Problem(_unknown(competency), competency.place, nearest(competency, competencies))
    for field, values in (("expects", role.expects), ("weights", role.weights)):
        for key in values:
            if key not in competencies:
                yield Problem(_unknown(key), key_place(tree, (field, key)), nearest(key, competencies))
    yield from _weight_problems(profile, tree)
    yield from _repeated(role.duties, "duty")
    yield from _repeated(role.requirements, "requirement")
    roles = names()
    for related in role.related:
        if related.role and related.role not in roles:
            hint = nearest(related.role, roles) or "write `title` for a role without a profile"
            yield Problem(f"there is no role `{related.role}`", related.role.place, hint)


def _competencies_named(role: Role) -> Iterator[Text]:
    for duty in role.duties:
        yield from duty.competency
    yield from (requirement.competency for requirement in role.requirements if requirement.competency)
    yield from (topic.competency for topic in role.overview if topic.competency)
    if role.letter:
        yield from role.letter.show


def _weight_problems(profile: Profile, tree: Mapping) -> Iterator[Problem]:
    role, competencies = profile.role, profile.family.competencies
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
