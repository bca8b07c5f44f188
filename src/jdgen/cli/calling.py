"""The posting that a letter answers: what was read of it, shown and confirmed before it is used."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jdgen.cli.ask.keys import can_ask
from jdgen.cli.report import say, say_notice
from jdgen.errors import InputError, Place, Problem, printable

if TYPE_CHECKING:
    from jdgen.inputs.calling.calling import Calling
    from jdgen.inputs.source import Scalar

_FIELDS = (("title", "title"), ("company", "company"), ("requisition", "requisition"), ("addressee", "reader"))
_ASKED = {"title": "Title", "company": "Company", "addressee": "Reader", "requirements": "Requirements to keep"}
_MEANT = {
    "title": "the title of the job, as the letter names it",
    "company": "whom the letter goes to, as the company calls itself",
    "addressee": "the person who reads the letter, such as `Ada Okafor`; `-` for nobody",
    "requirements": "the numbers of what the letter may answer, such as `1,3-5`, or `all`",
}
_NEEDED = ("title", "company")
_YES, _NO = ("y", "yes"), ("n", "no")
_WORDS = "Enter or `y` takes what stands in brackets; `?`, `back`, `skip` and `stop` are understood."
_RIGHT = "y takes it as it stands, n or `stop` ends, and edit asks for each of them, where Enter keeps it"
_TYPED = "--posting"
_WIDEST = 500


def confirmed(path: str, options: dict[str, Any]) -> Calling:
    """Return what a posting says, once its reader has said that it is right; `--yes` says so beforehand.

    Raise InputError where nobody can be asked, or where a title or a company is missing that no option names.
    """
    from jdgen.inputs.calling.calling import read_calling

    sure = options["yes"]
    if path == "-" and not sure:
        raise click.UsageError("`--posting -` reads standard input, where nobody can answer; add `--yes`")
    calling = read_calling(path, _typed() if path == "-" else None)
    before = _confirmed_before(calling, options)
    if before:
        return before
    missing = [key for key in _NEEDED if getattr(calling, key) is None and key not in _named(options)]
    asks = path != "-" and can_ask()
    problems = [] if asks else list(_lacking(calling, missing, sure=sure))
    if problems or not sure or not options["quiet"]:
        _show(calling, options)
    if problems:
        raise InputError(problems)
    calling = _answered(calling, [key for key in _ASKED if key in missing])
    calling = calling if sure else _agreed(calling, options)
    if not options["quiet"]:
        for problem in _notices(calling, options):
            say_notice(problem)
    return calling


def _confirmed_before(calling: Calling, options: dict[str, Any]) -> Calling | None:
    """Return a posting as it was confirmed before, and say so, unless options name the job."""
    if not options["candidate"] or options.get("target") or options.get("company"):
        return None
    from jdgen.inputs.candidate.postings import confirmed_before

    found = confirmed_before(calling, Path(options["candidate"]), options["day"])
    if found and found.title and found.company and not options["quiet"]:
        job = f"{printable(found.title.text, _WIDEST)} @ {printable(found.company.text, _WIDEST)}"
        say(f"{printable(calling.source)} is for {job}, as you confirmed before ({found.company.place})")
    return found


def _typed() -> bytes:
    from jdgen.inputs.finished.posting import MAX_WORD

    # One byte too many says that there are too many.
    return sys.stdin.buffer.read(MAX_WORD + 1)


def _named(options: dict[str, Any]) -> set[str]:
    """Return what other options say of the job."""
    title, _, company = (options.get("target") or "").rpartition("@")
    found = {"title"} if title.strip() or options.get("role") else set()
    return found | ({"company"} if company.strip() or options.get("company") else set())


def _lacking(calling: Calling, missing: Sequence[str], *, sure: bool) -> Iterator[Problem]:
    """Yield why a posting cannot be used where nobody is there to ask."""
    place = Place(calling.source)
    if missing:
        maybe = ", ".join(f"`{printable(one.text, 60)}`" for key in missing for one in _offered(calling, key))
        said = f"does not say its {' and '.join(missing)} for sure" + (f" (perhaps {maybe})" if maybe else "")
        yield Problem(said, place, 'add `--target "TITLE @ COMPANY"`' + ("" if sure else " and `--yes`"))
    elif not sure:
        hint = 'add `--yes` if it is right, or say it better with `--target "TITLE @ COMPANY"` and `--yes`'
        yield Problem("what was read is not confirmed, and no terminal is there to ask", place, hint)


def _offered(calling: Calling, key: str) -> tuple[Scalar, ...]:
    return calling.titles if key == "title" else calling.companies if key == "company" else ()


def _show(calling: Calling, options: dict[str, Any]) -> None:
    """Print what was read, each with its place, so that it can be compared with the posting."""
    say(f"{printable(calling.source)} says:")
    given = _given(options)
    for key, name in _FIELDS:
        value = getattr(calling, key)
        if value is not None:
            where = "you said" if str(value.place) == _TYPED else value.place
            say(f"  {name:<13}{printable(value.text, _WIDEST)}  ({where})")
        elif key in given:
            say(f"  {name:<13}{printable(given[key], _WIDEST)}  (--target)")
        elif key in _NEEDED:
            maybe = " or ".join(printable(one.text, 60) for one in _offered(calling, key))
            unsure = f"not for sure{f'; perhaps {maybe}' if maybe else ''}"
            named = "named by --company" if key == "company" else "named by the role"
            say(f"  {name:<13}{named if key in _named(options) else unsure}")
    say("  requirements" if calling.requirements else "  requirements none found")
    for number, one in enumerate(calling.requirements, 1):
        say(f"  {number:>4}  {printable(one.text, _WIDEST)}")
    if calling.left_out:
        say(f"        and {calling.left_out} more, which are left out")


def _given(options: dict[str, Any]) -> dict[str, str]:
    """Return what `--target` says of the job."""
    title, _, company = (options.get("target") or "").rpartition("@")
    return {key: said.strip() for key, said in (("title", title), ("company", company)) if said.strip()}


def _notices(calling: Calling, options: dict[str, Any]) -> Iterator[Problem]:
    """Yield what stops nothing: that a posting asks for nothing."""
    if not calling.requirements:
        hint = "the bridge takes what the role asks for" if options.get("role") else "the bridge stays open"
        yield Problem("no requirements were found", Place(calling.source), hint)


def _agreed(calling: Calling, options: dict[str, Any]) -> Calling:
    """Ask whether all of it is right, until it is; raise InputError for a no."""
    while True:
        reply = click.prompt("Right? [Y/n/edit]", default="y", show_default=False, err=True).strip().casefold()
        if reply in _YES:
            return calling
        if reply in (*_NO, "stop"):
            raise _ended(calling, "you said that it is not right" if reply in _NO else "you stopped")
        if reply in ("e", "edit", "back"):
            read = calling.company
            calling = _of_another(_answered(calling, list(_ASKED)), read)
            _show(calling, options)
        else:
            say(_RIGHT if reply == "?" else "type y, n or edit")


def _ended(calling: Calling, said: str) -> InputError:
    return InputError(Problem(said, Place(calling.source), "answer `edit` to mend it, or name the job with `--target`"))


def _of_another(calling: Calling, read: Scalar | None) -> Calling:
    """Return what a posting says without what only its own company knows, if it is said to be another one's."""
    from jdgen.model.company_names import may_be_same

    if read is None or calling.company is None or may_be_same(read.text, calling.company.text):
        return calling
    said = {key: getattr(calling, key) for key in ("requisition", "addressee")}
    # What was typed itself is said of the other company.
    kept: dict[str, Any] = {key: value if value and str(value.place) == _TYPED else None for key, value in said.items()}
    return replace(calling, **kept)


