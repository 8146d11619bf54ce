"""Findings about what people cannot see: pictures without words, headings out of order, links that say "here".

In: a `Subject`. Out: findings about what people wrote, each at its line. What a theme makes is judged where themes are
tested.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.check.context import CheckContext, Kind
from sitegen.check.finding import Finding
from sitegen.check.locate import place
from sitegen.check.markup import ParsedPage, read
from sitegen.check.prose import WrittenText, beside_papers, of_paper
from sitegen.content.topics import HOME
from sitegen.errors import Severity
from sitegen.model import Paper

_EMPTY_WORDS = frozenset(
    {"here", "click here", "this", "link", "this link", "read more", "more", "hier", "ici", "aquí"}
)


def accessibility(subject: CheckContext) -> Iterator[Finding]:
    """Yield what keeps people out who do not see, or do not see well."""
    yield from across(subject)
    for paper in subject.papers:
        yield from alone(subject, paper)


def across(subject: CheckContext) -> Iterator[Finding]:
    """Yield what keeps people out, but for what is in papers."""
    for file, picture, alt in _pictures(subject):
        if not alt:
            sentence = f"the picture {picture} has no words for who does not see it"
            hint = "add alt: and say in a sentence what the picture shows"
            yield subject.in_content(_found("alt"), file, ("picture",), sentence, hint)
    for text in beside_papers(subject):
        yield from _text(subject, text)


def alone(subject: CheckContext, paper: Paper) -> Iterator[Finding]:
    """Yield what keeps people out of one paper."""
    yield from _figures(subject, paper)
    for text in of_paper(paper):
        yield from _text(subject, text)


def _found(rule: str, severity: Severity = "warning") -> Kind:
    return "accessibility", rule, severity


def _pictures(subject: CheckContext) -> Iterator[tuple[str, str, str | None]]:
    """Yield (file, picture, alt) of the pictures of the home page and of topics."""
    home = subject.content.home_picture
    if home:
        yield HOME, home.picture, home.alt
    yield from ((area.file, area.picture, area.alt) for area in subject.content.areas if area.picture)


def _figures(subject: CheckContext, paper: Paper) -> Iterator[Finding]:
    for number, figure in enumerate(paper.figures):
        name = f"figure {figure.number or number + 1}"
        if not figure.alt:
            sentence = f"{name} has no alt: who does not see it is told its {'caption' if figure.caption else 'number'}"
            hint = "add alt: and say in a sentence what the picture shows"
            yield subject.in_content(_found("alt"), paper.file, ("figures", number), sentence, hint)
        elif figure.drafted:
            sentence = (
                f"the alt of {name} was drafted from the caption: it says what the figure is about, not what it shows"
            )
            hint = "say in a sentence what the picture shows, and delete drafted: true"
            kind = _found("drafted", "suggestion")
            yield subject.in_content(kind, paper.file, ("figures", number, "alt"), sentence, hint)


def _text(subject: CheckContext, text: WrittenText) -> Iterator[Finding]:
    if "<" not in text.text.html:
        return
    page = read(text.text.html)
    for image in page.images:
        if not image.alt:
            sentence = f"the picture {image.src} has no words for who does not see it"
            yield _at(subject, text, image.src, _found("alt"), sentence, f"write ![what it shows]({image.src})")
    for anchor in page.anchors:
        if anchor.text.strip(" .,:;!?…»›→").casefold() in _EMPTY_WORDS:
            sentence = f'a link says "{anchor.text}", and not where it leads: {anchor.href}'
            hint = "screen readers list links alone: link the words that name the thing"
            yield _at(subject, text, anchor.href, _found("link"), sentence, hint)
    if text.file.endswith(".md"):
        yield from _headings(subject, text, page)


def _headings(subject: CheckContext, text: WrittenText, page: ParsedPage) -> Iterator[Finding]:
    """Headings of a free page, whose title is the first level."""
    level = 1
    for heading in page.headings:
        if heading.level > level + 1:
            sentence = f'the heading "{heading.text}" is {heading.level - level} levels below the one before it'
            hint = f"begin it with {'#' * (level + 1)}"
            yield _at(subject, text, heading.text, _found("heading"), sentence, hint)
        level = heading.level


def _at(subject: CheckContext, text: WrittenText, words: str, kind: Kind, *sentences: str) -> Finding:
    """Return a finding at the line of the text where some words stand."""
    return place(subject, (text.file,), (words,), kind, *sentences) or subject.in_content(
        kind, text.file, text.keys, *sentences
    )
