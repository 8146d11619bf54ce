"""Texts as they stand on a page: in their own language, their links leading somewhere from wherever the page is.

In: a text of the content. Out: its HTML, addresses relative to `content/` made addresses of the site. Only attributes
are changed, never what a reader sees.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from html import escape, unescape
from typing import Any
from unicodedata import normalize
from urllib.parse import quote, unquote

from markupsafe import Markup

from sitegen.model import SiteConfig, Text
from sitegen.regex import regex
from sitegen.site.pages import Addresses
from sitegen.text.markup import TAG

_RELATIVE = regex(r' (href|src)="(?![a-zA-Z][a-zA-Z0-9+.-]*:|/|#)([^"]*)"')


def rooted(text: Text, at: Addresses, files: Collection[str]) -> Markup:
    """Return a text's HTML; a relative address is a file of the content where there is one, else a page of the site."""

    def led(attribute: re.Match[str]) -> str:
        return f' {attribute[1]}="{escape(_address(unescape(attribute[2]), at, files))}"'

    def in_tag(tag: re.Match[str]) -> str:
        return _RELATIVE.sub(led, tag[0]) if tag["name"] in {"a", "img"} else tag[0]

    has_targets = "<a " in text.html or "<img " in text.html
    html = TAG.sub(in_tag, text.html) if has_targets and _RELATIVE.search(text.html) else text.html
    return Markup(html)  # noqa: S704 - the text room made it safe


def unlinked(text: Text) -> Markup:
    """Return a text's HTML without links, for a place that is one itself."""
    html = text.html
    if "<a " in html:
        html = TAG.sub(lambda tag: "" if tag["name"] == "a" else tag[0], html)
    return Markup(html)  # noqa: S704 - the text room made it safe


def lang(thing: Any, of: Any = "title", *, config: SiteConfig) -> Markup:
    """Return the attribute that names the language of a text, where it is not the page's.

    `thing` is a text, in which case `of` may be the paper that it belongs to; or it is a record (a paper, a page), and
    `of` the name of the text. What names no language is in the paper's, else in the main one of the site.
    """
    text, record = (thing, of) if isinstance(thing, Text) else (getattr(thing, of, None), thing)
    if not text:
        return Markup()
    if isinstance(text, Text):
        tag = text.lang or getattr(record, "language", None) or ""
    else:  # a word, of which the record knows it
        tag = getattr(record, "lang", "") or getattr(record, "languages_of", {}).get(of, "")
    if config.languages:
        tag = tag or config.main_language
        tag = "" if tag == config.language else tag
    return Markup(' lang="{}"').format(tag) if tag else Markup()


def _address(written: str, at: Addresses, files: Collection[str]) -> str:
    """Return where an address leads that is relative to `content/`, in whatever spelling: quoted or not, NFC or NFD."""
    if file := _file(written, files):
        return at.content_file(file)
    path, mark, rest = _split(written)
    if file := _file(path, files):
        return at.content_file(file) + mark + rest
    target = posixpath.normpath(unquote(path))
    page = "" if target == "." else target + ("/" if path.endswith("/") else "")
    return at.written(page) + mark + quote(rest, safe=_KEPT)


_KEPT = "%/:=&?~#+!$,;'@()*[]-._"


def _file(written: str, files: Collection[str]) -> str:
    """Return the file of the content that somebody named; empty where there is none."""
    path = posixpath.normpath(unquote(written))
    forms = dict.fromkeys((path, *(normalize(form, path) for form in ("NFC", "NFD"))))
    return next((form for form in forms if form in files), "")


def _split(address: str) -> tuple[str, str, str]:
    """Return an address's path, and what follows its first `?` or `#`, with that sign between them."""
    mark = re.search(r"[?#]", address)
    return (address[: mark.start()], mark[0], address[mark.end() :]) if mark else (address, "", "")
