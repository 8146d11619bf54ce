"""Characters that no file of ours may hold.

In: text from content. Out: the same text without control characters, lone surrogates and non-characters, which XML 1.0
forbids and UTF-8 cannot always write. Never escapes: that is for whoever knows the format.
"""

from __future__ import annotations

from functools import lru_cache

from sitegen.model import Paper
from sitegen.regex import regex
from sitegen.text.names import Name, Spelling, parts

# The complement of Char in https://www.w3.org/TR/xml/#charsets, and the C1 controls, which it only discourages.
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """Return `text` without the characters that no XML, and no UTF-8 file, may hold."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Return `text`, cleaned, with every run of white space as one space."""
    return " ".join(clean(text).split()) if text else ""


@lru_cache(maxsize=1 << 14)
def name_of(spelled: Spelling) -> Name:
    """Return the parts of a name, cleaned, each on one line."""
    name, given_name, particle, family, suffix = map(one_line, spelled[:5])
    return parts(Spelling(name, given_name, particle, family, suffix, spelled.group, spelled.family_first))


def short_title(paper: Paper) -> str:
    """Return the short title on one line; empty where it is no shorter than the title."""
    short = one_line(paper.short.plain) if paper.short else ""
    return short if len(short) < len(one_line(paper.title.plain)) else ""
