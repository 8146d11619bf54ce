"""The whole map of addresses: which files the site has, and how a page links to another.

In: a `Site`. Out: addresses, and a plan in which no two things want one file on any file system.
The only place that knows what an address looks like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

from sitegen.errors import Problem, SitegenError
from sitegen.text.slugs import same_place

from .graph import Site

ListKind = Literal["years", "venues", "topics"]
FEEDS = ("feed.xml", "feed.json")


@dataclass(frozen=True, slots=True)
class Addresses:
    """How pages are linked.

    `prefix` is the path of the site's address, with a slash at both ends; `origin` is what stands before it.
    """

    origin: str
    prefix: str

    def home(self) -> str:
        """The front page."""
        return self.prefix

    def papers(self) -> str:
        """The list of all papers."""
        return f"{self.prefix}papers/"

    def paper(self, slug: str) -> str:
        """A paper's page."""
        return f"{self.prefix}papers/{slug}/"

    def export(self, slug: str, ending: str) -> str:
        """A paper's file in another format: `bib`, `ris` or `json`."""
        return f"{self.prefix}papers/{slug}/{slug}.{ending}"

    def authors(self) -> str:
        """The index of people."""
        return f"{self.prefix}authors/"

    def author(self, slug: str) -> str:
        """A person's page."""
        return f"{self.prefix}authors/{slug}/"

    def lists(self, kind: ListKind) -> str:
        """The index of years, venues or topics."""
        return f"{self.prefix}{kind}/"

    def list(self, kind: ListKind, slug: str) -> str:
        """One year's, venue's or topic's page."""
        return f"{self.prefix}{kind}/{slug}/"

    def search(self) -> str:
        """The search page."""
        return f"{self.prefix}search/"

    def file(self, path: str) -> str:
        """A file of the output, by its path: `feed.xml`, `assets/cv.pdf`."""
        return self.prefix + quote(path, safe="/~!$&'()*+,;=:@-._")

    def content_file(self, path: str) -> str:
        """A file of `content/` that a page shows or links."""
        return self.file(published(path))

    def target(self, target: str) -> str:
        """What a link in the content leads to: an address as it is, a file of `content/` as published."""
        return target if is_address(target) else self.content_file(target)

    def absolute(self, address: str) -> str:
        """An address of this site with scheme and host, for whoever is not on it."""
        return address if is_address(address) else self.origin + address


def addresses(base_url: str) -> Addresses:
    """Return the addresses of a site at `base_url`, whose path may have a final slash or not."""
    parts = urlsplit(base_url)
    path = quote("/".join(part for part in parts.path.split("/") if part), safe="/%~!$&'()*+,;=:@-._")
    return Addresses(f"{parts.scheme}://{parts.netloc}", f"/{path}/" if path else "/")


def is_address(target: str) -> bool:
    """Tell an address (`https:`, `mailto:`) from a file of the content."""
    return target.startswith(("https://", "http://", "mailto:"))


def published(path: str) -> str:
    """Return where a file of `content/` stands in the output.

    `assets/`, `figures/` and `papers/` (a PDF in the folder of its page, where search engines look for it) stay as they
    are, everything else is in `files/`.
    """
    return path if path.startswith(("assets/", "figures/", "papers/")) else f"files/{path}"


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address: `path` is the file that stands there, `target` where it leads."""

    path: str
    target: str
    source: str


def redirects(site: Site, at: Addresses) -> tuple[Redirect, ...]:
    """Return every old address: aliases of papers, former slugs of people, and the site's own."""
    found = [
        Redirect(f"papers/{alias}/index.html", at.paper(entry.paper.slug), entry.paper.file)
        for entry in site.entries.values()
        for alias in entry.paper.aliases
    ]
    found += [
        Redirect(f"authors/{slug}/index.html", at.author(person.slug), person.author.file)
        for person in site.members
        if person.author
        for slug in person.author.former_slugs
    ]
    for old, new in site.config.redirects.items():
        place = old.strip("/")
        path = place if place.endswith(".html") else f"{place}/index.html"
        target = new if is_address(new) else at.file(new.lstrip("/"))
        found.append(Redirect(path, target, site.config.file))
    return tuple(sorted(found, key=lambda one: (one.path, one.target)))


def check_clashes(site: Site, old: Iterable[Redirect], more: Iterable[tuple[str, str]] = ()) -> None:
    """Raise `SitegenError` naming every culprit where two things want one file, also under case folding and NFC.

    `more` are further (path, who wants it), of files that the theme brings.
    """
    claims = (*_wanted(site), *((one.path, one.source) for one in old), *more)
    places = [same_place(path) for path, _ in claims]
    if len(set(places)) == len(places) and _all_folders(places).isdisjoint(places):
        return
    wanted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, claim in zip(places, claims, strict=True):
        wanted[place].append(claim)
    problems = [_clash(claims) for claims in wanted.values() if len(claims) > 1]
    problems += [
        _inside(path, who, wanted[folder])
        for claims in wanted.values()
        for path, who in claims
        for folder in _folders(same_place(path))
        if folder in wanted
    ]
    if problems:
        raise SitegenError(problems)


def _wanted(site: Site) -> Iterator[tuple[str, str]]:
    """Yield every file of the output, and what makes it."""
    ours = "the site itself"
    for name in ("index.html", "404.html", "robots.txt", "sitemap.xml", ".nojekyll", "CNAME", *FEEDS):
        yield name, ours
    for name in (
        "papers.bib",
        "papers.ris",
        "papers.json",
        *(f"{kind}/index.html" for kind in ("papers", "authors", "years")),
    ):
        yield name, ours
    yield "venues/index.html", ours
    yield "topics/index.html", ours
    if site.papers:
        yield "search/index.html", ours
    for entry in site.entries.values():
        yield f"papers/{entry.paper.slug}/index.html", entry.paper.file
    for person in site.people.values():
        yield (
            f"authors/{person.slug}/index.html",
            person.author.file if person.author else f'the author "{person.name}"',
        )
    for kind, collections in (("years", site.years), ("venues", site.venues), ("topics", site.topics)):
        for one in collections:
            yield f"{kind}/{one.slug}/index.html", f'the {one.kind} "{one.name}"'
    for page in site.pages:
        yield f"{page.slug}/index.html", page.file
    for path in site.files:
        yield published(path), f"content/{path}"


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _all_folders(paths: Iterable[str]) -> set[str]:
    """Return every folder that some paths stand in."""
    found: set[str] = set()
    while paths := {path.rpartition("/")[0] for path in paths} - found - {""}:
        found |= paths
    return found


def _clash(claims: list[tuple[str, str]]) -> Problem:
    culprits = sorted(who for _, who in claims)
    paths = " and ".join(sorted({path for path, _ in claims}))
    return Problem(
        file=next((who for who in culprits if who.startswith("content/")), culprits[0]),
        sentence=f"{paths} would be made by each of: {', '.join(culprits)}",
        hint="rename all but one of them",
    )


def _inside(path: str, who: str, folder: list[tuple[str, str]]) -> Problem:
    return Problem(
        file=who,
        sentence=f"{path} would stand inside {folder[0][0]}, which {folder[0][1]} makes a file",
        hint="rename one of them",
    )
