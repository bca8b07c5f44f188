"""`jdgen template check` as people run it: what it prints and writes, and how it ends."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from conftest import ROOT, Ran
from jdgen.render.word_zip import read
from word_files import Raw, Table, word

Command = Callable[..., Ran]
TITLE, BODY = "{{ posting.title }}", '{{p section("body") }}'
DRAWN = ROOT / "tests/house/drawn"
TOLD = "(told by its names; `--for` says another)"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def save(*content: object, **more: object) -> None:
    Path("acme.docx").write_bytes(word(*content, **more))  # type: ignore[arg-type]


def test_a_good_template_ends_with_0_and_one_line(jdgen: Command) -> None:
    save(TITLE, BODY)
    ran = jdgen("template", "check", "acme.docx")
    assert ran == (0, "", f"a posting's template {TOLD}: no faults; it can be filled\n")
    ran = jdgen("template", "check", "acme.docx", "--for", "posting")
    assert ran.err == "a posting's template: no faults; it can be filled\n"
    assert jdgen("template", "check", "acme.docx", "-q") == (0, "", "")


def test_each_fault_is_a_line_and_the_code_is_1(jdgen: Command) -> None:
    save(TITLE, BODY, "Your pay: {{ pay.txt }}", Table([["a", "{{ pay¦.text }}"]]))
    ran = jdgen("template", "check", "acme.docx")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "acme.docx: paragraph 3: unknown name `pay.txt` in “Your pay: {{ pay.txt }}”; did you mean `pay.text`? "
        "[name.unknown]",
        "acme.docx: table 1 row 1 cell 2: note: Word keeps `{{ pay.text }}` in 2 pieces in “{{ pay.text }}”; "
        "it is read as one [tag.split]",
        "acme.docx: table 1 row 1 cell 2: note: prints `pay.text`, which not every opening has in “{{ pay.text }}”; "
        'write {% if pay.text %} around it, or `{{ pay.text | default("…") }}` [value.optional]',
    ]
    assert ran.err == (
        f"a posting's template {TOLD}: 1 error, 2 notices; it cannot be filled yet; `--fix OUT.docx` mends 1 of them\n"
    )


def test_notices_alone_are_no_fault_and_quiet_leaves_them_out(jdgen: Command) -> None:
    save(TITLE, BODY, Raw('<w:p><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'))
    ran = jdgen("template", "check", "acme.docx")
    assert (ran.code, ran.out) == (0, "acme.docx: note: has 1 comment, which is not carried over [file.comments]\n")
    assert jdgen("template", "check", "acme.docx", "-q") == (0, "", "")


def test_the_wrong_document_is_said_by_its_names(jdgen: Command) -> None:
    save("{{ kit.title }}", "{{ kit.subtitle }}", BODY)
    ran = jdgen("template", "check", "acme.docx")
    assert ran.err == f"an interview kit's template {TOLD}: no faults; it can be filled\n"
    ran = jdgen("template", "check", "acme.docx", "--for", "posting")
    assert ran.code == 1
    assert ran.out.startswith("acme.docx: paragraph 1: ")
    assert ran.out.splitlines()[-1] == (
        "acme.docx: note: its names are those of an interview kit; `--for rubric` checks it as one [name.others]"
    )
    assert ran.err.endswith("; it cannot be filled yet\n")


def test_what_is_no_template_ends_with_3_and_what_is_no_file_with_2(jdgen: Command) -> None:
    Path("acme.docx").write_bytes(b"%PDF-1.7")
    ran = jdgen("template", "check", "acme.docx")
    assert (ran.code, ran.out) == (3, "")
    first, last = ran.err.splitlines()
    assert first == "acme.docx: is a PDF; give the Word file that it was made from"
    assert last.startswith("error: 1 problem in 1 file")
    save("Dear all")
    ran = jdgen("template", "check", "acme.docx")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("acme.docx: has no tag, so nothing of a document would be in the file;")
    ran = jdgen("template", "check", "none.docx")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "none.docx: cannot be read: no such file or directory")
    Path("folder.docx").mkdir()
    assert jdgen("template", "check", "folder.docx").code == 2


def test_json_has_every_fault_with_its_place_and_its_reason(jdgen: Command) -> None:
    save(TITLE, BODY, footer=["{{ pay¦.txt }}"])
    ran = jdgen("template", "check", "acme.docx", "--json")
    said = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert {key: said[key] for key in ("version", "document", "tags", "mended")} == {
        "version": 1, "document": "posting", "tags": 3, "mended": [],
    }  # fmt: skip
    assert said["findings"][0] == {
        "rule": "tag.split",
        "level": "notice",
        "file": "acme.docx",
        "part": "word/footer1.xml",
        "unit": "footer paragraph",
        "number": 1,
        "text": "Word keeps `{{ pay.txt }}` in 2 pieces",
        "quote": "{{ pay.txt }}",
        "why": "the next change of formatting in Word may divide it once more, where nobody sees it",
        "mend": "it is read as one",
        "mendable": True,
    }
    assert said["findings"][1]["rule"] == "name.unknown"


def test_fix_writes_a_new_file_says_what_was_mended_and_what_is_left(jdgen: Command) -> None:
    save("{{ posting.title }", BODY, "{{ pay.txt }}", "{{ pay¦.text }}")
    before = Path("acme.docx").read_bytes()
    ran = jdgen("template", "check", "acme.docx", "--fix", "out/mended.docx")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "acme.docx: paragraph 1: mended: `{{ posting.title }` has no end in “{{ posting.title }” [tag.no_end]",
        "acme.docx: paragraph 4: mended: Word keeps `{{ pay.text }}` in 2 pieces in “{{ pay.text }}” [tag.split]",
        "acme.docx: paragraph 3: unknown name `pay.txt` in “{{ pay.txt }}”; did you mean `pay.text`? [name.unknown]",
        "acme.docx: paragraph 4: note: prints `pay.text`, which not every opening has in “{{ pay.text }}”; "
        'write {% if pay.text %} around it, or `{{ pay.text | default("…") }}` [value.optional]',
    ]
    assert ran.err == (
        "wrote out/mended.docx with 2 faults mended\n"
        f"a posting's template {TOLD}: 1 error, 1 notice; it cannot be filled yet\n"
    )
    assert Path("acme.docx").read_bytes() == before
    assert jdgen("template", "check", "out/mended.docx").out.count("\n") == 2
    again = jdgen("template", "check", "acme.docx", "--fix", "out/mended.docx")
    assert again.code == 1
    said = json.loads(jdgen("template", "check", "acme.docx", "--fix", "m.docx", "--json").out)
    assert [one["rule"] for one in said["mended"]] == ["tag.no_end", "tag.split"]
    assert [one["rule"] for one in said["findings"]] == ["name.unknown", "value.optional"]


def test_fix_with_nothing_to_mend_writes_nothing(jdgen: Command) -> None:
    save(TITLE, BODY)
    ran = jdgen("template", "check", "acme.docx", "--fix", "mended.docx")
    assert ran.code == 0
    assert ran.err.startswith("nothing can be mended without a guess, and `mended.docx` was not written\n")
    assert not Path("mended.docx").exists()


@pytest.mark.parametrize("option", ["--fix", "--annotate"])
def test_nothing_is_written_over_the_template_or_another_file(jdgen: Command, option: str) -> None:
    save(TITLE, BODY, "{{ pay¦.text }}")
    before = Path("acme.docx").read_bytes()
    ran = jdgen("template", "check", "acme.docx", option, "./acme.docx")
    assert ran.code == 2
    assert f"`{option}` writes a copy, and the template itself has that name; give it another one" in ran.err
    assert jdgen("template", "check", "acme.docx", option, "out.pdf").code == 2
    assert jdgen("template", "check", "acme.docx", "--fix", "a.docx", "--annotate", "a.docx").code == 2
    Path("kept.docx").write_bytes(b"kept")
    assert jdgen("template", "check", "acme.docx", option, "kept.docx").code == 4
    assert Path("kept.docx").read_bytes() == b"kept"
    assert jdgen("template", "check", "acme.docx", option, "kept.docx", "--force").code in (0, 1)
    assert Path("kept.docx").read_bytes()[:2] == b"PK"
    assert Path("acme.docx").read_bytes() == before


@pytest.mark.parametrize("fails", [1, 2])
def test_the_two_copies_are_written_both_or_not_at_all(
    jdgen: Command, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    save(TITLE, BODY, "{{ company¦.name }}")
    for out in ("a/fixed.docx", "b/notes.docx"):
        Path(out).parent.mkdir()
        Path(out).write_bytes(out.encode())
    moved, calls = os.replace, iter(range(1, 9))

    def replace(start: str, end: str) -> None:
        if next(calls) == fails:
            raise OSError(28, "no space left on device")
        moved(start, end)

    monkeypatch.setattr(os, "replace", replace)
    ran = jdgen("template", "check", "acme.docx", "--fix", "a/fixed.docx", "--annotate", "b/notes.docx", "--force")
    assert (ran.code, ran.out) == (4, "")
    assert "cannot be written: no space left on device" in ran.err
    assert "nothing was written" in ran.err
    assert {out.as_posix(): out.read_bytes().decode() for out in Path().glob("?/*")} == {
        "a/fixed.docx": "a/fixed.docx", "b/notes.docx": "b/notes.docx",
    }  # fmt: skip
    monkeypatch.setattr(os, "replace", moved)
    ran = jdgen("template", "check", "acme.docx", "--fix", "a/fixed.docx", "--annotate", "b/notes.docx", "--force")
    assert ran.code == 0
    assert ran.err.splitlines()[:2] == ["wrote b/notes.docx with 1 comment", "wrote a/fixed.docx with 1 fault mended"]


def test_what_cannot_take_comments_keeps_the_mended_copy_from_being_written(
    jdgen: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> bytes:
        raise ValueError("its parts are damaged")

    monkeypatch.setattr("jdgen.render.comments.annotated", refuses)
    save(TITLE, BODY, "{{ company¦.name }}")
    ran = jdgen("template", "check", "acme.docx", "--fix", "fixed.docx", "--annotate", "notes.docx")
    assert (ran.code, sorted(Path().iterdir())) == (4, [Path("acme.docx")])
    assert ran.err.startswith("acme.docx: cannot take comments: its parts are damaged; save it in Word once,")


def test_a_second_name_of_the_template_and_a_link_are_no_targets(jdgen: Command) -> None:
    save(TITLE, BODY, "{{ company¦.name }}")
    Path("same.docx").hardlink_to("acme.docx")
    Path("link.docx").symlink_to("other.docx")
    ran = jdgen("template", "check", "acme.docx", "--fix", "same.docx", "--force")
    assert ran.code == 2
    assert "`--fix` writes a copy, and the template itself has that name; give it another one" in ran.err
    assert jdgen("template", "check", "acme.docx", "--fix", "ACME.docx", "--force").code == 2
    ran = jdgen("template", "check", "acme.docx", "--annotate", "link.docx", "--force")
    assert ran.code == 2
    assert "`--annotate`: `link.docx` is a link; give the name of a file" in ran.err
    assert sorted(path.name for path in Path().iterdir()) == ["acme.docx", "link.docx", "same.docx"]


def test_many_notices_of_one_rule_are_one_line(jdgen: Command) -> None:
    save(TITLE, *["{{ company¦.name }}"] * 6, BODY, "{{ posting¦.title }}")
    ran = jdgen("template", "check", "acme.docx")
    assert (ran.code, ran.out) == (
        0,
        "acme.docx: paragraph 2: note: 7 times, and first here: Word keeps `{{ company.name }}` in 2 pieces in "
        "“{{ company.name }}”; it is read as one [tag.split]\n",
    )
    assert ran.err == f"a posting's template {TOLD}: 7 notices; it can be filled; `--fix OUT.docx` mends 7 of them\n"
    assert len(json.loads(jdgen("template", "check", "acme.docx", "--json").out)["findings"]) == 7
    save(TITLE, *["{{ company¦.name }}"] * 5, BODY)
    assert jdgen("template", "check", "acme.docx").out.count("[tag.split]") == 5


def test_annotate_sets_each_fault_beside_its_paragraph(jdgen: Command) -> None:
    save(TITLE, BODY, Table([["a", "{{ nope }}"]]), header=["{{ never }}"])
    ran = jdgen("template", "check", "acme.docx", "--annotate", "notes.docx")
    assert ran.code == 1
    assert ran.err.splitlines()[0] == "wrote notes.docx with 2 comments"
    made, before = read(Path("notes.docx").read_bytes()), read(Path("acme.docx").read_bytes())
    notes = etree.fromstring(made["word/comments.xml"].data())
    said = [["".join(p.itertext()) for p in comment.iter(f"{W}p")] for comment in notes]
    assert [one[0] for one in said] == ["unknown name `nope`", "header paragraph 1: unknown name `never`"]
    assert said[0][-1] == "[name.unknown]"
    assert {comment.get(f"{W}date") for comment in notes} == {"2026-11-20T00:00:00Z"}
    body = etree.fromstring(made["word/document.xml"].data())
    held = {mark.get(f"{W}id"): "".join(t.text for t in mark.getparent().iter(f"{W}t"))
            for mark in body.iter(f"{W}commentRangeStart")}  # fmt: skip
    assert held == {"0": "{{ nope }}", "1": TITLE}
    changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert {name for name, member in before.items() if made[name] != member} == changed


def test_a_template_that_was_drawn_in_a_word_processor(jdgen: Command) -> None:
    ran = jdgen("template", "check", DRAWN / "harborview.docx", "--fix", "mended.docx")
    assert ran.code == 1
    rules = [line.rpartition(" [")[2].rstrip("]") for line in ran.out.splitlines() if " mended: " in line]
    assert sorted(rules) == ["section.inline", "tag.no_end", "tag.quotes", *["tag.split"] * 3]
    left = [line for line in ran.out.splitlines() if " mended: " not in line]
    assert [line.rpartition(" [")[2].rstrip("]") for line in left] == [
        "name.unknown", "value.optional", "value.optional", "style.missing", "style.missing",
    ]  # fmt: skip


def test_a_template_of_ours_has_no_faults(jdgen: Command) -> None:
    for kind in ("posting", "rubric", "letter"):
        assert jdgen("template", "new", kind, f"{kind}.docx").code == 0
        ran = jdgen("template", "check", f"{kind}.docx")
        assert (ran.code, [line.rpartition(" ")[2] for line in ran.out.splitlines()]) == (0, ["[file.comments]"])


def test_the_group_lists_its_commands(jdgen: Command) -> None:
    out = jdgen("template", "--help").out
    assert [line.split()[0] for line in out.partition("Commands:\n")[2].splitlines() if line.strip()] == [
        "check", "eject", "fields", "new",
    ]  # fmt: skip
