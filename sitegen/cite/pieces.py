"""Pieces of a formatted reference, each HTML and plain text at once.

In: words, texts of the content, addresses. Out: pieces, and sentences of them as one `Text`. Every character is escaped
here or was made safe by the text room. Knows no style of citing.
"""

from __future__ import annotations

from html import escape

from sitegen.cite.characters import one_line
from sitegen.model import Text
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text.markup import has_right_to_left

_BEHIND = "\"'”’»›*"
"""What may stand behind a full stop: quotes that close, the mark of equal contribution."""
_STRAIGHT = regex(r"(?:^|(?<=[\s(\[{–—/“‘>]))(?P<opens>\"(?=\w)|'(?=[^\W\d]))|(?P<closes>[\"'])")
_TAG = regex(r"(<[^>]*>)")
_CURLY = {"opens": {'"': "“", "'": "‘"}, "closes": {'"': "”", "'": "’"}}
_SINGLE = regex(r"(?<!\w)‘(.+?)’(?!\w)")
_SMALL = regex(
    r"(?:^|(?<=[.:?!] )|(?<![\w’'.@/])(?!(?:a|an|and|as|at|but|by|down|for|from|in|into|nor|of|on|onto|or|over|so|the"
    r"|till|to|up|via|with|yet|de|d|von|van|et|al|ca|e|i|per|vs)\b))[a-z][a-z]*(?![\w.@/])"
)
"""A word written small that a name in title case has with a capital."""
_STOPS = (".", "?", "!", "…", "。", "？", "！", "؟")


class ReferencePiece(NamedTuple):
    """A run of a reference in both its forms."""

    plain: str
    html: str


NOTHING = ReferencePiece("", "")


def words(text: str) -> ReferencePiece:
    """Return words that are no markup, their direction isolated where it could leak."""
    plain = _curly(one_line(text))
    html = escape(plain, quote=False)
    return ReferencePiece(plain, f"<bdi>{html}</bdi>" if has_right_to_left(plain) else html)


def shown(text: Text, language: str | None = None) -> ReferencePiece:
    """Return a title, or the name of a venue, as pages show it: with its formulas; `language` is a BCP 47 tag."""
    html = f'<span lang="{escape(language)}">{text.html}</span>' if language else text.html
    if "'" in html or '"' in text.plain:
        html = "".join([run if run.startswith("<") else _curly(run) for run in _TAG.split(html)])
    return ReferencePiece(_curly(one_line(text.plain)), html)


def double_quoted(piece: ReferencePiece) -> ReferencePiece:
    """Return a title with double quotes for single ones that stand alone (the Manual, 6.7)."""
    if "‘" not in piece.plain or "“" in piece.plain:
        return piece
    return ReferencePiece(_SINGLE.sub(r"“\1”", piece.plain), _SINGLE.sub(r"“\1”", piece.html))


def title_case(piece: ReferencePiece) -> ReferencePiece:
    """Return the name of a periodical with capitals, but on short words (the Manual, 6.17); markup is left alone."""
    if piece.plain != piece.plain.lower() and not _SMALL.search(piece.plain):
        return piece
    cased = _SMALL.sub(lambda word: word[0][0].upper() + word[0][1:], piece.plain)
    return ReferencePiece(cased, piece.html.replace(escape(piece.plain, quote=False), escape(cased, quote=False)))


def _curly(plain: str) -> str:
    """Return text with curly quotes and apostrophes for straight ones, as references are printed."""
    if "'" not in plain and '"' not in plain:
        return plain
    return _STRAIGHT.sub(lambda sign: _CURLY[sign.lastgroup or ""][sign[0]], plain)


def joined(*parts: ReferencePiece | str) -> ReferencePiece:
    """Return parts as one piece; a text among them is signs and spaces of ours."""
    pieces = [
        part if isinstance(part, ReferencePiece) else ReferencePiece(part, escape(part, quote=False)) for part in parts
    ]
    return ReferencePiece("".join([piece.plain for piece in pieces]), "".join([piece.html for piece in pieces]))


def italic(*parts: ReferencePiece | str) -> ReferencePiece:
    """Return parts as one piece in italics."""
    whole = joined(*parts)
    return ReferencePiece(whole.plain, f"<i>{whole.html}</i>")


def bold(piece: ReferencePiece) -> ReferencePiece:
    """Return a piece in bold."""
    return ReferencePiece(piece.plain, f"<b>{piece.html}</b>")


def link(url: str) -> ReferencePiece:
    """Return an address, to be read and to be pressed."""
    return ReferencePiece(url, f'<a href="{escape(url)}">{escape(url, quote=False)}</a>')


def sentence(piece: ReferencePiece, *, within_quotes: bool = False) -> ReferencePiece:
    """Return a piece with a full stop, unless it ends in one, or in what stands for one; inside quotes too.

    `within_quotes` puts the full stop inside quotes at the end, as those of a title have it (the Manual, 6.7).
    """
    if not piece.plain or piece.plain.rstrip(_BEHIND).endswith(_STOPS):
        return piece
    if within_quotes and piece.plain.endswith("”"):
        at, within = len(piece.plain) - 1, piece.html.rindex("”")
        return ReferencePiece(f"{piece.plain[:at]}.”", f"{piece.html[:within]}.{piece.html[within:]}")
    return ReferencePiece(f"{piece.plain}.", f"{piece.html}.")
