r"""Entries of a .bib file: their fields as LaTeX, with strings put in and parents' fields handed down.

In: the text of a file in any dialect of BibTeX or BibLaTeX. Out: its entries with the line of each field, and a problem
for every piece that is no whole entry; what can be read of a damaged one is read. `bibtexparser` cuts the file into
entries; what stands between their commas is read here, for it joins no `"a" # b`, takes `title = {A} year = 2000` for
one value, and gives up an entry at its first fault.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from sitegen.errors import Problem
from sitegen.importers import bib_faults
from sitegen.importers.journal_names import STRINGS
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YES_OR_NO = frozenset({"true", "false", "yes", "no"})
_FIELD = regex(r"\s*,?\s*([A-Za-z][\w:.+/-]*)\s*=\s*", re.ASCII)
_NEXT_FIELD = regex(r"[\s,]*\n?[\s,]*([A-Za-z][\w:.+/-]*)[ \t]*=\s*", re.ASCII)
_SIGN_OR_FIELD = regex(
    r"\\.|[{}]|,\s*(?:title|author|editor|journal|booktitle|year|date|month|volume|number|pages|doi|url|publisher|abstract|keywords|note)\s*()=\s*(?=[{\"\d])",
    re.DOTALL | re.IGNORECASE,
)
_ADDRESSED = regex(r"\\(?:url|path|nolinkurl|href)\s*\{([^{}]*)\}(?:\s*\{[^{}]*\})?")
"""An address in the command that sets it, with the words that stand for it."""
_BARE = regex(r"[^\s,#{}\"]+")
_START = regex(r"@[ \t]*(\w+)[ \t]*[{(][ \t\n]*((?:[^,={}\s\"]+(?=[,={}\s\"]|\Z))?)(?![ \t\n]*=)[ \t\n]*,?", re.ASCII)
_NEXT_ENTRY = regex(r"^[ \t]*@[ \t]*\w+[ \t]*[{(]", re.MULTILINE)
_TEMPLATES = frozenset({"xdata", "set"})
_HANDED = {
    "title": ("booktitle", "maintitle"), "subtitle": ("booksubtitle",), "titleaddon": ("booktitleaddon",),
}  # fmt: skip
"""What a parent's field is called in its children (biblatex 3.19, appendix B)."""
_OWN = frozenset(
    "crossref xref xdata ids key label options keywords entryset related relatedtype relatedstring presort sortkey "
    "shorttitle abstract doi url urldate eprint eprinttype archiveprefix file pages note annotation annote pdf".split()
)
"""Fields that a child never has from its parent: what identifies the parent, or is said of it alone."""
_MOST_PARENTS = 8

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # its faults are told by us, with their lines


