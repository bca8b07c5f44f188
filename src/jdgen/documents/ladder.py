"""The career ladder of a family: its rungs side by side, what each expects, and a part on each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil

from jdgen.documents.facts import Record
from jdgen.documents.inline import inlines
from jdgen.documents.material import Material
from jdgen.documents.role_parts import certification_list, duty_list, role_title, text_list
from jdgen.documents.selection import essential_first
from jdgen.documents.tree import (
    Block,
    Break,
    Bullets,
    Cell,
    Column,
    Columns,
    Document,
    Inlines,
    Paragraph,
    Run,
    Section,
    Table,
    plain,
)
from jdgen.documents.wording import at_foot, at_head, dotted, paragraph, span, words
from jdgen.model.family import Competency, Family
from jdgen.model.pay import Pay
from jdgen.model.profile import Profile
from jdgen.model.role import Role

MOST_ACROSS = 6
"""How many rungs stand side by side; more are parted into several tables."""

NOTHING = "–"
_NAMES_SHARE = 13  # percent of the width that the first column has at least
_Rungs = Sequence[Profile]


def ladder(material: Material) -> Document:
    """Return the ladder of the material's family; raise ValueError where it has none."""
    family, rungs = material.family, material.rungs
    if family is None or not rungs:
        raise ValueError("a ladder needs a family with rungs")
    title = f"{family.family}: career ladder"
    company = str(material.company.name or "")
    parts = (
        _tagline(family),
        _overview(material),
        _matrix(family, rungs),
        *(_rung(material, rung) for rung in rungs),
    )
    return Document(
        kind="ladder",
        language=material.locale.tag,
        title=words(title),
        subtitle=words(dotted([company, f"{len(rungs)} rung{'' if len(rungs) == 1 else 's'}", _pay_span(material)])),
        sections=tuple(part for part in parts if part.blocks),
        header=at_head(material, title),
        footer=dotted([at_foot(material), material.locale.day(material.date)]),
        author=company,
        subject="Career ladder",
        date=material.date,
        record=Record(role=str(rungs[0].role.family), title=title, company=company),
        landscape=True,
    )


def _pay_span(material: Material) -> str:
    """Return from where to where the known pay goes; nothing where it is counted in different ways."""
    known = [rung.role.pay for rung in material.rungs if rung.role.pay]
    if len({(pay.currency, pay.per) for pay in known}) != 1:
        return ""
    tops = [pay.max for pay in known]
    high = None if None in tops else max(top for top in tops if top is not None)
    ends = [pay.open_ended for pay in known if pay.max == high]
    low = min(pay.min for pay in known)
    return material.locale.pay(known[0].model_copy(update={"min": low, "max": high, "open_ended": any(ends)}))


def _groups(rungs: _Rungs) -> tuple[_Rungs, ...]:
    """Return the rungs in groups that can stand side by side, as few and as even as can be."""
    count = ceil(len(rungs) / MOST_ACROSS)
    edges = [ceil(len(rungs) * n / count) for n in range(count + 1)]
    return tuple(rungs[low:high] for low, high in pairwise(edges))


def _side_by_side(identity: str, rungs: _Rungs, build: Callable[[_Rungs], Table | None]) -> tuple[Block, ...]:
    """Return a table of the rungs, or several, each below the names of the rungs that it goes from and to."""
    groups = _groups(rungs)
    tables = [(group, table) for group in groups if (table := build(group))]
    if len(groups) == 1:
        return tuple(table for _, table in tables)
    return tuple(
        Section(f"{identity}-{group[0].id}", words(_from_to(group)), (table,), level=2) for group, table in tables
    )


def _from_to(rungs: _Rungs) -> str:
    return f"{rungs[0].role.title} to {rungs[-1].role.title}"


def _table(corner: str, rungs: _Rungs, rows: Sequence[tuple[Cell, ...]]) -> Table | None:
    """Return a table with the rungs across, or nothing where it would have no row."""
    share = (100 - _NAMES_SHARE) // len(rungs)
    header = (Cell(words(corner)), *(Cell(inlines(rung.role.title), place=rung.role.title.place) for rung in rungs))
    widths = (100 - share * len(rungs), *(share for _ in rungs))
    return Table("ladder", header, tuple(rows), widths, row_headers=True) if rows else None


def _tagline(family: Family) -> Section:
    tagline = family.tagline
    blocks = (Paragraph(inlines(tagline), "lead", place=tagline.place),) if tagline else ()
    return Section("tagline", (), blocks)


