"""What is found in finished PDF files, whoever made them, each rule beside a file that it spares."""

from __future__ import annotations

import io
import sys
import time
import zlib

import pytest

import making
from jdgen.audit.files import pdf
from jdgen.errors import InputError, MachineError
from jdgen.inputs.brand.themes import built_in
from jdgen.render.options import PageOptions

pikepdf = pytest.importorskip("pikepdf", reason="pikepdf is not installed; run: pip install 'jdgen[audit]'")
Array, Dictionary, Name, String = pikepdf.Array, pikepdf.Dictionary, pikepdf.Name, pikepdf.String
WORDS = b"/H1 <</MCID 0>> BDC BT /F 9 Tf (Engineer) Tj ET EMC /P <</MCID 1>> BDC BT /F 9 Tf (We hire) Tj ET EMC"
CMAP = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange"


def font(file, cmap=CMAP, **changes):
    drawn = file.make_stream(b"500 0 0 0 9 9 d1")
    entries = {
        "Type": Name.Font, "Subtype": Name.Type3, "FontBBox": [0, 0, 9, 9],
        "FontMatrix": [0.1, 0, 0, 0.1, 0, 0], "CharProcs": Dictionary(a=drawn), "FirstChar": 0, "LastChar": 0,
        "Encoding": Dictionary(Differences=[65, Name.a]), "Widths": [5], "Resources": Dictionary(),
    }  # fmt: skip
    if cmap:
        entries["ToUnicode"] = file.make_stream(cmap)
    return file.make_indirect(Dictionary(**(entries | changes)))


def element(file, role, *kids, **more):
    one = file.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), Pg=file.pages[0].obj, **more))
    for kid in kids:
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid.P = one
    if kids:
        one.K = Array(kids)
    return one


def add(file, *elements):
    root = file.Root.StructTreeRoot.K
    for one in elements:
        one.P = root
        root.K.append(one)


def annotate(file, role=None, **entries):
    one = file.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries))
    page = file.pages[0]
    page.Annots = Array([*page.get("/Annots", []), one])
    if role:
        add(file, element(file, role, Dictionary(Type=Name.OBJR, Obj=one, Pg=page.obj), 1))
    return one


def base():
    file = pikepdf.new()
    file.add_blank_page(page_size=(100, 100))
    page = file.pages[0]
    page.Contents = file.make_stream(WORDS)
    page.Resources = Dictionary(Font=Dictionary(F=font(file)))
    page.Tabs = Name.S
    file.Root.update(
        {"/Lang": "en", "/MarkInfo": Dictionary(Marked=True), "/ViewerPreferences": Dictionary(DisplayDocTitle=True)}
    )
    whole = element(file, "Document", element(file, "H1", 0), element(file, "P", 1))
    file.Root.StructTreeRoot = file.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=whole))
    file.docinfo.Title = "Engineer"
    return file


def saved(file, **options):
    data = io.BytesIO()
    kept = {"fix_metadata_version": False, "compress_streams": False, "static_id": "encryption" not in options}
    if "encryption" not in options:
        kept["stream_decode_level"] = pikepdf.StreamDecodeLevel.none
    file.save(data, **(kept | options))
    return data.getvalue()


def made(change=None):
    file = base()
    if change:
        change(file)
    return saved(file)


def faults(data):
    return pdf.judge(data, "a.pdf").faults


def rules(change=None):
    return [fault.rule for fault in faults(change if isinstance(change, bytes) else made(change))]


def shows(content, cmap=CMAP, **changes):
    def change(file):
        page = file.pages[0]
        page.Contents = file.make_stream(b"/P <</MCID 1>> BDC BT /F 9 Tf " + content + b" Tj ET EMC")
        page.Resources.Font.F = font(file, cmap, **changes)

    return change


