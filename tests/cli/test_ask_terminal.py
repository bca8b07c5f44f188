"""`jdgen letter --ask` at a real pseudo-terminal."""

from __future__ import annotations

import json
import re

from sittings import ACTION, ASKS, BRIDGE, JOB, PROBLEM, REASON, RESULT, RESUME, answers, made
from terminal import Terminal


def test_a_whole_sitting_from_an_empty_file_to_a_final_letter(me, out, tmp_path) -> None:
    me.write_text("")
    with Terminal("letter", "--candidate", "me.yaml", "--ask", *out, cwd=tmp_path) as sitting:
        sitting.until("1 of ").until("· Name").type("Noor Håddad\n").until("· E-mail").type("\n")
        sitting.until("· Company").type("Cedar Transit\n").until("· Job").type("Analyst\n").until("· Reader").type("\n")
        sitting.until("· Posting").type(f"{ASKS}\n\n").until("· Experience").type("many\n").until("Not kept: expected")
        sitting.type("\x159\n").until("· Your title").type("\n").until("· Your employer").type("\n")
        sitting.until("· Scope").type("Where I drive.\n").until("It will read: “I have nine years of experience, and")
        sitting.until("I drive.”").until("Enter keeps it").type("I plan the routes of 38 hotels\n").until("I plan the")
        sitting.until("Enter keeps it").type("\n")
        sitting.until("· Story").type("The docks\n")
        sitting.until("· Problem · 50 to 80 words").until("Why: ").until("For example: ")
        sitting.type(f"{PROBLEM}\n\n").until("[##········] 10 words; 50 to 80 wanted")
        sitting.type("And two of them left.\n\n").until("15 words").type("\n")
        sitting.until("· Action").type(f"{ACTION}\n\n").until("Enter keeps it").type("\n")
        sitting.until("· Result").type("It went better.\n\n").until("no number").type("again\n")
        sitting.type(f"{RESULT}\n\n").until("Enter keeps it").type("\n")
        sitting.until("· Bridge").until(" 1. * ").until(" 3. Comfort with SQL")
        sitting.type(f"{BRIDGE}\n\n").until("The letter quotes these").until(" 3. Comfort").until("numbers change")
        sitting.type("1 2\n").until("* Writes plainly").until("takes up no word of “Writes").until("Enter keeps it")
        sitting.type("And on Fridays.\n\n").until(" 2. Writes plainly").until("Enter keeps it").type("\n")
        sitting.until("· Reason").type(f"{REASON}\n\n").until("Enter keeps it").type("\n")
        sitting.until("· Availability").type("Most mornings.\n").until("It will read: “I am available most mornings.”")
        sitting.until("Enter keeps it").type("\n").until("nothing is open; this is the final letter")
        assert sitting.ended() == 0
    said = made(tmp_path / "out")
    for text in ("Noor Håddad", f"{PROBLEM} And two of them left.", RESULT, "I am available most mornings.", REASON,
                 f"{BRIDGE} And on Fridays."):
        assert text in said
    assert "It went better" not in me.read_text(encoding="utf-8")
    assert "Comfort with SQL" not in said


def test_skip_back_and_stop_and_going_on(jdgen, me, out, tmp_path) -> None:
    jdgen("letter", "--candidate", me, *answers({"name": "Noor Haddad", "years": "9", **JOB}), *out)
    with Terminal("letter", "--candidate", "me.yaml", "--ask", "--force", *out, cwd=tmp_path) as sitting:
        sitting.until("· E-mail").type("skip\n").until("· Reader").type("back\n").until("\nJob\n").until("Now: Sched")
        sitting.type("\n").until("· Reader").type("?\n").until("the question before").type("stop\n")
        sitting.until("still open: problem, action, result; this is a draft")
        assert sitting.ended() == 0
    before = me.read_text()
    with Terminal("letter", "--candidate", "me.yaml", "--ask", "--force", *out, cwd=tmp_path) as sitting:
        sitting.until("· E-mail").type("\x04").until("this is a draft")
        assert sitting.ended() == 0
    assert me.read_text() == before


def test_an_interruption_keeps_what_was_answered(me, tmp_path) -> None:
    with Terminal("letter", "--candidate", "me.yaml", "--ask", cwd=tmp_path) as sitting:
        sitting.until("· Name").type("Noor Haddad\n").until("· E-mail").type("noor@").until("noor@").interrupt()
        sitting.until("interrupted; your answers so far are in me.yaml, and `--ask` goes on from there")
        assert sitting.ended() == 130
    assert "Traceback" not in sitting.said
    assert "name: Noor Haddad" in me.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["me.yaml"]


