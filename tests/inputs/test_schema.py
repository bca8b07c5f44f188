"""The JSON Schema of each input file: valid, described, and true of the files that jdgen itself accepts."""

from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import EXAMPLES
from jdgen import resources
from jdgen.inputs.export import MODELS, json_schema

KINDS = sorted(MODELS)
BUILT_IN = resources.profiles()
FILES = [
    *(("company", path) for path in sorted((EXAMPLES / "companies").glob("*.yaml"))),
    *(("opening", path) for path in sorted((EXAMPLES / "openings").glob("*.yaml"))),
    *(("candidate", path) for path in sorted((EXAMPLES / "candidates").glob("*.yaml"))),
    *(("family", path) for path in sorted(BUILT_IN.glob("*/family.yaml"))),
    *(("role", path) for path in sorted(BUILT_IN.glob("*/*.yaml")) if path.name != "family.yaml"),
]


class AsEditorsRead(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 as an editor's checker reads it: no dates, `NO` and `12:30` are texts, keys are texts."""


AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool", ":int", ":float"))]
    for first, found in AsEditorsRead.yaml_implicit_resolvers.items()
}
for tag, pattern, first in (
    ("bool", r"^(true|false)$", "tf"),
    ("int", r"^-?\d+$", "-0123456789"),
    ("float", r"^-?\d+\.\d+$", "-0123456789"),
):
    AsEditorsRead.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", yaml.reader.re.compile(pattern), list(first))


def as_json(text: str) -> object:
    return json.loads(json.dumps(yaml.load(text, Loader=AsEditorsRead)))


def problems(kind: str, value: object) -> list[str]:
    found = Draft202012Validator(json_schema(kind)).iter_errors(value)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


def properties(schema: dict, path: str = "") -> dict[str, dict]:
    found = {f"{path}.{name}": inner for name, inner in schema.get("properties", {}).items()}
    for name, part in schema.get("$defs", {}).items():
        found |= properties(part, name)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_prints_a_valid_schema(kind, jdgen):
    ran = jdgen("schema", kind)
    assert (ran.code, ran.err) == (0, "")
    schema = json.loads(ran.out)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_has_a_description(kind):
    found = properties(json_schema(kind))
    assert len(found) >= 7
    assert {name for name, inner in found.items() if not inner.get("description", "").strip()} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_prose_is_told_from_literal_text(kind):
    found = properties(json_schema(kind))
    prose = [name for name, inner in found.items() if "text/markdown" in json.dumps(inner)]
    plain = {name for name, inner in found.items() if '"string"' in json.dumps(inner)} - set(prose)
    assert prose != []
    assert len(plain) >= 1


def test_there_are_files_of_each_kind():
    assert len(FILES) >= 7
    assert sorted({kind for kind, _ in FILES}) == KINDS


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda value: getattr(value, "name", value))
def test_the_files_we_ship_are_valid(kind, path):
    assert problems(kind, as_json(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("new", ["company", "opening", "candidate", "profile"])
def test_the_scaffolds_are_valid_and_name_their_schema(new, jdgen, tmp_path):
    path = tmp_path / f"{new}.yaml"
    assert jdgen("new", new, path).code == 0
    text = path.read_text(encoding="utf-8")
    kind = "role" if new == "profile" else new
    assert text.startswith(f"# yaml-language-server: $schema=./{kind}.schema.json\n")
    assert problems(kind, as_json(text)) == []


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("company", {"nmae": "Acme"}, "Additional properties are not allowed ('nmae' was unexpected)"),
        ("company", {"ai_use": {}}, "ai_use: {} is not valid"),
        ("opening", {"pay": {"min": "lots", "currency": "USD", "per": "year"}}, "pay: {"),
        ("opening", {"pay": {"min": 1, "currency": "USB", "per": "year"}}, "pay: {"),
        ("opening", {"locations": [{"country": "UK"}]}, "locations/0/country: 'UK' is not one of"),
        ("opening", {"employment_type": "fulltime"}, "employment_type: 'fulltime' is not valid"),
        ("opening", {"mode": "hybird"}, "is not valid"),
        ("role", {"title": "x"}, "'duties' is a required property"),
        ("role", {"title": "x", "extends": "y"}, "'summary' is a required property"),
    ],
)
def test_the_schema_refuses_what_the_model_refuses(kind, value, expected):
    found = problems(kind, value)
    assert [problem for problem in found if expected in problem] != []


def test_a_file_may_name_its_schema(jdgen, tmp_path):
    path = tmp_path / "company.json"
    path.write_text(json.dumps({"$schema": "./company.schema.json", "name": "Acme"}), encoding="utf-8")
    ran = jdgen("rubric", "senior-software-engineer", "--company", path, "--draft", "-f", "txt", "-o", tmp_path)
    assert (ran.code, "problem" in ran.err) == (0, False)
    assert problems("company", json.loads(path.read_text(encoding="utf-8"))) == []
