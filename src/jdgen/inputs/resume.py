"""JSON Resume (schema 1.x, https://jsonresume.org) as a candidate.

The schema allows any further key, so an unknown key passes, except one that is all but a known key whose own place is
empty: that is a typing mistake, and its value would be lost.
"""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

from jdgen.errors import Problem, printable
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence, is_null

_SECTIONS: dict[str, tuple[str, ...]] = {
    "basics": ("name", "label", "image", "email", "phone", "url", "summary", "location", "profiles"),
    "basics.location": ("address", "postalCode", "city", "countryCode", "region"),
    "work": ("name", "location", "description", "position", "url", "startDate", "endDate", "summary", "highlights"),
}
_TOP = (
    "basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages",
    "interests", "references", "projects", "meta",
)  # fmt: skip
_LISTS = frozenset(_TOP) - {"basics", "meta"}
_OLD_NAMES = {
    "work": {"company": "name", "website": "url"},
    "basics": {"website": "url", "bio": "summary", "picture": "image"},
}
_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def is_resume(tree: Mapping) -> bool:
    """Return whether the tree is a JSON Resume rather than a candidate file of ours."""
    return "basics" in tree.entries or ("work" in tree.entries and "stories" not in tree.entries)


def as_candidate(tree: Mapping, today: date, problems: list[Problem]) -> Mapping:
    """Return the candidate that a resume describes, its values still pointing into the resume."""
    _check(tree, "", _TOP, problems)
    basics = _section(tree, "basics", problems)
    candidate = Mapping(tree.place)
    for key in ("name", "label", "email", "phone", "url"):
        _copy(basics, key, candidate, key)
        candidate.named[key] = f"basics.{key}"
    location = _section(basics, "location", problems, "basics.location")
    where = [location.entries.get(key) for key in ("city", "region")]
    words = [node for node in where if isinstance(node, Scalar) and not node.null and node.text.strip()]
    if words:
        place = words[0].place
        candidate.put("location", Scalar(", ".join(word.text for word in words), place), place)
    jobs = _jobs(tree, problems)
    _add_work(candidate, jobs, today, problems)
    return candidate


def _section(tree: Mapping, key: str, problems: list[Problem], path: str = "") -> Mapping:
    node = tree.entries.get(key)
    if node is None or is_null(node):
        return Mapping(tree.place)
    if not isinstance(node, Mapping):
        problems.append(Problem(f"`{path or key}` must hold keys and values", tree.keys[key]))
        return Mapping(tree.place)
    _rename(node, _OLD_NAMES.get(key, {}))
    _check(node, path or key, _SECTIONS[path or key], problems)
    return node


def _jobs(tree: Mapping, problems: list[Problem]) -> list[Mapping]:
    jobs: list[Mapping] = []
    for key, node in tree.entries.items():
        if key in _LISTS and not is_null(node) and not isinstance(node, Sequence):
            problems.append(Problem(f"`{key}` must be a list", tree.keys[key]))
    work = tree.entries.get("work")
    for index, node in enumerate(work.items if isinstance(work, Sequence) else ()):
        if not isinstance(node, Mapping):
            problems.append(Problem(f"`work[{index}]` must hold keys and values", node.place))
            continue
        _rename(node, _OLD_NAMES["work"])
        _check(node, f"work[{index}]", _SECTIONS["work"], problems)
        jobs.append(node)
    return jobs


def _rename(node: Mapping, names: dict[str, str]) -> None:
    for old, new in names.items():
        if old in node.entries and _is_blank(node.entries.get(new)):
            node.put(new, node.entries[old], node.keys[old])


def _check(node: Mapping, path: str, known: tuple[str, ...], problems: list[Problem]) -> None:
    for key in node.entries:
        near = None if key in known else _meant(key, known, path)
        if near and near not in node.entries:
            within = f" in `{path}`" if path else ""
            message = f"unknown key `{printable(key, 60)}`{within}"
            problems.append(Problem(message, node.keys[key], f"did you mean `{near}`?"))


def _meant(key: str, known: tuple[str, ...], path: str) -> str | None:
    """Return the known key that was meant: the same letters in another order or case, or all but one of many."""
    if path.endswith("location") and key.startswith(("country", "region")):
        # Resume builders add `country` and `regionCode` to the schema's `countryCode` and `region`.
        return None
    letters = sorted(key.casefold())
    near = next((name for name in known if sorted(name.casefold()) == letters), None)
    near = near or next(iter(get_close_matches(key, known, n=1, cutoff=0.9)), None)
    # `positions` or `emails` is a list of the builder's own.
    return None if near and key == f"{near}s" else near


def _copy(source: Mapping, key: str, target: Mapping, name: str) -> None:
    node = source.entries.get(key)
    if node is not None and not _is_blank(node):
        target.put(name, node, source.keys[key])


def _is_blank(node: Node | None) -> bool:
    # Resume builders write empty texts for what their user left out.
    return node is None or (isinstance(node, Scalar) and (node.null or not node.text.strip()))


def _add_work(candidate: Mapping, jobs: list[Mapping], today: date, problems: list[Problem]) -> None:
    """Add the present job, and years of experience as the union of all jobs, not their sum."""
    spans: list[tuple[int, int, Mapping]] = []
    now = today.year * 12 + today.month - 1
    for index, job in enumerate(jobs):
        begin = _month(job, "startDate", problems)
        end = _month(job, "endDate", problems)
        first, last = _text(job, "startDate"), _text(job, "endDate")
        if begin is not None and end is not None and _is_after(first, last):
            message = f"`work[{index}].endDate` {last} is before `startDate` {first}"
            problems.append(Problem(message, job.entries["endDate"].place))
        elif begin is not None:
            # The month in which a job ended counts; the month that runs now is not over.
            spans.append((begin, now if end is None else min(end + 1, now), job))
    months: set[int] = set()
    for begin, end, _ in spans:
        months.update(range(begin, end))
    if months:
        place = spans[0][2].keys["startDate"]
        candidate.put("years", Scalar(str(len(months) // 12), place), place)
    present = [job for job in jobs if _is_present(job, today)]
    if present:
        latest = max(present, key=lambda job: _text(job, "startDate"))
        current = Mapping(latest.place)
        _copy(latest, "name", current, "company")
        _copy(latest, "position", current, "title")
        candidate.put("current", current, latest.place)


def _is_present(job: Mapping, today: date) -> bool:
    return not _text(job, "endDate") and not _is_after(_text(job, "startDate"), today.isoformat())


def _is_after(one: str, other: str) -> bool:
    """Return whether a date is after another, as far as both are given."""
    length = min(len(one), len(other))
    return one[:length] > other[:length]


def _text(job: Mapping, key: str) -> str:
    node: Node | None = job.entries.get(key)
    return node.text.strip() if isinstance(node, Scalar) and not node.null else ""


def _month(job: Mapping, key: str, problems: list[Problem]) -> int | None:
    """Return the month of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, counted from year 0."""
    node = job.entries.get(key)
    if node is None or _is_blank(node):
        return None
    text = _text(job, key)
    found = _DATE.fullmatch(text)
    if not found:
        what = {Mapping: "keys and values", Sequence: "a list"}.get(type(node), f"`{printable(text, 40)}`")
        message = f"`{key}` must be YYYY, YYYY-MM or YYYY-MM-DD, not {what}"
        hint = "leave it out for the present job" if key == "endDate" and text.isalpha() else ""
        problems.append(Problem(message, node.place, hint))
        return None
    return int(found["year"]) * 12 + int(found["month"] or 1) - 1
