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
from sitegen.text.field import escaped
from sitegen.text.repair import repair, unescape
from sitegen.text.symbols import MATHS, WRITTEN

_BLANK_LINE = regex(r"\n[ \t]*\n\s*|\\par\b\s*")
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
_COMMANDS = regex(r"\\(hyphen|adddot|addcomma|addcolon|addspace|bibstring)\b(?:\{\}|\s*)")
_SYMBOL = regex(r"(?<![\\$])\$[^$ ]{1,14}\$(?!\$)|\\text(?:super|sub)script\{[^{}\\]{1,3}\}")
"""A formula that may be one sign, which in a title is part of a word: `IFN-$\\gamma$` is `IFN-γ`."""
_POWER = regex(r"(?<=[^\W\d_])\^(?:([0-9])(?![\w^])|\{([0-9])\})")
_POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What a title with `m^4` reads as, and what its export comes back as."""
_MARK = regex(r"[\\{}~$&<^_`'-]")
_HYPHENS = str.maketrans("‐‑", "--")
_ESCAPED = regex(r"\{\\\$\}(.{1,400}?)\{\\\$\}", re.DOTALL)
_ESCAPES = (
    ("{\\^{}}", "^"),
    ("{\\_}", "_"),
    ("{\\textless}", "<"),
    ("{\\textgreater}", ">"),
    ("{\\{}", "{"),
    ("{\\}}", "}"),
)
_SET = regex(r"\\(?:emph|textit|textbf|textsc|textrm|textsf|texttt|textnormal|text|mbox)\s*\{")
_BRACES = regex(r"\\.|[{}]", re.DOTALL)
_HEAD = regex(r"\s*abstract(?:\s*[.:—–]\s*|(?-i:(?=[A-Z][a-z])))", re.IGNORECASE)
_TAG = regex(r"<(?:/?[a-z][a-z0-9:]{0,12})(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def line(text: str) -> str:
    """One line: a title, a venue, a note."""
    source = _of_biblatex(_of_mendeley(" ".join(_repaired(unescape(_of_html(text))).split())))
    if _TAG.search(source):
        source = prose.title(source)
    source = _without_command(_without_braces(source))
    source = _with_signs(source)
    if "^" in source and not re.search(r"[\\$]", source):
        source = _POWER.sub(lambda power: _POWERS[int(power[1] or power[2])], source)
    if not _MARK.search(source):
        return source
    read = convert.phrase(source)[0]
    return read.plain if convert.phrase(read.plain)[0].html == read.html else convert.handwritten(source)


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
    for latex, sign in _ESCAPES:
        formula = formula.replace(latex, sign)
    return re.sub(r"\\backslash(?=[A-Za-z])|\{\\textbackslash\}|\$\\backslash\$", r"\\", formula)


def _of_biblatex(text: str) -> str:
    """A text without BibLaTeX's own commands for signs, which LaTeX alone does not know."""
    if "\\" not in text:
        return text
    text = _QUOTED.sub(lambda match: f"“{match[2]}”" if match[1] == "quote" else _emphasis(match[1], match[2]), text)
    return _COMMANDS.sub(lambda sign: _BIBLATEX[sign[1]], text)


def _emphasis(name: str, text: str) -> str:
    return f"\\emph{{{text}}}" if name in ("emph", "italic") else text


def words(text: str) -> str:
    """One line of plain words, for what is no LaTeX in a site: a keyword, a volume."""
    source = _with_signs(" ".join(_repaired(text).split()))
    if _TAG.search(source):
        source = prose.words(source)
    plain = convert.phrase(source)[0].plain if _MARK.search(source) else source
    return line(source) if "\\" in plain else plain  # a backslash is always read as LaTeX


def label(text: str) -> str:
    """One line of plain words that may be typed as LaTeX, as LaTeX where it would not be read as it is."""
    plain = words(text)
    return plain if not _MARK.search(plain) or convert.phrase(plain)[0].plain == plain else line(text)


def blocks(text: str) -> str:
    """Paragraphs: an abstract. Lines that an editor broke are joined; accents are letters."""
    text = _of_mendeley(_of_html(text))
    text = _without_braces((prose.abstract(text) if _TAG.search(text) else unescape(text)).strip())
    head = _HEAD.match(text)
    text = text[head.end() :] if head and head.end() < len(text) else text
    parts = [" ".join(part.split()) for part in _BLANK_LINE.split(_repaired(text))]
    return "\n\n".join(filter(None, map(_paragraph, parts)))


def _paragraph(text: str) -> str:
    """A paragraph as a person types it."""
    return convert.handwritten_blocks(_of_biblatex(_with_signs(text)))


def _with_signs(text: str) -> str:
    """A text whose formulas of one sign are that sign."""
    text = _ENSURED.sub(lambda formula: f"${formula[1] or formula[2]}$", text) if "\\ensuremath" in text else text
    return _SYMBOL.sub(lambda formula: _sign(formula[0]), text)


def _repaired(text: str) -> str:
    """A text without damage and hidden characters; its hyphens are one kind, as every export has them."""
    return repair(text)[0].translate(_HYPHENS)


_SIGNS = {
    **{latex: sign for sign in (*MATHS, *WRITTEN) if (latex := escaped(sign)).startswith("$")},
    r"$\lbrace$": r"\{", r"$\rbrace$": r"\}",
}  # fmt: skip
"""What an export has in formulas, for it stands nowhere else."""


@lru_cache(maxsize=1 << 10)
def _sign(formula: str) -> str:
    """A formula of one sign that is no letter or digit of ASCII, as that sign."""
    if sign := _SIGNS.get(formula):
        return sign
    plain = convert.phrase(formula)[0].plain
    is_sign = len(plain) == 1 or "script" in formula
    return plain if is_sign and not any(sign.isascii() for sign in plain) else formula
