"""A built page, or a piece of one, as whoever reads it by machine sees it.

In: HTML. Out: a `Page`: what its head says, where it leads, what it shows. Never judges, never reads a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

_TOKEN = re.compile(
    r"""<!--(?:.*?-->|.*)|<![^>]*+>|</(?P<closed>[a-z][a-z0-9]*+)\s*+>
    |<(?P<name>(?P<is_raw>script|style)\b|[a-z][^\s/>]*+)
      (?P<attributes>(?:[^"'>]++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)(?:>|\Z)
    (?(is_raw)(?P<raw>.*?)(?:</(?P=is_raw)\s*+>|\Z))""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""A comment, a declaration, an end, or a start with its attributes; one that nothing ends goes on to the end."""
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_NOTHING: Mapping[str, str] = {}
_LEADING = frozenset({"href", "src", "poster", "data", "action", "cite"})
_BETWEEN = re.compile(r",\s+")
_LINKED_DATA = "application/ld+json"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Heading(NamedTuple):
    """A heading: its level, from 1, and its words."""

    level: int
    text: str


class Image(NamedTuple):
    """A picture; `alt` is nothing where the attribute is missing."""

    src: str
    alt: str | None


class Anchor(NamedTuple):
    """A link that a reader can follow: where it leads, its words, its `rel`."""

    href: str
    text: str
    rel: str


@dataclass(slots=True)
class Page:
    """What one page holds, each in the page's order.

    `metas` are (name or property, content); `links` are the (rel, href) of its head; `addresses` is everything that it
    leads to or loads; `data` are its blocks of JSON-LD; `text` is what a reader sees, on one line.
    """

    metas: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    headings: list[Heading] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    text: str = ""

    def said(self, name: str) -> tuple[str, ...]:
        """Every content of the meta tags of one name."""
        return tuple(content for known, content in self.metas if known == name)

    def linked(self, rel: str) -> tuple[str, ...]:
        """Every address that the head links as `rel`."""
        return tuple(href for known, href in self.links if rel in known.split())


def read(html: str) -> Page:
    """Return what a page, or a piece of one, holds.

    Read tag by tag as well-formed pages are, which ours are: more than twice as fast as the library's parser.
    """
    reader = _Reader()
    end = 0
    for found in _TOKEN.finditer(html):
        if found.start() > end:
            reader.text(html[end : found.start()])
        end = found.end()
        name = found["name"]
        if name:
            reader.start(name.lower(), found["attributes"], found["raw"])
        elif found["closed"]:
            reader.end(found["closed"].lower())
    reader.text(html[end:])
    reader.page.text = one_line("".join(reader.words))
    return reader.page


def one_line(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


class _Reader:
    """Fills a `Page` as tags go by."""

    def __init__(self) -> None:
        self.page = Page()
        self.words: list[str] = []
        self._in_body = True
        self._heading: tuple[int, int] | None = None
        self._anchor: tuple[str, str, int] | None = None

    def start(self, tag: str, attributes: str, raw: str | None) -> None:
        """Note what one element says of itself; `raw` is the text of a script or a style sheet."""
        said = _attributes(attributes) if "=" in attributes or tag == "img" else _NOTHING
        if said:
            self._note_addresses(tag, said)
            if name := said.get("id"):
                self.page.ids.add(name)
        if tag in {"head", "body"}:
            self._in_body = tag == "body"
        elif tag == "meta":
            self.page.metas.append((said.get("name") or said.get("property", ""), said.get("content", "")))
        elif tag == "link":
            self.page.links.append((said.get("rel", ""), said.get("href", "")))
        elif tag == "img":
            self.page.images.append(Image(said.get("src", ""), said.get("alt")))
            self.words.append(said.get("alt", ""))
        elif tag == "a" and "href" in said:
            self._anchor = (said["href"], said.get("rel", ""), len(self.words))
        elif tag in _HEADINGS:
            self._heading = (_HEADINGS[tag], len(self.words))
        elif tag == "script" and said.get("type") == _LINKED_DATA:
            self.page.data.append(raw or "")

    def end(self, tag: str) -> None:
        """Note the words of what ends here."""
        if tag == "a" and self._anchor:
            href, rel, start = self._anchor
            self.page.anchors.append(Anchor(href, self._since(start), rel))
            self._anchor = None
        elif tag in _HEADINGS and self._heading:
            level, start = self._heading
            self.page.headings.append(Heading(level, self._since(start)))
            self._heading = None

    def text(self, text: str) -> None:
        """Note words that a reader sees."""
        if self._in_body:
            self.words.append(unescape(text) if "&" in text else text)

    def _since(self, start: int) -> str:
        return one_line("".join(self.words[start:]))

    def _note_addresses(self, tag: str, said: Mapping[str, str]) -> None:
        for name, value in said.items():
            if name in _LEADING and value.strip():
                self.page.addresses.append(value.strip())
        for candidate in _BETWEEN.split(said["srcset"]) if "srcset" in said else ():
            if parts := candidate.split():
                self.page.addresses.append(parts[0])
        if tag == "meta" and said.get("property") in {"og:image", "og:url"} and said.get("content"):
            self.page.addresses.append(said["content"])


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag; of one that stands twice the first counts."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text):
        value = "".join(values)
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found
