"""Role profiles: a role laid over what it extends and over its family, and whether its names lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs import inherit
from jdgen.inputs.library import Library, outline, read
from jdgen.inputs.memory import remembered
from jdgen.inputs.schema import Location, build, key_place, place_at
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence, is_null
from jdgen.model.base import NAME
from jdgen.model.family import Family, Stage
from jdgen.model.profile import Outline, Profile
from jdgen.model.role import Role
from jdgen.model.text import Text

LAID_OVER = ("competencies", "loop")
"""Keys of a role that are laid over those of its family."""
Change = Callable[[Mapping], Mapping | None]
_LACKING = re.compile(r"`(\w+)` (?:is missing(?: in `(\w+))?|needs at least)")


def load(library: Library, path: Path, tree: Mapping, change: Change | None = None) -> Profile:
    """Return the profile of a role's tree with its family; raise InputError with every problem of all files.

    `change` is given the tree with all that it inherits, before the model reads it, and may return another.
    """
    problems: list[Problem] = []
    around: list[Problem] = []
    lost: list[Problem] = []
    chain, changing = inherit.chain(path, library.at_home(path, tree), library.parent, lost)
    family_tree = _family(library, path, chain, around)
    # Nobody knows what is dropped in vain while the parent or the family is not found.
    vain = [] if lost or family_tree is None else around
    tree = inherit.resolved(chain, _shared(family_tree), vain, changing)
    if change:
        tree = change(tree) or tree
    if family_tree is not None:
        family_tree = _parted(family_tree, tree)
    role = build(Role, tree, problems)
    if lost:
        problems = [*lost, *filter(_is_certain, problems)]
    problems.extend(around)
    if family_tree is not None:
        family = build(Family, family_tree, problems)
        if family:
            problems.extend(_family_problems(library, family, path.stem, family_tree))
        # A name that leads nowhere is said beside what else is wrong with the role.
        problems.extend(_name_problems(tree, family_tree) if family or "competencies" in family_tree.entries else ())
        if role and family:
            profile = Profile(path.stem, role, family)
            problems.extend(_role_problems(library, profile, tree))
            if not problems:
                return profile
    raise InputError(problems)


def _is_certain(problem: Problem) -> bool:
    """Return whether the problem stays one whatever a parent that was not found may hold."""
    lacking = _LACKING.match(problem.message)
    return lacking is None or (lacking[2] or lacking[1]) in inherit.OWN


def _shared(family_tree: Mapping | None) -> Mapping:
    """Return what the roles of a family lay their own over."""
    if family_tree is None:
        return Mapping(Place(""))
    held = {key: node for key, node in family_tree.entries.items() if key in LAID_OVER}
    return Mapping(family_tree.place, held, {key: family_tree.keys[key] for key in held})


def _family(library: Library, path: Path, chain: list[Mapping], problems: list[Problem]) -> Mapping | None:
    """Return the tree of the family that a role or the nearest of its parents names."""
    folder = next((tree.entries["family"] for tree in chain if "family" in tree.entries), None)
    if not isinstance(folder, Scalar) or folder.null:
        return None
    try:
        file = library.family_file(path, folder)
        return remembered(("family", library, file), lambda: library.family(file))
    except InputError as error:
        problems.extend(error.problems)
        return None


def _parted(family_tree: Mapping, tree: Mapping) -> Mapping:
    """Return the family as the role changes it; of what it shares with the family, the role keeps what it changes."""
    changed = Mapping(family_tree.place, dict(family_tree.entries), dict(family_tree.keys))
    for key in LAID_OVER:
        if key not in tree.entries:
            continue
        node, place = tree.entries.pop(key), tree.keys.pop(key)
        theirs = family_tree.entries.get(key)
        # A role can do without changes of its own, and not without what its family holds.
        if is_null(node) or node == theirs:
            continue
        changed.put(key, node, place)
        if isinstance(node, Mapping) and isinstance(theirs, Mapping):
            node = _differing(node, theirs)
        if not (isinstance(node, Mapping) and not node.entries):
            tree.put(key, node, place)
    return changed


def _differing(node: Mapping, other: Mapping) -> Mapping:
    """Return the entries that another does not have, each one whole."""
    kept = Mapping(node.place)
    for key, held in node.entries.items():
        if held != other.entries.get(key):
            kept.put(key, held, node.keys[key])
    return kept


def _family_problems(library: Library, family: Family, role_id: str, tree: Mapping) -> Iterator[Problem]:
    roles = {*library.names(), role_id}
    for index, role in enumerate(family.ladder):
        if role not in roles:
            yield _no_rung(role, roles)
        elif role in family.ladder[:index]:
            yield Problem(f"the ladder names `{role}` twice", role.place)
    yield from stage_problems(family.loop, family, tree, ("loop",))
    yield from _repeated((question for c in family.competencies.values() for question in c.questions), "question")


def _no_rung(role: Text, roles: Iterable[str]) -> Problem:
    return Problem(f"the ladder names the role `{role}`, which does not exist", role.place, nearest(role, roles))


def stage_problems(loop: tuple[Stage, ...], family: Family, tree: Mapping, path: Location) -> Iterator[Problem]:
    """Yield what is wrong with the names in an interview loop that stands at a path of a tree."""
    for index, stage in enumerate(loop):
        for competency in stage.covers:
            # defense library.stages: an interview stage covers no competency that there is not
            if competency not in family.competencies:
                place = key_place(tree, (*path, index, "covers", competency))
                yield Problem(_unknown(competency), place, nearest(competency, family.competencies))
    yield from _repeated(loop, "stage")


def _role_problems(library: Library, profile: Profile, tree: Mapping) -> Iterator[Problem]:
    role = profile.role
    yield from _weight_problems(profile, tree)
    yield from _repeated(role.duties, "duty")
    yield from _repeated(role.requirements, "requirement")
    roles = library.names()
    for name in others(role):
        # defense library.others: a role that does not exist is named by none
        if name not in roles:
            related = any(near.role == name for near in role.related)
            instead = "write `title` for a role without a profile" if related else "write the title, in capitals"
            hint = nearest(name, roles) or instead
            yield Problem(f"there is no role `{name}`", name.place, hint)


def others(role: Role) -> list[Text]:
    """Return the names of the roles that a role names; in `to`, what does not look like a name is a title."""
    steps = [move.to for move in role.next] + ([role.advance.to] if role.advance else [])
    return [near.role for near in role.related if near.role] + [to for to in steps if NAME.fullmatch(to)]


def outlines(library: Library, names: Iterable[str]) -> dict[str, Outline]:
    """Return what roles say of themselves, by their names; raise InputError where that is wrong."""
    known, problems = library.names(), list[Problem]()
    found: dict[str, Outline] = {}
    for name in dict.fromkeys(map(str, names)):
        try:
            found[name] = remembered(("outline", library, name), partial(_outline, library, known[name]))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return found


def _outline(library: Library, path: Path) -> Outline:
    return outline(library.told(path))


def ladder(library: Library, path: Path, known_rungs: Iterable[Profile] = ()) -> tuple[Family, tuple[Profile, ...]]:
    """Return a family and the profiles of its rungs, lowest first; raise InputError with every problem.

    A rung that is known already is taken as it is, and not read again.
    """
    given = {profile.id: profile for profile in known_rungs}
    problems: list[Problem] = []
    tree = library.family(path)
    family = build(Family, tree, problems)
    rungs: list[Profile] = []
    known = library.names()
    for name in family.ladder if family else ():
        if name in given:
            rungs.append(given[name])
            continue
        if name not in known:
            problems.append(_no_rung(name, known))
            continue
        try:
            rungs.append(load(library, known[name], read(known[name])))
        except InputError as error:
            problems.extend(error.problems)
    if family is None or problems:
        raise InputError(problems)
    return family, tuple(rungs)


def _name_problems(tree: Mapping, family_tree: Mapping) -> Iterator[Problem]:
    """Yield the competencies that the role's tree names and the family's does not have."""
    known = family_tree.entries.get("competencies")
    if not isinstance(known, Mapping):
        return
    for name, place in _competencies_named(tree):
        # What is no name at all is said already.
        # defense library.competencies: a competency that the family does not have is an error
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
    # defense library.weights: a role by which nothing is judged is an error
    if not profile.weighted:
        hint = "the rubric asks about those above 0"
        yield Problem("`weights` gives no competency a weight above 0", place_at(tree, ("weights",)), hint)
    for key, weight in role.weights.items():
        place = key_place(tree, ("weights", key))
        if weight and key in competencies:
            # defense library.levels: a competency that counts has a level to be held against
            if key not in role.expects:
                yield Problem(f"`{key}` counts, but `expects` gives it no level", place)
            elif not competencies[key].questions:
                yield Problem(f"`{key}` counts, but the family has no question for it", place)
            elif not profile.questions(key):
                level = role.expects[key]
                hint = f"add {level} to `levels` of one that fits"
                yield Problem(f"`{key}` counts, but no question on it suits level {level}", place, hint)


def _unknown(competency: str) -> str:
    return f"the family has no competency `{printable(competency, 60)}`"


def _repeated(entries: object, what: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:  # type: ignore[attr-defined]  # any iterable of objects with an id
        # defense library.ids: two requirements, duties, stages or questions of one id are an error
        if entry.id in seen:
            yield Problem(f"the {what} id `{entry.id}` is used twice", entry.id.place)
        seen.add(entry.id)
