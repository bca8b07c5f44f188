"""Whole inputs drawn by hypothesis: trees that follow the JSON Schema of each file, and what stands for their texts.

The schema says which keys there are and what each takes; a full input says which names lead somewhere (competencies,
stages, stories), so that most of what is drawn can be made. Every text that is free is a `Free`: `marked` puts a word
that stands nowhere else in its place, so that a run on the marked input tells which texts a document takes.
"""

from __future__ import annotations

import json
import string
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import Any

from click.testing import CliRunner
from full_profile import CHILD, FULL_FILES, ROLE
from hypothesis import strategies as st

from jdgen.cli.root import jdgen
from jdgen.model import family, market, pay, role
from jdgen.model.base import Entity

Tree = dict[str, Any]
Files = dict[str, Tree]
Draw = Callable[[st.SearchStrategy[Any]], Any]
KIND_OF_FILE = {"company": "company", "opening": "opening", "candidate": "candidate", "family": "family",
                ROLE: "role", CHILD: "role"}  # fmt: skip


class Free(str):
    """A text that may be anything: plain, or `prose` with inline Markdown, or an address of a form."""

    form: str

    def __new__(cls, text: str, form: str) -> Free:
        made = super().__new__(cls, text)
        made.form = form
        return made


FIXED = frozenset((
    "id", "role", "competency", "competencies", "show", "covers", "stages", "story", "ladder", "to", "family",
    "extends", "hires_in", "reports_to_location", "start", "end", "deadline", "posted", "valid_through", "updated",
    "colors", "fonts", "drop", "requirement", "by_jurisdiction",
))  # fmt: skip
"""Keys whose texts lead somewhere or have a form: they stay those of the full input."""
FILES_NAMED = frozenset(("resume", "theme", "logo", "templates"))
"""Keys that name files, which are none here."""
ADDRESSES = {"url": "link", "notice_url": "link", "apply_base_url": "link", "email": "mail"}
NUMBERS = frozenset(("min", "max", "total", "years", "days_onsite", "openings", "minutes", "bar", "levels", "weights",
                     "expects", "horizon"))  # fmt: skip
FRAGMENTS = (
    "R&D <lead>", 'Zoë "Ace" O\'Neil', "C++ / C#", "{{ x }} {% raw %} {# c #}", "{_{ x }_} {%p if x %}",
    "]]> <![CDATA[x]]> <!-- y -->", "&amp; &#60; &nbsp;", "<b>x</b> <br>", "#1", "# x", "1. x", "2) x", "- x", "+ x",
    "* x", "> x", "| a | b |", "===", "---", "***", "```", "~~~", "C:\\new\\table", "snake_case __init__ _x_",
    "*x* _y_ **z** `c`", "![i] (https://c.example/i.png)", "x[^1] [ ] [x]", "one\ntwo", "one\n\ntwo", "    four",
    "a\tb", "100 % ${x} $x %s \\1", "[What broke?]", "[[company.name]]", "10\u00a0kg 5\u2009%", "zero\u200bwidth",
    "co\u00adop", "e\u0301 Ångström ﬁx", "a|b\\|c", "www.a.example me@a.example", "İstanbul ﬀ ß", "…", "“quoted”", "'",
    "null", "NO", "~", "1.10", "2026-11-20", "=1+1", "@x", "Ελλάδα Україна", "I am", "they're", "St. Mary’s, Inc.",
)  # fmt: skip
REFUSED = ("\x00", "\x07", "\x1b[31m", "\x7f", "\x85x\x86", "\ud800", "\ufffe", "\ufdd0", "\u202etxt", "\U0001fffe")


@cache
def schema(kind: str) -> Tree:
    """Return the schema that the command prints."""
    ran = CliRunner().invoke(jdgen, ["schema", kind])
    assert ran.exit_code == 0
    return json.loads(ran.output)


def words() -> st.SearchStrategy[str]:
    letters = st.sampled_from(string.ascii_letters + string.digits + "éüñøß")
    return st.text(letters, min_size=1, max_size=9)


