"""What a run keeps in memory changes no byte, no notice and no file that is told of, in whatever order rows come."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator, Mapping
from datetime import date
from inspect import getclosurevars
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DAY
from jdgen.checks.scaffold import samples
from jdgen.documents.locale import locale
from jdgen.documents.tree import Kind
from jdgen.errors import InputError, JdgenError, Place, Problem
from jdgen.house.starting import starting
from jdgen.inputs import memory, source
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.inputs.kit import KitOptions
from jdgen.inputs.memory import remembered, remembering, told_of
from jdgen.inputs.overrides import Cell
from jdgen.inputs.source import Scalar
from jdgen.inputs.templates import Templates
from jdgen.model.base import Entity
from jdgen.pipeline import Request, produce
from jdgen.render.options import PageOptions
from making import LINDQVIST, RIVERBEND, ROLE

POSTING: tuple[Kind, ...] = ("posting",)
TODAY = date.fromisoformat(DAY)
TEXTS = ("docx", "md")


def cells_of(row: int, values: Mapping[str, str | None]) -> tuple[Cell, ...]:
    """The cells of a row, each with its place."""
    return tuple(
        Cell(key, Scalar(text or "", Place("rows.csv", row, column), null=text is None))
        for column, (key, text) in enumerate(values.items(), start=1)
    )


def riverbend(row: int = 0, cells: Mapping[str, str | None] | None = None, **more: Any) -> Sources:
    """What a row of the example says."""
    given = {"role": ROLE, "company": RIVERBEND.company, "opening": RIVERBEND.opening, **more}
    return Sources(cells=cells_of(row, cells or {}), **given)


def lindqvist(row: int = 0, cells: Mapping[str, str | None] | None = None, **more: Any) -> Sources:
    return riverbend(row, cells, company=LINDQVIST.company, opening=LINDQVIST.opening, **more)


class Case(NamedTuple):
    """A row: what to make of what."""

    sources: Sources
    documents: tuple[Kind, ...] = POSTING
    formats: tuple[str, ...] = TEXTS
    more: Mapping[str, Any] = {}

    @property
    def request(self) -> Request:
        return Request(self.documents, self.formats, self.sources, TODAY, **self.more)


def cases(folder: Path) -> list[Case]:
    """Rows that share files, and rows that share none."""
    template = folder / "acme.docx"
    template.write_bytes(starting("posting", PageOptions(), "en-US", TODAY))
    broken = folder / "broken.yaml"
    broken.write_text("name: Acme\nsize: [\n", encoding="utf-8")
    wrong = folder / "wrong.yaml"
    wrong.write_text("nmae: Acme\nvalues: 3\nsize: {total: many}\n", encoding="utf-8")
    blank = folder / "blank.yaml"
    blank.write_text("mode: onsite\nteam: Payments\n", encoding="utf-8")
    sampled = folder / "sampled.yaml"
    sampled.write_text("name: Acme\nbrand: {theme: bold, logo: {file: lost.png}}\n", encoding="utf-8")
    own = folder / "own.yaml"
    changed = f"extends: {ROLE}\nfamily: software-engineering\ntitle: Bench Lead\nsummary: Leads.\n"
    own.write_text(changed, encoding="utf-8")
    filled = {"templates": Templates({"posting": template})}
    blind = KitOptions(candidate_id="C-17", blind=True)
    named = KitOptions(interviewers=("Ada Okafor=screen,design", "Bo Li=behavioral"))
    whole: tuple[Kind, ...] = ("posting", "rubric", "coverage")
    return [
        Case(riverbend()),
        Case(riverbend(2, {"opening.pay.min": "151000", "opening.requisition": "A-1"})),
        Case(riverbend(3, {"opening.pay.min": "1520", "company.name": "Beta", "opening.locations[0].region": "NV"})),
        Case(riverbend(4, {"opening.pay.min": "a lot", "opening.pya": "3", "company.size.total": "-1"})),
        Case(riverbend(5, {"opening.pay": None, "opening.deadline": None, "company.benefits[0]": "Tea"})),
        Case(riverbend(6, {"role.title": "Bench Lead", "role.weights.quality": "0"})),
        Case(riverbend(7, {"role.family": "sofware"})),
        Case(riverbend(8, {"role.requirements[0].competency": "nothing"}), whole),
        Case(riverbend(settings=("opening.team=Typed", "company.brand.logo=null")), formats=("docx", "txt", "jsonld")),
        Case(riverbend(9, {"opening.team": "Cell"}, settings=("opening.team=Typed",))),
        Case(riverbend(role="staff-software-engineer"), whole, ("md",)),
        Case(riverbend(role="Sr. Software Engineer", settings=("opening.posted=null",)), formats=("jsonld",)),
        Case(riverbend(role="senior-sofware-engineer")),
        Case(riverbend(role=own.as_posix())),
        Case(riverbend(role=None, opening=None, settings=("role.title=x",))),
        Case(lindqvist(), whole, ("md",), {"locale": "en-GB"}),
        Case(lindqvist(2, {"opening.pay.max": "90000"}), formats=("docx",), more={"locale": "en-GB"}),
        Case(lindqvist(3, {"opening.interview.loop[1].covers.craft": "second"}), whole, ("md",)),
        Case(lindqvist(4, {"opening.interview.loop[0].minutes": "10", "opening.team": "x"}), more={"locale": "en-IE"}),
        Case(riverbend(company=None), more={"draft": True}),
        Case(riverbend(company=broken)),
        Case(riverbend(company=broken, opening=wrong)),
        Case(riverbend(company=wrong)),
        Case(riverbend(10, {"company.name": "Acme"}, company=wrong)),
        Case(riverbend(company=folder / "absent.yaml")),
        Case(riverbend(opening=blank)),
        Case(riverbend(11, {"opening.pay.min": "1", "opening.pay.max": "2"}, opening=blank), more={"draft": True}),
        Case(riverbend(company=sampled)),
        Case(riverbend(theme="modern"), formats=("docx", "html")),
        Case(riverbend(theme="blod")),
        Case(riverbend(12, {"company.brand.colors.accent": "#FFFF00"})),
        Case(riverbend(17, {"company.about": min(samples("company"), key=len)})),
        Case(riverbend(internal=True), more={"large": True}),
        Case(riverbend(), formats=("docx",), more=filled),
        Case(riverbend(13, {"opening.team": "x"}), formats=("docx",), more=filled),
        Case(riverbend(), formats=("docx",), more={"templates": Templates({"posting": folder / "lost.docx"})}),
        Case(riverbend(kit=blind), ("rubric",), ("md",)),
        Case(riverbend(kit=named), ("rubric",), ("md",)),
        Case(riverbend(kit=KitOptions(stage="nowhere")), ("rubric",), ("md",)),
        Case(riverbend(), ("guide",), ("md",)),
        Case(riverbend(family="software-engineering"), ("ladder",), ("md",)),
        Case(riverbend(candidate=RIVERBEND.candidate), ("letter",), ("md", "docx")),
        Case(riverbend(14, {"candidate.years": "12"}, candidate=RIVERBEND.candidate), ("letter",), ("md",)),
        Case(riverbend(15, {"company.name": "Zephyr"}, candidate=RIVERBEND.candidate), ("letter",), ("md",)),
        Case(riverbend(candidate=RIVERBEND.candidate, target="Data Steward @ Zephyr"), ("letter",), ("md",)),
        Case(lindqvist(candidate=LINDQVIST.candidate), ("posting", "letter"), ("md",), {"locale": "en-GB"}),
        Case(lindqvist(16, {"opening.team": "Y"}, candidate=LINDQVIST.candidate), ("letter",), ("txt",)),
    ]


class Made(NamedTuple):
    """What became of a row."""

    files: list[tuple[str, str, str, bytes]]
    said: list[Problem]
    told: list[Path]


def made(request: Request) -> Made:
    told: dict[Path, None] = {}
    with told_of(lambda path: told.update({path: None})):
        try:
            result = produce(request)
        except JdgenError as error:
            return Made([], [Problem(type(error).__name__), *error.problems], list(told))
    files = [(output.document, output.format, str(output.record), output.data) for output in result.outputs]
    return Made(files, result.notices, list(told))


@pytest.fixture(scope="module", autouse=True)
def files_are_read_as_outside_of_tests() -> Iterator[None]:
    """Among tests our files are parsed once, and whoever listens is told of them once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "read", getclosurevars(source.read).nonlocals["read"])
        yield


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Request, Made]]:
    """Each row with what it gives where nothing is remembered."""
    requests = [case.request for case in cases(tmp_path_factory.mktemp("rows"))]
    return [(request, made(request)) for request in requests]


