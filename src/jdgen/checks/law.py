"""Checks a posting against the laws on hiring that hold for it; not legal advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jdgen import rules
from jdgen.checks import law_sources
from jdgen.checks.law_breach import Broken, problems
from jdgen.checks.rules import of_law
from jdgen.documents.law import Case, Holding, case, holding
from jdgen.documents.material import Material
from jdgen.documents.reading import Reading
from jdgen.errors import Place, Problem, nearest, plural, printable
from jdgen.model.jurisdictions import name_of, names, part_of_that_name, places_named
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
    held = holding(case(material), laws)
    given = law_sources.Given(material, reading, files)
    broken = [Broken(one, breach) for one in held for breach in law_sources.breaches(given, one)]
    yield from problems(broken, "sources")
    further = (*places(material, files), *old(held, case(material), files.get("opening")))
    yield from (("", problem) for problem in further)


def errors(material: Material, files: Mapping[str, Place]) -> list[Problem]:
    """Return what laws call an error in company and opening; the words of the posting, which take longer, aside."""
    levels = {str(law.id): of_law(law).level for law in rules.laws()}
    found = [problem for key, problem in told(material, Reading(()), files) if key != "statement"]
    return [problem for problem in found if levels.get(problem.rule) == "error"]


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
    yield from (("", problem) for problem in old(held, known, reading.place))


def places(material: Material, files: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield names of places that mean none or two, and a remote opening that says nowhere where a hire may live."""
    company, opening = material.company, material.opening
    named = [(name, name.place) for name in opening.hires_in]
    if opening.reports_to_location:
        named.append((opening.reports_to_location, opening.reports_to_location.place))
    if company.size:
        counted = company.size
        named += [(name, counted.place_of("by_jurisdiction")) for name in counted.by_jurisdiction]
    for name, place in named:
        codes = places_named(name)
        if len(codes) != 1:
            yield _unknown(name, codes, place)
        part = part_of_that_name(name)
        if part:
            said = f"`{name}` is {name_of(codes[0])}"
            yield Problem(said, place, f"for {name_of(part)} write {part}", "place.two_letters")
    if opening.mode == "remote" and not opening.hires_in and not opening.locations and "opening" in files:
        said = "the opening is remote and says nowhere where a hire may live, so no law can be looked up"
        place = opening.place_of("mode") or files["opening"]
        yield Problem(said, place, "write the places into `hires_in`, such as `[US-CO, Ontario]`", "law.where")


def _unknown(name: str, codes: tuple[str, ...], place: Place | None) -> Problem:
    shown = printable(name, 60)
    if codes:
        return Problem(f"`{shown}` is two places", place, f"write {' or '.join(codes)}", "place.unknown")
    hint = nearest(name, names()) or "write a country, a state, a province or a city by name or id, such as US-CO"
    return Problem(f"`{shown}` is no place that jdgen knows, so its laws are left out", place, hint, "place.unknown")


def old(held: Iterable[Holding], case: Case, place: Place | None) -> Iterator[Problem]:
    """Yield that laws which hold were read long before the day."""
    read = [one.law.checked for one in held if (case.day - one.law.checked).days > OLD]
    if read:
        were = "was" if len(read) == 1 else "were"
        days = f"more than {OLD} days before {case.day}"
        said = f"{plural(len(read), 'law')} {were} read {days}, the first on {min(read)}"
        yield Problem(said, place, "update jdgen, or read the sources that `jdgen law show` names", "law.old")
