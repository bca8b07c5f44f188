"""Each value taken out of a full input: a required one is named, an optional one takes its own words and no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import yaml
from full_profile import FULL_FILES, ROLE
from mutated import FILES, GONE, Bench, Made, Steps, Tree, changed, named, places, taken
from scale import WHOLE, size, some

import evidence
from conftest import Ran
from jdgen.documents.material import OPTIONAL, REQUIRED

KINDS = tuple(FILES)
INSTEAD = Path(__file__).with_name("instead.yaml")
WHY = {
    "what says it less well stands in its place, or a question of a scaffold":
        r"\w+ opening (title_override|reason|apply|interview|hiring_manager)\b"
        r"|posting company (eeo_text|benefits)|rubric company accommodation|letter candidate "
        r"|guide plumber related\[0\]\.summary",
    "it is said among the facts and in its own section":
        r"posting opening (pay|on_target|deadline|locations)|guide plumber (certifications|market)|ladder plumber pay",
    "it is the end or the middle of a sentence, whose point or comma moves":
        r".*(channel|where|note|law|reason|format|days_onsite|employment_type\[0\]|employers\[1\]|years)$"
        r"|guide plumber related|rubric plumber tier|\w+ family ladder",
    "a span with one end is said in other words": r".*\.(max|open_ended)$|\w+ master-plumber years",
    "what a wide font takes is room for notes": r"rubric company brand",
    "it is counted, put in order or assessed, or another question takes its turn":
        r"\w+ (plumber|family) (duties|requirements|weights|letter|competencies|loop|advance|codes)\b",
    "what was inherited comes back": r"ladder master-plumber",
    "what a rung has none of is a dash in its column": r"ladder (plumber|family)",
}  # fmt: skip
"""Why more than one block of words goes with a value, or other words come; what it is, `instead.yaml` says."""
OTHERWISE = {
    "competencies.design.questions": "question", "competencies.craft.questions": "question",
    "competencies.talk.questions": "question", "duties[2]": "d-tell", "extends": "requirements",
}  # fmt: skip
"""Under which name a value is missed whose key is not in the message: one of the role misses what the family had."""
FACTS = {
    "opening title_override": ".title", "opening valid_through": ".validThrough",
    "opening locations[0].pay": ".baseSalary.value",
}  # fmt: skip
"""Values in whose place the JSON-LD says another: the role's title, the last day to apply, the pay of all places."""
LONG = 200


@cache
def instead() -> dict[str, list[object]]:
    """Return for each value that takes more than one block of words: how many, and the words that come."""
    return yaml.safe_load(INSTEAD.read_text(encoding="utf-8")) if INSTEAD.is_file() else {}


def cases(kind: str) -> list[tuple[str, Steps]]:
    return [(name, path) for name in FILES[kind] for path in places(FULL_FILES[name])]


def key_of(path: Steps) -> str:
    """Return the name by which a complaint calls a value."""
    return OTHERWISE.get(named(path)) or str([step for step in path if isinstance(step, str)][-1])


@pytest.fixture
def bench(jdgen: Callable[..., Ran], tmp_path: Path) -> Bench:
    return Bench(tmp_path, jdgen)


@contextmanager
def noting(**measures: list[str]) -> Iterator[None]:
    """Note how long lists are, also when a test fails."""
    try:
        yield
    finally:
        for name, found in measures.items():
            evidence.note(f"mutations.{name}", len(found))


