"""A person's name as lists of references have it: `van den Driessche, G.`, `Lespiau, J.-B.`, `King, M. L., Jr.`.

In: a name as spelled on a paper, or in its parts. Out: the same with initials, family name first or last. Never touches
a name that has none: a group, a single word, a name in a script without capitals (Chinese, Arabic, Hebrew, Thai).
"""

from __future__ import annotations

import unicodedata

from sitegen.cite.characters import name_of, one_line
from sitegen.regex import regex
from sitegen.text.names import Name, Spelling, read

_ASIDE = regex(r"\([^()]*\)|\"[^\"]*\"|“[^“”]*”")
_USUAL = regex(r"[A-Z](?:[a-z]+|\.)?")
_PARTICLES = frozenset("da das de del della den der di do dos du la las le los van von y".split())
"""Words within given names that have no initial: `Ana Maria de Castro` is `A. M. de C.`."""
_HYPHEN = regex(r"[-‐‑]")
_ENDINGS = {"jr": "Jr.", "sr": "Sr."}


def family_first(name: Spelling | str) -> str:
    """Return `Rae, J. W.`: how authors stand in a list."""
    spelled = read(name) if isinstance(name, str) else name
    known, initials = _initialled(spelled)
    if not initials:
        return one_line(spelled.name or known.shown)
    return ", ".join(part for part in (known.surname, initials, _ending(known)) if part)


def family_last(name: Spelling | str) -> str:
    """Return `J. W. Rae`: how editors stand in a sentence."""
    spelled = read(name) if isinstance(name, str) else name
    known, initials = _initialled(spelled)
    if not initials:
        return one_line(spelled.name or known.shown)
    return " ".join(part for part in (initials, known.surname, _ending(known)) if part)


def _initialled(name: Spelling) -> tuple[Name, str]:
    """Return a name's parts and its initials; none for a name that is not turned around."""
    known = name_of(name)
    if known.is_group or known.written or not _has_capitals(known.family):
        return known, ""
    words = _ASIDE.sub(" ", known.given).split()
    shouted = known.family.isupper() and len(known.family) > 1
    return known, " ".join(filter(None, (_word(word, shouted=shouted) for word in words)))


def _word(word: str, *, shouted: bool) -> str:
    """Return the initials of `Jack`, `Jean-Baptiste`, `J.W.` or, in a name that is not all capitals, `JW`."""
    if _USUAL.fullmatch(word):
        return f"{word[0]}."
    if word in _PARTICLES:
        return word
    if 1 < len(word) < 4 and word.isalpha() and word.isupper() and not shouted:
        return " ".join(f"{letter}." for letter in word)
    return "-".join(filter(None, (_between_hyphens(part) for part in _HYPHEN.split(word))))


def _between_hyphens(part: str) -> str:
    return " ".join(filter(None, map(_initial, part.split("."))))


def _initial(part: str) -> str:
    """Return the first letter, with the marks that stand on it; nothing for what has no capitals."""
    start = next((position for position, letter in enumerate(part) if _has_capitals(letter)), None)
    if start is None:
        return ""
    end = start + 1
    while end < len(part) and unicodedata.combining(part[end]):
        end += 1
    return f"{part[start:end]}."


def _has_capitals(text: str) -> bool:
    """Tell whether a text has letters of a script with capitals; only of those are initials taken."""
    return text.lower() != text.upper()


def _ending(parts: Name) -> str:
    return _ENDINGS.get(parts.suffix.rstrip(".").lower(), parts.suffix)
