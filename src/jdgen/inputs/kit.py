"""The options of an interview kit into what the kit is for, checked against the interview plan of the role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import category, east_asian_width, normalize

from pydantic_core import PydanticCustomError

from jdgen.documents.material import OF_A_STAGE, PARTS, Kit
from jdgen.errors import Place, Problem, nearest, printable
from jdgen.inputs.source import Scalar
from jdgen.model.family import Stage
from jdgen.model.opening import Interviewer
from jdgen.model.text import Text

_NAMED = "write `Ada Okafor=design,screen; Bo Li=behavioral`"
_PLAIN = str.maketrans({"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th"})
"""What letters without a mark of their own to drop are written as where there is only ASCII."""


@dataclass(frozen=True, slots=True)
class KitOptions:
    """What was typed for a kit, as it was typed."""

    parts: tuple[str, ...] = ()
    stage: str | None = None
    interviewers: tuple[str, ...] = ()
    candidate_name: str | None = None
    candidate_id: str | None = None
    blind: bool = False


def kit_of(options: KitOptions, problems: list[Problem]) -> Kit:
    """Return the kit that the options ask for, after adding every problem that shows without a role."""
    parts = _parts(options.parts, problems)
    if options.stage is not None:
        problems.extend(_of_no_stage(parts))
    return Kit(
        # All of them are what there is without the option, in a file of the same name.
        parts=() if parts == PARTS else parts,
        stage=(options.stage or "").strip(),
        interviewers=_interviewers(options.interviewers, problems),
        candidate=_candidate(options, problems),
        blind=options.blind,
    )


def misfits(options: KitOptions, kit: Kit, loop: tuple[Stage, ...]) -> Iterator[Problem]:
    """Yield what the options ask of an interview plan that it does not have."""
    known = [str(stage.id) for stage in loop]
    if options.stage is not None and kit.stage not in known:
        yield _no_stage(kit.stage, known, Place("--stage"))
    for stage in kit.interviewers:
        if stage not in known:
            yield _no_stage(stage, known, Place("--interviewers"))
    if "task" in kit.parts:
        held = [str(stage.id) for stage in loop if stage.task]
        if not held:
            hint = "give a stage of the plan a `task`"
            yield Problem("there is no `task`: no stage of the interview plan has one", Place("--part"), hint)
        elif kit.stage in known and kit.stage not in held:
            yield Problem(f"the stage `{kit.stage}` has no task", Place("--part"), f"one has `{'`, `'.join(held)}`")


def panel_misfits(panel: Iterable[Interviewer], loop: tuple[Stage, ...]) -> Iterator[Problem]:
    """Yield the stages that the interview plan does not have, and those that a person is named for twice."""
    known = [str(stage.id) for stage in loop]
    held: set[tuple[str, str]] = set()
    for interviewer in panel:
        for stage in interviewer.stages:
            if stage not in known:
                yield _no_stage(stage, known, stage.place)
            elif (interviewer.name, stage) in held:
                said = f"`{printable(interviewer.name, 60)}` is named for the stage `{stage}` twice"
                yield Problem(said, stage.place or interviewer.name.place, "name a person for a stage once")
            held.add((interviewer.name, stage))


def _no_stage(name: str, known: list[str], place: Place | None) -> Problem:
    stages = f"the {'stages are' if len(known) > 1 else 'only stage is'} `{'`, `'.join(known)}`"
    near = nearest(name, known)
    hint = f"{near} {stages.capitalize()}" if near else stages
    return Problem(f"there is no stage `{printable(name, 60)}`", place, hint)


def _parts(given: tuple[str, ...], problems: list[Problem]) -> tuple[str, ...]:
    names = [name.strip().lower() for option in given for name in option.split(",")]
    for name in dict.fromkeys(names):
        if name not in PARTS:
            hint = nearest(name, PARTS) or f"known: {', '.join(PARTS)}"
            problems.append(Problem(f"there is no part `{printable(name, 60)}`", Place("--part"), hint))
    return tuple(part for part in PARTS if part in names)


def _of_no_stage(parts: tuple[str, ...]) -> Iterator[Problem]:
    astray = [part for part in parts if part not in OF_A_STAGE]
    if astray:
        belong = "belongs" if len(astray) == 1 else "belong"
        hint = f"a stage has {', '.join(OF_A_STAGE)}; leave out `--stage` for the others"
        yield Problem(f"`{'`, `'.join(astray)}` {belong} to no single stage", Place("--part"), hint)


def _interviewers(given: tuple[str, ...], problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """Return the interviewers of each stage; a piece with `=` begins a person, one without is a further stage."""
    place = Place("--interviewers")
    held: dict[str, dict[str, None]] = {}
    for option in given:
        pieces = [piece.strip() for piece in re.split("[,;]", option)]
        name: str | None = None
        if not any(pieces):
            problems.append(Problem("names nobody", place, _NAMED))
        for piece in filter(None, pieces):
            who, sign, further = (part.strip() for part in piece.partition("="))
            stage = further if sign else who
            if sign:
                name = _name(who, piece, place, problems)
            elif name is None:
                problems.append(Problem(f"`{printable(piece, 60)}` is not NAME=STAGE", place, _NAMED))
                break
            if not stage:
                problems.append(Problem(f"`{printable(piece, 60)}` names no stage", place, _NAMED))
            elif name:
                held.setdefault(stage, {})[name] = None
    return {stage: tuple(names) for stage, names in held.items()}


def _name(who: str, piece: str, place: Place, problems: list[Problem]) -> str:
    """Return the name of an interviewer, empty after adding the problem of one that cannot be printed."""
    if not who:
        problems.append(Problem(f"`{printable(piece, 60)}` names nobody", place, _NAMED))
        return ""
    return _text(who, place, problems)


def _text(value: str | None, place: Place, problems: list[Problem]) -> str:
    """Return a text on one line, empty where nothing is given or after adding its problem."""
    if value is None:
        return ""
    try:
        return " ".join(Text.read(value).split())
    except PydanticCustomError as error:
        problems.append(Problem(error.message(), place))
        return ""


def _candidate(options: KitOptions, problems: list[Problem]) -> str:
    """Return what stands for the candidate: the name and the id, in a blind kit the id alone."""
    by_name, by_id = Place("--candidate-name"), Place("--candidate-id")
    name = _text(options.candidate_name, by_name, problems)
    number = _text(options.candidate_id, by_id, problems)
    if not options.blind:
        return f"{name} ({number})" if name and number else name or number
    if name and options.candidate_id is None:
        hint = "add `--candidate-id ID`, which stands for the name, or leave the name out"
        # defense blind.name: a blind kit takes no name
        problems.append(Problem("a blind kit names nobody", by_name, hint))
    if _tells(number, name):
        # defense blind.id: the number of a blind kit holds no part of the name
        problems.append(Problem("the id of a blind kit holds a part of the name", by_id, "use a number, such as C-17"))
    return number


def telling(options: KitOptions, texts: Iterable[Scalar]) -> Iterator[Problem]:
    """Yield what interviewers wrote for a blind kit that names the candidate, as far as the name was given."""
    name = _text(options.candidate_name, Place("--candidate-name"), []) if options.blind else ""
    hint = "write `the candidate`, or leave `--candidate-name` out where it is another word"
    for said in texts:
        # defense blind.evidence: what was written for a blind kit holds no part of the name
        if name and _names(said.text, name):
            yield Problem("a blind kit names nobody, and this holds a part of the candidate’s name", said.place, hint)


def _names(text: str, name: str) -> bool:
    """Return whether a text has a name in any case, or a word of it that does not begin with a small letter."""
    bare, whole = _letters(text), _letters(name).strip()
    if f" {whole} " in f" {bare} " or (_wide(whole) and whole.replace(" ", "") in bare.replace(" ", "")):
        return True
    parts = {word for word in whole.split() if len(word) > 1}
    return any(_letters(word) in parts for word in re.findall(r"\w+", normalize("NFC", text)) if not word[0].islower())


def _tells(number: str, name: str) -> bool:
    """Return whether a word of a name is inside an id, or a single letter of a script that writes names so."""
    bare = _letters(number).replace(" ", "")
    return any(
        part in bare for word in _letters(name).split() for part in ([word] if len(word) > 1 else []) + _wide(word)
    )


def _letters(text: str) -> str:
    """Return the letters and digits of a text without marks and capitals, with a space for each other sign."""
    parts = normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in parts if not category(sign).startswith("M")).casefold().translate(_PLAIN)
    # Together again: the letters of a Korean syllable were taken apart, too.
    return re.sub(r"[\W_]+", " ", normalize("NFC", bare))


def _wide(word: str) -> list[str]:
    return [sign for sign in word if east_asian_width(sign) in "WF"]
