"""Findings about what search engines read in a paper's page, Google Scholar before all.

In: a `Subject`, of which the built pages are read. Out: findings: at the YAML key where the content is at fault, else
at the theme's template. Source: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

from sitegen.check.context import PAPER, CheckContext, Kind
from sitegen.check.finding import Finding
from sitegen.check.letters import letters, readings, shows
from sitegen.check.markup import ParsedPage
from sitegen.cite import highwire
from sitegen.content.web_addresses import is_local
from sitegen.errors import Severity
from sitegen.model import Paper, Text
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.site.graph import Credit, SitePaper
from sitegen.text.names import Name, parts, spelling
from sitegen.workers import spread

_ONCE = (
    "title", "publication_date", "online_date", "journal_title", "conference_title", "inbook_title", "volume", "issue",
    "firstpage", "lastpage", "doi", "arxiv_id", "language", "abstract_html_url", "pdf_url",
    "dissertation_institution", "technical_report_institution", "technical_report_number",
)  # fmt: skip
_VENUES = (
    "journal_title", "conference_title", "inbook_title", "series_title", "publisher", "dissertation_institution",
    "technical_report_institution",
)  # fmt: skip
_PLACES = (
    "volume", "issue", "technical_report_number", "firstpage", "lastpage",
)  # fmt: skip
"""Tags that say where in the venue the paper stands."""
_DATE = regex(r"[0-9]{4}(?:/[0-9]{1,2}/[0-9]{1,2})?")
_MARKUP = regex(
    r"\\[A-Za-z]+|\$(?=\S)[^$]*[\\^_][^$]*(?<=\S)\$(?![0-9])|&(?:[a-z]+|#[0-9]+);"
    r"|<(?P<tag>[abiu]|em|strong|su[bp]|sc|span|tt|math|mml:\w+|jats:\w+)\b[^<>]*>.*</(?P=tag)>"
)
_WORDS = {
    "og:title": "title", "citation_title": "title", "citation_author": "authors", "citation_keywords": "keywords",
    "citation_author_institution": "authors",
} | dict.fromkeys((f"citation_{name}" for name in _VENUES), "venue")  # fmt: skip
"""Tags that hold words, and the key of the paper that they come from."""
_LARGEST = 5_000_000
"""Bytes of a PDF that Google Scholar takes."""
_START = 60
"""Characters of an abstract that are looked for on its page."""
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_TAGS = "keep the loop over page.meta in the head"

_Said = tuple[str, Severity, str, str]
"""A rule, its severity, a sentence, a hint."""


class Robots(NamedTuple):
    """The rules that robots get: which addresses there are, and which they may read; nothing where all may be read."""

    listed: frozenset[str]
    rules: RobotFileParser | None

    def may_read(self, url: str) -> bool:
        """Tell whether Google's robot may read an address."""
        return self.rules is None or self.rules.can_fetch("Googlebot", url)


def metadata(subject: CheckContext) -> Iterator[Finding]:
    """Yield what keeps a paper's page from being understood, or found at all."""
    paths = tuple(map(subject.paper_path, subject.site.entries))
    look = partial(_read, subject=subject, robots=robots_of(subject))
    for findings in spread(look, [path for path in paths if path in subject.files], jobs=subject.jobs):
        yield from findings
    yield from missing(subject)


def robots_of(subject: CheckContext) -> Robots:
    """Return what robots are told of the site."""
    text = subject.text("robots.txt") if "robots.txt" in subject.files else ""
    rules = RobotFileParser() if "disallow" in text.lower() else None
    if rules:
        rules.parse(text.splitlines())
    return Robots(frozenset(sitemap(subject, "sitemap.xml")), rules)


def missing(subject: CheckContext) -> Iterator[Finding]:
    """Yield the papers that have no page."""
    for slug, entry in subject.site.entries.items():
        if (path := subject.paper_path(slug)) not in subject.files:
            kind: Kind = ("metadata", "page", "error")
            yield subject.in_content(kind, entry.facts.file, (), f"has no page: {path} was not built")


def _read(path: str, *, subject: CheckContext, robots: Robots) -> list[Finding]:
    entry = subject.papers_by_path[path]
    return of_page(subject, entry, entry.paper, subject.page(path), robots)


