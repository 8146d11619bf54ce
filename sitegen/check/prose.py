"""WrittenText: every text that somebody wrote as Markdown for this site.

In: a `CheckContext`. Out: each text with the file and the keys where it stands. Never judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.check.context import CheckContext
from sitegen.content.document import Path as Keys
from sitegen.content.load import NEWS
from sitegen.content.topics import HOME
from sitegen.model import Content, Paper, Text
from sitegen.records import NamedTuple


class WrittenText(NamedTuple):
    """One text of the content: the file and the keys where it stands."""

    file: str
    keys: Keys
    text: Text


def of_paper(paper: Paper) -> Iterator[WrittenText]:
    """Yield every text of one paper that is written for this site."""
    yield from _of_keys(paper.file, (), {"summary": paper.summary, "note": paper.note})


def beside_papers(subject: CheckContext) -> Iterator[WrittenText]:
    """Yield every text but those of papers, in every language, each once."""
    yield from dict.fromkeys(text for edition in subject.editions for text in _of_edition(edition))


def _of_edition(content: Content) -> Iterator[WrittenText]:
    if content.home:
        lang = content.home.lang
        yield WrittenText(HOME.replace(".md", f".{lang}.md") if lang else HOME, (), content.home)
    yield from (WrittenText(page.file, (), page.body) for page in content.pages)
    for area in content.areas:
        yield WrittenText(area.file, (), area.body)
        yield from _of_keys(area.file, (), {"summary": area.summary})
    yield from (WrittenText(author.file, ("bio",), author.bio) for author in content.authors if author.bio)
    yield from (WrittenText(NEWS, (number, "text"), item.text) for number, item in enumerate(content.news))
    for item in content.items:
        above = None if item.file.endswith(".md") else item.position
        yield from _of_keys(item.file, above, {"summary": item.summary, "text": item.text})


def _of_keys(file: str, above: Keys | None, texts: Mapping[str, Text | None]) -> Iterator[WrittenText]:
    """Yield the texts that there are of some keys; `above` leads to them, and is nothing in a file that is a text."""
    for key, text in texts.items():
        if text:
            yield WrittenText(file, () if above is None else (*above, key), text)