def xmp(inside, **info):
    def change(file):
        head = (
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
            'xmlns:ua="http://www.aiim.org/pdfua/ns/id/" xmlns:a="http://www.aiim.org/pdfa/ns/id/" '
            'xmlns:mm="http://ns.adobe.com/xap/1.0/mm/"><rdf:Description rdf:about="" '
        )
        file.Root.Metadata = file.make_stream((head + inside + "</rdf:RDF></x:xmpmeta>").encode())
        for key, value in info.items():
            file.docinfo[f"/{key}"] = value

    return change


def put(**entries):
    return lambda file: file.Root.update({f"/{key}": value for key, value in entries.items()})


def link(role="Link", address="https://acme.example", **more):
    more = {"Contents": "Acme", "A": Dictionary(S=Name.URI, URI=address)} | more
    return lambda file: annotate(file, role, Subtype=Name.Link, **more)


def silent(file):
    """A link whose element holds nothing but the link."""
    one = annotate(file, None, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://acme.example"))
    add(file, element(file, "Link", Dictionary(Type=Name.OBJR, Obj=one, Pg=file.pages[0].obj)))


def note(subtype, role=None, **more):
    return lambda file: annotate(file, role, Subtype=Name(f"/{subtype}"), **more)


def grow(*build):
    """Add elements that are written as (role, entries, children)."""

    def made_of(file, one):
        role, more, kids = one
        return element(file, role, *(made_of(file, kid) for kid in kids), **more)

    return lambda file: add(file, *(made_of(file, one) for one in build))


def all_of(*changes):
    def change(file):
        for one in changes:
            one(file)

    return change


def table(*cells, **more):
    return ("Table", more, [("TR", {}, list(cells))])


SCOPE = Dictionary(O=Name.Table, Scope=Name.Column)
TH, TD = ("TH", {"A": SCOPE}, []), ("TD", {}, [])


def picture(file):
    page = file.pages[0]
    image = file.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    image.ColorSpace = Name.DeviceGray
    page.Resources.XObject = Dictionary(I=image)
    page.Contents = file.make_stream(b"/Artifact BMC /I Do EMC")


def attach(file):
    stream = file.make_stream(b"MZ", Type=Name.EmbeddedFile)
    spec = file.make_indirect(Dictionary(Type=Name.Filespec, UF="pay.exe", F="pay.exe", EF=Dictionary(F=stream)))
    file.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("pay.exe"), spec])))


def layers(off):
    def change(file):
        group = file.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
        file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group] if off else [])))

    return change


def inked(content):
    """Add what is drawn to the page, in the tag of its paragraph; `G` is a font of a size in points."""

    def change(file):
        page = file.pages[0]
        described = Dictionary(FontName=Name.Plain, Flags=32, FontFile=file.make_stream(b""))
        page.Resources.Font.G = font(file, Subtype=Name.TrueType, BaseFont=Name.Plain, FontDescriptor=described)
        page.Resources.ExtGState = Dictionary(A=Dictionary(ca=0))
        page.contents_add(b"/P <</MCID 1>> BDC " + content + b" EMC")

    return change


def thumb(file):
    file.pages[0].Thumb = file.make_stream(b"\0", Width=1, Height=1)


def drop(*path):
    def change(file):
        holder = file.Root
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return change


def field(role="Form", **more):
    def change(file):
        one = annotate(file, role, Subtype=Name.Widget, FT=Name.Tx, T="name", **more)
        file.Root.AcroForm = Dictionary(Fields=Array([one]))

    return change


