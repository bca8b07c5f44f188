"""The contract of house templates: what is promised is there, says what the document says, and is plain data."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema
import pytest
from full import FULL, line, made_of
from kits import KITS, ROLES, made

from conftest import ROOT
from jdgen import rules
from jdgen.documents import contract
from jdgen.documents.contract import Shape
from jdgen.documents.contract_fields import fields, schema
from jdgen.documents.material import Correspondence, Material
from jdgen.documents.tree import Document, texts
from jdgen.inputs import sample
from jdgen.pipeline import compose
from making import LINDQVIST, RIVERBEND, material

EXAMPLES = {"riverbend": RIVERBEND, "lindqvist": LINDQVIST}
PLAIN = {"text": str, "number": int, "flag": bool}


@cache
def materials() -> dict[str, tuple[str, Material]]:
    """Return what contracts are tried with, by its name: every role and example, and what is special."""
    found: dict[str, tuple[str, Material]] = {}
    for name, example in EXAMPLES.items():
        for role in ROLES:
            given = material(example, role=role)
            found |= {f"{kind} of {role} at {name}": (kind, given) for kind in ("posting", "rubric")}
        found[f"letter at {name}"] = ("letter", material(example))
    whole = made_of(FULL)
    found |= {f"full {kind}": (kind, whole) for kind in contract.KINDS}
    found["internal posting"] = ("posting", replace(whole, internal=True))
    found["bare posting"] = ("posting", material(RIVERBEND, company=None, opening=None, candidate=None))
    found["bare letter"] = ("letter", material(RIVERBEND, company=None, opening=None, candidate=None))
    for medium in ("letter", "email", "form"):
        for mode in ("scaffold", "draft", "final"):
            found[f"{mode} {medium}"] = ("letter", replace(whole, letter=Correspondence(mode, medium)))
    found |= {f"kit: {name}": ("rubric", made(**held)) for name, held in KITS.items()}
    found |= {f"sample {kind}": (kind, sample.material(kind)) for kind in contract.KINDS}
    return found


def valued(name: str) -> tuple[Document, dict[str, Any]]:
    kind, given = materials()[name]
    document = compose(kind, given)
    return document, contract.values(given, document)


def departures(shape: Shape, value: Any, name: str = "") -> Iterator[str]:
    """Yield where a value is not what its shape says."""
    if shape.kind == "record":
        yield from (f"{name}.{key} is promised" for key in shape.fields.keys() - value.keys())
        yield from (f"{name}.{key} is not promised" for key in value.keys() - shape.fields.keys())
        for key in shape.fields.keys() & value.keys():
            yield from departures(shape.fields[key], value[key], f"{name}.{key}".lstrip("."))
    elif shape.kind == "list":
        if type(value) is not list or (not value and not shape.optional):
            yield f"{name} is {value!r}"
        for entry in value or ():
            yield from departures(shape.item, entry, f"{name}[]")
    elif value is None or value == "":
        if not shape.optional or value == "":
            yield f"{name} is {value!r}"
    elif type(value) is not PLAIN[shape.kind]:
        yield f"{name} is a {type(value).__name__}"


def test_there_are_many_documents_to_try():
    assert len(materials()) >= 60


@pytest.mark.parametrize("kind", contract.KINDS)
def test_what_is_promised_is_there_and_nothing_else(kind: str) -> None:
    shape = contract.shape(kind)
    names = [name for name, (other, _) in materials().items() if other == kind and not name.startswith("bare")]
    assert len(names) >= 10
    found = {name: list(departures(shape, valued(name)[1])) for name in names}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_draft_lacks_what_nobody_gave() -> None:
    posting = list(departures(contract.shape("posting"), valued("bare posting")[1]))
    assert sorted(posting) == [
        "apply.adjustments_contact is None", "company.name is None", "opening.contract is None",
        "opening.mode is None",
    ]  # fmt: skip
    letter = sorted(departures(contract.shape("letter"), valued("bare letter")[1]))
    assert letter == ["sender.name is None", "signature is None"]


def test_a_departure_is_seen() -> None:
    shape = contract.shape("posting")
    values = valued("sample posting")[1]
    assert list(departures(shape, values)) == []
    more = {**values, "pay": {**values["pay"], "secret": 1, "text": 5}, "legal": [], "why": None}
    assert sorted(departures(shape, more)) == [
        "legal is []", "pay.secret is not promised", "pay.text is a int", "why is None",
    ]  # fmt: skip


@pytest.mark.parametrize("name", materials())
def test_sections_together_are_the_document(name: str) -> None:
    document, _ = valued(name)
    found = contract.sections(document)
    assert [section for part in found.values() for section in part] == list(document.sections)
    assert [*found, "body", "rest"] == list(contract.section_names(document.kind))


def test_every_section_of_the_contract_is_in_some_document() -> None:
    seen = {(kind, part) for name, (kind, _) in materials().items()
            for part, held in contract.sections(valued(name)[0]).items() if held}  # fmt: skip
    promised = {(kind, part) for kind in contract.KINDS for part in contract.section_names(kind)}
    assert promised - seen == {(kind, part) for kind in contract.KINDS for part in ("body", "rest")}


def shown_by(shape: Shape, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield each section that a name shows, with what it holds."""
    for name, inner in shape.fields.items():
        if inner.shows:
            yield inner.shows, value[name]
        elif inner.kind == "record":
            yield from shown_by(inner, value[name])


