"""Writes docs/template-fields.md: every value and section of house templates, with examples from the sample."""

from __future__ import annotations

from pathlib import Path

from jdgen.cli.template_fields import KINDS, Listed, example, listed
from jdgen.documents.contract import VERSION
from jdgen.documents.contract_fields import Field

TARGET = Path(__file__).parent.parent / "docs" / "template-fields.md"
HEADS = ("| in a template | holds | meaning | example |", "|---|---|---|---|")
TITLES = {"posting": "Job posting", "rubric": "Interview kit", "letter": "Cover letter"}
INTRODUCTION = f"""# Fields of Word templates

Written by `python tools/template_fields.py` from the contract, version {VERSION}; do not edit. How they are used is
told in [Your brand and your own Word template](templates.md); `jdgen template fields posting` prints the same.

Examples are those of an invented company. A `?` marks what may have no value: put `{{% if … %}}` around it, or write
`| default("…")`. A line break in a value stays one. Values are plain words; bold print and links are in sections.

The names and what they mean change only with the version of the contract; new ones may come.
"""


def text() -> str:
    """Return the whole page."""
    return "\n".join([INTRODUCTION, *(line for kind in KINDS for line in part(listed(kind)))]).rstrip() + "\n"


def part(found: Listed) -> list[str]:
    """Return the values and the sections of one document."""
    lines = [f"## {TITLES[found.kind]}", ""]
    single = [field for field in found.fields if field.tag and root(field) == field.name and not has_parts(field)]
    for head in (field for field in found.fields if root(field) == field.name and has_parts(field)):
        inner = [field for field in found.fields if root(field) == head.name and field is not head]
        shown = f"`{head.tag}` … `{{% endfor %}}`: " if head.tag else ""
        lines += [f"### {head.name}", "", f"{shown}{meaning(head)}{' There may be none.' if head.optional else ''}", ""]
        lines += [*HEADS, *map(row, inner), ""]
    document = TITLES[found.kind].lower()
    lines += [f"### Single values and lists of the {document}", "", *HEADS, *map(row, single), ""]
    lines += [f"### Sections of the {document}", "", "| in a template | what it prints |", "|---|---|"]
    for name, said in found.sections.items():
        must = " No template may leave it out." if name in found.must else ""
        lines.append(f'| `{{{{p section("{name}") }}}}` | {said}{must} |')
    return [*lines, ""]


def root(field: Field) -> str:
    """Return the record or list of records that a name belongs to."""
    return field.name.partition(".")[0].removesuffix("[]")


def has_parts(field: Field) -> bool:
    """Return whether a name has others below it."""
    return field.kind in ("record", "list of records")


def meaning(field: Field) -> str:
    """Return what a name means, and the section that says the same."""
    section = f' Says what `section("{field.shows}")` says.' if field.shows else ""
    return field.meaning + section


def row(field: Field) -> str:
    """Return a name as a row of a table."""
    end = " … `{% endfor %}`" if field.tag.startswith("{% for") else ""
    mark = "?" if field.optional else ""
    cells = (f"`{field.tag}`{end}", f"{field.kind}{mark}", meaning(field), example(field).removeprefix(" Such as: "))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
