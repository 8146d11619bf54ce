"""HTML within Markdown, or a whole page of it, as Markdown that says the same.

In: a text that may hold HTML. Out: the same words in Markdown, and the elements that Markdown has nothing for (scripts,
styles, forms, frames), as they stood. Code and formulas are left alone. Never leaves a tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from html import unescape

from sitegen.importers.markdown_code import pieces
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex
from sitegen.text.tags import HIDDEN, Tag, tag_at

_ATTRIBUTE = regex(r"""([\w:-]{1,40})\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'<>]{1,2000}))""")
_CUSTOM = regex(r"</?[a-z][a-z0-9]*-[a-z0-9-]*(?:\s[^<>]{0,1000})?>|<[?%][^<>]{0,1000}[?%]>")
"""Elements of somebody's own, and what servers run."""

_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "dfn": "*", "var": "*", "code": "`", "tt": "`",
          "kbd": "`", "samp": "`", "del": "~~", "s": "~~", "strike": "~~"}  # fmt: skip
_COMMANDS = {"sub": "textsubscript", "sup": "textsuperscript"}
_BLOCKS = frozenset(
    "p div section article header footer main aside center figure figcaption details summary nav address hgroup form "
    "fieldset dl dt dd body html table thead tbody tfoot tr td th caption ul ol li blockquote pre h1 h2 h3 h4 h5 "
    "h6".split()
)
_LONE = frozenset({"br", "hr", "img", "wbr", "input", "link", "meta", "base", "col", "source", "embed", "!"})
_CELLS = frozenset({"td", "th", "tr"})
_ENDED_BY = {
    "li": {"li"}, "p": _BLOCKS - {"table"}, "td": _CELLS, "th": _CELLS, "tr": {"tr"}, "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
}  # fmt: skip
"""Elements that need no closing tag, and which others end them."""
_PLAYED = frozenset({"iframe", "embed", "video", "audio", "object"})
_SKIPPED = HIDDEN - _PLAYED
_PLAIN_HIDDEN = frozenset({"svg", "noscript", "template", "head"})
"""Hidden elements that nobody misses."""
_MOST_OPEN = 60


class Converted(NamedTuple):
    """Markdown, and what was dropped of the text."""

    text: str
    dropped: tuple[str, ...]


@dataclass(slots=True)
class _Element:
    """An element that is open: its name, its attributes, and what it holds so far."""

    name: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def inner(self) -> str:
        return "".join(self.parts)


def markdown(text: str) -> Converted:
    """Convert a text. HTML comments are left out without a word."""
    if "<" not in text:
        return Converted(text, ())
    reader = _HtmlReader()
    for piece in pieces(text):
        if piece.kind == "text":
            reader.read(piece.text)
        else:
            reader.add(piece.text)
    return Converted(_tidy(reader.finish()), tuple(reader.dropped))