@pytest.mark.parametrize("order", ["as they stand", "backward", "shuffled"])
def test_rows_give_the_same_with_and_without_memory_in_any_order(order, alone):
    rows = [*alone, *alone[::3]]
    rows = {"as they stand": rows, "backward": rows[::-1], "shuffled": random.Random(5).sample(rows, len(rows))}[order]
    with remembering():
        for request, expected in rows:
            found = made(request)
            assert found.said == expected.said, request.sources
            assert found.files == expected.files, request.sources
            assert found.told == expected.told, request.sources


def test_the_rows_are_of_all_kinds(alone):
    failed = [row.said for _, row in alone if not row.files]
    noticed = [row.said for _, row in alone if row.files and row.said]
    assert (len(alone), len(failed), len(noticed)) == (47, 20, 7)
    rules = {problem.rule for said in noticed for problem in said}
    assert rules == {"", "field.missing", "slot.unfilled", "scaffold.left"}


VALUES = {
    "company.name": ("Beta", "", None), "company.about": ("We *make* carts.", None), "company.values[0]": ("Care",),
    "company.size.total": ("40", "many", None), "company.size.by_jurisdiction.US-CO": ("7", "-1"),
    "company.brand.header": ("Carts", None), "company.nmae": ("x", None), "company.ai_use": (None, "yes"),
    "opening.pay.min": ("150000", "9000000", "a lot", None), "opening.pay": (None,), "opening.posted": ("2026-11-01",),
    "opening.deadline": ("2026-10-01", "2027-01-01", None), "opening.rolling": ("true", "maybe"),
    "opening.locations[0].locality": ("Reno", None), "opening.locations[1].country": ("US", "Mars"),
    "opening.mode": ("remote", "onsite", "moon"), "opening.days_onsite": ("0", "9", None),
    "opening.interview.panel[0].name": ("Ada",), "opening.requisition": ("A-1", " "), "opening.apply.url": (None,),
    "candidate.years": ("12", "x", None), "candidate.name": ("Dana R.", None), "candidate.target.reason": (None,),
}  # fmt: skip
ROWS = st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 3), max_size=5)


