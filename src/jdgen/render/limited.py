"""Templates of somebody else, run in a process of their own that may take little time, memory and output.

The job goes to the child as a pickle; what it answers is read as JSON and bytes, and never unpickled.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from jdgen.errors import InputError, JdgenError, MachineError, Place, Problem, TemplateError, printable
from jdgen.render.tied import ties

if TYPE_CHECKING:
    from types import TracebackType

    from jdgen.documents.tree import Document
    from jdgen.render.options import PageOptions


class Limits(NamedTuple):
    """What a child may take: seconds, bytes of memory where the system can tell, and bytes of a page."""

    seconds: float = 20
    memory: int = 1_000_000_000
    output: int = 64_000_000


class Made(NamedTuple):
    """A page that the templates of a folder made, and the words that it shows, a paragraph each."""

    data: bytes
    words: list[str]


LIMITS = Limits()
_STARTED = b"started\n"
"""What a child says before it runs anything of a template: what goes wrong earlier is no fault of the template."""
_SAID = 60_000
"""How much of what a child complains about is kept."""
_SEARCH = "look for a loop, a table or a text without end"
_ERRORS: dict[str, type[JdgenError]] = {"template": TemplateError, "machine": MachineError, "input": InputError}


def rendered(name: str, document: Document, options: PageOptions) -> bytes:
    """Return the document as the templates in the folder `options.pages` set it; `name` is the format."""
    return made(name, document, options).data


def made(name: str, document: Document, options: PageOptions) -> Made:
    """Return the document as the templates in the folder `options.pages` set it, with its words.

    Raise TemplateError for whatever they do wrong, MachineError for a font that is not here or a child that cannot
    start, and InputError for a logo that cannot be drawn.
    """
    folder, limits = options.pages, LIMITS
    job = pickle.dumps((name, document, replace(options, pages=""), folder, limits))
    answer, complaint = _answer(job, folder, limits)
    if not answer.startswith(_STARTED):
        raise MachineError(Problem(f"the program that sets pages could not start: {complaint or 'nobody knows why'}"))
    line, _, data = answer.removeprefix(_STARTED).partition(b"\n")
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        said = json.loads(line)
        if said["kind"] == "done" and said["size"] == len(data):
            return Made(data, [str(words) for words in said["words"]])
        if said["kind"] in _ERRORS:
            problems = [_problem(*map(str, one)) for one in said["problems"]]
            raise _ERRORS[said["kind"]](problems)
    message = "made the program that sets pages end early"
    raise TemplateError(Problem(message, Place(folder), _SEARCH))


def _problem(message: str, source: str, line: str, column: str, hint: str) -> Problem:
    return Problem(message, Place(source, int(line), int(column)) if source else None, hint)


def _answer(job: bytes, folder: str, limits: Limits) -> tuple[bytes, str]:
    """Return what the child wrote, and the last line of what it complained about; none is left behind.

    Raise TemplateError if it took too long or wrote too much.
    """
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-P", "-m", "jdgen.render.limited", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
    )
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise RuntimeError("the child has no pipes")
    held: list[bytes] = []
    complaints: list[bytes] = []
    writer = Thread(target=_hand, args=(process.stdin, job), daemon=True)
    reader = Thread(target=_take, args=(process.stdout, 2 * limits.output + 1_000_000, held), daemon=True)
    listener = Thread(target=_take_all, args=(process.stderr, complaints), daemon=True)
    try:
        writer.start()
        reader.start()
        listener.start()
        # defense limited.seconds: templates of somebody else take a limited time
        reader.join(limits.seconds)
        late = reader.is_alive()
    finally:
        process.kill()
        process.wait()
        writer.join()
        reader.join()
        listener.join()
        process.stdout.close()
        process.stderr.close()
    if late:
        message = f"took more than {limits.seconds:g} seconds for a page and was stopped"
        raise TemplateError(Problem(message, Place(folder), _SEARCH))
    lines = b"".join(complaints).decode(errors="replace").split("\n")
    return b"".join(held), printable(next((line.strip() for line in reversed(lines) if line.strip()), ""), 200)


def _environment() -> dict[str, str]:
    """Return the environment of the child, in which it finds the jdgen that its parent runs."""
    package = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (package, known)))}


def _hand(pipe: IO[bytes], job: bytes) -> None:
    with suppress(OSError), pipe:
        pipe.write(job)


def _take(pipe: IO[bytes], most: int, held: list[bytes]) -> None:
    held.append(pipe.read(most))


def _take_all(pipe: IO[bytes], held: list[bytes]) -> None:
    """Take all that is said, so that whoever says it does not wait, and keep the beginning."""
    held.append(pipe.read(_SAID))
    while pipe.read(_SAID):
        pass


def main() -> None:
    """Do the job that stands on standard input, in the child; whatever goes wrong there is its answer."""
    _tie(int(sys.argv[1]))
    # Open to the end: what goes wrong is said when everything else is over.
    out = os.fdopen(os.dup(1), "wb")
    # What a library prints is no part of the answer.
    os.dup2(2, 1)
    name, document, options, folder, limits = pickle.load(sys.stdin.buffer)  # noqa: S301 - its parent wrote it

    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """Answer with what was wrong; nothing is caught on the way, so that nothing is caught silently."""
        from jdgen.render.owned import fault

        known = error.problems if isinstance(error, JdgenError) else fault(error, folder)
        said = next((name for name, kind in _ERRORS.items() if isinstance(error, kind)), "template")
        if isinstance(error, ImportError):
            said = "machine"
            known = [Problem(f"the program that sets pages lacks a part of itself: {printable(str(error), 200)}")]
        _write(out, {"kind": said, "problems": [_parts(problem) for problem in known]})

    sys.excepthook = report
    _limit(limits)
    out.write(_STARTED)
    out.flush()
    page = _render(name, document, options, folder, limits)
    _write(out, {"kind": "done", "size": len(page.data), "words": page.words}, page.data)


def _tie(parent: int) -> None:
    """End with the parent, even where a template keeps every thread of Python from running."""
    ties()()
    # Where a process can be tied, the number that was told is that of the parent, and no launcher stands between.
    if sys.platform.startswith("linux") and os.getppid() != parent:
        os._exit(1)


def _render(name: str, document: Document, options: PageOptions, folder: str, limits: Limits) -> Made:
    from jdgen.render import drawn, enclosed, env, owned, pdf, render

    env.own(owned.environment(folder), Path(folder))
    if name == "pdf":
        with drawn.listening() as heard:
            data = render(document, name, options)
        pdf.engine().require(heard.families)
        return Made(_within(data, folder, limits), heard.words)
    data = _within(render(document, name, options), folder, limits)
    page = enclosed.enclosed(data.decode(), Path(folder))
    try:
        pdf.ready()
    except MachineError:
        # Without the libraries of PDF, nobody here can say what style sheets hide.
        words = enclosed.words_in(page)
    else:
        words = drawn.on_screen(page)
    return Made(page.encode(), words)


def _within(data: bytes, folder: str, limits: Limits) -> bytes:
    """Return what was made; raise TemplateError if it is too large."""
    # defense limited.output: templates of somebody else make a page of limited size
    if len(data) > limits.output:
        raise TemplateError(Problem("makes a page that is too large", Place(folder), _SEARCH))
    return data


def _parts(problem: Problem) -> list[Any]:
    place = problem.place or Place("")
    return [problem.message, place.source, place.line, place.column, problem.hint]


def _write(out: IO[bytes], said: dict[str, Any], data: bytes = b"") -> None:
    out.write(json.dumps(said).encode() + b"\n" + data)
    out.flush()


def _limit(limits: Limits) -> None:
    """Keep the process within its limits, and end it when its parent is no longer there to do so."""
    Thread(target=_watch, args=(limits.seconds + 5, os.getppid()), daemon=True).start()
    try:
        import resource
    except ImportError:  # Windows has the time alone
        return
    seconds = int(limits.seconds) + 5
    # defense limited.memory: templates of somebody else take limited memory
    wanted = {"RLIMIT_AS": limits.memory, "RLIMIT_CPU": seconds, "RLIMIT_CORE": 0, "RLIMIT_FSIZE": limits.output}
    for name, value in wanted.items():
        # Some systems name a limit that they do not let a process set.
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))


def _watch(seconds: float, parent: int) -> None:
    """End the process when its parent is gone, which Windows does not tell, or when nobody has ended it in time."""
    end = monotonic() + seconds
    while monotonic() < end and os.getppid() == parent:
        sleep(0.2)
    os._exit(1)


if __name__ == "__main__":
    main()
