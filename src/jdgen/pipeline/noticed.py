"""What `jdgen check` would find, and whoever makes a document should know of."""

from __future__ import annotations

from collections.abc import Iterator

from jdgen.documents.material import Material
from jdgen.documents.once import Same
from jdgen.errors import Place, Problem, plural
from jdgen.inputs.memory import remembered
from jdgen.pipeline.request import Request


def errors_in(material: Material) -> list[Problem]:
    """Return what `jdgen check` calls errors in a role and its interviews, but for what comments switch off.

    They are the same for all rows of a role, unless somebody is named for a single kit.
    """
    if material.kit.interviewers:
        return _errors(material)
    opening = material.opening
    key = ("errors", Same(material.profile), Same(opening.interview), bool(opening.model_fields_set))
    return remembered(key, lambda: _errors(material))


def _errors(material: Material) -> list[Problem]:
    from jdgen.checks.agreement import disagreements
    from jdgen.checks.rules import CODE
    from jdgen.inputs.ignores import loud

    return loud(problem for problem in disagreements(material) if CODE[problem.rule].level == "error")


def found(errors: list[Problem], request: Request) -> Problem:
    """Return the one notice of the errors of a role and its interviews."""
    from jdgen.inputs.commands import check_command

    rules = ", ".join(dict.fromkeys(error.rule for error in errors))
    command = check_command(request.sources, "agreement", ("opening",), request.date if request.dated else None)
    return Problem(f"`{command}` finds {plural(len(errors), 'error')} in this role: {rules}", errors[0].place)


def unlawful(request: Request, material: Material) -> Iterator[Problem]:
    """Yield one notice of what the law of its places asks and an opening lacks; `jdgen check` looks at all rules."""
    from jdgen.checks.law import errors
    from jdgen.inputs.commands import check_command

    given = {root: path.as_posix() for root, path in request.sources.files.items() if path and root != "candidate"}
    found = errors(material, {root: Place(path) for root, path in given.items()})
    if found:
        day = request.date if request.dated else None
        command = check_command(request.sources, "law", ("company", "opening"), day)
        ids = ", ".join(dict.fromkeys(problem.rule for problem in found))
        yield Problem(f"`{command}` finds at least {plural(len(found), 'error')}: {ids}", found[0].place)
