"""JSON Resume 1.x, its old names, what passes and what is taken for a typing mistake."""

from __future__ import annotations

import json
from datetime import date

import pytest

from conftest import EXAMPLES
from jdgen.inputs import json_source
from jdgen.inputs.candidate import resume
from jdgen.inputs.schema import build
from jdgen.model.candidate import Candidate

TODAY = date(2026, 11, 20)


def read(value: dict, today: date = TODAY) -> tuple[Candidate | None, list[str]]:
    problems: list = []
    tree = resume.as_candidate(json_source.parse(json.dumps(value), "r.json"), today, problems)
    return build(Candidate, tree, problems), [problem.message for problem in problems]


def candidate(value: dict, today: date = TODAY) -> Candidate:
    made, problems = read(value, today)
    assert problems == []
    assert made is not None
    return made


def years(*jobs: tuple[str, str], today: date = TODAY) -> int | None:
    work = [{"name": "A", "startDate": start, "endDate": end} for start, end in jobs]
    return candidate({"work": work}, today).years


def test_the_example_is_read_whole():
    made = candidate(json.loads((EXAMPLES / "candidates/tomasz-zielinski.resume.json").read_text(encoding="utf-8")))
    assert made.model_dump(exclude_defaults=True) == {
        "name": "Tomasz Zieliński",
        "label": "Software Engineer",
        "email": "tomasz@zielinski.example",
        "phone": "+44 20 7946 0922",
        "url": "https://zielinski.example",
        "location": "Leeds",
        "years": 8,
        "current": {"company": "Pennine Rail Data", "title": "Senior Engineer"},
        "work": (
            {
                "company": "Pennine Rail Data", "title": "Senior Engineer", "start": "2022-03",
                "summary": "Timetable feeds for 14 operators.",
                "highlights": (
                    "Cut late updates from 6 percent to 0.4 percent", "Led the move to streaming with three teams",
                ),
            },
            {
                "company": "Ouse Software", "title": "Software Engineer", "start": "2018-09", "end": "2022-02",
                "highlights": ("Built the booking API that 200 clinics use",),
            },
        ),
        "skills": ("Backend", "Python", "PostgreSQL", "Kafka"),
    }  # fmt: skip


def test_old_names_are_read():
    made = candidate(
        {
            "basics": {"name": "Ada", "website": "https://ada.example", "bio": "x", "picture": "y"},
            "work": [
                {"company": "Zephyr", "position": "Engineer", "website": "https://z.example", "startDate": "2020"}
            ],
        }
    )
    assert (made.url, made.current.company, made.current.title) == ("https://ada.example", "Zephyr", "Engineer")


def test_a_new_name_wins_over_an_old_one():
    made = candidate({"basics": {"url": "https://new.example", "website": "https://old.example"}})
    assert made.url == "https://new.example"


def test_an_old_name_fills_a_blank_new_one():
    work = [{"name": " ", "company": "Real Co", "startDate": "2020"}]
    made = candidate({"basics": {"url": None, "website": "https://old.example"}, "work": work})
    assert (made.current.company, made.url) == ("Real Co", "https://old.example")


def test_keys_that_resume_builders_add_pass():
    place = {"city": "Leeds", "country": "UK", "regionCode": "ENG", "countryName": "x", "countryCode3": "GBR"}
    work = [{"name": "A", "startDate": "2020", "endDateText": "now", "positions": [], "location": {"country": "UK"}}]
    value = {"basics": {"name": "Ada", "location": place, "urls": [], "summaryHtml": "x"}, "work": work}
    assert candidate(value).location == "Leeds"


def test_unknown_extra_keys_pass():
    value = {
        "$schema": "https://example.org/resume.json",
        "basics": {"name": "Ada", "pronouns": "she", "x-theme": {"color": "red"}, "location": {"planet": "Earth"}},
        "work": [{"name": "Zephyr", "startDate": "2020", "department": "R&D", "keywords": []}],
        "x-extra": [1, {"a": 2}],
        "awards": [{"tilte": "not ours to judge"}],
        "references": "On request",
        "intrests": "chess",
    }
    assert candidate(value).name == "Ada"


