"""Which options may be configured, and what each of them takes."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from jdgen.errors import InputError, JdgenError, nearest, printable

KEYS = (
    "format", "out", "profiles", "company", "opening", "candidate", "locale", "paper", "theme", "pages", "width",
    "draft", "quiet", "color", "audience", "part", "blind", "fillable", "large-print", "mode", "as", "tone", "strict",
    "ignore", "group", "document", "map", "workers", "timeout", "memory", "executor",
)  # fmt: skip
"""The options that hold for many runs, by their long names."""
FORCE = "is never configured: it would overwrite files that nobody looked at"
KINDS = ("posting", "rubric", "letter")
"""The documents that a house template can be for."""
_FILES = frozenset(("out", "profiles", "company", "opening", "candidate", "template", "pages", "map"))
"""The options whose values are paths."""
_NUMBERS = frozenset(("workers", "memory"))
"""The options whose values are numbers or words."""
_EVERYWHERE = ("profiles", "color")
"""What commands without a table of their own take too."""
_NO_TABLE = ("new", "config")
_SHOWN = 60


class Wrong(Exception):  # noqa: N818 - it never leaves this package
    """A value that an option does not take: what is wrong with it, and what to type instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Options:
    """The options of all commands, by command and long name."""

    def __init__(self, root: click.Group) -> None:
        self._root = root

    @cached_property
    def tables(self) -> dict[str, dict[str, click.Option]]:
        """Return the configurable options of each command that may have a table in the file."""
        found: dict[str, dict[str, click.Option]] = {}
        for name, command in self._root.commands.items():
            if isinstance(command, click.Group) or name in _NO_TABLE:
                continue
            options = {key: option for key, option in _named(command) if key in (*KEYS, "template", "set")}
            # A command that takes no more than all of them needs no table.
            if options.keys() - set(_EVERYWHERE):
                found[name] = options
        return found

    @cached_property
    def known(self) -> dict[str, click.Option]:
        """Return the configurable options of all commands together, in the order of KEYS."""
        found = {key: option for options in reversed(self.tables.values()) for key, option in options.items()}
        return {key: found[key] for key in KEYS if key in found}

    @cached_property
    def of_one_run(self) -> frozenset[str]:
        """Return the long names of the options that no file and no variable may hold."""
        names = {name for command in self._root.commands.values() for name, _ in _named(command)}
        return frozenset(names - {*KEYS, "template", "set"})

    def of(self, path: tuple[str, ...]) -> dict[str, click.Option]:
        """Return the configurable options of a command, which may be one of a group."""
        if len(path) == 1 and path[0] in self.tables:
            return self.tables[path[0]]
        command: click.Command | None = self._root
        for name in path:
            command = command.commands.get(name) if isinstance(command, click.Group) else None
        return {key: option for key, option in _named(command) if key in _EVERYWHERE} if command else {}


def _named(command: click.Command) -> Iterator[tuple[str, click.Option]]:
    """Yield the options of a command by their long names without dashes."""
    for option in command.params:
        if isinstance(option, click.Option):
            yield from ((name[2:], option) for name in option.opts if name.startswith("--"))


def checked(key: str, option: click.Option, value: Any, folder: Path | None) -> Any:
    """Return a value of a file or a variable as the option takes it; raise Wrong for one that it does not take.

    Relative paths begin at `folder`, without one in the current folder.
    """
    if option.is_flag:
        return _flag(value, typed=folder is None)
    if option.multiple:
        texts = tuple(_text(item) for item in (value if isinstance(value, list) else [value]))
        _convert(key, option, texts)
        return texts
    if isinstance(option.type, click.IntRange):
        return _number(option.type, value, typed=folder is None)
    text = str(value) if key in _NUMBERS and type(value) is int else _text(value)
    if not text:
        raise Wrong("is empty", "leave the line out")
    if key in _FILES or (key == "theme" and _is_path(text)):
        path = _below_home(text)
        return path if folder is None or text == "-" or "://" in text else shown(folder / path)
    _convert(key, option, text)
    return text


def shown(path: Path) -> str:
    """Return a path as short as it can be said from the current folder."""
    try:
        here = Path.cwd()
    except OSError:
        return str(path)
    path = Path(os.path.normpath(here / path))
    if any(path.is_relative_to(folder) for folder in (here, *_above(here))):
        return os.path.relpath(path, here)
    return str(path)


def _above(here: Path) -> Iterator[Path]:
    """Yield the folders above that a person would still write with dots."""
    own = home()
    homes = (own, *own.parents) if own else ()
    for folder in list(here.parents)[:3]:
        if folder in homes or folder == folder.parent:
            return
        yield folder


def home() -> Path | None:
    """Return the user's home, or none: in a container there may be neither a HOME nor a user of that number."""
    found = os.path.expanduser("~")  # noqa: PTH111 - the other raises where there is none
    return None if found.startswith("~") else Path(found)


