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

from jdgen.inputs.kinds import MODELS
from jdgen.inputs.schema import models_in

__all__ = ["MODELS", "field_docs", "json_schema"]


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one kind of input file."""
    model = MODELS[kind]
    schema = model.model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    # Editors complain of the line that names the schema unless the schema knows it.
    schema["properties"]["$schema"] = {"type": "string", "description": "The schema of this file."}
    known = {found.__name__: found for found in _reachable(model, {})}
    for name, part in ((model.__name__, schema), *schema.get("$defs", {}).items()):
        if name in known:
            for field, text in field_docs(known[name]).items():
                part["properties"][field]["description"] = text
    return schema


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
