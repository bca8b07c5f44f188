"""Every name of the contract, printed through a template: what arrives is what the contract holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from jdgen.documents import contract
from jdgen.documents.contract import Shape
from jdgen.documents.tree import Kind
from jdgen.errors import TemplateError
from jdgen.house.compiling.compiler import compiled, fill
from jdgen.house.filling.filling import filled
from jdgen.house.filling.given import field_of
from jdgen.house.opening.package import opened
from jdgen.inputs import sample
from jdgen.pipeline import compose
from jdgen.render.options import PageOptions
from word_files import word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTHING = "nothing here"


def printing(shape: Shape, name: str) -> str:
    """Return the tags that print all that a name holds."""
    if shape.kind == "record":
        return "; ".join(printing(inner, f"{name}.{key}") for key, inner in shape.fields.items())
    if shape.kind == "list":
        assert shape.item
        return f"{{% for {shape.each} in {name} %}}[{printing(shape.item, shape.each)}]{{% endfor %}}"
    if shape.kind == "flag":
        return f"{{% if {name} %}}yes{{% else %}}no{{% endif %}}"
    return f'{{{{ {name} | default("{NOTHING}") }}}}'


def printed(shape: Shape, value: Any) -> str:
    """Return what these tags are to become."""
    if shape.kind == "record":
        return "; ".join(printed(inner, value[key]) for key, inner in shape.fields.items())
    if shape.kind == "list":
        assert shape.item
        return "".join(f"[{printed(shape.item, entry)}]" for entry in value)
    if shape.kind == "flag":
        return "yes" if value else "no"
    return NOTHING if value is None else str(value)


def said(paragraph: ET.Element) -> str:
    signs = {f"{W}br": "\n"}
    return "".join(signs.get(e.tag, e.text or "") for e in paragraph.iter() if e.tag in (f"{W}br", f"{W}t"))


def names(shape: Shape, name: str = "") -> Iterator[str]:
    """Yield the dotted name of every value that is printed."""
    for key, inner in shape.fields.items():
        path = f"{name}.{key}".lstrip(".")
        yield from names(inner, path) if inner.kind == "record" else (path,)


@pytest.mark.parametrize("kind", contract.KINDS)
def test_every_name_prints_what_it_holds(kind: str) -> None:
    material = sample.material(kind)
    values = contract.values(material, compose(kind, material))
    shape = contract.shape(kind)
    lines = [printing(inner, key) for key, inner in shape.fields.items()]
    template, faults = compiled(opened(word(*lines), "acme.docx"), shape, contract.section_names(kind))
    assert faults == []
    assert template
    assert set(names(shape)) <= template.uses
    parts, missing = fill(template, values, lambda placed: "")
    assert missing == []
    found = [said(paragraph) for paragraph in ET.fromstring(parts["word/document.xml"]).iter(f"{W}p")]
    assert found == [printed(inner, values[key]) for key, inner in shape.fields.items()]


IN_OWN_WORDS = {
    "posting": [
        "{{ posting.title }}", "{%p for fact in facts %}", "{{ fact.label }}: {{ fact.value }}", "{%p endfor %}",
        "{{ why }}", "{%p for goal in success %}", "{{ goal.label }}", "{{ goal.text }}", "{%p endfor %}",
        *(line for name in ("duties", "must_have", "nice_to_have")
          for line in (f"{{%p for x in {name} %}}", "{{ x.text }}", "{%p endfor %}")),
        *(line for name in ("offer", "conditions", "process", "about", "legal")
          for line in (f"{{%p for line in {name} %}}", "{{ line }}", "{%p endfor %}")),
        "{{ apply.text }}",
    ],
    "letter": [
        *(line for name in ("sender.lines", "addressee.lines")
          for line in (f"{{%p for line in {name} %}}", "{{ line }}", "{%p endfor %}")),
        "{{ letter.date }}", "{{ greeting }}", "{%p for line in paragraphs %}", "{{ line }}", "{%p endfor %}",
        "{{ closing }}", "{{ signature }}", "{{ enclosed }}",
    ],
}  # fmt: skip
"""Templates without a section, as the comments of a new template and the page of fields say that they can be."""


@pytest.mark.parametrize("kind", IN_OWN_WORDS)
def test_a_template_of_values_alone_loses_nothing(kind: str) -> None:
    material = sample.material(kind)
    document = compose(kind, material)
    values = contract.values(material, document)
    done = filled((word(*IN_OWN_WORDS[kind]), "acme.docx"), document, values, PageOptions(), draft=False)
    assert done.notices == ()


def test_a_value_that_is_left_out_is_missed() -> None:
    material = sample.material("posting")
    document = compose("posting", material)
    lines = [line for line in IN_OWN_WORDS["posting"] if line != "{{ apply.text }}"]
    with pytest.raises(TemplateError) as caught:
        filled((word(*lines), "acme.docx"), document, contract.values(material, document), PageOptions(), draft=False)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.message.partition(":")[0]) == ("lost.section", "the posting's `apply` did not arrive")


@pytest.mark.parametrize("kind", contract.KINDS)
def test_of_each_single_value_the_file_is_known_that_gives_it(kind: Kind) -> None:
    held = dict(_dotted(contract.shape(kind)))
    single = [name for name, inner in held.items() if inner.optional and inner.kind in ("text", "number")]
    assert len(single) >= 7
    # What is typed with each run, and what the law of the place says, is in no field.
    assert [name for name in single if not field_of(name, kind)] == (
        ["kit.candidate", "kit.notes_kept"] if kind == "rubric" else []
    )


def test_a_value_goes_by_the_field_of_its_file() -> None:
    fields = {
        "apply.adjustments_contact": "company.accommodation.contact", "opening.apply_by": "opening.deadline",
        "opening.visa": "opening.visa",
    }  # fmt: skip
    assert {name: field_of(name, "posting") for name in fields} == fields


def _dotted(shape: Shape, lead: str = "") -> Iterator[tuple[str, Shape]]:
    for name, inner in shape.fields.items():
        yield f"{lead}{name}", inner
        yield from _dotted(inner, f"{lead}{name}.")
