"""The job that a letter goes to: however its company is named, nothing said of another one reaches the letter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import DAY, Ran
from jdgen.documents.locale import locale
from jdgen.documents.material import Correspondence, Material
from jdgen.documents.tree import plain, texts
from jdgen.errors import InputError, Place
from jdgen.inputs.calling.calling import Calling
from jdgen.inputs.candidate import aims
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.inputs.source import Mapping, Scalar
from jdgen.model.candidate import Target
from jdgen.pipeline import compose

TODAY = date.fromisoformat(DAY)
PLACE = Place("posting.txt", 1, 1)
JOB = ("title", "requisition", "addressee", "requirements", "story")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("aims")


def made(folder: Path, candidate: dict[str, Any], company: str | None = None, **sources: Any) -> Material:
    """Return what a letter is made of, as the command reads it."""
    whole = {"name": "Ada", "stories": [{"id": "one"}], **candidate}
    (folder / "me.json").write_text(json.dumps(whole), encoding="utf-8")
    if company is not None:
        (folder / "company.json").write_text(json.dumps({"name": company}), encoding="utf-8")
        sources["company"] = folder / "company.json"
    sources["candidate"] = folder / "me.json"
    return gather(Sources(**sources), TODAY, locale("en-US"), Demand(letter=True))


def target_of(folder: Path, candidate: dict[str, Any], **sources: Any) -> dict[str, Any]:
    found = made(folder, candidate, **sources).candidate.target
    return found.model_dump(exclude_defaults=True) if found else {}


def problems_of(folder: Path, candidate: dict[str, Any], **sources: Any) -> list[str]:
    with pytest.raises(InputError) as raised:
        made(folder, candidate, **sources)
    return [str(problem).replace(f"{folder.as_posix()}/", "") for problem in raised.value.problems]


def calling(company: str | None, title: str | None = None, *requirements: str, **more: str) -> Calling:
    read = {key: Scalar(text, PLACE) for key, text in {"company": company, "title": title, **more}.items() if text}
    return Calling("posting.txt", requirements=tuple(Scalar(text, PLACE) for text in requirements), **read)


ACME = {
    "company": "Acme", "title": "Data Engineer", "requisition": "R-1", "addressee": "Ms. Okafor", "story": "one",
    "reason": "Their maps.", "requirements": ["Knows Kafka", "Knows SQL"],
    "bridge": [{"requirement": "Knows Kafka", "text": "I ran it."}],
}  # fmt: skip
STEWARD = {"company": "Acme", "title": "Data Steward", "reason": "Their care."}
ZEPHYR = {"company": "Zephyr", "title": "Pilot", "reason": "Their wings."}


# --- nothing of another company ---

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=8)
NAMES = st.lists(WORDS.map("Qx{}".format), min_size=2, max_size=5, unique_by=str.casefold)
ROUTES = ("full", "alone", "company", "set", "posting", "row", "only")


@dataclass(frozen=True)
class Written:
    """A candidate with several targets, and which of them the letter goes to, by which way."""

    names: list[str]
    chosen: int
    route: str
    parts: list[set[str]]
    own_target: int | None
    mode: str

    def entry(self, index: int) -> dict[str, Any]:
        """An entry in which every text tells whose it is."""
        sign = f"zq{index}z"
        whole = {
            "title": f"Pilot {sign}", "requisition": f"R-{sign}", "addressee": f"Ms. {sign}",
            "reason": f"You fly {sign}.", "requirements": [f"Flies {sign}", f"Lands {sign}"],
            "bridge": [{"requirement": f"Flies {sign}", "text": f"I flew {sign}."}], "story": f"s-{sign}",
        }  # fmt: skip
        return {"company": self.names[index], **{key: whole[key] for key in whole if key in self.parts[index]}}

    @property
    def candidate(self) -> dict[str, Any]:
        entries = [self.entry(index) for index in range(len(self.names))]
        stories = [{"id": f"s-zq{index}z", "problem": "It broke."} for index in range(len(entries))]
        own = {} if self.own_target is None else {"target": entries[self.own_target]}
        return {"stories": stories, "targets": entries, **own}

    @property
    def sources(self) -> dict[str, Any]:
        name, sign = self.names[self.chosen], f"zq{self.chosen}z"
        title = f"Pilot {sign}"
        row = Mapping(PLACE)
        for key, text in (("company", name), ("title", title)):
            row.put(key, Scalar(text, PLACE), PLACE)
        return {
            "full": {"target": f"{title} @ {name}"},
            "alone": {"target": name.upper()},
            "company": {"company": name},
            "set": {"settings": (f"candidate.target.company={name}",)},
            "posting": {"calling": calling(name, title, f"Flies {sign}", "Sings")},
            "row": {"row": row},
            "only": {"target": f"Singer @ {name}"},
        }[self.route] | {"letter": Correspondence(mode=self.mode)}


@st.composite
def written(draw: st.DrawFn) -> Written:
    names = draw(NAMES)
    keys = ("title", "requisition", "addressee", "reason", "requirements", "bridge", "story")
    parts = [set(draw(st.lists(st.sampled_from(keys), unique=True))) for _ in names]
    index = st.integers(0, len(names) - 1)
    return Written(
        names, draw(index), draw(st.sampled_from(ROUTES)), parts, draw(st.none() | index),
        draw(st.sampled_from(["scaffold", "draft", "final"])),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(written())
def test_no_text_of_another_target_reaches_a_letter(folder: Path, found: Written) -> None:
    try:
        material = made(folder, found.candidate, **found.sources)
    except InputError as error:
        # Only a file whose own target is another's may be refused, and then it says whose.
        assert found.own_target not in (None, found.chosen)
        assert found.route in ("company", "set")
        said = [str(problem) for problem in error.problems]
        whose = f"`{found.names[found.own_target]}`, but the letter goes to `{found.names[found.chosen]}`"
        assert [line for line in said if whose not in line] == []
        return
    said = " ".join(plain(text) for text in texts(compose("letter", material)))
    kept = material.candidate.target
    # What the model knows of the job holds no more than what is printed may.
    whole = said + (kept.model_dump_json() if kept else "")
    others = [index for index in range(len(found.names)) if index != found.chosen]
    # Each story has the sign of its target in its id alone; one that no target names may be told to anybody.
    assert [index for index in others if f"zq{index}z" in whole] == []
    assert [found.names[index] for index in others if found.names[index] in said.split()] == []
    assert found.names[found.chosen].casefold() in said.casefold()
    if "reason" in found.parts[found.chosen]:
        assert f"You fly zq{found.chosen}z." in said
    if found.route not in ("only",) and {"requirements", "bridge"} <= found.parts[found.chosen]:
        assert f"I flew zq{found.chosen}z." in said


# --- nothing of another company, by the command itself ---


def asked_of(found: Written, index: int) -> list[str]:
    """Return what is answered for a company, as options; a bridge answers what a posting asks for."""
    sign, parts = f"zq{index}z", found.parts[index]
    said = {
        "reader": f"Ms. {sign}" if "addressee" in parts else "",
        "asks": f"Flies {sign}" if "requirements" in parts else "",
        "bridge": f"I flew {sign}." if {"requirements", "bridge"} <= parts else "",
        "reason": f"You fly {sign}." if "reason" in parts else "",
    }
    return [part for name, text in said.items() if text for part in ("--answer", f"{name}={text}")]


def full_name(found: Written, index: int) -> str:
    return f"Pilot zq{index}z @ {found.names[index]}"


def posting_of(found: Written, index: int, folder: Path) -> Path:
    path = folder / f"posting-{index}.txt"
    lines = (f"Title: Pilot zq{index}z", f"Company: {found.names[index]}", "", "Requirements", "", "- Sings", "- Rows")
    path.write_text("\n".join((*lines, f"- Flies zq{index}z", "")), encoding="utf-8")
    return path


def by_command(found: Written, way: str, folder: Path, other: int) -> list[object]:
    """Return the options that name the job in one of the ways of the command."""
    index = found.chosen
    sign = ("--answer", f"company={found.names[index]}", "--answer", f"job=Pilot zq{index}z")
    if way == "table":
        rows = [f"{name},Pilot zq{n}z,{posting_of(found, n, folder).name}" for n, name in enumerate(found.names)]
        (folder / "jobs.csv").write_text("\n".join(("company,title,posting", *rows, "")), encoding="utf-8")
        return ["--targets", folder / "jobs.csv"]
    if way == "answer":
        return ["--target", full_name(found, other), *sign]
    posting = posting_of(found, other if way == "astray" else index, folder)
    return ["--target", full_name(found, index), "--posting", posting, "--yes"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written(), st.sampled_from(["answer", "posting", "astray", "table"]), st.integers(1, 4))
def test_the_command_lays_nothing_of_one_job_over_another(
    jdgen: Callable[..., Ran], tmp_path_factory: pytest.TempPathFactory, found: Written, way: str, step: int
) -> None:
    folder = tmp_path_factory.mktemp("sittings")
    other = (found.chosen + 1 + step % (len(found.names) - 1)) % len(found.names)
    me, out = folder / "me.yaml", folder / "out"
    me.write_text("name: Ada\nstories: [{id: one, problem: It broke.}]\n", encoding="utf-8")
    found.parts[other].add("reason")
    command = ("letter", "--candidate", me, "-f", "txt", "-q")
    for index in range(len(found.names)):
        given_here = asked_of(found, index)
        if given_here:
            kept = jdgen(*command, "-o", folder / "kept", "--target", full_name(found, index), *given_here)
            assert (kept.code, kept.err) == (0, "")
    before = me.read_bytes()
    ran = jdgen(*command, "-o", out, *by_command(found, way, folder, other))
    if way == "astray":
        assert ran.code == 2
        assert (out.exists(), me.read_bytes()) == (False, before)
        return
    assert ran.code == 0, ran.err
    letters = [path.read_text(encoding="utf-8") for path in out.iterdir()]
    assert len(letters) == (len(found.names) if way == "table" else 1)
    for said in letters:
        (index,) = [n for n in range(len(found.names)) if f"the Pilot zq{n}z position at {found.names[n]}" in said]
        assert [n for n in range(len(found.names)) if n != index and f"zq{n}z" in said] == []
        assert [name for name in found.names if name in said.split() and name != found.names[index]] == []
        assert ("reason" in found.parts[index]) is (f"You fly zq{index}z." in said)
        if {"requirements", "bridge"} <= found.parts[index]:
            assert f"I flew zq{index}z." in said


# --- how the company is named ---


@pytest.mark.parametrize(
    "sources",
    [
        {"target": "Acme"}, {"target": " acme "}, {"target": "ACME"}, {"target": "Data Engineer @ Acme"},
        {"target": "data engineer@acme"}, {"company": "Acme"}, {"company": "ACME"},
        {"settings": ("candidate.target.company=Acme",)}, {"calling": calling("Acme")},
        {"calling": calling("ACME", "Data Engineer")},
    ],
    ids=["alone", "alone-gaps", "alone-case", "full", "full-case", "file", "file-case", "set", "posting", "titled"],
)  # fmt: skip
def test_an_entry_is_found_however_its_company_is_named(folder: Path, sources: dict[str, Any]) -> None:
    found = target_of(folder, {"targets": [ZEPHYR, ACME]}, **sources)
    assert found["company"].strip().casefold() == "acme"
    assert found["title"].casefold() == "data engineer"
    held = {key: value for key, value in ACME.items() if key not in ("company", "title", "bridge", "requirements")}
    assert {key: found[key] for key in held} == held
    assert found["bridge"] == ({"requirement": ("Knows Kafka",), "text": "I ran it."},)
    assert found["requirements"] == ("Knows Kafka", "Knows SQL")


def test_company_and_title_are_written_as_the_file_has_them(folder: Path) -> None:
    assert target_of(folder, {"targets": [ZEPHYR]}, target="zephyr")["company"] == "Zephyr"
    assert target_of(folder, {"target": ZEPHYR}, target="ZEPHYR") == ZEPHYR
    assert target_of(folder, {"targets": [ACME, ZEPHYR]}, target="pilot @ ZEPHYR") == ZEPHYR
    assert target_of(folder, {"targets": [ACME]}, target="Pilot @ zephyr")["company"] == "zephyr"


def test_a_legal_form_makes_no_other_company(folder: Path) -> None:
    named = {"targets": [ZEPHYR, {**ACME, "company": "Acme Inc"}]}
    assert target_of(folder, named, target="Data Engineer @ Acme")["company"] == "Acme Inc"
    assert target_of(folder, named, company="ACME, Inc.")["reason"] == "Their maps."
    assert target_of(folder, {"target": {**ACME, "company": "Acme GmbH"}}, company="Acme")["reason"] == "Their maps."


def test_a_posting_of_another_company_is_refused_whoever_names_that(folder: Path) -> None:
    said = "posting.txt:1:1: the posting is of `Acme`, but the letter goes to `Zephyr` ({}); name its company with"
    ways = (
        ({"target": "Pilot @ Zephyr"}, "--target"), ({"company": "Zephyr"}, "company.json:1:10"),
        ({"settings": ("candidate.target.company=Zephyr",)}, "--set candidate.target.company"),
    )
    for named, place in ways:
        for mode in ("scaffold", "final"):
            found = problems_of(folder, {}, calling=calling("Acme", "Pilot"), letter=Correspondence(mode=mode), **named)
            assert [line.startswith(said.format(place)) for line in found] == [True], found


def test_the_only_company_of_a_file_needs_no_name(folder: Path) -> None:
    assert target_of(folder, {"targets": [ZEPHYR]}) == ZEPHYR


def test_a_posting_without_a_company_is_not_taken_for_that_of_the_only_one(folder: Path) -> None:
    assert target_of(folder, {"targets": [ZEPHYR]}, calling=calling(None, "Pilot", "Flies")) == {
        "title": "Pilot", "requirements": ("Flies",),
    }  # fmt: skip


def test_several_companies_need_one(folder: Path) -> None:
    assert problems_of(folder, {"targets": [ACME, ZEPHYR, STEWARD]}) == [
        "me.json:1:45: `targets` has 3 jobs; "
        "name one with `--target`: `Data Engineer @ Acme`, `Zephyr`, `Data Steward @ Acme`"
    ]


def test_a_company_that_is_not_kept_is_asked_for_with_its_title(folder: Path) -> None:
    assert problems_of(folder, {"targets": [ACME, ZEPHYR, STEWARD]}, target="Northwind") == [
        "--target: expected TITLE @ COMPANY, such as `Data Steward @ Zephyr`; "
        "or one of your file: `Data Engineer @ Acme`, `Zephyr`, `Data Steward @ Acme`"
    ]


def test_an_entry_without_a_company_is_that_of_no_company(folder: Path) -> None:
    nobody = {"targets": [{"company": None, "reason": "Their wings."}, {"reason": "Their rails."}]}
    said = problems_of(folder, nobody, target="Acme")
    assert said == ["--target: expected TITLE @ COMPANY, such as `Data Steward @ Zephyr`"]
    assert target_of(folder, nobody, target="Pilot @ Acme") == {"company": "Acme", "title": "Pilot"}


# --- several jobs at one company ---


def test_two_jobs_at_one_company_are_told_apart_by_their_title(folder: Path) -> None:
    both = {"targets": [ACME, STEWARD]}
    assert target_of(folder, both, target="Data Steward @ Acme") == STEWARD
    assert target_of(folder, both, target="Data Engineer @ Acme")["requisition"] == "R-1"
    assert target_of(folder, both, calling=calling("Acme", "Data Steward"))["reason"] == "Their care."
    for named in ({"target": "Acme"}, {"company": "Acme"}):
        assert problems_of(folder, both, **named) == [
            "me.json:1:45: `targets` has 2 jobs at Acme; "
            "name one with `--target`: `Data Engineer @ Acme`, `Data Steward @ Acme`"
        ]


def test_two_entries_of_one_title_are_told_apart_by_their_number_or_not_at_all(folder: Path) -> None:
    twins = {"targets": [ACME, {**ACME, "requisition": "R-2", "reason": "Their rails."}]}
    assert problems_of(folder, twins, target="Data Engineer @ Acme") == [
        "me.json:1:45: `targets` has 2 jobs at Acme; give each a `title` of its own"
    ]
    read = calling("Acme", "Data Engineer", requisition="r 2")
    assert target_of(folder, twins, calling=read)["reason"] == "Their rails."


def test_another_job_at_the_company_has_its_reason_and_nothing_of_the_job(folder: Path) -> None:
    for kept in ({"targets": [ACME]}, {"target": ACME}):
        assert target_of(folder, kept, target="Painter @ Acme") == {
            "company": "Acme", "title": "Painter", "reason": "Their maps.",
        }  # fmt: skip
    assert target_of(folder, {"targets": [ACME, STEWARD]}, target="Painter @ Acme") == {
        "company": "Acme", "title": "Painter",
    }  # fmt: skip


def test_an_entry_without_a_title_is_for_each_job_of_its_company(folder: Path) -> None:
    entry = {"company": "Zephyr", "reason": "Their wings.", "addressee": "Mr. Ito"}
    assert target_of(folder, {"targets": [entry, ACME]}, target="Pilot @ Zephyr") == {**entry, "title": "Pilot"}


def test_a_posting_comes_before_what_is_kept_and_answers_to_its_words_stay(folder: Path) -> None:
    read = calling("Acme", "Data Engineer (remote)", "Knows Kafka", "Writes", requisition="R-9")
    found = target_of(folder, {"targets": [ACME]}, calling=read)
    assert found == {
        "company": "Acme", "title": "Data Engineer (remote)", "requisition": "R-9", "reason": "Their maps.",
        "requirements": ("Knows Kafka", "Writes"),
        "bridge": ({"requirement": ("Knows Kafka",), "text": "I ran it."},),
    }  # fmt: skip


# --- what was cleared, and what is wrong ---


def test_what_was_cleared_on_the_command_line_stays_cleared(folder: Path) -> None:
    kept = {"targets": [ACME]}
    found = target_of(folder, kept, target="Acme", settings=("candidate.target.reason=null",))
    assert found == {key: value for key, value in found.items() if key != "reason"}
    assert found["requisition"] == "R-1"
    assert target_of(folder, kept, company="Acme", settings=("candidate.target=null",)) == {}
    named = target_of(folder, {"target": {"title": "Painter"}, **kept}, settings=("candidate.target.company=null",))
    assert named == {"title": "Painter"}


def test_a_key_that_the_file_leaves_empty_is_filled(folder: Path) -> None:
    own = {"company": "Acme", "title": "Data Engineer", "reason": None}
    assert target_of(folder, {"target": own, "targets": [ACME]})["reason"] == "Their maps."
    assert target_of(folder, {"target": None, "targets": [ZEPHYR]}) == ZEPHYR


def test_the_target_of_the_file_comes_before_its_targets(folder: Path) -> None:
    own = {"company": "Acme", "title": "Data Engineer", "reason": "Mine."}
    found = target_of(folder, {"target": own, "targets": [ACME, ZEPHYR]})
    assert (found["reason"], found["requisition"]) == ("Mine.", "R-1")


def test_a_mistake_in_an_entry_is_said_once(folder: Path) -> None:
    said = problems_of(folder, {"targets": [{**ZEPHYR, "reson": "x"}]}, target="Zephyr")
    assert said == ["me.json:1:123: unknown key `reson` in `targets[0]`; did you mean `reason`?"]


def test_a_target_that_holds_no_keys_is_said_though_targets_would_fill_it(folder: Path) -> None:
    said = problems_of(folder, {"target": "Zephyr", "targets": [ZEPHYR]})
    assert said == ["me.json:1:55: `target` must hold keys and values, not `Zephyr`"]


def test_all_that_belongs_to_another_company_is_said(folder: Path) -> None:
    said = problems_of(folder, {"target": ACME}, settings=("candidate.target.company=Zephyr",))
    assert [line.partition(": ")[2].partition(";")[0] for line in said] == [
        "`target.reason` is about `Acme`, but the letter goes to `Zephyr`",
        *(f"`target.{key}` belongs to `Acme`, but the letter goes to `Zephyr`" for key in ("bridge", *JOB)),
    ]
    typed = tuple(f"candidate.target.{key}=null" for key in ("bridge", *JOB))
    given = ("candidate.target.company=Zephyr", "candidate.target.reason=Their kites.")
    found = target_of(folder, {"target": ACME}, settings=(*given, *typed))
    assert found == {"company": "Zephyr", "reason": "Their kites."}


def test_what_targets_keep_of_the_company_is_not_taken_for_that_of_the_target(folder: Path) -> None:
    kept = {"target": {"company": "Acme"}, "targets": [ZEPHYR]}
    found = target_of(folder, kept, settings=("candidate.target.company=Zephyr",))
    assert found["reason"] == "Their wings."


def fields() -> Iterator[str]:
    yield from Target.model_fields


def test_each_field_of_a_target_is_one_of_the_job_or_of_the_company() -> None:
    """A new field must be placed: else a letter for another job at the company would take it unseen."""
    assert set(fields()) - set(JOB) == {"company", "reason", "bridge", "internal"}
    assert set(aims.OF_JOB) == set(JOB)


@pytest.mark.parametrize(
    ("said", "title", "company"),
    [
        ("Trading @ Sea", None, "Trading @ Sea"), ("Cook @ trading @ sea", "Cook", "Trading @ Sea"),
        ("Cook @ Land", "Cook", "Land"), ("Cook @ Night @ Land", "Cook @ Night", "Land"),
        ("Cook @ Night @ Air", "Cook @ Night", "Air"), (aims.Goal("Cook", "Fish @ Air"), "Cook", "Fish @ Air"),
    ],
)  # fmt: skip
def test_the_name_of_a_company_may_hold_an_at_sign(folder, said, title, company) -> None:
    kept = {"targets": [{"company": "Trading @ Sea"}, {"company": "Land"}, {"company": "Sea"}]}
    found = target_of(folder, kept, target=said)
    assert (found.get("title"), found.get("company")) == (title, company)
