"""Addresses in text: which of them may become links, and where a bare one ends.

In: an address as written. Out: the address a link may have, or nothing. Only http, https and mailto ever pass, and, in
text that a person wrote for the site, files and pages of the site itself.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from sitegen.regex import regex

_ESCAPED = r"(?:\{\\(?:[_%&#~]|textasciitilde)\}|\\(?:[_%&#~]|textasciitilde\{\}))"
_BARE = regex(rf"https?://(?:[^\s<>\"{{}}|\\^`\[\]\u2018-\u201f\u00a0$]|{_ESCAPED}){{1,2000}}")
_ESCAPED_SIGN = regex(_ESCAPED)
_CONTROLS = regex(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_SAFE = regex(r"(?:https?://[^/?#\s]+|mailto:[^\s@<>]+@[^\s@<>]+)", re.IGNORECASE)
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\|/\\|\\/")
_PAIRS = {")": "("}
_KEEP = "%/:=&?~#+!$,;'@()*[]-._"


def link(address: str) -> str:
    """The address, ready for an attribute, if a link may lead there; empty otherwise."""
    bare = _CONTROLS.sub("", address)
    return quote(bare, safe=_KEEP) if _SAFE.match(bare) and "\\" not in bare else ""


def is_local(address: str) -> bool:
    """Whether the address is a file or page of the site itself."""
    bare = _CONTROLS.sub("", address)
    return bool(bare) and bare == address.strip() and not _SCHEME.match(bare) and ".." not in bare.split("/")


def bare_address(text: str, start: int) -> str:
    r"""The address that starts here in running text, without the punctuation of the sentence around it.

    As it is written, with the signs that LaTeX escapes: `\_`, `{\_}`, `{\textasciitilde}`.
    """
    match = _BARE.match(text, start)
    if not match:
        return ""
    address = match[0]
    while address and (address[-1] in ".,;:!?'*_\\" or (address[-1] in _PAIRS and _is_odd(address))):
        address = address[:-1]
    return address if len(address) > len("https://") + 1 else ""


def unescaped(address: str) -> str:
    """An address without what LaTeX escapes in it."""
    return _ESCAPED_SIGN.sub(_sign, address) if "\\" in address else address


def _sign(escaped: re.Match[str]) -> str:
    return "~" if "tilde" in escaped[0] else escaped[0].strip("{\\}")


def _is_odd(address: str) -> bool:
    return address.count(address[-1]) > address.count(_PAIRS[address[-1]])
