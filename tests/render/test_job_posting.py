"""JSON-LD by Google's table: valid for every role and both examples, true to the opening, harmless in a page."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import lxml.html
import pytest
from full import FULL, made_of
from jsonschema import Draft202012Validator

import faces
from boards import HOSTILE, ROLES, SCHEMAS, data, invented, made, posting
from conftest import Ran
from jdgen.documents.vacancy import REQUIRED, lacking, unfit
from jdgen.render import BOARDS, html
from jdgen.render.options import PageOptions
from making import EXAMPLE, LINDQVIST, RIVERBEND

SCHEMA = Draft202012Validator(json.loads((SCHEMAS / "job-posting.schema.json").read_text(encoding="utf-8")))
PLACES = [
    {"locality": "Denver", "region": "CO", "country": "US"},
    {"locality": "Austin", "region": "TX", "country": "US"},
]


def faults(found: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}"[:200] for error in SCHEMA.iter_errors(found)]


def pay(low: float, high: float | None = None, per: str = "year", **more: Any) -> dict[str, Any]:
    return {"min": low, "currency": "USD", "per": per, **({} if high is None else {"max": high}), **more}


def remote(*names: str, locations: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return data(invented(mode="remote", days_onsite=None, hires_in=list(names), locations=locations))


def test_the_schema_is_one_and_knows_all_roles() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)
    assert len(ROLES) == 11


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_valid(role: str) -> None:
    found = data(posting(role))
    assert faults(found) == []
    assert found["hiringOrganization"]["name"] == "Riverbend Robotics"
    assert len(found["responsibilities"]) >= 5
    assert all(f"<li>{escaped(duty)}</li>" in found["description"] for duty in found["responsibilities"])
    assert all(f"<li>{escaped(must)}</li>" in found["description"] for must in found["qualifications"])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_the_first_example_says_each_fact_of_its_opening() -> None:
    found = data(posting())
    lists = ("description", "responsibilities", "qualifications", "skills", "jobBenefits")
    assert {name: value for name, value in found.items() if name not in lists} == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Senior Software Engineer",
        "datePosted": "2026-11-20",
        "validThrough": "2026-12-18T23:59:59",
        "hiringOrganization": {"@type": "Organization", "name": "Riverbend Robotics"},
        "identifier": {"@type": "PropertyValue", "name": "Riverbend Robotics", "value": "ENG-214"},
        "employmentType": "FULL_TIME",
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress", "addressLocality": "Denver", "addressRegion": "CO", "postalCode": "80202",
                "addressCountry": "US",
            },
        },
        "baseSalary": {
            "@type": "MonetaryAmount", "currency": "USD",
            "value": {"@type": "QuantitativeValue", "minValue": 158000, "maxValue": 189000, "unitText": "YEAR"},
        },
        "incentiveCompensation": ["Equity: Stock options, granted at hire and again each year"],
        "jobStartDate": "2027-02-01",
        "occupationalCategory": {
            "@type": "CategoryCode", "codeValue": "15-1252.00",
            "inCodeSet": {"@type": "CategoryCodeSet", "name": "O*NET-SOC"},
        },
    }  # fmt: skip


def test_the_second_example_is_remote_within_a_country() -> None:
    found = data(posting(name="lindqvist"))
    assert faults(found) == []
    assert found["jobLocationType"] == "TELECOMMUTE"
    assert found["applicantLocationRequirements"] == {"@type": "Country", "name": "United Kingdom"}
    assert "jobLocation" not in found
    assert found["employmentType"] == ["FULL_TIME", "PART_TIME"]
    assert "validThrough" not in found
    assert found["description"].startswith("<p>Lindqvist &amp; Howe · Remote</p>")


def test_the_full_input_says_all_that_google_and_schema_org_know() -> None:
    found = data(invented())
    assert faults(found) == []
    # An area and a remote type are not for hybrid work, and this role names no credential as a must.
    absent = {
        "jobLocationType", "applicantLocationRequirements", "educationRequirements", "experienceRequirements",
        "experienceInPlaceOfEducation",
    }  # fmt: skip
    known = set(SCHEMA.schema["$defs"]["JobPosting"]["properties"])
    assert known - set(found) == absent
    assert found["hiringOrganization"] == {
        "@type": "Organization", "name": "Acme Pumps", "legalName": "Acme Pumps Incorporated",
        "sameAs": "https://acme.example",
    }  # fmt: skip
    assert (found["title"], found["directApply"], found["totalJobOpenings"]) == ("Pump Whisperer", True, 4)
    assert (found["workHours"], found["validThrough"]) == ("38 hours a week", "2026-12-31T23:59:59")
    assert found["incentiveCompensation"] == [
        "On-target earnings: $120,000 a year, commission included", "Bonus: A goose", "Equity: Two shares",
        "Commission: A tenth", "A plan for profit",
    ]  # fmt: skip
    # The one place has pay of its own.
    assert found["baseSalary"]["value"]["minValue"] == 90000


@pytest.mark.parametrize(
    ("names", "areas"),
    [
        (["US"], {"@type": "Country", "name": "USA"}),
        (["Michigan"], {"@type": "State", "name": "Michigan, USA"}),
        (["CA-ON", "Canada"], [{"@type": "State", "name": "Ontario, Canada"}, {"@type": "Country", "name": "Canada"}]),
        (["New York City"], {"@type": "State", "name": "New York, USA"}),
        (["Westchester County", "NYC", "New York State"], {"@type": "State", "name": "New York, USA"}),
    ],
)
def test_where_a_remote_hire_may_live(names: list[str], areas: object) -> None:
    found = remote(*names)
    assert faults(found) == []
    assert found["applicantLocationRequirements"] == areas
    assert "jobLocation" not in found


def test_the_european_union_is_its_countries() -> None:
    found = remote("EU", "Germany")
    assert faults(found) == []
    areas = found["applicantLocationRequirements"]
    assert len(areas) == 27
    assert {area["@type"] for area in areas} == {"Country"}


def test_an_office_or_the_home_has_both_and_hybrid_work_neither() -> None:
    both = remote("US", locations=PLACES)
    assert faults(both) == []
    assert both["jobLocationType"] == "TELECOMMUTE"
    assert [place["address"]["addressLocality"] for place in both["jobLocation"]] == ["Denver", "Austin"]
    for mode in ("hybrid", "onsite"):
        found = data(invented(mode=mode, days_onsite=None))
        assert faults(found) == []
        assert {"jobLocationType", "applicantLocationRequirements"}.isdisjoint(found)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (pay(27.5, 31, "hour"), {"minValue": 27.5, "maxValue": 31, "unitText": "HOUR"}),
        (pay(400, 400, "day"), {"value": 400, "unitText": "DAY"}),
        (pay(1500, 1600, "week"), {"minValue": 1500, "maxValue": 1600, "unitText": "WEEK"}),
        (pay(6000, 7000, "month"), {"minValue": 6000, "maxValue": 7000, "unitText": "MONTH"}),
        (pay(80000, 90000, open_ended=True), None),
        (pay(80000, open_ended=True), None),
        (None, None),
    ],
)
def test_pay_has_both_its_ends_or_is_not_said(given: dict[str, Any] | None, value: dict[str, Any] | None) -> None:
    found = data(invented(pay=given, locations=PLACES))
    assert faults(found) == []
    said = found.get("baseSalary")
    assert (said and said["value"]) == (value and {"@type": "QuantitativeValue", **value})


def test_pay_by_place_makes_a_posting_for_each_place() -> None:
    places = [PLACES[0] | {"pay": pay(90000, 110000)}, PLACES[1]]
    found = data(invented(pay=pay(80000, 105000), locations=places))
    assert faults(found) == []
    told = [(one["jobLocation"]["address"]["addressLocality"], one["baseSalary"]["value"]["minValue"]) for one in found]
    assert told == [("Denver", 90000), ("Austin", 80000)]
    assert [one["identifier"]["value"] for one in found] == ["REQ-9-denver-co-us", "REQ-9-austin-tx-us"]
    unnumbered = data(invented(pay=pay(80000, 105000), locations=places, requisition=None))
    assert (faults(unnumbered), len(unnumbered), ["identifier" in one for one in unnumbered]) == ([], 2, [False] * 2)
    alike = [place | {"pay": pay(90000, 110000)} for place in PLACES]
    one = data(invented(pay=None, locations=alike))
    assert faults(one) == []
    assert (len(one["jobLocation"]), one["baseSalary"]["value"]["minValue"]) == (2, 90000)


def test_commission_alone_is_no_salary() -> None:
    found = data(invented(pay=None, locations=PLACES, on_target=None, bonus=None, equity=None))
    assert faults(found) == []
    assert "baseSalary" not in found
    assert found["incentiveCompensation"] == ["Commission: A tenth", "A plan for profit"]


@pytest.mark.parametrize(
    ("settings", "education", "months"),
    [
        (("credential=bachelor degree", "equivalent_experience=false"), "bachelor degree", None),
        (("credential=bachelor degree", "equivalent_experience=true"), "bachelor degree", 60),
        (("credential=bachelor degree", "equivalent_experience=true", "years"), None, None),
    ],
)
def test_schooling_is_asked_for_as_the_posting_asks_for_it(
    settings: tuple[str, ...], education: str | None, months: int | None
) -> None:
    """Experience that stands for a credential has its months; without them, neither of the two is said."""
    own = ["role.years=null" if one == "years" else f"role.requirements[0].{one}" for one in settings]
    found = data(posting("senior-software-engineer", "riverbend", *own))
    assert faults(found) == []
    asked = found.get("educationRequirements")
    assert (asked and asked["credentialCategory"]) == education
    assert found.get("experienceRequirements", {}).get("monthsOfExperience") == months
    assert found.get("experienceInPlaceOfEducation") == (True if months else None)


MISTAKES: dict[str, Callable[[dict[str, Any]], object]] = {
    "no title": lambda job: job.pop("title"),
    "no description": lambda job: job.pop("description"),
    "no date": lambda job: job.pop("datePosted"),
    "no employer": lambda job: job.pop("hiringOrganization"),
    "no place": lambda job: job.pop("jobLocation"),
    "no country": lambda job: job["jobLocation"]["address"].pop("addressCountry"),
    "a decorated title": lambda job: job.update(title="*** Engineer wanted! ***"),
    "name instead of title": lambda job: job.update(name=job["title"]),
    "the title as description": lambda job: job.update(description=f"<p>{job['title']}</p>"),
    "headings in the description": lambda job: job.update(description=f"<h2>A</h2>{job['description']}"),
    "a date in words": lambda job: job.update(datePosted="November 20, 2026"),
    "an end without a time": lambda job: job.update(validThrough="2026-12-18"),
    "an employment type in lower case": lambda job: job.update(employmentType="full_time"),
    "an employment type of ours": lambda job: job.update(employmentType="full-time"),
    "a place type for office work": lambda job: job.update(jobLocationType="ON_SITE"),
    "a place type for hybrid work": lambda job: job.update(jobLocationType="HYBRID"),
    "hybrid work as remote": lambda job: job.update(jobLocationType="TELECOMMUTE"),
    "an area without remote work": lambda job: job.update(
        applicantLocationRequirements={"@type": "Country", "name": "USA"}
    ),
    "a salary in words": lambda job: job.update(baseSalary="$158,000 to $189,000"),
    "an amount as text": lambda job: job["baseSalary"]["value"].update(minValue="158000"),
    "half a range": lambda job: job["baseSalary"]["value"].pop("maxValue"),
    "a range and an amount": lambda job: job["baseSalary"]["value"].update(value=170000),
    "a unit in lower case": lambda job: job["baseSalary"]["value"].update(unitText="year"),
    "a unit of ours": lambda job: job["baseSalary"]["value"].update(unitText="ANNUAL"),
    "no currency": lambda job: job["baseSalary"].pop("currency"),
    "schooling in words": lambda job: job.update(educationRequirements="Bachelor's degree or similar"),
    "a credential of ours": lambda job: job.update(
        educationRequirements={"@type": "EducationalOccupationalCredential", "credentialCategory": "BSc"}
    ),
    "experience in words": lambda job: job.update(experienceRequirements="7 years"),
    "experience in place of nothing": lambda job: job.update(experienceInPlaceOfEducation=True),
    "a yes in words": lambda job: job.update(directApply="yes"),
    "a property that is not one": lambda job: job.update(salary=158000),
    "an empty text": lambda job: job["hiringOrganization"].update(name=""),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_of_the_table_is_caught(mistake: str) -> None:
    job = copy.deepcopy(data(posting()))
    assert faults(job) == []
    MISTAKES[mistake](job)
    assert faults(job)


def test_remote_work_without_a_word_of_it_or_a_place_is_caught() -> None:
    job = data(posting(name="lindqvist"))
    for name, value in (("description", job["description"].replace("Remote", "Anywhere")), ("title", "A * title")):
        assert faults(job | {name: value})
    del job["applicantLocationRequirements"]
    assert faults(job)


def pages() -> Iterator[tuple[Any, bytes]]:
    for name in EXAMPLE:
        yield data(posting(name=name)), made(posting(name=name), "html")
    hostile = invented(
        company={"name": HOSTILE, "about": HOSTILE, "benefits": [HOSTILE]}, title_override=HOSTILE, bonus=HOSTILE
    )
    yield data(hostile), made(hostile, "html")


def extracted(page: bytes) -> list[Any]:
    """Return the JSON-LD of a page as libxml2 reads it, which is how public extractors find it."""
    scripts = lxml.html.document_fromstring(page.decode()).xpath("//script[@type='application/ld+json']/text()")
    return [json.loads(script) for script in scripts]


def test_an_independent_reader_finds_the_same_in_the_page() -> None:
    checked = 0
    for wanted, page in pages():
        assert extracted(page) == [wanted]
        checked += 1
    assert checked == 3


def test_a_page_holds_one_posting_and_no_pay_where_that_differs_by_place() -> None:
    by_place = invented(locations=[PLACES[0], PLACES[1] | {"pay": pay(1, 2)}])
    (found,) = extracted(made(by_place, "html"))
    assert faults(found) == []
    assert [place["address"]["addressLocality"] for place in found["jobLocation"]] == ["Denver", "Austin"]
    assert ("baseSalary" in found, found["identifier"]["value"]) == (False, "REQ-9")
    apart = data(by_place)
    own = ("baseSalary", "identifier", "jobLocation")
    assert [{name: value for name, value in one.items() if name not in own} for one in apart] == [
        {name: value for name, value in found.items() if name not in own}
    ] * 2


class _Scripts(HTMLParser):
    """Counts the scripts of a page and keeps what they hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.held: list[str] = []
        self._inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script"
        if self._inside:
            assert attrs == [("type", "application/ld+json")]
            self.held.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.held[-1] += data


