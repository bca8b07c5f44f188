"""What outside programs find in finished files, what is said where they are missing, and that none can hang us."""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

import pytest

import judges
import making
from jdgen.audit.files import outside
from jdgen.audit.files.rules import RULES
from jdgen.render.options import PageOptions

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows starts no scripts as programs")
CLAIMS = '<x pdfuaid:part="1" pdfaid:part="2" pdfaid:conformance="A"/>'


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A folder that is the whole path, and an environment that names no program."""
    for name in ("QPDF", "VERAPDF", "VNU_JAR", "NODE", "NODE_PATH", "JAVA"):
        monkeypatch.delenv(name, raising=False)
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    outside._validator.cache_clear()
    yield programs
    outside._validator.cache_clear()


def program(folder: Path, name: str, code: str) -> Path:
    """Write a program that Python runs; `said` are the lines it was started with."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys, time, json, os\n{code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def report(*rules, name="ruleSummaries"):
    details = {name: [{"clause": "7.1", "testNumber": 3, "description": one, "ruleStatus": "FAILED"} for one in rules]}
    return json.dumps({"report": {"jobs": [{"validationResult": [{"details": details}]}]}})


@pytest.fixture
def file(tmp_path):
    def write(name, text="%PDF-1.7"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [("a.pdf", "pdf", ("qpdf", "verapdf")), ("a.html", "html", ("vnu",)), ("a.docx", "docx", ("node",))],
)
def test_what_is_missing_is_said_with_what_to_type_on_each_system(alone, file, name, kind, wanted):
    found, unjudged = outside.judge(file(name, "<html>"), kind)
    assert found == ()
    assert unjudged == tuple(outside._TYPE[one] for one in wanted)
    systems = [[system in said for system in ("Debian", "macOS", "Windows")] for said in unjudged]
    assert systems == [[True, True, True]] * len(wanted)


@POSIX
def test_node_without_the_validator_is_said(alone, file):
    program(alone, "node", "")
    program(alone, "npm", "print('/nowhere/node_modules')")
    assert outside.judge(file("a.docx"), "docx") == ((), (outside._TYPE["open_xml"],))


@POSIX
def test_java_is_asked_for_where_only_the_jar_is_here(alone, file, monkeypatch):
    monkeypatch.setenv("VNU_JAR", str(file("vnu.jar")))
    assert outside.judge(file("a.html", "<html>"), "html") == ((), (outside._TYPE["java"],))


@POSIX
@pytest.mark.parametrize(
    ("code", "rules"), [(0, []), (2, ["file.damaged"]), (3, ["file.repaired"])], ids=["whole", "damaged", "repaired"]
)
def test_qpdf_says_what_is_damaged(alone, file, code, rules):
    program(alone, "qpdf", f"sys.stderr.write('WARNING: ' + sys.argv[2] + ': xref is gone\\n'); sys.exit({code})")
    program(alone, "verapdf", f"print({report()!r})")
    found, unjudged = outside.judge(file("a.pdf"), "pdf")
    assert ([one.rule for one in found], unjudged) == (rules, ())
    assert [one.message for one in found] == ["qpdf: a.pdf: xref is gone"] * len(rules)


@POSIX
def test_verapdf_is_asked_for_what_the_file_claims(alone, file):
    program(alone, "qpdf", "")
    program(alone, "verapdf", f"print({report('no title')!r} if sys.argv[4] == 'ua1' else {report('no ' + '2a')!r})")
    found, unjudged = outside.judge(file("a.pdf", CLAIMS), "pdf")
    assert [(one.rule, one.message) for one in found] == [
        ("claim.false", "PDF/UA-1 7.1-3: no title"), ("claim.false", "PDF/A-2a 7.1-3: no 2a"),
    ]  # fmt: skip
    assert unjudged == ()
    (plain,), _ = outside.judge(file("b.pdf"), "pdf")
    assert (plain.rule, RULES[plain.rule].level) == ("standard.access", "notice")


