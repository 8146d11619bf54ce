"""Page context: what every template is given, and what the head of a page says.

In: a site and a theme. Out: a `RenderContext`, and a `PageView` for each page. All that a task reads beside what it is
given comes from here, and holds for every page of one build; what does not is a part of `site`, which notes its reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from sitegen.cite.formats import FORMATS, Format
from sitegen.cite.links import arxiv_url, doi_url
from sitegen.exports.plugged_formats import plugged_format
from sitegen.incremental.ledger import BuiltFile
from sitegen.model import GONE, CollectionOptions, SiteConfig
from sitegen.records import dataclass
from sitegen.render.byline import Wording
from sitegen.render.content_links import lang, rooted, unlinked
from sitegen.render.look import LOOK
from sitegen.render.paperview import Surroundings
from sitegen.render.pictures import Pictures
from sitegen.render.policy import counter, policy, proofs
from sitegen.render.stage import Stage
from sitegen.render.static_files import OWN
from sitegen.render.theme import Namespace, Theme
from sitegen.render.theme_strings import ThemeStrings
from sitegen.render.views import PageView
from sitegen.site.graph import Site
from sitegen.site.items import ItemRef
from sitegen.site.pages import Addresses, alternates, is_address
from sitegen.text.languages import locale_of, name_of
from sitegen.text.names import split
from sitegen.text.repositories import edit_address

ATOM, JSON_FEED = "application/atom+xml", "application/feed+json"
FEEDS = {"atom": (ATOM, "feed.xml"), "json-feed": (JSON_FEED, "feed.json")}
"""Media type and file name of each kind of feed."""
BROWSED = frozenset({"years", "venues", "topics", "year", "venue", "topic"})
"""Kinds of pages that one comes to by browsing."""
PIECE = 1 << 16
"""Characters of a large file that are written at a time, at least."""
DESCRIPTION = 200
"""Characters of a page's description, at most."""


@dataclass(frozen=True, slots=True)
class RenderContext:
    """One build's addresses, words, templates and staging folder. `site` notes what is read of it."""

    site: Site
    at: Addresses
    words: ThemeStrings
    here: Surroundings
    templates: Mapping[str, Callable[..., str]]
    nav: tuple[tuple[str, str], ...]
    legal: tuple[tuple[str, str], ...]
    wording: Wording
    stage: Stage
    kinds: Mapping[str, str]
    headings: Mapping[str, str]
    has_cv: bool = False
    csp: str = ""

    @property
    def config(self) -> SiteConfig:
        """The settings of the site."""
        return self.site.config

    @property
    def formats(self) -> tuple[Format, ...]:
        """Those that papers are offered in: ours that a site may make, then those of plug-ins that it does."""
        return (*FORMATS, *map(plugged_format, self.config.plugged)) if self.config.plugged else FORMATS

    def makes(self, output_format: str) -> bool:
        """Tell whether the site is made in a format: `bibtex`, `atom`, `search` …"""
        return output_format in self.config.formats

    def template(self, name: str) -> Callable[..., str]:
        """Return the function that renders a template of the theme."""
        return self.templates[name]

    def put(self, path: str, text: str) -> BuiltFile:
        """Stage one text file."""
        return self.put_bytes(path, text.encode("utf-8", _unencodable(path)))

    def put_pieces(self, path: str, pieces: Iterable[str]) -> BuiltFile:
        """Stage one text file that may be very large, as `put` does; it is never whole in memory."""
        return self.stage.put_pieces(
            self.config.folder + path, (piece.encode("utf-8", _unencodable(path)) for piece in _gathered(pieces))
        )

    def put_bytes(self, path: str, data: bytes) -> BuiltFile:
        """Stage one file, below the folder of the language."""
        return self.stage.put(self.config.folder + path, data)

    def card(self, path: str | None) -> str | None:
        """Return the absolute address of a card."""
        return self.at.absolute(self.at.file(path)) if path else None

    def page(self, kind: str, url: str, title: str, **more: Any) -> PageView:
        """Return what the frame of a page says; `title` without the site's name, `source` is the page's own file."""
        config, source = self.config, more.pop("source", None)
        name, repository = config.title, config.repository
        here = {url, self.at.browse()} if kind in BROWSED else {url}
        canonical = more.pop("canonical", url)
        about = more.pop("description", "") or config.description or title
        return PageView(
            kind=kind,
            url=url,
            canonical=self.at.absolute(canonical),
            languages=self._languages(self.at.home() if kind == "404" else url),
            locales=self._locales(),
            hreflang=tuple([(tag, self.at.absolute(address)) for tag, address in alternates(canonical, self.at)]),
            heading=title,
            title=title if title == name else f"{title} – {name}",
            description=shortened(about),
            csp=self.csp,
            nav=tuple([(label, href, href in here) for label, href in self.nav]),
            legal=self.legal,
            edit=edit_address(repository, source) if repository and source else None,
            **more,
        )

    def _languages(self, url: str) -> tuple[tuple[str, str, str], ...]:
        """Return this page in each of the other languages, as (tag, name of the language in itself, address)."""
        if not self.at.languages:
            return ()
        others = [version for version in self.at.versions(url) if version[0] != self.config.language]
        return tuple((tag, name_of(tag), address) for tag, address in others)

    def _locales(self) -> tuple[tuple[str, str], ...]:
        """Return the language of the page and the others of the site, as Open Graph names them."""
        return _locales(tuple(self.at.languages), self.config.language)

    def plural(self, key: str, count: int) -> str:
        """Return a number with its noun: `1 paper`, `5 papers`."""
        return self.words.plural(key, count)

    def feeds(
        self, base: str, title: str, kinds: tuple[str, ...] = ("atom", "json-feed")
    ) -> tuple[tuple[str, str, str], ...]:
        """Return the feeds of the page at `base` as (media type, title, address), of the kinds that the site makes."""
        made = [FEEDS[kind] for kind in kinds if self.makes(kind)]
        return tuple((media_type, title, f"{base}{name}") for media_type, name in made)


