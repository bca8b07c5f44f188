"""All inputs of a request at once: files, overrides and the role, with every problem in one error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TypeVar

from jdgen.documents.locale import Locale
from jdgen.documents.material import Material
from jdgen.documents.wording import stages
from jdgen.errors import InputError, Place, Problem
from jdgen.inputs import overrides, profiles, source
from jdgen.inputs.kinds import other_kind
from jdgen.inputs.kit import KitOptions, kit_of, misfits, panel_misfits
from jdgen.inputs.library import Library, read
from jdgen.inputs.schema import build
from jdgen.inputs.source import Mapping, Node, Scalar
from jdgen.model.base import Entity
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.opening import Opening
from jdgen.model.profile import Profile
from jdgen.model.text import Text

Model = TypeVar("Model", bound=Entity)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the inputs come from; `settings` are `--set KEY=VALUE`, `target` is `TITLE @ COMPANY`.

    `profiles` is the user's own folder of them, `family` the one whose ladder is asked for, `kit` what an interview
    kit is to be for, `scores` the sheets that interviewers filled in. An `internal` posting is for people who work
    there.
    """

    role: str | None = None
    company: Path | None = None
    opening: Path | None = None
    candidate: Path | None = None
    target: str | None = None
    settings: tuple[str, ...] = ()
    profiles: Path | None = None
    family: str | None = None
    kit: KitOptions = field(default_factory=KitOptions)
    scores: tuple[Path, ...] = ()
    internal: bool = False

    @property
    def files(self) -> dict[str, Path | None]:
        """Return the file of each root but the role."""
        return {"company": self.company, "opening": self.opening, "candidate": self.candidate}

    def settings_of(self, *, role: bool) -> list[str]:
        """Return the settings of the role, or all others."""
        return [setting for setting in self.settings if (overrides.root(setting) == "role") == role]


Needs = Callable[[Material], Iterable[tuple[str, Problem]]]
"""Yields what documents lack of a material: the root that lacks it, and the problem."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What documents ask of the inputs: a role, what other roles say of themselves, and further fields."""

    role: bool = False
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
    spoken_of = _target_company(trees)
    if sources.target is not None:
        _aim(trees, sources.target, problems)
    _attempt(lambda: overrides.apply(sources.settings_of(role=False), trees), problems)
    astray = any(problem.place is None or problem.place.source.startswith("--") for problem in problems)
    broken = {root for root, path in sources.files.items() if path and root not in trees}
    company = _model(Company, trees, problems, broken)
    opening = _model(Opening, trees, problems, broken)
    candidate = _model(Candidate, trees, problems, broken)
    name = sources.role or _named(trees.get("opening"))
    library = _attempt(lambda: Library.of(sources.profiles), problems)
    profile = _profile(library, sources, name, problems) if library and name else None
    if not name and ((demand.role and not unread) or sources.settings_of(role=True)):
        hint = "name one, such as `senior-software-engineer`; `jdgen profiles list` lists them"
        problems.append(Problem("no role is named", None, hint))
    problems.extend(_wrong_company(company, candidate, spoken_of))
    if profile:
        problems.extend(_unknown_names(opening, candidate, profile, trees))
    named = candidate.target.title if sources.target and candidate.target else None
    kit = kit_of(sources.kit, problems)
    material = Material(company, opening, candidate, locale, today, profile=profile, target_title=named, kit=kit)
    material = replace(material, internal=sources.internal)
    if profile and "opening" not in broken:
        problems.extend(_unknown_stages(material, sources))
    if sources.scores:
        material = _scored(material, sources, problems, planned="opening" not in broken)
    if demand.needs and not astray and (profile or not (name or sources.settings_of(role=True))):
        problems.extend(problem for root, problem in demand.needs(material) if root not in broken)
    if library:
        material = _from_library(library, sources, material, problems, outlines=demand.outlines)
    if problems:
        raise InputError(problems)
    return material


def _scored(material: Material, sources: Sources, problems: list[Problem], *, planned: bool) -> Material:
    """Return the material with what interviewers rated; without the plan, only the form of their sheets is known."""
    from jdgen.inputs import scores

    rows = scores.read(sources.scores, problems)
    return scores.scored(material, rows, problems) if planned else material


def _from_library(
    library: Library, sources: Sources, material: Material, problems: list[Problem], *, outlines: bool
) -> Material:
    """Return the material with what it takes of other roles than its own."""
    profile, family = material.profile, sources.family
    if profile and outlines:
        found = _attempt(lambda: profiles.outlines(library, profiles.others(profile.role)), problems) or {}
        material = replace(material, outlines=found)
    if family is not None:
        ladder = _attempt(lambda: profiles.ladder(library, library.find_family(family)), problems)
        if ladder and not ladder[1]:
            hint = "write `ladder: [ROLE, ROLE]`, the lowest rung first"
            problems.append(Problem("the family has no ladder", ladder[0].family.place, hint))
        if ladder:
            known = library.names()
            # The uppermost rung may lead to a role beside the ladder.
            steps = [str(rung.role.advance.to) for rung in ladder[1] if rung.role.advance]
            beside = _attempt(lambda: profiles.outlines(library, (to for to in steps if to in known)), problems) or {}
            material = replace(material, family=ladder[0], rungs=ladder[1], outlines=beside)
    return material


