"""What templates are given beside the model's own objects: small, finished values.

The names and meanings of these are part of the template contract (`themes/README.md`).
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sitegen.model import Text
from sitegen.site.graph import Entry


@dataclass(frozen=True, slots=True)
class Door:
    """One way from a paper to where it lives: `kind` is `pdf`, `arxiv`, `doi`, `code` …"""

    kind: str
    label: str
    href: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A word beside a paper: `kind` is `award`, `bad` or `plain`."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the site; width and height in pixels where they are known."""

    src: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure on a page; `label` is `Figure 2`, `alt` is never empty."""

    number: str
    label: str
    caption: Text | None
    alt: str
    panels: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The papers of one year in a list, as ready rows."""

    year: str
    count: int
    rows: Markup


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of the chart."""

    year: str
    count: int


@dataclass(frozen=True, slots=True)
class Pick:
    """A selected paper."""

    entry: Entry
    marks: tuple[Badge, ...]
    venue_text: str | None
    picture: Picture | None
    tile: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything the frame of a page says about it; `heading` is its title without the site's name."""

    kind: str
    url: str
    canonical: str
    heading: str
    title: str
    description: str
    csp: str
    image: str | None = None
    feeds: tuple[tuple[str, str, str], ...] = ()
    alternates: tuple[tuple[str, str, str], ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    json_ld: Markup | None = None
    noindex: bool = False
    nav: tuple[tuple[str, str, bool], ...] = ()
