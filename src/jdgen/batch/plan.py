"""What a table asks for: a job for each row, with a name of its own that holds from one run to the next."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from jdgen import resources
from jdgen.batch.jobs import Job
from jdgen.batch.needs import Files
from jdgen.batch.wanted import Wanted
from jdgen.errors import InputError, Place, Problem
from jdgen.inputs import source
from jdgen.inputs.library import Library
from jdgen.inputs.rows.row import Row, Rows
from jdgen.inputs.source import Mapping, Node, Scalar
from jdgen.writer import slug

_ROOTS = ("company", "opening", "candidate")
_SUFFIXES = (".yaml", ".yml", ".json")


class Plan(NamedTuple):
    """The jobs of a run, and the owners of all rows of the table, also of those that other shards make."""

    jobs: list[Job]
    owners: frozenset[str]
    table: str
    """The hash that tells the rows of this table in the journal."""


def planned(rows: Rows, wanted: Wanted, base: Path) -> Plan:
    """Return the jobs of a table; paths count from `base`, where the journal or the files are.

    Rows whose files would have the same names are told apart by their `id`, where letters are made by the candidate,
    else by a number in the order of the table. So the names do not depend on which rows are made, by whom, or in which
    order. A row with an `id` or a requisition is the same opening in every table; any other belongs to its own.
    """
    files = Files(base)
    known = _Naming(wanted)
    request = wanted.request
    # What is made with one command is no concern of another that makes something else of the same rows.
    made = _hash([*sorted(request.documents), *sorted(request.formats)])[:16]
    common, table = _common(wanted, files), _hash([files.named(wanted.table)])
    jobs: list[Job] = []
    named = [(row, known.parts(row)) for row in rows.rows]
    # What somebody chose comes before what is counted.
    numbers = _Numbers({(*parts, slug(row.names["id"].text)) for row, parts in named if "id" in row.names})
    for row, parts in named:
        told = row.names["id"].text if "id" in row.names else ""
        suffix = told or numbers.next(parts, known.candidate(row))
        own = () if told or parts[-1] else (table,)
        owner = row.key or _hash([*parts, slug(suffix) if suffix else "", *own])
        jobs.append(Job(row, f"{owner}-{made}", _hash([common, suffix, *_said(row, files)]), suffix))
    jobs = _alone(jobs)
    shard = wanted.shard
    # The same row is in the same shard, wherever it stands; a table of failed rows is one shard's already.
    share = [job for job in jobs if rows.again or int(job.owner[:8], 16) % shard.of == shard.number - 1]
    return Plan(share[: wanted.limit or None], frozenset(job.owner for job in jobs), table)


def _alone(jobs: list[Job]) -> list[Job]:
    """Return the jobs; of two rows with the same names for their files, the second has a problem."""
    first: dict[str, Job] = {}
    found: list[Job] = []
    for job in jobs:
        other = first.setdefault(job.key, job)
        # defense plan.alone: two rows never share the names of their files
        if other is not job:
            said = f"the files of this row would have the names of those of row {other.row.number} ({other.row.place})"
            place = job.row.names["id"].place if "id" in job.row.names else job.row.place
            problem = Problem(said, place, "give each of them an `id` that differs in letters or digits")
            # It must not take the other's place in the journal.
            row = replace(job.row, problems=(*job.row.problems, problem))
            job = replace(job, key=f"{_hash([job.key, str(job.row.number)])}-", row=row)
        found.append(job)
    return found


class _Numbers:
    """Numbers for rows whose files would have the same names; the first of them has none."""

    def __init__(self, taken: set[tuple[str, ...]]) -> None:
        self._taken = taken
        self._last: Counter[tuple[str, ...]] = Counter()

    def next(self, parts: tuple[str, ...], own: str) -> str:
        """Return what a row has of its own, with the first number that no other row of the same has, and take it."""
        while True:
            self._last[*parts, own] += 1
            number = self._last[*parts, own]
            suffix = "-".join(filter(None, (own, str(number) if number > 1 else "")))
            # defense plan.numbers: no row is numbered as another is called by its id
            if (*parts, suffix) not in self._taken:
                self._taken.add((*parts, suffix))
                return suffix


def _hash(parts: Iterable[str]) -> str:
    return sha256(json.dumps(list(parts)).encode()).hexdigest()


def _said(row: Row, files: Files) -> Iterator[str]:
    """Yield what a row names and says, so that two rows that say the same have the same."""
    # What tells it from other rows is in its suffix, whether somebody typed it or it was counted.
    for name, value in sorted((name, value) for name, value in row.names.items() if name != "id"):
        yield f"{name}={files.named(Path(value.text)) if _is_path(name, value) else value.text}"
    yield from (f"{key}={value.text}" for key, value in sorted((cell.key, cell.value) for cell in row.cells))


def _is_path(name: str, value: Scalar) -> bool:
    return name in _ROOTS or (name == "role" and value.text.lower().endswith(_SUFFIXES))


def _common(wanted: Wanted, files: Files) -> str:
    """Return the hash of all that is the same for every row, and is in none of the files that rows name.

    A new day alone makes no document anew: it counts where somebody asked for it.
    """
    request = wanted.request
    sources, templates = request.sources, request.templates
    paths = {name: files.named(path) for name, path in {**sources.files, "profiles": sources.profiles}.items() if path}
    paths |= {kind: files.named(path) for kind, path in templates.files.items()}
    theme = sources.theme
    if theme is not None and Path(theme).suffix:
        theme = files.named(Path(theme))
    bare = replace(sources, company=None, opening=None, candidate=None, profiles=None, theme=theme)
    given = replace(
        request, sources=bare, pages="", templates=replace(templates, files={}),
        date=request.date if request.dated else request.date.min,
    )  # fmt: skip
    shown = repr(given).encode(errors="surrogateescape").decode(errors="replace")
    return _hash([shown, json.dumps(paths), *_versions(), *_listing(sources.profiles), *_pages(request.pages, files)])


def _versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version

    for name in ("jdgen", "weasyprint", "pydyf", "fonttools", "font-source-sans-pro", "docxtpl", "jinja2", "lxml"):
        try:
            yield version(name)
        except PackageNotFoundError:
            yield ""


def _listing(own: Path | None) -> Iterator[str]:
    """Yield the names of profiles: a new file may take the place of one that a row was made from."""
    for folder in (own or Path("profiles"), resources.profiles()):
        found = (path for pattern in ("*", "*/*") for path in folder.glob(pattern) if path.suffix.lower() in _SUFFIXES)
        yield from sorted(path.relative_to(folder).as_posix() for path in found)


def _pages(folder: str, files: Files) -> Iterator[str]:
    """Yield the hashes of templates of somebody's own for pages."""
    for path in sorted(Path(folder).iterdir()) if folder and Path(folder).is_dir() else ():
        yield f"{path.name}={files.need(path).sha256}"


