"""What is left in a text from making it: tags, prompts, filler, blanks, and characters that a wrong coding has garbled.

A sign counts only where finished texts do not have it: quotes in guillemets, Roman numbers, references in brackets and
the Spanish word for all are words like others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jdgen.errors import printable

Leftover = tuple[str, str, str]
"""The rule, what is left, and what to do."""
_SHOWN = 60
_FILL = "fill it in, or take it out"


class _Sign(NamedTuple):
    rule: str
    what: str
    mend: str
    pattern: re.Pattern[str]


def _sign(rule: str, what: str, mend: str, *patterns: str) -> _Sign:
    return _Sign(rule, what, mend, re.compile("|".join(patterns)))


_SLOT = (
    r"(?i:your|insert|add|enter|type|describe|company|employer|organi[sz]ation|hiring manager|recruiter|recipient|"
    r"first name|last name|full name|name|job title|position|role title|job|date|address|street|city|zip|phone|e-?mail|"
    r"linkedin|salary|amount|number|x{2,}|x years|tbd|tba|todo|placeholder|department|team name|start date|end date|"
    r"website|url)"
)
_SIGNS = (
    _sign(
        "leftover.tag", "is a tag that nobody filled", "fill it, or take it out",
        r"\{\{[^{}\n]{0,80}(?:\}\})?", r"\{%[-+]? ?\w[^{}\n]{0,80}\}?", r"\{#[^{}\n]{0,80}#\}",
        r"<%[=\-#]?[^<>\n]{1,80}%>", r"\$\{[A-Za-z_][\w.]{0,60}\}", r"(?<![\w%])%[A-Z][A-Z_]{3,40}%(?!\w)",
        r"\{[a-z]{2,30}(?:_[a-z]{1,30}){1,5}\}",
    ),
    _sign(
        "leftover.tag", "is a field of a mail merge that nobody filled", "finish the mail merge, or type the words",
        r"«[A-Za-z]+_\w{1,40}»", r"«[A-Z][a-z]{1,30}[A-Z]\w{0,30}»", r"«(?i:name|company|title|date|address)»",
    ),
    _sign(
        "leftover.prompt", "is a prompt of Word", _FILL,
        r"(?i:click or tap (?:here )?to enter (?:text|a date)|click here to enter (?:text|a date)|"
        r"click here and type|click to add (?:text|title)|choose an item\b)",
    ),
    _sign(
        "leftover.prompt", "is a field that is still to be filled", _FILL,
        r"\[\[\w[^\[\]\n]{0,60}\]\]",
        rf"\[(?:[Tt]he |[Aa] )?{_SLOT}(?![\w./])[^\[\]\n]{{0,60}}\](?!\()",
        r"<(?:[Tt]he )?(?i:your|insert|company|employer|hiring manager|first name|last name|name|job title|date here)"
        r"(?: [A-Za-z' ]{0,40})?>",
        r"\{(?i:your|first name|last name|full name|company|job title|position|hiring manager)(?: [A-Za-z' ]{0,40})?\}",
        r"\bINSERT (?:[A-Z]+ ){1,6}HERE\b", r"\b[Ii]nsert your (?:[a-z]+ ){1,4}here\b",
        r"^\s*\[[A-Z](?:[^\[\]\n]{1,80}\s){3,}[^\[\]\n]{1,80}\]\s*$",
    ),
    _sign(
        "leftover.prompt", "is a note to whoever wrote the text", "settle it, and take the note out",
        r"\bFIXME\b", r"\bTODO(?=\s{0,3}[:\]()\-–—]|\s*$)", r"(?<=[\[(<])TODO\b",
        r"\$X{2,}(?:[,.]X{3})*", r"\bX{3}(?=[,\-]X)", r"(?<!\w)X{4,}(?!\w)",
        r"(?<![A-Za-z] )(?<![\w.,\-])X{3}(?![\w\-])",
        r"(?:\b[a-z]{1,20}|Dear|Mr\.?|Ms\.?|Mrs\.?|Hello|Hi) XXX(?![\w\-])",
    ),
    _sign(
        "leftover.prompt", "is filler", "write what is meant to stand there",
        r"(?i:\blorem ipsum\b|\bdolor sit amet\b)",
    ),
    _sign(
        "leftover.prompt", "is what a chat program says of itself", "take it out",
        r"(?i:\bas an ai (?:language )?model\b)", r":contentReference\[", r"\boaicite\b", r"turn\d{1,3}search\d{1,3}",
        r"(?i:\butm_source=(?:chatgpt|openai)\b)",
    ),
    _sign(
        "leftover.garbled", "was read in a wrong coding", "type it anew, or convert the text again",
        r"\ufffd", r"ï¿½", r"ï»¿", r"â€[\x80-\xff™œ˜š›žŸ“”¢¦¡]?", r"Ã[\x80-\x9f¡-¿‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]",
        r"(?<![A-ZÀ-Þ])Â[\xa0-\xbf]", r"&(?:amp|nbsp|quot|lt|gt|apos|#\d{2,5});",
    ),
    _sign(
        "leftover.markup", "is Markdown that nobody turned into a style", "set it in bold or as a heading instead",
        r"\*\*[^\s*][^*\n]{0,80}\*\*", r"^#{1,6} \S.{0,60}$", r"\]\(https?://[^\s()]{1,200}\)",
    ),
    _sign(
        "leftover.blank", "is still open", _FILL,
        r"\b(?:TBD|TBC|TBA)\b", r"\b[A-Za-z]{1,30}[:.]? ?_{3,}", r"_{5,} ?[a-z]",
    ),
)  # fmt: skip


def leftovers(text: str) -> list[Leftover]:
    """Return what is left in one paragraph, each rule once, with what stands there."""
    return list({rule: (rule, message, mend) for rule, message, mend in reversed(list(_found(text)))}.values())[::-1]


def _found(text: str) -> Iterator[Leftover]:
    for sign in _SIGNS:
        found = sign.pattern.search(text)
        if found and not _is_shouted(found[0], text):
            yield sign.rule, f"`{printable(found[0].strip(), _SHOWN)}` {sign.what}", sign.mend


def _is_shouted(found: str, text: str) -> bool:
    """Return whether a mark stands in a text of capitals alone, where it may be a word: in Spanish TODO is all."""
    return found == "TODO" and text.isupper() and len(text.split()) > 1 and ":" not in text
