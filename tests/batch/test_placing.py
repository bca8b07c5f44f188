"""Files get their names so that, wherever a run is killed, the next one knows what is ours and what is somebody's."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from batch_tables import OPENING, files, kept, name_of, named, row, states, table, write_table
from conftest import Ran
from jdgen.batch import executors
from jdgen.batch import run as run_module
from jdgen.batch.afterwards import Broom
from jdgen.batch.jobs import Job, Lost, Outcome, Staged
from jdgen.batch.journal.journal import Journal, Kept, KeptFile
from jdgen.batch.placing import Placed, Placer
from jdgen.batch.standing import otherwise, standing
from jdgen.batch.stores.local_store import LocalStore
from jdgen.errors import FullError, OutputError, Place, Problem
from jdgen.inputs.rows.row import Row

Command = Callable[..., Ran]
_PAYS = {"first": "150001", "second": "151000", "third": "152000"}
"""What makes the documents of a row other ones."""
_PUT = Journal.put
_FORMATS = ("txt", "md")


@contextmanager
def memory(otherwise: Path) -> Iterator[Path]:
    """Yield a folder in memory where there is one: what is killed here waits for no disk."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield otherwise
        return
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    with memory(tmp_path) as folder:
        yield folder


class Watched:
    """A folder of files that tells of each change before it is made."""

    def __init__(self, folder: Path, tell: Callable[[str, tuple[Any, ...]], None]) -> None:
        self._store = LocalStore(folder)
        self._tell = tell

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        def call(*arguments: Any) -> Any:
            told = tuple(list(each) if isinstance(each, Iterator) else each for each in arguments)
            self._tell(name, told)
            return method(*told)

        return call


class Inline:
    """Workers without processes; the first that is given several rows is lost after one of them, where it may be."""

    width = 1

    def __init__(self, *, loses: bool = False) -> None:
        self._loses = loses

    def check(self, *_: object) -> None:
        """See the same files."""

    def submit(self, function: Callable[..., Iterator[Any]], /, *arguments: Any) -> Future[list[Any]]:
        """Do it now."""
        future: Future[list[Any]] = Future()
        try:
            items = function(*arguments)
            if self._loses and len(arguments[1]) > 1:
                self._loses = False
                raise Lost([next(items)], "was killed by signal 9")
            future.set_result(list(items))
        except (Lost, OutputError) as error:
            future.set_exception(error)
        return future

    def shutdown(self, *_: object, **__: object) -> None:
        """End nothing."""


def nothing(*_: object) -> None:
    """Tell nobody."""


def inside(
    patch: pytest.MonkeyPatch, tell: Callable[[str, tuple[Any, ...]], None] = nothing, *, loses: bool = False
) -> None:
    """Make what the next runs make in this process, with a store and a journal that tell of each change."""

    def put(journal: Journal, rows: Any) -> None:
        given = list(rows)
        tell("put", (given,))
        _PUT(journal, given)

    @contextmanager
    def opened(*_: object) -> Iterator[Inline]:
        yield Inline(loses=loses)

    patch.setattr(executors, "opened", opened)
    patch.setattr(run_module, "store_for", lambda out: Watched(Path(out), tell))
    patch.setattr(Journal, "put", put)


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    return partial(inside, monkeypatch)


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.part"))


# --- killed between any two statements ---


def priced(folder: Path, pay: str) -> Path:
    return write_table(folder / "jobs.csv", [row(1, folder, **{"opening.pay.min": _PAYS[pay]})])


def asked(folder: Path) -> list[object]:
    return ["batch", folder / "jobs.csv", "-f", ",".join(_FORMATS), "-o", folder / "out", "--workers", 1, "--json"]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, dict[str, str]]]]:
    """Give what a run that nobody disturbs makes, for each of the pays, and the folder of that of the first."""
    from jdgen.cli.root import run

    found = {}
    # Paths count from the folder of the files: where it is copied to, they lead as far up.
    with memory(tmp_path_factory.mktemp("start")) as above, pytest.MonkeyPatch.context() as patch:
        folder = above / "here"
        patch.setenv("SOURCE_DATE_EPOCH", "1795132800")
        inside(patch)
        for pay in reversed(_PAYS):
            shutil.rmtree(folder, ignore_errors=True)
            priced(folder, pay)
            assert run([str(each) for each in asked(folder)]) == 0
            found[pay] = files(folder / "out")
        patch.undo()
        assert len({*found["first"].values(), *found["second"].values(), *found["third"].values()}) == 6
        yield folder, found


