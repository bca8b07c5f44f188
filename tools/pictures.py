"""Makes the pictures of the README and the docs from the example documents; takes pdftoppm from Poppler."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
PAGES = {"posting": 1, "rubric": 10, "letter": 1, "ladder": 2, "debrief-scored": 1}
RESOLUTION = 60
ROLE = "senior-software-engineer"
FILES = ("--company=companies/riverbend.yaml", "--opening=openings/riverbend-eng-214.yaml")
COMMANDS = (
    ("kit", ROLE, *FILES, "--candidate=candidates/dana-reyes.yaml"),
    ("ladder", "software-engineering"),
    ("score", "scores/riverbend-eng-214.csv", ROLE, *FILES),
)


def main() -> None:
    """Write docs/pictures/*.png."""
    with tempfile.TemporaryDirectory() as folder:
        options = ["--format=pdf", f"--out={folder}", "--quiet", "--date=2026-11-20"]
        for words in COMMANDS:
            command = [sys.executable, "-m", "jdgen", *words, *options]
            subprocess.run(command, cwd=EXAMPLES, check=True, capture_output=True)
        for name, page in PAGES.items():
            (made,) = Path(folder).glob(f"*-{name}.pdf")
            target = ROOT / "docs" / "pictures" / name.removesuffix("-scored")
            sizes = ["-r", str(RESOLUTION), "-f", str(page), "-l", str(page), "-singlefile", "-png"]
            subprocess.run(["pdftoppm", *sizes, str(made), str(target)], check=True)


if __name__ == "__main__":
    main()
