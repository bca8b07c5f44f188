"""`jdgen letter --ask`: asks what a letter needs, one question at a time, and keeps every answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.ask import keys
from jdgen.cli.ask.checking import checked
from jdgen.cli.ask.session import Session, unknown
from jdgen.cli.options import is_asked
from jdgen.cli.report import say
from jdgen.errors import InputError, Place, Problem, plural, printable

if TYPE_CHECKING:
    from jdgen.documents.questions import Question


def asked(options: dict[str, Any], answers: tuple[str, ...], *, ask: bool) -> bool:
    """Ask what is open and keep the answers; return whether there is enough for a letter, with its mode in `options`.

    `answers` are those of `--answer`; they are kept first. Without `ask` nothing is asked.
    """
    if not options["candidate"]:
        raise click.UsageError("name the file that keeps your answers: `--candidate me.yaml`")
    if options["dry_run"]:
        raise click.UsageError("`--dry-run` writes nothing, and answers are kept at once; leave out one of them")
    session = Session(options)
    _keep_given(session, answers)
    if ask and keys.can_ask():
        from jdgen.cli.ask.sitting import sit

        sit(session)
    elif ask and not answers and session.open():
        waiting = ", ".join(question.id for question in session.open())
        said = f"`--ask` needs a terminal; answer with `--answer ID=TEXT`. Open: {waiting}"
        raise click.UsageError(said)
    return _concluded(session)


def forget(options: dict[str, Any], *, sure: bool) -> None:
    """Take out of the candidate's file what `--ask` and `--answer` put there."""
    from jdgen.inputs.candidate.answers import forgotten, home, is_bare
    from jdgen.lock import held
    from jdgen.writer import write

    if not options["candidate"]:
        raise click.UsageError("name the file that keeps your answers: `--candidate me.yaml`")
    if options["dry_run"]:
        raise click.UsageError("`--dry-run` writes nothing, and `--forget` takes answers out; leave out one of them")
    path = Path(options["candidate"])
    kept = home(path)
    data, count = forgotten(path)
    if not count:
        say(f"{kept.as_posix()}: nothing of `--ask` is kept here")
        return
    values = plural(count, "answer")
    if not (sure or keys.can_ask()):
        said = f"`--forget` takes {values} out of {kept.as_posix()}, and no terminal is there to ask"
        raise click.UsageError(f"{said}; add `--yes`")
    if not sure and not click.confirm(f"Take {values} out of {kept.as_posix()}?", err=True):
        say("nothing was taken out")
        return
    with held(kept):
        # What was written while somebody thought about it stays.
        data, count = forgotten(path)
        # A file that stood there before, and said nothing, stays.
        left = not is_bare(path, data)
        if left:
            write({kept.name: data}, kept.parent, force=True)
        else:
            kept.unlink()
    gone = "" if left else "; nothing was left, and the file is gone"
    say(f"{kept.as_posix()}: {plural(count, 'answer')} taken out{gone}")


def _keep_given(session: Session, answers: tuple[str, ...]) -> None:
    """Keep what the command line answers, in the order of the letter; nothing is kept if one of them is wrong."""
    given: dict[str, str] = {}
    problems: list[Problem] = []
    known = {question.id: question for question in session.questions()}
    for answer in answers:
        name, sign, text = (part.strip() for part in answer.partition("="))
        if not sign or not text:
            hint = "such as `--answer name=\"Dana Reyes\"`"
            problems.append(Problem(f"expected ID=TEXT, not `{printable(answer, 60)}`", Place("--answer"), hint))
        elif name not in known:
            problems.extend(unknown(session, name).problems)
        elif name in given:
            problems.append(Problem(f"`{name}` is answered twice", Place("--answer"), "leave one of the answers out"))
        else:
            given[name] = text
            problems.extend(_refused(session, known[name], text))
    if problems:
        raise InputError(problems)
    wrong = [Problem(said, Place(f"--answer {name}")) for name, said in session.answer_all(given)]
    if wrong:
        raise InputError(wrong)


def _refused(session: Session, question: Question, text: str) -> Iterator[Problem]:
    """Yield why an answer of the command line cannot be kept; a bridge is looked at when its choices are known."""
    place = Place(f"--answer {question.id}")
    if question.answer and question.path.startswith("targets[") and not session.is_ours(question):
        yield Problem("is known, and not from `--ask`", place, "change it where it is written")
    elif question.id != "bridge":
        try:
            said = checked(question, text)
        except ValueError as error:
            said = str(error)
        if said:
            yield Problem(said, place)


def _concluded(session: Session) -> bool:
    """Say what is open and which letter is made; return whether one can be made."""
    options = session.options
    named = is_asked("mode")
    waiting = session.open()
    if not named:
        options["mode"] = "draft" if waiting else "final"
    which = ", ".join(question.id for question in waiting)
    if not (session.material.candidate.name and session.material.title):
        say(f"no letter yet; open: {which}")
        return False
    if options["quiet"]:
        return True
    final = options["mode"] == "final"
    if waiting:
        # A final letter is refused then, with what it lacks.
        say(f"still open: {which}" + ("" if final else f"; this is a {options['mode']}"))
    else:
        say("nothing is open; " + ("this is the final letter" if final else f"this is a {options['mode']}"))
    return True
