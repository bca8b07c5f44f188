"""`jdgen law`, places as people type them, and the laws of six places through `jdgen check`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran
from jdgen import rules
from jdgen.checks.law import NOT_ADVICE

Jdgen = Callable[..., Ran]
SAID = f"{NOT_ADVICE}\n"


# --- the laws of some places ---


def test_what_holds_at_a_place_is_a_table(jdgen: Jdgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = jdgen("law", "for", "Colorado, Ontario")
    assert (ran.code, ran.err) == (0, SAID)
    assert ran.out.startswith("A posting that hires in Colorado and Ontario on 2026-11-20\n\nIt states\n")
    assert (
        "  until when people can apply         Colorado (US-CO-pay)\n"
        "  a range of pay no wider than CAD    Ontario (CA-ON-posting), from 25 employees\n"
        "    50,000 a year, unless its upper\n"
        "    end is above CAD 200,000\n"
    ) in ran.out
    assert "\nIt never\n  leaves the pay open at one end      Colorado (US-CO-pay)\n" in ran.out
    assert "\nWhat will change\n  2027-01-01  Colorado (US-CO-ai): if software screens," in ran.out


@pytest.mark.parametrize("columns", [40, 80, 100, 300])
@pytest.mark.parametrize("arguments", ["for US EU Ontario Cleveland", "list", "show CA-ON-posting"])
def test_no_line_is_wider_than_the_screen(
    arguments: str, columns: int, jdgen: Jdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = jdgen("law", *arguments.split()).out.splitlines()
    assert len(lines) > 10
    # What is shorter than an id and its day cannot be kept: the list takes no less than that beside its names.
    least = 80 if arguments == "list" else 40
    assert max(map(len, lines)) <= max(min(columns, 100), least)
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_day_and_a_size_decide(jdgen: Jdgen) -> None:
    before, after = (jdgen("law", "for", "US-DE", "--as-of", day).out for day in ("2027-09-25", "2027-09-26"))
    assert "US-DE-pay" in before.split("What will change")[1]
    assert "What will change" not in after
    assert "Delaware (US-DE-pay), from 26 employees" in after
    small, large = (jdgen("law", "for", "US-DE", "--as-of", "2027-09-26", "--employees", n).out for n in (25, 26))
    assert "US-DE-pay" not in small
    assert "Delaware (US-DE-pay)\n" in large
    assert "by an employer with 26 employees" in " ".join(large.split())


def test_work_on_site_in_a_city_is_pointed_to(jdgen: Jdgen) -> None:
    out = jdgen("law", "for", "Ohio").out
    assert "rules of its own in Cleveland, Columbus, Cincinnati and Toledo" in " ".join(out.split())
    assert "US-OH-Cleveland-pay), from 15 employees" in " ".join(jdgen("law", "for", "Cleveland").out.split())


def test_a_place_without_laws_has_none(jdgen: Jdgen) -> None:
    assert "No law that jdgen knows asks anything of it." in jdgen("law", "for", "Japan").out


def test_the_same_is_there_for_programs(jdgen: Jdgen) -> None:
    ran = jdgen("law", "for", "Colorado", "CA-ON", "--employees", "30", "--as-of", "2026-11-20", "--json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert data["version"] == 1
    assert data["places"] == [{"id": "US-CO", "name": "Colorado"}, {"id": "CA-ON", "name": "Ontario"}]
    held = {one["law"]: one for one in data["holds"]}
    assert held["US-CO-pay"]["requires"] == ["pay.range", "pay.other", "benefits", "deadline"]
    assert (held["CA-ON-posting"]["unsure"], held["CA-ON-posting"]["level"]) == (False, "error")
    assert [(change["day"], change["law"]) for change in data["later"]] == [("2027-01-01", "US-CO-ai")]


# --- the list, and one law ---


def test_the_list_holds_every_law(jdgen: Jdgen) -> None:
    ran = jdgen("law", "list", "--as-of", "2026-12-31")
    assert (ran.code, ran.err) == (0, SAID)
    listed = [line.split()[0] for line in ran.out.splitlines() if line[:1].strip()]
    assert listed == ["id", *(law.id for law in rules.laws())]
    assert "US-CO-ai                    from 2027-01-01   Colorado: automated" in ran.out
    assert "US-CO-ai                    since 2027-01-01" in jdgen("law", "list", "--as-of", "2027-01-01").out
    data = json.loads(jdgen("law", "list", "--json").out)["laws"]
    assert [law["id"] for law in data] == [law.id for law in rules.laws()]


@pytest.mark.parametrize("law", rules.laws(), ids=lambda law: law.id)
def test_a_law_is_shown_with_all_that_is_known_of_it(law, jdgen: Jdgen) -> None:
    ran = jdgen("law", "show", law.id.lower())
    assert (ran.code, ran.err) == (0, SAID)
    shown = " ".join(ran.out.split())
    contents = rules.contents()
    asked = [key for period in law.periods for key in (*period.requires, *period.forbids)]
    wanted = [
        law.id, law.name, *law.notes, *law.source, f"read {law.checked}, certainty {law.certainty}",
        *(f"Since {period.since}" for period in law.periods),
        *(contents[key].what for key in asked if key not in ("statement", "pay.width")),
        *(rules.statements()[name].text for name in law.statements),
        *([f"{law.applies.min_employees} or more"] if law.applies.min_employees > 1 else []),
        *([f"{law.width.amount:,f}"] if law.width else []),
    ]  # fmt: skip
    assert [text for text in wanted if " ".join(text.split()) not in shown] == []


def test_a_law_is_there_for_programs(jdgen: Jdgen) -> None:
    data = json.loads(jdgen("law", "show", "CA-ON-posting", "--json").out)["law"]
    assert data["width"] == {"amount": 50000, "currency": "CAD", "unless_over": 200000}
    assert (data["place"], data["level"], data["certainty"]) == ("Ontario", "error", "high")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "US-CO-pya"], "there is no law `US-CO-pya`; did you mean `US-CO-pay`?"),
        (["show", "x"], "there is no law `x`; `jdgen law list` shows all"),
        (["for", "Georgia"], "`Georgia` is two places; write GE (Georgia) or US-GA (Georgia, United States)"),
        (["for", "Colorao", "US-XX"], "did you mean `Colorado`?; `US-XX` is no place that jdgen knows; "),
        (["show", "US-CO"], "there is no law `US-CO`; `jdgen law for US-CO` shows what holds there"),
        (["show", "new york"], "there is no law `new york`; `jdgen law for 'new york'` shows what holds there"),
        *((["for", town], f"`{town}` is no place that jdgen knows; write its state, province or country, such as US-CO "
           "or Colorado; a town has its state behind it, as in `Chicago, IL`")
          for town in ("Chicago", "Berlin", "Toronto")),
        (["for", "Colorao, TX"], "did you mean `Colorado`?"),
        (["for", " , "], "no place is named; write one, such as US-CO or Colorado"),
        (["for"], "Missing argument 'PLACE...'"),
        (["for", "US-CO", "--as-of", "tomorrow"], "expected a day as YYYY-MM-DD"),
        (["for", "US-CO", "--employees", "-1"], "-1 is not in the range x>=0"),
    ],
)
def test_what_is_typed_wrong_is_said_with_a_way_out(arguments: list[str], said: str, jdgen: Jdgen) -> None:
    ran = jdgen("law", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


# --- places as people type them ---


@pytest.mark.parametrize(
    ("typed", "codes", "said"),
    [
        (["US-CO,us-ca", "Ontario"], ["US-CO", "US-CA", "CA-ON"], ""),
        (["NYC", "New York City"], ["US-NY-NYC"], ""),
        (["San Francisco, CA"], ["US-CA-SF"], ""),
        (["Los Angeles", "Brooklyn", "New York State"], ["US-CA-LACity", "US-NY-NYC", "US-NY"], ""),
        (["Venice, CA, Rye, NY"], ["US-CA-LACity", "US-NY-Westchester"], ""),
        (["Austin, TX"], ["US-TX"], "note: Austin, TX is read as a town in Texas, whose laws hold there\n"),
        (["Joliet, Illinois"], ["US-IL"],
         "note: Joliet, Illinois is read as a town in Illinois, whose laws hold there\n"),
        (["Toronto, ON, Canada"], ["CA-ON"],
         "note: Toronto, ON, Canada is read as a town in Ontario, whose laws hold there\n"),
        *(([town], [code], f"note: {town} is read as a town in {state}, whose laws hold there; "
           f"for {country} write {code[3:]} alone\n")
          for town, code, state, country in (
              ("Denver, CO", "US-CO", "Colorado", "Colombia"), ("Chicago, IL", "US-IL", "Illinois", "Israel"),
              ("San Diego, CA", "US-CA", "California", "Canada"), ("Berlin, DE", "US-DE", "Delaware", "Germany"),
              ("Columbus, GA", "US-GA", "Georgia", "Gabon"),
          )),
        (["Seattle, WA, Brooklyn"], ["US-WA", "US-NY-NYC"],
         "note: Seattle, WA is read as a town in Washington, whose laws hold there\n"),
        (["Colorado, Texas, Ontario"], ["US-CO", "US-TX", "CA-ON"], ""),
        (["FR,TX", "TX, US"], ["FR", "US-TX", "US"], ""),
        (["Colorado, CA"], ["US-CO", "CA"], "note: CA is read as Canada; for California write US-CA\n"),
        (["Ontario, CA"], ["CA-ON"], ""),
        (["Washington, DC, Texas"], ["US-DC", "US-TX"], ""),
        (["European Union"], ["EU"], ""),
        (["CA"], ["CA"], "note: CA is read as Canada; for California write US-CA\n"),
        (["de,CO"], ["DE", "CO"],
         "note: DE is read as Germany; for Delaware write US-DE\n"
         "note: CO is read as Colombia; for Colorado write US-CO\n"),
        (["TX"], ["US-TX"], ""),
    ],
)  # fmt: skip
def test_places_are_read_as_people_type_them(typed: list[str], codes: list[str], said: str, jdgen: Jdgen) -> None:
    ran = jdgen("law", "for", *typed, "--json")
    assert [place["id"] for place in json.loads(ran.out)["places"]] == codes
    assert ran.err == said


# --- one opening, six places, the real check ---

COMPANY = "name: Acme Pumps\nabout: Acme makes pumps.\naccommodation: {contact: access@acme.example}\n"
OPENING = """\
requisition: P-1
mode: remote
hires_in: [Colorado, California, Illinois, New York City, Ontario, EU]
employment_type: full-time
apply: {email: jobs@acme.example}
"""
MISSING = {
    "what the work pays, as an amount or a range with both ends":
        "Colorado, California, New York, New York City, Illinois and Ontario",
    "what is paid beside the base pay, or that nothing is": "Colorado and Illinois",
    "the benefits in general words": "Colorado and Illinois",
    "until when people can apply": "Colorado",
    "whether it is for a vacancy that exists now": "Ontario",
    "whether software takes part in choosing among applicants": "Ontario",
}  # fmt: skip
"""What is missing, and where that is an error or, of the last, a warning."""
SUPPLIED = {
    "company": COMPANY + "benefits: [Health insurance]\nother_compensation: []\n"
    "ai_use: {used: false}\nsize: {total: 50}\n",
    "opening": OPENING + "pay: {min: 90000, max: 120000, currency: CAD, per: year}\n"
    "rolling: true\nvacancy_exists: true\n",
}


def checked(jdgen: Jdgen, folder: Path, *options: str, **files: str) -> tuple[int, list[dict[str, str]]]:
    """Check the laws of an opening through the command."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    given = [f"--{name}={folder}/{name}.yaml" for name in files]
    ran = jdgen("check", "senior-software-engineer", *given, "--group=law", "--json", *options)
    return ran.code, json.loads(ran.out)["findings"]


