"""Pixels judge too: each character of a value is drawn as something, or refused for a PDF; none becomes a box.

A page is rasterized by Poppler, the picture of the character is cut out between two words that stand around it, and
compared with the pictures of the missing glyph of every font of this machine, drawn by Pillow, and with nothing.
"""

from __future__ import annotations

import html
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import scale
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

import evidence
import judges
from conftest import Ran
from making import LINDQVIST, ROLE

pytestmark = pytest.mark.skipif(judges.needs("poppler") is not None, reason=str(judges.needs("poppler")))
DOTS = 200
INK, WHITE = 128, 255
SHAPE = (24, 32)
ALIKE = 26.0
"""Up to how many of 255 shades two shapes may differ, on average, and be the same box."""
BLOCKS = (
    0x20, 0xA0, 0x100, 0x180, 0x250, 0x2B0, 0x370, 0x400, 0x500, 0x530, 0x590, 0x600, 0x700, 0x780, 0x7C0, 0x900, 0x980,
    0xA00, 0xA80, 0xB00, 0xB80, 0xC00, 0xC80, 0xD00, 0xD80, 0xE00, 0xE80, 0xF00, 0x1000, 0x10A0, 0x1100, 0x1200, 0x13A0,
    0x1400, 0x1680, 0x16A0, 0x1780, 0x1800, 0x1D00, 0x1E00, 0x1F00, 0x2010, 0x2070, 0x20A0, 0x2100, 0x2150, 0x2190,
    0x2200, 0x2300, 0x2460, 0x2500, 0x2580, 0x25A0, 0x2600, 0x2700, 0x27C0, 0x27F0, 0x2800, 0x2900, 0x2A00, 0x2B00,
    0x2C00, 0x2C60, 0x2D00, 0x2D30, 0x2E00, 0x3040, 0x30A0, 0x4E00, 0xA000, 0xA4D0, 0xA720, 0xAC00, 0xE000, 0xFB00,
    0xFB50, 0xFE70, 0xFF01, 0x10000, 0x10300, 0x10400, 0x12000, 0x13000, 0x1D100, 0x1D400, 0x1D538, 0x1F000, 0x1F0A0,
    0x1F300, 0x1F600, 0x1F680, 0x1F900, 0x20000,
)  # fmt: skip
BOXES = re.compile(r"PATTERN BLANK|SQUARE|RECTANGLE|BALLOT BOX|CJK UNIFIED IDEOGRAPH-53E3|QUAD|PARALLELOGRAM|SHADE")
"""Characters that are boxes, or nothing, by right are not asked about."""


class Cut(NamedTuple):
    """The picture of a character, as ink on white, and whether there is any."""

    picture: Image.Image
    empty: bool


def sample() -> list[str]:
    """Return characters of every block, evenly apart; assigned ones that print, and a few that nobody assigned."""
    found = []
    for first in BLOCKS:
        block = [chr(code) for code in range(first, first + 0x60) if prints(chr(code))]
        found += block[:: max(len(block) // 6, 1)][:6]
    return [*dict.fromkeys(found), "\u0378", "\U0002fa20", "\uf8ff", "\ufffd"]


def prints(character: str) -> bool:
    """Return whether a character is to be seen by itself, as typed, and is no box."""
    name = unicodedata.name(character, "")
    if unicodedata.normalize("NFC", character) != character:
        return False
    return unicodedata.category(character)[0] in "LNPS" and not BOXES.search(name) and "FILLER" not in name


def page_of(jdgen: Callable[..., Ran], folder: Path, characters: Sequence[str]) -> Ran:
    """Make a posting whose benefits are the characters, each between two words of its own."""
    laid = [f"--set=company.benefits[{n}]={before(n)} {each} {behind(n)}" for n, each in enumerate(characters)]
    return jdgen("posting", ROLE, *LINDQVIST.of("posting"), *laid, "-f", "pdf", "-q", "--force", "-o", folder)


def before(number: int) -> str:
    return f"Zb{number}"


def behind(number: int) -> str:
    return f"Ze{number}"


def cuts(path: Path, count: int) -> Iterator[Cut]:
    """Yield the picture of what stands between each pair of words on the pages of a PDF, in order."""
    command = ["pdftotext", "-bbox", "-enc", "UTF-8", str(path), "-"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120).stdout
    spots: dict[str, tuple[int, float, float, float, float]] = {}
    for number, page in enumerate(told.split("<page ")[1:]):
        for edges in re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page):
            spots[html.unescape(edges[4])] = (number, *map(float, edges[:4]))
    target = path.with_suffix("")
    subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS), str(path), str(target)], check=True, timeout=300)
    pages = [opened(each) for each in sorted(target.parent.glob(f"{target.name}-*.pgm"))]
    scaled = DOTS / 72
    for number in range(count):
        (page, _, top, left, bottom), (_, right, *_) = spots[before(number)], spots[behind(number)]
        # the words are as high as the line; a high character has its own room above and below
        box = (left * scaled + 1, (top - 2) * scaled, right * scaled - 1, (bottom + 2) * scaled)
        yield cut(pages[page].crop(tuple(map(round, box))))


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.copy()


def cut(picture: Image.Image) -> Cut:
    """Return the ink of a picture, without white around it."""
    ink = picture.convert("L").point(lambda shade: 255 if shade < INK else 0)
    box = ink.getbbox()
    return Cut(picture.convert("L").crop(box) if box else picture, box is None)


