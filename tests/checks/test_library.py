"""No hole in the built-in library goes unnoticed, and no figure of its sources is lost or invented.

Each value that holds the promise is taken out or led astray, alone, in a copy of the library; a rule that was silent
before must speak.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial, reduce
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import DAY
from jdgen.audit import roles as audit_of_roles
from jdgen.audit.roles import Examination, audit
from jdgen.inputs import profiles, source
from jdgen.inputs.gather import Sources
from jdgen.inputs.library import Library, outline
from jdgen.inputs.source import Mapping, Scalar
from jdgen.model.base import NAME
from jdgen.model.pay import Pay
from jdgen.model.profile import Outline, Profile
from jdgen.model.role import Years
from library_copy import GONE, HOME, Change, LibraryCopy

ASTRAY = "no-such-name"
PRYING = "Put your age and your address at the top of the page."


class Mutation(NamedTuple):
    """Changes of one file of the library, and the roles that must suffer from them."""

    said: str
    file: str
    changes: tuple[Change, ...]
    roles: tuple[str, ...]


class Examiner:
    """Audits roles of a copy, and reads again only what has changed since."""

    def __init__(self, copy: LibraryCopy) -> None:
        self.copy = copy
        self.family = copy.data("family")
        self.library = Library.of(copy.profiles)
        self.profiles = {role: self._load(role) for role in copy.roles}
        self.before = {role: self.heard(role) for role in copy.roles}

    def _load(self, role: str) -> Profile:
        path = self.copy.profiles / HOME / f"{role}.yaml"
        return profiles.load(self.library, path, source.read(path))

    def heard(self, *roles: str) -> list[str]:
        """Return what is found about the roles, each time the rule and its words."""
        # How postings read is tested elsewhere, and would be read anew for each of a thousand mutations.
        groups = frozenset(("agreement", "library"))
        request = Examination(roles, Sources(profiles=self.copy.profiles), date.fromisoformat(DAY), groups=groups)
        return [f"{found.rule.id}: {found.problem.message}" for found in audit(request).findings]

    def noticed(self, mutation: Mutation) -> list[str]:
        """Return what is found because of a mutation, by rules that were silent before it."""
        silent = {found.partition(":")[0] for role in mutation.roles for found in self.before[role]}
        with self.copy.changed(mutation.file, *mutation.changes):
            return [found for found in self.heard(*mutation.roles) if found.partition(":")[0] not in silent]

    def inherits(self, role: str) -> list[dict[str, Any]]:
        """Return what lies below a role: the role that it extends, and the family."""
        parent = self.copy.data(role).get("extends")
        return [self.copy.data(parent), self.family] if parent else [self.family]


def remember(patch: pytest.MonkeyPatch) -> None:
    """Let a file of the same bytes be read once, and a role whose files are the same be loaded and outlined once."""
    read, load = source.read, profiles.load
    trees: dict[Path, tuple[bytes, Mapping]] = {}
    loaded: dict[tuple[Path, ...], tuple[tuple[Mapping, ...], Profile]] = {}
    outlined: dict[int, tuple[Mapping, Outline]] = {}

    def read_once(path: Path) -> Mapping:
        data = path.read_bytes()
        if path not in trees or trees[path][0] != data:
            trees[path] = (data, read(path))
        return trees[path][1]

    def load_once(library: Library, path: Path, tree: Mapping, change: object = None) -> Profile:
        extends = tree.entries.get("extends")
        names = [path.stem, "family", *([extends.text] if isinstance(extends, Scalar) else [])]
        files = tuple(path.with_name(f"{name}.yaml") for name in names)
        if not all(file.is_file() for file in files):
            return load(library, path, tree)
        under = tuple(map(read_once, files))
        held = loaded.get(files)
        if held is None or any(one is not other for one, other in zip(held[0], under, strict=True)):
            held = loaded[files] = (under, load(library, path, tree))
        return held[1]

    def outline_once(tree: Mapping) -> Outline:
        held = outlined.get(id(tree))
        if held is None or held[0] is not tree:
            held = outlined[id(tree)] = (tree, outline(tree))
        return held[1]

    patch.setattr(source, "read", read_once)
    patch.setattr(profiles, "load", load_once)
    for module in (audit_of_roles, profiles):
        patch.setattr(module, "outline", outline_once)


@pytest.fixture(scope="module")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examiner]:
    with pytest.MonkeyPatch.context() as patch:
        remember(patch)
        collecting = gc.isenabled()
        gc.disable()
        yield Examiner(LibraryCopy(tmp_path_factory.mktemp("copy")))
        if collecting:
            gc.enable()


def user_of(examiner: Examiner, competency: str) -> str:
    """Return a role for which a competency of the family counts."""
    return next(role for role, profile in examiner.profiles.items() if competency in profile.weighted)


def anchors(examiner: Examiner) -> Iterator[Mutation]:
    for file in ("family", *examiner.copy.roles):
        for key, competency in examiner.copy.data(file).get("competencies", {}).items():
            role = user_of(examiner, key) if file == "family" else file
            for level in competency.get("anchors", {}):
                path = ("competencies", key, "anchors", level)
                below = file != "family" and any(
                    key in held.get("competencies", {}) for held in examiner.inherits(file)
                )
                yield Mutation(f"{file} {key} {level}", file, ((path, None if below else GONE),), (role,))


def without(examiner: Examiner, role: str, field: str, identity: str) -> Change:
    """Return the change that takes the competency from an entry of a role, its own or an inherited one."""
    data = examiner.copy.data(role)
    entries = data.get(field, [])
    found = next((n for n, entry in enumerate(entries) if entry["id"] == identity), None)
    if found is None:
        return (field,), [*entries, {"id": identity, "competency": None}]
    return (field, found, "competency"), None if "extends" in data else GONE


def musts(examiner: Examiner) -> Iterator[Mutation]:
    for role, profile in examiner.profiles.items():
        for must in profile.musts:
            yield Mutation(f"{role} {must.id}", role, (without(examiner, role, "requirements", must.id),), (role,))


def duties(examiner: Examiner) -> Iterator[Mutation]:
    for role, profile in examiner.profiles.items():
        for duty in profile.role.duties:
            yield Mutation(f"{role} {duty.id}", role, (without(examiner, role, "duties", duty.id),), (role,))


def covers(examiner: Examiner) -> Iterator[Mutation]:
    """Yield the loss of each look that a role's interviews take at a competency that counts."""
    for role, profile in examiner.profiles.items():
        own = examiner.copy.data(role).get("loop", [])
        below = [stage for held in examiner.inherits(role) for stage in held.get("loop", [])]
        for stage in profile.family.loop:
            inherited = {key for held in below if held["id"] == stage.id for key in held.get("covers", {})}
            for key in [key for key in stage.covers if key in profile.weighted]:
                found = next((n for n, mine in enumerate(own) if mine["id"] == stage.id), None)
                change: Change = ("loop",), [*own, {"id": stage.id, "covers": {key: None}}]
                if found is not None:
                    change = ("loop", found, "covers", key), None if key in inherited else GONE
                yield Mutation(f"{role} {stage.id} {key}", role, (change,), (role,))


