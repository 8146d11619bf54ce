"""Topics that the site describes (`content/topics/<slug>.md`), and the home page's own text (`content/home.md`).

In: a site's folder and its macros. Out: `ResearchArea`s in order of slug, the text and the picture of the home page,
and every problem in its place. Never knows which papers there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from sitegen.content import files
from sitegen.content.assembly import Texts, make
from sitegen.content.content_file import Problems, body_start, check, has_errors, read_document, read_text, slug_of
from sitegen.content.translations import (
    ONE_LANGUAGE,
    Languages,
    NamedFiles,
    by_name,
    lang_of,
    parted,
    translated,
)
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


def read_topics(root: Path, macros: Mapping[str, str], languages: Languages = ONE_LANGUAGE) -> TopicsRead:
    """Read every description of a topic: keys between two lines of `---`, or none, and a text.

    Which papers belong to it and its picture says the file in the main language.
    """
    result = TopicsRead()
    names = [name for name in sorted(files.walk(root / "content" / "topics")) if name.lower().endswith(".md")]
    paths = [f"content/topics/{name}" for name in names if not name.lower().startswith("readme")]
    result.read |= {path.removeprefix("content/") for path in paths}
    named, twice = by_name(paths, languages)
    for path in twice:
        sentence = "another file is about the same topic in the same language"
        hint = "keep one: the main language needs no tag in the name of its file"
        result.problems.append(Problem(path, sentence=sentence, hint=hint))
    for files_of_topic in named:
        main, own = files_of_topic.main(languages), files_of_topic.file(languages)
        topic, problems = _topic(root, main, macros, languages)
        result.problems += problems
        if own != main and topic is not None:
            words, problems = _topic(root, own, macros, languages)
            result.problems += problems
            topic = _reworded(topic, words) if words else topic
        result.topics += [topic] if topic else []
    if languages.is_main:
        result.problems += _clashes(root, result.topics)
    return result


def _reworded(topic: ResearchArea, words: ResearchArea) -> ResearchArea:
    """Return a topic with what the file in another language says of it."""
    own = {name: value for name in ("title", "summary", "alt") if (value := getattr(words, name)) is not None}
    return replace(topic, **own, body=words.body if words.body.html else topic.body)


def read_home(
    root: Path, macros: Mapping[str, str], named: NamedFiles | None = None, languages: Languages = ONE_LANGUAGE
) -> tuple[Text | None, HomePicture | None, Problems]:
    """Read `home.md`, where there is one: Markdown, and above it the keys of its picture, or none.

    `named` are its files where there may be several; the picture is that of the file in the main language.
    """
    if named is None:
        return None, None, ()
    main, own = named.main(languages), named.file(languages)
    text, picture, problems = _home(root, main, macros, languages)
    if own == main:
        return text, picture, problems
    words, captioned, more = _home(root, own, macros, languages)
    if picture and captioned:
        picture = replace(picture, alt=captioned.alt or picture.alt, caption=captioned.caption or picture.caption)
    return words or text, picture, (*problems, *more)


def _home(
    root: Path, file: str, macros: Mapping[str, str], languages: Languages
) -> tuple[Text | None, HomePicture | None, Problems]:
    document = read_text(root, file)
    start = body_start(document.text)
    document = translated("home", document, languages) if document.data is not None else document
    values, faults = check("home", document) if document.data is not None else (None, ())
    problems = document.problems + faults
    if has_errors(problems):
        return None, None, problems
    texts = Texts(document, macros)
    picture = make(HomePicture, values, texts) if values is not None else None
    body = document.text[start:]
    text = texts.convert("page", body, (), start) if body.strip() else None
    text = replace(text, lang=lang_of(file, languages)) if text and languages.all else text
    return text, picture, problems + tuple(texts.warnings)


def _topic(
    root: Path, file: str, macros: Mapping[str, str], languages: Languages
) -> tuple[ResearchArea | None, Problems]:
    slug, problems = slug_of(file, parted(file, languages)[0])
    if file.count("/") > 2:
        problems += (Problem(file, sentence="stands in a folder of its own; move it to content/topics/"),)
    document = read_text(root, file)
    start = body_start(document.text)
    document = translated("topic", document, languages)
    values, faults = check("topic", document)
    problems += document.problems + faults
    if values is None or has_errors(problems):
        return None, problems
    texts = Texts(document, macros)
    body = texts.convert("page", document.text[start:], (), start)
    body = replace(body, lang=lang_of(file, languages)) if languages.all else body
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
