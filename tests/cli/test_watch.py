"""`--watch`: what makes a run begin, what it may overwrite, and how it ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import click
import pytest

from conftest import EXAMPLES, Ran
from jdgen.cli import watch_session
from jdgen.cli.watch import refuse_unwatchable
from jdgen.cli.watch_session import Session, differing, look
from jdgen.inputs import source

Command = Callable[..., Ran]
ROLE = "senior-software-engineer"
OPENING = "role: senior-software-engineer\nrequisition: ENG-1\n"
_START = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "import sys; sys.argv[0] = 'jdgen'; from jdgen.cli import main; main()"
)
"""Also where the tests run in the background, and Ctrl-C is ignored."""
_PATIENCE = 20
STAMP = re.compile(r"^\d\d:\d\d:\d\d (.*) \(\d+ ms\)$")


class Clock:
    """The time between looks, in which tests do something instead of waiting."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self._steps = iter(steps)
        self.waited = 0.0

    def __call__(self, seconds: float) -> None:
        self.waited += seconds
        step = next(self._steps, None)
        if step:
            step()
        if self.waited > 10:
            raise TimeoutError("nothing was noticed")


def later(path: Path, text: str) -> Callable[[], object]:
    """Return what saves a file, with a time that is not that of its last state."""

    def save() -> None:
        path.write_text(text, encoding="utf-8")
        now = time.time_ns() + next(_ticks)
        os.utime(path, ns=(now, now))

    return save


_ticks = iter(range(0, 10**12, 10**9))


def session(*named: Path, steps: tuple[Callable[[], object], ...] = ()) -> tuple[Session, Clock]:
    clock = Clock(*steps)
    made = Session(named, interval=0.3, wait=clock)
    made.begin()
    made.end(whole=True)
    return made, clock


def nothing() -> None:
    """Let time pass."""


