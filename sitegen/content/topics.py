"""Topics that the site describes (`content/topics/<slug>.md`), and the home page's own text (`content/home.md`).

In: a site's folder and its macros. Out: `ResearchArea`s in order of slug, the text and the picture of the home page,
and every problem in its place. Never knows which papers there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from sitegen.content import files
from sitegen.content.assembly import Texts, make
from sitegen.content.content_file import Problems, body_start, check, has_errors, read_document, read_text, slug_of
from sitegen.errors import Problem
from sitegen.model import HomePicture, ResearchArea, Text
from sitegen.records import dataclass

HOME = "content/home.md"


@dataclass(slots=True)
class TopicsRead:
    """The topics that are described, the files that they stand in (below `content/`), and what is wrong."""

    topics: list[ResearchArea] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_topics(root: Path, macros: Mapping[str, str]) -> TopicsRead:
    """Read every description of a topic: keys between two lines of `---`, or none, and a text."""
    result = TopicsRead()
    for name in sorted(files.walk(root / "content" / "topics")):
        if name.lower().endswith(".md") and not name.lower().startswith("readme"):
            topic, problems = _topic(root, f"content/topics/{name}", macros)
            result.read.add(f"topics/{name}")
            result.problems += problems
            result.topics += [topic] if topic else []
    result.problems += _clashes(root, result.topics)
    return result


def read_home(root: Path, macros: Mapping[str, str]) -> tuple[Text | None, HomePicture | None, Problems]:
    """Read `home.md`, where there is one: Markdown, and above it the keys of its picture, or none."""
    if not (root / HOME).exists():
        return None, None, ()
    document = read_text(root, HOME)
    start = body_start(document.text)
    values, faults = check("home", document) if document.data is not None else (None, ())
    problems = document.problems + faults
    if has_errors(problems):
        return None, None, problems
    texts = Texts(document, macros)
    picture = make(HomePicture, values, texts) if values is not None else None
    body = document.text[start:]
    text = texts.convert("page", body, (), start) if body.strip() else None
    return text, picture, problems + tuple(texts.warnings)


def _topic(root: Path, file: str, macros: Mapping[str, str]) -> tuple[ResearchArea | None, Problems]:
    slug, problems = slug_of(file)
    if file.count("/") > 2:
        problems += (Problem(file, sentence="stands in a folder of its own; move it to content/topics/"),)
    document = read_text(root, file)
    values, faults = check("topic", document)
    problems += document.problems + faults
    if values is None or has_errors(problems):
        return None, problems
    texts = Texts(document, macros)
    start = body_start(document.text)
    body = texts.convert("page", document.text[start:], (), start)
    return make(ResearchArea, values, texts, slug=slug, file=file, body=body), problems + tuple(texts.warnings)


def _clashes(root: Path, topics: Sequence[ResearchArea]) -> Iterator[Problem]:
    """Yield an error for each name that two descriptions claim: their papers would be of both."""
    owner: dict[str, ResearchArea] = {}
    for topic in topics:
        for number, name in enumerate((topic.title or topic.slug, *topic.names)):
            other = owner.setdefault(" ".join(name.casefold().replace("-", " ").split()), topic)
            if other is not topic:
                path = ("names", number - 1) if number else ("title",)
                document = read_document(root, topic.file, page=True)
                yield document.problem(path, f'"{name}" is a name of {other.file} as well', "leave it in one of them")
