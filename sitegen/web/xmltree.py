"""XML from a source: elements, and nothing that a document could make a parser do.

In: bytes. Out: a tree of elements, names without prefix (`{namespace}name` is `name`: no source mixes two that matter
to us). A document type, and with it every entity, is refused before anything of it is read; named characters that HTML
knows (`&uuml;`) are characters.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from sitegen.regex import regex
from sitegen.web.clean_text import clean

_DEEPEST = 100
LINE = "#line"
"""The attribute with the number of an element's line; no document can have one of this name."""
_NAMED = regex(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")


class XmlError(ValueError):
    """XML that is cut, damaged, too deep or has a document type."""


def parse(body: bytes, *, numbered: bool = False) -> Element:
    """Read a document; with `numbered` every element has the attribute `LINE`. Raises `XmlError`."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise XmlError(f"its elements stand more than {_DEEPEST} deep in each other")
        known = {_local(key): value for key, value in attributes.items()}
        builder.start(_local(name), {**known, LINE: str(parser.CurrentLineNumber)} if numbered else known)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(_NAMED.sub(_character, body), True)
        return builder.close()
    except (expat.ExpatError, AssertionError, ValueError, LookupError) as error:
        raise error if isinstance(error, XmlError) else XmlError(str(error)) from error


def text_of(element: Element | None) -> str:
    """All text of an element and what it holds, cleaned; empty when there is no such element."""
    return clean("".join(element.itertext())) if element is not None else ""


def child_text(element: Element, name: str) -> str:
    """The text of the first child of this name, cleaned."""
    return text_of(element.find(name))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _refuse_document_type(*_: object) -> None:
    raise XmlError("it brings a document type of its own, which is refused")


def _character(match: re.Match[bytes]) -> bytes:
    known = html5.get(match[1].decode("ascii") + ";")
    return b"".join(b"&#%d;" % ord(char) for char in known) if known else match[0]
