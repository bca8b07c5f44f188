"""Proves that a career ladder rises: rules over the rungs of one family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jdgen.errors import Problem
from jdgen.model.base import NAME, place_of_key
from jdgen.model.family import Family
from jdgen.model.profile import Profile


def falls(folder: str, rungs: Sequence[Profile]) -> Iterator[Problem]:
    """Yield where a rung expects or pays less than the one below it, or does not lead to the next one.

    `folder` is the family's id; a rung that gives no years, pay or level is compared with the last one that does.
    """
    for rung in rungs:
        if rung.role.family != folder:
            said = f"`{rung.id}` is a rung of `{folder}` and belongs to `{rung.role.family}`"
            yield Problem(said, rung.role.title.place, "take it off the ladder", "ladder.family")
    yield from _levels(rungs)
    yield from _years(rungs)
    yield from _pay(rungs)
    for low, high in pairwise(rungs):
        advance = low.role.advance
        if advance and advance.to not in (high.id, high.role.title, *high.role.aliases):
            said = f"`{low.id}` advances to `{advance.to}`; the next rung is `{high.id}`"
            yield Problem(said, advance.to.place, f"write `to: {high.id}`", "ladder.advance")


def _levels(rungs: Sequence[Profile]) -> Iterator[Problem]:
    reached: dict[str, tuple[int, Profile]] = {}
    for rung in rungs:
        for key, level in rung.role.expects.items():
            before, below = reached.get(key, (level, rung))
            if level < before:
                said = f"`{rung.id}` expects {level} of `{key}`, and `{below.id}` below it {before}"
                place = place_of_key(rung.role.expects, key)
                yield Problem(said, place, f"expect {before} or more", "ladder.expects")
            reached[key] = (level, rung)


def _years(rungs: Sequence[Profile]) -> Iterator[Problem]:
    given = [rung for rung in rungs if rung.role.years]
    for low, high in pairwise(given):
        under, over = low.role.years, high.role.years
        if under and over and (under.max is None or under.max > over.min):
            top = f"{under.max} years" if under.max is not None else "open years"
            said = f"`{high.id}` begins at {over.min} years, and `{low.id}` below it ends at {top}"
            yield Problem(said, high.role.place_of("years"), "let the one end where the other begins", "ladder.years")


def _pay(rungs: Sequence[Profile]) -> Iterator[Problem]:
    given = [rung for rung in rungs if rung.role.pay]
    for low, high in pairwise(given):
        under, over = low.role.pay, high.role.pay
        if not under or not over or (under.currency, under.per) != (over.currency, over.per):
            continue
        if under.open_ended or under.max is None or under.max > over.min:
            top = "without a limit" if under.open_ended or under.max is None else f"at {under.max:,f}"
            said = f"`{high.id}` is paid from {over.min:,f}, and `{low.id}` below it ends {top}"
            yield Problem(said, high.role.place_of("pay"), "let the one end where the other begins", "ladder.pay")


def left_out(profile: Profile, family: Family) -> Iterator[Problem]:
    """Yield a role that leads to the first rung of its family's ladder, or that the last one leads to, and is none."""
    advance, rungs = profile.role.advance, family.ladder
    if not advance or not rungs:
        return
    if profile.id not in rungs and advance.to == rungs[0]:
        said = f"`{profile.id}` leads to the first rung and is not on the ladder"
        yield Problem(said, advance.to.place, f"add it to `ladder` before `{rungs[0]}`", "ladder.left_out")
    # What does not look like a role's name is a title without a profile.
    if profile.id == rungs[-1] and NAME.fullmatch(advance.to) and advance.to not in rungs:
        said = f"the last rung leads to `{advance.to}`, which is not on the ladder"
        yield Problem(said, advance.to.place, f"add it to `ladder` after `{profile.id}`", "ladder.left_out")
