"""WeasyPrint, fenced in: one font set-up, nothing fetched but our own drawings, no complaint that goes unheard.

Importing this module imports WeasyPrint and loads the system libraries: only `pdf` does, when a PDF is asked for.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from jdgen import resources
from jdgen.documents.look import USUAL, Picture
from jdgen.errors import InputError, MachineError, Problem, TemplateError, printable
from jdgen.render import families, fonts, forms, html, pdf_file, pictures, quick_parts, tags
from jdgen.render.env import environment, owned
from jdgen.render.options import PageOptions
from jdgen.render.page_look import LOGO, TYPES, stack
from jdgen.render.page_source import Source
from jdgen.render.pictures import DRAWINGS

VARIANT = "pdf/a-2a"
IMAGE_BYTES = 2_000_000
"""The longest `data:` image that a page may hold, as characters of its URL."""

_LITTLE = 320.0
"""The height of what a last page holds, in pixels of CSS, below which it is tried to save it: sixteen lines."""
_NO_GLYPH = ".notdef glyph rendered"
_PROFILE = "sRGB2014.icc"
_LOGGERS = ("weasyprint", "fontTools")
_PAGES = "https://pages.invalid/"
_LINES = re.compile(r" at \d+:\d+")
"""Where something stands in the sheets put together, which nobody has as a file."""
_QUOTED = re.compile(r"[`'\"]([^`'\":]+)")
"""What a complaint is about: a property, without its value, or a selector."""


class Engine:
    """What all PDFs of a process share: the fonts, the color profile and the parsed style sheets."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._profiles = {"srgb": _Profile(files("weasyprint.pdf").joinpath(_PROFILE).read_bytes())}
        self._sheet = lru_cache(maxsize=32)(self._parsed_sheet)
        self._drawings = pictures.Store()

    def render(self, pages: list[html.Page], options: PageOptions, logo: Picture | None = None) -> bytes:
        """Return the PDF of the runs of pages; raise where anything of them could not be shown as it is."""
        fetcher = Drawings(logo)
        address = (LOGO, logo.data if logo else b"")
        # somebody's own templates may bring other drawings under our addresses
        drawings = pictures.Store() if owned() else self._drawings
        images = drawings.pictures(address, fetcher)
        with _heard() as records, quick_parts.used(), _uncollected():
            runs = [self._fitted(page, fetcher, images) for page in pages]
            whole = runs[0].copy([page for run in runs for page in run.pages])
            form = forms.over(whole, large=options.large) if options.fillable else None
            pictures.stamp(whole.pages)

            def finish(document: weasyprint.Document, pdf: Any) -> None:
                (form or tags.repair)(document, pdf)
                pdf_file.settle(pdf)

            produced: bytes = whole.write_pdf(
                finisher=finish,
                pdf_variant=forms.VARIANT if form else VARIANT,
                pdf_identifier=True,
                # the profile is there already: asked for it, WeasyPrint would open its file anew and leave it open
                output_intent="",
            )
        if logo and (records or fetcher.blocked):
            self._judge_logo(logo)
        _judge(records, whole.fonts.values(), fetcher.blocked)
        if folder := owned():
            from jdgen.render.enclosed import judge_links

            judge_links(whole, folder, _PAGES)
        drawings.keep(images, address)
        return produced

    def _judge_logo(self, logo: Picture) -> None:
        """Raise InputError if the logo, on a page of its own, is what could not be shown as it is."""
        fetcher = Drawings(logo)
        with _heard() as records:
            page = weasyprint.HTML(string=f'<img src="{LOGO}">', url_fetcher=fetcher)
            page.render(font_config=self._fonts, color_profiles=dict(self._profiles)).write_pdf()
        if fetcher.blocked or any(_NO_GLYPH not in record.msg for record in records):
            key, hint = ("drawing", "save it as plain SVG") if logo.kind == "svg" else ("file", "save it anew")
            said = f"`brand.logo.{key}` holds what cannot be drawn in a PDF"
            raise InputError(Problem(said, logo.place, f"{hint}, or leave out pdf"))

    def show(self, page: str) -> None:
        """Lay a finished page out as a browser would, for whoever listens to what it shows."""
        with _heard():
            weasyprint.HTML(string=page, media_type="screen", url_fetcher=Drawings()).render(font_config=self._fonts)

    def require(self, lists: Iterable[tuple[str, ...]]) -> None:
        """Raise MachineError for fonts that a page of somebody's own templates asks for and that are not here."""
        # defense pdf.fonts: a font that a page asks for and that is not here is named
        missing = families.absent(self._fonts, lists)
        if missing:
            from jdgen.render.owned import place_of

            folder = owned()
            raise MachineError(
                Problem(
                    f"the font `{printable(name, 60)}` is not on this machine; no PDF was made",
                    place_of(folder, name) if folder else None,
                    "install it, or end the list of fonts with another that is here, such as `sans-serif`",
                )
                for name in missing
            )

    def _fitted(self, page: html.Page, fetcher: Drawings, images: pictures.Pictures) -> weasyprint.Document:
        """Return the pages, set closer where that saves a last one that would hold but a few lines."""
        usual = self._laid_out(page, fetcher, images)
        if not page.setting.closer or len(usual.pages) == 1 or _filled(usual.pages[-1]) > _LITTLE:
            return usual
        close = self._laid_out(page._replace(setting=page.setting._replace(close=True)), fetcher, images)
        return close if len(close.pages) < len(usual.pages) else usual

    def _laid_out(self, page: html.Page, fetcher: Drawings, images: pictures.Pictures) -> weasyprint.Document:
        theirs = weasyprint.HTML(string=page.text, url_fetcher=fetcher, base_url=_base()) if owned() else None
        return (theirs or Source(page.text, fetcher)).render(
            cache=images,
            font_config=self._fonts,
            stylesheets=[self._sheet(page.setting)],
            color_profiles=dict(self._profiles),
            pdf_variant=VARIANT,
        )

    def _parsed_sheet(self, setting: html.Setting) -> weasyprint.CSS:
        body, heading = families.chosen(self._fonts, setting.theme)
        values = {
            **setting._asdict(),
            "fonts": stack(body, fonts.STACK),
            "heading_fonts": stack(heading, fonts.STACK) if heading != body else "",
        }
        names = ("base.css.j2", "pdf.css.j2")
        text = "".join(environment().get_template(name).render(values) for name in names)
        return weasyprint.CSS(string=text, font_config=self._fonts, url_fetcher=Drawings(), base_url=_base())


