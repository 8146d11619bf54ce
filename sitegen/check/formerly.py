"""Findings about names that people gave up: every place of the site that still holds one.

In: a `Subject`, its content and what was built of it. Out: an error for each place, at the file and line to change; a
warning where an address was chosen, or where it may be somebody else. No message repeats the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from sitegen.check.context import CheckContext, Kind
from sitegen.check.finding import Finding
from sitegen.check.locate import sources
from sitegen.check.markup import words
from sitegen.content.document import MappingNode, Node, Scalar, SequenceNode
from sitegen.content.document import Path as Keys
from sitegen.content.load import NEWS, SITE
from sitegen.errors import Severity
from sitegen.model import EXPORT_FORMATS
from sitegen.site.formerly import FormerName, NameOccurrence, find, fold, former_names
from sitegen.site.pages import published, redirects
from sitegen.text.convert import name as decoded
from sitegen.workers import spread

_NAMES = frozenset({"name", "given", "particle", "family", "suffix", "author"})
"""Keys of an author of a paper in which a former name is replaced by the present one."""
_CHOSEN = {"former_slugs", "aliases", "redirects"}
_TEXTS = frozenset(".html .xml .json .txt .svg .js .css .csv .tsv .md .tex .webmanifest .ics .yaml .yml .jsonl".split())
"""Endings of texts beside those of the formats that a site offers."""
_PICTURES = frozenset(".png .jpg .jpeg .gif .webp .avif .tif .tiff".split())
_HINT = "say it otherwise, or take it out: it is published with the site"


def formerly(subject: CheckContext) -> Iterator[Finding]:
    """Yield every place of the content and of the built site that holds a name which somebody gave up."""
    names = former_names(subject.content.authors)
    if not names:
        return
    told = list(_in_content(subject, names))
    yield from told
    files = list(_in_names(subject, names))
    yield from files
    yield from _in_output(subject, names, {finding.problem.file for finding in told}, has_names=bool(files))


def _found(severity: Severity, rule: str = "place") -> Kind:
    return "formerly", rule, severity


def _sentence(occurrence: NameOccurrence, what: str = "") -> str:
    whose = "a former name of" if occurrence.is_sure else "what may be a former name of"
    return f"{what}holds {whose} {occurrence.author.name}"


def _in_content(subject: CheckContext, names: tuple[FormerName, ...]) -> Iterator[Finding]:
    """Texts and keys of files that are published."""
    content = subject.content
    files = [
        SITE,
        *(author.file for author in content.authors),
        *(paper.file for paper in subject.facts),
        *dict.fromkeys(page.file for edition in subject.editions for page in edition.pages),
    ]
    for file in (*files, *((NEWS,) if content.news else ())):
        document = subject.document(file)
        if not any(word in fold(document.text) for name in names for word in name.words[-1:]) and "\\" not in (
            document.text
        ):
            continue
        for keys, scalar in _texts(document.root, ()):
            if not _is_replaced(file, keys):
                yield from _in_text(subject, names, file, keys, scalar)
        if file.endswith(".md") and document.root is not None:
            start = document.text.find("\n---", document.root.start)
            yield from _in_text(subject, names, file, (), Scalar("", max(start, 0), len(document.text), ""))


def _in_text(
    subject: CheckContext, names: tuple[FormerName, ...], file: str, keys: Keys, scalar: Scalar
) -> Iterator[Finding]:
    """Look into one text as it is typed; and, where LaTeX or line ends hide a name there, as it is read."""
    document = subject.document(file)
    is_chosen = bool(keys) and keys[0] in _CHOSEN
    typed = list(find(document.text[scalar.start : scalar.end], names))
    if scalar.text and not any(occurrence.is_sure for occurrence in typed):
        read = [occurrence._replace(start=0) for occurrence in find(decoded(scalar.text), names)]
        typed = read if len(read) > len(typed) or any(occurrence.is_sure for occurrence in read) else typed
    seen = set()
    for occurrence in typed:
        severity: Severity = "error" if occurrence.is_sure and not is_chosen else "warning"
        problem = document.problem(keys, "", start=scalar.start + occurrence.start)
        if (problem.line, occurrence.author.slug) in seen:
            continue
        seen.add((problem.line, occurrence.author.slug))
        sentence = _sentence(occurrence, "an address of your choosing " if is_chosen else "")
        hint = "delete it, if nobody needs that address any more" if is_chosen else _HINT
        finding = subject.in_content(_found(severity, "chosen" if is_chosen else "place"), file, keys, sentence, hint)
        yield finding.at(problem.line, problem.column)


def _texts(node: Node | None, keys: tuple[str | int, ...]) -> Iterator[tuple[Keys, Scalar]]:
    """Yield every text of a document, keys too, with the way to it."""
    if isinstance(node, MappingNode):
        for key, (scalar, value) in node.entries.items():
            if key == "formerly":
                continue
            yield (*keys, key), scalar
            yield from _texts(value, (*keys, key))
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.items):
            yield from _texts(item, (*keys, number))
    elif isinstance(node, Scalar) and node.text:
        yield keys, node


def _is_replaced(file: str, keys: Keys) -> bool:
    """Whether a name that stands here is replaced by the present one wherever the site shows it."""
    if not file.startswith("content/papers/") or len(keys) < 2 or keys[0] not in {"authors", "editors"}:
        return False
    return len(keys) == 2 or keys[2] in _NAMES


def _in_names(subject: CheckContext, names: tuple[FormerName, ...]) -> Iterator[Finding]:
    """Names of files, which are addresses of the site."""
    content = subject.content
    files = [item.file for items in (subject.facts, content.authors, content.pages) for item in items]
    for file in dict.fromkeys((*files, *(f"content/{path}" for path in content.files))):
        for occurrence in find(file, names):
            kind = _found("error" if occurrence.is_sure else "warning", "file")
            yield subject.in_file(kind, file, _sentence(occurrence, "the name of the file "), "rename it")
            break


def _in_output(
    subject: CheckContext, names: tuple[FormerName, ...], told: set[str], *, has_names: bool
) -> Iterator[Finding]:
    """The findings about the output that those about the content do not explain."""
    old = {redirect.path for redirect in redirects(subject.site, subject.at)}
    own = {published(path): f"content/{path}" for path in subject.content.files}
    paths = sorted(path for path in subject.files if path not in old)
    for path, occurrence in zip(
        paths, spread(partial(_of_file, subject, names), paths, jobs=subject.jobs), strict=True
    ):
        if occurrence is None or not occurrence.is_sure:
            continue
        file = own.get(path)
        if file:
            yield subject.in_file(_found("error", "file"), file, _sentence(occurrence), _HINT)
            continue
        if told or has_names:
            continue
        nearest = next(sources(subject, path))
        yield subject.in_file(
            _found("error", "built"),
            nearest,
            _sentence(occurrence, f"makes {path}, which "),
            "look for it in this file",
        )


def _of_file(subject: CheckContext, names: tuple[FormerName, ...], path: str) -> NameOccurrence | None:
    """Return the first place of a former name in one built file; of a picture, in what is written into it."""
    ending = PurePosixPath(path).suffix.lower()
    offered = {f".{facts.ending.rpartition('.')[2]}" for facts in (*EXPORT_FORMATS, *subject.content.config.plugged)}
    if ending not in _TEXTS | _PICTURES | offered:
        return None
    raw = (subject.output / path).read_bytes()
    if ending in _PICTURES:
        texts = [raw.replace(b"\0", by).decode("latin-1") for by in (b" ", b"")]
    else:
        text = raw.decode("utf-8", "replace")
        texts = [text, words(text)] if ending in {".html", ".svg"} else [text]
    return next((occurrence for text in texts for occurrence in find(text, names) if occurrence.is_sure), None)
