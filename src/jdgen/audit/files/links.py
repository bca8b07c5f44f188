"""Which addresses a file may lead to, and what its words say of them."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]|%0[ad]", re.IGNORECASE)
_LEFT_OUT = re.compile(r"[\x00-\x20]")
_NOTHING = frozenset((
    "here", "click here", "click", "this", "this link", "link", "this page", "more", "read more", "learn more",
    "see here", "see more", "apply here", "find out more", "details", "more info", "website",
))  # fmt: skip
_ENDINGS = frozenset((
    "com", "org", "net", "edu", "gov", "io", "dev", "app", "ai", "co", "info", "biz", "uk", "de", "fr", "se", "nl",
    "us", "ca", "au", "in", "jp", "cn", "pl", "es", "it", "ch", "at", "be", "dk", "no", "fi", "ie", "nz", "br", "mx",
    "eu", "example",
))  # fmt: skip
_SHARED = ("co", "com", "org", "net", "ac", "gov", "edu")
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,18}"
_WHOLE = re.compile(rf"(?:https?://|www\.){_HOST}(?::\d{{1,5}})?(?:[/?#]\S*)?", re.IGNORECASE)
_BARE = re.compile(rf"({_HOST})(?:/\S*)?")
_MAIL = re.compile(rf"[\w.+%-]{{1,64}}@{_HOST}", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s().\-/–]{6,24}")


def unsafe(address: str) -> str:
    """Return why an address may not stand in a file, or an empty text; one within the file begins with `#`."""
    if address.startswith("#"):
        return ""
    if address.startswith(("\\\\", "//")):
        return "leads to a computer on a network, without a scheme"
    # Programs leave such signs out before they look for the scheme: `java\nscript:` is one.
    found = _SCHEME.match(_LEFT_OUT.sub("", address[:2000]))
    if not found:
        return "leads to a file beside this one, which its readers do not have"
    if found[1].lower() not in SCHEMES:
        return f"is a `{found[1].lower()}:` address, not a page, an e-mail address or a telephone number"
    if _CONTROL.search(address):
        return "has a space or a control character"
    return ""


def lies(words: str, address: str) -> bool:
    """Return whether the words of a link are an address themselves, and another one than it leads to.

    `www.`, the scheme and what stands behind the name of the site may differ, and so may one site of an owner from
    another: `example.org/jobs` may lead to `https://careers.example.org`. A name such as `socket.io` may be that of a
    product, and lead to a page that has it in its address.
    """
    shown = words.strip().rstrip(".,;")
    if not shown or address.startswith("#"):
        return False
    scheme, _, rest = address.strip().partition(":")
    scheme = scheme.lower()
    if _MAIL.fullmatch(shown):
        said = unquote(rest.partition("?")[0]).casefold()
        return said != shown.casefold() if scheme == "mailto" else scheme not in ("http", "https")
    if _PHONE.fullmatch(shown):
        return scheme == "tel" and _digits(shown)[-6:] != _digits(rest.partition(";")[0])[-6:]
    whole = _WHOLE.fullmatch(shown)
    bare = _BARE.fullmatch(shown)
    if not whole and (not bare or bare[1].rpartition(".")[2] not in _ENDINGS):
        return False
    if scheme not in ("http", "https"):
        return scheme == "mailto"
    mine, theirs = _owner(_site(shown)), _owner(_site(address))
    behind = rest.removeprefix("//").partition("/")[2].casefold()
    return mine != theirs and (bool(whole) or mine.partition(".")[0] not in behind)


def says_nothing(words: str) -> bool:
    """Return whether the words of a link are those of any link, such as `here`."""
    return " ".join(words.casefold().split()).strip(" .:!>»→[]()") in _NOTHING


def is_bare(words: str) -> bool:
    """Return whether the words of a link are nothing but a web address, with its scheme."""
    return words.strip().lower().startswith(("http://", "https://")) and not words.strip().count(" ")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _site(address: str) -> str:
    """Return the name of the computer that an address leads to, or an empty text for one that nobody can read."""
    try:
        return urlsplit(address if "://" in address else f"http://{address}").hostname or ""
    except ValueError:
        return ""


def _owner(site: str) -> str:
    """Return that part of a name which somebody owns: `example.org`, or `example.co.uk`."""
    parts = site.casefold().rstrip(".").split(".")
    count = 3 if len(parts) > 2 and parts[-2] in _SHARED and len(parts[-1]) == 2 else 2
    return ".".join(parts[-count:])