HISTORY = 'mm:DocumentID="x"><mm:History><rdf:Seq><rdf:li>saved</rdf:li></rdf:Seq></mm:History></rdf:Description>'
TITLED = "<dc:title><rdf:Alt><rdf:li>{}</rdf:li></rdf:Alt></dc:title></rdf:Description>"
UNTAGGED = all_of(drop("/StructTreeRoot"), drop("/MarkInfo"))
ODD = {"Encoding": Dictionary(Differences=[65, Name("/g1"), Name("/.notdef")])}
NOT_HERE = {"Subtype": Name.Type1, "BaseFont": Name.Helvetica, "Encoding": Name.WinAnsiEncoding}
JS = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
CASES = [
    # for those who hear it
    ("tags.missing", UNTAGGED, None),
    ("tags.missing", drop("/MarkInfo"), None),
    ("title.missing", lambda file: file.docinfo.update({"/Title": " "}),
     xmp("><dc:title>Engineer</dc:title></rdf:Description>")),
    ("title.missing", lambda file: file.docinfo.update({"/Title": "Microsoft Word - job.docx"}), None),
    ("title.hidden", drop("/ViewerPreferences"), None),
    ("language.missing", drop("/Lang"), put(Lang="en-GB")),
    ("language.missing", put(Lang="English!"), None),
    ("heading.jump", grow(("H3", {}, [])), grow(("H2", {}, []), ("H3", {}, []), ("H2", {}, []))),
    ("table.header", grow(table(TD, TD)), grow(table(TH, TD))),
    ("table.scope", grow(table(("TH", {}, []), TD)),
     grow(table(("TH", {"ID": "a"}, []), ("TD", {"A": Dictionary(O=Name.Table, Headers=["a"])}, [])))),
    ("picture.alt", grow(("Figure", {}, [])), grow(("Figure", {"Alt": "A cart"}, []))),
    ("link.untagged", link(None), link()),
    ("link.silent", silent, link()),
    ("field.name", field(), field(TU="Your name")),
    ("field.untagged", field(None, TU="Your name"), field("Form", TU="Your name")),
    ("tags.order", all_of(link(), lambda file: file.pages[0].obj.update({"/Tabs": Name.R})), link()),
    ("text.untagged", lambda file: file.pages[0].contents_add(b"BT /F 9 Tf (loose) Tj ET"),
     lambda file: file.pages[0].contents_add(b"/Artifact BMC BT /F 9 Tf (1 of 1) Tj ET EMC")),
    ("page.scan", picture, lambda file: file.pages[0].contents_add(b"")),
    ("text.unknown", shows(b"(AAAAAAAAAAAAAAAAAAAAA)", None, **ODD), shows(b"(AAAAAAAAAAAAAAAAAAAAA)", None)),
    ("text.boxes", shows(b"(BCD)", **ODD), shows(b"(CCD)", **ODD)),
    ("font.missing", shows(b"(We hire)", **NOT_HERE), None),
    ("claim.false", all_of(xmp('ua:part="1"/>'), link(Contents="")), all_of(xmp('ua:part="1"/>'), link())),
    ("claim.false", all_of(xmp('a:part="2"/>'), lambda file: file.Root.update(
        {"/X": file.make_stream(b"\x80\x0b\x60\x50", Filter=Name.LZWDecode)})), xmp('a:part="2" a:conformance="A"/>')),
    # where it leads, and what it starts
    ("link.unsafe", link(address="javascript:go()"), link(address="mailto:jobs@acme.example")),
    ("link.unsafe", link(address="file:///C:/job.docx"), link(address="tel:+17205550142")),
    ("link.unsafe", link(A=Dictionary(S=Name.GoToR, F="b.pdf", D=[0, Name.Fit])),
     link(A=Dictionary(S=Name.GoTo, D=String("here")))),
    ("link.lies", all_of(shows(b"(www.acme.com)"), link(address="https://evil.example")),
     all_of(shows(b"(www.acme.com)"), link(address="https://acme.com/jobs"))),
    ("link.words", all_of(shows(b"(click here)"), link()), link()),
    ("file.runs", put(OpenAction=JS), put(OpenAction=Dictionary(S=Name.GoTo, D=String("here")))),
    ("file.runs", put(AA=Dictionary(WC=Dictionary(S=Name.Launch, F="calc.exe"))), None),
    ("file.runs", put(OpenAction=Dictionary(S=Name.Named, N=Name.SaveAs)),
     put(OpenAction=Dictionary(S=Name.Named, N=Name.FirstPage))),
    ("file.runs", put(Names=Dictionary(JavaScript=Dictionary(Names=[String("a"), JS]))), None),
    ("file.runs", attach, None),
    ("file.runs", note("RichMedia"), None),
    ("file.runs", put(AcroForm=Dictionary(Fields=[], XFA="<x/>")), put(AcroForm=Dictionary(Fields=[]))),
    ("file.reaches_out", put(OpenAction=Dictionary(S=Name.URI, URI="https://t.example")), None),
    ("file.reaches_out", field(TU="Send", A=Dictionary(S=Name.SubmitForm, F="https://t.example")), None),
    ("file.reaches_out", put(AA=Dictionary(WC=Dictionary(S=Name.ImportData, F="a.fdf"))), None),
    ("file.reaches_out", lambda file: file.Root.update({"/X": file.make_stream(b"", F="https://t.example/a")}), None),
    ("file.reaches_out", lambda file: file.Root.update(
        {"/X": file.make_stream(b"", Subtype=Name.Form, Ref=Dictionary(F="b.pdf", Page=0))}), None),
    # what is left
    ("leftover.tag", shows(b"[({{ na) 20 (me }})] TJ ()"), shows(b"(Ada)")),
    ("leftover.prompt", shows(b"(Dear [Hiring Manager],)"), None),
    ("leftover.comments", note("Text", Contents="too much pay?"), note("Text", Contents="x", F=2)),
    ("leftover.redaction", note("Redact"), None),
    ("text.hidden", layers(off=True), layers(off=False)),
    ("text.hidden", inked(b"1 g BT /F 9 Tf 9 9 Td (keywords) Tj ET"),
     inked(b"0 g 0 0 99 20 re f 1 g BT /F 9 Tf 9 9 Td (keywords) Tj ET")),
    ("text.hidden", inked(b"0 g 0 0 99 20 re f 1 1 1 rg 0 0 99 20 re f BT /F 9 Tf 9 9 Td (keywords) Tj ET"),
     inked(b"0 g 0 0 99 20 re f q 50 0 9 9 re W n 1 g 0 0 99 20 re f Q 1 g BT /F 9 Tf 9 9 Td (keywords) Tj ET")),
    ("text.hidden", inked(b"0 0 0 0 k BT /F 9 Tf 9 50 Td (keywords) Tj ET"),
     inked(b"0 g 40 45 m 90 45 l 90 60 l 40 60 l h f 1 g BT /F 9 Tf 9 50 Td (keywords) Tj ET")),
    ("text.hidden", inked(b"BT 3 Tr /F 9 Tf (keywords) Tj ET"), inked(b"BT 1 Tr /F 9 Tf (keywords) Tj ET")),
    ("text.hidden", inked(b"q .1 0 0 .1 0 0 cm BT /G 9 Tf (keywords) Tj ET Q"),
     inked(b"q .1 0 0 .1 0 0 cm BT /G 90 Tf (keywords) Tj ET Q")),
    ("text.hidden", inked(b"/A gs BT /F 9 Tf (keywords) Tj ET"), inked(b"q /A gs Q BT /F 9 Tf (keywords) Tj ET")),
    ("metadata.thumbnail", thumb, None),
    ("metadata.custom", put(PieceInfo=Dictionary(Illustrator=Dictionary())), None),
    ("metadata.history", xmp(HISTORY), xmp('mm:DocumentID="x"/>')),
    ("metadata.disagrees", xmp(">" + TITLED.format("Old title")), xmp(">" + TITLED.format("Engineer"))),
    ("metadata.disagrees", xmp('xmp:CreateDate="2026-11-20T10:00:00Z"/>', CreationDate="D:20261121100000Z"),
     xmp('xmp:CreateDate="2026-11-20T10:00:00Z"/>', CreationDate="D:20261120120000+02'00'")),
    ("metadata.machine", lambda file: file.docinfo.update({"/Subject": "C:\\Users\\bo\\job"}), None),
    ("metadata.broken", lambda file: file.Root.update({"/Metadata": file.make_stream(b"<x")}), None),
    ("metadata.broken", lambda file: file.Root.update({"/Metadata": file.make_stream(
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>")}), None),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "found", "spared"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_each_rule_finds_its_fault_alone_and_spares_what_is_right(rule, found, spared):
    assert (list(dict.fromkeys(rules(found))), rules(spared)) == ([rule], [])


def test_a_whole_file_has_no_fault_and_says_what_it_says():
    one = pdf.judge(made(link()), "a.pdf")
    assert (one.faults, one.unjudged, one.kind) == ((), (), "pdf")
    assert one.metadata == (("title", "Engineer"), ("language", "en"))
    assert [(found.address, found.words, str(found.place)) for found in one.links] == [
        ("https://acme.example", "We hire", "a.pdf: page 1")
    ]


def test_hidden_words_are_quoted_and_those_over_a_scan_are_meant_to_be():
    (fault,) = faults(made(inked(b"1 g BT /F 9 Tf 9 9 Td [(key) -20 (words) -300 (seo)] TJ ET")))
    assert fault.message == "words that nobody sees, in the color of the paper: `keywords seo`"
    assert rules(all_of(picture, inked(b"BT 3 Tr /F 9 Tf (read from a scan) Tj ET"))) == []


def test_words_are_read_through_forms_and_boxes_of_the_page():
    def change(file):
        page = file.pages[0]
        drawn = file.make_stream(b"BT /F 9 Tf (Dear {{ name }}) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        drawn.Resources = page.Resources
        page.Resources.XObject = Dictionary(X=drawn)
        page.contents_add(b"/P <</MCID 1>> BDC /X Do EMC")

    (fault,) = faults(made(change))
    assert (fault.rule, str(fault.place)) == ("leftover.tag", "a.pdf: page 1")


def test_an_untagged_file_is_told_once_and_its_prompts_are_found_all_the_same():
    change = all_of(shows(b"(Dear [Hiring Manager],)"), UNTAGGED)
    assert rules(change) == ["tags.missing", "leftover.prompt"]


def test_a_claim_names_all_that_the_file_lacks():
    change = all_of(xmp('ua:part="1"/>'), drop("/Lang"), drop("/ViewerPreferences"), grow(("Figure", {}, [])))
    (fault,) = [one for one in faults(made(change)) if one.rule == "claim.false"]
    assert fault.message == (
        "says that it meets PDF/UA-1, and lacks a title that is shown, a language, words for each picture"
    )


def test_older_versions_are_found_but_not_in_a_file_that_loads_page_by_page():
    data = made()
    newer = data + b"\n1 0 obj\n" + data.split(b"1 0 obj\n", 1)[1].split(b"endobj")[0] + b"endobj\n"
    start = newer.rindex(b"1 0 obj")
    last = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    newer += b"xref\n1 1\n%010d 00000 n \ntrailer << /Info 2 0 R /Root 1 0 R /Size 13 /Prev %d >>\n" % (start, last)
    newer += b"startxref\n%d\n%%%%EOF\n" % newer.rindex(b"xref\n1 1")
    assert rules(newer) == ["metadata.versions"]
    assert rules(saved(base(), linearize=True)) == []


def test_a_damaged_file_is_read_and_told():
    data = made()
    (fault,) = faults(data.replace(b"startxref\n", b"startxref\n9"))
    assert fault.rule == "file.repaired"
    assert fault.message == "is damaged, and was repaired to be read: file is damaged"


def locked(**options):
    return saved(base(), encryption=pikepdf.Encryption(owner="o", **options))


def test_a_file_that_shuts_screen_readers_out_is_told_apart_from_one_that_forbids_printing():
    shut = {"user": "", "R": 3, "aes": False, "metadata": False}
    allow = pikepdf.Permissions
    assert rules(locked(**shut, allow=allow(accessibility=False, extract=False))) == ["file.locked"]
    assert rules(locked(user="", allow=allow(print_highres=False, print_lowres=False))) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"PK\3\4", "is no PDF file, though it ends in .pdf"),
        (b"%PDF-1.7\n%%EOF", "cannot be read: "),
        (locked(user="secret"), "is locked with a password"),
        (b"%PDF-1.7" + b" " * 50_000_000, "has over 50,000,000 bytes"),
    ],
    ids=["empty", "zip", "nothing", "locked", "large"],
)
def test_what_cannot_be_read_is_one_sentence(data, said):
    with pytest.raises(InputError) as raised:
        pdf.judge(data, "a.pdf")
    (problem,) = raised.value.problems
    assert problem.message.startswith(said)
    assert str(problem.place) == "a.pdf"


def packed_objects(packed, filters=b"/FlateDecode"):
    """A file whose objects of number 10 stand in a stream."""
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R/Names 10 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        4: b"<</Type/ObjStm/N 1/First 5/Filter%s/Length %d>>stream\n%s\nendstream" % (filters, len(packed), packed),
    }  # fmt: skip
    data, places = b"%PDF-1.7\n", []
    for number, part in parts.items():
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, part)
    rows = [(0, 0, 255), *((1, place, 0) for place in places), (1, len(data), 0), *[(0, 0, 0)] * 4, (2, 4, 0)]
    table_of = b"".join(bytes([kind]) + place.to_bytes(4, "big") + bytes([last]) for kind, place, last in rows)
    head = b"5 0 obj<</Type/XRef/Size 11/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table_of)
    return data + head + table_of + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(data)


def contents(*parts):
    def change(file):
        file.pages[0].Contents = Array([file.make_stream(data, **more) for data, more in parts])

    return change


def circles(file):
    one = file.make_indirect(Dictionary(S=Name.P))
    one.K = Array([one, one, file.Root.StructTreeRoot])
    one.Parent = one
    file.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.Q, Q=Name.P)
    add(file, one)
    file.Root.Outlines, file.Root.Lang = one, one


