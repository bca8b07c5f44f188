"""Paragraphs that close a part: pay, benefits and hiring that stand behind a list, without a heading of their own."""

from __future__ import annotations

import re
from functools import cache

from jdgen.model.rules import Part
from jdgen.rules.phrases import Phrases

CLOSED_BY: tuple[Part, ...] = ("duties", "success", "requirements", "must", "nice")
"""The parts of the work, whose lists end where somebody speaks of pay, benefits or hiring."""
_MOST = 3000
"""How many characters of a paragraph are read."""
_MONEY = re.compile(r"[$€£¥₹]\s?\d|\d[kK]?\s?(?:USD|CAD|EUR|GBP|CHF|AUD|NZD)\b|\b(?:USD|CAD|EUR|GBP|CHF|AUD|NZD)\s?\d")
_PHRASES: tuple[tuple[str, Part], ...] = (
    ("salary/pay/compensation/wage/hiring range/ranges/scale", "offer"),
    ("salary/pay/compensation/wage/wages/rate/earnings [for] [this] [role/position/job] is/are/starts/of/between/from",
     "offer"),
    ("base/annual/starting/hourly/yearly salary/pay/compensation/rate/wage", "offer"),
    ("salary/pay/compensation/wage/rate", "offer"),
)  # fmt: skip
"""What makes a paragraph with an amount of money one of pay."""
_PLAIN: tuple[tuple[str, Part], ...] = (
    ("benefits [package] include/includes", "offer"),
    ("benefits such as", "offer"),
    ("benefits package", "offer"),
    ("our/comprehensive/excellent/generous/competitive/full/great/following/these benefits", "offer"),
    ("we [also] offer/provide you/a/an/our/full/health/medical/paid/comprehensive/generous/excellent/great/competitive",
     "offer"),
    ("you get/receive health/medical/paid/full", "offer"),
    ("eligible for [a/an/our] [annual/full] bonus/benefits/equity/commission", "offer"),
    ("medical, dental", "offer"),
    ("health, dental", "offer"),
    ("401 k match/matching/with", "offer"),
    ("to apply", "apply"),
    ("how to apply", "apply"),
    ("apply by/at/now/online/today/before/here/via/in", "apply"),
    ("send/email/submit [us] [your/a] resume/résumé/cv/application", "apply"),
    ("applications are/will/close/must", "apply"),
    ("application window/deadline", "apply"),
    ("our/the/hiring/interview/selection/recruiting/recruitment process includes/consists/involves/has/is/starts/takes",
     "process"),
    ("our [hiring/interview/selection/recruiting/recruitment] process", "process"),
    ("shortlisted/selected candidates/applicants", "process"),
    ("next steps", "process"),
    ("if you need [an/a/any] [reasonable] accommodation/accommodations/adjustment/adjustments", "apply"),
)  # fmt: skip
"""What makes a paragraph one of benefits or hiring, with or without amounts."""


@cache
def _phrases() -> Phrases[tuple[Part, bool]]:
    values: dict[tuple[Part, bool], tuple[Part, bool]] = {}
    entries = [*((phrase, (part, True)) for phrase, part in _PHRASES), *((p, (part, False)) for p, part in _PLAIN)]
    return Phrases((phrase, values.setdefault(value, value)) for phrase, value in entries)


def closing_part(text: str) -> Part | None:
    """Return what a paragraph behind a list is about, if it is no longer the work."""
    money = bool(_MONEY.search(text[:_MOST]))
    for match in _phrases().find(text[:_MOST]):
        part, with_money = match.value
        if money or not with_money:
            return part
    return None
