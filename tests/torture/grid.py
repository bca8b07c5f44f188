"""The grid of documents that outside judges see: what there is to choose, and rows that cover the choices together.

A row is one file: one value of each factor. `covering` makes few rows in which every wanted combination of values
stands at least once: a greedy covering array with a fixed order, so that a row is the same in every run.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any

from boards import ROLES
from making import EXAMPLE, ROLE

Row = dict[str, str]
OWN_THEME = """\
# A theme of somebody's own that changes all that a theme can.
extends: modern
summary: Brown and narrow.
accent: "#6B2D0F"
ink: none
secondary: "#4A4A4A"
rule: none
strong_rule: "#6B2D0F"
tint: "#FBF3EA"
prompt: none
body_font: DejaVu Serif
heading_font: [Carlito, DejaVu Sans]
title: [22, 26]
section: [13, 16]
section_rule: above
facts: listed
columns: stacked
"""

DOCUMENTS: dict[str, tuple[str, ...]] = {
    "posting": ("posting",),
    "internal": ("posting", "--audience=internal"),
    "kit": ("rubric",),
    "letter": ("letter", "--mode=draft"),
    "guide": ("guide",),
    "ladder": ("ladder",),
    "coverage": ("coverage",),
    "debrief": ("score",),
}
"""The documents, and how their commands begin."""
SHORT = DOCUMENTS | {"kit": ("rubric", "--part=cover,scorecard,candidate")}
"""The same with a kit of fewer pages: the whole one takes a second for each judge."""

PARTS = ("cover", "plan", "guide", "task", "scorecard", "debrief", "fairness", "candidate")
NAMED = ("--candidate-name=Jo Blank", "--candidate-id=C-17")
VARIANTS: dict[str, tuple[str, ...]] = {
    **{f"kit {part}": ("rubric", f"--part={part}") for part in PARTS},
    "kit fillable": ("rubric", "--part=cover,scorecard,debrief,candidate", "--fillable"),
    "kit fillable blind large": ("rubric", "--part=scorecard", "--fillable", "--blind", "--large-print", *NAMED),
    "kit large": ("rubric", "--part=cover,plan,scorecard", "--large-print"),
    "kit blind": ("rubric", "--part=cover,scorecard", "--blind", *NAMED),
    "kit named": ("rubric", "--part=cover,scorecard,debrief", *NAMED),
    "kit design stage": ("rubric", "--stage=design", "--interviewers=Ada Okafor=design;Bo Li=design"),
    "debrief blind": ("score", "--blind", *NAMED),
    "debrief large": ("score", "--large-print"),
    "debrief fillable": ("score", "--fillable"),
    "draft": ("posting", "--draft"),
    "letter scaffold": ("letter", "--mode=scaffold"),
    "letter final": ("letter", "--mode=final"),
    "letter final email": ("letter", "--mode=final", "--as=email", "--tone=warm"),
    "letter final plain": ("letter", "--mode=final", "--design=plain", "--tone=formal"),
    "letter draft warm": ("letter", "--mode=draft", "--tone=warm", "--design=plain"),
    "letter draft email": ("letter", "--mode=draft", "--as=email", "--tone=plain"),
}
"""Documents as options change them."""

FACTORS: dict[str, Sequence[str]] = {
    "document": tuple(DOCUMENTS),
    "format": ("docx", "pdf", "html"),
    "theme": ("classic", "modern", "plain", "large", "own"),
    "paper": ("letter", "a4"),
    "example": tuple(EXAMPLE),
    "role": tuple(ROLES),
    "brand": ("its own", "another"),
    "locale": ("en-US", "en-GB", "en-IE", "en-CA", "en-AU", "en-NZ"),
}
"""What there is to choose; `own` is a theme of somebody's own, and the brand of an example may be laid over."""
RATINGS = ("Meets", "Above", "Below")
BRAND = (
    "company.brand.colors.accent=#7A1F3D",
    "company.brand.header=For the people who read on",
    "company.brand.footer=Printed on old paper",
)


def fits(row: Row) -> bool:
    """Return whether there is such a file, as far as the row is chosen."""
    name, form = row.get("document", ""), row.get("format")
    if "fillable" in name and form not in (None, "pdf"):
        return False
    if name.endswith("email") and form not in (None, "html"):
        return False  # it is text to paste
    if name.endswith("design stage") and row.get("role") not in (None, ROLE):
        return False  # the loop of another role may have no such stage
    if name.startswith("letter final"):  # only one candidate has said all, and what two roles ask for
        return row.get("example") in (None, "riverbend") and row.get("role") in (None, ROLE, "senior-python-developer")
    return True


