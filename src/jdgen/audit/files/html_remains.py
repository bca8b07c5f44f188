"""What is left in a page from making it: comments, hidden words, prompts, folders of a computer; and its job data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from jdgen.audit.files.html_access import is_hidden
from jdgen.audit.files.html_page import VOID, Element, Page
from jdgen.audit.files.leftovers import leftovers
from jdgen.errors import Problem, plural, printable

_SPOKEN = ("alt", "title", "placeholder", "aria-label", "summary", "label")
_DESCRIBED = ("description", "keywords", "author", "subject", "title", "og:title", "og:description")
_PATH = re.compile(
    r"file:/{2,3}[^\s\"'<>]{1,80}|[A-Za-z]:[\\/](?:Users|Documents and Settings)[\\/][^\\/\s\"'<>]{1,60}"
    r"|(?<![\w./])/(?:home|Users)/[^/\s\"'<>]{1,60}/"
)
_WORD = re.compile(r"\[if\s[^\]]{0,60}\]|<w:\w|<o:\w|\bmso-", re.IGNORECASE)
_RESTING = frozenset(("script", "style", "template", "code", "pre", "kbd", "samp", "title", "svg", "math"))
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "del", "dfn", "em", "font", "i", "ins", "label", "mark", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
))  # fmt: skip
_JOB = {
    "title": "title", "description": "description", "datePosted": "datePosted",
    "hiringOrganization": "hiringOrganization",
}  # fmt: skip
"""What search engines ask of a job."""


def remains(page: Page, seen: list[Element]) -> Iterator[Problem]:
    """Yield what should not go out with the page."""
    yield from _open(page, seen)
    yield from _comments(page)
    yield from _hidden(page, seen)
    yield from _of_machine(page)


def _open(page: Page, seen: list[Element]) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    for one, words in _spoken(seen):
        for rule, message, hint in leftovers(words):
            if (rule, message) not in told:
                told.add((rule, message))
                yield Problem(message, page.place(one), hint, rule)


def _spoken(seen: list[Element]) -> Iterator[tuple[Element, str]]:
    """Yield each paragraph, and what attributes say to readers."""
    for one in seen:
        if one.name == "title" or one.name not in _RESTING | _INLINE | VOID:
            for words in ([one.words()] if one.name == "title" else _paragraphs(one)):
                if words:
                    yield one, words
        yield from ((one, one.get(name)) for name in _SPOKEN if one.get(name))
        if one.name == "meta" and (one.get("name") or one.get("property")).lower() in _DESCRIBED:
            yield one, one.get("content")


def _paragraphs(block: Element) -> Iterator[str]:
    """Yield the words right in a block, with those of words set apart, such as links; inner blocks divide them."""
    parts: list[str] = []
    waiting: list[Element | str | None] = list(reversed(block.inside))
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            parts.append(one)
        elif one is not None and one.name in _INLINE:
            if not is_hidden(one):
                waiting.extend(reversed(one.inside))
        else:
            yield " ".join("".join(parts).split())
            parts.clear()
    yield " ".join("".join(parts).split())


def _comments(page: Page) -> Iterator[Problem]:
    kept = [(at, words) for at, words in page.comments if words.strip() and not _WORD.search(words[:2000])]
    if kept:
        at, words = kept[0]
        others = f", and {plural(len(kept) - 1, 'other one')}" if len(kept) > 1 else ""
        yield Problem(f"a comment in its source: `{printable(' '.join(words.split()), 60)}`{others}", page.place(at),
                      "take it out", "leftover.note")  # fmt: skip
    for at, words in kept:
        for rule, message, hint in leftovers(" ".join(words.split())):
            if rule == "leftover.tag":
                yield Problem(message, page.place(at), hint, rule)
    roots = [one for one in page.root.elements() if one.name == "html"]
    spaces = [name for one in roots for name, value in one.attributes.items() if "microsoft-com" in value]
    if spaces or any(_WORD.search(words[:2000]) for _, words in page.comments):
        yield Problem("holds what Word keeps for itself", page.place(roots[0] if roots else 0),
                      "save it as `Web Page, Filtered`", "metadata.custom")  # fmt: skip


def _hidden(page: Page, seen: list[Element]) -> Iterator[Problem]:
    for one in seen:
        for inner in one.inside:
            if not isinstance(inner, Element) or inner.name in ("template", "input", "script", "style", "head"):
                continue
            if is_hidden(inner) and inner.words():
                yield Problem(f"words that nobody sees: `{printable(inner.words(), 60)}`", page.place(inner),
                              "take them out", "leftover.note")  # fmt: skip


def _of_machine(page: Page) -> Iterator[Problem]:
    told: set[str] = set()
    places = [(one.at, value) for one in page.root.elements() for value in one.attributes.values()]
    for at, value in sorted(places + page.comments):
        found = _PATH.search(value[:100_000])
        if found and found[0] not in told:
            told.add(found[0])
            yield Problem(f"names a folder on a computer: `{printable(found[0], 60)}`", page.place(at),
                          "take it out", "metadata.machine")  # fmt: skip


def jobs(page: Page) -> Iterator[Problem]:
    """Yield what search engines miss in the data of a job that a page holds for them."""
    for one in page.root.elements():
        if one.name != "script" or one.get("type").lower().partition(";")[0].strip() != "application/ld+json":
            continue
        text = "".join(part for part in one.inside if isinstance(part, str))
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            yield Problem("its data for search engines is no JSON", page.place(one), "make it anew: `jdgen posting -f "
                          "html`", "data.posting")  # fmt: skip
            continue
        for job in _postings(data):
            lacks = [name for name in _JOB if not job.get(name)]
            remote = job.get("jobLocationType") == "TELECOMMUTE"
            if not job.get("jobLocation") and not (remote and job.get("applicantLocationRequirements")):
                lacks.append("jobLocation")
            if lacks:
                yield Problem(f"the job in its data lacks {', '.join(f'`{name}`' for name in lacks)}", page.place(one),
                              "add it; search engines ask for it", "data.posting")  # fmt: skip


def _postings(data: Any) -> Iterator[dict[str, Any]]:
    waiting, count = [data], 0
    while waiting and count < 10_000:
        count += 1
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            kinds = one.get("@type")
            if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
                yield one
            waiting.append(one.get("@graph"))
