"""What can go wrong, and how it is said.

JdgenError                     has problems and an exit code
├── InputError        (2)      a file, a value or an option is wrong
├── TemplateError     (3)      a template of the user, for Word or pages, cannot be used
├── OutputError       (4)      a file cannot be written, or would be overwritten
│   ├── FullError              no further file can be written: the disk is full, read-only, not permitted, ...
│   └── PartialOutputError     some files were written, and could not be put back when another failed
└── MachineError      (5)      a system library or a font is missing

Exit codes: 0 done, 1 a check found problems, 2 wrong input or usage, 3 template, 4 output,
5 a system library or a font is missing, 6 a batch finished with failures, 70 a bug of ours,
130 interrupted.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

DONE = 0
CHECK_FOUND_PROBLEMS = 1
WRONG_INPUT = 2
WRONG_TEMPLATE = 3
OUTPUT_FAILED = 4
MACHINE_LACKS = 5
BATCH_FAILED = 6
OUR_BUG = 70
INTERRUPTED = 130


LONGEST_NAME = 300
"""Whatever has more characters is not taken for a name that somebody misspelled."""
STANDARD_INPUT = "standard input"
"""What a place calls the text that was piped in."""


class Place(NamedTuple):
    """Where a value stands: a file (or `--set KEY`), a line and a column, both counted from 1; 0 is unknown.

    A Word file has no lines: there `unit` is `paragraph`, and `line` counts paragraphs.
    """

    source: str
    line: int = 0
    column: int = 0
    unit: str = ""

    @property
    def in_file(self) -> bool:
        """Return whether it is in a file, and neither in an option nor in what was piped in."""
        return not self.source.startswith("--") and self.source != STANDARD_INPUT

    def __str__(self) -> str:
        """Return `file:line:column`, or `file: paragraph 12`, as far as it is known."""
        if not self.line:
            return printable(self.source)
        if self.unit:
            return f"{printable(self.source)}: {self.unit} {self.line}"
        return f"{printable(self.source)}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One thing that is wrong: what, where, and what to type next."""

    message: str
    place: Place | None = None
    hint: str = ""
    rule: str = ""

    def __str__(self) -> str:
        """Return the one line that the user reads."""
        where = f"{self.place}: " if self.place else ""
        rule = f" [{self.rule}]" if self.rule else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}{rule}"


class JdgenError(Exception):
    """Everything that jdgen raises on purpose; carries all problems at once."""

    exit_code = OUR_BUG

    def __init__(self, problems: Problem | str | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem(problems)
        if isinstance(problems, Problem):
            problems = (problems,)
        # defense errors.each_once: of all problems of all files each is said, and once
        self.problems: Sequence[Problem] = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InputError(JdgenError):
    """A file, a value or an option of the user is wrong."""

    exit_code = WRONG_INPUT


class TemplateError(JdgenError):
    """A template of the user, for Word or for pages, cannot be used."""

    exit_code = WRONG_TEMPLATE


class OutputError(JdgenError):
    """A file cannot be written, or would be overwritten."""

    exit_code = OUTPUT_FAILED


class FullError(OutputError):
    """No further file can be written: the disk is full, read-only or not permitted, or too many files are open."""


_NO_FURTHER = frozenset(
    getattr(errno, name, 0) for name in ("ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EMFILE", "ENFILE")
)


def not_written(path: PurePath, error: OSError, said: str = "cannot be written") -> OutputError:
    """Return what to raise where a file could not be written, with the cause; FullError where no other could be."""
    kind = FullError if error.errno in _NO_FURTHER else OutputError
    return kind(Problem(f"{said}: {(error.strerror or 'failed').lower()}", Place(path.as_posix())))


class PartialOutputError(OutputError):
    """Some files were written, and could not be put back when another failed."""


class MachineError(JdgenError):
    """A system library or a font is missing on this machine."""

    exit_code = MACHINE_LACKS


def printable(text: str, limit: int = 0) -> str:
    """Return the text on one line: control characters escaped, and cut at `limit` characters."""
    cut = text[: limit + 1] if limit else text
    # defense errors.printable: what somebody else wrote cannot move the cursor or color the terminal in a message
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in cut)
    return shown if not limit or len(shown) <= limit else shown[: limit - 1] + "…"


def plural(count: int, noun: str) -> str:
    """Return `1 error`, `2 errors`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return `did you mean X?` for the choice nearest to the word, or an empty text."""
    from difflib import SequenceMatcher, get_close_matches

    # No name is so long, and to compare a text of a megabyte takes a second for each choice.
    if len(word) > LONGEST_NAME:
        return ""
    folded = {choice.casefold(): choice for choice in choices}
    mine = word.casefold()

    def rank(near: str) -> tuple[float, bool]:
        # Among words equally near, people mean the one that begins alike.
        return SequenceMatcher(None, near, mine).ratio(), near[:2] == mine[:2]

    found = get_close_matches(mine, folded, n=len(folded) or 1, cutoff=0.65)
    return f"did you mean `{folded[max(sorted(found), key=rank)]}`?" if found else ""
