"""Finished files and folders of them to what is found in each: walked in a fixed order, each file by itself."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from jdgen.audit.files.judged import Judged, Kind
from jdgen.audit.files.rules import RULES, Rule
from jdgen.errors import InputError, MachineError, Place, Problem
from jdgen.house.opening.package_file import MAX_BYTES as MAX_WORD
from jdgen.inputs.source import content

MAX_FILES, MAX_DEPTH, MAX_BYTES = 5_000, 40, 100_000_000
"""The files of one run, the folders within folders, and the bytes of a PDF or a page."""
_MOST = 50
"""Faults that are said under one rule of one file; nobody reads more."""
_KINDS: dict[str, Kind] = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html",
}  # fmt: skip
_MODULES: dict[Kind, str] = {"docx": "word", "pdf": "pdf", "html": "html"}
_GIVE = "give a Word (.docx), PDF or HTML file, or a folder of them"


class Finding(NamedTuple):
    """One place where a rule of finished files does not hold."""

    rule: Rule
    problem: Problem


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found, file by file, and which files could not be read at all."""

    files: tuple[Judged, ...]
    unread: tuple[Problem, ...] = ()
    ignored: int = 0
    """How many faults were switched off."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the faults of all files with their rules."""
        return tuple(Finding(RULES[fault.rule], fault) for one in self.files for fault in one.faults)

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Return what was not judged in some file, each once."""
        return tuple(dict.fromkeys(said for one in self.files for said in one.unjudged))


def audit(paths: Iterable[str], ignored: Collection[str] = (), *, outside: bool = True) -> Audited:
    """Return what is found in the files and in those of the folders; `outside` asks outside programs too."""
    problems: list[Problem] = []
    judged: list[Judged] = []
    count = 0
    for path in _once(paths, problems):
        try:
            one = _judged(path, outside=outside)
        except (InputError, MachineError) as error:
            # What one kind of file lacks to be judged keeps no other from being judged.
            problems.extend(error.problems)
            continue
        loud = tuple(fault for fault in one.faults if fault.rule not in ignored)
        count += len(one.faults) - len(loud)
        judged.append(replace(one, faults=tuple(_few(_ordered(loud)))))
    return Audited(tuple(judged), tuple(problems), count)


def _judged(path: Path, *, outside: bool) -> Judged:
    kind = _KINDS[path.suffix.lower()]
    data = content(path, tuple(_KINDS), MAX_WORD if kind == "docx" else MAX_BYTES)
    judge: Callable[[bytes, str], Judged] = import_module(f"jdgen.audit.files.{_MODULES[kind]}").judge
    one = judge(data, path.as_posix())
    if not outside:
        return one
    from jdgen.audit.files.outside import judge as judged_outside

    faults, unjudged = judged_outside(path, kind)
    return replace(one, faults=(*one.faults, *faults), unjudged=(*one.unjudged, *unjudged))


def _ordered(faults: Iterable[Problem]) -> list[Problem]:
    """Return what is of the whole file, then from top to bottom, then what stands elsewhere, such as in a header."""

    def rank(fault: Problem) -> tuple[bool, str, int, int]:
        place = fault.place or Place("")
        return "," in place.unit, place.unit if "," in place.unit else "", place.line, place.column

    return sorted(dict.fromkeys(faults), key=rank)


def _few(faults: list[Problem]) -> Iterator[Problem]:
    """Yield the faults, of each rule the first ones and how many more there are."""
    counts: Counter[str] = Counter()
    first: dict[str, Problem] = {}
    for fault in faults:
        counts[fault.rule] += 1
        if counts[fault.rule] <= _MOST:
            yield fault
        first.setdefault(fault.rule, fault)
    for rule, count in counts.items():
        place = first[rule].place
        if count > _MOST:
            where = Place(place.source) if place else None
            yield Problem(f"and {count - _MOST:,} more of these", where, "", rule)


def _once(paths: Iterable[str], problems: list[Problem]) -> list[Path]:
    """Return the files to judge, each once, in the order in which they are named; those of folders by their names."""
    found: dict[str, Path] = {}
    for named in paths:
        path = Path(named)
        if path.is_dir():
            walk = _Walk(path.resolve(), problems)
            before = len(problems)
            inside = list(walk.files(path))
            if not inside and len(problems) == before:
                problems.append(Problem("has no Word, PDF or HTML file in it", Place(path.as_posix()), _GIVE))
        elif path.suffix.lower() in _KINDS:
            inside = [path]
        else:
            problems.extend(_no_kind(path))
            continue
        for one in inside:
            found.setdefault(os.path.realpath(one), one)
    if len(found) > MAX_FILES:
        place = Place(Path(next(iter(paths), "")).as_posix())
        raise InputError(Problem(f"has {len(found):,} files, more than {MAX_FILES:,}", place, "audit fewer at once"))
    return list(found.values())


def _no_kind(path: Path) -> list[Problem]:
    """Return what is wrong with a path that is named and is none of these files."""
    place = Place(path.as_posix())
    if not path.exists():
        try:
            content(path, tuple(_KINDS))
        except InputError as error:
            return list(error.problems)
    return [Problem("is neither a folder nor a Word, PDF or HTML file by its name", place, _GIVE)]


class _Walk(NamedTuple):
    """The way through a folder and those within it."""

    root: Path
    problems: list[Problem]

    def files(self, folder: Path, depth: int = 0) -> Iterator[Path]:
        """Yield the files of a folder by their names: no hidden ones, no locks of Word, no links that lead out."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            said = f"cannot be read: {(error.strerror or 'failed').lower()}"
            self.problems.append(Problem(said, Place(folder.as_posix())))
            return
        # defense audit.depth: folders within folders are not followed without end
        if depth > MAX_DEPTH:
            said = f"is more than {MAX_DEPTH} folders deep"
            self.problems.append(Problem(said, Place(folder.as_posix()), "audit it by itself"))
            return
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            path = folder / entry.name
            # A link to a folder may lead back to where it stands.
            if entry.is_dir(follow_symlinks=False):
                yield from self.files(path, depth + 1)
            # defense audit.links_out: no link leads out of the folder that is audited
            elif path.suffix.lower() in _KINDS and path.is_file() and path.resolve().is_relative_to(self.root):
                yield path
