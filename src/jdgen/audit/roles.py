"""From profiles and files to findings: read, compose, check; nothing is rendered and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import get_args

from jdgen import rules
from jdgen.audit import postings
from jdgen.audit.report import Report, Seen, attempt, findings_of, heard, once
from jdgen.checks import agreement, ladder, names, opening, scaffold, selection, sentences
from jdgen.checks.letter.letter import examined
from jdgen.checks.rules import Group
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.errors import InputError, Place, Problem
from jdgen.inputs import profiles
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.inputs.library import Library, outline
from jdgen.model.law import Law
from jdgen.model.profile import Outline, Profile
from jdgen.pipeline import compose


@dataclass(frozen=True, slots=True)
class Examination:
    """What to check: roles by name, or all of the library, and the files that go with them.

    `hires_in` are the ids of places to check for in place of the opening's own, `employees` the size of the company in
    place of what its file says. With `groups`, no other families of rules are asked for, and may be left out. `ignored`
    are rules that are switched off: a finding names all laws that ask alike, and then only the others.
    """

    roles: tuple[str, ...]
    sources: Sources
    date: date
    locale: str = "en-US"
    hires_in: tuple[str, ...] = ()
    employees: int | None = None
    groups: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()

    @property
    def laws(self) -> tuple[Law, ...]:
        """Return the laws that count."""
        return tuple(law for law in rules.laws() if law.id not in self.ignored)


def audit(request: Examination) -> Report:
    """Return every finding once; raise InputError for a name or an option that means nothing."""
    library = Library.of(request.sources.profiles)
    roles: tuple[str | None, ...] = request.roles
    if not roles:
        # The opening names its role; without one, all are meant.
        roles = (None,) if request.sources.opening else tuple(path.as_posix() for path in library.files())
    problems: list[Problem] = []
    profiled: list[Profile] = []
    seen: list[Seen] = []
    doubles: list[tuple[Problem, Problem]] = []
    unread = 0
    for role in dict.fromkeys(roles):
        sources = replace(request.sources, role=role)
        material = attempt(partial(_material, request, sources), problems)
        if material is None and role is not None and any(sources.files.values()):
            # A file beside the role that cannot be used says nothing of the role.
            sources = replace(sources, company=None, opening=None, candidate=None)
            material = attempt(partial(_material, request, sources), [])
        if material and material.profile:
            profiled.append(material.profile)
            problems.extend(_of_role(sources, material, material.profile))
            if not request.groups or request.groups & postings.GROUPS:
                seen.append(postings.seen(request, sources, material, material.profile))
                found = postings.findings(request, sources, material, seen[-1])
                problems.extend(found.problems)
                doubles.extend(found.doubles)
        else:
            unread += 1
    whole = not request.roles and not request.sources.opening
    problems.extend(_of_ladders(library, profiled, whole=whole))
    problems.extend(_of_names(library, profiled))
    files = _files(request.sources, library, profiled, whole=whole)
    loud, silenced = heard(once(problems), files, _looked_at(request))
    count = len({profile.id for profile in profiled}) + unread
    named = _named(request.sources, profiled)
    return Report(findings_of(loud), count, silenced, seen=tuple(seen), files=named, doubles=tuple(doubles))


def _named(sources: Sources, profiled: Iterable[Profile]) -> dict[str, str]:
    """Return the files that were named and that of the first role, by their roots."""
    named = {root: path.as_posix() for root, path in sources.files.items() if path}
    texts = (text for profile in profiled for text in (profile.role.title, profile.role.summary))
    home = next((text.place.source for text in texts if text.place and text.place.in_file), "")
    return named | ({"role": home} if home else {})


def _looked_at(request: Examination) -> frozenset[str]:
    """Return the families of rules of which all was looked for: a role alone has no whole posting and no places."""
    sources = request.sources
    partly = frozenset() if sources.opening and sources.company else frozenset(("structure", "law"))
    # For other places than its own, an opening shows other findings.
    partly |= frozenset(("law",)) if request.hires_in else frozenset()
    return frozenset(request.groups or get_args(Group)) - partly


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


def _of_role(sources: Sources, material: Material, profile: Profile) -> Iterator[Problem]:
    """Yield what is found about one role and the files that go with it."""
    yield from agreement.disagreements(material)
    yield from ladder.left_out(profile, profile.family)
    yield from sentences.different(profile, (compose(kind, material) for kind in sentences.PROVEN))
    for problem in scaffold.left(material):
        yield problem._replace(hint="write your own in their place, or take them out")
    yield from opening.outside_the_band(material)
    yield from opening.short_of_pay(material)
    yield from opening.forgotten_too_soon(material)
    given = {root: Place(file.as_posix()) for root, file in sources.files.items() if file}
    yield from opening.lacking(material, given)
    kinds = ("letter",) if "candidate" in given else ()
    # That more must-haves are named than documents print is said above.
    yield from (p for p in selection.left_out(material, kinds) if p.rule != "req.must_count")
    if kinds:
        letter = compose("letter", material)
        for problem in selection.open_slots([letter], material, draft=False):
            yield problem._replace(place=given["candidate"])
        yield from examined(letter, material, given["candidate"])


def _of_ladders(library: Library, profiled: Sequence[Profile], *, whole: bool) -> Iterator[Problem]:
    """Yield where the ladders of the roles do not rise; of the whole library, also those of families without roles."""
    files = library.families()
    for family in dict.fromkeys((*(str(profile.role.family) for profile in profiled), *(files if whole else ()))):
        named = [profile for profile in profiled if profile.role.family == family]
        on_it = any(profile.id in profile.family.ladder for profile in named)
        if family in files and (on_it or not named):
            problems: list[Problem] = []
            # The rungs as they were checked, with what was set on the command line.
            found = attempt(partial(profiles.ladder, library, files[family], profiled), problems)
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
