"""Numbers that runs leave for docs/evidence.md: noted where they are counted, and put together by tools/evidence.py.

Without the variable EVIDENCE, which names the folder for them, nothing is noted. What each measure means, its target,
and how the numbers of several tests or processes are merged, is said in `tests/torture/measures.yaml`.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import yaml

MEASURES = Path(__file__).parent / "torture" / "measures.yaml"


@cache
def measures() -> dict[str, dict[str, str]]:
    """Return the measures by their ids."""
    return {measure["id"]: measure for measure in yaml.safe_load(MEASURES.read_text(encoding="utf-8"))}


def note(measure: str, number: float) -> None:
    """Note a number; raise KeyError if no measure has the id."""
    known = measures()[measure]
    folder = os.environ.get("EVIDENCE")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        line = json.dumps({"id": known["id"], "number": number})
        with (Path(folder) / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