class Value(NamedTuple):
    """The value of a field, as LaTeX, and the line on which it stands."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class BibEntry:
    """One entry: its type and the names of its fields in small letters. `repeated` are values of fields given twice."""

    kind: str
    key: str
    line: int
    fields: Mapping[str, Value]
    repeated: tuple[tuple[str, Value], ...] = ()

    def text(self, *names: str) -> str:
        """The first of these fields that says something."""
        return next((value.text for name in names if (value := self.fields.get(name)) and value.text), "")


@dataclass(slots=True)
class _File:
    """A file as it is read."""

    file: str
    text: str
    strings: dict[str, str] = field(default_factory=lambda: {**dict(zip(_MONTHS, _MONTHS, strict=True)), **STRINGS})
    problems: list[Problem] = field(default_factory=list)
    unknown: dict[str, tuple[int, str]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)

    def tell(self, line: int, field_name: str, sentence: str, hint: str = "") -> None:
        self.problems.append(Problem(self.file, line, 0, field_name, sentence, hint, "warning"))


def entries(text: str, file: str) -> tuple[tuple[BibEntry, ...], tuple[Problem, ...]]:
    """Read the entries of a file, and name what is none. Never raises."""
    from bibtexparser import model
    from bibtexparser.splitter import Splitter

    read = _File(file, text)
    read_entries: list[BibEntry] = []
    blocks = Splitter(text).split().blocks
    for block in blocks:
        if isinstance(block, model.String):
            read.strings[block.key.lower()] = _joined(_terms(str(block.value)), read, (block.start_line or 0) + 1)[0]
    for block in blocks:
        whole = (
            block.ignore_error_block
            if isinstance(block, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock)
            else block
        )
        if isinstance(whole, model.Entry):
            read_entries += _entry(whole, read)
        elif isinstance(whole, model.ParsingFailedBlock):
            read_entries += _damaged(block.start_line or 0, read)
        elif isinstance(whole, model.ImplicitComment):
            bib_faults.tell_outside(str(whole.comment), (block.start_line or 0) + 1, read.tell)
    known = tuple(_with_parents(read_entries, read))
    _tell_unknown(read)
    return known, tuple(sorted(read.problems))


def _tell_unknown(read: _File) -> None:
    """Name the first word that no string has, and count the others."""
    if read.unknown:
        (line, first), *others = read.unknown.values()
        more = (
            f", nor has one any of {len(others):,} others ({', '.join(name for _, name in others[:3])} …)"
            if others
            else ""
        )
        read.tell(line, first, f"no @string of this name is in the file{more}; such names stand for themselves")


def names(text: str) -> list[str]:
    """The people of an `author` or `editor` field: parted by `and` outside braces."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"\\.|[{}]|\s+and(?=\s)", text, re.IGNORECASE | re.DOTALL):
        sign = match[0]
        if sign in "{}":
            depth += 1 if sign == "{" else -1
        elif not sign.startswith("\\") and depth <= 0:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return [part for part in (" ".join(part.split()) for part in parts) if part]


def unescaped(text: str) -> str:
    """A text that is no prose (an id, an address, a path) without braces, and backslashes that only protect."""
    text = _ADDRESSED.sub(r"\1 ", text) if "\\" in text else text
    return " ".join(re.sub(r"\\([_%&#$~{}])", r"\1", text).replace("{", "").replace("}", "").split())


def _entry(block: Any, read: _File) -> Iterator[BibEntry]:
    """An entry that was read whole; one whose fields are commented out is none."""
    pairs: list[tuple[str, Value]] = []
    if block.fields and all(part.key.lstrip().startswith("%") for part in block.fields):
        return
    for part in block.fields:
        name = part.key.strip().lower()
        if name.startswith("%") or not name:
            continue
        pairs += _values(name, str(part.value), (part.start_line or 0) + 1, read)
    yield _made(block.entry_type, block.key, (block.start_line or 0) + 1, pairs)


def _made(kind: str, key: str, line: int, pairs: Sequence[tuple[str, Value]]) -> BibEntry:
    fields: dict[str, Value] = {}
    repeated = []
    for name, value in pairs:
        if not fields.get(name, Value("", 0)).text:
            fields[name] = value
        elif value.text and value.text != fields[name].text:
            repeated.append((name, value))
    return BibEntry(kind.strip().lower(), " ".join(key.split()), line, fields, tuple(repeated))


def _values(name: str, source: str, line: int, read: _File) -> Iterator[tuple[str, Value]]:
    """The value of a field, and the fields that a forgotten comma has put into it."""
    terms = _terms(source)
    text, rest = _joined(terms, read, line)
    following = _NEXT_FIELD.match(rest) if rest else None
    if following is None:
        yield name, Value((f"{text} {rest}" if rest and text else text + rest).strip(), line)
        return
    yield name, Value(text, line)
    next_line = line + source.count("\n", 0, len(source) - len(rest) + following.start(1))
    read.tell(next_line, following[1], "there is no comma before this field")
    yield from _values(following[1].lower(), rest[following.end() :], next_line, read)


def _terms(source: str) -> Iterator[tuple[str, str]]:
    """The parts of a value, joined by `#`: what each is (`text`, `name`, `rest`), and what it says."""
    at = 0
    while at < len(source):
        at += len(source[at:]) - len(source[at:].lstrip())
        if at >= len(source):
            return
        end = _end(source, at)
        if end > at and source[at] in '{"':
            yield "text", source[at + 1 : end - 1]
        elif end > at:
            yield "name", source[at:end]
        rest = source[max(end, at) :].lstrip()
        if not rest.startswith("#"):
            if rest:
                yield "rest", rest
            return
        at = len(source) - len(rest) + 1