def leaves(value: Any) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, (dict, list)):
        for held in value.values() if isinstance(value, dict) else value:
            yield from leaves(held)
    elif isinstance(value, str):
        yield value


SHOWING = ["full posting", "internal posting", "sample posting", "final letter", "sample letter"]


@pytest.mark.parametrize("name", SHOWING)
def test_a_name_that_shows_a_section_has_all_its_sentences(name: str) -> None:
    document, values = valued(name)
    parts = contract.sections(document)
    shown = dict(shown_by(contract.shape(document.kind), values))
    lost: dict[str, list[str]] = {}
    for section, value in shown.items():
        inside = replace(document, title=(), subtitle=(), sections=parts[section])
        wanted = [line(found) for found in texts(inside) if found not in [held.title for held in parts[section]]]
        said = " ".join(" ".join(leaves(value)).split())
        lost[section] = [text for text in wanted if any(bit.strip() not in said for bit in text.split(" / "))]
    # The closing words stand in `closing`: a template has room for a signature between the two.
    apart = {"sign-off": [f"{values['closing']} / {values['signature']}"]} if document.kind == "letter" else {}
    assert {section: texts for section, texts in lost.items() if texts} == apart
    assert len(shown) == (12 if document.kind == "posting" else 7)


def test_what_no_template_may_leave_out() -> None:
    assert {kind: list(contract.must_show(kind)) for kind in contract.KINDS} == {
        "posting": ["must", "offer", "conditions", "apply", "legal"],
        "rubric": ["stages"],
        "letter": ["paragraphs", "sign-off"],
    }
    assert all(contract.must_show(kind).keys() <= contract.section_names(kind).keys() for kind in contract.KINDS)
    shown = {inner.shows for kind in contract.KINDS for inner in _all(contract.shape(kind)) if inner.shows}
    assert shown <= {name for kind in contract.KINDS for name in contract.section_names(kind)}


def _all(shape: Shape) -> Iterator[Shape]:
    yield shape
    for inner in (*shape.fields.values(), *((shape.item,) if shape.item else ())):
        yield from _all(inner)