def restaged(examiner: Examiner, role: str, stage: str, **values: object) -> tuple[Change, ...]:
    """Return the changes that lay values over a stage of a role, its own or an inherited one; None takes one out."""
    own = examiner.copy.data(role).get("loop", [])
    below = [held for lower in examiner.inherits(role) for held in lower.get("loop", []) if held["id"] == stage]
    found = next((n for n, mine in enumerate(own) if mine["id"] == stage), None)
    if found is None:
        return ((("loop",), [*own, {"id": stage, **values}]),)
    gone = [key for key, value in values.items() if value is None and not any(key in held for held in below)]
    return tuple((("loop", found, key), GONE if key in gone else value) for key, value in values.items())


def tasks_lost(examiner: Examiner) -> Iterator[Mutation]:
    for role, profile in examiner.profiles.items():
        for stage in profile.family.loop:
            if stage.task:
                yield Mutation(f"{role} {stage.id}", role, restaged(examiner, role, stage.id, task=None), (role,))


def samples_lost(examiner: Examiner) -> Iterator[Mutation]:
    """Yield each role without any task; one of its stages may be inherited, another its own."""
    for role, profile in examiner.profiles.items():
        changes: tuple[Change, ...] = ()
        for stage in profile.family.loop:
            if stage.task:
                changes += restaged(examiner, role, stage.id, task=None)
        yield Mutation(role, role, changes, (role,))