def page_circles(file):
    file.Root.Pages.Kids.append(file.Root.Pages)


def forms(file):
    """Drawn forms that draw the next one ten times each."""
    page = file.pages[0]
    drawn = file.make_stream(b"BT ET")
    for _ in range(11):
        drawn = file.make_stream(b"/X Do " * 10, Subtype=Name.Form, Resources=Dictionary(XObject=Dictionary(X=drawn)))
        drawn = file.make_indirect(drawn)
    page.Resources.XObject = Dictionary(X=drawn)
    page.contents_add(b"/X Do")


def large_forms(file):
    """A page that draws a form again and again, of which no step counts."""
    page = file.pages[0]
    drawn = file.make_stream(zlib.compress(b"0 0 d " * 600_000), Subtype=Name.Form, Filter=Name.FlateDecode)
    page.Resources.XObject = Dictionary(X=drawn)
    page.contents_add(b"/X Do " * 300)


def deep(file):
    one = element(file, "P", 1)
    for _ in range(2_000):
        one = element(file, "Div", one)
    add(file, one)


FLATE = {"Filter": Name.FlateDecode}
BOMBS = {
    "many objects": lambda: made().replace(b"/Lang (en)", b"/Lang [" + b"[]" * 5_500_000 + b"]"),
    "many packed objects": lambda: packed_objects(zlib.compress(b"10 0 [" + b"[]" * 5_500_000 + b"]")),
    "many steps": lambda: made(contents((b"q Q " * 2_000_000, {}))),
    "many lines": lambda: made(large_forms),
    "many shapes": lambda: made(contents((b"1 g 0 0 9 9 re f BT /F 9 Tf (a) Tj ET " * 20_000, {}))),
    "packed objects": lambda: packed_objects(zlib.compress(b"10 0 << /A 1 >>" + b" " * 70_000_000)),
    "packed by LZW": lambda: packed_objects(b"\x80" * 100_000, b"/LZ#57Decode"),
    "packed page": lambda: made(contents((zlib.compress(b" " * 70_000_000), FLATE))),
    "page packed twice": lambda: made(
        contents((zlib.compress(zlib.compress(b" " * 70_000_000)), {"Filter": [Name.FlateDecode] * 2}))),
    "page of LZW": lambda: made(contents((b"\x80" * 200_000, {"Filter": Name.LZWDecode}))),
    "one part often": lambda: made(lambda file: file.pages[0].obj.update(
        {"/Contents": Array([file.make_indirect(file.make_stream(b"BT ET " * 100_000))] * 500)})),
    "forms": lambda: made(forms),
    "structure in circles": lambda: made(circles),
    "pages in circles": lambda: saved_raw(page_circles),
    "deep structure": lambda: made(deep),
    "deep arrays": lambda: made().replace(b"/Lang (en)", b"/Lang " + b"[" * 100_000),
    "open strings": lambda: made(contents((b"BT (((((" * 100_000, {}))),
    "references": lambda: made(put(Lang=Array([Dictionary(A=1)] * 10_000))),
    "huge map": lambda: made(shows(b"(A)", b"beginbfrange <00000000> <ffffffff> <0041> endbfrange " * 2_000)),
}  # fmt: skip


