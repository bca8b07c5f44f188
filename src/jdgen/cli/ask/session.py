"""What a sitting of `--ask` knows: the questions as the files stand now, and how an answer gets into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jdgen.cli.ask.checking import checked, steps
from jdgen.cli.documents import sources
from jdgen.cli.report import answers_are_in, say
from jdgen.errors import InputError, JdgenError, Place, Problem, printable

if TYPE_CHECKING:
    from jdgen.documents.material import Material
    from jdgen.documents.question_answers import Value
    from jdgen.documents.questions import Question
    from jdgen.inputs.candidate.files import Pending


class Session:
    """The questions of one letter; every answer is in the file before the next question is put.

    `options` are those of the command; what an answer says of the job is added to them.
    """

    def __init__(self, options: dict[str, Any]) -> None:
        from jdgen.inputs.candidate.answers import home

        self.options = options
        self._pending: Pending | None = None
        self.path = Path(options["candidate"])
        self.home = home(self.path)
        self.begins_beside = self.home.name != self.path.name and not self.home.is_file()
        self.material = self._read()
        # Who has written to somebody before is not asked again what a letter can do without.
        self.first = not any(target.reason for target in self._others()) and bool(self.open())

    def _read(self) -> Material:
        """Return what the letter is made of, as the files stand now."""
        from jdgen.documents.locale import locale
        from jdgen.inputs.gather import Demand, gather

        found = replace(sources(self.options), answers=self._pending)
        if self.is_new and not self._pending:
            found = replace(found, candidate=None)
        return gather(found, self.options["day"], locale(self.options["locale"]), Demand())

    def _read_anew(self) -> None:
        """Read what somebody else may have changed; the letter still goes where it went, if that is there."""
        from jdgen.cli.ask.anew import goal_of
        from jdgen.documents.letter_job import entry

        goal = goal_of(self.material)
        self.material = self._read()
        named = any(self.options.get(name) for name in ("target", "company", "calling"))
        if goal is None or named or goal_of(self.material) == goal:
            return
        # Another job may have come beside it.
        self.options["target"] = goal
        there = self._read()
        if entry(there) < len(there.candidate.targets):
            self.material = there
        else:
            self.options["target"] = None

    @property
    def is_new(self) -> bool:
        """Return whether the candidate's file is one to begin: it is not there, or says nothing yet."""
        from jdgen.inputs.source import content

        if self.path.suffix.lower() not in {".yaml", ".yml"}:
            return False
        try:
            lines = content(self.path).splitlines() if self.path.exists() else []
        except (InputError, OSError):
            # What is wrong with it is said when it is read.
            return False
        return all(line.lstrip().startswith(b"#") or not line.strip() for line in lines)

    def _others(self) -> Iterator[Any]:
        """Yield the jobs of `targets` but the one that the letter goes to."""
        from jdgen.documents.letter_job import others

        return others(self.material)

    def questions(self) -> tuple[Question, ...]:
        """Return all questions, in the order of the letter."""
        from jdgen.documents.questions import questions

        return questions(self.material)

    def open(self) -> tuple[Question, ...]:
        """Return those that a finished letter waits for."""
        from jdgen.documents.questions import open_questions

        return open_questions(self.questions())

    def shown(self) -> list[Question]:
        """Return the questions of this sitting: what is open, and what an earlier answer to `--ask` may change."""
        text = self._text()
        # What nobody asks for cannot be answered.
        possible = (one for one in self.questions() if one.choices or one.form not in ("bridge", "names"))
        return [
            question
            for question in possible
            if (self._kept(text, question) if question.answer else self.is_due(question)) or self.is_counted(question)
        ]

    def is_due(self, question: Question) -> bool:
        """Return whether this sitting asks for something that nobody has said yet."""
        if question.id == "reference":
            calling = self.options.get("calling")
            return bool(calling and calling.asks_number and not question.answer)
        return not question.answer and (not question.optional or self.first)

    def is_counted(self, question: Question) -> bool:
        """Return whether an answer was counted from a resume, and nobody has confirmed it in the file yet."""
        if question.id != "years" or not question.answer:
            return False
        from jdgen.inputs.source import read

        if any(setting.startswith("candidate.years") for setting in self.options.get("settings", ())):
            return False
        text = self._text()
        return not text.strip() or "years" not in read(self.home, text.encode()).entries

    def is_ours(self, question: Question) -> bool:
        """Return whether the answer stands in the file because it was asked for; what was written by hand stays."""
        return self._kept(self._text(), question)

    def _kept(self, text: str, question: Question) -> bool:
        from jdgen.inputs.yaml_edit.edit import is_asked

        return bool(text) and is_asked(text, steps(question.path))

    def _text(self) -> str:
        if self._pending:
            return self._pending.data.decode("utf-8-sig")
        try:
            return self.home.read_text(encoding="utf-8-sig") if self.home.is_file() else ""
        except (OSError, ValueError):
            return ""

    def answer(self, question: Question, text: str) -> None:
        """Keep an answer; raise ValueError with a sentence if it is none, JdgenError if it cannot be kept.

        An answer that cannot be kept is printed, so that it is not lost.
        """
        from jdgen.cli.ask.anew import refuse_moved

        with self._kept_or_said([text]):
            before = self.material
            self._read_anew()
            refuse_moved(before, self.material, question, self.home.as_posix())
            self._add(next((one for one in self.questions() if one.id == question.id), question), text)

    def answer_all(self, given: dict[str, str]) -> list[tuple[str, str]]:
        """Keep answers by the ids of their questions, all or none; return what is wrong with which of them.

        Raise JdgenError if they cannot be kept.
        """
        wrong: list[tuple[str, str]] = []
        before = self._state()
        with self._kept_or_said(given.values()):
            self._read_anew()
            for name in [question.id for question in self.questions() if question.id in given]:
                # What was answered before it may have changed what it is about.
                question = next(one for one in self.questions() if one.id == name)
                try:
                    self._add(question, given[name])
                except ValueError as error:
                    wrong.append((name, str(error)))
            if wrong:
                self._go_back(before)
        return wrong

    def _add(self, question: Question, text: str) -> None:
        """Take an answer in, without writing it; raise ValueError with a sentence if it is none."""
        from jdgen.documents.question_answers import changes
        from jdgen.inputs.candidate.answers import edited

        said = checked(question, text) or self._posted_by_another(question, text)
        if said:
            raise ValueError(said)
        found = [(steps(path), _as_kept(value)) for path, value in changes(self.material, question, text)]
        if found:
            self._pending = edited(self.path, found, self._pending)
        self._aim(question, text)
        self.material = self._read()

    def _posted_by_another(self, question: Question, text: str) -> str:
        """Return why a company is not the one of the posting at hand, or an empty text."""
        calling = self.options.get("calling")
        if question.id != "company" or not calling or not calling.company:
            return ""
        from jdgen.model.company_names import may_be_same

        posted = printable(calling.company.text, 60)
        other = not may_be_same(text, calling.company.text)
        return f"the posting is of `{posted}`; leave out `--posting` to write to another company" if other else ""

    @contextmanager
    def _kept_or_said(self, texts: Iterable[str]) -> Iterator[None]:
        """Write what is taken in meanwhile, at once; where that fails, nothing of it is kept, and it is printed."""
        from jdgen.lock import held

        before = self._state()
        saved = refused = False
        try:
            with held(self.home):
                yield
                self._write()
            saved = True
        except ValueError:
            refused = True
            raise
        finally:
            if not saved:
                self._go_back(before)
            if not (saved or refused):
                say("your answer could not be saved; here it is:")
                for text in texts:
                    say(text)

    def _state(self) -> tuple[Material, Any]:
        return self.material, self.options.get("target")

    def _go_back(self, before: tuple[Material, Any]) -> None:
        self._pending = None
        self.material, self.options["target"] = before

    def is_readable(self) -> bool:
        """Return whether the files can still be read, so that the other questions make sense."""
        try:
            self.material = self._read()
        except JdgenError:
            return False
        return True

    def _write(self) -> None:
        """Write what was taken in."""
        from jdgen.writer import write, write_private

        if self._pending is None:
            return
        data, self._pending = self._pending.data, None
        if self.home.name != self.path.name and not self.home.exists():
            # What is said beside a resume is as private as the resume.
            write_private(self.home, data, self.path)
        else:
            write({self.home.name: data}, self.home.parent, force=True)
        answers_are_in(self.home.as_posix())

    def _aim(self, question: Question, text: str) -> None:
        """Let the letter go to the job that was answered, where the file keeps several."""
        if question.id not in ("company", "job") or self.options.get("company"):
            return
        from jdgen.inputs.candidate.aims import Goal

        said = " ".join(text.split())
        self.options["target"] = Goal("", said) if question.id == "company" else Goal(said, _company(self.material))


def _as_kept(value: Value) -> str | list[str] | dict[str, str | list[str]]:
    return str(value) if isinstance(value, int) else value


def _company(material: Material) -> str:
    from jdgen.documents.letter_frame import company_of

    return str(company_of(material) or "")


def unknown(session: Session, name: str) -> InputError:
    """Return the error of an answer to a question that is not asked."""
    from jdgen.errors import nearest

    names = [question.id for question in session.questions()]
    waiting = ", ".join(question.id for question in session.open()) or "none"
    said = f"there is no question `{name}`"
    hint = "; ".join(filter(None, (nearest(name, names), f"open: {waiting}", f"all: {', '.join(names)}")))
    return InputError(Problem(said, Place("--answer"), hint))
