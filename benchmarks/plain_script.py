"""The peer: the same posting by a plain script of docxtpl and WeasyPrint, with nothing checked."""

import sys
from pathlib import Path

import yaml
from docxtpl import DocxTemplate
from jinja2 import Template
from weasyprint import HTML

PAGE = """<html lang="en"><head><title>{{ title }}</title><style>
@page { size: letter; margin: 0.8in 0.9in; @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font: 10.5pt/15pt "Source Sans Pro", sans-serif } h1 { font-size: 24pt } h2 { font-size: 14pt }
table { width: 100%; background: #f5f7fa } th { text-align: left }
</style></head><body><h1>{{ title }}</h1><p>{{ company }}</p>
<table>{% for label, value in facts %}<tr><th>{{ label }}</th><td>{{ value }}</td></tr>{% endfor %}</table>
{% for section in sections %}<h2>{{ section.title }}</h2>{% for text in section.texts %}<p>{{ text }}</p>{% endfor %}
<ul>{% for item in section.items_ %}<li>{{ item }}</li>{% endfor %}</ul>{% endfor %}</body></html>"""


def main(data: str, template: str, out: str) -> None:
    context = yaml.safe_load(Path(data).read_text(encoding="utf-8"))
    word = DocxTemplate(template)
    word.render(context)
    word.save(f"{out}/plain.docx")
    HTML(string=Template(PAGE).render(context)).write_pdf(f"{out}/plain.pdf")


if __name__ == "__main__":
    main(*sys.argv[1:4])
