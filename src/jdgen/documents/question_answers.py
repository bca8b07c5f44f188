"""What an answer changes in the candidate's file: the value itself, and what it needs beside it to be found again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from jdgen.documents.completions import completed
from jdgen.documents.letter_fit import by_answer
from jdgen.documents.letter_frame import company_of, target_of
from jdgen.documents.letter_job import entry, kept, others
from jdgen.documents.material import Material
from jdgen.documents.questions import Choice, Question
from jdgen.documents.selection import BRIDGED
from jdgen.model.candidate import Target
from jdgen.model.company_names import is_same, same_words
from jdgen.model.text import folded

Value = str | int | list[str] | dict[str, "str | list[str]"]
_DIGITS = 9
"""Longer numbers are no numbers of anything that is asked for."""
_BLANK = re.compile(r"\n[ \t]*\n[\s]*")
_PLAIN = re.compile(r"[a-z0-9]+")
_PICKED = re.compile(r"\s*(\d{1,3})(?:\s*[,\s]\s*(\d{1,3}))?\s*:\s*(?=\S)")


def changes(material: Material, question: Question, text: str) -> Iterator[tuple[str, Value]]:
    """Yield path and value of everything that an answer sets, what it needs beside it first.

    Raise ValueError with a sentence if the text is no answer to the question.
    """
    value = value_of(question, text)
    if question.id in ("company", "job") and isinstance(value, str) and _is_another(material, question, value):
        yield from _new_job(material, question, value)
        return
    if question.path.startswith("targets["):
        yield from _identity(material, question)
    if question.path.startswith("stories["):
        yield from _story_id(material, question, text)
    if isinstance(value, dict) and question.answer:
        # What stands there is changed value by value.
        yield from ((f"{question.path}.{key}", part) for key, part in value.items())
    else:
        yield question.path, value


def value_of(question: Question, text: str) -> Value:
    """Return the answer as the file keeps it; raise ValueError with a sentence if it is none."""
    if question.form == "number":
        if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= _DIGITS):
            raise ValueError("expected a whole number, such as 7")
        return int(text)
    if question.form == "lines":
        lines = [line.strip(" \t•*·-–") for line in text.splitlines() if line.strip(" \t•*·-–")]
        if not lines:
            raise ValueError("expected lines with words, one for each thing that is asked for")
        return lines
    if question.form == "names":
        return [choice.name for choice in picked(question, text)]
    if question.form == "bridge":
        if not question.choices:
            raise ValueError("answer `asks` first, with lines of the posting that this answers")
        return {"requirement": [choice.name for choice in quoted(question, text)], "text": flowing(apart(text)[1])}
    return completed(question.id, " ".join(text.split()) if question.form == "line" else flowing(text))


def quoted(question: Question, text: str) -> tuple[Choice, ...]:
    """Return the lines of the posting before an answer: those it numbers, or else those it speaks of itself."""
    numbers, said = apart(text)
    if numbers:
        return _numbered(question, numbers)
    # Among lines of which it speaks alike those come first that the story answers.
    choices = sorted(question.choices, key=lambda choice: not choice.chosen)
    order = by_answer([choice.words for choice in choices], said)
    return tuple(choices[place] for place in order[:BRIDGED])


def flowing(text: str) -> str:
    """Return typed or pasted lines as paragraphs: lines run on, and an empty line begins a new paragraph."""
    parts = (" ".join(part.split()) for part in _BLANK.split(text.strip()))
    return "\n\n".join(part for part in parts if part)


def apart(text: str) -> tuple[tuple[int, ...], str]:
    """Return the numbers before the colon of `1, 3: My answer`, and the answer."""
    found = _PICKED.match(text)
    if not found:
        return (), text
    return tuple(int(number) for number in found.groups() if number), text[found.end() :]


def picked(question: Question, text: str) -> tuple[Choice, ...]:
    """Return the choices that a text names by number, id or words; raise ValueError for one that is none."""
    found: list[Choice] = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        if all(word.isascii() and word.isdigit() for word in part.split()):
            found.extend(_numbered(question, tuple(int(word[:4]) for word in part.split())))
            continue
        named = [c for c in question.choices if folded(part) in (folded(c.name), folded(c.words))]
        if not named:
            raise ValueError(f"there is no `{part[:60]}` to choose; give numbers from 1 to {len(question.choices)}")
        found.extend(named)
    return tuple(dict.fromkeys(found))


def _numbered(question: Question, numbers: tuple[int, ...]) -> tuple[Choice, ...]:
    wrong = [number for number in numbers if not 1 <= number <= len(question.choices)]
    if wrong:
        raise ValueError(f"there is no number {wrong[0]}; give numbers from 1 to {len(question.choices)}")
    return tuple(question.choices[number - 1] for number in dict.fromkeys(numbers))


def _identity(material: Material, question: Question) -> Iterator[tuple[str, Value]]:
    """Yield what tells one job of `targets` from another, as far as its entry lacks it."""
    index, own, target = entry(material), kept(material), target_of(material)
    known = {
        "company": company_of(material),
        "title": material.title,
        "requisition": target.requisition,
        "addressee": target.addressee,
    }
    for key, value in known.items():
        if value and not getattr(own, key, None) and question.path != f"targets[{index}].{key}":
            yield f"targets[{index}].{key}", str(value)
    # What a posting asks for is kept with the answers, so that the next letter there does without the posting.
    if target.requirements and not (own and own.requirements) and question.id != "asks":
        yield f"targets[{index}].requirements", [str(line) for line in target.requirements]


def _is_another(material: Material, question: Question, value: str) -> bool:
    """Return whether an answer names another job than the one that something is kept of, or one that is kept too."""
    if next(_known(material, question, value), None):
        return True
    own = kept(material)
    if own is None or not own.model_dump(exclude_defaults=True).keys() - {"company", "title"}:
        return False
    said, alike = (own.company, is_same) if question.id == "company" else (own.title, same_words)
    return said is not None and not alike(said, value)


def _known(material: Material, question: Question, value: str) -> Iterator[Target]:
    """Yield the other jobs of `targets` that an answer names."""
    company = value if question.id == "company" else company_of(material) or ""
    for target in others(material):
        is_there = target.company is not None and is_same(target.company, company)
        if is_there and (question.id == "company" or (target.title and same_words(target.title, value))):
            yield target


def _new_job(material: Material, question: Question, value: str) -> Iterator[tuple[str, Value]]:
    """Yield a new entry of `targets`, so that nothing said of one job is said of another; a known one is there."""
    if next(_known(material, question, value), None):
        return
    path, own = f"targets[{len(material.candidate.targets)}]", kept(material)
    if question.id == "company":
        yield f"{path}.company", value
        return
    yield f"{path}.company", str(company_of(material))
    yield f"{path}.title", value
    if own and own.reason:
        # Why this company is the same for each of its jobs.
        yield f"{path}.reason", str(own.reason)


def _story_id(material: Material, question: Question, text: str) -> Iterator[tuple[str, Value]]:
    """Yield the id of a story that has none yet."""
    stories = material.candidate.stories
    path = question.path.rpartition(".")[0]
    if path != f"stories[{len(stories)}]":
        return
    name = slug(text) if question.id == "headline" else "story"
    taken = {str(story.id) for story in stories}
    # One more name than there are stories leaves one free.
    names = (name, *(f"{name}-{number}" for number in range(2, len(stories) + 2)))
    yield f"{path}.id", next(free for free in names if free not in taken)


def slug(text: str) -> str:
    """Return a short name for a headline: at most five of its words, lower case, with hyphens."""
    ascii_only = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(_PLAIN.findall(ascii_only)[:5])[:48].strip("-") or "story"
