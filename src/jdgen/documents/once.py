"""What follows from one object of the model alone is worked out once, however many documents ask for it.

Objects of the model never change, so that the answer for one of them stays. They are told apart by what they are, not
by what they hold: to compare two of them would take longer than most answers do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
KEPT = 64
"""For how many objects an answer is kept: for the roles, families and companies that rows share."""


class Same:
    """A key that equals another one for the same object, which stays alive with it."""

    __slots__ = ("it",)

    def __init__(self, it: object) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        """Return whether both stand for one object."""
        return isinstance(other, Same) and self.it is other.it

    def __hash__(self) -> int:
        """Return a hash that costs nothing, whatever the object holds."""
        return id(self.it)


def once(work: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Return a function that keeps its answers for the objects it was asked about last."""

    @lru_cache(maxsize=KEPT)
    def kept(*asked: Same) -> Answer:
        plain: Callable[..., Answer] = work
        return plain(*(one.it for one in asked))

    @wraps(work)
    def answer(*asked: Asked.args, **_: Asked.kwargs) -> Answer:
        return kept(*map(Same, asked))

    return answer
