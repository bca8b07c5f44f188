"""All inputs of a request at once: files, overrides and the role, with every problem in one error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from jdgen.documents.locale import Locale
from jdgen.documents.look import USUAL, Look
from jdgen.documents.material import Correspondence, Material
from jdgen.documents.wording import stages
from jdgen.errors import InputError, Problem
from jdgen.inputs import overrides, profiles, source
from jdgen.inputs.attempt import attempt
from jdgen.inputs.kinds import of_kind
from jdgen.inputs.kit import KitOptions, kit_of, misfits, panel_misfits
from jdgen.inputs.library import Library, read
from jdgen.inputs.schema import build
from jdgen.inputs.source import Mapping, Scalar
from jdgen.model.base import Entity
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.opening import Opening
from jdgen.model.profile import Profile

if TYPE_CHECKING:
    from jdgen.inputs.calling.calling import Calling
    from jdgen.inputs.candidate.aims import Goal, Spoken
    from jdgen.inputs.candidate.files import Pending

Model = TypeVar("Model", bound=Entity)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the inputs come from; `settings` are `--set KEY=VALUE`, `target` is `TITLE @ COMPANY`.

    `profiles` is the user's own folder of them, `family` the one whose ladder is asked for, `kit` what an interview
    kit is to be for, `scores` the sheets that interviewers filled in. An `internal` posting is for people who work
    there. `calling` is the posting that a `letter` answers,
    `row` that of a table of companies; `answers` are those that the candidate's file does not hold yet. `theme` is the
    name of a built-in theme, or the path of a file.
    """

    role: str | None = None
    company: Path | None = None
    opening: Path | None = None
    candidate: Path | None = None
    target: str | Goal | None = None
    settings: tuple[str, ...] = ()
    profiles: Path | None = None
    family: str | None = None
    kit: KitOptions = field(default_factory=KitOptions)
    scores: tuple[Path, ...] = ()
    internal: bool = False
    calling: Calling | None = None
    row: Mapping | None = None
    answers: Pending | None = None
    letter: Correspondence = field(default_factory=Correspondence)
    theme: str | None = None

    @property
    def files(self) -> dict[str, Path | None]:
        """Return the file of each root but the role."""
        return {"company": self.company, "opening": self.opening, "candidate": self.candidate}

    def settings_of(self, *, role: bool) -> list[str]:
        """Return the settings of the role, or all others."""
        return [setting for setting in self.settings if (overrides.root(setting) == "role") == role]


Needs = Callable[[Material], Iterable[tuple[str, Problem]]]
"""Yields what documents lack of a material: the root that lacks it, or several with spaces, and the problem."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What documents ask of the inputs: a role, the job of a letter, what other roles say, and further fields."""

    role: bool = False
    letter: bool = False
    outlines: bool = False
    needs: Needs | None = None


def gather(sources: Sources, today: date, locale: Locale, demand: Demand) -> Material:
    """Return what documents are made of; raise InputError with the problems of all files at once.

    What is lacking is said together with what is wrong, but not of a file that could not be used, and not where the
    role or the command line itself is wrong: then nobody knows yet what the files are for.
    """
    problems: list[Problem] = []
    trees = _read_files(sources, today, problems)
    unread = sources.opening is not None and "opening" not in trees
    misaimed, spoken_of = _laid_over(sources, trees, problems, asked=demand.letter)
    problems.extend(misaimed)
    typed = (problem for problem in problems if problem.place is None or problem.place.source.startswith("--"))
    astray = bool(misaimed) or any(typed)
    broken = {root for root, path in sources.files.items() if path and root not in trees}
    company = _model(Company, trees, problems, broken)
    opening = _model(Opening, trees, problems, broken)
    candidate = _model(Candidate, trees, problems, broken)
    name = sources.role or _named(trees.get("opening"))
    library = attempt(lambda: Library.of(sources.profiles), problems)
    profile = _profile(library, sources, name, problems) if library and name else None
    if not name and ((demand.role and not unread) or sources.settings_of(role=True)):
        hint = "name one, such as `senior-software-engineer`; `jdgen profiles list` lists them"
        problems.append(Problem("no role is named", None, hint))
    if spoken_of:
        from jdgen.inputs.candidate import aims, story_names

        problems.extend(aims.astray(company, candidate, spoken_of, sources.calling))
        problems.extend(story_names.misnamed(candidate, profile))
    if profile:
        problems.extend(_unknown_names(opening, candidate, profile, trees))
    aimed = sources.target or (sources.calling and sources.calling.title)
    named = candidate.target.title if aimed and candidate.target else None
    kit = kit_of(sources.kit, problems)
    look, of_letter = _looks(sources, company, demand, problems)
    material = Material(company, opening, candidate, locale, today, profile=profile, target_title=named, kit=kit)
    letter = replace(sources.letter, look=of_letter)
    material = replace(material, internal=sources.internal, letter=letter, look=look)
    if profile and "opening" not in broken:
        problems.extend(_unknown_stages(material, sources))
    if sources.scores:
        material = _scored(material, sources, problems, planned="opening" not in broken)
    if demand.needs and not astray and (profile or not (name or sources.settings_of(role=True))):
        problems.extend(problem for roots, problem in demand.needs(material) if broken.isdisjoint(roots.split()))
    if library:
        material = _from_library(library, sources, material, problems, outlines=demand.outlines)
    if problems:
        raise InputError(problems)
    return material


def _looks(sources: Sources, company: Company, demand: Demand, problems: list[Problem]) -> tuple[Look, Look]:
    """Return the look of a company's documents, and that of a letter; where nobody asks for one, both are the usual."""
    if sources.theme is None and company.brand is None:
        return USUAL, USUAL
    from jdgen.inputs.brand import brand

    of_letter = brand.look_of_theme(sources.theme, problems if demand.letter else [])
    # Of a company that somebody writes to, the letter takes nothing.
    alone = demand.letter and not demand.role
    return (of_letter if alone else brand.look_of(company, sources.theme, problems)), of_letter