def test_an_opening_for_six_places_hears_what_each_of_them_asks(jdgen: Jdgen, tmp_path: Path) -> None:
    code, findings = checked(jdgen, tmp_path, company=COMPANY, opening=OPENING)
    assert code == 1
    said = [one["text"] for one in findings]
    ask = {what: f"the posting does not state {what}, which {who} {'ask' if ' and ' in who else 'asks'}"
           for what, who in MISSING.items()}  # fmt: skip
    low = [one["text"] for one in findings if one["rule"] == "US-CA-LACity-fair-chance"]
    others = [text for text in said if text not in ask.values() and text not in low]
    assert sorted(set(said) & set(ask.values())) == sorted(ask.values())
    # Pay in the EU is a duty that a posting need not meet itself; where there is none, Austria asks for the same.
    assert others == [
        "the posting does not state what the work pays, as an amount or a range with both ends, "
        "which the European Union, Poland and Austria ask",
    ]
    assert {one["group"] for one in findings} == {"law"}
    assert [one["file"].rpartition("/")[2] for one in findings if "benefits" in one["text"]] == ["company.yaml"]


def test_it_is_clean_once_all_is_supplied(jdgen: Jdgen, tmp_path: Path) -> None:
    assert checked(jdgen, tmp_path, "--strict", **SUPPLIED) == (0, [])


