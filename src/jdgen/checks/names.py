"""Finds names that mean two roles."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from jdgen.checks.ladder import built_in
from jdgen.errors import Problem, printable
from jdgen.model.profile import Outline, Profile
from jdgen.model.text import folded


def taken(profile: Profile, library: Mapping[str, Outline], checked: Container[str] = ()) -> Iterator[Problem]:
    """Yield each title or alias of a role that is a name of another one too.

    The library's roles go by their file names; the one of the role's own file name is the role itself. What a built-in
    role shares with one of the user's is said of the latter, if it is among those that are `checked`.
    """
    role = profile.role
    seen: set[str] = set()
    for text in (role.title, *role.aliases):
        name = folded(text)
        for other, outline in library.items():
            what = _what(name, other, outline)
            theirs = other in checked and built_in(role.title.place) and not built_in(outline.title.place)
            if theirs and name in _called(outline):
                continue
            if what and name not in seen and other != profile.id:
                seen.add(name)
                said = f"`{printable(text, 60)}` is also {what} of `{other}`"
                yield Problem(said, text.place, "give one of the two roles another name", "name.taken")


def _what(name: str, other: str, outline: Outline) -> str:
    if name == folded(other):
        return "the file name"
    if name == folded(outline.title):
        return "the title"
    return "an alias" if name in _called(outline) else ""


def _called(outline: Outline) -> set[str]:
    """Return what a role calls itself."""
    return {folded(text) for text in (outline.title, *outline.aliases)}
