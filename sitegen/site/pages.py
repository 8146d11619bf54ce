"""Addresses: how a page of the site links to another, and where old addresses lead.

In: a `Site`. Out: addresses. The only place that knows what an address looks like; which files there are says `plan`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal
from urllib.parse import quote, urlsplit

from sitegen.content.document import dotted
from sitegen.content.lock import PUBLISHED
from sitegen.model import EXPORT_FORMATS, SiteConfig
from sitegen.model.published import Memory
from sitegen.records import dataclass
from sitegen.site.collection import Collection
from sitegen.site.graph import Site
from sitegen.site.identifiers import identifier_paths
from sitegen.site.kept import Kept, old_slugs
from sitegen.text.feed_ids import feed_base, feed_id, site_path

ListKind = Literal["years", "venues", "topics"]


def letter_folder(letter: str) -> str:
    """Return the folder of the page of one letter: no slug of a person begins with its underscore."""
    return f"authors/_{letter.lower() if letter.isalpha() else '0'}/"


_EXPORTS = tuple(f".{item.ending}" for item in EXPORT_FORMATS)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses by which pages are linked.

    `prefix` is the path of the site's address, with a slash at both ends; `origin` is what stands before it. `feeds` is
    what the ids of feeds and of their entries are made of. `here` is the path below which the pages of one language
    stand, which is `prefix` for the main one; `languages` are all of a site in several, the main one first. `endings`
    are those of exports, of which there is one for all languages.
    """

    origin: str
    prefix: str
    feeds: str
    here: str
    languages: tuple[str, ...] = ()
    endings: tuple[str, ...] = _EXPORTS

    def home(self) -> str:
        """The front page."""
        return self.here

    def papers(self) -> str:
        """The list of all papers."""
        return f"{self.here}papers/"

    def paper(self, slug: str) -> str:
        """A paper's page."""
        return f"{self.here}papers/{slug}/"

    def export(self, slug: str, ending: str) -> str:
        """A paper's file in another format: `bib`, `ris` or `json`."""
        return f"{self.prefix}papers/{slug}/{slug}.{ending}"

    def authors(self) -> str:
        """The index of people."""
        return f"{self.here}authors/"

    def letter(self, letter: str) -> str:
        """The people under one letter, where the index is too long for one page."""
        return f"{self.here}{letter_folder(letter)}"

    def author(self, slug: str) -> str:
        """A person's page."""
        return f"{self.here}authors/{slug}/"

    def lists(self, kind: ListKind) -> str:
        """The index of years, venues or topics."""
        return f"{self.here}{kind}/"

    def list(self, kind: ListKind, slug: str) -> str:
        """One year's, venue's or topic's page."""
        return f"{self.here}{kind}/{slug}/"

    def items(self, kind: str) -> str:
        """The list of talks, projects …"""
        return f"{self.here}{kind}/"

    def item(self, kind: str, slug: str, *, has_page: bool = True) -> str:
        """The page of one talk, project …; of one without a page its place in the list."""
        return f"{self.here}{kind}/{slug}/" if has_page else f"{self.items(kind)}#item-{slug}"

    def browse(self) -> str:
        """The years, venues and topics on one page."""
        return f"{self.here}browse/"

    def members(self) -> str:
        """The members of a lab."""
        return f"{self.here}people/"

    def search(self) -> str:
        """The search page."""
        return f"{self.here}search/"

    def page(self, path: str) -> str:
        """A page or a feed in this language, by its path without the language's folder: `about/`, `feed.xml`."""
        return self.here + quote(path, safe=_SAFE)

    def file(self, path: str) -> str:
        """A file of the output, by its path: `assets/cv.pdf`, `papers.bib`."""
        return self.prefix + quote(path, safe=_SAFE)

    def written(self, path: str) -> str:
        """What a path of the site leads to that a person wrote: a page in this language, or a file that there is once.

        A path that begins with the folder of a language leads there.
        """
        first = path.partition("/")[0]
        is_file = path.startswith(_ONCE) or path.endswith(self.endings)
        return self.file(path) if is_file or first in self.languages[1:] else self.page(path)

    def versions(self, address: str) -> tuple[tuple[str, str], ...]:
        """The (language, address) of a page in each language, by its address in this one; nothing on a site of one."""
        rest = address.removeprefix(self.here)
        return tuple(
            (tag, f"{self.prefix}{f'{tag}/' if index else ''}{rest}") for index, tag in enumerate(self.languages)
        )

    def content_file(self, path: str) -> str:
        """A file of `content/` that a page shows or links."""
        return self.file(published(path))

    def target(self, target: str) -> str:
        """The target of a link in the content: an address as it is, a file of `content/` as published."""
        return target if is_address(target) else self.content_file(target)

    def feed_id(self, path: str) -> str:
        """The lasting id of what stands at a path of the site (`papers/x/`, `feed.xml`), whatever its address."""
        return feed_id(self.feeds, f"{self.here.removeprefix(self.prefix)}{path}")

    def absolute(self, address: str) -> str:
        """An address of this site with scheme and host, for whoever is not on it."""
        return address if is_address(address) else self.origin + address


