"""What tests share: a way to run the command, golden files, and the examples."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jdgen.inputs import source

pytest_plugins = ("sittings",)
# What the developer has configured changes no test.
for variable in [name for name in os.environ if name.startswith("JDGEN_")]:
    del os.environ[variable]
os.environ["JDGEN_CONFIG"] = ""
# A program that is started in the background, or to outlive its terminal, ignores signals, and so does what it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = ROOT / "examples"
DAY = "2026-11-20"
OURS = tuple(f"{ROOT / name}/" for name in ("profiles", "examples"))
"""Where the input files stand that ship with the project."""


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and not among the modules: the command never does, and it took a fifth of the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 5)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted, whatever process they ran in."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    counted = [value for report in reports for name, value in report.user_properties if name == "counted"]
    if counted:
        terminalreporter.section("counted")
        for line in sorted(counted):
            terminalreporter.write_line(line)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew; look at what changed")


def copied(node: Any) -> Any:
    """Return a tree of its own: whoever changes it, as `--set` does, changes no other."""
    if isinstance(node, source.Mapping):
        entries = {key: copied(value) for key, value in node.entries.items()}
        return source.Mapping(node.place, entries, dict(node.keys), dict(node.named))
    return source.Sequence(node.place, list(map(copied, node.items))) if isinstance(node, source.Sequence) else node


@pytest.fixture(scope="session", autouse=True)
def our_files_are_parsed_once() -> Iterator[None]:
    """Give tests a copy of the tree of a file of ours: to parse the same bytes anew took a third of their time."""
    read, kept = source.read, dict[Path, tuple[bytes, source.Mapping]]()

    def read_once(path: Path, data: bytes | None = None) -> source.Mapping:
        if data is not None or not str(path).startswith(OURS) or not path.is_file():
            return read(path, data)
        try:
            here = path.read_bytes()
        except OSError:
            return read(path)
        if path not in kept or kept[path][0] != here:
            kept[path] = (here, read(path))
        return copied(kept[path][1])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "read", read_once)
        yield


def riverbend_alone() -> str:
    """Return the company of the examples without its brand, whose pictures stand beside it."""
    whole = (EXAMPLES / "companies/riverbend.yaml").read_text(encoding="utf-8")
    return whole.partition("brand:\n")[0]


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def paths(self) -> list[Path]:
        return [Path(line) for line in self.out.splitlines()]


@pytest.fixture
def jdgen(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run the real command in this process; the date is fixed unless the test says otherwise."""
    from jdgen.cli.root import run

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")  # 2026-11-20
    monkeypatch.setenv("NO_COLOR", "1")

    def command(*arguments: object) -> Ran:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return command


def spawn(*arguments: object, cwd: Path | None = None, **environment: str) -> Ran:
    """Run the real command in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "jdgen", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795132800", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, whole; `--update-golden` writes it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no golden file {name}; run pytest --update-golden and look at it"
        assert text == path.read_text(encoding="utf-8")

    return compare
