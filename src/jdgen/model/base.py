"""The base of all model classes, and the small types they share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, LiteralString, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from jdgen.errors import Place
from jdgen.model.codes import COUNTRIES, CURRENCIES
from jdgen.model.text import Text

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# defense link.schemes: an address leads to the web, to mail or to a telephone, and runs or reads nothing
_LINK = re.compile(r"(https?://[^\s/]|mailto:[^\s@]+@|tel:\+?\d)\S*", re.IGNORECASE)
# Some of these signs may stand in an address, but in a `mailto:` link they begin headers and bodies of their own.
# defense mail.headers: an address for mail brings no headers and no body along
_MAIL = re.compile(r"""[^\s@<>,;:?&%#"]+@[^\s@<>,;:?&%#"]+""")


class Entity(BaseModel):
    """A frozen object of the model; `place_of` says where a field was written."""

    # defense model.unknown_keys: a key that nobody reads is an error, and its value not lost
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    _places: Mapping[str, Place] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_places(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        places = getattr(data, "places", None)
        if places is None:
            return handler(data)
        # A field without a value counts as not given; a key that is no field stays, and is refused.
        fields = cls.model_fields
        entity = handler({key: value for key, value in data.items() if value is not None or key not in fields})
        entity._places = places
        return entity

    def place_of(self, field: str) -> Place | None:
        """Return where the field was written, or None."""
        return self._places.get(field)


_DAY_WANTED: LiteralString = "must be a date as YYYY-MM-DD, such as 2027-03-01"


def _day(value: object) -> object:
    if isinstance(value, str):
        # Pydantic would also read a bare number as seconds since 1970.
        value = value.strip()
        # defense model.day: a day is written as one, and no number is taken for seconds
        if not _ISO_DAY.fullmatch(value):
            raise PydanticCustomError("day", _DAY_WANTED)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("day", "must be a day of the calendar") from None
    if not isinstance(value, date):
        raise PydanticCustomError("day", _DAY_WANTED)
    return value


def _day_or_text(value: object) -> object:
    if isinstance(value, date):
        return value
    return _day(value) if isinstance(value, str) and _ISO_DAY.fullmatch(value) else Text.read(value)


class KeyPlaces(dict[Any, Any]):
    """A mapping of the model that still knows where each of its keys was written."""

    places: Mapping[str, Place]


def place_of_key(held: Mapping[Any, Any], key: object) -> Place | None:
    """Return where a key of a mapping of the model was written, or None."""
    return held.places.get(str(key)) if isinstance(held, KeyPlaces) else None


def _keyed(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    """Leave out the keys that `--set KEY=null` clears; in a file, a key without a value is a mistake."""
    places = getattr(value, "places", None)
    if not isinstance(value, dict) or places is None:
        return handler(value)
    # defense model.cleared: a key without a value is a mistake in a file, and not a silent nothing
    cleared = {key for key, held in value.items() if held is None and places[key].source.startswith("--")}
    read = KeyPlaces(handler({key: held for key, held in value.items() if key not in cleared}))
    read.places = places
    return read


class _Listed:
    """One text stands for a list of it; the schema says so too."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Put a single text into a list."""

        def listed(value: object) -> object:
            return [value] if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the schema of one or of a list."""
        array = handler(schema)
        return {"anyOf": [array["items"], array]}


def _code(name: str, codes: frozenset[str]) -> BeforeValidator:
    def read(value: object) -> object:
        # defense model.codes: a country or a currency is one that there is
        if not isinstance(value, str) or value not in codes:
            raise PydanticCustomError("code", "must be {name}", {"name": name, "choices": sorted(codes)})
        return Text.read(value)

    return BeforeValidator(read)


def _matching(pattern: re.Pattern[str], message: LiteralString) -> BeforeValidator:
    def read(value: object) -> object:
        text = Text.read(value)
        # A line break or an invisible character would pass the pattern, and no address or name holds one.
        # defense link.signs: an address or a name has no line end and no sign that nobody sees
        if not text.isprintable() or not pattern.fullmatch(text):
            raise PydanticCustomError("pattern", message)
        return text

    return BeforeValidator(read)


def _schema(**extra: Any) -> Any:
    """Return what the JSON Schema of a text says beside its type, so that editors complete and check it."""
    return WithJsonSchema({"type": "string", **extra})


Item = TypeVar("Item")
Held = TypeVar("Held")

Day = Annotated[date, BeforeValidator(_day)]
DayOrText = Annotated[date | Text, BeforeValidator(_day_or_text)]
Keyed = Annotated[Mapping[Item, Held], WrapValidator(_keyed)]
OneOrMore = Annotated[tuple[Item, ...], _Listed()]
Country = Annotated[
    Text, _code("a two-letter country code (ISO 3166), such as US", COUNTRIES), _schema(enum=sorted(COUNTRIES))
]
Currency = Annotated[
    Text, _code("a three-letter currency code (ISO 4217), such as USD", CURRENCIES), _schema(enum=sorted(CURRENCIES))
]
_name = _matching(NAME, "must be a name of lower-case letters, digits and hyphens, such as system-design")
Name = Annotated[Text, _name, _schema(pattern=f"^{NAME.pattern}$")]
Key = Annotated[str, _name]
Link = Annotated[Text, _matching(_LINK, "must be an address that begins with https://, http://, mailto: or tel:")]
Mail = Annotated[Text, _matching(_MAIL, "must be an e-mail address")]
