"""The cover letter: the moves of a good one, filled where the candidate has said something.

The moves are those of Bhatia (Analysing Genre, 1993) as the sample letter makes them: name the job and yourself, tell
one story as problem, action and result, tie it to what the job asks for, say why this company, ask for a talk.
Two companies occur in a letter and never share a slot: the one it goes to and the present employer. A slot that is
empty prints a question in brackets that says what belongs there; nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jdgen import rules
from jdgen.documents import letter_words as own
from jdgen.documents.english import called, greeted, named, with_article
from jdgen.documents.facts import Record
from jdgen.documents.inline import inlines, paragraphs
from jdgen.documents.letter_bridge import Asked, asked, is_theirs
from jdgen.documents.letter_frame import (
    company_of,
    foot,
    head,
    number_of,
    reader_of,
    single,
    subject_of,
    target_of,
    title_of,
)
from jdgen.documents.letter_quotes import announced, quoted
from jdgen.documents.material import Material
from jdgen.documents.stories import chosen, has_result
from jdgen.documents.tree import Block, Bullets, Document, Inlines, Item, Paragraph, Run, Section, plain
from jdgen.documents.wording import counted, first_capital, record, sentence, words
from jdgen.model.candidate import Measure, Story
from jdgen.model.company_names import same_words
from jdgen.model.text import Prose, folded


def letter(material: Material) -> Document:
    """Return the letter of a candidate for a job; what the candidate has not said is a visible question."""
    candidate, wish = material.candidate, material.letter
    parts = (*head(material), *_body(material), *foot(material))
    facts = _named_by(record(material), material)
    variant = tuple(part for part in (wish.medium, wish.mode) if part not in ("letter", "final"))
    return Document(
        kind="letter",
        language=material.locale.tag,
        title=(),
        subtitle=(),
        sections=(*parts, *(_notes() if wish.mode == "scaffold" else ())),
        header=str(candidate.name or ""),
        footer="",
        author=str(candidate.name or ""),
        subject=subject_of(material),
        date=material.date,
        record=replace(facts, variant=(*facts.variant, *variant)),
    )


def _named_by(facts: Record, material: Material) -> Record:
    """Return the facts that name the file: by the title of the job, where the candidate names another than the role's.

    All documents of one opening are named by its role, whatever title it has there.
    """
    if material.profile is None or not material.title:
        return facts
    known = (material.profile.role.title, material.opening.title_override)
    is_known = any(same_words(material.title, title) for title in known if title)
    return facts if is_known else replace(facts, role=material.title)


def _margin(material: Material, slot: str) -> str:
    """Return the name of a move, which a scaffold prints beside it."""
    return str(rules.slots()[slot].move) if material.letter.mode == "scaffold" else ""


def _body(material: Material) -> Iterator[Section]:
    story = chosen(material).story
    yield single("greeting", _greeting(material))
    yield single("opening", _opening(material), _margin(material, "opening"))
    hints = material.profile.role.letter if material.profile else None
    fitting = f" A story that fits this role: {plain(inlines(hints.hint))}" if hints and hints.hint else ""
    yield _told(material, "problem", story.problem if story else None, more=fitting)
    yield _told(material, "action", story.action if story else None)
    yield _result(material, story)
    yield _bridge(material)
    yield _reason(material)
    yield _close(material)


def _greeting(material: Material) -> Inlines:
    tone, reader, american = own.tone(material), reader_of(material), own.american(material)
    if reader:
        phrase = tone.greeting_us if american else tone.greeting
        return own.said(phrase, addressee=inlines(greeted(reader, american=american)))
    return own.said(tone.unnamed_us if american else tone.unnamed)


def _opening(material: Material) -> Inlines:
    company = company_of(material)
    whom = inlines(named(company)) if company else (own.prompt("the company you are writing to"),)
    title = material.title
    article = inlines(with_article(title)) if title else title_of(material)
    tone = own.tone(material)
    phrase = tone.moving if target_of(material).internal else tone.applying
    applying = own.numbered(phrase, number_of(material), title=title_of(material), a_title=article, company=whom)
    return words(sentence(applying), " ", _present(material))


def _present(material: Material) -> Inlines:
    """Return who the candidate is today; the present employer appears as `at {current.company}` and nowhere else."""
    candidate, tone = material.candidate, own.tone(material)
    job = _job(material)
    if candidate.years:
        experience = own.said(tone.experience, years=counted(candidate.years, "year"))
        return sentence(own.said(tone.today, experience=experience, job=job) if job else experience)
    if job:
        return sentence(own.said(tone.work, job=job))
    label = called(str(candidate.label or ""))
    if label:
        return sentence(own.said(tone.being, label=label))
    return (own.question(rules.slots()["opening"], material.letter),)


def _job(material: Material) -> Inlines:
    """Return the present job behind `I`: `am a T at C, where I …`, without what is not given.

    Who moves within a company has just named it, and does not name it again.
    """
    current, whom = material.candidate.current, company_of(material)
    if current is None:
        return ()
    job = words("am ", inlines(with_article(current.title))) if current.title else ()
    stays = target_of(material).internal and whom and current.company and folded(current.company) == folded(whom)
    if current.company and not stays:
        job = words(job or "work", " at ", inlines(named(current.company)))
    scope = inlines(current.scope) if current.scope else ()
    if not job:
        return scope or (words("work here") if stays else ())
    return words(job, _before_scope(named=bool(current.company) and not stays) if scope else "", scope)


def _before_scope(*, named: bool) -> str:
    """Return what joins a job and what is done in it: `where` needs a place before it."""
    return ", where I " if named else " and "


def _told(material: Material, slot: str, text: Prose | None, more: str = "", about: str = "") -> Section:
    """Return a slot: the candidate's own words, or a question; a scaffold names the move beside it."""
    if text is None:
        content: Inlines = (own.question(rules.slots()[slot], material.letter, more, about),)
        return single(slot, content, _margin(material, slot))
    return Section(slot, (), _beside(_ended(_paragraphs(text)), _margin(material, slot)))


