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
_ACCENT = regex(
    r"\{?\\(?:[`'^\"~=.]\s*(?:\{\\?[A-Za-z]\}|\\?[A-Za-z]|\{\\[`'^\"~.]\{?[A-Za-z]\}?\})"
    r"|[cvuHkrdb]\s*\{(?:\\?[A-Za-z]|\\[`'^\"~.]\{?[A-Za-z]\}?)\}|(?:aa|AA|ae|AE|oe|OE|ss|o|O|l|L|i|j)(?:\{\}|(?![A-Za-z])\s?))\}?"
)
_ENSURED = regex(r"(?<![A-Za-z}\]])\{\\ensuremath\{([^{}$]{1,80})\}\}|\\ensuremath\{([^{}$]{1,80})\}")
_PLAIN_TAG = (
    r"\{?\\textless(?:\{\})?\}?\s?(/?(?:i|b|u|em|strong|sub|sup|p|br|italic|bold|span|scp|jats:[a-z]+)\s?/?)"
    r"\{?\\textgreater(?:\{\})?\}?"
)
_ESCAPED_TAG = regex(_PLAIN_TAG, re.IGNORECASE)
"""A tag as programs write it into LaTeX: `{\\textless}i{\\textgreater}`."""
_ESCAPED_ENTITY = regex(
    r"(?:\{\\?&\}|\\&|&)(?:(?:\{\\?#\}|\\#|#)(x[0-9a-fA-F]{1,6}|[0-9]{1,7})|(amp|lt|gt|quot|apos|nbsp|ndash|mdash|[lr]squo|[lr]dquo));"
)
"""A character reference of HTML whose signs were escaped: `{\\&}{\\#}x3bc;`."""
_APOSTROPHE = regex(r"(?<=[^\W\d_])`(?=[^\W\d_])")
"""What the ACL Anthology writes for an apostrophe within a word."""
_BIBLATEX = {"hyphen": "-", "adddot": ".", "addcomma": ",", "addcolon": ":", "addspace": " ", "bibstring": ""}
_QUOTED = regex(r"\\mkbib(quote|emph|bold|italic|acro)\{([^{}]*)\}")
_SIGNS = regex(r"\\(hyphen|adddot|addcomma|addcolon|addspace|bibstring)\b(?:\{\}|\s*)")
_SYMBOL = regex(r"(?<![\\$])\$[^$ ]{1,14}\$(?!\$)|\\text(?:super|sub)script\{[^{}\\]{1,3}\}")
"""A formula that may be one sign, which in a title is part of a word: `IFN-$\\gamma$` is `IFN-γ`."""
_POWER = regex(r"(?<=[^\W\d_])\^(?:([0-9])(?![\w^])|\{([0-9])\})")
_POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What a title with `m^4` reads as, and what its export comes back as."""
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
_MOST_NESTED = 3
_EMPHASISED = regex(r"(?<![\w*])\\emph\{([^\s{}\\$*_](?:[^{}\\$*_]*[^\s{}\\$*_])?)\}(?![\w*])")
_SET = regex(r"\\(?:emph|textit|textbf|textsc|textrm|textsf|texttt|textnormal|text|mbox)\s*\{")
_BRACES = regex(r"\\.|[{}]", re.DOTALL)
_HEAD = regex(r"\s*abstract\s*[.:—–]\s*", re.IGNORECASE)
_TAG = regex(r"<(?:/?[a-z][a-z0-9:]{0,12})(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_MATHS = regex(r"\$[^$]*\$|\\\(.*?\\\)", re.DOTALL)


@lru_cache(maxsize=1 << 12)
def line(text: str) -> str:
    """One line: a title, a venue, a note."""
    source = _of_biblatex(_of_mendeley(" ".join(unescape(_of_html(text)).split())))
    if _TAG.search(source):
        source = prose.title(source)
    source = _ENSURED.sub(lambda formula: f"${formula[1] or formula[2]}$", _without_command(_without_braces(source)))
    source = _SYMBOL.sub(lambda formula: _sign(formula[0]), source)
    if "^" in source and not re.search(r"[\\$]", source):
        source = _POWER.sub(lambda power: _POWERS[int(power[1] or power[2])], source)
    if not re.search(r"[\\{}~$&<^`'-]", source):
        return source
    read = convert.phrase(source)[0]
    if not read.plain:
        return ""
    if _reads_same(read.plain, read.html):
        return read.plain
    shorter = _unprotected(source)
    written = (_letters(shorter), shorter)
    return next((text for text in written if _reads_same(text, read.html)), source)


def _of_html(text: str) -> str:
    """A text whose tags, entities and apostrophes other programs have written into LaTeX, with these as they were."""
    if "\\" in text:
        text = _ESCAPED_TAG.sub(r"<\1>", text)
    if "&" in text:
        text = _ESCAPED_ENTITY.sub(lambda entity: f"&#{entity[1]};" if entity[1] else f"&{entity[2]};", text)
    return _APOSTROPHE.sub("’", text) if "`" in text else text


def _without_braces(text: str) -> str:
    """A text without the braces around all of it."""
    while text.startswith("{") and text.endswith("}"):
        depth = 0
        for sign in _BRACES.finditer(text):
            depth += {"{": 1, "}": -1}.get(sign[0], 0)
            if depth == 0 and sign.end() < len(text):
                return text
        if depth:
            return text
        text = text[1:-1].strip()
    return text


def _without_command(text: str) -> str:
    """A text without the command that sets all of it in another type."""
    match = _SET.match(text)
    inner = text[match.end() - 1 :] if match else ""
    bare = _without_braces(inner)
    return bare if bare != inner else text


def _of_mendeley(text: str) -> str:
    r"""A text whose formulas Mendeley has escaped, with the formulas: `{\$}\backslashsigma{\$}` is `$\sigma$`.

    `{\;}` is a semicolon that was escaped likewise; LaTeX would make a space of it.
    """
    text = text.replace(r"{\;}", ";")
    if text.count("{\\$}") < 2 or text.count("{\\$}") % 2:
        return text
    return _ESCAPED.sub(lambda match: f"${_unescaped(match[1])}$", text)


def _unescaped(formula: str) -> str:
    for escaped, sign in _ESCAPES:
        formula = formula.replace(escaped, sign)
    return re.sub(r"\\backslash(?=[A-Za-z])|\{\\textbackslash\}|\$\\backslash\$", r"\\", formula)


def _of_biblatex(text: str) -> str:
    """A text without BibLaTeX's own commands for signs, which LaTeX alone does not know."""
    if "\\" not in text:
        return text
    text = _QUOTED.sub(lambda match: f"“{match[2]}”" if match[1] == "quote" else _emphasis(match[1], match[2]), text)
    return _SIGNS.sub(lambda sign: _BIBLATEX[sign[1]], text)


