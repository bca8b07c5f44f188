"""What a worker does with a row that goes wrong: it fails by itself, in a sentence, and the next one is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from batch_tables import table
from jdgen.batch import work
from jdgen.batch.jobs import Job, Order, Outcome
from jdgen.batch.plan import planned
from jdgen.batch.stores.local_store import LocalStore
from jdgen.cli.batch import batch
from jdgen.cli.batch_options import wanted_of
from jdgen.errors import FullError, InputError, Problem
from jdgen.inputs.rows.reading import read_rows
from jdgen.pipeline import Request, Result, produce

RUN = f"{'a' * 12}-{'b' * 8}"


def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: Callable[[], None]) -> list[Outcome]:
    """Return what becomes of three rows, where something happens while the second is made."""
    monkeypatch.chdir(tmp_path)
    with batch.make_context("batch", [str(table(tmp_path, 3)), "-f", "txt", "-o", "out"]) as context:
        wanted = wanted_of(dict(context.params))
    jobs: list[Job] = planned(read_rows(wanted.table), wanted, tmp_path).jobs
    order = Order(wanted.request, LocalStore(tmp_path / "out"), RUN, str(tmp_path))
    count = 0

    def produced(request: Request) -> Result:
        nonlocal count
        count += 1
        if count == 2:
            fails()
        return produce(request)

    monkeypatch.setattr(work, "produce", produced)
    return list(work.make(order, jobs))


def raising(error: BaseException) -> Callable[[], None]:
    def fails() -> None:
        raise error

    return fails


@pytest.mark.parametrize(
    ("error", "said", "code"),
    [
        (ZeroDivisionError("by\x1b zero"), r"jdgen has a bug (ZeroDivisionError: by\x1b zero)", 70),
        (MemoryError(), "no document was made: it takes more memory than a worker may have", 4),
        (InputError(Problem("is wrong")), "is wrong", 2),
        (FullError(Problem("no space left")), "no space left", 4),
    ],
)
def test_a_row_that_goes_wrong_fails_by_itself(
    error: BaseException, said: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = made(tmp_path, monkeypatch, raising(error))
    assert (len(first.files), len(second.files), len(third.files)) == (1, 0, 1)
    assert [problem.message for problem in second.problems] == [said]
    assert (first.problems, third.problems) == ((), ())
    assert (second.code, second.stops) == (code, isinstance(error, FullError))
    staged = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert staged == sorted(file.staged for one in (first, third) for file in one.files)


def test_what_ends_a_process_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path, monkeypatch, raising(KeyboardInterrupt()))
