"""A built page, or a piece of one, as whoever reads it by machine sees it.

One of the two doors to selectolax. In: HTML. Out: a `Page`: what its head says, where it leads, what it shows. Never
judges, never reads a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.records import NamedTuple
from sitegen.regex import regex

_ONE = ("href", "src", "poster", "data", "action", "cite")
"""Attributes that hold one address."""
_LEADING = ",".join(f"[{name}]" for name in (*_ONE, "srcset")) + ",meta[property]"
_BETWEEN = regex(r",\s+")
_LINKED_DATA = 'script[type="application/ld+json"]'
_UNSEEN = frozenset({"script", "style", "template"})
"""Elements whose text no reader sees."""


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


class ParsedPage:
    """The parts of one page, each in the page's order; looked up when it is asked for."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree

    @cached_property
    def metas(self) -> list[tuple[str, str]]:
        """Every meta tag: its name or property, and its content."""
        metas = [node.attributes for node in self._tree.css("meta")]
        return [(meta.get("name") or meta.get("property") or "", meta.get("content") or "") for meta in metas]

    @cached_property
    def _metas_by_name(self) -> Mapping[str, tuple[str, ...]]:
        by_name: dict[str, list[str]] = {}
        for name, content in self.metas:
            by_name.setdefault(name, []).append(content)
        return {name: tuple(contents) for name, contents in by_name.items()}

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Every link of the head: its `rel`, and where it leads."""
        links = [node.attributes for node in self._tree.css("link")]
        return [(link.get("rel") or "", link.get("href") or "") for link in links]

    @cached_property
    def addresses(self) -> list[str]:
        """Everything that the page leads to or loads."""
        addresses: list[str] = []
        before = None
        for node in self._tree.css(_LEADING):
            if node.mem_id != before:  # an element that several of these fit comes several times
                addresses += _addresses(node)
            before = node.mem_id
        return addresses

    @cached_property
    def ids(self) -> set[str]:
        """Every id of an element."""
        return {node.attributes["id"] or "" for node in self._tree.css("[id]")} - {""}

    @cached_property
    def data(self) -> list[str]:
        """Every block of JSON-LD."""
        return [node.text() for node in self._tree.css(_LINKED_DATA)]

    @property
    def headings(self) -> list[Heading]:
        """Every heading of the page."""
        return [Heading(int((node.tag or "h1")[1]), _words(node)) for node in self._tree.css("h1,h2,h3,h4,h5,h6")]

    @property
    def titles(self) -> list[str]:
        """The words of every heading of the first level."""
        return [_words(node) for node in self._tree.css("h1")]

    @property
    def images(self) -> list[Image]:
        """Every picture."""
        pictures = [node.attributes for node in self._tree.css("img")]
        return [
            Image(picture.get("src") or "", (picture["alt"] or "") if "alt" in picture else None)
            for picture in pictures
        ]

    @property
    def anchors(self) -> list[Anchor]:
        """Every link that a reader can follow."""
        links = [(node, node.attributes) for node in self._tree.css("a[href]")]
        return [
            Anchor(attributes.get("href") or "", _words(node), attributes.get("rel") or "")
            for node, attributes in links
        ]

    @property
    def text(self) -> str:
        """The text that a reader sees, on one line; of a picture what it says instead."""
        return _words(self._tree.body) if self._tree.body is not None else ""

    @property
    def rough_text(self) -> str:
        """The text of everything in the body, read quickly: without pictures, and with scripts."""
        return self._tree.body.text() if self._tree.body is not None else ""

    @property
    def repeated(self) -> Collection[str]:
        """The names that several meta tags have."""
        return {name for name, contents in self._metas_by_name.items() if len(contents) > 1}

    def said(self, name: str) -> tuple[str, ...]:
        """Every content of the meta tags of one name."""
        return self._metas_by_name.get(name, ())

    def linked(self, rel: str) -> tuple[str, ...]:
        """Every address that the head links as `rel`."""
        return tuple([href for known, href in self.links if rel in known.split()])


def read(html: str) -> ParsedPage:
    """Return what a page, or a piece of one, holds, as a browser without scripts reads it."""
    return ParsedPage(LexborHTMLParser(html))


def words(html: str) -> str:
    """Return what a reader sees of a piece of HTML, on one line."""
    if "<" not in html and "&" not in html:
        return one_line(html)
    body = LexborHTMLParser(html).body
    return _words(body) if body is not None else ""


def one_line(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def _words(node: LexborNode) -> str:
    """Return the text of an element and what is in it; a picture's is what it says instead."""
    texts: list[str] = []
    for part in node.traverse(include_text=True):
        if part.is_text_node:
            parent = part.parent
            if parent is None or parent.tag not in _UNSEEN:
                texts.append(part.text_content or "")
        elif part.tag == "img":
            texts.append(part.attributes.get("alt") or "")
    return one_line("".join(texts))


def _addresses(node: LexborNode) -> Iterator[str]:
    """Yield what one element leads to or loads."""
    attributes = node.attributes
    for name, value in attributes.items():
        if name in _ONE and value and value.strip():
            yield value.strip()
    for candidate in _BETWEEN.split(attributes["srcset"] or "") if "srcset" in attributes else ():
        if parts := candidate.split():
            yield parts[0]
    if attributes.get("property") in {"og:image", "og:url"} and attributes.get("content"):
        yield attributes["content"] or ""
