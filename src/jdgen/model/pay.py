"""Pay: an amount or a range in one currency for one period."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from jdgen.errors import printable
from jdgen.model.base import Currency, Entity
from jdgen.model.codes import decimals
from jdgen.model.text import Text

# defense pay.most: no amount is larger than any pay
_MOST = 10**12
_PLAIN = re.compile(r"\d+(\.\d+)?", re.ASCII)
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<sign>[.,' \u2019\u00a0\u202f])\d{3}(?:(?P=sign)\d{3})*)(?:[.,]\d\d?)?", re.ASCII
)
"""Thousands as people divide them, and cents behind them."""
_DOUBTFUL = 3
"""How many digits behind a point may be thousands: to a German, `65.000` is sixty-five thousand."""
# defense pay.thousands: an amount that may be a thousandth of what is meant is asked for again
_MOST_BEFORE = 1000


def _plain(value: object) -> object:
    # Python would also read `1_58_000`, digits of other scripts, `1E3` and `-0`, and mean something by each.
    # defense pay.number: an amount is a plain number, and not one that Python makes of its signs
    if isinstance(value, str) and not _PLAIN.fullmatch(value.strip()):
        grouped = _GROUPED.fullmatch(value.strip())
        example = re.sub(r"\D", "", grouped["whole"]) if grouped else "80000"
        raise PydanticCustomError("amount", "must be a plain number, such as {example}", {"example": example})
    return value


def _fraction(value: Decimal | None) -> str:
    """Return the decimals of an amount as they are written, without zeros at the end."""
    return "" if value is None else f"{value:f}".partition(".")[2].rstrip("0")


Amount = Annotated[
    Decimal,
    Field(ge=0, le=Decimal(_MOST), allow_inf_nan=False),
    BeforeValidator(_plain),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": _MOST}),
]


def _is_doubtful(amount: Decimal) -> bool:
    """Return whether the three digits behind the point may be thousands; those of a finer amount are wrong anyway."""
    three = amount.as_tuple().exponent == -_DOUBTFUL
    return three and 1 <= amount < _MOST_BEFORE and len(_fraction(amount)) < _DOUBTFUL


class Pay(Entity):
    """An amount (`min` and `max` alike) or a range; an open end is stated, never meant by a missing `max` alone."""

    min: Amount
    """The lowest pay, a plain number."""
    max: Amount | None = None
    """The highest pay, a plain number."""
    currency: Currency
    """Three letters, as in ISO 4217."""
    per: Literal["hour", "day", "week", "month", "year"]
    """What the amount is paid for."""
    open_ended: bool = False
    """True where more than the upper end is paid too, as in $250K to $400K+, or where there is none."""
    basis: Text | None = None
    """How the pay is set, such as `depends on experience with robotics`."""
    note: Text | None = None
    """What the figure includes, such as `with equity`."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        # defense pay.order: the lower end of a range is not above the upper one
        if self.max is not None and self.max < self.min:
            raise PydanticCustomError(
                "pay_order", "`.min` {low} is above `.max` {high}", {"low": f"{self.min:f}", "high": f"{self.max:f}"}
            )
        # defense pay.open_end: an open end is stated, and never meant by a missing amount
        if self.max is None and not self.open_ended:
            raise PydanticCustomError(
                "pay_open", "`.max` is missing; repeat `min` for a single amount, or write `open_ended: true`"
            )
        return self

    @model_validator(mode="after")
    def _beyond_doubt(self) -> Self:
        ends = {"min": self.min, "max": self.max} if decimals(self.currency) < _DOUBTFUL else {}
        said = [
            f"`.{name}` {end:f} may be {end * 1000:.0f} or {float(end)}"
            for name, end in ends.items()
            if end is not None and _is_doubtful(end)
        ]
        if said:
            raise PydanticCustomError(
                "pay_thousands", "{ends}; write the number that is meant", {"ends": ", and ".join(said)}
            )
        return self

    @model_validator(mode="after")
    def _in_decimals(self) -> Self:
        limit = decimals(self.currency)
        ends = {"min": self.min, "max": self.max}
        finer = [f"`.{name}` {printable(f'{end:f}', 40)}" for name, end in ends.items() if len(_fraction(end)) > limit]
        if finer:
            raise PydanticCustomError(
                "pay_decimals",
                "{ends} {more}",
                {
                    "ends": f"{' and '.join(finer)} {'have' if len(finer) > 1 else 'has'}",
                    "more": f"more decimals than the {limit} of {self.currency}"
                    if limit
                    else f"decimals, and {self.currency} has none",
                },
            )
        return self
