"""Locate the words of a built page in the content, or in a template.

In: a page of the site, and an address or words on it. Out: the finding, at the line where somebody wrote them. Looks
for text, so that it finds what a converter has changed only by what is left of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, unquote, urlsplit

from sitegen.check.context import HEAD, PAPER, CheckContext, Kind
from sitegen.check.finding import Finding
from sitegen.content.document import MappingNode, Node, SequenceNode
from sitegen.content.load import CV, NEWS, SITE
from sitegen.content.topics import HOME
from sitegen.render.theme_chain import shown
from sitegen.site.pages import redirects

_SHORTEST = 4
"""Characters by which a part of an address is known again."""


def address(subject: CheckContext, pages: Sequence[str], written: str, kind: Kind, *sentences: str) -> Finding:
    """Return a finding about an address on built pages, at the line where it was written for the first of them.

    One that neither the content nor a template holds was put together: by the template, if it leads into the site.
    """
    files = tuple(sources(subject, pages[0]))
    forms = tuple(_forms(subject, written))
    at_words = place(subject, files, forms, kind, *sentences) or in_templates(subject, forms, kind, *sentences)
    if at_words:
        return at_words
    if written.startswith("http"):
        return subject.in_content(kind, files[0], (), *sentences)
    return subject.in_theme(kind, PAPER if all(path.startswith("papers/") for path in pages) else HEAD, *sentences)


def place(
    subject: CheckContext, files: Iterable[str], words: Iterable[str], kind: Kind, *sentences: str
) -> Finding | None:
    """Return a finding at the first place in `files` where one of the `words` stands; the first words count most."""
    words = tuple(words)
    for file in files:
        document = subject.document(file)
        for phrase in words:
            start = _find(document.text, phrase)
            if start >= 0:
                keys = () if file.endswith(".md") else _keys(document.root, start)
                finding = subject.in_content(kind, file, keys, *sentences)
                here = document.problem((), "", start=start)
                return finding._replace(problem=replace(finding.problem, line=here.line, column=here.column))
    return None


def sources(subject: CheckContext, path: str) -> Iterator[str]:
    """Yield the files of the content that a page is made from, the nearest first; `site.yaml` is always among them."""
    site, content = subject.site, subject.content
    for edition in content.translations:
        if path.startswith(edition.config.folder):
            path, content = path.removeprefix(edition.config.folder), edition
    folder, _, rest = path.partition("/")
    slug = rest.partition("/")[0]
    if folder == "papers" and slug in site.entries:
        yield site.entries[slug].facts.file
    person = site.people.get(slug) if folder == "authors" else site.owner if path == "index.html" else None
    if person and person.author:
        yield person.author.file
    yield from (page.file for page in content.pages if f"{page.slug}/index.html" == path)
    yield from (area.file for area in subject.content.areas if path == f"topics/{area.slug}/index.html")
    yield from _item_files(subject, folder, slug)
    if path == "index.html" and content.home:
        yield HOME.replace(".md", f".{content.home.lang}.md") if content.home.lang else HOME
    if folder == "cv" and subject.content.cv:
        yield CV
    yield from (redirect.source for redirect in redirects(site, subject.at) if redirect.path == path)
    yield SITE
    if subject.content.news:
        yield NEWS


def _item_files(subject: CheckContext, kind: str, slug: str) -> Iterator[str]:
    """Yield the file of an item; of the list of a kind those of all its items."""
    items = subject.site.items[kind].items if kind in subject.site.items else ()
    yield from dict.fromkeys(item.item.file for item in items if slug in {"index.html", item.slug})


def _find(text: str, words: str) -> int:
    """Return where words stand in a text, not as a part of longer ones; -1 when they do not."""
    match = re.search(rf"(?<![\w]){re.escape(words)}(?![\w])" if words[-1:].isalnum() else re.escape(words), text)
    return match.start() if match else -1


def _forms(subject: CheckContext, written: str) -> Iterator[str]:
    """Yield the ways in which somebody may have written an address, the longest first."""
    yield written
    yield html.escape(written)
    parts = urlsplit(written)
    whole = unquote(written)
    yield whole
    if not parts.netloc:
        inner = unquote(parts.path).removeprefix(subject.at.prefix)
        mark = f"#{parts.fragment}" if parts.fragment else ""
        folders = ("", *(edition.config.folder for edition in subject.content.translations))
        forms = [inner.removeprefix(folder) for folder in folders if inner.startswith(folder)]
        yield from (form for form in (*(form + mark for form in forms), *forms) if len(form) > 1)
        return
    yield whole.partition("://")[2]
    path = unquote(parts.path).strip("/")
    steps = path.split("/")
    tails = ["/".join(steps[start:]) for start in range(len(steps))]
    tails += [value for _, value in parse_qsl(parts.query)]
    yield from (tail for tail in tails if len(tail) >= _SHORTEST)


def _keys(node: Node | None, index: int) -> tuple[str | int, ...]:
    """Return the way to the innermost value that a character belongs to."""
    if isinstance(node, MappingNode):
        inside = [(name, value) for name, (key, value) in node.entries.items() if key.start <= index]
        return (inside[-1][0], *_keys(inside[-1][1], index)) if inside else ()
    if isinstance(node, SequenceNode):
        before = [number for number, item in enumerate(node.items) if item.start <= index]
        return (before[-1], *_keys(node.items[before[-1]], index)) if before else ()
    return ()


def in_templates(subject: CheckContext, words: Iterable[str], kind: Kind, *sentences: str) -> Finding | None:
    """Return a finding at the line of the template that holds one of the words."""
    for phrase in words:
        for folder in subject.templates:
            for path in sorted(folder.glob("*.html")):
                text = path.read_text(encoding="utf-8", errors="replace")
                start = text.find(phrase) if len(phrase) >= _SHORTEST else -1
                if start >= 0:
                    finding = subject.in_file(kind, shown(path), *sentences)
                    line = text.count("\n", 0, start) + 1
                    return finding._replace(problem=replace(finding.problem, line=line))
    return None
