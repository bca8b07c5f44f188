"""The command that judges finished files: what it takes, what it says, and how it ends."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audit_files import CORE, link, paragraph, word
from conftest import EXAMPLES, ROOT, Ran, spawn
from jdgen.audit.files import run
from jdgen.audit.files.rules import RULES

Command = Callable[..., Ran]
WEB = ("web", "hyperlink", "https://example.org/jobs")
OPEN = word(paragraph("Dear [Hiring Manager],"))
TAGGED = word(paragraph("Dear {{ name }},"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_finding_says_where_what_why_and_what_mends_it(here: Path, jdgen: Command) -> None:
    (here / "letter.docx").write_bytes(TAGGED)
    ran = jdgen("audit", "letter.docx", "--no-outside")
    assert (ran.code, ran.out, ran.err) == (
        1,
        "letter.docx: paragraph 1: error: `{{ name }}` is a tag that nobody filled [leftover.tag]\n"
        "    why:  readers would see how the file was made instead of what it says\n"
        "    mend: fill it, or take it out\n",
        "1 file, 1 error\n",
    )


@pytest.mark.parametrize(
    ("data", "options", "code"),
    [
        (word(), (), 0), (TAGGED, (), 1), (OPEN, (), 0), (OPEN, ("--strict",), 1),
        (TAGGED, ("--ignore", "leftover.tag"), 0),
    ],
)
def test_the_exit_code_says_whether_something_was_found(
    data: bytes, options: tuple[str, ...], code: int, here: Path, jdgen: Command
) -> None:
    (here / "a.docx").write_bytes(data)
    assert jdgen("audit", "a.docx", "--no-outside", *options).code == code


def test_quiet_prints_only_what_makes_it_fail(here: Path, jdgen: Command) -> None:
    (here / "a.docx").write_bytes(word(paragraph("{{ a }}") + paragraph("Dear [Name],")))
    assert jdgen("audit", "a.docx", "--no-outside").out.count("[leftover.") == 2
    ran = jdgen("audit", "a.docx", "--no-outside", "-q")
    assert (ran.out.count("[leftover."), ran.err) == (1, "")


def test_a_folder_is_walked_in_order_without_what_is_hidden_locked_or_outside(here: Path, jdgen: Command) -> None:
    folder = here / "out"
    (folder / "b").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("b/z.docx", "b/a.DOCX", "c.docx", "~$c.docx", ".hidden.docx", ".git/x.docx", "notes.txt"):
        (folder / name).write_bytes(TAGGED)
    (here / "elsewhere.docx").write_bytes(TAGGED)
    (folder / "d.docx").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.docx")
    try:
        (folder / "link.docx").symlink_to(here / "elsewhere.docx")
        (folder / "same.docx").symlink_to(folder / "c.docx")
        (folder / "round").symlink_to(folder)
    except OSError:
        pytest.skip("this system makes no links")
    ran = jdgen("audit", "out", "out/c.docx", "--no-outside", "--json")
    assert [one["file"] for one in json.loads(ran.out)["files"]] == ["out/b/a.DOCX", "out/b/z.docx", "out/c.docx"]


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_judged(here: Path, jdgen: Command) -> None:
    (here / "bad.docx").write_bytes(b"\0" * 100)
    (here / "cut.docx").write_bytes(word()[:-40])
    (here / "good.docx").write_bytes(TAGGED)
    (here / "empty").mkdir()
    ran = jdgen("audit", "bad.docx", "gone.docx", "cut.docx", "good.docx", "a.txt", "empty", "--no-outside")
    assert (ran.code, ran.out.count("[leftover.tag]")) == (2, 1)
    give = "give a Word (.docx), PDF or HTML file, or a folder of them"
    assert ran.err.splitlines()[1:] == [
        "a.txt: cannot be read: no such file or directory",
        f"empty: has no Word, PDF or HTML file in it; {give}",
        "bad.docx: is empty; give a Word file (.docx)",
        "gone.docx: cannot be read: no such file or directory",
        "cut.docx: is cut short: the end of the file is missing; get it again, whole",
        "error: 5 problems in 5 files; the other files were judged",
    ]
    alone = jdgen("audit", "notes.md")
    assert (alone.code, alone.out) == (2, "")
    (here / "notes.md").write_text("Words.")
    assert jdgen("audit", "notes.md").err.splitlines()[0] == (
        f"notes.md: is neither a folder nor a Word, PDF or HTML file by its name; {give}"
    )


def test_without_pikepdf_the_other_files_are_judged(
    here: Path, jdgen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    for name in [name for name in sys.modules if name.startswith("jdgen.audit.files.pdf")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("jdgen.audit.files.pdf_file", raising=False)
    (here / "a.pdf").write_bytes(b"%PDF-1.7")
    (here / "b.docx").write_bytes(TAGGED)
    ran = jdgen("audit", ".", "--no-outside", "-q")
    assert (ran.code, ran.out.count("[leftover.tag]")) == (2, 1)
    said = "a.pdf: to judge a PDF file takes the package pikepdf; install it with: python -m pip install"
    assert ran.err.startswith(said)


def test_json_is_utf_8_and_moves_no_cursor(here: Path, jdgen: Command) -> None:
    name = os.fsdecode(b"\xff\xc2\x9b.docx") if sys.platform == "linux" else "\x9b.docx"
    (here / name).write_bytes(word())
    ran = jdgen("audit", ".", "--no-outside", "--json")
    assert "\\u009b" in ran.out
    assert "\x9b" not in ran.out
    ran.out.encode()
    assert json.loads(ran.out)["files"][0]["file"] == name


def test_json_has_everything(here: Path, jdgen: Command) -> None:
    body = paragraph("Dear {{ name }},") + link("our jobs", "web")
    core = CORE.replace("</cp:", "<dc:creator>Jane</dc:creator></cp:", 1)
    (here / "a.docx").write_bytes(word(body, WEB, parts={"docProps/core.xml": core}))
    (here / "bad.pdf").write_bytes(b"no")
    ran = jdgen("audit", "a.docx", "bad.pdf", "--no-outside", "--json", "--ignore", "metadata.author")
    said = json.loads(ran.out)
    (bad,) = said.pop("unread")
    assert (ran.code, ran.err, bad["file"], bool(bad["text"])) == (2, "", "bad.pdf", True)
    assert said == {
        "version": 1,
        "files": [{
            "file": "a.docx",
            "kind": "docx",
            "faults": [{
                "rule": "leftover.tag", "level": "error", "file": "a.docx", "line": 1, "column": None,
                "unit": "paragraph", "text": "`{{ name }}` is a tag that nobody filled",
                "why": RULES["leftover.tag"].why, "mend": "fill it, or take it out",
            }],
            "links": [{
                "address": "https://example.org/jobs", "words": "our jobs", "line": 2, "column": None,
                "unit": "paragraph",
            }],
            "metadata": [
                {"name": "title", "value": "A letter"}, {"name": "author", "value": "Jane"},
                {"name": "language", "value": "en-US"},
            ],
            "unjudged": [],
        }],
        "switched_off": 1,
        "unjudged": [],
    }  # fmt: skip


def test_links_and_metadata_are_listed_on_demand(here: Path, jdgen: Command) -> None:
    (here / "a.docx").write_bytes(word(link("our jobs", "web"), WEB))
    (here / "b.docx").write_bytes(word())
    ran = jdgen("audit", "a.docx", "b.docx", "--no-outside", "--links", "--metadata")
    assert ran.out.splitlines() == [
        "a.docx: links",
        "    paragraph 1  https://example.org/jobs  our jobs",
        "a.docx: metadata",
        "    title     A letter",
        "    language  en-US",
        "b.docx: links: none",
        "b.docx: metadata",
        "    title     A letter",
        "    language  en-US",
    ]


def test_control_characters_of_a_file_reach_no_terminal(here: Path, jdgen: Command) -> None:
    core = CORE.replace("A letter", "A&#x9b;31mletter&#x202e;")
    (here / "a.docx").write_bytes(word(link("our jobs", "web"), ("web", "hyperlink", "https://x.org/&#x9b;31m"),
                                       parts={"docProps/core.xml": core}))  # fmt: skip
    ran = jdgen("audit", "a.docx", "--no-outside", "--links", "--metadata")
    assert "\\x9b" in ran.out
    assert not re.search("[\x80-\x9f\u202e\x1b]", ran.out + ran.err)


def test_more_faults_of_one_rule_than_anybody_reads_are_counted(here: Path, jdgen: Command) -> None:
    (here / "a.docx").write_bytes(word(paragraph("{{ a }}") * 60))
    ran = jdgen("audit", "a.docx", "--no-outside")
    assert ran.out.count("[leftover.tag]") == 51
    assert "a.docx: error: and 10 more of these [leftover.tag]" in ran.out
    assert ran.err == "1 file, 51 errors\n"


def test_too_many_files_and_folders_too_deep_are_refused(
    here: Path, jdgen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = here / "deep" / "a" / "b"
    deep.mkdir(parents=True)
    for name in ("deep/1.docx", "deep/2.docx", "deep/a/b/3.docx"):
        (here / name).write_bytes(word())
    monkeypatch.setattr(run, "MAX_DEPTH", 1)
    ran = jdgen("audit", "deep", "--no-outside")
    assert (ran.code, ran.err.splitlines()[1]) == (2, "deep/a/b: is more than 1 folders deep; audit it by itself")
    monkeypatch.setattr(run, "MAX_FILES", 1)
    ran = jdgen("audit", "deep", "--no-outside")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "deep: has 2 files, more than 1; audit fewer at once")


@pytest.mark.parametrize(("arguments", "said"), [
    ((), "name a Word, PDF or HTML file, or a folder of them"),
    (("a.docx", "--ignore", "leftover.tgs"), "`leftover.tgs`: there is no such rule; did you mean `leftover.tag`?"),
])  # fmt: skip
def test_what_is_typed_wrong_is_said(arguments: tuple[str, ...], said: str, here: Path, jdgen: Command) -> None:
    ran = jdgen("audit", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_rules_of_both_commands_may_be_configured_for_all(here: Path, jdgen: Command) -> None:
    (here / "a.docx").write_bytes(TAGGED)
    (here / "jdgen.toml").write_text('ignore = ["leftover.tag", "pay.missing"]\n')
    os.environ.pop("JDGEN_CONFIG")
    try:
        assert jdgen("audit", "a.docx", "--no-outside").code == 0
        checked = jdgen("check", "senior-software-engineer", "-q")
        (here / "jdgen.toml").write_text('ignore = ["leftover.tgs"]\n')
        wrong = jdgen("audit", "a.docx", "--no-outside")
    finally:
        os.environ["JDGEN_CONFIG"] = ""
    assert (checked.code, wrong.code) == (0, 2)
    assert "there is no rule `leftover.tgs`; did you mean `leftover.tag`?" in wrong.err


def test_the_rules_are_listed_and_the_page_of_rules_has_them(jdgen: Command) -> None:
    listed = jdgen("audit", "--rules").out.splitlines()
    assert [line.split()[:2] for line in listed] == [[rule.id, rule.level] for rule in RULES.values()]
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [rule for rule in RULES if f"| `{rule}` |" not in page] == []


def test_the_reference_names_every_option_of_the_command() -> None:
    from jdgen.cli.audit import audit

    section = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8").partition("## Options of `jdgen audit`")[2]
    named = set(re.findall(r"`(--?[a-z-]+)`", section.partition("\n## ")[0]))
    options = {option for parameter in audit.params for option in parameter.opts if option.startswith("--")}
    assert options - named == {"--color", "--debug", "--quiet"}


def test_all_examples_are_clean_in_a_fresh_process_but_for_open_prompts(tmp_path: Path) -> None:
    ran = spawn("audit", EXAMPLES / "documents", "--no-outside", "--json", cwd=tmp_path)
    found = json.loads(ran.out)["files"]
    loud = {
        (Path(one["file"]).stem.rpartition("-")[2], fault["rule"])
        for one in found for fault in one["faults"] if fault["level"] != "notice"
    }  # fmt: skip
    assert (ran.code, ran.err, len(found), loud) == (0, "", 22, {("scaffold", "leftover.prompt")})