def saved_raw(change):
    """A file that the writer would not make, since it looks at its pages."""
    data = made()
    assert change is page_circles
    return data.replace(b"/Kids [ 6 0 R ]", b"/Kids [ 6 0 R 3 0 R ]").replace(b"/Count 1 ", b"/Count 9 ")


def outcome(data):
    """The rules of a file and what was not judged, or the one sentence that refuses it."""
    try:
        one = pdf.judge(data, "a.pdf")
    except InputError as error:
        return [problem.message for problem in error.problems]
    return ["read", *(fault.rule for fault in one.faults), *one.unjudged]


def test_too_many_objects_are_refused():
    with pytest.raises(InputError, match="has parts that are packed to become huge"):
        pdf.judge(BOMBS["many packed objects"](), "x.pdf")


def test_objects_that_become_huge_are_not_unpacked():
    script = b"10 0 << /S /JavaScript /JS (go) >>"
    small, huge = (outcome(packed_objects(zlib.compress(script + b" " * size))) for size in (9, 70_000_000))
    assert ("file.runs" in small, "file.runs" in huge) == (True, False)
    assert "file.repaired" in huge or len(huge) == 1


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_no_file_takes_long_or_much(bomb):
    data = bomb()
    begun = time.process_time()
    found = outcome(data)
    assert found[0] == "read" or len(found) == 1
    assert time.process_time() - begun < 6


