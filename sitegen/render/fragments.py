"""One paper, rendered once: every piece of it that lists, feeds and exports are joined from.

In: an entry and the site's options, never the page that a piece lands on. Out: `Fragments`.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache, partial
from typing import Any

from markupsafe import Markup

from sitegen.cite import apa, coins
from sitegen.cite.formats import Citation
from sitegen.model import NO_DATE, Date, Paper, PaperType
from sitegen.outputs import atom, jsonfeed, search
from sitegen.records import NamedTuple, dataclass
from sitegen.render import paperview
from sitegen.render.byline import Wording, byline, pieces
from sitegen.render.facets import FacetKeys, facet_keys, keys
from sitegen.render.later import Later, elements
from sitegen.render.marks import of_editors, signs
from sitegen.render.page_context import RenderContext
from sitegen.render.theme import Deferred
from sitegen.render.views import FigureView, Panel, YearGroup
from sitegen.site.graph import CROWD, SitePaper
from sitegen.site.tally import Cited

_SPLIT = "\x00"
"""Stands for the author line while a row is rendered; no text of the content holds it."""
HELD = 32 << 20
"""Bytes of packed fragments that a process keeps unpacked: some thousand papers, whom lists name again and again."""
AT_ONCE = 200
"""Papers of a list, at most, that is one text while it is rendered."""
MANY = 8000
"""Papers, at most, of which some stay unpacked for good."""
RECENT = 500
"""Papers that stay unpacked until so many others have been: a page goes through its list several times."""


class CitedPaper(NamedTuple):
    """A paper as a curriculum vitae lists it: its reference with the owner's name in bold, for sites that have one."""

    type: PaperType
    title: str
    html: str
    plain: str


class Fragments(NamedTuple):
    """The pieces of one paper. `row` and `line` are what stands before and after the author line, and so is `mention`
    of a crowd's paper, for the pages of those who are known from nothing else.

    `people` are the slugs of the authors, in order, nothing where a name leads nowhere. Of a crowd, entries of feeds
    and exports name only the first; the paper's own files name everyone. `exports` are in the order of the table
    of formats. What the site does not make is empty. `citations` are count, source and date, of sites that show them.
    """

    slug: str
    changed: tuple[int, int, int]
    facets: FacetKeys
    row: tuple[str, str]
    line: tuple[str, str]
    mention: tuple[str, str]
    names: tuple[str, ...]
    people: tuple[str | None, ...]
    total: int | None
    and_others: bool
    url: str
    exports: tuple[str, ...]
    atom: str
    jsonfeed: str
    search: tuple[str, str]
    cited: CitedPaper | None
    citations: tuple[int, str, tuple[int, int, int]] | None

    @property
    def counted(self) -> Cited | None:
        """How often the paper was cited, of sites that show it."""
        return Cited(*self.citations[:2], Date(*self.citations[2])) if self.citations else None

    def listed(self, form: str, focus: Collection[str], wording: Wording) -> str:
        """Return the paper as an item of a list: `row`, `line` or `mention`, with the people in `focus` emphasised."""
        head, tail = {"row": self.row, "line": self.line, "mention": self.mention}[form]
        line = byline(
            self.names,
            self.positions(focus),
            wording,
            total=self.total,
            and_others=self.and_others,
            elsewhere=self.url,
        )
        return f"{head}{line}{tail}"

    def positions(self, focus: Collection[str]) -> tuple[int, ...]:
        """Return where in the author line the people in `focus` stand."""
        return tuple([number for number, slug in enumerate(self.people) if slug in focus])

    def packed(self) -> bytes:
        """Return the fragments as bytes."""
        cited = tuple(self.cited) if self.cited else None
        return marshal.dumps((*self[:2], tuple(self.facets), *self[3:-2], cited, self.citations), 2)


def unpacked(data: bytes) -> Fragments:
    """Return the fragments that were packed."""
    values = marshal.loads(data)  # noqa: S302 - the store has checked that these are bytes of ours
    cited = CitedPaper(*values[-2]) if values[-2] else None
    return Fragments._make((*values[:2], FacetKeys(*values[2]), *values[3:-2], cited, values[-1]))