def read_xml(text: str) -> ElementTree.Element:
    """Return a built file's XML. Raises `ParseError`; no file of ours has a document type, and so no entities."""
    if "<!DOCTYPE" in text:
        raise ElementTree.ParseError("it has a document type")
    return ElementTree.fromstring(text)  # noqa: S314 - without a document type there is nothing in it to expand


def sitemap(subject: CheckContext, path: str) -> Iterator[str]:
    """Yield every address of the sitemap, and of its parts."""
    if path not in subject.files:
        return
    try:
        root = read_xml(subject.text(path))
    except ElementTree.ParseError:
        return  # which the family of feeds says
    for element in root.iter(f"{_SITEMAP}loc"):
        address = (element.text or "").strip()
        if root.tag == f"{_SITEMAP}sitemapindex":
            yield from sitemap(subject, subject.file_at(address))
        else:
            yield address


def of_page(subject: CheckContext, entry: SitePaper, paper: Paper, page: ParsedPage, robots: Robots) -> list[Finding]:
    """Return the findings about the page of a paper, which whoever asks has read."""
    path = subject.paper_path(paper.slug)
    url = subject.at.absolute(subject.at.paper(paper.slug))
    faults = [
        *_tags(page, paper),
        *_venue(page, dict(reversed(highwire.place_tags(paper)))),
        *_visible(page, paper, entry.credits),
        *_cards(page, paper),
        *_linked(page, paper),
    ]
    faults += _findable(page, paper, url, is_listed=url in robots.listed, is_open=robots.may_read(url))
    findings = [
        subject.in_theme(("metadata", rule, severity), PAPER, f"{path} {sentence}", hint)
        for rule, severity, sentence, hint in faults
    ]
    return [*findings, *_words(subject, page, paper), *_pdf(subject, page, paper, url)]


def _tags(page: ParsedPage, paper: Paper) -> Iterator[_Said]:
    """The tags for Google Scholar: a title, every author in order, a date; nothing twice that there is once."""
    repeated = page.repeated
    for name in _ONCE if repeated else ():
        if f"citation_{name}" in repeated:
            sentence = f"has {len(page.said(f'citation_{name}'))} citation_{name} tags"
            yield "twice", "error", sentence, "leave one: Google Scholar believes none of them"
    titles = page.said("citation_title")
    if not any(titles):
        yield "title", "error", "has no citation_title, so Google Scholar does not take it", _TAGS
    elif titles[0] != paper.title.plain and letters(titles[0]) not in readings(paper.title):
        yield "title", "error", f'has the citation_title "{titles[0]}"; it is "{paper.title.plain}"', _TAGS
    if paper.authors:
        yield from _authors(page.said("citation_author"), [parts(spelling(author)) for author in paper.authors])
    if not paper.date:
        return
    dates = page.said("citation_publication_date")
    if not any(dates):
        yield "date", "error", "has no citation_publication_date, so Google Scholar does not take it", _TAGS
    elif not _DATE.fullmatch(dates[0]):
        hint = "it is YYYY/MM/DD, or YYYY alone"
        yield "date", "error", f'has the citation_publication_date "{dates[0]}", which Google Scholar cannot read', hint
    elif not dates[0].startswith(f"{paper.date.year:04d}"):
        yield "date", "error", f"has the citation_publication_date {dates[0]}; it is {paper.date.iso}", _TAGS


def _authors(tags: Sequence[str], names: Sequence[Name]) -> Iterator[_Said]:
    if not tags:
        yield "authors", "error", "has no citation_author, so Google Scholar does not take it", _TAGS
    elif len(tags) != len(names):
        yield "authors", "error", f"has {len(tags)} citation_author tags for {len(names)} authors", _TAGS
    else:
        for number, (tag, name) in enumerate(zip(tags, names, strict=True), 1):
            if tag != name.inverted and _words_of(tag) != _words_of(name.inverted):
                sentence = f'says that author {number} is "{tag}"; the paper has "{name.shown}" there'
                yield "authors", "error", sentence, "citation_author tags stand in the order of the authors"
                return


def _words_of(name: str) -> list[str]:
    """The words of a name in any order, so that `Rae, Jack W.` is `Jack W. Rae`."""
    return sorted(re.findall(r"\w+", name.casefold()))


