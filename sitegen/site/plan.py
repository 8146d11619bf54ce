"""The plan: every file of the site, whose it is, and which task makes it.

In: a connected site, its redirects, and the files that are copied. Out: a `Plan`. Whatever asks which files there are
(links, sitemap, collisions, publishing) asks it; a file that is not in it cannot be written, and no path is in it
twice, under case folding and Unicode normal form either. Never makes a file.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sitegen.content.lock import PUBLISHED
from sitegen.errors import Problem, SitegenError
from sitegen.model import DATED
from sitegen.records import NamedTuple
from sitegen.site.graph import Person, Site
from sitegen.site.identifiers import FOLDERS as IDENTIFIERS
from sitegen.site.letters import is_large, letters
from sitegen.site.pages import Redirect, letter_folder
from sitegen.text.slugs import same_place

OURS = "the site itself"
COPIES = "copies"
"""The task of every file that is copied rather than rendered."""
LINKSET = "linkset.json"
"""The file of the typed links of a paper, beside its page."""
CV_PAGE, CV_PDF = "cv/index.html", "cv/cv.pdf"
"""The page of a curriculum vitae, and its PDF."""
FEEDS = {"atom": "feed.xml", "json-feed": "feed.json"}
"""The file of each kind of feed."""


class Output(NamedTuple):
    """One file of the site: its path in the output, whose it is, and the task that makes it.

    A path that ends in a slash is a folder, of which all files are that task's. Of a redirect `field` is the
    owner's that leads an old address elsewhere.
    """

    path: str
    owner: str
    task: str
    field: str = ""


class Plan:
    """Every file of one site."""

    def __init__(self, outputs: Iterable[Output]) -> None:
        self._paths: dict[str, list[str]] = defaultdict(list)
        for output in outputs:
            self._paths[output.task].append(output.path)

    def __iter__(self) -> Iterator[str]:
        """Yield the path of every file."""
        return (path for paths in self._paths.values() for path in paths)

    def paths(self, task: str) -> Sequence[str]:
        """Return the paths that a task makes."""
        return self._paths.get(task, ())

    def check(self, task: str, made: Sequence[str]) -> None:
        """Raise `RuntimeError`, for it is a fault of ours, when a task made another file than was planned for it."""
        planned = self._paths.get(task, ())
        if len(made) == len(planned) and set(made) == set(planned):
            return
        folders = tuple(path for path in planned if path.endswith("/"))
        files = {path for path in planned if not path.endswith("/")}
        extra = [path for path in made if path not in files and not (folders and path.startswith(folders))]
        wrong = [*extra, *(files - set(made))]
        if wrong or len(set(made)) != len(made):
            raise RuntimeError(f"the task {task} made other files than were planned: {', '.join(sorted(wrong))}")


Edition = tuple[Site, Iterable[Redirect]]
"""A site in one language, and its old addresses."""


def plan(
    site: Site,
    old: Iterable[Redirect],
    copies: Iterable[tuple[str, str]],
    *,
    has_pdf: bool = False,
    further: Iterable[Edition] = (),
) -> Plan:
    """Return the plan of a site with its old addresses; `copies` are (path, whose it is) of files that are copied.

    `has_pdf` says that a curriculum vitae is made as PDF too; `further` are the site's other languages.

    Raises `SitegenError` naming every culprit where two things want one file.
    """
    editions = ((site, old), *further)
    outputs = (
        *(output for edition in editions for output in _of_edition(*edition, has_pdf=has_pdf)),
        *(Output(path, owner, COPIES) for path, owner in copies),
    )
    check_collisions(outputs)
    return Plan(outputs)


def _of_edition(site: Site, old: Iterable[Redirect], *, has_pdf: bool) -> Iterator[Output]:
    """Yield every file that is made for one language, below its folder, as its tasks are."""
    outputs = (
        *_rendered(site),
        *(Output(path, site.cv.file, "site/cv") for path in (CV_PAGE, CV_PDF)[: 1 + has_pdf] if site.cv),
        *(Output(redirect.path, redirect.source, "site/old", redirect.field) for redirect in old),
    )
    if not (folder := site.config.folder):
        yield from outputs
        return
    language = f'the language "{site.config.language}"'
    for path, owner, task, field in outputs:
        yield Output(folder + path, language if owner == OURS else owner, folder + task, field)


def _rendered(site: Site) -> Iterator[Output]:
    """Yield every file that is rendered."""
    formats, is_main = site.config.formats, not site.config.folder
    exports = [item.ending for item in site.config.exports if is_main]  # papers are cited in one
    feeds = [file for name, file in FEEDS.items() if name in formats]
    yield from _whole_site(site, exports, feeds)
    for entry in site.entries.values():
        slug, file = entry.slug, entry.facts.file
        task = f"papers/{slug}"
        yield Output(f"papers/{slug}/index.html", file, task)
        for ending in exports:
            yield Output(f"papers/{slug}/{slug}.{ending}", file, task)
        if "signposting" in formats:
            yield Output(f"papers/{slug}/{LINKSET}", file, task)
    for person in site.people.values():
        if person.has_page:
            yield from _of_person(person, exports, feeds)
    for kind, collections in (("years", site.years), ("venues", site.venues), ("topics", site.topics)):
        for collection in collections:
            task, owner = f"{kind}/{collection.slug}", f'the {collection.kind} "{collection.name}"'
            yield Output(f"{task}/index.html", owner, task)
            if kind != "years" and collection.papers and "atom" in formats:
                yield Output(f"{task}/feed.xml", owner, task)
    yield from _of_items(site)
    for page in site.pages:
        yield Output(f"{page.slug}/index.html", page.file, f"page/{page.slug}")


def _of_items(site: Site) -> Iterator[Output]:
    """Yield the files of talks, projects …: a list a kind, a page an item, a feed, and the calendar of talks."""
    for kind, group in site.items.items():
        owner, task = f"content/{kind}/", f"items/{kind}"
        yield Output(f"{kind}/index.html", owner, task)
        if group.options.feed and "atom" in site.config.formats:
            yield Output(f"{kind}/feed.xml", owner, task)
        if kind in DATED:
            yield Output(f"{kind}/{kind}.ics", owner, task)
        if group.options.pages:
            for entry in group.items:
                yield Output(f"{kind}/{entry.slug}/index.html", entry.item.file, f"item/{kind}/{entry.slug}")


def _whole_site(site: Site, exports: Sequence[str], feeds: Sequence[str]) -> Iterator[Output]:
    """Yield the files that there is one of."""
    yield Output("index.html", OURS, "site/home")
    yield Output("404.html", OURS, "site/not-found")
    yield Output("papers/index.html", OURS, "site/papers")
    yield from _indexes(site)
    for file in feeds:
        yield Output(file, OURS, "site/feeds")
    for ending in exports:
        yield Output(f"papers.{ending}", OURS, "site/exports")
    if site.papers and "search" in site.config.formats:
        yield Output("search/", OURS, "site/search")
    if site.config.folder:
        return
    for file in ("robots.txt", "sitemap.xml", ".nojekyll", *(["CNAME"] if site.config.deploy.cname else [])):
        yield Output(file, OURS, "site/robots")
    for number in range(1, sitemap_parts(site) + 1):
        yield Output(f"sitemap-{number}.xml", OURS, "site/robots")
    if "llms" in site.config.formats:
        yield Output("llms.txt", OURS, "site/llms")


def _indexes(site: Site) -> Iterator[Output]:
    """Yield the pages that list people, years, venues and topics."""
    yield Output("authors/index.html", OURS, "site/people")
    if is_large(site.people.values()):
        for letter, _ in letters(site.people.values()):
            yield Output(f"{letter_folder(letter)}index.html", OURS, "site/people")
    if has_members_page(site):
        yield Output("people/index.html", OURS, "site/members")
    for kind in ("years", "venues", "topics", "browse"):
        yield Output(f"{kind}/index.html", OURS, f"index/{kind}")


def has_members_page(site: Site) -> bool:
    """Tell whether there is a page of the members: of a lab that has any."""
    return site.owner is None and bool(site.members)


def _of_person(person: Person, exports: Sequence[str], feeds: Sequence[str]) -> Iterator[Output]:
    owner = person.author.file if person.author else f'the author "{person.name}"'
    task = f"authors/{person.slug}"
    yield Output(f"{task}/index.html", owner, task)
    if has_files(person):
        for file in (*feeds, *(f"papers.{ending}" for ending in exports)):
            yield Output(f"{task}/{file}", owner, task)


def has_files(person: Person) -> bool:
    """Tell whether a person has feeds and exports beside their page: who has a file, or more than one paper."""
    return person.author is not None or len(person.papers) > 1


SITEMAP_LIMIT = 45_000
"""Addresses in one sitemap; the protocol allows 50,000."""


def sitemap_parts(site: Site) -> int:
    """Return of how many parts the sitemap is, beside its index; none for one that is whole."""
    people = sum(1 for person in site.people.values() if person.has_page and person is not site.owner)
    lists = len(site.years) + len(site.venues) + len(site.topics)
    has_search = bool(site.papers) and "search" in site.config.formats
    items = sum(1 + len(group.items) * group.options.pages for group in site.items.values())
    count = len(site.papers) + people + lists + items + len(site.pages) + 7 + has_members_page(site) + has_search
    count *= max(1, len(site.config.languages))
    return -(-count // SITEMAP_LIMIT) if count > SITEMAP_LIMIT else 0


def check_collisions(outputs: Sequence[Output]) -> None:
    """Raise `SitegenError` naming every culprit where two outputs want one path, or one stands inside another."""
    places = [same_place(output.path) for output in outputs]
    if len(set(places)) == len(places) and _folders_of(places).isdisjoint(places):
        return
    wanted: dict[str, list[Output]] = defaultdict(list)
    for path, output in zip(places, outputs, strict=True):
        wanted[path.rstrip("/")].append(output)
    problems = [_same(clashing) for clashing in wanted.values() if len(clashing) > 1]
    problems += [
        _inside(output, wanted[folder][0])
        for clashing in wanted.values()
        for output in clashing
        for folder in _folders(same_place(output.path).rstrip("/"))
        if folder in wanted
    ]
    raise SitegenError(problems)


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _folders_of(paths: Iterable[str]) -> set[str]:
    """Return every folder that some paths stand in, also with a slash, as folders are planned."""
    folders: set[str] = set()
    level = {path.rstrip("/").rpartition("/")[0] for path in paths}
    while level := level - folders - {""}:
        folders |= level
        level = {path.rpartition("/")[0] for path in level}
    return folders | {f"{folder}/" for folder in folders}


def _same(clashing: list[Output]) -> Problem:
    owners = sorted(output.owner for output in clashing)
    distinct = sorted({output.path for output in clashing})
    paths = " and ".join(distinct)
    hint = "rename all but one of them"
    if len(distinct) > 1 and len({*owners} - {PUBLISHED}) == 1:
        return Problem(
            file=owners[-1],
            sentence=f"{paths}, one of which is an old address, are one file wherever capitals do not count",
            hint="give it its old name again, or one that differs in more than capitals or the encoding of an accent",
        )
    if paths.startswith(IDENTIFIERS):
        hint = "correct one of the ids; of one work or person keep one file"
    elif len({unicodedata.normalize("NFC", path) for path in distinct}) < len(distinct):
        hint += "; they look the same, but an accent is a character of its own in one of the names"
    file = next((owner for owner in owners if owner.startswith("content/")), owners[0])
    leading = next((output for output in clashing if output.field), None)
    if leading and not all(output.field for output in clashing):
        hint = f"delete {leading.field} from {leading.owner}: no address that is a page can lead elsewhere"
        file = leading.owner if file == "content/site.yaml" else file
    field = leading.field if leading and leading.owner == file else ""
    return Problem(file, field=field, sentence=f"{paths} would be made by each of: {', '.join(owners)}", hint=hint)


def _inside(output: Output, outer: Output) -> Problem:
    return Problem(
        file=output.owner,
        sentence=f"{output.path} would stand inside {outer.path}, which {outer.owner} makes a file"
        if not outer.path.endswith("/")
        else f"{output.path} would stand inside {outer.path}, which is for {outer.owner} alone",
        hint="rename one of them",
    )