def test_each_name_is_explained_and_each_list_names_its_entries() -> None:
    entries = rules.template_fields()
    assert len(entries) >= 150
    pairs = [(entry.id, document) for entry in entries for document in entry.documents]
    assert [pair for pair in pairs if pairs.count(pair) > 1] == []
    held = [shape for kind in contract.KINDS for shape in _all(contract.shape(kind))]
    assert [shape for shape in held if shape.kind == "list" and not (shape.item and shape.each)] == []
    assert [shape for shape in held if shape.kind == "record" and not shape.fields] == []
    assert [entry.id for entry in entries if not str(entry.means).endswith(".")] == []


@pytest.mark.parametrize("kind", contract.KINDS)
def test_what_people_type_is_no_name_and_means_one(kind: Any) -> None:
    held = dict(_dotted(contract.shape(kind)))
    typed = [word for inner in held.values() for word in inner.also]
    assert len(typed) >= 20
    assert [word for word in typed if typed.count(word) > 1 or word in held] == []
    wrong = contract.meant_sections(kind)
    assert wrong.keys() & contract.section_names(kind).keys() == set()
    assert set(wrong.values()) <= contract.section_names(kind).keys() - {"body", "rest"}


def _dotted(shape: Shape, lead: str = "") -> Iterator[tuple[str, Shape]]:
    for name, inner in shape.fields.items():
        yield f"{lead}{name}", inner
        yield from _dotted(inner, f"{lead}{name}.")


@pytest.mark.parametrize(("typed", "meant"), [
    ("salary", "pay.text"), ("compensation", "pay.text"), ("opening.salary", "pay.text"),
    ("job.title", "posting.title"), ("title", "posting.title"), ("job_title", "posting.title"),
    ("requirements", "must_have"), ("qualifications", "must_have"), ("responsibilities", "duties"),
    ("employment_type", "opening.contract"), ("opening.employment_type", "opening.contract"),
    ("posting.location", "opening.location"), ("department", "opening.team"), ("apply.link", "apply.url"),
    ("perks", "benefits"), ("closing_date", "opening.deadline"), ("hiring_manager", "opening.hiring_manager"),
])  # fmt: skip
def test_the_names_of_other_programs_are_known(typed: str, meant: str) -> None:
    held = dict(_dotted(contract.shape("posting")))
    assert typed in held[meant].also


def test_the_names_of_sections_elsewhere_are_known() -> None:
    meant = contract.meant_sections("posting")
    assert [meant[word] for word in ("requirements", "responsibilities", "pay", "eeo", "must_have")] == [
        "must", "duties", "offer", "legal", "must",
    ]  # fmt: skip


def test_values_of_a_posting_are_its_own_words() -> None:
    values = valued("full posting")[1]
    assert values["pay"] == {
        "text": "$80,000 – $105,000 a year\nDenver, CO: $90,000 – $110,000 a year", "min": "$80,000", "max": "$105,000",
        "currency": "USD", "per": "year", "basis": "by grade", "note": "before tax",
        "on_target": "$120,000 a year, commission included", "bonus": "A goose", "equity": "Two shares",
        "commission": "A tenth",
    }  # fmt: skip
    assert values["apply"] == {
        "text": "Apply at https://acme.example/9 or by e-mail to jobs@acme.example by December 18, 2026. No account is "
                "needed.\nIf you need an adjustment at any step, ask access@acme.example (by carrier pigeon). Asking "
                "counts against nobody.",
        "how": "Apply at https://acme.example/9 or by e-mail to jobs@acme.example by December 18, 2026. No account is "
               "needed.",
        "url": "https://acme.example/9", "email": "jobs@acme.example",
        "adjustments_contact": "access@acme.example",
        "adjustments": "If you need an adjustment at any step, ask access@acme.example (by carrier pigeon). Asking "
                       "counts against nobody.",
    }  # fmt: skip
    assert values["opening"] == {
        "requisition": "REQ-9", "team": "Valves", "manager": "Chief Plumber", "hiring_manager": "Ada Okafor",
        "location": "Denver, CO", "remote": False, "hybrid": True, "onsite": False,
        "contract": "Full-time or temporary", "hours": "38 hours a week", "duration": "11 months",
        "start": "February 1, 2027", "deadline": "December 18, 2026", "apply_by": "December 18, 2026",
        "rolling": False, "languages": "Welsh", "hires_in": "Utah",
        "mode": "Hybrid, 3 days a week on site", "openings": 4, "reason": "The old pump died.",
        "visa": "We sponsor none", "travel": "To Boise", "on_call": "One week in six",
    }  # fmt: skip
    assert values["company"]["about"] == "Acme makes pumps.\nThey run for decades."
    assert values["posting"]["title"] == "Pump Whisperer"
    assert values["role"]["title"] == "Senior Software Engineer"
    assert values["stages"] == [
        {"id": "talk", "name": "The talk", "minutes": 50, "by": "hiring manager", "format": "telephone",
         "competencies": ["System design", "Software construction"],
         "text": "The talk: 50 minutes (telephone, hiring manager). We look at: System design, Software construction."},
    ]  # fmt: skip


