"""What of a site is as it was, when its content was edited: its people, or all that connects its papers.

In: two contents, before and after. Out: yes or no. Compares values, and is quick where they are the same objects.
"""

from __future__ import annotations

from dataclasses import replace

from sitegen.model import Content, Paper

WORDS = ("abstract", "comments", "summary", "note", "figures", "keywords", "citations", "license", "extra")
"""Fields of a paper that connect it with nothing."""


def is_alike(content: Content, before: Content) -> bool:
    """Tell whether two contents differ in nothing that connects papers and people."""
    if (content.config, content.authors) != (before.config, before.authors):
        return False
    if len(content.papers) != len(before.papers):
        return False
    pairs = ((one, other) for one, other in zip(content.papers, before.papers, strict=True) if one is not other)
    return all(_without_words(one) == _without_words(other) for one, other in pairs)


def have_same_names(content: Content, before: Content) -> bool:
    """Tell whether two contents differ in nothing that tells who wrote what."""
    if (content.config.author_pages, content.authors) != (before.config.author_pages, before.authors):
        return False
    return list(map(_signed, content.papers)) == list(map(_signed, before.papers))


def _signed(paper: Paper) -> tuple[object, ...]:
    return paper.file, paper.slug, paper.date, paper.hidden, paper.authors, paper.editors


def _without_words(paper: Paper) -> Paper:
    nothing = Paper(slug="", file="", title=paper.title, authors=(), date=paper.date)
    return replace(paper, **{name: getattr(nothing, name) for name in WORDS})
