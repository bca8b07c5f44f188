"""The options of `jdgen rubric`: which pages, whose names, which files; through the real command."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

import click
import pikepdf
import pytest

from conftest import EXAMPLES, ROOT, Ran, riverbend_alone, spawn
from jdgen.cli.root import jdgen as root
from jdgen.documents.facts import Record
from jdgen.documents.material import OF_A_STAGE, PARTS
from jdgen.house import pages as pages_of
from jdgen.render.options import PageOptions
from jdgen.writer import file_name

ROLE = "senior-software-engineer"
FILES = ("--company", "acme.yaml", "--opening", "eng-214.yaml")
RUBRIC = ("rubric", ROLE, *FILES)
NAME = f"riverbend-robotics-{ROLE}-eng-214-rubric"
ALL = ("docx", "pdf", "html", "md", "txt")
STAGES = {
    "screen": "Hiring manager screen",
    "design": "System design interview",
    "work-sample": "Work sample",
    "behavioral": "Behavioral interview",
}
TITLES = {
    "cover": "Interview kit",
    "plan": "Loop plan",
    "task": "Work sample: your task",
    "debrief": "Debrief",
    "candidate": "How we interview",
}
PANEL = """
interview:
  panel:
    - {name: Ada Okafor, stages: [screen, design]}
    - {name: Bo Li, stages: design}
"""
LOOP = """
interview:
  loop:
    - {id: task, name: First talk, minutes: 45, by: manager, covers: {design: primary, craft: second}}
    - {id: blind, name: Second talk, minutes: 45, by: manager, covers: {craft: primary, design: second}}
