"""HTML templates of somebody else: read from one folder, checked as a whole, and fenced in while they run.

Only `limited` runs them, in a process that may take little time and memory: a fence inside Python is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from inspect import currentframe
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any

from jinja2 import (
    BaseLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    runtime,
)
from jinja2 import Environment as JinjaEnvironment
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, missing
from markupsafe import Markup

from jdgen.errors import Place, Problem, TemplateError, nearest, printable

START = "page.html.j2"
MAKE = "`jdgen template eject html DIR` writes ours to start from"
FILE_BYTES = 1_000_000
"""The longest template."""
PRODUCT = 1_000_000
"""The longest text that a template may multiply, and the largest power it may take."""
DEPTH = 40
"""How deep templates may include each other."""

PAGE = frozenset({
    "document", "runs", "opening", "face", "style", "linked_data", "title", "words", "with_name", "choices", "kind",
    "plain", "column_kinds", "tight_widths", "identifier", "is_long", "shortened", "longest_name", "theme", "logo",
    "foot", "subtitle",
})  # fmt: skip
SHEET = frozenset({
    "size", "margins", "large", "opening", "named", "footer", "letter", "theme", "logo", "turned", "fonts",
    "heading_fonts", "close", "closer",
})  # fmt: skip
"""The names that our pages and our style sheets are given."""

_HUGE = re.compile(r"\b\d{7,}|\d[eE]\+?\d|\d[eE]-\d\d")
_GLOBALS = ("range", "dict", "cycler", "joiner", "namespace")
_SET_BY_JINJA = {"self", "super", "caller", "varargs", "kwargs"}
_OF_JINJA = (
    runtime.LoopContext, runtime.Macro, runtime.TemplateReference, runtime.BlockReference, TemplateModule, Cycler,
    Joiner, Namespace,
)  # fmt: skip
_PLAIN = (list, tuple, dict, set, int, float)
_OF_A_DATE = frozenset({"year", "month", "day", "isoformat", "strftime", "weekday"})


class Environment(ImmutableSandboxedEnvironment):
    """Templates may read what a document says and call what they are given, and nothing else."""

    intercepted_binops = frozenset({"*", "**"})

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002 - as Jinja calls it
        """Return a template that another asks for; raise RecursionError long before Python does."""
        frame, depth = currentframe(), 0
        while frame is not None:
            depth += frame.f_code.co_name == "root" and frame.f_code.co_filename.endswith(".j2")
            frame = frame.f_back
        if depth > DEPTH:
            raise RecursionError
        return super()._load_template(name, globals)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read an attribute: the data of a document, and what Jinja itself gives."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, str):
            # defense owned.texts: a template calls of a text what gives a text
            return hasattr(Markup, attr)
        if isinstance(obj, date):
            return attr in _OF_A_DATE
        # defense owned.sandbox: a template of somebody else reads data, and no method or module
        return attr in _data(type(obj)) or isinstance(obj, _OF_JINJA) or type(obj) in _PLAIN

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return a product or a power, unless it is huge; Python would work on it for minutes."""
        sizes = [len(one) if isinstance(one, (str, list, tuple)) else abs(one) for one in (left, right)]
        if operator == "*" and any(isinstance(one, (str, list, tuple)) for one in (left, right)):
            huge = sizes[0] * sizes[1] > PRODUCT
        else:
            huge = max(sizes) > PRODUCT or (operator == "**" and sizes[1] > 64)
        # defense owned.products: a template makes no huge text or number by multiplying
        if huge:
            raise SecurityError(f"what `{operator}` makes here is too large")
        return super().call_binop(context, operator, left, right)