def test_near_misses_are_errors_unless_the_right_key_is_there():
    _, problems = read({"basics": {"nmae": "Ada", "emial": "a@b.example"}, "wrok": []})
    assert problems == ["unknown key `nmae` in `basics`", "unknown key `emial` in `basics`", "unknown key `wrok`"]
    assert candidate({"basics": {"name": "Ada", "nmae": "Eda"}}).name == "Ada"
    _, problems = read({"work": [{"positon": "x", "startdate": "2020"}], "basics": {"location": {"ctiy": "Leeds"}}})
    assert problems == [
        "unknown key `positon` in `work[0]`", "unknown key `startdate` in `work[0]`",
        "unknown key `ctiy` in `basics.location`",
    ]  # fmt: skip


def test_a_problem_names_the_key_as_the_resume_does():
    _, problems = read({"basics": {"url": "ada at work"}})
    assert problems == [
        "`basics.url` must be an address that begins with https://, http://, mailto: or tel:, not `ada at work`"
    ]


def test_values_point_into_the_resume():
    problems: list = []
    tree = resume.as_candidate(json_source.parse('{"basics":\n {"email": "ada"}}', "r.json"), TODAY, problems)
    build(Candidate, tree, problems)
    assert [str(p) for p in problems] == ["r.json:2:12: `basics.email` must be an e-mail address, not `ada`"]


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        ([("2010-01", "2015-01")], 5),
        ([("2010-01", "2015-01"), ("2010-01", "2015-01")], 5),  # at the same time: once
        ([("2010-01", "2015-01"), ("2013-01", "2017-01")], 7),  # overlapping
        ([("2010-01", "2015-01"), ("2011-01", "2012-01")], 5),  # one inside the other
        ([("2010-01", "2012-01"), ("2020-01", "2022-01")], 4),  # a gap does not count
        ([("2010-07-15", "2011-06-30")], 1),
        ([("2020-01", "2021-12")], 2),  # the month in which a job ends counts
        ([("2020-01", "2021-11")], 1),
        ([("2020-01", "2020-12"), ("2021-01", "2021-12")], 2),
        ([("2016-12", "")], 9),  # the month that runs now does not
        ([("2016-12", "2026-11")], 9),
        ([("2020-11", "2099-12")], 6),  # nor what is still to come
        ([("2010", "2012")], 2),
        ([("2016-11", "")], 10),  # the present job ends today
        ([("2027-05", "")], None),  # has not begun
        ([], None),
    ],
)
def test_years_are_the_union_of_the_jobs(jobs, expected):
    assert years(*jobs) == expected


def test_years_count_to_the_day_that_is_given():
    assert [years(("2016-11", ""), today=date(year, 11, 1)) for year in (2016, 2017, 2030)] == [None, 1, 14]


def test_the_present_job_is_the_latest_that_has_no_end():
    work = [
        {"name": "Old", "startDate": "2010", "endDate": "2015"},
        {"name": "Side", "startDate": "2016-01"},
        {"name": "Main", "position": "Lead", "startDate": "2020-05", "endDate": ""},
        {"name": "Late", "startDate": "2021-01", "endDate": "2022-01"},
    ]
    made = candidate({"basics": {"name": "Ada"}, "work": work})
    assert (made.current.company, made.current.title) == ("Main", "Lead")
    assert candidate({"basics": {"name": "Ada"}, "work": [work[0]]}).current is None


@pytest.mark.parametrize(
    ("start", "begun"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-11", True),
        ("2026-12", False),
        ("2026", True),
        ("2027", False),
    ],
)
def test_a_job_that_starts_after_today_is_not_the_present_one(start, begun):
    now = {"name": "Now", "startDate": "2020-05"}
    made = candidate({"work": [now, {"name": "Next", "startDate": start}]})
    assert made.current.company == ("Next" if begun else "Now")