def killed(arguments: list[object], at: int, inline: Callable[..., None]) -> bool:
    """Run in a child that is killed before its so many-th change; return whether it was, and did not end before."""
    process = os.fork()
    if not process:
        from jdgen.cli.root import run

        left = at

        def tell(name: str, _: object) -> None:
            nonlocal left
            left -= name not in ("hashes", "read")
            if not left:
                os._exit(99)

        try:
            inline(tell)
            code = run([str(argument) for argument in arguments])
        finally:
            os._exit(98 if "code" not in locals() else code)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert code in (0, 99)
    return code == 99


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is killed as by a system without `fork`")
@pytest.mark.parametrize(
    ("begun", "then"),
    [*((True, then) for then in ("same", "other", "back", "force", "edited")), (False, "other"), (False, "edited")],
)
def test_after_a_kill_at_any_change_the_next_run_makes_all_and_spares_what_is_edited(
    begun: bool, then: str, tmp_path: Path, start: Any, inline: Callable[..., None], jdgen: Command
) -> None:
    inline()
    before, made = start
    changes = 0
    while True:
        changes += 1
        folder = tmp_path / f"at{changes}"
        if begun:
            shutil.copytree(before, folder)
        priced(folder, "second")
        out = folder / "out"
        if not killed(asked(folder), changes, inline):
            break
        pay = {"other": "third", "back": "first"}.get(then, "second")
        priced(folder, pay)
        wanted = dict(made[pay])
        if then == "edited" and (out / name_of(1)).exists():
            (out / name_of(1)).write_text("My own words.\n", encoding="utf-8")
            wanted[name_of(1)] = sha256(b"My own words.\n").hexdigest()
        done = jdgen(*asked(folder), *(["--force"] if then == "force" else []))
        where = f"killed before change {changes}"
        assert done.code == 0, f"{where}: {done.err}"
        assert files(out) == wanted, where
        if then == "back" and changes <= 3:
            assert set(states(done).values()) == {"unchanged"}, where
        assert named(done, "kept") == ([name_of(1)] if wanted != made[pay] else []), where
        assert kept(out) == ["journal.db"], where
        assert left_behind(folder) == [], where
        shutil.rmtree(folder)
    # Swept; staged, flushed; `placing`, the two moves, `done`; swept.
    assert changes > 8


@pytest.mark.parametrize("state", ["placing", "done"])
def test_what_is_staged_is_removed_where_the_journal_says_no(
    state: str, tmp_path: Path, inline: Callable[..., None], jdgen: Command
) -> None:
    def full(name: str, arguments: tuple[Any, ...]) -> None:
        if name == "put" and any(row.state == state for row in arguments[0]):
            raise FullError(Problem("cannot be written: no space left on the disk", Place("journal.db")))

    inline(full)
    priced(tmp_path, "first")
    done = jdgen(*asked(tmp_path))
    assert done.code == 4
    assert "journal.db: cannot be written: no space left on the disk\n" in done.err
    # Where it had got its name already, the next run knows it.
    assert len(files(tmp_path / "out")) == (2 if state == "done" else 0)
    inline()
    done = jdgen(*asked(tmp_path))
    assert (done.code, named(done, "kept")) == (0, [])
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("loses", [False, True], ids=["well", "lost"])
def test_every_file_is_flushed_before_it_gets_its_name(
    loses: bool, tmp_path: Path, inline: Callable[..., None], jdgen: Command
) -> None:
    flushed: set[str] = set()
    placed: dict[str, bool] = {}

    def tell(name: str, arguments: tuple[Any, ...]) -> None:
        if name == "flush":
            flushed.update(arguments[0])
        elif name == "place":
            placed[arguments[1]] = arguments[0] in flushed

    inline(tell, loses=loses)
    path = table(tmp_path, 12)
    done = jdgen("batch", path, "-f", "txt", "-o", tmp_path / "out", "--workers", 1, "--zip", 6, "--index")
    assert done.code == 0, done.err
    assert ("was killed by signal 9" in done.err) == loses
    assert {name for name, first in placed.items() if not first} == set()
    assert set(placed) == set(files(tmp_path / "out"))
    assert len(placed) == 12 + 3