def test_no_value_ends_the_script_or_hides_the_page() -> None:
    document = invented(company={"name": HOSTILE, "benefits": [HOSTILE]}, title_override=HOSTILE)
    page = made(document, "html").decode()
    (held,) = _Scripts(page).held
    assert re.findall("[<>&]", held) == []
    assert json.loads(held)["title"] == HOSTILE
    assert faces.difference("html", document, faces.html(page.encode())) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"posted": None},
        {"mode": "remote", "locations": None, "hires_in": None, "days_onsite": None},
        {"mode": "remote", "hires_in": ["Georgia"], "days_onsite": None},
        {"employment_type": None},
    ],
)
def test_a_page_without_all_facts_has_none(changes: dict[str, Any]) -> None:
    page = made(invented(**changes), "html").decode()
    assert "ld+json" not in page
    assert "</html>" in page


def test_a_file_of_its_own_may_be_put_into_a_page_as_it_is() -> None:
    document = invented(company={"name": HOSTILE, "benefits": [HOSTILE]}, title_override=HOSTILE)
    held = made(document, "jsonld").decode()
    assert re.findall("[<>&]", held) == []
    assert "\\u003cp\\u003e" in held
    assert json.loads(held) == json.loads(_Scripts(made(document, "html").decode()).held[0])


