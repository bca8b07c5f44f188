"""What the documentation says is tried: every command, format, exit code, link and generated page."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import click
import pytest

from conftest import EXAMPLES, ROOT, Ran
from jdgen import errors
from jdgen.cli.root import jdgen as root
from jdgen.documents import contract
from jdgen.house.compiling.operations import FILTERS
from jdgen.house.filling.own_styles import own_styles
from jdgen.inputs.brand.themes import Theme
from jdgen.render import BOARDS, FORMATS

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FOLLOWED = [
    "README.md", "docs/recruiter.md", "docs/hiring-team.md", "docs/candidate.md", "docs/library.md", "docs/scores.md",
    "docs/checking.md", "docs/configuration.md", "docs/templates.md", "docs/audit.md",
]  # fmt: skip
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands(page: str) -> list[list[str]]:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("jdgen ")]


@pytest.mark.parametrize("page", FOLLOWED)
def test_a_page_can_be_followed_word_for_word(
    page: str, jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(EXAMPLES)
    typed = commands(page)
    assert typed
    for command in typed:
        ran = jdgen(*command)
        assert (command, ran.code, ran.err if ran.code else "") == (command, 0, "")
        if command[0] in {"posting", "rubric", "letter", "kit", "guide", "ladder", "coverage"}:
            assert ran.paths
            assert all(path.is_file() for path in ran.paths)


def yaml_of_the_library_page() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/library.md").read_text(encoding="utf-8"), re.DOTALL)


def test_the_files_of_the_library_page_change_the_ladder(
    jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (new,) = [command for command in commands("docs/library.md") if "--extends" in command]
    assert jdgen(*new).code == 0
    written = [block for block in yaml_of_the_library_page() if block.startswith("# profiles/")]
    assert len(written) == 2
    for block in written:
        Path(block.splitlines()[0].removeprefix("# ")).write_text(block, encoding="utf-8")
    ran = jdgen("ladder", "software-engineering", "-f", "txt", "-o", "-")
    assert (ran.code, ran.err) == (0, "")
    assert "$150,000 – $190,000 a year" in ran.out
    assert re.findall(r"(?m)^(.+)\n-+$", ran.out)[2:] == [
        "Junior Software Engineer", "Example Role", "Senior Software Engineer", "Staff Software Engineer",
    ]  # fmt: skip
    rungs = [line for line in jdgen("profiles", "list").out.splitlines() if " of 4" in line]
    (senior,) = [line for line in rungs if line.startswith("senior-software-engineer ")]
    assert [part.strip() for part in re.split("  +", senior)[1:]] == [
        "Senior Software Engineer", "software-engineering", "3 of 4", "5–8", "$150,000–$190,000",
    ]  # fmt: skip
    # The rung keeps its other names, other roles speak of it with its pay, and each value has its place.
    assert jdgen("profiles", "show", "L5").out.startswith(
        "# profiles/software-engineering/senior-software-engineer.yaml\n"
    )
    guide = jdgen("guide", "ios-developer", "-f", "txt", "-o", "-")
    assert (guide.code, "- Senior Software Engineer, $150,000 – $190,000 a year." in guide.out) == (0, True)
    told = jdgen("profiles", "show", "software-engineer", "--explain")
    assert (told.code, "loop[screen].minutes" in told.out) == (0, True)
    checked = json.loads(jdgen("check", "--json").out)["findings"]
    assert [found["text"] for found in checked if found["rule"] == "input"] == []
    listed = [line.split()[0] for line in rungs]
    assert listed == [
        "backend-engineer", "junior-software-engineer", "senior-software-engineer", "staff-software-engineer",
    ]  # fmt: skip


def test_what_the_library_page_lays_over_a_role_passes_the_check(
    jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    laid = [block for block in yaml_of_the_library_page() if not block.startswith("# profiles/")]
    assert len(laid) == 2
    (new,) = [command for command in commands("docs/library.md") if "--extends" in command]
    assert jdgen(*new).code == 0
    path = tmp_path / new[2]
    path.write_text("\n".join([path.read_text(encoding="utf-8"), *laid]), encoding="utf-8")
    ran = jdgen("check", path.stem, "--json")
    rules = {finding["rule"] for finding in json.loads(ran.out)["findings"]}
    assert (ran.code, rules) == (0, {"scaffold.left", "pay.missing"})
    musts = json.loads(jdgen("coverage", path.stem, "--json").out)["must_haves"]
    assert (len(musts), musts[-1]["id"]) == (6, "r-queues")


TEMPLATES = "docs/templates.md"
POSTING = ("posting", "senior-software-engineer", "--company", "acme.yaml", "--opening", "eng-214.yaml", "-f", "docx")


def blocks(page: str, language: str) -> list[str]:
    """Return the code blocks of a page, those in lists without their indent."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.findall(rf"(?m)^( *)```{language}\n(.*?)^ *```", text, re.DOTALL)
    return ["".join(line.removeprefix(indent) for line in block.splitlines(keepends=True)) for indent, block in found]