"""

Command = Callable[..., Ran]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a company and an opening, which is the current one."""
    (tmp_path / "acme.yaml").write_text(riverbend_alone(), encoding="utf-8")
    shutil.copy(EXAMPLES / "openings/riverbend-eng-214.yaml", tmp_path / "eng-214.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(jdgen: Command, *options: str) -> str:
    """Return the text of a kit."""
    ran = jdgen(*RUBRIC, "-f", "txt", "-o", "-", *options)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def headings(text: str, sign: str = "-") -> list[str]:
    return re.findall(rf"(?m)^(.+)\n{sign}{{3,}}$", text)


def fact(text: str, label: str) -> str:
    (found,) = re.findall(rf"(?m)^{label}  +(.+)$", text)
    return found


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def named(jdgen: Command, *options: str) -> str:
    """Return the name of the kit's text file, without what all kits of the opening share."""
    (path,) = jdgen(*RUBRIC, "-f", "txt", "--dry-run", "-q", *options).paths
    assert path.name.startswith(NAME)
    assert path.suffix == ".txt"
    return path.stem.removeprefix(NAME)


# --- parts and stages ---


@pytest.mark.parametrize("part", TITLES)
def test_a_part_alone_is_the_document(part: str, jdgen: Command) -> None:
    text = printed(jdgen, "--part", part)
    assert headings(text, "=") == [TITLES[part]]
    pages = [title for title in TITLES.values() if title in headings(text)]
    assert pages == []


@pytest.mark.parametrize(
    ("options", "name", "titles"),
    [
        ((), "", [*TITLES.values()]),
        (("--part", "debrief,cover"), "-cover-debrief", ["Interview kit", "Debrief"]),
        (("--part", "debrief", "--part", "cover, PLAN,debrief"), "-cover-plan-debrief",
         ["Interview kit", "Loop plan", "Debrief"]),
        (
            ("--part", "task,candidate"), "-task-candidate",
            ["Interview kit", "Work sample: your task", "How we interview"],
        ),
        (("--part", ",".join(reversed(PARTS))), "", [*TITLES.values()]),
    ],
)  # fmt: skip
def test_parts_come_once_each_and_in_their_order(
    options: tuple[str, ...], name: str, titles: list[str], jdgen: Command
) -> None:
    text = printed(jdgen, *options)
    found = [title for title in (*headings(text, "="), *headings(text)) if title in TITLES.values()]
    assert found == titles
    assert named(jdgen, *options) == name


def test_every_part_makes_pages_that_no_other_part_has(jdgen: Command) -> None:
    texts = {part: printed(jdgen, "--part", part) for part in PARTS}
    assert len(set(texts.values())) == len(PARTS) == 8
    assert {part for part, text in texts.items() if len(text) < 500} == set()
    whole = " ".join(printed(jdgen).split())
    for part, text in texts.items():
        last = " ".join(text.split())[-200:]
        assert (part, last in whole) == (part, True)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_its_own_pages_and_no_others(stage: str, jdgen: Command) -> None:
    text = printed(jdgen, "--stage", stage)
    found = [*headings(text, "="), *headings(text)]
    cards = [title for title in found if title.startswith("Scorecard: ")]
    assert cards == [f"Scorecard: {STAGES[stage]}"]
    assert [title for title in found if title in {"Interview kit", "Loop plan", "Debrief", "How we interview"}] == []
    assert ("Work sample: your task" in found) is (stage == "work-sample")
    assert named(jdgen, "--stage", stage) == f"-{stage}"


def test_a_stage_and_parts_apply_together(jdgen: Command) -> None:
    text = printed(jdgen, "--stage", "design", "--part", "scorecard")
    assert headings(text, "=") == ["Scorecard: System design interview"]
    assert "Scorecard" not in headings(text)
    assert named(jdgen, "--stage", "design", "--part", "scorecard,guide") == "-design-guide-scorecard"


def test_the_stages_are_those_of_the_opening_where_it_has_its_own(jdgen: Command, here: Path) -> None:
    add(here / "eng-214.yaml", LOOP)
    assert headings(jdgen(*RUBRIC, "--stage", "task", "--part", "scorecard", "-f", "txt", "-o", "-").out, "=") == [
        "Scorecard: First talk"
    ]
    ran = jdgen(*RUBRIC, "--stage", "design", "-f", "txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--stage: there is no stage `design`; the stages are `task`, `blind`\n")


def test_a_kit_that_asks_for_what_is_not_there_writes_nothing(jdgen: Command, here: Path) -> None:
    before = sorted(here.iterdir())
    for options in (["--stage", "team"], ["--part", "task", "--stage", "screen"], ["--blind", "--candidate-name", "A"]):
        ran = jdgen(*RUBRIC, *options)
        assert (options, ran.code, ran.out) == (options, 2, "")
    assert sorted(here.iterdir()) == before


# --- names ---


@pytest.mark.parametrize(
    ("options", "panel"),
    [
        (["Ada Okafor=design,work-sample; Bo Li=behavioral"],
         "Ada Okafor (System design interview, Work sample); Bo Li (Behavioral interview)"),
        (["Ada Okafor=design,Bo Li=behavioral"], "Ada Okafor (System design interview); Bo Li (Behavioral interview)"),
        (["Ada Okafor=design", "Bo Li=behavioral"],
         "Ada Okafor (System design interview); Bo Li (Behavioral interview)"),
        (["Bo Li=design;Ada Okafor=design;"], "Bo Li (System design interview); Ada Okafor (System design interview)"),
        (["Ada=design,design,Ada=screen"], "Ada (Hiring manager screen, System design interview)"),
        (["  Zoe\u0308  Ruiz = design , work-sample"], "Zoë Ruiz (System design interview, Work sample)"),
    ],
)  # fmt: skip
def test_interviewers_are_named_with_their_stages(options: list[str], panel: str, jdgen: Command) -> None:
    given = [word for option in options for word in ("--interviewers", option)]
    assert fact(printed(jdgen, "--part", "cover", *given), "Panel") == panel


def test_the_panel_is_that_of_the_opening_unless_the_command_names_one(jdgen: Command, here: Path) -> None:
    add(here / "eng-214.yaml", PANEL)
    cover = printed(jdgen, "--part", "cover")
    assert fact(cover, "Panel") == (
        "Ada Okafor (Hiring manager screen, System design interview); Bo Li (System design interview)"
    )
    named = printed(jdgen, "--part", "cover", "--interviewers", "Cy Ito=design")
    assert fact(named, "Panel") == "Cy Ito (System design interview)"
    assert "Ada Okafor" not in fact(named, "Panel")


def test_several_interviewers_of_a_stage_have_a_scorecard_each(jdgen: Command) -> None:
    given = ("--interviewers", "Ada Okafor=design; Bo Li=design,screen")
    text = printed(jdgen, "--stage", "design", "--part", "scorecard", *given)
    assert re.findall(r"(?m)^Interviewer +(.+)$", text) == ["Ada Okafor", "Bo Li"]


@pytest.mark.parametrize(
    ("options", "label", "said"),
    [
        (["--candidate-name", "Dana Reyes"], "Candidate", "Dana Reyes"),
        (["--candidate-id", "C-17"], "Candidate", "C-17"),
        (["--candidate-name", "Dana\n Reyes ", "--candidate-id", "C-17"], "Candidate", "Dana Reyes (C-17)"),
        (["--candidate-id", "C-17", "--blind"], "Candidate number", "C-17"),
        (["--candidate-name", "Dana Reyes", "--candidate-id", "C-17", "--blind"], "Candidate number", "C-17"),
        (["--blind"], "Candidate number", "_" * 30),
        ([], "Candidate", "_" * 30),
    ],
)
def test_the_candidate_is_named_or_stood_for_by_a_number(
    options: list[str], label: str, said: str, jdgen: Command
) -> None:
    assert fact(printed(jdgen, "--part", "cover", *options), label) == said


WORDS = ("Zoë", "Quillbrook")
ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le")


def traces(path: Path) -> list[str]:
    """Return the words of the name that a file holds: in its own name, its bytes, its parts, or the text one reads."""
    held = [path.name.encode(), path.read_bytes()]
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
            held += [parts.read(name) for name in parts.namelist()]
            assert len(held) > 8
    if path.suffix == ".pdf":
        with pikepdf.open(path) as file:
            streams = [thing.read_bytes() for thing in file.objects if isinstance(thing, pikepdf.Stream)]
            held += [*streams, *(thing.unparse() for thing in file.objects)]
            assert len(streams) > 8
        done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
        assert len(done.stdout) > 5000
        held.append(done.stdout)
    whole = [data.lower() for data in held]
    return [
        word for word in WORDS if [d for d in whole for e in ENCODINGS if word.lower().encode(e) in d]
    ]  # fmt: skip


@pytest.mark.parametrize("page", [[], ["--fillable", "--large-print"]])
def test_the_name_is_nowhere_in_a_blind_kit(page: list[str], jdgen: Command) -> None:
    given = ["--candidate-name", " ".join(WORDS), "--candidate-id", "C-17", "-f", "all", *page]
    open_kit, blind_kit = jdgen(*RUBRIC, *given), jdgen(*RUBRIC, *given, "--blind")
    assert (open_kit.code, blind_kit.code, blind_kit.err) == (0, 0, "")
    assert [path.suffix for path in blind_kit.paths] == [f".{suffix}" for suffix in ALL]
    assert {path.suffix: traces(path) for path in open_kit.paths} == {f".{suffix}": [*WORDS] for suffix in ALL}
    assert {path.suffix: traces(path) for path in blind_kit.paths} == {f".{suffix}": [] for suffix in ALL}
    assert [path for path in blind_kit.paths if "c-17" not in path.name] == []


@pytest.mark.parametrize(
    ("name", "number"),
    [("Mara Okafor", "okafor1"), ("Mara Okafor", "MaraOkafor"), ("Mara Okafor", "mokafor"), ("Mara Okafor", "OKA-FOR"),
     ("José Ruiz", "jose-1"), ("Jose Ruiz", "josé-1"), ("Nguyễn Văn", "nguyen"), ("Łukasz Đặng", "dang"),
     ("Dana O'Neil", "oneil"), ("Dana O’Neil", "o-neil"), ("王小明", "王小明1"), ("李 明", "李"), ("王小明", "C-小"),
     ("김 민", "김1")],
)  # fmt: skip
def test_no_blind_id_tells_the_name(name: str, number: str, jdgen: Command) -> None:
    ran = jdgen(*RUBRIC, "--blind", "--candidate-name", name, "--candidate-id", number)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--candidate-id: the id of a blind kit holds a part of the name; use a number")


@pytest.mark.parametrize(
    ("name", "number"),
    [("Li C", "C-17"), ("C. Ng", "C-17"), ("Mara Okafor", "M-17"), ("김 민", "C-2"), ("王小明", "C-2")],
)
def test_an_id_that_tells_nothing_stands_for_the_name(name: str, number: str, jdgen: Command) -> None:
    text = printed(jdgen, "--part", "cover", "--blind", "--candidate-name", name, "--candidate-id", number)
    assert fact(text, "Candidate number") == number


def test_a_panel_names_a_person_for_a_stage_once(jdgen: Command, here: Path) -> None:
    add(here / "eng-214.yaml", PANEL + "    - {name: Ada Okafor, stages: [design]}\n")
    line = len((here / "eng-214.yaml").read_text(encoding="utf-8").splitlines())
    for ran in (jdgen(*RUBRIC), jdgen("check", ROLE, *FILES), jdgen("new", "scores", "--opening", "eng-214.yaml")):
        assert ran.code in (1, 2)
        said = ran.err + ran.out
        assert f"eng-214.yaml:{line}:" in said
        assert "`Ada Okafor` is named for the stage `design` twice" in said


# --- the page ---


@pytest.mark.parametrize(
    ("options", "large", "fillable"),
    [([], False, False), (["--large-print"], True, False), (["--fillable"], False, True)],
)
def test_the_page_is_set_as_it_is_asked_for(
    options: list[str], large: bool, fillable: bool, jdgen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[PageOptions] = []

    def render(document: object, name: str, page: PageOptions) -> bytes:
        pages.append(page)
        return b""

    monkeypatch.setattr(pages_of, "render", render)
    assert jdgen(*RUBRIC, "-f", "pdf,txt", "--paper", "a4", *options).code == 0
    assert pages == [PageOptions("a4", large=large, fillable=fillable)] * 2


def test_only_the_pdf_is_named_as_fillable(jdgen: Command) -> None:
    ran = jdgen(*RUBRIC, "-f", "all", "--dry-run", "-q", "--fillable", "--large-print", "--stage", "design")
    assert ran.code == 0
    stems = {path.suffix: path.stem.removeprefix(NAME) for path in ran.paths}
    assert stems.pop(".pdf") == "-large-print-fillable-design"
    assert stems == {f".{suffix}": "-large-print-design" for suffix in ALL if suffix != "pdf"}


@pytest.mark.parametrize("formats", ["docx", "txt,html", "md"])
def test_what_is_fillable_needs_a_pdf(formats: str, jdgen: Command) -> None:
    ran = jdgen(*RUBRIC, "--fillable", "-f", formats)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Error: `--fillable` makes form fields in a PDF; add `pdf` to `-f`\n")


# --- file names ---


def test_no_two_kits_of_an_opening_have_one_name(jdgen: Command, here: Path) -> None:
    add(here / "eng-214.yaml", LOOP)
    choices = (
        ([], ["--stage", "task"], ["--stage", "blind"]),
        ([], ["--part", "guide"]),
        ([], ["--candidate-id", "C-17"], ["--candidate-id", "blind"], ["--candidate-id", "***"]),
        ([], ["--blind"]),
    )
    given = [[word for options in chosen for word in options] for chosen in product(*choices)]
    given += [["--large-print"], ["--part", "guide,fairness"], ["--large-print", "--stage", "blind"]]
    names = [named(jdgen, *options) for options in given]
    twice = {name for name in names if names.count(name) > 1}
    assert (len(names), twice) == (51, set())


def test_the_name_of_a_kit_says_what_it_is_for(jdgen: Command) -> None:
    options = ["--stage", "design", "--part", "guide,scorecard", "--candidate-name", "Dana Reyes"]
    assert named(jdgen, *options) == "-design-guide-scorecard-for-dana-reyes"
    assert named(jdgen, *options, "--candidate-id", "C-17") == "-design-guide-scorecard-for-dana-reyes-c-17"
    assert named(jdgen, *options, "--candidate-id", "C-17", "--blind") == "-design-guide-scorecard-blind-for-c-17"


def test_long_names_are_cut_and_stay_apart() -> None:
    variants = [
        ("large-print", "fillable", "s" * 60, *PARTS[:-1], "blind", "for", f"{'株' * 80}{number}")
        for number in range(3)
    ]
    variants += [variants[0][:-2], variants[0][1:], variants[0][:-1]]
    long = "x" * 90
    names = [file_name(Record(long, long, long, long, variant=variant), "rubric", "docx") for variant in variants]
    assert len(set(names)) == len(names) == 6
    assert [name for name in names if len(name.encode()) >= 200] == []
    assert [name for name in names if not name.endswith(".docx")] == []
    plain = file_name(Record(long, long, long, long), "rubric", "docx")
    assert [name for name in names if not name.startswith(plain.removesuffix(".docx"))] == []


# --- the same opening ---


def version(path: Path) -> str:
    """Return the content hash in the properties of a Word file."""
    with zipfile.ZipFile(path) as parts:
        (found,) = re.findall(r"content ([0-9a-f]{8})", parts.read("docProps/core.xml").decode())
    return found


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--part", "debrief"],
        ["--stage", "design", "--candidate-name", "Dana Reyes", "--candidate-id", "C-17", "--blind"],
        ["--interviewers", "Ada Okafor=design", "--large-print"],
    ],
)
def test_a_kit_shares_the_content_hash_of_the_posting(options: list[str], jdgen: Command) -> None:
    (posting,) = jdgen("posting", ROLE, *FILES, "-f", "docx").paths
    (kit,) = jdgen(*RUBRIC, *options, "-f", "docx").paths
    assert version(kit) == version(posting)


