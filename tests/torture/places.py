"""Every place of an input where a text can stand, found in the tool's own JSON Schema, and what is made of them.

A field that is new in the model is a new place by itself: the schema says which fields are texts, and what the full
inputs of the other tests do not fill is filled here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple

import ladders
from full import FULL

from conftest import Ran
from jdgen.inputs.export import json_schema
from jdgen.render import BOARDS, FORMATS, suffix

ROOTS = ("company", "opening", "candidate", "role", "family")
ENDS = {suffix(name): name for name in (*BOARDS, *FORMATS)}
"""What the files of each format end with, the longer endings first."""
PLAIN = "Plain words"
MARK = "Zq"
"""How the word behind each value begins."""
Inputs = dict[str, dict[str, Any]]


class Spot(NamedTuple):
    """A place where a text can stand: its root and steps; `prose` reads Markdown, `free` takes any text."""

    path: tuple[str | int, ...]
    prose: bool
    free: bool

    @property
    def name(self) -> str:
        """Return the place as `--set` writes it."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)[1:]


OF_OTHERS = {
    "candidate.resume", "company.brand.theme", "company.brand.templates", "company.brand.logo", "company.brand.fonts",
    "role.extends",
    "opening.internal.apply.url",
}  # fmt: skip
"""Fields that name a file or another role, and hold no words of a document; tried by themselves, and not filled."""
TIED = {
    "candidate.target.company": "company.name",
    "candidate.target.bridge[0].requirement": "candidate.target.requirements[1]",
    "candidate.bridge[0].requirement": "candidate.target.requirements[0]",
}
"""Places that must say what another one says: the two ends of a reference."""
STAGE = {
    "id": "talk", "name": "The talk", "minutes": 50, "by": "hiring manager", "format": "telephone",
    "covers": {"valves": "primary", "pipes": "primary", "people": "primary",
               "welding": "primary"},
    "task": {"brief": "Mend a pump.", "given": ["A pump"], "prepare": "Read about pumps."},
}  # fmt: skip


def base() -> Inputs:
    """Return one input with a value in every field that can hold a text."""
    role = ladders.role(1)
    role["duties"] = role["duties"][:2]
    role["requirements"] = [each for each in role["requirements"] if each["group"] in ("technical", "practice")]
    role["advance"]["to"] = "Head Keeper"
    role["expects"] = {"valves": 3, "pipes": 3, "people": 3, "welding": 3}
    role["weights"] = {"valves": 2, "pipes": 1, "people": 1, "welding": 1}
    role["competencies"] = {"welding": ladders.competency("welding")}
    role["loop"] = [{**STAGE, "id": "trial", "covers": {"welding": "primary"}}]
    family = ladders.family(["keeper-1", "keeper-2"])
    family["loop"][0]["task"] = STAGE["task"]
    inputs = json.loads(json.dumps({**FULL, "role": role, "family": family}))
    inputs["company"].pop("brand")
    inputs["company"]["brand"] = {"header": "Acme at work", "footer": "Acme, Denver"}
    opening, candidate = inputs["opening"], inputs["candidate"]
    opening["role"] = "keeper-1"
    opening["interview"] = {"loop": [STAGE], "panel": [{"name": "Grace Okoro", "stages": ["talk"]}]}
    candidate["stories"][0]["competencies"] = ["valves"]
    candidate["target"]["story"] = "s"
    candidate["targets"][0]["bridge"] = [{"requirement": PLAIN, "text": PLAIN}]
    inputs = deepcopy(inputs)
    for kind in ROOTS:
        _fill(_schema(kind), _schema(kind), inputs[kind], kind)
    return inputs


def _fill(whole: Mapping[str, Any], schema: Mapping[str, Any], value: Any, path: str) -> None:
    """Give each field that takes a free text, and has no value, plain words."""
    schema = _resolved(whole, schema, value)
    if isinstance(value, list):
        for item in value:
            _fill(whole, schema.get("items", {}), item, path)
    elif isinstance(value, dict):
        for name, inner in schema.get("properties", {}).items():
            here = f"{path}.{name}"
            if name == "$schema":
                continue
            if name in value:
                _fill(whole, inner, value[name], here)
            elif here not in OF_OTHERS and _is_free(_resolved(whole, inner, "")):
                value[name] = PLAIN
            elif here not in OF_OTHERS and _is_free(_resolved(whole, inner, []).get("items", {})):
                value[name] = [PLAIN]
        for name in value.keys() - schema.get("properties", {}).keys():
            _fill(whole, schema.get("additionalProperties", {}), value[name], f"{path}.{name}")


def spots(inputs: Inputs) -> list[Spot]:
    """Return every place of a text in the inputs, in their order."""
    return [spot for kind in ROOTS for spot in _spots(_schema(kind), _schema(kind), inputs[kind], (kind,))]