class Unknown(StrictUndefined):
    """A name or an attribute that is not there: using it in any way says so, with the nearest one that is."""

    __slots__ = ()
    # a list that holds one says so too
    __repr__ = StrictUndefined._fail_with_undefined_error

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = printable(str(self._undefined_name), 60)
        if self._undefined_obj is missing:
            return _with_hint(f"unknown name `{name}`", nearest(name, sorted(PAGE | SHEET)))
        owner = self._undefined_obj
        known = owner if isinstance(owner, dict) else _data(type(owner))
        return _with_hint(f"`{type(owner).__name__}` has no `{name}`", nearest(name, sorted(map(str, known))))


class _Loader(BaseLoader):
    """Serves the templates of one folder, which were read before anything of them ran."""

    def __init__(self, sources: dict[str, str], folder: str) -> None:
        self._sources, self._folder = sources, folder

    def get_source(
        self,
        environment: JinjaEnvironment,  # noqa: ARG002 - Jinja hands it over
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template with the name that errors have for it."""
        if template not in self._sources:
            raise TemplateNotFound(template)
        return self._sources[template], f"{self._folder}/{template}", lambda: True


def environment(folder: str) -> Environment:
    """Return the environment of the templates in a folder; raise TemplateError with all that is wrong with them."""
    shown = folder.rstrip("/\\") or folder
    sources = _read(Path(folder), shown)
    made = Environment(
        loader=_Loader(sources, shown),
        # defense owned.undefined: an unknown name in a template of somebody else is an error
        undefined=Unknown,
        auto_reload=False,
        # defense owned.escape: a value is escaped in a template of somebody else
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals = {name: made.globals[name] for name in _GLOBALS}
    # stable: those of one line stay in the order of the line
    problems = sorted(_faults(made, sources, shown), key=lambda problem: problem.place or Place(""))
    if problems:
        raise TemplateError(problems)
    return made


def place_of(folder: Path, *words: str) -> Place:
    """Return where the first of some words stands in the templates of a folder; without one, the folder."""
    for word in filter(None, words):
        for path in sorted(folder.glob("*.j2")):
            text = (inside(folder, path.name, FILE_BYTES) or b"").decode(errors="replace")
            start = text.find(word)
            if start >= 0:
                return _place(path, text, start)
    return Place(folder.as_posix())


def inside(folder: Path, name: str, limit: int) -> bytes | None:
    """Return what a file of a folder holds; nothing if it is not a file there, leads out of it, or is too long."""
    path = folder / name
    # defense owned.inside: a template takes files of its own folder alone
    if Path(name).name != name or not path.is_file() or path.resolve().parent != folder.resolve():
        return None
    with path.open("rb") as file:
        data = file.read(limit + 1)
    # defense owned.file_size: a file of a folder of templates is read up to its cap
    return data if len(data) <= limit else None


def _read(folder: Path, shown: str) -> dict[str, str]:
    if not folder.is_dir():
        raise TemplateError(Problem("is not a folder of templates", Place(shown), MAKE))
    sources, problems = {}, []
    for path in sorted(folder.glob("*.j2")):
        data = inside(folder, path.name, FILE_BYTES)
        place = Place(f"{shown}/{path.name}")
        try:
            if data is None:
                problems.append(Problem("is no template: it leads elsewhere, is no file or has over 1 MB", place))
            else:
                sources[path.name] = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(Problem("is not in UTF-8", place))
    if START not in sources and not problems:
        problems.append(Problem(f"has no `{START}`", Place(shown), MAKE))
    if problems:
        raise TemplateError(problems)
    return sources


def _faults(environment: Environment, sources: dict[str, str], shown: str) -> Iterator[Problem]:
    """Yield what is wrong in any template: its syntax, its filters, and names that nobody ever sets."""
    trees = {}
    for name, source in sources.items():
        try:
            environment.compile(source, name, f"{shown}/{name}")
            trees[name] = environment.parse(source, name)
        except TemplateSyntaxError as error:
            yield _syntax(error, environment, Place(f"{shown}/{name}", error.lineno, 1))
    written = {node.name for tree in trees.values() for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    written |= {macro.name for tree in trees.values() for macro in tree.find_all(nodes.Macro)}
    known = PAGE | SHEET | written | set(_GLOBALS) | _SET_BY_JINJA
    for name, tree in trees.items():
        # defense owned.names: a name that nobody knows is found before anything runs
        unknown = find_undeclared_variables(tree) - known
        lines = {node.name: node.lineno for node in reversed(list(tree.find_all(nodes.Name))) if node.name in unknown}
        for word, line in sorted(lines.items(), key=lambda item: (item[1], item[0])):
            column = sources[name].splitlines()[line - 1].find(word) + 1
            place = Place(f"{shown}/{name}", line, column or 1)
            yield Problem(f"unknown name `{word}`", place, nearest(word, sorted(known)))


def _syntax(error: TemplateSyntaxError, environment: Environment, place: Place) -> Problem:
    said = (error.message or "cannot be read").rstrip(".")
    for kind, known in (("filter", environment.filters), ("test", environment.tests)):
        if said.startswith(f"No {kind} named"):
            name = said.split("'")[1]
            return Problem(f"unknown {kind} `{name}`", place, nearest(name, sorted(known)))
    return Problem(f"is no valid template: {said[:1].lower()}{said[1:]}", place)


def fault(error: BaseException, folder: str) -> list[Problem]:
    """Return what went wrong in a template while it ran, with the last of its lines that ran."""
    place = _last(error.__traceback__, folder.rstrip("/\\") or folder)
    if isinstance(error, MemoryError):
        return [Problem("takes more memory than a page may", place, "look for a loop or a text without end")]
    if isinstance(error, RecursionError):
        return [Problem("includes or calls itself without end", place)]
    if isinstance(error, TemplateNotFound):
        return [Problem(f"includes `{printable(str(error.name), 60)}`, which is not in the folder", place)]
    if isinstance(error, SecurityError):
        return [Problem(f"does what a template may not: {str(error).rstrip('.')}", place)]
    if isinstance(error, OverflowError) and str(error).startswith("Range too big"):
        return [Problem("counts further than a template may, which is 100,000", place)]
    if isinstance(error, UndefinedError):
        return [Problem(str(error), place)]
    if isinstance(error, ArithmeticError) and not place.line:
        # What lays a page out counts with whatever a style sheet says.
        found = next((where for where in map(partial(_huge, Path(folder)), ("*.css.j2", "*.j2")) if where), place)
        return [Problem("cannot be laid out: a size in it is beyond what a page can have", found)]
    return [Problem(f"cannot be set: {type(error).__name__}: {printable(str(error), 200)}", place)]


def _huge(folder: Path, names: str) -> Place | None:
    """Return where a number stands that is no size of anything on a page."""
    for path in sorted(folder.glob(names)):
        text = (inside(folder, path.name, FILE_BYTES) or b"").decode(errors="replace")
        found = _HUGE.search(text)
        if found:
            return _place(path, text, found.start())
    return None


def _place(path: Path, text: str, start: int) -> Place:
    return Place(path.as_posix(), text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _last(trace: TracebackType | None, folder: str) -> Place:
    """Return the place of the innermost call that is in a template."""
    found = Place(folder)
    for frame, line in walk_tb(trace):
        if frame.f_code.co_filename.startswith(f"{folder}/"):
            found = Place(frame.f_code.co_filename, line, 1)
    return found


def _with_hint(said: str, hint: str) -> str:
    return f"{said}; {hint}" if hint else said


def _data(kind: type) -> frozenset[str]:
    """Return the names of the data that an object of our own types holds; none for any other type, and no method."""
    if not kind.__module__.startswith(("jdgen.documents.", "jdgen.render.")):
        return frozenset()
    fields: Iterable[str] = getattr(kind, "__dataclass_fields__", getattr(kind, "_fields", ()))
    return frozenset(fields) | {name for name, value in vars(kind).items() if isinstance(value, property)}
