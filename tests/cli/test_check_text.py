"""`jdgen check --text`: finished postings of every format, where their findings stand, and comments in Word."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

import judges
from conftest import EXAMPLES, Ran
from jdgen.checks.rules import every
from jdgen.rules import contents

DOCUMENTS = EXAMPLES / "documents"
NAME = "riverbend-robotics-senior-software-engineer-eng-214-posting"
COMPANY = EXAMPLES / "companies/riverbend.yaml"
OPENING = EXAMPLES / "openings/riverbend-eng-214.yaml"
SOURCES = ("senior-software-engineer", "--company", COMPANY, "--opening", OPENING)
PLANTED = "You will mentor two engineers like a rock star."
POSTING = f"""\
Software Engineer

Acme · Remote

What you will do

- Build the API.
- Run the service.
- {PLANTED}

Must have

- Python in production.
- [Company] knowledge.
"""


@pytest.fixture
def planted(tmp_path: Path) -> dict[str, Path]:
    """Return one posting with the same two mistakes in every format."""
    word = docx.Document()
    word.add_heading("Software Engineer", 0)
    word.add_paragraph("Acme · Remote")
    page = ["<h1>Software Engineer</h1>", "<p>Acme · Remote</p>"]
    notes = ["# Software Engineer", "", "Acme · Remote", ""]
    for block in POSTING.split("\n\n")[2:]:
        entries = [line.removeprefix("- ") for line in block.splitlines() if line.startswith("- ")]
        if entries:
            page.append("<ul>")
            page += [f"<li>{entry}</li>" for entry in entries]
            page.append("</ul>")
            notes += [*(f"- {entry}" for entry in entries), ""]
            for entry in entries:
                word.add_paragraph(entry, "List Bullet")
        else:
            page.append(f"<h2>{block}</h2>")
            notes += [f"## {block}", ""]
            word.add_heading(block, 1)
    files = {form: tmp_path / f"posting.{form}" for form in ("docx", "html", "md", "txt")}
    word.save(str(files["docx"]))
    files["html"].write_text("\n".join(page), encoding="utf-8")
    files["md"].write_text("\n".join(notes), encoding="utf-8")
    files["txt"].write_text(POSTING, encoding="utf-8")
    return files


def found(ran: Ran) -> list[dict[str, Any]]:
    assert ran.err == ""
    return json.loads(ran.out)["findings"]


def pointed_at(path: Path, finding: dict[str, Any]) -> str:
    """Return the words at a finding, read by a program that is not ours where there is one."""
    if finding["unit"] == "paragraph":
        return docx.Document(str(path)).paragraphs[finding["line"] - 1].text
    line = path.read_text(encoding="utf-8").splitlines()[finding["line"] - 1]
    assert finding["column"] <= len(line)
    return line[finding["column"] - 1 :]


def comments(path: Path) -> dict[str, str]:
    """Return the words beside which each comment stands, by its first line."""
    document = docx.Document(str(path))
    words: dict[int, str] = {}
    for paragraph in document.element.body.iter("{*}p"):
        for mark in paragraph.iter("{*}commentReference"):
            text = "".join(node.text or "" for node in paragraph.iter("{*}t"))
            words[int(next(value for key, value in mark.attrib.items() if key.endswith("}id")))] = text
    said = {comment.comment_id: comment.text for comment in document.comments}
    assert set(said) == set(words)
    return {said[number]: words[number] for number in said}


@pytest.mark.parametrize("form", ["docx", "html", "md", "txt"])
def test_a_finding_points_at_its_words_in_every_format(
    form: str, planted: dict[str, Path], jdgen: Callable[..., Ran]
) -> None:
    path = planted[form]
    ran = jdgen("check", "--text", path, "--json")
    here = [one for one in found(ran) if one["rule"] in {"words.title", "placeholder.left"}]
    assert ran.code == 1
    assert [one["rule"] for one in here] == ["words.title", "placeholder.left"]
    assert {(one["file"], one["unit"]) for one in here} == {
        (path.as_posix(), "paragraph" if form == "docx" else "line"),
    }  # fmt: skip
    star, gap = (pointed_at(path, one) for one in here)
    assert (star == PLANTED) if form == "docx" else star.startswith("rock star")
    assert (gap == "[Company] knowledge.") if form == "docx" else gap.startswith("[Company]")
    told = jdgen("check", "--text", path).out
    line, column = here[0]["line"], here[0]["column"]
    where = f"{path}: paragraph {line}" if form == "docx" else f"{path}:{line}:{column}"
    assert f"{where}: {here[0]['level']}: {here[0]['text']} [words.title]\n" in told


def test_every_format_has_the_same_findings(planted: dict[str, Path], jdgen: Callable[..., Ran]) -> None:
    said = {
        form: [(one["rule"], one["text"], one["mend"]) for one in found(jdgen("check", "--text", path, "--json"))]
        for form, path in planted.items()
    }
    assert said["docx"] == said["html"] == said["md"] == said["txt"]
    assert len(said["txt"]) >= 2


@pytest.mark.parametrize("form", ["docx", "html", "md", "txt"])
def test_our_own_postings_are_clean(form: str, jdgen: Callable[..., Ran]) -> None:
    ran = jdgen("check", "--strict", "--text", DOCUMENTS / f"{NAME}.{form}", "--company", COMPANY)
    assert (ran.code, ran.out) == (0, "")
    assert re.fullmatch(r"1 text, \d{3,4} words: no findings\n", ran.err)


def test_several_texts_are_checked_at_once_and_one_that_cannot_be_read_hides_no_other(
    planted: dict[str, Path], jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    gone, empty = tmp_path / "gone.docx", tmp_path / "empty.txt"
    paths = (planted["txt"], gone, planted["md"], empty, planted["txt"])
    command = ("check", *(word for path in paths for word in ("--text", path)))
    both = found(jdgen(*command, "--json"))
    assert {one["file"] for one in both} == {path.as_posix() for path in paths}
    assert [Path(one["file"]).name for one in both if one["rule"] == "input"] == ["empty.txt", "gone.docx"]
    alone = [found(jdgen("check", "--text", planted[form], "--json")) for form in ("md", "txt")]
    assert [one for one in both if one["rule"] != "input"] == [one for each in alone for one in each]
    ran = jdgen(*command)
    assert ran.code == 1
    assert re.match(r"4 texts, \d+ words: \d+ errors", ran.err)
    assert jdgen("check", "--text", gone).err == "1 text: 1 error\n"


def test_a_text_may_come_on_standard_input(
    jdgen: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, planted: dict[str, Path]
) -> None:
    for form in ("txt", "html", "docx"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(planted[form].read_bytes())))
        there = found(jdgen("check", "--text", "-", "--json"))
        own = found(jdgen("check", "--text", planted[form], "--json"))
        assert {one["file"] for one in there} == {"standard input"}
        assert [one | {"file": ""} for one in there] == [one | {"file": ""} for one in own]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert (jdgen("check", "--text", "-").code, jdgen("check", "--text", "-").err) == (1, "1 text: 1 error\n")


def test_quiet_and_strict_are_as_for_roles(jdgen: Callable[..., Ran], planted: dict[str, Path]) -> None:
    command = ("check", "--text", planted["txt"])
    whole = found(jdgen(*command, "--json"))
    levels = [one["level"] for one in whole]
    assert {"error", "warning"} <= set(levels)
    quiet, strict = jdgen(*command, "-q"), jdgen(*command, "-q", "--strict")
    assert (quiet.err, strict.err) == ("", "")
    assert quiet.out.count(": error: ") == levels.count("error")
    assert quiet.out.count(": warning: ") == 0
    assert strict.out.count(": warning: ") == levels.count("warning")
    errors = [rule for one in whole if one["level"] == "error" for rule in ("--ignore", one["rule"])]
    assert jdgen(*command, *errors).code == 0
    assert jdgen(*command, *errors, "--strict").code == 1


def test_the_company_that_is_named_is_the_one_that_hires(
    jdgen: Callable[..., Ran], tmp_path: Path, planted: dict[str, Path]
) -> None:
    path = planted["md"]
    path.write_text(path.read_text(encoding="utf-8") + "\n## About Globex\n\nWe make pumps.\n", encoding="utf-8")
    command = ("check", "--text", path, "--json", "--ignore", "length.body")
    rule = "company.name_mismatch"
    assert rule in {one["rule"] for one in found(jdgen(*command, "--set", "company.name=Acme"))}
    path.write_text(path.read_text(encoding="utf-8").replace("Globex", "Acme"), encoding="utf-8")
    assert rule not in {one["rule"] for one in found(jdgen(*command, "--set", "company.name=Acme"))}
    (tmp_path / "company.yaml").write_text("nmae: Acme\n", encoding="utf-8")
    broken = found(jdgen(*command, "--company", tmp_path / "company.yaml"))
    assert broken[0]["rule"] == "input"
    assert {one["rule"] for one in broken} > {"input"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("a-role", "--text", "x.txt"), "a ROLE and `--text` do not go together"),
        (("--text", "x.txt", "--opening", "o.yaml"), "`--opening` and `--text` do not go together"),
        (("--text", "x.txt", "--candidate", "c.yaml"), "`--candidate` and `--text` do not go together"),
        (("--measures",), "name one with `--text`"),
        (("--text", "x.txt", "--hires-in", "Colorad"), "did you mean `Colorado`?"),
        (("--text", "x.txt", "--hires-in", "Georgia"), "is two places"),
        (("--text", "x.txt", "--employees", "-1"), "--employees"),
        (("--text", "x.txt", "--as-of", "soon"), "expected a day as YYYY-MM-DD"),
        (("--text", "x.txt", "--annotate", "out.txt"), "end its name in .docx"),
        (("--text", "x.txt", "--text", "y.txt", "--annotate", "out.docx"), "writes one posting"),
        (("--annotate", "out.docx"), "writes one posting"),
        (("one", "two", "--annotate", "out.docx"), "writes one posting"),
        (("--text", "x.txt", "--set", "role.title=x"), "no role is named"),
    ],
)
def test_what_is_typed_wrong_is_no_finding(typed: tuple[str, ...], said: str, jdgen: Callable[..., Ran]) -> None:
    ran = jdgen("check", *typed)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_law_of_the_places_is_checked_and_advice_disclaimed_once(
    jdgen: Callable[..., Ran], planted: dict[str, Path]
) -> None:
    command = ("check", "--text", planted["txt"], "--group", "law")
    without = jdgen("check", "--text", planted["txt"], "--json")
    assert "law" not in {one["group"] for one in found(without)}
    assert "Not legal advice." not in jdgen("check", "--text", planted["txt"]).err
    there = jdgen(*command, "--hires-in", "Colorado", "--employees", "40")
    assert (there.code, there.err.count("Not legal advice.")) == (1, 1)
    rules = [one["rule"] for one in found(jdgen(*command, "--hires-in", "Colorado", "--json"))]
    assert rules
    assert [rule for rule in rules if not rule.startswith("US-CO") and rule != "law.perhaps"] == []
    assert found(jdgen(*command, "--hires-in", "Colorado", "--json", "--as-of", "2001-01-01")) == []
    few = found(jdgen(*command, "--hires-in", "US-CA", "--employees", "3", "--json"))
    many = found(jdgen(*command, "--hires-in", "US-CA", "--employees", "300", "--json"))
    assert len(few) < len(many)


def test_places_that_are_typed_take_the_place_of_the_openings_own(jdgen: Callable[..., Ran]) -> None:
    own = found(jdgen("check", *SOURCES, "--json"))
    there = found(jdgen("check", *SOURCES, "--json", "--hires-in", "Ontario"))
    assert [one for one in own if one["group"] == "law" and one["level"] != "notice"] == []
    named = {one["rule"] for one in there if one["group"] == "law"}
    assert named
    assert [rule for rule in named if not rule.startswith(("CA-", "law."))] == []


def test_a_role_alone_is_told_what_the_law_of_a_place_would_ask(jdgen: Callable[..., Ran]) -> None:
    there = found(jdgen("check", "senior-software-engineer", "--hires-in", "Colorado", "--group", "law", "--json"))
    assert {Path(one["file"]).name for one in there} == {"senior-software-engineer.yaml"}
    assert {one["rule"] for one in there} == {"US-CO-pay"}


def test_what_is_counted_is_shown_and_is_data(jdgen: Callable[..., Ran], planted: dict[str, Path]) -> None:
    path = planted["md"]
    told = jdgen("check", "--text", path, "--measures").out
    data = json.loads(jdgen("check", "--text", path, "--json").out)
    (counted,) = data["measures"]
    assert counted["file"] == path.as_posix()
    assert f"{path}: {counted['words']} words, {counted['sentences']} sentences" in told
    rows = {name: line.split() for line in told.splitlines() if (name := line[:11].strip()) in {"duties", "must"}}
    assert {name: list(map(int, (row[1], row[2], row[5]))) for name, row in rows.items()} == {
        one["part"]: [one["words"], one["sentences"], one["longest_sentence"]["words"]]
        for one in counted["parts"]
        if one["part"] in {"duties", "must"}
    }
    assert [(one["part"], one["words"], one["sentences"]) for one in counted["parts"]][-2:] == [
        ("duties", 15, 3), ("must", 5, 2),
    ]  # fmt: skip
    assert "masculine-coded: " in told
    assert "feminine-coded: " in told
    assert "measures" not in json.loads(jdgen("check", "senior-software-engineer", "--json").out)


@pytest.mark.parametrize("form", ["docx", "html", "md", "txt"])
def test_findings_become_comments_beside_their_words(
    form: str, planted: dict[str, Path], jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    out = tmp_path / "out/reviewed.docx"
    ran = jdgen("check", "--text", planted[form], "--annotate", out)
    everything = found(jdgen("check", "--text", planted[form], "--json"))
    assert ran.code == 1
    assert f"wrote {out} with {len(everything)} findings" in ran.err
    said = comments(out)
    joined = "\n".join(said)
    assert [one["text"] for one in everything if f"{one['text']} [{one['rule']}]" not in joined] == []
    assert [one["mend"] for one in everything if one["mend"] and f"Mend: {one['mend']}" not in joined] == []
    beside = {words for text, words in said.items() if "[placeholder.left]" in text}
    assert beside == {"[Company] knowledge."}
    assert {words for text, words in said.items() if "[words.title]" in text} == {PLANTED}
    unplaced = [one for one in everything if not one["line"]]
    assert unplaced
    for one in unplaced:
        assert [words for text, words in said.items() if f"[{one['rule']}]" in text] == ["Software Engineer"]
    assert len(said) == len(everything)
    again = jdgen("check", "--text", planted[form], "--annotate", out)
    assert (again.code, again.out) == (1, ran.out)
    with zipfile.ZipFile(out) as held:
        assert held.testzip() is None


def test_a_comment_stands_beside_the_paragraph_whose_lines_hold_the_words(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    path, out = tmp_path / "wrapped.txt", tmp_path / "out.docx"
    lines = ["We make pots for kitchens and small inns, and most", "are sold on Saturdays by one [Company] potter."]
    path.write_text("\n".join(["Potter", "", "Why this role exists", "", *lines, "", "Must have", "", "- Clay.", ""]))
    (gap,) = (one for one in found(jdgen("check", "--text", path, "--json")) if one["rule"] == "placeholder.left")
    assert (gap["line"], pointed_at(path, gap)[:9]) == (6, "[Company]")
    jdgen("check", "--text", path, "--annotate", out)
    beside = [words for text, words in comments(out).items() if "[placeholder.left]" in text]
    assert beside == [" ".join(lines)]


def test_their_own_file_has_comments_added_and_nothing_else_changed(
    planted: dict[str, Path], jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    source, out = planted["docx"], tmp_path / "reviewed.docx"
    document = docx.Document(str(source))
    document.add_comment(document.paragraphs[0].runs, "Is this title right?", "Ann")
    document.save(str(source))
    before = source.read_bytes()
    jdgen("check", "--text", source, "--annotate", out)
    assert source.read_bytes() == before
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out) as new:
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"word/document.xml", "word/comments.xml"}
    assert comments(out)["Is this title right?"] == "Software Engineer"
    assert [paragraph.text for paragraph in docx.Document(str(out)).paragraphs] == [
        paragraph.text for paragraph in document.paragraphs
    ]


def test_a_file_that_is_there_is_not_written_over_unless_asked(
    planted: dict[str, Path], jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(b"mine")
    command = ("check", "--text", planted["txt"], "--annotate", out)
    ran = jdgen(*command)
    assert (ran.code, out.read_bytes()) == (4, b"mine")
    assert f"{out}: exists with other content; `--force` overwrites it, another name keeps it" in ran.err
    assert jdgen(*command, "--force").code == 1
    assert out.read_bytes()[:2] == b"PK"
    assert jdgen("check", "--text", tmp_path / "gone.txt", "--annotate", tmp_path / "new.docx").code == 1
    assert not (tmp_path / "new.docx").exists()


def test_a_role_with_its_files_is_annotated_as_the_posting_that_is_made_of_them(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    opening = tmp_path / "opening.yaml"
    text = OPENING.read_text(encoding="utf-8")
    opening.write_text(re.sub(r"(?m)^reason:.*$(\n[ ]+.*)*", f"reason: {PLANTED}", text), encoding="utf-8")
    assert PLANTED in opening.read_text(encoding="utf-8")
    files = (*SOURCES[:-1], opening)
    (posting,) = jdgen("posting", *files, "-f", "docx", "-o", tmp_path).paths
    jdgen("check", *files, "--annotate", tmp_path / "reviewed.docx")
    made, reviewed = (docx.Document(str(path)) for path in (posting, tmp_path / "reviewed.docx"))
    assert [paragraph.text for paragraph in reviewed.paragraphs] == [paragraph.text for paragraph in made.paragraphs]
    said = comments(tmp_path / "reviewed.docx")
    assert [words for text, words in said.items() if "[words.title]" in text] == [PLANTED]


def test_each_comment_is_of_one_finding_and_names_its_file_or_its_law(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    opening = tmp_path / "opening.yaml"
    text = OPENING.read_text(encoding="utf-8")
    sample = text.replace("https://careers.riverbend.example/eng-214", "https://jobs.example.com/req-1")
    opening.write_text(re.sub(r"(?m)^pay:.*\n", "", sample), encoding="utf-8")
    command = ("check", *SOURCES[:-1], opening)
    everything = found(jdgen(*command, "--json"))
    jdgen(*command, "--annotate", tmp_path / "reviewed.docx")
    said = comments(tmp_path / "reviewed.docx")
    assert len(said) == len(everything) > 1
    assert max(text.count("Mend: ") for text in said) == 1
    assert [text.split(" value")[0] for text in said if "[scaffold.left]" in text] == [f"Warning: {opening}: 1 sample"]
    law = [text for text in said if "[US-CO-pay]" in text]
    assert [text.splitlines()[-1] for text in law] == [f"Law: {every()['US-CO-pay'].why}"]


def test_a_text_too_long_for_word_is_refused_and_nothing_is_written(
    jdgen: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jdgen.inputs.finished.docx.MAX_PARAGRAPHS", 20)
    path, out = tmp_path / "long.txt", tmp_path / "out.docx"
    path.write_text("Potter\n\n" + "".join(f"- Make pot {n}.\n" for n in range(21)), encoding="utf-8")
    ran = jdgen("check", "--text", path, "--annotate", out, "--group", "language", "-q")
    assert (ran.code, out.exists()) == (4, False)
    assert f"{path}: is too long to be written in Word with comments" in ran.err


def test_a_role_alone_is_annotated_as_a_draft(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "draft.docx"
    ran = jdgen("check", "senior-software-engineer", "--annotate", out)
    assert ran.code == 0
    assert "[[company.name]]" in "".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    assert [words for text, words in comments(out).items() if "[pay.missing]" in text] == ["Senior Software Engineer"]


@pytest.mark.slow
def test_other_programs_take_what_is_annotated(
    planted: dict[str, Path], jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    for tool in ("open_xml", "office"):
        if reason := judges.needs(tool):
            pytest.skip(reason)
    made = {form: tmp_path / f"{form}-reviewed.docx" for form in planted}
    for form, path in planted.items():
        jdgen("check", "--text", path, "--annotate", made[form])
    assert judges.open_xml(made.values()) == {path: [] for path in made.values()}
    read = judges.office_bodies(made.values())
    assert [path.name for path, text in read.items() if PLANTED not in text] == []
    assert len(read) == 4


OPEN_PAY = POSTING + "\nPay\n\nThe salary is from $100,000 and up.\n"


@pytest.mark.parametrize("places", [None, "Ireland", "Colorado"])
def test_a_law_takes_nothing_away_from_what_is_wrong_everywhere(
    places: str | None, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "open.txt").write_text(OPEN_PAY, encoding="utf-8")
    where = ("--hires-in", places) if places else ()
    ran = jdgen("check", "--text", tmp_path / "open.txt", *where, "--json")
    levels = {one["rule"]: one["level"] for one in json.loads(ran.out)["findings"]}
    # In Ireland the law only warns of it.
    assert (ran.code, levels["pay.open_ended"]) == (1, "error")


def test_a_comment_on_a_law_leaves_what_is_wrong_without_it(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    opening = OPENING.read_text(encoding="utf-8")
    pay = "pay: {min: 158000, max: 189000, currency: USD, per: year}"
    said = pay.replace("max: 189000", "open_ended: true") + "  # jdgen: ignore[US-CO-pay]"
    (tmp_path / "opening.yaml").write_text(opening.replace(pay, said), encoding="utf-8")
    ran = jdgen("check", "--company", COMPANY, "--opening", tmp_path / "opening.yaml", "--json")
    rules = [one["rule"] for one in json.loads(ran.out)["findings"] if one["level"] == "error"]
    assert (ran.code, rules) == (1, ["pay.open_ended"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--group", "law"], "which laws hold for a text depends on its places"),
        (["--employees", "3"], "`--employees` decides which laws hold"),
        (["--hires-in", ","], "`--hires-in` names no place"),
        (["--hires-in", ""], "`--hires-in` names no place"),
        (["--measures", "--sarif"], "`--measures` prints a table for people"),
        (["--annotate", "HERE"], "`--annotate` writes a copy beside the text"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    options: list[str], said: str, jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    path = tmp_path / "posting.docx"
    path.write_bytes((DOCUMENTS / f"{NAME}.docx").read_bytes())
    own = tmp_path / "elsewhere" / ".." / "posting.docx"
    (tmp_path / "elsewhere").mkdir()
    ran = jdgen("check", "--text", path, *(str(own) if part == "HERE" else part for part in options), "--force")
    assert (ran.code, said in ran.err, ran.out) == (2, True, "")
    assert path.read_bytes() == (DOCUMENTS / f"{NAME}.docx").read_bytes()


GERMAN = """\
Pflegefachkraft (m/w/d)

