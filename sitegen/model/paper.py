"""A paper, and what it is made of: who wrote it, where it appeared, its links and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any, Literal

from sitegen.model.forms import (
    NO_DATE,
    NO_TEXT,
    Abstract,
    ArxivId,
    Count,
    Doi,
    Email,
    File,
    Flag,
    Label,
    Language,
    Macro,
    Name,
    NamePart,
    Orcid,
    Phrase,
    Prose,
    Slug,
    Target,
    Url,
    When,
    Word,
    nothing,
)
from sitegen.model.status import STATUSES, Status, StatusFacts
from sitegen.records import dataclass

PaperType = Literal[
    "article", "inproceedings", "preprint", "book", "chapter", "thesis", "report", "dataset", "software", "patent",
    "talk", "other",
]  # fmt: skip

ARXIV_DOI = "10.48550/arxiv."
"""How the DOIs begin that arXiv gives, in small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorship:
    """One author's place on one paper: a name, or its parts, or whose it is."""

    name: Annotated[Name, "The name as it stands on the paper: `Given Family`, or `Family, Given`."] = ""
    given: Annotated[NamePart | None, "Given names, where a program could not tell them from the name."] = None
    particle: Annotated[
        NamePart | None, "What stands before the family name and does not count in order: `van der`."
    ] = None
    family: Annotated[NamePart | None, "Family name, whole: `García Márquez`."] = None
    suffix: Annotated[NamePart | None, "`Jr.`, `III`."] = None
    group: Annotated[Flag, "The name is a group's or an institution's, and is never split."] = False
    family_first: Annotated[Flag, "Shown with the family name first, as in Hungary. Han, Kana and Hangul are."] = False
    author: Annotated[Slug | None, "Slug of the person's file in `authors/`, when the name alone does not tell."] = None
    orcid: Annotated[Orcid | None, "ORCID iD, bare or as an address."] = None
    ids: Annotated[
        Mapping[str, Word], "Ids of the person elsewhere: `openalex s2 dblp openreview inspire hal arxiv scholar`."
    ] = field(default_factory=nothing)
    affiliations: Annotated[tuple[Word, ...], "Institutions on this paper. `affiliation` with one text does too."] = ()
    equal: Annotated[Flag, "Contributed equally with the others so marked."] = False
    corresponding: Annotated[Flag, "Corresponding author."] = False
    email: Annotated[Email | None, "Address for correspondence about this paper."] = None
    note: Annotated[Word | None, "Anything else the paper says of this author."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where a paper appeared. A text alone is its name."""

    name: Annotated[
        Phrase, "Journal, proceedings, book or university. Books, theses, reports, data and software need none."
    ] = NO_TEXT
    short: Annotated[Phrase | None, "Short name, for badges: `NeurIPS`."] = None
    series: Annotated[Label | None, "Series that the book or the proceedings are in."] = None
    volume: Annotated[Word | None, "Volume."] = None
    issue: Annotated[Word | None, "Issue or number."] = None
    pages: Annotated[Word | None, "Page range or article number: `1--20`, `1-20`, `e17`."] = None
    publisher: Annotated[Label | None, "Publisher; LaTeX accents are decoded, as in `series` and `place`."] = None
    place: Annotated[Label | None, "Where the conference was, or the publisher is."] = None
    url: Annotated[Url | None, "Page of the journal, the proceedings or the conference."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One posted version of a preprint."""

    version: Annotated[Word, "`1`, `2` … or `v1`, `v2` …"]
    date: Annotated[When | None, "When it was posted."] = None
    comment: Annotated[Phrase | None, "The author's comment on it."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLink:
    """A link of no known kind."""

    label: Annotated[Word, "What the link says."]
    url: Annotated[Target, "Where it leads: an address, or a file relative to `content/`."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where else a paper lives. Each kind holds one target or a list of them."""

    pdf: Annotated[tuple[Target, ...], "The paper itself."] = ()
    html: Annotated[tuple[Target, ...], "The paper as a web page."] = ()
    code: Annotated[tuple[Target, ...], "Source code."] = ()
    data: Annotated[tuple[Target, ...], "Data."] = ()
    video: Annotated[tuple[Target, ...], "A recorded talk or demonstration."] = ()
    slides: Annotated[tuple[Target, ...], "Slides."] = ()
    poster: Annotated[tuple[Target, ...], "The poster."] = ()
    project: Annotated[tuple[Target, ...], "The project's page."] = ()
    blog: Annotated[tuple[Target, ...], "An article about it."] = ()
    demo: Annotated[tuple[Target, ...], "Something to try."] = ()
    model: Annotated[tuple[Target, ...], "A trained model."] = ()
    other: Annotated[tuple[OtherLink, ...], "Links of other kinds, each `{label, url}`."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a paper."""

    file: Annotated[tuple[File, ...], "Picture, relative to `content/`; a list of them for panels."]
    caption: Annotated[Phrase | None, "The caption, LaTeX allowed."] = None
    alt: Annotated[Word | None, "What the picture shows, for those who do not see it."] = None
    number: Annotated[Word | None, "Bare number in the paper: `2`, `2a`."] = None
    source: Annotated[Word | None, "Where the picture was taken from."] = None
    drafted: Annotated[Flag, "`alt` only repeats the caption: write a better one and delete this line."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """How often a paper was cited, by whose count and when."""

    count: Annotated[Count, "Number of citations."]
    source: Annotated[Word | None, "Who counted."] = None
    date: Annotated[When | None, "When."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibtex:
    """What the paper's BibTeX entry should say instead of what sitegen would."""

    key: Annotated[Word | None, "Citation key."] = None
    type: Annotated[Word | None, "Entry type, without the `@`."] = None
    fields: Annotated[Mapping[str, Word], "Fields to add or to replace, as LaTeX. An empty one is left out."] = field(
        default_factory=nothing
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One work, one file: `content/papers/[any/folders/]<slug>.yaml`."""

    slug: str
    file: str
    title: Annotated[Phrase, "Title; LaTeX maths and text macros allowed."]
    short: Annotated[Phrase | None, "Short title, for tiles, links and narrow places; the title up to its colon."] = (
        None
    )
    authors: Annotated[
        tuple[Authorship, ...], "Everyone, in order; each a name or a mapping. **Required** unless `editors` stand."
    ] = ()
    editors: Annotated[
        tuple[Authorship, ...], "Editors of a book, of proceedings, or of the book a chapter is in; as `authors`."
    ] = ()
    authors_total: Annotated[Count | None, "Number of authors when only the paper lists them all."] = None
    and_others: bool = False
    date: Annotated[
        When,
        "First publication: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. **Required** but for `submitted` and `in preparation`.",
    ] = NO_DATE
    updated: Annotated[When | None, "Latest version, in the same forms."] = None
    versions: Annotated[tuple[Version, ...], "arXiv v1 to vN."] = ()
    type: Annotated[PaperType, "Kind of work; `preprint` with nothing but an arXiv id, else `article`."] = "article"
    venue: Annotated[Venue | None, "Where it appeared: a name, or a mapping."] = None
    language: Annotated[Language | None, "Language of title and abstract (BCP 47), when it is not the site's."] = None
    abstract: Annotated[Abstract | None, "Abstract, Markdown with LaTeX."] = None
    comments: Annotated[Phrase | None, "The arXiv comment, shown as such."] = None
    arxiv: Annotated[ArxivId | None, "arXiv id, bare, versioned, or as an address."] = None
    doi: Annotated[Doi | None, "DOI, bare or as an address."] = None
    ids: Annotated[
        Mapping[str, Word], "Ids elsewhere: `openalex s2 dblp acl openreview inspire ads pubmed pmcid hal isbn` …"
    ] = field(default_factory=nothing)
    links: Annotated[Links, "Where else it lives, by kind."] = Links()
    figures: Annotated[tuple[Figure, ...], "Figures, in order; the first is the thumbnail."] = ()
    topics: Annotated[tuple[Word, ...], "Topics; each has a page."] = ()
    arxiv_categories: Annotated[tuple[Word, ...], "arXiv categories, as pulled; the first is the primary one."] = ()
    keywords: Annotated[tuple[Word, ...], "Keywords, as pulled."] = ()
    awards: Annotated[tuple[Word, ...], "Prizes."] = ()
    status: Annotated[
        Status | None,
        "State: `withdrawn` and `retracted` are marked wherever the paper appears; `accepted` (in press), `submitted` "
        "and `in preparation` are shown and cited as such.",
    ] = None
    selected: Annotated[Flag, "Shown first on the owner's page."] = False
    summary: Annotated[Prose | None, "What it says, in one line."] = None
    note: Annotated[Prose | None, "A remark."] = None
    citations: Annotated[Citations | None, "Citation count, with its source and date."] = None
    license: Annotated[Word | None, "SPDX id, or the licence's address."] = None
    macros: Annotated[Mapping[Macro, Word], "LaTeX macros of this paper: name without backslash, and its body."] = (
        field(default_factory=nothing)
    )
    bibtex: Annotated[Bibtex, "Overrides of the BibTeX entry."] = Bibtex()
    aliases: Annotated[tuple[Slug, ...], "Old slugs; each redirects here."] = ()
    hidden: Annotated[Flag, "Has its page, but is listed nowhere."] = False
    draft: Annotated[Flag, "Built only with `--drafts`."] = False
    extra: Annotated[Mapping[str, Any], "Anything; handed to themes."] = field(default_factory=nothing)

    @property
    def credited(self) -> tuple[Authorship, ...]:
        """Who made it: its authors; where it has none, its editors."""
        return self.authors or self.editors

    @property
    def state(self) -> StatusFacts:
        """What follows from its status."""
        return STATUSES[self.status] if self.status else STATUSES["published"]

    @property
    def stated(self) -> str:
        """How formats name its state: `In press`, `Retracted`; empty where it goes without saying.

        An accepted paper is in press until it has its volume, its pages or a publisher's DOI.
        """
        if self.status == "accepted" and (self.has_own_doi or (self.venue and (self.venue.volume or self.venue.pages))):
            return ""
        return self.state.cited

    @property
    def has_own_doi(self) -> bool:
        """Whether a publisher gave it a DOI; arXiv gives one to every preprint."""
        return bool(self.doi) and not str(self.doi).lower().startswith(ARXIV_DOI)

    @property
    def is_gone(self) -> bool:
        """Whether it was withdrawn or retracted."""
        return self.state.is_gone

    @property
    def has_more_authors(self) -> bool:
        """Whether the paper has authors who are not listed here."""
        return self.and_others or (self.authors_total or 0) > len(self.credited)
