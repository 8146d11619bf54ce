"""Names that people gave up: how each may be written, and where it stands in a text.

In: the people with a file, and texts. Out: places where a former name stands, in any order and case, between any marks.
Never puts a name into a sentence: a name that was given up is repeated to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import permutations
from unicodedata import category, normalize

from sitegen.model import Author
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex
from sitegen.text.names import split

_WORD = regex(r"[^\W_]+")
_BETWEEN = r"(?:[\W_]|%20){0,24}"
_MOST = 4
"""Words of a name that are looked for in every order; of a longer one, as it is and family name first."""


class NameOccurrence(NamedTuple):
    """The position of a former name in a text, and whether it is that name beyond doubt (all of its words)."""

    author: Author
    start: int
    end: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class FormerName:
    """One name that somebody gave up. `words` are its words, folded; `kept` are that person's names that hold it."""

    author: Author
    words: tuple[str, ...]
    whole: re.Pattern[str]
    short: re.Pattern[str] | None
    kept: re.Pattern[str] | None


def former_names(authors: Iterable[Author]) -> tuple[FormerName, ...]:
    """Return every name that somebody gave up."""
    return tuple(_former(author, name) for author in authors for name in author.formerly if name_words(name))


def find(text: str, names: Iterable[FormerName]) -> Iterator[NameOccurrence]:
    """Yield every place of a former name in a text, with the characters from `start` to `end`."""
    folded = fold(text)
    at: list[int] | None = None
    for name in names:
        if not any(word in folded for word in name.words):
            continue
        spans = [match.span() for match in name.kept.finditer(folded)] if name.kept else []
        for pattern, is_sure in ((name.whole, True), (name.short, False)):
            for match in pattern.finditer(folded) if pattern else ():
                if any(start <= match.start() and match.end() <= end for start, end in spans):
                    continue
                at = at if at is not None else _places(text)
                if is_sure:
                    spans.append(match.span())
                elif not text[at[match.start("first" if match["first"] else "last")]].isupper():
                    continue
                yield NameOccurrence(name.author, at[match.start()], at[match.end() - 1] + 1, is_sure)


def bearers(written: str, names: Iterable[FormerName]) -> Iterator[tuple[Author, bool]]:
    """Yield whoever gave up the name of an author, in whatever order, and whether it is all of that name."""
    for name in names:
        for occurrence in find(written, (name,)):
            is_all = not written[: occurrence.start].strip(" ,") and not written[occurrence.end :].strip(" ,.")
            if is_all:
                yield name.author, occurrence.is_sure


def fold(text: str) -> str:
    """Return a text in small letters without accents."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded, text))


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    return "".join(part for part in normalize("NFKD", character).casefold() if category(part) != "Mn")


def _places(text: str) -> list[int]:
    """Return for each character of the folded text the one that it comes from."""
    if text.isascii():
        return list(range(len(text)))
    return [number for number, character in enumerate(text) for _ in _folded(character)]


@lru_cache(maxsize=1 << 16)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded."""
    return tuple(_WORD.findall(fold(normalize("NFC", name))))


def _former(author: Author, name: str) -> FormerName:
    words = name_words(name)
    holding = [present for present in (author.name, *author.names) if set(words) < set(name_words(present))]
    kept = re.compile("|".join(_in_order(name_words(present)) for present in holding)) if holding else None
    return FormerName(author, words, re.compile("|".join(_orders(words))), _short(author, name), kept)


def _orders(words: tuple[str, ...]) -> Iterator[str]:
    """Yield a pattern for each order of a name's words."""
    orders = permutations(words) if len(words) <= _MOST else (words, (words[-1], *words[:-1]))
    yield from (_in_order(order) for order in dict.fromkeys(orders))


def _in_order(words: Iterable[str]) -> str:
    whole = _BETWEEN.join(map(re.escape, words))
    return rf"(?<![^\W\d_]){whole}(?![^\W\d_])" if whole.isascii() or not _has_no_spaces(whole) else whole


def _has_no_spaces(text: str) -> bool:
    """Whether the text is of a script that is written without spaces between words."""
    return any("\u2e80" <= character <= "\u9fff" or character >= "\U00020000" for character in text)


def _short(author: Author, name: str) -> re.Pattern[str] | None:
    """Return a pattern for the family name with initials, where that is not the present name's too."""
    parts = split(name)
    family, given_names = name_words(parts.surname), name_words(parts.given)
    if not family or not given_names:
        return None
    for present_name in (author.name, *author.names):
        present = split(present_name)
        if name_words(present.surname) == family and [word[0] for word in name_words(present.given)][:1] == [
            given_names[0][0]
        ]:
            return None
    surname = _BETWEEN.join(map(re.escape, family))
    first = rf"{re.escape(given_names[0][0])}(?:{re.escape(given_names[0][1:])})?"
    more = r"(?:[\W_]{1,3}[^\W\d_](?![^\W\d_])){0,3}"
    before = rf"(?P<first>{first})(?![^\W\d_]){more}[\W_]{{1,3}}{surname}"
    after = rf"{surname}[\W_]{{1,3}}(?P<last>{first})(?![^\W\d_])"
    return re.compile(rf"(?<![^\W\d_])(?:{before}(?![^\W\d_])|{after})")