def test_without_the_options_a_kit_is_that_of_the_command_kit(jdgen: Command) -> None:
    _, together = jdgen("kit", ROLE, *FILES, "-f", "docx", "-o", "kit").paths
    (alone,) = jdgen(*RUBRIC, "-f", "docx", "-o", "rubric").paths
    assert (together.name, together.read_bytes()) == (alone.name, alone.read_bytes())


# --- help and completion ---


def test_the_help_has_the_kit_apart_and_names_every_part(jdgen: Command) -> None:
    text = jdgen("rubric", "--help").out
    kit, rest = text.partition("The kit:")[2].split("Options:")
    assert re.findall(r"(?m)^  (--[a-z-]+)", kit) == [
        "--part", "--stage", "--interviewers", "--candidate-name", "--candidate-id", "--blind", "--fillable",
        "--large-print",
    ]  # fmt: skip
    assert "--company" in rest
    parts = kit.partition("--stage")[0]
    assert [part for part in PARTS if not re.search(rf"\b{part}\b", parts)] == []
    assert [part for part in OF_A_STAGE if not re.search(rf"\b{part}\b", kit.partition("--stage")[2])] == []
    options = [p.opts[-1] for p in root.commands["rubric"].params if isinstance(p, click.Option)]
    assert [option for option in options if option not in text] == []
    # Every other command keeps the help that Click gives it.
    assert "The kit:" not in jdgen("posting", "--help").out