# --- one row after another, of this run and of others ---


class Bench:
    """A journal and a folder, and rows whose files hold what a test says."""

    def __init__(self, folder: Path) -> None:
        self.store = LocalStore(folder / "out")
        self.path = folder / "out/.jdgen/journal.db"

    def outcome(self, number: int, run: str, given: dict[str, bytes]) -> Outcome:
        staged = self.store.stage(given, run)
        made = (
            Staged(name, "posting", "txt", staged[name], sha256(data).hexdigest(), len(data))
            for name, data in given.items()
        )
        return Outcome(number, files=tuple(made))

    def place(self, *rows: tuple[Job, dict[str, bytes]], **options: Any) -> list[Placed]:
        """Place rows in a run of its own, which is given what the journal knows."""
        with Journal(self.path) as journal:
            placer = self.placer(journal, [job for job, _ in rows], **options)
            done = placer.place([(job, self.outcome(job.row.number, journal.run, given)) for job, given in rows])
        assert left_behind(self.store.folder) == []
        return done

    def placer(self, journal: Journal, jobs: list[Job], **options: Any) -> Placer:
        known = dict(journal.rows())
        owners = {file.name.casefold(): key.partition("-")[0] for key, one in known.items() for file in one.files}
        others = otherwise(known, jobs)
        return Placer(journal, self.store, "t", kept=known, owners=owners, otherwise=others, **options)

    def rows(self) -> dict[str, Kept]:
        with Journal(self.path) as journal:
            return dict(journal.rows())

    def there(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.store.folder.iterdir() if path.is_file()}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def job(number: int, made: str = "a", digest: str = "1") -> Job:
    return Job(Row(number, Place("jobs.csv", number + 1, 1), {}), f"{number:02}-{made}", digest)


def said(placed: list[Placed]) -> list[list[str]]:
    return [[str(problem) for problem in one.problems] for one in placed]


def test_a_row_that_fails_leaves_nothing_staged_and_changes_nothing(bench: Bench) -> None:
    bench.store.folder.mkdir(parents=True)
    (bench.store.folder / "theirs.txt").write_bytes(b"theirs")
    (bench.store.folder / "folder.txt").mkdir()
    done = bench.place(
        (job(1), {"a.txt": b"1", "theirs.txt": b"1"}),
        (job(2), {"b.txt": b"2", "folder.txt": b"2"}),
        (job(3), {"c.txt": b"3"}),
    )
    assert said(done) == [
        ["jobs.csv:2:1: `theirs.txt` exists with other content; `--force` overwrites it"],
        [f"{bench.store.folder}/folder.txt: is a folder, not a file"],
        [],
    ]
    assert bench.there() == {"theirs.txt": b"theirs", "c.txt": b"3"}
    assert {key: one.state for key, one in bench.rows().items()} == {"01-a": "failed", "02-a": "failed", "03-a": "done"}