def test_what_a_law_asks_is_not_said_a_second_time(jdgen: Jdgen, tmp_path: Path) -> None:
    for name, text in {"company": COMPANY, "opening": OPENING}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    command = ["check", "senior-software-engineer", f"--company={tmp_path}/company.yaml",
               f"--opening={tmp_path}/opening.yaml", "--json"]  # fmt: skip

    def rules(*options: str) -> set[str]:
        return {one["rule"] for one in json.loads(jdgen(*command, *options).out)["findings"]}

    same = {"pay.unstated", "deadline.missing", "benefits.missing"}
    assert rules() & same == set()
    assert "US-CO-pay" in rules()
    # Where no law is asked about, or none that says so, structure says it.
    assert rules("--group=structure") & same == same
    assert rules("--hires-in=Texas") & same == same


def test_a_law_that_is_switched_off_leaves_those_that_ask_the_same(jdgen: Jdgen, tmp_path: Path) -> None:
    files = {**SUPPLIED, "opening": SUPPLIED["opening"].replace("rolling: true\n", "").replace("pay:", "# pay:")}
    _, both = checked(jdgen, tmp_path, **files)
    _, one = checked(jdgen, tmp_path, "--ignore=US-CO-pay", **files)
    assert [found["text"] for found in both if "Colorado" in found["text"]] != []
    assert [found["text"] for found in one if "Colorado" in found["text"]] == []
    assert [found["rule"] for found in one if "Illinois" in found["text"]] == ["US-CA-pay"]


