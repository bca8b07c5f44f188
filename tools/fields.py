"""Writes docs/fields.md: every field of every input file, from the model itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jdgen.documents.material import OPTIONAL, REQUIRED
from jdgen.inputs.export import MODELS, json_schema

TARGET = Path(__file__).parent.parent / "docs" / "fields.md"
INTRODUCTION = """# Fields

Written by `python tools/fields.py` from the model; do not edit. *text* prints as typed, *prose* takes inline Markdown.

## What each document takes

A document is not made without its required fields, beside those that the file itself cannot do without. An optional
field that is missing takes its own sentence or section with it and changes nothing else.
"""
SPARED = {
    "posting": " One for remote work needs no `opening.locations`; `opening.hires_in` says where a hire may live. The"
    " company’s `apply_base_url` with a requisition stands for `opening.apply`.",
}
"""What stands in for a required field, by document."""


def kind(schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Return what a field holds, in a few words."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(kind(s, definitions) for s in schema["anyOf"] if s.get("type") != "null"))
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}), definitions)}"
    if schema.get("type") == "object":
        return f"keys to {kind(schema.get('additionalProperties', {}), definitions)}"
    if schema.get("type") == "string":
        return "prose" if schema.get("contentMediaType") else schema.get("format", "text")
    named = {"integer": "whole number", "boolean": "true or false"}
    return named.get(schema.get("type", ""), schema.get("type", "text"))


def table(schema: dict[str, Any], definitions: dict[str, Any]) -> list[str]:
    """Return the fields of one object as a table."""
    needed = schema.get("required", [])
    rows = ["| field | holds | meaning |", "|---|---|---|"]
    for name, field in schema["properties"].items():
        if name != "$schema":
            mark = " (required)" if name in needed else ""
            rows.append(f"| `{name}`{mark} | {kind(field, definitions)} | {field.get('description', '')} |")
    return rows


def text() -> str:
    """Return the whole page."""
    lines = [INTRODUCTION]
    for document in REQUIRED:
        required = ", ".join(f"`{path}`" for path in REQUIRED[document]) or "nothing further"
        optional = ", ".join(f"`{path}`" for path in OPTIONAL[document])
        lines += [f"**{document}** requires {required}.{SPARED.get(document, '')}", ""]
        lines += [f"It takes, where given: {optional}.", ""]
    seen: set[str] = set()
    for name in MODELS:
        schema = json_schema(name, inheriting=False)
        definitions = schema.get("$defs", {})
        lines += [f"## {name.capitalize()} file", "", *table(schema, definitions), ""]
        for inner, definition in definitions.items():
            if inner not in seen and "properties" in definition:
                seen.add(inner)
                lines += [f"### {inner}", "", definition.get("description", ""), ""]
                lines += [*table(definition, definitions), ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
