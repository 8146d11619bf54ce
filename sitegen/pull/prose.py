"""A source's marked-up text as a person would have typed it: abstracts in Markdown, titles in LaTeX.

In: text with the tags and entities of HTML or JATS, as Crossref and publishers send it. Out: the same words without a
tag and without an entity. Text that has neither is returned as it is. Never judges what the words say.
"""

from __future__ import annotations

import re
from dataclasses import field

from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex
from sitegen.text.jats import ELEMENTS, formula_in
from sitegen.text.repair import unescape
from sitegen.text.tags import HEADINGS, HIDDEN, ITEMS, LISTS, PARAGRAPHS, STYLES, Tag, tag_at
from sitegen.web.clean_text import clean, one_line

_MARKED = regex(r"<[A-Za-z!/?]|&(?:#?\w{1,32});")
_ESCAPED_TAG = regex(r"&(?:amp;)*lt;/?(?:jats:|mml:)?[a-zA-Z][a-zA-Z-]{0,20}\b[^<>]{0,300}?&(?:amp;)*gt;")
_CLOSING = regex(r"</(?:[A-Za-z]{1,8}:)?([A-Za-z][A-Za-z0-9-]{0,20})\s*>")
_LONE = frozenset({"!", "br", "hr", "img", "wbr", "p", "li", "inline-graphic", "graphic", "break"})
"""Tags that need none that closes them; any other that stands alone is a word in angle brackets."""
_ORDERED = regex(r"list-type\s*=\s*[\"'](?:order|arabic|number)", re.IGNORECASE)
_LABEL = regex(r"\s*abstract\s*[.:—–]\s*", re.IGNORECASE)
_NAMELESS = regex(r"(?:graphical\s+)?(?:abstract|summary)\s*[.:]?", re.IGNORECASE)
_STARS = regex(r"(?<!\\)\*")


class _Style(NamedTuple):
    """The marks before and after a text in some style."""

    before: str
    after: str


_RAISED = {"sub": _Style(r"\textsubscript{", "}"), "sup": _Style(r"\textsuperscript{", "}")}
_MARKDOWN = {"em": _Style("*", "*"), "strong": _Style("**", "**"), "code": _Style("`", "`"), **_RAISED}
_LATEX = {
    "em": _Style(r"\emph{", "}"), "strong": _Style(r"\textbf{", "}"), "code": _Style(r"\texttt{", "}"),
    "caps": _Style(r"\textsc{", "}"), **_RAISED,
}  # fmt: skip


def abstract(text: str) -> str:
    """An abstract in Markdown: paragraphs, run-in heads, lists, formulas between dollars."""
    words = _Draft(_MARKDOWN).read(_tagged(text)) if _MARKED.search(text) else text
    label = _LABEL.match(words)
    return words[label.end() :] if label and label.end() < len(words) else words


def title(text: str) -> str:
    """A title on one line, in LaTeX where it has any markup."""
    if not _MARKED.search(text):
        return one_line(text)
    return one_line(_Draft(_LATEX, is_line=True).read(_tagged(text)))


def words(text: str) -> str:
    """A name, a venue, a keyword: on one line, without entities and tags."""
    return one_line(_Draft({}, is_line=True).read(_tagged(text))) if _MARKED.search(text) else one_line(text)


def _tagged(text: str) -> str:
    """The text with tags that are tags: some sources escape all of them, once or twice."""
    return unescape(text) if _ESCAPED_TAG.search(text) else text


