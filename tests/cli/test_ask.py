"""`jdgen letter --answer`, `--ask` and `--forget` where nobody sits at a terminal."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from jdgen.cli.ask import keys as ask_keys
from jdgen.cli.ask import sitting
from jdgen.cli.ask.checking import steps
from jdgen.cli.ask.session import Session
from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.candidate import answers as answers_kept
from sittings import ACTION, BRIDGE, JOB, PERSON, PROBLEM, REASON, RESULT, RESUME, answers, made


def test_every_question_is_answered_by_a_flag_and_the_letter_is_final(jdgen, me, out) -> None:
    ran = jdgen("letter", "--candidate", me, *answers(PERSON | JOB), *out)
    assert ran.code == 0
    assert [path.name for path in ran.paths] == ["cedar-transit-scheduling-analyst-letter.txt"]
    assert "nothing is open; this is the final letter\n" in ran.err
    said = made(Path(str(out[-1])))
    for text in (PROBLEM, ACTION, RESULT, BRIDGE, REASON, "nine years of experience"):
        assert text in said
    assert "[" not in said


def test_some_answers_make_a_draft_that_names_what_is_open(jdgen, me, out) -> None:
    ran = jdgen("letter", "--candidate", me, *answers({"name": "Noor Haddad", **JOB}), *out)
    assert (ran.code, [path.name for path in ran.paths]) == (0, ["cedar-transit-scheduling-analyst-letter-draft.txt"])
    assert "still open: scope, problem, action, result; this is a draft\n" in ran.err


def test_too_little_for_a_letter_is_kept_and_said(jdgen, me, out) -> None:
    ran = jdgen("letter", "--candidate", me, "--answer", "name=Noor Haddad", *out)
    assert (ran.code, ran.paths) == (0, [])
    assert ran.err.startswith("no letter yet; open: company, job, asks, ")
    assert "Noor Haddad" in me.read_text()


def test_an_unknown_question_is_named_with_the_near_one_and_nothing_is_kept(jdgen, me, out) -> None:
    ran = jdgen("letter", "--candidate", me, "--answer", "nmae=N", "--answer", "company", "--answer", "job=J", *out)
    assert ran.code == 2
    assert "there is no question `nmae`; did you mean `name`?; open: name, company, " in ran.err
    assert "expected ID=TEXT, not `company`" in ran.err
    assert not me.exists()


def test_a_value_that_the_model_refuses_is_said_at_its_flag(jdgen, me, out) -> None:
    ran = jdgen("letter", "--candidate", me, "--answer", "email=nobody", *out)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "--answer email: `email` must be an e-mail address, not `nobody`")
    ran = jdgen("letter", "--candidate", me, *answers({"name": "N", "years": "many", "scope": "I"}), *out)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "--answer years: expected a whole number, such as 7")
    ran = jdgen("letter", "--candidate", me, "--answer", "name=N\udcff", *out)
    assert ran.code == 2
    assert "is not UTF-8" in ran.err
    assert not me.exists()


def test_without_a_terminal_ask_says_so(jdgen, me) -> None:
    ran = jdgen("letter", "--candidate", me, "--ask")
    assert ran.code == 2
    assert "`--ask` needs a terminal; answer with `--answer ID=TEXT`. Open: name, company, job, " in ran.err
    assert not me.exists()


def test_ask_without_a_file_for_answers_says_which_option_names_it(jdgen) -> None:
    ran = jdgen("letter", "--ask", "--target", "A @ B")
    assert ran.code == 2
    assert "`--candidate me.yaml`" in ran.err


def test_what_was_written_by_hand_is_neither_asked_nor_replaced(jdgen, me, out) -> None:
    text = "name: Noor Haddad  # mine\nyears: 9\ntarget: {company: Cedar Transit, title: Analyst, reason: R.}\n"
    me.write_text(text)
    ran = jdgen("letter", "--candidate", me, "--ask")
    assert ran.err.rstrip().endswith("Open: asks, problem, action, result, bridge")
    ran = jdgen("letter", "--candidate", me, "--answer", "name=Somebody Else", *out)
    assert ran.code == 2
    assert f"{me.as_posix()}:1:" in ran.err
    assert "Somebody Else" in ran.err
    ran = jdgen("letter", "--candidate", me, "--answer", "reason=Another.", *out)
    assert ran.code == 2
    assert "--answer reason: is known, and not from `--ask`; change it where it is written\n" in ran.err
    assert me.read_text() == text


def test_a_resume_is_corrected_in_the_file_beside_it(jdgen, tmp_path) -> None:
    (tmp_path / "resume.json").write_text(json.dumps(RESUME))
    ran = jdgen("letter", "--candidate", tmp_path / "resume.json", "--answer", "years=3", "-f", "txt", "-o", "-",
                "--target", "Analyst @ Cedar Transit")  # fmt: skip
    assert ran.code == 0
    assert "I have three years of experience" in ran.out


def test_an_answer_of_ours_may_be_changed(jdgen, written, out) -> None:
    ran = jdgen("letter", "--candidate", written, "--answer", "reason=Because of Line 9.", "--force", *out)
    assert ran.code == 0
    assert "Because of Line 9." in made(Path(str(out[-1])))
    assert REASON.split()[3] not in written.read_text()


def test_other_requirements_may_be_answered(jdgen, written, out) -> None:
    ran = jdgen("letter", "--candidate", written, "--answer", "bridge=2, 1: Both.", "--force", *out)
    assert ran.code == 0
    assert "Both." in made(Path(str(out[-1])))
    kept = written.read_text().partition("bridge:")[2].partition("text:")[0]
    assert kept.index("Writes plainly for drivers") < kept.index("Plans routes for several sites")
    assert "Comfort with SQL" not in kept
    assert BRIDGE.split(",")[0] not in written.read_text()


def test_a_resume_is_never_changed(jdgen, tmp_path, out) -> None:
    resume = tmp_path / "resume.json"
    resume.write_text(json.dumps(RESUME))
    before = resume.read_bytes()
    given = {name: text for name, text in (PERSON | JOB).items() if name not in ("name", "years")}
    assert jdgen("letter", "--candidate", resume, *answers(given), *out).code == 0
    assert resume.read_bytes() == before
    assert BRIDGE.split(",")[0] in " ".join((tmp_path / "resume.letter.yaml").read_text().split())
    assert jdgen("letter", "--candidate", resume, "--forget", "--yes").code == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["resume.json"]


def test_the_second_company_costs_two_answers(jdgen, written, tmp_path, out) -> None:
    other = tmp_path / "more.yaml"
    kept = written.read_text()
    # What the posting of the second company asks for is known; no answer about the person is.
    entry = "  - company: Zephyr\n    title: Dispatcher\n    requirements: [Calm at night, Knows the depots]\n"
    other.write_text(kept.replace("targets:  # asked by jdgen\n", f"targets:\n{entry}", 1))
    ran = jdgen("letter", "--candidate", other, "--target", "Zephyr", "--ask")
    assert ran.err.rstrip().endswith("Open: bridge, reason")
    ran = jdgen("letter", "--candidate", other, "--target", "Zephyr", *answers({"bridge": "B.", "reason": "R."}), *out)
    assert ran.code == 0
    assert "zephyr-dispatcher-letter.txt" in ran.out
    ran = jdgen("letter", "--candidate", other, "--target", "Cedar Transit", "--mode", "final", "--force", *out)
    assert ran.code == 0


def test_forget_gives_the_file_back(jdgen, me, out) -> None:
    before = "# my file\nname: Noor Haddad   # me\n\nyears: 9\n"
    me.write_text(before)
    given = {name: text for name, text in (PERSON | JOB).items() if name not in ("name", "years")}
    assert jdgen("letter", "--candidate", me, *answers(given), *out).code == 0
    assert me.read_text() != before
    ran = jdgen("letter", "--candidate", me, "--forget", "--yes")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"{me.as_posix()}: ")
    assert "answers taken out" in ran.err
    assert me.read_text() == before
    ran = jdgen("letter", "--candidate", me, "--forget")
    assert (ran.code, ran.err) == (0, f"{me.as_posix()}: nothing of `--ask` is kept here\n")


def test_a_file_that_was_begun_for_answers_goes_with_them(jdgen, written) -> None:
    assert jdgen("letter", "--candidate", written, "--forget", "--yes").code == 0
    assert not written.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are made read-only by mode here")
def test_an_answer_that_cannot_be_saved_is_printed(jdgen, me, out, monkeypatch) -> None:
    from jdgen import writer
    from jdgen.errors import OutputError, Place, Problem

    def refuse(*_: object, **__: object) -> None:
        raise OutputError(Problem("cannot be written: read-only", Place(me.as_posix())))

    monkeypatch.setattr(writer, "write", refuse)
    ran = jdgen("letter", "--candidate", me, "--answer", f"reason={REASON}", "--target", "A @ B", *out)
    assert ran.code == 4
    assert f"your answer could not be saved; here it is:\n{REASON}\n" in ran.err


def test_a_file_that_broke_meanwhile_costs_no_answer(me, capfd) -> None:
    options = {"candidate": str(me), "settings": (), "day": date(2026, 11, 20), "locale": "en-US", "target": "A @ B"}
    session = Session(options)
    reason = next(question for question in session.questions() if question.id == "reason")
    me.write_text("name: [\n")
    with pytest.raises(InputError):
        session.answer(reason, REASON)
    assert f"here it is:\n{REASON}\n" in capfd.readouterr().err
    assert not session.is_readable()


def test_a_place_that_takes_no_answer_keeps_nobody_from_the_other_questions(me, capfd, monkeypatch) -> None:
    me.write_text("name: Noor Haddad\n")
    options = {"candidate": str(me), "settings": (), "day": date(2026, 11, 20), "locale": "en-US", "target": "A @ B"}
    session = Session(options)
    asked = {question.id: question for question in session.questions()}

    def refuse(*_: object) -> bytes:
        raise InputError(Problem("is an alias", Place(me.as_posix(), 2, 10)))

    with monkeypatch.context() as patch:
        patch.setattr(answers_kept, "edited", refuse)
        assert sitting._saved(session, asked["scope"], "run it") is True
    said = capfd.readouterr().err
    assert "here it is:\nrun it\n" in said
    assert f"{me.as_posix()}:2:10: is an alias" in said
    assert sitting._saved(session, asked["reason"], REASON) is None
    assert "reason" in me.read_text()


def test_many_letters_and_answers_do_not_go_together(jdgen, me) -> None:
    for option in (("--ask",), ("--answer", "name=N"), ("--forget",)):
        ran = jdgen("letter", "--candidate", me, "--targets", "jobs.csv", *option)
        assert ran.code == 2
        assert "`--targets` makes many letters" in ran.err


def test_a_dry_run_and_forgetting_go_with_no_answers(jdgen, me) -> None:
    assert jdgen("letter", "--candidate", me, "--answer", "name=N", "--dry-run").code == 2
    assert jdgen("letter", "--candidate", me, "--answer", "name=N", "--forget").code == 2
    assert not me.exists()


@pytest.mark.parametrize(
    ("option", "hint"), [("--quiet", "add `--yes`"), ("--dry-run", "`--dry-run` writes nothing")]
)
def test_forgetting_takes_nothing_out_where_nobody_agreed(jdgen, written, option, hint) -> None:
    before = written.read_bytes()
    ran = jdgen("letter", "--candidate", written, "--forget", option, *(["--yes"] if option == "--dry-run" else []))
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err
    assert written.read_bytes() == before


def test_a_letter_that_is_refused_says_where_the_answers_are(jdgen, me) -> None:
    ran = jdgen("letter", "--candidate", me, "--mode", "final", *answers({"name": "N", **JOB}))
    assert ran.code == 2
    assert ran.err.splitlines()[-1].endswith(f"; no letter was written; your answers are in {me.as_posix()}")
    assert "name: N" in me.read_text()
    # Nothing of that is said of the next run.
    ran = jdgen("letter", "--candidate", me, "--mode", "final")
    assert ran.err.splitlines()[-1].endswith("; nothing was written")


def test_paths_are_read_as_steps() -> None:
    assert steps("targets[12].bridge[0]") == ("targets", 12, "bridge", 0)


def test_a_paste_that_comes_in_one_piece_is_an_answer_and_no_command(monkeypatch) -> None:
    lines = iter(["One.\n\nskip\nTwo.", ""])
    monkeypatch.setattr(ask_keys, "line", lambda start="": next(lines))
    monkeypatch.setattr(ask_keys, "_more_waits", lambda: False)
    assert ask_keys.answer(single=False) == ("One.\n\nskip\nTwo.", "")


@pytest.mark.parametrize("mode", ["scaffold", "draft", "final"])
def test_a_mode_that_is_named_is_kept(jdgen, me, out, mode) -> None:
    ran = jdgen("letter", "--candidate", me, "--mode", mode, *answers({"name": "N", **JOB}), *out)
    assert ran.code == (2 if mode == "final" else 0)
    said = "still open: scope, problem, action, result" + ("" if mode == "final" else f"; this is a {mode}")
    assert ran.err.splitlines()[0] == said


@pytest.mark.parametrize("name", ["none.json", "me.txt", "."])
def test_a_file_that_cannot_keep_answers_is_said(jdgen, tmp_path, name) -> None:
    ran = jdgen("letter", "--candidate", tmp_path / name, "--answer", "name=N", "--target", "A @ B")
    assert (ran.code, ran.out) == (2, "")
    assert "error: 1 problem" in ran.err
    assert list(tmp_path.iterdir()) == []
    ran = jdgen("letter", "--candidate", tmp_path / name, "--forget")
    assert ran.code in (0, 2)
    assert "bug" not in ran.err


def test_an_end_within_an_answer_keeps_what_was_typed(monkeypatch) -> None:
    lines = iter(["one", "two"])

    def typed(start: str = "") -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(ask_keys, "line", typed)
    monkeypatch.setattr(ask_keys, "_more_waits", lambda: False)
    assert ask_keys.answer(single=False) == ("one\ntwo", "stop")


def test_an_answer_that_completes_a_sentence_is_kept_without_what_stands_before_it(jdgen, me, out) -> None:
    given = {**PERSON, **JOB, "scope": "Where I plan 38 docks.", "availability": "I can talk Any afternoon after 3 pm."}
    assert jdgen("letter", "--candidate", me, *answers(given), *out).code == 0
    said = made(Path(str(out[-1])))
    assert "I plan 38 docks." in said
    assert "I am available any afternoon after 3 pm." in said


def test_an_answer_without_numbers_goes_behind_the_lines_that_it_speaks_of(jdgen, me, out) -> None:
    text = "I wrote each notice for drivers, and the SQL behind it."
    assert jdgen("letter", "--candidate", me, *answers(PERSON | JOB | {"bridge": text}), *out).code == 0
    kept = me.read_text().partition("bridge:")[2].partition("text:")[0]
    assert "Writes plainly for drivers" in kept
    assert "Comfort with SQL" in kept
    assert "Plans routes" not in kept


def test_asking_without_a_terminal_makes_the_letter_when_nothing_is_open(jdgen, written, out) -> None:
    ran = jdgen("letter", "--candidate", written, "--ask", "--yes", "--mode", "final", *out)
    assert ran.code == 0
    assert [path.name for path in ran.paths] == ["cedar-transit-scheduling-analyst-letter.txt"]
    ran = jdgen("letter", "--candidate", written, "--answer", "reason=Because of Line 9.", *out)
    assert ran.code == 4
    assert "`--force` overwrites it" in ran.err
    assert f"your answers are in {written.as_posix()}" in ran.err


@pytest.mark.parametrize("before", ["", "\n", "# mine\n"], ids=["empty", "blank", "comment"])
def test_a_file_that_stood_there_before_stays_when_answers_are_forgotten(jdgen, me, out, before) -> None:
    me.write_text(before)
    assert jdgen("letter", "--candidate", me, *answers(PERSON | JOB), *out).code == 0
    assert jdgen("letter", "--candidate", me, "--forget", "--yes").code == 0
    assert me.read_text() == before


def test_help_within_a_text_is_shown_and_is_none_of_it(monkeypatch, capfd) -> None:
    lines = iter(["One.", "help", "Two.", ""])
    monkeypatch.setattr(ask_keys, "line", lambda start="": next(lines))
    monkeypatch.setattr(ask_keys, "_more_waits", lambda: False)
    assert ask_keys.answer(single=False) == ("One.\nTwo.", "")
    assert "the question before" in capfd.readouterr().err
