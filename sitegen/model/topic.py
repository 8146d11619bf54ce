"""A topic that the site describes: what a research area is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any

from sitegen.model.forms import Count, File, Label, Prose, Text, Word, nothing
from sitegen.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchArea:
    """A topic with a text of its own: `content/topics/<slug>.md`. The keys stand in its front matter."""

    slug: str
    file: str
    body: Text
    title: Annotated[Word | None, "What it is called; when left out as its papers call it."] = None
    names: Annotated[
        tuple[Word, ...], "Other spellings: papers that have any of them among their `topics` belong to it."
    ] = ()
    summary: Annotated[Prose | None, "One or two sentences for lists, Markdown."] = None
    picture: Annotated[File | None, "Picture, relative to `content/`."] = None
    alt: Annotated[Word | None, "What the picture shows, for those who do not see it."] = None
    people: Annotated[tuple[Label, ...], "Who works on it: slugs of `authors/`, or names."] = ()
    order: Annotated[Count | None, "Place among the areas; those without stand last, by name."] = None
    extra: Annotated[Mapping[str, Any], "Anything; handed to themes."] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePicture:
    """The picture beside the text of the home page: keys at the top of `content/home.md`."""

    picture: Annotated[File, "Picture, relative to `content/`: of the group, of the building."]
    alt: Annotated[Word | None, "What it shows, for those who do not see it."] = None
    caption: Annotated[Prose | None, "Line below it, Markdown."] = None
