"""Postings for job boards: those of the examples for each role, and an invented one whose opening a test changes."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from full import FULL

from conftest import ROOT
from jdgen.documents.material import Material
from jdgen.documents.tree import Document
from jdgen.model.company import Company
from jdgen.model.opening import Opening
from jdgen.pipeline import compose
from jdgen.render import render
from jdgen.render.options import PageOptions
from making import EXAMPLE, ROLE, material

SCHEMAS = Path(__file__).parent / "schemas"
ROLES = sorted(path.stem for path in (ROOT / "profiles/software-engineering").glob("*.yaml") if path.stem != "family")
HOSTILE = "R&D </script> <!-- <b>bold</b> ]]> &lt;i&gt; \"quoted\" 'too'"
"""What ends or changes an element, a section or a text in one of the formats."""

# The second example neither says when it was posted nor has a page to apply on.
ADDED = {
    "riverbend": (),
    "lindqvist": ("opening.posted=2026-11-20", "opening.apply.url=https://lindqvist-howe.example/jobs/7"),
}


@cache
def posting(role: str = ROLE, name: str = "riverbend", *settings: str) -> Document:
    """Return the posting of an example for a role."""
    return compose("posting", material(EXAMPLE[name], *ADDED[name], *settings, role=role))


def invented(*, company: dict[str, Any] | None = None, **opening: Any) -> Document:
    """Return the posting of the full input with other values; None leaves a field out.

    The values become the model without a file, which takes most of the time.
    """
    own = Company.model_validate(_filled(FULL["company"] | (company or {})))
    wanted = Opening.model_validate(_filled(FULL["opening"] | opening))
    return compose("posting", replace(_base(), company=own, opening=wanted))


@cache
def _base() -> Material:
    return material(EXAMPLE["riverbend"])


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in values.items() if value is not None}


def made(document: Document, name: str) -> bytes:
    """Return a posting in a format."""
    return render(document, name, PageOptions())


def data(document: Document) -> Any:
    """Return the JSON-LD of a posting, read."""
    return json.loads(made(document, "jsonld"))
