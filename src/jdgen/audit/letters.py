"""Finished letters to findings: what candidates wrote in Word, HTML, Markdown or plain text, held against the job."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from jdgen.audit.report import Report, Seen, attempt, findings_of, once
from jdgen.audit.roles import Examination
from jdgen.checks.english import foreign, reads_as_english
from jdgen.checks.letter.expected import declared
from jdgen.checks.letter.letter import letter, pages
from jdgen.documents.letter_reading import Background, LetterReading, Portion, background
from jdgen.documents.locale import locale
from jdgen.documents.material import Material
from jdgen.documents.reading import Reading
from jdgen.errors import Place, Problem, printable
from jdgen.inputs import overrides
from jdgen.inputs.calling.calling import Calling, agreed, read_calling
from jdgen.inputs.finished.letter import finished_letter
from jdgen.inputs.finished.posting import Finished
from jdgen.inputs.gather import Demand, Sources, gather
from jdgen.inputs.source import Scalar
from jdgen.model.company_names import is_same
from jdgen.render.letter_type import estimated_share

FROM_PIPE = "-"
_CLEARLY = 1.15
"""How many pages a letter takes that is over one wherever it is printed; nearer to one, the words alone are counted."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The finished letters to check and the posting that they answer: paths, or `-` for what came on standard input."""

    paths: tuple[str, ...]
    stdin: bytes = b""
    posting: str | None = None


def audit_letters(letters: Letters, request: Examination) -> Report:
    """Return what is found in the letters, held against the files of the request as far as they are named."""
    problems: list[Problem] = []
    calling = _calling(letters, request.sources, problems)
    known = _background(calling, request, problems)
    unusable = bool(problems)
    seen: list[Seen] = []
    paths = tuple(dict.fromkeys(letters.paths))
    for path in paths:
        one = attempt(partial(_seen, path, letters, known), problems)
        if one and one.letter:
            if one.letter.language != "en":
                problems.append(foreign(one.reading))
            problems.extend(letter(one.letter, known))
            problems.extend(_over_a_page(one.letter))
            seen.append(one)
    files = {root: path.as_posix() for root, path in request.sources.files.items() if path}
    notes = tuple(_unlooked_at(request.sources, known, calling, unusable=unusable)) if seen else ()
    found = findings_of(once(problems))
    return Report(found, 0, 0, seen=tuple(seen), files=files, letters=len(paths), notes=notes)


def _seen(path: str, letters: Letters, known: Background) -> Seen:
    found = finished_letter(path, letters.stdin if path == FROM_PIPE else None, known.company)
    words = Reading(tuple(portion.passage for portion in found.reading.portions), found.reading.place, known.company)
    read = found.reading
    if not reads_as_english(words):
        # What parts are for is told by their words, and those are English ones.
        words = replace(words, language="und")
        unknown = tuple(Portion("", passage) for passage in words.passages)
        read = replace(read, portions=unknown, divided=False, language="und")
    return Seen(words, finished=Finished(words, found.kind, found.data, found.source), letter=read)


def _calling(letters: Letters, sources: Sources, problems: list[Problem]) -> Calling | None:
    """Return what the posting says, and the company where that alone is named as the target."""
    posting, company = letters.posting, _company_alone(sources)
    typed = letters.stdin if posting == FROM_PIPE else None
    calling = attempt(partial(read_calling, posting, typed), problems) if posting else None
    calling = calling and agreed(calling, _goals(letters, calling))
    if not company:
        return calling
    place = Place("--target")
    return replace(calling or Calling(place.source), company=Scalar(company, place))


def _company_alone(sources: Sources) -> str:
    """Return the target that is a company without a title."""
    target = sources.target
    return target.strip() if isinstance(target, str) and "@" not in target else ""