class _HtmlReader:
    """Reads a text piece by piece, and holds the elements that are open."""

    def __init__(self) -> None:
        self.open: list[_Element] = [_Element("", {})]
        self.dropped: list[str] = []
        self.hidden = ""

    def add(self, text: str) -> None:
        if not self.hidden:
            self.open[-1].parts.append(text)

    def read(self, text: str) -> None:
        at = 0
        while at < len(text):
            if self.hidden:
                at = self._hidden_end(text, at)
                continue
            start = text.find("<", at)
            end = len(text) if start < 0 else start
            self._words(text[at:end])
            if start < 0:
                return
            at = self._tag(text, start)

    def finish(self) -> str:
        while len(self.open) > 1:
            self._close()
        return self.open[0].inner

    def _hidden_end(self, text: str, at: int) -> int:
        close = re.compile(rf"</{self.hidden}\s*>", re.IGNORECASE).search(text, at)
        if close:
            self.hidden = ""
        return close.end() if close else len(text)

    def _words(self, words: str) -> None:
        is_block = any(element.name in _BLOCKS and "markdown" not in element.attributes for element in self.open)
        self.add(re.sub(r"\n[ \t]+", "\n", words) if is_block else words)

    def _tag(self, text: str, start: int) -> int:
        """Take in what stands at a `<`; return where to go on."""
        if custom := _CUSTOM.match(text, start):
            self._drop(custom[0])
            return custom.end()
        tag = tag_at(text, start)
        if tag is None:
            self.add("<")
            return start + 1
        if tag.name == "!":
            return tag.end
        if tag.closes:
            self._end(tag.name)
        elif tag.name in _SKIPPED:
            self._skip(text, tag)
        else:
            self._begin(tag, text[tag.start : tag.end])
        return tag.end

    def _skip(self, text: str, tag: Tag) -> None:
        if tag.name not in _PLAIN_HIDDEN:
            close = re.compile(rf"</{tag.name}\s*>", re.IGNORECASE).search(text, tag.end)
            self._drop(text[tag.start : close.end() if close else tag.end])
        self.hidden = tag.name

    def _drop(self, source: str) -> None:
        self.dropped.append(source)

    def _begin(self, tag: Tag, source: str) -> None:
        attributes = {
            match[1].lower(): unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(source)
        }
        while len(self.open) > 1 and tag.name in _ENDED_BY.get(self.open[-1].name, ()):
            self._close()
        if tag.name in _LONE:
            self._lone(tag.name, attributes, source)
        elif len(self.open) < _MOST_OPEN:
            self.open.append(_Element(tag.name, attributes))

    def _lone(self, name: str, attributes: dict[str, str], source: str) -> None:
        if name == "br":
            is_cell = any(element.name in {"td", "th", "h1", "h2", "h3", "h4", "h5", "h6"} for element in self.open)
            self.add(" " if is_cell else "\\\n")
        elif name == "hr":
            self.add("\n\n---\n\n")
        elif name == "img" and attributes.get("src"):
            self.add(_picture(attributes))
        elif name in {"source", "embed"} and attributes.get("src"):
            self._drop(source)
            self.add(_link(attributes.get("title") or attributes["src"], attributes["src"]))
        elif name == "input":
            self._drop(source)

    def _end(self, name: str) -> None:
        """Close the nearest element of this name; a closing tag that closes nothing means nothing."""
        if any(element.name == name for element in self.open[1:]):
            while self.open[-1].name != name:
                self._close()
            self._close()

    def _close(self) -> None:
        element = self.open.pop()
        if element.name in _PLAYED and element.attributes.get("src"):
            self._drop(f"<{element.name} src={element.attributes['src']}>")
        depth = sum(1 for outer in self.open if outer.name in {"ul", "ol"})
        if element.name == "li":
            listed = next((outer for outer in reversed(self.open) if outer.name in {"ul", "ol"}), None)
            self.add(_item(element.inner, listed, depth))
        else:
            self.add(_WRITERS.get(element.name, _as_is)(element))


def _as_is(element: _Element) -> str:
    if element.name in _MARKS:
        return _styled(element.inner, _MARKS[element.name])
    if element.name in _COMMANDS:
        words = element.inner.strip()
        return rf"\{_COMMANDS[element.name]}{{{words}}}" if words else ""
    if element.name in _PLAYED:
        source = element.attributes.get("src") or element.attributes.get("data")
        return _link(element.attributes.get("title") or source, source) if source else element.inner
    return f"\n\n{element.inner.strip()}\n\n" if element.name in _BLOCKS else element.inner


def _styled(inner: str, mark: str) -> str:
    """Words between marks; the marks stand close to the words, and never around a paragraph's end."""
    words = inner.strip()
    if not words or "\n\n" in words:
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


def _anchor(element: _Element) -> str:
    address = element.attributes.get("href", "").strip()
    words = " ".join(element.inner.split())
    if not address or not words:
        return element.inner
    return f"[{words}]({_quoted(address)})"


