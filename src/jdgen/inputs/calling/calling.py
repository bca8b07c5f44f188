"""A posting as a candidate reads it: the job, the company, and what is asked for, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs.source import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdgen.documents.reading import Passage
    from jdgen.inputs.calling.data import Vacancy

MOST = 20
"""How many requirements are taken of a posting; a letter answers two."""
_LISTS = (".yaml", ".yml")
_DATA = (".json", ".jsonld")


@dataclass(frozen=True, slots=True)
class Calling:
    """What a posting says to a candidate; what it does not say for sure is None or empty, and never guessed.

    `source` names the posting. Each value has the place where it was read, or that of the option it was given by.
    `titles` and `companies` are what may be meant where it does not say so for sure, to choose from; `left_out` counts
    the requirements beyond those that are taken; `asks_number` is true where a letter has to quote the job's number.
    `locale` is the one that its amounts point to.
    """

    source: str
    title: Scalar | None = None
    company: Scalar | None = None
    requisition: Scalar | None = None
    addressee: Scalar | None = None
    requirements: tuple[Scalar, ...] = ()
    titles: tuple[Scalar, ...] = ()
    companies: tuple[Scalar, ...] = ()
    left_out: int = 0
    asks_number: bool = False
    locale: str = ""


def read_calling(path: str, stdin: bytes | None = None) -> Calling:
    """Return what a posting in a file, or for `-` in `stdin`, says; raise InputError for what is no posting.

    What a page says to search engines comes before its words, but for the requirements, which a letter quotes.
    """
    from jdgen.inputs.calling import data as calling_data
    from jdgen.inputs.finished import posting as finished

    lower = path.lower()
    if lower.endswith(_LISTS):
        hint = "give an opening with `--opening`; a posting is Word, HTML, Markdown or text"
        raise InputError(Problem("is an input of ours, not a posting", Place(path), hint))
    if lower.endswith(_DATA) or (path == "-" and (stdin or b"").lstrip()[:1] in (b"{", b"[")):
        name, text = calling_data.opened(path, stdin)
        return _calling(name, (), "", calling_data.in_file(text, name))
    name, data, kind, text = finished.opened(path, stdin)
    passages = finished.passages_of(kind, text, data, name)
    page = text if kind == "html" else ""
    vacancy = calling_data.in_page(page, name)
    if not passages and vacancy is None:
        raise InputError(Problem("holds no words", Place(name)))
    return _calling(name, passages, page, vacancy)


def agreed(calling: Calling, names: Iterable[str]) -> Calling:
    """Return what a posting says with the company that it only may mean, where one of the names is that company's.

    `names` are what somebody else says of whom a letter goes to: the letter itself, or its candidate's file. A title
    that hung on the company is sure with it.
    """
    from jdgen.inputs.calling.titles import with_company
    from jdgen.model.company_names import may_be_same

    said = tuple(names)
    fitting = [one for one in calling.companies if any(may_be_same(one.text, name) for name in said)]
    if calling.company is not None or len(fitting) != 1:
        return calling
    title = calling.title or with_company(calling.titles, fitting[0])
    return replace(calling, company=fitting[0], title=title)


def _calling(name: str, passages: Sequence[Passage], page: str, vacancy: Vacancy | None) -> Calling:
    from jdgen.inputs.calling.companies import companies
    from jdgen.inputs.calling.facts import asks_number, requisition
    from jdgen.inputs.calling.locales import locale_of
    from jdgen.inputs.calling.readers import addressee
    from jdgen.inputs.calling.titles import headline, of_one_job, settled
    from jdgen.inputs.calling.wants import once, wants

    passages = of_one_job(passages)
    said = headline(passages, vacancy)
    words = (*passages, *(vacancy.described if vacancy else ()))
    company, firms = companies(words, page, vacancy, said)
    job, jobs = settled(said, company)
    found = once(wants(passages) or (vacancy.wants if vacancy else ()))
    return Calling(
        name,
        title=job,
        company=company,
        requisition=(vacancy.requisition if vacancy else None) or requisition(words),
        addressee=addressee(words),
        requirements=found[:MOST],
        titles=jobs,
        companies=firms,
        left_out=max(len(found) - MOST, 0),
        asks_number=asks_number(words),
        locale=locale_of(words),
    )
