"""Whether the title is the name of the job, as it would stand on a business card, and nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdgen.checks.structure_scan import Scan, problem, shown
from jdgen.documents.reading import Reading
from jdgen.errors import Problem
from jdgen.model.jurisdictions import places_named

RULE = "title.decorated"
_WHERE = "where the work is done"
_HYPE = "advertising, not the name of a job"
HOME = frozenset(("AT", "BE", "CH", "DE", "EU", "FR", "LI", "LU", "NL"))
"""Where the law on equal treatment made a form such as (m/f/d) part of titles."""
_FORM = re.compile(
    r"[(\[]\s?(?:[mwfhdxiv](?:\s?[/|,*]\s?(?:[mwfhdxiv]|gn|nb|divers)){1,3}|gn\*?|all genders|mixte)\s?[)\]]|"
    r"\b[mwfhv]\s?/\s?[mwfhv](?:\s?/\s?[dxi])?\b",
    re.IGNORECASE,
)
_SEXES = tuple(map(frozenset, ("mw", "mf", "hf", "mv", "mh")))
"""The letters of a form, of which it has a pair: H/W is hardware."""
_STANDARD = r"(?<!ISO )(?<!ISO-)(?<!IEC )(?<!IEC-)(?<!EN )(?<!EN-)(?<!DIN )(?<!DIN-)(?<!AS )(?<!AS-)"
"""No standard before a number."""
_KNOWN = (
    r"(?!(?:COVID|ISO|IEC|SOC|SAP|IFRS|NFPA|MIL|HTML|CSS|UTF|DIN|FDA|CFR|ASIL|USB|"
    r"ICD|CPT|NIST|ITIL|PHP|DDG|SSN|LTE|OSHA|EPA)\b)"
)
"""Short words that a hyphen and a number may follow without being a code."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_REQUISITION = re.compile(
    r"#\s?\d{2,}|\b(?:req(?:uisition)?|job|ref(?:erence)?|vacancy|posting|id|jr)[\s.:#_-]{0,3}"
    r"(?:(?:id|no|number|code)[\s.:#_-]{0,3})?\d{2,}\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    rf"\b{_KNOWN}(?:[A-Z]{{3,5}}-\d{{2,}}|[A-Z]{{2}}-\d{{4,}})\b|\b(?:REQ|JR|R|ID)_?\d{{4,}}\b|{_STANDARD}(?<![\d$€£,.])\b\d{{5,}}\b(?![\d,.]?\d)"
)
_AMOUNT = re.compile(
    r"[$€£¥₹]\s?\d(?![\d.,]{0,8}\s?(?:[mM]|[bB]|bn|mn|million|billion)\b)[\d.,]{0,12}[kK]?"
    r"(?:\s?[-–—]\s?[$€£¥₹]?\d[\d.,]{0,12}[kK]?)?|"
    r"\b\d{2,3}[kK]?\s?[-–—]\s?\d{2,3}[kK]\b|"
    r"\b\d[\d.,]{1,10}\s?(?:USD|EUR|GBP|CAD|CHF|an hour|per hour|/h(?:ou)?r)\b"
)
_DATE = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b|\b{_MONTH}\.? \d{{4}}\b",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?<!Yahoo)!{1,9}|\*{1,9}(?!(?:in|innen|r|e)\b)|[~^|]{2,9}|[$#=_]{2,9}(?!\w)|[<>«»]{2,9}|[→►▶●■◆♦✓✔➤]|"
    r"[\u2600-\u26ff\u2700-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]"
)
SIGNS = (
    ("a number of a requisition", _REQUISITION), ("a code", _CODE), ("an amount", _AMOUNT), ("a date", _DATE),
    ("a sign", _SIGN),
)  # fmt: skip
"""What no business card has, by what it is."""
_TOWN = re.compile(
    r"\b[A-Z][a-z]{2,20}, (?:A[BZ]|BC|C[AO]|FL|GA|I[ADL]|K[SY]|M[INOS]|N[CEHJMVY]|O[HKN]|QC|SK|T[NX]|UT|W[AIVY])\b"
)
"""A town and the code of its state, without those codes that are also degrees or wards, such as MD and OR."""
_TOLD = re.compile(
    r"(?:location|place|office|site|city|where)(?: of work)?: ?([^\W\d_][\w .'’-]{2,30})(?=$|[,;(|·])", re.IGNORECASE
)
"""A fact that names the place of work."""
_APART = re.compile(r"\s[-–—]\s|[!|()\[\]/,:·•]|\s[-–—]|[-–—]\s")
_WORDS = re.compile(r"[A-Za-zÀ-ÿ]+")
_NO_LETTERS = re.compile(r"[^A-Za-zÀ-ÿ]+")
_AT = re.compile(r"(?:^|\s)(?:at|@|with|for|bei|in)\s$", re.IGNORECASE)
_MODES = frozenset((
    "remote", "hybrid", "onsite", "on site", "fully remote", "100% remote", "us remote", "remote us", "remote usa",
    "work from home", "wfh", "telecommute", "remote first", "100 % remote", "home office", "homeoffice",
))  # fmt: skip
_ALONE = frozenset(("urgent", "urgently", "hot", "new", "immediate", "asap", "apply", "hiring", "w2", "c2c"))
_TERRITORY = re.compile(
    r"\b(?:sales|account|accounts|country|region|regional|territory|market|markets|field|counsel|tax|payroll|general|"
    r"business|partner|partnerships|channel|director|head|vp|president|gm|policy|affairs|desk|relations)\b",
    re.IGNORECASE,
)
"""Words of jobs whose title may name a place that is their subject, not where the work is done."""


