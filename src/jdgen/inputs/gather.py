"""All inputs of a request at once: files, overrides and the role, with every problem in one error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from jdgen.documents.locale import Locale
from jdgen.documents.look import USUAL, Look
from jdgen.documents.material import Material
from jdgen.documents.once import Same
from jdgen.documents.wording import stages
from jdgen.errors import InputError, Problem
from jdgen.inputs import overrides, profiles, source
from jdgen.inputs.attempt import attempt
from jdgen.inputs.kinds import of_kind
from jdgen.inputs.kit import kit_of, misfits, panel_misfits, telling
from jdgen.inputs.library import Library, read
from jdgen.inputs.memory import is_remembering, remembered
from jdgen.inputs.overrides import Cell
from jdgen.inputs.schema import build, built, rebuilt
from jdgen.inputs.source import Mapping, Scalar
from jdgen.inputs.sources import Demand as Demand
from jdgen.inputs.sources import Needs as Needs
from jdgen.inputs.sources import Sources as Sources
from jdgen.model.base import Entity
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.opening import Opening
from jdgen.model.profile import Profile

if TYPE_CHECKING:
    from jdgen.inputs.candidate.aims import Spoken
    from jdgen.inputs.candidate.files import Pending

Model = TypeVar("Model", bound=Entity)
Value = TypeVar("Value")


def gather(sources: Sources, today: date, locale: Locale, demand: Demand) -> Material:
    """Return what documents are made of; raise InputError with the problems of all files at once.

    What is lacking is said together with what is wrong, but not of a file that could not be used, and not where the
    role or the command line itself is wrong: then nobody knows yet what the files are for.
    """
    problems: list[Problem] = []
    trees = _read_files(sources, today, problems)
    whole = dict(trees)
    unread = sources.opening is not None and "opening" not in trees
    misaimed, spoken_of = _laid_over(sources, trees, problems, asked=demand.letter)
    problems.extend(misaimed)
    typed = (problem for problem in problems if problem.place is None or problem.place.source.startswith("--"))
    misled = bool(misaimed) or any(typed)
    broken = {root for root, path in sources.files.items() if path and root not in trees}
    company = _model(Company, trees, whole, problems, broken)
    opening = _model(Opening, trees, whole, problems, broken)
    candidate = _model(Candidate, trees, whole, problems, broken)
    own, name = sources.profiles, sources.role or _named(trees.get("opening"))
    library = attempt(lambda: remembered(("library", own), lambda: Library.of(own)), problems)
    profile = _profile(library, sources, name, problems) if library and name else None
    if not name and ((demand.role and not unread) or sources.lays_over_role):
        hint = "name one, such as `senior-software-engineer`; `jdgen profiles list` lists them"
        problems.append(Problem("no role is named", None, hint))
    if spoken_of:
        from jdgen.inputs.candidate import astray, story_names

        problems += astray.misaddressed(company, candidate, spoken_of, sources.calling)
        problems += story_names.misnamed(candidate, profile)
    if profile:
        problems.extend(_unknown_names(opening, candidate, profile, trees))
    aimed = sources.target or (sources.calling and sources.calling.title)
    named = candidate.target.title if aimed and candidate.target else None
    kit = kit_of(sources.kit, problems)
    look, of_letter = _looks(sources, company, demand, problems)
    material = Material(
        company, opening, candidate, locale, today, profile=profile, target_title=named, kit=kit,
        internal=sources.internal, letter=replace(sources.letter, look=of_letter), look=look,
    )  # fmt: skip
    if profile and "opening" not in broken:
        problems.extend(_unknown_stages(material, sources))
    if sources.scores:
        material = _scored(material, sources, problems, planned="opening" not in broken)
    if demand.needs and not misled and (profile or not (name or sources.lays_over_role)):
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
    settings, cells = sources.settings_of(role=False), sources.cells_of(role=False)
    named = (sources.candidate, sources.target, sources.calling, sources.row)
    laid = (*settings, *(cell.key for cell in cells))
    if all(one is None for one in named) and not any(overrides.root(one) == "candidate" for one in laid):
        attempt(lambda: overrides.apply(settings, trees, cells), problems)
        return [], None
    from jdgen.inputs.candidate import aims

    spoken_of = aims.spoken_of(trees)
    misaimed = list(aims.aim(trees, sources.target, sources.calling))
    if sources.row is not None:
        aims.send(trees, sources.row)
    attempt(lambda: overrides.apply(settings, trees, cells), problems)
    misaimed += aims.recall(trees, asked=asked and not misaimed)
    return misaimed, spoken_of


def _scored(material: Material, sources: Sources, problems: list[Problem], *, planned: bool) -> Material:
    """Return the material with what interviewers rated; without the plan, only the form of their sheets is known."""
    from jdgen.inputs.scores import ratings as scores

    rows = scores.read(sources.scores, problems)
    problems.extend(telling(sources.kit, (row.cell("evidence") for row in rows)))
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
        return remembered((kind, path), lambda: of_kind(source.read(path), kind))
    from jdgen.inputs.candidate.files import read_candidate

    def read_whole() -> tuple[Mapping, list[Problem]]:
        found: list[Problem] = []
        return read_candidate(path, today, found, answers), found

    tree, found = read_whole() if answers else remembered((kind, path, today), read_whole)
    problems.extend(found)
    return tree


def _named(opening: Mapping | None) -> str | None:
    """Return the role that the opening names, whether or not the rest of it can be used."""
    role = opening.entries.get("role") if opening else None
    return role.text if isinstance(role, Scalar) and not role.null else None


def _model(
    model: type[Model], trees: dict[str, Mapping], whole: dict[str, Mapping], problems: list[Problem], broken: set[str]
) -> Model:
    """Return the object of a tree; of one that is wrong, as of none, a blank one.

    A tree that is whole, as its file has it, is that of many rows; of another, only what differs is read anew.
    """
    root = model.__name__.lower()
    tree = trees.get(root)
    if tree is None:
        return model()
    held = whole.get(root)
    if tree is held:
        found = attempt(lambda: remembered((model, Same(tree)), lambda: built(model, tree)), problems)
    else:
        found = _rebuilt(model, tree, held) or build(model, tree, problems)
    if found is None:
        broken.add(root)
    return found or model()


def _rebuilt(model: type[Model], tree: Mapping, whole: Mapping | None) -> Model | None:
    if whole is None or not is_remembering():
        return None
    held = attempt(lambda: remembered((model, Same(whole)), lambda: built(model, whole)), [])
    return rebuilt(model, tree, whole, held) if held else None


def _profile(library: Library, sources: Sources, name: str, problems: list[Problem]) -> Profile | None:
    settings, cells = tuple(sources.settings_of(role=True)), tuple(sources.cells_of(role=True))
    # Which role and family it takes from is settled first; all else is laid over what is inherited.
    first = [setting for setting in settings if setting.startswith(("role.extends=", "role.family="))]
    above = [cell for cell in cells if cell.key in {"role.extends", "role.family"}]

    def laid(tree: Mapping, settings: list[str], cells: list[Cell]) -> Mapping:
        roots = {"role": tree}
        overrides.apply(settings, roots, cells)
        return roots["role"]

    def loaded() -> Profile:
        path = remembered(("role", library, name), lambda: library.find(name))
        rest = [setting for setting in settings if setting not in first]
        others = [cell for cell in cells if cell not in above]
        return profiles.load(library, path, laid(read(path), first, above), lambda whole: laid(whole, rest, others))

    return attempt(lambda: remembered(("profile", library, name, settings, cells), loaded), problems)


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
