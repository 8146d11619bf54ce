"""Items of collections: talks, courses, projects … and what the site declares of each kind.

A kind has a folder `content/<kind>/` with a file an item, or a list in `content/<kind>.yaml`. Those of
`KNOWN_KINDS` are known without a word in `site.yaml`; a declaration there changes them or adds others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Annotated, Any, Literal

from sitegen.model.forms import (
    NO_DATE,
    Date,
    File,
    Flag,
    Instant,
    Label,
    Phrase,
    Prose,
    SchemaType,
    Slug,
    TimeZone,
    Word,
    nothing,
)
from sitegen.model.paper import Links
from sitegen.records import dataclass

NO_LINKS = Links()
FieldForm = Literal["text", "markdown", "date", "address", "number", "flag", "list"]
"""How the value of a declared field is written: one line, Markdown, a date, http(s), digits, true or false, lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionOptions:
    """One kind of items: what `collections` in `site.yaml` says of it."""

    lang: str = ""
    """The language of its title, where that stands in several."""
    title: Annotated[Word | None, "Heading of its list, and its word in the menu; the kind when left out."] = None
    fields: Annotated[
        Mapping[str, FieldForm],
        "Keys of its items beside those that all have, each `text`, `markdown`, `date`, `address`, `number`, `flag` or "
        "`list`.",
    ] = field(default_factory=nothing)
    pages: Annotated[Flag, "Each item has a page of its own; without, the list says all of it."] = True
    feed: Annotated[Flag, "The list has an Atom feed."] = True
    nav: Annotated[Flag, "The list stands in the menu."] = True
    type: Annotated[SchemaType | None, "Type in schema.org: `Event`, `Course`, `CreativeWork`."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One talk, course, project …: a file `content/<kind>/<slug>.yaml` or `.md`, or an entry of `content/<kind>.yaml`.

    `collection` is its kind, `fields` the declared keys by name, `position` where in its file it stands. `offsets` are
    the minutes that the time zone is ahead of UTC at the beginning and at the end.
    """

    collection: str
    file: str
    position: tuple[int, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=nothing)
    offsets: tuple[int, int] = (0, 0)
    slug: Annotated[Slug, "In a list: its slug; made of title and year when left out."] = ""
    title: Annotated[Phrase, "Title; LaTeX maths and macros are fine."]
    date: Annotated[Instant | None, "When: a day, or `2026-05-04T10:15`."] = None
    start: Annotated[Instant | None, "First day, or when it begins."] = None
    end: Annotated[Instant | None, "Last day, or when it ends."] = None
    timezone: Annotated[TimeZone | None, "Time zone of its times: `Europe/Berlin`; UTC when left out."] = None
    place: Annotated[Label | None, "Where."] = None
    people: Annotated[tuple[Label, ...], "Who: slugs of `authors/`, or names."] = ()
    papers: Annotated[tuple[Slug, ...], "Slugs of papers that it is about."] = ()
    links: Annotated[Links, "Links by kind, as a paper has them: `slides`, `video`, `code` …"] = NO_LINKS
    picture: Annotated[File | None, "Picture, relative to `content/`."] = None
    summary: Annotated[Prose | None, "One or two sentences, Markdown."] = None
    text: Annotated[Prose | None, "Text, Markdown; of an `.md` file what stands below its keys."] = None
    draft: Annotated[Flag, "Shown with `--drafts` only."] = False
    extra: Annotated[Mapping[str, Any], "Anything; handed to themes."] = field(default_factory=nothing)

    @property
    def began(self) -> Date:
        """The day it is sorted by: its date, or the first one."""
        when = self.date or self.start or self.end
        return when.date if when else NO_DATE

    @property
    def ended(self) -> Date:
        """The last day of it."""
        when = self.end or self.date or self.start
        return when.date if when else NO_DATE


def _known(schema: str, **fields: FieldForm) -> CollectionOptions:
    return CollectionOptions(type=schema, fields=fields)


KNOWN_KINDS: Mapping[str, CollectionOptions] = {
    "talks": _known("Event", event="text", role="text", audience="text"),
    "teaching": _known("Course", institution="text", code="text", level="text", term="text", role="text"),
    "projects": _known("ResearchProject", status="text", funder="text", role="text"),
    "theses": _known("Thesis", degree="text", institution="text", status="text"),
    "software": _known("SoftwareSourceCode", version="text", license="text", language="text", status="text"),
    "grants": _known("MonetaryGrant", funder="text", amount="text", number="text", role="text"),
    "press": _known("NewsArticle", outlet="text"),
    "posts": _known("BlogPosting"),
}
"""Kinds that need no declaration: their type in schema.org, and the keys of their items beside those of all."""
DATED = frozenset({"talks"})
"""Kinds whose list tells what is still to come from what was."""


def kinds_of(declared: Mapping[str, CollectionOptions]) -> Mapping[str, CollectionOptions]:
    """Return every kind there may be: those known, as the site changes them, and its own."""
    changed = {name: _merged(KNOWN_KINDS[name], options) for name, options in declared.items() if name in KNOWN_KINDS}
    return {**KNOWN_KINDS, **declared, **changed}


def _merged(known: CollectionOptions, own: CollectionOptions) -> CollectionOptions:
    return replace(own, fields={**known.fields, **own.fields}, type=own.type or known.type)
