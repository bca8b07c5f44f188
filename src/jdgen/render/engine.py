"""WeasyPrint, fenced in: one font set-up, nothing fetched but our own drawings, no complaint that goes unheard.

Importing this module imports WeasyPrint and loads the system libraries: only `pdf` does, when a PDF is asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import weasyprint
from markupsafe import Markup
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from jdgen import resources
from jdgen.render import fonts, forms, html, tags
from jdgen.render.env import environment
from jdgen.render.options import PageOptions

VARIANT = "pdf/a-2a"
DRAWINGS = {"jdgen:box.svg": "box.svg", "jdgen:bullet.svg": "bullet.svg"}
IMAGE_BYTES = 2_000_000
"""The longest `data:` image that a page may hold, as characters of its URL."""

_NO_GLYPH = ".notdef glyph rendered"
_PROFILE = "sRGB2014.icc"
_LOGGERS = ("weasyprint", "fontTools")


class Engine:
    """What all PDFs of a process share: the fonts, the color profile and the parsed style sheets."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._profiles = {"srgb": _Profile(files("weasyprint.pdf").joinpath(_PROFILE).read_bytes())}
        self._sheet = lru_cache(maxsize=32)(self._parsed_sheet)

    def render(self, pages: list[html.Page], options: PageOptions) -> bytes:
        """Return the PDF of the runs of pages; raise where anything of them could not be shown as it is."""
        fetcher = Drawings()
        with _heard() as records:
            runs = [self._laid_out(page, fetcher) for page in pages]
            whole = runs[0].copy([page for run in runs for page in run.pages])
            form = forms.over(whole, large=options.large) if options.fillable else None
            produced: bytes = whole.write_pdf(
                finisher=form or tags.repair,
                pdf_variant=forms.VARIANT if form else VARIANT,
                pdf_identifier=True,
                # the profile is there already: asked for it, WeasyPrint would open its file anew and leave it open
                output_intent="",
            )
        _judge(records, whole.fonts.values(), fetcher.blocked)
        return produced

    def _laid_out(self, page: html.Page, fetcher: Drawings) -> weasyprint.Document:
        source = weasyprint.HTML(string=page.text, url_fetcher=fetcher)
        return source.render(
            font_config=self._fonts,
            stylesheets=[self._sheet(page.setting)],
            color_profiles=dict(self._profiles),
            pdf_variant=VARIANT,
        )

    def _parsed_sheet(self, setting: html.Setting) -> weasyprint.CSS:
        values = {
            **setting._asdict(),
            "fonts": Markup(fonts.STACK),  # noqa: S704 - a constant
        }
        names = ("base.css.j2", "pdf.css.j2")
        text = "".join(environment().get_template(name).render(values) for name in names)
        return weasyprint.CSS(string=text, font_config=self._fonts, url_fetcher=Drawings())


class _Profile(ColorProfile):  # type: ignore[misc]
    """The color profile as its file has it: once its name has been read, WeasyPrint would write more bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(BytesIO(data), _PROFILE, "relative-colorimetric", "rgb")
        self._data = data

    @property
    def content(self) -> bytes:
        """Return the bytes of the file."""
        return self._data


class Drawings(URLFetcher):  # type: ignore[misc]
    """Serves our drawings and small `data:` images; notes every other address and refuses it."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.blocked: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the drawing; WeasyPrint logs the ValueError that is raised for any other address, and goes on."""
        if url in DRAWINGS:
            content = (resources.templates() / "html" / DRAWINGS[url]).read_bytes()
            return URLFetcherResponse(url, content, {"Content-Type": "image/svg+xml"})
        if url.lower().startswith("data:image/") and len(url) <= IMAGE_BYTES:
            return super().fetch(url, headers)
        self.blocked.append(url[:200])
        raise ValueError("not an image that a document may show")


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


def _judge(records: list[logging.LogRecord], used: Any, blocked: list[str]) -> None:
    """Raise for what the page lacks: characters are the machine's fault, all the rest is ours."""
    if blocked:
        raise RuntimeError(f"the page asked for what it may not have: {', '.join(blocked)}")
    # WeasyPrint names the characters for which Pango found no font; glyph 0 is a font that said it had one
    lacking = {str(record.args[0]) for record in records if _NO_GLYPH in record.msg and isinstance(record.args, tuple)}
    lacking.update(character for font in used for character in font.to_unicode.get(0, "") if not character.isspace())
    if lacking:
        raise fonts.missing(lacking)
    if records:
        raise RuntimeError("; ".join(f"{record.name}: {record.getMessage()}" for record in records))
