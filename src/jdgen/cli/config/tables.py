"""The settings of one file: its keys and tables, each checked as the option checks what is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import click

from jdgen.cli.config.files import Read
from jdgen.cli.config.keys import FORCE, KEYS, KINDS, Options, Wrong, checked, no_controls
from jdgen.errors import InputError, Place, Problem, nearest, printable

_SHOWN = 60
_TABLES = {"template": ('posting = "FILE.docx"', "documents"), "set": ('company.name = "Acme"', "values")}
"""What a line of a table looks like, and what it holds."""


class Setting(NamedTuple):
    """A configured value: its key, the command it is for (all, without one), and the file or variable that holds it.

    Keys of tables are dotted: `template.posting`, `set.company.name`.
    """

    key: str
    command: str
    value: Any
    place: Place | None = None
    variable: str = ""

    @property
    def origin(self) -> str:
        """Return where it comes from, as the user finds it."""
        return f"{self.place.source}:{self.place.line}" if self.place else self.variable


@dataclass(frozen=True, slots=True)
class Table:
    """The settings of one file."""

    told: Read
    options: Options

    def settings(self) -> Iterator[Setting | Problem]:
        """Yield each setting of the file, and each problem, from top to bottom."""
        tables = self.options.tables
        for key, value in self.told.data.items():
            if key == "set":
                yield from self._overrides(value, "")
            elif key == "template":
                yield from self._templates(value)
            elif key in tables and (isinstance(value, dict) or key not in KEYS):
                yield from self._command(key, value)
            elif key in self.options.known and not isinstance(value, dict):
                yield self._one(key, self.options.known[key], value, (key,))
            else:
                yield self._unknown(key, value)

    def _command(self, command: str, table: Any) -> Iterator[Setting | Problem]:
        if not isinstance(table, dict):
            place = self.told.place(command)
            yield Problem(f"`{command}` is a command", place, f"write its settings below a line `[{command}]`")
            return
        options = self.options.tables[command]
        for key, value in table.items():
            if key == "set" and key in options:
                yield from self._overrides(value, command)
            elif key == "template" and key in options and options[key].multiple:
                yield self._no_table("template", (command, key))
            elif key in options:
                yield self._one(key, options[key], value, (command, key))
            elif key in self.options.known or key in _TABLES:
                hint = "leave it out"
                if key not in _TABLES:
                    hint = "write it above the first table for the commands that have it"
                yield Problem(f"`jdgen {command}` has no `--{key}`", self.told.place(command, key), hint)
            else:
                yield self._stranger(key, options, self.told.place(command, key))

    def _one(self, key: str, option: click.Option, value: Any, path: tuple[str, ...]) -> Setting | Problem:
        command = path[0] if len(path) > 1 and path[0] != "template" else ""
        name = ".".join(path) if path[0] == "template" else key
        try:
            return Setting(name, command, checked(key, option, value, self.told.folder), self.told.place(*path))
        except Wrong as error:
            return Problem(f"`{name}`: {error}", self._wrong_place(key, option, value, path), error.hint)

    def _wrong_place(self, key: str, option: click.Option, value: Any, path: tuple[str, ...]) -> Place:
        """Return where a value stands, in a list that of the first entry that is wrong by itself."""
        for index, item in enumerate(value if isinstance(value, list) and option.multiple else ()):
            try:
                checked(key, option, item, self.told.folder)
            except Wrong:
                return self.told.place(*path, index)
        return self.told.place(*path)

    def _templates(self, table: Any) -> Iterator[Setting | Problem]:
        if not isinstance(table, dict):
            yield self._no_table("template", ("template",))
            return
        for kind, value in table.items():
            option = self.options.tables.get(kind, {}).get("template")
            if kind not in KINDS or option is None:
                hint = nearest(kind, KINDS) or f"known: {', '.join(KINDS)}"
                place = self.told.place("template", kind)
                yield Problem(f"no template is for a `{printable(kind, _SHOWN)}`", place, hint)
            else:
                yield self._one("template", option, value, ("template", kind))

    def _no_table(self, key: str, path: tuple[str, ...]) -> Problem:
        """Return what to write where a value stands in the place of a table."""
        line, what = _TABLES[key]
        hint = f"below a line `[{key}]` write `{line}`"
        return Problem(f"`{key}` is a table of {what}", self.told.place(*path), hint)

    def _overrides(self, table: Any, command: str) -> Iterator[Setting | Problem]:
        start = (command, "set") if command else ("set",)
        if not isinstance(table, dict):
            yield self._no_table("set", start)
            return
        for steps, value in _leaves(table):
            place, key = self.told.place(*start, *steps), _dotted(steps)
            text = _written(value)
            try:
                no_controls(text or "", "\t\n\r")
            except Wrong as error:
                yield Problem(f"`{printable(key, _SHOWN)}`: {error}", place, error.hint)
                continue
            if text is None:
                yield Problem(f"`{key}`: expected one value, found an empty table", place)
                continue
            wrong = list(_refused(f"{key}={text}", place))
            yield from wrong
            if not wrong:
                yield Setting(f"set.{key}", command, text, place)

    def _unknown(self, key: str, value: Any) -> Problem:
        place = self.told.place(key)
        if key in self.options.known:
            return Problem(f"`{key}` takes a value and is no table", place)
        if isinstance(value, dict):
            known = (*self.options.tables, "template", "set")
            hint = nearest(key, known) or f"known: {', '.join(known)}"
            return Problem(f"unknown table `[{printable(key, _SHOWN)}]`", place, hint)
        return self._stranger(key, {**self.options.known}, place)

    def _stranger(self, key: str, known: Mapping[str, click.Option], place: Place) -> Problem:
        shown = printable(key, _SHOWN)
        if key == "force":
            return Problem(f"`{shown}` {FORCE}", place, "type `--force`")
        if key in self.options.of_one_run:
            return Problem(f"`{shown}` is for one run alone", place, f"type `--{shown}`")
        return Problem(f"unknown key `{shown}`", place, nearest(key, known) or "`jdgen config show` lists the keys")


def _leaves(table: Mapping[str, Any], path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield the values of a table with their paths; an empty one is told as it is."""
    for key, value in table.items():
        yield from _below(value, (*path, key))


def _below(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict) and value:
        yield from _leaves(value, path)
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from _below(item, (*path, index))
    else:
        yield path, value


def _dotted(steps: tuple[str | int, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def _written(value: Any) -> str | None:
    """Return a value as it would stand behind `--set KEY=`; None for an empty table or list."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return None
    return str(getattr(value, "written", value))


def _refused(setting: str, place: Place) -> Iterator[Problem]:
    """Yield what is wrong with the key of a setting, as `--set` says it."""
    from jdgen.inputs import overrides

    try:
        overrides.apply([setting], {})
    except InputError as error:
        key = setting.partition("=")[0]
        for problem in error.problems:
            said = problem.message if problem.place else f"`{printable(key, _SHOWN)}` is no key of a value"
            # A list may be there already, and be longer than an empty one.
            if not said.startswith("index "):
                yield problem._replace(message=said, place=place, hint=problem.hint if problem.place else "")