def test_what_breaks_a_law_has_the_line_where_it_was_written(jdgen: Jdgen, tmp_path: Path) -> None:
    opening = OPENING.replace("California, Illinois, New York City, Ontario, EU", "Nowhereland") + (
        "reason: Send us your salary history.\n"
        "title_override: Pump Foreman\n"
        "rolling: true\n"
        "pay:\n  min: 90000\n  currency: USD\n  per: year\n  open_ended: true\n"
    )
    _, findings = checked(jdgen, tmp_path, company=SUPPLIED["company"], opening=opening)
    lines = opening.splitlines()
    said = [(one["rule"], lines[one["line"] - 1].strip()) for one in findings]
    assert said == [
        ("place.unknown", "hires_in: [Colorado, Nowhereland]"),
        ("US-CO-history", "reason: Send us your salary history."),
        ("US-CO-pay", "open_ended: true"),
    ]
    british = opening.replace("[Colorado, Nowhereland]", "[GB]")
    _, findings = checked(jdgen, tmp_path, company=SUPPLIED["company"], opening=british)
    line = lines.index("title_override: Pump Foreman") + 1
    assert [(one["rule"], one["line"]) for one in findings] == [("GB-equality", line)]


def test_the_table_says_what_is_not_quite_sure(jdgen: Jdgen) -> None:
    ran = jdgen("law", "for", "US-NY-Ithaca", "--as-of", "2026-11-20")
    assert "certainty medium" in " ".join(ran.out.split())


def test_a_posting_is_made_with_a_note_of_what_the_law_asks(jdgen: Jdgen, tmp_path: Path) -> None:
    def made(**files: str) -> str:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        given = [f"--{name}={tmp_path}/{name}.yaml" for name in files]
        ran = jdgen("posting", "senior-software-engineer", *given, "-f", "txt", "-o", str(tmp_path), "--force")
        assert ran.code == 0
        return ran.err

    (note,) = made(company=COMPANY, opening=OPENING).splitlines()
    given = f"--company {tmp_path}/company.yaml --opening {tmp_path}/opening.yaml"
    command = f"`jdgen check senior-software-engineer --group law {given}`"
    assert note.endswith(f"note: {command} finds at least 5 errors: US-CO-pay, CA-ON-posting")
    assert made(**SUPPLIED) == ""
