"""Findings about links within the site: whether everything that a page leads to or loads is there.

In: a `Subject`, of which the built pages are read. Out: findings, each at the line where the address was written, and
the addresses that lead out of the site. Never asks the network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.check.locate import address
from sitegen.check.markup import ParsedPage
from sitegen.errors import Severity
from sitegen.records import NamedTuple, dataclass
from sitegen.workers import spread

_NEIGHBOURS = 20
"""Broken links for which something like them is looked for."""


class PageLink(NamedTuple):
    """An address on a page, as the page has it."""

    page: str
    href: str


class LinkTarget(NamedTuple):
    """The target of an address: a built file and an id on it, or an address `elsewhere`."""

    file: str = ""
    fragment: str = ""
    elsewhere: str = ""

    def __str__(self) -> str:
        return f"{self.file}#{self.fragment}" if self.fragment else self.file


Known = dict[str, LinkTarget | None]
"""What addresses lead to, from whatever page."""


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """The links of all pages. `count` counts every link; `outside` has the first page of each address elsewhere."""

    pages: int
    count: int
    findings: tuple[Finding, ...]
    outside: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The links of one page: what is broken and why, what needs an id of another page, what is elsewhere."""

    count: int
    broken: tuple[tuple[LinkTarget, str, str], ...]
    wanted: tuple[tuple[LinkTarget, str], ...]
    outside: tuple[str, ...]


def links(subject: CheckContext, *, everywhere: bool) -> LinkIndex:
    """Follow the links of all pages; or, without `everywhere`, of those that show what people wrote by hand."""
    pages = pages_with_links(subject, everywhere=everywhere)
    return followed(subject, pages, spread(partial(_read, subject, {}), pages, jobs=subject.jobs))


def pages_with_links(subject: CheckContext, *, everywhere: bool) -> tuple[str, ...]:
    """Return the pages whose links are followed, those first whose own file is the likeliest place of an address."""
    return tuple(_pages(subject)) if everywhere else tuple(_own_pages(subject))


def followed(subject: CheckContext, pages: Sequence[str], seen: Sequence[Seen]) -> LinkIndex:
    """Return what the links of all pages come to; `seen` are what was found on each of them."""
    broken: dict[tuple[LinkTarget, str], list[PageLink]] = defaultdict(list)
    outside: dict[str, PageLink] = {}
    ids = _ids(subject, {target.file for links in seen for target, _ in links.wanted})
    for page, links in zip(pages, seen, strict=True):
        for target, reason, href in links.broken:
            broken[target, reason].append(PageLink(page, href))
        for target, href in links.wanted:
            if target.fragment not in ids[target.file]:
                broken[target, "no-id"].append(PageLink(page, href))
        for href in links.outside:
            outside.setdefault(href, PageLink(page, href))
    findings = tuple(_findings(subject, broken))
    return LinkIndex(len(pages), sum(links.count for links in seen), findings, tuple(outside.values()))


def _pages(subject: CheckContext) -> Iterator[str]:
    """Yield every page, those first whose own file is the likeliest place of an address."""
    own = tuple(_own_pages(subject))
    free = own[: len(subject.content.pages)]
    papers = [subject.path(subject.at.paper(slug)) for slug in subject.site.entries]
    yield from (
        path for path in dict.fromkeys((*free, *papers, *own, *sorted(subject.files))) if _is_page(subject, path)
    )


def _own_pages(subject: CheckContext) -> Iterator[str]:
    """Yield the pages of what people wrote by hand: free ones, people, topics, items, the curriculum, the home."""
    paths = [f"{page.slug}/index.html" for page in subject.content.pages]
    paths += [f"authors/{person.slug}/index.html" for person in subject.site.members]
    paths += [f"topics/{area.slug}/index.html" for area in subject.content.areas]
    for kind, group in subject.site.items.items():
        paths += [f"{kind}/{item.slug}/index.html" for item in group.items if group.options.pages]
        paths.append(f"{kind}/index.html")
    yield from (path for path in (*paths, "cv/index.html", "index.html") if _is_page(subject, path))


def _is_page(subject: CheckContext, path: str) -> bool:
    return path.endswith(".html") and path in subject.files


def _read(subject: CheckContext, known: Known, path: str) -> Seen:
    return look(subject, path, subject.page(path), known)