def _answered(calling: Calling, keys: Sequence[str]) -> Calling:
    """Return what a posting says with the values as they were typed, one question after the other."""
    number = 0
    if keys:
        say(_WORDS)
    while number < len(keys):
        key = keys[number]
        if key == "requirements" and not calling.requirements:
            break
        default = _default(calling, key)
        typed = click.prompt(_asked(key), default=default or None, err=True).strip()
        word = typed.casefold()
        if word == "stop":
            raise _ended(calling, "you stopped")
        if word == "back":
            number = max(number - 1, 0)
        elif word == "?":
            say(_MEANT[key])
        else:
            changed = _changed(calling, key, default if word in _YES else typed)
            if changed is None:
                say(_needs(calling, key))
            else:
                calling, number = changed, number + 1
    return calling


def _asked(key: str) -> str:
    return f"{_ASKED[key]}, such as 1,3-5" if key == "requirements" else _ASKED[key]


def _default(calling: Calling, key: str) -> str:
    """Return what Enter takes; where several may be meant, print them with their numbers."""
    if key == "requirements":
        return "all"
    read, offered = getattr(calling, key), _offered(calling, key)
    if read is None and len(offered) > 1:
        for number, one in enumerate(offered, 1):
            say(f"  {number:>4}  {printable(one.text, 60)}")
    known = read or (offered[0] if len(offered) == 1 else None)
    return known.text if known else "" if key in _NEEDED else "-"


def _needs(calling: Calling, key: str) -> str:
    """Return what to type in place of what is no answer."""
    if key == "requirements":
        return f"type numbers from 1 to {len(calling.requirements)}, or all"
    needed = "; the letter needs it" if key in _NEEDED else ", or `-`"
    return f"type {_MEANT[key].partition(',')[0]}{needed}"


def _changed(calling: Calling, key: str, typed: str) -> Calling | None:
    """Return what a posting says with one value as it was typed, or None for what is no answer to that question."""
    read = getattr(calling, key)
    if typed.casefold() == "skip":
        return None if key in _NEEDED and read is None else calling
    if not typed or typed.casefold() in _NO or (typed == "-" and key in _NEEDED):
        return None
    if key == "requirements":
        numbers = _numbers(typed.casefold(), len(read))
        kept = tuple(one for number, one in enumerate(read, 1) if number in numbers)
        return replace(calling, requirements=kept) if kept else None
    changed: dict[str, Any] = {key: None if typed == "-" else _value(calling, key, typed)}
    return replace(calling, **changed)


def _value(calling: Calling, key: str, typed: str) -> Scalar:
    """Return a value as it was read, where it is the one that was typed or its number; else as it was typed."""
    from jdgen.inputs.source import Scalar

    read, offered = getattr(calling, key), _offered(calling, key)
    if read is None and typed.isascii() and typed.isdigit() and 0 < int(typed[:4]) <= len(offered):
        return offered[int(typed[:4]) - 1]
    known = (one for one in (read, *offered) if one is not None and one.text == typed)
    return next(known, Scalar(typed, Place(_TYPED)))


def _numbers(typed: str, most: int) -> set[int]:
    """Return the numbers of `1,3-5`, all of them for `all`; none if one of them is no number of the list."""
    if typed == "all":
        return set(range(1, most + 1))
    found: set[int] = set()
    for part in typed.replace(",", " ").split():
        first, dash, last = part.partition("-")
        ends = (first, last if dash else first)
        if not all(end.isascii() and end.isdigit() and len(end) < 4 and 0 < int(end) <= most for end in ends):
            return set()
        found.update(range(int(ends[0]), int(ends[1]) + 1))
    return found
