"""Whole batches side by side: `jdgen batch` as a command against plain loops, each in a process of its own.

Every way is run in turn, so that a busy machine slows all of them alike, and every document is timed by the line that
is printed when it is done, so that no start counts. What is measured for one core is bound to one, all processes of it:
the parent too, which flushes and names the files. The plain loops are those of `templates.py` and `pdf.py`; they open,
render and save, get their values ready-made, and neither check nor flush nor remember anything.
"""

import argparse
import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
JDGEN = str(Path(sys.executable).parent / "jdgen")
TOWNS = ("Denver,CO,80202", "Boulder,CO,80301", "Aurora,CO,80010", "Golden,CO,80401", "Pueblo,CO,81003")
SETTLED = 200
"""After so many documents the memory of a batch is looked at for the first time."""


@dataclass(frozen=True)
class Sizes:
    """How many documents each measurement takes, and how often those that are compared take turns."""

    turns: int = 5
    word: int = 500
    pdf: int = 100
    both: int = 200
    word_many: int = 10_000
    rerun: int = 2000


QUICK = Sizes(turns=2, word=200, pdf=40, both=60, word_many=600, rerun=100)


@dataclass
class Run:
    """What came of a command: when each document was done, how long all of it took, and what memory was resident."""

    done: list[float] = field(default_factory=list)
    seconds: float = 0.0
    states: dict[str, int] = field(default_factory=dict)
    memory: list[tuple[int, int, int]] = field(default_factory=list)
    """Documents done, bytes of the parent, and bytes of all other processes together."""
    worked: list[tuple[int, float]] = field(default_factory=list)
    """Documents done, and the seconds that all processes had worked till then, a tenth from both ends."""

    def rate(self) -> float:
        """Return the documents a second, without those of the first tenth, which warm up."""
        first = len(self.done) // 10
        return (len(self.done) - 1 - first) / (self.done[-1] - self.done[first])

    def work(self) -> float:
        """Return the documents a second of work, which other programs on the machine change less; 0 if not known."""
        if len(self.worked) < 2 or not self.worked[1][1]:
            return 0.0
        (first, before), (last, after) = self.worked
        return (last - first) / (after - before)

    def fifths(self) -> tuple[float, float]:
        """Return the seconds for a document in the first and in the last fifth, the warming up left out."""
        some = len(self.done) // 5
        first, last = self.done[some // 2], self.done[-some - 1]
        return (self.done[some + some // 2] - first) / some, (self.done[-1] - last) / some

    def settled(self) -> list[tuple[int, int, int]]:
        """Return what is known of the memory from the first so many documents to the last, when workers end."""
        first = min(SETTLED, len(self.done) // 4)
        return [sample for sample in self.memory if first <= sample[0] < len(self.done)]

    def growth(self, *, late: bool = False) -> float | None:
        """Return by how many bytes all processes together grow with each document, as a line through all samples.

        The `late` ones are those of the second half of the run, when every kept value has its place.
        """
        first = len(self.done) // 2 if late else 0
        samples = [(done, one + other) for done, one, other in self.settled() if done >= first]
        if len({done for done, _ in samples}) < 3:
            return None
        return statistics.linear_regression(*zip(*samples, strict=True)).slope


def table(path: Path, count: int) -> Path:
    """Write a table of openings; no two rows are the same."""
    fixed = {
        "role": "senior-software-engineer",
        "company": ROOT / "examples" / "companies" / "riverbend.yaml",
        "opening": ROOT / "examples" / "openings" / "riverbend-eng-214.yaml",
    }
    with path.open("w", newline="", encoding="utf-8") as file:
        places = [f"opening.locations[0].{part}" for part in ("locality", "region", "postal")]
        pay = ["opening.pay.min", "opening.pay.max"]
        writer = csv.writer(file)
        writer.writerow(["id", *fixed, "opening.requisition", *pay, *places, "opening.deadline", "opening.apply.url"])
        for number in range(1, count + 1):
            least, town = 140_000 + 5 * number, TOWNS[number % len(TOWNS)].split(",")
            url = f"https://careers.riverbend.example/eng-{number}"
            last = [*town, f"2026-12-{1 + number % 28:02d}", url]
            writer.writerow([number, *fixed.values(), f"ENG-{number:05d}", least, least + 30_000, *last])
    return path


def timed(command: list[str], *, count: int = 0, core: bool = False, watched: float = 0.0) -> Run:
    """Run a command that prints an object for each of `count` documents.

    `core` binds it to one core, and its memory is sampled every `watched` seconds.
    """
    run, start, ended = Run(), time.perf_counter(), threading.Event()
    before = bind if core and hasattr(os, "sched_setaffinity") else None
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, preexec_fn=before) as process,
    ):
        watcher = threading.Thread(target=watch, args=(process.pid, run, watched, ended))
        if watched and Path("/proc/self/statm").exists():
            watcher.start()
        for line in process.stdout:
            said = json.loads(line)
            state = said.get("state", "")
            run.states[state] = run.states.get(state, 0) + 1
            if said.get("file") is not None and state in ("made", "unchanged"):
                run.done.append(time.perf_counter() - start)
                if len(run.done) in (count // 10, count - count // 10):
                    run.worked.append((len(run.done), sum(map(worked, family(process.pid)))))
        ended.set()
        process.wait()
        run.seconds = time.perf_counter() - start
        if process.returncode or "failed" in run.states:
            errors.seek(0)
            sys.exit(f"{' '.join(command)}\nended with {process.returncode}: {errors.read().decode()[-2000:]}")
    if watcher.ident:
        watcher.join()
    return run


def bind() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def watch(parent: int, run: Run, every: float, ended: threading.Event) -> None:
    """Sample the resident memory of a process, and of all that it and its own have started."""
    while not ended.wait(every):
        others = family(parent) - {parent}
        run.memory.append((len(run.done), resident(parent), sum(map(resident, others))))


def family(parent: int) -> set[int]:
    """Return a process with all that it and its own have started."""
    above = {int(path.parent.name): path for path in Path("/proc").glob("[0-9]*/stat")}
    above = {pid: int(said.rpartition(")")[2].split()[1]) for pid, path in above.items() if (said := text(path))}
    found = {parent}
    while more := {pid for pid, its in above.items() if its in found} - found:
        found |= more
    return found


def resident(pid: int) -> int:
    return int((text(Path(f"/proc/{pid}/statm")) or "0 0").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def worked(pid: int) -> float:
    """Return the seconds that a process has worked, with those of its own that have ended."""
    said = text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(map(int, said[11:15])) / os.sysconf("SC_CLK_TCK")


def text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""  # it has ended meanwhile


def batch(rows: Path, out: Path, formats: str, workers: int, *more: str) -> list[str]:
    """Return the command of a batch."""
    return [JDGEN, "batch", str(rows), "-f", formats, "-o", str(out), "--workers", str(workers), "--json",
            "--date", "2026-11-20", *more]  # fmt: skip


Command = Callable[[Path], list[str]]


class Bench:
    """The measurements, and the lines of the table that they give."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder = folder
        self.sizes = sizes
        self.lines: list[tuple[str, str, str, str, str]] = []
        self.ran = 0

    def rows(self, count: int) -> Path:
        """Return a table of so many rows."""
        path = self.folder / f"openings-{count}.csv"
        return path if path.exists() else table(path, count)

    def out(self) -> Path:
        """Return a new folder: nothing is there that could stay."""
        self.ran += 1
        path = self.folder / f"out-{self.ran}"
        path.mkdir()
        return path

    def compare(self, what: str, ways: dict[str, tuple[Command, str]], count: int, *, core: bool = True) -> None:
        """Run commands in turn; each is a function of a new folder and has a goal, and the first is the yardstick."""
        runs: dict[str, list[Run]] = {name: [] for name in ways}
        for _ in range(self.sizes.turns):
            for name, (command, _) in ways.items():
                runs[name].append(timed(command(self.out()), count=count, core=core))
        yard = next(iter(runs.values()))
        for name, found in runs.items():
            rates, works = [run.rate() for run in found], [run.work() for run in found]
            cells = [f"{statistics.median(rates):.1f} a second ({spread(rates)})", "", "", ways[name][1]]
            if found is not yard:
                cells[1] = ratio([mine / other.rate() for mine, other in zip(rates, yard, strict=True)])
            if found is not yard and all(works):
                cells[2] = ratio([mine / other.work() for mine, other in zip(works, yard, strict=True)])
            self.line(f"{what}: {name}", *cells)

    def line(self, *cells: str) -> None:
        """Keep a line for the table, and say it at once: all of them take long."""
        self.lines.append(cells)
        print("  ".join(cell for cell in cells if cell), file=sys.stderr, flush=True)

    def word(self) -> None:
        """Compare Word postings."""
        from templates import template

        house, count = self.folder / "house.docx", self.sizes.word
        house.write_bytes(template())
        rows, chosen = self.rows(count), f"posting={house}"
        ways = {
            "docxtpl loop": (lambda out: plain_loop("docxtpl", count, out), ""),
            "jdgen, the same template": (lambda out: batch(rows, out, "docx", 1, "--template", chosen), ">= 10"),
            "jdgen, built-in template": (lambda out: batch(rows, out, "docx", 1), ">= 10"),
        }
        self.compare("Word, one core", ways, count)

    def pdf(self) -> None:
        """Compare PDF postings."""
        count = self.sizes.pdf
        rows = self.rows(count)
        ways = {
            "WeasyPrint loop, a page of the same look": (lambda out: plain_loop("weasyprint", count, out), ""),
            "jdgen": (lambda out: batch(rows, out, "pdf", 1), ">= 1.3"),
        }
        self.compare("PDF, one core", ways, count)

    def workers(self) -> None:
        """Compare two workers with one; the parent may have the core that one leaves idle."""
        rows = self.rows(self.sizes.both)
        ways = {
            "one worker": (lambda out: batch(rows, out, "docx,pdf", 1), ""),
            "two workers": (lambda out: batch(rows, out, "docx,pdf", 2), ">= 1.8"),
        }
        self.compare("Word and PDF, files", ways, 2 * self.sizes.both, core=False)

    def memory(self) -> None:
        """Measure what a long run takes and whether it grows, and how long it takes to find that nothing changed."""
        sizes = self.sizes
        self.grown("Word", timed(batch(self.rows(sizes.word_many), self.out(), "docx", 2), watched=0.1))
        command = batch(self.rows(sizes.rerun), self.out(), "docx,pdf", 2)
        first = timed(command, watched=0.1)
        self.grown("Word and PDF", first)
        again = [timed(command) for _ in range(3)]
        if any(run.states.get("unchanged") != 2 * sizes.rerun for run in again):
            sys.exit(f"the second run changed files: {again[0].states}")
        times = [run.seconds for run in again]
        what = f"{sizes.rerun} rows of Word and PDF, nothing changed"
        found = f"{first.seconds:.1f} s, then {statistics.median(times):.2f} s ({spread(times)})"
        self.line(what, found, ratio([first.seconds / one for one in times]), "", ">= 50")

    def grown(self, what: str, run: Run) -> None:
        """Say of a long run whether its memory grew, or its documents took longer."""
        early, late = run.fifths()
        name = f"{what}, {len(run.done)} files in one run"
        self.line(f"{name}: a file in the first and the last fifth", f"{early * 1e3:.2f} ms, {late * 1e3:.2f} ms",
                  f"{late / early:.2f}", "", "")  # fmt: skip
        growth = run.growth()
        if growth is None:
            why = "too short a run" if run.memory else "not known on this system"
            self.line(f"{name}: memory for each", why, "", "", "< 1 KB")
            return
        ends = run.settled()[0], run.settled()[-1]
        sizes = ", then ".join(f"{one / 1e6:.0f} + {other / 1e6:.0f} MB" for _, one, other in ends)
        self.line(f"{name}: parent + workers", sizes, "", "", "")
        late = run.growth(late=True) or 0.0
        found = f"{growth / 1e3:.2f} KB, in the second half {late / 1e3:.2f} KB"
        self.line(f"{name}: memory for each", found, "", "", "< 1 KB")


def plain_loop(name: str, count: int, out: Path) -> list[str]:
    return [sys.executable, str(Path(__file__).parent / "plain_loops.py"), name, str(count), str(out)]


def ratio(found: list[float]) -> str:
    return f"{statistics.median(found):.2f} ({spread(found)})"


def spread(found: list[float]) -> str:
    return f"{min(found):.2f} to {max(found):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small numbers, for a trial")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    parser.add_argument("--only", choices=("word", "pdf", "workers", "memory"), action="append")
    asked = parser.parse_args()
    head = ("what", "found", "ratio", "ratio of work", "goal")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), QUICK if asked.quick else Sizes())
        for name in asked.only or ("word", "pdf", "workers", "memory"):
            getattr(bench, name)()
    here = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{here}, {time.strftime('%Y-%m-%d')}\n")
    if asked.markdown:
        print("\n".join(f"| {' | '.join(line)} |" for line in (head, ("---",) * len(head), *bench.lines)))
        return
    widths = [max(len(line[column]) for line in (head, *bench.lines)) for column in range(len(head))]
    for line in (head, *bench.lines):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
