"""Parts of a page that are made when the page is written.

In: what makes each part. Out: a mark, which a template shows in its place, and the rendered page in pieces, each mark
with what it stands for. A list of thousands of papers is so never whole in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from sitegen.regex import regex

_MARK = "\x00"
"""Stands around the number of a part; no text of the content holds it."""
_ELEMENT = regex("<[a-z]+")


def elements(markup: str) -> set[str]:
    """Return the beginning of each kind of element that some markup holds: `<math`."""
    return set(_ELEMENT.findall(markup))


class Later:
    """The later parts of one page."""

    def __init__(self) -> None:
        self._parts: list[Callable[[], Iterable[str]]] = []

    def mark(self, part: Callable[[], Iterable[str]], held: Iterable[str]) -> Markup:
        """Return what stands for a part, which is rendered markup in pieces; `held` is what it holds (`elements`).

        Templates look in a page for what it holds, to load no style sheet in vain: a mark has that in it.
        """
        self._parts.append(part)
        return Markup(f"{_MARK}{len(self._parts) - 1} {''.join(sorted({*held}))}{_MARK}")  # noqa: S704 - of templates

    def filled(self, text: str) -> Iterator[str]:
        """Yield a rendered page in pieces, with its parts."""
        for index, piece in enumerate(text.split(_MARK)):
            if index % 2:
                yield from self._parts[int(piece.partition(" ")[0])]()
            else:
                yield piece