def hurried(examiner: Examiner) -> Iterator[Mutation]:
    for role, profile in examiner.profiles.items():
        for stage in profile.family.loop:
            changes = restaged(examiner, role, stage.id, minutes=4 * len(stage.covers))
            yield Mutation(f"{role} {stage.id}", role, changes, (role,))


def emptied(examiner: Examiner) -> Iterator[Mutation]:
    for role, profile in examiner.profiles.items():
        for stage in profile.family.loop:
            below = [held for lower in examiner.inherits(role) for held in lower.get("loop", [])]
            inherited = [key for held in below if held["id"] == stage.id for key in held.get("covers", {})]
            changes = restaged(examiner, role, stage.id, covers=dict.fromkeys(inherited))
            yield Mutation(f"{role} {stage.id}", role, changes, (role,))


def prying_tasks(examiner: Examiner) -> Iterator[Mutation]:
    for role, profile in examiner.profiles.items():
        for stage in profile.family.loop:
            if stage.task:
                for task in ({"brief": PRYING}, {"given": [PRYING]}, {"prepare": PRYING}):
                    said = f"{role} {stage.id} {next(iter(task))}"
                    held = {**stage.task.model_dump(mode="json", exclude_none=True), **task}
                    yield Mutation(said, role, restaged(examiner, role, stage.id, task=held), (role,))


def rungs(examiner: Examiner) -> Iterator[Mutation]:
    ladder = tuple(examiner.family["ladder"])
    for index, name in enumerate(ladder):
        yield Mutation(f"ladder without {name}", "family", ((("ladder", index), GONE),), ladder)


def ways_up(examiner: Examiner) -> Iterator[Mutation]:
    """Yield another aim for each `advance`; a role beside the ladder may lead to any title."""
    ladder = examiner.family["ladder"]
    for role, profile in examiner.profiles.items():
        for aim in (ASTRAY, "Chief Gardener", "system-analyst", ladder[0]) if profile.role.advance else ():
            if role in ladder or aim == ASTRAY:
                yield Mutation(f"{role} to {aim}", role, ((("advance", "to"), aim),), (role,))


def renamed(key: str, held: dict[str, object], *above: str | int) -> tuple[Change, ...]:
    return ((*above, key), GONE), ((*above, ASTRAY), held[key])


def named_competencies(examiner: Examiner) -> Iterator[Mutation]:
    for role in examiner.copy.roles:
        data = examiner.copy.data(role)
        for field in ("duties", "requirements", "overview"):
            for n, entry in enumerate(data.get(field, [])):
                named = entry.get("competency", [])
                for m, key in enumerate([named] if isinstance(named, str) else named):
                    path = (field, n, "competency") if isinstance(named, str) else (field, n, "competency", m)
                    yield Mutation(f"{role} {field} {entry['id']} {key}", role, ((path, ASTRAY),), (role,))
        for n, key in enumerate(data["letter"]["show"]):
            yield Mutation(f"{role} letter {key}", role, ((("letter", "show", n), ASTRAY),), (role,))


