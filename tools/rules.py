"""Writes docs/rules.md: every rule of `jdgen check` and of `jdgen audit`, from the registries themselves."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from jdgen.audit.files.rules import RULES
from jdgen.checks.rules import every

TARGET = Path(__file__).parent.parent / "docs" / "rules.md"
INTRODUCTION = """# Rules

Written by `python tools/rules.py`; do not edit. An error fails `jdgen check`, a warning fails it with `--strict`, a
notice never does. A comment on the line switches a rule off there: `# jdgen: ignore[RULE]`.
"""
OF_FILES = """## Finished files

The rules of [`jdgen audit`](audit.md), for Word, PDF and HTML files, whoever made them.
"""


def text() -> str:
    """Return the whole page."""
    lines = [INTRODUCTION]
    for group, found in groupby(sorted(every().values(), key=lambda rule: rule.group), lambda rule: rule.group):
        rules = list(found)
        sourced = any(rule.source for rule in rules)
        lines += [f"## {group.capitalize()}", "", f"| rule | level | why |{' source |' if sourced else ''}"]
        lines += ["|---|---|---|---|" if sourced else "|---|---|---|"]
        for rule in rules:
            row = f"| `{rule.id}` | {rule.level} | {rule.why[0].upper()}{rule.why[1:]}. |"
            lines.append(f"{row} {rule.source} |" if sourced else row)
        lines.append("")
    lines += [OF_FILES, "| rule | level | why |", "|---|---|---|"]
    lines += [f"| `{rule.id}` | {rule.level} | {rule.why[0].upper()}{rule.why[1:]}. |" for rule in RULES.values()]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
