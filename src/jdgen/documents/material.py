"""What documents are made of, and which of it each document needs.

A document takes a required field or is not made; an optional one that is missing takes its own sentence or section
with it and changes nothing else. In a draft a missing required field is printed as `[[company.name]]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from jdgen.documents.inline import inlines
from jdgen.documents.locale import Locale
from jdgen.documents.look import USUAL, Look
from jdgen.documents.tree import Inlines, Run
from jdgen.model.base import Day
from jdgen.model.candidate import Candidate
from jdgen.model.company import Company
from jdgen.model.family import Family
from jdgen.model.opening import Apply, Opening
from jdgen.model.profile import Outline, Profile
from jdgen.model.scores import Tally

PARTS = ("cover", "plan", "guide", "task", "scorecard", "debrief", "fairness", "candidate")
"""The parts of an interview kit, in their order."""
OF_A_STAGE = ("guide", "task", "scorecard", "fairness")
"""The parts that one interviewer needs for one stage."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What one interview kit is for; without `parts` it has all of them, without a `stage` all stages.

    `interviewers` are those named for it, by the id of the stage; `candidate` is the name, or in a blind kit the
    number that stands for it. With a `tally`, the debrief sheet is filled in.
    """

    parts: tuple[str, ...] = ()
    stage: str = ""
    interviewers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    candidate: str = ""
    blind: bool = False
    tally: Tally | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """Return the parts of this kit: those asked for, or those of the one stage, or all."""
        return self.parts or (OF_A_STAGE if self.stage else PARTS)


Mode = Literal["scaffold", "draft", "final"]
Medium = Literal["letter", "email", "form"]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What a letter is for.

    A scaffold says beside each part what it is for; a draft marks what is still open; a final one has nothing open. An
    email has a subject line and no head, a form takes the words from the greeting to the name alone. Its `look` is
    that of a theme alone, since it is the candidate's and not a company's.
    """

    mode: Mode = "scaffold"
    medium: Medium = "letter"
    look: Look = USUAL


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a document may be made of; `date` is the one that is printed.

    `outlines` holds what other roles say of themselves, by their ids; `family` and `rungs`, the lowest first, are those
    of a ladder, `kit` says what an interview kit is for; an `internal` posting is for people who work there. `look` is
    how documents are set.
    """

    company: Company
    opening: Opening
    candidate: Candidate
    locale: Locale
    date: date
    profile: Profile | None = None
    target_title: str | None = None
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    family: Family | None = None
    rungs: tuple[Profile, ...] = ()
    kit: Kit = field(default_factory=Kit)
    internal: bool = False
    letter: Correspondence = field(default_factory=Correspondence)
    look: Look = USUAL

    @property
    def apply(self) -> Apply | None:
        """Return how to apply, of an internal posting in its own way."""
        own = self.opening.internal.apply if self.internal and self.opening.internal else None
        return own or self.opening.apply

    @property
    def deadline(self) -> Day | None:
        """Return the last day to apply, of an internal posting its own."""
        own = self.opening.internal.deadline if self.internal and self.opening.internal else None
        return own or self.opening.deadline

    @property
    def rolling(self) -> bool:
        """Return whether applications are read as they come, without a last day."""
        return bool(self.opening.rolling and not self.deadline)

    @property
    def title(self) -> str | None:
        """Return the title of the job: the named target's, the opening's own, or the role's.

        Where no company says which job it is, what the candidate says of the target comes before the role's title.
        """
        role = self.profile.role.title if self.profile else None
        target = self.candidate.target.title if self.candidate.target else None
        own = role if self.company.name else target
        return self.target_title or self.opening.title_override or own or role or target


REQUIRED: dict[str, tuple[str, ...]] = {
    "posting": (
        "company.name",
        "company.accommodation.contact",
        "opening.mode",
        "opening.locations",
        "opening.employment_type",
        "opening.apply",
    ),
    "rubric": ("company.name", "opening.requisition"),
    "letter": ("candidate.name",),
    "guide": (),
    "ladder": (),
    "coverage": (),
}
"""The fields that a document cannot be made without, beside those the model itself requires of a role."""

class Mend(NamedTuple):
    """How a missing field is filled: what to write into its file, if that is not plain, and what behind `--set`.

    A setting with brackets is quoted: shells look for files by them.
    """

    lines: str
    setting: str


_MENDS = {
    "opening.mode": Mend("`mode: onsite`, hybrid or remote", "opening.mode=onsite"),
    "opening.locations": Mend("`locations: [{country: US, region: CO}]`", "'opening.locations[0].country=US'"),
    "opening.employment_type": Mend(
        "`employment_type: full-time`, part-time, contractor or another", "opening.employment_type=full-time"
    ),
    "opening.apply": Mend("`apply: {url: https://…}`", "opening.apply.url=https://…"),
    "opening.hires_in": Mend("`hires_in: [Colorado]`", "'opening.hires_in[0]=Colorado'"),
    "opening.posted": Mend("`posted: YYYY-MM-DD`", "opening.posted=YYYY-MM-DD"),
    "company.accommodation.contact": Mend("`accommodation: {contact: …}`", "company.accommodation.contact=…"),
}


def mend_of(path: str) -> Mend:
    """Return how a missing field is filled; one that takes any text needs no more than its name."""
    return _MENDS.get(path) or Mend("", f"{path}=…")


OPTIONAL: dict[str, tuple[str, ...]] = {
    "posting": (
        "role.education", "role.years", "role.alternatives", "role.success",
        "company.about", "company.values", "company.benefits", "company.other_compensation", "company.eeo_text",
        "company.federal_contractor", "company.accommodation.channel", "company.url", "company.legal_name",
        "company.ai_use", "company.apply_base_url",
        "opening.requisition", "opening.title_override", "opening.team", "opening.manager", "opening.reason",
        "opening.hires_in", "opening.days_onsite", "opening.hours", "opening.start", "opening.duration",
        "opening.openings", "opening.pay", "opening.bonus", "opening.equity", "opening.commission", "opening.on_target",
        "opening.deadline", "opening.rolling", "opening.visa", "opening.travel", "opening.on_call",
        "opening.background_check", "opening.driving", "opening.vacancy_exists", "opening.languages",
        "opening.interview",
    ),
    "rubric": (
        "company.accommodation.contact", "company.accommodation.channel", "company.ai_use", "opening.title_override",
        "opening.locations", "opening.hires_in", "opening.hiring_manager", "opening.interview",
        # A wide font leaves less room for notes.
        "company.brand.fonts",
    ),
    "letter": (
        "role.letter", "company.name", "opening.title_override", "opening.hiring_manager", "opening.reason",
        "opening.requisition", "candidate.email", "candidate.phone", "candidate.url", "candidate.location",
        "candidate.years", "candidate.current.company", "candidate.current.title", "candidate.current.scope",
        "candidate.stories", "candidate.bridge", "candidate.target.company", "candidate.target.title",
        "candidate.target.requisition", "candidate.target.addressee", "candidate.target.reason",
        "candidate.target.requirements", "candidate.target.bridge", "candidate.target.story",
        "candidate.target.internal", "candidate.tone",
        "candidate.availability", "candidate.close", "candidate.enclosures",
    ),
    "guide": (
        "company.name", "role.title_long", "role.tier", "role.aliases", "role.codes", "role.meta", "role.education",
        "role.years", "role.alternatives", "role.pay", "role.overview", "role.success", "role.skills", "role.focus",
        "role.advance", "role.certifications", "role.projects", "role.market", "role.next", "role.equivalents",
        "role.faq", "role.related", "role.letter",
    ),
    "ladder": ("company.name",),
    "coverage": (
        "role.letter", "company.name", "opening.title_override", "opening.requisition", "opening.interview",
    ),
}  # fmt: skip
"""The fields that a document takes where they are given; a ladder takes those of its rungs beside them."""


def lookup(material: Material, path: str) -> object:
    """Return the value at a dotted path of `role`, `company`, `opening` or `candidate`, or None."""
    root, *steps = path.split(".")
    value: object = material.profile.role if root == "role" and material.profile else getattr(material, root, None)
    for step in steps:
        value = getattr(value, step, None)
    return value


def missing(material: Material, kind: str) -> Iterator[str]:
    """Yield the paths of the required fields that hold nothing."""
    company, opening = material.company, material.opening
    spared = {
        # Work that is done anywhere has no place to name.
        # defense fields.spared: a required field is spared where something stands in for it, and nowhere else
        "opening.locations": opening.mode == "remote",
        # The company's own page, with the requisition behind it, stands in for an address of the opening.
        "opening.apply": bool((company.apply_base_url and opening.requisition) or material.apply),
    }
    yield from (p for p in REQUIRED[kind] if lookup(material, p) in (None, ()) and not spared.get(p))


def roots_of(path: str) -> str:
    """Return the roots that say whether a required field is missing; where one could not be read, nobody knows."""
    return "opening company" if path == "opening.apply" else path.partition(".")[0]


def needed(value: str | None, path: str) -> Inlines:
    """Return the inlines of a required value; a draft prints the path of a missing one."""
    return inlines(value) if value is not None else (absent(path),)


def absent(path: str) -> Run:
    """Return the visible sign of a missing required field."""
    # defense fields.shown: a required value that a draft lacks shows as what it is
    return Run(f"[[{path}]]", role="missing")