@dataclass(frozen=True, slots=True)
class PaperList:
    """The fragments of some papers, in their order; `digest` stands for all of them."""

    slugs: tuple[str, ...]
    digest: bytes
    _digests: Mapping[str, bytes] = field(compare=False, repr=False)
    _fragments: Mapping[str, Fragments] = field(compare=False, repr=False)

    def __iter__(self) -> Iterator[Fragments]:
        return map(self._fragments.__getitem__, self.slugs)

    def __len__(self) -> int:
        return len(self.slugs)

    def first(self, count: int) -> PaperList:
        """Return the first so many of them."""
        return self if len(self.slugs) <= count else paper_list(self.slugs[:count], self._digests, self._fragments)

    def listed(self, slugs: Iterable[str], form: str, people: Collection[str], wording: Wording) -> Iterator[str]:
        """Yield some of the papers as items of a list, with `people` emphasised."""
        return (self._fragments[slug].listed(form, people, wording) for slug in slugs)

    def joined(self, form: str, focus: Collection[str], wording: Wording) -> Markup:
        """Return papers as the items of a list."""
        people = frozenset(focus)
        return Markup("".join([paper.listed(form, people, wording) for paper in self]))  # noqa: S704 - rendered templates


def year_groups(
    papers: PaperList, form: str, focus: Collection[str], context: RenderContext, later: Later | None = None
) -> tuple[YearGroup, ...]:
    """Return papers, newest first, as items of a list under their years; those without a date under a word for it.

    On a page with `later` parts, the years of a long list are such parts.
    """
    groups: dict[str, list[str]] = {}
    people = frozenset(focus)
    long = later if len(papers) > AT_ONCE else None
    for paper in papers:
        item = paper.slug if long else paper.listed(form, people, context.wording)
        groups.setdefault(paper.facets.year, []).append(item)

    def rows(items: Sequence[str]) -> Markup:
        if long is None:
            return Markup("".join(items))  # noqa: S704 - joined from rendered templates
        listed = partial(papers.listed, items, form, people, context.wording)
        return long.mark(listed, {element for item in listed() for element in elements(item)})

    return tuple(
        YearGroup(year or str(context.words["undated"]), len(items), "row" if form == "row" else "line", rows(items))
        for year, items in groups.items()
    )


def paper_list(slugs: Sequence[str], digests: Mapping[str, bytes], fragments: Mapping[str, Fragments]) -> PaperList:
    """Return a list of papers, whose fragments are known by `digests`."""
    whole = hashlib.blake2b(b"".join([digests[slug] for slug in slugs]), digest_size=16)
    return PaperList(tuple(slugs), whole.digest(), digests, fragments)


def shown_everywhere(entry: SitePaper, context: RenderContext) -> dict[str, Any]:
    """Return what the page of a paper shows of it, and lists too; made once for both."""
    paper = entry.paper
    links = Deferred(partial(paperview.links, entry, context.here))
    return {
        "entry": entry,
        "paper": paper,
        "marks": Deferred(partial(paperview.badges, paper, context.words)),
        "venue_text": paperview.venue_text(paper),
        "venue": Deferred(partial(paperview.venue_mark, entry)),
        "links": links,
        "doors": links,  # its old name
    }


def fragments(entry: SitePaper, context: RenderContext, whole: Citation, everywhere: Mapping[str, Any]) -> Fragments:
    """Return every piece of one paper; `whole` is it as it is cited, with everyone who wrote it.

    `everywhere` is what `shown_everywhere` returns of it.
    """
    paper, cited = entry.paper, cut(entry)
    citations = paper.citations if "citations" in context.config.numbers else None
    shown = {
        **everywhere,
        "keys": Deferred(partial(keys, entry)),
        "citations": citations,
        "byline": Markup(_SPLIT),  # noqa: S704 - a constant
        "coins": Deferred(partial(coins.context_object, cited.cited, whole.address)),
    }
    figures = Deferred(partial(_panels, paper, context))
    row = context.template("row.html")(**shown, figures=figures, tile=Deferred(partial(paperview.tile, paper)))
    line = context.template("line.html")
    mention = line(**{**shown, "coins": "", "doors": ()}) if len(entry.people) > CROWD else _SPLIT
    makes = context.makes
    citation = whole if cited is entry else citation_of(cited, context)
    return Fragments(
        slug=entry.slug,
        changed=(*entry.facts.changed,),
        facets=facet_keys(entry),
        row=_halves(row, "row.html"),
        line=_halves(line(**shown), "line.html"),
        mention=_halves(mention, "line.html"),
        names=of_editors(_names(entry, context), entry, context.words),
        people=tuple(person.slug if person else None for person in entry.people),
        total=paper.authors_total,
        and_others=paper.and_others,
        url=context.at.paper(paper.slug),
        exports=exports(citation, context),
        atom=atom.entry(cited, context.at) if makes("atom") else "",
        jsonfeed=jsonfeed.item(cited, context.at) if makes("json-feed") else "",
        search=search.item(entry, _pdf(entry, context)) if makes("search") else ("", ""),
        cited=_cited(entry, context.config.owner) if context.has_cv else None,
        citations=(citations.count, citations.source or "", (*(citations.date or NO_DATE),)) if citations else None,
    )


