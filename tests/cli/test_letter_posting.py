"""`jdgen letter --posting`: what was read is shown, confirmed and quoted, and never guessed."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from conftest import EXAMPLES

CALLINGS = Path(__file__).parent.parent / "inputs/callings"
SURE, TWO = CALLINGS / "greenhouse.txt", CALLINGS / "two-companies.txt"
SHOWN = """\
greenhouse.txt says:
  title        Senior Data Engineer  (greenhouse.txt:2:1)
  company      Marlin Freight  (greenhouse.txt:6:7)
  requirements
     1  5+ years of work with data pipelines in production
     2  Strong SQL, and one of Python or Scala
     3  You have run a migration that nobody noticed
"""
PERSON = """\
name: Noor Haddad
stories:
  - id: vans
    problem: Our vans came late to a fifth of 38 hotels.
    action: I rode along for a week, and planned around the docks.
    result: Missed deliveries went from 21 a week to 3.
"""


@pytest.fixture
def letter(jdgen, tmp_path, monkeypatch):
    """Run the command on a candidate of its own, in a folder with the postings, and print the letter."""
    (tmp_path / "me.yaml").write_text(PERSON, encoding="utf-8")
    for path in CALLINGS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object):
        return jdgen("letter", "--candidate", "me.yaml", "-f", "txt", "-o", "-", *arguments)

    return command


def test_yes_shows_what_was_read_and_the_letter_goes_there(letter) -> None:
    ran = letter("--posting", SURE.name, "--yes")
    assert ran.code == 0
    assert ran.err.startswith(SHOWN)
    assert "the Senior Data Engineer position at Marlin Freight" in ran.out
    assert "“You have run a migration that nobody noticed”" in ran.out


def test_quiet_and_sure_says_nothing(letter) -> None:
    ran = letter("--posting", SURE.name, "--yes", "-q")
    assert (ran.code, ran.err) == (0, "")
    assert "Marlin Freight" in ran.out


def test_without_a_terminal_and_without_yes_nothing_is_made(letter) -> None:
    ran = letter("--posting", SURE.name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == SHOWN + (
        "greenhouse.txt: what was read is not confirmed, and no terminal is there to ask; add `--yes` if it is right, "
        'or say it better with `--target "TITLE @ COMPANY"` and `--yes`\n'
        "error: 1 problem in 1 file; nothing was written\n"
    )


def test_a_company_that_is_not_sure_is_asked_for_and_its_candidates_are_named(letter) -> None:
    ran = letter("--posting", TWO.name, "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert "  company      not for sure; perhaps Novak Foods or Harrow Group\n" in ran.err
    assert (
        "two-companies.txt: does not say its company for sure (perhaps `Novak Foods`, `Harrow Group`); "
        'add `--target "TITLE @ COMPANY"`\n'
    ) in ran.err


def test_target_names_what_is_missing(letter) -> None:
    ran = letter("--posting", TWO.name, "--yes", "--target", "Supply Planner @ Novak Foods")
    assert ran.code == 0
    assert "  company      Novak Foods  (--target)\n" in ran.err
    assert "not for sure" not in ran.err
    assert "the Supply Planner position at Novak Foods" in ran.out
    assert "Harrow" not in ran.out


def test_a_company_file_names_what_is_missing_and_may_not_say_another(letter, tmp_path) -> None:
    (tmp_path / "novak.yaml").write_text("name: Novak Foods\n", encoding="utf-8")
    ran = letter("--posting", TWO.name, "--yes", "--company", "novak.yaml")
    assert ran.code == 0
    assert "  company      named by --company\n" in ran.err
    assert "the Supply Planner position at Novak Foods" in ran.out
    ran = letter("--posting", SURE.name, "--yes", "--company", "novak.yaml")
    assert ran.code == 2
    assert "the posting is of `Marlin Freight`, but the letter goes to `Novak Foods`" in ran.err


def test_a_target_that_is_not_the_posting_s_company_is_refused(letter) -> None:
    ran = letter("--posting", SURE.name, "--yes", "--target", "Engineer @ Wherry")
    assert ran.code == 2
    assert "the posting is of `Marlin Freight`, but the letter goes to `Wherry` (--target)" in ran.err


def test_the_title_of_the_posting_comes_before_that_of_the_role(letter, tmp_path) -> None:
    (tmp_path / "marlin.yaml").write_text("name: Marlin Freight\n", encoding="utf-8")
    ran = letter("senior-software-engineer", "--posting", SURE.name, "--yes", "--company", "marlin.yaml")
    assert ran.code == 0
    assert "the Senior Data Engineer position at Marlin Freight" in ran.out
    assert "“5+ years of work with data pipelines in production”" in ran.out


def test_what_the_file_keeps_of_another_company_stays_out(letter, tmp_path) -> None:
    kept = "target:\n  company: Wherry\n  reason: Your barges carry grain past my window every week.\n"
    (tmp_path / "me.yaml").write_text(PERSON + kept, encoding="utf-8")
    ran = letter("--posting", SURE.name, "--yes")
    assert ran.code == 0
    assert "barges" not in ran.out
    assert "Wherry" not in ran.out


def test_a_posting_without_requirements_is_told_and_not_refused(letter) -> None:
    ran = letter("--posting", "no-requirements.txt", "--yes")
    assert ran.code == 0
    assert "  requirements none found\n" in ran.err
    assert "note: no requirements were found" in ran.err


@pytest.mark.parametrize("signs", ["*, **so** and `code`", "<b>&amp;", "“quoted”, 'too'", "[draft](x) {{ y }} 100%"])
def test_a_letter_quotes_requirements_as_the_posting_has_them(letter, tmp_path, signs) -> None:
    asked = f"Knows {signs} by heart"
    text = f"Title: Editor\nCompany: Quill Press\n\nRequirements\n\n- {asked}\n- Reads proofs, e.g. at night\n"
    (tmp_path / "job.txt").write_text(text, encoding="utf-8")
    answer = "bridge:\n  - requirement: Reads proofs, e.g. at night\n    text: I read 400 pages a week.\n"
    (tmp_path / "me.yaml").write_text(PERSON + answer, encoding="utf-8")
    ran = letter("--posting", "job.txt", "--yes")
    assert ran.code == 0
    assert f"     1  {asked}\n" in ran.err
    # A quotation within a quotation has single marks.
    quoted = asked.replace("“", "‘").replace("”", "’")
    assert f"“{quoted}”" in ran.out
    assert "“Reads proofs, e.g. at night" in ran.out


def test_standard_input_needs_yes(letter, monkeypatch) -> None:
    ran = letter("--posting", "-")
    assert ran.code == 2
    assert "`--posting -` reads standard input, where nobody can answer; add `--yes`" in ran.err
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(SURE.read_bytes())))
    ran = letter("--posting", "-", "--yes")
    assert ran.code == 0
    assert "  company      Marlin Freight  (standard input:6:7)\n" in ran.err


@pytest.mark.parametrize(
    ("other", "value"), [("--opening", EXAMPLES / "openings/riverbend-eng-214.yaml"), ("--targets", "many.csv")]
)
def test_what_else_names_the_job_is_refused(letter, other, value) -> None:
    ran = letter("--posting", SURE.name, "--yes", other, value)
    assert ran.code == 2
    assert f"`--posting` and `{other}` both name the job; leave one of them out" in ran.err


def test_a_posting_that_cannot_be_read_is_one_problem(letter) -> None:
    ran = letter("--posting", "grenhouse.txt", "--yes")
    assert ran.code == 2
    wanted = "grenhouse.txt: cannot be read: no such file or directory; did you mean `greenhouse.txt`?\n"
    assert ran.err.startswith(wanted)
    assert "Traceback" not in ran.err


# At a terminal.


@pytest.fixture
def terminal(tmp_path):
    """Start the command at a terminal, with the letter going to a folder."""
    pytest.importorskip("pty", reason="this machine has no pseudo-terminals", exc_type=ImportError)
    from terminal import Terminal

    (tmp_path / "me.yaml").write_text(PERSON, encoding="utf-8")
    for path in (SURE, TWO):
        (tmp_path / path.name).write_bytes(path.read_bytes())

    def start(*arguments: object) -> Terminal:
        return Terminal("letter", "--candidate", "me.yaml", "-f", "txt", "-o", "out", *arguments, cwd=tmp_path)

    return start


def made(folder: Path) -> str:
    (path,) = (folder / "out").glob("*letter*.txt")
    return path.read_text(encoding="utf-8")


def test_enter_says_that_it_is_right(terminal, tmp_path) -> None:
    with terminal("--posting", SURE.name) as sitting:
        sitting.until("3  You have run").type("what\n", at="Right? [Y/n/edit]").until("type y, n or edit")
        sitting.type("\n", at="Right? [Y/n/edit]")
        assert sitting.ended() == 0
    assert "Senior Data Engineer position at Marlin Freight" in made(tmp_path)


def test_edit_mends_what_was_read(terminal, tmp_path) -> None:
    with terminal("--posting", SURE.name) as sitting:
        sitting.type("edit\n", at="Right? [Y/n/edit]").type("Data Engineer\n", at="Title [Senior Data Engineer]: ")
        sitting.type("\n", at="Company [Marlin Freight]: ").type("Ada Okafor\n", at="Reader [-]: ")
        sitting.type("7\n", at="[all]: ").until("type numbers from 1 to 3, or all").type("2-3\n", at="[all]: ")
        sitting.until("reader       Ada Okafor").until("1  Strong SQL").type("y\n", at="Right? [Y/n/edit]")
        assert sitting.ended() == 0
    letter = made(tmp_path)
    assert "Dear Ada Okafor" in letter
    assert "Data Engineer position at Marlin Freight" in letter
    assert "5+ years" not in letter


def test_what_is_not_sure_is_asked_for_with_its_candidates(terminal, tmp_path) -> None:
    with terminal("--posting", TWO.name, "--yes") as sitting:
        sitting.until("2  Harrow Group").type("1\n", at="Company: ")
        assert sitting.ended() == 0
    assert "Supply Planner position at Novak Foods" in made(tmp_path)


def test_commands_are_no_values_and_are_told_once(terminal, tmp_path) -> None:
    with terminal("--posting", SURE.name) as sitting:
        sitting.type("?\n", at="Right? [Y/n/edit]").until("edit asks for each of them")
        sitting.type("edit\n", at="Right? [Y/n/edit]").until("`?`, `back`, `skip` and `stop` are understood")
        sitting.type("?\n", at="Title [Senior Data Engineer]: ").until("the title of the job, as the letter names it")
        sitting.type("y\n", at="Title [Senior Data Engineer]: ").type("no\n", at="Company [Marlin Freight]: ")
        sitting.until("type whom the letter goes to").type("skip\n", at="Company [Marlin Freight]: ")
        sitting.type("back\n", at="Reader [-]: ").type("Marlin Freight Lda\n", at="Company [Marlin Freight]: ")
        sitting.type("skip\n", at="Reader [-]: ").type("?\n", at="[all]: ").until("the numbers of what the letter")
        sitting.type("y\n", at="[all]: ").until("Senior Data Engineer  (greenhouse.txt:2:1)")
        sitting.until("Marlin Freight Lda  (you said)").type("y\n", at="Right? [Y/n/edit]")
        assert sitting.ended() == 0
        assert sitting.said.count("are understood") == 1
    letter = made(tmp_path)
    assert "Senior Data Engineer position at Marlin Freight Lda" in letter
    assert "Dear Hiring Manager" in letter


def test_what_the_letter_needs_is_not_skipped_and_stop_ends(terminal, tmp_path) -> None:
    with terminal("--posting", TWO.name, "--yes") as sitting:
        sitting.type("skip\n", at="Company: ").until("type whom the letter goes to").type("y\n", at="Company: ")
        sitting.type("stop\n", at="Company: ").until("you stopped")
        assert sitting.ended() == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 130), ("n\n", 2)], ids=["ctrl-c", "end", "no"])
def test_who_says_no_or_goes_away_gets_nothing_written(terminal, tmp_path, key, code) -> None:
    with terminal("--posting", SURE.name) as sitting:
        sitting.until("Right? [Y/n/edit]: ")
        # Python loses an interrupt that comes between the question and the moment at which it waits for an answer.
        time.sleep(0.3)
        sitting.type(key, at="")
        assert sitting.ended() == code
        assert "nothing was written" in sitting.said
    assert not (tmp_path / "out").exists()


# A finished letter that answers a posting.


@pytest.mark.parametrize(
    ("address", "wrong", "known"),
    [
        ("Marble\n12 Mill Road\nBoise, ID 83702", "Wherry", True),
        ("Hiring Manager", "Marble", True),
        ("Wherry\n12 Mill Road\nBoise, ID 83702", "Wherry", False),
    ],
    ids=["address", "sentence", "another"],
)
def test_a_letter_says_which_of_the_companies_is_meant_that_a_posting_may_name(
    jdgen, tmp_path, address: str, wrong: str, *, known: bool
) -> None:
    (tmp_path / "job.txt").write_text("Data Analyst, Marble\n\nRequirements\n\n- SQL\n", encoding="utf-8")
    text = (
        f"Noor Haddad\n\nNovember 20, 2026\n\n{address}\n\nDear Hiring Manager,\n\n"
        f"I am applying for the Data Analyst position at {wrong}. "
        "I have counted vans for six years.\n\nSincerely,\nNoor Haddad\n"
    )
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    ran = jdgen("check", "--letter", tmp_path / "letter.txt", "--posting", tmp_path / "job.txt")
    assert ("not checked: the company" not in ran.out + ran.err) is known
