"""Make `examples/documents/` anew with the real command: `python tools/examples.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
DAY = "2026-11-20"
ROLE = "senior-software-engineer"
OPENING = "--opening=openings/riverbend-eng-214.yaml"
FORMATS = "docx,html,md,txt"  # a PDF holds the fonts of the machine that made it
KITS = {
    "riverbend": ("companies/riverbend", "openings/riverbend-eng-214", "candidates/dana-reyes.yaml", "en-US"),
    "lindqvist": ("companies/lindqvist", "openings/lindqvist-7", "candidates/tomasz-zielinski.resume.json", "en-GB"),
}


OTHERS = (
    ("guide", ROLE),
    ("ladder", "software-engineering"),
    ("coverage", ROLE, OPENING),
    ("rubric", ROLE, OPENING, "--stage=design", "--interviewers=Bo Lind=design"),
    ("score", "scores/riverbend-eng-214.csv", ROLE, OPENING, "--blind", "--candidate-id=C-17"),
)
"""Documents about roles, one interviewer's pages, and a debrief, all made for the first company."""


def commands(formats: str, folder: Path) -> list[list[str]]:
    """Return the commands that make the three documents of each example, and the others."""
    options = [f"--date={DAY}", f"--format={formats}", f"--out={folder}", "--quiet", "--force"]
    found: list[list[str]] = []
    for company, opening, candidate, locale in KITS.values():
        inputs = [f"--company={company}.yaml", f"--opening={opening}.yaml", f"--candidate={candidate}"]
        found.append(["kit", ROLE, *inputs, f"--locale={locale}", *options])
    return found + [[*words, "--company=companies/riverbend.yaml", *options] for words in OTHERS]


def make(folder: Path, formats: str = FORMATS) -> list[Path]:
    """Make the documents of all examples in the folder; return their paths."""
    paths: list[Path] = []
    for command in commands(formats, folder):
        jdgen = [sys.executable, "-m", "jdgen", *command]
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
