"""`jdgen template fields`: the contract as a list, as data and as a schema."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest

from conftest import Ran
from jdgen.documents import contract
from jdgen.inputs import sample
from jdgen.pipeline import compose

Run = Callable[..., Ran]


def test_the_list_has_names_with_examples_and_then_sections(jdgen: Run) -> None:
    ran = jdgen("template", "fields", "posting")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert "{{ posting.title }}           text: The title. Such as: Senior Software Engineer" in lines
    assert "{{ pay.max }}                 text?: The highest pay; there is none for an open end. Such as:" in lines
    assert '{{p section("must") }}        What a candidate must have. No template may leave it out.' in lines
    start = next(place for place, line in enumerate(lines) if line.startswith("{% for goal in success %}"))
    assert lines[start : start + 4] == [
        "{% for goal in success %}     list of records?: What success looks like after some time. Says what",
        '                              `section("success")` says.',
        "  {{ goal.label }}            text: When, as a heading. Such as: After 3 months",
        "  {{ goal.after }}            text: After how long. Such as: 3 months",
    ]
    assert lines.index("Sections") > max(place for place, line in enumerate(lines) if line.startswith("{% for "))
    assert max(map(len, lines)) <= 100
    assert lines[-1] == "For other documents: `jdgen template fields rubric` or `jdgen template fields letter`."


def test_a_posting_is_meant_where_no_document_is_named(jdgen: Run) -> None:
    assert jdgen("template", "fields").out == jdgen("template", "fields", "posting").out


@pytest.mark.parametrize("kind", contract.KINDS)
def test_json_has_every_name_and_every_section(jdgen: Run, kind: str) -> None:
    ran = jdgen("template", "fields", kind, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert (found["version"], found["contract"], found["document"]) == (1, contract.VERSION, kind)
    assert [one["id"] for one in found["sections"]] == list(contract.section_names(kind))
    assert [one["id"] for one in found["sections"] if one["must_show"]] == list(contract.must_show(kind))
    names = [one["name"] for one in found["fields"]]
    assert names[:1] == list(contract.shape(kind).fields)[:1]
    assert {name for name in names if "." not in name} == contract.shape(kind).fields.keys()
    assert len(names) == len(set(names)) >= 25


def test_a_field_says_all_that_is_known_of_it(jdgen: Run) -> None:
    found = {one["name"]: one for one in json.loads(jdgen("template", "fields", "--json").out)["fields"]}
    assert found["opening.team"] == {
        "name": "opening.team", "type": "text", "meaning": "The team.", "tag": "{{ opening.team }}",
        "example": "Field Data", "optional": True, "section": None,
    }  # fmt: skip
    assert found["legal"]["section"] == "legal"
    assert (found["opening.openings"]["example"], found["posting.internal"]["example"]) == (2, False)


@pytest.mark.parametrize("kind", contract.KINDS)
def test_the_schema_fits_the_values(jdgen: Run, kind: str) -> None:
    ran = jdgen("template", "fields", kind, "--schema")
    assert (ran.code, ran.err) == (0, "")
    schema = json.loads(ran.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == f"What a {kind} template of jdgen may print, contract version 1"
    material = sample.material(kind)
    jsonschema.Draft202012Validator(schema).validate(contract.values(material, compose(kind, material)))


def test_wrong_usage_is_said(jdgen: Run) -> None:
    both = jdgen("template", "fields", "--json", "--schema")
    assert (both.code, both.out) == (2, "")
    assert "Error: `--json` and `--schema` print different things; leave one of them out" in both.err
    other = jdgen("template", "fields", "guide")
    assert other.code == 2
    assert "'guide' is not one of 'posting', 'rubric', 'letter'" in other.err