def refused(made: Made, *keys: str) -> bool:
    """Return whether a run failed with code 2, made no file, and named each key."""
    return made.ran.code == 2 and not made.files and all(key in made.ran.err for key in keys)


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_that_is_taken_out_takes_its_own_words(
    kind: str, bench: Bench, request: pytest.FixtureRequest
) -> None:
    before = bench.make(kind)
    words = before.words("txt")
    assert (before.ran.code, before.words("docx")) == (0, words)
    required, unnamed, optional, wrong = list[str](), list[str](), list[str](), list[str]()
    found: dict[str, list[object]] = {}
    with noting(required=required, unnamed=unnamed, optional=optional, changed=wrong):
        for name, path in some(cases(kind), 16):
            label = f"{kind} {name} {named(path)}"
            made = bench.make(kind, **{name: changed(FULL_FILES[name], path)})
            if made.ran.code:
                required.append(label)
                unnamed += [] if refused(made, key_of(path)) else [f"{label}: {made.ran.err}"]
                continue
            optional.append(label)
            gone, come = taken(words, made.words("txt"))
            if len(gone) > 1 or come:
                found[label] = [len(gone), " / ".join(come)[:LONG]]
            wrong += judged(before, made, label)
        if WHOLE and request.config.getoption("--update-golden"):
            _update(kind, found)
        known = {label: held for label, held in instead().items() if label in optional}
        for label in sorted(found.keys() | known.keys()):
            if found.get(label) != known.get(label):
                wrong.append(f"{label}: {found.get(label)}, not {known.get(label)}")
        wrong += [f"nobody says why: {label}" for label in found if not re.match("|".join(WHY.values()), label)]
        assert unnamed == []
        assert wrong == []
    assert len(optional) >= 6


def _update(kind: str, found: dict[str, list[object]]) -> None:
    others = {label: held for label, held in instead().items() if not label.startswith(f"{kind} ")}
    text = yaml.safe_dump({**others, **found}, allow_unicode=True, width=200, default_flow_style=None)
    INSTEAD.write_text(
        "# What comes in place of values that are taken out, and how many blocks of words go; test_mutations.py says"
        " why.\n# Written by `TORTURE=whole pytest -n 0 --update-golden tests/torture/test_mutations.py`.\n" + text,
        encoding="utf-8",
    )
    instead.cache_clear()


def judged(before: Made, after: Made, label: str, facts: tuple[str, ...] = ()) -> list[str]:
    """Return what is wrong with a document that lacks a value: its formats, its sentences, its JSON-LD."""
    found = [] if after.words("docx") == after.words("txt") else [f"{label}: Word says something else"]
    found += [f"{label}: {text}" for text in after.broken() if text not in before.broken()]
    own = facts or (FACTS.get(label.partition(" ")[2], "(none)"),)
    come = [fact for fact in (after.facts - before.facts) if not fact[0].startswith(own)]
    return found + [f"{label}: {fact}" for fact in come]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if REQUIRED[kind]])
def test_all_required_values_that_are_missing_are_named_at_once(kind: str, bench: Bench) -> None:
    trees: dict[str, Tree] = {}
    missing = []
    for field in (*REQUIRED[kind], *(["company.apply_base_url"] if kind == "posting" else [])):
        root, *steps = field.split(".")
        trees[root] = changed(trees.get(root, FULL_FILES[root]), tuple(steps))
        missing += [] if field in OPTIONAL[kind] else [f"needs `{'.'.join(steps)}`"]
    made = bench.make(kind, **trees)
    evidence.note("mutations.required", len(missing))
    evidence.note("mutations.unnamed", 0 if refused(made, *missing) else 1)
    assert refused(made, *missing), made.ran.err
    assert made.ran.err.count("needs `") == len(REQUIRED[kind])


TELLING = {"company": "posting", "opening": "posting", "candidate": "letter", ROLE: "guide", "family": "rubric"}
"""The document that tells most of a file."""
SAID = ("company benefits = []",)
"""What a list without entries says: that there are none."""