def _overview(material: Material) -> Section:
    rungs = material.rungs

    def said(pay: Pay | None) -> str:
        return material.locale.pay(pay) if pay else ""

    rows: tuple[tuple[str, Callable[[Role], Inlines]], ...] = (
        ("Experience", lambda role: words(span(role.years).capitalize() if role.years else "")),
        ("Pay", lambda role: words(said(role.pay))),
        ("Tier", lambda role: inlines(role.tier or "")),
        ("In short", lambda role: inlines(role.summary)),
    )
    given = [(name, read) for name, read in rows if any(read(rung.role) for rung in rungs)]

    def table(group: _Rungs) -> Table | None:
        cells = [(Cell(words(name)), *(_cell(read(rung.role)) for rung in group)) for name, read in given]
        return _table("Rung", group, cells)

    blocks = list(_side_by_side("overview", rungs, table))
    lacking = [name for name, read in given if not all(read(rung.role) for rung in rungs)]
    if lacking:
        blocks.append(Paragraph(words(f"{NOTHING} means that it is not given."), style="small"))
    return Section("overview", words("The rungs"), tuple(blocks))


def _cell(content: Inlines) -> Cell:
    return Cell(content or words(NOTHING))


def _competencies(family: Family, rungs: _Rungs) -> dict[str, Competency]:
    """Return the competencies that a rung expects, in the family's order; then those that rungs bring themselves."""
    known = dict(family.competencies)
    for rung in rungs:
        for key, competency in rung.family.competencies.items():
            known.setdefault(key, competency)
    return {key: known[key] for key in known if any(key in rung.role.expects for rung in rungs)}


def _matrix(family: Family, rungs: _Rungs) -> Section:
    """Return what each rung expects, in the words of the anchors that its interview rubric prints as "Meets"."""
    competencies = _competencies(family, rungs)

    def table(group: _Rungs) -> Table | None:
        keys = [key for key in competencies if any(key in rung.role.expects for rung in group)]
        rows = [
            (Cell(inlines(competencies[key].name), id=key), *(_expected(rung, key) for rung in group)) for key in keys
        ]
        return _table("Competency", group, rows)

    blocks = list(_side_by_side("expected", rungs, table))
    if any(plain(cell.inlines) == NOTHING for cell in _cells(blocks)):
        note = f"{NOTHING} means that the rung is not rated on the competency."
        blocks.append(Paragraph(words(note), style="small"))
    return Section("expected", words("What is expected"), tuple(blocks))


def _cells(blocks: Sequence[Block]) -> list[Cell]:
    tables = [inner for block in blocks for inner in (block.blocks if isinstance(block, Section) else (block,))]
    return [cell for table in tables if isinstance(table, Table) for row in table.rows for cell in row]


def _expected(rung: Profile, key: str) -> Cell:
    level = rung.role.expects.get(key)
    if level is None:
        return _cell(())
    _, anchor = rung.anchor(key, 0)
    # Where a format has no line breaks in cells, the colon divides the two.
    name = Run(f"{rung.family.proficiency[level - 1]}:", bold=True)
    return Cell((name, Break(), *inlines(anchor)), id=f"{rung.id}-{key}", place=anchor.place)


def _rung(material: Material, rung: Profile) -> Section:
    """Return the part on one rung: its work, and side by side the way up and what comes with it."""
    role, signs = rung.role, rung.role.advance.signs if rung.role.advance else ()
    onward = f"How to advance to {role_title(material, role.advance.to)}" if role.advance else ""
    columns = (
        _column(("Focus", paragraph(role.focus) if role.focus else None)),
        _column((onward, text_list(signs) if signs else None)),
        _column(("Skills", text_list(role.skills) if role.skills else None)),
        _column(
            ("Certifications", certification_list(role.certifications) if role.certifications else None),
            ("Typical projects", text_list(role.projects) if role.projects else None),
        ),
    )
    given = tuple(column for column in columns if column)
    blocks: list[Block] = [Paragraph(words("Day to day"), "label"), duty_list(essential_first(role.duties))]
    if given:
        blocks.append(Columns(given))
    return Section(f"rung-{rung.id}", inlines(role.title), tuple(blocks), keep=True)


def _column(*parts: tuple[str, Paragraph | Bullets | None]) -> Column | None:
    """Return a column of labeled parts, or nothing where none is given; the first label is the column's own."""
    given = [(label, block) for label, block in parts if block]
    if not given:
        return None
    (label, first), *others = given
    below = [block for head, content in others for block in (Paragraph(words(head), "label"), content)]
    return Column(label, (first, *below))
