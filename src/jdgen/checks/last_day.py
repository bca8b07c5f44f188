"""The last day to apply, where no phrase says it: `Apply at https://acme.example by May 4`, `résumés until Friday`."""

from __future__ import annotations

import re

LAST_DAY = re.compile(
    r"\b(?:appl(?:y|ications?)|cv|resume|résumé)s?\b[^!?]{1,160}?\b(?:by|before|until|till|through) (?:the )?"
    r"(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b)",
    re.IGNORECASE,
)
"""Words of applying, and behind them a day that ends something."""