def spelled(value: Any) -> Any:
    """A value of the model with all of its places."""
    if isinstance(value, Entity):
        places = {key: value.place_of(key) for key in sorted(type(value).model_fields)}
        fields = {key: spelled(held) for key, held in value}
        return type(value), fields, places, sorted(value.model_fields_set)
    if isinstance(value, (tuple, list)):
        return [spelled(item) for item in value]
    if isinstance(value, Mapping):
        return {key: spelled(held) for key, held in value.items()}
    return type(value), str(value), getattr(value, "place", None)


def gathered(sources: Sources) -> Any:
    try:
        found = gather(sources, TODAY, locale("en-US"), Demand())
    except InputError as error:
        return error.problems
    return [spelled(one) for one in (found.company, found.opening, found.candidate)]


@pytest.fixture(scope="module")
def opening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An opening that names no role, which would take longer to read than all else."""
    file = tmp_path_factory.mktemp("openings") / "opening.yaml"
    lines = RIVERBEND.opening.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("role:")), encoding="utf-8")
    return file


@settings(max_examples=100, deadline=None, derandomize=True)
@given(rows=st.lists(ROWS, min_size=1, max_size=4))
def test_what_cells_change_is_read_as_the_whole_file_would_be(rows, opening):
    sources = [
        riverbend(number, {key: VALUES[key][place % len(VALUES[key])] for key, place in row.items()},
                  role=None, opening=opening, candidate=RIVERBEND.candidate)
        for number, row in enumerate(rows)
    ]  # fmt: skip
    alone = list(map(gathered, sources))
    with remembering():
        assert list(map(gathered, sources)) == alone


def test_each_file_is_read_once_in_a_run_and_anew_in_the_next(tmp_path):
    company = tmp_path / "acme.yaml"
    company.write_text("name: Acme\n", encoding="utf-8")

    def name() -> str | None:
        return gather(Sources(company=company), TODAY, locale("en-US"), Demand()).company.name

    with remembering():
        assert name() == "Acme"
        company.write_text("name: Beta\n", encoding="utf-8")
        with remembering():
            assert name() == "Acme"
        assert name() == "Acme"
    assert name() == "Beta"
    with remembering():
        assert name() == "Beta"


def test_a_file_that_is_not_there_is_looked_for_once_and_told_of_each_time(tmp_path):
    lost = tmp_path / "lost.yaml"
    told: list[Path] = []

    def read() -> None:
        with pytest.raises(InputError, match="cannot be read"):
            source.read(lost)

    with remembering(), told_of(told.append):
        read()
        lost.write_text("name: Acme\n", encoding="utf-8")
        read()
    assert told == [lost, lost]


def test_what_is_made_of_remembered_values_tells_of_their_files_too(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"

    def inner() -> str:
        memory.tell(one)
        return "inner"

    def outer() -> str:
        memory.tell(other)
        return f"{remembered('inner', inner)} and outer"

    told: list[Path] = []
    with remembering(), told_of(told.append):
        assert remembered("inner", inner) == "inner"
        assert remembered("outer", outer) == "inner and outer"
        assert told == [one, other, one]
        assert remembered("outer", outer) == "inner and outer"
    assert told == [one, other, one, other, one]


def test_outside_of_a_run_nothing_is_kept():
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [remembered("key", make), remembered("key", make)] == [1, 2]
    with remembering():
        assert [remembered("key", make), remembered("key", make)] == [3, 3]
    assert remembered("key", make) == 4


def test_an_error_is_raised_again_and_a_bug_is_not_kept():
    made: list[str] = []

    def wrong() -> None:
        made.append("wrong")
        raise InputError(Problem("no"))

    def bug() -> None:
        made.append("bug")
        raise KeyError("no")

    with remembering():
        for _ in range(2):
            with pytest.raises(InputError, match="no") as caught:
                remembered("wrong", wrong)
            assert caught.value.problems == (Problem("no"),)
            with pytest.raises(KeyError):
                remembered("bug", bug)
    assert made == ["wrong", "bug", "bug"]


def test_what_one_row_names_is_soon_forgotten_and_what_rows_share_stays():
    made: list[object] = []

    def of(key: object) -> object:
        return remembered(key, lambda: made.append(key) or key)

    with remembering():
        of("shared")
        of("shared")
        for row in range(memory.NEW + memory.PROVEN + 5):
            of(row)
        of("shared")
        assert made.count("shared") == 1
        of(0)
        assert made.count(0) == 2
        for row in range(memory.PROVEN + 5):
            of(("twice", row))
            of(("twice", row))
        of("shared")
        assert made.count("shared") == 2


def test_memory_stays_flat_where_each_row_has_its_own_values(tmp_path):
    def produced(row: int) -> None:
        cells = {"opening.pay.min": str(150000 + row), "company.name": f"Firm {row}", "opening.requisition": f"R-{row}"}
        produce(Case(riverbend(row, cells), formats=("docx",)).request)

    with remembering():
        for row in range(150):
            produced(row)
        gc.collect()
        before = sum(1 for one in gc.get_objects() if isinstance(one, (Entity, source.Mapping)))
        for row in range(150, 300):
            produced(row)
        gc.collect()
        after = sum(1 for one in gc.get_objects() if isinstance(one, (Entity, source.Mapping)))
    assert before - 400 < after < before + 400
