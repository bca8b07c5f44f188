"""Makes the pictures of the README from the example documents; takes pdftoppm from Poppler."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = {"posting": 1, "rubric": 3, "letter": 1, "ladder": 2}
RESOLUTION = 60


def main() -> None:
    """Write docs/pictures/*.png."""
    examples = ROOT / "examples"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "jdgen", "kit", "-f", "pdf", "-o", folder, "-q", "--date", "2026-11-20"]
        command += ["--company", str(examples / "companies" / "riverbend.yaml")]
        command += ["--opening", str(examples / "openings" / "riverbend-eng-214.yaml")]
        command += ["--candidate", str(examples / "candidates" / "dana-reyes.yaml")]
        subprocess.run(command, check=True, capture_output=True)
        ladder = ["ladder", "software-engineering", "-f", "pdf", "-o", folder, "-q", "--date", "2026-11-20"]
        subprocess.run([*command[:3], *ladder], check=True, capture_output=True)
        for name, page in PAGES.items():
            (made,) = Path(folder).glob(f"*-{name}.pdf")
            target = ROOT / "docs" / "pictures" / name
            sizes = ["-r", str(RESOLUTION), "-f", str(page), "-l", str(page), "-singlefile", "-png"]
            subprocess.run(["pdftoppm", *sizes, str(made), str(target)], check=True)


if __name__ == "__main__":
    main()