def _panels(paper: Paper, context: RenderContext) -> tuple[tuple[FigureView, Panel], ...]:
    """Return the first pictures of a paper, each with its figure."""
    pairs = [(figure, panel) for figure in paperview.figures(paper, context.here) for panel in figure.panels]
    return tuple(pairs[:4])


def _names(entry: SitePaper, context: RenderContext) -> tuple[str, ...]:
    """Return the names of a paper's authors, with the sign of those who contributed equally."""
    has_equal = any(author.equal for author in entry.facts.credited)
    return pieces(entry, context.at, signs(context.words, "equal") if has_equal else {})


def _pdf(entry: SitePaper, context: RenderContext) -> str:
    target = paperview.pdf_target(entry.paper)
    return context.at.target(target) if target else ""


def _cited(entry: SitePaper, owner: str | None) -> CitedPaper:
    own = [index for index, person in enumerate(entry.people) if person is not None and person.slug == owner]
    reference = apa.reference(entry.cited, own)
    return CitedPaper(entry.facts.type, entry.facts.title.plain, reference.html, reference.plain)


def citation_of(entry: SitePaper, context: RenderContext) -> Citation:
    """Return a paper as it is cited."""
    url = context.at.absolute(context.at.paper(entry.slug))
    return Citation(entry.cited, entry.cite_key, url, context.config.macros, context.config.bib)


def exports(cited: Citation, context: RenderContext) -> tuple[str, ...]:
    """Return a paper in each format of the table; empty where the site does not make it, or not in this language."""
    if context.config.folder:
        return ("",) * len(context.formats)
    return tuple(item.one(cited) if context.makes(item.facts.name) else "" for item in context.formats)


def cut(entry: SitePaper) -> SitePaper:
    """Return the paper as lists cite it: of a crowd only the first authors, and how many there are."""
    facts = entry.facts
    if len(facts.credited) <= CROWD:
        return entry
    paper = entry.paper
    total = max(len(paper.authors), paper.authors_total or 0)
    shorter = replace(paper, authors=paper.authors[:CROWD], authors_total=total)
    cited = replace(entry.cited, authors=paper.authors[:CROWD], authors_total=total)
    return replace(
        entry,
        facts=replace(facts, authors=facts.authors[:CROWD], authors_total=total),
        people=entry.people[:CROWD],
        read=lambda _: shorter,
        read_cited=lambda _: cited,
    )


def _halves(text: str, template: str) -> tuple[str, str]:
    head, split, tail = text.partition(_SPLIT)
    if not split or _SPLIT in tail:
        raise ValueError(f"{template} must hold {{{{ byline }}}} exactly once")
    return head, tail


class FragmentSource(Mapping[str, Fragments]):
    """The fragments of every paper by its slug, taken out of the store.

    The first `HELD` bytes stay in memory: several lists of all papers are gone through in one order, and each would
    find that just those are gone which it begins with. Of more than `MANY` papers they would be a small part, and none
    stay; but the `RECENT` ones do, whatever the number.
    """

    def __init__(self, digests: Mapping[str, bytes], stored: Callable[[str, bytes], bytes]) -> None:
        """`stored` returns the fragments of a paper, by its slug and the digest that they should have."""
        self._digests, self._stored = digests, stored
        self._made: dict[str, Fragments] = {}
        self._left = HELD if len(digests) <= MANY else 0
        self._recent = lru_cache(maxsize=RECENT)(self._taken)

    def __getitem__(self, slug: str) -> Fragments:
        return self._made.get(slug) or self._recent(slug)

    def _taken(self, slug: str) -> Fragments:
        packed = self._stored(slug, self._digests[slug])
        fragments = unpacked(packed)
        if len(packed) <= self._left:
            self._left -= len(packed)
            self._made[slug] = fragments
        return fragments

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)
