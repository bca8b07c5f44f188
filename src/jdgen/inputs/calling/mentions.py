"""Where a posting says a name again that its first lines may have meant: two such places make a company sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jdgen.documents.reading import Passage
from jdgen.errors import Place
from jdgen.inputs.calling.names import is_own_name, may_be_name
from jdgen.inputs.calling.wants import sign_end
from jdgen.inputs.source import Scalar
from jdgen.model.company_names import core
from jdgen.rules.sentences import sentences

_MOST_NAMES, _MOST_TEXT = 8, 20_000
_DOES = (
    r"is an? |is the |is one of |are an? |has been |has over |was founded |was established |runs |makes |builds "
    r"|offers |provides |operates |serves |employs |helps |designs |develops |delivers |sells |supplies |owns |manages "
    r"|manufactures |produces |believes |values |welcomes |supports |cares |exists |began |started "
)
_IS = re.compile(rf"(?:The )?(.{{2,60}}?)(?: \([^()]{{1,30}}\))? (?:{_DOES})")
"""A sentence that begins with a name and says what it is or does."""
_PARTS = frozenset((
    "team", "teams", "department", "division", "unit", "office", "ward", "program", "programme", "project", "product",
    "platform", "city", "town", "village", "region", "area", "location", "role", "position", "job", "campus", "store",
    "group", "family", "site", "tool", "service", "brand", "recruiter", "manager", "person", "agency", "suburb",
    "plant",
))  # fmt: skip
"""What a name is not that of a company if the sentence says that it is such a thing."""
_BEING = ("is a ", "is an ", "is the ", "is one of ", "are a ", "are an ")
_KINDS_OF_FIRM = frozenset((
    "firm", "company", "bank", "banks", "studio", "practice", "provider", "manufacturer", "startup", "start-up",
    "organization", "organisation", "charity", "nonprofit", "non-profit", "not-for-profit", "hospital", "school",
    "university", "college", "retailer", "business", "maker", "supplier", "cooperative", "trust", "council",
    "publisher", "insurer", "distributor", "contractor", "consultancy", "foundation", "brewery", "restaurant", "hotel",
    "employer", "lender", "builder", "operator", "museum", "airline", "clinic", "enterprise",
))  # fmt: skip
"""What a company is said to be."""
_BOUGHT = frozenset(("subsidiary", "part", "client", "customer", "partner", "owned", "competitor", "parent"))
"""Words that say that it is another one that hires, or may be."""
_MOST_FIRST = 10
_ADDRESS = re.compile(r"(?:@|\bwww\.|https?://(?:www\.)?)([a-z0-9][a-z0-9.-]{2,60})", re.IGNORECASE)
_FEWEST_LETTERS = 5
"""A name of fewer letters may stand in any address."""
_CUES = (r"(?:join|joining) ", r"(?:at|with|for) ")
_GOES_ON = re.compile(r"(?:[’']s\b|,? (?:we|you|you[’']ll|our|as an?|offers|is|has)\b|[.!;:]|$)")


def mentions(names: Sequence[Scalar], passages: Sequence[Passage]) -> Iterator[tuple[Scalar, str]]:
    """Yield each name again with the kind of place that has it: what it is or does, whom one joins, an address."""
    wanted = list({name.text: name for name in names if core(name.text)}.values())[:_MOST_NAMES]
    for passage in passages:
        if passage.kind == "title" or len(passage.text) > _MOST_TEXT:
            continue
        for name in wanted:
            if _in_address(name.text, passage.text):
                yield name, "domain"
            if name.text in passage.text and passage.kind != "subtitle":
                yield from _named(name, passage)


def _named(name: Scalar, passage: Passage) -> Iterator[tuple[Scalar, str]]:
    for _, text in sentences(passage.text, capital=True):
        start = sign_end(text)
        found = _IS.match(text, start)
        if found and found[1] == name.text and not _is_part(text[found.end() :]):
            yield name, "is"
        else:
            for cue in _CUES:
                said = re.search(rf"\b(?i:{cue}){re.escape(name.text)}", text)
                if said and _GOES_ON.match(text, said.end()):
                    yield name, "named"


def _is_part(rest: str) -> bool:
    """Return whether the words behind `is a` speak of a part of a company, or of a place."""
    return not _PARTS.isdisjoint(word.strip(".,;:").lower() for word in rest.split()[:6])


def _in_address(name: str, text: str) -> bool:
    """Return whether an address for mail or a page of a text begins with the letters of a name, or the name with it."""
    letters = "".join(sign for word in core(name) for sign in word if sign.isalnum())
    first = core(name)[0]
    for found in _ADDRESS.finditer(text):
        for part in found[1].lower().split(".")[:-1]:
            plain = part.replace("-", "")
            short = min(len(plain), len(letters))
            same = plain.startswith(letters) or (letters.startswith(plain) and len(plain) >= len(first))
            if short >= _FEWEST_LETTERS and same:
                return True
    return False


def what_it_is(passages: Sequence[Passage]) -> Iterator[tuple[Scalar, str, bool]]:
    """Yield the name that the first words of the posting, or of a part on the company, tell what it is of.

    `X is a firm` says so for sure, and so does a name that is one of a company by its words.
    """
    for passage in _first_words(passages):
        found = _IS.match(passage.text[:200])
        rest = passage.text[found.end() : found.end() + 200] if found else ""
        if found and may_be_name(found[1]) and not _is_part(rest):
            words = [word.strip(".,;:").lower() for word in rest.partition(". ")[0].split()[:10]]
            firm = found[0].endswith(_BEING) and not _KINDS_OF_FIRM.isdisjoint(words) and _BOUGHT.isdisjoint(words)
            sure = firm or is_own_name(found[1])
            yield Scalar(found[1], passage.at(found.start(1)) or Place("")), "is", sure


def _first_words(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the first paragraphs, up to a heading, and the first below each heading on the company."""
    opening = True
    for number, passage in enumerate(passages):
        above = passages[number - 1].kind if number else ""
        opening = opening and not (passage.kind in ("heading", "bullet") and number > 1)
        headed = above in ("heading", "label") and passage.part in ("about", "why", "")
        if passage.kind == "paragraph" and (headed or (opening and number < _MOST_FIRST)):
            yield passage
