"""What stands behind a list without a heading of its own, titles of one long line, and files that are no posting."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdgen.errors import InputError
from jdgen.inputs.finished.closing import closing_part
from jdgen.inputs.finished.posting import read_finished

PAY = "The base salary range for this position is $185,000 - $240,000. Benefits include medical and 401(k)."
CLOSING = [
    (PAY, "offer"), ("Pay: $20 - $24 an hour for this role.", "offer"), ("Benefits include dental insurance.", "offer"),
    ("This role is eligible for a bonus of 15 percent.", "offer"),
    ("We offer health insurance and a bicycle.", "offer"),
    ("Apply by December 15 at lumenpay.example.", "apply"), ("Send your resume to Ann.", "apply"),
    ("Our interview process has three steps.", "process"), ("Shortlisted candidates hear from us in May.", "process"),
]  # fmt: skip
STAYING = [
    "Usual background: a few years behind a bar.", "You will have help with all of this.",
    "Salaries are the subject of your reports.", "A budget of $3 million is yours.",
]  # fmt: skip
TITLES = [
    "Registered Nurse (RN) - Med/Surg - Nights - $5,000 Sign-On Bonus!",
    "Director, Global Trade Compliance and Export Controls | Aerospace and Defense | Full time | Remote",
    "Senior Staff Engineer – Payments and Ledger – Money Movement – San Francisco or New York",
]
SENTENCES = [
    "We are looking for a nurse (RN) who works nights in our clinic - and soon",
    "Join a team of forty people who build pumps for farms in the whole state",
    "Nobody knows how many bolts a bridge needs before it holds more than its own weight in rain",
]


def told(text: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.part, one.text) for one in read_finished("-", stdin=text.encode()).reading.passages]


@pytest.mark.parametrize(("text", "part"), CLOSING)
@pytest.mark.parametrize("heading", ["Responsibilities", "Requirements", "Nice to have"])
def test_a_paragraph_behind_a_list_may_close_its_part(text: str, part: str, heading: str) -> None:
    assert closing_part(text) == part
    posting = f"Cook\n\n{heading}\n- Knows soup.\n- Knows bread.\n\n{text}\n\nWe like dogs."
    assert {passage[1] for passage in told(posting)[-2:]} == {part}


@pytest.mark.parametrize("text", STAYING)
def test_other_paragraphs_stay_in_it(text: str) -> None:
    assert closing_part(text) is None
    assert told(f"Cook\n\nNice to have\n- Knows soup.\n\n{text}")[-1][1] == "nice"


@pytest.mark.parametrize("source", [
    f"# Cook\n\n## Requirements\n\n- Knows soup.\n\n{PAY}\n",
    f"<h1>Cook</h1><h2>Requirements</h2><ul><li>Knows soup.</li></ul><p>{PAY}</p>",
    f"Cook\n\nRequirements\n\nKnows soup\nKnows bread\nKnows tea\n\n{PAY}",
    f"Cook\n\nRequirements\n\nKnows soup\nKnows bread\nKnows tea\n{PAY}",
], ids=["md", "html", "no-signs", "no-gap"])  # fmt: skip
def test_it_does_so_in_each_format(source: str) -> None:
    assert told(source)[-1] == ("paragraph", "offer", PAY)


def test_lists_without_signs_are_not_closed_by_what_they_say_of_money() -> None:
    text = "Payroll Lead\n\nResponsibilities\n\nRun payroll for 300 people\nPlan pay of $3M a month\nMeet the auditors"
    assert [part for _, part, _ in told(text)[2:]] == ["duties"] * 3


def test_the_first_words_below_a_heading_close_nothing() -> None:
    assert told(f"Cook\n\nRequirements\n\n{PAY}")[-1][1] == "requirements"


@pytest.mark.parametrize("title", TITLES)
def test_a_long_first_line_may_be_the_title(title: str) -> None:
    assert told(f"{title}\n\nRequirements\n- Soup")[0] == ("title", "", title)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_is_none(line: str) -> None:
    assert told(f"{line}\n\nRequirements\n- Soup")[0][0] == "paragraph"


@pytest.mark.parametrize("text", [
    "# Cook\n\n**Location:** Leeds\\\n**Salary:** £30,000\n", "# Cook\n\nLocation: Leeds  \nSalary: £30,000\n",
    "<h1>Cook</h1><p>Location: Leeds<br>Salary: £30,000</p>",
])  # fmt: skip
def test_labels_in_lines_of_one_block_are_facts_of_their_own(text: str) -> None:
    assert told(text)[1:] == [("fact", "facts", "Location: Leeds"), ("fact", "facts", "Salary: £30,000")]


def test_entries_below_an_unknown_heading_are_no_facts() -> None:
    text = "# Cook\n\n## The long days\n\n- **Mornings:** bread and tea for eighty\n- **Nights:** soup\n"
    assert [kind for kind, _, _ in told(text)[2:]] == ["bullet", "bullet"]


def test_an_unknown_heading_right_below_another_is_about_the_same() -> None:
    text = "# Cook\n\n## Requirements\n\n## On the boat\n\n- Soup\n- Bread\n\n## The boat\n\nIt is red.\n"
    assert [part for _, part, _ in told(text)[1:]] == ["requirements"] * 4 + ["", ""]


def test_a_star_without_a_space_is_the_sign_of_an_entry() -> None:
    assert told("Driver\n\nRequirements\n*CDL Class A\n*12 months\n~ Clean hands")[2:] == [
        ("bullet", "requirements", "CDL Class A"), ("bullet", "requirements", "12 months"),
        ("bullet", "requirements", "Clean hands"),
    ]  # fmt: skip


def test_a_short_entry_between_long_ones_is_no_heading() -> None:
    long = "Answer what forty people ask of you about pay, leave and the law of the place"
    text = f"Clerk\n\nResponsibilities\n{long}\nRun orientation every other Monday\n{long} today\n{long} soon"
    assert [kind for kind, _, _ in told(text)[2:]] == ["bullet"] * 4


@pytest.mark.parametrize(("name", "message"), [
    ("posting.jsonld", "is data for search engines"), ("feed.xml", "is a feed or other data in XML"),
    ("cook.rtf", "is rich text"), ("cook.pdf", "is a PDF"), ("cook.doc", "is in an old Office format"),
    ("cook.odt", "is an OpenDocument text"), ("cook.json", "is an input of ours"),
])  # fmt: skip
def test_a_file_is_refused_by_its_name(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("Cook\n\nRequirements\n- Soup\n")
    with pytest.raises(InputError, match=message) as caught:
        read_finished(str(tmp_path / name))
    assert caught.value.problems[0].hint