def test_a_paste_with_an_empty_line_is_one_answer_and_a_long_line_is_whole(jdgen, me, out, tmp_path) -> None:
    jdgen("letter", "--candidate", me, *answers({"name": "N", "years": "9", **JOB}), *out)
    long = "Ünïcode 長い " + "word " * 798
    with Terminal("letter", "--candidate", "me.yaml", "--ask", "--force", *out, cwd=tmp_path) as sitting:
        for name in ("E-mail", "Reader", "Your title", "Your employer", "Scope", "Story"):
            sitting.until(f"· {name}").type("skip\n")
        sitting.until("· Problem").type("First part.\n\nskip\nSecond part.\n").until("Second part").type("\n", at="")
        sitting.until("5 words; 50 to 80 wanted").type("\n")
        sitting.until("· Action").type(f"{long}\n\n").until("800 words; 60 to 90 wanted").type("stop\n")
        assert sitting.ended() == 0
    said = jdgen("letter", "--candidate", me, "-f", "txt", "-o", "-").out
    assert "First part.\n\nskip Second part." in said
    assert said.count("word ") + said.count("word\n") >= 797


def test_a_narrow_terminal_and_offers_of_the_resume(tmp_path) -> None:
    (tmp_path / "resume.json").write_text(json.dumps(RESUME))
    asked = ("letter", "--candidate", "resume.json", "--ask", "--target", "Analyst @ Cedar Transit")
    with Terminal(*asked, *answers({"asks": ASKS}), "-f", "txt", cwd=tmp_path, columns=34) as sitting:
        sitting.until("stays as it is")
        for name in ("Reader", "Experience", "Scope", "Story"):
            sitting.until(f"· {name}").type("skip\n")
        sitting.until("· Problem").until(" 1. Moved 38 hotels").type("7\n").until("Type one number").type("1\n")
        sitting.until("told in other").type("\n\n", at="> Moved 38 hotels").until("your resume word").type("again\n")
        sitting.type("stop\n")
        assert sitting.ended() == 0
    shown = [line for line in sitting.said.partition("still open")[0].splitlines() if not line.startswith(">")]
    assert len(shown) > 40
    assert [line for line in shown if len(line) > 34] == []


def test_the_second_company_asks_two_questions(jdgen, written, tmp_path) -> None:
    (tmp_path / "more.yaml").write_text(
        "target:\n  company: Zephyr\n  title: Dispatcher\n  requirements:\n    - Calm at night\n    - Knows depots\n"
        + written.read_text()
    )
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\necho "Your depot sings." > "$1"\n')
    editor.chmod(0o755)
    asked = ("letter", "--candidate", "more.yaml", "--ask", "-f", "txt", "-o", "out")
    with Terminal(*asked, cwd=tmp_path, EDITOR=str(editor), VISUAL=str(editor)) as sitting:
        sitting.until("1 of 2 · Bridge").type("B.\n\n").until("1 word;").type("\n")
        sitting.until("2 of 2 · Reason").type("edit\n").until("3 words;").type("\n")
        sitting.until("this is the final letter")
        assert sitting.ended() == 0
    assert "Your depot sings." in (tmp_path / "out/zephyr-dispatcher-letter.txt").read_text()


def test_forgetting_is_confirmed_at_a_terminal(written, tmp_path) -> None:
    before = written.read_bytes()
    with Terminal("letter", "--candidate", "me.yaml", "--forget", cwd=tmp_path) as sitting:
        sitting.type("n\n", at="[y/N]: ").until("nothing was taken out")
        assert sitting.ended() == 0
    assert written.read_bytes() == before


def counted(said: str) -> list[str]:
    return re.findall(r"^(\d+ of \d+) · ", said, re.MULTILINE)


