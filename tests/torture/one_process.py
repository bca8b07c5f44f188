"""Many commands in one fresh process, which takes a second to start; each is the real command from end to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from conftest import Ran

_DRIVER = """
import contextlib, io, json, os, sys
from jdgen.cli.root import run

class Said(io.TextIOWrapper):
    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

answers = []
for folder, arguments in json.load(sys.stdin):
    os.chdir(folder)
    out, err = Said(), Said()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    answers.append((code, *(one.buffer.getvalue().decode() for one in (out, err))))
print(json.dumps(answers), file=sys.__stdout__)
"""


def many(
    commands: Sequence[Sequence[object]],
    folder: Path,
    environment: Mapping[str, str | None] = {},
    before: Sequence[str] = (),
    umask: int = 0o022,
) -> list[Ran]:
    """Run commands one after the other; `before` stands in front of the interpreter.

    A variable of the environment that is None is taken out of it.
    """
    whole = {**os.environ, "SOURCE_DATE_EPOCH": "1795132800", "NO_COLOR": "1", **environment}
    done = subprocess.run(
        [*before, sys.executable, "-c", _DRIVER],
        input=json.dumps([(str(folder), list(map(str, command))) for command in commands]),
        env={key: value for key, value in whole.items() if value is not None},
        capture_output=True, encoding="utf-8", umask=umask, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return [Ran(*answer) for answer in json.loads(done.stdout)]
