"""The rules of ARCHITECTURE.md, checked in the code: layers, sizes, and what a command loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import EXAMPLES, ROOT

SOURCE = ROOT / "src/jdgen"
MODULES = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
FUNCTIONS = {
    f"{name}:{node.lineno} {node.name}": node
    for name, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
}
HEAVY = (
    "pydantic", "yaml", "jinja2", "markdown_it", "weasyprint", "docx", "docxtpl", "lxml", "fontTools",
    "jdgen.model", "jdgen.documents", "jdgen.inputs", "jdgen.pipeline",
)  # fmt: skip


def test_there_is_something_to_check():
    assert len(MODULES) >= 50
    assert len(FUNCTIONS) >= 300


def test_the_import_contracts_are_kept():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    kept = [line for line in done.stdout.splitlines() if line.endswith(" KEPT")]
    assert len(kept) >= 6
    assert f"Contracts: {len(kept)} kept, 0 broken." in done.stdout


def test_no_module_is_over_300_lines():
    sizes = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: size for name, size in sizes.items() if size > 300} == {}


def test_no_function_is_over_50_lines():
    sizes = {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in FUNCTIONS.items()}
    assert {name: size for name, size in sizes.items() if size > 50} == {}


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = function.args
    named = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len(named) - (named[:1] in (["self"], ["cls"]))


def test_no_function_takes_more_than_5_parameters():
    assert {name: parameters(node) for name, node in FUNCTIONS.items() if parameters(node) > 5} == {}


def test_folders_are_two_deep_at_most():
    assert [name for name in MODULES if name.count("/") > 2] == []


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def importers(package: str) -> set[str]:
    return {
        name
        for name, tree in TREES.items()
        if {n for n in imported(tree) if n == package or n.startswith(f"{package}.")}
    }


@pytest.mark.parametrize(
    ("package", "room"),
    [
        ("click", "cli/"),
        ("weasyprint", "render/"),
        ("docxtpl", "render/"),
        ("jinja2", ("render/", "house/")),  # the house asks its parser alone
        ("markdown_it", ("documents/inline.py", "inputs/finished/markdown.py")),
        ("lxml", ("inputs/finished/word_package.py", "house/")),
        ("multiprocessing", "batch/"),
        ("sqlite3", "batch/"),
        ("distributed", "batch/"),
        ("fsspec", "batch/"),
        ("pikepdf", ("batch/", "audit/")),
    ],
)
def test_a_library_is_known_in_one_room_only(package, room):
    found = importers(package)
    assert {name for name in found if not name.startswith(room)} == set()
    assert found or package == "docxtpl"


def test_everything_is_caught_where_a_process_begins_only():
    bare = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert [place.partition(":")[0] for place in bare] == ["batch/pool/child.py", "batch/work.py", "cli/root.py"]


LOADED = """
import sys
from jdgen.cli.root import run
code = run(sys.argv[1:])
sys.stderr.write("\\n".join(["LOADED", *sys.modules]))
sys.exit(code)
"""


def loaded(*arguments: object, cwd: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.partition("LOADED\n")[2].split("\n"))


def of(packages: tuple[str, ...], modules: set[str]) -> set[str]:
    return {name for name in modules for package in packages if name == package or name.startswith(f"{package}.")}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["posting", "--help"], ["rubric", "--help"], ["kit", "--help"], ["--version"], []]
)
def test_help_loads_nothing_heavy(arguments, tmp_path):
    modules = loaded(*arguments, cwd=tmp_path)
    assert "jdgen.cli.documents" in modules
    assert of(HEAVY, modules) == set()


def posting(out: Path, name: str) -> list[object]:
    return [
        "posting", "senior-software-engineer", "-f", name, "-o", out,
        "--company", EXAMPLES / "companies/riverbend.yaml", "--opening", EXAMPLES / "openings/riverbend-eng-214.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("docx", ("weasyprint", "docxtpl", "docx", "lxml")),
        ("txt", ("weasyprint", "docxtpl", "docx", "lxml", "jinja2")),
        ("md", ("weasyprint", "docxtpl", "docx", "lxml", "jinja2")),
        ("html", ("weasyprint", "docxtpl", "docx", "lxml")),
    ],
)
def test_a_posting_loads_only_its_own_renderer(name, absent, tmp_path):
    modules = loaded(*posting(tmp_path, name), cwd=tmp_path)
    assert of(("jdgen.pipeline", "pydantic", "yaml"), modules) >= {"jdgen.pipeline", "pydantic", "yaml"}
    assert of(absent, modules) == set()
    assert len(list(tmp_path.iterdir())) == 1


OF_LETTERS = (
    "jdgen.letters", "jdgen.checks.letter", "jdgen.cli.ask.ask", "jdgen.cli.calling", "jdgen.cli.many_letters",
    "jdgen.documents.letter", "jdgen.documents.letter_bridge", "jdgen.documents.letter_frame",
    "jdgen.documents.letter_open", "jdgen.documents.letter_reading", "jdgen.documents.letter_words",
    "jdgen.documents.stories", "jdgen.inputs.calling", "jdgen.inputs.candidate", "jdgen.inputs.finished",
    "jdgen.inputs.yaml_edit", "jdgen.render.letter_type", "jdgen.render.word_letter",
)  # fmt: skip


def test_only_what_is_there_is_named_as_of_letters():
    modules = {"jdgen." + name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in MODULES}
    assert set(OF_LETTERS) - modules == set()


@pytest.mark.parametrize("name", ["docx", "html", "pdf", "txt"])
def test_a_posting_loads_nothing_of_letters(name, tmp_path):
    modules = loaded(*posting(tmp_path, name), cwd=tmp_path)
    assert "jdgen.documents.posting" in modules
    assert of(OF_LETTERS, modules) == set()


def test_a_letter_loads_what_it_is_made_of(tmp_path):
    candidate = EXAMPLES / "candidates/dana-reyes.yaml"
    role = ("senior-software-engineer", "--company", EXAMPLES / "companies/riverbend.yaml")
    modules = loaded("letter", *role, "--candidate", candidate, "-f", "docx", "-o", tmp_path, cwd=tmp_path)
    wanted = {"jdgen.letters", "jdgen.checks.letter", "jdgen.inputs.candidate", "jdgen.render.letter_type"}
    assert of(tuple(wanted), modules) >= wanted
    assert of(("jdgen.render.html", "weasyprint", "jdgen.cli.ask.ask"), modules) == set()
