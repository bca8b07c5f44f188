"""`--template`: a company's own Word file is filled, or there is one clear error and no file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import EXAMPLES
from jdgen.render.word_zip import read
from word_files import word

ROLE = "senior-software-engineer"
NAME = "riverbend-robotics-senior-software-engineer-eng-214"
FILES = (
    "--company", EXAMPLES / "companies/riverbend.yaml", "--opening", EXAMPLES / "openings/riverbend-eng-214.yaml",
)  # fmt: skip
CANDIDATE = ("--candidate", EXAMPLES / "candidates/dana-reyes.yaml")
BODY = '{{p section("body") }}'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a template of each kind."""
    monkeypatch.chdir(tmp_path)
    Path("posting.docx").write_bytes(word("Join us", "{{ posting.title }}", BODY))
    Path("kit.docx").write_bytes(word("House of kits", "{{ kit.title }}", "{{ kit.subtitle }}", BODY))
    Path("letter.docx").write_bytes(word("House of letters", BODY))
    Path("acme.yaml").write_text(
        "name: Acme\naccommodation: {contact: access@acme.example}\n"
        "brand:\n  templates: {posting: house/posting.docx, letter: letter.docx}\n",
        encoding="utf-8",
    )
    Path("house").mkdir()
    Path("house/posting.docx").write_bytes(word("Acme hires", "{{ posting.title }}", BODY))
    return tmp_path


def said(path: str | Path) -> str:
    return read(Path(path).read_bytes())["word/document.xml"].data().decode()


def files(folder: Path = Path()) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name.startswith(("riverbend", "acme-"))}


def test_a_posting_is_filled_into_it(jdgen, here):
    ran = jdgen("posting", ROLE, *FILES, "--template", "posting.docx", "-f", "docx,txt")
    assert ran == (0, f"{NAME}-posting.docx\n{NAME}-posting.txt\n", "")
    assert "Join us" in said(ran.paths[0])


def test_the_pdf_keeps_the_theme(jdgen, here):
    ran = jdgen("posting", ROLE, *FILES, "--template", "posting.docx", "--theme", "modern")
    assert ran.code == 0
    assert "note: the posting's PDF keeps the theme `modern`; a template is for Word files alone\n" in ran.err


def test_a_kit_takes_one_for_each_document(jdgen, here):
    given = ("--template", "posting=posting.docx", "--template", "rubric=kit.docx", "--template", "letter=letter.docx")
    ran = jdgen("kit", ROLE, *FILES, *CANDIDATE, *given, "-f", "docx")
    assert ran.code == 0, ran.err
    assert all(
        words in said(path) for words, path in zip(("Join us", "of kits", "of letters"), ran.paths, strict=True)
    )


def test_a_letter_is_filled_into_the_candidate_s_own(jdgen, here):
    ran = jdgen("letter", ROLE, *FILES, *CANDIDATE, "--template", "letter.docx", "-f", "docx")
    assert ran.code == 0, ran.err
    assert "House of letters" in said(ran.paths[0])


def test_that_of_the_company_is_taken_for_postings_and_not_for_letters(jdgen, here):
    own = ("--company", "acme.yaml", "--opening", EXAMPLES / "openings/riverbend-eng-214.yaml", "-f", "docx", "-q")
    ran = jdgen("posting", ROLE, *own)
    assert ran.code == 0, ran.err
    assert "Acme hires" in said(ran.paths[0])
    ran = jdgen("posting", ROLE, *own, "--template", "posting.docx", "--force")
    assert "Join us" in said(ran.paths[0])
    Path("me.yaml").write_text("name: Ada\n", encoding="utf-8")
    ran = jdgen("letter", ROLE, *own, "--candidate", "me.yaml")
    assert ran.code == 0, ran.err
    assert "House of letters" not in said(ran.paths[0])


def test_one_that_is_not_there_is_said_with_all_else_that_is_wrong(jdgen, here):
    ran = jdgen("posting", ROLE, "--company", "acme.yaml", "--template", "postin.docx", "-f", "docx")
    assert ran.code == 2
    assert "postin.docx: cannot be read: no such file or directory; did you mean `posting.docx`?\n" in ran.err
    assert "opening.mode" in ran.err
    assert ran.err.endswith("nothing was written\n")
    assert files() == set()


