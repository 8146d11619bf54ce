"""Content files: one file of `content/`, read, parsed and checked against its kind.

In: a site's folder and the slash path of a file below it. Out: a `Document` with every problem in its place, and typed
values where there is none. Only reads; never follows a link out of `content/`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.content import files, forms, yamlfile
from sitegen.content.document import Document
from sitegen.content.form_error import FormError
from sitegen.content.typed import MisfitError, typed
from sitegen.errors import Problem, SitegenError
from sitegen.regex import regex

Problems = tuple[Problem, ...]
_STEP = regex(r"\[(\d+)\]|\[\"([^\"]*)\"\]|([^.\[\]]+)")
_FRONT_MATTER = regex(r"---[ \t]*(\r\n?|\n)(.*?)^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL | re.MULTILINE)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether a problem stands against using what was read."""
    return any(problem.severity == "error" for problem in problems)


def stem(file: str) -> str:
    """Return the name of a file without folders and ending."""
    return file.rpartition("/")[2].rpartition(".")[0]


def slug_of(file: str, name: str | None = None) -> tuple[str, Problems]:
    """Return the slug that a file's name is, or the problem with it; `name` is as much of it as counts."""
    try:
        return forms.slug(stem(file) if name is None else name), ()
    except FormError as error:
        return "", (Problem(file, field="slug", sentence=error.sentence, hint=f"rename the file; {error.hint}"),)


def located(root: Path, problem: Problem) -> Problem:
    """Return a problem with the line of its field, where it only knows the file."""
    if problem.line or not problem.field or not problem.file.startswith("content/"):
        return problem
    return at_field(read_document(root, problem.file, page=problem.file.endswith(".md")), problem)


def at_field(document: Document, problem: Problem) -> Problem:
    """Return a problem with the line of its field (`authors[3]`) in this document."""
    steps: list[str | int] = [
        int(number) if number else quoted or name for number, quoted, name in _STEP.findall(problem.field)
    ]
    there = document.problem(steps, "")
    return replace(problem, line=there.line, column=there.column)


def read_document(root: Path, file: str, *, page: bool = False) -> Document:
    """Read and parse a file; one that cannot be read is a document with that problem."""
    try:
        return _read(root, file, page=page)
    except OSError as error:
        return _unread(file, f"cannot be read ({error.strerror})")


def read_record(root: Path, file: str) -> Document:
    """Read and parse a file in which sitegen remembers something, and which it will replace.

    Raises `SitegenError` where the machine does not give it: what nobody could look at is not to be taken as lost.
    """
    try:
        return _read(root, file)
    except OSError as error:
        sentence = f"the file cannot be read ({error.strerror})"
        hint = "nothing was changed; mend that, and run it again"
        raise SitegenError([Problem(file, sentence=sentence, hint=hint)]) from None


def _read(root: Path, file: str, *, page: bool = False) -> Document:
    """Read and parse a file; one that is none of ours, a link or a pipe, is a document with that problem."""
    if fault := files.fault(f"{root}/content", file.removeprefix("content/")):
        return _unread(file, fault)
    raw = files.read(f"{root}/{file}", yamlfile.MAX_BYTES)
    digest = hashlib.blake2b(raw, digest_size=16).digest()
    return _parse_page(raw, file, digest) if page else yamlfile.parse(raw, file, digest)


def _unread(file: str, fault: str) -> Document:
    return Document(file, "", None, None, (Problem(file, sentence=f"the file {fault}"),))


def read_text(root: Path, file: str) -> Document:
    """Read a file that is text alone; its document has no keys."""
    document = read_document(root, file, page=True)
    return (
        replace(
            document,
            tree=None,
            data=None,
            problems=tuple(problem for problem in document.problems if problem.sentence != NO_FRONT_MATTER),
        )
        if not document.text.lstrip().startswith("---")
        else document
    )


def _parse_page(raw: bytes, file: str, digest: bytes) -> Document:
    """Parse a page's front matter. The document keeps the whole text, so that places stay right."""
    text, problems = yamlfile.decode(raw, file)
    front = _FRONT_MATTER.match(text)
    if problems or not front:
        fault = Problem(file, 1, 1, "", NO_FRONT_MATTER, _FRONT_MATTER_HINT)
        return Document(file, text, None, None, problems or (fault,), digest)
    document = yamlfile.parse(" " * front.start(1) + front[1] + front[2], file, digest)
    return replace(document, text=text)


NO_FRONT_MATTER = "a page starts with its keys between two lines of ---"
_FRONT_MATTER_HINT = "write\n---\ntitle: Its title\n---\nabove the text"


def body_start(text: str) -> int:
    """Return where the text of a page begins, below its keys."""
    front = _FRONT_MATTER.match(text)
    return front.end() if front else 0


def check(kind: str, document: Document) -> tuple[Any, Problems]:
    """Return the typed values of a document that could be parsed, and what does not fit; nothing is said of another."""
    if document.problems and document.root is None:
        return None, ()
    try:
        return typed(kind, document.data), ()
    except MisfitError:
        from sitegen.content import schema  # pydantic is slow to start, and says what a file that is well need not hear

        return schema.check(kind, document)