def _below_home(path: str) -> str:
    """Return a path with the home that `~` or `~name` stands for; raise Wrong where nobody knows it."""
    found = os.path.expanduser(path)  # noqa: PTH111 - as above
    if found.startswith("~"):
        start = path.replace(os.sep, "/").partition("/")[0]
        raise Wrong(f"nobody knows where `{printable(start, _SHOWN)}` is", "write the whole path")
    return found


def _is_path(theme: str) -> bool:
    """Return whether a theme is given as a file, and not by the name of a built-in one."""
    return theme.lower().endswith((".yaml", ".yml", ".json"))


def _number(kind: click.IntRange, value: Any, *, typed: bool) -> int:
    if typed and isinstance(value, str) and value.strip().isdecimal() and value.isascii():
        value = int(value[:_SHOWN])
    if isinstance(value, float):
        raise Wrong(f"expected a whole number, found `{printable(str(getattr(value, 'written', value)), _SHOWN)}`")
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong(f"expected a number, found {_kind(value)}")
    if (kind.min is not None and value < kind.min) or (kind.max is not None and value > kind.max):
        raise Wrong(f"{value} is not between {kind.min} and {kind.max}")
    return value


def _flag(value: Any, *, typed: bool) -> bool:
    """Return whether a flag is set; a variable has nothing but texts to say it with."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and typed:
        try:
            return bool(click.BOOL.convert(value, None, None))
        except click.BadParameter:
            pass
        raise Wrong(f"`{printable(value, _SHOWN)}` is neither `true` nor `false`")
    raise Wrong(f"expected `true` or `false`, found {_kind(value)}")


def _text(value: Any) -> str:
    if isinstance(value, str):
        no_controls(value)
        return value
    raise Wrong(f"expected a text, found {_kind(value)}", "put it in quotes" if _is_plain(value) else "")


def no_controls(text: str, but: str = "") -> None:
    """Raise Wrong for a text with a control character, but for those that it may have."""
    found = next((sign for sign in text if unicodedata.category(sign) == "Cc" and sign not in but), "")
    if found:
        raise Wrong(f"has the control character U+{ord(found):04X} in it", "take it out")


def _is_plain(value: Any) -> bool:
    return not isinstance(value, (bool, list, dict))


def _kind(value: Any) -> str:
    kinds: Mapping[type, str] = {bool: "`true` or `false`", str: "a text", int: "a number", list: "a list",
                                 dict: "a table"}  # fmt: skip
    return kinds.get(type(value), "a number" if isinstance(value, float) else "a date")


def _convert(key: str, option: click.Option, value: Any) -> Any:
    """Return what the option makes of a value; raise Wrong with what it says against it."""
    context = click.Context(click.Command("jdgen"))
    kind = option.type
    if isinstance(kind, click.Choice):
        known = [str(choice) for choice in kind.choices]
        for one in value if isinstance(value, tuple) else (value,):
            if one.casefold() not in known:
                hint = nearest(one, known) or f"known: {', '.join(known)}"
                raise Wrong(f"there is no `{printable(one, _SHOWN)}`", hint)
    try:
        found = option.type_cast_value(context, value)
        # An eager option is at once in force.
        if option.callback and not option.is_eager and key in _CALLED:
            option.callback(context, option, found)
        if key in _TRIED:
            _TRIED[key](value)
    except click.BadParameter as error:
        message, _, hint = error.message.rstrip(".").partition("; ")
        raise Wrong(message, hint) from None
    except JdgenError as error:
        problem = error.problems[0]
        raise Wrong(problem.message, problem.hint) from None
    return found


_CALLED = ("format", "document")
"""The options whose callback says what is wrong with a value."""


def _try_locale(tag: str) -> None:
    from jdgen.documents.locale import locale

    locale(tag)


def _try_theme(name: str) -> None:
    from jdgen.inputs.brand.themes import find

    find(name)


def _try_parts(parts: tuple[str, ...]) -> None:
    from jdgen.errors import Problem
    from jdgen.inputs.kit import KitOptions, kit_of

    problems: list[Problem] = []
    kit_of(KitOptions(parts=parts), problems)
    if problems:
        raise InputError(problems)


def _try_rules(names: tuple[str, ...]) -> None:
    from jdgen.audit.files.rules import RULES
    from jdgen.checks.rules import every

    known = {**every(), **RULES}
    for name in names:
        if name not in known or name == "input":
            hint = nearest(name, known) or "`jdgen check --rules` and `jdgen audit --rules` list them"
            said = "cannot be switched off" if name == "input" else f"there is no rule `{printable(name, _SHOWN)}`"
            raise Wrong(said, "" if name == "input" else hint)


_TRIED: Mapping[str, Callable[[Any], None]] = {
    "locale": _try_locale, "theme": _try_theme, "part": _try_parts, "ignore": _try_rules,
}  # fmt: skip
"""The options whose values are only looked at when documents are made."""
