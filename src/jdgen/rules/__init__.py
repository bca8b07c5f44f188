"""Rules that are data: YAML files beside this module, read once and typed by the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from jdgen.model.base import Entity
from jdgen.model.law import Contained, Law, Statement
from jdgen.model.rules import DoNotAsk, Heading, Records, Stems, Structure, Wording

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


@cache
def structure() -> Mapping[str, Structure]:
    """Return the rules on what a posting holds, by their ids."""
    return {rule.id: rule for rule in _read("structure", Structure)}


@cache
def wording() -> tuple[Wording, ...]:
    """Return the rules on words."""
    return _read("wording", Wording)


@cache
def measures() -> Mapping[str, Structure]:
    """Return the rules on what is counted in words, by their ids."""
    return {rule.id: rule for rule in _read("measures", Structure)}


@cache
def stems() -> tuple[Stems, ...]:
    """Return the stems of words that are counted."""
    return _read("stems", Stems)


@cache
def headings() -> tuple[Heading, ...]:
    """Return what headings of postings say, by what their parts are about."""
    return _read("headings", Heading)


@cache
def laws() -> tuple[Law, ...]:
    """Return the laws on hiring."""
    return _read("law", Law)


@cache
def laws_with_statements() -> tuple[Law, ...]:
    """Return the laws whose postings print a statement; each posting needs them, and reading all takes longer."""
    return _read("law", Law, holding="statements")


@cache
def statements() -> Mapping[str, Statement]:
    """Return the texts that postings print, by their ids."""
    return {statement.id: statement for statement in _read("statements", Statement)}


@cache
def contents() -> Mapping[str, Contained]:
    """Return what laws ask postings to hold and to leave out, in words, by their ids."""
    return {content.id: content for content in _read("contents", Contained)}


def _read(name: str, model: type[Rule], holding: str = "") -> tuple[Rule, ...]:
    """Return the entries of a file, or those that hold a key; what does not hold it is not parsed."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    if holding:
        entries = text.split("\n- ")[1:]
        text = "".join(f"- {entry}\n" for entry in entries if f"\n  {holding}:" in entry)
    return tuple(model.model_validate(entry) for entry in yaml.load(text, Loader=loader))  # noqa: S506 - both are safe
