"""The texts of the model: cleaned, never blank, and knowing where they were written.

`Text` is printed as typed. `Prose` takes inline Markdown: bold, italics, code, links. The type decides how a value
is printed, so no builder can mistake one for the other.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from jdgen.errors import Place

# defense text.line_ends: the ends of lines of every system are one
_LINE_ENDS = re.compile("\r\n|\r|\x85|\u2028|\u2029")
# Characters that XML, HTML or a reader's eye cannot take: controls, surrogates, noncharacters, direction overrides.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\u202a-\u202e\u2066-\u2069"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


_BETWEEN = re.compile(r"[ \t\n]+")
_BYTES = range(0xDC80, 0xDD00)
_GAP = re.compile(r"[\s._-]+")


class Text(str):
    """A text that is printed as typed; `place` is where it was written, if it came from a file."""

    place: Place | None = None

    @classmethod
    def read(cls, value: object) -> Self:
        """Return the cleaned text; raise PydanticCustomError if it is no text, blank, or holds a refused character."""
        # defense text.type: only a text is printed: no list, number or object by its name in Python
        if not isinstance(value, str):
            raise PydanticCustomError("text", "must be a text")
        text = cls(clean(value))
        # defense text.blank: a blank value is refused, so that no document has a hole
        if not text:
            raise PydanticCustomError("blank", "is blank")
        text.place = getattr(value, "place", None)
        return text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate through `read`."""
        return core_schema.no_info_plain_validator_function(
            cls.read,
            serialization=core_schema.to_string_ser_schema(),
            json_schema_input_schema=core_schema.str_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the JSON Schema of a text."""
        return {"type": "string"}


class Line(Text):
    """A text that stands in one line, such as a name or a title: what was written on several is joined."""

    @classmethod
    def read(cls, value: object) -> Self:
        """Return the cleaned text with a space for each line end."""
        text = super().read(value)
        # defense text.one_line: a name or a title is one line in every format
        if "\n" not in text:
            return text
        line = cls(_BETWEEN.sub(" ", text))
        line.place = text.place
        return line


class Prose(Text):
    """A text that takes inline Markdown: bold, italics, code, links."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the JSON Schema of a text with inline Markdown."""
        return {"type": "string", "contentMediaType": "text/markdown"}


def clean(value: str) -> str:
    """Return the text in NFC with plain line ends and bare edges; raise PydanticCustomError on a refused character."""
    # defense text.composed: a text is the same bytes however its accents were typed
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", value)).strip()
    refused = _REFUSED.search(text)
    # defense text.characters: a character that no format can carry is refused by its name
    if refused:
        code = ord(refused.group())
        if code in _BYTES:
            # So does Python keep a byte that it could not read.
            said = "holds the byte {byte}, which is not UTF-8; set your terminal or shell to UTF-8"
            raise PydanticCustomError("character", said, {"byte": f"{code - _BYTES.start + 0x80:02X}"})
        raise PydanticCustomError(
            "character",
            "holds the character U+{code}, which documents cannot carry",
            {"code": f"{code:04X}"},
        )
    return text


def folded(name: str) -> str:
    """Return a name as people hear it: no capitals, and dots, spaces, `_` and `-` all one space."""
    return _GAP.sub(" ", name.casefold()).strip()
