"""Findings about what people wrote and pulled: conflicts, twins, leftovers, what a visitor will miss.

In: a `Subject`. Out: findings, each at the line to change. Never decides which of two values is right.
"""

from __future__ import annotations

import ipaddress
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from sitegen.check.context import CheckContext, Kind
from sitegen.check.finding import Finding
from sitegen.content.document import Path as Keys
from sitegen.content.files import walk
from sitegen.content.load import NEWS
from sitegen.content.references import paper_files
from sitegen.content.translations import in_own_language
from sitegen.errors import Severity, SitegenError
from sitegen.merge.likeness import family_key, title_key
from sitegen.merge.threeway import Merged
from sitegen.model import Paper, PaperFacts, facts_and_papers
from sitegen.pull import decisions, provenance
from sitegen.pull.answers import Question
from sitegen.pull.provenance import PullState
from sitegen.pull.report import shown
from sitegen.regex import regex
from sitegen.site.pages import is_nobodys
from sitegen.text import venues

_READ = frozenset({"article", "inproceedings", "preprint", "chapter", "thesis", "report"})
"""Kinds of work of which a visitor looks for an abstract and for the text."""
_SHARED = frozenset({"isbn", "issn"})
"""Ids that a whole book or journal has, not one paper."""
_VERSION = regex(r"v[0-9]+$")
_TYPES = {
    "conference": ("a conference", "inproceedings"),
    "repository": ("a server of preprints", "preprint"),
    "arxiv": ("arXiv", "preprint"),
    "thesis": ("the school of a thesis", "thesis"),
    "report": ("a series of reports", "report"),
}
"""What a kind of venue is called, and the type of work that appears there."""
_TWINS = 3
"""Years that may lie between a preprint and what became of it."""


def content(subject: CheckContext) -> Iterator[Finding]:
    """Yield what is left to do in `content/`."""
    yield from across(subject)
    for paper in subject.papers:
        yield from alone(subject, paper)


def across(subject: CheckContext) -> Iterator[Finding]:
    """Yield what is left to do, but for what is found by looking at one paper alone."""
    yield from _conflicts(subject)
    yield from _twins(subject)
    yield from _leftovers(subject)


def alone(subject: CheckContext, paper: Paper) -> Iterator[Finding]:
    """Yield what is left to do in one paper, whatever there is beside it."""
    yield from _gaps(subject, paper)
    yield from _kinds(subject, paper)
    yield from _states(subject, paper)


def _found(rule: str, severity: Severity = "warning") -> Kind:
    return "content", rule, severity


def _conflicts(subject: CheckContext) -> Iterator[Finding]:
    """Fields that the person and the sources both changed, until somebody touches them again."""
    pasts, damaged = provenance.read(subject.root)
    for file in damaged:
        hint = "take it back from version control; without it, the next pull changes nothing of that paper"
        sentence = "cannot be read, so what was last pulled is not known"
        yield subject.in_content(_found("pulled"), file, (), sentence, hint)
    try:
        answered = decisions.read(subject.root).rejected
    except SitegenError:  # the next pull says what is wrong with the file
        answered = frozenset()
    for paper in _facts(subject):
        if paper.slug in pasts and pasts[paper.slug].conflicts:
            yield from _of_paper(subject, paper, pasts[paper.slug], answered)


def _facts(subject: CheckContext) -> tuple[PaperFacts, ...]:
    """Return the facts of every paper, drafts too."""
    return (*subject.facts, *facts_and_papers(subject.drafts).facts)


def _of_paper(subject: CheckContext, paper: PaperFacts, past: PullState, answered: frozenset[str]) -> Iterator[Finding]:
    data = in_own_language("paper", subject.document(paper.file), subject.languages).data
    for conflict in provenance.standing(past, Merged(data, dict(past.base), (), ())):
        question = str(Question(paper.slug, conflict.field))
        if question in answered:
            continue
        origin = past.origins.get(conflict.field)
        who = f"{', '.join(origin.sources)} ({origin.day})" if origin else "the sources"
        sentence = f"conflict since a pull: here {shown(conflict.mine)}; {who}: {shown(conflict.theirs)}"
        hint = f"yours stays; theirs, whole, is in {provenance.path(paper.slug)}: `sitegen pull --accept {question}` "
        hint += f"takes it, --reject {question} keeps yours for good"
        yield subject.in_content(_found("conflict"), paper.file, conflict.field.split("."), sentence, hint)


