"""Feeds and JSON Resume: each element says what the model says, one job for each place, and nothing breaks the XML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

import faces
from boards import HOSTILE, ROLES, SCHEMAS, data, invented, made, posting
from jdgen.documents.tree import Document, texts
from jdgen.documents.vacancy import areas
from jdgen.model.jurisdictions import MEMBERS, name_of, names, place_of_address
from jdgen.model.opening import Opening
from jdgen.render import BOARDS

RESUME = Draft202012Validator(json.loads((SCHEMAS / "job-resume.schema.json").read_text(encoding="utf-8")))
PLACES = [
    {"locality": "Denver", "region": "CO", "postal": "80202", "country": "US"},
    {"locality": "Denver", "region": "CO", "postal": "80014", "country": "US"},
    {"locality": "Zürich", "country": "CH", "pay": {"min": 120000, "max": 120000, "currency": "CHF", "per": "year"}},
    {"country": "GB"},
]


def jobs(document: Document, name: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Return what a feed says once, and the elements of each job."""
    parser = etree.XMLParser(resolve_entities=False, recover=False)
    root = etree.fromstring(made(document, name), parser)
    assert root.tag == "source"
    once = {child.tag: child.text for child in root if child.tag != "job"}
    found = [dict(elements(job)) for job in root.iter("job")]
    assert [len(list(job.iter())) - 1 for job in root.iter("job")] == list(map(len, found))
    assert all(text for job in (once, *found) for text in job.values())
    return once, found


