"""Answers kept in the candidate's file: its bytes with one more, and with none.

Nothing is written here: who writes gives these bytes to `write({kept.name: data}, kept.parent, force=True)`, where
`kept` is `home(path)`, right after asking for them, so that what somebody else wrote into the file meanwhile stays.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from jdgen.errors import InputError, Place, Problem
from jdgen.inputs import source
from jdgen.inputs.candidate import files as candidates
from jdgen.inputs.candidate import resume
from jdgen.inputs.candidate.files import Pending
from jdgen.inputs.yaml_edit import edit as yaml_edit
from jdgen.inputs.yaml_edit.words import Value, quoted_if_needed

_FIRST = "# What you answered to `jdgen letter --ask`; `--forget` takes out what ends in `# asked by jdgen`."
_SUFFIXES = (".yaml", ".yml")


def home(path: Path) -> Path:
    """Return the file that keeps the answers of a candidate: their own file, or the one beside it that takes them.

    A link leads to the file that it names, so that writing does not replace the link.
    """
    kept = _named_home(path)
    try:
        return kept.resolve() if kept.is_symlink() else kept
    except (OSError, RuntimeError) as error:
        # Links that lead to each other are told of in two ways.
        said = (getattr(error, "strerror", None) or "its links lead to each other").lower()
        raise InputError(Problem(f"cannot be read: {said}", Place(path.as_posix()))) from None


def edited(path: Path, answers: Iterable[tuple[yaml_edit.Path, Value]], pending: Pending | None = None) -> Pending:
    """Return what `home(path)` holds with some more answers, all or none; raise InputError if one cannot stand there.

    A file that is not there begins with a comment, and beside a resume with `resume: NAME.json`. What is `pending`
    comes before what the file holds now.
    """
    mark, text = _present(path, pending.data if pending else None)
    for keys, value in answers:
        text = yaml_edit.put(text, keys, value, home(path).as_posix())
    return Pending(_named_home(path), _kept(path, mark + text.encode()))


def forgotten(path: Path) -> tuple[bytes, int]:
    """Return the present bytes of `home(path)` without what was answered, and how many answers went.

    Where there is no such file nothing went, and there is nothing to write.
    """
    kept = home(path)
    if not _is_there(kept):
        if _is_there(path):
            # That nothing is kept is not said of what cannot be read.
            source.read(path)
        return b"", 0
    mark, text = _present(path)
    left, count = yaml_edit.forget(text, kept.as_posix())
    others = list(candidates.of_others(source.read(kept), path)) if count and kept.name == _beside(path) else []
    if others:
        raise InputError(others)
    _refuse_locked(kept)
    return mark + left.encode(), count


def is_bare(path: Path, data: bytes) -> bool:
    """Return whether the file of answers says no more than what it begins with, so that it can go."""
    lines = data.splitlines()
    if data == beginning(path).encode() or len(lines) != 2 or lines[0] != _FIRST.encode():
        return data == beginning(path).encode()
    # The file may be given itself: then the resume that it names is the one that it stands beside.
    kept = home(path)
    named = source.read(kept, data).entries.get("resume")
    return isinstance(named, source.Scalar) and _beside(Path(named.text.strip())) == kept.name


def beginning(path: Path) -> str:
    """Return what the file of answers begins with, before there is any."""
    return f"{_FIRST}\n{_naming(path) if home(path).name != path.name else ''}"


def _beside(path: Path) -> str:
    return candidates.answers_beside(path).name


def _kept(path: Path, data: bytes) -> bytes:
    """Return the bytes to keep; raise InputError if they could not be read again, or the file may not be changed."""
    kept = home(path)
    # defense answers.size: no answer makes a file too large to be read again
    if len(data) > source.MAX_BYTES:
        said = f"would be larger than {source.MAX_BYTES:,} bytes with this answer"
        raise InputError(Problem(said, Place(kept.as_posix()), "take something out of it"))
    _refuse_locked(kept)
    return data


def _refuse_locked(kept: Path) -> None:
    """Refuse a file that its owner does not let anybody write: to move another into its place would."""
    if kept.is_file() and not kept.stat().st_mode & stat.S_IWUSR:
        raise InputError(Problem("is read-only", Place(kept.as_posix()), "let it be written, then answer again"))


def _named_home(path: Path) -> Path:
    """Return the file that keeps the answers by the name that it is given, link or not."""
    # A file that is not there, or says nothing yet, is no resume.
    with contextlib.suppress(InputError):
        return candidates.kept_in(path)
    return path


def _is_there(path: Path) -> bool:
    """Return whether there is something of this name; raise InputError where that cannot be known."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        said = (error.strerror or "failed").lower()
        raise InputError(Problem(f"cannot be read: {said}", Place(path.as_posix()))) from None
    return True


def _present(path: Path, pending: bytes | None = None) -> tuple[bytes, str]:
    """Return the byte order mark and the text of the file that keeps the answers, or those it begins with."""
    kept = home(path)
    place = Place(kept.as_posix())
    if kept.suffix.lower() not in _SUFFIXES:
        raise InputError(Problem("answers are kept in a .yaml file", place))
    if pending is None and not os.path.lexists(kept):
        return b"", beginning(path)
    data = source.content(kept) if pending is None else pending
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    data = data.removeprefix(mark)
    return mark, source.decoded(data, place.source) if data.strip() else data.decode()


def _naming(path: Path) -> str:
    """Return the line that names a resume, so that the answers beside it can be given as a candidate themselves."""
    return f"resume: {quoted_if_needed(path.name)}\n" if resume.is_resume(source.read(path)) else ""
