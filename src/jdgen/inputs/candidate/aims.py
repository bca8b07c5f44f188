"""The job that a letter goes to: named on the command line, read from a posting, or kept in the candidate's file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jdgen.errors import Place, Problem, printable
from jdgen.inputs.calling.calling import Calling
from jdgen.inputs.schema import build
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence
from jdgen.model.candidate import Target
from jdgen.model.company_names import is_same, same_words
from jdgen.model.jobs import Job, same_job
from jdgen.model.text import folded

_READ = ("title", "company", "requisition", "addressee")
OF_JOB = ("title", "requisition", "addressee", "requirements", "story")
"""What is said of one job, and not of whoever has it to give."""


class Spoken(NamedTuple):
    """What the candidate's file says of its target before anything is laid over it: of whom, and where."""

    company: Scalar | None = None
    places: frozenset[Place] = frozenset()


class Goal(NamedTuple):
    """A job and whose it is, said apart; an empty text is not said."""

    title: str
    company: str


def aim(trees: dict[str, Mapping], target: str | Goal | None, calling: Calling | None) -> Iterator[Problem]:
    """Lay what a posting and `--target TITLE @ COMPANY` say over the candidate's target."""
    place = Place("--target")
    # What the file knows is written as it is there, whatever the case in which it was typed.
    known = [*_target(trees), *_kept(trees)] if target else []
    goal = _goal(target, known) if isinstance(target, str) else target
    if target is not None and goal is None:
        names = _known(trees)
        hint = f"or one of your file: {names}" if names else ""
        yield Problem("expected TITLE @ COMPANY, such as `Data Steward @ Zephyr`", place, hint)
        return
    title, company = goal or Goal("", "")
    held = _spelt(known, "company", company) if company else None
    named = held or (Scalar(company, place) if company else calling.company if calling else None)
    if named is None and calling is None and not title:
        return
    typed = calling.title if calling else None
    if title:
        there = [node for node in known if held and _is_company(node.entries.get("company"), held.text)]
        typed = _spelt(there, "title", title) or Scalar(title, place)
    own = _standing(trees, named, typed, named.place if named else place)
    for key in _READ if calling else ():
        read = getattr(calling, key)
        if read is not None:
            own.put(key, read, read.place)
    if calling and calling.requirements:
        first = calling.requirements[0].place
        own.put("requirements", Sequence(first, list(calling.requirements)), first)
    for key, node in (("company", named), ("title", typed)):
        if node is not None:
            own.put(key, node, node.place)
    _put_target(trees, own, own.place)


def _goal(said: str, known: list[Mapping]) -> Goal | None:
    """Return what `TITLE @ COMPANY` says, or the name of a company that the file knows; names may hold an `@` too."""
    if _spelt(known, "company", said):
        return Goal("", said.strip())
    parts = [Goal(said[:at].strip(), said[at + 1 :].strip()) for at, sign in enumerate(said) if sign == "@"]
    held = next((one for one in parts if one.title and _spelt(known, "company", one.company)), None)
    return held or (parts[-1] if parts and all(parts[-1]) else None)


def _spelt(nodes: list[Mapping], key: str, said: str) -> Scalar | None:
    """Return the value of a key that is what was typed, or the first that is alike."""
    values = (node.entries.get(key) for node in nodes)
    matches = _is_company if key == "company" else _is_worded
    alike = [value for value in values if isinstance(value, Scalar) and matches(value, said)]
    return next((value for value in alike if value.text == said.strip()), alike[0] if alike else None)


def send(trees: dict[str, Mapping], row: Mapping) -> None:
    """Lay a row of a table of companies over the candidate's target."""
    company, title = row.entries.get("company"), row.entries.get("title")
    named = company if isinstance(company, Scalar) else Scalar("", row.place)
    own = _standing(trees, named, title, row.place)
    for key, node in row.entries.items():
        own.put(key, node, row.keys[key])
    _put_target(trees, own, row.place)


def _put_target(trees: dict[str, Mapping], target: Mapping, place: Place) -> None:
    tree = trees["candidate"] = trees["candidate"].copy()
    tree.put("target", target, place)


def _standing(trees: dict[str, Mapping], company: Scalar | None, title: Node | None, place: Place) -> Mapping:
    """Return what the file's own target says of this job: nothing of another company, nor of another job there."""
    trees.setdefault("candidate", Mapping(Place("candidate")))
    own = Mapping(place)
    for found in _target(trees):
        # defense targets.other_company: nothing said of one company reaches a letter to another
        if company is None or _is_company(found.entries.get("company"), company.text):
            _fill(own, found, whole=not _is_other(found, title))
    return own


def recall(trees: dict[str, Mapping], *, asked: bool) -> Iterator[Problem]:
    """Fill the candidate's target with what the file keeps of its company, or of the only one."""
    kept = list(_kept(trees))
    found = trees["candidate"].entries.get("target") if kept else None
    if not kept or (found is not None and not isinstance(found, Mapping) and not _is_unsaid(found)):
        return
    own = found.copy() if isinstance(found, Mapping) else Mapping(kept[0].place)
    company = _named(trees, own)
    if company is None and not _is_unsaid(own.entries.get("company")):
        return
    fitting = [] if company is None and _is_read(own, kept[0].place) else _fitting(kept, own, company)
    # defense targets.several: of several jobs none is guessed
    if len(fitting) > 1 and asked:
        said = f"`targets` has {len(fitting)} jobs" + (f" at {printable(company.strip(), 60)}" if company else "")
        yield Problem(said, trees["candidate"].keys["targets"], _choice(trees, fitting, company))
    # What is wrong with an entry is said where it stands, and not a second time.
    if len(fitting) == 1 and build(Target, fitting[0], []):
        _fill(own, fitting[0], whole=not _is_other(fitting[0], own.entries.get("title")))
        _put_target(trees, own, own.place)