def elements(parent: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield each element below another by its path, with what it holds: a text, or how many others."""
    for element in parent:
        yield f"{above}{element.tag}", str(len(element)) if len(element) else element.text
        yield from elements(element, f"{above}{element.tag}/")


def words(html: str) -> list[str]:
    """Return the words of a description as a reader of HTML shows them."""
    shown: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            assert (tag in {"p", "ul", "li"}, attrs) == (True, []), tag
            shown.append(" ")

        def handle_data(self, data: str) -> None:
            shown.append(data)

    reader = Reader()
    reader.feed(html)
    reader.close()
    return "".join(shown).replace("\u2060", "").split()


@pytest.mark.parametrize("role", ROLES)
def test_the_feed_for_indeed_says_what_the_model_says(role: str) -> None:
    document = posting(role)
    once, (job,) = jobs(document, "indeed-xml")
    assert once == {"publisher": "Riverbend Robotics", "lastBuildDate": "2026-11-20"}
    description = job.pop("description")
    assert job == {
        "title": document.record.title,
        "date": "2026-11-20",
        "referencenumber": "ENG-214-denver-co-us-80202",
        "requisitionid": "ENG-214",
        "url": "https://careers.riverbend.example/eng-214",
        "company": "Riverbend Robotics",
        "city": "Denver",
        "state": "CO",
        "country": "US",
        "postalcode": "80202",
        "salary": "158000 - 189000 USD per year",
        "jobtype": "full-time",
        "expirationdate": "2026-12-18",
    }
    assert_whole(description, document)


def assert_whole(description: str, document: Document) -> None:
    """Each text of the body is in the description, in order; a label has a colon there."""
    found = " ".join(words(description))
    at = 0
    for inlines in list(texts(document))[1:]:
        text = " ".join(faces.said(inlines).split()) if all(hasattr(i, "text") for i in inlines) else ""
        at = found.index(text, at)
    assert len(found) > 2000
    assert "&" not in description or "&" in "".join(faces.said(inlines) for inlines in texts(document))


@pytest.mark.parametrize("role", ROLES)
def test_the_feed_for_linkedin_says_what_the_model_says(role: str) -> None:
    document = posting(role)
    once, (job,) = jobs(document, "linkedin-xml")
    assert once == {"lastBuildDate": "2026-11-20", "publisher": "Riverbend Robotics", "expectedJobCount": "1"}
    description = job.pop("description")
    assert job == {
        "partnerJobId": "ENG-214-denver-co-us-80202",
        "company": "Riverbend Robotics",
        "title": document.record.title,
        "applyUrl": "https://careers.riverbend.example/eng-214",
        "location": "Denver, CO",
        "city": "Denver",
        "state": "CO",
        "country": "US",
        "postalCode": "80202",
        "workplaceTypes": "Hybrid",
        "jobtype": "FULL_TIME",
        **salary("158000", "189000", "YEARLY"),
        "expirationDate": "2026-12-18",
    }
    assert len(description) >= 100
    assert_whole(description, document)


def salary(low: str, high: str, period: str) -> dict[str, str]:
    """Return the elements that LinkedIn has for a pay in US dollars."""
    within = "salaries/salary"
    ends = {"highEnd": high, "lowEnd": low}
    return {
        "salaries": "1",
        within: "4",
        **{f"{within}/{end}": "2" for end in ends},
        **{f"{within}/{end}/amount": amount for end, amount in ends.items()},
        **{f"{within}/{end}/currencyCode": "USD" for end in ends},
        f"{within}/period": period,
        f"{within}/type": "BASE_SALARY",
    }


@pytest.mark.parametrize(
    ("pay", "wanted"),
    [
        ({"min": 30, "max": 40, "per": "hour"}, salary("30", "40", "HOURLY")),
        ({"min": 400, "max": 400, "per": "day"}, salary("400", "400", "DAILY")),
        ({"min": 1500, "max": 1600, "per": "week"}, salary("1500", "1600", "WEEKLY")),
        ({"min": 6000, "max": 7000, "per": "month"}, salary("6000", "7000", "MONTHLY")),
        # An amount is a whole number there, and another one would be another pay.
        ({"min": 27.5, "max": 31, "per": "hour"}, {}),
        ({"min": 90000, "max": 99000, "per": "year", "open_ended": True}, {}),
        ({"min": 90000, "per": "year", "open_ended": True}, {}),
        (None, {}),
    ],
)
def test_pay_for_linkedin_has_both_ends_in_whole_numbers(pay: dict[str, Any] | None, wanted: dict[str, str]) -> None:
    given = pay and pay | {"currency": "USD"}
    (job,) = jobs(invented(pay=given, locations=PLACES[:1]), "linkedin-xml")[1]
    assert {name: value for name, value in job.items() if name.startswith("salar")} == wanted


@pytest.mark.parametrize(
    ("types", "wanted"),
    [
        (["full-time"], "FULL_TIME"), (["part-time"], "PART_TIME"), (["contractor"], "CONTRACT"),
        (["intern"], "INTERNSHIP"), (["volunteer"], "VOLUNTEER"), (["temporary"], None), (["per-diem"], None),
        (["other"], None), (["full-time", "part-time"], None), (["full-time", "temporary"], None),
    ],
)  # fmt: skip
def test_linkedin_is_told_a_type_that_it_knows(types: list[str], wanted: str | None) -> None:
    (job,) = jobs(invented(employment_type=types, locations=PLACES[:1]), "linkedin-xml")[1]
    assert job.get("jobtype") == wanted


def far(*places: str) -> Document:
    """Return the posting of remote work for people who live at the places."""
    return invented(mode="remote", days_onsite=None, locations=None, hires_in=places)


def test_remote_jobs_stand_where_a_hire_may_live() -> None:
    _, (job,) = jobs(posting(name="lindqvist"), "linkedin-xml")
    assert (job["location"], job["country"], job["workplaceTypes"]) == ("United Kingdom", "GB", "Remote")
    assert {"city", "state", "postalCode", "expirationDate"}.isdisjoint(job)
    _, found = jobs(far("Colorado", "CA-ON", "Puerto Rico"), "indeed-xml")
    assert [(one["referencenumber"], one.get("state"), one["country"]) for one in found] == [
        ("REQ-9-us-co", "Colorado", "US"),
        ("REQ-9-ca-on", "Ontario", "CA"),
        ("REQ-9-us-pr", "Puerto Rico", "US"),
    ]
    _, linked = jobs(far("Colorado", "CA-ON", "Puerto Rico"), "linkedin-xml")
    wanted = ["Colorado, United States", "Ontario, Canada", "Puerto Rico, United States"]
    assert [one["location"] for one in linked] == wanted


@pytest.mark.parametrize(("name", "number"), [("indeed-xml", "referencenumber"), ("linkedin-xml", "partnerJobId")])
def test_the_european_union_is_a_job_for_each_of_its_countries(name: str, number: str) -> None:
    _, found = jobs(far("Germany", "EU", "DE"), name)
    countries = [one["country"] for one in found]
    assert (countries[0], sorted(countries)) == ("DE", sorted(MEMBERS))
    assert len({one[number] for one in found}) == len(MEMBERS)
    assert {"city", "state"}.isdisjoint(name for one in found for name in one)


def test_a_city_where_a_hire_may_live_is_a_city() -> None:
    _, (city, county) = jobs(far("NYC", "US-NY-Westchester"), "linkedin-xml")
    place = ("location", "city", "state", "country")
    assert [city.get(name) for name in place] == ["New York, New York", "New York", "New York", "US"]
    assert [county.get(name) for name in place] == ["Westchester County, New York", None, "New York", "US"]
    _, found = jobs(far("NYC", "US-NY-Westchester", "US-NY"), "indeed-xml")
    wanted = ["REQ-9-us-ny-nyc", "REQ-9-us-ny-westchester", "REQ-9-us-ny"]
    assert [one["referencenumber"] for one in found] == wanted


def test_every_city_with_rules_of_its_own_is_named_as_addresses_name_it() -> None:
    codes = {code for code in names() if code.startswith("US-") and code.count("-") == 2}
    cities = {code for code in codes if not name_of(code).endswith(" County")}
    assert len(codes) > len(cities) > 5
    for area in areas(Opening.model_validate({"hires_in": sorted(codes)})):
        city = area.place.locality
        assert bool(city) is (area.code in cities)
        if city:
            assert place_of_address("US", area.place.region, city) == area.code


def test_each_place_has_a_job_with_its_pay_and_a_number_of_its_own() -> None:
    hourly = {"min": 30, "max": 40, "currency": "USD", "per": "hour"}
    document = invented(locations=PLACES, requisition="R-1", pay=hourly)
    _, found = jobs(document, "indeed-xml")
    assert [(one["referencenumber"], one.get("city"), one["salary"]) for one in found] == [
        ("R-1-denver-co-us-80202", "Denver", "30 - 40 USD per hour"),
        ("R-1-denver-co-us-80014", "Denver", "30 - 40 USD per hour"),
        ("R-1-zurich-ch", "Zürich", "120000 CHF per year"),
        ("R-1-gb", None, "30 - 40 USD per hour"),
    ]
    assert {one["requisitionid"] for one in found} == {"R-1"}
    once, linked = jobs(document, "linkedin-xml")
    assert once["expectedJobCount"] == "4"
    assert [one["location"] for one in linked] == ["Denver, CO", "Denver, CO", "Zürich, Switzerland", "United Kingdom"]
    assert [one["partnerJobId"] for one in linked] == [one["referencenumber"] for one in found]


@pytest.mark.parametrize(("name", "number"), [("indeed-xml", "referencenumber"), ("linkedin-xml", "partnerJobId")])
def test_the_number_of_a_place_does_not_depend_on_which_others_there_are(name: str, number: str) -> None:
    def numbers(*places: dict[str, Any]) -> list[str]:
        return [one[number] for one in jobs(invented(locations=places, requisition="R-1"), name)[1]]

    together = numbers(*PLACES)
    assert together == [number for place in PLACES for number in numbers(place)]
    assert sorted(numbers(*PLACES[::-1])) == sorted(together)
    # A state alone keeps its number too when a city of it or another state comes.
    for mine in ("US-CO", "US-NY-NYC", "DE"):
        (alone,) = (one[number] for one in jobs(far(mine), name)[1])
        assert alone in {one[number] for one in jobs(far("US-NY", "US-CO", "EU", mine), name)[1]}


def test_two_jobs_at_one_address_and_long_requisitions_keep_numbers_of_their_own() -> None:
    twice = invented(locations=[PLACES[2], PLACES[2]], requisition="R" * 40)
    numbers = [one["referencenumber"] for one in jobs(twice, "indeed-xml")[1]]
    assert numbers == [f"{'R' * 40}-zurich-ch", f"{'R' * 40}-zurich-ch-2"]
    short = [one["partnerJobId"] for one in jobs(twice, "linkedin-xml")[1]]
    assert (len(set(short)), {len(one) for one in short}) == (2, {40})


@pytest.mark.parametrize("name", ["indeed-xml", "linkedin-xml"])
def test_no_value_breaks_the_xml_and_no_sign_is_a_reference(name: str) -> None:
    company = {"name": HOSTILE, "benefits": [HOSTILE], "about": "See [R&D &lt;b](https://a.example)"}
    document = invented(company=company, title_override=HOSTILE)
    text = made(document, name).decode()
    _, (job,) = jobs(document, name)
    assert (job["title"], job["company"]) == (HOSTILE, HOSTILE)
    shown = words(job["description"])
    assert " ".join(HOSTILE.split()) in " ".join(shown)
    assert "See R&D &lt;b (https://a.example)" in " ".join(shown)
    assert "&amp;" not in text
    assert text.count("]]>") > text.count("]]]]><![CDATA[>") > 3


OPEN = {"min": 90000, "max": 99000, "currency": "USD", "per": "year", "open_ended": True}


@pytest.mark.parametrize("pay", [None, OPEN])
def test_pay_without_an_end_is_left_out(pay: dict[str, Any] | None) -> None:
    document = invented(pay=pay, locations=PLACES[:1])
    assert "salary" not in jobs(document, "indeed-xml")[1][0]
    assert "salary" not in json.loads(made(document, "jobresume"))


@pytest.mark.parametrize("role", ROLES)
def test_the_job_of_json_resume_says_what_the_model_says(role: str) -> None:
    document = posting(role)
    found = json.loads(made(document, "jobresume"))
    assert [error.message for error in RESUME.iter_errors(found)] == []
    board = data(document)
    assert (found["title"], found["company"], found["date"]) == (board["title"], "Riverbend Robotics", "2026-11-20")
    assert found["location"] == {"postalCode": "80202", "city": "Denver", "countryCode": "US", "region": "CO"}
    assert (found["remote"], found["type"], found["salary"]) == ("Hybrid", "full-time", "158000 - 189000 USD per year")
    assert (found["responsibilities"], found["qualifications"]) == (board["responsibilities"], board["qualifications"])
    assert [skill["name"] for skill in found.get("skills", [])] == board.get("skills", [])
    assert found["meta"] == {
        "canonical": "https://careers.riverbend.example/eng-214",
        "version": document.record.content,
        "lastModified": "2026-11-20T00:00:00",
    }


def test_the_remote_example_is_a_job_of_json_resume_without_a_place() -> None:
    found = json.loads(made(posting(name="lindqvist"), "jobresume"))
    assert [error.message for error in RESUME.iter_errors(found)] == []
    assert (found["remote"], found["type"], "location" in found) == ("Full", "full-time or part-time", False)
    assert found["description"].startswith("Lindqvist & Howe · Remote\n\n- Pay: £74,000 – £88,000 a year\n")


def test_the_same_posting_is_the_same_bytes() -> None:
    again = posting.__wrapped__()
    assert again is not posting()
    for name in BOARDS:
        assert made(posting(), name) == made(again, name)


def test_a_job_of_json_resume_is_paid_as_its_first_place() -> None:
    (there,) = [place for place in PLACES if "pay" in place]
    assert json.loads(made(invented(locations=[there]), "jobresume"))["salary"] == "120000 CHF per year"
