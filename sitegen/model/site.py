"""The site itself: its settings, its free pages and news, and all of its content together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from sitegen.model.author import Author
from sitegen.model.cv import Cv
from sitegen.model.fonts import Fonts
from sitegen.model.formats import EXPORT_FORMATS, ExportFormat
from sitegen.model.forms import (
    BaseUrl,
    Colour,
    Count,
    Email,
    File,
    Flag,
    Host,
    Language,
    Macro,
    Origin,
    Path,
    Place,
    PluginName,
    Proof,
    Prose,
    Repository,
    Server,
    Slug,
    Target,
    Text,
    Url,
    Uuid,
    When,
    Word,
    nothing,
)
from sitegen.model.item import CollectionOptions, Item
from sitegen.model.paper import Paper
from sitegen.model.published import NOTHING_PUBLISHED, PublishedNames
from sitegen.model.topic import HomePicture, ResearchArea
from sitegen.records import dataclass

if TYPE_CHECKING:
    OutputFormat = str
else:
    OutputFormat = Literal[
        (*(facts.name for facts in EXPORT_FORMATS), "atom", "json-feed", "search", "signposting", "llms")
    ]
FORMATS: tuple[OutputFormat, ...] = ("bibtex", "ris", "csl-json", "atom", "json-feed", "search")
"""What is made where a site does not say; the others are for who asks for them."""
NumberKind = Literal["citations", "types", "topics", "coauthors"]
BibDialect = Literal["bibtex", "biblatex"]


SECTIONS = (
    "about", "selected", "recent", "news", "papers", "coauthors", "people", "topics", "numbers", "sponsors", "text",
)  # fmt: skip
"""Sections that a home page may have, beside the kinds of items."""


@dataclass(frozen=True, slots=True)
class HomeSection:
    """One section of the home page: how many things it shows at most, its heading, and of a text the page's slug.

    `lang` is the language of the heading, where that stands in several.
    """

    name: str
    limit: int | None = None
    title: str = ""
    page: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One entry of the site's menu."""

    lang: str = ""
    """The language of what it says, where that stands in several."""
    label: Annotated[Word, "What it says."]
    url: Annotated[Place, "Where it leads: a path of the site (`papers/`) or an address."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """What feeds hold."""

    limit: Annotated[Count, "Newest papers in a feed."] = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PullOptions:
    """What `sitegen pull` asks for."""

    sources: Annotated[tuple[Word, ...], "Sources to ask, by name; all that fit when left out."] = ()
    since: Annotated[When | None, "Leave out what is older."] = None
    mailto: Annotated[Email | None, "Contact address told to the sources."] = None
    figures: Annotated[Flag, "Look for figures."] = True
    citations: Annotated[Word | None, "Source of citation counts; none when left out."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVenue:
    """A venue of the site: in `venues:` of `site.yaml`, or under its name in `content/venues.yaml`."""

    name: Annotated[Word, "Its full name; in `venues.yaml` the key above stands for it."] = ""
    short: Annotated[Word | None, "Short name, for lists and badges."] = None
    names: Annotated[tuple[Word, ...], "Other spellings; papers that name any of them belong to it."] = ()
    url: Annotated[Url | None, "Its page."] = None
    colour: Annotated[Colour | None, "Colour of its mark: `#1f6feb`."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOptions:
    """How much a picture may take to read. What takes more is left out, with a warning."""

    megapixels: Annotated[Count, "Width times height, in millions."] = 36
    seconds: Annotated[Count, "Time for one picture."] = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertOptions:
    """How alerts by e-mail look. Addresses of subscribers never stand here."""

    from_: Annotated[
        Word | None, "Sender: `Ada Lovelace <ada@example.org>`; the owner's name and `email` when left out."
    ] = None
    reply_to: Annotated[Word | None, "Where answers go, as an e-mail address."] = None
    subject: Annotated[Word | None, "Subject line; says what is new when left out."] = None
    subscribe: Annotated[Target | None, "Where visitors subscribe: an address or `mailto:`."] = None
    unsubscribe: Annotated[
        Url | None, "Takes one-click unsubscriptions (RFC 8058); `?subscriber=<id>` is added. By e-mail when left out."
    ] = None
    versions: Annotated[Flag, "Tell of new versions as well, not only of new papers."] = False
    webhook: Annotated[
        Literal["slack", "discord", "mattermost", "matrix"] | None,
        "A chat to tell as well; its address stands in `SITEGEN_WEBHOOK_URL`, its token in `SITEGEN_WEBHOOK_TOKEN`.",
    ] = None
    websub: Annotated[Url | None, "A WebSub hub, named in the feeds and told when they change."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyticsOptions:
    """The service that counts visits; without it nothing counts them."""

    service: Annotated[Literal["plausible", "goatcounter", "umami", "matomo", "cloudflare"], "Which one."]
    host: Annotated[
        Server | None,
        "Its server, perhaps with a path (`stats.example.org/matomo`); the service's own when left out.",
    ] = None
    site: Annotated[
        Word | None,
        "What it calls this site: Plausible a host name (the site's own when left out), GoatCounter a code, Umami and "
        "Matomo an id, Cloudflare a token.",
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Somebody who pays for the work: a name, with its page and its logo."""

    name: Annotated[Word, "Its name; with a logo, what is read in place of it."]
    url: Annotated[Url | None, "Its page."] = None
    logo: Annotated[File | None, "Its logo, relative to `content/`: an SVG, or a picture twice as large as shown."] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What search engines and other services gave the owner, to show that the site is theirs. On the home page."""

    google: Annotated[Proof | None, "Google Search Console."] = None
    bing: Annotated[Proof | None, "Bing Webmaster Tools."] = None
    yandex: Annotated[Proof | None, "Yandex Webmaster."] = None
    baidu: Annotated[Proof | None, "Baidu Search Resource Platform."] = None
    naver: Annotated[Proof | None, "Naver Search Advisor."] = None
    pinterest: Annotated[Proof | None, "Pinterest."] = None
    facebook: Annotated[Proof | None, "Facebook."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedHosts:
    """Hosts from which a browser may load more than the site itself holds, each `https://host`; no other is added."""

    script_src: Annotated[tuple[Origin, ...], "Scripts."] = ()
    style_src: Annotated[tuple[Origin, ...], "Style sheets."] = ()
    font_src: Annotated[tuple[Origin, ...], "Fonts."] = ()
    img_src: Annotated[tuple[Origin, ...], "Pictures."] = ()
    media_src: Annotated[tuple[Origin, ...], "Sound and video."] = ()
    frame_src: Annotated[tuple[Origin, ...], "Pages in a frame: a video, a map, a calendar."] = ()
    connect_src: Annotated[tuple[Origin, ...], "What scripts may ask."] = ()
    form_action: Annotated[tuple[Origin, ...], "Where forms may send."] = ()


LOADED_HOSTS = {
    "script-src": "script_src", "style-src": "style_src", "font-src": "font_src", "img-src": "img_src",
    "media-src": "media_src", "frame-src": "frame_src", "connect-src": "connect_src", "form-action": "form_action",
}  # fmt: skip
"""The directives of a policy that `csp:` may widen, and the attribute that each fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployOptions:
    """Where the built site is pushed."""

    remote: Annotated[Word, "Git remote."] = "origin"
    branch: Annotated[Word, "Branch that holds the built site."] = "gh-pages"
    cname: Annotated[Host | None, "Own domain: `ada.example`, without `https://` and paths."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """The site itself: `content/site.yaml`.

    `plugged` are the formats of plug-ins that it asks for, `packages` what they come from; who loads it fills them in.
    """

    file: str
    plugged: tuple[ExportFormat, ...] = ()
    packages: tuple[str, ...] = ()
    languages_of: Mapping[str, str] = field(default_factory=nothing)
    title: Annotated[Word, "The site's name."]
    description: Annotated[Word | None, "One sentence about it."] = None
    base_url: Annotated[BaseUrl, "The address the site will have; its path is honoured everywhere."]
    id: Annotated[Uuid | None, "UUID that ids in feeds are made of; `sitegen new` writes one. Never change it."] = None
    language: Annotated[Language, "Language of the pages, as a BCP 47 tag."] = "en"
    languages: Annotated[
        tuple[Language, ...],
        "Languages of the pages, where they are several: `[en, de]`. The first is the main one and stands at the root, "
        "each other below `/<tag>/`; texts may then be a mapping of them: `title: {en: Home, de: Start}`.",
    ] = ()
    owner: Annotated[Slug | None, "Author slug of a one-person site; without it the site is a lab's."] = None
    theme: Annotated[Slug, "Theme."] = "folio"
    theme_options: Annotated[Mapping[str, Any], "Options of the theme."] = field(default_factory=nothing)
    fonts: Annotated[
        Fonts, "Fonts in place of the theme's, from `assets/`: `{serif: assets/fonts/Literata.woff2}`."
    ] = Fonts()
    nav: Annotated[tuple[NavItem, ...], "Menu, each `{label, url}`; the theme's own when left out."] = ()
    macros: Annotated[Mapping[Macro, Word], "LaTeX macros of all papers: name without backslash, and its body."] = (
        field(default_factory=nothing)
    )
    author_pages: Annotated[
        Literal["all", "people"], "Who has a page: everyone, or only people with a file in `authors/`."
    ] = "all"
    formats: Annotated[
        tuple[OutputFormat | PluginName, ...],
        "What is made beside pages: BibTeX, RIS, CSL-JSON, feeds and search when left out; `signposting` adds typed "
        "links and a link set for machines to each paper, `llms` an `llms.txt` for assistants, and a name with a dot "
        "is the format of a plug-in: `institute.format`.",
    ] = FORMATS
    references: Annotated[
        tuple[Word, ...],
        "Styles of references on the pages of papers: `apa`, and any CSL style by id (`ieee`), short name (`chicago`,"
        " `mla`, `acm`, `vancouver`, `harvard`) or file; all but `apa` need the extra `styles`. APA when left out.",
    ] = ()
    bib: Annotated[
        BibDialect,
        "What entries on pages and `.bib` files are written for: `bibtex`, whose styles need letters as commands, or "
        "`biblatex`, in Unicode, with `date`, `@online` and `eprint`.",
    ] = "bibtex"
    cards: Annotated[
        Literal["all", "people", "none"], "Social cards: of papers and people, of people only, or none."
    ] = "all"
    feed: Annotated[FeedOptions, "Options of the feeds."] = FeedOptions()
    pull: Annotated[PullOptions, "Options of `sitegen pull`."] = PullOptions()
    pictures: Annotated[PictureOptions, "Limits for reading pictures."] = PictureOptions()
    alerts: Annotated[AlertOptions, "Options of `sitegen alert`."] = AlertOptions()
    deploy: Annotated[DeployOptions, "Options of `sitegen deploy`."] = DeployOptions()
    venues: Annotated[
        tuple[KnownVenue, ...], "Venues of the site, which join spellings; `content/venues.yaml` holds them as well."
    ] = ()
    numbers: Annotated[
        tuple[NumberKind, ...],
        "What is counted for readers, beside papers: `citations` of each paper, in sum, and as h-index and i10-index; "
        "`types` of papers, `topics` year by year, and `coauthors` who write with each other, as drawings. None when "
        "left out.",
    ] = ()
    sections: Annotated[
        tuple[Any, ...],
        "What the home page shows, in order: `about`, `selected`, `recent`, `news`, `papers`, `coauthors`, `people`, "
        "`topics`, `numbers`, `sponsors`, a kind of items (`talks`, `projects` …), or `text: <slug of a page>`; with "
        "options: `- recent: {limit: 5, title: Lately}`.",
    ] = ()
    collections: Annotated[
        Mapping[Slug, CollectionOptions],
        "Kinds of items, by the name of their folder: `{title, fields, pages, feed, nav, type}`. Talks, teaching, "
        "projects and others are known without.",
    ] = field(default_factory=nothing)
    sponsors: Annotated[
        tuple[Sponsor, ...],
        "Who pays for the work, each a name or `{name, url, logo}`; below all else on the home page.",
    ] = ()
    analytics: Annotated[
        AnalyticsOptions | None, "What counts visits: `{service: goatcounter, site: ada}`; nothing when left out."
    ] = None
    verification: Annotated[Verification, "Proofs that the site is yours, each a meta tag of the home page."] = (
        Verification()
    )
    csp: Annotated[
        LoadedHosts, "Hosts that pages may load from beside the site's own: `{frame-src: [https://player.vimeo.com]}`."
    ] = LoadedHosts()
    repository: Annotated[
        Repository | None,
        "Public git repository of the site, or a branch or folder of it: pages then suggest an edit of their file.",
    ] = None
    identifiers: Annotated[
        Flag, "Addresses by identifier as well: `orcid/<id>/`, `doi/<doi>/` and `arxiv/<id>/` lead to the page."
    ] = False
    redirects: Annotated[Mapping[Path, Place], "Old path of the site, and where it leads now."] = field(
        default_factory=nothing
    )
    extra: Annotated[Mapping[str, Any], "Anything; handed to themes."] = field(default_factory=nothing)

    @property
    def exports(self) -> tuple[ExportFormat, ...]:
        """The formats in which papers are offered beside the pages: ours, then those of plug-ins."""
        return tuple(facts for facts in (*EXPORT_FORMATS, *self.plugged) if facts.name in self.formats)

    @property
    def main_language(self) -> str:
        """The language of all that names none: the first of several, else the only one."""
        return self.languages[0] if self.languages else self.language

    @property
    def folder(self) -> str:
        """The folder in the output of the pages in this language, with a final slash; none of the main language."""
        return "" if self.language == self.main_language else f"{self.language}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage:
    """A Markdown page: `content/pages/<slug>.md`. The keys stand in its front matter.

    `lang` is the language of its title, where it stands in several.
    """

    slug: str
    file: str
    body: Text
    lang: str = ""
    title: Annotated[Word, "Title of the page."]
    nav: Annotated[Flag, "Stands in the menu."] = False
    order: Annotated[Count | None, "Place in the menu."] = None
    style: Annotated[
        Literal["text", "cv"], "`cv`: as a curriculum vitae, with headings over rules and dates in a column."
    ] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One item of `content/news.yaml`."""

    date: Annotated[When, "When."]
    text: Annotated[Prose, "What, in Markdown."]
    paper: Annotated[Slug | None, "Slug of the paper it is about."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All of `content/`, read and checked. Papers and authors are sorted by slug; `papers` may be `Papers`.

    `files` are the slash paths, relative to `content/`, of every file that a page may show or link: all of
    `assets/`, and what papers and authors name. `drafts` are the papers that were left out, `published` is
    what is remembered of what was published. `items` are in order of kind and slug, `home` is the text
    of the home page, `home_picture` what stands beside it. `areas` are the topics that the site describes.
    `translations` is the same content in each further language, which its settings name.
    """

    config: SiteConfig
    papers: Sequence[Paper]
    authors: tuple[Author, ...]
    pages: tuple[FreePage, ...]
    news: tuple[News, ...]
    files: tuple[str, ...]
    drafts: Sequence[Paper] = ()
    cv: Cv | None = None
    published: PublishedNames = NOTHING_PUBLISHED
    items: tuple[Item, ...] = ()
    home: Text | None = None
    home_picture: HomePicture | None = None
    areas: tuple[ResearchArea, ...] = ()
    translations: tuple[Content, ...] = ()
