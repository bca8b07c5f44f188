"""Gives loaders what a coverage-guided fuzzer makes up: any bytes must give a value or a complaint.

`python tools/fuzz.py [--target NAME ...] [--seconds N]` runs each target of `tests/torture/fuzz_targets.py` in a
process of its own, two at a time, beginning with the corpus beside it. What is found goes to `out/fuzz/TARGET/`: inputs
that reach new code, and crashes, each printed with the command that repeats it. A crash that is mended goes into the
corpus.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "fuzz"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "torture")]
SECONDS = 25
"""How long each target is fuzzed."""
INPUT_SECONDS, MEGABYTES, LONGEST = 20, 2_048, 4_096
"""What one input may take, and how many bytes the fuzzer makes it of."""
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_CRASH = re.compile(r"Test unit written to (\S+)")


class Fuzzed(NamedTuple):
    """What came of a target: how many inputs it was given, and the files of those that crashed it."""

    name: str
    runs: int
    crashes: tuple[Path, ...]
    said: str


def main() -> int:
    """Fuzz the targets, print what came of each, and return 1 where anything crashed."""
    from fuzz_targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", action="append", choices=sorted(TARGETS), help="only this one; may be repeated")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each target; default: %(default)s")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 2), help="default: %(default)s")
    parser.add_argument("--child", choices=sorted(TARGETS), help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        fuzz(asked.child, asked.rest)
        return 0
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("atheris is not installed: python -m pip install 'jdgen[fuzz]' (Linux, Python 3.11 to 3.13)")
        return 0
    return report(asked.target or list(TARGETS), asked.seconds, asked.workers)


def report(names: list[str], seconds: int, workers: int) -> int:
    """Fuzz some targets at a time, and say and note what came of them."""
    from evidence import note

    runs = crashes = idle = 0
    with ThreadPoolExecutor(workers) as pool:
        for done in pool.map(lambda name: fuzzed(name, seconds), names):
            print(f"{done.name:16} {done.runs:9,} runs, {len(done.crashes)} crashes", flush=True)
            for crash in done.crashes:
                print(f"  {crash}\n  again: {sys.executable} tools/fuzz.py --child {done.name} {crash}\n{done.said}")
            if not done.runs:
                print(done.said)
            runs, crashes, idle = runs + done.runs, crashes + len(done.crashes), idle + (not done.runs)
    print(f"{runs:,} runs, {crashes} crashes")
    note("fuzz.runs", runs)
    note("fuzz.crashes", crashes)
    return 1 if crashes or idle else 0


def fuzzed(name: str, seconds: int) -> Fuzzed:
    """Fuzz one target in a process of its own."""
    from fuzz_targets import CORPUS, TARGETS, words

    folder = OUT / name
    found = folder / "found"
    found.mkdir(parents=True, exist_ok=True)
    listed = folder / "words.dict"
    listed.write_text("".join(f'"{_quoted(word)}"\n' for word in words(TARGETS[name].words)), encoding="ascii")
    options = [
        f"-max_total_time={seconds}", f"-timeout={INPUT_SECONDS}", f"-rss_limit_mb={MEGABYTES}", "-print_final_stats=1",
        f"-artifact_prefix={folder}/", f"-dict={listed}", f"-max_len={LONGEST}", "-seed=1", "-verbosity=0",
    ]  # fmt: skip
    command = [sys.executable, __file__, "--child", name, "--", *options, str(found), str(CORPUS / name)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=ROOT, check=False)
    said = done.stdout + done.stderr
    crashes = tuple(Path(path) for path in _CRASH.findall(said))
    if done.returncode and not crashes:
        said = f"ended with {done.returncode}\n{said}"
    ran = _RUNS.search(said)
    return Fuzzed(name, int(ran[1]) if ran else 0, crashes, said[-4_000:])


def _quoted(word: bytes) -> str:
    return "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02X}" for b in word)


def fuzz(name: str, arguments: list[str]) -> None:
    """Be the process that fuzzes a target; it ends here."""
    import atheris

    with atheris.instrument_imports(include=["jdgen"]):
        import fuzz_targets

        target = fuzz_targets.TARGETS[name]
        for seed in fuzz_targets.seeds(name):
            # What a loader imports when it is used is then instrumented too.
            fuzz_targets.tried(target, seed.read_bytes())

    def give(data: bytes) -> None:
        fuzz_targets.tried(target, data)

    atheris.Setup([sys.argv[0], *arguments], give)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
