r"""Texts of a bibliography as a person would have typed them into a site's file.

In: LaTeX, HTML or plain words. Out: clean Unicode where that reads just the same, else LaTeX without the braces that
only protect capitals. `{\"U}ber {LSTM}s` is `Über LSTMs`; a formula and `\emph{…}` stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sitegen.pull import prose
from sitegen.regex import regex
from sitegen.text import convert
from sitegen.text.repair import repair, unescape

_BLANK_LINE = regex(r"\n[ \t]*\n\s*|\\par\b\s*")
_PROTECTED = regex(r"(?<![\\\w}\]])\{((?:[^{}\\$]|\\[&%#_])*)\}")
_WHOLE = regex(r"\{((?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*\})*)\}")
_ACCENT = regex(
    r"\{?\\(?:[`'^\"~=.]\s*(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])|[cvuHkrdb]\s*\{\\?[A-Za-z]\}|(?:aa|AA|ae|AE|oe|OE|ss|o|O|l|L|i|j)(?:\{\}|(?![A-Za-z])\s?))\}?"
)
_BIBLATEX = {"hyphen": "-", "adddot": ".", "addcomma": ",", "addcolon": ":", "addspace": " ", "bibstring": ""}
_SIGNS = regex(r"\\(hyphen|adddot|addcomma|addcolon|addspace|bibstring)\b(?:\{\}|\s*)")
_SYMBOL = regex(r"(?<![\\$])\$[^$ ]{1,14}\$(?!\$)|\\text(?:super|sub)script\{[^{}\\]{1,3}\}")
"""A formula that may be one sign, which in a title is part of a word: `IFN-$\\gamma$` is `IFN-γ`."""
_ESCAPED = regex(r"\{\\\$\}(.{1,400}?)\{\\\$\}", re.DOTALL)
_ESCAPES = (
    ("{\\^{}}", "^"),
    ("{\\_}", "_"),
    ("{\\textless}", "<"),
    ("{\\textgreater}", ">"),
    ("{\\{}", "{"),
    ("{\\}}", "}"),
)
_QUOTES = {
    "``": "“", "''": "”",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
    "textquotesingle": "'", "textgreater": ">", "textless": "<", "texttimes": "×", "textendash": "–", "textemdash": "—",
}  # fmt: skip
_QUOTE = regex(
    r"\{?(?:(``|'')|\\(text(?:quote(?:dblleft|dblright|left|right|single)|greater|less|times|endash|emdash))(?:\{\}|\s*(?![A-Za-z])))\}?"
)
_HEAD = regex(r"\s*abstract\s*[.:—–]\s*", re.IGNORECASE)
_TAG = regex(r"<(?:/?[a-z][a-z0-9:]{0,12})(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_MATHS = regex(r"\$[^$]*\$|\\\(.*?\\\)", re.DOTALL)


@lru_cache(maxsize=1 << 12)
def line(text: str) -> str:
    """One line: a title, a venue, a note."""
    source = _of_biblatex(_of_mendeley(" ".join(unescape(text).split())))
    if _TAG.search(source):
        source = prose.title(source)
    while (inner := _WHOLE.fullmatch(source)) and source.count("{") == source.count("}"):
        source = inner[1].strip()
    source = _SYMBOL.sub(lambda formula: _sign(formula[0]), source)
    if not re.search(r"[\\{}~$&<`'-]", source):
        return source
    read = convert.phrase(source)[0]
    if not read.plain:
        return ""
    if _reads_same(read.plain, read.html):
        return read.plain
    shorter = _unprotected(source)
    return shorter if _reads_same(shorter, read.html) else source


def _of_mendeley(text: str) -> str:
    r"""A text whose formulas Mendeley has escaped, with the formulas: `{\$}\backslashsigma{\$}` is `$\sigma$`."""
    if text.count("{\\$}") < 2 or text.count("{\\$}") % 2:
        return text
    return _ESCAPED.sub(lambda match: f"${_unescaped(match[1])}$", text)


def _unescaped(formula: str) -> str:
    for escaped, sign in _ESCAPES:
        formula = formula.replace(escaped, sign)
    return re.sub(r"\\backslash(?=[A-Za-z])|\{\\textbackslash\}|\$\\backslash\$", r"\\", formula)


def _of_biblatex(text: str) -> str:
    """A text without BibLaTeX's own commands for signs, which LaTeX alone does not know."""
    return _SIGNS.sub(lambda sign: _BIBLATEX[sign[1]], text) if "\\" in text else text


def words(text: str) -> str:
    """One line of plain words, for what is no LaTeX in a site: a publisher, a keyword, a series."""
    source = " ".join(text.split())
    if _TAG.search(source):
        source = prose.words(source)
    return convert.phrase(source)[0].plain if re.search(r"[\\{}~$`&'-]", source) else source


def blocks(text: str) -> str:
    """Paragraphs: an abstract. Lines that an editor broke are joined; accents are letters."""
    text = _of_mendeley(text)
    text = (prose.abstract(text) if _TAG.search(text) else unescape(text)).strip()
    while (inner := _WHOLE.fullmatch(text)) and text.count("{") == text.count("}"):
        text = inner[1].strip()
    head = _HEAD.match(text)
    text = text[head.end() :] if head and head.end() < len(text) else text
    parts = [" ".join(part.split()) for part in _BLANK_LINE.split(repair(text)[0])]
    return "\n\n".join(_letters(part) for part in parts if part)


@lru_cache(maxsize=1 << 10)
def _sign(formula: str) -> str:
    """A formula of one sign that is no letter or digit of ASCII, as that sign."""
    plain = convert.phrase(formula)[0].plain
    is_sign = len(plain) == 1 or "script" in formula
    return plain if is_sign and not any(sign.isascii() for sign in plain) else formula


def _letters(text: str) -> str:
    """LaTeX with its accented letters and bare signs as such, outside formulas."""
    pieces, at = [], 0
    for formula in _MATHS.finditer(text):
        pieces += [_words(text[at : formula.start()]), formula[0]]
        at = formula.end()
    return "".join([*pieces, _words(text[at:])])


def _words(text: str) -> str:
    text = _ACCENT.sub(_letter, text) if "\\" in text else text
    text = re.sub(r"\\([%&#])", r"\1", text).replace(r"\textit{", r"\emph{")
    text = _QUOTE.sub(lambda match: _QUOTES[match[1] or match[2]], text)
    text = re.sub(r"(?<![-\w])---(?![-\w])|(?<=\w)---(?=\w)", "—", text)
    return re.sub(r"(?<![-!<])--(?![->])", "–", text)


def _letter(match: re.Match[str]) -> str:
    if match[0].count("{") != match[0].count("}"):
        return match[0]
    plain = convert.phrase(match[0])[0].plain
    return plain if len(plain) <= 2 and plain else match[0]


def _unprotected(source: str) -> str:
    """LaTeX without braces that only protect capitals; formulas and the arguments of commands keep theirs."""
    formulas = [formula[0] for formula in _MATHS.finditer(source)]
    text = _MATHS.sub("\x00", source)
    text = _PROTECTED.sub(r"\1", _ACCENT.sub(_letter, text))
    for formula in formulas:
        text = text.replace("\x00", formula, 1)
    return text


def _reads_same(text: str, html: str) -> bool:
    return convert.phrase(text)[0].html == html
