r"""One field of text, as a person or a source wrote it, to everything the site needs of it.

In: LaTeX in Markdown, HTML, JATS, or plain words, and the macros that hold for it. Out: safe HTML with MathML, clean
plain text, LaTeX for .bib files, and what could not be turned into text. A text that reads as nothing (`<br>`, `{}`)
is empty in every form. Never raises, whatever it is given; never imports a library that the text at hand does not need.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from sitegen.model import Text
from sitegen.regex import regex
from sitegen.text.nodes import Block, Nodes, Trouble, has_maths
from sitegen.text.repair import repair, unescape, without_hidden

__all__ = [
    "Converted",
    "Trouble",
    "abstract",
    "handwritten",
    "handwritten_blocks",
    "latex",
    "latex_blocks",
    "name",
    "page",
    "phrase",
    "prose",
    "visible",
]

Converted: TypeAlias = tuple[Text, tuple[Trouble, ...]]
NO_MACROS: Mapping[str, str] = MappingProxyType({})

_SIGNS = regex(
    r"[\\${}~`*\[\]<>&^_\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u0590-\u08ff\ufb1d-\ufefc\U00010800-\U0001efff]|--|''|://|^%"
    r"|\n[ ]*(?:[-+•%#=]|[0-9]{1,2}[.)] )"
)
"""What may be more than a character; a text without any of it is as it stands."""
_NOT_WORDS = regex(
    r"[^A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f .,;:!?()'’–/\n-]|--|//|[ ]{2}|[ ]\n|\n[ ]|\n{3}"
    r"|(?:^|\n)[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\n]|^\n|[ ]\Z"
)
"""What makes prose more than paragraphs of words in Markdown, or may do so."""
_EMPHASIS = regex(r"(?<!\S)\*([A-Za-z0-9]+(?: [A-Za-z0-9]+)*)\*(?=[\s.,;:!?)]|\Z)")
_BLANK_LINE = regex(r"\n[ \t]*\n\s*")
_BLANKS = regex("[ \u00a0]{2,}")
_ABSTRACT = regex(r"<(?:jats:)?title[^<>]*>\s*(?:abstract|summary)\s*[.:]?\s*</(?:jats:)?title>", re.IGNORECASE)


def phrase(source: str, macros: Mapping[str, str] = NO_MACROS) -> Converted:
    """One line of text: a title, a caption, a comment, a venue's name.

    The HTML is phrasing content, with links only where the text has an address; line ends are spaces.
    """
    text, notes = _repaired(source)
    if not _SIGNS.search(text):
        line = " ".join(text.split())
        return Text(source, line, line), notes
    from sitegen.text import markup, plain  # plain words need none of it

    nodes, troubles = _read(text, macros)
    words = plain.line(nodes)
    made = Text(source, markup.line(nodes), words, has_maths(nodes)) if words else Text(source, "", "")
    return made, notes + troubles


def abstract(source: str, macros: Mapping[str, str] = NO_MACROS) -> Converted:
    """Paragraphs of LaTeX in Markdown, as arXiv, .bib files, Crossref (JATS) and OpenAlex (HTML) have them.

    The HTML is paragraphs, lists, code, quotes and tables; in the plain text a blank line stands between them. Headings
    run into their paragraphs, notes stand in round brackets.
    """
    text, notes = _repaired(source)
    if not _SIGNS.search(f"\n{text}"):  # nor is its first line an item of a list
        lines = [" ".join(part.split()) for part in _BLANK_LINE.split(text) if part.strip()]
        return Text(source, "".join([f"<p>{line}</p>" for line in lines]), "\n\n".join(lines)), notes
    from sitegen.text import markup, plain  # plain words need none of it

    parts, troubles = _blocks(_ABSTRACT.sub("", text), macros)
    words = plain.blocks(parts)
    made = Text(source, markup.blocks(parts), words, has_maths(parts)) if words else Text(source, "", "")
    return made, notes + troubles


def page(source: str, macros: Mapping[str, str] = NO_MACROS) -> Converted:
    """Prose that is a page of its own: its headings have ids, as GitHub makes them."""
    return prose(source, macros, is_page=True)


def prose(source: str, macros: Mapping[str, str] = NO_MACROS, *, is_page: bool = False) -> Converted:
    """Markdown that a person wrote for this site: a biography, a note, news, a page, a summary.

    CommonMark with tables, footnotes, definition lists, formulas and figures; raw HTML is shown as text. Headings start
    at `<h2>`. Links lead to http, https, mailto or the site itself; addresses of the site stay as written.
    """
    text, notes = repair(without_hidden(source))
    words = _EMPHASIS.sub(r"\1", text).rstrip("\n")
    if words and not _NOT_WORDS.search(words):
        html = _EMPHASIS.sub(r"<em>\1</em>", text).rstrip("\n").replace("\n\n", "</p>\n<p>")
        shown = "\n\n".join([part.replace("\n", " ") for part in words.split("\n\n")])
        return Text(source, f"<p>{html}</p>", shown), tuple([Trouble(note) for note in notes])
    from sitegen.text.markdown import convert  # abstracts need none of it

    made = convert(text, macros, is_page=is_page)
    troubles = tuple(Trouble(note) for note in notes) + made.troubles
    if not made.plain and "<img " not in made.html:
        return Text(source, "", ""), troubles
    return Text(source, made.html, made.plain, made.has_maths), troubles


def latex(source: str, macros: Mapping[str, str] = NO_MACROS) -> str:
    """The field as one line of LaTeX for a .bib file: it compiles, and its braces are balanced.

    Macros are expanded; unknown ones become words. Braces that protect capitals are kept.
    """
    from sitegen.text import field  # only exports need it

    text, _ = _repaired(source)
    if not _SIGNS.search(text):
        return " ".join(field.escaped(text).split())
    written = field.line(_read(_ABSTRACT.sub("", text), macros)[0])
    return written if written.strip("~ ") else ""


def latex_blocks(source: str, macros: Mapping[str, str] = NO_MACROS) -> str:
    """Blocks of an abstract as LaTeX for a .bib file, as `latex` makes a line, with blank lines between them."""
    from sitegen.text import field  # only exports need it

    text, _ = _repaired(source)
    if not _SIGNS.search(f"\n{text}"):  # nor is its first line an item of a list
        return "\n\n".join([" ".join(field.escaped(part).split()) for part in _BLANK_LINE.split(text) if part.strip()])
    return field.blocks(_blocks(_ABSTRACT.sub("", text), macros)[0])


def handwritten(source: str) -> str:
    """One line as a person types it: what reads the same is written the same; with troubles as it was, to be mended."""
    text, _ = _repaired(source)
    if not _SIGNS.search(text):
        return " ".join(text.split())
    from sitegen.text import handwritten, markup  # only imports need it

    nodes, troubles = _read(text, NO_MACROS)
    shown = _shown(markup.line(nodes))
    forms = (handwritten.line(nodes, marks=marks) for marks in handwritten.CARE if not troubles)
    return next((form for form in forms if _shown(phrase(form)[0].html) == shown), source)


def handwritten_blocks(source: str) -> str:
    """Paragraphs of an abstract as a person types them, as `handwritten` makes a line."""
    text, _ = _repaired(source)
    if not _SIGNS.search(f"\n{text}"):
        return "\n\n".join([" ".join(part.split()) for part in _BLANK_LINE.split(text) if part.strip()])
    from sitegen.text import handwritten, markup  # only imports need it

    parts, troubles = _blocks(_ABSTRACT.sub("", text), NO_MACROS)
    shown = _shown(markup.blocks(parts))
    forms = (handwritten.blocks(parts, marks=marks) for marks in handwritten.CARE if not troubles)
    return next((form for form in forms if _shown(abstract(form)[0].html) == shown), source)


def _shown(html: str) -> str:
    """What a reader sees of HTML: several blanks are one."""
    return _BLANKS.sub(" ", html)


@lru_cache(maxsize=1 << 14)  # names come again and again
def name(source: str) -> str:
    """The name of a person or a group: LaTeX accents and braces decoded, NFC, single spaces; nothing else changes."""
    text = repair(unescape(source))[0]
    if "\\" in text or "{" in text or "}" in text or "~" in text:
        from sitegen.text.accents import decode  # most names need none of it

        text = decode(text)
    return " ".join(text.split())


def visible(source: str) -> str:
    """A text that reads as nothing, as it was typed: one line, characters that nobody sees by their code points."""
    shown = (char if char.isprintable() else f"U+{ord(char):04X}" for char in " ".join(source.split()))
    return "".join(shown) or "U+0020"


def _repaired(source: str) -> tuple[str, tuple[Trouble, ...]]:
    text, notes = repair(unescape(source))
    return text, tuple(Trouble(note) for note in notes)


def _blocks(text: str, macros: Mapping[str, str]) -> tuple[tuple[Block, ...], tuple[Trouble, ...]]:
    from sitegen.text import blocks  # plain words need none of it
    from sitegen.text.paragraphs import split

    if blocks.has_blocks(text):
        from sitegen.text.structure import build  # one abstract in a hundred has any

        return build(text, macros)
    nodes, troubles = _read(text, macros)
    return split(nodes), troubles


def _read(text: str, macros: Mapping[str, str]) -> tuple[Nodes, tuple[Trouble, ...]]:
    from sitegen.text.latex import read  # plain words need none of it

    return read(text, macros)