@cache
def _locales(languages: tuple[str, ...], here: str) -> tuple[tuple[str, str], ...]:
    tags = sorted(languages, key=lambda tag: tag != here)
    names = ("og:locale", *("og:locale:alternate",) * len(tags))
    return tuple((name, locale_of(tag)) for name, tag in zip(names, tags, strict=False) if locale_of(tag))


def _unencodable(path: str) -> str:
    """Return what becomes of half a character in a file, which UTF-8 has no bytes for."""
    return "xmlcharrefreplace" if path.endswith(".html") else "replace"


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    """Yield pieces joined to some that are worth writing."""
    some: list[str] = []
    length = 0
    for piece in pieces:
        some.append(piece)
        length += len(piece)
        if length >= PIECE:
            yield "".join(some)
            some, length = [], 0
    yield "".join(some)


def render_context(site: Site, at: Addresses, theme: Theme, pictures: Pictures, stage: Stage) -> RenderContext:
    """Return what the pages of one build are made with; every template the program asks for is compiled here."""
    words, has_cv = theme.strings, site.cv is not None
    kinds = {kind: title_of(kind, group.options, words) for kind, group in site.items.items()}
    headings = {kind: spoken_kind(kind, group.options, words, site.config) for kind, group in site.items.items()}
    theme.environment.globals.update(
        site=site,
        config=site.config,
        at=at,
        option=Namespace("theme option", theme.options),
        t=Namespace("word in strings/", words),
        plural=words.plural,
        gone_states=GONE,
        arxiv_url=arxiv_url,
        doi_url=doi_url,
        makes=site.config.formats.__contains__,
        downloads=partial(downloads, site.config),
        items_by_kind=partial(items_by_kind, kinds=headings),
        asset=cache(lambda name: at.file(theme.static(name))),
        proofs=proofs(site.config),
        sheets=tuple(name for name in (LOOK, OWN) if name in theme.statics),
        preloads=tuple((font.role, at.content_file(font.path), font.media_type) for font in theme.look.preloads),
        counter=counter(site.config),
    )
    theme.environment.filters.update(
        date=lambda date: words.language.date(date) if date else "",
        number=words.language.number,
        inverted=lambda name: split(name).inverted,
        html=partial(rooted, at=at, files=site.files),
        unlinked=unlinked,
        lang=partial(lang, config=site.config),
    )
    return RenderContext(
        site=site,
        at=at,
        words=words,
        here=Surroundings(at=at, words=words, pictures=pictures),
        templates={name: theme.template(name) for name in (*TEMPLATES, *(["cv.html"] if has_cv else []))},
        nav=menu(site, at, words, headings),
        legal=legal_pages(site, at),
        wording=Wording(
            more=partial(words.plural, "more"), fewer=words["fewer"], others=words["and_others"], unnamed=words["et_al"]
        ),
        stage=stage,
        has_cv=has_cv,
        kinds=kinds,
        headings=headings,
        csp=policy(site.config),
    )


