"""The fonts of a PDF: ours first, whatever the machine has; and who brings the characters that no font here has."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from jdgen.errors import MachineError, Problem
from jdgen.render import libraries

FAMILY = "Source Sans Pro"
FACES = ("Regular", "It", "Semibold", "SemiboldIt")
# then those that most machines have, in a fixed order, and after them whichever font has the character
STACK = f'"{FAMILY}", "Noto Sans", "DejaVu Sans", "Liberation Sans"'


def folder() -> Path:
    """Return the folder of the font files, found without importing the data package."""
    spec = find_spec("font_source_sans_pro")
    files = Path(spec.origin).parent / "files" if spec and spec.origin else None
    if files is None or not all((files / f"SourceSansPro-{face}.ttf").is_file() for face in FACES):
        hint = "install it with: python -m pip install --force-reinstall font-source-sans-pro"
        raise MachineError(Problem("the font of a PDF, Python package `font-source-sans-pro`, is missing", hint=hint))
    return files


def configure() -> None:
    """Point fontconfig at our configuration, before the libraries are loaded.

    It stays set: Pango reads it once more in a thread of its own, at a time that nobody knows.
    """
    os.environ["FONTCONFIG_FILE"] = str(configuration())


def configuration() -> Path:
    """Return the path of our fontconfig file, written where it is not there yet."""
    room = _room()
    text = _configuration(folder(), room)
    # a file and a cache of its own for each text: fontconfig's caches hold what an earlier text made of a folder
    path = room / f"fonts-{sha256(text.encode()).hexdigest()[:16]}.conf"
    if not path.is_file():
        handle, name = tempfile.mkstemp(dir=room)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)  # whole or not at all, since other processes may be starting as well
    return path


def _configuration(ours: Path, room: Path) -> str:
    """Return the configuration: no rule of the machine, only its folders, so that only its fonts can differ.

    Another edition of Source Sans on the machine is left out: fontconfig would prefer the one with the higher version.
    So are color fonts: WeasyPrint sets pictures over glyphs whose widths break PDF/A (veraPDF 6.2.11.5-1).
    """
    files = [str(ours / f"SourceSansPro-{face}.ttf") for face in FACES]
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">', "<fontconfig>"]
    lines += [f"<dir>{escape(str(place))}</dir>" for place in (ours, *_system_folders())]
    lines += [f"<cachedir>{escape(str(room / 'cache'))}</cachedir>", "<selectfont>"]
    lines += ["<acceptfont>", *(f"<glob>{escape(file)}</glob>" for file in files)]
    lines += [f'<pattern><patelt name="file"><string>{escape(file)}</string></patelt></pattern>' for file in files]
    # defense pdf.own_fonts: no font of the machine takes the place of ours
    lines += ["</acceptfont>", "<rejectfont>", f"<glob>{escape(str(ours))}/*</glob>"]
    lines += [f'<pattern><patelt name="family"><string>{FAMILY}</string></patelt></pattern>']
    lines += ['<pattern><patelt name="color"><bool>true</bool></patelt></pattern>']
    lines += ["</rejectfont>", "</selectfont>", '<match target="font">']
    # paper has no pixels to fit to: with hinting, Pango measures lines by widths other than those that are drawn
    lines += ['<edit name="hinting" mode="assign"><bool>false</bool></edit>']
    lines += ['<edit name="hintstyle" mode="assign"><const>hintnone</const></edit>', "</match>", "</fontconfig>"]
    return "\n".join(lines) + "\n"


def _system_folders() -> list[Path]:
    """Return where this system keeps fonts, whether the folders exist or not."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - `Path.home` raises where there is none
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        user = [Path(local, "Microsoft", "Windows", "Fonts")] if local else []
        return [Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), *user]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    user = [Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share", "fonts"), home / ".fonts"]
    system = [Path(place, "fonts") for place in (*shared.split(":"), "/usr/local/share", "/usr/share") if place]
    return [place for place in dict.fromkeys((*user, *system)) if place.is_absolute()]


def _room() -> Path:
    """Return a folder that we can write to: the user's cache, or one that goes with the process."""
    wanted = _cache_folder()
    try:
        wanted.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.access(wanted, os.W_OK | os.X_OK):
            return wanted
    except OSError:
        pass
    try:
        room = Path(tempfile.mkdtemp(prefix="jdgen-"))
    except OSError as error:
        hint = "set TMPDIR to a folder that can be written to"
        raise MachineError(Problem("a PDF takes a folder for font data, and none is writable", hint=hint)) from error
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    return room


def _cache_folder() -> Path:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - `Path.home` raises where there is none
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home, "jdgen", "cache")
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "jdgen"
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    return Path(chosen if chosen.startswith("/") else home / ".cache", "jdgen")


def missing(characters: Iterable[str]) -> MachineError:
    """Return the error that names characters which no font here has, and the fonts that would bring them."""
    problems = []
    by_font: dict[str, list[str]] = {}
    for character in sorted(set(characters)):
        by_font.setdefault(_bringer(character), []).append(character)
    for font, group in by_font.items():
        shown = ", ".join(_shown(character) for character in group[:12])
        more = f" and {len(group) - 12} more" if len(group) > 12 else ""
        problems.append(Problem(f"no font here has {shown}{more}; no PDF was made", hint=_advice(font)))
    return MachineError(problems)


def _shown(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"`{character}` {code}" if character.isprintable() and not unicodedata.combining(character) else code


def _bringer(character: str) -> str:
    """Return the Debian package that has the character; empty where we know of none."""
    code, category, name = ord(character), unicodedata.category(character), unicodedata.name(character, "")
    if category in ("Co", "Cn", "Cs"):
        return ""
    if 0x1F000 <= code <= 0x1FAFF:
        return "fonts-symbola"
    if name.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH")):
        return "fonts-noto-cjk"
    return "fonts-noto-core"


def _advice(package: str) -> str:
    if not package:
        return "install a font that has them, or take them out of the text"
    if "debian" in libraries.distributions():
        return f"leave out pdf, or type: {libraries.as_user(f'sudo apt-get install {package}')}"
    names = {"fonts-noto-cjk": "Noto Sans CJK", "fonts-symbola": "Noto Emoji (the one without color)"}
    return f"leave out pdf, or install a font that has them, such as {names.get(package, 'Noto Sans for this script')}"
