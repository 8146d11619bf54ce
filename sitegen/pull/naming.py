"""Names of new paper files: year, first author, the first telling words of the title.

In: the fields of a paper, and the slugs that are taken. Out: a slug that no other has. Never changes a name once given.
Han letters have a Chinese reading here, and no other: where a paper is of Japan or Korea, or its BibTeX key says how
its author and its title are spelled in Latin letters, they are not read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sitegen.merge.likeness import author_name, author_parts, makers, year_of
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import convert, names, slugs
from sitegen.text.han import is_han, is_read_otherwise

WORDS = 3
"""Words of the title in a slug, unless more are needed to tell two papers apart."""

_SMALL = frozenset("a an the and or of for in on to by with from as at is are be via using towards toward into".split())
_COLON = regex(r"\s*(?::\s|\N{FULLWIDTH COLON})")
_AUTHOR, _WORDS = 24, 60
"""Longest part of a slug that is from a name, and from a title."""
_UNREAD = regex("[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]+")
"""Han letters, and the kana between them, which mostly are endings of their words."""
_KEY = regex(r"(?P<author>[A-Za-z]{2,})[\W_]*(?:(?:19|20)\d\d|\d\d)(?!\d)[\W_]*(?P<words>[A-Za-z][\w-]*)?")
"""What programs and people call an entry: `horiguchi2015grabcut`."""
NOBODY = "paper"
"""What stands for author and title where neither can be read."""


class KeyParts(NamedTuple):
    """What a BibTeX key says in Latin letters: the family name of its first author, and words of the title."""

    author: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        """Tell whether the key says anything."""
        return bool(self.author)


def name(fields: Mapping[str, Any], taken: Collection[str]) -> str:
    """The slug of a new paper: `2022-hoffmann-training-compute-optimal`. `taken` holds slugs in small letters."""
    key = key_parts(str((fields.get("bibtex") or {}).get("key") or ""))
    are_unread = bool(key) or is_of_japan_or_korea(fields)
    year, author = str(year_of(fields) or ""), _author(makers(fields)[0], key.author, are_unread=are_unread)
    words, enough = _words(fields["title"], key.words, are_unread=are_unread)
    for count in range(enough, len(words) + 1):
        slug = _slug(year, author, words[:count])
        if slug not in taken:
            return slug
    slug, number = _slug(year, author, words[:enough]), 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"


def is_of_japan_or_korea(fields: Mapping[str, Any]) -> bool:
    """Tell whether the language of a paper, its title or the name of one who wrote it is Japanese or Korean."""
    return is_read_otherwise(str(fields.get("language") or ""), str(fields["title"]), *map(author_name, makers(fields)))


def key_parts(key: str) -> KeyParts:
    """Return the parts of a BibTeX key that is an author, a year and perhaps words; both are empty for any other."""
    match = _KEY.fullmatch(key)
    return KeyParts(match["author"].lower(), match["words"] or "") if match else KeyParts()


def _slug(year: str, author: str, words: list[str]) -> str:
    telling = filter(None, (author, slugs.shorten("-".join(words), _WORDS)))
    return "-".join(filter(None, (year, "-".join(telling) or NOBODY)))


def _author(author: Any, latin: str, *, are_unread: bool) -> str:
    plain = convert.name(author_name(author))
    stated = author_parts(author)
    family = names.parts(stated).family if stated.family else names.split(plain).family
    if are_unread and is_han(family or plain):
        return slugs.shorten(latin, _AUTHOR)
    return slugs.shorten(slugs.slug(family or plain), _AUTHOR)


def _words(title: str, latin: str, *, are_unread: bool) -> tuple[list[str], int]:
    """The telling words of a title, and how many are enough for a slug: those before its colon, or a few."""
    plain = convert.phrase(title)[0].plain
    if are_unread and is_han(plain):
        plain = _UNREAD.sub(" ", plain)
        if not any(map(str.isalpha, plain)):
            words = _telling(latin)
            return words, min(WORDS, len(words))
    colon = _COLON.search(plain)
    before = _telling(plain[: colon.start()]) if colon else []
    words = [*before, *_telling(plain[colon.end() :] if before and colon else plain)]
    if not words:
        words = slugs.slug(plain).split("-")
    return words, min(WORDS, len(before) or len(words))


def _telling(text: str) -> list[str]:
    return [word for word in slugs.slug(text).split("-") if word not in _SMALL] if text.strip() else []
