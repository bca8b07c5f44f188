"""Finished postings as people paste them: each line is what a reader takes it for, and stands where it stood."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jdgen.documents.reading import Passage
from jdgen.errors import InputError
from jdgen.inputs.finished.posting import MAX_LINES, MAX_TAGS, Finished, read_finished

FIXTURES = Path(__file__).parent / "finished"
Line = tuple[str, str, int, int, str]

RETAIL: list[Line] = [
    ("title", "", 1, 12, "Store Manager"),
    ("fact", "facts", 2, 1, "Location: Tulsa, OK"),
    ("fact", "facts", 3, 1, "Salary: $22 - $26 an hour"),
    ("paragraph", "", 5, 1,
     "We run nine garden centers in Oklahoma and we need somebody who can keep the Tulsa store calm on the first warm "
     "Saturday of spring. You will have a team of fourteen and a delivery truck that starts most mornings."),
    ("heading", "duties", 9, 1, "RESPONSIBILITIES"),
    ("bullet", "duties", 10, 3, "Open and close the store"),
    ("bullet", "duties", 11, 3, "Plan the shifts of fourteen people, and tell them two weeks before what they are"),
    ("bullet", "duties", 13, 3, "Count the stock once a month"),
    ("bullet", "duties", 14, 3, "plants"),
    ("bullet", "duties", 15, 3, "tools"),
    ("bullet", "duties", 16, 3, "Train new colleagues"),
    ("heading", "requirements", 18, 1, "REQUIREMENTS:"),
    ("bullet", "requirements", 19, 3, "Two years as a shift lead in a shop"),
    ("bullet", "requirements", 20, 3, "Able to read a stock report"),
    ("heading", "nice", 22, 1, "Nice to have"),
    ("bullet", "nice", 23, 4, "Spanish"),
    ("bullet", "nice", 24, 4, "A forklift license"),
    ("heading", "offer", 26, 1, "Benefits"),
    ("paragraph", "offer", 26, 11, "health insurance, a discount of 30 percent and every second weekend off."),
    ("heading", "apply", 29, 1, "How to apply"),
    ("paragraph", "apply", 29, 15, "send a résumé to jobs@greenleaf.example."),
]  # fmt: skip
CLINIC: list[Line] = [
    ("title", "", 1, 3, "Registered Nurse – Night Shift"),
    ("subtitle", "", 2, 1, "Hillside Clinic | Bangor, ME"),
    ("heading", "why", 4, 1, "About the role"),
    ("paragraph", "why", 5, 1, "Hillside Clinic has 22 beds, and at night two nurses look after them."),
    ("heading", "duties", 7, 1, "Key duties:"),
    ("bullet", "duties", 8, 3, "Give medicines by the plan and write down what was given."),
    ("bullet", "duties", 9, 2, "Check on each patient every two hours"),
    ("bullet", "duties", 10, 3, "Call the physician on duty when numbers change"),
    ("heading", "requirements", 12, 1, "Qualifications:"),
    ("heading", "must", 13, 1, "Required:"),
    ("bullet", "must", 14, 3, "License as a registered nurse in Maine"),
    ("bullet", "must", 15, 3, "CPR certificate"),
    ("heading", "nice", 16, 1, "Preferred:"),
    ("bullet", "nice", 17, 3, "One year on a night shift"),
    ("heading", "about", 19, 1, "Our story"),
    ("paragraph", "about", 20, 1,
     "The clinic was built in 1931 by the people of the town, and it still belongs to them today."),
    ("heading", "legal", 22, 1, "Equal Opportunity Employer"),
    ("paragraph", "legal", 23, 1, "Hillside Clinic considers all applicants by what they can do."),
]  # fmt: skip
NOTES: list[Line] = [
    ("title", "", 1, 1, "Acme Pumps"),
    ("subtitle", "", 4, 3, "Sales Representative — pumps for farms"),
    ("fact", "facts", 6, 5, "Location: Ames, IA"),
    ("fact", "facts", 7, 5, "Pay: $54,000–$61,000 a year, plus commission"),
    ("fact", "facts", 11, 3, "Team: North"),
    ("fact", "facts", 12, 3, "Start: March 1"),
    ("heading", "duties", 14, 5, "What you'll do"),
    ("bullet", "duties", 16, 4, "Visit forty farms a month"),
    ("bullet", "duties", 17, 4, "Keep the CRM true"),
    ("bullet", "duties", 18, 6, "and the map"),
    ("heading", "requirements", 20, 5, "Who you are"),
    ("heading", "must", 21, 3, "Required"),
    ("bullet", "must", 23, 3, "You listen"),
    ("bullet", "must", 24, 3, "You drive"),
    ("heading", "nice", 26, 3, "Nice to have"),
    ("bullet", "nice", 28, 3, "You have milked a cow at least once"),
    ("heading", "", 31, 5, "Our tractors"),
    ("paragraph", "", 32, 1, "They are red."),
    ("paragraph", "", 34, 4, "Sent by Acme"),
]
BOARD: list[Line] = [
    ("title", "", 6, 5, "Line Cook"),
    ("subtitle", "", 7, 6, "Bistro Nord · Duluth, MN"),
    ("fact", "facts", 8, 16, "Pay: $19–$21 an hour"),
    ("fact", "facts", 9, 9, "Hours: 30 to 36 a week"),
    ("fact", "facts", 10, 9, "Start: At once"),
    ("heading", "duties", 12, 12, "What you will do"),
    ("bullet", "duties", 13, 8, "Cook 80 covers a night"),
    ("bullet", "duties", 14, 8, "Keep your station clean & dry"),
    ("heading", "requirements", 15, 5, "Requirements"),
    ("heading", "must", 16, 5, "Must have"),
    ("bullet", "must", 17, 12, "A food handler's card"),
    ("bullet", "must", 18, 5, "Steady hands"),
    ("bullet", "must", 18, 25, "and feet"),
    ("heading", "requirements", 19, 5, "Training"),
    ("paragraph", "requirements", 20, 4, "We teach the rest."),
    ("heading", "", 21, 5, "Our dog"),
    ("paragraph", "", 22, 4, "He sleeps. All day."),
    ("heading", "offer", 23, 7, "Perks & Benefits:"),
    ("paragraph", "offer", 24, 4, "Supper is free."),
    ("paragraph", "legal", 26, 9, "Bistro Nord is an Equal Opportunity Employer."),
]


def lines(finished: Finished) -> list[Line]:
    return [(p.kind, p.part, p.place.line, p.place.column, p.text) for p in finished.reading.passages if p.place]


def pasted(text: str) -> list[Passage]:
    return list(read_finished("-", stdin=text.encode()).reading.passages)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(passage.kind, passage.part, passage.text) for passage in pasted(text)]


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("retail.txt", "txt", RETAIL), ("clinic.txt", "txt", CLINIC), ("notes.md", "md", NOTES),
        ("board.html", "html", BOARD),
    ],
)  # fmt: skip
def test_a_posting_by_somebody_else(name: str, kind: str, wanted: list[Line]) -> None:
    finished = read_finished(str(FIXTURES / name), company="Acme", places=("US-ME",))
    assert lines(finished) == wanted
    assert finished.kind == kind
    assert (finished.reading.company, finished.reading.places, finished.reading.whole) == ("Acme", ("US-ME",), True)


@pytest.mark.parametrize("name", ["retail.txt", "notes.md", "board.html"])
def test_each_word_is_found_again_where_its_place_says(name: str) -> None:
    source = (FIXTURES / name).read_text().splitlines()
    sought = 0
    for passage in read_finished(str(FIXTURES / name)).reading.passages:
        offset = 0
        for word in passage.text.split():
            place = passage.at(passage.text.index(word, offset))
            offset = passage.text.index(word, offset) + len(word)
            if word.isalpha() and word not in ("Pay", "Hours", "Start", "Team") and place:
                assert source[place.line - 1][place.column - 1 :].startswith(word), (word, place)
                sought += 1
    assert sought > 40


@pytest.mark.parametrize("name", ["retail.txt", "clinic.txt", "notes.md", "board.html"])
def test_the_standard_input_is_known_by_what_it_holds(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    finished, named = read_finished("-", stdin=data), read_finished(str(FIXTURES / name))
    said = [(p.kind, p.part, p.text) for p in finished.reading.passages]
    # Bold lines alone do not make a text Markdown for a file that says it is none; what is read is the same.
    assert (finished.source, finished.data) == ("standard input", data)
    assert said == [(p.kind, p.part, p.text) for p in named.reading.passages]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(coding: str, tmp_path: Path) -> None:
    file = tmp_path / "posting.txt"
    file.write_bytes("Café manager\n\nAbout us\nWe roast.\n".encode(coding))
    assert [p.text for p in read_finished(str(file)).reading.passages] == ["Café manager", "About us", "We roast."]


@pytest.mark.parametrize("sign", ["-", "*", "•", "·", "–", "▪", "◦", "●", "➢", "✓", "o", "1.", "2)", "a)", "(b)", "+"])
def test_signs_of_lists(sign: str) -> None:
    found = told(f"Cook\n\nDuties\n{sign} Bake bread\n{sign}  Sweep up\n")
    assert found[2:] == [("bullet", "duties", "Bake bread"), ("bullet", "duties", "Sweep up")]


@pytest.mark.parametrize("text", ["-5 degrees is normal", "o'clock matters", "3.5 tons a day", "a.m. shifts only"])
def test_what_only_looks_like_a_sign(text: str) -> None:
    assert told(f"Cook\n\nDuties\n{text} for us.\n")[-1] == ("paragraph", "duties", f"{text} for us.")


def test_a_mail_program_wraps_lines_and_keeps_paragraphs() -> None:
    text = (
        "Cook\n\nAbout us\n\nWe bake bread for the whole valley, and have\ndone so since the mill was built by our\n"
        "grandmother.\nA line that ends early.\n\nDuties\n- Bake sixty loaves before the first bus\n  leaves\n- Sweep\n"
    )
    assert [p.text for p in pasted(text)] == [
        "Cook", "About us",
        "We bake bread for the whole valley, and have done so since the mill was built by our grandmother.",
        "A line that ends early.", "Duties", "Bake sixty loaves before the first bus leaves", "Sweep",
    ]  # fmt: skip


def test_a_heading_that_nobody_knows_opens_an_unknown_part() -> None:
    story = "It was carried over the mountain by eleven men and one mule in 1911."
    found = told(f"Cook\n\nDuties\n- Bake\n\nOur famous oven\n{story}\n")
    assert found[-2:] == [("heading", "", "Our famous oven"), ("paragraph", "", story)]


PASTED = {
    "Job Description\nBarista\n\nPay: $17 an hour\n\nSchedule:\n\n* Monday\n\n* Friday\n\nWork Location: Town\n": [
        ("heading", "", "Job Description"), ("title", "", "Barista"), ("fact", "facts", "Pay: $17 an hour"),
        ("heading", "conditions", "Schedule:"), ("bullet", "conditions", "Monday"), ("bullet", "conditions", "Friday"),
        ("paragraph", "conditions", "Work Location: Town"),
    ],
    "POSITION TITLE:\tOffice Manager\nREPORTS TO:\tDirector\n\nMINIMUM QUALIFICATIONS\n1.\tTwo years.\n": [
        ("title", "", "Office Manager"), ("fact", "facts", "REPORTS TO: Director"),
        ("heading", "must", "MINIMUM QUALIFICATIONS"), ("bullet", "must", "Two years."),
    ],
    "**Job Title: Buyer**\n\n**Location:** Remote\n\n**About Us:**\nWe buy.\n\n---\n\n"
    "*An equal opportunity employer.*\n": [
        ("title", "", "Buyer"), ("fact", "facts", "Location: Remote"), ("heading", "about", "About Us:"),
        ("paragraph", "about", "We buy."), ("paragraph", "legal", "An equal opportunity employer."),
    ],
    "Accountant\nAcme | Ames\n\nWhat We Need From You\n\nPatience\nA license\n\nPerks\n\nLunch\n401(k)\n\nAcme has "
    "fed its people at noon, every day, since the year 1921.\n": [
        ("title", "", "Accountant"), ("subtitle", "", "Acme | Ames"),
        ("heading", "requirements", "What We Need From You"), ("paragraph", "requirements", "Patience"),
        ("paragraph", "requirements", "A license"), ("heading", "offer", "Perks"),
        ("paragraph", "offer", "Lunch"), ("paragraph", "offer", "401(k)"),
        ("paragraph", "offer", "Acme has fed its people at noon, every day, since the year 1921."),
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", PASTED)
def test_pages_as_boards_and_chats_give_them(text: str) -> None:
    assert told(text) == PASTED[text]


def test_a_list_that_lost_its_signs() -> None:
    lines = ["Bake sixty loaves before six", "Sweep the floor", "Greet the early birds."]
    after = "This is said of them all."
    found = told("Cook\n\nDuties\n" + "\n".join(lines) + f"\n\n{after}\n")
    assert found[2:] == [*(("bullet", "duties", line) for line in lines), ("paragraph", "duties", after)]
    prose = [line + ". And more." for line in lines]
    assert [kind for kind, _, _ in told("Cook\n\nDuties\n" + "\n".join(prose))[2:]] == ["paragraph"] * 3
    assert [kind for kind, _, _ in told("Cook\n\nDuties\n" + "\n\n".join(lines))[2:]] == ["paragraph"] * 3
    assert [kind for kind, _, _ in told("Cook\n\nDuties\n" + "\n".join(lines[:2]))[2:]] == ["paragraph"] * 2


def test_labels_and_values_in_turn_are_facts() -> None:
    head = "Cook\n\nRole at a glance\n"
    found = told(head + "- Typical education\n- High school, or none\n- Shifts\n- Four a week.\n")
    assert found[2:] == [
        ("fact", "facts", "Typical education: High school, or none"), ("fact", "facts", "Shifts: Four a week."),
    ]  # fmt: skip
    assert [kind for kind, _, _ in told(head + "- One\n- Two\n- Three\n")[2:]] == ["bullet"] * 3
    assert [kind for kind, _, _ in told(head + "- We pay well.\n- Two\n- Three\n- Four\n")[2:]] == ["bullet"] * 4


def test_a_smaller_heading_keeps_its_part() -> None:
    found = told("Cook\n\nMust have:\n- A card\nEducation:\n- High school\nTools:\n- Knives\n\nBenefits:\n- Supper\n")
    assert [(kind, part) for kind, part, _ in found[1:]] == [
        ("heading", "must"), ("bullet", "must"), ("label", "must"), ("bullet", "must"), ("label", "must"),
        ("bullet", "must"), ("heading", "offer"), ("bullet", "offer"),
    ]  # fmt: skip


@pytest.mark.parametrize("deeper", ["### Education", "### Our tools", "**Our tools**"])
def test_a_deeper_heading_belongs_to_the_one_above_it(deeper: str) -> None:
    found = told(f"# Cook\n\n## Preferred\n\n{deeper}\n\n- High school\n\n## Our oven\n\n- Hot\n")
    assert [part for kind, part, _ in found if kind == "bullet"] == ["nice", ""]


def test_a_paragraph_too_long_for_a_posting_is_read_as_it_is_typed() -> None:
    assert told("# Cook\n\n" + "bread " * 900 + "**end**")[1][2].endswith("bread **end**")
    assert told("# Cook\n\n" + "bread " * 800 + "**end**")[1][2].endswith("bread end")


def test_invisible_signs_are_no_part_of_words() -> None:
    title, paragraph = pasted("Co\u00adok\n\nWe bake\u00a0bread\u200b every \u202aday\u202c, all of us together here.")
    assert (title.text, paragraph.text) == ("Cook", "We bake bread every day, all of us together here.")
    assert [str(paragraph.at(paragraph.text.index(word))) for word in ("bread", "day")] == [
        "standard input:3:9", "standard input:3:23",
    ]  # fmt: skip


WRONG = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\n\t", "is empty"),
    "zero.txt": ("\u200b\u00ad".encode(), "holds no words"),
    "latin.txt": ("Café".encode("latin-1"), "posting/latin.txt:1:4: is not text in UTF-8: byte 4 fits no character"),
    "nul.txt": (b"Cook\0\0", "is not text"),
    "bell.txt": (b"Cook\n\nBake\x07 bread", "posting/bell.txt:3:5: holds the character U+0007, which no text has"),
    "scan.pdf": (b"%PDF-1.7", "is a PDF, whose words have lost their order"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "is in an old Office format"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is locked with a password",
    ),
    "rich.rtf": (b"{\\rtf1 Cook}", "is rich text (RTF)"),
    "photo.txt": (b"\x89PNG\r\n", "is a picture"),
    "named.docx": (b"Cook", "is not a Word file, whatever its name says"),
    "opening.yaml": (b"role: cook", "is an input of ours, not a finished posting"),
    "long.txt": (b"x\n" * (MAX_LINES + 1), f"has more than {MAX_LINES:,} lines"),
    "tags.html": (b"<p>x" * (MAX_TAGS + 1), f"has more than {MAX_TAGS:,} tags"),
    "large.txt": (b"word " * 1_000_001, "is larger than 5,000,000 bytes"),
    "hidden.html": (b"<html><body><p hidden>Cook", "holds no words"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_posting_is_refused_with_its_reason(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, message = WRONG[name]
    (tmp_path / "posting").mkdir()
    (tmp_path / "posting" / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        read_finished(f"posting/{name}")
    (problem,) = caught.value.problems
    assert message in str(problem)
    assert str(problem).startswith(f"posting/{name}")


def test_files_that_are_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "posting.txt").write_text("Cook")
    for name, message in (
        ("/dev/zero", "is not a file"), (str(tmp_path / "pipe.txt"), "is not a file"), (str(tmp_path), "is not a file"),
        (str(tmp_path / "psoting.txt"), "did you mean"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=message):
            read_finished(name)