@pytest.mark.parametrize("part", range(16))
def test_a_file_that_is_cut_off_is_read_as_damaged_or_refused(part):
    data = made(link())
    found = outcome(data[: len(data) * part // 16])
    assert "file.repaired" in found if found[0] == "read" else len(found) == 1


def test_without_the_package_it_says_what_to_type(monkeypatch):
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    monkeypatch.delitem(sys.modules, "jdgen.audit.files.pdf_file", raising=False)
    monkeypatch.delattr("jdgen.audit.files.pdf_file", raising=False)
    with pytest.raises(MachineError) as raised:
        pdf.judge(b"%PDF-1.7", "a.pdf")
    assert raised.value.problems[0].hint == "install it with: python -m pip install 'jdgen[audit]'"


def test_limits_of_the_reader_are_put_back():
    from pikepdf import settings

    before = settings.get_qpdf_limits()
    pdf.judge(made(), "a.pdf")
    with pytest.raises(InputError):
        pdf.judge(b"%PDF-1.7", "a.pdf")
    assert settings.get_qpdf_limits() == before


OURS = [
    *(("posting", PageOptions(look=built_in(name).look)) for name in ("classic", "modern", "plain")),
    ("posting", PageOptions(look=built_in("large").look, large=True, paper="a4")),
    ("letter", PageOptions()), ("rubric", PageOptions(fillable=True)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "options"), OURS, ids=["classic", "modern", "plain", "large", "letter", "fillable"])
def test_our_own_files_have_neither_fault_nor_notice(kind, options):
    one = pdf.judge(making.rendered(making.document(kind), "pdf", options), "a.pdf")
    assert (one.faults, one.unjudged) == ((), ())
