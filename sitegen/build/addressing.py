"""Texts as they stand on a page: in their own language, their links leading somewhere from wherever the page is.

In: a text of the content. Out: its HTML, addresses relative to `content/` made addresses of the site.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from html import escape, unescape

from markupsafe import Markup

from sitegen.model import Paper, Text
from sitegen.site.pages import Addresses

_RELATIVE = re.compile(r' (href|src)="(?![a-zA-Z][a-zA-Z0-9+.-]*:|/|#)([^"]*)"')
_ANCHOR = re.compile(r"</?a\b[^>]*>")


def rooted(text: Text, at: Addresses, files: Collection[str]) -> Markup:
    """Return a text's HTML; a relative address is a file of the content where there is one, else a page of the site."""

    def led(match: re.Match[str]) -> str:
        path, mark, rest = _split(unescape(match[2]))
        place = posixpath.normpath(path)
        if place in files:
            address = at.content_file(place)
        else:
            address = at.file("" if place == "." else place + ("/" if path.endswith("/") else ""))
        return f' {match[1]}="{escape(address + mark + rest)}"'

    html = _RELATIVE.sub(led, text.html) if '="' in text.html else text.html
    return Markup(html)  # noqa: S704 - the text room made it safe


def unlinked(text: Text) -> Markup:
    """Return a text's HTML without links, for a place that is one itself."""
    html = _ANCHOR.sub("", text.html) if "<a " in text.html else text.html
    return Markup(html)  # noqa: S704 - the text room made it safe


def lang(paper: Paper) -> Markup:
    """Return the attribute that names the language of a paper's title and abstract, where it is not the page's."""
    return Markup(' lang="{}"').format(paper.language) if paper.language else Markup()


def _split(address: str) -> tuple[str, str, str]:
    """Return an address's path, and what follows its first `?` or `#`, with that sign between them."""
    found = re.search(r"[?#]", address)
    return (address[: found.start()], found[0], address[found.end() :]) if found else (address, "", "")