Ihre Aufgaben

- Sie planen die Pflege und führen sie durch.
- Sie beraten Patienten und ihre Angehörigen.
- Sie dokumentieren, was Sie getan haben.
- Sie leiten Auszubildende an.
- Sie arbeiten mit Ärzten und Therapeuten zusammen.

Ihr Profil

- Eine abgeschlossene Ausbildung in der Pflege
- Freude an der Arbeit im Team
- Bereitschaft zum Dienst in Schichten und an Wochenenden

Bewerben Sie sich bis zum 15. Januar bei Frau Weber, die auch gern Ihre Fragen beantwortet.
"""


def test_a_text_in_another_language_is_not_judged_by_rules_for_english(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    path = tmp_path / "posting.txt"
    path.write_text(GERMAN, encoding="utf-8")
    ran = jdgen("check", "--text", path, "--json")
    assert (ran.code, [one["rule"] for one in found(ran)]) == (0, ["text.language"])
    # A few words are too few to tell, and lists of names and tools do not make a text foreign.
    path.write_text("Potter\n\nWhat you will do\n\n- Make pots\n- Fire pots\n", encoding="utf-8")
    assert "text.language" not in {one["rule"] for one in found(jdgen("check", "--text", path, "--json"))}
    terse = "".join(f"- Hire, train, coach, schedule twelve associates, shift {n}\n" for n in range(8))
    path.write_text(f"Manager\n\nDuties\n\n{terse}\nRequirements\n\n- Rockstar salesman\n", encoding="utf-8")
    rules = {one["rule"] for one in found(jdgen("check", "--text", path, "--json"))}
    assert ("text.language" in rules, "words.title" in rules) == (False, True)
    path.write_text(POSTING + "\n- Python, Java, Rust, Kotlin, Postgres, Kafka, Docker, Linux" * 3, encoding="utf-8")
    assert "text.language" not in {one["rule"] for one in found(jdgen("check", "--text", path, "--json"))}


def test_the_mend_of_a_text_is_for_a_text_and_its_work_may_be_on_site(
    jdgen: Callable[..., Ran], tmp_path: Path
) -> None:
    path = tmp_path / "posting.txt"
    path.write_text("Baker\n\nWhat you will do\n\n- Bake bread every day for guests\n", encoding="utf-8")
    # This law reaches work on site alone.
    problems = found(jdgen("check", "--text", path, "--group", "law", "--hires-in", "US-NY-Ithaca", "--json"))
    (mend,) = [one["mend"] for one in problems if one["rule"] == "US-NY-Ithaca-pay"]
    assert mend.startswith(contents()["pay.range"].mend_text)


def test_what_is_missing_is_said_at_the_title_wherever_that_stands(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Job description")
    word.add_heading("Baker", 0)
    word.add_heading("What you will do", 1)
    word.add_paragraph("Bake bread.", "List Bullet")
    word.save(str(tmp_path / "posting.docx"))
    out = tmp_path / "reviewed.docx"
    jdgen("check", "--text", tmp_path / "posting.docx", "--group", "structure", "--annotate", out)
    made = docx.Document(str(out))
    marked = [bool(p._p.xpath(".//w:commentRangeStart")) for p in made.paragraphs]
    assert marked[:2] == [False, True]
