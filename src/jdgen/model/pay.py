"""Pay: an amount or a range in one currency for one period."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from jdgen.model.base import Currency, Entity
from jdgen.model.text import Text

_MOST = 10**12
Amount = Annotated[
    Decimal,
    Field(ge=0, le=Decimal(_MOST), allow_inf_nan=False),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": _MOST}),
]


class Pay(Entity):
    """An amount (`min` and `max` alike) or a range; an open end is stated by `open_ended`, never by a missing `max`."""

    min: Amount
    """The lowest pay, a plain number."""
    max: Amount | None = None
    """The highest pay, a plain number."""
    currency: Currency
    """Three letters, as in ISO 4217."""
    per: Literal["hour", "day", "week", "month", "year"]
    """What the amount is paid for."""
    open_ended: bool = False
    """True where the range has no upper end, as in $400K+."""
    basis: Text | None = None
    """How the pay is set, such as `depends on experience with robotics`."""
    note: Text | None = None
    """What the figure includes, such as `with equity`."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max is not None and self.max < self.min:
            raise PydanticCustomError(
                "pay_order", "`.min` {low} is above `.max` {high}", {"low": f"{self.min:f}", "high": f"{self.max:f}"}
            )
        if self.max is None and not self.open_ended:
            raise PydanticCustomError(
                "pay_open", "`.max` is missing; repeat `min` for a single amount, or write `open_ended: true`"
            )
        if self.max is not None and self.open_ended:
            raise PydanticCustomError("pay_both", "`.max` and `.open_ended` contradict each other")
        return self
