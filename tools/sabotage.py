"""Switches off each defense in turn and runs the tests that are to notice: every one of them must go red.

A defense is marked where it stands, by a comment: `# defense ID: what it keeps out`. Its saboteur is in
`tests/sabotage/*.yaml` under the same id: `file`, `cut` (words of that file that stand there once, at most 40 lines
below the mark), `put` (what takes their place), and `red` (the tests that notice, as pytest names them).

`python tools/sabotage.py [ID ...] [--workers N]` works on copies of the tree; the checkout stays as it is.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
SABOTEURS = ROOT / "tests" / "sabotage"
MARK = re.compile(r"^\s*# defense ([a-z0-9_]+(?:\.[a-z0-9_]+)+): (\S.*)$")
REACH = 40
"""How many lines below its mark a defense may stand."""
SECONDS = 300
_COPIED = ("src", "tests", "tools", "templates", "profiles", "examples", "docs", "benchmarks", "pyproject.toml",
           "README.md", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile", "LICENSE",
           "NOTICE", "constraints.txt")  # fmt: skip


class Defense(NamedTuple):
    """A defense where it stands in the code."""

    id: str
    says: str
    file: str
    line: int


class Saboteur(NamedTuple):
    """How one defense is switched off, and which tests are to notice."""

    id: str
    file: str
    cut: str
    put: str
    red: tuple[str, ...]


class Outcome(NamedTuple):
    """What came of a sabotage: `red` as it should be, `green` if nobody noticed, `broken` if no test could run."""

    id: str
    verdict: str
    seconds: float
    said: str


def defenses(root: Path = ROOT) -> Iterator[Defense]:
    """Yield every marked defense."""
    for path in sorted((root / "src").rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if mark := MARK.match(line):
                yield Defense(mark[1], mark[2], path.relative_to(root).as_posix(), number)


def saboteurs(folder: Path = SABOTEURS) -> list[Saboteur]:
    """Return all saboteurs, in the order of their files."""
    found: list[Saboteur] = []
    for path in sorted(folder.glob("*.yaml")):
        for name, entry in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
            red = entry["red"]
            tests = (red,) if isinstance(red, str) else tuple(red)
            found.append(Saboteur(name, entry["file"], entry["cut"].rstrip("\n"), entry["put"].rstrip("\n"), tests))
    return found


def sabotaged(text: str, saboteur: Saboteur) -> str:
    """Return the text of a module without the defense; raise ValueError unless its words stand there exactly once."""
    count = text.count(saboteur.cut)
    if count != 1:
        raise ValueError(f"{saboteur.id}: what is cut stands {count} times in {saboteur.file}")
    return text.replace(saboteur.cut, saboteur.put)


def copy(folder: Path) -> None:
    """Copy what the tests need; the judges are shared."""
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        elif (ROOT / name).is_file():
            shutil.copy2(ROOT / name, folder / name)
    if (ROOT / ".judges").is_dir():
        (folder / ".judges").symlink_to(ROOT / ".judges")


def pytest(folder: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    """Return how pytest ended in a copy, and its last lines; -1 is a run that took too long."""
    plugins = ("-p", "no:cacheprovider", "-p", "no:xdist")
    command = [sys.executable, "-m", "pytest", "-x", "-q", *plugins, "--no-header", *tests]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("EVIDENCE", None)
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace",
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return -1, f"no end after {SECONDS} s"
    return done.returncode, "\n".join(done.stdout.splitlines()[-12:])


def sabotage(folder: Path, saboteur: Saboteur) -> Outcome:
    """Switch one defense off in a copy, run the tests that are to notice, and put it back."""
    start = time.monotonic()
    module = folder / saboteur.file
    before = module.read_text(encoding="utf-8")
    module.write_text(sabotaged(before, saboteur), encoding="utf-8")
    try:
        code, said = pytest(folder, saboteur.red)
    finally:
        module.write_text(before, encoding="utf-8")
    verdict = {0: "green", 1: "red"}.get(code, "broken")
    return Outcome(saboteur.id, verdict, time.monotonic() - start, said)


def run(chosen: list[Saboteur], workers: int) -> Iterator[Outcome]:
    """Yield what came of each sabotage, in order; each worker has a copy of its own."""
    with tempfile.TemporaryDirectory(prefix="jdgen-sabotage-") as home:
        copies: Queue[Path] = Queue()
        for number in range(workers):
            copy(Path(home) / str(number))
            copies.put(Path(home) / str(number))

        def one(saboteur: Saboteur) -> Outcome:
            folder = copies.get()
            try:
                return sabotage(folder, saboteur)
            finally:
                copies.put(folder)

        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(one, chosen)


def main() -> int:
    """Run the saboteurs that are named, or all; return 1 if a defense was not missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="*", help="the defenses to switch off; all if none is named")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    known = saboteurs()
    chosen = [one for one in known if not given.ids or any(one.id.startswith(name) for name in given.ids)]
    missing = {each.id for each in defenses()} ^ {each.id for each in known}
    for name in sorted(missing):
        print(f"{name}: has no saboteur, or no defense")
    bad = 0
    for outcome in run(chosen, given.workers):
        print(f"{outcome.verdict:6} {outcome.seconds:5.1f} s  {outcome.id}", flush=True)
        if outcome.verdict != "red":
            bad += 1
            print("\n".join(f"    {line}" for line in outcome.said.splitlines()))
    print(f"{len(chosen)} defenses switched off, {bad} not missed")
    if not given.ids:
        sys.path.insert(0, str(ROOT / "tests"))
        from evidence import note

        note("sabotage.defenses", len(chosen))
        note("sabotage.green", bad + len(missing))
    return 1 if bad or missing else 0


if __name__ == "__main__":
    sys.exit(main())