_slug = lru_cache(maxsize=1000)(slug)
"""Few companies have many rows."""


class _Naming:
    """What names the files of a row, found without making them; each file is read once."""

    def __init__(self, wanted: Wanted) -> None:
        self._request = wanted.request
        self._trees: dict[str, Mapping] = {}
        self._roles: dict[str, str] = {}

    def parts(self, row: Row) -> tuple[str, ...]:
        """Return the parts of the names of a row's files: company, role and requisition.

        What cannot be read is an empty part: such a row is not made, and says why itself.
        """
        company = self._value(row, "company", "name") or self._value(row, "candidate", "target.company")
        given = row.names.get("role")
        role = (given.text if given else self._request.sources.role) or self._value(row, "opening", "role")
        requisition = self._value(row, "opening", "requisition")
        return _slug(company), self._role(role), slug(requisition) if requisition else ""

    def candidate(self, row: Row) -> str:
        """Return what tells one candidate from another, where letters are made: the name, or that of the file."""
        if "letter" not in self._request.documents:
            return ""
        given = row.names.get("candidate")
        name = self._value(row, "candidate", "name") or (Path(given.text).stem if given else "")
        return slug(name) if name and (given or any(cell.key == "candidate.name" for cell in row.cells)) else ""

    def _value(self, row: Row, root: str, key: str) -> str:
        """Return a value as it will be: typed, in the row, or in the file."""
        whole = f"{root}.{key}"
        for setting in reversed(self._request.sources.settings):
            if setting.startswith(f"{whole}="):
                return setting.partition("=")[2]
        for cell in row.cells:
            if cell.key == whole:
                return cell.value.text
        node: Node | None = self._tree(row, root)
        for step in key.split("."):
            node = node.entries.get(step) if isinstance(node, Mapping) else None
        return node.text if isinstance(node, Scalar) and not node.null else ""

    def _tree(self, row: Row, root: str) -> Mapping | None:
        named = row.names.get(root)
        path = named.text if named else os.fspath(self._request.sources.files[root] or "")
        if path and path not in self._trees:
            try:
                self._trees[path] = source.read(Path(path))
            except InputError:
                self._trees[path] = Mapping(Place(path))
        return self._trees.get(path)

    def _role(self, name: str) -> str:
        if name and name not in self._roles:
            try:
                self._roles[name] = slug(Library.of(self._request.sources.profiles).find(name).stem)
            except InputError:
                self._roles[name] = slug(name)
        return self._roles.get(name, "")
