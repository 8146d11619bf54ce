"""The field's nouns: paper, author, venue, figure, version, site.

What a person writes in `content/`, once it has been read and checked. Every object is complete when it is made and
never changes. A field that carries a meaning (the text in its `Annotated`) is a YAML key of the same name (a final
underscore is dropped: `not_` is `not`); loading, checking, JSON Schema and `content/README.md` follow from it.
A field without a meaning is not a key: the loader fills it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, NamedTuple


class Form(NamedTuple):
    """How a value is written in YAML: the name of its reader in `content/schema`."""

    name: str


class Date(NamedTuple):
    """A date as exactly as it is known: `month` and `day` are 0 where nobody said. Sorts by time."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """`2022`, `2022-04` or `2022-04-29`."""
        if not self.month:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Text:
    """One field of prose: as written, and as it is shown.

    `html` is safe to put into an element; `plain` is clean Unicode (no markup, no command, no dollar sign) for
    everything that is not HTML; `has_maths` says that `html` holds MathML.
    """

    source: str
    html: str
    plain: str
    has_maths: bool = False


Phrase = Annotated[Text, Form("phrase")]
"""One line of LaTeX text: a title, a caption."""
Abstract = Annotated[Text, Form("abstract")]
"""Paragraphs of LaTeX in Markdown, as arXiv and .bib files have them."""
Prose = Annotated[Text, Form("prose")]
"""Markdown: a biography, a note."""
When = Annotated[Date, Form("date")]
Flag = Annotated[bool, Form("flag")]
Count = Annotated[int, Form("count")]
Word = Annotated[str, Form("word")]
"""Plain text on one line; not converted, escaped where it is shown."""
Name = Annotated[str, Form("name")]
"""A person's name as spelled: LaTeX accents are decoded, nothing else changes."""
Orcid = Annotated[str, Form("orcid")]
Doi = Annotated[str, Form("doi")]
ArxivId = Annotated[str, Form("arxiv")]
Email = Annotated[str, Form("email")]
Url = Annotated[str, Form("url")]
"""An http(s) address."""
BaseUrl = Annotated[str, Form("base_url")]
"""The http(s) address of a whole site; ends in a slash."""
Target = Annotated[str, Form("target")]
"""Where a link leads: http(s), mailto, or a file relative to `content/`."""
File = Annotated[str, Form("file")]
"""A file relative to `content/`."""
Slug = Annotated[str, Form("slug")]
Path = Annotated[str, Form("path")]
"""A path of the site, from its top: `old/page`."""
Place = Annotated[str, Form("place")]
"""A path of the site, or an http(s) or mailto address."""
Macro = Annotated[str, Form("macro")]
"""Name of a LaTeX macro, without its backslash."""
Language = Annotated[str, Form("language")]
"""A BCP 47 language tag."""

PaperType = Literal[
    "article", "inproceedings", "preprint", "book", "chapter", "thesis", "report", "dataset", "software", "patent",
    "talk", "other",
]  # fmt: skip
Status = Literal["published", "preprint", "accepted", "withdrawn", "retracted"]

_NOTHING: Mapping[str, Any] = {}


