"""Findings about languages: files for one that the site does not have, and texts that lack one that it has.

In: a `CheckContext`. Out: findings at the file or the text. What lacks a language is told only where somebody asks for
it: a site whose other languages are half of it is well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.check.context import CheckContext, Kind
from sitegen.check.finding import Finding
from sitegen.content.document import Path as Keys
from sitegen.content.guesses import nearest
from sitegen.content.load import CV as CV_FILE
from sitegen.content.load import NEWS, SITE, VENUES
from sitegen.content.translations import ONE_LANGUAGE, incomplete, lang_of, parted
from sitegen.model import Item, kinds_of
from sitegen.text.languages import is_known, name_of

_MISSING: Kind = ("languages", "missing", "suggestion")


def unlisted(subject: CheckContext) -> Iterator[Finding]:
    """Yield each file that is named as the translation of another, into a language that the site has not."""
    content = subject.content
    pages = {page.slug for page in content.pages}
    things = [(page.file, page.slug, pages) for page in content.pages]
    things += [(area.file, area.slug, {other.slug for other in content.areas}) for area in content.areas]
    things += [(item.file, item.slug, _slugs(content.items, item)) for item in content.items if _is_markdown(item)]
    for file, slug, slugs in things:
        name, dot, tag = slug.rpartition(".")
        if dot and name in slugs and tag.isalpha() and is_known(tag):
            languages = [*(content.config.languages or (content.config.language,)), tag]
            sentence = f'is a page of its own at the address "{slug}", and no translation of "{name}"'
            hint = f"for pages in {name_of(tag)} too: languages: [{', '.join(languages)}] in site.yaml"
            yield subject.in_file(("languages", "unlisted", "warning"), file, sentence, hint)


def misplaced(subject: CheckContext) -> Iterator[Finding]:
    """Yield each file that is named as a translation and is none, and each that is one of what is not there.

    Files of keys alone are never translations. A text that stands in another language alone may be meant so.
    """
    yield from _no_translations(subject)
    yield from _without_original(subject)


def _no_translations(subject: CheckContext) -> Iterator[Finding]:
    """Yield each paper and person whose file is named as the translation of another."""
    languages = subject.languages
    texts = ", ".join(f"{tag}: …" for tag in languages.all)
    for key, files in (
        ("title", [paper.file for paper in subject.facts]),
        ("bio", [author.file for author in subject.content.authors]),
    ):
        slugs = {parted(file, ONE_LANGUAGE)[0] for file in files}
        for file in files:
            slug = parted(file, languages)[0]
            if lang_of(file, languages) and slug in slugs:
                sentence = f'is a file of its own, and no translation of "{slug}"'
                hint = f"write its texts into {slug}.yaml, as mappings of languages: {key}: {{{texts}}}"
                yield subject.in_file(("languages", "misplaced", "warning"), file, sentence, hint)


def _without_original(subject: CheckContext) -> Iterator[Finding]:
    """Yield each text in Markdown that has no file in the main language, with what it may have been meant to be."""
    languages, files = subject.languages, list(_markdown_files(subject))
    for file in files:
        tag = lang_of(file, languages)
        if not tag:
            continue
        folder, _, name = file.rpartition("/")
        slug, ending = parted(file, languages)[0], name.rpartition(".")[2]
        beside = {parted(other, languages)[0] for other in files if other.rpartition("/")[0] == folder}
        near = nearest(slug, beside - {slug})
        sentence = f"stands on the pages in {name_of(languages.all[0])} too: there is no {slug}.{ending}"
        hint = f"is it {near}.{tag}.{ending}? Else write" if near else "write"
        yield subject.in_file(("languages", "original", "suggestion"), file, sentence, f"{hint} {slug}.{ending}")


def _is_markdown(item: Item) -> bool:
    return item.file.endswith(".md")


def _slugs(items: Sequence[Item], item: Item) -> set[str]:
    return {other.slug for other in items if other.collection == item.collection}


def untranslated(subject: CheckContext) -> Iterator[Finding]:
    """Yield each text that lacks a language of the site: of several, and of what a site says in its own words."""
    content, languages = subject.content, subject.languages
    if len(languages.all) < 2:
        return
    for file, kind in _documents(subject):
        own = (
            kinds_of(content.config.collections)[kind].fields if kind in kinds_of(content.config.collections) else None
        )
        document = subject.document(file)
        name = kind if own is None else "items" if isinstance(document.data, list) else "item"
        for keys, tags in incomplete(name, document, languages, own):
            yield _lacking(subject, file, keys, tags)
    yield from _of_files(subject)
    for author in content.authors:
        if author.bio and not author.bio.lang:
            yield _lacking(subject, author.file, ("bio",), languages.all[1:])
    yield from _of_items(subject)
    if len(subject.document(NEWS).data or ()) == len(content.news):
        for number, item in enumerate(content.news):
            if not item.text.lang:
                yield _lacking(subject, NEWS, (number, "text"), languages.all[1:])


def _of_items(subject: CheckContext) -> Iterator[Finding]:
    """Yield each text of an item that stands there once, of those that are no files in Markdown."""
    for item in subject.content.items:
        for name in ("title", "summary", "text"):
            text = getattr(item, name)
            if text and not text.lang and not _is_markdown(item):
                yield _lacking(subject, item.file, (*item.position, name), subject.languages.all[1:])


def _documents(subject: CheckContext) -> Iterator[tuple[str, str]]:
    """Yield each file of keys, and its kind."""
    content = subject.content
    yield SITE, "site"
    for file, kind in ((NEWS, "news"), (CV_FILE, "cv"), (VENUES, "venues")):
        if (subject.root / file).is_file():
            yield file, kind
    yield from ((author.file, "author") for author in content.authors)
    yield from ((paper.file, "paper") for paper in subject.facts)
    yield from ((page.file, "page") for page in content.pages)
    yield from ((area.file, "topic") for area in content.areas)
    yield from dict.fromkeys((item.file, item.collection) for item in content.items)


def _of_files(subject: CheckContext) -> Iterator[Finding]:
    """Yield each page or item in Markdown that has no file in a language, nor says its title in it."""
    languages = subject.languages
    for file in _markdown_files(subject):
        folder, ending = file.rpartition("/")[0], file.rpartition(".")[2]
        slug, own = parted(file, languages)[0], lang_of(file, languages) or languages.all[0]
        names = {tag: f"{slug}.{tag}.{ending}" for tag in languages.all} | {languages.all[0]: f"{slug}.{ending}"}
        missing = [name for tag, name in names.items() if tag != own and not (subject.root / folder / name).is_file()]
        if missing:
            sentence = f"is there in {own}, and in no other language" if len(missing) + 1 == len(names) else ""
            hint = f"write {' and '.join(missing)} beside it"
            yield subject.in_file(_MISSING, file, sentence or "lacks a language", hint)


def _markdown_files(subject: CheckContext) -> Iterator[str]:
    """Yield the file of each text in Markdown: that in the main language, else in any."""
    content, languages = subject.content, subject.languages
    yield from (page.file for page in content.pages)
    yield from (area.file for area in content.areas)
    yield from (item.file for item in content.items if _is_markdown(item))
    homes = ("content/home.md", *(f"content/home.{tag}.md" for tag in languages.all[1:]))
    yield from [name for name in homes if (subject.root / name).is_file()][:1]


def _lacking(subject: CheckContext, file: str, keys: Keys, tags: Sequence[str]) -> Finding:
    sentence = f"is not there in {' and '.join(tags)}"
    hint = f"write it as a mapping of languages, with {' and '.join(f'{tag}:' for tag in tags)}"
    return subject.in_content(_MISSING, file, keys, sentence, hint)
