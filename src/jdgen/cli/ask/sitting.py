"""A sitting of `--ask`: one question after the other, there and back, until each is answered or left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jdgen.cli.ask import keys, words
from jdgen.cli.ask.preview import reads
from jdgen.cli.report import say
from jdgen.errors import INTERRUPTED, InputError

if TYPE_CHECKING:
    from jdgen.cli.ask.session import Session
    from jdgen.documents.questions import Question

BACK, STOP, NEXT = "back", "stop", ""
_STRAY = frozenset(("more", "quit", "exit", "q", "again", "help", "skip", "back", "stop", "edit"))
"""Words that are meant for the program more often than for the letter."""


def sit(session: Session) -> None:
    """Put the open questions one by one; whoever interrupts keeps what was answered."""
    if not session.open():
        _done(session)
        return
    words.greeting()
    if session.begins_beside:
        words.put(f"Your answers go to {session.home.as_posix()}; {session.path.name} stays as it is.")
    try:
        _round(session)
    except (KeyboardInterrupt, click.Abort):
        say("")
        say(f"interrupted; your answers so far are in {session.home.as_posix()}, and `--ask` goes on from there")
        click.get_current_context().exit(INTERRUPTED)


def _done(session: Session) -> None:
    """Say that nothing is open, and what can be done with what was answered."""
    ours = ", ".join(question.id for question in session.questions() if session.is_ours(question))
    words.put("Nothing to ask.")
    if ours:
        words.put("`--answer ID=TEXT` changes an answer, and `--forget` takes them all out. The answers by their ids:")
        words.put(ours, "  ")
    words.put("A letter to another company begins with `--posting FILE`, or with `--target 'TITLE @ COMPANY'`.")


def _round(session: Session) -> None:
    left: set[str] = set()
    crossed: set[str] = set()
    counted: list[str] = []
    question = _first(session, session.shown(), left, crossed)
    while question is not None:
        # What was shown is the way back, also where an answer takes questions away.
        shown = session.shown()
        ids = [one.id for one in shown]
        _plan(session, counted)
        place = ids.index(question.id) if question.id in ids else 0
        crossed.discard(question.id)
        done = _put(session, question, counted)
        if done == STOP:
            return
        now = session.shown()
        if done == BACK:
            if place:
                crossed.add(question.id)
            else:
                words.put("This is the first question.")
            before = ids[max(place - 1, 0)]
            question = next((one for one in now if one.id == before), shown[max(place - 1, 0)])
            continue
        left.add(question.id)
        later = [one for one in now if one.id not in ids[: place + 1]]
        question = _first(session, later, left, crossed) or _first(session, now, left, crossed)


def _first(session: Session, shown: list[Question], left: set[str], crossed: set[str]) -> Question | None:
    """Return the first question that waits, or that somebody came back across."""
    return next(
        (
            one
            for one in shown
            if one.id in crossed or (one.id not in left and (not one.answer or session.is_counted(one)))
        ),
        None,
    )


def _plan(session: Session, counted: list[str]) -> None:
    """Add to the ids of this sitting what is new, each at its place; what an answer took away is still counted."""
    found = session.questions()
    order = [one.id for one in found]
    for index, one in enumerate(found):
        if one.id not in counted and (session.is_due(one) or session.is_counted(one)):
            before = [counted.index(name) for name in order[:index] if name in counted]
            counted.insert(max(before, default=-1) + 1, one.id)


def _put(session: Session, question: Question, counted: list[str]) -> str:
    """Put one question until it is answered, skipped or left; return where to go."""
    words.screen(question, counted, is_counted=session.is_counted(question))
    single = question.form not in ("text", "bridge", "lines")
    start, chosen, doubted = "", "", ""
    numbers = bool(question.offers or question.form == "bridge")
    while True:
        try:
            typed = keys.answer(single=single, start=start, numbers=numbers)
        except EOFError:
            return STOP
        start = ""
        if typed.command and typed.command not in keys.COMMANDS:
            start, chosen = _picked(question, typed.command, chosen)
            continue
        text = _edited(typed.text) if typed.command == "edit" else typed.text
        if typed.command == "again":
            continue
        if typed.command in keys.HELP:
            words.usage()
            start = typed.text if "\n" not in typed.text else ""
            continue
        if not text:
            done = _without(session, question, typed.command)
            if done is not None:
                return done
            continue
        if _is_doubtful(text, doubted):
            doubted = text
            continue
        done = _kept(session, question, f"{chosen}{text}", ending=typed.command)
        if done is not None:
            return done
        start = text if "\n" not in text and single else ""


def _without(session: Session, question: Question, command: str) -> str | None:
    """Return where to go after no answer, or None if one is needed."""
    if command in (BACK, STOP):
        return command
    if command == "skip":
        return NEXT
    if not command and session.is_counted(question):
        # What was counted is confirmed, so that nobody asks again.
        _saved(session, question, question.answer)
        return NEXT
    if not command and (question.answer or question.optional):
        return NEXT
    words.put("Type an answer, `skip` to leave it open, or `?` for help.")
    return None


def _is_doubtful(text: str, doubted: str) -> bool:
    """Return whether a word may be meant for the program; typed twice, it is an answer."""
    if text.casefold() not in _STRAY or text == doubted:
        return False
    words.put(f"`{text}` as your answer? Type it once more if so; `stop` ends here, `?` shows what can be typed.")
    return True


def _edited(text: str) -> str:
    return (keys.editor(text) or text).strip()


def _picked(question: Question, typed: str, chosen: str) -> tuple[str, str]:
    """Return what a line starts with, and the numbers before the answer, after somebody typed numbers alone."""
    picked = [int(number) for number in typed.replace(",", " ").split()]
    most = len(question.choices) if question.form == "bridge" else len(question.offers)
    two = question.form == "bridge"
    if not all(1 <= number <= most for number in picked) or len(picked) > 1 + two:
        words.put(f"Type {'one or two numbers' if two else 'one number'} from 1 to {most}, or your answer.")
        return "", chosen
    if two:
        for number in picked:
            words.put(question.choices[number - 1].words, "* ")
        return "", f"{', '.join(map(str, picked))}: "
    offer = question.offers[picked[0] - 1]
    words.put("To be told in other words; the reader has your resume.")
    return offer, chosen


def _kept(session: Session, question: Question, text: str, ending: str) -> str | None:
    """Show an answer and keep it; return where to go, or None to ask again."""
    from jdgen.documents.completions import is_completed

    while ending not in (BACK, STOP) and (question.form in ("text", "bridge") or is_completed(question.id)):
        if _is_refused(session, question, text):
            return None
        _show(session, question, text)
        try:
            text, ending = _more(question, text)
        except (KeyboardInterrupt, click.Abort):
            # It was told to its end, and nobody took it back.
            _saved(session, question, text)
            raise
        if ending == "again":
            return None
        if ending == "keep":
            break
    said = _saved(session, question, text)
    if said is not None:
        return NEXT if said else None
    if question.form in ("line", "number") and not is_completed(question.id):
        reads(session.material, question.id)
    return ending if ending in (BACK, STOP) else NEXT


def _is_refused(session: Session, question: Question, text: str) -> bool:
    """Return whether an answer cannot be kept, after saying why."""
    from jdgen.cli.ask.checking import checked

    try:
        said = checked(question, text)
    except ValueError as error:
        said = str(error)
    if said:
        words.put(f"Not kept: {said}.")
    return bool(said)


def _saved(session: Session, question: Question, text: str) -> bool | None:
    """Save an answer; return None, or whether the question has to stay open, after saying why it could not be saved."""
    try:
        session.answer(question, text)
    except ValueError as error:
        words.put(f"Not kept: {error}.")
        return False
    except InputError as error:
        # One place that takes no answer keeps nobody from the other questions; a broken file does.
        if not session.is_readable():
            raise
        for problem in error.problems:
            say(str(problem))
        return True
    return None


def _more(question: Question, text: str) -> tuple[str, str]:
    """Return the text, longer or with other lines to quote, and what to do: show it, `keep` it, `again`, or a way."""
    from jdgen.documents.question_answers import apart

    bridge, single, doubted = question.form == "bridge", question.form == "line", ""
    while True:
        try:
            typed = keys.answer(single=single, numbers=bridge)
        except EOFError:
            return text, STOP
        if typed.command in keys.HELP:
            words.usage()
        elif typed.command == "skip":
            words.put(words.keep(question))
        elif typed.command and typed.command not in keys.COMMANDS:
            chosen = _picked(question, typed.command, "")[1]
            if chosen:
                return f"{chosen}{apart(text)[1]}", ""
        elif typed.command == "again":
            return text, "again"
        elif typed.command == "edit":
            return _edited(typed.text or text) if single else _edited(" ".join(filter(None, (text, typed.text)))), ""
        elif not typed.text:
            return text, typed.command or "keep"
        elif _is_doubtful(typed.text, doubted):
            doubted = typed.text
        else:
            return typed.text if single else f"{text} {typed.text}", typed.command


def _show(session: Session, question: Question, text: str) -> None:
    """Show how long an answer is, what stands around it in the letter, and what is worth mending."""
    from jdgen.cli.ask.remarks import remarks
    from jdgen.documents.question_answers import apart, quoted, value_of

    if question.form == "line":
        reads(session.material, question.id, str(value_of(question, text)))
    else:
        said = apart(text)[1] if question.form == "bridge" else text
        words.put(words.meter(len(said.split()), question))
    if question.form == "bridge":
        words.quotation(question, quoted(question, text))
    for remark in remarks(session.material, question, text):
        words.put(remark, "- ")
    words.put(words.keep(question))


