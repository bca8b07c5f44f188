"""What is found in finished HTML pages, whoever made them, each rule beside a page that it spares."""

from __future__ import annotations

import json
import time

import pytest

import making
from jdgen.audit.files import html
from jdgen.audit.files.rules import RULES
from jdgen.errors import InputError
from jdgen.render.options import PageOptions

JOB = {
    "@context": "https://schema.org", "@type": "JobPosting", "title": "Engineer", "description": "<p>Work</p>",
    "datePosted": "2026-11-20", "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    "jobLocation": {"@type": "Place"},
}  # fmt: skip


def data(job):
    return f'<script type="application/ld+json">{json.dumps(job)}</script>'


def page(body="<p>Words.</p>", head="", root='<html lang="en">', top="<!DOCTYPE html>"):
    return (
        f'{top}\n{root}<head><meta charset="utf-8"><title>Engineer</title>{head}</head>'
        f"<body><main><h1>Engineer</h1>{body}</main></body></html>"
    )


def rules(text, *, loud=False):
    faults = html.judge(text if isinstance(text, bytes) else text.encode(), "a.html").faults
    return [fault.rule for fault in faults if not loud or RULES[fault.rule].level != "notice"]


def test_a_whole_page_has_no_fault():
    assert rules(page()) == []


NO_CHARSET = '<!DOCTYPE html><html lang="en"><title>Café</title><main><h1>Café</h1></main></html>'
CASES = [
    # the page as a whole
    ("page.doctype", page(top=""), page(top="<!doctype HTML>")),
    ("page.doctype", page(top="<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 3.2//EN'>"),
     page(top='<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">')),
    ("page.encoding", NO_CHARSET, NO_CHARSET.replace("é", "e")),
    ("page.encoding", page("<p>é</p>").encode("latin-1"),
     page("<p>é</p>").replace("utf-8", "latin1").encode("latin-1")),
    ("page.encoding", " " * 1100 + page("<p>é</p>"), " " * 1100 + page("<p>e</p>")),
    ("page.unclosed", page("<section><p>a</section><div>"), page("<ul><li>a<li>b</ul><p>c<p>d<br>")),
    ("page.unclosed", page("<b><i>a</b>"), page("<b><i>a</i></b></i>")),
    ("page.ids", page('<p id="a">a</p><p id="a">b</p>'), page('<p id="a">a</p><p id="b">b</p>')),
    ("page.main", page().replace("main>", "div>"),
     page().replace("<main>", '<div role="main">').replace("/main", "/div")),
    ("page.main", page("</main><main>"), page("</main><main hidden>")),
    ("page.zoom", page(head='<meta name="viewport" content="width=device-width, user-scalable=no">'),
     page(head='<meta name="viewport" content="width=device-width, maximum-scale=5">')),
    ("language.missing", page(root="<html>"), page(root='<html lang="pt-BR">')),
    ("language.missing", page(root='<html lang="English (US)">'), page(root='<html xml:lang="en">')),
    ("title.missing", page().replace("<title>Engineer</title>", "<svg><title>x</title></svg>"), page()),
    ("title.missing", page().replace("<title>Engineer", "<title>job v2.docx"), page()),
    # what is heard
    ("heading.jump", page("<h3>a</h3>"), page("<h2>a</h2><h3>b</h3><h2>c</h2>")),
    ("heading.jump", page("<h2></h2>"), page('<h2><img alt="Acme" src="data:,"></h2>')),
    ("picture.alt", page('<img src="data:,">'), page('<img src="data:," alt=""><svg></svg>')),
    ("picture.alt", page('<img src="data:," alt="IMG 22.jpg">'), page('<img src="data:," alt="A cart">')),
    ("picture.alt", page('<svg role="img"></svg>'), page('<svg role="img"><title>A cart</title></svg>')),
    ("field.name", page('<input name="cv" placeholder="Name">'),
     page('<label>Name <input></label><input type="hidden">')),
    ("field.name", page('<label for="b">x</label><select id="a"></select>'),
     page('<label for="a">x</label><select id="a"></select><textarea aria-label="y"></textarea>')),
    ("field.name", page("<button><svg></svg></button>"), page('<button><img src="data:," alt="Send"></button>')),
    ("table.header", page("<table><tr><td>a<td>b<tr><td>c<td>d</table>"),
     page('<table role="presentation"><tr><td>a<td>b<tr><td>c<td>d</table><table><tr><td>one</table>')),
    ("table.scope", page("<table><tr><th>a<th>b<tr><th>c<td>d</table>"),
     page('<table><tr><th>a<th>b<tr><td>c<td>d</table><table><tr><th scope=col>a<tr><th scope=row>c</table>')),
    ("media.plays", page('<video autoplay src="data:,"></video>'), page('<video autoplay muted src="data:,"></video>')),
    ("text.contrast", page('<p style="color:#999;background-color:white">a</p>'),
     page('<p style="color:#595959;background:#fff">a</p><p style="color:#999">b</p>')),
    ("text.contrast", page('<table><tr><td bgcolor="yellow" style="color: rgb(255,255,255)">a</table>'),
     page('<p style="color:#777;background:#fff;font-size:24px">a</p>')),
    ("text.hidden", page('<p style="color:white">keywords</p>'),
     page('<div style="background:#0b4f6c"><p style="color:white">a</p></div>')),
    ("text.hidden", page('<div style="background:#fff"><font color="#ffffff"><b>keywords</b></font></div>'),
     page('<p style="color:white">a</p>', "<style>main { background: navy }</style>")),
    ("text.hidden", page('<span style="font-size:1px">keywords</span>'),
     page('<div style="font-size:0"><p style="font-size:12pt">a</p></div><p style="font-size:.1em">b</p>')),
    ("text.hidden", page('<p style="opacity:0"><b>keywords</b></p>'), page('<p style="opacity:0"> </p>')),
    ("text.hidden", page('<p style="color:white">a</p>', "<style>p { background: transparent }</style>"),
     page('<div style="background-image:url(data:,)"><p style="color:white">a</p></div>')),
    # links
    ("link.unsafe", page('<a href="java&#10;script:alert(1)">a</a>'), page('<a href="#">a</a>')),
    ("link.unsafe", page('<a href="javascript:alert(1)">a</a>'), page('<a href="https://acme.example">Acme</a>')),
    ("link.unsafe", page('<a href="data:text/html,x">a</a>'), page('<a href="mailto:jobs@acme.example">Write</a>')),
    ("link.unsafe", page('<a href="jobs/1.html">a</a>'), page('<a href="tel:+17205550142">Call</a>')),
    ("link.broken", page('<a href="#pay">Pay</a>'), page('<a href="#pay">Pay</a><p id="pay">1</p><a href="#">Up</a>')),
    ("link.lies", page('<a href="https://evil.example/x">www.acme.com</a>'),
     page('<a href="https://www.acme.com/jobs">acme.com</a>')),
    ("link.silent", page('<a href="https://a.example"><img src="data:," alt=""></a>'),
     page('<a href="https://a.example"><img src="data:," alt="Acme"></a>')),
    ("link.words", page('<a href="https://a.example">here</a>'), page('<a href="https://a.example">Apply</a>')),
    ("link.nested", page('<a href="https://a.example">Acme <a href="https://b.example">Bolt</a></a>'), page()),
    # what it starts, and whom it tells
    ("file.runs", page("<script>go()</script>"), page("<script></script>" + data(JOB))),
    ("file.runs", page('<p onclick="go()">a</p>'), page('<p on="1" data-onclick="x">a</p>')),
    ("file.runs", page('<iframe srcdoc="<p>x"></iframe>'), page()),
    ("file.reaches_out", page('<img alt="" src="https://t.example/p.gif" width=1 height=1>'),
     page('<img alt="" src="data:image/gif;base64,R0lGOD==">')),
    ("file.reaches_out", page('<img alt="" src="data:," srcset="data:, 1x, //t.example/2.png 2x">'), page()),
    ("file.reaches_out", page(head='<link rel="stylesheet" href="https://f.example/a.css">'),
     page(head='<link rel="canonical" href="https://acme.example/job">')),
    ("file.reaches_out", page(head="<style>@import 'https://f.example/a.css';</style>"),
     page(head="<style>p { background: url(data:image/png;base64,xx) }</style>")),
    ("file.reaches_out", page('<p style="background:url( //f.example/a.png )">a</p>'), page()),
    ("file.reaches_out", page('<iframe title="x" src="https://f.example"></iframe>'), page()),
    ("file.reaches_out", page('<object data="a.pdf"></object>'), page()),
    ("file.reaches_out", page('<form action="https://f.example"></form>'), page('<form action="#"></form>')),
    ("file.reaches_out", page('<a href="https://a.example" ping="https://f.example">Apply</a>'), page()),
    ("file.reaches_out", page(head='<meta http-equiv="refresh" content="0; url=https://f.example">'), page()),
    ("file.reaches_out", page(head='<base href="https://f.example/">'), page(head='<base target="_blank">')),
    ("file.reaches_out", page('<div hidden><video poster="https://f.example/a.png"></video></div>'), page()),
    # what is left
    ("leftover.tag", page("<p>Dear {{ <b>name</b> }}</p>"), page("<p>Dear Ada</p>")),
    ("leftover.tag", page(head='<meta name="description" content="{{ about }}">'), page()),
    ("leftover.prompt", page("<p>Dear [Hiring Manager],</p>"), page("<pre>[Hiring Manager]</pre>")),
    ("leftover.prompt", page('<img src="data:," alt="[Your logo]">'), page()),
    ("leftover.note", page("<!-- ask Bo about pay -->"), page("<!---->")),
    ("leftover.note", page('<p style="display : none">pay is 90</p>'), page('<p style="display:none"></p>')),
    ("metadata.custom", page("<!--[if gte mso 9]><xml></xml><![endif]-->"), page()),
    ("metadata.machine", page('<p title="C:\\Users\\bo\\a.docx">x</p>'), page('<p title="/home/page">x</p>')),
    # job data
    ("data.posting", page(data(JOB | {"datePosted": ""})), page(data(JOB))),
    ("data.posting", page(data({"@graph": [{"@type": ["JobPosting"]}]})), page(data({"@type": "Organization"}))),
    ("data.posting", page('<script type="application/ld+json">{,}</script>'),
     page(data({**JOB, "jobLocation": 0, "jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": "US"}))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "found", "spared"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_each_rule_finds_its_fault_alone_and_spares_what_is_right(rule, found, spared):
    assert (rules(found), rules(spared)) == ([rule], [])


def test_a_fault_has_its_line_and_column():
    (fault,) = html.judge(page('\n\n <img src="data:,">').encode(), "a.html").faults
    assert str(fault.place) == "a.html:4:2"
    assert fault.message == "a picture has no words for those who cannot see it"


def test_a_tag_in_a_comment_is_one_that_nobody_filled():
    assert rules(page("<!-- {{ name }} -->")) == ["leftover.note", "leftover.tag"]


def test_hidden_parts_are_neither_heard_nor_followed():
    assert rules(page('<div hidden><img src="data:,"><h4></h4><a href="jobs.html"></a><input></div>')) == []


def test_a_piece_for_a_page_of_somebody_else_needs_no_head():
    assert rules("<h2>Pay</h2><p>1 – 2</p>") == []
    assert rules("<h2>Pay</h2><h4>a</h4>") == ["heading.jump"]


def test_what_a_page_says_of_itself_and_where_it_leads():
    head = '<meta name="generator" content="Word 15"><meta name="Author" content="Bo">'
    one = html.judge(page('<a href="https://a.example/x">Apply <b>now</b></a>', head).encode(), "a.html")
    assert one.metadata == (("language", "en"), ("title", "Engineer"), ("program", "Word 15"), ("author", "Bo"))
    assert [(link.address, link.words) for link in one.links] == [("https://a.example/x", "Apply now")]
    assert (one.kind, one.unjudged) == ("html", ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "is empty"),
        (b"words alone", "is no HTML page: it has no tag"),
        (b"<p>\0</p>", "is no HTML page: it has characters that no text has"),
        (b"<p>" * 2 + b"<b>" * 600, "has elements over 500 deep in each other"),
        (b"<br>" * 100_001, "has over 100,000 elements"),
        (b"<p>" + b"x" * 10_000_000, "has over 10,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text, said):
    with pytest.raises(InputError) as raised:
        html.judge(text, "a.html")
    (problem,) = raised.value.problems
    assert (problem.message, str(problem.place)) == (said, "a.html")


HOSTILE = {
    "open comments": "<!--" * 30_000,
    "open tags": "<a " * 30_000,
    "signs": "<" * 60_000,
    "ends": "<div>" * 400 + "</p></div x>" * 8_000,
    "labels": "<label>" + "<input>word " * 8_000 + "</label>",
    "quotes": "<p a='" * 20_000,
    "references": "&#x" * 30_000 + "&am" * 30_000,
    "nested data": '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    "styles": f'<p style="{"color:red;" * 30_000}{"url(" * 20_000}">a</p>',
    "inherited styles": f'<div style="{"a:b;" * 2_500}">' + "<b>a</b>" * 8_000,
    "cells": "<table>" + "<tr><td>" * 8_000,
    "ids": "<p id=a>" * 8_000,
    "refresh": f'<meta http-equiv=refresh content="{"0" * 30_000}">',
    "colors": f'<p style="color:rgb({"1" * 5_000},{" " * 5_000}">a</p>' * 20,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_page_makes_the_reading_slow(text):
    begun = time.process_time()
    assert html.judge(text.encode() + b"<p>", "a.html").kind == "html"
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("kind", making.KINDS)
def test_our_own_pages_have_neither_error_nor_warning(kind):
    assert rules(making.rendered(making.document(kind), "html", PageOptions()), loud=True) == []
