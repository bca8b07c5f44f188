"""The cover-letter scaffold: the moves of a good letter, filled where the candidate has said something.

The moves are those of Bhatia (Analysing Genre, 1993) as the sample letter makes them: name the job and yourself, tell
one story as problem, action and result, tie it to what the job asks for, say why this company, ask for a talk.
Two companies occur in a letter and never share a slot: the one it goes to and the present employer. A slot that is
empty prints a prompt in brackets that says what belongs there; nothing is invented.
"""

from __future__ import annotations

from dataclasses import replace

from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.material import Material, needed
from jdgen.documents.selection import BRIDGED, bridged
from jdgen.documents.tree import Block, Break, Document, Inlines, Paragraph, Run, Section, plain
from jdgen.documents.wording import counted, record, sentence, words
from jdgen.model.candidate import Bridge, Candidate, Current, Story, Target
from jdgen.model.text import Prose

FALLBACK_READER = "Hiring Manager"


def letter(material: Material) -> Document:
    """Return the letter of a candidate for a job; what the candidate has not said is a visible prompt."""
    candidate = material.candidate
    story = candidate.stories[0] if candidate.stories else None
    return Document(
        kind="letter",
        language=material.locale.tag,
        title=(),
        subtitle=(),
        sections=(
            _sender(candidate),
            _section("date", words(material.locale.day(material.date))),
            _section("addressee", _addressee(material)),
            _section("opening", _opening(material)),
            _problem(material, story),
            _told("action", "Action", story.action if story else None, _ACTION),
            _told("result", "Result", story.result if story else None, _RESULT),
            _bridge(material),
            _reason(material),
            _close(candidate),
            _end("sign-off", words("Sincerely,", (Break(),), needed(candidate.name, "candidate.name"))),
        ),
        header=str(candidate.name or ""),
        footer="",
        author=str(candidate.name or ""),
        subject=f"Cover letter: {material.title}" if material.title else "Cover letter",
        date=material.date,
        record=record(material),
    )


_PROBLEM = "What broke, for whom, and how big was it? 50 to 80 words."
_ACTION = "What did you decide, what was hardest, and how did you limit the risk? 60 to 90 words."
_RESULT = "Which number went from what to what, and who else gained? 30 to 50 words."


def _prompt(text: str) -> Run:
    return Run(f"[{text}]", role="prompt")


def _section(name: str, content: Inlines, margin: str = "") -> Section:
    return Section(name, (), (Paragraph(content, style="letter", margin=margin),))


def _told(name: str, move: str, text: Prose | None, prompt: str) -> Section:
    """Return a slot: the candidate's own words, or a prompt with the move's name beside it."""
    if text is None:
        return _section(name, (_prompt(prompt),), margin=move)
    parts: list[Block] = [Paragraph(inlines(p), style="letter", place=p.place) for p in paragraphs(text)]
    return Section(name, (), tuple(parts))


def _sender(candidate: Candidate) -> Section:
    lines = [needed(candidate.name, "candidate.name")]
    if candidate.location:
        lines.append(inlines(candidate.location))
    reach: Inlines = ()
    contacts = (
        (candidate.email, f"mailto:{candidate.email}"),
        (candidate.phone, ""),
        (candidate.url, candidate.url or ""),
    )
    for text, link in contacts:
        if text:
            reach = words(reach, " · " if reach else "", Run(str(text), link=str(link)))
    if reach:
        lines.append(reach)
    joined: Inlines = lines[0]
    for line in lines[1:]:
        joined = (*joined, Break(), *line)
    return Section("sender", (), (Paragraph(joined, style="sender"),))


def _target(material: Material) -> Target:
    return material.candidate.target or Target()


def _target_company(material: Material) -> Inlines:
    name = material.company.name or _target(material).company
    return inlines(name) if name else (_prompt("the company you are writing to"),)


def _addressee(material: Material) -> Inlines:
    reader = _target(material).addressee or material.opening.hiring_manager
    return words("Dear ", inlines(reader) if reader else FALLBACK_READER, ",")


def _opening(material: Material) -> Inlines:
    title = inlines(material.title) if material.title else (_prompt("the job you are writing for"),)
    requisition = material.opening.requisition
    number = words(" (", inlines(requisition), ")") if requisition else ()
    first = words("I am applying for the ", title, number, " position at ", _target_company(material), ". ")
    return words(first, _present(material.candidate))


def _present(candidate: Candidate) -> Inlines:
    """Return who the candidate is today; the present employer appears as `at {current.company}` and nowhere else."""
    years = counted(candidate.years, "year") if candidate.years else ""
    job = _job(candidate.current) if candidate.current else ()
    if not (years or job):
        return (_prompt("Who are you in one clause, and what do you run today? 20 to 30 words."),)
    if not years:
        return sentence(job)
    experience = words(f"I have {years} of experience")
    return sentence(words(experience, ", and today ", job) if job else experience)


