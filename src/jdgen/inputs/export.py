"""The JSON Schema of the input files, with the model's own docstrings as descriptions.

The docstrings are read here, when somebody asks, and not by Pydantic whenever the model is imported: that would cost
every run the parsing of its source.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any

from pydantic import BaseModel

from jdgen.inputs.inherit import OWN
from jdgen.inputs.kinds import MODELS
from jdgen.inputs.schema import models_in

__all__ = ["MODELS", "field_docs", "json_schema"]


def json_schema(kind: str, *, inheriting: bool = True) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one kind of input file.

    A role's is that of a file, which may inherit what the model requires; or, not `inheriting`, that of a whole role.
    """
    model = MODELS[kind]
    schema = model.model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    # Editors complain of the line that names the schema unless the schema knows it.
    schema["properties"]["$schema"] = {"type": "string", "description": "The schema of this file."}
    if inheriting and "extends" in model.model_fields:
        _allow_inheritance(schema)
    known = {found.__name__: found for found in _reachable(model, {})}
    for name, part in ((model.__name__, schema), *schema.get("$defs", {}).items()):
        if name in known:
            for field, text in field_docs(known[name]).items():
                part["properties"][field]["description"] = text
    return schema


def _allow_inheritance(schema: dict[str, Any]) -> None:
    """Change the schema of a role or a family to what a file may hold that extends another, or lays over its family."""
    is_role = "requirements" in schema["properties"]
    needed = [name for name in schema["required"] if not (is_role and name == "family")]
    schema["required"] = [name for name in needed if is_role and name in OWN]
    schema["if"] = {"not": {"required": ["extends"]}}
    schema["then"] = {"required": needed}
    for name in ("Duty", "Requirement", "Stage", "Task", "Question", "Competency"):
        entry = schema["$defs"].get(name, {"required": [], "properties": {}})
        entry["required"] = [field for field in entry["required"] if field == "id"]
        if "id" in entry["properties"]:
            entry["properties"]["drop"] = {"const": True, "description": "Takes the inherited entry out."}
    for part in (schema, *schema["$defs"].values()):
        for field in part.get("properties", {}).values():
            held = field.get("additionalProperties")
            if isinstance(held, dict):
                field["additionalProperties"] = {"anyOf": [held, {"type": "null"}]}


def _reachable(model: type[BaseModel], seen: dict[type[BaseModel], None]) -> dict[type[BaseModel], None]:
    if model not in seen:
        seen[model] = None
        for field in model.model_fields.values():
            for inner in models_in(field.annotation):
                _reachable(inner, seen)
    return seen


def field_docs(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstring below each field of a model class."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    docs: dict[str, str] = {}
    field = ""
    for node in tree.body if isinstance(tree, ast.ClassDef) else ():
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            field = node.target.id
        elif field and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docs[field] = str(node.value.value)
            field = ""
    return docs
