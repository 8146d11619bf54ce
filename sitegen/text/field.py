r"""Nodes to the LaTeX of a .bib field: ASCII where LaTeX can say it in ASCII, braces balanced, maths between dollars.

In: nodes. Out: one line of LaTeX text that compiles under any engine, but for scripts that only XeTeX and LuaTeX set.
Never writes a command that plain LaTeX with amsmath, amssymb and hyperref does not know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

from sitegen.text.nodes import Break, Formula, Link, Listing, Node, Words
from sitegen.text.symbols import ACCENTS, MATHS, WRITTEN

_MARKS = {mark: command for command, mark in reversed(ACCENTS.items()) if command.isascii()}
_COMMANDS = {
    "em": r"\emph{%s}", "strong": r"\textbf{%s}", "code": r"\texttt{%s}", "caps": r"\textsc{%s}",
    "sub": r"\textsubscript{%s}", "sup": r"\textsuperscript{%s}", "group": "{%s}",
}  # fmt: skip
_SAFE = re.compile(r"[A-Za-z0-9 .,;:!?()'`/=+*@\[\]-]*")
_LETTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]", re.DOTALL)
_SPACES = re.compile(r"\s+")
_URL = str.maketrans({"%": r"\%", "#": r"\#", "{": "%7B", "}": "%7D", "\\": "%5C"})


def line(nodes: Sequence[Node]) -> str:
    """The nodes as one line of LaTeX."""
    return _SPACES.sub(" ", "".join([_node(node) for node in nodes])).strip()


def escaped(text: str) -> str:
    """Characters as LaTeX text."""
    return text if _SAFE.fullmatch(text) else "".join(map(_letter, _LETTER.findall(normalize("NFC", text))))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """A character and its marks: as it is, as a text command, as a letter with accents, or as a formula."""
    if letter in WRITTEN:
        return WRITTEN[letter]
    if letter.isascii():
        return letter
    if letter in MATHS:
        return f"$\\{MATHS[letter]}$"
    parts = normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    if not marks or not all(mark in _MARKS for mark in marks):
        return _letter(letter[0]) + letter[1:] if len(letter) > 1 else letter
    below = marks[0] in "\u0323\u0327\u0328\u0331"
    written = base if below else {"i": r"\i", "j": r"\j"}.get(base, WRITTEN.get(base, base))
    for mark in marks:
        written = f"\\{_MARKS[mark]}{{{written}}}"
    return f"{{{written}}}"


def _node(node: Node) -> str:
    if isinstance(node, Words):
        return escaped(node.text)
    if isinstance(node, Formula):
        return node.latex
    if isinstance(node, Break):
        return " "
    if isinstance(node, Listing):
        return "; ".join(line(item) for item in node.items)
    inner = "".join([_node(child) for child in node.children])
    if isinstance(node, Link):
        return _link(node, inner)
    return _COMMANDS[node.style] % inner if inner.strip() else inner


def _link(node: Link, inner: str) -> str:
    shown = "".join(child.text for child in node.children if isinstance(child, Words))
    if node.address in {shown, f"https://{shown}", f"http://{shown}", f"mailto:{shown}"}:
        return rf"\url{{{node.address.translate(_URL)}}}"
    return rf"\href{{{node.address.translate(_URL)}}}{{{inner}}}"