def test_lists_end_with_what_the_section_adds_to_them() -> None:
    values = valued("sample posting")[1]
    assert [duty["essential"] for duty in values["duties"]] == [True] * 6 + [False] * 3
    assert values["duties"][-1] == {
        "text": "The first six are essential to the job.", "id": "essential-note", "essential": False, "remark": True,
    }  # fmt: skip
    assert [duty["remark"] for duty in values["duties"]] == [False] * 8 + [True]
    assert values["nice_to_have"][-1]["id"] == "background"
    assert {entry["id"] for entry in values["nice_to_have"] if entry["remark"]} == {"background"}
    assert values["nice_to_have"][-1]["text"] == f"Usual background: {values['background']}"
    assert values["success"][0] == {
        "label": "After 3 months", "after": "3 months",
        "text": "Has released one reviewed design and joined the on-call rotation.",
    }  # fmt: skip


def test_a_deadline_is_a_day_and_nothing_else() -> None:
    whole = made_of(FULL)
    opening = whole.opening.model_copy(update={"deadline": None, "rolling": True})
    given = replace(whole, opening=opening)
    held = contract.values(given, compose("posting", given))["opening"]
    assert (held["deadline"], held["rolling"], held["apply_by"]) == (None, True, "Open until filled")


@pytest.mark.parametrize("kind", ["posting", "rubric"])
@pytest.mark.parametrize("mode", ["remote", "hybrid", "onsite"])
def test_the_mode_is_a_flag_beside_its_words(kind: Any, mode: str) -> None:
    whole = made_of(FULL)
    given = replace(whole, opening=whole.opening.model_copy(update={"mode": mode}))
    held = contract.values(given, compose(kind, given))["opening"]
    assert [name for name in ("remote", "hybrid", "onsite") if held[name]] == [mode]
    assert held["mode"].startswith({"remote": "Remote", "hybrid": "Hybrid", "onsite": "On site"}[mode])


def test_a_kit_knows_the_company_and_the_work() -> None:
    values = valued("full rubric")[1]
    assert values["company"] == {"name": "Acme Pumps", "about": "Acme makes pumps.\nThey run for decades."}
    assert (values["opening"]["contract"], values["opening"]["hybrid"]) == ("Full-time or temporary", True)


def test_an_internal_posting_says_what_it_says_to_colleagues_alone() -> None:
    inside, outside = valued("internal posting")[1], valued("full posting")[1]
    assert (inside["posting"]["internal"], outside["posting"]["internal"]) == (True, False)
    assert (inside["apply"]["email"], inside["apply"]["url"]) == ("move@acme.example", None)
    assert "Tell your manager." in inside["apply"]["text"]
    assert [text for text in leaves(outside) if "Tell your manager." in text or "move@acme" in text] == []
    assert (inside["about"], inside["opening"]["deadline"]) == ([], "December 4, 2026")


