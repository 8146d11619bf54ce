"""Quotation marks of LaTeX that do not fit together: a tick too few, a typewriter's sign, code between ticks.

In: text as it was typed. Out: the same with quotes that its reader takes for a pair. Never touches words.
"""

from __future__ import annotations

import re

from sitegen.regex import regex

_QUOTED = regex(r"(?<![`\\])`((?:(?!'')[^`\n]){1,80}(?:\n(?:(?!'')[^`\n]){1,80})?)(?<!\\)'(?:(?![\w'])|(?=''(?!')))")
_TWO_TICKS = regex(r"(?<!`)``([^`\n]{1,80})``(?!`)")
_CODE_SIGN = regex(r"[_(){}=<>/]|[a-z][A-Z]|^[-.]|\w\.\w")
_OPEN_QUOTE = regex(r"``([^`\"]{1,200})\"(?!\w)")
_CLOSE_QUOTE = regex(r"(?<!\w)\"([^`\"]{1,200})''")
_ONE_TICK_SHORT = regex(
    r"``(?:[^`]|`[^`'\n]{1,80}'(?!')){1,300}?''|(?<![`\w\\])`([^`'\n]{1,80})''(?![\w'(`])"
    r"|(?<![`\\])``([^`'\n]{1,80})'(?![\w'])(?![^`]{0,300}'')"
)
"""Quotes of two kinds around the same words."""


def mended(text: str) -> str:
    """Return the text with ticks and quotes in pairs."""
    if "`" in text:
        text = _OPEN_QUOTE.sub(r"``\1''", _TWO_TICKS.sub(_code_or_quote, text))
        text = _QUOTED.sub(r"‘\1’", _ONE_TICK_SHORT.sub(_whole, text))
    return _CLOSE_QUOTE.sub(r"``\1''", text) if '"' in text and "''" in text else text


def _whole(quote: re.Match[str]) -> str:
    """A quote that lacks a tick, with all it needs; one that has them all as it is."""
    words = quote[1] or quote[2]
    return f"“{words}”" if words else quote[0]


def _code_or_quote(match: re.Match[str]) -> str:
    return f"`{match[1]}`" if _CODE_SIGN.search(match[1]) else f"``{match[1]}''"
