"""Rules that are data: YAML files beside this module, read once and typed by the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jdgen.model.base import Entity
from jdgen.model.rules import DoNotAsk, Heading, Records, Stems, Structure, TemplateField, Wording

if TYPE_CHECKING:
    from jdgen.model.law import Contained, Law, Statement
    from jdgen.model.letter import Skill, Slot, Tone

Rule = TypeVar("Rule", bound=Entity)
_CODE = re.compile(r"^  jurisdiction: ([\w-]{2,30})$", re.MULTILINE)


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
    return tuple(map(_law, _laws_apart()))


@cache
def laws_with_statements() -> tuple[Law, ...]:
    """Return the laws whose postings print a statement; each posting needs them, and reading all takes longer."""
    return tuple(_law(entry) for entry in _laws_apart() if "\n  statements:" in entry)


@cache
def laws_of(places: frozenset[str]) -> tuple[Law, ...]:
    """Return the laws of places, of what they lie in, and of what lies in them; the others are not parsed."""
    from jdgen.model.jurisdictions import within

    return tuple(
        _law(entry)
        for entry in _laws_apart()
        if any(within(place, code) or within(code, place) for code in _CODE.findall(entry) for place in places)
    )


@cache
def _laws_apart() -> tuple[str, ...]:
    """Return the text of each law."""
    return tuple(f"- {entry}\n" for entry in ("\n" + _text("law")).split("\n- ")[1:])


@cache
def _law(entry: str) -> Law:
    """Return the law that a text holds; each is read once, whoever asks for it first."""
    from jdgen.model.law import Law

    return Law.model_validate(_loaded(entry)[0])


@cache
def statements() -> Mapping[str, Statement]:
    """Return the texts that postings print, by their ids."""
    from jdgen.model.law import Statement

    return {statement.id: statement for statement in _read("statements", Statement)}


@cache
def contents() -> Mapping[str, Contained]:
    """Return what laws ask postings to hold and to leave out, in words, by their ids."""
    from jdgen.model.law import Contained

    return {content.id: content for content in _read("contents", Contained)}


@cache
def slots() -> Mapping[str, Slot]:
    """Return the slots of a letter in their order, by their ids."""
    from jdgen.model.letter import Slot

    return {slot.id: slot for slot in _read("letter_slots", Slot)}


@cache
def tones() -> Mapping[str, Tone]:
    """Return the connecting phrases of letters, by the names of their tones."""
    from jdgen.model.letter import Tone

    return {tone.id: tone for tone in _read("letter_tones", Tone)}


@cache
def letters() -> Mapping[str, Structure]:
    """Return the rules on letters, by their ids."""
    return {rule.id: rule for rule in _read("letters", Structure)}


@cache
def skills() -> tuple[Skill, ...]:
    """Return the names of tools, languages and methods that letters claim."""
    from jdgen.model.letter import Skill

    return _read("letter_skills", Skill)


@cache
def template_fields() -> tuple[TemplateField, ...]:
    """Return the names that house templates may use, records and lists before what they hold."""
    return _read("template_fields", TemplateField)


def _read(name: str, model: type[Rule]) -> tuple[Rule, ...]:
    """Return the entries of a file."""
    return tuple(model.model_validate(entry) for entry in _loaded(_text(name)))


def _text(name: str) -> str:
    return (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")


def _loaded(text: str) -> Any:
    import yaml

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
