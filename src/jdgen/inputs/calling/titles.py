"""The title of a posting, without what boards and companies set around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from jdgen.documents.reading import Passage
from jdgen.errors import Place
from jdgen.inputs.calling.lists import AROUND, COMMON, DIVISIONS, JOBS, KINDS, MODES, NO_TITLE, OTHER_JOBS
from jdgen.inputs.calling.names import before_place, is_own_name, is_place, may_be_name
from jdgen.inputs.calling.wants import sign_end
from jdgen.inputs.source import Scalar
from jdgen.model.company_names import may_be_same
from jdgen.rules.phrases import words_in

if TYPE_CHECKING:
    from jdgen.inputs.calling.data import Vacancy

_LONGEST, _MOST_WORDS = 120, 14
_ENDINGS = ("ologist", "ographer", "iatrist", "smith", "wright", "woman", "person")
"""How further names of people by their work end."""
_GENDERS = re.compile(
    r"\s{0,3}[(\[]\s?(?:all genders|any gender|gn|"
    r"(?:[mwfdxhi]|div|gn|nb|u|s)(?:\s?[/|,*:]\s?(?:[mwfdxhi]|div|gn|nb|all|u|s)){1,5})\s?[)\]]"
    r"|\s{1,3}(?:[mwf]/[mwf]/[dxi](?:/[dxi])?)(?=$|\s)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s{0,3}[(\[]([^()\[\]]{1,60})[)\]]")
_NUMBER = re.compile(
    r"(?:(?:job |requisition |req\.? ?|ref\.? ?|reference |posting |vacancy )?(?:id|no\.?|number|code|ref\.?|req\.?)?"
    r"[:# ]{0,3}#?(?:[A-Z]{1,5}[-_/ ]?)?\d[\w./-]{1,20}|(?:req|ref)\.?:? [\w./-]{2,20}"
    r"|\d{1,2}[ -](?:years?|months?|hours?|days?)(?: contract| a week| per week| fixed[ -]term)?)", re.IGNORECASE,
)  # fmt: skip
_HIRING = re.compile(r"\s(?:is|are) (?:now |currently )?hiring:\s|\sinvites applications(?: for)?:\s", re.IGNORECASE)
_ANNOUNCES = re.compile(r"(?:^|\s)(?:is|are|we're|we’re|now) (?:now |currently )?hiring[!.:]{0,3}$", re.IGNORECASE)
"""The end of a line that says that somebody hires, and not whom."""
_WITH = {
    "contact": ("center", "centre", "lens", "tracer"), "career": ("adviser", "advisor", "coach", "counselor"),
    "careers": ("adviser", "advisor", "coach", "counsellor", "lead"), "jobs": ("coach",), "hiring": ("coordinator",),
}  # fmt: skip
"""Words of other lines of a page, and with which word behind them they are of a title."""
_DASH = re.compile(r"\s[-–—|·•@/]\s|\s?\|\s?|,?\s\bat\s(?=[A-Z\d]|an? |the |our )")


def of_one_job(passages: Sequence[Passage]) -> Sequence[Passage]:
    """Return the passages up to the line below which a board lists other jobs."""
    end = next((n for n, p in enumerate(passages) if n and len(p.text) <= 60 and _plain(p.text) in OTHER_JOBS), None)
    return passages[:end]


class Headline(NamedTuple):
    """What the first lines of a posting say, before it is known who hires.

    `title` is sure by itself; `tailed` is, if no company is called by what stands behind its comma, and `under` is, if
    a company is what `above` says. `behind` stands behind a dash or ` at `, with that sign, `tail` behind a comma.
    """

    title: Scalar | None = None
    offered: tuple[Scalar, ...] = ()
    behind: tuple[Scalar, ...] = ()
    tailed: Scalar | None = None
    tail: Scalar | None = None
    above: Scalar | None = None
    under: Scalar | None = None


def headline(passages: Sequence[Passage], vacancy: Vacancy | None) -> Headline:
    """Return what the first lines say of the title and beside it.

    What search engines are told comes first; a first line is a title where it names people by their work.
    """
    named = vacancy.titles if vacancy else ()
    if named:
        bare = [bared(title) for title in named]
        sure = bare[0][0] if len(bare) == 1 else None
        return Headline(sure, tuple(b[0] for b in bare), tuple(r for b in bare for r in b[1]))
    passage = _first(passages)
    hired = _hired(passage or passages[0]) if passages else None
    if passage is None or hired:
        return hired or Headline()
    said = _headed(passage)
    if said.offered and is_job(said.offered[0].text):
        return said
    return _below(passages, passage) or Headline(offered=said.offered)


def settled(said: Headline, company: Scalar | None) -> tuple[Scalar | None, tuple[Scalar, ...]]:
    """Return the title now that the company is known, or is not, and all that may be meant by it."""
    if said.tail and said.tailed and said.title is None:
        if company is None:
            return None, said.offered
        is_firm = may_be_same(before_place(said.tail.text), company.text)
        return (said.tailed if is_firm else said.offered[-1]), said.offered
    if said.above and said.under and company and may_be_same(said.above.text, company.text):
        return said.under, said.offered
    return said.title, said.offered


def with_company(offered: Sequence[Scalar], company: Scalar) -> Scalar | None:
    """Return the title of those that are offered, once it is known who hires: without the company's own name."""
    jobs = [one for one in offered if is_job(one.text)]
    bare = [one for one in jobs if company.text not in one.text]
    return bare[0] if len(bare) == 1 else jobs[-1] if jobs and len(bare) == len(jobs) else None