def is_box(shown: Cut) -> bool:
    """Return whether a picture is the missing glyph of some font here: of its form, and of its proportions."""
    wide, high = shown.picture.size
    for missing in missing_glyphs():
        across, up = missing.size
        if abs(wide / high - across / up) > 0.12 * (across / up):
            continue
        difference = ImageChops.difference(shown.picture.resize(SHAPE), missing.resize(SHAPE))
        if ImageStat.Stat(difference).mean[0] < ALIKE:
            return True
    return False


@cache
def missing_glyphs() -> list[Image.Image]:
    """Return the picture of the missing glyph of each font of this machine, at the size of a page."""
    command = ["fc-list", "--format", "%{file}\n"]
    listed = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    files = [Path(line) for line in sorted(set(listed.splitlines())) if line.endswith((".ttf", ".otf"))]
    found = []
    for file in [*files, *Path(__import__("font_source_sans_pro").__file__).parent.glob("files/*-Regular.ttf")]:
        font = ImageFont.truetype(str(file), 30)
        picture = Image.new("L", (90, 90), WHITE)
        ImageDraw.Draw(picture).text((20, 20), "\U0010fffd", font=font, fill=0)
        shown = cut(picture)
        if not shown.empty:
            found.append(shown.picture)
    return found


@cache
def covered() -> frozenset[str]:
    """Return the characters that fonts of this machine have, by fontconfig."""
    shown = subprocess.run(["fc-list", ":", "charset"], capture_output=True, encoding="utf-8", check=True).stdout
    codes = set()
    for first, last in re.findall(r"\b([0-9a-f]+)(?:-([0-9a-f]+))?\b", shown.replace("charset=", "")):
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(map(chr, codes))


def judged(jdgen: Callable[..., Ran], folder: Path, characters: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Return which characters a PDF shows, which it refuses, and which are boxes or nothing."""
    refused: list[str] = []
    while True:
        ran = page_of(jdgen, folder, characters)
        if ran.code == 0:
            break
        assert (ran.code, ran.out) == (5, "")
        named = {chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]{4,6})", ran.err)}
        assert named & set(characters), ran.err
        refused += [each for each in characters if each in named]
        characters = [each for each in characters if each not in named]
    shown = list(cuts(ran.paths[0], len(characters)))
    wrong = [each for each, picture in zip(characters, shown, strict=True) if picture.empty or is_box(picture)]
    return characters, refused, wrong


def test_each_character_is_drawn_or_refused(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    characters = scale.some(sample(), 60)
    known = [each for each in characters if each in covered()]
    unknown = [each for each in characters if each not in covered()]
    drawn, refused, wrong = judged(jdgen, tmp_path, known)
    for start in range(0, len(unknown), 12):
        some = unknown[start : start + 12]
        ran = page_of(jdgen, tmp_path / "none", some)
        assert (ran.code, ran.out, (tmp_path / "none").exists()) == (5, "", False), some
        assert sorted(re.findall(r"U\+([0-9A-F]{4,6})", ran.err)) == sorted(f"{ord(each):04X}" for each in some)
    evidence.note("pixels.characters", len(drawn) + len(refused) + len(unknown))
    evidence.note("pixels.boxes", len(wrong))
    assert [f"U+{ord(each):04X}" for each in wrong] == []
    assert (len(drawn) > scale.size(20, 200), len(unknown) > scale.size(5, 30)) == (True, True)


def test_the_judge_sees_a_box_and_nothing(tmp_path: Path) -> None:
    """Plain WeasyPrint prints what no font has as boxes, and says so in its log alone."""
    import weasyprint

    unknown = ["\U00013000", "\u1234", "\ue123", "\U0001f9ff", "\u200b", "A"]
    unknown = [each for each in unknown if each not in covered() or each in "\u200bA"]
    lines = "".join(f"<p>{before(n)} {each} {behind(n)}</p>" for n, each in enumerate(unknown))
    path = tmp_path / "plain.pdf"
    weasyprint.HTML(string=f"<style>p {{font: 10.5pt 'DejaVu Sans'}}</style>{lines}").write_pdf(path)
    shown = list(cuts(path, len(unknown)))
    assert [is_box(each) for each in shown[:-2]] == [True] * (len(unknown) - 2)
    assert (shown[-2].empty, shown[-1].empty, is_box(shown[-1])) == (True, False, False)


@pytest.mark.skipif(judges.needs("office") is not None, reason=str(judges.needs("office")))
@pytest.mark.skipif("not __import__('scale').WHOLE", reason="LibreOffice draws them in a whole run: make torture")
def test_a_word_file_leaves_the_fonts_to_its_viewer(jdgen: Callable[..., Ran], tmp_path: Path) -> None:
    """A Word file carries every character whole, and the program that shows it brings the fonts: what is promised.

    So what a font here has is drawn by LibreOffice, and what none has may be a box there, and nowhere in our files.
    """
    characters = [each for each in sample() if each in covered()][::8]
    laid = [f"--set=company.benefits[{n}]={before(n)} {each} {behind(n)}" for n, each in enumerate(characters)]
    ran = jdgen("posting", ROLE, *LINDQVIST.of("posting"), *laid, "-f", "docx", "-q", "-o", tmp_path)
    assert ran.code == 0
    path = judges.office_pdf(ran.paths[0], tmp_path / "office")
    shown = list(cuts(path, len(characters)))
    wrong = [f"U+{ord(each):04X}" for each, cut in zip(characters, shown, strict=True) if cut.empty or is_box(cut)]
    evidence.note("pixels.characters", len(characters))
    evidence.note("pixels.boxes", len(wrong))
    assert wrong == []