def _end(source: str, at: int) -> int:
    """The end of the part that begins here; its beginning, if it never ends."""
    if at >= len(source):
        return at
    if source[at] == "{":
        return _closing(source, at)
    if source[at] == '"':
        depth = 0
        for match in re.finditer(r"\\.|[{}\"]", source[at + 1 :], re.DOTALL):
            if match[0] == '"' and depth == 0:
                return at + 1 + match.end()
            depth += {"{": 1, "}": -1}.get(match[0], 0)
        return at
    bare = _BARE.match(source, at)
    return bare.end() if bare else at


def _closing(source: str, at: int) -> int:
    depth = 0
    for match in re.finditer(r"\\.|[{}]", source[at:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return at + match.end()
    return at


def _joined(terms: Iterator[tuple[str, str]], read: _File, line: int) -> tuple[str, str]:
    """The text of a value with its strings put in, and what stands behind it."""
    text, rest = "", ""
    for what, part in terms:
        if what == "rest":
            rest = part
        elif what == "text" or part.isdecimal():
            text += part
        elif part.lower() in read.strings:
            text += read.strings[part.lower()]
        else:
            text += part
            is_month = part.lower()[:3] in _MONTHS
            is_known = is_month or part.lower() in _YES_OR_NO
            if not is_known and re.fullmatch(r"[A-Za-z][\w:.-]*", part):
                read.unknown.setdefault(part.lower(), (line, part))
    return text, rest


def _damaged(start_line: int, read: _File) -> Iterator[BibEntry]:
    """The readable part of an entry with a fault: from its head to the next entry, field by field."""
    read.starts = read.starts or [0, *(line_end.end() for line_end in re.finditer("\n", read.text))]
    offset = read.starts[min(start_line, len(read.starts) - 1)]
    head = _START.search(read.text, offset)
    line = start_line + 1
    if head is None or read.text.count("\n", offset, head.start()):
        read.tell(line, "entry", "this is no whole entry, and nothing of it could be read")
        return
    following = _NEXT_ENTRY.search(read.text, head.end())
    if read.text[offset : head.start()].strip() == "%":  # an entry that somebody has commented out
        return
    body = read.text[head.end() : following.start() if following else len(read.text)]
    pairs = list(_lenient(body, start_line + 1 + read.text.count("\n", offset, head.end()), read))
    if head[1].lower() in ("comment", "preamble", "string"):
        read.tell(line, head[1], "this does not end where it should; what follows is read all the same")
    elif {"title", "author"} & {name for name, _ in pairs}:
        if head[2] and not head[0].rstrip().endswith(","):
            read.tell(line, head[2], "there is no comma behind the key: it is read as far as it goes")
        yield _made(head[1], head[2], line, pairs)
    else:
        read.tell(line, head[2] or "entry", "neither title nor authors of this entry can be read: it is left out")


def _lenient(body: str, line: int, read: _File) -> Iterator[tuple[str, Value]]:
    """Fields by their names and equals signs; a value that does not end goes on to the next field on its own line.

    Every fault is told where it stands. Commas too many lose nothing.
    """
    at = counted = 0
    while match := _FIELD.search(body, at):
        start = match.end()
        line += body.count("\n", counted, match.start(1))
        counted = match.start(1)
        bib_faults.tell_between(body, at, match, line, read.tell)
        end = _end(body, start) if start < len(body) else start
        if end <= start:
            following = re.compile(r"\n\s*[A-Za-z][\w-]*\s*=|\n\s*[)}]\s*$", re.MULTILINE).search(body, start)
            end = following.start() if following else len(body)
            source = body[start:end].strip().strip(',"{} ')
            bib_faults.tell_open(body[start : start + 1], line, match[1], read.tell)
            yield match[1].lower(), Value(source, line)
        elif cut := _next_inside(body, start, end):
            end = cut
            bib_faults.tell_open("{", line, match[1], read.tell)
            yield match[1].lower(), Value(body[start + 1 : end].strip().rstrip(",").strip(), line)
        else:
            while (more := re.compile(r"\s*#\s*").match(body, end)) and _end(body, more.end()) > more.end():
                end = _end(body, more.end())
            yield from _values(match[1].lower(), body[start:end], line, read)
        at = end
    bib_faults.tell_end(body, at, line + body.count("\n", counted, at), read.tell)


def _with_parents(read_entries: Sequence[BibEntry], read: _File) -> Iterator[BibEntry]:
    """Entries with what they have from `crossref` and `xdata`; templates, and parents that are no works, are left."""
    by_key: dict[str, BibEntry] = {}
    for entry in read_entries:
        by_key.setdefault(entry.key.lower(), entry)
    children: dict[str, list[BibEntry]] = {}
    for entry in read_entries:
        for key in _parents(entry):
            children.setdefault(key, []).append(entry)
    for entry in read_entries:
        if entry.kind in _TEMPLATES or _is_only_parent(entry, children.get(entry.key.lower(), ()), read):
            continue
        fields = dict(entry.fields)
        for parent in _ancestors(entry, by_key, read):
            fields = {name: value for name, value in fields.items() if name not in ("crossref", "xdata")}
            for name, value in _handed(entry, parent):
                if not fields.get(name, Value("", 0)).text:
                    fields[name] = value
        yield replace(entry, fields=fields)


def _next_inside(body: str, start: int, end: int) -> int:
    """The place within a value in braces at which the next field begins, for its own brace was forgotten; else 0."""
    if body[start] != "{":
        return 0
    depth = 0
    for match in _SIGN_OR_FIELD.finditer(body, start, end):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth == 1 and match[1] is not None:
            return match.start()
    return 0


def _is_only_parent(entry: BibEntry, papers: Sequence[BibEntry], read: _File) -> bool:
    """Whether an entry is there for the sake of the papers in it; proceedings with editors of their own are told."""
    if not papers or entry.text("author"):
        return False
    if not entry.text("editor"):
        return True
    if not entry.kind.endswith(("proceedings", "collection")) or _shares_people(entry, papers):
        return False
    read.tell(entry.line, entry.key, "other entries are in these proceedings, which are no paper themselves")
    return True


def _shares_people(proceedings: BibEntry, papers: Sequence[BibEntry]) -> bool:
    """Whether somebody edited proceedings and wrote in them: then both are in the list of that person's works."""
    editors = {_family(name) for name in names(proceedings.text("editor"))}
    return any(_family(name) in editors for paper in papers for name in names(paper.text("author")))


def _family(name: str) -> str:
    family = name.partition(",")[0] if "," in name else name.rsplit(maxsplit=1)[-1]
    return "".join(filter(str.isalpha, family)).casefold()


def _parents(entry: BibEntry) -> list[str]:
    keys = [entry.text("crossref"), *entry.text("xdata").split(",")]
    return [key.strip().lower() for key in keys if key.strip()]


def _ancestors(entry: BibEntry, by_key: Mapping[str, BibEntry], read: _File) -> Iterator[BibEntry]:
    """Every entry that this one has fields from, the nearest first; a circle is followed once."""
    seen, waiting = {entry.key.lower()}, _parents(entry)
    while waiting and len(seen) <= _MOST_PARENTS:
        key = waiting.pop(0)
        if key in seen:
            continue
        seen.add(key)
        if key not in by_key:
            line = (entry.fields.get("crossref") or entry.fields.get("xdata") or Value("", entry.line)).line
            read.tell(line, "crossref", f'there is no entry "{key}" in the file')
            continue
        yield by_key[key]
        waiting += _parents(by_key[key])


def _handed(child: BibEntry, parent: BibEntry) -> Iterator[tuple[str, Value]]:
    """The fields of a parent under the names that they have in a child."""
    is_template = parent.kind == "xdata"
    for name, value in parent.fields.items():
        if is_template:
            yield name, value
        elif name in _HANDED:
            is_multi = parent.kind.startswith("mv")
            new = _HANDED[name][-1] if is_multi else _HANDED[name][0]
            yield new, value
        elif name == "author" and child.kind in {"inbook", "bookinbook", "suppbook"}:
            yield name, value
            yield "bookauthor", value
        elif name not in _OWN and name != "author":
            yield name, value
