"""What tests share: a way to run the command, golden files, and the examples."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = ROOT / "examples"
DAY = "2026-11-20"


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
