"""Make `examples/documents/` anew with the real command: `python tools/examples.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
DAY = "2026-11-20"
FORMATS = "docx,html,md,txt"  # a PDF holds the fonts of the machine that made it
KITS = {
    "riverbend": ("companies/riverbend", "openings/riverbend-eng-214", "candidates/dana-reyes.yaml", "en-US"),
    "lindqvist": ("companies/lindqvist", "openings/lindqvist-7", "candidates/tomasz-zielinski.resume.json", "en-GB"),
}


def command(name: str, formats: str, folder: Path) -> list[str]:
    """Return the command that makes the three documents of an example."""
    company, opening, candidate, locale = KITS[name]
    inputs = [f"--company={company}.yaml", f"--opening={opening}.yaml", f"--candidate={candidate}"]
    options = [f"--locale={locale}", f"--date={DAY}", f"--format={formats}", f"--out={folder}", "--quiet"]
    return ["kit", "senior-software-engineer", *inputs, *options]


def make(folder: Path, formats: str = FORMATS) -> list[Path]:
    """Make the documents of all examples in the folder; return their paths."""
    paths: list[Path] = []
    for name in KITS:
        jdgen = [sys.executable, "-m", "jdgen", *command(name, formats, folder), "--force"]
        done = subprocess.run(jdgen, cwd=EXAMPLES, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        paths += map(Path, done.stdout.splitlines())
    return paths


if __name__ == "__main__":
    folder = EXAMPLES / "documents"
    written = {path.name for path in make(folder)}
    for path in folder.iterdir():
        if path.name not in written:
            path.unlink()
