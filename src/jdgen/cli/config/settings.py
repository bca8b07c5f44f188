"""What is configured: the settings of all files and variables, checked, and those in force for a command."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import click

from jdgen.cli.config import files
from jdgen.cli.config.files import OURS, PREFIX, Looked
from jdgen.cli.config.keys import KINDS, Options, Wrong, checked
from jdgen.cli.config.tables import Setting, Table
from jdgen.errors import InputError, Place, Problem, nearest, printable

_SHOWN = 60


@dataclass(slots=True)
class Configuration:
    """All settings, the weakest first, the files that were looked for, and the variables that mean nothing."""

    options: Options
    looked_for: tuple[Looked, ...] = ()
    settings: list[Setting] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def of(self, command: tuple[str, ...]) -> dict[str, Setting]:
        """Return the settings that are in force for a command, by their keys."""
        options = self.options.of(command)
        (name,) = command if len(command) == 1 else ("",)
        found: dict[str, Setting] = {}
        for setting in self.settings:
            if setting.command not in ("", name) or setting.key.partition(".")[0] not in options:
                continue
            if setting.key == "format" and not setting.command:
                setting = _for_all(setting, command)
            # Said again, it stands last, as on the command line.
            found.pop(setting.key, None)
            if setting.value != ():
                found[setting.key] = setting
        return found

    def values(self, command: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Place]]:
        """Return what a command takes in place of its defaults, by parameter, and where files and settings are named.

        The places are by path, and by `--set KEY`.
        """
        options = self.options.of(command)
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        for key, setting in self.of(command).items():
            first, _, rest = key.partition(".")
            parameter = options[first]
            name = parameter.name or first
            if first == "set":
                values[name] = (*values.get(name, ()), f"{rest}={setting.value}")
            elif first == "template" and parameter.multiple:
                values[name] = (*values.get(name, ()), f"{rest}={setting.value}" if rest else setting.value)
            elif not rest or rest == command[0]:
                values[name] = setting.value
            if setting.place:
                places[f"--set {rest}" if first == "set" else str(setting.value).replace(os.sep, "/")] = setting.place
        return values, places


def _for_all(setting: Setting, command: tuple[str, ...]) -> Setting:
    """Return the formats of all commands without those that this one does not make."""
    from jdgen.render import BOARDS

    if command in (("posting",), ("kit",)):
        return setting
    names = (name.strip() for text in setting.value for name in text.split(","))
    return setting._replace(value=tuple(name for name in names if name.lower() not in (*BOARDS, "boards")))


def configured(root: click.Group, environment: Mapping[str, str] | None = None) -> Configuration:
    """Return all that is configured; raise InputError with everything that is wrong in files and variables."""
    environment = os.environ if environment is None else environment
    looked = files.looked_for(environment)
    found = Configuration(Options(root), looked)
    problems: list[Problem] = []
    for file in reversed([file for file in looked if file.there]):
        try:
            told = files.read(file.path)
        except InputError as error:
            problems.extend(error.problems)
            continue
        _sort(Table(told, found.options).settings(), found.settings, problems)
    own = {name: value for name, value in environment.items() if name.startswith(PREFIX) and name not in OURS}
    _sort(_from_variables(own, found), found.settings, problems)
    if problems:
        # What single values are laid over is read later, if it is: with other faults, it would be told a run too late.
        raise InputError([*problems, *_misspelt(found.settings)])
    return found


def _misspelt(settings: Iterable[Setting]) -> Iterator[Problem]:
    """Yield the keys of single values that no file can have."""
    from jdgen.inputs.overrides import unknown

    for setting in settings:
        if setting.place and setting.key.startswith("set."):
            problem = unknown(setting.key.removeprefix("set."), setting.place)
            yield from (problem,) if problem else ()


def _sort(found: Iterator[Setting | Problem], settings: list[Setting], problems: list[Problem]) -> None:
    made = list(found)
    problems.extend(one for one in made if isinstance(one, Problem))
    # What is for one command is stronger than what the same file says for all.
    settings.extend(sorted((one for one in made if isinstance(one, Setting)), key=lambda one: bool(one.command)))


def _from_variables(own: Mapping[str, str], found: Configuration) -> Iterator[Setting | Problem]:
    """Yield the settings of variables; one that is unknown is noted, as it may be somebody else's."""
    keys = {_variable(key): (key, option) for key, option in found.options.known.items()}
    for kind in KINDS:
        option = found.options.tables.get(kind, {}).get("template")
        if option:
            keys[_variable(f"template.{kind}")] = (f"template.{kind}", option)
    for name, text in sorted(own.items()):
        if name not in keys:
            found.notes.append(_not_read(name, keys, found.options))
        elif text:
            key, option = keys[name]
            value = [part.strip() for part in text.split(",")] if option.multiple and "." not in key else text
            try:
                yield Setting(key, "", checked(key.partition(".")[0], option, value, None), variable=name)
            except Wrong as error:
                yield Problem(f"{name}: {error}", None, error.hint)


def _variable(key: str) -> str:
    return PREFIX + key.upper().replace("-", "_").replace(".", "_")


def _not_read(name: str, keys: Mapping[str, Any], options: Options) -> Problem:
    key = name.removeprefix(PREFIX).lower().replace("_", "-")
    known = (other.removeprefix(PREFIX) for other in (*keys, *files.OURS))
    # All of them begin alike, which would make any two of them near.
    near = nearest(name.removeprefix(PREFIX), known).replace("`", f"`{PREFIX}", 1)
    hint = f"type `--{key}`" if key in options.of_one_run else near
    return Problem(f"the variable `{printable(name, _SHOWN)}` means nothing to jdgen", None, hint)
