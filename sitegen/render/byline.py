"""The author line of a paper, folded around the people whose page it stands on.

In: a paper's credits. Out: ready pieces, made once, and lines joined from them for each page.
The order of authors is never changed; every name is there, in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup, escape

from sitegen.records import dataclass
from sitegen.site.graph import CROWD, Credit, SitePaper
from sitegen.site.pages import Addresses

SHORT = 8
"""Names shown whole in a list."""
LONG = 30
"""Names shown whole on the paper's own page."""
HEAD = 3
"""Names shown before the first hole."""


def pieces(entry: SitePaper, at: Addresses, signs: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    """Return each author of a paper as HTML: a link to their page, where they have one, and what they are marked with.

    `signs` are the HTML for each field of an authorship, such as `equal`, that may be set.
    """
    return tuple(_piece(credit, at) + _marked(credit, signs) for credit in entry.credits)


@dataclass(frozen=True, slots=True)
class Wording:
    """The theme's words for a folded list: `more(8)` is `+8 more`."""

    more: Callable[[int], str]
    fewer: str
    others: str
    unnamed: str = "et al."


def byline(
    names: Sequence[str],
    focus: Collection[int],
    wording: Wording,
    *,
    whole: int = SHORT,
    total: int | None = None,
    and_others: bool = False,
    elsewhere: str = "",
) -> Markup:
    """Return the author line: `focus` are the positions to emphasise, `total` the number of authors when more exist, or
    `and_others` that more do.

    More than `whole` names leave the first three, the emphasised and the last; each hole of two or more opens in place.
    A crowd's holes lead to `elsewhere`, where that is given.
    """
    missing = (total or 0) - len(names)
    if len(names) <= whole and missing <= 0 and not and_others:  # most lines by far
        every = list(names)
        for number in focus:
            every[number] = _emphasised(names[number])
        return Markup(f'<div class="by">{", ".join(every)}</div>')  # noqa: S704 - as below
    elsewhere = elsewhere if len(names) > CROWD else ""
    last = len(names) - 1
    shown = range(len(names)) if len(names) <= whole else {*range(HEAD), *focus, last}
    parts: list[str] = []
    hole: list[str] = []
    for number, name in enumerate(names):
        text = _emphasised(name) if number in focus else name
        text = f"{text}, " if number < last else text
        if number not in shown:
            hole.append(text)
            continue
        parts += [*_filled(hole, wording, elsewhere), text]
        hole = []
    if missing > 0:
        parts.append(f', <span class="more-authors">{escape(wording.more(missing))} {escape(wording.others)}</span>')
    elif and_others:
        parts.append(f', <span class="more-authors">{escape(wording.unnamed)}</span>')
    return Markup(f'<div class="by">{"".join(parts)}</div>')  # noqa: S704 - every piece was escaped when it was made


def _piece(credit: Credit, at: Addresses) -> str:
    name = str(escape(credit.name))
    if not credit.name.isascii():
        name = f"<bdi>{name}</bdi>"
    if credit.person is None or not credit.person.has_page:
        return f'<span class="name">{name}</span>'
    title = f' title="{escape(credit.person.distinction)}"' if credit.person.distinction else ""
    return f'<a rel="author" href="{at.author(credit.person.slug)}"{title}>{name}</a>'


def _marked(credit: Credit, signs: Mapping[str, str]) -> str:
    return "".join(sign for kind, sign in signs.items() if getattr(credit.authorship, kind))


def _emphasised(piece: str) -> str:
    if piece.startswith("<a "):
        return f'<a class="me" {piece[3:]}'
    return piece.replace('class="name"', 'class="name me"', 1)


def _filled(hole: list[str], wording: Wording, elsewhere: str) -> list[str]:
    """Return the names left out as something to open, or to follow; one alone is simply shown."""
    if len(hole) < 2:
        return hole
    closed, opened = escape(wording.more(len(hole))), escape(wording.fewer)
    if elsewhere:
        return [f'<a class="gap" href="{elsewhere}">{closed}</a> ']
    summary = f'<span class="c">{closed}</span><span class="o">{opened}</span>'
    return [f'<details class="gap"><summary>{summary}</summary> {"".join(hole)}</details> ']
