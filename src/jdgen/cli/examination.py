"""What `jdgen doctor` looks at: what a machine needs for each format, and what mends it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import click

from jdgen import resources
from jdgen.errors import DONE, MACHINE_LACKS, JdgenError, printable
from jdgen.render import fonts, libraries

_PACKAGES = ("jdgen", "click", "docxtpl", "jinja2", "markdown-it-py", "pydantic", "pyyaml", "weasyprint")
_OFFICE = {
    "darwin": "brew install --cask libreoffice",
    "win32": "winget install TheDocumentFoundation.LibreOffice",
    "linux": "sudo apt-get install libreoffice-writer-nogui",
}


class Finding(NamedTuple):
    """One thing that was looked at; `mend` is what to type where it lacks, `needed` whether that fails documents."""

    name: str
    said: str
    good: bool
    mend: str = ""
    needed: bool = True


def examine() -> int:
    """Print what this machine has; return 0, or 5 if something is missing that a document needs."""
    lacking = False
    for finding in findings():
        lacking = lacking or (finding.needed and not finding.good)
        color = "green" if finding.good else "red" if finding.needed else "yellow"
        mark = click.style("ok" if finding.good else "--", fg=color)
        click.echo(f"{mark}  {finding.name:<14} {printable(finding.said)}")
        if finding.mend:
            click.echo(f"    {'':<14} mend it with: {finding.mend}")
    return MACHINE_LACKS if lacking else DONE


def findings() -> Iterator[Finding]:
    """Yield what was found, one thing at a time."""
    yield Finding("Python", f"{platform.python_version()} at {sys.executable}", sys.version_info >= (3, 11))
    for name in _PACKAGES:
        try:
            yield Finding(name, version(name), good=True)
        except PackageNotFoundError:
            yield Finding(name, "missing", good=False, mend=f"python -m pip install {name}")
    yield Finding("profiles", str(resources.profiles()), resources.profiles().is_dir())
    yield Finding("templates", str(resources.templates()), resources.templates().is_dir())
    yield _asked("PDF libraries", "pango, harfbuzz and fontconfig can be loaded", libraries.require)
    yield _asked("PDF font", f"{fonts.FAMILY}, for Latin, Greek and Cyrillic", fonts.folder)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    mend = "" if office else libraries.as_user(_OFFICE.get(sys.platform, _OFFICE["linux"]))
    said = office or "missing; no document needs it, tests read Word files with it"
    yield Finding("LibreOffice", said, good=bool(office), mend=mend, needed=False)
    here = Path.cwd()
    writable = os.access(here, os.W_OK)
    said = f"{here} can be written" if writable else f"{here} cannot be written; use `--out DIR`"
    yield Finding("this folder", said, writable, needed=False)


def _asked(name: str, said: str, question: Callable[[], object]) -> Finding:
    try:
        question()
    except JdgenError as error:
        problem = error.problems[0]
        return Finding(name, problem.message, good=False, mend=problem.hint.partition(": ")[2])
    return Finding(name, said, good=True)