def _laid_over(
    sources: Sources, trees: dict[str, Mapping], problems: list[Problem], *, asked: bool
) -> tuple[list[Problem], Spoken | None]:
    """Lay what is typed, and the job that is meant, over the files.

    Return what is wrong with the job, and what the candidate's file says of it before; None where nobody writes.
    """
    settings = sources.settings_of(role=False)
    named = (sources.candidate, sources.target, sources.calling, sources.row)
    if all(one is None for one in named) and not any(overrides.root(one) == "candidate" for one in settings):
        attempt(lambda: overrides.apply(settings, trees), problems)
        return [], None
    from jdgen.inputs.candidate import aims

    spoken_of = aims.spoken_of(trees)
    misaimed = list(aims.aim(trees, sources.target, sources.calling))
    if sources.row is not None:
        aims.send(trees, sources.row)
    attempt(lambda: overrides.apply(settings, trees), problems)
    misaimed += aims.recall(trees, asked=asked and not misaimed)
    return misaimed, spoken_of


def _scored(material: Material, sources: Sources, problems: list[Problem], *, planned: bool) -> Material:
    """Return the material with what interviewers rated; without the plan, only the form of their sheets is known."""
    from jdgen.inputs.scores import ratings as scores

    rows = scores.read(sources.scores, problems)
    return scores.scored(material, rows, problems) if planned else material


def _from_library(
    library: Library, sources: Sources, material: Material, problems: list[Problem], *, outlines: bool
) -> Material:
    """Return the material with what it takes of other roles than its own."""
    profile, family = material.profile, sources.family
    if profile and outlines:
        found = attempt(lambda: profiles.outlines(library, profiles.others(profile.role)), problems) or {}
        material = replace(material, outlines=found)
    if family is not None:
        ladder = attempt(lambda: profiles.ladder(library, library.find_family(family)), problems)
        if ladder and not ladder[1]:
            hint = "write `ladder: [ROLE, ROLE]`, the lowest rung first"
            problems.append(Problem("the family has no ladder", ladder[0].family.place, hint))
        if ladder:
            known = library.names()
            # The uppermost rung may lead to a role beside the ladder.
            steps = [str(rung.role.advance.to) for rung in ladder[1] if rung.role.advance]
            beside = attempt(lambda: profiles.outlines(library, (to for to in steps if to in known)), problems) or {}
            material = replace(material, family=ladder[0], rungs=ladder[1], outlines=beside)
    return material


def _read_files(sources: Sources, today: date, problems: list[Problem]) -> dict[str, Mapping]:
    trees: dict[str, Mapping] = {}
    for root, path in sources.files.items():
        tree = attempt(partial(_read, path, root, today, problems, sources.answers), problems) if path else None
        if tree is not None:
            trees[root] = tree
    return trees


def _read(path: Path, kind: str, today: date, problems: list[Problem], answers: Pending | None) -> Mapping:
    if kind != "candidate":
        return of_kind(source.read(path), kind)
    from jdgen.inputs.candidate.files import read_candidate

    return read_candidate(path, today, problems, answers)


def _named(opening: Mapping | None) -> str | None:
    """Return the role that the opening names, whether or not the rest of it can be used."""
    role = opening.entries.get("role") if opening else None
    return role.text if isinstance(role, Scalar) and not role.null else None


def _model(model: type[Model], trees: dict[str, Mapping], problems: list[Problem], broken: set[str]) -> Model:
    """Return the object of a tree; of one that is wrong, as of none, a blank one."""
    root = model.__name__.lower()
    found = build(model, trees[root], problems) if root in trees else None
    if root in trees and found is None:
        broken.add(root)
    return found or model()


def _profile(library: Library, sources: Sources, name: str, problems: list[Problem]) -> Profile | None:
    settings = sources.settings_of(role=True)
    # Which role and family it takes from is settled first; all else is laid over what is inherited.
    first = [setting for setting in settings if setting.startswith(("role.extends=", "role.family="))]

    def loaded() -> Profile:
        path = library.find(name)
        tree = read(path)
        overrides.apply(first, {"role": tree})
        rest = [setting for setting in settings if setting not in first]
        return profiles.load(library, path, tree, lambda whole: overrides.apply(rest, {"role": whole}))

    return attempt(loaded, problems)


def _unknown_names(
    opening: Opening, candidate: Candidate, profile: Profile, trees: dict[str, Mapping]
) -> Iterator[Problem]:
    """Yield what the opening's interviews and the candidate's bridges name that the role does not have."""
    if opening.interview:
        tree = trees["opening"]
        yield from profiles.stage_problems(opening.interview.loop, profile.family, tree, ("interview", "loop"))
    requirements = [requirement.id for requirement in profile.role.requirements]
    own = candidate.target.bridge if candidate.target else ()
    for name in (name for bridge in (*candidate.bridge, *own) for name in bridge.requirement):
        # A candidate may keep bridges for several roles in one file; what is nearly right is a typing mistake.
        near = get_close_matches(name, requirements, n=1, cutoff=0.85)
        if name not in requirements and near:
            yield Problem(f"the role has no requirement `{name}`", name.place, f"did you mean `{near[0]}`?")


def _unknown_stages(material: Material, sources: Sources) -> Iterator[Problem]:
    """Yield the stages that the options and the opening's panel name and that the interview plan does not have."""
    loop = stages(material)
    yield from misfits(sources.kit, material.kit, loop)
    if material.opening.interview:
        yield from panel_misfits(material.opening.interview.panel, loop)
