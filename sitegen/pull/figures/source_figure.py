"""One figure as a source shows it: its number, its caption, and where its pictures are.

In: nothing. Out: the noun that every way of finding figures returns. Holds no pixels, and never says whether a picture
may be copied.
"""

from __future__ import annotations

import re

from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex

PICTURES = ("pdf", "png", "jpg", "jpeg", "eps", "ps", "svg", "gif", "webp", "avif")
"""Endings of picture files, in the order in which LaTeX and then we would rather have them."""

_NUMBER = r"[A-Z]{0,3}[.\-]?\d{1,4}(?:[.\-–]\d{1,3}){0,3}[a-z]?"
_WORDS = r"(?:fig(?:ure|ura)?s?|abb(?:ildung)?|plate|scheme|chart|рис(?:унок)?|图|図)"
_LABEL = regex(rf"{_WORDS}\.?[\s\u00a0~]{{0,3}}({_NUMBER}|[IVX]{{1,6}})(?![\w])", re.IGNORECASE)
_BARE = regex(rf"\s*({_NUMBER}|[IVX]{{1,6}})\s*[.:]?\s*")
_PANEL = regex(r"\s*\(?([a-z]{1,2}|[ivx]{1,4}|[A-Z]|\d)\)?\s*[.:]?\s*")
_SPACE_BEFORE = regex(r"(?<!\\)[ ~]+(?=[.,;:!?)](?:\s|$))")


class Region(NamedTuple):
    """A part of a PDF page (the first is 0), in points from its lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


class InlineSvg(NamedTuple):
    """A picture that stands in the page itself, as SVG."""

    svg: str


PictureLocation = str | Region | InlineSvg
"""The location of a picture: an address, the name of a member of an archive, a part of a page, or right here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigure:
    """One figure.

    `number` is bare (`2`, `A.1`) and empty where the source gives none; `caption` is one line of LaTeX; `locations` are
    the pictures of its panels in order, none where the source could not draw them. `alt` is its author's description;
    `drawn` names what LaTeX itself draws it with, if it does (`TikZ`); `is_lossy` says that the source lost what the
    caption refers to.
    """

    number: str = ""
    caption: str = ""
    locations: tuple[PictureLocation, ...] = ()
    alt: str = ""
    drawn: str = ""
    is_lossy: bool = False


def is_picture(name: str) -> bool:
    """Whether a file's name ends as those of pictures do."""
    return name.rpartition(".")[2].lower() in PICTURES


def number_in(label: str) -> str:
    """The bare number in `Figure 2:`, `FIG. A.1` or `2`; empty when there is none."""
    match = _LABEL.search(label) or _BARE.fullmatch(label)
    return match[1].replace("–", "-") if match else ""


def panel_in(label: str) -> str:
    """The letter in `(a)` or `b.`; empty when the label is not that of a panel."""
    match = _PANEL.fullmatch(label)
    return match[1] if match else ""


def with_panels(caption: str, panels: tuple[tuple[str, str], ...]) -> str:
    """Return a caption followed by those of its panels that say something: `Losses. (a) Training. (b) Test.`"""
    captions = [
        f"({letter}) {text}" if letter and not text.startswith(f"({letter})") else text
        for letter, text in panels
        if text
    ]
    return tidy(" ".join([caption, *captions]))


def tidy(caption: str) -> str:
    """The caption on one line, without the spaces that dropped citations leave."""
    return _SPACE_BEFORE.sub("", " ".join(caption.split())).strip()