def _headed(passage: Passage) -> Headline:
    """Return what a line says that is the title, with what was set behind it."""
    whole = Scalar(passage.text, passage.place or Place(""))
    bare, behind = bared(whole, passage)
    if not is_job(bare.text):
        asks = "?" in whole.text
        return Headline(offered=() if asks or len(whole.text) > _LONGEST else (whole,), behind=behind)
    head, comma, rest = bare.text.partition(", ")
    closed = head.count("(") == head.count(")")
    if comma and closed and is_job(head) and not _divides(rest):
        at = bare.text.index(rest) + passage.text.find(bare.text)
        tail = Scalar(rest, passage.at(max(at, 0)) or bare.place)
        short = Scalar(head, bare.place)
        return Headline(offered=(short, bare), behind=behind, tailed=short, tail=tail)
    return Headline(bare, (bare,) if bare.text == whole.text else (bare, whole), behind)


def _divides(rest: str) -> bool:
    """Return whether what stands behind the comma of a title says which of several jobs it is."""
    first = rest.partition(", ")[0]
    if is_own_name(first):
        return False
    words = {word.text for word in words_in(first)}
    return _belongs(words) or words <= COMMON | DIVISIONS | MODES or any(word.isdigit() for word in words)


def _hired(passage: Passage) -> Headline | None:
    """Return the title of `X is hiring: TITLE`; None where the line is no such one."""
    found = _HIRING.search(passage.text[:_LONGEST])
    if found is None:
        return None
    rest = Scalar(passage.text[found.end() :].strip(), passage.at(found.end()) or Place(""))
    bare, _ = bared(rest)
    return Headline(bare, (bare,)) if is_job(bare.text) else None


def _below(passages: Sequence[Passage], first: Passage) -> Headline | None:
    """Return the title on the line below a name, where two lines begin so; who hires is told by other words."""
    number = next((n for n, passage in enumerate(passages) if passage is first), 0)
    after = passages[number + 1] if number + 1 < len(passages) else None
    announced = bool(_ANNOUNCES.search(first.text[:_LONGEST]))
    marked = announced or (first.kind == "title" and may_be_name(first.text) and not is_place(first.text))
    if after is None or not marked or after.kind not in ("subtitle", "paragraph", "heading", "label", "title"):
        return None
    said = _headed(after)
    under = said.title
    # `Recruiter at Tolver` below a name says who somebody is.
    if under is None or any(part.text.startswith("at ") for part in said.behind):
        return None
    if announced:
        return Headline(under, (under,), said.behind)
    above = Scalar(first.text, first.place or Place(""))
    return Headline(offered=(under,), behind=said.behind, above=above, under=under)


