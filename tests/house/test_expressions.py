"""What a tag may say: every construct that is offered, and one sentence for each that is not."""

from __future__ import annotations

import pytest
from words_of import cell, faults, p, package, row, said, t, table

from jdgen.documents import contract
from jdgen.house.compiling.compiler import compiled

OFFERED = "a template can use the names of `jdgen template fields`, `section`, if and for"
FILTERS = "filters are upper, lower, title, capitalize, trim, join, default, d, length, count, first, last, replace"


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("{{ posting.title }}", "Data Engineer"),
        ("{{ posting['title'] }}", "Data Engineer"),
        ("{{ company.size }}", "120"),
        ("{{ 3 }}{{ 'x' }}", "3x"),
        ("{{ duties[0] }}, {{ duties[-1] }}", "Build, Tell"),
        ("{{ stages[1].name }}", "Panel <b>"),
        ("{{ (stages | first).name }} {{ (stages | last).weeks }}", "Call 2"),
        ("{{ stages | join(', ', attribute='name') }}", "Call, Panel <b>"),
        ("{{ stages | join(', ', attribute='lead') }}", "Ann"),
        ("{{ stages | count }}{{ posting.title | length }}", "213"),
        ("{{ '  x ' | trim }}|{{ 'it is-so (now)' | title }}", "x|It Is-So (Now)"),
        ("{{ 'aXb' | capitalize }}{{ 'aXb' | upper }}{{ 'aXb' | lower }}", "AxbAXBaxb"),
        ("{{ '' | default('e') }}{{ '' | d('f', true) }}{{ opening.team | d }}", "f"),
        ("{{ opening.team or 'a' }}{{ opening.team and 'b' or 'c' }}", "ac"),
        ("{% if not opening.team and opening.remote %}y{% endif %}", "y"),
        ("{% if company.size >= 120 and company.size <= 120 and not company.size < 120 %}y{% endif %}", "y"),
        ("{% if 'Data' in posting.title and 'x' not in duties %}y{% endif %}", "y"),
        ("{% if opening.team == none %}y{% endif %}{% if opening.team < 'a' %}n{% endif %}", "y"),
        ("{% if opening.team is not defined and pay is not none %}y{% endif %}", "y"),
        ("{{ 'a' if opening.remote else 'b' }}{{ 'c' if opening.team }}", "a"),
        ("{{ posting.title ~ ' (' ~ company.size ~ ')' }}", "Data Engineer (120)"),
        ("{% for d in duties if d != 'Tell' %}{{ d }}{{ loop.length }}{% endfor %}", "Build2Run & mend2"),
        ("{% for d in duties %}{% if loop.first %}<{% endif %}{{ loop.index0 }}{% if loop.last %}>{% endif %}{% "
            "endfor %}",
         "<012>"),
        ("{% for company in stages %}{{ company.name }};{% endfor %}{{ company.size }}", "Call;Panel <b>;120"),
        ("{{ 'a\\'b' }}{{ '}}' }}", "a'b}}"),
        ("{{ (company.size or 'x') | length }}{% if (company.size or 'x') < '2' and (3 or 'x') in 'a3' %}y{% endif %}",
         "3y"),
        ("{% if pay and duties and opening.remote %}y{% endif %}", "y"),
        ("{{ (duties or duties)[0] }}", "Build"),
        ("{{'}}'}}{{\"%}\"}}", "}}%}"),
        ("Stages: {%- for d in duties -%} {{ d }}, {%- endfor %} end", "Stages:Build,Run & mend,Tell, end"),
        ("a \u00a0{{- 'b' -}} \u00a0 c", "abc"),
        ("a {%- if pay -%} {%- if duties %} b{% endif -%}  {%- endif -%} c", "a bc"),
        ("{{\u00a0posting.title\u200b\u2009|\u00a0upper }}", "DATA ENGINEER"),
    ],
)  # fmt: skip
def test_what_is_offered(tag, text):
    assert said(tag) == [text]


