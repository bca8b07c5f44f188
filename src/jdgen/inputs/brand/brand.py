"""The look of documents: the theme that is asked for, with what the company's file says laid over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar, cast

from jdgen.documents.look import USUAL, Look, Picture
from jdgen.errors import InputError, Place, Problem, printable
from jdgen.inputs import source
from jdgen.inputs.attempt import attempt
from jdgen.inputs.brand import colors, drawings, pictures, themes
from jdgen.inputs.memory import remembered
from jdgen.model.company import Brand, Colors, Company, Logo
from jdgen.model.text import Text

POINTS = 72 / 25.4
"""How many points a millimeter has."""
WIDEST = 90
"""How wide a logo may be on paper, in millimeters."""
_SHOWN = {"paper": "white", "tint": "the tint", "prompt": "the ground of prompts"}
Value = TypeVar("Value")


class Given(NamedTuple):
    """A color that somebody chose: what their file calls it, and where it stands."""

    name: str
    place: Place | None


def look_of(company: Company, theme: str | None, problems: list[Problem]) -> Look:
    """Return how the documents of a company look; add every problem of its brand and of the theme.

    A theme that is asked for comes before that of the company's file; what the theme leaves without a color stays so.
    """
    brand = company.brand
    if brand is None:
        return look_of_theme(theme, problems)
    look, found = remembered(("look", brand, theme), lambda: _look_of(brand, theme))
    problems.extend(found)
    alt = str((brand.logo and brand.logo.alt) or company.name or "Logo")
    return look._replace(
        logo=look.logo and look.logo._replace(alt=alt), drawing=look.drawing and look.drawing._replace(alt=alt)
    )


def _look_of(brand: Brand, theme: str | None) -> tuple[Look, tuple[Problem, ...]]:
    """Return the look of a brand, whose logo has no words yet, and what is wrong with it."""
    problems: list[Problem] = []
    # Without a theme, all else that is wrong can still be said.
    style = _style(brand, theme, problems) or themes.built_in(themes.BASE)
    look = _colored(style, brand.colors, problems)
    if brand.fonts:
        body, heading = (tuple(map(str, names)) for names in (brand.fonts.body, brand.fonts.heading))
        look = look._replace(body_font=body or look.body_font, heading_font=heading or look.heading_font)
    return (_with_logo(look, brand.logo, problems) if brand.logo else look), tuple(problems)


def look_of_theme(theme: str | None, problems: list[Problem]) -> Look:
    """Return the look of a theme alone, such as a letter has, which is nobody's but the candidate's."""
    if theme is None:
        return USUAL
    look, found = remembered(("look", None, theme), lambda: _look_of_theme(theme))
    problems.extend(found)
    return look


def _look_of_theme(theme: str) -> tuple[Look, tuple[Problem, ...]]:
    problems: list[Problem] = []
    style = attempt(lambda: themes.find(theme), problems)
    return (_colored(style, None, problems) if style else USUAL), tuple(problems)


def beside(place: Place | None) -> Path:
    """Return the folder from which a path counts: that of the file that holds it; of an option, the current one."""
    return Path(place.source).parent if place and place.in_file else Path()


def _style(brand: Brand, theme: str | None, problems: list[Problem]) -> themes.Style | None:
    if theme is not None or brand.theme is None:
        return attempt(lambda: themes.find(theme or themes.BASE), problems)
    own = brand.theme
    return attempt(lambda: themes.find(own, beside(own.place), own.place), problems)


def _colored(style: themes.Style, own: Colors | None, problems: list[Problem]) -> Look:
    """Return the look of a theme in the company's colors; add a problem for each that cannot be read."""
    given = {field: Given(field, place) for field, place in style.places.items()}
    look = style.look
    values: dict[str, Any] = {}
    for field in Colors.model_fields if own else ():
        color: Text | None = getattr(own, field)
        if color is not None and getattr(look, field):
            values[field] = str(color)
            given[field] = Given(f"brand.colors.{field}", color.place)
    look = look._replace(**values)
    problems.extend(too_faint(look, given))
    return look