def _first(passages: Sequence[Passage]) -> Passage | None:
    """Return the title, or where a line of the page stands for it, the line that follows."""
    head = [passage for passage in passages[:8] if _plain(passage.text) not in AROUND]
    marked = next((passage for passage in head if passage.kind == "title"), None)
    if marked is not None or not head:
        return marked
    around = head[0].number > 0 and head[0].kind in ("subtitle", "heading", "label", "paragraph")
    return head[0] if around and len(head[0].text) <= _LONGEST else None


def _plain(text: str) -> str:
    """Return a line in lower case without the signs around it."""
    return " ".join(word.text for word in words_in(text[:_LONGEST]))


def is_job(text: str) -> bool:
    """Return whether a line may be a title: few words, no sentence, and one that people are called by their work."""
    words = [word.text for word in words_in(text)]
    if not 0 < len(words) <= _MOST_WORDS or len(text) > _LONGEST or text[-1] in ".?!:;," or "@" in text:
        return False
    if not any(is_work(word) for word in words):
        return False
    return all(_is_name_of_work(text, words, n) for n, word in enumerate(words) if word in NO_TITLE)


def _is_name_of_work(text: str, words: Sequence[str], number: int) -> bool:
    """Return whether a word of sentences is one of a title here: `US Tax Accountant`, `Contact Center Agent`."""
    word, after = words[number], words[number + 1] if number + 1 < len(words) else ""
    if word == "us":
        return " US " in f" {text} " and text != text.upper()
    if word == "i":
        return not after or (text.partition(" I")[2][:1] in (",", " ") and text[:2] != "I ")
    if word == "reporting":
        return bool(after) and after not in ("to", "line", "manager")
    return after in _WITH.get(word, ())


def is_work(word: str) -> bool:
    """Return whether a word in lower case is what people are called by their work, one of them or several."""
    one = word.removesuffix("s")
    return word in JOBS or one in JOBS or (len(word) > 7 and one.endswith(_ENDINGS))


def bared(title: Scalar, passage: Passage | None = None) -> tuple[Scalar, tuple[Scalar, ...]]:
    """Return a title without decoration, and what was set behind it; nothing is added, and no word changed."""
    text = title.text
    start = sign_end(text)
    text = _without_brackets(text[start:])
    parts = list(_parts(text))
    kept, behind = parts[:1], list[Scalar]()
    for sign, part in parts[1:]:
        words = {word.text for word in words_in(part)}
        lower = part.lower().strip(" !.")
        known = lower in MODES or _NUMBER.fullmatch(part)
        if not behind and not known and sign in "-–—/" and _belongs(words):
            kept.append((sign, part))
        elif not known:
            place = passage.at(max(title.text.find(part), 0)) if passage else title.place
            behind.append(Scalar(f"at {part}" if sign == "at" else part, place or title.place))
    said = "".join(part if not sign else f" {sign} {part}" for sign, part in kept).strip(" -–—|·•,")
    said = said.rstrip("!✨🎉🚀🔥 ") or title.text
    place = (passage.at(start) if passage else None) or title.place
    return Scalar(said, place), tuple(behind)


def _belongs(words: set[str]) -> bool:
    return bool(words & KINDS) or words <= COMMON | DIVISIONS or any(is_work(word) for word in words)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a title, each with the sign before it."""
    at, sign = 0, ""
    for match in _DASH.finditer(text):
        if text[at : match.start()].strip():
            yield sign, text[at : match.start()].strip()
        at, sign = match.end(), match[0].strip(" ,")
    if text[at:].strip():
        yield sign, text[at:].strip()


def _without_brackets(text: str) -> str:
    """Return a title without the brackets of boards: for genders, the mode of work, and the number of the job."""
    text = _GENDERS.sub("", text)

    def kept(match: re.Match[str]) -> str:
        parts = [part.strip() for part in match[1].split(",")]
        return "" if all(part.lower() in MODES or _NUMBER.fullmatch(part) for part in parts) else match[0]

    return _BRACKETS.sub(kept, text)
