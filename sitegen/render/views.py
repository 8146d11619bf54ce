"""Views: small, finished values that templates are given beside the model's own objects.

The names and meanings of these are part of the template contract (`themes/README.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Sized
from functools import cached_property
from typing import Any

from markupsafe import Markup

from sitegen.cite.signposting import TypedLink
from sitegen.model import FreePage, Item, ResearchArea, Text
from sitegen.records import NamedTuple, dataclass
from sitegen.site.graph import CollectionRef, EntryRef, PersonRef, SitePaper
from sitegen.site.items import Participant
from sitegen.site.tally import Together


class StyledReference(NamedTuple):
    """A reference in one style; of our own style the text is made with the page, and is empty before."""

    label: str
    html: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class PaperLink:
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
class VenueMark:
    """The venue's mark: short or as it is, its full name where that is another, the colour of a short one."""

    text: str
    full: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """The meaning of a sign behind an author's name, and where to write to those who have it."""

    sign: str
    label: str
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of the site, in the sizes it has; width and height in pixels are those of `src`.

    `srcset` is empty when there is one size; `sources` are (media type, srcset) in formats that not every browser has.
    """

    src: str
    width: int
    height: int
    srcset: str = ""
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture of a figure: small for a list, for the paper's page, and as large as there is."""

    thumb: PictureView
    page: PictureView
    large: PictureView


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure on a page; `id` is its anchor, `label` is `Figure 2`, `alt` is never empty."""

    id: str
    number: str
    label: str
    caption: Text | None
    alt: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The papers of one year in a list, as ready rows, or as ready lines (`form`: `row`, `line`)."""

    year: str
    count: int
    form: str
    rows: Markup


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One choice of a facet: what rows call it, its name, its own page where there is one, how many papers have it."""

    value: str
    label: str
    href: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing by which a list is narrowed: `kind` is `year`, `topic`, `venue`, `type`, `author` or `code`.

    `more` are the choices after the first few; one that is not `is_open` is shown when it is asked for.
    """

    kind: str
    label: str
    choices: tuple[FacetChoice, ...]
    more: tuple[FacetChoice, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of a chart; `parts` are its papers by kind of work, in the order of `DrawnYears.kinds`."""

    year: str
    count: int
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnYears:
    """Papers of each year by kind of work: what the kinds are called, and a bar a year."""

    kinds: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class DrawnTopic:
    """A topic, its papers in all and in its busiest year, and a bar a year."""

    topic: CollectionRef
    count: int
    most: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Drawings:
    """What is drawn of some papers, nothing where there is too little: years by kind, topics, who writes together."""

    years: DrawnYears | None = None
    topics: tuple[DrawnTopic, ...] = ()
    together: Together | None = None


@dataclass(frozen=True, slots=True)
class SelectedPaper:
    """A selected paper."""

    entry: SitePaper
    marks: tuple[Badge, ...]
    venue_text: str | None
    venue: VenueMark | None
    picture: PictureView | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """A talk, a course, a project …: `item` as its file has it, and what pages say of it.

    `href` is its page, where it has one; `when` is (for machines, for people), once or twice; `people` are (name,
    person). Of the declared fields `line` are the texts, which say themselves what they are, `facts` (label, value,
    whether it is an address) the others, `texts` (label, text) those in Markdown.
    """

    item: Item
    href: str | None
    id: str
    when: tuple[tuple[str, str], ...]
    people: tuple[Participant[PersonRef], ...]
    papers: tuple[EntryRef, ...]
    links: tuple[PaperLink, ...]
    picture: Panel | None
    line: tuple[str, ...]
    facts: tuple[tuple[str, Any, bool], ...]
    texts: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class AreaView:
    """A topic that the site describes, as pages show it; `summary` is one line about it, `people` (name, person)."""

    slug: str
    name: str
    count: int
    summary: str
    about: ResearchArea
    picture: Panel | None
    people: tuple[Participant[PersonRef], ...] = ()


@dataclass(frozen=True, slots=True)
class SponsorView:
    """A sponsor of the work: a name, and the page and the logo that there are."""

    name: str
    url: str | None
    logo: PictureView | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section of a home page: its name and heading, how much it shows; the items of a kind, or the free page.

    `word` is what the menu calls the kind.
    """

    name: str
    title: str
    word: str
    limit: int | None
    items: tuple[ItemView, ...]
    page: FreePage | None


ROWS = 150
"""A list of more papers shows each on one line."""


def form_of(papers: Sized) -> str:
    """Return how a list shows its papers: in full (`row`), or on one line each (`line`)."""
    return "row" if len(papers) <= ROWS else "line"


@dataclass(frozen=True)
class PageView:
    """Everything the frame of a page says about it; `heading` is its title without the site's name.

    `is_card` says that `image` is a made card of 1200 by 630 pixels; `edit` is where the page's own file is edited.
    `links` are typed links for machines as (rel, href, type). `languages` is the page in the site's other languages as
    (tag, name of the language, href); `hreflang` in all of them, with an `x-default`, as (tag, absolute address), and
    `locales` as Open Graph has it, (property, content).
    `is_mention` is said of the page of somebody who has no file and is known from papers of crowds alone: there may be
    thousands, which nobody shares.
    `highwire` and `linked_data` make what `meta` and `json_ld` return, once, where a template asks for it.
    """

    kind: str
    url: str
    canonical: str
    heading: str
    title: str
    description: str
    csp: str
    image: str | None = None
    is_card: bool = False
    feeds: tuple[tuple[str, str, str], ...] = ()
    alternates: tuple[tuple[str, str, str], ...] = ()
    links: tuple[TypedLink, ...] = ()
    noindex: bool = False
    nav: tuple[tuple[str, str, bool], ...] = ()
    legal: tuple[tuple[str, str], ...] = ()
    edit: str | None = None
    is_mention: bool = False
    languages: tuple[tuple[str, str, str], ...] = ()
    hreflang: tuple[tuple[str, str], ...] = ()
    locales: tuple[tuple[str, str], ...] = ()
    highwire: Callable[[], tuple[tuple[str, str], ...]] | None = None
    linked_data: Callable[[], Markup] | None = None

    @cached_property
    def meta(self) -> tuple[tuple[str, str], ...]:
        """The Highwire tags as (name, content)."""
        return self.highwire() if self.highwire else ()

    @cached_property
    def json_ld(self) -> Markup | None:
        """JSON-LD, ready for its script element."""
        return self.linked_data() if self.linked_data else None
