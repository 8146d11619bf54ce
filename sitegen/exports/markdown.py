r"""A list of references in Markdown.

In: a `Listing`. Out: CommonMark, a line a paper; formulas between dollar signs, as GitHub and pandoc read them. Nothing
in a title is active, in pandoc's Markdown, under Liquid and in Hugo's shortcodes either: every mark has a backslash. A
formula that could be read as markup by who knows none is written as people type it.
Source: https://spec.commonmark.org/0.31.2/#backslash-escapes.
"""

from __future__ import annotations

from sitegen.cite.characters import one_line
from sitegen.exports.listing import ListItem, PublicationList
from sitegen.exports.runs import TextStretch, formula_latex, runs, written
from sitegen.regex import regex

_MARKS = regex(r"[\\`*_{}\[\]<>#|~$&^@\"']|-(?=--)")
_AT_START = regex(r"(?=[-+=:%])|(?<=\d)(?=[.)])")
_FIRST = regex(r"\s*(?:[-+=:%]|\d{1,9}[.)])")
_NOT_IN_FORMULA = regex(r"[<>`\[\]&]|\{[{%<]")
_NOT_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", " ": "%20", "\\": "%5C", "\n": "", "|": "%7C", "`": "%60"})
_STYLES = {
    "emphasis": "*%s*", "strong": "**%s**", "sup": "<sup>%s</sup>", "sub": "<sub>%s</sub>", "code": "%s", "caps": "%s",
}  # fmt: skip


def fragment(listing: PublicationList) -> str:
    """Return the list, with headings of the second level."""
    parts = []
    for section in listing.sections:
        if section.heading:
            parts.append(f"## {escaped(section.heading)}")
        parts.append("\n".join(map(_item, section.items)))
    if listing.legend:
        parts.append(escaped(listing.legend))
    return "\n\n".join(parts) + "\n" if parts else ""


def document(listing: PublicationList) -> str:
    """Return the list under its title."""
    return f"# {escaped(listing.title)}\n\n{fragment(listing)}"


def reference(html: str) -> str:
    """Return phrasing content of ours on one line of Markdown."""
    return _started(written(runs(html), _words, _formula, _element).strip())


def escaped(text: str) -> str:
    """Return plain text as Markdown."""
    return _started(_words(one_line(text)))


def link(url: str, text: str) -> str:
    """Return a link around finished Markdown."""
    return f"[{text}](<{url.translate(_NOT_IN_ADDRESS)}>)"


def _item(item: ListItem) -> str:
    mark = f"{item.number}." if item.number else "-"
    return f"{mark} {reference(item.reference.html)}"


def _words(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _started(line: str) -> str:
    """Return a line that begins no list, heading or definition, whatever its first characters."""
    return _AT_START.sub(r"\\", line, count=1) if _FIRST.match(line) else line


def _formula(run: TextStretch) -> str:
    tex = formula_latex(run.tex)
    is_plain = not tex.startswith("$") or _NOT_IN_FORMULA.search(tex)
    return _words(run.text) if is_plain else tex


def _element(run: TextStretch, inner: str) -> str:
    if run.style:
        return _STYLES[run.style] % inner if inner.strip() else inner
    address = run.address.translate(_NOT_IN_ADDRESS)
    return f"<{address}>" if address == run.children[0].text and len(run.children) == 1 else f"[{inner}](<{address}>)"