REFUSED = {
    "{{ ''.__class__ }}": (f"this is text, and has no `__class__`; {OFFERED}", "name.unknown"),
    "{{ posting.__init__ }}": ("`__init__` is not offered; `posting` has `title`, `slogan`", "syntax.not_offered"),
    "{{ __import__ }}": (f"`__import__` is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ posting['__class__'] }}": ("`__class__` is not offered; `posting` has `title`, `slogan`", "syntax.not_offered"),
    "{{ posting | attr('x') }}": (f"the filter `attr` is not offered; {FILTERS}", "syntax.not_offered"),
    "{{ '%s' | format(1) }}": (f"the filter `format` is not offered; {FILTERS}", "syntax.not_offered"),
    "{{ duties | map('upper') }}": (f"the filter `map` is not offered; {FILTERS}", "syntax.not_offered"),
    "{{ posting.title | uper }}": ("the filter `uper` is not offered; did you mean `upper`?", "syntax.not_offered"),
    "{{ posting.title | safe "
    "}}": ("the filter `safe` is not offered; values are always printed as text", "syntax.not_offered"),
    "{{ posting.title is string "
    "}}": ("`is string` is not offered; write `is defined` or `is none`", "syntax.not_offered"),
    "{{ 'x' * 10**9 }}": (f"arithmetic is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ '%s' % 1 }}": (f"arithmetic is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ -company.size }}": (f"arithmetic is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ 1.5 }}": (f"a number with a point is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ duties[0:1] }}": (f"brackets take a number, such as `[0]`; {OFFERED}", "syntax.not_offered"),
    "{{ duties[company.size] }}": (f"brackets take a number, such as `[0]`; {OFFERED}", "syntax.not_offered"),
    "{{ [1] }}": (f"a list of your own is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ {'a': 1} }}": (f"a record of your own is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ range(3) }}": (f"`range` is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ lipsum }}": (f"`lipsum` is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ self }}": (f"`self` is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ posting.title.upper() }}": ("`.upper()` is not offered; write `| upper`", "syntax.not_offered"),
    "{{ posting.title.upper }}": ("`.upper` is not offered; write `posting.title | upper`", "syntax.not_offered"),
    "{{ posting.title.format(1) }}": (f"`.format()` is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ (1)(2) }}": (f"a call is not offered; {OFFERED}", "syntax.not_offered"),
    "{{ 1 < company.size < 3 "
    "}}": ("a comparison takes two values; write `and` between two comparisons", "syntax.not_offered"),
    "{{ loop.index }}": ("`loop` is known only between for and endfor", "name.unknown"),
    "{{ titel }}": ("unknown name `titel`; did you mean `posting.title`?", "name.unknown"),
    "{{ title }}": ("unknown name `title`; did you mean `posting.title`?", "name.unknown"),
    "{{ postin.title }}": ("unknown name `postin`; did you mean `posting`?", "name.unknown"),
    "{{ posting.titel }}": ("unknown name `posting.titel`; did you mean `posting.title`?", "name.unknown"),
    "{{ posting.zzz }}": ("unknown name `posting.zzz`; `posting` has `title`, `slogan`", "name.unknown"),
    "{{ zzz }}": ("unknown name `zzz`; the names are `posting`, `company`, `pay`, `opening`, `duties`, "
        "`stages`", "name.unknown"),
    "{% if zzz is defined %}{% endif %}": (
        "unknown name `zzz`; the names are `posting`, `company`, `pay`, `opening`, `duties`, `stages`", "name.unknown"),
    "{{ stages.name }}": ("`stages` is a list, and has no `name`; write {% for x in stages %} and {{ x.name "
        "}}", "name.unknown"),
    "{{ posting.title.name "
    "}}": ("`posting.title` is text, and has no `name`; write `{{ posting.title }}`", "name.unknown"),
    "{{ duties }}": (
        '`duties` is a list, and cannot be printed; loop over it: {% for x in duties %}, or write `{{ duties | '
        'join(", ") }}`',
        "value.kind"),
    "{{ stages }}": ("`stages` is a list, and cannot be printed; loop over it: {% for x in stages %}", "value.kind"),
    "{{ pay }}": ("`pay` is a record, and cannot be printed; `pay` has `text`, `low`", "value.kind"),
    "{{ opening.remote }}": (
        "`opening.remote` is yes or no, and cannot be printed; write {% if opening.remote %} around words, or "
        '`{{ "yes" if opening.remote else "no" }}`', "value.kind"),
    "{{ duties | upper }}": (
        '`duties` is a list, and `upper` takes text; loop over it: {% for x in duties %}, or write `{{ duties | '
        'join(", ") }}`',
        "value.kind"),
    "{{ stages | join(', ') "
    "}}": ('`stages` is a list of records; write `| join(", ", attribute="name")`', "value.kind"),
    "{{ stages | join(', ', attribute='nam') }}": ("unknown name `nam`; did you mean `name`?", "name.unknown"),
    "{{ posting.title | join }}": ("`join` takes a list, and `posting.title` is text", "value.kind"),
    "{{ posting.title > 3 "
    "}}": ("`>` compares text with a number, which is never true; compare like with like", "value.kind"),
    "{{ duties == 'x' }}": ("`duties` is a list, and cannot be compared; write {% if duties %}", "value.kind"),
    "{{ pay or duties }}": (
        "`{{ pay or duties }}` is yes or no, and cannot be printed; write {% if x %} around words, or "
        '`{{ "yes" if x else "no" }}`', "value.kind"),
    "{% for x in stages or duties %}{% endfor %}": (
        "`{% for x in stages or duties %}` gives yes or no, and for takes a list", "value.kind"),
    "{{ (pay or posting).text }}": (
        f"this is yes or no, and has no `text`; {OFFERED}", "name.unknown"),
    "{{ (stages | default(duties)) | length }}": ("`default` gives something unlike `stages`", "value.kind"),
    "{{ 3 in duties }}": ("`in` looks for a number in text, which is never true", "value.kind"),
    "{{ posting.title | replace(company.name, 'x') }}": (
        "`replace` takes `old` and `new`, written as text in quotes", "syntax.not_offered"),
    "{{ posting.title x }}": (
        "`{{ posting.title x }}` cannot be read: expected the end of the tag, got `x`; look at the dots, quotes and "
        "brackets",
        "syntax.unreadable"),
    "{{ it's }}": (
        "`{{ it's }}` cannot be read: `'` does not belong there; look at the dots, quotes and "
        "brackets", "syntax.unreadable"),
    "{{ a & b }}": ("`{{ a & b }}` cannot be read: `&` does not belong there; write `and`", "syntax.unreadable"),
    "{{ }}": (f"`{{{{ }}}}` is empty; {OFFERED}", "syntax.unreadable"),
    "{% %}": (f"`{{% %}}` is empty; {OFFERED}", "syntax.unreadable"),
    "{% if pay = 1 %}{% endif %}": (
        "`{% if pay = 1 %}` cannot be read: expected the end of the tag, got `=`; write `==` to "
        "compare", "syntax.unreadable"),
    "{% set x = 1 %}": (f"`set` is not offered; {OFFERED}", "syntax.not_offered"),
    "{% include 'x' %}": (f"`include` is not offered; {OFFERED}", "syntax.not_offered"),
    "{% macro x() %}": (f"`macro` is not offered; {OFFERED}", "syntax.not_offered"),
    "{% raw %}": (f"`raw` is not offered; {OFFERED}", "syntax.not_offered"),
    "{% colspan 3 %}": ("`colspan` is not offered; merge the cells in the template", "syntax.not_offered"),
    "{% vm %}": ("`vm` is not offered; merge the cells in the template", "syntax.not_offered"),
    "{% endraw %}": (f"`endraw` is not offered; {OFFERED}", "syntax.not_offered"),
    "{% elseif pay %}": ("`elseif` is not offered; write `{% elif … %}`", "syntax.not_offered"),
    '{{ "\\x00" }}': ('`{{ "\\x00" }}` has a character that no Word file can hold; take it out', "syntax.unreadable"),
    '{{ "\\ud800" }}': (
        '`{{ "\\ud800" }}` has a character that no Word file can hold; take it out', "syntax.unreadable"),
    '{{ duties | join("\\ufffe") }}': (
        '`{{ duties | join("\\ufffe") }}` has a character that no Word file can hold; take it out',
        "syntax.unreadable"),
    "{{ company_name }}": ("unknown name `company_name`; did you mean `company.name`?", "name.unknown"),
    "{{ Posting.Title }}": ("unknown name `Posting.Title`; did you mean `posting.title`?", "name.unknown"),
    "{{ compny }}": ("unknown name `compny`; `company` has `name`, `size`", "name.unknown"),
    "{% if pey %}{% endif %}": ("unknown name `pey`; did you mean `pay`?", "name.unknown"),
    "{{ dutie }}": (
        "unknown name `dutie`; did you mean the list `duties`? loop over it: {% for x in duties %}", "name.unknown"),
    "{% for s in pay_text %}{% endfor %}": (
        "unknown name `pay_text`; the names are `posting`, `company`, `pay`, `opening`, `duties`, `stages`",
        "name.unknown"),
    "{{ closing }}": (
        "unknown name `closing`; the names are `posting`, `company`, `pay`, `opening`, `duties`, `stages`",
        "name.unknown"),
    "{% endfi %}": ("`endfi` is not offered; did you mean `endif`?", "syntax.not_offered"),
    "{% for a, b in stages %}{% endfor "
    "%}": ("a loop takes one name; write `{% for x in names %}`", "syntax.not_offered"),
    "{% for a in stages recursive %}{% endfor "
    "%}": ("a loop takes one name; write `{% for x in names %}`", "syntax.not_offered"),
    "{% for _x in stages %}{% endfor "
    "%}": ("`_x` is no name for what a loop holds; choose another", "syntax.not_offered"),
    "{% for x in posting.title %}{% endfor %}": (
        "`posting.title` gives text, and for takes a list; write {% if posting.title %}", "value.kind"),
    "{% for x in stages %}{{ x.nam }}{% endfor %}": ("unknown name `x.nam`; did you mean `x.name`?", "name.unknown"),
    "{% for x in stages %}{{ loop.previtem }}{% endfor %}": (
        "unknown name `loop.previtem`; `loop` has `index`, `index0`, `first`, `last`, `length`", "name.unknown"),
    '{{ section("abut") }}': ("unknown section `abut`; did you mean `about`?", "section.unknown"),
    "{{ section(pay) }}": ('`section` takes one id in quotes; write `section("id")`', "section.place"),
    '{{ section("about") | upper '
    '}}': ('`section` stands alone in its tag; write `{{p section("id") }}`', "section.place"),
    '{% if section("about") %}{% endif '
    '%}': ('`section` stands alone in its tag; write `{{p section("id") }}`', "section.place"),
    '{{r section("about") }}': (
        '`{{r section("about") }}` stands in the place of other than a paragraph, and a section is whole '
        'paragraphs; write '
        '`{{p section("id") }}` in a paragraph of its own', "section.place"),
    "{# leave out: abut #}": ("unknown section `abut`; did you mean `about`?", "section.unknown"),
}  # fmt: skip


OF_POSTINGS = {
    "{{ salary }}": "unknown name `salary`; did you mean `pay.text`?",
    "{{ job.title }}": "unknown name `job.title`; did you mean `posting.title`?",
    "{{ employment_type }}": "unknown name `employment_type`; did you mean `opening.contract`?",
    "{{ apply.link }}": "unknown name `apply.link`; did you mean `apply.url`?",
    "{{ requirements }}": (
        "unknown name `requirements`; did you mean the list `must_have`? loop over it: {% for x in must_have %}"),
    "{% for x in responsibilities %}{% endfor %}": "unknown name `responsibilities`; did you mean `duties`?",
    "{{ kit.title }}": (
        "`kit.title` belongs to interview kits, and this template is for postings; write a name of "
        "`jdgen template fields posting`, or check it with `--for rubric`"),
    "{{ company.name.x }}": "`company.name` is text, and has no `x`; write `{{ company.name }}`",
    '{{p section("requirements") }}': "unknown section `requirements`; did you mean `must`?",
}  # fmt: skip


@pytest.mark.parametrize("tag", OF_POSTINGS)
def test_names_that_people_type_lead_to_those_of_the_contract(tag):
    _, found = compiled(package(tag), contract.shape("posting"), contract.section_names("posting"))
    assert [f"{fault.message}; {fault.hint}" for fault in found] == [OF_POSTINGS[tag]]


@pytest.mark.parametrize("tag", REFUSED)
def test_what_is_not_offered_is_told_in_one_sentence(tag):
    sentence, rule = REFUSED[tag]
    told = faults(p(tag))
    assert [line.replace(f" in “{_quoted(tag)}”", "", 1) for line in told] == [f"e paragraph 1: {sentence} [{rule}]"]


def _quoted(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def test_all_unknown_names_are_told_at_once():
    told = faults("{{ titel }} {{ pay.txt ~ compny.name }}", "{% if salery.low %}x{% endif %}")
    assert [line.split("`")[1] for line in told] == ["titel", "pay.txt", "compny", "salery"]


@pytest.mark.parametrize(
    "code", ["(" * 400 + "1" + ")" * 400, "not " * 200 + "pay", "pay" + " and pay" * 100, "posting" + ".a" * 200]
)
def test_what_is_deep_or_large_is_stopped_in_one_sentence(code):
    told = faults(f"{{{{ {code} }}}}")
    assert len(told) == 1
    assert told[0].rpartition(" ")[2] in ("[syntax.unreadable]", "[syntax.too_deep]", "[name.unknown]")


def test_a_long_number_is_printed_as_it_is():
    assert said("{{ " + "9" * 900 + " }}") == ["9" * 900]


def test_a_tag_of_over_a_thousand_characters_is_refused():
    told = faults("{{ '" + "x" * 1000 + "' }}")
    assert told[0].startswith("e paragraph 1: `{{ 'xxx")
    assert "has 1,008 characters; a tag may have 1,000" in told[0]


BLOCKS = {
    ("{% if pay %}",): "1: `{% if pay %}` is never closed; write `{% endif %}` where it ends [block.unclosed]",
    ("{% endfor %}",): "1: `{% endfor %}` closes nothing; write `{% for … %}` before it [block.unopened]",
    ("{% for d in duties %}", "{% endif %}"): (
        "2: `{% endif %}` stands where `{% for d in duties %}` of paragraph 1 is to be closed; write `{% endfor %}` "
        "before it "
        "[block.crossed]"),
    ("{% else %}",): "1: `{% else %}` stands in no block; write it between if and endif [block.else]",
    ("{% if pay %}{% else %}", "{% else %}{% endif %}"): (
        "2: `{% else %}` follows the else of `{% if pay %}` in paragraph 1; an else comes last, and elif belongs to "
        "an if "
        "[block.else]"),
    ("{% for d in duties %}", "{% elif pay %}{% endfor %}"): (
        "2: `{% elif pay %}` stands in the loop of `{% for d in duties %}` in paragraph 1; an else comes last, and "
        "elif "
        "belongs to an if [block.else]"),
    ("{%p if pay %}", "x{% endif %}"): (
        "1: `{%p if pay %}` opens in paragraph 1, and `{% endif %}` closes in paragraph 2; write both with `{%p … %}` "
        "[block.apart]"),
    ("{%p for d in duties %}",): (
        "1: `{%p for d in duties %}` is never closed; write `{%p endfor %}` where it ends [block.unclosed]"),
    ("{%p endfor %}",): "1: `{%p endfor %}` closes nothing; write `{%p for … %}` before it [block.unopened]",
    ("{% if pay %}a{% else if duties %}b{% endif %}",): (
        "1: `{% else if duties %}` is two words; write `{% elif duties %}` [syntax.unreadable]"),
    ("{% endif x %}",): "1: `{% endif x %}` has more in it than `endif`; write `{% endif %}` [syntax.unreadable]",
}  # fmt: skip


CASCADES = {
    "{%td if pay %}x{% endif %}": "syntax.not_offered",
    "{%td for s in stages %}{{ s.name }}{% endfor %}": "syntax.not_offered",
    "{% tr if pay %}x{% else %}y{% endif %}": "tag.prefix",
    "{% if pay }x{% endif %}": "tag.no_end",
    "{% if pay }}x{% else %}y{% endif %}": "tag.mixed",
    "{% for s in stages }{{ s.name }}{% endfor %}": "tag.no_end",
    "{% if pay %}x{% endif }": "tag.no_end",
    "{% for d in duties %}{% if pay }x{% endif %}{% endfor %}": "tag.no_end",
}


@pytest.mark.parametrize("text", CASCADES)
def test_a_mistake_in_a_block_is_not_told_of_its_partner_again(text):
    assert [line.rpartition(" ")[2] for line in faults(text)] == [f"[{CASCADES[text]}]"]


def test_a_mistake_in_a_row_is_not_told_of_its_partner_again():
    told = faults(table(row("{% tr if pay %}"), row("x"), row("{%tr endif %}")))
    assert [line.rpartition(" ")[2] for line in told] == ["[tag.prefix]"]


@pytest.mark.parametrize("blocks", BLOCKS)
def test_blocks_that_do_not_fit_are_told_with_the_place_of_their_partner(blocks):
    told = faults(*blocks)
    assert [_without_quote(line) for line in told] == [f"e paragraph {BLOCKS[blocks]}"]


def _without_quote(line: str) -> str:
    before, _, behind = line.partition(" in “")
    return before + behind.partition("”")[2]


def test_a_block_that_leaves_its_table_is_told_with_both_places():
    told = faults(table(row("a", "{% if pay %}x")), "y", "{% endif %}")
    assert _without_quote(told[0]) == (
        "e table 1 row 1 cell 2: `{% if pay %}` opens in table 1 row 1 cell 2, and `{% endif %}` closes in "
        "paragraph 2; "
        "write both with `{%p … %}` [block.apart]"
    )
    told = faults(table(row("{% for s in stages %}{{ s.name }}", "{{ s.weeks }}{% endfor %}")))
    assert "write both with `{%tr … %}` for whole rows, or with `{%tc … %}` for whole cells" in told[0]
    told = faults(table(row("{%tr if pay %}"), row(cell(table(row("x"), row("{%tr endif %}")), "y"))))
    assert "[block.apart]" in told[0]


def test_a_block_that_leaves_a_link_is_told():
    told = faults(f"<w:p>{t('{% if pay %}')}<w:hyperlink>{t('x{% endif %}')}</w:hyperlink></w:p>")
    assert _without_quote(told[0]) == (
        "e paragraph 1: `{% if pay %}` and `{% endif %}` stand at different depths; write both inside of the link "
        "or the "
        "field, or both outside [block.apart]"
    )


def test_a_section_in_a_loop_or_beside_words_is_refused_and_twice_is_a_warning():
    told = faults("{%p for d in duties %}", '{{p section("about") }}', "{%p endfor %}", 'x {{ section("why") }}')
    assert [line.rpartition(" ")[2] for line in told] == ["[section.repeated]", "[section.place]"]
    assert told[0].partition("; ")[2] == "write it before the loop, or behind it [section.repeated]"
    assert "stands beside “x”, and a section is whole paragraphs" in told[1]
    told = faults('{{p section("about") }}', '{{p section("about") }}')
    assert _without_quote(told[0]) == (
        'w paragraph 2: `section("about")` stands twice, the first time in paragraph 1 [section.twice]'
    )
