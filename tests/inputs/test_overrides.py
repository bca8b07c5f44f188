"""`--set KEY=VALUE`: laid over the trees, typed by the model, its problems pointing at the setting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from conftest import EXAMPLES
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.errors import InputError
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.model.text import Prose, Text

COMPANY = EXAMPLES / "companies/riverbend.yaml"
OPENING = EXAMPLES / "openings/riverbend-eng-214.yaml"
CANDIDATE = EXAMPLES / "candidates/dana-reyes.yaml"


def gathered(*settings: str, target: str | None = None) -> Material:
    sources = Sources("senior-software-engineer", COMPANY, OPENING, CANDIDATE, target, settings)
    return gather(sources, date(2026, 11, 20), locale("en-US"), Demand(role=True))


def problems(*settings: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        gathered(*settings)
    return [str(problem) for problem in caught.value.problems]


def test_each_root_takes_dotted_keys_and_the_model_types_them():
    made = gathered(
        "role.title=Principal Engineer",
        "role.weights.quality=0",
        "company.name=Acme",
        "company.size.by_jurisdiction.US-CO=40",
        "opening.pay.max=190000.50",
        "opening.start=2027-03-01",
        "opening.rolling=true",
        "opening.deadline=null",
        "candidate.years=9",
        "candidate.target.company=Acme",
        "candidate.target.reason=null",
    )
    assert made.profile is not None
    assert (made.profile.role.title, made.profile.role.weights["quality"]) == ("Principal Engineer", 0)
    assert (made.company.name, made.candidate.target.company) == ("Acme", "Acme")
    assert made.company.size.by_jurisdiction == {"US-CO": 40}
    assert made.opening.pay.max == Decimal("190000.50")
    assert (made.opening.start, made.opening.rolling, made.opening.deadline) == (date(2027, 3, 1), True, None)
    assert made.candidate.years == 9
    assert isinstance(made.company.name, Text)
    assert not isinstance(made.company.name, Prose)


def test_null_clears_a_key_of_a_table_and_an_unknown_key_stays_one():
    cleared = gathered("role.weights.quality=null")
    assert cleared.profile is not None
    assert "quality" not in cleared.profile.role.weights
    with pytest.raises(InputError, match="unknown key `nmae`; did you mean `name`"):
        gathered("company.nmae=null")


@pytest.mark.parametrize(
    "key",
    ["opening.background_check.law", "opening.driving.reason", "company.ai_use.vendor",
     "company.size.by_jurisdiction.US", "opening.interview.loop",
     "opening.interview.loop[0].name", "opening.locations[1].pay", "role.pay.note",
     "candidate.stories[1].problem", "opening.locations[0].pay.note"],
)  # fmt: skip
def test_clearing_what_is_not_there_changes_nothing(key):
    before = gathered("opening.background_check=null", "opening.driving=null", "company.ai_use=null", "role.pay=null")
    after = gathered(
        "opening.background_check=null", "opening.driving=null", "company.ai_use=null", "role.pay=null", f"{key}=null"
    )
    assert (after.company, after.opening, after.candidate) == (before.company, before.opening, before.candidate)
    assert after.profile == before.profile


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("company.nmae", "unknown key `nmae`; did you mean `name`?"),
        ("opening.background_chek.law", "unknown key `background_chek`; did you mean `background_check`?"),
        ("opening.interview.lop", "unknown key `lop` in `interview`; did you mean `loop`?"),
        ("opening.interview.loop[0].nmae", "unknown key `nmae` in `interview.loop[0]`; did you mean `name`?"),
        ("opening.locations[7].pay", "index 7 is beyond the end; the list has 1 entry; `[1]` appends one"),
        ("role[0].title", "unknown key `0`"),
        ("role.weights.desing", "the family has no competency `desing`; did you mean `design`?"),
    ],
)
def test_clearing_a_misspelt_key_is_refused(key, said):
    assert problems(f"{key}=null") == [f"--set {key}: {said}"]


def test_what_is_no_text_is_said_in_our_words():
    said = "is not UTF-8 text"
    assert problems("company.a\udcff=a") == [f"--set company.a\\udcff: {said}"]
    assert problems("company.name=a\udcff") == [f"--set company.name: {said}"]
    assert problems("role.title=\udcff") == [f"--set role.title: {said}"]
    assert problems("\udcff") == [f"--set \\udcff: {said}"]


@pytest.mark.parametrize("digits", ["9" * 5000, "1234567", "٣"])
def test_an_index_has_few_digits(digits):
    shown = f"company.benefits[{digits}]=x"
    shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
    assert problems(f"company.benefits[{digits}]=x") == [
        f"`--set {shown}` is not KEY=VALUE; write `--set company.name=Acme`"
    ]


def test_what_is_not_set_stays():
    plain, changed = gathered(), gathered("company.about=We make carts.")
    assert changed.company.about == "We make carts."
    assert isinstance(changed.company.about, Prose)
    fields = set(type(plain.company).model_fields) - {"about"}
    assert {f: getattr(plain.company, f) for f in fields} == {f: getattr(changed.company, f) for f in fields}
    assert (plain.opening, plain.candidate) == (changed.opening, changed.candidate)


def test_a_list_index_replaces_and_one_past_the_end_appends():
    before = gathered().company.benefits
    assert len(before) == 3
    assert gathered("company.benefits[1]=Tea").company.benefits == (before[0], "Tea", before[2])
    assert gathered("company.benefits[3]=Tea").company.benefits == (*before, "Tea")
    assert gathered("company.values[0]=We write.", "company.values[1]=We read.").company.values == (
        "We write.",
        "We read.",
    )
    places = gathered("opening.locations[1].locality=Boise", "opening.locations[1].country=US").opening.locations
    assert [(place.locality, place.country) for place in places] == [("Denver", "US"), ("Boise", "US")]


def test_null_clears():
    made = gathered("company.about=null", "company.benefits=null", "opening.pay=null", "company.benefits[0]=Tea")
    assert (made.company.about, made.company.benefits, made.opening.pay) == (None, ("Tea",), None)
    before = gathered().company.benefits
    assert gathered("company.benefits[0]=null").company.benefits == before[1:]


def test_the_value_is_everything_after_the_first_equals_sign():
    assert gathered("company.legal_name=A=B == C").company.legal_name == "A=B == C"
    assert gathered("company.legal_name= null ").company.legal_name == "null"
    assert gathered("company.legal_name=x # y: {z}").company.legal_name == "x # y: {z}"


def test_the_last_of_two_settings_wins():
    assert gathered("opening.team=First", "opening.team=Second").opening.team == "Second"


def test_a_scalar_gives_way_to_what_is_set_below_it():
    assert gathered("company.size=null", "company.size.total=7").company.size.total == 7
    assert problems("company.name.first=Acme") == [
        "--set company.name.first: `name` must be a text, not keys and values"
    ]


def test_problems_point_at_the_setting():
    assert problems("company.nmae=Acme", "opening.pay.mxa=3", "role.titel=x") == [
        "--set company.nmae: unknown key `nmae`; did you mean `name`?",
        "--set opening.pay.mxa: unknown key `mxa` in `pay`; did you mean `max`?",
        "--set role.titel: unknown key `titel`; did you mean `title`?",
    ]
    assert problems("compny.name=Acme") == [
        "--set compny.name: unknown root `compny`; the roots are role, company, opening, candidate; "
        "did you mean `company`?"
    ]
    assert problems("opening.days_onsite=9") == ["--set opening.days_onsite: `days_onsite` must be at most 7, not `9`"]
    assert problems("role.expects.desing=3") == [
        "--set role.expects.desing: the family has no competency `desing`; did you mean `design`?"
    ]
    assert problems("company.benefits[9]=x") == [
        "--set company.benefits[9]: index 9 is beyond the end; the list has 3 entries; `[3]` appends one"
    ]


@pytest.mark.parametrize("setting", ["company.name", "company=Acme", "company..name=x", "=x", "", "company.a[x]=1"])
def test_what_is_no_setting_is_said(setting):
    assert problems(setting) == [f"`--set {setting}` is not KEY=VALUE; write `--set company.name=Acme`"]


def test_a_role_index_is_not_swallowed():
    assert problems("role[0].title=x") == ["--set role[0].title: unknown key `0`"]


@pytest.mark.parametrize("deeper", ["[0]", ".x"])
def test_a_key_that_goes_deeper_than_any_file_is_refused(deeper: str):
    assert problems(f"company.x{deeper * 20_000}=1") == [
        f"`--set {('company.x' + deeper * 30)[:59]}…` is not KEY=VALUE; write `--set company.name=Acme`"
    ]


def test_control_characters_in_a_key_are_escaped():
    assert problems("company.\x1b[31m=x") == [
        "`--set company.\\x1b[31m=x` is not KEY=VALUE; write `--set company.name=Acme`"
    ]


def test_a_target_for_another_company_leaves_what_was_said_of_the_first():
    aim = gathered("company.name=null", target="Data Steward @ Zephyr").candidate.target
    assert (aim.title, aim.company, aim.reason) == ("Data Steward", "Zephyr", None)
    same = gathered(target="Router @ riverbend robotics").candidate.target
    assert (same.title, same.company) == ("Router", "Riverbend Robotics")
    assert same.reason == gathered().candidate.target.reason
    assert same.reason is not None
