"""Names that are set apart in a reference that pandoc has formatted: one's own in bold, equal authors by a sign.

In: a CSL-JSON item and whom to set apart; later the reference that was made of it. Out: the item with marks around
family names, which no style changes; the reference with the whole of each name set apart, initials and all. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import partial
from typing import Any

from sitegen.model import Text
from sitegen.regex import regex
from sitegen.text.markup import escape

_OWN, _EQUAL = 1, 2
_STARTS = ("", "\ue001", "\ue002", "\ue003")
"""Private characters, one for each sum of the flags above."""
_END = "\ue000"
_MARK = f"[{''.join(_STARTS[1:])}]"
_ANY = regex(f"(?P<before>)(?P<mark>{_MARK})(?P<family>[^{_END}]*){_END}(?P<behind>)")
"""A marked name of which nothing but the family name was found."""
_HYPHEN = regex(r"[-‐‑]")


def marked(item: dict[str, Any], own: Collection[int], equal: Collection[int]) -> dict[str, Any]:
    """Return an item with marks on its authors, or else its editors, at the places `own` and `equal`, from 0."""
    role = "author" if "author" in item else "editor"
    names = [
        _marked(name, _OWN * (index in own) + _EQUAL * (index in equal))
        for index, name in enumerate(item.get(role, ()))
    ]
    return {**item, role: names} if names else item


def set_apart(reference: Text, item: dict[str, Any], sign: str) -> Text:
    """Return the reference of a marked item with its marked names in bold, and `sign` behind those of equal authors."""
    html, plain = reference.html, reference.plain
    for name in item.get("author") or item.get("editor") or ():
        family = name.get("family") or name.get("literal") or ""
        if not family.endswith(_END):
            continue
        html = re.sub(_pattern(name, escape), partial(_html, sign), html)
        plain = re.sub(_pattern(name, str), partial(_plain, sign), plain)
    html, plain = _ANY.sub(partial(_html, sign), html), _ANY.sub(partial(_plain, sign), plain)
    return Text(plain, html, plain)


def _marked(name: dict[str, str], flags: int) -> dict[str, str]:
    part = "family" if "family" in name else "literal"
    return {**name, part: f"{_STARTS[flags]}{name[part]}{_END}"} if flags and part in name else name


def _pattern(name: dict[str, str], written: Any) -> str:
    """Return what finds a name however a style writes it: its parts in any order, given names cut short."""
    given_names = " ?".join(map(_given, written(name.get("given", "")).split()))
    particle = re.escape(written(name.get("non-dropping-particle", "")))
    suffix = re.escape(written(name.get("suffix", "")).rstrip("."))
    before = f"(?:{given_names},? )?" if given_names else ""
    leading = f"(?:{particle} )?" if particle else ""
    behind = f"(?:,? {given_names}(?![\\w]))?" if given_names else ""
    behind += f"(?:,? {particle})?" if particle else ""
    behind += f"(?:,? {suffix}\\.?)?" if suffix else ""
    family = re.escape(written(name.get("family") or name.get("literal") or "")[1:-1]).replace("'", "['’]")
    return f"(?P<before>{before}{leading})(?P<mark>{_MARK})(?P<family>{family}){_END}(?P<behind>{behind})"


def _given(word: str) -> str:
    """Return what finds a given name, whole or as an initial; parts behind a hyphen may be left out."""
    first, *rest = (re.escape(part[:1]) for part in _HYPHEN.split(word))
    short = f"{first}\\.?" + "".join(f"(?:[-‐ ]?{letter}\\.?)?" for letter in rest)
    return f"(?:{re.escape(word)}|{short})"


def _plain(sign: str, name: re.Match[str]) -> str:
    return f"{name['before']}{name['family']}{name['behind']}{_sign(name, sign)}"


def _html(sign: str, name: re.Match[str]) -> str:
    whole = f"{name['before']}{name['family']}{name['behind']}"
    return f"<b>{whole}</b>{_sign(name, sign)}" if _flags(name) & _OWN else f"{whole}{_sign(name, sign)}"


def _sign(name: re.Match[str], sign: str) -> str:
    return sign if _flags(name) & _EQUAL else ""


def _flags(name: re.Match[str]) -> int:
    return _STARTS.index(name["mark"])
