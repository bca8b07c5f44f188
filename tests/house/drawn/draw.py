"""Draws the house template of the tests in LibreOffice, as a person would: types, formats, saves, opens, mends a word.

Run it with the Python that LibreOffice brings: `python3 tests/house/drawn/draw.py LOGO.png FOLDER`. Two files come out:
`harborview.docx` with three mistakes, and `harborview-clean.docx` without them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.awt import Size
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import Locale
from com.sun.star.table import BorderLine2, TableBorder2
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from com.sun.star.text.TextContentAnchorType import AS_CHARACTER

GREEN, INK = 0x1B5E3F, 0x22302A


def setting(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def connected(folder):
    pipe = "jdgen-draw"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
         f"--accept=pipe,name={pipe};urp;"])
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(100):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


def lines(text, cursor, entries):
    for number, (words, style) in enumerate(entries):
        if number:
            text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        cursor.ParaStyleName = style
        text.insertString(cursor, words, False)


def looks(document):
    styles = document.StyleFamilies.getByName("ParagraphStyles")
    for name, size, color, bold in (("Standard", 10.5, INK, False), ("Title", 26, GREEN, True),
                                    ("Heading 1", 13, GREEN, True), ("Heading 2", 11.5, GREEN, True)):
        style = styles.getByName(name)
        style.CharFontName = "Liberation Serif" if name in ("Title", "Heading 1", "Heading 2") else "Liberation Sans"
        style.CharHeight, style.CharColor, style.CharWeight = size, color, 150.0 if bold else 100.0
        if name == "Title":
            style.ParaAdjust = uno.Enum("com.sun.star.style.ParagraphAdjust", "LEFT")
    subtitle = styles.getByName("Subtitle")
    subtitle.CharHeight, subtitle.ParaAdjust = 12.0, uno.Enum("com.sun.star.style.ParagraphAdjust", "LEFT")
    styles.getByName("Heading 1").ParaTopMargin, styles.getByName("Heading 1").ParaBottomMargin = 450, 150
    page = document.StyleFamilies.getByName("PageStyles").getByName("Standard")
    page.Width, page.Height = 21590, 27940
    page.LeftMargin = page.RightMargin = 2000
    page.HeaderIsOn = page.FooterIsOn = True
    return page


def drawn(desktop, logo, target, mistakes):
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (setting("Hidden", True),))
    page = looks(document)
    document.DocumentProperties.Title = "Harborview posting"
    picture = document.createInstance("com.sun.star.text.TextGraphicObject")
    picture.GraphicURL = logo.as_uri()
    picture.AnchorType = AS_CHARACTER
    picture.Size = Size(4200, 1050)
    picture.Title, picture.Description = "Harborview Clinics", "Harborview Clinics"
    page.HeaderText.insertTextContent(page.HeaderText.createTextCursor(), picture, False)
    foot = page.FooterText
    cursor = foot.createTextCursor()
    foot.insertString(cursor, "{{ company.name }} · {{ opening.requisition }} · Page ", False)
    number = document.createInstance("com.sun.star.text.TextField.PageNumber")
    number.NumberingType = 4
    foot.insertTextContent(cursor, number, False)
    body = document.Text
    cursor = body.createTextCursor()
    title = "{{ posting.titel }}" if mistakes else "{{ posting.title }}"
    lines(body, cursor, [(title, "Title"), ("{{ posting.subtitle }}", "Subtitle")])
    body.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cursor.ParaStyleName = "Standard"
    table = document.createInstance("com.sun.star.text.TextTable")
    table.initialize(1, 2)
    body.insertTextContent(cursor, table, False)
    separators = list(table.TableColumnSeparators)
    separators[0].Position = int(table.TableColumnRelativeSum * 0.32)
    table.TableColumnSeparators = tuple(separators)
    none = BorderLine2()
    edges = TableBorder2()
    for side in ("Top", "Bottom", "Left", "Right", "Horizontal", "Vertical"):
        setattr(edges, f"{side}Line", none)
        setattr(edges, f"Is{side}LineValid", True)
    table.TableBorder2 = edges
    left, right = table.getCellByName("A1"), table.getCellByName("B1")
    left.BackColor = 0xEEF5F1
    pay = "{{ pay.text }" if mistakes else "{{ pay.text }}"
    lines(left, left.createTextCursor(), [
        ("At a glance", "Heading 1"), (f"Pay: {pay}", "Standard"), ("{{p section(\"facts\") }}", "Standard"),
        ("{{p section(\"apply\") }}", "Standard")])
    lines(right, right.createTextCursor(), [
        ("{{p section(\"why\") }}", "Standard"), ("{{p section(\"duties\") }}", "Standard")])
    cursor.gotoEnd(False)
    must = "{{ section(“must”) }}" if mistakes else "{{p section(\"must\") }}"
    lines(body, cursor, [(must, "Standard"), ("{{p section(\"rest\") }}", "Standard")])
    document.storeToURL(target.with_suffix(".odt").as_uri(), ())
    document.close(True)


def edited(desktop, source, target):
    """Open what was saved and set the middle of some tags in another English, as spelling tools do: it splits runs."""
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (setting("Hidden", True),))
    search = document.createSearchDescriptor()
    for words, at in (("posting.subtitle", 7), ("section(\"duties\")", 9), ("company.name", 4)):
        search.SearchString = words
        found = document.findFirst(search)
        if found is None:
            continue
        cursor = found.Text.createTextCursorByRange(found.Start)
        cursor.goRight(at, False)
        cursor.goRight(3, True)
        cursor.CharLocale = Locale("en", "GB", "")
    document.storeToURL(target.as_uri(), (setting("FilterName", "MS Word 2007 XML"),))
    document.close(True)


def main():
    logo, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as room:
        office, desktop = connected(room)
        try:
            for name, mistakes in (("harborview", True), ("harborview-clean", False)):
                target = folder / f"{name}.docx"
                drawn(desktop, logo, target, mistakes)
                edited(desktop, target.with_suffix(".odt"), target)
                target.with_suffix(".odt").unlink()
        finally:
            desktop.terminate()
            office.wait(timeout=30)


if __name__ == "__main__":
    main()
