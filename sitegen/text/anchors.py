"""The ids of headings, as GitHub makes them, so that links between headings work here as they do there.

In: a heading's words, and the ids that are taken. Out: its id. Depends on nothing but the heading and equal ones before
it. Source: github.com/gjtorikian/html-pipeline, the filter for tables of contents.
"""

from __future__ import annotations

from unicodedata import category, normalize

from sitegen.regex import regex

OF_EVERY_PAGE = ("main", "live", "colours-dark", "colours-device", "colours-light")
"""Ids that the frame of every page has."""
_NO_PART = regex(r"[^\w\- ]")


def anchor(words: str, taken: dict[str, int]) -> str:
    """Return the id of a heading and take it: small letters, hyphens for spaces, a number where it is taken.

    `taken` are ids, with how many headings wanted each. Empty for a heading without a letter.
    """
    line = normalize("NFC", " ".join(words.split())).lower()
    name = _NO_PART.sub(lambda sign: sign[0] if category(sign[0])[0] == "M" else "", line).replace(" ", "-")
    if not name.strip("-"):
        return ""
    unused = name
    while unused in taken:
        taken[name] += 1
        unused = f"{name}-{taken[name]}"
    taken[unused] = 0
    return unused
