"""The work of a JSON Resume: jobs, what was done for nothing, projects; years of experience and the present job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jdgen.errors import Problem, printable
from jdgen.inputs.candidate import resume_dates as dates
from jdgen.inputs.candidate.resume_parts import entries, held, is_blank, texts
from jdgen.inputs.source import Mapping, Node, Scalar, Sequence

_YEARS_MOST = 70
_KEYS: dict[str, dict[str, str]] = {
    "work": {"company": "name", "title": "position", "summary": "summary"},
    "volunteer": {"company": "organization", "title": "position", "summary": "summary"},
    "projects": {"company": "entity", "title": "name", "summary": "description"},
}
"""What stands for the employer, the title and the summary; a project is named, and its entity is whom it was for."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One entry: its path, what is known of it, its first and last day as they were read, and whether it goes on."""

    path: str
    known: Mapping
    start: str = ""
    end: str = ""
    endless: bool = False

    def runs(self, today: date) -> bool:
        """Return whether it has begun and has no end yet; a job without dates says neither."""
        now = today.isoformat()
        if dates.is_after(self.start, now):
            return False
        return self.endless or bool(self.end and dates.is_after(self.end, now))


def add_work(tree: Mapping, candidate: Mapping, today: date, problems: list[Problem]) -> None:
    """Add the jobs, the present one, and years of experience as the union of all jobs, not their sum."""
    jobs = [_job(node, "work", path, problems) for path, node in _nodes(tree, "work", problems)]
    _add_years(candidate, jobs, today, problems)
    running = [job for job in jobs if job.runs(today)]
    if running:
        _add_current(candidate, max(running, key=lambda job: job.start))
    listed = _latest_first(jobs, today)
    for section in ("volunteer", "projects"):
        done = [_job(node, section, path, problems) for path, node in _nodes(tree, section, problems)]
        listed += _latest_first(done, today)
    known = [job.known for job in listed if job.known.entries]
    if known:
        candidate.put("work", Sequence(known[0].place, list(known)), known[0].place)


def _nodes(tree: Mapping, key: str, problems: list[Problem]) -> Iterator[tuple[str, Mapping]]:
    yield from ((path, node) for path, node in entries(tree, key, problems) if isinstance(node, Mapping))


def _job(node: Mapping, section: str, path: str, problems: list[Problem]) -> _Job:
    """Return what an entry says; a date that nobody counts, as that of a project, is left out if it is none."""
    known = Mapping(node.place)
    for key, theirs in _KEYS[section].items():
        said = held(node, theirs, path, problems)
        if said:
            known.put(key, said, node.keys[theirs])
    counted = section == "work"
    start = _day(node, "startDate", path, problems if counted else [])
    end = _day(node, "endDate", path, problems if counted else [])
    if counted and start and end and dates.is_after(start, end):
        message = f"`{path}.endDate` {end} is before `startDate` {start}"
        problems.append(Problem(message, node.entries["endDate"].place))
        start = end = ""
    for key, theirs, day in (("start", "startDate", start), ("end", "endDate", end)):
        if day:
            known.put(key, Scalar(day, node.entries[theirs].place), node.keys[theirs])
    done = texts(node, "highlights", path, problems)
    if done:
        known.put("highlights", Sequence(done[0].place, list(done)), node.keys["highlights"])
    last = node.entries.get("endDate")
    # An end that is said to be none counts without a start, one that is only left out does not.
    endless = _goes_on(last) or (bool(start) and is_blank(last))
    return _Job(path, known, start, end, endless)


def _goes_on(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.null and dates.goes_on(node.text)


def _day(node: Mapping, key: str, path: str, problems: list[Problem]) -> str:
    """Return a date as it is counted, or nothing."""
    found = node.entries.get(key)
    if found is None or is_blank(found) or (key == "endDate" and _goes_on(found)):
        return ""
    said = found.text.strip() if isinstance(found, Scalar) else ""
    day = dates.read(said)
    if day is None:
        what = {Mapping: "keys and values", Sequence: "a list"}.get(type(found), f"`{printable(said, 40)}`")
        hint = dates.hint(said) or ("leave it out for the present job" if key == "endDate" and said.isalpha() else "")
        message = f"`{path}.{key}` must be YYYY, YYYY-MM or YYYY-MM-DD, not {what}"
        problems.append(Problem(message, found.place, hint))
    return day or ""


def _add_years(candidate: Mapping, jobs: list[_Job], today: date, problems: list[Problem]) -> None:
    now = today.year * 12 + today.month - 1
    months: set[int] = set()
    begun = [job for job in jobs if job.start and (job.end or job.endless)]
    for job in begun:
        # The month in which a job ended counts; the month that runs now is not over.
        months.update(range(dates.month_of(job.start), min(dates.month_of(job.end) + 1, now) if job.end else now))
    if not months:
        return
    years, place = len(months) // 12, begun[0].known.keys["start"]
    if years > _YEARS_MOST:
        first = min(begun, key=lambda job: job.start)
        message = f"`{first.path}.startDate` {first.start} would be {years} years of experience"
        problems.append(Problem(message, first.known.entries["start"].place))
        return
    candidate.put("years", Scalar(str(years), place), place)


def _add_current(candidate: Mapping, job: _Job) -> None:
    current = Mapping(job.known.place)
    for key in ("company", "title"):
        if key in job.known.entries:
            current.put(key, job.known.entries[key], job.known.keys[key])
    if current.entries:
        candidate.put("current", current, current.place)


def _latest_first(jobs: list[_Job], today: date) -> list[_Job]:
    """Return jobs by their last day, the running ones first; those without dates keep their order behind them."""
    far = "9999"
    return sorted(jobs, key=lambda job: (far if job.runs(today) else job.end or job.start, job.start), reverse=True)
