"""What a table asks for: names, keys and digests hold from one run to the next, and change with what changes bytes."""

from __future__ import annotations

import importlib.metadata
import random
import shutil
import time
from pathlib import Path

import pytest

from batch_tables import COMPANY, OPENING, ROLE, row, write_table
from conftest import EXAMPLES
from jdgen import resources
from jdgen.batch import again
from jdgen.batch.jobs import Job
from jdgen.batch.plan import Plan, planned
from jdgen.batch.wanted import Wanted
from jdgen.cli.batch import batch
from jdgen.cli.batch_options import wanted_of
from jdgen.errors import Place, Problem
from jdgen.inputs.overrides import Cell
from jdgen.inputs.rows.reading import read_rows
from jdgen.inputs.rows.row import Row, Rows
from jdgen.inputs.source import Scalar

FORMS = "docx,pdf,html,txt"
DANA = EXAMPLES / "candidates/dana-reyes.yaml"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a table, and one of each kind of file that options name."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")
    monkeypatch.chdir(tmp_path)
    write_table(tmp_path / "jobs.csv", rows())
    for name in ("house.docx", "other.docx"):
        (tmp_path / name).write_bytes((resources.templates() / "docx/jdgen.docx").read_bytes())
    for name in ("own.yaml", "other.yaml"):
        (tmp_path / name).write_text("extends: classic\n", encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/page.html.j2").write_text("page", encoding="utf-8")
    (tmp_path / "mine/engineering").mkdir(parents=True)
    return tmp_path


def rows(count: int = 4) -> list[dict[str, str]]:
    return [row(number, Path.cwd()) for number in range(1, count + 1)]


def same(count: int, **cells: str) -> list[dict[str, str]]:
    """Return rows whose files would have the same names."""
    return [row(number, Path.cwd(), **{"opening.requisition": "ENG-1", **cells}) for number in range(1, count + 1)]


def wanted(*options: object) -> Wanted:
    """Return what the command line asks for."""
    with batch.make_context("batch", [str(option) for option in options]) as context:
        return wanted_of(dict(context.params))


def plan(*options: object, table: Path | str = "jobs.csv", base: Path | None = None, forms: str = FORMS) -> Plan:
    asked = wanted(table, "-f", forms, "-o", "out", *options)
    return planned(read_rows(asked.table), asked, base or Path.cwd() / "out")


def facts(found: Plan) -> dict[str, tuple[str, str, str]]:
    """Return key, digest and suffix of each row, by its pay, which no two rows share."""
    return {pay(job): (job.key, job.digest, job.suffix) for job in found.jobs}


def pay(job: Job) -> str:
    return next(cell.value.text for cell in job.row.cells if cell.key == "opening.pay.min")


def digests(*options: object) -> list[str]:
    return [job.digest for job in plan(*options).jobs]


def of(table: list[dict[str, str]], *options: object) -> dict[str, tuple[str, str, str]]:
    return facts(plan(*options, table=write_table(Path("jobs.csv"), table)))


# --- the same from run to run ---


def test_a_plan_is_the_same_from_run_to_run() -> None:
    first = plan()
    assert [job.row.number for job in first.jobs] == [1, 2, 3, 4]
    assert len({job.key for job in first.jobs}) == len({job.digest for job in first.jobs}) == 4
    assert (facts(plan()), plan().table) == (facts(first), first.table)
    assert first.owners == {job.owner for job in first.jobs}


def test_rows_in_another_order_are_the_same_rows() -> None:
    before = of(rows())
    assert of(rows()[::-1]) == before


def test_columns_in_another_order_say_the_same() -> None:
    before = of(rows())
    assert of([dict(reversed(one.items())) for one in rows()]) == before


def test_the_working_folder_is_in_no_digest(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = facts(plan("--pages", "pages", "--theme", "own.yaml"))
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    options = ("--pages", here / "pages", "--theme", here / "own.yaml")
    assert facts(plan(*options, table=here / "jobs.csv", base=here / "out")) == before


def test_a_project_may_be_moved_as_a_whole(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(folder: Path) -> Plan:
        folder.mkdir()
        (folder / "acme.yaml").write_text("name: Acme\n", encoding="utf-8")
        monkeypatch.chdir(folder)
        (folder / "own.yaml").write_text("extends: classic\n", encoding="utf-8")
        shutil.copy(here / "house.docx", folder)
        write_table(folder / "jobs.csv", [{"role": ROLE, "company": "acme.yaml", "opening.pay.min": "1"}])
        whole = ("--company", folder / "acme.yaml", "--theme", folder / "own.yaml")
        return plan(*whole, "--template", f"posting={folder / 'house.docx'}")

    assert facts(made(here / "first")) == facts(made(here / "second"))


def test_a_new_day_changes_no_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before, asked = digests(), digests("--date", "2026-11-20")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    assert digests() == before
    assert digests("--date", "2026-11-20") == asked


# --- what changes bytes ---

CHANGES: dict[str, tuple[str, ...]] = {
    "role": (), "company": (), "opening": (), "candidate": ("--document", "posting,letter", "--candidate", str(DANA)),
    "audience": ("--audience", "internal"), "template": ("--template", "posting=house.docx"),
    "no_template": ("--no-template",), "settings": ("--set", "opening.pay.max=900000"),
    "profiles": ("--profiles", "mine"), "day": ("--date", "2026-11-20"), "locale": ("--locale", "en-GB"),
    "theme": ("--theme", "own.yaml"), "pages": ("--pages", "pages"), "paper": ("--paper", "a4"),
    "width": ("--width", "60"), "draft": ("--draft",),
}  # fmt: skip
"""What an option adds to a command, by the names of options that change bytes."""
KEEPS: dict[str, tuple[str, ...]] = {
    "limit": ("--limit", "9"), "retry_failed": ("--retry-failed",), "prune": ("--prune",), "archive": ("--zip", "2"),
    "combine": ("--combine",), "one_sided": ("--combine", "--one-sided"),
    "index": ("--index",), "workers": ("--workers", "3"), "timeout": ("--timeout", "9"), "memory": ("--memory", "1G"),
    "shard": ("--shard", "1/1"), "executor": ("--executor", "dask:tcp://ten:1"), "journal": ("--journal", "own.db"),
    "as_json": ("--json",), "out": ("-o", "other"), "force": ("--force",), "dry_run": ("--dry-run",),
    "quiet": ("--quiet",), "verbose": ("--verbose",), "debug": ("--debug",), "color": ("--color", "never"),
    "formats": (), "documents": (), "sheet": (), "names": (), "table": (),
}  # fmt: skip
"""The others; documents and formats are in the keys."""


def test_every_option_is_among_these() -> None:
    assert {parameter.name for parameter in batch.params} == CHANGES.keys() | KEEPS.keys()
    assert not CHANGES.keys() & KEEPS.keys()


@pytest.mark.parametrize("name", [name for name, option in CHANGES.items() if option])
def test_an_option_that_changes_bytes_changes_every_digest(name: str) -> None:
    kinds = CHANGES[name][:2] if name == "candidate" else ()
    before, after = facts(plan(*kinds)), facts(plan(*CHANGES[name]))
    assert not {one[1] for one in before.values()} & {one[1] for one in after.values()}
    assert [one[0] for one in after.values()] == [one[0] for one in before.values()], "they are the same rows"
    assert facts(plan(*CHANGES[name])) == after


@pytest.mark.parametrize("name", [name for name, option in KEEPS.items() if option])
def test_any_other_option_changes_none(name: str) -> None:
    assert facts(plan(*KEEPS[name])) == facts(plan())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("--set", "opening.pay.max=1"), ("--set", "opening.pay.max=2")),
        (("--template", "posting=house.docx"), ("--template", "posting=other.docx")),
        (("--theme", "own.yaml"), ("--theme", "other.yaml")),
        (("--theme", "modern"), ("--theme", "plain")),
        (("--date", "2026-11-20"), ("--date", "2026-11-21")),
        (("--width", "60"), ("--width", "61")),
        (("--profiles", "mine"), ("--profiles", "pages")),
    ],
)
def test_another_value_is_another_digest(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    assert not set(digests(*first)) & set(digests(*second))


def test_what_is_made_is_in_the_key() -> None:
    plans = [plan(), plan(forms="md"), plan(forms="txt,md"), plan("--document", "posting,rubric")]
    assert len({job.key for found in plans for job in found.jobs}) == 4 * 4
    assert len({job.owner for found in plans for job in found.jobs}) == 4
    assert [job.key for job in plan(forms="md,txt").jobs] == [job.key for job in plans[2].jobs]


@pytest.mark.parametrize("package", ["jdgen", "weasyprint", "docxtpl", "jinja2", "lxml"])
def test_another_version_is_another_digest(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, version = digests(), importlib.metadata.version
    monkeypatch.setattr("importlib.metadata.version", lambda name: "99" if name == package else version(name))
    assert not set(digests()) & set(before)


def test_other_templates_for_pages_are_another_digest(here: Path) -> None:
    before = digests("--pages", "pages")
    (here / "pages/page.html.j2").write_text("another page", encoding="utf-8")
    edited = digests("--pages", "pages")
    (here / "pages/style.css").write_text("p {}", encoding="utf-8")
    assert len({*before, *edited, *digests("--pages", "pages")}) == 3 * 4


def test_a_new_role_may_take_the_place_of_another(here: Path) -> None:
    before = digests("--profiles", "mine")
    (here / "mine/engineering/notes.txt").write_text("A note.", encoding="utf-8")
    assert digests("--profiles", "mine") == before, "a note is no role"
    (here / "mine/engineering/painter.yaml").write_text("role: Painter\n", encoding="utf-8")
    assert not set(digests("--profiles", "mine")) & set(before)


def test_a_row_that_says_something_else_has_another_digest() -> None:
    before = of(rows())
    edited = rows()
    edited[1]["opening.locations[0].locality"] = "Reno"
    after = of(edited)
    assert [one for one in before if before[one] != after[one]] == ["150002"]
    assert before["150002"][0] == after["150002"][0]
    more = [{**one, "opening.pay.max": "900000" if index == 2 else ""} for index, one in enumerate(rows())]
    assert [one for one, fact in of(more).items() if before[one] != fact] == ["150003"]


# --- names ---


def test_rows_of_one_name_are_numbered_from_the_second() -> None:
    found = of(same(4))
    assert [one[2] for one in found.values()] == ["", "2", "3", "4"]
    assert len({one[0] for one in found.values()}) == 4


def test_an_id_is_the_suffix_and_no_number_takes_it() -> None:
    table = same(4, id="")
    table[2]["id"] = "2"
    assert [one[2] for one in of(table).values()] == ["", "3", "2", "4"]


def test_an_id_keeps_its_row_wherever_it_stands() -> None:
    table = [{**one, "id": f"team-{number}"} for number, one in enumerate(same(4))]
    before = of(table)
    assert of(table[::-1]) == before
    assert of([*same(1, id="new", **{"opening.pay.min": "1"}), *table]).items() > before.items()


def test_two_rows_of_one_id_are_one_mistake() -> None:
    table = [{**one, "id": name} for one, name in zip(same(3), ("Team 1", "team-1", "other"), strict=True)]
    found = plan(table=write_table(Path("jobs.csv"), table))
    said = [[problem._replace(place=None) for problem in job.row.problems] for job in found.jobs]
    message = "the files of this row would have the names of those of row 1 (jobs.csv:2:1)"
    assert said == [[], [Problem(message, None, "give each of them an `id` that differs in letters or digits")], []]
    (problem,) = found.jobs[1].row.problems
    assert problem.place == found.jobs[1].row.names["id"].place
    assert len({job.key for job in found.jobs}) == 3


def test_letters_are_told_apart_by_their_candidates() -> None:
    names = ("Ann Lee", "Bo Diaz", "Ann Lee")
    table = [{**one, "candidate.name": name} for one, name in zip(same(3), names, strict=True)]
    assert [one[2] for one in of(table, "--document", "posting,letter").values()] == ["ann-lee", "bo-diaz", "ann-lee-2"]
    assert [one[2] for one in of(table).values()] == ["", "2", "3"]


def test_a_row_without_a_number_belongs_to_its_table() -> None:
    table = [{**one, "opening.requisition": "", "opening": ""} for one in rows(1)]
    keys = {plan(table=write_table(Path(name), table)).jobs[0].key for name in ("one.csv", "other.csv")}
    assert len(keys) == 2
    keys = {plan(table=write_table(Path(name), [{**table[0], "id": "a"}])).jobs[0].key for name in ("one.csv", "b.csv")}
    assert len(keys) == 1


# --- shards ---


@pytest.mark.parametrize("of_shards", [2, 3, 7])
def test_shards_share_the_rows_among_them(of_shards: int) -> None:
    write_table(Path("jobs.csv"), [*rows(40), *same(10, **{"opening.requisition": "X"})])
    whole = plan()
    shares = [plan("--shard", f"{number}/{of_shards}") for number in range(1, of_shards + 1)]
    assert sorted(job.key for share in shares for job in share.jobs) == sorted(job.key for job in whole.jobs)
    assert all(share.owners == whole.owners for share in shares)
    assert all(share.jobs for share in shares)


def test_a_row_stays_in_its_shard_when_others_come_and_go() -> None:
    table = rows(30)
    write_table(Path("jobs.csv"), table)
    before = facts(plan("--shard", "2/3"))
    more = [*table, *(row(number, Path.cwd()) for number in range(90, 99))]
    random.Random(3).shuffle(more)
    write_table(Path("jobs.csv"), more)
    after = facts(plan("--shard", "2/3"))
    assert before
    assert {one: after.get(one) for one in before} == before
    assert {one for one in after if int(one) < 150_090} == before.keys()


def test_a_limit_counts_the_rows_of_a_shard() -> None:
    write_table(Path("jobs.csv"), rows(30))
    whole = plan("--shard", "2/3")
    assert [job.key for job in plan("--shard", "2/3", "--limit", "3").jobs] == [job.key for job in whole.jobs[:3]]


# --- a table of failed rows ---


def unnumbered() -> list[dict[str, str]]:
    """Return rows that belong to their table."""
    blank = {"opening": "", "opening.requisition": ""}
    return [{**one, **blank, "company.name": f"Acme {number}"} for number, one in enumerate(rows())]


@pytest.mark.parametrize("table", [rows, lambda: same(4), unnumbered])
def test_failed_rows_are_the_same_rows(table, here: Path) -> None:
    write_table(here / "jobs.csv", table())
    before = plan()
    failed = [again.Failed(job, (Problem("is wrong", Place("jobs.csv")),)) for job in before.jobs[2:]]
    (here / "out").mkdir()
    text = again.table(read_rows(Path("jobs.csv")), failed, Path("out"), "jobs.csv")
    (here / "out/failed.csv").write_text(text, encoding="utf-8")
    for options in ((), ("--shard", "1/3"), ("--shard", "2/3")):
        assert facts(plan(*options, table="out/failed.csv")) == dict(list(facts(before).items())[2:])


# --- many rows ---


def test_many_rows_of_one_name_take_little_time() -> None:
    """20,000 rows: whatever asks each about all others would take minutes."""
    place = Place("jobs.csv", 2, 1)
    named = {"role": ROLE, "company": str(COMPANY), "opening": str(OPENING)}
    names = {key: Scalar(text, place) for key, text in named.items()}
    cells = [(Cell("opening.pay.min", Scalar(str(150_000 + n), place)),) for n in range(20_000)]
    given = Rows((), tuple(Row(number, place, names, cell) for number, cell in enumerate(cells, 1)))
    asked = wanted("jobs.csv", "-f", "txt", "-o", "out")
    start = time.process_time()
    found = planned(given, asked, Path("out"))
    taken = time.process_time() - start
    assert [job.suffix for job in found.jobs[:3]] == ["", "2", "3"]
    assert len({job.key for job in found.jobs}) == 20_000
    assert taken < 4