def covering(
    factors: dict[str, Sequence[str]],
    groups: Iterable[Sequence[str]],
    fits: Callable[[Row], bool] = lambda row: True,
) -> list[Row]:
    """Return rows in which each fitting combination of the values of each group of factors stands at least once."""
    wanted = [tuple(group) for group in groups]
    open_ones: dict[tuple[tuple[str, str], ...], None] = {}
    for group in wanted:
        for values in product(*(factors[name] for name in group)):
            if fits(dict(zip(group, values, strict=True))):
                open_ones[tuple(zip(group, values, strict=True))] = None
    used = {(name, value): 0 for name, values in factors.items() for value in values}
    rows: list[Row] = []
    while open_ones:
        row = dict(next(iter(open_ones)))
        for name in sorted(factors.keys() - row.keys(), key=list(factors).index):
            row[name] = _best(row, name, factors, (wanted, open_ones, used), fits)
        for group in wanted:
            open_ones.pop(tuple((name, row[name]) for name in group), None)
        for pair in row.items():
            used[pair] += 1
        rows.append({name: row[name] for name in factors})
    return rows


def _best(row: Row, name: str, factors: dict[str, Sequence[str]], known: Any, fits: Callable[[Row], bool]) -> str:
    """Return the value of a factor that meets most of what is still wanted, and among those the one used least."""
    wanted, open_ones, used = known
    near = [group for group in wanted if name in group and all(one == name or one in row for one in group)]

    def rank(value: str) -> tuple[int, int]:
        grown = row | {name: value}
        return -sum(tuple((one, grown[one]) for one in group) in open_ones for group in near), used[name, value]

    return min((value for value in factors[name] if fits(row | {name: value})), key=rank)


def pairs(factors: Iterable[str], *without: str) -> list[tuple[str, ...]]:
    """Return all pairs of factors, but those with a factor that is left out."""
    return [pair for pair in combinations(factors, 2) if not set(pair) & set(without)]


def bounded() -> list[Row]:
    """Return the rows of `make test`: all pairs of example, document, theme, paper, format and brand but one.

    Every document with every theme would be twice as many files; here a theme stands with most of them. Each role and
    each locale stands in some row.
    """
    small = ("document", "format", "theme", "paper", "example", "brand")
    groups = [pair for pair in pairs(small) if pair != ("document", "theme")]
    return covering(FACTORS, [*groups, ("role",), ("locale",)], fits)


def whole() -> list[Row]:
    """Return the rows of `make torture` that have no options: all pairs, and all of the groups named here."""
    groups = [
        ("document", "format", "theme", "paper"),
        ("document", "format", "role"),
        ("document", "format", "example", "brand"),
    ]
    return covering(FACTORS, [*groups, *pairs(FACTORS)], fits)


def variants() -> list[Row]:
    """Return the rows of `make torture` with options: all pairs, but that a role need not meet all of them."""
    factors = FACTORS | {"document": tuple(VARIANTS)}
    return covering(factors, [*pairs(factors, "role", "locale"), ("role", "format"), ("locale", "format")], fits)


def made(row: Row, folder: Path, jdgen: Callable[..., Any], short: bool = False) -> Path:
    """Return the file of a row, made by the real command in a folder of its own."""
    target = folder / name(row)
    ran = jdgen(*command(row, folder, jdgen, short), "--out", target)
    if ran.code:
        raise AssertionError(f"{row}: {ran.err}")
    (path,) = ran.paths
    final: Path = folder / f"{name(row)}.{row['format']}"
    path.rename(final)
    target.rmdir()
    return final


def command(row: Row, folder: Path, jdgen: Callable[..., Any], short: bool) -> list[str]:
    """Return the words of the command for a row; what it takes beside is written into the folder."""
    example = EXAMPLE[row["example"]]
    kind, *options = ((SHORT if short else DOCUMENTS) | VARIANTS)[row["document"]]
    words = [kind]
    if kind == "score":
        words.append(str(_scores(row["role"], example.opening, folder, jdgen)))
    words.append("software-engineering" if kind == "ladder" else row["role"])
    inputs = example.of(kind)[:1] if kind in ("guide", "ladder") else example.of(kind)
    theme = row["theme"]
    if theme == "own":
        theme = str(folder / "own.yaml")
        Path(theme).write_text(OWN_THEME, encoding="utf-8")
    if "--design=plain" not in options:  # which is a theme
        words.append(f"--theme={theme}")
    words += [*inputs, *options, f"--paper={row['paper']}", f"--locale={row['locale']}"]
    if row["brand"] == "another":
        words += [f"--set={setting}" for setting in BRAND]
    return [*words, f"--format={row['format']}", "--quiet"]


def _scores(role: str, opening: Path, folder: Path, jdgen: Callable[..., Any]) -> Path:
    """Return a sheet of scores for a role in which one interviewer has rated everything."""
    path = folder / f"{role}-{opening.stem}.csv"
    if not path.exists():
        ran = jdgen("new", "scores", role, path, "--opening", opening)
        assert ran.code == 0, ran.err
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for number, line in enumerate(rows):
            item = line["item"]
            known = ("yes", "no") if item.startswith("r-") else ("Hire",) if item == "overall" else RATINGS
            rating = known[number % len(known)]
            line |= {"interviewer": "Ada Okafor", "rating": rating, "evidence": "Said why & showed <how>"}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return path


def name(row: Row) -> str:
    """Return the words that tell a row from all others."""
    return " ".join(row[factor] for factor in FACTORS if factor != "format").replace(" ", "-")
