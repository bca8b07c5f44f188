"""JSON Resume (schema 1.x, https://jsonresume.org) as a candidate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from jdgen.errors import Problem
from jdgen.inputs.candidate.resume_parts import OTHER, READ, checked, entries, held, is_blank, section, text, texts
from jdgen.inputs.candidate.resume_work import add_work
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence
from jdgen.model.candidate import Candidate
from jdgen.model.text import folded

_THEIRS = frozenset((*READ[""], *OTHER[""]))
_OURS = frozenset(Candidate.model_fields) - _THEIRS
_TOLD = ("stories", "bridge", "target", "targets", "availability", "enclosures")
"""Keys of ours that nobody else writes: in a resume they would be passed over as unknown."""
_LABELS, _ENDING = range(2, 7), range(2, 25)
_FILES = frozenset(("pdf", "html", "htm", "doc", "docx", "json", "md", "txt"))
"""What ends the name of a file, and no host."""


def is_resume(tree: Mapping) -> bool:
    """Return whether the tree is a JSON Resume rather than a candidate file of ours, which may hold `work` too."""
    keys = set(tree.entries)
    alone = _THEIRS - set(Candidate.model_fields) | {"work"}
    return "basics" in keys or (not keys & _OURS and bool(keys & alone))


def as_candidate(tree: Mapping, today: date, problems: list[Problem]) -> Mapping:
    """Return the candidate that a resume describes, its values still pointing into the resume."""
    found: list[Problem] = []
    tree = checked(tree, "", "", found)
    found.extend(_misplaced(tree))
    candidate = Mapping(tree.place)
    _add_basics(section(tree, "basics", found), candidate, found)
    add_work(tree, candidate, today, found)
    _add_list(candidate, "skills", _skills(tree, found))
    _add_list(candidate, "certificates", _certificates(tree, found))
    problems.extend(sorted(found, key=lambda problem: problem.place[1:3] if problem.place else (0, 0)))
    return candidate


def _misplaced(tree: Mapping) -> Iterator[Problem]:
    """Yield the problem of each key of our own file that stands in a resume."""
    for key in _TOLD:
        if not is_blank(tree.entries.get(key)):
            hint = "keep it in a file of your own that names this one: `resume: FILE`"
            yield Problem(f"`{key}` is no part of a JSON Resume", tree.keys[key], hint)


def _add_basics(basics: Mapping, candidate: Mapping, problems: list[Problem]) -> None:
    """Add who it is and how to reach them."""
    for key in ("name", "label", "phone", "email", "url"):
        node = basics.entries.get(key)
        candidate.named[key] = f"basics.{key}"
        if node is not None and not is_blank(node):
            candidate.put(key, _READERS[key](node) if key in _READERS else node, basics.keys[key])
    if "url" not in candidate.entries:
        _add_profile(basics, candidate)
    where = basics.entries.get("location")
    if isinstance(where, Scalar) and not is_blank(where):
        # Whoever writes by hand writes the place, and no keys below it.
        candidate.put("location", where, where.place)
        candidate.named["location"] = "basics.location"
        return
    location = section(basics, "location", problems, "basics.location")
    city, region = (held(location, key, "basics.location", problems) for key in READ["basics.location"])
    first = city or region
    if first:
        words = [word.text.strip() for word in (city, region) if word]
        if len(words) > 1 and words[0].endswith(words[1]):
            words.pop()
        candidate.put("location", Scalar(", ".join(words), first.place), first.place)


def _linked(node: Node) -> Node:
    """Return an address of the web with its `https://`, where it is clear that it is one."""
    if isinstance(node, Scalar) and _is_bare(node.text.strip()):
        return Scalar(f"https://{node.text.strip()}", node.place)
    return node


def _is_bare(link: str) -> bool:
    """Return whether a text is a host, such as `ada.example/cv`, without `https://`."""
    host = link.partition("/")[0].partition("?")[0]
    labels = host.split(".")
    plain = link.isprintable() and " " not in link and all(label.replace("-", "x").isalnum() for label in labels)
    return (
        plain
        and len(labels) in _LABELS
        and labels[-1].isalpha()
        and len(labels[-1]) in _ENDING
        and labels[-1].lower() not in _FILES
    )


def _mail(node: Node) -> Node:
    if isinstance(node, Scalar) and node.text.strip().lower().startswith("mailto:"):
        return Scalar(node.text.strip()[len("mailto:") :], node.place)
    return node


_READERS = {"url": _linked, "email": _mail}


def _add_profile(basics: Mapping, candidate: Mapping) -> None:
    """Add the address of the LinkedIn profile where there is no other; what cannot be used is not needed."""
    profiles = basics.entries.get("profiles")
    for profile in profiles.items if isinstance(profiles, Sequence) else ():
        node = profile.entries.get("url") if isinstance(profile, Mapping) else None
        link = _linked(node) if isinstance(node, Scalar) and not node.null else None
        if isinstance(link, Scalar) and isinstance(profile, Mapping) and _is_linkedin(link.text.strip()):
            candidate.put("url", link, profile.keys["url"])
            candidate.named["url"] = "basics.profiles.url"
            return


def _is_linkedin(link: str) -> bool:
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return False
    return link.isprintable() and " " not in link and f".{host}".endswith(".linkedin.com")


def _skills(tree: Mapping, problems: list[Problem]) -> Iterator[Scalar]:
    """Yield what the candidate can do: skills, their keywords, those of projects, and languages."""
    for path, node in entries(tree, "skills", problems, named=True):
        yield from _named(node, "name", path, problems)
        if isinstance(node, Mapping):
            yield from texts(node, "keywords", path, problems, ends=",;")
    # The projects themselves are checked with the work.
    for path, node in entries(tree, "projects", []):
        if isinstance(node, Mapping):
            yield from texts(node, "keywords", path, problems, ends=",;")
    for path, node in entries(tree, "languages", problems, named=True):
        yield from _named(node, "language", path, problems)


def _certificates(tree: Mapping, problems: list[Problem]) -> Iterator[Scalar]:
    """Yield certificates, and degrees with their subject."""
    for path, node in entries(tree, "certificates", problems, named=True):
        yield from _named(node, "name", path, problems)
    for path, node in entries(tree, "education", problems):
        if isinstance(node, Mapping):
            words = [held(node, key, path, problems) for key in ("studyType", "area")]
            said = [word for word in words if word]
            if said:
                yield Scalar(" ".join(word.text.strip() for word in said), said[0].place)


def _named(node: Node, key: str, path: str, problems: list[Problem]) -> Iterator[Scalar]:
    """Yield the name of an entry, or the text that stands in its place."""
    said = held(node, key, path, problems) if isinstance(node, Mapping) else text(node, path, problems)
    if said:
        yield said


def _add_list(candidate: Mapping, key: str, found: Iterator[Scalar]) -> None:
    """Add texts, each once, the first as it is written."""
    once: dict[str, Scalar] = {}
    for said in found:
        once.setdefault(folded(said.text), said)
    if once:
        first = next(iter(once.values())).place
        candidate.put(key, Sequence(first, list(once.values())), first)