def test_an_end_before_its_start_is_said_with_its_place():
    problems: list = []
    text = '{"work": [{"startDate": "2012-01",\n "endDate": "2010-01"}, {"startDate": "2012-05", "endDate": "2012"}]}'
    resume.as_candidate(json_source.parse(text, "r.json"), TODAY, problems)
    assert [str(p) for p in problems] == ["r.json:2:13: `work[0].endDate` 2010-01 is before `startDate` 2012-01"]


def test_a_date_must_be_a_text():
    _, problems = read({"work": [{"name": "A", "startDate": ["2020"], "endDate": {"year": 2021}}]})
    assert problems == [
        "`work[0].startDate` must be YYYY, YYYY-MM or YYYY-MM-DD, not a list",
        "`work[0].endDate` must be YYYY, YYYY-MM or YYYY-MM-DD, not keys and values",
    ]
    assert candidate({"work": [{"name": "A", "startDate": 2016, "endDate": None}]}).years == 10


@pytest.mark.parametrize(
    "text",
    [
        "2022-13", "2022-00", "22-01", "2022/01", "Marsh 2022", "May 22", "2022-1", "2022-01-32", "٢٠٢٢",
        "2022-01-01T00", "2022-01T00:00", "now",
    ],
)  # fmt: skip
def test_a_date_must_be_one(text):
    _, problems = read({"work": [{"name": "A", "startDate": text}]})
    assert problems == [f"`work[0].startDate` must be YYYY, YYYY-MM or YYYY-MM-DD, not `{text}`"]


def test_empty_texts_of_resume_builders_hold_nothing():
    location = {"city": "", "region": "CO"}
    made = candidate({"basics": {"name": "Ada", "email": "", "phone": " ", "url": None, "location": location}})
    assert (made.email, made.phone, made.url, made.location) == (None, None, None, "CO")


def test_wrong_shapes_are_said_in_the_order_of_the_file():
    _, problems = read({"skills": "Python", "work": {"name": "A"}, "awards": 1, "basics": ["Ada"]})
    assert problems == ["`skills` must be a list", "`work` must be a list", "`basics` must hold keys and values"]


def test_a_candidate_of_ours_is_not_taken_for_a_resume():
    def tree(value: dict):
        return json_source.parse(json.dumps(value), "r.json")

    assert resume.is_resume(tree({"basics": {}}))
    assert resume.is_resume(tree({"work": []}))
    assert resume.is_resume(tree({"projects": [], "skills": []}))
    assert not resume.is_resume(tree({"name": "Ada", "stories": []}))
    assert not resume.is_resume(tree({}))


@pytest.mark.parametrize("key", sorted(set(Candidate.model_fields) - {"work", "skills", "certificates"}))
def test_a_file_of_ours_that_keeps_jobs_is_not_taken_for_a_resume(key):
    jobs = {"work": [{"company": "Zephyr"}], "skills": ["Go"], "certificates": ["MSc"]}
    assert not resume.is_resume(json_source.parse(json.dumps({key: "x", **jobs}), "r.json"))


@pytest.mark.parametrize("key", ["stories", "bridge", "target", "targets", "availability", "enclosures"])
def test_answers_in_a_resume_are_not_lost_unsaid(key):
    _, problems = read({"basics": {"name": "Ada"}, key: ["x"]})
    assert problems == [f"`{key}` is no part of a JSON Resume"]
    assert candidate({"basics": {"name": "Ada"}, key: []}).name == "Ada"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2022-01-31", "2022-01-31"), ("2022-01-31T23:59", "2022-01-31"), ("2022-01-31 00:00:00", "2022-01-31"),
        ("2022-01-31T00:00:00.123456Z", "2022-01-31"), ("2022-01-31T00:00:00+0200", "2022-01-31"),
        ("May 2022", "2022-05"), ("may 2022", "2022-05"), ("Sept. 2022", "2022-09"), ("December, 2022", "2022-12"),
    ],
)  # fmt: skip
def test_dates_that_can_mean_one_thing_are_read(said, day):
    assert candidate({"work": [{"name": "A", "startDate": said}]}).work[0].start == day