def _filled(page: weasyprint.document.Page) -> float:
    """Return how high the text of a page is, in pixels of CSS."""
    return float(page._page_box.children[0].height)


class _Profile(ColorProfile):  # type: ignore[misc]
    """The color profile as its file has it: once its name has been read, WeasyPrint would write more bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(BytesIO(data), _PROFILE, "relative-colorimetric", "rgb")
        self._data = data

    @property
    def content(self) -> bytes:
        """Return the bytes of the file."""
        return self._data


# defense fetcher.images: a page shows its own pictures alone, and opens no file and no connection
class Drawings(URLFetcher):  # type: ignore[misc]
    """Serves our drawings and small `data:` images; notes every other address and refuses it."""

    def __init__(self, logo: Picture | None = None) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.blocked: list[str] = []
        self._logo = logo

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the drawing; WeasyPrint logs the ValueError that is raised for any other address, and goes on."""
        address, _, color = url.partition("?")
        if address in DRAWINGS:
            name = DRAWINGS[address]
            content = _own(name) or (resources.templates() / "html" / name).read_bytes()
            content = content.replace(USUAL.secondary.encode(), color.encode()) if color else content
            return URLFetcherResponse(url, content, {"Content-Type": TYPES["svg"]})
        name = unquote(url.removeprefix(_PAGES))
        drawn = _own(name) if url.startswith(_PAGES) and name.endswith((".svg", ".png")) else None
        if drawn is not None:
            return URLFetcherResponse(url, drawn, {"Content-Type": TYPES[name[-3:]]})
        if url == LOGO and self._logo:
            return URLFetcherResponse(url, self._logo.data, {"Content-Type": TYPES[self._logo.kind]})
        if url.lower().startswith("data:image/") and len(url) <= IMAGE_BYTES:
            return super().fetch(url, headers)
        self.blocked.append(url[:200])
        raise ValueError("not an image that a document may show")


def _base() -> str | None:
    """Return what relative addresses count from: a folder of somebody's own templates has pictures as well."""
    return _PAGES if owned() else None


def _own(name: str) -> bytes | None:
    """Return a picture that stands beside somebody's own templates."""
    folder = owned()
    if folder is None:
        return None
    from jdgen.render.owned import inside

    return inside(folder, name, IMAGE_BYTES)


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _heard() -> Iterator[list[logging.LogRecord]]:
    """Collect what the libraries log from warnings up, and let none of it reach the user's screen."""
    recorder = _Recorder()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger.propagate, logger.level, logger.disabled) for logger in loggers]
    for logger in loggers:
        logger.addHandler(recorder)
        logger.propagate, logger.disabled = False, False
        logger.setLevel(logging.WARNING)
    try:
        yield recorder.records
    finally:
        for logger, (propagate, level, disabled) in zip(loggers, before, strict=True):
            logger.removeHandler(recorder)
            logger.propagate, logger.disabled = propagate, disabled
            logger.setLevel(level)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the garbage collector wait: what it would go through again and again is in use until the page is done."""
    waits = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if waits:
            gc.enable()


def _judge(records: list[logging.LogRecord], used: Any, blocked: list[str]) -> None:
    """Raise for what the page lacks: characters are the machine's fault, all the rest is ours."""
    # defense fetcher.heard: an address that was refused fails the document
    if blocked:
        raise _asked(blocked)
    # WeasyPrint names the characters for which Pango found no font; glyph 0 is a font that said it had one
    lacking = {str(record.args[0]) for record in records if _NO_GLYPH in record.msg and isinstance(record.args, tuple)}
    # defense pdf.glyphs: a character that no font has is refused, not printed as a box
    lacking.update(character for font in used for character in font.to_unicode.get(0, "") if not character.isspace())
    if lacking:
        raise fonts.missing(lacking)
    # defense pdf.complaints: what WeasyPrint complains about fails the document
    if records:
        raise _fault([f"{record.name}: {record.getMessage()}" for record in records])


def _asked(blocked: list[str]) -> Exception:
    """Return the error of a page that asked for what it may not have."""
    folder = owned()
    if folder is None:
        return RuntimeError(f"the page asked for what it may not have: {', '.join(blocked)}")
    from jdgen.render.enclosed import refused

    return TemplateError(refused(address.removeprefix(_PAGES), folder) for address in blocked)


def _fault(said: list[str]) -> Exception:
    """Return the error of a page: the fault of its templates, whose they are."""
    folder = owned()
    if folder is None:
        return RuntimeError("; ".join(said))
    from jdgen.render.owned import place_of

    problems = []
    for one in said:
        quoted = _QUOTED.search(one)
        place = place_of(folder, *((f"{quoted[1]}:", quoted[1]) if quoted else ()))
        problems.append(Problem(_LINES.sub("", one).rstrip("."), place))
    return TemplateError(problems)
