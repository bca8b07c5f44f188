"""The command that lists what a house template may use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from jdgen.cli.options import debug

if TYPE_CHECKING:
    from jdgen.documents.contract_fields import Field
    from jdgen.documents.tree import Kind

KINDS = ("posting", "rubric", "letter")
VERSION = 1
"""The version of what `--json` prints; it grows when a key changes its meaning."""
_WIDTH = 100
_NAMES = 30
_EXAMPLE = 60


@click.command(
    short_help="List the values and sections that a template may use.",
    epilog="Example: jdgen template fields posting",
)
@click.argument("kind", type=click.Choice(KINDS), default="posting")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.option("--schema", "as_schema", is_flag=True, help="Print the JSON Schema of the values.")
@debug
def fields(kind: Kind, as_json: bool, as_schema: bool) -> None:
    """List the values and sections that a template for a document may use; without a name, for a posting.

    Examples are those of an invented company; `?` marks what may have no value.
    """
    import json

    from jdgen.documents.contract_fields import schema

    if as_json and as_schema:
        raise click.UsageError("`--json` and `--schema` print different things; leave one of them out")
    if as_schema:
        click.echo(json.dumps(schema(kind), indent=2, ensure_ascii=False))
    elif as_json:
        click.echo(json.dumps(_record(listed(kind)), indent=2, ensure_ascii=False))
    else:
        for line in _lines(listed(kind)):
            click.echo(line)


class Listed(NamedTuple):
    """What a document's contract has: its names with examples, and its sections with what must not be left out."""

    kind: Kind
    fields: list[Field]
    sections: dict[str, str]
    must: frozenset[str]


def listed(kind: Kind) -> Listed:
    """Return the contract of a document; its examples are computed from the sample."""
    from jdgen.documents import contract, contract_fields
    from jdgen.inputs.sample import material
    from jdgen.pipeline import compose

    made = material(kind)
    found = contract_fields.fields(kind, contract.values(made, compose(kind, made)))
    return Listed(kind, found, dict(contract.section_names(kind)), frozenset(contract.must_show(kind)))


def _record(found: Listed) -> dict[str, Any]:
    from jdgen.documents.contract import VERSION as CONTRACT

    return {
        "version": VERSION,
        "contract": CONTRACT,
        "document": found.kind,
        "fields": [
            {
                "name": field.name, "type": field.kind, "meaning": field.meaning, "tag": field.tag,
                "example": field.example, "optional": field.optional, "section": field.shows or None,
            }
            for field in found.fields
        ],
        "sections": [
            {"id": name, "meaning": meaning, "must_show": name in found.must}
            for name, meaning in found.sections.items()
        ],
    }  # fmt: skip


def _lines(found: Listed) -> Iterator[str]:
    for field in found.fields:
        if not field.depth and "." not in field.name:
            yield ""
        yield from _columns("  " * field.depth + (field.tag or field.name), said_of(field))
    yield from ("", "Sections")
    for name, meaning in found.sections.items():
        must = " No template may leave it out." if name in found.must else ""
        yield from _columns(f'{{{{p section("{name}") }}}}', meaning + must)
    yield from ("", "`?`: may have no value; `{% if … %}` around it, or `| default(\"…\")`, says what happens then.")
    others = " or ".join(f"`jdgen template fields {kind}`" for kind in KINDS if kind != found.kind)
    yield f"For other documents: {others}."


def said_of(field: Field) -> str:
    """Return what a name holds and means, with an example."""
    mark = "?" if field.optional else ""
    kind = "" if field.kind == "record" else f"{field.kind}{mark}: "
    section = f' Says what `section("{field.shows}")` says.' if field.shows else ""
    return f"{kind}{field.meaning}{section}{example(field)}"


def example(field: Field) -> str:
    """Return the example of a name behind its meaning; a long one is cut."""
    if field.example is None:
        return ""
    text = str(field.example).replace("\n", " / ") if not isinstance(field.example, bool) else ""
    cut = f"{text[:_EXAMPLE].rsplit(' ', 1)[0]} …" if len(text) > _EXAMPLE else text
    return f" Such as: {cut}" if cut else ""


def _columns(name: str, text: str) -> Iterator[str]:
    """Yield a name with what is said of it beside it, or below it where the name is long."""
    import textwrap

    wrapped = textwrap.wrap(text, _WIDTH - _NAMES, break_long_words=False, break_on_hyphens=False)
    first, *rest = wrapped
    if len(name) >= _NAMES:
        yield name
        name = ""
    yield f"{name:{_NAMES}}{first}"
    yield from (f"{'':{_NAMES}}{line}" for line in rest)
