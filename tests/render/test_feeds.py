"""Feeds and JSON Resume: each element says what the model says, one job for each place, and nothing breaks the XML."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

import faces
from boards import HOSTILE, ROLES, SCHEMAS, data, invented, made, posting
from jdgen.documents.tree import Document, texts
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
    found = [{element.tag: element.text for element in job} for job in root.iter("job")]
    assert [len(job) for job in root.iter("job")] == list(map(len, found))
    assert all(text for job in (once, *found) for text in job.values())
    return once, found


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
        "referencenumber": "ENG-214-denver-co-us",
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
        "partnerJobId": "ENG-214",
        "company": "Riverbend Robotics",
        "title": document.record.title,
        "applyUrl": "https://careers.riverbend.example/eng-214",
        "location": "Denver, CO",
        "city": "Denver",
        "state": "CO",
        "country": "US",
        "postalCode": "80202",
        "workplaceTypes": "Hybrid",
        "expirationDate": "2026-12-18",
    }
    assert len(description) >= 100
    assert_whole(description, document)


def test_remote_jobs_stand_where_a_hire_may_live() -> None:
    _, (job,) = jobs(posting(name="lindqvist"), "linkedin-xml")
    assert (job["location"], job["country"], job["workplaceTypes"]) == ("United Kingdom", "GB", "Remote")
    assert {"city", "state", "postalCode", "expirationDate"}.isdisjoint(job)
    far = invented(mode="remote", days_onsite=None, locations=None, hires_in=["US-CO", "CA-ON", "EU"])
    _, found = jobs(far, "indeed-xml")
    assert [(one["referencenumber"], one.get("state"), one.get("country")) for one in found] == [
        ("REQ-9-colorado-usa", "Colorado", "US"),
        ("REQ-9-ontario-canada", "Ontario", "CA"),
        ("REQ-9-european-union", None, None),
    ]


def test_each_place_has_a_job_with_its_pay_and_a_number_of_its_own() -> None:
    hourly = {"min": 30, "max": 40, "currency": "USD", "per": "hour"}
    document = invented(locations=PLACES, requisition="R-1", pay=hourly)
    _, found = jobs(document, "indeed-xml")
    assert [(one["referencenumber"], one.get("city"), one["salary"]) for one in found] == [
        ("R-1-denver-co-us", "Denver", "30 - 40 USD per hour"),
        ("R-1-denver-co-us-80014", "Denver", "30 - 40 USD per hour"),
        ("R-1-zurich-ch", "Zürich", "120000 CHF per year"),
        ("R-1-gb", None, "30 - 40 USD per hour"),
    ]
    assert {one["requisitionid"] for one in found} == {"R-1"}
    once, linked = jobs(document, "linkedin-xml")
    assert once["expectedJobCount"] == "4"
    assert [one["location"] for one in linked] == ["Denver, CO", "Denver, CO", "Zürich", "United Kingdom"]
    assert [one["partnerJobId"] for one in linked] == [one["referencenumber"] for one in found]
    # The number of a place does not depend on which others there are.
    _, alone = jobs(invented(locations=PLACES[2:3], requisition="R-1"), "indeed-xml")
    assert alone[0]["referencenumber"] == "R-1-zurich-ch"


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