def _venue(page: ParsedPage, wanted: Mapping[str, str]) -> Iterator[_Said]:
    """The tags about the venue; `wanted` are those that the page should have, by name, of several the first."""
    is_known = any(f"citation_{name}" in wanted for name in _VENUES)
    if is_known and not any(page.said(f"citation_{name}") for name in _VENUES):
        yield "venue", "warning", "does not say where the paper appeared (citation_journal_title and the like)", _TAGS
    for name in _PLACES:
        value = wanted.get(f"citation_{name}")
        if value and not page.said(f"citation_{name}"):
            yield "venue", "warning", f"has no citation_{name}, though it is known ({value})", _TAGS


def _visible(page: ParsedPage, paper: Paper, authors: Iterable[Credit]) -> Iterator[_Said]:
    """The text that a reader, and a robot that reads like one, has to see: title, authors, abstract."""
    titles = page.titles
    if len(titles) != 1:
        yield "h1", "error", f"has {len(titles)} h1; it needs one, with the title", "show paper.title|html in an h1"
    elif titles[0] != paper.title.plain and not shows(letters(titles[0]), readings(paper.title)):
        yield "h1", "error", f'has "{titles[0]}" in its h1, and not the title', "show paper.title|html in the h1"
    text = _ShownText(page.rough_text)
    missing = [credit.name for credit in authors if not text.shows(credit.name, _spellings(credit))]
    if missing:
        count = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        yield "byline", "error", f"does not show its author {missing[0]}{count}", "show byline under the title"
    if paper.abstract and not (_begins(text, paper.abstract) or _begins(_ShownText(page.text), paper.abstract)):
        hint = "show paper.abstract|html: Google Scholar takes no page without it"
        yield "abstract", "warning", "does not show the abstract", hint