def title(scan: Scan) -> Iterator[Problem]:
    """Yield what decorates the title, or that there is none."""
    found = scan.reading.title
    if found is None or not found.text.strip():
        if scan.reading.whole:
            yield problem("title.missing", "the posting has no title", scan.reading.place)
        return
    text = found.text[:300]
    told, reached = list(_capitals(text)), -1
    for start, end, what in sorted(_decorations(scan, text)):
        if start >= reached:
            reached = end
            told.append((start, end, what))
    for start, end, what in sorted(told):
        yield problem(RULE, f"{shown(found.text[start:end])} in the title is {what}", found.at(start))


def _decorations(scan: Scan, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what decorates a title, where it stands and what it is, in any order."""
    forms = [match.span() for match in _FORM.finditer(text) if _is_form(match[0].lower())]
    # Forms are blanked, not cut, so that what stands behind them keeps its place.
    plain = text
    for start, end in forms:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    if _away(scan.reading):
        yield from ((start, end, "a form of places where this posting does not hire") for start, end in forms)
    for what, pattern in SIGNS:
        yield from ((match.start(), match.end(), what) for match in pattern.finditer(plain))
    for hit in scan.hits(RULE):
        if hit.passage is scan.reading.title:
            yield hit.start, hit.end, _HYPE
    yield from _company(scan.reading.company, plain)
    yield from _places(scan.reading, plain)


def _is_form(text: str) -> bool:
    """Return whether letters in brackets or between slashes stand for the sexes."""
    letters = set(text)
    return len(letters & set("gn")) == 2 or "mixte" in text or any(pair <= letters for pair in _SEXES)


def _away(reading: Reading) -> bool:
    """Return whether it is known where the posting hires, and that no such place has the form in its law."""
    return bool(reading.places) and all(place.partition("-")[0] not in HOME for place in reading.places)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the pieces of a title between dashes, commas and brackets stand."""
    start = 0
    for match in [*_APART.finditer(text), None]:
        end = match.start() if match else len(text)
        said = text[start:end]
        if said.strip():
            yield start + len(said) - len(said.lstrip()), start + len(said.rstrip())
        start = match.end() if match else end


def _company(name: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the company's name: of one word only, where it stands apart, since it may be a word of the job as well."""
    place = text.casefold().find(name.casefold()) if name else -1
    if place < 0 or len(text.casefold()) != len(text):
        return
    end = place + len(name)
    if " " in name or (place, end) in set(_pieces(text)) or _AT.search(text[max(place - 6, 0) : place]):
        yield place, end, "the name of the company"


def _places(reading: Reading, text: str) -> Iterator[tuple[int, int, str]]:
    """Yield places and modes of work where they stand apart."""
    subject = bool(_TERRITORY.search(text))
    for match in _TOWN.finditer(text):
        yield match.start(), match.end(), _WHERE
    cities = _cities(reading)
    for number, (start, end) in enumerate(_pieces(text)):
        said = text[start:end].casefold().replace("-", " ")
        named = len(said) > 2 or said in ("uk", "us")
        if said in _ALONE:
            yield start, end, _HYPE
        elif said in _MODES or (number and (said in cities or (named and not subject and places_named(said)))):
            yield start, end, _WHERE
    for city in cities:
        place = text.casefold().rfind(f" in {city}")
        if place >= 0 and place + 4 + len(city) == len(text.rstrip()):
            yield place + 1, place + 4 + len(city), _WHERE


def _cities(reading: Reading) -> frozenset[str]:
    """Return the towns that the line under the title names before the region's comma, and a fact on the place."""
    line = next((passage.text for passage in reading.passages if passage.kind == "subtitle"), "")[:300]
    named = (line[start:end].casefold() for start, end in _pieces(line) if line[end : end + 2] == ", ")
    facts = (passage.text[:300] for passage in reading.passages if passage.kind == "fact")
    told = (match[1].casefold().strip() for fact in facts if (match := _TOLD.match(fact)))
    return frozenset(town for town in (*named, *told) if len(town) > 3 and town != reading.company.casefold())


def _capitals(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield words in capitals: two that are too long for short forms, or one where nothing else is smaller."""
    words = [piece for piece in _NO_LETTERS.split(text) if len(piece) > 2]
    long = [word for word in words if len(word) > 4 and word.isupper()]
    if len(long) > 1 or (long and len(words) > 1 and text.upper() == text):
        place = text.index(long[0])
        smaller = [match.span() for match in _WORDS.finditer(text) if not match[0].isupper()]
        after = max((end for _, end in smaller if end <= place), default=0)
        before = min((start for start, _ in smaller if start > place), default=len(text))
        run = [match.span() for match in _WORDS.finditer(text) if after <= match.start() and match.end() <= before]
        yield run[0][0], run[-1][1], "in capitals"
