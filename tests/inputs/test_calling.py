"""Postings that candidates have: what is read out of them, where it stands, and what is never guessed."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from jdgen.errors import InputError
from jdgen.inputs.calling.calling import MOST, agreed, read_calling
from jdgen.inputs.calling.titles import is_job
from jdgen.inputs.finished.markup import raw
from jdgen.inputs.source import Scalar
from making import document

CALLINGS = Path(__file__).parent / "callings"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((CALLINGS / "expected.yaml").read_text(encoding="utf-8"))
FIELDS = ("title", "company", "requisition", "addressee")
DATA = '<script type="application/ld+json">{}</script>'


def said(path: str | Path, data: bytes | str | None = None) -> dict[str, object]:
    calling = read_calling(str(path), data.encode() if isinstance(data, str) else data)
    found = {key: value.text for key in FIELDS if (value := getattr(calling, key)) is not None}
    return found | {"requirements": [one.text for one in calling.requirements]}


def refused(path: str | Path, data: bytes | str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_calling(str(path), data.encode() if isinstance(data, str) else data)
    assert len(caught.value.problems) == 1
    return str(caught.value)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_posting_says_this_and_no_more(name: str) -> None:
    left_out = {"unread", *EXPECTED[name].get("unread", ())}
    wanted = {key: value for key, value in EXPECTED[name].items() if key not in left_out}
    assert said(CALLINGS / name) == {"requirements": []} | wanted


def test_every_posting_of_the_folder_is_expected() -> None:
    files = {path.name for path in CALLINGS.iterdir()} - {"expected.yaml"}
    assert files == set(EXPECTED)
    assert len(files) >= 50


def test_most_of_what_postings_say_is_read_and_nothing_of_it_is_wrong() -> None:
    wanted, read = 0, 0
    for name, expected in EXPECTED.items():
        found = said(CALLINGS / name)
        for key in ("title", "company"):
            assert found.get(key) in (None, expected.get(key)), name
            wanted += key in expected
            read += key in found
    assert wanted >= 80
    assert read / wanted > 0.75


def values(path: Path) -> list[Scalar]:
    calling = read_calling(str(path))
    named = (calling.title, calling.company, calling.requisition, calling.addressee)
    return [value for value in (*named, *calling.requirements) if value is not None]


@pytest.mark.parametrize("name", sorted(name for name in EXPECTED if not name.endswith("jsonld")))
def test_each_value_stands_where_its_place_says(name: str) -> None:
    lines = (CALLINGS / name).read_text(encoding="utf-8").splitlines()
    found = values(CALLINGS / name)
    assert found or EXPECTED[name].get("unread")
    for value in found:
        line = lines[value.place.line - 1][value.place.column - 1 :]
        first = re.split(r"\W", value.text)[0]
        # A text in JSON begins with its quotation mark, and may be a page of its own.
        assert line.startswith(first) or (line.startswith('"') and first in line), (value, line)


# Requirements.


def test_requirements_are_whole_once_and_at_most_so_many() -> None:
    entries = [f"Knows the rules of valley number {number}, and when to break them" for number in range(30)]
    text = "Requirements\n\n" + "\n".join(f"- {entry}" for entry in [*entries, entries[0]])
    calling = read_calling("-", text.encode())
    assert [one.text for one in calling.requirements] == entries[:MOST]
    assert calling.left_out == 10


def test_words_beside_a_list_are_no_requirements() -> None:
    text = "Clerk\n\nRequirements\n\nWe ask for little.\n\n- Patience\n- Good shoes\n\nNice to have\n\n- A hat\n"
    assert said("-", text)["requirements"] == ["Patience", "Good shoes"]


def test_a_paragraph_gives_its_sentences_and_an_abbreviation_ends_none() -> None:
    text = "Clerk\n\nRequirements\n\nYou know a database, e.g. Postgres, well. You write for Dr. Ames every day. Yes.\n"
    wanted = ["You know a database, e.g. Postgres, well.", "You write for Dr. Ames every day."]
    assert said("-", text)["requirements"] == wanted


def test_a_long_entry_is_read_by_its_sentences() -> None:
    one, two = f"Has {'carefully ' * 20}kept books.", f"Has {'slowly ' * 20}closed them."
    assert said("-", f"Clerk\n\nRequirements\n\n- {one} {two}\n- Short. But whole.\n")["requirements"] == [
        one, two, "Short. But whole.",
    ]  # fmt: skip


# Formats.


@pytest.mark.parametrize("face", ["docx", "html", "md", "txt", "ats-html", "jsonld"])
def test_all_faces_of_our_posting_call_alike(face: str, tmp_path: Path) -> None:
    from importlib import import_module

    from jdgen.render import BOARDS, FORMATS
    from jdgen.render.options import PageOptions

    tree = document("posting", "riverbend")
    path = tmp_path / f"posting.{face.removeprefix('ats-')}"
    path.write_bytes(import_module((FORMATS | BOARDS)[face]).render(tree, PageOptions()))
    assert tree.record.vacancy is not None
    assert said(path) == {
        "title": "Senior Software Engineer",
        "company": "Riverbend Robotics",
        "requisition": "ENG-214",
        "requirements": list(tree.record.vacancy.musts),
    }


def test_a_word_file_is_read_and_its_places_are_paragraphs(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Dental Hygienist (m/f/d)", 0)
    word.add_paragraph("Employer: Lakeside Dental Group")
    word.add_heading("Requirements", 1)
    word.add_paragraph("State license as a hygienist", "List Bullet")
    word.add_paragraph("Two years & a calm hand", "List Bullet")
    path = tmp_path / "job.docx"
    word.save(str(path))
    assert said(path) == {
        "title": "Dental Hygienist",
        "company": "Lakeside Dental Group",
        "requirements": ["State license as a hygienist", "Two years & a calm hand"],
    }
    assert [str(value.place).removeprefix(path.as_posix()) for value in values(path)] == [
        ": paragraph 1", ": paragraph 2", ": paragraph 4", ": paragraph 5",
    ]  # fmt: skip


def test_data_in_a_page_is_found_in_any_usual_form_and_not_in_a_comment() -> None:
    job = '{"@type": "https://schema.org/JobPosting", "title": "Cook", "hiringOrganization": "Olive"}'
    page = "<h1>Welcome</h1><p>Words.</p>"
    for data in (job, f"[[{job}]]", f'{{"@graph": [{job}]}}', f'{{"@type": "WebPage", "mainEntity": {job}}}'):
        found = said("-", f"<html>{DATA.format(data)}{page}</html>")
        assert (found["title"], found["company"]) == ("Cook", "Olive")
    found = said("-", f"<html><!-- {DATA.format(job)} --><body>{page}</body></html>")
    assert "company" not in found


def test_a_break_within_a_text_of_the_data_is_forgiven_as_search_engines_do() -> None:
    job = '{"@type": "JobPosting", "title": "Line\n  Cook", "hiringOrganization": {"name": "Olive\tInn"}}'
    assert said("-", f"<html>\n{DATA.format(job)}<body><p>Words.</p></body></html>")["title"] == "Line Cook"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ("{", "expected a key in double quotes"),
        ('{"@type": "Person"}', "holds no JobPosting of schema.org"),
        ("[" * 200, "nests deeper than 40 levels"),
        (f"[{'1,' * 60_000}1]", "holds more than 50,000 values"),
    ],
    ids=["broken", "person", "deep", "many"],
)
def test_a_file_of_data_that_has_no_posting_is_refused(data: str, wanted: str, tmp_path: Path) -> None:
    path = tmp_path / "job.jsonld"
    path.write_text(data, encoding="utf-8")
    assert wanted in refused(path)
    assert wanted in refused("-", data)


def test_a_number_that_only_machines_read_is_no_requisition() -> None:
    job = '{{"@type": "JobPosting", "title": "Cook", "identifier": {}}}'
    assert said("-", job.format('"FF-3"'))["requisition"] == "FF-3"
    assert said("-", job.format("20417"))["requisition"] == "20417"
    for number in ("64b7f0a2c9e77c0012ab34cd", "https://olive.example/3", "b4f0b6ae-3d0c-4d2a", "x" * 31):
        assert "requisition" not in said("-", job.format(f'"{number}"'))


def test_the_place_of_the_job_is_no_company() -> None:
    text = "Clerk\n\nLocation: Denver, CO\n\nAbout {}\n\nWe love our lakes.\n\nRequirements\n\n- Tact\n"
    assert said("-", text.format("Wherry"))["company"] == "Wherry"
    assert "company" not in said("-", text.format("Denver"))


# The first lines.

ASKS = "\n\nRequirements\n\n- Patience\n"
FIRST_LINES: tuple[tuple[str, str | None, str | None], ...] = (
    ("HR Generalist — Ostley Health", "HR Generalist", "Ostley Health"),
    ("Payroll Clerk, Wennick Freight, Dover DE", "Payroll Clerk", "Wennick Freight"),
    ("Site Engineer, Tolver Group, York", "Site Engineer", "Tolver Group"),
    ("Staff Attorney, Wage & Hour — Crewe & Nash LLP (Boise)", "Staff Attorney, Wage & Hour", "Crewe & Nash LLP"),
    ("Office Clerk, Ardell & Co", "Office Clerk", "Ardell & Co"),
    ("Cost Accountant\nOakhurst Plastics, Akron, Ohio", "Cost Accountant", "Oakhurst Plastics"),
    ("Site Foreman\nHarrow & Fenn Builders", "Site Foreman", "Harrow & Fenn Builders"),
    ("Line Cook\nCafé Ostra Holdings, 12 Mill Road, Bath", "Line Cook", "Café Ostra Holdings"),
    ("Wrenfield Assurance\n\nClaims Analyst (Motor) – Leeds / hybrid", "Claims Analyst (Motor)", "Wrenfield Assurance"),
    ("Tarn Fabrication is hiring: Pipe Fitter, 2nd shift", "Pipe Fitter, 2nd shift", "Tarn Fabrication"),
    ("Tarn Fabrication is hiring\nPipe Fitter\nDover / days", "Pipe Fitter", "Tarn Fabrication"),
    ("We are hiring!\nPipe Fitter\n\nCompany: Wennick Freight", "Pipe Fitter", "Wennick Freight"),
    ("Ada Okafor is hiring\nLine Cook", "Line Cook", None),
    ("Kesari Dye House invites applications: Assistant Manager", "Assistant Manager", "Kesari Dye House"),
    # What may be a place, a part of a company, a project, a shop of several, or a person stays open.
    ("Data Analyst (Patient Flow) – Leeds / hybrid", "Data Analyst (Patient Flow)", None),
    ("Store Manager – Galway (opening June)", "Store Manager", None),
    ("Nurse – Digital Health", "Nurse", None),
    ("Product Manager, Payments", "Product Manager, Payments", None),
    ("Data Analyst, Marble", None, None),
    ("Machine Learning Engineer, Ads Ranking", None, None),
    ("Product Designer (Remote, worldwide)", "Product Designer (Remote, worldwide)", None),
    ("Supervisor – Food & Beverage", "Supervisor – Food & Beverage", None),
    ("Barista – Tarn Street Coffee", "Barista", None),
    ("Sales Assistant\nCanary Wharf, London", "Sales Assistant", None),
    ("Sales Assistant\nToledo, Ohio", "Sales Assistant", None),
    ("Ada Okafor\nSenior Recruiter at Tolver Group", None, None),
    ("Engineering\nBackend Engineer", None, None),
    ("Ada Okafor is hiring: Line Cook", "Line Cook", None),
)


@pytest.mark.parametrize(("lines", "title", "company"), FIRST_LINES)
def test_first_lines_say_this_for_sure_and_no_more(lines: str, title: str | None, company: str | None) -> None:
    found = read_calling("-", (lines + ASKS).encode())
    assert (found.title.text if found.title else None) == title
    assert (found.company.text if found.company else None) == company


@pytest.mark.parametrize(
    "words",
    [
        "About us\nMarble is a bank of 60 people.",
        "Write to jobs@marble-careers.example.\n\nMarble offers a pension.",
        "Here at Marble, we count everything.",
        "You would join Marble as an analyst in May.",
    ],
    ids=["bank", "address", "at", "join"],
)
def test_a_name_beside_the_title_is_sure_where_the_words_have_it_again(words: str) -> None:
    found = read_calling("-", f"Data Analyst, Marble\n\n{words}{ASKS}".encode())
    assert found.company is not None
    assert found.title is not None
    assert (found.title.text, found.company.text) == ("Data Analyst", "Marble")
    assert [one.text for one in found.companies] == ["Marble"]


@pytest.mark.parametrize(
    "words",
    ["Marble is a team of twelve.", "Our Marble team grows.", "Write to jobs@gmail.example.", "Marble is a city."],
    ids=["team", "our-team", "address", "city"],
)
def test_a_part_of_a_company_is_not_one_for_being_named_twice(words: str) -> None:
    found = read_calling("-", f"Data Analyst, Marble\n\n{words}{ASKS}".encode())
    assert (found.title, found.company) == (None, None)
    assert [one.text for one in found.titles] == ["Data Analyst", "Data Analyst, Marble"]


def test_what_a_posting_only_may_mean_is_agreed_by_who_names_it() -> None:
    found = read_calling("-", f"Data Analyst, Marble\nTarn Valley{ASKS}".encode())
    assert {one.text for one in found.companies} == {"Marble", "Tarn Valley"}
    both = agreed(found, ["Marble", "Tarn Valley Ltd"])
    assert both.company is None
    assert agreed(found, ["Wherry"]) == found
    one = agreed(found, ["Marble Inc."])
    assert one.company is not None
    assert one.title is not None
    assert (one.company.text, one.title.text) == ("Marble", "Data Analyst")
    other = agreed(found, ["Tarn Valley"])
    assert other.title is not None
    assert other.title.text == "Data Analyst, Marble"
    sure = read_calling(str(CALLINGS / "greenhouse.txt"))
    assert agreed(sure, ["Wherry"]) == sure


def test_a_question_is_neither_offered_nor_required_and_nor_is_pay() -> None:
    entries = ("SQL", "Do you like trains?", "$20 an hour", "We offer health insurance")
    text = "Do you love clean data?\n\nRequirements\n\n" + "".join(f"- {entry}\n" for entry in entries)
    found = read_calling("-", text.encode())
    assert (found.titles, found.companies) == ((), ())
    assert [one.text for one in found.requirements] == ["SQL"]


# The reader, and the number to quote.


@pytest.mark.parametrize(
    ("sentence", "reader"),
    [
        ("Dr Priya Raman, Head of Analytics, will read your letter.", "Dr Priya Raman"),
        ("Please send a CV and covering letter to Dr Priya Raman, Head of Analytics, by 9am.", "Dr Priya Raman"),
        ("Applications should be addressed to Ines Vidal.", "Ines Vidal"),
        ("For questions about the role, contact Tom van Lee at tom@x.example.", "Tom van Lee"),
        ("Contact Tom Lee for an informal chat.", "Tom Lee"),
        ("If you need adjustments to your application, contact Ada Okafor.", None),
        ("For questions about accommodations, contact Ada Okafor.", None),
        ("You will work with Dr Priya Raman, Head of Analytics.", None),
        ("Send your letter to Human Resources.", None),
        ("Send your letter to Hiring Manager Team, please.", None),
        ("Send your CV to Ada Okafor or your letter to Tom Lee.", None),
        ("Contact Tom Lee.", None),
    ],
)
def test_a_sentence_names_a_reader_only_where_it_says_so(sentence: str, reader: str | None) -> None:
    found = read_calling("-", f"Clerk{ASKS}\nHow to apply\n\n{sentence}\n".encode())
    assert (found.addressee.text if found.addressee else None) == reader


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Please send a CV quoting reference NH/2026/031 by Monday.", "NH/2026/031"),
        ("Please quote ref. VC-22.", "VC-22"),
        ("Apply to jobs@wennick.example, quoting HP-204, by Monday.", "HP-204"),
        ("We quote ISO 9001 to nobody, quoting Q4 prices.", None),
        ("Mention job number 20417 in your letter.", "20417"),
        ("Quote the reference of a former employer.", None),
        ("We quote 2026 prices.", None),
        ("Quote reference A-12 or reference B-13, quoting reference B-13.", None),
    ],
)
def test_a_sentence_that_wants_a_number_quoted_gives_it(sentence: str, number: str | None) -> None:
    found = read_calling("-", f"Clerk{ASKS}\nHow to apply\n\n{sentence}\n".encode())
    assert (found.requisition.text if found.requisition else None) == number


@pytest.mark.parametrize(
    "heading",
    [
        "You will need", "Selection criteria", "Qualification", "You will bring", "What they need", "What we look for",
        "Who you are", "PROFILE", "Essential criteria", "Person specification", "Your background", "You have",
        "The ideal candidate", "Minimum qualifications", "Basic qualifications", "What you'll bring", "You'll need",
    ],
)  # fmt: skip
def test_a_heading_of_what_is_asked_for_gives_requirements(heading: str) -> None:
    assert said("-", f"Clerk\n\n{heading}:\n- Patience\n- Good shoes\n")["requirements"] == ["Patience", "Good shoes"]


def test_a_signature_is_no_requirement() -> None:
    text = "Clerk\n\nRequirements\n\n- Patience\n\nBest,\nAda Okafor\n"
    assert said("-", text)["requirements"] == ["Patience"]


# What is hostile.


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "is empty"),
        (b"x" * 5_000_001, "is larger than 5,000,000 bytes"),
        (b"[" + b" " * 5_000_000, "is larger than 5,000,000 bytes"),
        (b"\x00\x01\x02binary" * 100, "is not text"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"caf\xe9", "is not text in UTF-8"),
        (b"Cook\x1b[2J\nRequirements\n- Salt\n", "holds the character U+001B"),
        (b"<html><script>alert(1)</script></html>", "holds no words"),
    ],
    ids=["empty", "big", "big data", "binary", "pdf", "latin-1", "escape", "wordless"],
)
def test_what_is_no_posting_is_one_problem(data: bytes, wanted: str) -> None:
    assert wanted in refused("-", data)


def test_our_own_inputs_are_sent_to_their_option(tmp_path: Path) -> None:
    path = tmp_path / "eng-214.yaml"
    path.write_text("role: cook", encoding="utf-8")
    assert "give an opening with `--opening`" in refused(path)


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 200_000,
        '{"a":' * 100_000,
        '{"@graph": [' * 39 + "]}" * 39,
        '{"@type": "JobPosting", "description": "' + "<ul><li>" * 4_900 + '"}',
        '{"@type": "JobPosting", "title": "' + "Cook " * 500_000 + '"}',
        '{"@type": "JobPosting", "description": "' + "Cook " * 50_000 + '"}',
        "[" + ",".join(['{"@type":"JobPosting","title":"Cook","description":"<p>a</p>"}'] * 9_000) + "]",
    ],
    ids=["deep-lists", "deep-keys", "deep-graph", "big-description", "big-title", "long-paragraph", "many-jobs"],
)
def test_a_bomb_in_the_data_costs_little_and_leaves_the_words(bomb: str) -> None:
    page = f"<html>{DATA.format(bomb)}<h1>Line Cook</h1><h2>Requirements</h2><ul><li>Salt</li></ul></html>"
    start = time.process_time()
    found = said("-", page)
    assert time.process_time() - start < 5
    assert found["requirements"] == ["Salt"]


@pytest.mark.parametrize(
    "text",
    [
        "Cook " * 15_000,
        "Cook - " * 12_000,
        "(" * 90_000,
        "About " * 15_000,
        "Company: " * 10_000,
        "Requirements\n\n- " + "a. B" * 20_000,
        ("is hiring " * 9 + "\n\n") * 4_000,
        "Contact: " + "Ada " * 20_000,
    ],
    ids=["words", "dashes", "brackets", "about", "labels", "sentences", "hires", "names"],
)
def test_no_text_makes_the_reading_slow(text: str) -> None:
    start = time.process_time()
    calling = read_calling("-", text.encode())
    assert time.process_time() - start < 5
    assert calling.company is None


def test_markup_and_controls_in_values_are_gone() -> None:
    title = "<script>x</script>Cook&lt;b&gt; \\u0007\\u202e"
    found = said("-", f'{{"@type": "JobPosting", "title": "{title}", "hiringOrganization": "Fig"}}')
    assert found == {"title": "Cook", "company": "Fig", "requirements": []}


def test_raw_elements_are_found_with_their_content() -> None:
    page = "<!--<script>a</script>--><title>1 < <script>2</title><SCRIPT x=1>b<c></script ><script>open<script>"
    found = [(tag.attributes, page[start:end]) for tag, start, end in raw(page, "script")]
    assert found == [({"x": "1"}, "b<c>"), ({}, "open<script>")]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Registered Nurse", True),
        ("VP, Sales", True),
        ("Veterinarians and Technicians", True),
        ("Careers at Acme", False),
        ("Join us as a nurse", False),
        ("We are hiring an engineer", False),
        ("Grow with Acme", False),
        ("Reporting Analyst", True),
        ("Reporting to the Site Manager", False),
        ("Contact Center Agent", True),
        ("Contact the manager", False),
        ("US Tax Accountant", True),
        ("Help us find an accountant", False),
        ("Analyst I", True),
        ("Careers adviser", True),
        ("", False),
    ],
)
def test_a_title_calls_people_by_their_work(line: str, wanted: bool) -> None:
    assert is_job(line) is wanted


def test_the_title_of_a_page_agrees_with_a_line_below_the_title() -> None:
    page = "<html>\n<title>Clerk | Smith &amp; Vale</title><h1>Clerk</h1><p class=subtitle>{} · Derry</p></html>"
    calling = read_calling("-", page.format("Smith &amp; Vale").encode())
    assert calling.company is not None
    assert calling.company.text == "Smith & Vale"
    assert str(calling.company.place).startswith("standard input:2:")
    calling = read_calling("-", page.format("Wherry").encode())
    assert calling.company is None
    assert [one.text for one in calling.companies] == ["Wherry", "Smith & Vale"]