def look(subject: CheckContext, path: str, page: ParsedPage, known: Known) -> Seen:
    """Follow the links of one page; `known` remembers what addresses lead to that mean the same on every page."""
    here = subject.at.file(path.removesuffix("index.html"))
    broken, wanted, outside = [], [], []
    for href in dict.fromkeys(page.addresses):
        if href[:1] == "/" or href.startswith("http"):
            if href not in known:
                known[href] = _target(subject, here, href)
            target = known[href]
        else:
            target = _target(subject, here, href)
        if target is None:
            continue
        if target.elsewhere:
            outside.append(target.elsewhere)
        elif fault := _fault(subject, target.file):
            broken.append((target._replace(fragment=""), fault, href))
        elif target.fragment and target.file == path:
            if target.fragment not in page.ids:
                broken.append((target, "no-id", href))
        elif target.fragment and target.file.endswith(".html"):
            wanted.append((target, href))
    return Seen(len(page.addresses), tuple(broken), tuple(wanted), tuple(outside))


def _target(subject: CheckContext, here: str, href: str) -> LinkTarget | None:
    """Return what an address leads to; nothing where it is not for us to follow (`mailto:`)."""
    try:
        parts = urlsplit(urljoin(subject.at.origin + here, href))
    except ValueError:
        return LinkTarget(href)
    if parts.scheme not in {"http", "https"}:
        return None
    path = unquote(parts.path) or "/"
    is_within = path.startswith(subject.prefix)
    if f"{parts.scheme}://{parts.netloc}" != subject.at.origin or (href.startswith("http") and not is_within):
        return LinkTarget(elsewhere=parts._replace(fragment="").geturl())
    if not is_within:
        return LinkTarget(path)
    file = subject.path(parts.path)
    if file not in subject.files and f"{file}/index.html" in subject.files:
        file = f"{file}/index.html"  # every host adds the slash
    return LinkTarget(file, unquote(parts.fragment))


def _fault(subject: CheckContext, file: str) -> str:
    if file.startswith("/"):
        return "outside"
    return "" if file in subject.files else "missing"


def _ids(subject: CheckContext, files: Iterable[str]) -> dict[str, set[str]]:
    """Return the ids on each of these pages."""
    paths = sorted(files)
    return dict(zip(paths, spread(lambda path: subject.page(path).ids, paths, jobs=subject.jobs), strict=True))


def _findings(subject: CheckContext, broken: dict[tuple[LinkTarget, str], list[PageLink]]) -> Iterator[Finding]:
    for number, ((target, reason), places) in enumerate(broken.items()):
        first = places[0]
        others = len(places) - 1
        more = f" (and on {others:,} more {'page' if others == 1 else 'pages'})" if others else ""
        near = _near(subject, target, reason) if number < _NEIGHBOURS else ""
        why, hint = {
            "missing": (f"there is no {target}", near or _counted_as_own(subject, first.href)),
            "no-id": (
                f"nothing on that page has the id {target.fragment}",
                near or "take an id that is there, or leave out what follows #",
            ),
            "outside": (
                f"that is outside of {subject.at.prefix}, where the site stands",
                "leave out the first slash: addresses begin at the top of the site",
            ),
        }[reason]
        sentence = f"{first.page} leads to {first.href}: {why}{more}"
        pages = [link.page for link in places]
        severity: Severity = "warning" if first.href.startswith("http") else "error"  # the host may serve more than us
        yield address(subject, pages, first.href, ("links", reason, severity), sentence, hint)


def _counted_as_own(subject: CheckContext, href: str) -> str:
    """Return what to do about an address that is not there; of a whole one also why it is looked for here."""
    if not href.startswith("http"):
        return "correct it, or delete it"
    base_url = subject.content.config.base_url
    return f"it counts as a page of this site, for base_url is {base_url}: correct it, or base_url in content/site.yaml"


def _near(subject: CheckContext, target: LinkTarget, reason: str) -> str:
    """Return a question about what may have been meant: a file of the site, or an id of that page."""
    if reason == "no-id":
        ids = get_close_matches(target.fragment.lower(), sorted(subject.page(target.file).ids), n=1, cutoff=0.6)
        return f"did you mean #{ids[0]}?" if ids else ""
    if reason != "missing":
        return ""
    top = target.file.partition("/")[0] + "/"
    known: Sequence[str] = [file for file in subject.files if file.startswith(top) or file.count("/") == 1]
    close = get_close_matches(target.file, known, n=1, cutoff=0.8)
    return f"did you mean {close[0].removesuffix('index.html')}?" if close else ""
