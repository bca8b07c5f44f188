"""What is wrong with a batch for every row of its table, and is said once, before the first row is made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from jdgen.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from jdgen.pipeline import Request


def check(request: Request) -> None:
    """Raise InputError with all that is wrong with options, whatever a row says."""
    from jdgen.documents.locale import locale
    from jdgen.inputs.attempt import attempt
    from jdgen.inputs.brand import themes
    from jdgen.inputs.library import Library

    sources, problems = request.sources, list[Problem]()
    attempt(lambda: locale(request.locale), problems)
    if sources.theme is not None:
        attempt(lambda: themes.find(sources.theme or themes.BASE), problems)
    attempt(lambda: Library.of(sources.profiles), problems)
    _check_settings(sources.settings, problems)
    if request.templates.files:
        from jdgen.house.chosen import Chosen

        for path in dict.fromkeys(request.templates.files.values()):
            attempt(Chosen(path).read, problems)
    if problems:
        raise InputError(problems)


def _check_settings(settings: Iterable[str], problems: list[Problem]) -> None:
    """Find settings that are no KEY=VALUE, or whose key no file can have; what they are laid over is each row's own."""
    from jdgen.inputs import overrides
    from jdgen.inputs.attempt import attempt

    for setting in settings:
        key, sign, _ = setting.partition("=")
        before = len(problems)
        # To clear a value needs no file around it.
        attempt(partial(overrides.apply, [f"{key}{sign}null" if sign else setting], {}), problems)
        wrong = overrides.unknown(key, Place(f"--set {key}")) if len(problems) == before else None
        if wrong:
            problems.append(wrong)