def _spots(
    whole: Mapping[str, Any], schema: Mapping[str, Any], value: Any, path: tuple[str | int, ...]
) -> Iterator[Spot]:
    schema = _resolved(whole, schema, value)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for name, inner in value.items():
            yield from _spots(whole, known.get(name, schema.get("additionalProperties", {})), inner, (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _spots(whole, schema.get("items", {}), item, (*path, number))
    elif isinstance(value, str):
        yield Spot(path, schema.get("contentMediaType") == "text/markdown", _is_free(schema))


def texts_in_schema(kind: str) -> set[str]:
    """Return the places of all free texts that the schema of a file knows; `[]` is an entry, `{}` a key."""

    def walk(schema: Any, path: str) -> Iterator[str]:
        for choice in (schema, *schema.get("anyOf", ())):
            inner = _resolved(_schema(kind), choice, None) if "$ref" in choice else choice
            if _is_free(inner):
                yield path
            if isinstance(inner.get("items"), dict):
                yield from walk(inner["items"], f"{path}[]")
            if isinstance(inner.get("additionalProperties"), dict):
                yield from walk(inner["additionalProperties"], f"{path}.{{}}")
            for name, field in inner.get("properties", {}).items():
                if name != "$schema" and f"{path}.{name}" not in OF_OTHERS:
                    yield from walk(field, f"{path}.{name}")

    return set(walk(_schema(kind), kind))


def pattern(name: str) -> str:
    """Return the expression for the names of the places that a name of the schema stands for."""
    return re.escape(name).replace(r"\{\}", r"[^.]+")


def _resolved(whole: Mapping[str, Any], schema: Any, value: object) -> Mapping[str, Any]:
    """Return the schema that a value of this type is under, without references and choices."""
    while isinstance(schema, dict) and "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if not isinstance(schema, dict):
        return {}
    wanted = {dict: "object", list: "array", str: "string"}.get(type(value), "")
    for choice in schema.get("anyOf", ()):
        found = _resolved(whole, choice, value)
        if found.get("type") == wanted and not (wanted == "string" and "format" in found):
            return found
    return schema if "anyOf" not in schema else {}


def _is_free(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "string" and not schema.keys() & {"enum", "const", "pattern", "format"}


@cache
def _schema(kind: str) -> dict[str, Any]:
    return json_schema(kind)


def sentinel(number: int) -> str:
    """Return a word of capitals and small letters that no document has, for a place."""
    letters = []
    for _ in range(3):
        number, letter = divmod(number, 20)
        letters.append("bcdfghjklmnpqrstvwxz"[letter])
    return f"{MARK}{''.join(letters)}"


def put(inputs: Inputs, path: tuple[str | int, ...], value: str) -> None:
    """Set the value of a place."""
    node: Any = inputs
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value


def write(folder: Path, inputs: Inputs) -> dict[str, Path]:
    """Write the inputs as files, each text on a line of its own; return the file of each root."""
    home = folder / "profiles" / ladders.FAMILY
    home.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.json" for name in ("company", "opening", "candidate")}
    files |= {"role": home / "keeper-1.json", "family": home / "family.json"}
    for name, path in files.items():
        path.write_text(json.dumps(inputs[name], indent=1), encoding="utf-8")
    (home / "keeper-2.json").write_text(json.dumps(ladders.bare(2)), encoding="utf-8")
    return files


def commands(files: Mapping[str, Path]) -> dict[str, list[object]]:
    """Return the commands that together make every document, by the name of their folder."""
    company, opening, candidate = (f"--{name}={files[name]}" for name in ("company", "opening", "candidate"))
    own = f"--profiles={files['role'].parent.parent}"
    return {
        "kit": ["kit", "keeper-1", own, company, opening, candidate],
        "inside": ["posting", "keeper-1", own, company, opening, "--audience=internal"],
        "guide": ["guide", "keeper-1", own, company],
        "coverage": ["coverage", "keeper-1", own, company, opening],
        "ladder": ["ladder", ladders.FAMILY, own, company],
    }


class RefusedError(Exception):
    """A command refused the inputs: what it said, and with which code."""

    def __init__(self, ran: Ran) -> None:
        super().__init__(ran.err)
        self.ran = ran


def make(
    jdgen: Callable[..., Ran], folder: Path, inputs: Inputs, formats: Sequence[str], only: Sequence[str] = ()
) -> dict[tuple[str, str], Path]:
    """Make every document of the inputs by the real commands; return the files by document and format.

    Raise RefusedError where a command refuses; then it has written nothing.
    """
    files = write(folder, inputs)
    made = {}
    for name, command in commands(files).items():
        if only and name not in only:
            continue
        out = folder / name
        rmtree(out, ignore_errors=True)
        wanted = [form for form in formats if form in FORMATS or name == "kit"]
        ran = jdgen(*command, "-f", ",".join(wanted), "-q", "-o", out)
        if ran.code:
            assert not list(folder.glob(f"{name}/*")), "a file beside an error"
            raise RefusedError(ran)
        assert ran.err == ""
        made |= {(kind_of(name, path), format_of(path)): path for path in ran.paths}
    return made


def kind_of(command: str, path: Path) -> str:
    """Return which document a file is."""
    if command != "kit":
        return command
    return next(kind for kind in ("scaffold", "posting", "rubric", "letter") if f"-{kind}." in path.name)


def format_of(path: Path) -> str:
    """Return the format of a file by the end of its name."""
    return next(form for end, form in ENDS.items() if path.name.endswith(f".{end}"))