def texts() -> st.SearchStrategy[str]:
    """Return texts that are clean: what may stand in a file, however odd."""
    odd = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12)
    pieces = st.one_of(words(), words(), st.sampled_from(FRAGMENTS), odd)
    long = st.tuples(words(), st.integers(20, 300)).map(lambda drawn: " ".join([drawn[0]] * drawn[1]))
    joined = st.lists(pieces, min_size=1, max_size=5).map(" ".join)
    # What an address in Markdown says and what it hides is the matter of other tests.
    return st.one_of(joined, joined, joined, joined, long).map(lambda text: text.replace("](", "] ("))


def dirty() -> st.SearchStrategy[str]:
    """Return texts that may hold what documents cannot carry, or nothing."""
    wild = st.text(st.characters(), max_size=20)
    return st.one_of(wild, st.tuples(words(), st.sampled_from(REFUSED), words()).map("".join), st.just("  "))


class Chooser:
    """Draws a tree after a schema and a sample; `sound` ones have no fault on purpose."""

    _numbers = count(1)

    def __init__(self, draw: Draw, kind: str, pool: list[str], sound: bool) -> None:
        self._draw, self._schema, self._pool, self._sound = draw, schema(kind), pool, sound

    def tree(self, sample: Tree, kept: frozenset[str]) -> Tree:
        """Return a tree; the fields of the file in `kept` are always there."""
        made = self._object(self._schema, sample, kept | self._required(self._schema))
        return made if isinstance(made, dict) else {}

    def _value(self, given: Tree, sample: Any, key: str) -> Any:
        if self._at_times(60):
            return self._draw(st.sampled_from([None, True, 7, -1, 1e308, "", "x", [], {}, [[]], {"x": {}}, "9" * 400]))
        if key in FIXED:
            return sample
        branches = [branch for branch in given.get("anyOf", [given]) if branch.get("type") != "null"]
        given = self._followed(branches[-1] if isinstance(sample, list) else branches[0])
        match given.get("type"):
            case "object":
                return self._object(given, sample if isinstance(sample, dict) else {}, self._required(given))
            case "array":
                return self._array(given, sample, key)
            case "boolean":
                return self._draw(st.booleans())
            case "integer" | "number":
                return sample if key in NUMBERS or sample is not None else given.get("minimum", 1)
        return self._text(given, sample, key)

    def _at_times(self, seldom: int) -> bool:
        return not self._sound and self._draw(st.integers(0, seldom)) == seldom

    def _followed(self, given: Tree) -> Tree:
        return self._schema["$defs"][given["$ref"].rpartition("/")[2]] if "$ref" in given else given

    @staticmethod
    def _required(given: Tree) -> frozenset[str]:
        # A file that extends another may leave out what that has, so that the schema asks for less than the model.
        return frozenset(given.get("required", ())) | NEEDED.get(given.get("title", ""), frozenset())

    def _object(self, given: Tree, sample: Tree, kept: frozenset[str]) -> Any:
        if "properties" not in given:
            inner = given["additionalProperties"]
            return {key: self._value(inner, value, key) for key, value in sample.items()}
        names = [name for name in given["properties"] if name not in FILES_NAMED and name in sample]
        free = [name for name in names if name not in kept]
        dropped = self._draw(st.sets(st.sampled_from(free))) if free and self._draw(st.integers(0, 3)) else set()
        made = {name: self._value(given["properties"][name], sample[name], name) for name in names
                if name not in dropped}  # fmt: skip
        if self._at_times(40):
            made[self._draw(st.sampled_from(["x", "nmae", "", "é", "resume", "theme"]))] = self._draw(texts())
        return made

    def _array(self, given: Tree, sample: Any, key: str) -> Any:
        held = sample if isinstance(sample, list) else [sample]
        least = given.get("minItems", 0)
        most = given.get("maxItems", len(held) + 1)
        if held and isinstance(held[0], dict) and "id" in held[0]:
            # Entries with names are those of the full input: others lead to them.
            return [self._value(given["items"], entry, key) for entry in held]
        length = max(least, min(most, self._draw(st.integers(0, most))))
        return [self._value(given["items"], held[at % len(held)], key) for at in range(length)] if held else []

    def _text(self, given: Tree, sample: Any, key: str) -> Any:
        if key in ADDRESSES:
            return self._address(ADDRESSES[key])
        if "enum" in given:
            few = given["enum"] if len(given["enum"]) < 12 else [sample]
            return self._draw(st.sampled_from(few))
        if "pattern" in given or not isinstance(sample, str):
            return sample
        form = "prose" if given.get("contentMediaType") else "plain"
        if self._at_times(40):
            return Free(self._draw(dirty()), form)
        chosen = self._draw(st.integers(0, 2 * len(self._pool) - 1))
        if chosen >= len(self._pool):
            return Free(sample, form)
        # A number of its own tells it from all others, before it or behind it.
        number = f"n{next(self._numbers)}"
        return Free(f"{number} {self._pool[chosen]}" if chosen % 2 else f"{self._pool[chosen]} {number}", form)

    def _address(self, form: str) -> Free:
        word = self._draw(st.text(string.ascii_lowercase + string.digits + "-_.~", min_size=1, max_size=30))
        host = self._draw(st.text(string.ascii_lowercase, min_size=1, max_size=12))
        if form == "mail":
            return Free(f"{word}@{host}.example", form)
        tail = self._draw(st.sampled_from(["", "?a=1&b=2", "#x", "/(y)", "/%20", "/*z*", "/[a]", "/'", "/é", "?q=a|b"]))
        return Free(f"https://{host}.example/{word}{tail}", form)


