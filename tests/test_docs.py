"""What the documentation says is tried: every command, format, exit code, link and generated page."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from conftest import EXAMPLES, ROOT, Ran
from jdgen import errors
from jdgen.cli.root import jdgen as root
from jdgen.render import BOARDS, FORMATS

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FOLLOWED = [
    "README.md", "docs/recruiter.md", "docs/hiring-team.md", "docs/candidate.md", "docs/library.md", "docs/scores.md",
    "docs/checking.md",
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
    codes = {value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)}
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