def keyed_competencies(examiner: Examiner) -> Iterator[Mutation]:
    plain = next(role for role in examiner.copy.roles if "loop" not in examiner.copy.data(role))
    for file in ("family", *examiner.copy.roles):
        data = examiner.copy.data(file)
        roles = (plain,) if file == "family" else (file,)
        for field in ("expects", "weights"):
            for key in data.get(field, {}):
                yield Mutation(f"{file} {field} {key}", file, renamed(key, data[field], field), roles)
        for n, stage in enumerate(data.get("loop", [])):
            for key in stage.get("covers", {}):
                changes = renamed(key, stage["covers"], "loop", n, "covers")
                yield Mutation(f"{file} covers {stage['id']} {key}", file, changes, roles)


def named_roles(examiner: Examiner) -> Iterator[Mutation]:
    for role in examiner.copy.roles:
        data = examiner.copy.data(role)
        paths: list[tuple[str | int, ...]] = [
            ("related", n, "role") for n, near in enumerate(data["related"]) if "role" in near
        ]
        paths += [("next", n, "to") for n, move in enumerate(data.get("next", [])) if NAME.fullmatch(move["to"])]
        paths += [("advance", "to")] if NAME.fullmatch(data.get("advance", {}).get("to", " ")) else []
        paths += [(key,) for key in ("family", "extends") if key in data]
        for path in paths:
            yield Mutation(f"{role} {path}", role, ((path, ASTRAY),), (role,))
    ladder = tuple(examiner.family["ladder"])
    for n, name in enumerate(ladder):
        yield Mutation(f"ladder {name}", "family", ((("ladder", n), ASTRAY),), (ladder[0],))


def questions_left(examiner: Examiner, left: int) -> Iterator[Mutation]:
    """Yield each competency that counts with only so many questions that suit its role."""
    for role, profile in examiner.profiles.items():
        for key in profile.weighted:
            lost = [question.id for question in profile.questions(key)][: -left or None]
            own = examiner.copy.data(role).get("competencies", {}).get(key, {}).get("questions", [])
            below = [held.get("competencies", {}).get(key, {}) for held in examiner.inherits(role)]
            inherited = {question["id"] for held in below for question in held.get("questions", [])}
            kept = [question for question in own if question["id"] not in lost]
            dropped = [{"id": name, "drop": True} for name in lost if name in inherited]
            assert lost
            change = (("competencies", key, "questions"), kept + dropped)
            yield Mutation(f"{role} {key}", role, (change,), (role,))


class Kind(NamedTuple):
    """The mutations of a kind, how many there are at least, and what is said of each one: the rule and its words."""

    mutations: Callable[[Examiner], Iterator[Mutation]]
    least: int
    heard: str


KINDS = {
    "an anchor is lost": Kind(anchors, 100, r"input: .*`.*anchors` lacks level \d"),
    "a must-have loses its competency": Kind(musts, 50, r"req.competency: .* names no competency"),
    "a duty loses its competency": Kind(duties, 80, r"input: .*competency` is missing"),
    "a stage loses a competency": Kind(
        covers, 100, r"loop.(primary|second): no stage assesses `.*` (first|a second time)"
    ),
    "a work sample loses its task": Kind(tasks_lost, 12, r"loop.given: the stage `.*` is a work sample without a task"),
    "a role loses its work samples": Kind(samples_lost, 11, r"loop.work_sample: no work sample looks at `"),
    "a stage loses its time": Kind(hurried, 40, r"loop.minutes: the stage `.*` has \d+ minutes, too few for"),
    "a stage loses all it assesses": Kind(emptied, 40, r"loop.empty: the stage `.*` assesses nothing that counts"),
    "a task asks what must not decide": Kind(
        prying_tasks, 36, r"question.do_not_ask: the task of `.*` asks about age: “your age”"
    ),
    "the ladder loses a rung": Kind(rungs, 5, r"ladder.(advance|left_out): "),
    "a way up leads elsewhere": Kind(
        ways_up, 15, rf"ladder.advance: .* advances to|input: there is no role `{ASTRAY}`"
    ),
    "a competency is misnamed": Kind(named_competencies, 250, rf"input: the family has no competency `{ASTRAY}`"),
    "a key is misnamed": Kind(keyed_competencies, 150, rf"input: .*{ASTRAY}"),
    "a role is misnamed": Kind(named_roles, 50, rf"input: .*{ASTRAY}"),
    "one question is left": Kind(partial(questions_left, left=1), 50, r"competency.questions: `.*` has 1 question"),
    "no question is left": Kind(partial(questions_left, left=0), 50, r"input: `.*` counts, but .*no question"),
}


