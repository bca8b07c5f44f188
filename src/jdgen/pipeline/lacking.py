"""What stands in the way of a request: what its documents need and do not get."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.checks import scores
from jdgen.documents.material import Material, mend_of, missing, roots_of
from jdgen.errors import Place, Problem
from jdgen.pipeline.means import errand_of, house_of
from jdgen.pipeline.request import Request, boards_of


def lacking_in(request: Request, material: Material) -> Iterator[tuple[str, Problem]]:
    """Yield every required field that holds nothing, with its root and where to put it; a draft may lack them."""
    if "letter" in request.documents and material.title is None and not (request.draft and request.sources.row):
        hint = 'name a ROLE, or write `--target "TITLE @ COMPANY"`'
        # A file or an option that could not be used may name it.
        root = "candidate" if request.sources.candidate or request.sources.target else "role"
        yield root, Problem("no job is named for the letter", None, hint)
    house = house_of(request, material)
    yield from (("template", problem) for problem in (house.problems() if house else ()))
    for problem in scores.unproven(material) if request.strict else ():
        yield "scores", problem
    kinds: dict[str, list[str]] = {}
    for kind in () if request.draft else request.documents:
        # defense fields.required: a required value that is missing is asked for, and no file is made
        for path in missing(material, kind):
            kinds.setdefault(path, []).append(kind)
    if boards_of(request):
        yield from _unsuited(request, material, kinds)
    for path, needing in kinds.items():
        yield roots_of(path), _missing(path, needing, request)
    if "letter" in request.documents and material.letter.mode == "final" and material.title:
        from jdgen.letters import refusals

        for problem in refusals(material, errand_of(request, material), whole=not kinds):
            yield "candidate", problem


def _unsuited(request: Request, material: Material, kinds: dict[str, list[str]]) -> Iterator[tuple[str, Problem]]:
    """Add to `kinds` the fields that job boards need and do not get; yield the values that they cannot take."""
    from jdgen.documents.vacancy import lacking, unfit

    # defense boards.draft: a draft does not go to job boards
    if request.draft:
        yield "opening", Problem("a draft does not go to job boards", None, "leave out `--draft`, or their formats")
    if material.internal:
        said = "an internal posting does not go to job boards"
        yield "opening", Problem(said, None, "leave out `--audience internal`, or their formats")
    for name in boards_of(request):
        # defense boards.required: a value that a job board requires is asked for
        for path in lacking(material, name):
            kinds.setdefault(path, []).append(f"{name} file")
    for problem in unfit(material, boards_of(request)):
        yield "opening", problem


def _missing(path: str, kinds: list[str], request: Request) -> Problem:
    root, _, rest = path.partition(".")
    file = request.sources.files[root]
    who = f"the {' and the '.join(kinds)} need{'' if len(kinds) > 1 else 's'}"
    if file is None:
        return Problem(f"{who} `{path}`", None, f"add `--{root} FILE`; `jdgen new {root}` writes one to start from")
    mend = mend_of(path)
    hint = f"add {mend.lines or 'it there'}, or `--set {mend.setting}`"
    return Problem(f"{who} `{rest}`", Place(file.as_posix()), hint)