def test_the_way_back_is_one_question_at_a_time_and_what_was_rejected_is_not_kept(jdgen, me, out, tmp_path) -> None:
    jdgen("letter", "--candidate", me, *answers({"name": "N", **JOB}), *out)
    with Terminal("letter", "--candidate", "me.yaml", "--ask", "--force", *out, cwd=tmp_path) as sitting:
        for name in ("E-mail", "Reader", "Experience", "Your title", "Your employer", "Scope"):
            sitting.until(f"· {name}").type("skip\n")
        sitting.until("· Story").type("\n").until("· Problem").type("Not this.\n\n").until("Enter keeps it")
        sitting.type("again\n").type("back\n").until("· Story").type("back\n").until("· Scope").type("\n")
        sitting.until("Type an").type("skip\n").until("· Story").type("\n").until("· Problem").type("back\n")
        sitting.until("· Story").type("\n").until("· Problem").type("That.\n\n").until("Enter keeps it").type("\n")
        sitting.until("· Action").type("stop\n")
        assert sitting.ended() == 0
    assert "problem: That." in me.read_text()
    assert "Not this" not in me.read_text()
    assert {one.partition(" of ")[2] for one in counted(sitting.said)} == {"11"}
    assert sitting.said.count("· Story") == 4


def test_an_interruption_keeps_an_answer_that_was_told_to_its_end(me, tmp_path) -> None:
    me.write_text("name: N\nyears: 3\ntarget: {company: C, title: T}\n")
    with Terminal("letter", "--candidate", "me.yaml", "--ask", cwd=tmp_path) as sitting:
        for name in ("E-mail", "Reader", "Posting", "Your title", "Your employer", "Scope", "Story"):
            sitting.until(f"· {name}").type("skip\n")
        sitting.until("· Problem").type("All of it.\n\n").until("Enter keeps it").until("> ").interrupt()
        sitting.until("interrupted; ")
        assert sitting.ended() == 130
    assert "problem: All of it." in me.read_text()


def test_a_word_for_the_program_is_no_answer_unless_it_is_typed_twice(me, tmp_path) -> None:
    with Terminal("letter", "--candidate", "me.yaml", "--ask", cwd=tmp_path) as sitting:
        sitting.until("· Name").type("help\n").until("the question before").type("quit\n").until("`quit` as your")
        sitting.type("again\n").type("back\n").until("This is the first question.").until("· Name").type("Exit\n")
        sitting.until("`Exit` as your answer?").type("Exit\n").until("· E-mail").type("stop\n")
        assert sitting.ended() == 0
    assert "name: Exit" in me.read_text()
    assert "help" not in me.read_text().partition("\n")[2]


def test_years_that_were_counted_are_confirmed_once(tmp_path) -> None:
    (tmp_path / "resume.json").write_text(json.dumps(RESUME))
    asked = ("letter", "--candidate", "resume.json", "--ask", "--target", "Analyst @ Cedar Transit")
    with Terminal(*asked, cwd=tmp_path) as sitting:
        sitting.until("· Reader").type("\n").until("· Posting").type("skip\n").until("· Experience")
        sitting.until("counted from the dates in your resume").until("Now: 5").until("Enter keeps it").type("\n")
        sitting.until("· Scope").type("stop\n")
        assert sitting.ended() == 0
    assert "\nyears: 5  # asked" in (tmp_path / "resume.letter.yaml").read_text()
    with Terminal(*asked, cwd=tmp_path) as sitting:
        sitting.until("· Reader").type("\n").until("· Posting").type("skip\n").until("· Scope").type("stop\n")
        assert sitting.ended() == 0
    assert "· Experience" not in sitting.said.partition("· Scope")[0].partition("· Posting")[2]


def test_a_posting_that_wants_its_number_quoted_asks_for_it(tmp_path) -> None:
    (tmp_path / "resume.json").write_text(json.dumps(RESUME))
    (tmp_path / "posting.txt").write_text(
        "Analyst\n\nCedar Transit is hiring.\n\nRequirements\n- Plans routes for several sites\n- Comfort with SQL\n\n"
        "Please quote the job reference in your letter.\n"
    )
    asked = ("letter", "--candidate", "resume.json", "--ask", "--posting", "posting.txt", "--target")
    with Terminal(*asked, "Analyst @ Cedar Transit", "--yes", cwd=tmp_path) as sitting:
        sitting.until("1 of ").until("· Reference · optional").type("CT/12\n").until("· Reader").type("stop\n")
        assert sitting.ended() == 0
    assert "requisition: CT/12" in (tmp_path / "resume.letter.yaml").read_text()


def test_when_nothing_is_open_the_answers_are_named_by_their_ids(written, tmp_path) -> None:
    with Terminal("letter", "--candidate", "me.yaml", "--ask", "-f", "txt", "-o", "new", cwd=tmp_path) as sitting:
        sitting.until("Nothing to ask.").until("name, company, job, asks, years, problem, action, result, bridge,")
        assert sitting.ended() == 0