def test_the_copy_is_as_sound_as_the_library(examiner: Examiner) -> None:
    assert len(examiner.copy.roles) >= 11
    assert {found.partition(":")[0] for heard in examiner.before.values() for found in heard} == {"pay.missing"}


@pytest.mark.parametrize("name", KINDS)
def test_no_mutation_goes_unnoticed(
    name: str, examiner: Examiner, record_property: Callable[[str, object], None]
) -> None:
    kind = KINDS[name]
    heard = [(mutation.said, examiner.noticed(mutation)) for mutation in kind.mutations(examiner)]
    unnoticed = [(said, found) for said, found in heard if not any(re.match(kind.heard, text) for text in found)]
    record_property("counted", f"{len(heard) - len(unnoticed)} of {len(heard)} mutations noticed: {name}")
    assert unnoticed == []
    assert len(heard) >= kind.least
    assert len({said for said, _ in heard}) == len(heard)


SENIOR, STAFF, VP = "senior-software-engineer", "staff-software-engineer", "vp-engineering"
JUNIOR, ENGINEER = "junior-software-engineer", "software-engineer"
LADDER = (JUNIOR, ENGINEER, SENIOR, STAFF, VP)
BESIDE = ("sql-developer", "system-analyst", "solution-architect", "system-developer", "ios-developer",
          "senior-python-developer")  # fmt: skip
PAY = {
    JUNIOR: (60, 85, False),
    VP: (250, 400, True),
    "sql-developer": (80, 125, False),
    "system-analyst": (75, 115, False),
    "solution-architect": (150, 215, False),
    "system-developer": (88, 145, False),
    "ios-developer": (90, 145, False),
    "senior-python-developer": (130, 185, False),
}
"""What the sources say of pay, in thousands of dollars a year, and whether more is paid too."""
CEILING = {SENIOR: (200, 280)}
YEARS = {JUNIOR: (0, 2), ENGINEER: (2, 5), SENIOR: (5, 8), STAFF: (8, 12), VP: (12, None)}
WITHOUT_A_DEGREE = {SENIOR: [(6, None)]}
CERTIFICATIONS = {
    ENGINEER: ["AWS Solutions Architect Associate", "Kubernetes (CKA)"],
    SENIOR: ["AWS Solutions Architect Professional", "Google Cloud Professional Architect"],
}
HORIZON = {SENIOR: 2030}
EQUIVALENTS = {SENIOR: {"Numbered titles": "SE III", "Google": "L5", "Amazon": "SDE II", "IC levels": "IC3"}}
COUNTS = {
    (JUNIOR, "skills"): 7, (ENGINEER, "skills"): 7, (SENIOR, "skills"): 7, (STAFF, "skills"): 6, (VP, "skills"): 6,
    (ENGINEER, "projects"): 4, (SENIOR, "projects"): 4, (VP, "projects"): 4,
    (SENIOR, "duties"): 10, (SENIOR, "requirements"): 18, (SENIOR, "overview"): 4, (SENIOR, "faq"): 5,
    (SENIOR, "related"): 6, (SENIOR, "market.employers"): 5,
}  # fmt: skip
"""How many of a thing the sources name."""
SAID = {
    JUNIOR: ["2022 to 2024", "SE I to SE III"],
    ENGINEER: ["SE I to SE III"],
    SENIOR: ["100 million rows", "2 AM", "2022 to 2024", "2026", "SE I to SE III", "L4 to L6", "Google L5", "IC3",
             "5 to 8 years", "at least one", "a junior engineer or two", "one or two people"],
    STAFF: ["8 to 12 years"],
    VP: ["2022 to 2024", "12 or more years"],
}  # fmt: skip
"""What the sources say in words, as the profile says it."""
NOT_GIVEN = {
    "pay": (ENGINEER, SENIOR, STAFF),
    "years": BESIDE,
    "certifications": (JUNIOR, STAFF, VP, *BESIDE),
    "projects": (JUNIOR, STAFF),
}
"""What no source gives; it must be empty, for nothing is invented."""
GUESSED = re.compile(
    r"[$€£] ?\d|\b\d[\d,.]* ?(?:[KM]\b|(?:thousand|million) (?:dollars|euros|pounds)|dollars|percent raise)"
)
"""Money that hides in words."""


