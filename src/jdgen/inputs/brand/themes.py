"""Themes: files of a few values over those of the classic one, built in or a user's own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from jdgen.documents.look import USUAL, Look
from jdgen.errors import InputError, Place, Problem, nearest, printable
from jdgen.inputs import source
from jdgen.inputs.memory import tell, told_of
from jdgen.inputs.schema import build
from jdgen.inputs.source import Scalar
from jdgen.model.base import Entity, OneOrMore
from jdgen.model.company import Font, hexadecimal
from jdgen.model.text import Line, Text
from jdgen.resources import templates

BASE = "classic"
SUFFIXES = (".yaml", ".yml", ".json")
_NONE = "none"


def _hexadecimal_or_none(value: object) -> str:
    if value == _NONE:
        return ""
    try:
        return hexadecimal(value)
    except PydanticCustomError:
        raise PydanticCustomError("color", 'must be a color in quotes, such as "#0B4F6C", or none') from None


def _pair(value: object) -> object:
    if isinstance(value, list) and len(value) != len(("size", "line")):
        raise PydanticCustomError("pair", "takes two numbers of points, as in [24, 28]: size, and height of a line")
    return value


Points = Annotated[Decimal, Field(ge=8, le=72)]
Type = Annotated[tuple[Points, Points], BeforeValidator(_pair)]
Hexadecimal = Annotated[str, BeforeValidator(_hexadecimal_or_none)]


class Theme(Entity):
    """The values of a theme, which are those of a look; what it does not say, it takes from the theme it extends."""

    summary: Line | None = None
    """What it is like, in one sentence."""
    extends: Line | None = None
    """The built-in theme that it takes all else from."""
    accent: Hexadecimal | None = None
    ink: Hexadecimal | None = None
    secondary: Hexadecimal | None = None
    rule: Hexadecimal | None = None
    strong_rule: Hexadecimal | None = None
    tint: Hexadecimal | None = None
    prompt: Hexadecimal | None = None
    body_font: OneOrMore[Font] | None = None
    heading_font: OneOrMore[Font] | None = None
    title: Type | None = None
    section: Type | None = None
    section_rule: Literal["none", "above", "below"] | None = None
    facts: Literal["tinted", "ruled", "listed"] | None = None
    columns: Literal["beside", "stacked"] | None = None
    large: bool | None = None

    @model_validator(mode="after")
    def _lines_hold_their_type(self) -> Theme:
        for name in ("title", "section"):
            held = getattr(self, name)
            if held and not held[0] <= held[1] <= 2 * held[0]:
                said = "`.{name}` must have a line as high as its size, or up to twice as high"
                raise PydanticCustomError("line", said, {"name": name})
        return self


class Style(NamedTuple):
    """A theme that was read: what it is like, the look it makes, and where a user's own file says its colors."""

    summary: str
    look: Look
    places: Mapping[str, Place]


def names() -> dict[str, Path]:
    """Return the files of the built-in themes by name, the base first."""
    found = {path.stem: path for path in sorted((templates() / "themes").glob("*.yaml"))}
    return {BASE: found[BASE], **found}


def is_file(name: str) -> bool:
    """Return whether what stands for a theme is the path of a file, and no name."""
    return name.lower().endswith(SUFFIXES)


def find(name: str, folder: Path | None = None, place: Place | None = None) -> Style:
    """Return a theme by its name, or its file; raise InputError with all that is wrong with it.

    A file is looked for from the folder, and `place` is where it was named, where that is no option.
    """
    if is_file(name):
        path = Path(folder or ".", name)
        return _read(path, path.name.split(".")[0], place and _content(path, name, place))
    known = names()
    key = name.strip().casefold()
    if key not in known:
        hint = nearest(name, known) or f"known: {', '.join(known)}; or name a file, such as `acme.theme.yaml`"
        raise InputError(Problem(f"there is no theme `{printable(name, 60)}`", place, hint))
    return built_in(key)


def built_in(name: str) -> Style:
    """Return a built-in theme; its files are told of each time, whoever read them first."""
    style, files = _built_in(name)
    for path in files:
        tell(path)
    return style


@lru_cache(maxsize=8)
def _built_in(name: str) -> tuple[Style, tuple[Path, ...]]:
    files: list[Path] = []
    with told_of(files.append):
        return _read(names()[name], name)._replace(places={}), tuple(files)


def _content(path: Path, name: str, place: Place) -> bytes:
    """Return the bytes of a theme's file; where they cannot be read, its name is what is wrong."""
    try:
        return source.content(path)
    except InputError as error:
        said = f"`brand.theme` {printable(name, 80)}"
        raise InputError(Problem(f"{said} {one.message}", place, one.hint) for one in error.problems) from None


def _read(path: Path, name: str, data: bytes | None = None) -> Style:
    tree = source.read(path, data)
    problems: list[Problem] = []
    theme = build(Theme, tree, problems)
    base = _base(theme, problems) if theme else USUAL
    if theme is None or problems:
        raise InputError(problems)
    given = {key: getattr(theme, key) for key in theme.model_fields_set if key in Look._fields}
    values: dict[str, Any] = {key: _plain(value) for key, value in given.items() if value is not None}
    places = {key: node.place for key, node in tree.entries.items() if isinstance(node, Scalar)}
    return Style(str(theme.summary or ""), base._replace(theme=name, **values), places)


def _base(theme: Theme, problems: list[Problem]) -> Look:
    if theme.extends is None:
        return USUAL
    known = names()
    # defense theme.extends: a theme extends a built-in one, and no file that may extend it in turn
    if is_file(theme.extends):
        said = f"`extends` takes a built-in theme: {', '.join(known)}"
        problems.append(Problem(said, theme.extends.place))
        return USUAL
    if theme.extends not in known:
        said = f"there is no built-in theme `{printable(theme.extends, 60)}`"
        hint = nearest(theme.extends, known) or f"known: {', '.join(known)}"
        problems.append(Problem(said, theme.extends.place, hint))
        return USUAL
    return built_in(theme.extends).look


def _plain(value: object) -> Any:
    """Return a value as looks hold it, which know nothing of places."""
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value
