"""How much of the torture a run takes: a bounded part with every `make test`, the whole of it with `make torture`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

Value = TypeVar("Value")
WHOLE = os.environ.get("TORTURE") == "whole"


def size(bounded: int, whole: int) -> int:
    """Return how many to try."""
    return whole if WHOLE else bounded


def some(values: Sequence[Value], bounded: int) -> list[Value]:
    """Return all of them in a whole run, and otherwise a number of them that stand evenly apart."""
    if WHOLE or len(values) <= bounded:
        return list(values)
    return [values[number * len(values) // bounded] for number in range(bounded)]
