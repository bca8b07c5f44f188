"""A picture in WordprocessingML: the paragraph that holds it, and the part, relationship and type that go with it."""

from __future__ import annotations

from typing import NamedTuple

from jdgen.documents.look import Look, Picture
from jdgen.documents.room import lines_of
from jdgen.documents.tree import Document
from jdgen.render.lengths import is_long
from jdgen.render.word_large import FACTOR
from jdgen.render.word_look import long_title
from jdgen.render.word_text import escape, paragraph

_PER_POINT = 12_700
"""Word measures pictures in English metric units."""
_LOWEST = 28.35
"""A logo beside a title is made lower where the title has less room, down to 10 mm."""
_BETWEEN = 14
"""What is between a logo and the title beside it."""
_NARROWER = 1.05
"""How much more finds room on a line than our widths of letters say: a title counts too few lines, never too many."""
_WIDEST_BESIDE = 170
"""The widest logo that stands beside a title, in points, as on other pages."""
_SUBTITLE = (12, 16, 12)
"""The type of a subtitle, and the space around it, in points."""
_FRAME = (
    '<w:framePr w:w="{width}" w:hSpace="280" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" '
    'w:y="1"/><w:spacing w:after="0"/>'
)
"""It is direct: LibreOffice does not read it from a style."""
_DESCENT = 10
"""What a line takes below a picture, and what keeps it off the table below, which would stand beside it, in points."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


class Logo(NamedTuple):
    """What a logo takes in a Word file."""

    xml: str
    part: str
    data: bytes
    relationship: str
    type: str


def room_beside(document: Document, look: Look, width: float, *, large: bool) -> float:
    """Return how many points high a logo may be beside the title, before a table that stands below would meet it.

    Title and subtitle have lines of so many points beside it.
    """
    if not document.title:
        return 0
    factor = FACTOR if large else 1
    size, line = long_title(look.title) if is_long(document.title) else look.title
    room = line * lines_of(document.title, _NARROWER * width / size / factor) - _DESCENT
    if document.subtitle:
        size, line, around = _SUBTITLE
        room += line * lines_of(document.subtitle, _NARROWER * width / size / factor) + around
    return room * factor


def logo_of(document: Document, look: Look, width: int, *, large: bool) -> Logo | None:
    """Return the logo of a look as it stands before the title, never wider than the text in twentieths of a point.

    One that finds room beside the title stands at its right, where it takes none from the page.
    """
    if not look.logo:
        return None
    picture, beside = _placed(look.logo, document, look, width / 20, large=large)
    place = _FRAME.format(width=round(picture.width * 20)) if beside else ""
    part = f"word/media/logo.{picture.kind}"
    return Logo(
        paragraph("Logo", f"<w:r>{_drawing(picture, width / 20)}</w:r>", place),
        part,
        picture.data,
        f'<Relationship Id="logo" Type="{_IMAGE}" Target="{part.removeprefix("word/")}"/>',
        f'<Default Extension="{picture.kind}" ContentType="image/{picture.kind}"/>',
    )


def _placed(picture: Picture, document: Document, look: Look, width: float, *, large: bool) -> tuple[Picture, bool]:
    """Return a logo as high as it is shown, and whether that is beside the title; a very wide one is above it."""
    room = room_beside(document, look, width - min(picture.width, _WIDEST_BESIDE) - _BETWEEN, large=large)
    if room < min(picture.height, _LOWEST):
        return picture, False
    scale = min(1, room / picture.height)
    if picture.width * scale > _WIDEST_BESIDE:
        return picture, False
    return picture._replace(width=picture.width * scale, height=picture.height * scale), True


def _drawing(picture: Picture, width: float) -> str:
    """Return the picture as a letter of its line; screen readers say its words."""
    scale = min(1, width / picture.width) * _PER_POINT
    size = f'cx="{round(picture.width * scale)}" cy="{round(picture.height * scale)}"'
    described = f'id="1" name="Logo" descr="{escape(picture.alt)}"'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {described}/><wp:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="logo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