def _read_files(sources: Sources, today: date, problems: list[Problem]) -> dict[str, Mapping]:
    trees: dict[str, Mapping] = {}
    for root, path in sources.files.items():
        tree = _attempt(partial(_read, path, root), problems) if path else None
        if tree is not None and root == "candidate":
            tree = _candidate(tree, today, problems)
        if tree is not None:
            trees[root] = tree
    return trees


def _read(path: Path, kind: str) -> Mapping:
    tree = source.read(path)
    other = other_kind(tree, kind)
    if other:
        raise InputError(other)
    return tree


def _candidate(tree: Mapping, today: date, problems: list[Problem]) -> Mapping:
    from jdgen.inputs import resume

    return resume.as_candidate(tree, today, problems) if resume.is_resume(tree) else tree


def _attempt(action: Callable[[], Value], problems: list[Problem]) -> Value | None:
    try:
        return action()
    except InputError as error:
        problems.extend(error.problems)
        return None


def _aim(trees: dict[str, Mapping], target: str, problems: list[Problem]) -> None:
    """Lay `TITLE @ COMPANY` over the candidate's target."""
    place = Place("--target")
    title, sign, company = target.rpartition("@")
    if not (sign and title.strip() and company.strip()):
        problems.append(Problem("expected TITLE @ COMPANY, such as `Data Steward @ Zephyr`", place))
        return
    tree = trees.setdefault("candidate", Mapping(Place("candidate")))
    found = tree.entries.get("target")
    # What the file says of another company stays out of a letter to this one.
    aim = found if isinstance(found, Mapping) and _same(found.entries.get("company"), company) else Mapping(place)
    aim.put("title", Scalar(title, place), place)
    aim.put("company", Scalar(company, place), place)
    tree.put("target", aim, place)


def _same(node: Node | None, company: str) -> bool:
    return isinstance(node, Scalar) and (node.null or _alike(node.text.strip(), company.strip()))


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

    return _attempt(loaded, problems)


def _unknown_names(
    opening: Opening, candidate: Candidate, profile: Profile, trees: dict[str, Mapping]
) -> Iterator[Problem]:
    """Yield what the opening's interviews and the candidate's bridges name that the role does not have."""
    if opening.interview:
        tree = trees["opening"]
        yield from profiles.stage_problems(opening.interview.loop, profile.family, tree, ("interview", "loop"))
    requirements = [requirement.id for requirement in profile.role.requirements]
    for bridge in candidate.bridge:
        # A candidate may keep bridges for several roles in one file; what is nearly right is a typing mistake.
        near = get_close_matches(bridge.requirement, requirements, n=1, cutoff=0.85)
        if bridge.requirement not in requirements and near:
            message = f"the role has no requirement `{bridge.requirement}`"
            yield Problem(message, bridge.requirement.place, f"did you mean `{near[0]}`?")


def _unknown_stages(material: Material, sources: Sources) -> Iterator[Problem]:
    """Yield the stages that the options and the opening's panel name and that the interview plan does not have."""
    loop = stages(material)
    yield from misfits(sources.kit, material.kit, loop)
    if material.opening.interview:
        yield from panel_misfits(material.opening.interview.panel, loop)


def _target_company(trees: dict[str, Mapping]) -> str:
    """Return the company that the candidate's file speaks of, before anything is laid over it."""
    target = trees["candidate"].entries.get("target") if "candidate" in trees else None
    company = target.entries.get("company") if isinstance(target, Mapping) else None
    return company.text.strip() if isinstance(company, Scalar) and not company.null else ""


def _wrong_company(company: Company, candidate: Candidate, spoken_of: str) -> Iterator[Problem]:
    """Yield the problem of a letter that would praise another company than the one it goes to."""
    target = candidate.target
    if target is None:
        return
    named = company.name or target.company
    if company.name and target.company and not _alike(target.company, company.name):
        message = f"`target.company` is `{target.company}`, but the letter goes to `{company.name}`"
        hint = "its `reason` would praise the wrong company; change or clear `target`"
        yield Problem(message, target.company.place, hint)
    elif target.reason and named and spoken_of and not _alike(spoken_of, named) and not _given(target.reason):
        message = f"`target.reason` is about `{spoken_of}`, but the letter goes to `{named}`"
        yield Problem(message, target.reason.place, "add `--set candidate.target.reason=…`, or clear it with `=null`")


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _given(text: Text) -> bool:
    """Return whether the text was typed on the command line."""
    return text.place is not None and text.place.source.startswith("--")
