r"""Nodes to the LaTeX of a .bib field: ASCII where LaTeX can say it in ASCII, braces balanced, maths between dollars.

In: nodes. Out: one line of LaTeX text that compiles under any engine, but for scripts that only XeTeX and LuaTeX set.
Never writes a command that plain LaTeX with amsmath, amssymb and hyperref does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

from sitegen.regex import regex
from sitegen.text.nodes import Block, Break, Code, Formula, Link, Listing, Node, Quote, Table, TextRun
from sitegen.text.symbols import ACCENTS, AS_THEY_ARE, MATHS, WRITTEN

_MARKS = {mark: command for command, mark in reversed(ACCENTS.items()) if command.isascii() and command not in "GUfh"}
"""Accents that LaTeX itself has a command for."""
_COMMANDS = {
    "em": r"\emph{%s}", "strong": r"\textbf{%s}", "head": r"\textbf{%s}", "code": r"\texttt{%s}",
    "caps": r"\textsc{%s}",
    "sub": r"\textsubscript{%s}", "sup": r"\textsuperscript{%s}", "group": "{%s}",
}  # fmt: skip
_SAFE = regex(r"[A-Za-z0-9 \n.,;:!?()'/=+*@\[\]-]*")
_LETTER = regex(
    r"[A-Za-z0-9 \n.,;:!?()'/=+*@\[\]-][\u0300-\u036f]+"
    r"|[^A-Za-z0-9 \n.,;:!?()'/=+*@\[\]\u0300-\u036f-][\u0300-\u036f]*|[\u0300-\u036f]"
)
"""A character that is not safe, or has marks."""
_SPACES = regex(r"\s+")
_BLANKS = regex("[ \\n\u00a0]{2,}")
_DASHES = regex("([–—](?=[-–—])|-(?=[–—]))")
_URL = str.maketrans({"%": r"\%", "#": r"\#", "{": "%7B", "}": "%7D", "\\": "%5C", "^": "%5E"})


def line(nodes: Sequence[Node], *, links: bool = True) -> str:
    """The nodes as one line of LaTeX; without `links` an address is plain words, which need no package."""
    return _SPACES.sub(" ", "".join([_node(node, links=links) for node in nodes])).strip()


def blocks(parts: Sequence[Block]) -> str:
    """Paragraphs of LaTeX with a blank line between them; an item or a row is a paragraph; addresses are words."""
    return "\n\n".join(paragraph for part in parts for paragraph in _block(part) if paragraph)


def _block(part: Block) -> list[str]:
    match part:
        case Listing():
            items = enumerate(part.items, 1)
            return [f"{f'{number}.' if part.numbered else '•'} {line(item, links=False)}" for number, item in items]
        case Code():
            return [rf"\texttt{{{escaped(' '.join(part.text.split()))}}}"] if part.text.strip() else []
        case Quote():
            return [blocks(part.blocks)]
        case Table():
            return [", ".join(line(cell, links=False) for cell in row) for row in part.rows]
    return [line(part, links=False)]


def escaped(text: str) -> str:
    """Characters as LaTeX text; dashes that would join to longer ones are kept apart."""
    if _SAFE.fullmatch(text):
        return text
    parts = normalize("NFC", _DASHES.sub("\\1\ufdd0", single_blanks(text)))
    return _LETTER.sub(lambda letter: _letter(letter[0]), parts).replace("\ufdd0", "{}")


def single_blanks(text: str) -> str:
    """Characters with one blank for many: one that breaks no line where all of them were such."""
    return _BLANKS.sub(lambda match: "\u00a0" if not match[0].strip("\u00a0") else " ", text)


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """A character and its marks: as it is, as a text command, as a letter with accents, or as a formula."""
    if letter in WRITTEN:
        return WRITTEN[letter]
    if letter.isascii():
        return letter
    if letter in MATHS and letter not in AS_THEY_ARE:
        return f"$\\{MATHS[letter]}$"
    parts = normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    has_commands = all(mark in _MARKS for mark in marks) and (base in WRITTEN or (base.isascii() and base.isalpha()))
    if not marks or not has_commands:
        return _letter(letter[0]) + letter[1:] if len(letter) > 1 else letter
    if len(marks) == 1 and base in "ij":  # a dotless letter below the accent misleads pandoc and pybtex
        command = _MARKS[marks[0]]
        return f"{{\\{command}{{{base}}}}}" if command.isalpha() else f"{{\\{command}{base}}}"
    written = WRITTEN.get(base, base)
    for mark in marks:
        written = f"\\{_MARKS[mark]}{{{written}}}"
    return f"{{{written}}}"


def _node(node: Node, *, links: bool = True) -> str:
    if isinstance(node, TextRun):
        return escaped(node.text)
    if isinstance(node, Formula):
        return node.latex
    if isinstance(node, Break):
        return " "
    if isinstance(node, Listing):
        items = (line(item, links=links) for item in node.items)
        return "; ".join(f"{number}. {item}" if node.numbered else item for number, item in enumerate(items, 1))
    inner = "".join([_node(child, links=links) for child in node.children])
    if isinstance(node, Link):
        return _link(node, inner) if links else inner
    return _COMMANDS[node.style] % inner if inner.strip() else inner


def _link(node: Link, inner: str) -> str:
    shown = "".join(child.text for child in node.children if isinstance(child, TextRun))
    if node.address in {shown, f"https://{shown}", f"http://{shown}"}:
        return rf"\url{{{node.address.translate(_URL)}}}"
    return rf"\href{{{node.address.translate(_URL)}}}{{{inner}}}"
