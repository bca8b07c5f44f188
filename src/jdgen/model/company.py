"""The company that hires."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from jdgen.model.base import Entity, Keyed, Link, OneOrMore
from jdgen.model.text import Line, Prose, Text

Count = Annotated[int, Field(ge=0)]
_COLOR = re.compile("#?(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_FONT = re.compile(r"(?=.*[^\W\d])\w[\w .&'+-]{0,62}")
_SIZED = re.compile(r"(?!LM ).* (?:\d{1,2}(?:\.\d)? ?p[tx]|(?:[6-9]|[12]\d|3[0-6])(?:\.\d)?)")
"""A name with a size, as people type it into Word; Source Sans 3, Univers 55 and LM Roman 10 are names."""
# defense brand.line_length: a line at the head or the foot of a page has room there
_MOST_CHARACTERS = 80
"""What a line at the head or the foot of a page has room for."""
_LOWEST, _HIGHEST = 5, 40
"""How high a logo may be, in millimeters."""


def hexadecimal(value: object) -> Text:
    """Return a color as six hexadecimal digits, with its place."""
    text = Text.read(value) if isinstance(value, str) else Text()
    # defense brand.colors: a color is six digits, and no other word reaches a style sheet
    if not _COLOR.fullmatch(text):
        # Without quotes, YAML takes the sign for the beginning of a comment.
        raise PydanticCustomError("color", 'must be a color in quotes, such as "#0B4F6C"')
    digits = text.removeprefix("#").upper()
    color = Text(digits if len(digits) == len("RRGGBB") else "".join(2 * digit for digit in digits))
    color.place = text.place
    return color


def _font(value: object) -> Text:
    text = Line.read(value)
    # defense brand.font_names: the name of a font holds no sign that a style sheet reads
    if not _FONT.fullmatch(text):
        raise PydanticCustomError("font", "must be one name, such as Georgia, or a list of names")
    if _SIZED.fullmatch(text):
        raise PydanticCustomError("font", "must be a name without a size, such as Calibri")
    return text


def _millimeters(value: object) -> object:
    try:
        fits = _LOWEST <= Decimal(str(value)) <= _HIGHEST
    except InvalidOperation:
        fits = False
    if not fits:
        said = "must be millimeters from {least} to {most}, such as 12"
        raise PydanticCustomError("millimeters", said, {"least": _LOWEST, "most": _HIGHEST})
    return value


def _short(text: Line) -> Line:
    if len(text) > _MOST_CHARACTERS:
        raise PydanticCustomError("long", "is longer than {most} characters", {"most": _MOST_CHARACTERS})
    return text


Color = Annotated[
    Text, BeforeValidator(hexadecimal), WithJsonSchema({"type": "string", "pattern": f"^{_COLOR.pattern}$"})
]
Font = Annotated[Text, BeforeValidator(_font)]
Short = Annotated[Line, AfterValidator(_short)]


class Size(Entity):
    """How many people work there; laws on postings depend on it."""

    total: Count | None = None
    """All employees."""
    by_jurisdiction: Keyed[Text, Count] = Field(default_factory=dict)
    """Employees per place, such as `US-CO: 40`."""


class Accommodation(Entity):
    """Whom a candidate asks for adjustments in the hiring process."""

    contact: Text | None = None
    """A person or an address, such as `access@acme.example`."""
    channel: Text | None = None
    """How to reach the contact, such as `e-mail or phone`."""


class AiUse(Entity):
    """Whether software screens, assesses or selects candidates, and where."""

    used: bool
    """True if it does."""
    where: Prose | None = None
    """What it is used for, such as `to sort applications by stated skills`."""
    vendor: Text | None = None
    """Who makes it."""
    notice_url: Link | None = None
    """Where the notice on it stands."""


class Colors(Entity):
    """Colors of the company's documents, each as `"#0B4F6C"`; letters of each must stand out from the paper."""

    accent: Color | None = None
    """The title and the headings."""
    ink: Color | None = None
    """The text."""
    secondary: Color | None = None
    """Captions, the lines at the head and the foot of pages, and the labels of facts."""


class Fonts(Entity):
    """Fonts of the company's documents: one name, or several in the order of preference."""

    body: Annotated[OneOrMore[Font], Field(min_length=1)] = ()
    """For the text."""
    heading: Annotated[OneOrMore[Font], Field(min_length=1)] = ()
    """For the title and the headings; without it, they are set like the text."""


class Logo(Entity):
    """The company's mark, at the head of the first page."""

    file: Text
    """A PNG or a JPEG, relative to this file."""
    drawing: Text | None = None
    """The same as an SVG, relative to this file; PDF and HTML take it, since it is sharp at every size."""
    alt: Line | None = None
    """Words for who does not see it; without them, the company's name."""
    height: Annotated[Decimal, Field(ge=_LOWEST, le=_HIGHEST), BeforeValidator(_millimeters)] = Decimal(12)
    """How high it is on paper, in millimeters; one that would be wider than 90 is made lower."""


class Templates(Entity):
    """The company's own Word files that documents are filled into, relative to this file."""

    posting: Text | None = None
    """For postings."""
    rubric: Text | None = None
    """For interview kits."""
    letter: Text | None = None
    """For letters."""


class Brand(Entity):
    """How the company's documents look; a letter takes none of it, since it is the candidate's."""

    theme: Text | None = None
    """The name of a theme, such as `modern`, or the file of one, relative to this file; `--theme` comes before it."""
    colors: Colors | None = None
    """Colors by their part."""
    fonts: Fonts | None = None
    """Fonts by their part; a PDF takes those that this machine has."""
    paper: Literal["a4", "letter"] | None = None
    """The paper; without it, that of the locale. `--paper` comes before it."""
    header: Short | None = None
    """A line at the head of the second and later pages, in place of the title there."""
    footer: Short | None = None
    """A line at the foot of pages, in place of the company's name there; number and version stay."""
    logo: Logo | None = None
    """The company's mark."""
    templates: Templates | None = None
    """Word files of the company's own."""


class Company(Entity):
    """A company, once for all its openings."""

    name: Line | None = None
    """The name candidates know."""
    legal_name: Text | None = None
    """The registered name, if it differs."""
    url: Link | None = None
    """The company's site."""
    about: Prose | None = None
    """What the company does and for whom; up to 80 words."""
    size: Size | None = None
    """How many people work there; what a law asks of a posting may depend on it."""
    federal_contractor: bool | None = None
    """True for a contractor of the United States government."""
    values: tuple[Prose, ...] = ()
    """What the company holds to, one sentence each."""
    benefits: tuple[Prose, ...] = ()
    """Benefits, one each."""
    other_compensation: tuple[Prose, ...] = ()
    """Pay beside the salary, such as a bonus plan."""
    eeo_text: Prose | None = None
    """The equal-opportunity statement; a plain one is printed without it."""
    accommodation: Accommodation | None = None
    """Whom a candidate asks for adjustments."""
    ai_use: AiUse | None = None
    """Software that takes part in hiring."""
    brand: Brand | None = None
    """Colors, fonts, logo and templates of documents."""
    apply_base_url: Link | None = None
    """Where applications go; the requisition is added to it."""