def _link(words: str | None, address: str) -> str:
    return f"\n\n[{words}]({_quoted(address)})\n\n"


def _picture(attributes: dict[str, str]) -> str:
    words = " ".join(attributes.get("alt", "").split()).replace("[", "(").replace("]", ")")
    return f"![{words}]({_quoted(attributes['src'])})"


def _quoted(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def _heading(element: _Element) -> str:
    words = " ".join(element.inner.split())
    return f"\n\n{'#' * int(element.name[1])} {words}\n\n" if words else ""


def _item(inner: str, listed: _Element | None, depth: int) -> str:
    """An item of a list; what it holds is indented under its mark."""
    mark = "1. " if listed is not None and listed.name == "ol" else "- "
    lines = re.sub(r"\n{3,}", "\n\n", inner.strip()).split("\n")
    below = "".join(f"\n{' ' * len(mark)}{line}" if line.strip() else "\n" for line in lines[1:])
    return f"\n{mark}{lines[0].strip()}{below}" if depth else f"\n\n{mark}{lines[0].strip()}{below}\n\n"


def _list(element: _Element) -> str:
    return f"\n\n{element.inner.strip(chr(10))}\n\n"


def _quotation(element: _Element) -> str:
    lines = re.sub(r"\n{3,}", "\n\n", element.inner.strip()).split("\n")
    return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _verbatim(element: _Element) -> str:
    words = unescape(element.inner).strip("\n").strip("`")
    return f"\n\n```\n{words}\n```\n\n" if words.strip() else ""


def _cell(element: _Element) -> str:
    return " ".join(element.inner.split()).replace("|", "\\|") + "\x1f"


def _row(element: _Element) -> str:
    cells = [cell.strip() for cell in element.inner.split("\x1f")[:-1]]
    return "\x1e" + "\x1f".join(cells) if cells else ""


def _table(element: _Element) -> str:
    """A table of Markdown; its first row is the head. What is one column only is paragraphs."""
    rows = [row.rstrip("\n ").split("\x1f") for row in element.inner.split("\x1e")[1:]]
    before = element.inner.partition("\x1e")[0].strip()
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return "\n\n" + "\n\n".join([before, *(cell for row in rows for cell in row)]) + "\n\n"
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    lines.insert(1, f"|{' --- |' * width}")
    return f"\n\n{before}\n\n" + "\n".join(lines) + "\n\n"


def _summary(element: _Element) -> str:
    return f"\n\n{_styled(' '.join(element.inner.split()), '**')}\n\n"


def _caption(element: _Element) -> str:
    return f"\n\n{_styled(' '.join(element.inner.split()), '*')}\n\n"


def _definition(element: _Element) -> str:
    return f"\n: {' '.join(element.inner.split())}\n\n"


def _term(element: _Element) -> str:
    return f"\n\n{' '.join(element.inner.split())}"


def _quoted_words(element: _Element) -> str:
    return f"“{element.inner}”"


_WRITERS: dict[str, Callable[[_Element], str]] = {
    "a": _anchor, "ul": _list, "ol": _list, "blockquote": _quotation, "pre": _verbatim, "td": _cell, "th": _cell,
    "tr": _row, "table": _table, "thead": lambda element: element.inner, "tbody": lambda element: element.inner,
    "tfoot": lambda element: element.inner, "summary": _summary, "dd": _definition, "dt": _term, "q": _quoted_words,
    "option": lambda element: f"{element.inner} ", "figcaption": _caption,
    **{f"h{level}": _heading for level in range(1, 7)},
}  # fmt: skip


def _tidy(text: str) -> str:
    """Without the spaces and empty lines that tags leave behind; two spaces at a line's end are a break and stay."""
    text = re.sub(r"^[ \t]+$", "", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=\S)(?:[ \t]|[ \t]{3,})$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\\\n(?=\n|\Z)", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text)