@pytest.mark.parametrize("name", TELLING)
def test_a_value_that_is_empty_is_like_none_or_refused(name: str, bench: Bench) -> None:
    kind, tree = TELLING[name], FULL_FILES[name]
    paths = [path for path in places(tree) if isinstance(path[-1], str)]
    optional, wrong = list[str](), list[str]()
    with noting(optional=optional, changed=wrong):
        for path in some(paths, 5):
            held = tree
            for step in path:
                held = held[step]  # type: ignore[index]
            without = bench.make(kind, **{name: changed(tree, path)})
            for empty in (None, [] if isinstance(held, list) else ""):
                label = f"{name} {named(path)} = {empty!r}"
                optional.append(label)
                made = bench.make(kind, **{name: changed(tree, path, empty)})
                if not refused(made, key_of(path)) and made.files != without.files and label not in SAID:
                    wrong.append(f"{label}: {made.ran.err}")
        assert wrong == []
    assert len(optional) >= 10


def rows(fields: list[str]) -> Iterator[list[str]]:
    """Yield sets of fields so that of every two both, the one, and the other are in some set."""
    yield fields
    for bit in range(len(fields).bit_length()):
        for wanted in (1, 0):
            yield [field for at, field in enumerate(fields) if at >> bit & 1 == wanted]


@pytest.mark.parametrize("kind", KINDS)
def test_any_two_optional_values_can_be_missing_together(kind: str, bench: Bench) -> None:
    """Nothing is broken, and no word comes that does not come where one of them is missing alone."""
    before = bench.make(kind)
    fields = [field for field in OPTIONAL[kind] if held_in_full(field)]
    known = bare(before.words("txt"))
    for lacking in (*([field] for field in fields), *TOGETHER.get(kind, ())) if WHOLE else ():
        known |= bare(bench.make(kind, **less(lacking)).words("txt"))
    optional, wrong = list[str](), list[str]()
    with noting(optional=optional, changed=wrong):
        for number, row in enumerate(list(rows(fields))[: size(2, 99)]):
            label = f"{kind} without row {number}"
            made = bench.make(kind, **less(row))
            optional.append(label)
            if made.ran.code:
                wrong.append(f"{label}: {made.ran.err}")
                continue
            wrong += judged(before, made, label, tuple(FACTS.values()))
            if WHOLE:
                # A scaffold asks for what neither of two says.
                prompts = re.findall(r"\[.*?\]", made.files["txt"].decode(), re.DOTALL) if kind == "letter" else []
                new = bare(made.words("txt")) - known - bare(" ".join(prompts).split())
                wrong += [f"{label}: {word}" for word in sorted(new)]
        assert wrong == [], "\n".join(wrong)
    assert optional


TOGETHER = {
    "rubric": (["opening.locations", "opening.hires_in"],),
    "letter": (
        ["opening.hiring_manager", "candidate.target.addressee"],
        ["candidate.tone", "candidate.close"],
        ["company.name", "opening.title_override"],
        ["company.name", "candidate.target.company", "candidate.tone"],
    ),
}
"""Values of which one stands in for the other, so that words come only where both are missing."""


def bare(words: list[str]) -> set[str]:
    """Return words without the signs around them, which move when a word beside them goes."""
    return {word.strip(".,:;()[]“”?").casefold() for word in words}


def less(fields: list[str]) -> dict[str, Tree]:
    """Return the files that change where fields are missing."""
    trees: dict[str, Tree] = {}
    # What lies deeper goes first, since what it lies in may go too.
    for field in sorted(fields, key=lambda field: -field.count(".")):
        root, *steps = field.replace("role.", f"{ROLE}.").split(".")
        trees[root] = changed(trees.get(root, FULL_FILES[root]), tuple(steps))
    if "candidate" in trees:
        # A story that is named has to be there, and of many jobs one has to be meant.
        if "candidate.stories" in fields:
            trees["candidate"].get("target", {}).pop("story", None)
        trees["candidate"].pop("targets", None)
    return trees


def held_in_full(field: str) -> bool:
    root, *steps = field.replace("role.", f"{ROLE}.").split(".")
    held: object = FULL_FILES[root]
    for step in steps:
        held = held.get(step, GONE) if isinstance(held, dict) else GONE
    return held is not GONE
