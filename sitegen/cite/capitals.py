"""Capitals that a bibliography style must not make small.

In: a title as LaTeX. Out: the same with braces around the words that hold such capitals, and around no others.
BibTeX styles write titles in sentence case: every letter outside braces but the first of the title, and the first
after a colon, becomes small, also inside formulas and in the names of commands.
"""

from __future__ import annotations

import re

from sitegen.regex import regex

_CORE = regex(r"(\W*)(?<!\\)(.*?)(\W*)", re.DOTALL)
_COMMAND = regex(r"\\[^&%#_$]")
_PART = regex(r"[^-‐-―/·]+")


def protect(title: str) -> str:
    """Return `title` with braces around formulas, acronyms and names in mixed case (`{GPT}`, `{BioBERT}`).

    In a title that is itself in sentence case every later capital stands for a name and is kept as well.
    """
    words = _words(title)
    if title.isupper() and len(words) > 3:
        return title
    names = _is_sentence(words)
    kept, starts = [], True
    for word in words:
        kept.append(word if _is_plain(word, names=names) else _kept(word, starts=starts, names=names))
        starts = word.endswith(":")
    return " ".join(kept)


def _words(title: str) -> list[str]:
    """Cut a title at its spaces, but not inside braces or formulas."""
    if "{" not in title and "$" not in title:
        return title.split()
    words: list[str] = []
    word = ""
    for piece in title.split():
        word = f"{word} {piece}" if word else piece
        if word.count("{") <= word.count("}") and (word.count("$") - word.count("\\$")) % 2 == 0:
            words.append(word)
            word = ""
    return [*words, word] if word else words


def _is_plain(word: str, *, names: bool) -> bool:
    """Tell at once that a word needs nothing: it is small, or has a capital at its head that may become small."""
    return word.islower() or (not names and len(word) > 1 and word.isalpha() and word[1:].islower())


def _is_sentence(words: list[str]) -> bool:
    long = [word for word in words[1:] if len(word) > 3]
    return sum(word.islower() for word in long) > sum(word[0].isupper() for word in long)


def _kept(word: str, *, starts: bool, names: bool) -> str:
    bare = _outside_braces(word)
    if "$" in word or _COMMAND.search(bare):
        return _braced(word) if any(letter.isupper() for letter in (word if "$" in word else bare)) else word
    if "{" in word:
        named = names and not starts and word[0].isupper()
        return _braced(word) if named or _has_inner_capital(bare) else word
    match = _CORE.fullmatch(word)
    if match is None or not match[2]:
        return word
    return f"{match[1]}{_core(match[2], starts=starts, names=names)}{match[3]}"


def _core(core: str, *, starts: bool, names: bool) -> str:
    """Put braces around what needs them in a word without punctuation: `{BERT}-Based`, `{U-Net}`."""
    parts = _PART.findall(core)
    is_single = any(len(part) == 1 and part.isupper() for part in parts)
    if is_single and (len(parts) > 1 or (core != "A" and not starts)):
        return _braced(core)
    if names and not starts and core[0].isupper():
        return _braced(core)
    return _PART.sub(lambda part: f"{{{part[0]}}}" if _has_inner_capital(part[0]) else part[0], core)


def _has_inner_capital(part: str) -> bool:
    return any(letter.isupper() for letter in part[1:])


def _outside_braces(word: str) -> str:
    kept, depth = [], 0
    for letter in word:
        depth += letter == "{"
        if depth == 0:
            kept.append(letter)
        depth -= letter == "}"
    return "".join(kept)


def _braced(word: str) -> str:
    """Put braces around a word; two pairs before a backslash, for one makes BibTeX see an accented letter there."""
    if word.startswith("{") and word.endswith("}"):
        return word
    return f"{{{{{word}}}}}" if word.startswith("\\") else f"{{{word}}}"