def title_of(kind: str, options: CollectionOptions, words: Mapping[str, Any]) -> str:
    """Return the heading of a kind of items: what the site calls it, else the theme's word, else the kind's name."""
    return options.title or str(words.get(f"kind_{kind}") or kind.replace("-", " ").replace("_", " ").capitalize())


def spoken(label: str, tag: str, config: SiteConfig) -> str:
    """Return a label with its language where that is not the page's: `<span lang="en">Lately</span>`.

    `tag` is empty of what stands there once, which is in the main language.
    """
    tag = tag or config.main_language
    if not label or not config.languages or tag == config.language:
        return label
    return Markup('<span lang="{}">{}</span>').format(tag, label)


def spoken_kind(kind: str, options: CollectionOptions, words: Mapping[str, Any], config: SiteConfig) -> str:
    """Return the heading of a kind of items as it stands on a page, with its language where a page needs that."""
    title = title_of(kind, options, words)
    return spoken(title, options.lang, config) if options.title else title


def items_by_kind(
    refs: Iterable[ItemRef], kinds: Mapping[str, str]
) -> tuple[tuple[str, str, tuple[ItemRef, ...]], ...]:
    """Return the items that a page names as (kind, heading, items), in the order of the kinds."""
    refs_by_kind: dict[str, list[ItemRef]] = {kind: [] for kind in kinds}
    for ref in refs:
        refs_by_kind[ref.kind].append(ref)
    return tuple((kind, kinds[kind], tuple(items)) for kind, items in refs_by_kind.items() if items)


def downloads(config: SiteConfig, stem: str) -> tuple[tuple[str, str], ...]:
    """Return (name, address) of each format that a paper or a list can be had in; `stem` is without the ending."""
    return tuple((label, f"{stem}.{ending}") for _, label, ending, _ in config.exports)


TEMPLATES = (
    "home.html", "paper.html", "author.html", "list.html", "papers.html", "authors.html", "index.html", "page.html",
    "404.html", "row.html", "line.html", "search.html", "items.html", "item.html", "browse.html", "members.html",
)  # fmt: skip


def shortened(text: str, limit: int = DESCRIPTION) -> str:
    """Return one line of at most `limit` characters, cut between words."""
    line = " ".join(text[: 2 * limit].split())
    if len(line) <= limit:  # there is little more, or little but white space
        line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def json_ld(text: str) -> Markup:
    """Return JSON-LD for a script element; `cite.jsonld` has escaped it for that."""
    return Markup(text)  # noqa: S704 - escaped where it was made


def menu(site: Site, at: Addresses, words: Mapping[str, Any], kinds: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the menu: what the site says, else its lists and the pages that ask to stand in it."""
    if site.config.nav:
        return tuple(
            (
                spoken(item.label, item.lang, site.config),
                item.url if is_address(item.url) else at.written(item.url.lstrip("/")),
            )
            for item in site.config.nav
        )
    people = words["nav_coauthors"] if site.owner else words["nav_authors"]
    shown = [(words["nav_papers"], at.papers())]
    if not site.owner and site.members:
        shown.append((words["people_heading"], at.members()))
    shown.append((people, at.authors()))
    shown += [(title, at.items(kind)) for kind, title in kinds.items() if site.items[kind].options.nav]
    shown.append((words["nav_browse"], at.browse()))
    if site.cv:
        shown.append((words["nav_cv"], at.page("cv/")))
    if site.papers and "search" in site.config.formats:
        shown.append((words["nav_search"], at.search()))
    pages = sorted(
        (page for page in site.pages if page.nav), key=lambda page: (page.order is None, page.order or 0, page.slug)
    )
    return (*shown, *((spoken(page.title, page.lang, site.config), at.page(f"{page.slug}/")) for page in pages))


LEGAL = frozenset({
    "imprint", "impressum", "legal", "legal-notice", "mentions-legales", "aviso-legal", "note-legali", "privacy",
    "datenschutz", "accessibility",
})  # fmt: skip
"""Slugs of pages that stand in the footer of every page where they are not in the menu."""


def legal_pages(site: Site, at: Addresses) -> tuple[tuple[str, str], ...]:
    """Return (title, address) of the pages that stand in every footer."""
    pages = [page for page in site.pages if page.slug in LEGAL and not page.nav]
    return tuple((spoken(page.title, page.lang, site.config), at.page(f"{page.slug}/")) for page in pages)