@POSIX
@pytest.mark.parametrize("answer", ["", "{", "[]", report(name="other"), "[" * 100_000, '{"report": {"jobs": [3]}}'])
def test_an_answer_that_is_none_is_said_and_not_taken_for_a_pass(alone, file, answer):
    (alone / "answer").write_text(answer, encoding="utf-8")
    talk = f"print(open({str(alone / 'answer')!r}).read())"
    program(alone, "qpdf", "sys.exit(9)")
    program(alone, "verapdf", talk)
    program(alone, "vnu", talk)
    found, unjudged = outside.judge(file("a.pdf"), "pdf")
    assert (found, len(unjudged)) == ((), 2)
    assert unjudged[0].endswith("was not checked: qpdf did not answer")
    assert unjudged[1].endswith("was not held against PDF/UA-1: verapdf did not answer")
    found, (said,) = outside.judge(file("a.html", "<html>"), "html")
    assert (found, said.endswith("was not validated: vnu did not answer")) == ((), True)


@POSIX
def test_vnu_says_each_fault_once_with_its_place(alone, file):
    kinds = [("error", "bad", 3, 4), ("info", "so so", 1, 1), ("error", "bad", 5, 6)]
    messages = [{"type": kind, "message": said, "lastLine": line, "lastColumn": at} for kind, said, line, at in kinds]
    program(alone, "vnu", f"print({json.dumps({'messages': messages})!r})")
    (fault,), unjudged = outside.judge(file("a.html", "<html>"), "html")
    assert (fault.rule, fault.message, unjudged) == ("page.invalid", "vnu: bad (and in 1 other place)", ())
    assert (fault.place.line, fault.place.column) == (3, 4)
    assert outside.judge(file("b.html", "<p>a piece</p>"), "html") == ((), ())


@POSIX
def test_a_program_that_hangs_is_stopped_with_all_that_it_started(alone, file, monkeypatch):
    monkeypatch.setattr(outside, "TIMEOUT", 1.0)
    mark = alone / "alive"
    child = f"import time; time.sleep(3); open({str(mark)!r}, 'w')"
    start = f"import subprocess; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    program(alone, "qpdf", start)
    program(alone, "verapdf", f"print({report()!r})")
    begun = time.monotonic()
    found, unjudged = outside.judge(file("a.pdf"), "pdf")
    assert (found, unjudged) == ((), ("qpdf took over 1 seconds, and was stopped",))
    assert time.monotonic() - begun < 3
    time.sleep(max(0.0, 3.5 - (time.monotonic() - begun)))
    assert not mark.exists()


@POSIX
def test_a_program_that_cannot_be_started_is_said(alone, file):
    path = program(alone, "vnu", "")
    path.write_text("#!/nowhere/interpreter\n", encoding="utf-8")
    found, (said,) = outside.judge(file("a.html", "<html>"), "html")
    assert (found, said) == ((), "vnu cannot be started: no such file or directory")


@POSIX
def test_a_program_gets_a_whole_path_and_one_locale(alone, file, monkeypatch):
    monkeypatch.chdir(file("-rf.html", "<html>").parent)
    told = "json.dumps({'messages': [{'type': 'error', 'message': sys.argv[-1] + ' ' + os.environ['LC_ALL']}]})"
    program(alone, "vnu", f"print({told})")
    (fault,), _ = outside.judge(Path("-rf.html"), "html")
    assert fault.message == f"vnu: {Path('-rf.html').resolve()} C.UTF-8"


@pytest.mark.slow
def test_our_own_files_pass_every_program_that_is_here(tmp_path, monkeypatch):
    if why := judges.needs("open_xml") or judges.needs("vnu"):
        pytest.skip(why)
    monkeypatch.setenv("NODE_PATH", str(judges.JUDGES / "node_modules"))
    monkeypatch.setenv("VNU_JAR", str(judges.VNU_JAR))
    outside._validator.cache_clear()
    said = {}
    for kind in ("docx", "html", "pdf"):
        path = tmp_path / f"posting.{kind}"
        path.write_bytes(making.rendered(making.document("posting"), kind, PageOptions()))
        said[kind] = outside.judge(path, kind)
    outside._validator.cache_clear()
    missing = [name for name in ("qpdf", "verapdf") if not shutil.which(name)]
    assert said == {"docx": ((), ()), "html": ((), ()), "pdf": ((), tuple(outside._TYPE[name] for name in missing))}