@pytest.fixture
def acme(jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the files of the page on templates, as somebody has them who followed it."""
    monkeypatch.chdir(tmp_path)
    for command in commands(TEMPLATES)[:2]:
        assert jdgen(*command).code == 0
    written = {block.splitlines()[0].removeprefix("# "): block for block in blocks(TEMPLATES, "yaml")}
    assert written.keys() == {"acme.yaml", "acme.theme.yaml"}
    for name, block in written.items():
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write(block)
    return tmp_path


def test_the_brand_and_the_theme_of_the_templates_page_work_on_a_bare_machine(
    jdgen: Callable[..., Ran], acme: Path
) -> None:
    for option in ((), ("--theme", "acme.theme.yaml")):
        ran = jdgen(*POSTING[:-1], "docx,pdf,html", "-q", "-o", f"made{len(option)}", *option)
        assert (ran.code, ran.err, len(ran.paths)) == (0, "", 3)
    path = acme / "acme.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("#7A3E00", "#F5C400"), encoding="utf-8")
    (said,) = [block for block in blocks(TEMPLATES, "text") if "contrast" in block]
    assert jdgen(*POSTING, "-o", "never").err.splitlines(keepends=True)[0] == said


def swapped(old: str, new: str) -> None:
    """Write other words in the place of a tag of the template."""
    with zipfile.ZipFile("acme.docx") as held:
        members = {name: held.read(name) for name in held.namelist()}
    body = members["word/document.xml"].decode()
    tag = old.replace('"', "&quot;")
    assert body.count(tag) == 1
    before, behind = body.split(tag)
    if new.startswith("<w:tbl>"):
        start = before.rindex("<w:p>")
        before, new = f"{before[:start]}{new}{before[start:]}", tag
    members["word/document.xml"] = f"{before}{new}{behind}".encode()
    with zipfile.ZipFile("acme.docx", "w") as made:
        for name, data in members.items():
            made.writestr(name, data)


@pytest.mark.parametrize(("old", "new"), [
    ('{{p section("process") }}', "{{ company.name }}"), ("{{ posting.subtitle }}", "{{ opening.hours }}"),
])  # fmt: skip
@pytest.mark.usefixtures("acme")
def test_the_messages_of_the_templates_page_are_those_of_a_template(
    jdgen: Callable[..., Ran], old: str, new: str
) -> None:
    (start,) = [command for command in commands(TEMPLATES) if command[:2] == ["template", "new"]]
    assert jdgen(*start).code == 0
    swapped(old, new)
    ran = jdgen(*POSTING, "-q", "--template", "acme.docx")
    assert ran.code in (2, 3)
    quoted = [block.rstrip("\n").split("…") for block in blocks(TEMPLATES, "text") if block.startswith("acme.docx: ")]
    patterns = [re.compile(".*".join(map(re.escape, pieces))) for pieces in quoted]
    assert len(patterns) == 2
    first = ran.err.splitlines()[0]
    assert [bool(pattern.fullmatch(first)) for pattern in patterns].count(True) == 1, first


@pytest.mark.usefixtures("acme")
def test_the_expressions_of_the_templates_page_can_be_filled(jdgen: Callable[..., Ran]) -> None:
    (start,) = [command for command in commands(TEMPLATES) if command[:2] == ["template", "new"]]
    assert jdgen(*start).code == 0
    text = (ROOT / TEMPLATES).read_text(encoding="utf-8")
    every = re.findall(r"\{\{ [^{}…]+ \}\}", text) + re.findall(r"(?m)^\{% if .*", text)
    alone = [tag for tag in dict.fromkeys(every) if "stage." not in tag]
    assert len(alone) >= 10
    swapped("{{ posting.subtitle }}", escape(" ".join(alone)))
    ran = jdgen("template", "check", "acme.docx", "-q")
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.usefixtures("acme")
def test_the_table_of_the_templates_page_has_a_row_for_each_stage(jdgen: Callable[..., Ran]) -> None:
    (start,) = [command for command in commands(TEMPLATES) if command[:2] == ["template", "new"]]
    assert jdgen(*start).code == 0
    text = (ROOT / TEMPLATES).read_text(encoding="utf-8").partition("| Stage | Minutes | With |\n|---|---|---|\n")[2]
    rows = [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in text.split("\n\n")[0].splitlines()]
    assert [len(row) for row in rows] == [3, 3, 3]
    cells = ["".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) for row in rows]
    grid = "<w:tblGrid>" + 3 * '<w:gridCol w:w="3000"/>' + "</w:tblGrid>"
    rest = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    swapped('{{p section("why") }}', f"<w:tbl><w:tblPr/>{grid}{rest}</w:tbl>")
    ran = jdgen(*POSTING, "-q", "--template", "acme.docx")
    assert (ran.code, ran.err) == (0, "")
    (path,) = ran.paths
    body = zipfile.ZipFile(path).read("word/document.xml").decode()
    said = [re.findall(r"<w:t(?: [^>]*)?>([^<]*)", row) for row in re.findall(r"<w:tr[ >].*?</w:tr>", body, re.DOTALL)]
    assert [row for row in said if len(row) == 3 and row[1].isdecimal()] == [
        ["Hiring manager screen", "45", "hiring manager"], ["System design interview", "75", "staff engineer"],
        ["Work sample", "90", "senior engineer"], ["Behavioral interview", "60", "engineering manager"],
    ]  # fmt: skip


def table(page: str, head: str) -> list[list[str]]:
    """Return the rows of a table, of each cell what is quoted as code."""
    text = (ROOT / page).read_text(encoding="utf-8")
    _, _, behind = text.partition(f"{head}\n|---|---|\n")
    rows = behind.partition("\n\n")[0].splitlines()
    return [re.findall(r"`([^`]+)`", row.strip("|").partition("|")[0]) for row in rows]


def test_the_templates_page_names_every_key_of_a_theme_and_styles_that_there_are() -> None:
    keys = [key for row in table(TEMPLATES, "| key | values |") for key in row]
    assert sorted(keys) == sorted(Theme.model_fields)
    styles = [name for row in table(TEMPLATES, "| style | what is set in it |") for name in row]
    assert len(styles) >= 30
    known = {own.name.casefold() for own in own_styles().values()}
    assert [name for name in styles if name.casefold() not in known] == []


def test_the_templates_page_has_every_filter_and_what_nobody_may_leave_out() -> None:
    text = (ROOT / TEMPLATES).read_text(encoding="utf-8")
    assert [name for name in FILTERS if f"`{name}`" not in text and f"| {name}(" not in text] == []
    (said,) = re.findall(r"What nobody may leave out: (.*?)\n\n", text, re.DOTALL)
    assert re.findall(r"`([\w-]+)`", said) == [name for kind in contract.KINDS for name in contract.must_show(kind)]


def test_the_readme_shows_the_two_set_up_commands_and_the_makefile_has_them() -> None:
    readme, makefile = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "Makefile"))
    for target in ("demo", "test"):
        assert f"\nmake {target} " in readme
        assert f"\n{target}:" in makefile
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_reference_names_every_command_option_and_format() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    names = list(root.commands)
    assert len(names) >= 9
    assert [name for name in names if f"`jdgen {name}" not in reference] == []
    made = [*root.commands["kit"].params, *root.commands["rubric"].params]
    options = [p.opts[-1] for p in made if isinstance(p, click.Option)]
    elsewhere = {"--company", "--opening", "--candidate", "--quiet", "--verbose"}
    shown = [option for option in options if option not in elsewhere]
    assert len(shown) >= 10
    assert [option for option in shown if f"`{option}" not in reference] == []
    assert [name for name in (*FORMATS, *BOARDS) if f"`{name}`" not in reference] == []


def test_the_reference_and_the_help_name_every_exit_code(jdgen: Callable[..., Ran]) -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    numbers = {name: value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)}
    codes = {value for name, value in numbers.items() if name != "LONGEST_NAME"}
    assert codes == {0, 1, 2, 3, 4, 5, 6, 70, 130}
    assert {int(found) for found in re.findall(r"^\| (\d+) \|", reference, re.MULTILINE)} == codes
    epilog = jdgen("--help").out.partition("Exit codes:")[2]
    assert {int(found) for found in re.findall(r"\b\d+\b", epilog)} == codes


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["fields", "rules"])
def test_a_generated_page_is_fresh(name: str) -> None:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.TARGET.read_text(encoding="utf-8") == tool.text()