def test_a_save_is_noticed_when_it_has_settled(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a")
    made, clock = session(file, steps=(nothing, later(file, "b"), nothing))
    assert made.changes() == [file]
    assert clock.waited == pytest.approx(0.3 + 0.3 + 0.15)


def test_several_quick_saves_are_one_change(tmp_path: Path) -> None:
    one, two = tmp_path / "a.yaml", tmp_path / "b.yaml"
    one.write_text("a")
    two.write_text("a")
    made, clock = session(one, two, steps=(later(one, "b"), later(two, "b"), later(one, "c"), nothing))
    assert made.changes() == [one, two]
    assert clock.waited == pytest.approx(0.3 + 3 * 0.15)
    made.begin()
    made.end(whole=True)
    with pytest.raises(TimeoutError):
        made.changes()


def test_an_editor_that_replaces_a_file_is_waited_for(tmp_path: Path) -> None:
    file, new = tmp_path / "a.yaml", tmp_path / ".a.swp"
    file.write_text("a")
    new.write_text("whole")
    put: Callable[[], object] = lambda: new.rename(file)  # noqa: E731 - a step
    made, clock = session(file, steps=(file.unlink, nothing, nothing, put, nothing))
    assert made.changes() == [file]
    assert file.read_text() == "whole"
    assert clock.waited == pytest.approx(0.3 + 4 * 0.15)


def test_a_file_that_is_cut_and_then_written_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a")
    made, _ = session(file, steps=(later(file, ""), nothing, nothing, later(file, "whole"), nothing))
    assert made.changes() == [file]
    assert file.read_text() == "whole"


def test_a_file_that_stays_away_is_told_after_a_second(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a")
    made, clock = session(file, steps=(file.unlink,))
    assert made.changes() == [file]
    assert 1.3 < clock.waited < 1.7


def test_a_file_that_never_rests_does_not_keep_others_from_being_made(tmp_path: Path) -> None:
    busy = tmp_path / "log.yaml"
    busy.write_text("a")
    made, clock = session(busy, steps=tuple(later(busy, str(number)) for number in range(60)))
    assert made.changes() == [busy]
    assert 3.2 < clock.waited < 3.6


def test_a_folder_of_too_many_files_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_session, "MOST_FILES", 3)
    folder = tmp_path / "profiles"
    (folder / "z").mkdir(parents=True)
    files = [folder / "a.yaml", folder / "b.yaml", folder / "z" / "c.yaml", folder / "z" / "d.yaml"]
    for file in files[:3]:
        file.write_text("a")
    made, _ = session(folder)
    assert (made.crowded, made.there) == ([], files[:3])
    files[3].write_text("a")
    made, _ = session(folder)
    assert (made.crowded, made.there) == ([folder], files[:3])


def test_a_file_that_comes_and_a_file_that_comes_back_as_it_was(tmp_path: Path) -> None:
    file, absent = tmp_path / "a.yaml", tmp_path / "jdgen.toml"
    file.write_text("a")
    aside: Callable[[], object] = lambda: file.rename(tmp_path / "b")  # noqa: E731 - a step
    back: Callable[[], object] = lambda: (tmp_path / "b").rename(file)  # noqa: E731 - a step
    made, _ = session(file, absent, steps=(aside, back, nothing, later(absent, "x"), nothing))
    assert made.changes() == [absent]


def test_a_folder_is_watched_with_what_comes_into_it_but_for_what_is_hidden(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "one.yaml").write_text("a")
    hidden, new = folder / "a" / ".one.yaml.swp", folder / "a" / "two.yaml"
    made, _ = session(folder, steps=(later(hidden, "x"), nothing, later(new, "x"), nothing))
    assert made.changes() == [new]


def test_what_is_read_is_watched_and_what_is_written_is_not(tmp_path: Path) -> None:
    read, written, gone = tmp_path / "read.yaml", tmp_path / "profiles" / "out.yaml", tmp_path / "gone.yaml"
    (tmp_path / "profiles").mkdir()
    read.write_text("name: a\n")
    made = Session((tmp_path / "profiles",), wait=Clock(later(written, "b"), nothing, later(read, "b"), nothing))
    made.begin()
    with source.told_of(made.tell):
        source.read(read)
        with pytest.raises(source.InputError):
            source.read(gone)
    source.read(read)
    made.wrote({written: b"a"})
    made.end(whole=False)
    assert sorted(made.seen) == [gone, read]
    assert made.changes() == [read]


def test_a_change_during_a_run_begins_another(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a")
    made = Session((file,), wait=Clock())
    made.begin()
    made.tell(file)
    later(file, "b")()
    made.end(whole=True)
    assert made.changes() == [file]


def test_a_run_that_failed_forgets_nothing_and_a_whole_one_does(tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_text("a")
    made = Session()
    made.begin()
    made.tell(old)
    made.end(whole=True)
    for whole, watched in ((False, {old}), (True, set())):
        made.begin()
        made.end(whole=whole)
        assert made.watched == watched


def test_only_what_was_written_here_and_nobody_changed_is_overwritten(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for force in (False, True):
        made = Session(force=force)
        assert made.wrote({ours: b"1"}) == [ours]
        assert made.wrote({ours: b"1", theirs: b"2"}) == [theirs]
        assert made.may_replace(ours, b"1")
        assert not made.may_replace(ours, b"changed")
        assert made.may_replace(tmp_path / "unknown", b"x") is force
    assert differing(look([ours]), {}) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("posting", ROLE, "-o", "-", "-f", "txt"), "`--watch` writes files; `-o -` prints one document"),
        (("guide", ROLE, "--dry-run"), "`--watch` writes files, and `--dry-run` writes none; leave out one of them"),
        (("letter", "--ask"), "`--watch` makes one letter of what is there; leave out `--ask`"),
        (("letter", "--answer", "name=N"), "`--watch` makes one letter of what is there; leave out `--answer`"),
        (("letter", "--targets", "t.csv"), "`--watch` makes one letter of what is there; leave out `--targets`"),
        (
            ("letter", "--posting", "p.txt"),
            "`--watch` asks nobody whether a posting was read right; name its file and add `--yes`",
        ),
    ],
)
def test_what_cannot_be_watched_is_refused(
    options: tuple[str, ...], said: str, jdgen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = jdgen(*options, "--watch")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"Error: {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_posting_that_nobody_has_to_confirm_may_be_watched() -> None:
    watched = {"watch": True, "out": ".", "dry_run": False, "posting": "p.txt"}
    assert refuse_unwatchable({**watched, "yes": True}) is None
    assert refuse_unwatchable({"watch": False, "out": "-", "dry_run": True}) is None
    with pytest.raises(click.UsageError):
        refuse_unwatchable({**watched, "yes": False})


class Watched:
    """The real command, in a process of its own; `said` is what it showed on both streams, in order."""

    def __init__(self, *arguments: str, cwd: Path, home: Path) -> None:
        surroundings = {"SOURCE_DATE_EPOCH": "1795132800", "NO_COLOR": "1", "JDGEN_WATCH_INTERVAL": "0.02"}
        environment = {name: value for name, value in os.environ.items() if name != "JDGEN_CONFIG"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, *arguments], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**environment, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "none"),
                 **surroundings}, encoding="utf-8",
        )  # fmt: skip
        self._lines: Queue[str] = Queue()
        self.said: list[str] = []
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, words: str) -> list[str]:
        """Return the lines up to one with these words, without notes; the time and the milliseconds are taken away."""
        found: list[str] = []
        while not found or words not in found[-1]:
            try:
                line = self._lines.get(timeout=_PATIENCE)
            except Empty:
                raise AssertionError(f"no {words!r} in {self.said[-10:]}") from None
            self.said.append(line)
            found.append(STAMP.sub(r"\1", line))
        return [line for line in found if not line.startswith("note: ")]

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    started: list[Watched] = []

    def start(*arguments: str, cwd: Path = tmp_path) -> Watched:
        started.append(Watched(*arguments, cwd=cwd, home=tmp_path))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait(_PATIENCE)
        if one.process.stdout:
            one.process.stdout.close()