def _over_a_page(reading: LetterReading) -> Iterator[Problem]:
    """Yield that a letter whose pages nobody counted is clearly over its page, by the widths of its letters."""
    if reading.pages is not None:
        return
    share = estimated_share((part.slot, part.passage.text) for part in reading.portions)
    for problem in pages(replace(reading, pages=ceil(share))) if share > _CLEARLY else ():
        yield problem._replace(message=f"{problem.message}, as estimated")


def _background(calling: Calling | None, request: Examination, problems: list[Problem]) -> Background:
    """Return what the letters are held against; a file that cannot be used is told, and is as none."""
    target = None if _company_alone(request.sources) else request.sources.target
    sources = replace(request.sources, role=next(iter(request.roles), None), target=target)
    collect = partial(gather, today=request.date, locale=locale(request.locale), demand=Demand())
    own = attempt(partial(collect, _only(sources, "company")), [])
    # The letter is held against the company that is named, whatever the candidate's file is at.
    company = own.company.name if own else None
    if company:
        place = company.place or Place("--company")
        calling = replace(calling or Calling(place.source), company=Scalar(str(company), place))
    material = attempt(partial(collect, replace(sources, calling=calling)), problems)
    if material is None:
        return Background(company=str(company or (calling and calling.company and calling.company.text) or ""))
    known = background(material)
    before = attempt(partial(collect, _only(sources, "candidate")), [])
    return replace(known, others=tuple(dict.fromkeys((*known.others, *_elsewhere(before, known.company)))))


def _goals(letters: Letters, calling: Calling) -> Iterator[str]:
    """Yield the companies that a posting may mean and that the letters themselves say they go to."""
    for path in dict.fromkeys(letters.paths) if calling.company is None and calling.companies else ():
        read = attempt(partial(finished_letter, path, letters.stdin if path == FROM_PIPE else None), [])
        portions = read.reading.portions if read else ()
        for title in [one.text for one in calling.titles] or [""]:
            yield from filter(None, [declared(portions, Background(title=title))])
        for name in calling.companies:
            if any(_goes_to(name.text, portion) for portion in portions):
                yield name.text


def _goes_to(name: str, portion: Portion) -> bool:
    """Return whether a passage of a letter says a name as that of its reader: above the text, or behind `at`."""
    if portion.slot in ("addressee", "subject", "greeting"):
        return re.search(rf"(?<!\w)(?<!in ){re.escape(name)}(?!\w)", portion.passage.text) is not None
    wished = rf"\b(?i:at|join|joining|with|for|why) {re.escape(name)}(?!\w)|(?<!\w){re.escape(name)}[’']s\b"
    return portion.slot in ("", "opening", "company", "close") and bool(re.search(wished, portion.passage.text))


def _only(sources: Sources, root: str) -> Sources:
    """Return the sources with one file and the settings of it."""
    settings = tuple(setting for setting in sources.settings if overrides.root(setting) == root)
    alone = Sources(profiles=sources.profiles, settings=settings)
    return replace(alone, company=sources.company) if root == "company" else replace(alone, candidate=sources.candidate)


def _elsewhere(before: Material | None, company: str) -> Iterator[str]:
    """Yield the company that the candidate's file writes to, where it is another one: the classic mix-up."""
    target = before.candidate.target if before else None
    if target and target.company and company and not is_same(target.company, company):
        yield str(target.company)


def _unlooked_at(sources: Sources, known: Background, calling: Calling | None, *, unusable: bool) -> Iterator[str]:
    """Yield what was not looked at, and what to name for it."""
    if unusable:
        yield "what a file says that could not be used"
        return
    if not known.company:
        names = " or ".join(f"`{printable(one.text, 60)}`" for one in calling.companies) if calling else ""
        unsure = f"; the posting names perhaps {names}" if names else ""
        yield f"the company (add `--company` or `--target COMPANY`{unsure})"
    if not known.requirements:
        yield "what the job asks for (add a ROLE or `--posting`)"
    if sources.candidate is None:
        yield "what is from the resume (add `--candidate`)"
    elif not known.evidence:
        yield "what is claimed (the candidate's file names no skills)"
