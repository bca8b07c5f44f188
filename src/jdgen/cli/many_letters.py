"""Many letters at once: one for each row of a table of companies."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.documents import request_of, tell, write_all
from jdgen.cli.report import say, say_rows
from jdgen.errors import BATCH_FAILED, DONE, InputError, JdgenError, MachineError, Place, Problem, TemplateError

if TYPE_CHECKING:
    from jdgen.inputs.candidate.targets import Aim
    from jdgen.model.candidate import Candidate
    from jdgen.pipeline import Output, Request, Result

_OF_ONE = re.compile(r"\s*candidate\.target\s*(?:[.\[=]|$)")
"""Settings of one job; those of `candidate.targets` are of the file."""
_ALONE = ("company", "opening", "target", "posting", "ask")
"""Options that name one job."""


def make_many(table: str, options: dict[str, Any], story: str | None = None) -> int:
    """Write a letter for each row of a table, and return the exit code; a bad row is told and stops no other.

    A row that names no story tells the given one, if there is one.
    """
    from jdgen.inputs.candidate.targets import read_targets

    for name in _ALONE:
        if options.get(name):
            raise click.UsageError(f"`--targets` names the jobs; leave out `--{name}`")
    if options["out"] == "-":
        raise click.UsageError("`-o -` prints one document; `--targets` writes files into a folder")
    if any(_OF_ONE.match(setting) for setting in options["settings"]):
        raise click.UsageError("`--targets` says what belongs to each job; leave out `--set candidate.target…`")
    aims = read_targets(Path(table))
    request = request_of(("letter",), options)
    candidate = _read_once(request, story)
    for aim in aims if story is not None else ():
        if "story" not in aim.target.entries:
            aim.tell(story or "")
    failed: list[Problem] = []
    names: set[str] = set()
    lost = 0
    for aim in aims:
        found = _letter(aim, request)
        if isinstance(found, list):
            failed.extend(_for_a_role(problem, aim, request, candidate) for problem in found)
            lost += 1
            continue
        try:
            write_all(_told_apart(found.outputs, names), options)
        except JdgenError as error:
            failed.extend(error.problems)
            lost += 1
            continue
        found.notices[:] = [_of_row(problem, aim) for problem in found.notices]
        tell(found, options)
    if failed:
        say_rows(failed)
        say(f"{lost} of {len(aims)} letters {'was' if lost == 1 else 'were'} not written")
    return BATCH_FAILED if failed else DONE


def _read_once(request: Request, story: str | None) -> Candidate:
    """Return who writes; raise InputError for what is wrong with the files that all letters share, or the story."""
    from jdgen.documents.locale import locale
    from jdgen.inputs.candidate.story_names import no_story
    from jdgen.inputs.gather import Demand, gather

    found = gather(request.sources, request.date, locale(request.locale), Demand()).candidate
    if story is not None and story not in {str(one.id) for one in found.stories}:
        raise InputError(no_story(found, story, Place("--story")))
    return found


def _letter(aim: Aim, request: Request) -> Result | list[Problem]:
    """Return the letter of a row, or what stands in its way; a draft marks what is missing."""
    from jdgen.pipeline import produce

    sources = replace(request.sources, row=aim.target)
    try:
        if aim.problems and not request.draft:
            raise InputError(aim.problems)
        found = produce(replace(request, sources=sources))
    except (MachineError, TemplateError):
        # What the machine or a template lacks, it lacks for every row.
        raise
    except JdgenError as error:
        if not request.draft:
            return [_of_row(problem, aim) for problem in error.problems]
        return _draft(aim, replace(request, sources=sources), error)
    found.notices.extend(aim.problems)
    return found


def _draft(aim: Aim, request: Request, error: JdgenError) -> Result | list[Problem]:
    """Return a draft of a letter that cannot be finished, or what stands even in the way of that."""
    from jdgen.pipeline import produce

    letter = replace(request.sources.letter, mode="draft")
    try:
        found = produce(replace(request, sources=replace(request.sources, letter=letter)))
    except JdgenError as second:
        return [_of_row(problem, aim) for problem in second.problems]
    found.notices.extend(_of_row(problem, aim) for problem in error.problems)
    return found


def _of_row(problem: Problem, aim: Aim) -> Problem:
    """Return a problem with the place of its row, unless it points into the table already."""
    if problem.place and problem.place.source == aim.place.source:
        return problem
    where = f" ({problem.place})" if problem.place else ""
    return problem._replace(message=f"{problem.message}{where}", place=aim.place)


def _for_a_role(problem: Problem, aim: Aim, request: Request, candidate: Candidate) -> Problem:
    """Return a problem with what an open bridge needs whose answers are to requirements of a role that nobody named."""
    unanswered = problem.message.startswith("the letter's bridge is open") and candidate.bridge
    if request.sources.role or "requirements" in aim.target.entries or not unanswered:
        return problem
    said = "your answers in `bridge` are for requirements of a role: name ROLE, or give the row a `posting`"
    return problem._replace(hint="; ".join(filter(None, (said, problem.hint))))


def _told_apart(outputs: list[Output], names: set[str]) -> list[Output]:
    """Return the files of a row; those that would have the name of another row's are numbered."""
    from jdgen.writer import file_name

    found: list[Output] = []
    for made in outputs:
        facts, number = made.record, 1
        while (name := file_name(facts, made.document, made.format).casefold()) in names:
            number += 1
            facts = replace(made.record, variant=(*made.record.variant, str(number)))
        names.add(name)
        found.append(made._replace(record=facts))
    return found
