"""Letters as people write them: each part is what a reader takes it for, stands where it stood, and none is lost."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any, get_args

import docx
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from jdgen.documents.letter_reading import LetterReading, SlotName
from jdgen.errors import InputError
from jdgen.inputs.finished.letter import read_letter
from jdgen.inputs.finished.markup import Said, scanned

LETTERS = Path(__file__).parent / "letters"
SLOTS = {
    "career-office.txt": "1 sender, 7 date, 9 addressee, 15 greeting, 17 opening, 19 story, 21 story, 23 company, "
    "25 close, 27 sign-off, 29 sign-off, 31 enclosures",
    "british.txt": "1 sender, 6 date, 8 addressee, 12 greeting, 14 subject, 16 opening, 18 story, 20 bridge, 22 close, "
    "24 sign-off, 26 sign-off, 28 enclosures",
    "wrapped.txt": "1 sender, 4 greeting, 6 opening, 10 story, 15 company, 18 close, 20 sign-off",
    "email.txt": "1 sender, 2 addressee, 3 date, 4 subject, 6 greeting, 8 opening, 10 story, 12 close, 14 sign-off",
    "one-paragraph.txt": "1 greeting, 3 , 5 sign-off",
    "seed-shape.txt": "1 greeting, 2 opening, 3 story, 4 story, 5 story, 6 company, 6 close, 7 sign-off",
    "wrong-company.md": "1 sender, 2 sender, 5 date, 7 addressee, 10 greeting, 12 opening, 14 story, 16 story, "
    "18 close, 20 sign-off",
    "gaps.md": "1 sender, 5 date, 7 greeting, 9 opening, 11 story, 13 company, 15 close, 17 sign-off",
    "cliches.txt": "1 sender, 4 greeting, 6 opening, 8 story, 10 story, 12 close, 14 sign-off",
    "bullets.md": "1 greeting, 3 opening, 5 story, 7 story, 8 story, 9 story, 11 bridge, 13 close, 15 sign-off, "
    "17 sign-off",
    "no-greeting.txt": "1 sender, 4 date, 6 addressee, 9 opening, 11 story, 13 close, 15 sign-off",
    "no-ending.txt": "1 greeting, 3 opening, 5 story, 7 close",
    "postscript.txt": "1 greeting, 3 opening, 5 story, 7 close, 9 sign-off, 12 ",
    "indented.txt": "1 greeting, 2 opening, 4 story, 7 close, 8 sign-off",
    "labels.txt": "1 addressee, 2 subject, 4 greeting, 6 opening, 8 story, 10 close, 12 sign-off, 14 enclosures",
    "date-first.txt": "1 date, 3 addressee, 6 subject, 8 greeting, 10 opening, 12 story, 14 close, 16 sign-off",
    "closing-inline.md": "1 greeting, 3 opening, 5 story, 7 close, 7 sign-off, 9 sign-off",
    "reason-early.md": "1 greeting, 3 opening, 5 company, 7 story, 9 close, 11 sign-off, 13 sign-off",
    "close-with-story.md": "1 greeting, 3 opening, 5 story, 5 close, 7 sign-off, 9 sign-off",
    "long-head.txt": "1 subject, 3 sender, 7 , 9 greeting, 11 opening, 13 story, 15 close, 17 sign-off",
    "two-thanks.txt": "1 greeting, 3 opening, 5 story, 7 close, 9 close, 11 sign-off, 13 enclosures",
    "double-spaced.txt": "1 greeting, 4 opening, 7 story, 10 close, 13 sign-off, 16 sign-off",
    "page.html": "5 sender, 5 sender, 7 date, 8 addressee, 8 addressee, 9 greeting, 10 opening, 11 story, 12 company, "
    "13 close, 14 sign-off",
    "headings.md": "1 sender, 3 sender, 5 greeting, 7 opening, 9 , 11 story, 13 , 15 company, 17 close, 19 sign-off, "
    "21 sign-off",
    "nurse.txt": "1 sender, 6 date, 8 addressee, 13 subject, 15 greeting, 17 opening, 19 story, 21 story, 23 close, "
    "25 sign-off, 28 sign-off, 30 enclosures",
    "graduate.txt": "1 greeting, 3 opening, 5 story, 7 story, 9 company, 11 close, 13 sign-off",
    "lectureship.txt": "1 date, 3 addressee, 8 greeting, 10 subject, 12 opening, 14 story, 16 story, 18 close, "
    "20 sign-off, 22 sign-off",
    "subject-above.txt": "1 subject, 3 greeting, 5 opening, 7 story, 9 close, 11 sign-off",
    "analyst.txt": "1 sender, 4 date, 6 greeting, 8 opening, 10 story, 12 bridge, 14 story, 16 close, 18 sign-off",
}  # fmt: skip
"""By letter, the line at which each part begins and the slot that it is of."""
FOREIGN = "french.txt"
"""A letter whose parts are told by nobody, since the words that tell them are English."""
FORMS = re.compile(r"\*\*|\\(?=\n)|^(?:#+|[-*])(?= )|^[=-]{3,}$", re.MULTILINE)


def starts(reading: LetterReading) -> str:
    """Return the line and the slot of each part."""
    return ", ".join(f"{p.passage.place.line} {p.slot}" for p in reading.portions if p.passage.place)


def said(reading: LetterReading) -> list[str]:
    return " ".join(portion.passage.text for portion in reading.portions).split()


def slots(reading: LetterReading) -> list[tuple[str, str]]:
    return [(portion.slot, portion.passage.text) for portion in reading.portions]


def test_each_letter_of_the_folder_is_expected() -> None:
    assert sorted([*SLOTS, FOREIGN]) == sorted(path.name for path in LETTERS.iterdir())
    assert len(SLOTS) >= 24


@pytest.mark.parametrize("name", SLOTS)
def test_each_part_is_what_a_reader_takes_it_for(name: str) -> None:
    assert starts(read_letter(str(LETTERS / name))) == SLOTS[name]


@pytest.mark.parametrize("name", SLOTS)
def test_no_word_is_lost(name: str) -> None:
    text = (LETTERS / name).read_text(encoding="utf-8")
    if name.endswith(".html"):
        shown = text[text.index("<body>") :]
        text = " ".join(part.text for part in scanned(shown) if isinstance(part, Said))
        assert "".join(said(read_letter(str(LETTERS / name)))) == "".join(text.split())
    else:
        assert said(read_letter(str(LETTERS / name))) == FORMS.sub("", text).split()


@pytest.mark.parametrize("name", SLOTS)
def test_each_part_stands_where_its_first_word_does(name: str) -> None:
    rows = (LETTERS / name).read_text(encoding="utf-8").split("\n")
    for portion in read_letter(str(LETTERS / name)).portions:
        place = portion.passage.place
        assert place is not None
        first = portion.passage.text.split()[0].partition("'")[0]
        assert rows[place.line - 1][place.column - 1 :].startswith(first)


def word(*paragraphs: str) -> Any:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return made


def saved(made: Any) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


PROBLEM = "One boiler in six went out each winter, and the tenants of 40 flats had no hot water."
REASON = "I am interested in your firm because you answer the telephone at night."
LINES = ("Dear Ms. Roth,", "I would like to be your boiler fitter.", PROBLEM, REASON, "I look forward to meeting you.")


def test_a_word_file_with_a_line_for_each_paragraph() -> None:
    made = word("Eva Stein", "9 Canal Street", "eva@post.example", "1 June 2026", "Ms. Roth", "Roth Heating", *LINES,
                "Best regards,", "Eva Stein", "Enclosures:", "Resume", "License")  # fmt: skip
    reading = read_letter("-", saved(made))
    assert starts(reading) == (
        "1 sender, 2 sender, 3 sender, 4 date, 5 addressee, 6 addressee, 7 greeting, 8 opening, 9 story, 10 company, "
        "11 close, 12 sign-off, 13 sign-off, 14 enclosures, 15 enclosures, 16 enclosures"
    )
    assert {portion.passage.place.unit for portion in reading.portions if portion.passage.place} == {"paragraph"}


def test_a_word_file_in_two_columns() -> None:
    made = docx.Document()
    table = made.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.paragraphs[0].text = "EVA STEIN"
    for text in ("Boiler fitter", "eva@post.example", "+49 30 555 0110", "Welding", "Gas license"):
        left.add_paragraph(text)
    right.paragraphs[0].text = "1 June 2026"
    for text in ("Ms. Roth\nRoth Heating", *LINES, "Best regards,\nEva Stein"):
        right.add_paragraph(text)
    assert [slot for slot, _ in slots(read_letter("-", saved(made)))] == [
        *["sender"] * 6, "date", "addressee", "greeting", "opening", "story", "company", "close", "sign-off",
    ]  # fmt: skip


def test_a_word_file_of_one_paragraph_with_breaks() -> None:
    made = word("\n".join(("Eva Stein", "eva@post.example", "1 June 2026", *LINES[:1])), *LINES[1:], "Best,\nEva")
    assert [slot for slot, _ in slots(read_letter("-", saved(made)))] == [
        "sender", "date", "greeting", "opening", "story", "company", "close", "sign-off",
    ]  # fmt: skip


def test_letter_paper_says_who_writes() -> None:
    made = word(*LINES, "Best,", "Eva Stein")
    section = made.sections[0]
    section.header.paragraphs[0].text = "[Your Name]"
    section.footer.paragraphs[0].text = "eva@post.example"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "[Your Name]"
    section.first_page_footer.paragraphs[0].text = "Eva Stein"
    section.first_page_footer.add_paragraph("Page 1 of 2")
    reading = read_letter("-", saved(made))
    assert slots(reading)[:3] == [
        ("sender", "eva@post.example"), ("sender", "[Your Name]"), ("greeting", "Dear Ms. Roth,"),
    ]  # fmt: skip
    assert reading.portions[0].passage.place == ("standard input", 0, 0, "paragraph")
    assert [p.passage.place.line for p in reading.portions[2:] if p.passage.place] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("company", ["_x", "*", "a/b/c", "[the]", "Ünïcode & Sons", "", "…"])
def test_any_name_of_a_company_is_a_name(company: str) -> None:
    reading = read_letter("-", "\n\n".join(LINES).encode(), company)
    assert [slot for slot, _ in slots(reading)] == ["greeting", "opening", "story", "company", "close"]


def test_entries_of_a_list_in_word_are_entries() -> None:
    made = word(*LINES[:2])
    for text in ("I fit 200 boilers a year.", "None has leaked."):
        made.add_paragraph(text, "List Bullet")
    made.add_paragraph(LINES[-1])
    reading = read_letter("-", saved(made))
    assert [portion.passage.kind for portion in reading.portions] == [
        "paragraph", "paragraph", "bullet", "bullet", "paragraph",
    ]  # fmt: skip
    assert starts(reading) == "1 greeting, 2 opening, 3 story, 4 story, 5 close"


def counted(pages: str, words: str) -> bytes:
    """Return a letter in Word with what a word processor says that it has counted."""
    data = saved(word(*LINES))
    said = f"<Properties><Pages>{pages}</Pages><Words>{words}</Words></Properties>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, said if name == "docProps/app.xml" else old.read(name))
    return buffer.getvalue()


WORDS = sum(len(text.split()) for text in LINES)


@pytest.mark.parametrize(
    ("pages", "words", "known"),
    [
        ("2", str(WORDS), 2), ("1", str(WORDS + 3), 1), ("1", "0", None), ("1", "400", None), ("0", str(WORDS), None),
        ("999", str(WORDS), None), ("two", str(WORDS), None),
    ],
)  # fmt: skip
def test_pages_are_known_where_the_words_were_counted_too(pages: str, words: str, known: int | None) -> None:
    assert read_letter("-", counted(pages, words)).pages == known


def test_a_file_that_nobody_has_counted_has_no_pages() -> None:
    assert read_letter("-", saved(word(*LINES))).pages is None
    assert read_letter("-", "\n\n".join(LINES).encode()).pages is None


def test_a_long_letter_is_read_to_its_end() -> None:
    story = [f"In year {number} I fitted {number} boilers, and the tenants had hot water." for number in range(200)]
    reading = read_letter("-", "\n\n".join((*LINES[:2], *story, LINES[-1], "Best,", "Eva")).encode())
    assert [slot for slot, _ in slots(reading)] == [
        "greeting", "opening", *["story"] * 200, "close", "sign-off", "sign-off",
    ]  # fmt: skip
    assert reading.words == sum(len(text.split()) for text in (LINES[1], *story, LINES[-1]))


def test_the_name_of_the_company_shows_the_reason() -> None:
    path = str(LETTERS / "wrong-company.md")
    known = [text for slot, text in slots(read_letter(path, company="Redwood")) if slot == "company"]
    assert [text[:20] for text in known] == ["I admire that Redwoo"]
    assert [text for slot, text in slots(read_letter(path, company="Bluebird")) if slot == "company"] == []


def test_another_page_with_sections_is_read_by_its_words() -> None:
    page = "<body><section id='close'><p>{}</p></section><section id='greeting'><p>{}</p></section><p>{}</p></body>"
    reading = read_letter("-", page.format(LINES[0], LINES[1], LINES[-1]).encode())
    assert [slot for slot, _ in slots(reading)] == ["greeting", "opening", "close"]
    assert not reading.divided


def test_a_label_in_bold_goes_with_its_value() -> None:
    text = "**Re:** Crane Operator\n\n**From:** Ola Berg\n**To:** Hiring Manager\n\nDear Ms. Roth,\n\nI run cranes.\n"
    assert slots(read_letter("-", f"# Letter\n\n{text}".encode()))[1:5] == [
        ("subject", "Re: Crane Operator"), ("sender", "From: Ola Berg"), ("addressee", "To: Hiring Manager"),
        ("greeting", "Dear Ms. Roth,"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paragraph", "slot"),
    [
        (REASON, "company"),
        ("I led a team of nine, and I am drawn to your firm because it is near.", "story"),
        ("We then rebuilt the cellar, which is why I want to join you.", "story"),
        ("I read that your fitters work in pairs.", "company"),
        ("I would bring care to your team and to your tenants.", "story"),
        ("I am interested in boilers of any age.", "story"),
        ("Your posting asks for a license, and I am drawn to your firm.", "bridge"),
    ],
)
def test_a_paragraph_is_a_reason_only_where_it_tells_no_story(paragraph: str, slot: str) -> None:
    reading = read_letter("-", "\n\n".join((*LINES[:3], paragraph, LINES[-1])).encode())
    assert [found for found, text in slots(reading) if text == paragraph] == [slot]


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("Dear Ms. Ortiz", "Dear Ms. Ortiz"),
        ("Dear Mr. and Mrs. Lang,", "Dear Mr. and Mrs. Lang,"),
        ("To Whom It May Concern:", "To Whom It May Concern:"),
        ("Hi – I build boats.", "Hi –"),
        ("Dear Ms. Roth — I build boats.", "Dear Ms. Roth —"),
        ("Hello Fresh is a company that I like to buy from.", None),
        ("Dear Sam, I saw your boats.", "Dear Sam,"),
        ("Hello!", "Hello!"),
        ("Good afternoon, Ms. Lee,", "Good afternoon,"),
        ("Dear friends of mine own a boat that you built in the year of the great storm, and it floats.", None),
        ("hello, i am here", None),
    ],
)
def test_a_greeting_is_one_where_it_says_so(line: str, taken: str | None) -> None:
    reading = read_letter("-", f"{line}\n\nI would like to build boats with you.\n\nThank you.\n".encode())
    assert next((text for slot, text in slots(reading) if slot == "greeting"), None) == taken


WRITES = "I am applying for the post of Dispatcher.\n\nIn 2022 I redrew the zones.\n\nI would be glad to meet you.\n"


@pytest.mark.parametrize(
    "line",
    ["Respected Sir/Madam,", "Madam,", "Sir:", "Ms. Lee,", "Hiring Manager,", "To the Hiring Committee:", "Dr. Lind:"],
)
def test_a_greeting_may_do_without_dear(line: str) -> None:
    for gap in ("\n", "\n\n", "\n\nSub: Application for the post of Dispatcher\n\n"):
        found = slots(read_letter("-", f"{line}{gap}{WRITES}".encode()))
        assert ("greeting", line) in found
        assert [slot for slot, _ in found if slot != "subject"] == ["greeting", "opening", "story", "close"]
        assert ("Sub:" in gap) is ("subject" in dict(found))


def test_a_name_in_an_address_is_no_greeting() -> None:
    address = "Mrs. Lee,\nAcme Freight Co. Inc.\nReno"
    found = slots(read_letter("-", f"{address}\n\nDear Mrs. Lee,\n\n{WRITES}".encode()))
    assert found[:2] == [("addressee", "Mrs. Lee, Acme Freight Co. Inc. Reno"), ("greeting", "Dear Mrs. Lee,")]


@pytest.mark.parametrize(
    "ending",
    ["Thanking you,\nPat Ito", "Thanking you,\nYours faithfully,\nPat Ito", "Yours in service,\nPat Ito",
     "V/r,\nPat Ito", "Very respectfully,\nPat", "Respectfully submitted,\nPat Ito", "- Ann", "— Ann"],
)  # fmt: skip
def test_letters_end_in_many_ways(ending: str) -> None:
    *_, close, last = slots(read_letter("-", f"Dear Ms. Lee,\n\n{WRITES}\n{ending}\n".encode()))
    assert close == ("close", "I would be glad to meet you.")
    assert last == ("sign-off", " ".join(ending.split()).lstrip("-— "))


@pytest.mark.parametrize(
    ("line", "slot"),
    [
        ("I can come in for a weld test any weekday after 3 p.m.", "close"),
        ("Could we find half an hour before the posting closes on the 20th?", "close"),
        ("I could meet you in Galway any Tuesday, my day off.", "close"),
        ("I am free to stage any Monday or Tuesday.", "close"),
        ("I would be glad to send samples and to talk.", "close"),
        ("I would welcome a talk.", "close"),
        ("I can start on May 4 and would be glad to meet any morning.", "close"),
        ("Would Thursday or Friday next week work for a call?", "close"),
        ("My notice is one month.", "close"),
        ("I admire that your firm answers at night, and I could not say so of others.", "company"),
        ("The tenants of the house had hot water in every winter since.", "story"),
        ("In that winter I could not leave the cellar, " + "and the boiler did not leave me, " * 6 + "so I stayed.",
         "story"),
    ],
)  # fmt: skip
def test_a_short_last_paragraph_that_names_a_day_is_the_close(line: str, slot: str) -> None:
    reading = read_letter("-", "\n\n".join((*LINES[:3], line, "Best,", "Eva")).encode())
    assert [found for found, text in slots(reading) if text == line] == [slot]


def test_answers_in_a_list_are_the_bridge() -> None:
    listed = "You listed three things that you need. Here is what I bring:\n\n- Care.\n- A license.\n\n"
    found = slots(read_letter("-", f"{LINES[0]}\n\n{LINES[1]}\n\n{listed}{LINES[2]}\n\n{LINES[4]}".encode()))
    assert [slot for slot, _ in found] == ["greeting", "opening", "bridge", "bridge", "bridge", "story", "close"]


@pytest.mark.parametrize(
    ("paragraph", "slot"),
    [
        ("Roth Heating answers the telephone at night, and names the fitter.", "company"),
        ("Your fitters work in pairs, and I led one such pair for a year.", "company"),
        ("I ate at your canteen in November.", "company"),
        ("At Roth Heating I led the night crew for two winters.", "story"),
        ("I led a team of nine at a firm that works like yours.", "story"),
        ("My skills and experience will be an asset to your firm.", "story"),
        ("The heating of the house was broken.", "story"),
    ],
)
def test_a_fact_about_the_company_is_a_reason(paragraph: str, slot: str) -> None:
    reading = read_letter("-", "\n\n".join((*LINES[:3], paragraph, LINES[-1])).encode(), "Roth Heating GmbH")
    assert [found for found, text in slots(reading) if text == paragraph] == [slot]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 x", "is a PDF, whose words have lost their order"),
        (b"a\0b", "is not text"),
        (b"\xff\xfe\xfa\xfb caf\xe9", "is not text"),
        (b"PK\x03\x04 no zip", "is a damaged Word file"),
        (b"x" * 5_000_001, "is larger than 5,000,000 bytes"),
        (b"w " * 60_000, "has a paragraph of 119,999 characters, and at most 100,000 are read"),
        (b"<p></p>", "holds no words"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is in an old Office format"),
        (b"---\n===\n", "holds no words"),
    ],
    ids=range(11),
)
def test_what_is_no_letter_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_letter("-", data)
    (problem,) = caught.value.problems
    assert problem.message.startswith(message)
    assert problem.place is not None


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("me.yaml", "me.yaml: is an input of ours, not a finished letter; check it without `--letter`"),
        ("me.pdf", "me.pdf: is a PDF, whose words have lost their order; save it as Word or as text"),
        ("me.xml", "me.xml: is a feed or other data in XML, not a finished letter; check the page or the text that "
                   "people read"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_named(
    name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text("Dear Ms. Roth,\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_letter(name)
    assert [str(problem) for problem in caught.value.problems] == [message]


PIECES = st.sampled_from([
    "\n", "\n\n", "\r\n", " ", "  ", "\t", "Dear Ms. Roth,", "Dear", "Sincerely,", "Best", "Thank you", "Re:",
    "From: ", "Enclosure: x", "P.S. x", "[Company]", "1 June 2026", "a@b.example", "I led it. ",
    "I am drawn to you. ", "- ", "* ", "# ", "**", "<br>", "<p>", "</p>", "<section id='close'>", "</section>",
    "<body class='letter'>", "&amp;", "word " * 30, "Eva Stein", ".", ",", ":", "—", "\u200b", "\u00a0", "é",
    "\\\n", "|",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_a_letter_or_a_sentence(text: str) -> None:
    try:
        reading = read_letter("-", text.encode())
    except InputError:
        event("refused")
        return
    assert reading.portions
    assert {portion.slot for portion in reading.portions} <= set(get_args(SlotName))
    assert [portion.passage.number for portion in reading.portions] == list(range(len(reading.portions)))
    for portion in reading.portions:
        assert portion.passage.text == " ".join(portion.passage.text.split()) != ""


def test_a_letter_made_to_be_slow_is_read_soon() -> None:
    import time

    nasty = ("Dear " + "Mr. " * 5_000, "1" * 9_000 + "@", "(" * 9_000, "I led. " * 10_000, "A " * 9_000, "[" * 9_000)
    start = time.process_time()
    for text in nasty:
        assert read_letter("-", f"Dear Ms. Roth,\n\n{text}\n\nBest,\nEva".encode()).portions
        assert read_letter("-", f"{text}\n\nI am here.\n".encode()).portions
    assert time.process_time() - start < 3
