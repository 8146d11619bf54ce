"""Names of new paper files: year, first author, the first telling words of the title.

In: the fields of a paper, and the slugs that are taken. Out: a slug that no other has. Never changes a name once given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sitegen.merge.likeness import author_name, author_parts, makers, year_of
from sitegen.regex import regex
from sitegen.text import convert, names, slugs

WORDS = 3
"""Words of the title in a slug, unless more are needed to tell two papers apart."""

_SMALL = frozenset("a an the and or of for in on to by with from as at is are be via using towards toward into".split())
_COLON = regex(r"\s*(?::\s|\N{FULLWIDTH COLON})")
_AUTHOR, _WORDS = 24, 60
"""Longest part of a slug that is from a name, and from a title."""


def name(fields: Mapping[str, Any], taken: Collection[str]) -> str:
    """The slug of a new paper: `2022-hoffmann-training-compute-optimal`. `taken` holds slugs in small letters."""
    year, author = str(year_of(fields) or ""), _author(makers(fields)[0])
    words, enough = _words(fields["title"])
    for count in range(enough, len(words) + 1):
        slug = _slug(year, author, words[:count])
        if slug not in taken:
            return slug
    slug, number = _slug(year, author, words[:enough]), 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"


def _slug(year: str, author: str, words: list[str]) -> str:
    return "-".join(filter(None, (year, author, slugs.shorten("-".join(words), _WORDS))))


def _author(author: Any) -> str:
    plain = convert.name(author_name(author))
    stated = author_parts(author)
    family = names.parts(stated).family if stated.family else names.split(plain).family
    return slugs.shorten(slugs.slug(family or plain), _AUTHOR)


def _words(title: str) -> tuple[list[str], int]:
    """The telling words of a title, and how many are enough for a slug: those before its colon, or a few."""
    plain = convert.phrase(title)[0].plain
    colon = _COLON.search(plain)
    before = _telling(plain[: colon.start()]) if colon else []
    words = [*before, *_telling(plain[colon.end() :] if before and colon else plain)]
    if not words:
        words = slugs.slug(plain).split("-")
    return words, min(WORDS, len(before) or len(words))


def _telling(text: str) -> list[str]:
    return [word for word in slugs.slug(text).split("-") if word not in _SMALL] if text.strip() else []