def _job(current: Current) -> Inlines:
    """Return the present job as `I work as T at C, where I …`, without what is not given."""
    job: Inlines = ()
    if current.title:
        job = words(" as ", inlines(current.title))
    if current.company:
        job = words(job, " at ", inlines(current.company))
    scope = words("where " if job else "", "I ", inlines(current.scope)) if current.scope else ()
    return words("I work", job, ", " if scope else "", scope) if job else scope


def _problem(material: Material, story: Story | None) -> Section:
    hints = material.profile.role.letter if material.profile else None
    fitting = f" A story that fits this role: {plain(inlines(hints.hint))}" if hints and hints.hint else ""
    prompt = f"{_PROBLEM}{fitting}"
    return _told("problem", "Problem", story.problem if story else None, prompt)


def _bridge(material: Material) -> Section:
    """Return how the story answers two requirements; those of the company's own posting are quoted."""
    asked = _asked(material)
    if not asked:
        return _section("bridge", (_prompt(f"{_BRIDGE} 30 to 50 words."),), margin="Bridge")
    content: Inlines = ()
    if any(answer for _, _, answer in asked):
        content = words(f"{'Your posting' if material.company.name else 'The job'} asks for work that I have done.")
    for name, requirement, answer in asked:
        if answer:
            quoted = words("“", requirement, "”") if material.company.name else sentence(requirement)
            said = words(quoted, " ", sentence(inlines(answer)))
        else:
            # Outside the brackets, a requirement that nobody has answered would read as the candidate's claim.
            said = (_prompt(f"How does your story show “{plain(requirement)}” ({name})? 15 to 25 words."),)
        content = words(content, " " if content else "", said)
    is_open = not all(answer for _, _, answer in asked)
    return _section("bridge", content, margin="Bridge" if is_open else "")


_BRIDGE = "Which two things that the posting asks for does your story show, and how?"


def _asked(material: Material) -> list[tuple[str, Inlines, Prose | None]]:
    """Return two requirements with their answers: what the candidate answers first, then what the role wants shown."""
    answers = _answers(material)
    found: list[tuple[str, Inlines, Prose | None]] = [(b.requirement, asked, b.text) for b, asked in answers]
    answered = {bridge.requirement for bridge, _ in answers}
    wanted = bridged(material.profile) if material.profile else ()
    found += [(must.id, inlines(must.text), None) for must in wanted if must.id not in answered]
    return found[:BRIDGED]


def _answers(material: Material) -> list[tuple[Bridge, Inlines]]:
    """Return the candidate's answers beside what they answer: a requirement of the role, or a posting's own words."""
    known = {r.id: r.text for r in material.profile.role.requirements} if material.profile else {}
    found: list[tuple[Bridge, Inlines]] = []
    for bridge in material.candidate.bridge:
        words_of_posting = " " in bridge.requirement or bridge.requirement != bridge.requirement.lower()
        if bridge.requirement in known or words_of_posting:
            found.append((bridge, inlines(known.get(bridge.requirement, bridge.requirement))))
    return found


def unused_bridges(material: Material) -> tuple[Bridge, ...]:
    """Return the candidate's answers that the letter has no place for."""
    used = [bridge for bridge, _ in _answers(material)[:BRIDGED]]
    return tuple(bridge for bridge in material.candidate.bridge if bridge not in used)


def _reason(material: Material) -> Section:
    company = material.company.name or _target(material).company
    whom = str(company) if company else "this company"
    prompt = f"One thing about {whom} that you could not say of its rival, and where you learned it. 30 to 60 words."
    if material.opening.reason:
        prompt += f" The opening says: “{plain(inlines(material.opening.reason))}”"
    return _told("company", "Company", _target(material).reason, prompt)


def _close(candidate: Candidate) -> Section:
    """Return the request for a talk; the plain one states nothing of the candidate, so it is no invented prose."""
    parts = paragraphs(candidate.close) if candidate.close else ()
    said = [inlines(part) for part in parts] or [words("I would welcome the chance to talk about the role.")]
    if candidate.availability:
        said[-1] = words(said[-1], " I am available ", sentence(inlines(candidate.availability)))
    place = candidate.close.place if candidate.close else None
    blocks = tuple(Paragraph(content, style="letter", place=place) for content in said)
    return Section("close", (), blocks, attached=True)


def _end(name: str, content: Inlines) -> Section:
    """Return one of the last words, which never begin a page."""
    return replace(_section(name, content), attached=True)