NEEDED = {
    model.__name__: frozenset(name for name, field in model.model_fields.items() if field.is_required())
    for module in (family, market, pay, role)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Entity)
}
"""What the models of profiles ask for, by their names."""
REQUIRED = {
    "company": frozenset(("name", "accommodation")),
    "opening": frozenset(("requisition", "locations", "mode", "employment_type", "apply")),
    "candidate": frozenset(("name",)),
    "role": frozenset(("family", "duties", "requirements", "expects", "weights")),
    "family": frozenset(("family", "proficiency", "ratings", "ladder", "competencies", "loop")),
}
"""What a drawn file of each kind always holds, so that most inputs can be made."""


class Drawn:
    """One whole input: files by their names, and values that are laid over them with `--set`."""

    def __init__(self, files: Files, settings: dict[str, Free], sound: bool) -> None:
        self.files, self.settings, self.sound = files, settings, sound

    def __repr__(self) -> str:
        """Return what is short: the files of an input that failed stand in the folder of the test."""
        return f"Drawn(sound={self.sound})"


@st.composite
def inputs(draw: Draw) -> Drawn:
    """Return whole inputs, most of them without a fault."""
    sound = draw(st.integers(0, 4)) < 4
    pool = draw(st.lists(texts(), min_size=3, max_size=9, unique=True))
    Chooser._numbers = count(1)
    files: Files = {}
    for name, kind in KIND_OF_FILE.items():
        always = REQUIRED[kind] if name != CHILD else frozenset(FULL_FILES[CHILD])
        kept = always if sound or draw(st.booleans()) else frozenset()
        files[name] = Chooser(draw, kind, pool, sound).tree(FULL_FILES[name], kept)
    if sound:
        _mend(files)
    settings: dict[str, Free] = {}
    places = [place for place, _ in free_texts(files) if place.split(".")[0] in ("company", "opening", "candidate")]
    if places:
        for place in draw(st.lists(st.sampled_from(places), max_size=2, unique=True)):
            form = _at(files, place).form
            if form in ("plain", "prose"):
                settings[place] = Free(f"set {draw(st.sampled_from(pool))}", form)
    return Drawn(files, settings, sound)


