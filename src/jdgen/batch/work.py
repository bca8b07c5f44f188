"""What a worker does: rows to staged files. The one boundary of a worker, so that no row ends another."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from jdgen.batch.jobs import Job, Need, Order, Outcome, Staged
from jdgen.batch.needs import Files
from jdgen.batch.of_row import of_row
from jdgen.errors import OUR_BUG, FullError, JdgenError, OutputError, Problem, printable
from jdgen.inputs.memory import Memory, remembering
from jdgen.inputs.rows.row import Row
from jdgen.inputs.source import told_of
from jdgen.pipeline import Request, Result, produce
from jdgen.render import suffix
from jdgen.writer import file_name

_ROOTS = ("company", "opening", "candidate")


class _Run:
    """What a worker keeps from one call to the next of the same run: what it read, and the hashes of that."""

    def __init__(self, order: Order) -> None:
        self.name = order.run
        self.memory = Memory()
        self.files = Files(Path(order.folder))


_current: _Run | None = None


def _kept(order: Order) -> _Run:
    """Return what is kept of a run; that of an earlier one is dropped."""
    global _current
    if _current is None or _current.name != order.run:
        _current = _Run(order)
    return _current


def make(order: Order, jobs: Sequence[Job]) -> Iterator[Outcome]:
    """Yield what becomes of each row, in turn; at the end, all their files are brought to the disk at once."""
    kept = _kept(order)
    staged: list[str] = []
    for job in jobs:
        outcome = _made(order, job, kept)
        staged.extend(file.staged for file in outcome.files)
        yield outcome
    order.store.flush(staged)


def request_of(request: Request, row: Row) -> Request:
    """Return the request of a row: what it names and says, over what all rows share.

    Where no letter is made, nothing that a row says of a candidate is looked at.
    """
    written = "letter" in request.documents
    roots = _ROOTS if written else _ROOTS[:-1]
    named: dict[str, Any] = {root: Path(row.names[root].text) for root in roots if root in row.names}
    role = row.names["role"].text if "role" in row.names else request.sources.role
    cells = row.cells if written else tuple(cell for cell in row.cells if not cell.key.startswith("candidate."))
    return replace(request, sources=replace(request.sources, role=role, cells=cells, **named))


def _made(order: Order, job: Job, kept: _Run) -> Outcome:
    start = time.perf_counter()
    needs: dict[Path, Need] = {}

    def tell(path: Path) -> None:
        needs[path] = kept.files.need(path)

    number = job.row.number
    try:
        with remembering(kept.memory), told_of(tell):
            request = request_of(order.request, job.row)
            result = produce(replace(request, formats=()) if order.dry else request)
        files = _staged(order, job, result)
    except JdgenError as error:
        problems = tuple(of_row(problem, job.row) for problem in error.problems)
        found = Outcome(number, problems=problems, code=error.exit_code, stops=isinstance(error, FullError))
    # defense worker.memory_said: a row that takes too much memory fails by itself
    except MemoryError:
        said = Problem("no document was made: it takes more memory than a worker may have", job.row.place)
        found = Outcome(number, problems=(said,), code=OutputError.exit_code)
    # defense worker.boundary: a fault in one row ends no other
    except Exception as error:  # the boundary of a worker: a fault of ours is one row's, and is said
        said = Problem(f"jdgen has a bug ({type(error).__name__}: {printable(str(error), 200)})", job.row.place)
        found = Outcome(number, problems=(said,), code=OUR_BUG)
    else:
        notices = tuple(of_row(notice, job.row) for notice in result.notices)
        found = Outcome(number, files=files, notices=notices)
    return replace(found, needs=tuple(sorted(needs.values())), seconds=time.perf_counter() - start)


def _staged(order: Order, job: Job, result: Result) -> tuple[Staged, ...]:
    """Stage the files of a row, and return them with the names that they will have."""
    named: dict[str, tuple[str, str, bytes]] = {}
    for made in result.outputs:
        facts = replace(made.record, variant=(*made.record.variant, job.suffix)) if job.suffix else made.record
        named[file_name(facts, made.document, suffix(made.format))] = (made.document, made.format, made.data)
    staged = order.store.stage({name: data for name, (_, _, data) in named.items()}, order.run)
    return tuple(
        Staged(name, document, form, staged[name], sha256(data).hexdigest(), len(data))
        for name, (document, form, data) in named.items()
    )