NAME = f"acme-{ROLE}-eng-1-posting.txt"
POSTING = ("posting", "--company", "acme.yaml", "--opening", "eng.yaml", "--draft", "-f", "txt", "-o", "out", "--watch")


def files(folder: Path) -> None:
    (folder / "acme.yaml").write_text("name: Acme\n")
    (folder / "eng.yaml").write_text(OPENING)


def test_a_session_from_the_first_run_to_the_last(watch: Callable[..., Watched], tmp_path: Path) -> None:
    files(tmp_path)
    company, made = tmp_path / "acme.yaml", tmp_path / "out" / NAME
    running = watch(*POSTING)
    assert running.until("watched;")[:-1] == [f"out/{NAME}", f"wrote {NAME}"]
    assert all(STAMP.match(line) for line in running.said if "wrote" in line)
    company.write_text("name: Acme\nabout: We fly kites.\n")
    assert running.until("changed") == [f"acme.yaml changed: wrote {NAME}"]
    assert "We fly kites." in made.read_text()
    company.write_text("name: Acme\nabuot: x\n")
    assert running.until("changed") == [
        "acme.yaml:2:1: unknown key `abuot`; did you mean `about`?",
        "error: 1 problem in 1 file; nothing was written",
        "acme.yaml changed: nothing was made until the next change",
    ]
    company.write_text("name: Acme\nabout: We fly kites.\n")
    assert running.until("changed") == ["acme.yaml changed: nothing new to write"]
    shutil.rmtree(tmp_path / "out")
    company.write_text("name: Acme\nabout: We fly kites. \n")
    assert running.until("changed") == [f"out/{NAME}", f"acme.yaml changed: wrote {NAME}"]
    (tmp_path / "jdgen.toml").write_text('[set]\ncompany.about = "We build kites."\n')
    assert running.until("changed") == [f"jdgen.toml changed: wrote {NAME}"]
    assert "We build kites." in made.read_text()
    assert running.end() == 130
    assert running.until("stopped") == ["stopped watching"]


def test_what_somebody_else_wrote_meanwhile_is_kept(watch: Callable[..., Watched], tmp_path: Path) -> None:
    files(tmp_path)
    made = tmp_path / "out" / NAME
    running = watch(*POSTING, "--force")
    running.until("watched;")
    made.write_text("mine\n")
    (tmp_path / "acme.yaml").write_text("name: Acme\nabout: We fly kites.\n")
    assert running.until("changed") == [
        f"out/{NAME}: exists with other content; move it or delete it; it is made again with the next save",
        "error: 1 problem in 1 file; nothing was written",
        "acme.yaml changed: nothing was made until the next change",
    ]
    assert made.read_text() == "mine\n"
    made.unlink()
    (tmp_path / "acme.yaml").write_text("name: Acme\nabout: We build kites.\n")
    assert running.until("changed") == [f"out/{NAME}", f"acme.yaml changed: wrote {NAME}"]
    assert running.end() == 130


def test_a_profile_of_the_library_that_begins_to_count(watch: Callable[..., Watched], tmp_path: Path) -> None:
    family = tmp_path / "profiles" / "software-engineering"
    family.mkdir(parents=True)
    running = watch("guide", ROLE, "-f", "txt", "--watch")
    running.until("watched;")
    (family / f"{ROLE}.yaml").write_text(f"extends: {ROLE}\nfamily: software-engineering\ntitle: Kite Engineer\n")
    assert running.until("changed") == [f"{ROLE}.yaml changed: wrote {ROLE}-guide.txt"]
    assert "Kite Engineer" in (tmp_path / f"{ROLE}-guide.txt").read_text()
    assert running.end() == 130