def _mend(files: Files) -> None:
    """Take out what contradicts something else."""
    opening, candidate = files["opening"], files["candidate"]
    if opening.get("mode") == "remote":
        opening.pop("days_onsite", None)
    for root in (opening, opening.get("internal", {})):
        if isinstance(root.get("apply"), dict) and not {"url", "email"} & root["apply"].keys():
            root["apply"]["email"] = Free("jobs@acme.example", "mail")
    accommodation = files["company"]["accommodation"]
    accommodation.setdefault("contact", Free("access", "plain"))
    opening["locations"] = opening["locations"] or [{"locality": Free("Denver", "plain"), "country": "US"}]
    opening["employment_type"] = opening["employment_type"] or ["full-time"]
    _mend_candidate(candidate, files["company"]["name"])
    for near in files[ROLE].get("related", ()):
        if not {"role", "title"} & near.keys():
            near["title"] = Free("Glazier", "plain")
    for amount in _pays(files):
        amount.setdefault("max", amount["min"])


def _mend_candidate(candidate: Tree, company: Free) -> None:
    told = {story["id"] for story in candidate.get("stories", ())}
    if candidate.get("target", {}).get("company"):
        candidate["target"]["company"] = company
    for target in (candidate.get("target", {}), *candidate.get("targets", ())):
        if target.get("story") not in told:
            target.pop("story", None)
    if "target" in candidate and not candidate["target"]:
        del candidate["target"]
    candidate["targets"] = [target for target in candidate.get("targets", ()) if target.get("company")]
    for key, own in (("availability", "on Mondays"), ("scope", "keep the ledger")):
        for root in (candidate, candidate.get("current", {})):
            if key in root:
                root[key] = Free(f"{own}, {root[key]}", root[key].form)


def _pays(node: Any) -> Iterator[Tree]:
    if isinstance(node, dict):
        if "currency" in node and "min" in node:
            yield node
        for held in node.values():
            yield from _pays(held)
    elif isinstance(node, list):
        for held in node:
            yield from _pays(held)


def free_texts(node: Any, place: str = "") -> Iterator[tuple[str, Free]]:
    """Yield each free text with its place, as `--set` names it."""
    if isinstance(node, Free):
        yield place, node
    elif isinstance(node, dict):
        for key, held in node.items():
            yield from free_texts(held, f"{place}.{key}" if place else key)
    elif isinstance(node, list):
        for at, held in enumerate(node):
            yield from free_texts(held, f"{place}[{at}]")


def _at(files: Files, place: str) -> Free:
    return dict(free_texts(files))[place]


def marked(drawn: Drawn) -> tuple[Drawn, dict[str, Free]]:
    """Return the input with a word of its own for each free text, and the texts by these words."""
    texts_by_word: dict[str, Free] = {}
    known: dict[str, str] = {}

    def word(text: Free) -> Free:
        # What is alike stays alike: a company that is named twice is one.
        letters = "".join("bcdfghjklm"[int(digit)] for digit in f"{len(known):04}")
        mark = known.setdefault(str(text), f"zq{letters}")
        texts_by_word[mark] = text
        said = {"link": f"https://{mark}.example", "mail": f"{mark}@x.example"}.get(text.form, mark)
        return Free(said, text.form)

    def copied(node: Any) -> Any:
        if isinstance(node, Free):
            return word(node)
        if isinstance(node, dict):
            return {key: copied(held) for key, held in node.items()}
        return list(map(copied, node)) if isinstance(node, list) else node

    settings = {place: word(text) for place, text in drawn.settings.items()}
    files = copied(drawn.files)
    return Drawn(files, settings, drawn.sound), texts_by_word


def as_yaml(node: Any) -> str:
    """Return a tree as JSON that YAML reads alike: it has no halves of characters, and breaks lines at more of them."""
    text = json.dumps(plain(node), ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text)


def plain(node: Any) -> Any:
    """Return a tree of nothing but what JSON and YAML have."""
    if isinstance(node, dict):
        return {str(key): plain(held) for key, held in node.items()}
    if isinstance(node, list):
        return list(map(plain, node))
    return str(node) if isinstance(node, str) else node