_SAFE = "/~!$&'()*+,;=:@-._"
_ONCE = ("assets/", "figures/", "files/")
"""Folders of files that all languages share."""


def addresses(base_url: str, feeds: str = "", config: SiteConfig | None = None) -> Addresses:
    """Return the addresses of a site at `base_url`, whose path may have a final slash or not.

    `feeds` is what its feed ids are made of; without it, the address. `config` tells in which language the pages are,
    where there are several.
    """
    parts, prefix = urlsplit(base_url), site_path(base_url)
    return Addresses(
        f"{parts.scheme}://{parts.netloc}",
        prefix,
        feeds or feed_base(None, base_url),
        here=prefix + (config.folder if config else ""),
        languages=config.languages if config and len(config.languages) > 1 else (),
        endings=(*_EXPORTS, *(f".{item.ending}" for item in (config.plugged if config else ()))),
    )


def alternates(address: str, at: Addresses) -> tuple[tuple[str, str], ...]:
    """Return the (language, address) of a page in each of its languages, and for readers of none of them the main one.

    They are the values of `hreflang`; a site of one language has none.
    """
    versions = at.versions(address)
    return (*versions, ("x-default", versions[0][1])) if versions else ()


def is_address(target: str) -> bool:
    """Tell an address (`https:`, `mailto:`) from a file of the content."""
    return target.startswith(("https://", "http://", "mailto:"))


def is_nobodys(address: str) -> bool:
    """Whether an address is of the domain that `sitegen new` writes, or of its like: nobody can have a site there."""
    return urlsplit(address).hostname in {"example.org", "example.com"}


def published(path: str) -> str:
    """Return where a file of `content/` stands in the output.

    `assets/`, `figures/` and `papers/` (a PDF in the folder of its page, where search engines look for it) stay as they
    are, everything else is in `files/`.
    """
    return path if path.startswith(("assets/", "figures/", "papers/")) else f"files/{path}"


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address: `path` is the file that stands there, `target` where it leads.

    `source` is the file that says so, `field` the field of it; empty where nobody wrote it.
    """

    path: str
    target: str
    source: str
    field: str = ""


def redirects(site: Site, at: Addresses) -> tuple[Redirect, ...]:
    """Return every address that leads elsewhere: aliases, former slugs, the site's own, and those of identifiers."""
    all_redirects = [
        Redirect(f"papers/{alias}/index.html", at.paper(entry.slug), entry.facts.file, "aliases")
        for entry in site.entries.values()
        for alias in entry.facts.aliases
    ]
    all_redirects += [
        Redirect(f"authors/{slug}/index.html", at.author(person.slug), person.author.file, "former_slugs")
        for person in site.members
        if person.author
        for slug in person.author.former_slugs
    ]
    own = site.config.redirects if not site.config.folder else {}  # a path of the whole site, as it is written
    for old, new in own.items():
        address = old.strip("/")
        path = address if address.endswith(".html") else f"{address}/index.html"
        target = new if is_address(new) else at.written(new.lstrip("/"))
        all_redirects.append(Redirect(path, target, site.config.file, dotted(("redirects", old))))
    for path, kind, slug, source in identifier_paths(site) if not site.config.folder else ():
        all_redirects.append(Redirect(path, at.author(slug) if kind == "author" else at.paper(slug), source))
    taken = {redirect.path for redirect in all_redirects}
    all_redirects += [redirect for redirect in _published(site, at) if redirect.path not in taken]
    return tuple(sorted(all_redirects, key=lambda redirect: (redirect.path, redirect.target)))


def _published(site: Site, at: Addresses) -> Iterator[Redirect]:
    """Yield the addresses that people, venues and topics were published at; those of papers are among their aliases."""
    memory, kept = site.published, site.kept
    people = {slug for slug, person in site.people.items() if person.has_page}
    for old, now in old_slugs(kept.people, memory.people, people).items():
        if now in people:
            yield Redirect(f"authors/{old}/index.html", at.author(now), PUBLISHED)
    kinds: tuple[tuple[ListKind, Sequence[Collection], Kept, Memory], ...] = (
        ("venues", site.venues, kept.venues, memory.venues),
        ("topics", site.topics, kept.topics, memory.topics),
    )
    for kind, collections, known, remembered in kinds:
        for old, now in old_slugs(known, remembered, {collection.slug for collection in collections}).items():
            yield Redirect(f"{kind}/{old}/index.html", at.list(kind, now), PUBLISHED)
