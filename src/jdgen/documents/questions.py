"""The questions that a letter has for its writer, in the order of the letter, and where each answer belongs.

What concerns one company is kept in its entry of `targets`, what concerns the person beside it: a letter to a second
company asks for what is new about it, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from jdgen import rules
from jdgen.documents.english import called
from jdgen.documents.inline import inlines
from jdgen.documents.letter_bridge import asked, wanted
from jdgen.documents.letter_frame import company_of, reader_of, target_of
from jdgen.documents.letter_job import answers_posting, entry
from jdgen.documents.material import Material
from jdgen.documents.question_words import ASKING, BRIDGE_TOO
from jdgen.documents.selection import BRIDGED, stems
from jdgen.documents.stories import chosen, requirements
from jdgen.documents.tree import plain
from jdgen.model.candidate import Bridge, Story
from jdgen.model.text import folded

Form = Literal["line", "text", "number", "lines", "names", "bridge"]
"""What an answer is: one line, a text, a whole number, a list of lines, names of a list, or a text on two choices."""
MOST_OFFERS = 5
_STORY = ("problem", "action", "result")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: the name that is kept, the words that are shown, and whether it is chosen already."""

    name: str
    words: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its place in the letter, where its answer is kept, and what helps to answer it.

    `low` and `high` are words, 0 where any length will do. `offers` are lines of the resume to start from. An
    `optional` one may stay open in a finished letter. `answer` is what is known already, "" if nothing is.
    """

    id: str
    slot: str
    path: str
    ask: str
    why: str
    example: str
    low: int = 0
    high: int = 0
    form: Form = "line"
    offers: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    optional: bool = False
    answer: str = ""


def questions(material: Material) -> tuple[Question, ...]:
    """Return all questions of a letter in its order, with what is answered already."""
    story = chosen(material).story
    return (
        *_person(material),
        *_job(material),
        *_present(material),
        *_story(material, story),
        *_fit(material),
        *_close(material),
    )


def open_questions(found: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return those that a finished letter needs and that nobody has answered."""
    return tuple(question for question in found if not (question.answer or question.optional))


def _made(name: str, path: str, slot: str = "opening", answer: object = None) -> Question:
    """Return a question of our own words."""
    asking = ASKING[name]
    return Question(
        name, slot, path, asking.ask, asking.why, asking.example, asking.low, asking.high,
        answer="" if answer is None else str(answer),
    )  # fmt: skip


def _of_slot(name: str, path: str, answer: str | None, slot: str = "") -> Question:
    """Return the question of a slot of the letter."""
    found = rules.slots()[slot or name]
    return Question(
        name, str(found.id), path, str(found.ask), str(found.why), str(found.example), found.low, found.high, "text",
        answer=str(answer or ""),
    )  # fmt: skip


def _person(material: Material) -> Iterator[Question]:
    candidate = material.candidate
    yield _made("name", "name", "sender", candidate.name)
    yield replace(_made("email", "email", "sender", candidate.email), optional=True)


def _job(material: Material) -> Iterator[Question]:
    """Yield the questions on the job: which company, which job, who reads, and what it asks for."""
    target, path = target_of(material), f"targets[{entry(material)}]"
    yield _made("company", f"{path}.company", answer=company_of(material))
    yield _made("job", f"{path}.title", answer=material.title)
    number = target.requisition or material.opening.requisition
    yield replace(_made("reference", f"{path}.requisition", answer=number), optional=True)
    yield replace(_made("reader", f"{path}.addressee", "greeting", reader_of(material)), optional=True)
    lines = "\n".join(map(str, target.requirements))
    asks = replace(_made("asks", f"{path}.requirements", "bridge", lines), form="lines")
    # Without a posting a letter answers what the role asks for.
    yield replace(asks, optional=material.profile is not None or bool(_answers(material)))


def _present(material: Material) -> Iterator[Question]:
    """Yield the questions on the present work; one fact is enough, so the last is asked for if none is known."""
    candidate, current = material.candidate, material.candidate.current
    title, company = (current.title, current.company) if current else (None, None)
    scope = current.scope if current else None
    known = candidate.years is not None or title or company or called(str(candidate.label or ""))
    years = replace(_made("years", "years", answer=candidate.years), form="number", optional=True)
    yield years
    yield replace(_made("title", "current.title", answer=title), optional=True)
    yield replace(_made("employer", "current.company", answer=company), optional=True)
    yield replace(_made("scope", "current.scope", answer=scope), optional=bool(known))


