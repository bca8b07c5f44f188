"""The progress of a batch: what the bar shows at which moment, in which window, and what stands where there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from batch_tables import table
from jdgen.cli.batch_progress import Look, Progress, Screen, took


class Window:
    """A window and a clock, both in the hands of the test; `rows` is what can be seen, as a terminal shows it."""

    def __init__(self, columns: int = 80) -> None:
        self.columns = columns
        self.now = 100.0
        self.written: list[str] = []

    def progress(self, look: Look = "bar") -> Progress:
        return Progress(Screen(look, self.written.append, lambda: self.columns, lambda: self.now))

    def seen(self) -> str:
        """Return the line as it is seen: a carriage return goes to its beginning, and what follows covers it."""
        line: list[str] = []
        at = 0
        for sign in "".join(self.written):
            if sign == "\r":
                at = 0
                continue
            assert sign.isprintable(), "no code moves the cursor"
            line[at : at + 1] = sign
            at += 1
        return "".join(line).rstrip()


def steady(window: Window, progress: Progress, seconds: int, rows: int) -> None:
    """Make so many rows in each second."""
    for _ in range(seconds * 4):
        window.now += 0.25
        for _ in range(rows // 4):
            progress.count(made=True)
        progress.tick()


def test_the_bar_has_rows_rate_time_left_and_failures() -> None:
    window = Window()
    progress = window.progress()
    progress.tick()
    assert window.written == []
    progress.plan(2000, 2000)
    progress.tick()
    assert window.seen() == "[------------------------------] 0/2,000 rows"
    steady(window, progress, 40, 20)
    progress.count(made=True, failed=True)
    window.now += 0.125
    progress.tick()
    assert window.seen() == "[#######------------] 801/2,000 rows, 19.8 a second, about 1 min left, 1 failed"


def test_in_a_narrow_window_the_bar_goes_first_and_nothing_reaches_the_last_column() -> None:
    window = Window(columns=70)
    progress = window.progress()
    progress.plan(2000, 2000)
    steady(window, progress, 40, 20)
    facts = "800/2,000 rows, 20.0 a second, about 1 min left"
    assert window.seen() == f"[#######------------] {facts}"
    for columns, shown in (
        (57, "820/2,000 rows, 20.0 a second, about 1 min left"), (30, "840/2,000 rows, 20.0 a second"),
        (0, "[############-----------------] 860/2,000 rows, 20.0 a second, about 1 min left"),
    ):  # fmt: skip
        window.columns = columns
        window.written.clear()
        steady(window, progress, 1, 20)
        assert window.seen() == shown
        assert len(window.seen()) < (columns or 80)


def test_the_bar_is_drawn_ten_times_a_second_at_most() -> None:
    window = Window()
    progress = window.progress()
    progress.plan(1000, 1000)
    for _ in range(1000):
        window.now += 0.001
        progress.count(made=True)
        progress.tick()
    assert 9 <= len(window.written) <= 11


def test_the_bar_is_taken_away_for_other_lines_and_no_more_than_once() -> None:
    window = Window()
    progress = window.progress()
    progress.plan(10, 10)
    progress.tick()
    shown = window.seen()
    window.written.clear()
    progress.clear()
    progress.clear()
    assert window.written == [f"\r{' ' * len(shown)}\r"]
    window.written.clear()
    window.now += 0.125
    progress.tick()
    assert window.seen() == shown
    window.columns = 20
    window.written.clear()
    progress.clear()
    assert window.written == [f"\r{' ' * 19}\r"]


def test_a_shorter_line_leaves_nothing_of_a_longer_one() -> None:
    window = Window(columns=40)
    progress = window.progress()
    progress.plan(100, 100)
    steady(window, progress, 5, 16)
    assert window.seen() == "80/100 rows, 16.0 a second, about 5 s le"[:39]
    for _ in range(20):
        progress.count(made=True)
    window.now += 0.125
    progress.tick()
    assert window.seen() == "[#########] 100/100 rows, 19.5 a second"


def test_rows_that_needed_no_work_are_done_and_say_nothing_of_the_time_left() -> None:
    window = Window()
    progress = window.progress()
    progress.plan(2000, 100)
    for _ in range(1900):
        progress.count(made=False)
    steady(window, progress, 5, 4)
    assert window.seen() == f"[{'#' * 27}--] 1,920/2,000 rows, 4.0 a second, about 20 s left"


def test_the_rate_is_of_the_last_seconds_and_one_slow_row_does_not_move_the_time_left() -> None:
    window = Window(columns=200)
    progress = window.progress()
    progress.plan(100_000, 100_000)
    steady(window, progress, 60, 40)
    assert window.seen().endswith(" 2,400/100,000 rows, 40.0 a second, about 41 min left")
    steady(window, progress, 5, 0)
    assert window.seen().endswith(" 2,400/100,000 rows, 20.0 a second, about 44 min left")
    steady(window, progress, 60, 40)
    assert window.seen().endswith(" 4,800/100,000 rows, 40.0 a second, about 40 min left")


def test_where_there_is_no_terminal_a_line_comes_every_five_seconds() -> None:
    window = Window()
    progress = window.progress("lines")
    progress.plan(812, 812)
    steady(window, progress, 4, 16)
    assert window.written == []
    progress.count(made=True, failed=True)
    steady(window, progress, 7, 16)
    assert window.written == [
        "81 of 812 rows, 16.2 a second, about 45 s left, 1 failed\n",
        "161 of 812 rows, 16.1 a second, about 40 s left, 1 failed\n",
    ]
    progress.clear()
    assert len(window.written) == 2


def test_a_quiet_run_shows_nothing() -> None:
    window = Window()
    progress = window.progress("none")
    progress.plan(812, 812)
    steady(window, progress, 30, 16)
    progress.clear()
    assert window.written == []
    assert progress.seconds == 30


@pytest.mark.parametrize(("seconds", "said"), [
    (0.04, "0.0 s"), (1.23, "1.2 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 0 s"),
    (112, "1 min 52 s"), (3600, "1 h 0 min"), (3780, "1 h 3 min"), (360_000, "100 h 0 min"),
])  # fmt: skip
def test_how_long_it_took(seconds: float, said: str) -> None:
    assert took(seconds) == said


@pytest.mark.parametrize(("rows", "said"), [
    (4, "about 5 s left"), (40, "about 10 s left"), (200, "about 50 s left"), (230, "about 1 min left"),
    (4 * 150, "about 2 min left"), (4 * 3700, "about 1 h left"), (4 * 5400, "about 1 h 30 min left"),
    (4 * 86_400, "about 24 h left"),
])  # fmt: skip
def test_time_left_is_as_coarse_as_the_guess(rows: int, said: str) -> None:
    window = Window(columns=200)
    progress = window.progress()
    progress.plan(20 + rows, 20 + rows)
    steady(window, progress, 5, 4)
    assert window.seen().endswith(f"4.0 a second, {said}")


def test_on_a_terminal_the_bar_is_there_while_it_runs_and_gone_at_the_end(tmp_path: Path) -> None:
    from terminal import Terminal

    path = table(tmp_path, 3)
    typed = ("batch", path.name, "-f", "txt", "-o", "out", "--workers", 1, "-v")
    with Terminal(*typed, cwd=tmp_path, columns=60) as terminal:
        assert terminal.ended() == 0, terminal.said
    assert "\x1b" not in terminal.said
    assert f"\r[{'-' * 30}] 0/3 rows" in terminal.said
    seen: list[str] = []
    for line in terminal.said.split("\n"):
        shown = ""
        for part in line.split("\r"):
            shown = part + shown[len(part) :]
            assert len(part) < 60 or not part.startswith("[")
        seen.append(shown.rstrip())
    assert [line for line in seen if "[" in line] == []
    assert sorted(line for line in seen if line.startswith("out/")) == sorted(
        f"out/{path.name}" for path in (tmp_path / "out").glob("*.txt")
    )
    assert seen[-2].startswith("3 rows: 3 made, 0 unchanged, 0 failed; 3 files in ")


def test_ctrl_c_ends_it_in_one_line_and_the_next_run_makes_the_rest(tmp_path: Path) -> None:
    from terminal import Terminal

    path = table(tmp_path, 200)
    typed = ("batch", path.name, "-f", "docx", "-o", "out", "--workers", 1)
    with Terminal(*typed, "-v", cwd=tmp_path, columns=100) as terminal:
        terminal.until("posting.docx").interrupt()
        assert terminal.ended() == 130, terminal.said
    last = terminal.said.rpartition("\r")[2].splitlines()[-1]
    rest = "run the same command again for the rest"
    found = re.fullmatch(rf"interrupted: (\d+) of 200 rows (?:is|are) done; {rest}", last)
    assert found, terminal.said[-500:]
    there = len(list((tmp_path / "out").iterdir())) - 1
    assert there == int(found[1])
    assert 0 < there < 200
    with Terminal(*typed, cwd=tmp_path, columns=100) as terminal:
        assert terminal.ended() == 0, terminal.said
    assert f"200 rows: {200 - there} made, {there} unchanged, 0 failed; " in terminal.said
