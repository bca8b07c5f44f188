"""The files of configuration: where they are looked for, and what they say."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from jdgen.cli.config.keys import home, shown
from jdgen.errors import InputError, Place, Problem

NAME = "jdgen.toml"
PREFIX = "JDGEN_"
VARIABLE = "JDGEN_CONFIG"
OURS = (VARIABLE, "JDGEN_WATCH_INTERVAL")
"""Variables that are no option."""
# defense config.bytes: a configuration is read up to its cap
_MOST = 100_000
_NAME_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_DEEP = re.compile(rf"(?:^|[\[{{,])[ \t]*+(?:{_NAME_PART}){{40}}", re.MULTILINE)
"""A key of so many names takes the parser a time that grows with the square of their number."""
_PLACED = r"(?s)(.*) \(at (?:line (\d+), column (\d+)|end of document)\)"


class Looked(NamedTuple):
    """A file that is looked for, whether it is there, and whose it is: the project's, the user's, or a variable's."""

    path: Path
    there: bool
    whose: str


class Read(NamedTuple):
    """What a file says, and where each key of it stands; paths in it begin at `folder`."""

    name: str
    folder: Path
    data: Mapping[str, Any]
    spots: Mapping[tuple[str | int, ...], tuple[int, int]]

    def place(self, *path: str | int) -> Place:
        """Return where a key stands, or an entry of a list."""
        return Place(self.name, *self.spots.get(path, (1, 1)))


def looked_for(environment: Mapping[str, str]) -> tuple[Looked, ...]:
    """Return the files of configuration, the strongest first; JDGEN_CONFIG names another in their place, or none."""
    named = environment.get(VARIABLE)
    if named is not None:
        # A home that nobody knows is found missing when the file is read.
        return (Looked(Path(os.path.expanduser(named)), True, VARIABLE),) if named else ()  # noqa: PTH111
    folder = _users_folder()
    own = (folder / "config.toml",) if folder else ()
    return (_of_project(), *(Looked(path, os.path.lexists(path), "user") for path in own))


def could_be(environment: Mapping[str, str]) -> list[Path]:
    """Return every file that counts now, or would count if somebody made it: the nearest is not always there first."""
    if environment.get(VARIABLE) is not None:
        return [file.path for file in looked_for(environment)]
    above = [folder / NAME for folder in _folders()]
    return [*above, *(file.path for file in looked_for(environment) if file.path not in above)]


def is_configured(environment: Mapping[str, str]) -> bool:
    """Return whether there is a file, or a variable, that may configure something."""
    variables = (name for name in environment if name.startswith(PREFIX) and name not in OURS)
    return next(variables, None) is not None or any(file.there for file in looked_for(environment))


def _of_project() -> Looked:
    """Return the nearest file at or above the current folder."""
    folders = _folders()
    if not folders:
        return Looked(Path(NAME), False, "project")
    found = next((folder / NAME for folder in folders if os.path.lexists(folder / NAME)), None)
    return Looked(found or folders[0] / NAME, found is not None, "project")


def _folders() -> list[Path]:
    """Return the current folder and those above it, up to the user's home: nothing above that is the user's."""
    try:
        here = Path.cwd()
    except OSError:
        return []
    own = home()
    # What leads there, and where that is.
    homes = {own, own.resolve()} if own else set()
    found = [here, *here.parents]
    last = next((place for place, folder in enumerate(found) if folder in homes), len(found))
    return found[: last + 1]


def _users_folder() -> Path | None:
    """Return the folder of the user's own configuration; somebody without a home may have none."""
    folder = Path(click.get_app_dir("jdgen"))
    if folder.is_absolute():
        return folder
    # A variable that is set and empty counts as none.
    own = home()
    return own / ".config" / "jdgen" if own else None


def read(path: Path) -> Read:
    """Return what a file says; raise InputError with one sentence for one that cannot be used."""
    from jdgen.inputs import source

    name = Path(shown(path)).as_posix()
    data = source.content(Path(name), (), _MOST)
    text = source.decoded(data, name) if data.strip() else ""
    folder = Path(os.path.abspath(path)).parent  # noqa: PTH100 - a link to a file stays where it is
    try:
        return _parsed(text, name, folder)
    # defense config.depth: a configuration does not nest without end
    except RecursionError:
        raise InputError(Problem("is nested too deeply", Place(name))) from None


def _parsed(text: str, name: str, folder: Path) -> Read:
    from tomllib import loads

    from jdgen.cli.config.scanner import spots

    deep = _DEEP.search(text)
    if deep:
        line, column = text.count("\n", 0, deep.start()) + 1, deep.start() - text.rfind("\n", 0, deep.start())
        # defense config.names: a key of a configuration does not have names without end
        raise InputError(Problem("a key has more than 40 names", Place(name, line, column)))
    try:
        data = loads(text, parse_float=_Number)
    except ValueError as error:
        found = re.fullmatch(_PLACED, str(error))
        message = found[1] if found else str(error).partition(";")[0]
        spot = (int(found[2]), int(found[3])) if found and found[2] else (text.count("\n") + 1, 1) if found else (0, 0)
        hint = "a text stands in quotes" if message == "Invalid value" else ""
        said = f"is not TOML: {message[:1].lower()}{message[1:]}"
        raise InputError(Problem(said, Place(name, *spot), hint)) from None
    return Read(name, folder, data, spots(text))


class _Number(float):
    """A number with a point that keeps how it was written, since `1.10` may be no number."""

    written: str

    def __new__(cls, text: str) -> _Number:
        made = super().__new__(cls, text.replace("_", ""))
        made.written = text
        return made