@pytest.mark.parametrize("word", ["Present", "present", "current", "NOW", " ongoing ", "to date", "(present)", "heute"])
def test_the_present_may_be_named(word):
    work = [{"name": "Old", "startDate": "2019-01", "endDate": "2020-01"}, {"name": "A", "endDate": word}]
    made = candidate({"work": work})
    assert (made.current.company, made.work[0].company, made.work[0].end) == ("A", "A", None)


def test_a_job_without_dates_is_not_the_present_one():
    """Nothing says that it goes on, and a letter would state it."""
    assert candidate({"work": [{"name": "Zephyr", "position": "Engineer"}]}).current is None
    assert candidate({"work": [{"name": "Zephyr", "startDate": "", "endDate": ""}]}).current is None


@pytest.mark.parametrize(
    ("url", "read_as"),
    [
        ("ada.example", "https://ada.example"), ("www.ada.example/cv?a=1", "https://www.ada.example/cv?a=1"),
        ("linkedin.com/in/ada", "https://linkedin.com/in/ada"), (" ada.example ", "https://ada.example"),
        ("bücher.example", "https://bücher.example"), ("http://ada.example", "http://ada.example"),
    ],
)  # fmt: skip
def test_an_address_without_its_scheme_is_one_where_that_is_clear(url, read_as):
    assert candidate({"basics": {"url": url}}).url == read_as


@pytest.mark.parametrize(
    "url",
    ["n/a", "N.A.", "-", "ada", "ada@x.example", "ada.example or ada.test", "//ada.example", "cv.pdf", "1.2", ".x"],
)
def test_what_may_be_no_address_is_refused(url):
    _, problems = read({"basics": {"url": url}})
    said = "must be an address that begins with https://, http://, mailto: or tel:"
    assert problems == [f"`basics.url` {said}, not `{url}`"]


def test_a_profile_that_is_no_address_is_left_out():
    profiles = [{"network": "LinkedIn", "url": "https://[linkedin.com"}, {"url": "https://notlinkedin.com/in/ada"}]
    assert candidate({"basics": {"name": "Ada", "profiles": profiles}}).url is None


def test_a_place_is_not_said_twice():
    def place(city, region):
        return candidate({"basics": {"location": {"city": city, "region": region}}}).location

    assert [place("Denver, CO", "CO"), place("Berlin", "Berlin"), place("Leeds", "Yorkshire")] == [
        "Denver, CO", "Berlin", "Leeds, Yorkshire",
    ]  # fmt: skip


def test_each_value_keeps_its_place():
    text = '{"basics": {},\n "work": [{"name": "A",\n "highlights": ["x", "y"]}],\n "skills": [{"keywords": ["Go"]}]}'
    problems: list = []
    made = build(Candidate, resume.as_candidate(json_source.parse(text, "r.json"), TODAY, problems), problems)
    assert problems == []
    places = [made.work[0].company, made.work[0].highlights[1], made.skills[0]]
    assert [str(value.place) for value in places] == ["r.json:2:20", "r.json:3:22", "r.json:4:27"]


def test_a_resume_in_yaml_is_read(jdgen, tmp_path):
    path = tmp_path / "resume.yaml"
    path.write_text(
        "basics:\n  name: Ada Lovelace\nwork:\n  - {name: Zephyr, startDate: 2016-11-20}\n", encoding="utf-8"
    )
    ran = jdgen("letter", "senior-software-engineer", "--candidate", path, "-f", "txt", "-o", "-")
    assert ran.code == 0
    assert "Ada Lovelace" in ran.out
    assert "ten years of experience" in ran.out