def too_faint(look: Look, given: Mapping[str, Given]) -> Iterator[Problem]:
    """Yield a problem for each chosen color of letters that cannot be read, and each chosen one on which they cannot.

    Nearly the same color that can be read is the hint.
    """
    printed = list(colors.pairs(look))
    blamed_letters = set()
    for field in colors.PRINTED:
        mine = [pair for pair in printed if pair.letters == field]
        faint = [pair for pair in mine if pair.contrast < colors.ENOUGH]
        better = colors.readable(mine[0].color, tuple(pair.on for pair in mine))
        # defense brand.contrast: no color is printed that readers cannot tell from its ground
        if faint and better and field in given:
            blamed_letters.add(field)
            yield _faint(faint[0], given[field], given[field], better)
    for field in dict.fromkeys(pair.ground for pair in printed if pair.ground in given):
        on = [pair for pair in printed if pair.ground == field and pair.letters not in blamed_letters]
        worst = min(on, key=lambda pair: pair.contrast, default=printed[0])
        # defense brand.grounds: no ground is printed on which letters cannot be read
        if on and worst.contrast < colors.ENOUGH:
            letters = [pair.color for pair in on if colors.contrast(pair.color, colors.WHITE) >= colors.ENOUGH]
            better = colors.lighter(worst.on, tuple(letters or [colors.BLACK]))
            yield _faint(worst, given.get(worst.letters), given[field], better)


def _faint(pair: colors.Pair, letters: Given | None, blamed: Given, better: str) -> Problem:
    name = letters.name if letters else pair.letters
    on = _SHOWN[pair.ground] if pair.ground == "paper" else f"{_SHOWN[pair.ground]} #{pair.on}"
    contrast, enough = colors.shown(pair.contrast), f"{colors.ENOUGH}:1"
    said = f"`{name}` #{pair.color} on {on} has a contrast of {contrast}, and readers need {enough} (WCAG AA)"
    return Problem(said, blamed.place, f"write `#{better}`")


def _with_logo(look: Look, logo: Logo, problems: list[Problem]) -> Look:
    height = float(logo.height)
    raster = _read("file", logo.file, pictures.read_raster, pictures.MAX_BYTES, problems)
    if raster:
        kind = cast('Literal["png", "jpeg"]', raster.kind)
        size = _on_paper(raster.width / raster.height, height)
        look = look._replace(logo=Picture(kind, raster.data, *size, "", logo.file.place))
    drawing = logo.drawing and _read("drawing", logo.drawing, drawings.read_drawing, drawings.MAX_BYTES, problems)
    if drawing:
        size = _on_paper(drawing.ratio, height)
        look = look._replace(drawing=Picture("svg", drawing.data, *size, "", cast("Text", logo.drawing).place))
    return look


def _on_paper(ratio: float, height: float) -> tuple[float, float]:
    """Return width and height in points; what would be too wide is made lower."""
    height = min(height, WIDEST / ratio)
    return round(height * ratio * POINTS, 2), round(height * POINTS, 2)


def _read(
    key: str, path: Text, reader: Callable[[bytes], Value], most: int, problems: list[Problem]
) -> Value | None:
    """Return what a reader makes of a file of the brand, or None after adding what is wrong with it."""
    file = beside(path.place) / path
    said = f"`brand.logo.{key}` {printable(path, 80)}"
    kinds = (".svg",) if key == "drawing" else (".png", ".jpg", ".jpeg")
    try:
        return reader(source.content(file, kinds, most))
    except InputError as error:
        problems.extend(Problem(f"{said} {one.message}", path.place, one.hint) for one in error.problems)
    except pictures.WrongPictureError as error:
        problems.append(Problem(f"{said} {error.message}", path.place, error.hint))
    return None