class _ShownText:
    """A text that is shown, and its letters, which are only made where the words do not stand there as they are."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _letters(self) -> str:
        return letters(self._text)

    def shows(self, words: str, forms: Iterable[str]) -> bool:
        """Whether some words, or the letters of one of their forms, stand in the text."""
        return words in self._text or shows(self._letters, forms)


def _begins(shown: _ShownText, text: Text) -> bool:
    """Whether the beginning of a text stands in what is shown: as it is written, it is longer than its letters."""
    return shown.shows(text.plain[: 2 * _START], (form[:_START] for form in readings(text)))


def _spellings(credit: Credit) -> Iterator[str]:
    """Yield the letters of a name in each order in which a page may show it."""
    for name in dict.fromkeys((credit.name, credit.authorship.name)):
        yield letters(name)
    known = parts(spelling(credit.authorship))
    yield letters(f"{known.given}{known.surname}")
    yield letters(f"{known.surname}{known.given}")


def _cards(page: ParsedPage, paper: Paper) -> Iterator[_Said]:
    """The card that is shown where the page is shared."""
    wanted = (
        ("og:title", "og:type", "twitter:card") if paper.hidden else ("og:title", "og:type", "og:url", "twitter:card")
    )
    missing = [name for name in wanted if not any(page.said(name))]
    if missing:
        yield "card", "warning", f"has no {', '.join(missing)} in its head", "keep the meta tags of base.html"


def _linked(page: ParsedPage, paper: Paper) -> Iterator[_Said]:
    """JSON-LD: one block, that can be read and says the same."""
    hint = 'keep <script type="application/ld+json"> with page.json_ld in the head'
    articles = []
    for block in page.data:
        try:
            articles += _articles(json.loads(block))
        except ValueError as error:
            yield "json-ld", "error", f"has JSON-LD that cannot be read ({error})", hint
            return
    if not articles:
        yield "json-ld", "warning", "has no JSON-LD of a ScholarlyArticle", hint
        return
    article = articles[0]
    if not article.get("headline") or (paper.date and not article.get("datePublished")):
        yield "json-ld", "warning", "has JSON-LD without headline or datePublished", hint
    authors = article.get("author")
    count = len(authors) if isinstance(authors, list) else int(authors is not None)
    if count != len(paper.authors):
        yield "json-ld", "warning", f"has JSON-LD with {count} authors of {len(paper.authors)}", hint


def _articles(data: Any) -> list[dict[str, Any]]:
    """The objects of a block that are a piece of work: those with an author or a headline."""
    objects = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    return [
        candidate
        for candidate in objects
        if isinstance(candidate, dict) and ("headline" in candidate or "author" in candidate)
    ]


def _findable(page: ParsedPage, paper: Paper, url: str, *, is_listed: bool, is_open: bool) -> Iterator[_Said]:
    """Whether robots may find the page, and under one address."""
    is_barred = any(
        "noindex" in directive.lower() or "none" in directive.lower()
        for directive in (*page.said("robots"), *page.said("googlebot"))
    )
    if paper.hidden:
        if not is_barred:
            yield (
                "hidden",
                "warning",
                "is of a hidden paper, and does not say noindex",
                "keep page.noindex in base.html",
            )
        if is_listed:
            yield "hidden", "warning", "is of a hidden paper, and stands in the sitemap", "this is a fault of sitegen"
        return
    if is_barred:
        yield "noindex", "error", "tells search engines to leave it out (noindex)", "say it only if page.noindex"
    if not is_open:
        yield "robots", "error", "is barred by robots.txt", "let robots read papers/"
    if not is_listed:
        yield "sitemap", "error", "is not in sitemap.xml, so robots may never find it", "this is a fault of sitegen"
    canonical = page.linked("canonical")
    if canonical != (url,):
        sentence = f"names {' and '.join(canonical)} as its address" if canonical else "has no canonical address"
        yield "canonical", "error", f"{sentence}; it is {url}", 'keep <link rel="canonical"> with page.canonical'


def _words(subject: CheckContext, page: ParsedPage, paper: Paper) -> Iterator[Finding]:
    """Texts that still hold LaTeX or HTML where only words can be shown, and not because they are about it."""
    meant = {letters(text.plain) for text in (paper.title, paper.venue and paper.venue.name) if text}
    for name, value in page.metas:
        left = _MARKUP.search(value) if name in _WORDS and value else None
        if left and letters(value) not in meant:
            sentence = f'"{left[0]}" is left of it in {name}, where only words can be shown: "{value}"'
            hint = "write it as a character, or tell what a macro stands for under macros:"
            yield subject.in_content(("metadata", "markup", "warning"), paper.file, (_WORDS[name],), sentence, hint)
            return


def _pdf(subject: CheckContext, page: ParsedPage, paper: Paper, url: str) -> Iterator[Finding]:
    """The address of the text: absolute, and a file that Google Scholar takes where it is one of ours."""
    for address in page.said("citation_pdf_url"):
        if urlsplit(address).scheme not in {"http", "https"}:
            finding = subject.in_theme(
                ("metadata", "pdf", "error"),
                PAPER,
                f'{paper.slug}: citation_pdf_url "{address}" is not a whole address',
                _TAGS,
            )
            yield finding
        elif (path := subject.file_at(address)) and (path in subject.files or any(map(is_local, paper.links.pdf))):
            for severity, sentence, hint in _own_pdf(subject, paper, path, is_beside=address.startswith(url)):
                yield subject.in_content(("metadata", "pdf", severity), paper.file, ("links", "pdf"), sentence, hint)


def _own_pdf(subject: CheckContext, paper: Paper, path: str, *, is_beside: bool) -> Iterator[tuple[Severity, str, str]]:
    if path not in subject.files:
        yield "error", f"leads to {path}, which the site does not have", "put the file there, or correct the path"
        return
    if not path.lower().endswith(".pdf"):
        yield "warning", f"{path} does not end in .pdf, as Google Scholar wants it", "rename the file"
    size = (subject.output / path).stat().st_size
    if size > _LARGEST:
        sentence = f"has {size / 1e6:.1f} MB; Google Scholar takes up to {_LARGEST / 1e6:.0f}"
        yield "warning", sentence, "make its pictures smaller"
    if not is_beside:
        folder = f"papers/{paper.slug}/"
        sentence = f"{path} does not stand in the folder of the page, {folder}, where alone Google Scholar looks for it"
        hint = f"move the file to content/{folder} and write pdf: {folder}{path.rpartition('/')[2]}"
        yield "warning", sentence, hint