def _emphasis(name: str, text: str) -> str:
    return f"\\emph{{{text}}}" if name in ("emph", "italic") else text


def words(text: str) -> str:
    """One line of plain words, for what is no LaTeX in a site: a publisher, a keyword, a series."""
    source = " ".join(text.split())
    if _TAG.search(source):
        source = prose.words(source)
    return convert.phrase(source)[0].plain if re.search(r"[\\{}~$`&'-]", source) else source


def blocks(text: str) -> str:
    """Paragraphs: an abstract. Lines that an editor broke are joined; accents are letters."""
    text = _of_mendeley(_of_html(text))
    text = _without_braces((prose.abstract(text) if _TAG.search(text) else unescape(text)).strip())
    head = _HEAD.match(text)
    text = text[head.end() :] if head and head.end() < len(text) else text
    parts = [" ".join(part.split()) for part in _BLANK_LINE.split(repair(text)[0])]
    return "\n\n".join(_paragraph(part) for part in parts if part)


def _paragraph(text: str) -> str:
    """A paragraph with its letters, its signs and its emphasis as a person types them."""
    text = _letters(_SYMBOL.sub(lambda formula: _sign(formula[0]), text))
    return _EMPHASISED.sub(r"*\1*", text)


@lru_cache(maxsize=1 << 10)
def _sign(formula: str) -> str:
    """A formula of one sign that is no letter or digit of ASCII, as that sign."""
    if formula == r"$\sim$":  # in plain words it is a tilde, which LaTeX takes for a space
        return "∼"
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
    text = re.sub(r"\{\\([%&#])\}|\\([%&#])", lambda sign: sign[1] or sign[2], text).replace(r"\textit{", r"\emph{")
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
    text = _ACCENT.sub(_letter, text)
    for _ in range(_MOST_NESTED):
        text = _PROTECTED.sub(r"\1", text)
    for formula in formulas:
        text = text.replace("\x00", formula, 1)
    return text


def _reads_same(text: str, html: str) -> bool:
    return convert.phrase(text)[0].html == html
