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
from jdgen.documents.selection import musts
from jdgen.documents.tree import Block, Break, Document, Inlines, Paragraph, Run, Section
from jdgen.documents.wording import counted, record, sentence, words
from jdgen.model.candidate import Candidate, Current, Story, Target
from jdgen.model.role import Requirement
from jdgen.model.text import Prose

BRIDGED = 2
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
    prompt = f"{_PROBLEM} A story that fits this role: {hints.hint}" if hints and hints.hint else _PROBLEM
    return _told("problem", "Problem", story.problem if story else None, prompt)


def _bridge(material: Material) -> Section:
    """Return how the story answers two must-haves, each quoted as the posting prints it."""
    chosen = _bridged(material)
    said = {bridge.requirement: bridge for bridge in material.candidate.bridge}
    if not chosen:
        return _section("bridge", (_prompt(f"{_BRIDGE} 30 to 50 words."),), margin="Bridge")
    content = words("Your posting asks for work that I have done.")
    open_slot = False
    for must in chosen:
        content = words(content, " “", inlines(must.text), "” ")
        bridge = said.get(must.id)
        if bridge:
            content = words(content, sentence(inlines(bridge.text)))
        else:
            open_slot = True
            content = words(content, _prompt(f"How does your story show this? ({must.id}) 15 to 25 words."))
    return _section("bridge", content, margin="Bridge" if open_slot else "")


_BRIDGE = "Which two things that the posting asks for does your story show, and how?"


def _bridged(material: Material) -> tuple[Requirement, ...]:
    """Return two must-haves: those the candidate answers first, then those the role wants shown."""
    profile = material.profile
    if profile is None:
        return ()
    answered = [str(bridge.requirement) for bridge in material.candidate.bridge]
    shown = [str(key) for key in profile.role.letter.show] if profile.role.letter else []

    def rank(must: Requirement) -> tuple[int, int]:
        first = answered.index(must.id) if must.id in answered else len(answered)
        second = shown.index(must.competency) if must.competency in shown else len(shown)
        return first, second

    return tuple(sorted(musts(profile), key=rank)[:BRIDGED])


def _reason(material: Material) -> Section:
    company = material.company.name or _target(material).company
    whom = str(company) if company else "this company"
    prompt = f"One thing about {whom} that you could not say of its rival, and where you learned it. 30 to 60 words."
    if material.opening.reason:
        prompt += f" The opening says: “{material.opening.reason}”"
    return _told("company", "Company", _target(material).reason, prompt)


def _close(candidate: Candidate) -> Section:
    if candidate.close:
        return replace(_told("close", "Close", candidate.close, ""), attached=True)
    ask = words("I would welcome the chance to talk about the role.")
    if candidate.availability:
        ask = words(ask, " I am available ", sentence(inlines(candidate.availability)))
    return _end("close", ask)


def _end(name: str, content: Inlines) -> Section:
    """Return one of the last words, which never begin a page."""
    return replace(_section(name, content), attached=True)
