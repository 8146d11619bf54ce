"""A person the site knows more of than a name: `content/authors/<slug>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any

from sitegen.model.forms import (
    ArxivAccount,
    BlueskyAccount,
    Count,
    DblpAccount,
    Email,
    File,
    Flag,
    GithubAccount,
    HalAccount,
    InspireAccount,
    LinkedinAccount,
    MastodonAccount,
    Name,
    NamePart,
    OpenalexAccount,
    OpenreviewAccount,
    Orcid,
    Prose,
    S2Account,
    ScholarAccount,
    Slug,
    Url,
    When,
    Word,
    nothing,
)
from sitegen.model.paper import OtherLink
from sitegen.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person the site knows more of than a name: `content/authors/<slug>.yaml`.

    `languages_of` has the language of each text, by its key, that stands there in several; `digest` stands for all that
    this was made of.
    """

    slug: str
    file: str
    languages_of: Mapping[str, str] = field(default_factory=nothing)
    digest: bytes = b""
    name: Annotated[Name, "The name to show."]
    given: Annotated[
        NamePart | None, "Given names, for all papers, where a program could not tell them from the name."
    ] = None
    particle: Annotated[
        NamePart | None, "What stands before the family name and does not count in order: `van der`."
    ] = None
    family: Annotated[NamePart | None, "Family name, whole, for all papers: `García Márquez`."] = None
    suffix: Annotated[NamePart | None, "`Jr.`, `III`."] = None
    family_first: Annotated[Flag, "Shown with the family name first, as in Hungary. Han, Kana and Hangul are."] = False
    names: Annotated[tuple[Name, ...], "Other spellings; any of them ties a paper's author to this person."] = ()
    hide_names: Annotated[Flag, "Do not show on their page under which other names papers were published."] = False
    not_: Annotated[tuple[Slug, ...], "Slugs of papers that a namesake wrote."] = ()
    picture: Annotated[File | None, "Picture, relative to `content/`."] = None
    affiliation: Annotated[Word | None, "Institution."] = None
    position: Annotated[Word | None, "Position."] = None
    bio: Annotated[Prose | None, "Biography, Markdown."] = None
    email: Annotated[Email | None, "Address; shown."] = None
    orcid: Annotated[Orcid | None, "ORCID iD."] = None
    arxiv: Annotated[ArxivAccount | None, "arXiv author id: `rutherford_e_1`."] = None
    openalex: Annotated[OpenalexAccount | None, "OpenAlex author id: `A5023888391`."] = None
    s2: Annotated[S2Account | None, "Semantic Scholar author id."] = None
    dblp: Annotated[DblpAccount | None, "DBLP person id."] = None
    openreview: Annotated[OpenreviewAccount | None, "OpenReview profile id."] = None
    inspire: Annotated[InspireAccount | None, "INSPIRE author id."] = None
    hal: Annotated[HalAccount | None, "idHAL: `ada-lovelace`."] = None
    zotero: Annotated[
        Word | None,
        "Zotero library of one's own papers: `users/475425`, `groups/12345`, `groups/12345/collections/ABCD2345`.",
    ] = None
    bibtex: Annotated[Url | None, "Address of a .bib file of one's own papers."] = None
    scholar: Annotated[ScholarAccount | None, "Google Scholar user id."] = None
    github: Annotated[GithubAccount | None, "GitHub user name."] = None
    mastodon: Annotated[MastodonAccount | None, "Mastodon address: `@name@host`, or that of the profile."] = None
    bluesky: Annotated[BlueskyAccount | None, "Bluesky handle: `ada.bsky.social`."] = None
    linkedin: Annotated[LinkedinAccount | None, "LinkedIn user name."] = None
    website: Annotated[Url | None, "Home page elsewhere."] = None
    links: Annotated[tuple[OtherLink, ...], "Other links, each `{label, url}`."] = ()
    group: Annotated[Word | None, "Group on a lab site: PI, postdocs, students, alumni …"] = None
    order: Annotated[Count | None, "Place within the group; groups stand in the order of their lowest."] = None
    since: Annotated[When | None, "Member since."] = None
    until: Annotated[When | None, "Member until; whoever has left is listed among the alumni."] = None
    former_slugs: Annotated[tuple[Slug, ...], "Old slugs; each redirects here."] = ()
    formerly: Annotated[tuple[Name, ...], "Former names: tie papers to this person and are published nowhere."] = ()
    extra: Annotated[Mapping[str, Any], "Anything; handed to themes."] = field(default_factory=nothing)