def thousands(pay: Pay | None) -> tuple[object, ...] | None:
    if pay is None:
        return None
    assert (pay.currency, pay.per) == ("USD", "year")
    return pay.min / 1000, pay.max / 1000 if pay.max else None, pay.open_ended


def ends(years: Years | None) -> tuple[int, int | None] | None:
    return (years.min, years.max) if years else None


def test_every_figure_of_the_sources_is_in_the_library(examiner: Examiner) -> None:
    roles = {name: profile.role for name, profile in examiner.profiles.items()}
    assert sorted(roles) == sorted({*LADDER, *BESIDE})
    assert tuple(examiner.family["ladder"]) == LADDER
    assert {name: thousands(role.pay) for name, role in roles.items() if role.pay} == PAY
    assert {name: ends(role.years) for name, role in roles.items() if role.years} == YEARS
    others = {name: [ends(way.years) for way in role.alternatives] for name, role in roles.items() if role.alternatives}
    assert others == WITHOUT_A_DEGREE
    named = {name: [held.name for held in role.certifications] for name, role in roles.items() if role.certifications}
    assert named == CERTIFICATIONS
    assert {held.tier for role in roles.values() for held in role.certifications} == {"recommended"}
    ceilings = {name: thousands(role.market.pay_ceiling) for name, role in roles.items() if role.market}
    assert {name: found[:2] for name, found in ceilings.items() if found} == CEILING
    assert {name: role.market.ai.horizon for name, role in roles.items() if role.market and role.market.ai} == HORIZON
    for name, held in EQUIVALENTS.items():
        assert {entry.scheme: entry.name for entry in roles[name].equivalents} == held
    counted = {}
    for name, path in COUNTS:
        counted[name, path] = len(reduce(getattr, path.split("."), roles[name]))
    assert counted == COUNTS


def test_what_the_sources_say_in_words_is_said(examiner: Examiner) -> None:
    missing = []
    for name, phrases in SAID.items():
        text = " ".join(examiner.profiles[name].role.model_dump_json().split())
        missing += [(name, phrase) for phrase in phrases if phrase not in text]
    assert missing == []
    assert sum(map(len, SAID.values())) >= 15


def test_what_no_source_gives_is_empty(examiner: Examiner) -> None:
    held = {
        (field, name): getattr(examiner.profiles[name].role, field)
        for field, names in NOT_GIVEN.items()
        for name in names
    }
    assert {key: value for key, value in held.items() if value} == {}
    assert set(NOT_GIVEN["pay"]) | set(PAY) == set(examiner.profiles)
    assert set(NOT_GIVEN["years"]) | set(YEARS) == set(examiner.profiles)
    assert set(NOT_GIVEN["certifications"]) | set(CERTIFICATIONS) == set(examiner.profiles)


def test_no_money_hides_elsewhere(examiner: Examiner) -> None:
    """Pay stands in the two fields compared above, neither beside related roles nor in words."""
    roles = {name: profile.role for name, profile in examiner.profiles.items()}
    assert [near for role in roles.values() for near in role.related if near.pay] == []
    found = {name: GUESSED.findall(role.model_dump_json()) for name, role in roles.items()}
    assert {name: words for name, words in found.items() if words} == {}
    assert GUESSED.findall("It pays $90,000, or 90K, or 90,000 dollars, or 0.1 million dollars.") != []