def test_the_pdf_has_none() -> None:
    assert [page.text for page in html.pages(posting(), PageOptions()) if "ld+json" in page.text] == []
    assert "ld+json" in made(posting(), "html").decode()


def test_an_end_before_today_is_told(jdgen: Callable[..., Ran], tmp_path: Any) -> None:
    command = ["posting", *RIVERBEND.files[:2], "-f", "jsonld", "-o", tmp_path, "--date", "2027-01-05"]
    told = jdgen(*command)
    assert told.code == 0
    assert "the posting ends on 2026-12-18, before today (2027-01-05); boards drop it" in told.err
    early = jdgen(*command, "--force", "--set", "opening.valid_through=2026-11-01")
    assert "the posting ends on 2026-11-01, before it is posted (2026-11-20)" in early.err
    fine = jdgen(*command, "--force", "--date", "2026-12-18")
    assert (fine.code, "ends on" in fine.err) == (0, False)


def test_what_a_format_lacks_is_said_at_once(jdgen: Callable[..., Ran]) -> None:
    settings = ("opening.title_override=" + "T" * 201, "opening.hires_in[0]=Georgia")
    ran = jdgen("posting", *LINDQVIST.files[:2], "-f", "boards", *(f"--set={one}" for one in settings))
    opening = LINDQVIST.opening
    assert (ran.code, ran.out) == (2, "")
    assert sorted(ran.err.splitlines()) == sorted([
        f"{opening}: the jsonld file and the indeed-xml file need `posted`; "
        "add `posted: YYYY-MM-DD`, or `--set opening.posted=YYYY-MM-DD`",
        f"{opening}: the indeed-xml file and the linkedin-xml file need `apply.url`; "
        "add it there, or `--set opening.apply.url=…`",
        "--set opening.title_override: the linkedin-xml file takes a title of up to 200 characters, and this has 201; "
        "write a shorter one as `title_override` of the opening",
        "--set opening.hires_in[0]: job boards need a place where a remote hire may live, and `Georgia` is no known "
        "one; write `GE` or `US-GA`",
        "error: 4 problems in 1 file; nothing was written",
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("formats", "opening", "said"),
    [
        (["jsonld"], {"mode": "remote", "hires_in": ["Atlantis"]}, "`Atlantis` is no known one"),
        (["jsonld"], {"mode": "remote", "hires_in": ["Germny"]}, "`Germny` is no known one"),
        (["ats-html", "jobresume"], {"mode": "remote", "hires_in": ["Atlantis"]}, ""),
        (["jsonld"], {"mode": "hybrid", "hires_in": ["Atlantis"]}, ""),
        (["indeed-xml"], {"apply": {"url": "mailto:jobs@acme.example"}}, "indeed-xml file needs a page to apply on"),
        (["linkedin-xml"], {"apply": {"url": "http://acme.example"}}, "linkedin-xml file needs a page to apply on"),
        (["indeed-xml"], {"apply": {"url": "http://acme.example"}}, ""),
        (["linkedin-xml"], {"requisition": "R" * 99}, ""),
        (["linkedin-xml"], {"title_override": "T" * 200}, ""),
        (["linkedin-xml"], {"title_override": "T" * 201}, "takes a title of up to 200 characters, and this has 201"),
        (["jsonld", "indeed-xml"], {"title_override": "T" * 201}, ""),
    ],
)
def test_what_a_format_cannot_take(formats: list[str], opening: dict[str, Any], said: str) -> None:
    own = FULL["opening"] | {"days_onsite": None} | opening
    found = list(unfit(made_of({"company": FULL["company"], "opening": own}), formats))
    assert [said in problem.message for problem in found] == ([True] if said else [])
    assert all(problem.place and problem.hint for problem in found)


@pytest.mark.parametrize("mode", ["remote", "hybrid"])
def test_remote_work_needs_a_place_to_live(mode: str) -> None:
    places = ("locations", "hires_in", "days_onsite")
    opening = {name: value for name, value in FULL["opening"].items() if name not in places}
    held = made_of({"company": FULL["company"], "opening": opening | {"mode": mode}})
    needed = {name: list(lacking(held, name)) for name in REQUIRED}
    wanted = ["opening.hires_in"] if mode == "remote" else []  # the posting itself asks for the places of other work
    assert needed == {
        "jsonld": wanted, "ats-html": [], "indeed-xml": wanted, "linkedin-xml": wanted, "jobresume": [],
    }  # fmt: skip
    assert set(REQUIRED) == set(BOARDS)


def test_a_page_that_takes_an_account_is_no_direct_way_to_apply() -> None:
    assert data(invented(apply={"url": "https://acme.example/jobs", "direct": False}))["directApply"] is False
