"""What `jdgen config` prints: settings, their values and where they come from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from jdgen.cli.config.files import looked_for
from jdgen.cli.config.keys import Options, shown
from jdgen.cli.config.settings import Configuration, configured
from jdgen.cli.config.tables import Setting
from jdgen.cli.report import say_notice
from jdgen.errors import nearest, printable

_SHOWN = 60
NOT_SET = "-"


class Row(NamedTuple):
    """A setting in force: its key, the one command it is for, its value, and the setting that it comes from, if any."""

    key: str
    command: str
    value: Any
    setting: Setting | None = None

    @property
    def name(self) -> str:
        """Return the key with its table, where it is in one."""
        return f"{self.command}.{self.key}" if self.setting and self.setting.command else self.key

    @property
    def origin(self) -> str:
        """Return where the value comes from."""
        return self.setting.origin if self.setting else "default"


class File(NamedTuple):
    """A file of configuration as it is listed."""

    path: str
    there: bool
    whose: str


def looked() -> list[File]:
    """Return the files of configuration, the strongest first."""
    found = looked_for(os.environ)
    return [File(Path(shown(file.path)).as_posix(), os.path.lexists(file.path), file.whose) for file in found]


def known(context: click.Context, command: str | None) -> list[Row]:
    """Return the settings of all commands, with those of single ones behind them; or all those of one command."""
    root = context.find_root().command
    if not isinstance(root, click.Group):
        raise TypeError("the command line is a group")
    # `--no-config` takes the defaults away.
    found = Configuration(Options(root)) if context.find_root().default_map is None else configured(root)
    for note in found.notes:
        say_notice(note)
    tables = found.options.tables
    if command is None:
        return [*_general(found), *_special(found)]
    if command not in tables:
        hint = nearest(command, tables) or f"known: {', '.join(tables)}"
        raise click.UsageError(f"there are no settings for a command `{printable(command, _SHOWN)}`; {hint}")
    return list(_of_command(found, command))


def _general(found: Configuration) -> Iterator[Row]:
    """Yield what is in force for every command that has it and does not say otherwise."""
    latest = {setting.key: setting for setting in found.settings if not setting.command}
    for key, option in found.options.known.items():
        setting = latest.pop(key, None)
        yield Row(key, "", setting.value if setting else _default(option), setting)
    yield from (Row(key, "", setting.value, setting) for key, setting in sorted(latest.items()))


def _special(found: Configuration) -> Iterator[Row]:
    """Yield what single commands take instead; what a stronger file says for all of them is not undone."""
    for command in found.options.tables:
        for key, setting in found.of((command,)).items():
            if setting.command:
                yield Row(key, command, setting.value, setting)


def _of_command(found: Configuration, command: str) -> Iterator[Row]:
    settings = found.of((command,))
    for key, option in found.options.tables[command].items():
        if key not in ("set", "template"):
            setting = settings.pop(key, None)
            yield Row(key, command, setting.value if setting else _default(option), setting)
    for key, setting in settings.items():
        kind = key.removeprefix("template.")
        if kind in (key, command) or found.options.tables[command]["template"].multiple:
            yield Row(key, command, setting.value, setting)


def _default(option: click.Option) -> Any:
    """Return the value without any setting; none where the command decides."""
    context = click.Context(click.Command("jdgen"))
    value = option.get_default(context)
    return value if isinstance(value, (str, int, tuple)) and value != () else None


def table(rows: Sequence[Row]) -> list[str]:
    """Return a line for each setting, with its value and where it comes from."""
    cells = [(row.name, _said(row.value), row.origin) for row in rows]
    names, values = (max((len(cell[index]) for cell in cells), default=0) for index in (0, 1))
    return [f"{name:<{names}}  {value:<{values}}  {origin}" for name, value, origin in cells]


def _said(value: Any) -> str:
    if value is None:
        return NOT_SET
    if isinstance(value, bool):
        return "true" if value else "false"
    return printable(",".join(map(str, value)) if isinstance(value, tuple) else str(value))


def as_data(row: Row) -> dict[str, Any]:
    """Return a setting for programs."""
    place = row.setting.place if row.setting else None
    return {
        "key": row.key,
        "command": row.command or None,
        "value": list(row.value) if isinstance(row.value, tuple) else row.value,
        "source": "file" if place else "environment" if row.setting else "default",
        "file": place.source if place else None,
        "line": place.line if place else None,
        "variable": row.setting.variable or None if row.setting else None,
    }