def _twins(subject: CheckContext) -> Iterator[Finding]:
    """Files that seem to be one work."""
    by_id: dict[str, list[tuple[PaperFacts, Keys]]] = defaultdict(list)
    by_title: dict[tuple[str, str], list[PaperFacts]] = defaultdict(list)
    for paper in _facts(subject):
        for identity, keys in _identities(paper):
            by_id[identity].append((paper, keys))
        by_title[title_key(paper.title.plain), family_key(paper.credited[0].name)].append(paper)
    told = set()
    for identity, papers in by_id.items():
        for paper, keys in papers[1:] if len({paper.slug for paper, _ in papers}) > 1 else ():
            first = papers[0][0]
            told.add((first.slug, paper.slug))
            sentence = f"{identity.partition(':')[2]} is also the {identity.partition(':')[0]} id of {first.file}"
            yield subject.in_content(_found("twin"), paper.file, keys, sentence, _one_file(first, paper))
    for same in by_title.values():
        for first, paper in pairwise(same):
            if (first.slug, paper.slug) not in told and _are_near(first, paper):
                sentence = f"has the title and the first author of {first.file}: are they one work?"
                hint = _one_file(first, paper)
                yield subject.in_content(_found("twin", "suggestion"), paper.file, ("title",), sentence, hint)


def _are_near(first: PaperFacts, second: PaperFacts) -> bool:
    return not (first.date and second.date) or abs(first.date.year - second.date.year) <= _TWINS


def _identities(paper: PaperFacts) -> Iterator[tuple[str, Keys]]:
    if paper.arxiv:
        yield f"arXiv:{_VERSION.sub('', paper.arxiv)}", ("arxiv",)
    if paper.doi:
        yield f"DOI:{paper.doi.casefold()}", ("doi",)
    yield from ((f"{kind}:{number}", ("ids", kind)) for kind, number in paper.ids.items() if kind not in _SHARED)


def _one_file(first: PaperFacts, second: PaperFacts) -> str:
    name = first.file.rpartition("/")[2]
    return f"if so, keep one file, with aliases: [{second.slug}] if it is {name}, and delete the other"


def _gaps(subject: CheckContext, paper: Paper) -> Iterator[Finding]:
    """The gaps: what a reader, or a search engine, will look for and not find."""
    if paper.updated and paper.updated[: _depth(paper)] < paper.date[: _depth(paper)]:
        sentence = f"lies before the date of first publication, {paper.date.iso}"
        yield subject.in_content(_found("dates"), paper.file, ("updated",), sentence, "correct one of the two")
    if paper.type not in _READ or paper.hidden or paper.state.is_unpublished:
        return
    if paper.abstract is None:
        sentence = "has no abstract, which readers and Google Scholar look for"
        hint = "add abstract: |, and the text below it, indented"
        yield subject.in_content(_found("abstract", "suggestion"), paper.file, (), sentence, hint)
    if not _is_reachable(paper):
        sentence = "leads nowhere: no arxiv, no doi, no other id, and no link to the text"
        hint = "add one of them, such as links: {pdf: https://…}, or a file of content/"
        yield subject.in_content(_found("unreachable", "suggestion"), paper.file, (), sentence, hint)


def _states(subject: CheckContext, paper: Paper) -> Iterator[Finding]:
    """A paper that is said not to have appeared, and has a place where it did."""
    venue = paper.venue
    appearance = paper.doi if paper.has_own_doi else (venue.volume or venue.pages) if venue else ""
    if appearance and paper.state.is_unpublished:
        sentence = f"is {paper.status}, and yet there is where it appeared ({appearance})"
        hint = "if it has appeared, delete the line, and see that date and venue are those of its appearance"
        yield subject.in_content(_found("status", "suggestion"), paper.file, ("status",), sentence, hint)


def _kinds(subject: CheckContext, paper: Paper) -> Iterator[Finding]:
    """A type of work that the venue's name contradicts, or that only a person can tell."""
    name = paper.venue.name.plain if paper.venue else ""
    status, rest = venues.stated(name)
    if status and not paper.status:
        sentence = f'"{name}" is no venue: it says what has become of the paper'
        hint = f"write status: {status}" + (f", and venue: {rest}" if rest else ", and delete this")
        yield subject.in_content(_found("status", "suggestion"), paper.file, ("venue",), sentence, hint)
        return
    if paper.type != "article" or not name:
        return
    is_written = "type" in subject.document(paper.file).data
    kind = venues.kind(name) if is_written else venues.likely(name)
    if kind in _TYPES:
        sentence = f'"{name}" looks like {_TYPES[kind][0]}, and this is cited as an article of a journal'
        hint = f"if it is, write type: {_TYPES[kind][1]}" + ("" if is_written else "; if not, type: article")
        keys = ("type",) if is_written else ("venue",)
        yield subject.in_content(_found("type", "suggestion"), paper.file, keys, sentence, hint)


