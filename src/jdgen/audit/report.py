"""What a check found: each finding once, those that comments switch off left out, file by file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from jdgen.checks.rules import Finding, every, finding
from jdgen.documents.letter_reading import LetterReading
from jdgen.documents.reading import Reading
from jdgen.documents.tree import Document
from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs.ignores import comments_in, silencing

if TYPE_CHECKING:
    from jdgen.inputs.finished.posting import Finished
    from jdgen.render.options import PageOptions


Value = TypeVar("Value")
LEVELS = ("error", "warning", "notice")
"""The levels of rules, the gravest first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A posting or a letter that was looked at: its words, and the document or the finished text that they are of."""

    reading: Reading
    document: Document | None = None
    finished: Finished | None = None
    letter: LetterReading | None = None
    """What each part of a finished letter is for."""
    page: PageOptions | None = None
    """The page that the document is set on."""


class Found(NamedTuple):
    """What is found in one posting, and pairs of it that say the same: one by structure, one by a law."""

    problems: list[Problem]
    doubles: tuple[tuple[Problem, Problem], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, file by file, and in how much."""

    findings: tuple[Finding, ...]
    roles: int
    """How many roles were looked at."""
    ignored: int
    """How many findings were switched off."""
    texts: int = 0
    """How many finished texts were looked at."""
    seen: tuple[Seen, ...] = ()
    """The postings that could be read."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The files that were named and that of the first role, by their roots."""
    doubles: tuple[tuple[Problem, Problem], ...] = ()
    """Pairs of findings that say the same: where both are heard, the first is left out."""
    letters: int = 0
    """How many finished letters were looked at."""
    notes: tuple[str, ...] = ()
    """What was not looked at, and why."""


def attempt(action: Callable[[], Value], problems: list[Problem]) -> Value | None:
    """Return what the action returns; what is wrong with a file is a finding, what was typed wrong is raised."""
    try:
        return action()
    except InputError as error:
        # defense checks.typed: what was typed wrong is an error, and no finding of a file
        if not all(problem.place and not problem.place.source.startswith("--") for problem in error.problems):
            raise
        problems.extend(error.problems)
        return None


def chosen(report: Report, ignored: Collection[str], groups: Collection[str]) -> Report:
    """Return the report without the rules that are ignored and, if groups are named, of those alone.

    What is missing by a law is not said a second time, unless the law takes it less seriously. What makes a file
    unusable stays: nothing else can be said of that file.
    """
    loud = tuple(found for found in report.findings if found.rule.id not in ignored)
    switched_off = report.ignored + len(report.findings) - len(loud)
    # defense checks.unusable: what makes a file unusable is told, whatever families of rules are asked for
    kept = [found for found in loud if not groups or found.rule.group in {"input", *groups}]
    weight = {found.problem: LEVELS.index(found.rule.level) for found in kept}
    said = {one for one, law in report.doubles if one in weight and weight.get(law, len(LEVELS)) <= weight[one]}
    findings = tuple(found for found in kept if found.problem not in said)
    return replace(report, findings=findings, ignored=switched_off)


def findings_of(problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """Return the findings file by file, each from top to bottom."""
    return tuple(sorted(map(finding, problems), key=lambda found: found.problem.place or Place("")))


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once; of what two roles inherit, only the mend may differ."""
    found: dict[Problem, Problem] = {}
    for problem in problems:
        found.setdefault(problem._replace(hint=""), problem)
    return list(found.values())


def heard(
    problems: Iterable[Problem], files: Mapping[str, bool], looked_at: Collection[str]
) -> tuple[list[Problem], int]:
    """Return the problems that no comment switches off with the comments that switch off nothing, and how many it does.

    `files` are further ones that were read, and whether all that can be found in each was looked for: only there can a
    comment be called unused, only if every file could be used, and if its rule is of a family that was looked at.
    """
    found = list(problems)
    comments = comments_in([*(problem.place.source for problem in found if problem.place), *files])
    used: set[Place] = set()
    loud: list[Problem] = []
    for problem in found:
        # What stops every document has no rule of its own, and cannot be wished away.
        marks = silencing(problem, comments)
        used.update(mark.place for mark in marks)
        if not marks or not problem.rule:
            loud.append(problem)
    silenced = len(found) - len(loud)
    usable = all(problem.rule for problem in found)
    for source, lines in comments.items():
        unused = (mark for marks in lines.values() for mark in marks if mark.place not in used)
        sure = usable and files.get(source)
        vain = (m for m in unused if m.rule not in every() or (sure and every()[m.rule].group in looked_at))
        # defense checks.vain_comments: a comment that switches off nothing is told
        loud.extend(_vain(mark.rule, mark.place) for mark in vain)
    return loud, silenced


def _vain(rule: str, place: Place) -> Problem:
    if rule in every():
        return Problem(f"no finding of `{rule}` is on this line", place, "take the comment out", "ignore.unused")
    if not rule:
        mend = "write `# jdgen: ignore[RULE]` on the line of the finding"
        return Problem("the comment names no rule", place, mend, "ignore.unknown")
    hint = nearest(rule, every()) or "`jdgen check --rules` lists them"
    return Problem(f"there is no rule `{printable(rule, 60)}`", place, hint, "ignore.unknown")