def test_the_example_of_the_help_works(jdgen: Command) -> None:
    text = " ".join(jdgen("rubric", "--help").out.split())
    example = text.partition("Example: jdgen ")[2].split()
    assert example[0] == "rubric"
    assert jdgen(*example, "-f", "txt").code == 0


def test_parts_and_stages_are_completed(here: Path) -> None:
    def complete(words: str) -> list[str]:
        asked = {"_JDGEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
        return [line.partition(",")[2] for line in spawn(**asked).out.splitlines() if line]

    assert complete("jdgen rubric --part c") == ["cover", "candidate"]
    assert complete("jdgen rubric --part cover,c") == ["cover,candidate"]
    assert complete(f"jdgen rubric {ROLE} --stage d") == ["design"]
    assert complete("jdgen rubric no-such-role --stage d") == []
    add(here / "eng-214.yaml", LOOP)
    assert complete(f"jdgen rubric {ROLE} --opening eng-214.yaml --stage t") == ["task"]
    assert complete(f"jdgen rubric {ROLE} --opening eng-214.yaml --stage d") == []


# --- the manual ---


def yaml_of_the_manual() -> list[str]:
    text = (ROOT / "docs/hiring-team.md").read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


def test_the_manual_shows_openings_that_can_be_used(jdgen: Command, here: Path) -> None:
    opening = (here / "eng-214.yaml").read_text(encoding="utf-8")
    blocks = yaml_of_the_manual()
    stages = ["Hiring manager screen", "First talk", "Exercise"]
    assert len(blocks) == len(stages)
    for block, stage in zip(blocks, stages, strict=True):
        (here / "eng-214.yaml").write_text(opening + block, encoding="utf-8")
        ran = jdgen(*RUBRIC, "-f", "txt", "-o", "-", "-q")
        assert (stage, ran.code, ran.err) == (stage, 0, "")
        assert f"Scorecard: {stage}" in headings(ran.out)
    assert "Exercise: your task" in headings(ran.out)


def test_the_manual_has_a_row_for_every_part() -> None:
    text = (ROOT / "docs/hiring-team.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^\| `(\w+)` \|", text) == [*PARTS]