def _depth(paper: Paper) -> int:
    """The precision that `date` and `updated` share: year, month, day."""
    return 3 if paper.updated and paper.updated.day and paper.date.day else 1


def _is_reachable(paper: Paper) -> bool:
    links = paper.links
    return bool(paper.arxiv or paper.doi or paper.ids or links.pdf or links.html or links.other or links.project)


def _leftovers(subject: CheckContext) -> Iterator[Finding]:
    """Drafts, figures that nobody shows, news of what is hidden, an address that was never set."""
    for paper in subject.drafts:
        sentence = "is a draft, so it is not published"
        hint = "when it is ready, delete the line"
        yield subject.in_content(_found("draft", "suggestion"), paper.file, ("draft",), sentence, hint)
    named = {*subject.content.files, *(name for paper in subject.drafts for _, name in paper_files(paper))}
    for name in walk(subject.root / "content" / "figures"):
        if f"figures/{name}" not in named:
            hint = f"name it under figures: in the paper ({name.partition('/')[0]}), or delete it"
            kind = _found("unused", "suggestion")
            yield subject.in_file(kind, f"content/figures/{name}", "is named by no paper, so it is not published", hint)
    hidden = {paper.slug for paper in subject.facts if paper.hidden}
    for index, item in enumerate(subject.document(NEWS).data or () if subject.content.news else ()):
        if item.get("paper") in hidden:
            sentence = f'leads to "{item["paper"]}", which is hidden everywhere else'
            hint = "delete this line, or hidden: true in the paper"
            yield subject.in_content(_found("news"), NEWS, (index, "paper"), sentence, hint)
    yield from _pdfs(subject)
    config = subject.content.config
    if is_of_this_machine(config.base_url):
        sentence = f"{config.base_url} is this machine, or one of its own network: nobody else can follow its links"
        hint = "write the address the site will have"
        yield subject.in_content(_found("machine"), config.file, ("base_url",), sentence, hint)
    if is_nobodys(config.base_url):
        sentence = f"{config.base_url} is nobody's address, and search engines and feed readers are sent there"
        hint = "write the address the site will have; until then `sitegen deploy` publishes nothing"
        yield subject.in_content(_found("address", "suggestion"), config.file, ("base_url",), sentence, hint)


def _pdfs(subject: CheckContext) -> Iterator[Finding]:
    """Files of the site that are called PDF and are none."""
    for paper in subject.facts:
        for keys, name in paper.files:
            if name.lower().endswith(".pdf") and not _is_pdf(subject, name):
                sentence = f"content/{name} is no PDF, though its name says so: readers cannot open it"
                hint = "put the PDF itself there, or correct the name"
                yield subject.in_content(_found("pdf", "error"), paper.file, keys, sentence, hint)
    named = {name for paper in subject.facts for _, name in paper.files}
    for name in subject.content.files:
        if name.lower().endswith(".pdf") and name not in named and not _is_pdf(subject, name):
            sentence = "is no PDF, though its name says so: readers cannot open it"
            yield subject.in_file(_found("pdf", "error"), f"content/{name}", sentence, "put the PDF itself there")


def _is_pdf(subject: CheckContext, name: str) -> bool:
    """Whether a file begins as a PDF does: readers look for its mark within the first kilobyte."""
    try:
        with (subject.root / "content" / name).open("rb") as opened:
            return b"%PDF" in opened.read(1024)
    except OSError:
        return True  # that it cannot be read is told by whoever reads it


def unusable(subject: CheckContext) -> Iterator[Finding]:
    """Yield what no deploy may publish: an address that cannot work, and PDFs that are none."""
    config = subject.content.config
    if is_of_this_machine(config.base_url) or is_nobodys(config.base_url):
        sentence = f"{config.base_url} is no address at which anybody else finds the site"
        hint = "write the address the site will have"
        yield subject.in_content(_found("address", "error"), config.file, ("base_url",), sentence, hint)
    yield from _pdfs(subject)


def is_of_this_machine(address: str) -> bool:
    """Whether an address is of this machine, or of a network that only its neighbours are in."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa"))
