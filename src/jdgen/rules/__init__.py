"""Rules that are data: YAML files beside this module, read once and typed by the model."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TypeVar

from jdgen.model.base import Entity
from jdgen.model.rules import DoNotAsk, Records

Rule = TypeVar("Rule", bound=Entity)


@cache
def do_not_ask() -> tuple[DoNotAsk, ...]:
    """Return the subjects that an interview keeps clear of."""
    return _read("do-not-ask", DoNotAsk)


@cache
def do_not_ask_patterns() -> tuple[tuple[DoNotAsk, re.Pattern[str]], ...]:
    """Return these subjects with their compiled patterns."""
    return tuple((entry, re.compile(rf"\b(?:{'|'.join(entry.patterns)})", re.IGNORECASE)) for entry in do_not_ask())


@cache
def records() -> tuple[Records, ...]:
    """Return what laws say of interview records."""
    return _read("records", Records)


def _read(name: str, model: type[Rule]) -> tuple[Rule, ...]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    return tuple(model.model_validate(entry) for entry in yaml.load(text, Loader=loader))  # noqa: S506 - both are safe
