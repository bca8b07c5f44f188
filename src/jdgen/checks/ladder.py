"""Proves that a career ladder rises: rules over the rungs of one family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from jdgen import resources
from jdgen.errors import Place, Problem, plural
from jdgen.model.base import NAME, place_of_key
from jdgen.model.family import Family
from jdgen.model.profile import Profile


def falls(folder: str, rungs: Sequence[Profile]) -> Iterator[Problem]:
    """Yield where a rung expects or pays less than the one below it, or does not lead to the next one.

    `folder` is the family's id. Levels are compared where both rungs weigh the competency; a rung that gives no years
    or pay, or pay in another currency or for another period, is passed over.
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
            mend = f"write `to: {high.id}`"
            place = advance.to.place
            if _only_mine(high, low):
                mend = f"{mend} in a `{low.id}` of your own"
                place = high.role.title.place
            yield Problem(said, place, mend, "ladder.advance")


def _levels(rungs: Sequence[Profile]) -> Iterator[Problem]:
    reached: dict[str, tuple[int, Profile]] = {}
    for rung in rungs:
        for key in rung.weighted:
            level = rung.role.expects[key]
            before, below = reached.get(key, (level, rung))
            if level < before:
                said = f"`{rung.id}` expects {level} of `{key}`, and `{below.id}` below it {before}"
                mend = f"expect {before} or more"
                place = place_of_key(rung.role.expects, key)
                if _only_mine(below, rung):
                    mend = f"expect {level} or less"
                    place = place_of_key(below.role.expects, key)
                yield Problem(said, _mine(place, below, rung), mend, "ladder.expects")
            if level >= before:
                reached[key] = (level, rung)


def _years(rungs: Sequence[Profile]) -> Iterator[Problem]:
    given = [rung for rung in rungs if rung.role.years]
    for low, high in pairwise(given):
        under, over = low.role.years, high.role.years
        if under and over and (under.max is None or under.max > over.min):
            top = plural(under.max, "year") if under.max is not None else "open years"
            said = f"`{high.id}` begins at {plural(over.min, 'year')}, and `{low.id}` below it ends at {top}"
            yield Problem(said, _place("years", low, high), "let the one end where the other begins", "ladder.years")


def _pay(rungs: Sequence[Profile]) -> Iterator[Problem]:
    last: dict[tuple[str, str], Profile] = {}
    for high in rungs:
        over = high.role.pay
        if over is None:
            continue
        low = last.get((over.currency, over.per))
        last[over.currency, over.per] = high
        under = low.role.pay if low else None
        if low is None or under is None:
            continue
        if under.open_ended or under.max is None or under.max > over.min:
            top = "without a limit" if under.open_ended or under.max is None else f"at {under.max:,f}"
            said = f"`{high.id}` is paid from {over.min:,f}, and `{low.id}` below it ends {top}"
            yield Problem(said, _place("pay", low, high), "let the one end where the other begins", "ladder.pay")


def _place(field: str, low: Profile, high: Profile) -> Place | None:
    """Return where the higher rung gives a field, or the lower one if that alone is the user's own."""
    return (low if _only_mine(low, high) else high).role.place_of(field)


def _mine(place: Place | None, low: Profile, high: Profile) -> Place | None:
    """Return the place, or for what the only rung of the user's inherits from a built-in role, the rung itself."""
    for rung, other in ((low, high), (high, low)):
        if _only_mine(rung, other) and built_in(place):
            return rung.role.title.place
    return place


def _only_mine(rung: Profile, other: Profile) -> bool:
    """Return whether the one rung is the user's own and the other is built in."""
    return built_in(other.role.title.place) and not built_in(rung.role.title.place)


def built_in(place: Place | None) -> bool:
    """Return whether a place is in a built-in profile."""
    return place is not None and Path(place.source).resolve().is_relative_to(resources.profiles().resolve())


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
