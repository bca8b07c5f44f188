"""Checks a posting against the laws on hiring that hold for it; not legal advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from jdgen import rules
from jdgen.checks import law_sources
from jdgen.checks.law_breach import Broken, problems
from jdgen.checks.law_places import places
from jdgen.checks.rules import of_law
from jdgen.documents.law import Case, Holding, case, holding, touching
from jdgen.documents.material import Material
from jdgen.documents.reading import Reading
from jdgen.errors import Place, Problem, plural
from jdgen.model.law import Law

NOT_ADVICE = "Not legal advice."
"""What is said once beside findings on law."""
OLD = 180
"""After how many days a law is to be read again."""


def told(
    material: Material, reading: Reading, files: Mapping[str, Place], laws: Iterable[Law] | None = None
) -> Iterator[tuple[str, Problem]]:
    """Yield the content or ban that is broken, "" for what is neither, and what to say of it.

    `reading` is that posting, `files` says by `company` and `opening` which files were given. With `laws`, only these
    count. What several laws ask alike is one problem: its rule is the first of them, and its words name all.
    """
    known = rules.laws() if laws is None else tuple(laws)
    held = holding(case(material), known)
    given = law_sources.Given(material, reading, files)
    broken = _broken(given, held)
    yield from problems(broken, "sources")
    further = (
        *places(material, files), *law_sources.uncompared(given, held), *_soon(given, broken, known),
        *old(held, case(material), files.get("opening")),
    )  # fmt: skip
    yield from (("", problem) for problem in further)


def _broken(given: law_sources.Given, held: Iterable[Holding]) -> list[Broken]:
    return [Broken(one, breach) for one in held for breach in law_sources.breaches(given, one)]


def errors(material: Material, files: Mapping[str, Place]) -> list[Problem]:
    """Return what laws call an error in company and opening; the words of the posting, which take longer, aside."""
    found = case(material)
    # Whoever makes a posting waits for this: what reaches none of its places is not even read.
    strict = [law for law in touching(found.touches) if of_law(law).level == "error"]
    broken = _broken(law_sources.Given(material, Reading(()), files), holding(found, strict))
    return [problem for _, problem in problems((one for one in broken if one.breach.key != "statement"), "sources")]


def _soon(given: law_sources.Given, broken: list[Broken], laws: tuple[Law, ...]) -> Iterator[Problem]:
    """Yield one notice of the laws that begin while the posting is up, and that it does not meet."""
    opening, found = given.material.opening, case(given.material)
    last = max(filter(None, (opening.posted, given.material.deadline, opening.valid_through)), default=found.day)
    days = sorted({period.since for law in laws for period in law.periods if found.day < period.since <= last})
    today = {(one.held.law.id, one.breach.key) for one in broken}
    begin: dict[str, date] = {}
    for day in days:
        begun = [one for one in holding(replace(found, day=day), laws) if one.period.since == day]
        for one in _broken(given, begun):
            if (one.held.law.id, one.breach.key) not in today:
                begin.setdefault(one.held.law.id, day)
    if begin:
        named = ", ".join(f"{name} from {day}" for name, day in begin.items())
        said = f"the posting is up until {last}, and does not meet laws that begin before: {named}"
        place = opening.place_of("valid_through") or opening.place_of("deadline") or given.files.get("opening")
        hint = f"the same check with `--as-of {last} --group law` tells what is missing then"
        yield Problem(said, place, hint, "law.soon")


def told_of_text(
    reading: Reading, case: Case, laws: Iterable[Law] | None = None
) -> Iterator[tuple[str, Problem]]:
    """Yield the content or ban that a finished posting breaks, "" for what is neither, and what to say of it."""
    # A posting of ours, which is made more often, needs none of it.
    from jdgen.checks import law_text

    posting = law_text.Posting(reading)
    known = law_text.told(case, posting)
    held = holding(known, laws)
    broken = [Broken(one, breach) for one in held for breach in law_text.breaches(posting, one)]
    yield from problems(broken, "text")
    further = (*law_text.uncompared(posting, held), *old(held, known, reading.place))
    yield from (("", problem) for problem in further)


def old(held: Iterable[Holding], case: Case, place: Place | None) -> Iterator[Problem]:
    """Yield that laws which hold were read long before the day."""
    read = [one.law.checked for one in held if (case.day - one.law.checked).days > OLD]
    if read:
        were = "was" if len(read) == 1 else "were"
        days = f"more than {OLD} days before {case.day}"
        said = f"{plural(len(read), 'law')} {were} read {days}, the first on {min(read)}"
        yield Problem(said, place, "update jdgen, or read the sources that `jdgen law show` names", "law.old")
