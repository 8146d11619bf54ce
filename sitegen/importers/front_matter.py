"""Front matter: the keys at the top of a page of another program's site, and the text below them.

In: the text of one file, Markdown, HTML, YAML or TOML. Out: an `OldFile`: its data, in which every scalar is text, its
body, and the line of each value. What cannot be parsed is named, and the other keys arrive. python-frontmatter is not
used: it types values (dates, yes and no, numbers that lose their zeros) and forgets lines; PyYAML, through the door of
`content`, and the library's own TOML reader do the same work.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, time
from pathlib import Path
from typing import Any

from sitegen.content import yamlfile
from sitegen.content.document import Document
from sitegen.errors import Problem
from sitegen.importers import source_text
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex

_YAML = regex(r"---[ \t]*\n(?:(.*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = regex(r"\+\+\+[ \t]*\n(?:(.*?)\n)??\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_YAML_KEY = regex(r"([A-Za-z_][\w.-]*(?: [\w.-]+)*)[ \t]*:(?:[ \t]+|$)", re.MULTILINE)
_ITEM = regex(r"(-)(?=[ \t])", re.MULTILINE)
_TOML_KEY = regex(r"[ \t]*([A-Za-z_][\w.-]*)[ \t]*=")
_TOML_TABLE = regex(r"[ \t]*\[\[?([\w. -]+)\]\]?[ \t]*(?:#.*)?")
_AS_TEXT = "the value is not well written; it is read as plain text"
_LEFT_OUT = "the value cannot be read, and is left out"


class _Chunk(NamedTuple):
    """A piece of a file that was parsed by itself: how many lines stand above it."""

    document: Document
    above: int


@dataclass(frozen=True, slots=True)
class OldFile:
    """One file of another program's site.

    `data` holds text, lists and mappings, nothing else. `body` begins on `body_line`. `problems` are warnings.
    """

    file: str
    data: Any
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()
    _chunks: Mapping[str, _Chunk] = field(default_factory=dict)
    _lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def mapping(self) -> Mapping[str, Any]:
        """Its data where that is a mapping, else an empty one."""
        return self.data if isinstance(self.data, dict) else {}

    def line(self, *path: str | int) -> int:
        """The line on which the value at a path stands: `line("authors", 1)`; that of its nearest parent otherwise."""
        key = str(path[0]) if path else ""
        chunk = self._chunks.get(key) or self._chunks.get("")
        if chunk:
            is_item = isinstance(self.data, list) and key in self._chunks and key
            inner = (0, *path[1:]) if is_item else path
            return chunk.above + chunk.document.problem(inner, "", at_key=True).line
        return self._lines.get(".".join(map(str, path))) or self._lines.get(key, 1)


def read(path: Path, file: str) -> OldFile:
    """Read a file that may have front matter; `file` is what messages call it. Raises `SitegenError`."""
    source = source_text.read(path)
    problems = tuple(replace(problem, file=file) for problem in source.problems)
    return page(source.text, file, problems)


def page(text: str, file: str, problems: Sequence[Problem] = ()) -> OldFile:
    """Part a page into its keys and its text."""
    if (head := _YAML.match(text)) is not None:
        return _with_body(_yaml(head[1] or "", file, 1), text, head.end(), problems)
    if (head := _TOML.match(text)) is not None:
        return _with_body(_toml(head[1] or "", file, 1), text, head.end(), problems)
    return OldFile(file, {}, text, 1, tuple(problems))


def data(path: Path, file: str) -> OldFile:
    """Read a whole file of YAML, TOML or JSON. Raises `SitegenError` where it is no text."""
    source = source_text.read(path)
    problems = tuple(replace(problem, file=file) for problem in source.problems)
    read_data = _toml if path.suffix.lower() == ".toml" else _yaml
    return _with_body(read_data(source.text, file, 0), "", 0, problems)


def _with_body(head: OldFile, text: str, start: int, problems: Sequence[Problem]) -> OldFile:
    line = text.count("\n", 0, start) + 1
    return replace(head, body=text[start:], body_line=line, problems=(*problems, *head.problems))


def _yaml(text: str, file: str, above: int) -> OldFile:
    document = yamlfile.parse_foreign(text, file)
    errors = [problem for problem in document.problems if problem.severity == "error"]
    if not errors:
        problems = tuple(replace(problem, line=problem.line + above) for problem in document.problems)
        return OldFile(file, document.data or {}, problems=problems, _chunks={"": _Chunk(document, above)})
    return _salvaged(text, file, above, errors[0])


def _salvaged(text: str, file: str, above: int, error: Problem) -> OldFile:
    """Read key by key what cannot be read as a whole; the culprits are named."""
    if _ITEM.search(text) and not _YAML_KEY.match(text.lstrip()):
        return _salvaged_items(text, file, above)
    values: dict[str, Any] = {}
    chunks: dict[str, _Chunk] = {}
    problems: list[Problem] = []
    for key, line, piece in _pieces(text, _YAML_KEY):
        shift = above + line
        document = yamlfile.parse_foreign(piece, file)
        is_well = not any(problem.severity == "error" for problem in document.problems)
        if is_well and isinstance(document.data, dict) and key in document.data:
            values[key] = document.data[key]
        else:
            value = piece.partition(":")[2].strip()
            is_line = "\n" not in value and not value.startswith(("[", "{", "&", "*", "|", ">"))
            problems.append(Problem(file, shift + 1, 1, key, _AS_TEXT if is_line else _LEFT_OUT, severity="warning"))
            if not is_line:
                continue
            values[key] = _bare(value)
        chunks[key] = _Chunk(document, shift)
    if not problems:
        problems.append(replace(error, line=error.line + above, severity="warning"))
    return OldFile(file, values, problems=tuple(problems), _chunks=chunks)


def _salvaged_items(text: str, file: str, above: int) -> OldFile:
    """Read item by item a list that cannot be read as a whole; the culprits are named."""
    items: list[Any] = []
    chunks: dict[str, _Chunk] = {}
    problems: list[Problem] = []
    for _, line, piece in _pieces(text, _ITEM):
        document = yamlfile.parse_foreign(piece, file)
        errors = [problem for problem in document.problems if problem.severity == "error"]
        if errors or not isinstance(document.data, list):
            problems += [replace(error, line=error.line + above + line, severity="warning") for error in errors[:1]]
            continue
        chunks[str(len(items))] = _Chunk(document, above + line)
        items += document.data[:1]
    return OldFile(file, items, problems=tuple(problems), _chunks=chunks)


def _pieces(text: str, key: re.Pattern[str]) -> Iterator[tuple[str, int, str]]:
    """Yield each key at the beginning of a line, how many lines stand above it, and the text up to the next."""
    starts = [match for match in key.finditer(text) if match.start() == 0 or text[match.start() - 1] == "\n"]
    ends = [*(match.start() for match in starts[1:]), len(text)][: len(starts)]
    line = text.count("\n", 0, starts[0].start()) if starts else 0
    for match, end in zip(starts, ends, strict=True):
        piece = text[match.start() : end]
        yield match[1], line, piece
        line += piece.count("\n")


def _bare(value: str) -> str | None:
    """A value on one line without the quotes around it, whatever stands between them."""
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return (value[1:-1] if is_quoted else value.strip("'\"")).strip() or None


def _toml(text: str, file: str, above: int) -> OldFile:
    try:
        typed: Mapping[str, Any] = tomllib.loads(text, parse_float=str)
        problems: list[Problem] = []
    except tomllib.TOMLDecodeError as error:
        typed, problems = _salvaged_toml(text, file, above)
        if not typed:
            problems = [Problem(file, above + 1, sentence=f"the TOML cannot be read: {error}", severity="warning")]
    return OldFile(file, _as_text(typed), problems=tuple(problems), _lines=_toml_lines(text, above))


def _salvaged_toml(text: str, file: str, above: int) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    top = re.split(r"(?m)^[ \t]*\[\[?[\w. -]+\]\]?[ \t]*$", text, maxsplit=1)[0]
    for key, above_it, piece in _pieces(top, re.compile(_TOML_KEY.pattern, re.MULTILINE)):
        try:
            values.update(tomllib.loads(piece, parse_float=str))
        except tomllib.TOMLDecodeError:
            line = above + above_it + 1
            problems.append(Problem(file, line, 1, key, _LEFT_OUT, severity="warning"))
    return values, problems


def _toml_lines(text: str, above: int) -> dict[str, int]:
    """The line of each key at the top, of each table, and of each key in a table: `params.phone`."""
    lines: dict[str, int] = {}
    within = ""
    for number, line in enumerate(text.split("\n"), above + 1):
        if table := _TOML_TABLE.fullmatch(line):
            lines.setdefault(table[1].partition(".")[0].strip(), number)
            within = f"{table[1].strip()}."
        elif key := _TOML_KEY.match(line):
            lines.setdefault(f"{within}{key[1]}", number)
    return lines


def _as_text(value: Any) -> Any:
    """Every scalar as the text that stands for it, as in YAML."""
    if isinstance(value, dict):
        return {str(key): _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) or None
