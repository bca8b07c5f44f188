"""One hostile file given to one command, and what is wrong with how that ended."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from hostile_bytes import CANARY
from hostile_kinds import KINDS
from hostile_runs import SECONDS, Runner, Took

LONGEST = 400_000
"""How much may be said of one file."""
LONGEST_LINE = 3_000


class Case(NamedTuple):
    """An attack on a kind of file."""

    kind: str
    attack: str

    @property
    def name(self) -> str:
        return f"{self.kind}: {self.attack}"


def cases(kind: str) -> list[Case]:
    """Return every attack on a kind."""
    return [Case(kind, attack) for attack in KINDS[kind].attacks(KINDS[kind].seed())]


def laid(folder: Path, kind: str, data: bytes | None) -> Path:
    """Write what a run needs into a folder, with these bytes as the hostile file; return its path."""
    folder.mkdir()
    made = KINDS[kind]
    canary = folder / "canary"
    for name, content in (made.beside() | {"canary": CANARY.encode()}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    path = folder / made.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if data is not None:
        path.write_bytes(data.replace(b"{canary}", str(canary).encode()))
    return path


def held(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, but for those that batches keep for themselves."""
    return {
        path.relative_to(folder).as_posix(): b"" if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".jdgen" not in path.parts
    }


def run(runner: Runner, case: Case, folder: Path) -> tuple[Took, str]:
    """Run a case; return what it took, and what is wrong with how it was refused."""
    kind = KINDS[case.kind]
    laid(folder, case.kind, kind.attacks(kind.seed())[case.attack]())
    before = held(folder)
    took = runner.run(kind.command, folder, **dict(kind.environment))
    after = {name: data for name, data in held(folder).items() if name not in kind.leaves or name in before}
    return took, wrong(took, kind.codes, kind.named or Path(kind.path).name, before, after)


def wrong(took: Took, codes: tuple[int, ...], name: str, before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """Return what is wrong with how a run ended, or nothing."""
    said = took.out + took.err
    if took.code < 0:
        return f"ended by signal {-took.code} after {took.seconds:.0f} s of at most {SECONDS}: {said[:300]}"
    if "Traceback" in said or "has a bug" in said or "Warning:" in said:
        return f"shows a fault: {said[-600:]}"
    if CANARY in said or any(CANARY.encode() in data for made, data in after.items() if made != "canary"):
        return "the canary was read"
    if "pwned" in " ".join(after):
        return "something ran"
    strange = {character for character in said if not (character.isprintable() or character == "\n")}
    if strange:
        return f"raw characters reach the terminal: {strange!r}"
    if len(said) > LONGEST or max(map(len, said.split("\n"))) > LONGEST_LINE:
        return f"says {len(said):,} characters"
    if took.code not in (0, *codes):
        return f"exit code {took.code}: {said[:300]!r}"
    if took.code and name not in said:
        return f"does not name the file: {said[:300]!r}"
    if took.code and after != before:
        changed = sorted(one for one in after.keys() | before.keys() if after.get(one) != before.get(one))
        return f"left or changed {changed}: {said[:200]!r}"
    return ""
