"""Writes docs/evidence.md: the numbers that the last runs counted, their targets, and the commands that repeat them.

`python tools/evidence.py FOLDER` takes the numbers that `make torture`, `make fuzz` and `make sabotage` left there and
keeps them in docs/evidence.json; a measure that was not counted again keeps its number and its day.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
KEPT = ROOT / "docs" / "evidence.json"
PAGE = ROOT / "docs" / "evidence.md"
MERGE: dict[str, Callable[[list[float]], float]] = {"sum": sum, "most": max, "least": min}
INTRODUCTION = """# Evidence

Written by `python tools/evidence.py` from what the runs counted; do not edit. “Every value that a document takes is
whole in each of its files, or there is one clear error and no file”: these are the numbers behind that sentence, and
behind what [SECURITY.md](../SECURITY.md) promises. Each is counted again by the command beside it; `make evidence`
runs them all and writes this page. A bounded part runs with every `make test`. How fast jdgen is, stands in
[speed](speed.md).
"""
HEAD = "| what was counted | number | target | counted by | on |\n|---|---:|---|---|---|"


def merged(folder: Path) -> dict[str, float]:
    """Return the numbers that the files of a folder hold, one for each measure."""
    from evidence import measures

    found: dict[str, list[float]] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            noted = json.loads(line)
            found.setdefault(noted["id"], []).append(noted["number"])
    return {name: MERGE[measures()[name]["merge"]](numbers) for name, numbers in found.items()}


def reached(number: float, target: str) -> bool:
    """Return whether a number is at its target: `= n`, `<= n` or `>= n`."""
    sign, _, aim = target.partition(" ")
    return {"=": number == float(aim), "<=": number <= float(aim), ">=": number >= float(aim)}[sign]


def text(kept: dict[str, Any]) -> str:
    """Return the whole page."""
    from evidence import measures

    lines = [INTRODUCTION]
    for group, found in groupby(measures().values(), lambda measure: measure["group"]):
        lines += [f"## {group}", "", HEAD]
        for measure in found:
            seen = kept[measure["id"]]
            shown = f"{seen['number']:,.6g}".removesuffix(".0")
            lines.append(
                f"| {measure['says']} | {shown} | {_aim(measure['target'])} | `{measure['run']}` | {seen['day']} |"
            )
        lines.append("")
    lines.append(f"Counted on {kept['machine']}.")
    return "\n".join(lines) + "\n"


def _aim(target: str) -> str:
    sign, _, aim = target.partition(" ")
    return {"=": "", "<=": "at most ", ">=": "at least "}[sign] + f"{float(aim):,.6g}"


def main(folder: Path) -> int:
    """Take the numbers of a folder, write the page, and return 1 if one is not at its target."""
    from evidence import measures

    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    day = datetime.now(UTC).date().isoformat()
    kept |= {name: {"number": number, "day": day} for name, number in merged(folder).items()}
    kept["machine"] = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    missing = [name for name in measures() if name not in kept]
    if missing:
        sys.stderr.write(f"not counted yet: {', '.join(missing)}\n")
        return 1
    kept = {name: kept[name] for name in [*measures(), "machine"]}
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(text(kept), encoding="utf-8")
    short = [name for name, measure in measures().items() if not reached(kept[name]["number"], measure["target"])]
    if short:
        sys.stderr.write(f"not at the target: {', '.join(short)}\n")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
