r"""A list of references in Typst.

In: a `Listing`. Out: headings and lists that compile without a package. Nothing in a title is markup or code: every
sign that begins any has a backslash. Formulas are written as people type them.
Source: https://typst.app/docs/reference/syntax/.
"""

from __future__ import annotations

from sitegen.cite.characters import one_line
from sitegen.exports.listing import ListItem, ListSection, PublicationList
from sitegen.exports.runs import TextStretch, runs, written
from sitegen.regex import regex

_MARKS = regex(r"""[\\#$*_`<>@~\[\]"']|-(?=[-?\d])|/(?=[/*])|(?<=/)[/*]|\.(?=\.\.)|(?<=https):|(?<=http):""")
_FIRST = regex(r"\s*(?:[=+/-]|\d+[.)])")
_AT_START = regex(r"(?=[=+/-])|(?<=\d)(?=[.)])")
_STYLES = {
    "emphasis": "#emph[%s];", "strong": "#strong[%s];", "sub": "#sub[%s];", "sup": "#super[%s];",
    "caps": "#smallcaps[%s];", "code": "%s",
}  # fmt: skip
_PREAMBLE = """\
#set document(title: %s, date: none)
#set page(paper: "a4", margin: 2.5cm, numbering: "1")
#set text(size: 10.5pt, lang: "en", hyphenate: false)
#show regex("[\\pL\\d]+(-[\\pL\\d]+)+"): it => box(it) // no line ends in a hyphen, which would be lost in a copy
#show link: it => text(fill: rgb("#1a4f8b"), it)
#let whole(paper) = block(breakable: false, paper) // no paper stands on two pages
"""


def fragment(listing: PublicationList) -> str:
    """Return the list, with headings of the second level."""
    return _body(listing, "%s")


def document(listing: PublicationList) -> str:
    """Return a document that holds the list under its title."""
    return f"{_PREAMBLE % string(listing.title)}\n= {escaped(listing.title)}\n\n{_body(listing, '#whole[%s]')}"


def reference(html: str) -> str:
    """Return phrasing content of ours on one line of Typst markup."""
    return _started(written(runs(html), _words, _formula, _element).strip())


def escaped(text: str) -> str:
    """Return plain text as Typst markup."""
    return _started(_words(one_line(text)))


def string(text: str) -> str:
    """Return plain text as a string of Typst code, with its quotes."""
    text = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _body(listing: PublicationList, paper: str) -> str:
    """Return all sections; `paper` is what stands around each reference."""
    parts = [_section(section, paper) for section in listing.sections]
    if listing.legend:
        parts.append(f"{escaped(listing.legend)}\n")
    return "\n".join(parts)


def _section(section: ListSection, paper: str) -> str:
    head = f"== {escaped(section.heading)}\n\n" if section.heading else ""
    return head + "".join([_item(item, paper) for item in section.items])


def _item(item: ListItem, paper: str) -> str:
    mark = f"{item.number}." if item.number else "-"
    return f"{mark} {paper % reference(item.reference.html)}\n"


def _words(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _started(line: str) -> str:
    """Return a line that begins no list or heading, whatever its first characters."""
    return _AT_START.sub(r"\\", line, count=1) if _FIRST.match(line) else line


def _formula(run: TextStretch) -> str:
    return _words(run.text)


def _element(run: TextStretch, inner: str) -> str:
    if run.style:
        return _STYLES[run.style] % inner if inner.strip() else inner
    return f"#link({string(run.address)})[{inner}];"