def test_one_that_the_company_names_and_does_not_have_is_said_where_it_is_named(jdgen, here):
    Path("house/posting.docx").unlink()
    ran = jdgen("posting", ROLE, "--company", "acme.yaml", *FILES[2:], "-f", "docx")
    assert ran.code == 2
    assert ran.err.startswith(
        "acme.yaml:4:24: the template `house/posting.docx` cannot be read: no such file or directory"
    )
    assert jdgen("posting", ROLE, "--company", "acme.yaml", *FILES[2:], "-f", "txt", "-q").code == 0


def test_large_print_does_without_that_of_the_company_and_says_so(jdgen, here):
    acme = Path("acme.yaml").read_text(encoding="utf-8").replace("house/posting.docx", "posting.docx, rubric: kit.docx")
    Path("acme.yaml").write_text(acme, encoding="utf-8")
    given = ("rubric", ROLE, "--company", "acme.yaml", *FILES[2:], "--part", "fairness", "-f", "docx")
    ran = jdgen(*given, "--large-print")
    assert ran.code == 0, ran.err
    assert "note: large print has type of its own, so the company's template is not filled\n" in ran.err
    assert "House of kits" not in said(ran.paths[0])
    ran = jdgen(*given)
    assert "House of kits" in said(ran.paths[0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("posting", "-f", "pdf", "--template", "posting.docx"), "`--template` is for Word files; add `docx` to `-f`"),
        (("kit", "--template", "posting.docx"),
         "`--template posting.docx` does not say for what; write `--template posting=posting.docx`"),
        (("kit", "--template", "post=posting.docx"), "a kit has no document 'post'; did you mean `posting`?"),
        (("kit", "--template", "letter=letter.docx"),
         "`--template letter=letter.docx` is for a letter, which a kit has with `--candidate`"),
        (("rubric", "--large-print", "--template", "kit.docx"),
         "a template has type of its own; leave out `--large-print`, or `--template`"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_wrong_usage(jdgen, here, arguments, message):
    command, *options = arguments
    ran = jdgen(command, ROLE, *FILES, *options)
    assert ran.code == 2
    assert ran.err.endswith(f"Error: {message}\n")
    assert files() == set()


def test_errors_of_all_templates_are_said_at_once_and_nothing_is_written(jdgen, here):
    Path("posting.docx").write_bytes(word("{{ posting.titel }}", BODY))
    Path("kit.docx").write_bytes(word(BODY))
    given = ("--template", "posting=posting.docx", "--template", "rubric=kit.docx")
    ran = jdgen("kit", ROLE, *FILES, *given, "-f", "docx")
    assert ran.code == 3
    assert "posting.docx: paragraph 1: " in ran.err
    assert "posting.titel" in ran.err
    assert "kit.docx: the rubric's title “Interview kit” is nowhere in the file" in ran.err
    assert files() == set()


def test_a_file_that_is_no_word_file_is_a_template_error(jdgen, here):
    Path("posting.docx").write_bytes(b"%PDF-1.7 no Word file at all")
    ran = jdgen("posting", ROLE, *FILES, "--template", "posting.docx", "-f", "docx")
    assert ran.code == 3
    assert ran.err.startswith("posting.docx: ")
    assert "Traceback" not in ran.err


def test_one_that_is_too_large_is_not_read(jdgen, here):
    with Path("posting.docx").open("wb") as file:
        file.truncate(20_000_001)
    ran = jdgen("posting", ROLE, *FILES, "--template", "posting.docx", "-f", "docx")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == "posting.docx: is larger than 20,000,000 bytes"


def test_a_missing_value_is_wrong_input(jdgen, here):
    Path("posting.docx").write_bytes(word("{{ posting.title }}", "{{ opening.travel }}", BODY))
    given = ("posting", ROLE, *FILES, "--template", "posting.docx", "-f", "docx")
    ran = jdgen(*given)
    assert ran.code == 2
    assert "`--set opening.travel=…`" in ran.err
    assert files() == set()
    ran = jdgen(*given, "--draft")
    assert ran.code == 0
    assert "[[opening.travel]]" in said(ran.paths[0])


def test_what_is_lost_is_a_note_in_a_draft_and_else_an_error(jdgen, here):
    Path("posting.docx").write_bytes(word("{{ posting.title }}", '{{p section("facts") }}', '{{p section("legal") }}'))
    given = ("posting", ROLE, *FILES, "--template", "posting.docx", "-f", "docx")
    ran = jdgen(*given)
    assert ran.code == 3
    assert ran.err.count("did not arrive") == 9
    ran = jdgen(*given, "--draft")
    assert ran.code == 0
    assert ran.err.count("note: ") == ran.err.count("did not arrive") == 9


@pytest.mark.parametrize(
    ("looks", "kept"),
    [
        (("--theme", "modern"), "look"),
        (("--paper", "a4"), "paper"),
        (("--theme", "modern", "--paper", "a4"), "look and paper"),
    ],
)
def test_the_look_and_the_paper_are_those_of_the_template(jdgen, here, looks, kept):
    ran = jdgen("posting", ROLE, *FILES, "--template", "posting.docx", "-f", "docx", *looks)
    assert ran.code == 0
    assert ran.err == f"note: the posting's Word file keeps the {kept} of posting.docx\n"


def test_the_template_of_the_company_can_be_switched_off(jdgen, here, monkeypatch):
    monkeypatch.delenv("JDGEN_CONFIG")
    given = ("posting", ROLE, "--company", "acme.yaml", "--opening", FILES[3], "-f", "docx", "-q", "--force")
    assert "Acme hires" in said(jdgen(*given).paths[0])
    assert "Acme hires" not in said(jdgen(*given, "--no-template").paths[0])
    Path("jdgen.toml").write_text('[template]\nposting = "posting.docx"\n', encoding="utf-8")
    assert "Join us" in said(jdgen(*given).paths[0])
    assert "Join us" not in said(jdgen(*given, "--no-template").paths[0])
    ran = jdgen(*given, "--no-template", "--template", "posting.docx")
    assert ran.err.endswith("Error: `--no-template` fills none; leave out `--template`, or it\n")


def test_a_kit_whose_template_leaves_out_a_part_does_not_list_it(jdgen, here):
    given = ("rubric", ROLE, *FILES, "--template", "kit.docx", "-f", "docx,txt", "--force")
    assert "Loop plan" in said(jdgen(*given).paths[0])
    Path("kit.docx").write_bytes(word("{{ kit.title }}", BODY, "{# leave out: plan, fairness #}"))
    ran = jdgen(*given)
    assert ran.code == 0, ran.err
    assert "Loop plan" not in said(ran.paths[0])
    assert "Every interviewer, before" not in said(ran.paths[0])
    assert "Debrief" in said(ran.paths[0])
    assert "Loop plan" in Path(ran.paths[1]).read_text(encoding="utf-8")


def test_a_template_of_another_document_is_one_error(jdgen, here):
    Path("posting.docx").write_bytes(word("{{ posting.title }}", "{{ pay.text }}", '{{p section("duties") }}'))
    ran = jdgen("rubric", ROLE, *FILES, "--template", "posting.docx", "-f", "docx")
    assert ran.code == 3
    assert ran.err == (
        "posting.docx: its names are those of a posting, and this is an interview kit; use it with `jdgen posting` "
        "[name.others]\nerror: 1 problem in 1 file; nothing was written\n"
    )


def test_the_house_is_loaded_where_a_template_is_used_alone(here):
    code = (
        "import sys; from jdgen.cli.root import run; run(sys.argv[1:]); "
        "heavy = ('jdgen.house.chosen', 'jdgen.house.filling.filling', 'lxml'); "
        "print(any(name in sys.modules for name in heavy), file=sys.stderr)"
    )

    def loads(*more: str) -> bool:
        given = ["posting", ROLE, *map(str, FILES), "-f", "docx", "-q", "--force", *more]
        done = subprocess.run([sys.executable, "-c", code, *given], capture_output=True, text=True, check=True)
        return done.stderr.endswith("True\n")

    assert not loads()
    assert loads("--template", "posting.docx")
