"""What the tags of a template do, part by part, and what they use of the contract: the plan by which it is compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jdgen.documents.contract import Shape
from jdgen.house.compiling.expressions import Reader, Value
from jdgen.house.compiling.meant import Wants
from jdgen.house.compiling.scope import RefusedError, Scope
from jdgen.house.faults import Fault
from jdgen.house.reading.tags import Tag


@dataclass(slots=True)
class Entry:
    """What one tag does; `does` is value, section, comment, a word of a block, or nothing for a faulty one."""

    tag: Tag
    does: str = ""
    value: Value | None = None
    test: Value | None = None
    variable: str = ""
    id: str = ""


@dataclass(slots=True)
class Plan:
    """The entries of all parts, what is wrong with them, and what they use and print of the contract."""

    root: Shape
    sections: Mapping[str, str]
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)
    prints: set[str] = field(default_factory=set)
    leaves_out: set[str] = field(default_factory=set)

    def tell(self, tag: Tag, refused: RefusedError) -> None:
        """Note what is wrong with a tag."""
        message = refused.message
        if message.startswith("it "):
            message = f"`{tag.shown}` {message[3:]}"
        self.faults.append(Fault(refused.rule, message, tag.spot, refused.hint))

    def expression(self, tag: Tag, node: Any, scope: Scope, wants: Wants = "") -> Value:
        """Return an expression, and tell of each unknown name in it."""
        reader = Reader(scope, self.uses, wants)
        try:
            return reader.value(node)
        finally:
            for refused in reader.refused:
                self.tell(tag, refused)

    def printed(self, path: str) -> None:
        """Note a name as printed, with the lists that it is an item of."""
        self.prints.add(path)
        shape, lead = self.root, ""
        for word in path.split(".")[:-1]:
            inner = (shape.item or shape) if shape.kind == "list" else shape
            shape, lead = inner.fields.get(word, shape), f"{lead}.{word}".lstrip(".")
            if shape.kind == "list":
                self.prints.add(lead)
