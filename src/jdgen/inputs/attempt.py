"""One problem does not hide the next: what cannot be read is noted, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from jdgen.errors import InputError, Problem

Value = TypeVar("Value")


def attempt(action: Callable[[], Value], problems: list[Problem]) -> Value | None:
    """Return what an action returns, or None after adding its problems to the others."""
    try:
        return action()
    except InputError as error:
        problems.extend(error.problems)
        return None
