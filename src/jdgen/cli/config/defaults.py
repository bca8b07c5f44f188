"""What is configured, as Click asks for it: no file is read before a command wants a value that nobody typed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, MutableMapping
from functools import cached_property, partial
from typing import Any

import click

from jdgen.cli.config.files import is_configured
from jdgen.cli.config.keys import Options
from jdgen.cli.report import named_in, say_notice
from jdgen.errors import InputError, Problem


class Defaults(MutableMapping[str, Any]):
    """The defaults of a command, by parameter; `get` returns those of a command below it, as Click's contexts ask."""

    def __init__(self, path: tuple[str, ...] = ()) -> None:
        self._path = path

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ARG002 - there is always something
        """Return the defaults of a command by its name."""
        return Defaults((*self._path, key))

    @cached_property
    def _values(self) -> dict[str, Any]:
        if not self._path:
            return {}
        context = click.get_current_context()
        # Help asks too, and would be of no help where a file is wrong.
        helping = context.resilient_parsing and "_JDGEN_COMPLETE" not in os.environ
        return {} if helping or not is_configured(os.environ) else _read(self._path, context)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._values[key] = value

    def __delitem__(self, key: str) -> None:
        del self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _read(path: tuple[str, ...], context: click.Context) -> dict[str, Any]:
    """Return the defaults of a command; while a word is completed, wrong files count for nothing."""
    root = context.find_root().command
    if not isinstance(root, click.Group) or not Options(root).of(path):
        return {}
    from jdgen.cli.config.settings import configured

    try:
        found = configured(root)
    except InputError:
        if not context.resilient_parsing:
            raise
        return {}
    values, places = found.values(path)
    named_in(places)
    if not context.resilient_parsing:
        # Whether it is to be quiet is known when all options are.
        context.call_on_close(partial(_tell, found.notes, context))
    return values


def _tell(notes: Iterable[Problem], context: click.Context) -> None:
    for note in () if context.params.get("quiet") else notes:
        say_notice(note)
