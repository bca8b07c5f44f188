"""Keeps the question bank clear of subjects that must not decide about a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jdgen import resources
from jdgen.errors import Problem
from jdgen.model.profile import Profile
from jdgen.model.rules import DoNotAsk


@cache
def do_not_ask() -> tuple[tuple[DoNotAsk, re.Pattern[str]], ...]:
    """Return the subjects with their compiled patterns; the file is read once."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (resources.rules() / "do-not-ask.yaml").read_text(encoding="utf-8")
    entries = [DoNotAsk.model_validate(entry) for entry in yaml.load(text, Loader=loader)]  # noqa: S506 - both are safe
    return tuple((entry, re.compile(rf"\b(?:{'|'.join(entry.patterns)})", re.IGNORECASE)) for entry in entries)


def forbidden(profile: Profile) -> Iterator[Problem]:
    """Yield each question or probe of the family and the role that asks for what must not decide."""
    for competency in profile.family.competencies.values():
        for question in competency.questions:
            for text in (question.ask, *question.probes):
                words = " ".join(text.split())
                for entry, pattern in do_not_ask():
                    found = pattern.search(words)
                    if found:
                        said = f"`{question.id}` asks about {entry.topic[0].lower()}{entry.topic[1:]}: “{found[0]}”"
                        mend = f"where the work gives a reason: “{entry.instead}”"
                        yield Problem(said, text.place, mend, "question.do_not_ask")
