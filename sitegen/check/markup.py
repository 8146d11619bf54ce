"""A built page, or a piece of one, as whoever reads it by machine sees it.

One of the two doors to selectolax. In: HTML. Out: a `Page`: what its head says, where it leads, what it shows. Never
judges, never reads a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LEADING = frozenset({"href", "src", "poster", "data", "action", "cite"})
_BETWEEN = re.compile(r",\s+")
_LINKED_DATA = "application/ld+json"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
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
    """Return what a page, or a piece of one, holds, as a browser without scripts reads it."""
    page = Page()
    tree = LexborHTMLParser(html)
    for part in (tree.head, tree.body):
        for node in part.traverse() if part is not None else ():
            _note(page, node, node.tag or "")
    page.text = _words(tree.body) if tree.body is not None else ""
    return page


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
    found: list[str] = []
    for one in node.traverse(include_text=True):
        if one.is_text_node:
            parent = one.parent
            if parent is None or parent.tag not in _UNSEEN:
                found.append(one.text_content or "")
        elif one.tag == "img":
            found.append(one.attributes.get("alt") or "")
    return one_line("".join(found))


def _note(page: Page, node: LexborNode, tag: str) -> None:
    """Note what one element says of itself."""
    said = {name: value or "" for name, value in node.attributes.items()}
    if said:
        _note_addresses(page, tag, said)
        if name := said.get("id"):
            page.ids.add(name)
    if tag == "meta":
        page.metas.append((said.get("name") or said.get("property", ""), said.get("content", "")))
    elif tag == "link":
        page.links.append((said.get("rel", ""), said.get("href", "")))
    elif tag == "img":
        page.images.append(Image(said.get("src", ""), said.get("alt")))
    elif tag == "a" and "href" in said:
        page.anchors.append(Anchor(said["href"], _words(node), said.get("rel", "")))
    elif tag in _HEADINGS:
        page.headings.append(Heading(_HEADINGS[tag], _words(node)))
    elif tag == "script" and said.get("type") == _LINKED_DATA:
        page.data.append(node.text())


def _note_addresses(page: Page, tag: str, said: Mapping[str, str]) -> None:
    for name, value in said.items():
        if name in _LEADING and value.strip():
            page.addresses.append(value.strip())
    for candidate in _BETWEEN.split(said["srcset"]) if "srcset" in said else ():
        if parts := candidate.split():
            page.addresses.append(parts[0])
    if tag == "meta" and said.get("property") in {"og:image", "og:url"} and said.get("content"):
        page.addresses.append(said["content"])
