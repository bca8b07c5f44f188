"""From profiles and files to findings: read, compose, check; nothing is rendered and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from jdgen.checks import agreement, ladder, names, opening, scaffold, selection, sentences
from jdgen.checks.rules import Finding, every, finding
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs import profiles
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.inputs.ignores import comments_in, silencing
from jdgen.inputs.library import Library, outline
from jdgen.model.profile import Outline, Profile
from jdgen.pipeline import compose

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Examination:
    """What to check: roles by name, or all of the library, and the files that go with them."""

    roles: tuple[str, ...]
    sources: Sources
    date: date
    locale: str = "en-US"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, file by file, and in how much."""

    findings: tuple[Finding, ...]
    roles: int
    """How many roles were looked at."""
    ignored: int
    """How many findings comments switched off."""


def audit(request: Examination) -> Report:
    """Return every finding once; raise InputError for a name or an option that means nothing."""
    library = Library.of(request.sources.profiles)
    roles: tuple[str | None, ...] = request.roles
    if not roles:
        # The opening names its role; without one, all are meant.
        roles = (None,) if request.sources.opening else tuple(path.as_posix() for path in library.files())
    problems: list[Problem] = []
    profiled: list[Profile] = []
    unread = 0
    for role in dict.fromkeys(roles):
        sources = replace(request.sources, role=role)
        material = _attempt(partial(_material, request, sources), problems)
        if material is None and role is not None and any(sources.files.values()):
            # A file beside the role that cannot be used says nothing of the role.
            sources = replace(sources, company=None, opening=None, candidate=None)
            material = _attempt(partial(_material, request, sources), [])
        if material and material.profile:
            profiled.append(material.profile)
            problems.extend(_of_role(sources, material, material.profile))
        else:
            unread += 1
    problems.extend(_of_ladders(library, profiled, whole=not any((request.roles, request.sources.opening))))
    problems.extend(_of_names(library, profiled))
    whole = not request.roles and not request.sources.opening
    files = _files(request.sources, library, profiled, whole=whole)
    heard, silenced = _heard(_once(problems), files)
    return Report(_sorted(map(finding, heard)), len({profile.id for profile in profiled}) + unread, silenced)


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once; of what two roles inherit, only the mend may differ."""
    found: dict[Problem, Problem] = {}
    for problem in problems:
        found.setdefault(problem._replace(hint=""), problem)
    return list(found.values())


def _files(sources: Sources, library: Library, profiled: Iterable[Profile], *, whole: bool) -> dict[str, bool]:
    """Return the files that were read, and whether all that can be found in each was looked for.

    What a role says may be wrong only for a role that extends it, and what a family says only for one of its roles.
    """
    texts = [text for profile in profiled for text in (profile.role.title, profile.family.family)]
    files = {text.place.source: False for text in texts if text.place}
    if whole:
        files |= {path.as_posix(): True for path in (*library.names().values(), *library.families().values())}
    return files | {path.as_posix(): True for path in sources.files.values() if path}


def _material(request: Examination, sources: Sources) -> Material:
    return gather(sources, request.date, locale(request.locale), Demand(role=True))


def _attempt(action: Callable[[], Value], problems: list[Problem]) -> Value | None:
    """Return what the action returns; what is wrong with a file is a finding, what was typed wrong is raised."""
    try:
        return action()
    except InputError as error:
        if not all(problem.place and not problem.place.source.startswith("--") for problem in error.problems):
            raise
        problems.extend(error.problems)
        return None


def _of_role(sources: Sources, material: Material, profile: Profile) -> Iterator[Problem]:
    """Yield what is found about one role and the files that go with it."""
    yield from agreement.disagreements(material)
    yield from ladder.left_out(profile, profile.family)
    yield from sentences.different(profile, (compose(kind, material) for kind in sentences.PROVEN))
    for problem in scaffold.left(material):
        yield problem._replace(hint="write your own in their place, or take them out")
    yield from opening.outside_the_band(material)
    yield from opening.forgotten_too_soon(material)
    given = {root: Place(file.as_posix()) for root, file in sources.files.items() if file}
    yield from opening.lacking(material, given)
    kinds = ("letter",) if "candidate" in given else ()
    # That more must-haves are named than documents print is said above.
    yield from (p for p in selection.left_out(material, kinds) if p.rule != "req.must_count")
    for problem in selection.open_slots([compose("letter", material)] if kinds else [], material, draft=False):
        yield problem._replace(place=given["candidate"])


def _of_ladders(library: Library, profiled: Sequence[Profile], *, whole: bool) -> Iterator[Problem]:
    """Yield where the ladders of the roles do not rise; of the whole library, also those of families without roles."""
    files = library.families()
    for family in dict.fromkeys((*(str(profile.role.family) for profile in profiled), *(files if whole else ()))):
        named = [profile for profile in profiled if profile.role.family == family]
        on_it = any(profile.id in profile.family.ladder for profile in named)
        if family in files and (on_it or not named):
            problems: list[Problem] = []
            # The rungs as they were checked, with what was set on the command line.
            found = _attempt(partial(profiles.ladder, library, files[family], profiled), problems)
            yield from problems
            if found:
                yield from ladder.falls(family, found[1])


def _of_names(library: Library, profiled: Sequence[Profile]) -> Iterator[Problem]:
    """Yield the names of roles that are also names of other roles of the library."""
    checked = {profile.id for profile in profiled}
    outlines: dict[str, Outline] = {}
    for name, path in library.names().items():
        # What is wrong with another role is said when that one is checked.
        with suppress(InputError):
            outlines[name] = outline(library.told(path))
    for profile in profiled:
        yield from names.taken(profile, outlines, checked)


def _heard(problems: Iterable[Problem], files: Mapping[str, bool]) -> tuple[list[Problem], int]:
    """Return the problems that no comment switches off with the comments that switch off nothing, and how many it does.

    `files` are further ones that were read, and whether all that can be found in each was looked for: only there can a
    comment be called unused, and only if every file could be used.
    """
    found = list(problems)
    comments = comments_in([*(problem.place.source for problem in found if problem.place), *files])
    used: set[Place] = set()
    heard: list[Problem] = []
    for problem in found:
        # What stops every document has no rule of its own, and cannot be wished away.
        marks = silencing(problem, comments)
        used.update(mark.place for mark in marks)
        if not marks or not problem.rule:
            heard.append(problem)
    silenced = len(found) - len(heard)
    usable = all(problem.rule for problem in found)
    for source, lines in comments.items():
        unused = (mark for marks in lines.values() for mark in marks if mark.place not in used)
        vain = (mark for mark in unused if mark.rule not in every() or (usable and files.get(source)))
        heard.extend(_vain(mark.rule, mark.place) for mark in vain)
    return heard, silenced


def _vain(rule: str, place: Place) -> Problem:
    if rule in every():
        return Problem(f"no finding of `{rule}` is on this line", place, "take the comment out", "ignore.unused")
    if not rule:
        mend = "write `# jdgen: ignore[RULE]` on the line of the finding"
        return Problem("the comment names no rule", place, mend, "ignore.unknown")
    hint = nearest(rule, every()) or "`jdgen check --rules` lists them"
    return Problem(f"there is no rule `{printable(rule, 60)}`", place, hint, "ignore.unknown")


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings file by file, each from top to bottom."""
    return tuple(sorted(findings, key=lambda found: found.problem.place or Place("")))