def test_a_row_whose_second_file_cannot_be_placed_leaves_nothing_staged_and_knows_its_first(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.place((job(1), {"a.txt": b"old", "b.txt": b"old"}))
    real = LocalStore.place

    def place(store: LocalStore, staged: str, name: str) -> None:
        if name == "b.txt":
            raise OutputError(Problem("is open in another program", Place(name)))
        real(store, staged, name)

    with monkeypatch.context() as patch:
        patch.setattr(LocalStore, "place", place)
        done = bench.place((job(1, digest="2"), {"a.txt": b"new", "b.txt": b"new"}))
    assert said(done) == [["b.txt: is open in another program"]]
    assert bench.there() == {"a.txt": b"new", "b.txt": b"old"}
    assert said(bench.place((job(1, digest="3"), {"a.txt": b"newer", "b.txt": b"newer"}))) == [[]]
    assert bench.there() == {"a.txt": b"newer", "b.txt": b"newer"}


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("second", ["a.txt", "A.TXT"])
@pytest.mark.parametrize("force", [False, True])
def test_of_two_rows_with_one_name_the_second_is_told(groups: int, second: str, force: bool, bench: Bench) -> None:
    with Journal(bench.path) as journal:
        one, two = (
            (job(number), bench.outcome(number, journal.run, {name: b"%d" % number}))
            for number, name in ((1, "a.txt"), (2, second))
        )
        placer = bench.placer(journal, [], force=force)
        done = placer.place([one, two]) if groups == 1 else [*placer.place([one]), *placer.place([two])]
    hint = "give each of them an `id`, in a column of that name"
    words = f"jobs.csv:3:1: the files of this row would have the names of another's: `{second}`; {hint}"
    assert said(done) == [[], [words]]
    assert bench.there() == {"a.txt": b"1"}
    assert left_behind(bench.store.folder) == []


def test_what_one_row_has_of_several_commands_is_its_own(bench: Bench) -> None:
    assert said(bench.place((job(1, "a"), {"a.txt": b"1"}))) == [[]]
    assert said(bench.place((job(1, "b"), {"a.txt": b"2", "a.md": b"2"}))) == [[]]
    assert bench.there() == {"a.txt": b"2", "a.md": b"2"}
    stands = standing(bench.rows(), [job(1, "a")], bench.store, Everything())
    assert stands["01-a"].edited == ()
    assert not stands["01-a"].current


class Everything:
    """Files that rows were made from, none of which changed."""

    def same(self, needs: object) -> bool:
        return True


@pytest.mark.parametrize("how", ["before", "made"])
def test_a_row_that_failed_still_knows_its_files(how: str, bench: Bench) -> None:
    bench.place((job(1), {"a.txt": b"old"}))
    with Journal(bench.path) as journal:
        placer = bench.placer(journal, [job(1)])
        if how == "before":
            placer.fail([job(1, digest="2")])
        else:
            placer.place([(job(1, digest="2"), Outcome(1, problems=(Problem("is wrong"),)))])
    assert [(one.state, [file.name for file in one.files]) for one in bench.rows().values()] == [("failed", ["a.txt"])]
    (done,) = bench.place((job(1, digest="3"), {"a.txt": b"new"}))
    assert (done.problems, done.edited) == ((), ())
    assert bench.there() == {"a.txt": b"new"}
    (bench.store.folder / "a.txt").write_bytes(b"My own words.")
    (done,) = bench.place((job(1, digest="4"), {"a.txt": b"newer"}))
    assert [file.name for file in done.edited] == ["a.txt"]
    assert bench.there() == {"a.txt": b"My own words."}
    (done,) = bench.place((job(1, digest="5"), {"a.txt": b"newer"}), force=True)
    assert bench.there() == {"a.txt": b"newer"}


def test_a_file_that_a_row_has_no_more_is_named(bench: Bench) -> None:
    bench.place((job(1), {"a.txt": b"1", "b.txt": b"1"}))
    (done,) = bench.place((job(1, digest="2"), {"a.txt": b"2"}))
    assert [file.name for file in done.old] == ["b.txt"]


def test_no_file_of_another_row_is_removed_and_none_that_is_edited(bench: Bench) -> None:
    bench.place((job(1), {"a.txt": b"1"}), (job(2), {"b.txt": b"2"}), (job(3), {"c.txt": b"3"}))
    (bench.store.folder / "b.txt").write_bytes(b"My own words.")
    with Journal(bench.path) as journal:
        rows = list(journal.rows().values())
        events = list(Broom(bench.store, remove=True).rows(rows, {"a.txt": "another"}, journal))
    assert [(event.kind, event.files[0][0], event.said) for event in events] == [
        ("kept", "b.txt", ""),
        ("gone", "c.txt", "removed"),
    ]
    assert bench.there() == {"a.txt": b"1", "b.txt": b"My own words."}
    assert set(bench.rows()) == {"02-a"}


def test_what_is_no_file_is_swept_as_somebody_s_own(bench: Bench) -> None:
    bench.store.folder.mkdir(parents=True)
    (bench.store.folder / "a.txt").symlink_to("/dev/zero" if Path("/dev/zero").exists() else "nowhere")
    (bench.store.folder / "b.txt").mkdir()
    gone = [KeptFile(name, "posting", "txt", "0", 1) for name in ("a.txt", "b.txt", "c.txt")]
    events = list(Broom(bench.store, remove=True).sweep(gone))
    assert [(event.kind, event.files[0][0]) for event in events] == [("kept", "a.txt"), ("kept", "b.txt")]


# --- whole runs ---


@pytest.fixture
def batch(jdgen: Command, tmp_path: Path, inline: Callable[..., None]) -> Command:
    inline()

    def command(path: Path, *options: object) -> Ran:
        return jdgen("batch", path, "-f", "txt", "-o", tmp_path / "out", "--workers", 1, "--json", *options)

    return command


def unnumbered(folder: Path, number: int, **cells: str) -> dict[str, str]:
    """Return a row without a requisition, which belongs to its table alone."""
    plain = folder / "plain.yaml"
    plain.write_text(OPENING.read_text(encoding="utf-8").replace("requisition: ENG-214\n", ""), encoding="utf-8")
    return row(number, folder, **{"opening.requisition": "", "opening": "plain.yaml", **cells})


def test_a_file_of_another_table_is_not_even_replaced_by_force(tmp_path: Path, batch: Command) -> None:
    assert batch(write_table(tmp_path / "one.csv", [unnumbered(tmp_path, 1)])).code == 0
    before = files(tmp_path / "out")
    done = batch(write_table(tmp_path / "two.csv", [unnumbered(tmp_path, 2)]), "--force")
    assert done.code == 6
    assert "would have the names of another's" in done.err
    assert before.items() <= files(tmp_path / "out").items()


def test_a_row_that_takes_the_name_of_one_that_is_gone_keeps_its_file(tmp_path: Path, batch: Command) -> None:
    path = write_table(tmp_path / "jobs.csv", [unnumbered(tmp_path, 1), unnumbered(tmp_path, 2)])
    assert batch(path).code == 0
    before = files(tmp_path / "out")
    assert len(before) == 2
    write_table(path, [unnumbered(tmp_path, 1), unnumbered(tmp_path, 2, id="2")])
    done = batch(path, "--prune")
    assert done.code == 0, done.err
    assert named(done, "gone") == []
    assert files(tmp_path / "out") == before
    assert set(states(batch(path)).values()) == {"unchanged"}


def test_nothing_is_pruned_while_a_row_fails(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 3)
    batch(path, "--zip", 1)
    packs = {f"jobs-000{number}.zip" for number in (1, 2, 3)}
    write_table(path, [row(1, tmp_path), row(2, tmp_path, **{"opening.pay.min": "lots"})])
    done = batch(path, "--zip", 1, "--prune")
    assert done.code == 6
    assert "nothing is removed while rows fail: what seems to be gone may be theirs" in done.err
    assert set(files(tmp_path / "out")) == {name_of(1), name_of(2), name_of(3), "failed.csv", *packs}
    write_table(path, [row(1, tmp_path), row(2, tmp_path)])
    done = batch(path, "--zip", 1, "--prune")
    assert done.code == 0
    assert named(done, "gone") == [name_of(3), "jobs-0003.zip"]
    assert set(files(tmp_path / "out")) == {name_of(1), name_of(2), *packs} - {"jobs-0003.zip"}


def test_a_row_that_failed_and_is_mended_is_made_over_its_old_file(tmp_path: Path, batch: Command) -> None:
    path = table(tmp_path, 1)
    batch(path)
    write_table(path, [row(1, tmp_path, **{"opening.pay.min": "lots"})])
    assert batch(path).code == 6
    write_table(path, [row(1, tmp_path, **{"opening.pay.min": "152000"})])
    done = batch(path)
    assert (done.code, states(done)) == (0, {(1, "txt"): "made"})
    assert "152,000" in (tmp_path / "out" / name_of(1)).read_text(encoding="utf-8")
