r"""Nodes as a person types them into a paper's file: Unicode, `$x^2$`, `*emphasis*`, and LaTeX for what is left.

In: nodes. Out: the text. What reads the same is written the same, whatever it was before: `{\"u}`, `\"{u}` and `ü` are
`ü`. Never writes a command that `text.latex` does not read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.regex import regex
from sitegen.text.field import escaped, single_blanks
from sitegen.text.nodes import Block, Break, Code, Formula, Link, Listing, Node, Quote, Style, Table, TextRun

_LATEX: Mapping[Style, str] = {
    "em": r"\emph{%s}", "strong": r"\textbf{%s}", "head": r"\textbf{%s}", "code": r"\texttt{%s}",
    "caps": r"\textsc{%s}", "sub": r"\textsubscript{%s}", "sup": r"\textsuperscript{%s}", "group": "%s",
}  # fmt: skip
_MARKDOWN: Mapping[Style, str] = {**_LATEX, "em": "*%s*", "strong": "**%s**", "head": "**%s**", "code": "`%s`"}
_SPACES = regex(r"[ \n\t]+")
_PLAIN = frozenset[str]()
CARE = (_PLAIN, frozenset("\\{}~`"), frozenset("\\{}$~^_<>`*[]#%&'"))
"""Signs that may mean something where they stand, in sets to be tried: those in a set are written as LaTeX."""


def line(nodes: Sequence[Node], *, marks: frozenset[str] = _PLAIN) -> str:
    """One line, which knows no Markdown; `marks` are written as LaTeX."""
    return _line(nodes, _LATEX, marks=marks)


def blocks(parts: Sequence[Block], *, marks: frozenset[str] = _PLAIN) -> str:
    """Paragraphs with a blank line between them."""
    return "\n\n".join(filter(None, (_block(part, marks=marks) for part in parts)))


def _block(part: Block, *, marks: frozenset[str]) -> str:
    styles = _LATEX if "*" in marks else _MARKDOWN
    match part:
        case Listing():
            items = enumerate((_line(item, styles, marks=marks) for item in part.items), 1)
            return "\n".join(f"{f'{number}.' if part.numbered else '-'} {item}" for number, item in items)
        case Code():
            return f"```\n{part.text.rstrip()}\n```"
        case Quote():
            return "\n".join(f"> {line}".rstrip() for line in blocks(part.blocks, marks=marks).split("\n"))
        case Table():
            rows = [" | ".join(_line(cell, styles, marks=marks) for cell in row) for row in part.rows]
            return "\n".join([rows[0], "|".join("---" for _ in part.rows[0]), *rows[1:]])
    return _line(part, styles, marks=marks)


def _line(nodes: Sequence[Node], styles: Mapping[Style, str], *, marks: frozenset[str]) -> str:
    written = _SPACES.sub(" ", single_blanks(_inner(nodes, styles, marks=marks))).strip(" \u00a0")
    return written.replace("\u00a0", "~").replace("\u202f", r"\,")  # nobody would see them in a file


def _inner(nodes: Sequence[Node], styles: Mapping[Style, str], *, marks: frozenset[str]) -> str:
    return "".join([_node(node, styles, marks=marks) for node in nodes])


def _node(node: Node, styles: Mapping[Style, str], *, marks: frozenset[str]) -> str:
    match node:
        case TextRun():
            return _words(node.text, marks=marks)
        case Formula():
            return node.latex
        case Break():
            return " " if node.paragraph else r"\\ "
        case Listing():
            return "; ".join(_line(item, styles, marks=marks) for item in node.items)
        case Link():
            return _link(node, _inner(node.children, styles, marks=marks), marks=marks)
    inner = _inner(node.children, styles, marks=marks)
    return styles[node.style] % inner if inner.strip() else inner


def _words(text: str, *, marks: frozenset[str]) -> str:
    return "".join([escaped(sign) if sign in marks else sign for sign in text]) if marks else text


def _link(node: Link, inner: str, *, marks: frozenset[str]) -> str:
    words = "".join(child.text for child in node.children if isinstance(child, TextRun))
    if node.address in {words, f"https://{words}", f"http://{words}"}:
        return rf"\url{{{node.address}}}" if "~" in marks else words
    return rf"\href{{{node.address}}}{{{inner}}}"