def _paragraphs(text: Prose) -> list[Paragraph]:
    return [Paragraph(inlines(part), style="letter", place=part.place) for part in paragraphs(text)]


def _going_on(lines: list[Paragraph], more: list[Paragraph]) -> list[Paragraph]:
    """Return paragraphs of which the first goes on where the others end; those that the candidate divided stay so."""
    if not lines:
        return more
    *kept, last = lines
    first, *rest = more
    return [*kept, replace(last, inlines=words(sentence(last.inlines), " ", first.inlines)), *rest]


def _ended(lines: list[Paragraph]) -> list[Paragraph]:
    """Return paragraphs of which the last ends as a sentence does."""
    *kept, last = lines
    return [*kept, replace(last, inlines=sentence(last.inlines))]


def _beside(lines: list[Paragraph], margin: str) -> tuple[Block, ...]:
    """Return paragraphs with the name of their move beside the first."""
    first, *rest = lines
    return (replace(first, margin=margin), *rest)


def _result(material: Material, story: Story | None) -> Section:
    """Return the result: the figure, what came of it, and who else gained."""
    if story is None or not has_result(story):
        return _told(material, "result", None)
    lines = [_figure(material, story.measure)] if story.measure else []
    for text in filter(None, (story.result, story.benefit)):
        lines = _going_on(lines, _paragraphs(text))
    return Section("result", (), _beside(_ended(lines), _margin(material, "result")))


def _figure(material: Material, measure: Measure) -> Paragraph:
    before, after = inlines(measure.before), inlines(measure.after)
    said = own.said(own.tone(material).measure, what=first_capital(measure.what), before=before, after=after)
    return Paragraph(sentence(said), style="letter", place=measure.what.place)


def _bridge(material: Material) -> Section:
    """Return how the story answers two requirements: those of a posting in its words, others by the answers alone."""
    found = asked(material)
    open_ones = [one for one in found if not one.answer]
    slot = rules.slots()["bridge"]
    lines: list[Paragraph] = []
    again = False
    for one in found:
        if one.answer:
            theirs = is_theirs(material, one)
            before = announced(material, one.texts, again=again) if theirs else ()
            first, *rest = _paragraphs(one.answer)
            answer = _ended([replace(first, inlines=words(before, first.inlines)), *rest])
            lines = _going_on(lines, answer)
            again = again or theirs
    if not lines:
        lines = [_asking(own.question(slot, material.letter, _offered(open_ones)))]
    elif open_ones and material.letter.mode == "scaffold":
        # One answer is enough to send a letter; a second one is offered where one writes it.
        names = "; ".join(_named(one) for one in open_ones)
        lines = _going_on(lines, [_asking(own.prompt(f"How does your story show {names}?"))])
    return Section("bridge", (), _beside(lines, _margin(material, "bridge")))


def _asking(question: Run) -> Paragraph:
    return Paragraph((question,), style="letter")


def _offered(found: list[Asked]) -> str:
    """Return what may be answered, behind the question of a scaffold."""
    return f" Such as {' or '.join(map(_named, found))}." if found else ""


def _named(one: Asked) -> str:
    """Return a requirement as a question names it: its words, and its id where it has one."""
    said, name = plain(one.texts[0]), one.names[0]
    words_of_it = plain(quoted(one.texts[:1], inside=False)).removesuffix(".")
    return words_of_it if name == said else f"{words_of_it} ({name})"


def _reason(material: Material) -> Section:
    slot, company = rules.slots()["company"], company_of(material)
    about = str(slot.ask).replace("this company", str(company)) if company else ""
    hint = material.opening.reason
    more = f" The opening says: “{plain(inlines(hint))}”" if hint else ""
    return _told(material, "company", target_of(material).reason, more, about)


def _close(material: Material) -> Section:
    """Return the request for a talk; the plain one states nothing of the candidate, so it is no invented prose."""
    candidate, tone = material.candidate, own.tone(material)
    parts = paragraphs(candidate.close) if candidate.close else ()
    said = [inlines(part) for part in parts] or [own.said(tone.close)]
    if candidate.availability:
        available = own.said(tone.available, availability=inlines(candidate.availability))
        said[-1] = words(sentence(said[-1]), " ", sentence(available))
    place = candidate.close.place if candidate.close else None
    first, *rest = (Paragraph(content, style="letter", place=place) for content in said)
    return Section("close", (), (replace(first, margin=_margin(material, "close")), *rest), attached=True)


def _notes() -> Iterator[Section]:
    """Yield the page behind a scaffold: what each move is for."""
    slots = rules.slots().values()
    items = (Item((Run(str(slot.move), bold=True), Run(f" ({own.room(slot)}). {slot.why}"))) for slot in slots)
    lead = Paragraph(words("This page is for you. Leave it out of the letter that you send."))
    yield Section("notes", words("What each part is for"), (lead, Bullets(tuple(items))), new_page=True)
