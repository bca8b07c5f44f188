"""A candidate's file: our own form, a JSON Resume, or our own form that names a resume and comes before it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from jdgen.errors import InputError, Place, Problem, printable
from jdgen.inputs import source
from jdgen.inputs.candidate import resume
from jdgen.inputs.kinds import of_kind
from jdgen.inputs.schema import build
from jdgen.inputs.source import Mapping, Node, Scalar
from jdgen.model.candidate import Candidate
from jdgen.model.company_names import is_same

_JOB = "current"
"""The key whose values are laid over those of the resume one by one."""


class Pending(NamedTuple):
    """What a file is going to hold: answers that are not written yet."""

    path: Path
    data: bytes


def answers_beside(path: Path) -> Path:
    """Return where the answers of a candidate are kept whose own file takes none, such as a resume."""
    return path.with_suffix(".letter.yaml")


def kept_in(path: Path) -> Path:
    """Return the file that a candidate who can be read writes answers into: their own in YAML, or one beside it."""
    if path.suffix.lower() == ".json" or resume.is_resume(source.read(path)):
        return answers_beside(path)
    return path


def read_candidate(path: Path, today: date, problems: list[Problem], pending: Pending | None = None) -> Mapping:
    """Return the candidate of a file, every value with its place; raise InputError if it cannot be read.

    A file that takes no answers itself is read with those that are kept beside it. What is `pending` is read as if it
    were written.
    """
    tree = source.read(path, pending.data if pending and pending.path == path else None)
    theirs = resume.is_resume(tree)
    found: list[Problem] = []
    told = resume.as_candidate(tree, today, found) if theirs else _own(path, of_kind(tree, "candidate"), today, found)
    kept = answers_beside(path)
    takes_none = theirs or path.suffix.lower() == ".json"
    begun = pending.data if pending and pending.path == kept else None
    try:
        # Unlike a Path, this says no where a name is too long.
        there = takes_none and (begun is not None or os.path.isfile(kept))  # noqa: PTH113
        answers = _answers(kept, path, found, begun) if there else None
    except InputError as error:
        # What is wrong with both files is said at once.
        raise InputError([*found, *error.problems]) from None
    problems.extend(found)
    return _over(answers, told) if answers else told


def _answers(kept: Path, path: Path, problems: list[Problem], data: bytes | None) -> Mapping:
    """Return the answers that are kept beside a file; they speak of this file and of no other."""
    answers = of_kind(source.read(kept, data), "candidate")
    problems.extend(of_others(answers, path))
    return answers


def of_others(answers: Mapping, path: Path) -> Iterator[Problem]:
    """Yield the problem of answers that name another resume than the one that they are kept beside."""
    named = _named(answers)
    # defense candidate.others_answers: answers that are kept for another resume are not taken
    if named and not _is_same(path.parent / named.text.strip(), path):
        message = f"`resume` names `{printable(named.text.strip(), 60)}`, but these answers are kept for `{path.name}`"
        yield Problem(message, named.place, "give this file as `--candidate`, or take the line out")


def _own(path: Path, tree: Mapping, today: date, problems: list[Problem]) -> Mapping:
    """Return a file of ours, laid over the resume that it names."""
    named = _named(tree)
    if not named:
        return tree
    try:
        # A link may stand anywhere; what a file names stands beside the file itself.
        beside = path.resolve().parent if path.is_symlink() else path.parent
        told = _resume(beside / named.text.strip(), named.place, today, problems)
    except InputError as error:
        # What is wrong with the file itself is said together with it.
        build(Candidate, tree, problems)
        raise InputError([*problems, *error.problems]) from None
    return _over(tree, told)


def _named(tree: Mapping) -> Scalar | None:
    """Return the resume that a file of ours names."""
    named = tree.entries.get("resume")
    return named if isinstance(named, Scalar) and not named.null and named.text.strip() else None


def _resume(path: Path, place: Place, today: date, problems: list[Problem]) -> Mapping:
    """Return the resume that a candidate's file names."""
    if "\0" in str(path):
        # No system has such a name; that no text may hold the character is said by the model.
        raise InputError(())
    try:
        tree = source.read(path)
    except InputError as error:
        unread = Place(path.as_posix())
        if [problem.place for problem in error.problems] == [unread]:
            # That the file is not there is said where it is named.
            first = error.problems[0]
            message = f"`{printable(path.as_posix())}` {first.message}"
            raise InputError(Problem(message, place, first.hint)) from None
        raise
    # defense candidate.resume_only: what a candidate names as a resume is one
    if not resume.is_resume(tree):
        raise InputError(Problem(f"`{path.as_posix()}` is no JSON Resume", place, "its jobs stand in `work`"))
    return resume.as_candidate(tree, today, problems)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except (OSError, ValueError):
        return False


def _over(own: Mapping, told: Mapping) -> Mapping:
    """Return what a file says, with what the resume says where the file says nothing; `null` clears what it says."""
    own = own.copy()
    for key, node in told.entries.items():
        mine = own.entries.get(key)
        if mine is None:
            own.put(key, node, told.keys[key])
            if key in told.named:
                own.named[key] = told.named[key]
        elif key == _JOB and isinstance(mine, Mapping) and isinstance(node, Mapping) and _is_one_job(mine, node):
            mine = mine.copy()
            own.entries[key] = mine
            for inner, value in node.entries.items():
                if inner not in mine.entries:
                    mine.put(inner, value, node.keys[inner])
    return own


def _is_one_job(mine: Mapping, theirs: Mapping) -> bool:
    """Return whether two jobs may be one: the title at one employer is not that at another."""
    company, known = mine.entries.get("company"), theirs.entries.get("company")
    # defense candidate.other_job: the title at one employer is not that at another
    return _said(company) == "" or is_same(_said(company), _said(known))


def _said(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) and not node.null else ""