def _story(material: Material, story: Story | None) -> Iterator[Question]:
    """Yield the questions on the story that the letter tells."""
    stories = material.candidate.stories
    path = f"stories[{stories.index(story) if story else len(stories)}]"
    offers = _offers(material, str(story.headline or "") if story else "")
    if story is None or story.headline:
        found = _made("headline", f"{path}.headline", "problem", story.headline if story else None)
        yield replace(found, offers=offers, optional=True)
    for name in _STORY:
        answer = getattr(story, name) if story else None
        if name == "result" and story and not answer:
            answer = story.benefit or (story.measure and _figure(story))
        yield replace(_of_slot(name, f"{path}.{name}", answer), offers=_fitting(name, offers))
    if material.profile:
        choices = _competencies(material, story)
        answer = ", ".join(choice.words for choice in choices if choice.chosen)
        found = _made("competencies", f"{path}.competencies", "problem", answer)
        yield replace(found, form="names", choices=choices, optional=True)


def _figure(story: Story) -> str:
    measure = story.measure
    return f"{measure.what}: {measure.before}, {measure.after}" if measure else ""


def _competencies(material: Material, story: Story | None) -> tuple[Choice, ...]:
    if material.profile is None:
        return ()
    named, shown = material.profile.family.competencies, story.competencies if story else ()
    return tuple(Choice(str(key), str(named[key].name), key in shown) for key in material.profile.weighted)


def _offers(material: Material, headline: str) -> tuple[str, ...]:
    """Return lines of the resume to start from: those first that share most words with the story and the job."""
    job = frozenset(stem for text in (*requirements(material), str(material.title or "")) for stem in stems(text))
    told = stems(headline)
    lines = dict.fromkeys(str(line) for work in material.candidate.work for line in work.highlights)

    def fit(line: str) -> tuple[int, int]:
        found = stems(line)
        return -len(found & told), -len(found & job)

    return tuple(sorted(lines, key=fit)[:MOST_OFFERS])


def _fitting(name: str, offers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the offers to a part of the story: to the result, those with a number first."""
    return tuple(sorted(offers, key=lambda line: not _counts(line))) if name == "result" else offers


def _counts(line: str) -> bool:
    return any(letter.isdigit() for letter in line)


def _fit(material: Material) -> Iterator[Question]:
    """Yield the questions on this very company: how the story answers it, and why it."""
    done = _answers(material)
    answer = " ".join(str(bridge.text) for _, bridge in done)
    found = _of_slot("bridge", done[0][0] if done else _new_bridge(material), answer)
    yield replace(found, form="bridge", ask=f"{found.ask} {BRIDGE_TOO}", choices=_asked_for(material, done))
    target, company = target_of(material), company_of(material)
    index = entry(material)
    reason = _of_slot("reason", f"targets[{index}].reason", target.reason, "company")
    if company:
        reason = replace(reason, ask=reason.ask.replace("this company", str(company)))
    hint = material.opening.reason
    yield replace(reason, why=f"{reason.why} The opening says: “{plain(inlines(hint))}”") if hint else reason


def _new_bridge(material: Material) -> str:
    """Return where a new answer goes: to the posting's company, or to the role, which several companies share."""
    index, kept = entry(material), material.candidate.targets
    if answers_posting(material):
        return f"targets[{index}].bridge[{len(kept[index].bridge) if index < len(kept) else 0}]"
    return f"bridge[{len(material.candidate.bridge)}]"


def _answers(material: Material) -> list[tuple[str, Bridge]]:
    """Return the answers that the letter prints, each with its path."""
    index, kept = entry(material), material.candidate.targets
    places = {id(bridge): f"bridge[{n}]" for n, bridge in enumerate(material.candidate.bridge)}
    if index < len(kept):
        places |= {id(bridge): f"targets[{index}].bridge[{n}]" for n, bridge in enumerate(kept[index].bridge)}
    used = {id(one.answer) for one in asked(material) if one.answer}
    own = target_of(material).bridge
    kept_here = kept[index].bridge if index < len(kept) else ()
    found: list[tuple[str, Bridge]] = []
    for n, bridge in enumerate((*own, *material.candidate.bridge)):
        if id(bridge.text) in used:
            same = next((m for m, one in enumerate(kept_here) if one == bridge), None) if n < len(own) else None
            path = f"target.bridge[{n}]" if n < len(own) else places[id(bridge)]
            found.append((path if same is None else f"targets[{index}].bridge[{same}]", bridge))
    return found


def _asked_for(material: Material, done: list[tuple[str, Bridge]]) -> tuple[Choice, ...]:
    """Return what may be answered; the two that fit best are chosen, or those that were answered."""
    found = wanted(material)
    answered = {folded(name) for _, bridge in done for name in bridge.requirement}
    first = answered or {folded(name) for name, _ in found[:BRIDGED]}
    return tuple(Choice(name, plain(inlines(text)), folded(name) in first) for name, text in found)


def _close(material: Material) -> Iterator[Question]:
    found = _of_slot("availability", "availability", material.candidate.availability, "close")
    ask = f"{found.ask} Complete the sentence: “I am available …”"
    yield replace(found, ask=ask, low=2, high=12, form="line", optional=True)