@dataclass(slots=True)
class _Draft:
    """The text as it grows: finished blocks, the block at hand, and the styles open in it."""

    styles: dict[str, _Style]
    is_line: bool = False
    blocks: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    head: str = ""
    mark: str = ""

    def read(self, text: str) -> str:
        at = 0
        closed = _LONE | {match.lower() for match in _CLOSING.findall(text)}
        while at < len(text):
            start = text.find("<", at)
            tag = tag_at(text, start) if start >= 0 else None
            tag = tag if tag and tag.name in closed else None
            end = len(text) if start < 0 else start
            self.parts.append(self._written(text[at:end]))
            if start < 0:
                break
            if tag is None:
                self.parts.append("<")
                at = start + 1
            else:
                at = self._element(text, tag)
        self._break()
        if self.head:
            self.blocks.append(f"**{self.head}**")
        return clean("\n\n".join(self.blocks))

    def _written(self, source: str) -> str:
        """Words between tags; what would be Markdown and was none is kept from it."""
        words = unescape(source)
        return words if self.is_line else _STARS.sub(r"\\*", words)

    def _element(self, text: str, tag: Tag) -> int:
        """Take in one tag, or the whole element where it is a formula or hidden; return where to go on."""
        if tag.name in ELEMENTS | HIDDEN and not tag.closes:
            end = _end_of(text, tag)
            if tag.name in ELEMENTS and (formula := formula_in(text[tag.start : end])):
                dollars = "$$" if tag.name == "disp-formula" and not self.is_line else "$"
                self.parts.append(f"{dollars}{formula}{dollars}")
                return end
            return end if tag.name in HIDDEN else tag.end
        if tag.name in STYLES:
            self._style(STYLES[tag.name], tag)
        elif tag.name in {"a", "ext-link"}:
            self._link(tag)
        elif tag.name == "br":
            self.parts.append(" ")
        elif tag.name in LISTS | ITEMS | PARAGRAPHS:
            self._block(text, tag)
        return tag.end

    def _block(self, text: str, tag: Tag) -> None:
        if self.is_line:
            self.parts.append(" ")
            return
        if tag.name in HEADINGS and tag.closes:
            words = one_line("".join(self.parts)).strip("*: .")
            self.parts.clear()
            self.head = "" if _NAMELESS.fullmatch(words) else words
            return
        self._break()
        if tag.name in LISTS:
            self._list(text, tag)
        elif tag.name in ITEMS and not tag.closes:
            depth = "  " * (len(self.lists) - 1)
            number = self.lists[-1] if self.lists else 0
            self.mark = f"{depth}{number}. " if number else f"{depth}- "
            if number:
                self.lists[-1] += 1

    def _list(self, text: str, tag: Tag) -> None:
        if tag.closes:
            del self.lists[-1:]
        else:
            is_ordered = tag.name == "ol" or _ORDERED.search(text, tag.start, tag.end)
            self.lists.append(1 if is_ordered else 0)

    def _break(self) -> None:
        """End the block at hand."""
        self.open.clear()
        words = "".join(self.parts) if self.is_line else one_line("".join(self.parts))
        self.parts.clear()
        if not words:
            return
        if self.head:
            words, self.head = f"**{self.head}.** {words}", ""
        if self.mark:
            item, self.mark = self.mark + words, ""
            if self.lists and self.blocks and re.match(r"\s*(?:-|\d+\.) ", self.blocks[-1]):
                self.blocks[-1] += "\n" + item
                return
            words = item
        self.blocks.append(f"\\{words}" if words.startswith("#") else words)

    def _style(self, style: str, tag: Tag) -> None:
        if not tag.closes:
            self.open.append((style, len(self.parts)))
            return
        while self.open:
            opened, at = self.open.pop()
            if opened == style:
                inner = "".join(self.parts[at:])
                self.parts[at:] = [self._styled(style, inner, at)]
                return

    def _styled(self, style: str, inner: str, at: int) -> str:
        """Words in a style: Markdown, but a command within another style or a word, where stars would not be read."""
        words = inner.strip()
        if not words or style not in self.styles:
            return inner
        is_within = any(opened in _MARKDOWN for opened, _ in self.open)
        is_close = self.parts[:at] and self.parts[at - 1][-1:].isalnum()
        styles = _LATEX if style in _LATEX and (is_within or is_close) else self.styles
        before, after = styles[style]
        words = words.replace("\\*", "*") if style == "code" else words
        space = (inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :])
        return f"{space[0]}{before}{words}{after}{space[1]}"

    def _link(self, tag: Tag) -> None:
        """Words with an address are a Markdown link; an address alone is written as it is."""
        if not tag.closes:
            self.open.append((f"link {tag.address}", len(self.parts)))
            return
        for index in range(len(self.open) - 1, -1, -1):
            opened, at = self.open[index]
            if opened.startswith("link "):
                del self.open[index:]
                address, words = opened.removeprefix("link "), "".join(self.parts[at:])
                address = address.replace("(", "%28").replace(")", "%29")
                is_link = not self.is_line and re.match(r"https?://[^\s<>]+$", address)
                self.parts[at:] = [f"[{words}]({address})" if is_link and words not in address else words]
                return


def _end_of(text: str, tag: Tag) -> int:
    """The end of the element that this tag opens; right after the tag where nothing closes it."""
    closing = re.compile(rf"</(?:[A-Za-z]{{1,8}}:)?{re.escape(tag.name)}\s*>", re.IGNORECASE)
    match = closing.search(text, tag.end)
    return match.end() if match else tag.end