def _is_read(own: Mapping, file: Place) -> bool:
    """Return whether the target has the requirements of a posting; whose it is the file cannot know."""
    asked = own.entries.get("requirements")
    return asked is not None and asked.place.in_file and asked.place.source != file.source


def _fitting(kept: list[Mapping], own: Mapping, company: str | None) -> list[Mapping]:
    """Return the entries for the job that is named, or the only one of its company: what it says of that holds."""
    jobs = [_job(node, of_any=company is None) for node in kept]
    found = same_job(jobs, Job(company, _said(own, "title"), _said(own, "requisition")))
    here = same_job([job._replace(title=None) for job in jobs], Job(company))
    # Of two other jobs neither is the one that is named.
    return [kept[index] for index in found or (here if len(here) == 1 else [])]


def _job(node: Mapping, *, of_any: bool) -> Job:
    company = None if of_any else _said(node, "company")
    return Job(company, _said(node, "title"), _said(node, "requisition"))


def _said(node: Mapping, key: str) -> str | None:
    """Return what is said of a job, if anything is."""
    found = node.entries.get(key)
    return found.text if isinstance(found, Scalar) and not _is_unsaid(found) else None


def _fill(own: Mapping, node: Mapping, *, whole: bool) -> None:
    """Add what an entry says and the target does not; of an entry for another job only what is said of the company.

    An answer to the words of a posting that was read is taken all the same: it is printed where they match.
    """
    answered = whole or "requirements" in own.entries
    for key, value in node.entries.items():
        # defense targets.other_job: what was said of one job is not said in a letter for another at the same company
        if (whole or key not in OF_JOB) and (answered or key != "bridge") and _is_unsaid(own.entries.get(key)):
            own.put(key, value, node.keys[key])


def _is_other(node: Mapping, title: Node | None) -> bool:
    """Return whether an entry is for another job than the one that is named."""
    said = node.entries.get("title")
    named = isinstance(title, Scalar) and not _is_unsaid(title) and not _is_unsaid(said)
    return named and not _is_worded(said, title.text if isinstance(title, Scalar) else "")


def _is_unsaid(node: Node | None) -> bool:
    """Return whether nothing is said; what was cleared on the command line is said to be nothing."""
    if isinstance(node, Scalar) and node.null:
        return node.place.in_file
    return node is None or (isinstance(node, Scalar) and not node.text.strip())


def _named(trees: dict[str, Mapping], own: Mapping) -> str | None:
    """Return the company that the letter goes to, as far as it is named."""
    company = trees.get("company", Mapping(Place(""))).entries.get("name")
    for node in (company, own.entries.get("company")):
        if isinstance(node, Scalar) and not node.null and node.text.strip():
            return node.text
    return None


def _target(trees: dict[str, Mapping]) -> Iterator[Mapping]:
    """Yield the file's own target, if there is one."""
    found = trees["candidate"].entries.get("target") if "candidate" in trees else None
    if isinstance(found, Mapping):
        yield found


def _kept(trees: dict[str, Mapping]) -> Iterator[Mapping]:
    """Yield the jobs that the candidate's file keeps."""
    targets = trees["candidate"].entries.get("targets") if "candidate" in trees else None
    yield from (item for item in targets.items if isinstance(item, Mapping)) if isinstance(targets, Sequence) else ()


def _known(trees: dict[str, Mapping]) -> str:
    """Return the jobs that the candidate's file keeps, to choose from."""
    return ", ".join(f"`{name}`" for name in dict.fromkeys(_names(list(_kept(trees)))))


def _names(kept: list[Mapping]) -> Iterator[str]:
    """Yield how to name each job: by its company, or, where that has several, by title and company."""
    companies = [_read_name(node, "company") for node in kept]
    for node, company in zip(kept, companies, strict=True):
        several = sum(is_same(company, other) for other in companies) > 1
        title = _read_name(node, "title") if several else ""
        if company:
            yield f"{title} @ {company}" if title else company


def _read_name(node: Mapping, key: str) -> str:
    said = node.entries.get(key)
    return printable(said.text.strip(), 60) if isinstance(said, Scalar) and not said.null else ""


def _choice(trees: dict[str, Mapping], fitting: list[Mapping], company: str | None) -> str:
    """Return how to name one of several jobs."""
    if company is None:
        return f"name one with `--target`: {_known(trees)}"
    names = list(_names(fitting))
    if len({folded(name) for name in names}) < len(fitting):
        return "give each a `title` of its own"
    return f"name one with `--target`: {', '.join(f'`{name}`' for name in names)}"


def _is_company(node: Node | None, name: str) -> bool:
    return isinstance(node, Scalar) and not node.null and is_same(node.text, name)


def _is_worded(node: Node | None, words: str) -> bool:
    return isinstance(node, Scalar) and not node.null and same_words(node.text, words)


def spoken_of(trees: dict[str, Mapping]) -> Spoken:
    """Return the company that the candidate's file speaks of, before anything is laid over it, and what it says."""
    for target in _target(trees):
        company = target.entries.get("company")
        if isinstance(company, Scalar) and not company.null and company.text.strip():
            return Spoken(company, frozenset(_places(target)))
    return Spoken()


def _places(node: Node) -> Iterator[Place]:
    if isinstance(node, Scalar):
        yield node.place
        return
    for inner in node.items if isinstance(node, Sequence) else node.entries.values():
        yield from _places(inner)