def test_values_of_a_kit_are_its_own_words() -> None:
    document, values = valued("sample rubric")
    said = " ".join(line(found) for found in texts(document))
    (design,) = [one for one in values["competencies"] if one["id"] == "design"]
    assert [anchor["level"] for anchor in design["anchors"]] == values["ratings"]
    assert [anchor["meets"] for anchor in design["anchors"]] == [False, False, True, False]
    told = [anchor["text"] for one in values["competencies"] for anchor in one["anchors"]]
    told += [question["text"] for one in values["competencies"] for question in one["questions"]]
    told += [text for stage in values["stages"] for question in stage["questions"] for text in leaves(question)
             if text != question["id"]]  # fmt: skip
    told += [must["text"] for must in values["must_have"]]
    assert len(told) >= 100
    assert [text for text in told if text not in said] == []
    assert [(stage["name"], stage["interviewers"]) for stage in values["stages"]] == [
        ("Hiring manager screen", ["Ada Okafor"]), ("System design interview", ["Bo Lindgren"]),
        ("Work sample", ["Bo Lindgren"]), ("Behavioral interview", ["Ada Okafor"]),
    ]  # fmt: skip


def test_a_kit_of_one_stage_has_what_that_stage_assesses() -> None:
    values = valued("kit: one stage")[1]
    assert [stage["id"] for stage in values["stages"]] == ["design"]
    assert [one["id"] for one in values["competencies"]] == ["design", "craft", "operations"]


def test_a_blind_kit_has_a_number_for_a_name() -> None:
    values = valued("kit: blind")[1]
    assert (values["kit"]["candidate"], values["kit"]["blind"]) == ("C-17", True)


def test_values_of_a_letter_are_its_own_words() -> None:
    document, values = valued("sample letter")
    said = " ".join(line(found) for found in texts(document))
    known = {*leaves(values["letter"]), values["sender"]["label"]}
    assert [text for text in leaves(values) if text not in known and text not in said] == []
    assert (values["greeting"], values["closing"], values["signature"]) == (
        "Dear Ada Okafor,", "Sincerely,", "Noor Haddad",
    )  # fmt: skip
    assert values["sender"]["lines"][-1] == "noor@haddad.example · +1 720 555 0164 · https://haddad.example"
    assert len(values["paragraphs"]) == 7


@pytest.mark.parametrize("kind", contract.KINDS)
def test_the_schema_takes_the_values_and_nothing_else(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    judge = jsonschema.Draft202012Validator(schema(kind))
    tried = [name for name, (other, _) in materials().items() if other == kind and name.startswith(("full", "sample"))]
    for name in tried:
        assert list(judge.iter_errors(valued(name)[1])) == []
    values = valued(tried[0])[1]
    first = next(iter(values))
    fewer = {name: held for name, held in values.items() if name != first}
    assert [error.validator for error in judge.iter_errors({**values, "more": 1})] == ["additionalProperties"]
    assert [error.validator for error in judge.iter_errors(fewer)] == ["required"]
    assert "type" in {error.validator for error in judge.iter_errors({**values, first: 7})}


def test_examples_are_those_of_the_sample() -> None:
    values = valued("sample posting")[1]
    found = {field.name: field for field in fields("posting", values)}
    assert found["pay.text"].example == "$158,000 – $189,000 a year"
    assert (found["duties[].text"].tag, found["duties[].text"].depth) == ("{{ duty.text }}", 1)
    assert found["duties[].text"].example == values["duties"][0]["text"]
    assert (found["benefits"].kind, found["benefits"].tag) == ("list of texts", "{% for benefit in benefits %}")
    assert found["posting.internal"].tag == "{% if posting.internal %}"
    assert found["apply.text"].shows == "apply"
    assert [name for name, field in found.items() if not field.meaning] == []


def test_the_page_of_fields_is_fresh() -> None:
    spec = importlib.util.spec_from_file_location("template_fields_page", ROOT / "tools/template_fields.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.TARGET.read_text(encoding="utf-8") == tool.text()