def test_a_command_line_that_no_change_can_mend_ends_at_once(
    jdgen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files(tmp_path)
    ran = jdgen("posting", "--company", "acme.yaml", "-f", "docx", "--width", "60", "--watch")
    assert (ran.code, ran.err.splitlines()[-1]) == (2, "Error: `--width` is for plain text; add `txt` to `-f`")


def test_theme_logo_and_what_a_role_extends_are_told_when_they_are_read(
    jdgen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLES / "companies" / "riverbend.png", "logo.png")
    Path("acme.yaml").write_text("name: Acme\nbrand:\n  logo: {file: logo.png, alt: Acme}\n")
    Path("theme.yaml").write_text("extends: classic\naccent: '#112233'\n")
    role = {"extends": ROLE, "family": "software-engineering", "title": "Kite Engineer", "summary": "Builds kites."}
    Path("mine.yaml").write_text("".join(f"{key}: {value}\n" for key, value in role.items()))
    told: set[str] = set()
    with source.told_of(lambda path: told.add(path.as_posix())):
        ran = jdgen("guide", "mine.yaml", "--company", "acme.yaml", "--theme", "theme.yaml", "-f", "docx,md")
    assert (ran.code, len(ran.paths)) == (0, 2)
    assert told >= {"acme.yaml", "theme.yaml", "mine.yaml", "logo.png"}


def test_a_template_is_told_when_it_is_read_and_a_missing_one_too(
    jdgen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told: set[str] = set()
    with source.told_of(lambda path: told.add(path.as_posix())):
        ran = jdgen("posting", ROLE, "--draft", "-f", "docx", "--template", "none.docx", "--opening", "none.yaml")
    assert ran.code == 2
    assert told >= {"none.docx", "none.yaml"}


def test_what_could_be_configured_and_what_options_name_is_watched(
    watch: Callable[..., Watched], tmp_path: Path
) -> None:
    """A file of configuration that comes nearer, and a template whose name has a sign in it."""
    files(tmp_path)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "jdgen.toml").write_text('company = "acme.yaml"\n')
    shutil.copy(tmp_path / "eng.yaml", deep / "eng=1.yaml")
    running = watch("posting", "--opening", "eng=1.yaml", "--draft", "-f", "txt", "-o", "out", "--watch", cwd=deep)
    running.until("watched;")
    (tmp_path / "a" / "jdgen.toml").write_text('[set]\ncompany.name = "Kites"\n')
    assert running.until("changed")[-1] == f"jdgen.toml changed: wrote kites-{ROLE}-eng-1-posting.txt"
    (deep / "eng=1.yaml").unlink()
    assert running.until("changed") == [
        "eng=1.yaml: cannot be read: no such file or directory",
        "error: 1 problem in 1 file; nothing was written",
        "eng=1.yaml changed: nothing was made until the next change",
    ]
    assert running.end() == 130


def test_a_company_that_is_gone_is_all_that_is_told(jdgen: Command, tmp_path: Path, monkeypatch) -> None:
    """What it would have brought to the opening is not asked for in its place."""
    monkeypatch.chdir(tmp_path)
    files(tmp_path)
    (tmp_path / "eng.yaml").write_text(f"{OPENING}mode: remote\nemployment_type: full-time\n")
    posting = ("posting", "--company", "acme.yaml", "--opening", "eng.yaml", "-f", "txt", "--dry-run")
    assert [line.partition(";")[0] for line in jdgen(*posting).err.splitlines()[:-1]] == [
        "acme.yaml: the posting needs `accommodation.contact`", "eng.yaml: the posting needs `apply`",
    ]  # fmt: skip
    (tmp_path / "acme.yaml").unlink()
    assert jdgen(*posting).err.splitlines() == [
        "acme.yaml: cannot be read: no such file or directory", "error: 1 problem in 1 file; nothing was written",
    ]  # fmt: skip


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1", "0", "61", "1e9", "soon"])
def test_an_interval_that_is_none_is_refused(
    seconds: str, jdgen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JDGEN_WATCH_INTERVAL", seconds)
    ran = jdgen("guide", ROLE, "-f", "txt", "--watch")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"error: JDGEN_WATCH_INTERVAL: `{seconds}` is no number of seconds from 0.01 to 60; "
        "leave it out to look every 0.3 seconds\n"
    )