def _nothing() -> Mapping[str, Any]:
    return _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorship:
    """One author's place on one paper."""

    name: Annotated[Name, "The name as it stands on the paper."]
    author: Annotated[Slug | None, "Slug of the person's file in `authors/`, when the name alone does not tell."] = None
    orcid: Annotated[Orcid | None, "ORCID iD, bare or as an address."] = None
    affiliations: Annotated[tuple[Word, ...], "Institutions on this paper. `affiliation` with one text does too."] = ()
    equal: Annotated[Flag, "Contributed equally with the others so marked."] = False
    corresponding: Annotated[Flag, "Corresponding author."] = False
    email: Annotated[Email | None, "Address for correspondence about this paper."] = None
    note: Annotated[Word | None, "Anything else the paper says of this author."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where a paper appeared. A text alone is its name."""

    name: Annotated[Phrase, "Journal, proceedings, publisher's series, university."]
    short: Annotated[Phrase | None, "Short name, for badges: `NeurIPS`."] = None
    volume: Annotated[Word | None, "Volume."] = None
    issue: Annotated[Word | None, "Issue or number."] = None
    pages: Annotated[Word | None, "Page range or article number: `1--20`, `1-20`, `e17`."] = None
    publisher: Annotated[Word | None, "Publisher."] = None
    place: Annotated[Word | None, "Where the conference was, or the publisher is."] = None
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
        default_factory=_nothing
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
    authors: Annotated[tuple[Authorship, ...], "Everyone, in order; each a name or a mapping."]
    authors_total: Annotated[Count | None, "Number of authors when only the paper lists them all."] = None
    date: Annotated[When, "First publication: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."]
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
        Mapping[str, Word], "Ids elsewhere: `openalex s2 dblp acl openreview inspire pubmed pmcid hal isbn` …"
    ] = field(default_factory=_nothing)
    links: Annotated[Links, "Where else it lives, by kind."] = Links()
    figures: Annotated[tuple[Figure, ...], "Figures, in order; the first is the thumbnail."] = ()
    topics: Annotated[tuple[Word, ...], "Topics; each has a page."] = ()
    arxiv_categories: Annotated[tuple[Word, ...], "arXiv categories, as pulled; the first is the primary one."] = ()
    keywords: Annotated[tuple[Word, ...], "Keywords, as pulled."] = ()
    awards: Annotated[tuple[Word, ...], "Prizes."] = ()
    status: Annotated[Status | None, "`withdrawn` and `retracted` are marked wherever the paper appears."] = None
    selected: Annotated[Flag, "Shown first on the owner's page."] = False
    summary: Annotated[Prose | None, "What it says, in one line."] = None
    note: Annotated[Prose | None, "A remark."] = None
    citations: Annotated[Citations | None, "Citation count, with its source and date."] = None
    license: Annotated[Word | None, "SPDX id, or the licence's address."] = None
    macros: Annotated[Mapping[Macro, Word], "LaTeX macros of this paper: name without backslash, and its body."] = (
        field(default_factory=_nothing)
    )
    bibtex: Annotated[Bibtex, "Overrides of the BibTeX entry."] = Bibtex()
    aliases: Annotated[tuple[Slug, ...], "Old slugs; each redirects here."] = ()
    hidden: Annotated[Flag, "Has its page, but is listed nowhere."] = False
    draft: Annotated[Flag, "Built only with `--drafts`."] = False
    extra: Annotated[Mapping[str, Any], "Anything; handed to themes."] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person the site knows more of than a name: `content/authors/<slug>.yaml`."""

    slug: str
    file: str
    name: Annotated[Name, "The name to show."]
    names: Annotated[tuple[Name, ...], "Other spellings; any of them ties a paper's author to this person."] = ()
    not_: Annotated[tuple[Slug, ...], "Slugs of papers that a namesake wrote."] = ()
    picture: Annotated[File | None, "Picture, relative to `content/`."] = None
    affiliation: Annotated[Word | None, "Institution."] = None
    position: Annotated[Word | None, "Position."] = None
    bio: Annotated[Prose | None, "Biography, Markdown."] = None
    email: Annotated[Email | None, "Address; shown."] = None
    orcid: Annotated[Orcid | None, "ORCID iD."] = None
    arxiv: Annotated[Word | None, "arXiv author id: `rutherford_e_1`."] = None
    openalex: Annotated[Word | None, "OpenAlex author id: `A5023888391`."] = None
    s2: Annotated[Word | None, "Semantic Scholar author id."] = None
    dblp: Annotated[Word | None, "DBLP person id."] = None
    openreview: Annotated[Word | None, "OpenReview profile id."] = None
    inspire: Annotated[Word | None, "INSPIRE author id."] = None
    scholar: Annotated[Word | None, "Google Scholar user id."] = None
    github: Annotated[Word | None, "GitHub user name."] = None
    mastodon: Annotated[Word | None, "Mastodon address: `@name@host`."] = None
    bluesky: Annotated[Word | None, "Bluesky handle."] = None
    linkedin: Annotated[Word | None, "LinkedIn user name."] = None
    website: Annotated[Url | None, "Home page elsewhere."] = None
    links: Annotated[tuple[OtherLink, ...], "Other links, each `{label, url}`."] = ()
    group: Annotated[Word | None, "Group on a lab site: PI, postdocs, students, alumni …"] = None
    order: Annotated[Count | None, "Place within the group."] = None
    since: Annotated[When | None, "Member since."] = None
    until: Annotated[When | None, "Member until."] = None
    former_slugs: Annotated[tuple[Slug, ...], "Old slugs; each redirects here."] = ()
    formerly: Annotated[tuple[Name, ...], "Former names: tie papers to this person and are published nowhere."] = ()
    extra: Annotated[Mapping[str, Any], "Anything; handed to themes."] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One entry of the site's menu."""

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
class DeployOptions:
    """Where the built site is pushed."""

    remote: Annotated[Word, "Git remote."] = "origin"
    branch: Annotated[Word, "Branch that holds the built site."] = "gh-pages"
    cname: Annotated[Word | None, "Own domain."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """The site itself: `content/site.yaml`."""

    file: str
    title: Annotated[Word, "The site's name."]
    description: Annotated[Word | None, "One sentence about it."] = None
    base_url: Annotated[BaseUrl, "The address the site will have; its path is honoured everywhere."]
    language: Annotated[Language, "Language of the pages, as a BCP 47 tag."] = "en"
    owner: Annotated[Slug | None, "Author slug of a one-person site; without it the site is a lab's."] = None
    theme: Annotated[Slug, "Theme."] = "folio"
    theme_options: Annotated[Mapping[str, Any], "Options of the theme."] = field(default_factory=_nothing)
    nav: Annotated[tuple[NavItem, ...], "Menu, each `{label, url}`; the theme's own when left out."] = ()
    macros: Annotated[Mapping[Macro, Word], "LaTeX macros of all papers: name without backslash, and its body."] = (
        field(default_factory=_nothing)
    )
    author_pages: Annotated[
        Literal["all", "people"], "Who has a page: everyone, or only people with a file in `authors/`."
    ] = "all"
    feed: Annotated[FeedOptions, "Options of the feeds."] = FeedOptions()
    pull: Annotated[PullOptions, "Options of `sitegen pull`."] = PullOptions()
    pictures: Annotated[PictureOptions, "Limits for reading pictures."] = PictureOptions()
    alerts: Annotated[AlertOptions, "Options of `sitegen alert`."] = AlertOptions()
    deploy: Annotated[DeployOptions, "Options of `sitegen deploy`."] = DeployOptions()
    redirects: Annotated[Mapping[Path, Place], "Old path of the site, and where it leads now."] = field(
        default_factory=_nothing
    )
    extra: Annotated[Mapping[str, Any], "Anything; handed to themes."] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage:
    """A Markdown page: `content/pages/<slug>.md`. The keys stand in its front matter."""

    slug: str
    file: str
    body: Text
    title: Annotated[Word, "Title of the page."]
    nav: Annotated[Flag, "Stands in the menu."] = False
    order: Annotated[Count | None, "Place in the menu."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One item of `content/news.yaml`."""

    date: Annotated[When, "When."]
    text: Annotated[Prose, "What, in Markdown."]
    paper: Annotated[Slug | None, "Slug of the paper it is about."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All of `content/`, read and checked. Papers and authors are sorted by slug.

    `files` are the slash paths, relative to `content/`, of every file that a page may show or link: all of
    `assets/`, and what papers and authors name.
    """

    config: SiteConfig
    papers: tuple[Paper, ...]
    authors: tuple[Author, ...]
    pages: tuple[FreePage, ...]
    news: tuple[News, ...]
    files: tuple[str, ...]
