"""YAML text with positions, and nothing that can hurt: the only door to PyYAML.

In: the bytes or text of one file. Out: a `Document`: its data, in which every scalar is the text that was typed, a node
tree that knows where each piece stands, and every fault found. Never types a value, never makes an object. Aliases are
followed only in what another program's site has (`parse_foreign`), and only so far that they cannot hurt.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable
from itertools import islice
from typing import Any, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from sitegen.content.document import MAX_PROBLEMS, Document, MappingNode, Node, Scalar, SequenceNode, dotted, place
from sitegen.content.faults import explain, key_near
from sitegen.errors import Problem, Severity, SitegenError
from sitegen.records import NamedTuple
from sitegen.regex import regex

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 32
MAX_NODES = 200_000
"""Pieces of another program's file, each alias counted as all that it stands for."""
HAS_C_LOADER: bool = yaml.__with_libyaml__

_UNPRINTABLE = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufeff\ufffe\uffff\ud800-\udfff]")
_COMMANDS = (
    r"nu|nabla|ne[gq]?|nmid|notin|not(?=\\)|num\w*|nonumber|normal(?:size|font)|newline"
    r"|r(?:ho|m|ight\w*|angle|ceil|floor|ef)|t(?:au|heta|imes|o|op|ilde|an|anh|frac|r|riangle\w*|ext\w*)"
)
_NO_COLON = regex(r"\s*[,}]")
_FOLDED_ITEM = regex(r"[\r\n] *- ")
_SWALLOWED = regex(rf"(?<!\\)(?:\\\\)*\\((?:{_COMMANDS})(?![a-zA-Z])|_)")


def decode(raw: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Turn a file's bytes into text; a byte order mark is dropped. Too large or not UTF-8 is a problem."""
    if len(raw) > MAX_BYTES:
        size = f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB"
        return "", (Problem(file, 1, 1, "", size, "put long text into a page, and data into assets/"),)
    try:
        return raw.decode("utf-8-sig" if raw.startswith(BOM_UTF8) else "utf-8"), ()
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8-sig")
        byte = f"byte 0x{raw[fault.start]:02x} is not UTF-8 text"
        near = key_near(before, len(before))
        return "", (Problem(file, *place(before, len(before)), near, byte, "save the file as UTF-8"),)


def parse(source: bytes | str, file: str, digest: bytes = b"") -> Document:
    """Read one YAML file, of whose bytes there may be a `digest`. Every fault becomes a problem; nothing is raised."""
    text, problems = decode(source, file) if isinstance(source, bytes) else (source, ())
    if not problems:
        problems = tuple(_unprintable(text, file))
    if problems:
        return Document(file, text, None, None, problems, digest)
    try:
        data = _plainly(text)
    except (_OddError, yaml.YAMLError):
        return _parsed(text, file, digest)
    return Document(file, text, data, lambda: _parsed(text, file).root, (), digest)


def _parsed(text: str, file: str, digest: bytes = b"") -> Document:
    """Read a text with the place of each piece of it, and every fault."""
    composer = _Composer(text, file)
    try:
        data, root = composer.compose()
    except yaml.MarkedYAMLError as fault:
        data, root = None, None
        problem = _syntax(fault, text, file)
        if problem.place not in {known.place for known in composer.problems}:
            composer.problems.append(problem)
    except _TooDeepError:
        data, root = None, None
    return Document(file, text, data, root, tuple(composer.problems), digest)


def parse_foreign(text: str, file: str) -> Document:
    """Read YAML that was written for another program: whatever is harmless is taken as that program took it.

    Anchors, aliases and `<<` are followed up to `MAX_NODES` pieces in all, of a key that stands twice the last one
    counts, tags mean nothing, only the first document is read, and `~` and `null` are nothing. LaTeX in double quotes
    keeps its backslashes. What cannot be parsed is a problem of the document; nothing is raised.
    """
    text = _UNPRINTABLE.sub("", text)
    composer = _ForeignComposer(text, file)
    try:
        data, root = composer.compose()
    except yaml.MarkedYAMLError as fault:
        return Document(file, text, None, None, (*composer.problems, _syntax(fault, text, file)))
    except (_TooDeepError, yaml.reader.ReaderError):
        data, root = None, None
    return Document(file, text, data, root, tuple(composer.problems))


def read(source: bytes | str, file: str) -> Document:
    """Read one YAML file that must be well. Raises `SitegenError` with every fault found."""
    document = parse(source, file)
    errors = [problem for problem in document.problems if problem.severity == "error"]
    if errors:
        raise SitegenError(errors)
    return document


def _unprintable(text: str, file: str) -> list[Problem]:
    return [
        Problem(file, *place(text, at), key_near(text, at), _unprintable_sentence(text[at]), "delete it")
        for at in [character.start() for character in islice(_UNPRINTABLE.finditer(text), MAX_PROBLEMS)]
    ]


def _unprintable_sentence(character: str) -> str:
    kind = {"\u2028": "line separator", "\u2029": "paragraph separator", "\ufeff": "byte order mark"}
    override = character in "\u202d\u202e"
    what = "direction override" if override else kind.get(character, "control character")
    return f"the file holds an invisible {what} (U+{ord(character):04X})"


def _syntax(fault: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    mark = fault.problem_mark or fault.context_mark
    context = fault.context_mark.index if fault.context_mark else None
    index = mark.index if mark else 0
    reworded = explain(text, index, context, f"{fault.context or ''}: {fault.problem or ''}")
    return Problem(file, *place(text, reworded.start), reworded.field, reworded.sentence, reworded.hint)


class _PythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """The reader of YAML where PyYAML was built without its C part; about twelve times slower."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def _parser() -> Any:
    if not HAS_C_LOADER:
        return _PythonParser
    from yaml._yaml import CParser  # exists only where PyYAML was built with libyaml

    return CParser


def _start(event: Any) -> int:
    return cast(int, event.start_mark.index)


def _end(event: Any) -> int:
    return cast(int, event.end_mark.index)


class _OddError(Exception):
    """Something of which more may have to be said than what it holds."""


def _plainly(text: str) -> Any:
    """Return the data of a text that is well, in half the time that its nodes take.

    Raises `_OddError` for whatever `_Composer` has a problem with, or may have.
    """
    following: Callable[[], Any] = _parser()(text).get_event
    following()
    if type(following()) is not DocumentStartEvent:
        raise _OddError
    data = _data(following(), following, _Signs(" #" in text, text if "\\" in text else ""), 0)
    following()
    if type(following()) is not StreamEndEvent:
        raise _OddError
    return data


class _Signs(NamedTuple):
    """What may not be as it looks: whether a text has anything like a comment, and the text if it has backslashes."""

    has_comments: bool
    backslashes: str


def _data(event: Any, following: Callable[[], Any], signs: _Signs, depth: int) -> Any:
    """Return the data that begins with an event; `following` returns the next one."""
    kind = type(event)
    if kind is ScalarEvent:
        return _value(event, signs)
    if depth >= MAX_DEPTH or kind is AliasEvent or event.tag is not None or event.anchor is not None:
        raise _OddError
    if kind is SequenceStartEvent:
        items = []
        while type(event := following()) is not SequenceEndEvent:
            items.append(_data(event, following, signs, depth + 1))
        return items
    table: dict[str, Any] = {}
    flow = event.flow_style
    while type(event := following()) is not MappingEndEvent:
        if type(event) is not ScalarEvent:
            raise _OddError
        name = _value(event, signs)
        if name is None or name in table or name == "<<":
            raise _OddError
        table[name] = value = _data(following(), following, signs, depth + 1)
        if value is None and flow:
            raise _OddError
    return table


def _value(event: Any, signs: _Signs) -> str | None:
    if event.tag is not None or event.anchor is not None:
        raise _OddError
    text: str = event.value
    if not event.style:
        if not text:
            return None
        if signs.has_comments or event.start_mark.line != event.end_mark.line:
            raise _OddError
    elif event.style == '"' and "\\" in signs.backslashes[event.start_mark.index : event.end_mark.index]:
        raise _OddError
    return text


class _Composer:
    """Builds data and nodes from one parse, holding the parser and what was found wrong so far."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self._has_signs = " #" in text, "\\" in text
        self._path: list[str | int] = []
        self._next: Callable[[], Any] = _parser()(text).get_event

    def compose(self) -> tuple[Any, Node | None]:
        """Read the only document of the stream."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None, None
        document = self._node(self._next(), 0)
        self._next()
        if isinstance(following := self._next(), yaml.DocumentStartEvent):
            self._refuse(following, "a second document starts here", "keep one document in the file: delete the ---")
        return document

    def _refuse(self, event: Any, sentence: str, hint: str) -> None:
        self._add(_start(event), sentence, hint)

    def _add(self, index: int, sentence: str, hint: str, severity: Severity = "error") -> None:
        if len(self.problems) >= (MAX_PROBLEMS if severity == "warning" else 2 * MAX_PROBLEMS):
            return  # so many warnings never keep an error from being told
        line, column = place(self.text, index)
        self.problems.append(Problem(self.file, line, column, dotted(self._path), sentence, hint, severity))

    def _node(self, event: Any, depth: int) -> tuple[Any, Node]:
        if type(event) is ScalarEvent:
            return self._scalar(event)
        if isinstance(event, AliasEvent):
            self._refuse(event, f'"*{event.anchor}" is a YAML alias, which is not read', _QUOTE.format("star"))
            return None, Scalar(None, _start(event), _end(event), "")
        if depth >= MAX_DEPTH:
            sentence = f"lists and mappings are nested more than {MAX_DEPTH} deep"
            del self._path[3:]
            self._refuse(event, sentence, "look for a bracket that is never closed")
            raise _TooDeepError
        self._refuse_tag_and_anchor(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _refuse_tag_and_anchor(self, event: Any) -> None:
        if event.tag is not None:
            hint = _QUOTE.format("exclamation mark")
            self._refuse(event, f'"{event.tag}" is a YAML tag, which is not read', hint)
        if event.anchor is not None:
            self._refuse(event, f'"&{event.anchor}" is a YAML anchor, which is not read', _QUOTE.format("ampersand"))

    def _scalar(self, event: Any) -> tuple[str | None, Scalar]:
        text, style = event.value, event.style or ""
        if event.tag is not None or event.anchor is not None:
            self._refuse_tag_and_anchor(event)
        first, last = event.start_mark, event.end_mark
        start, end = first.index, last.index
        has_comments, has_backslashes = self._has_signs
        if style == '"':
            if has_backslashes:
                self._check_escapes(event)
        elif not style and not text:
            text = None
        elif not style and (has_comments or first.line != last.line):
            self._check_plain(start, end)
        return text, Scalar(text, start, end, style)

    def _check_plain(self, start: int, end: int) -> None:
        """Two ways in which text without quotes is not what it looks like."""
        if item := _FOLDED_ITEM.search(self.text, start, end):
            self._add(
                item.end() - 2, "this line starts with a dash, and is read as a part of the value above it", _ITEM
            )
        if self.text.startswith(" #", end) and self.text[end + 2 : end + 3].strip(" #\r\n"):
            sentence = 'the text from "#" on is a comment, and is not read'
            hint = "if it belongs to the value, put the value in single quotes; else write a space after the #"
            self._add(end + 1, sentence, hint, "warning")

    def _check_escapes(self, event: Any) -> None:
        """A backslash in double quotes is YAML's own: LaTeX loses its first letters there."""
        raw = self.text[_start(event) : _end(event)]
        if "\\" not in raw:
            return
        swallowed = _SWALLOWED.search(raw)
        bad = _UNPRINTABLE.search(event.value)
        if swallowed:
            sentence = f'in double quotes YAML reads "\\{swallowed[1]}" as an escape, not as LaTeX'
        elif bad:
            sentence = f"in double quotes a backslash here makes an invisible character (U+{ord(bad[0]):04X})"
        else:
            return
        self._refuse(event, sentence, _LATEX)

    def _sequence(self, event: Any, depth: int) -> tuple[list[Any], SequenceNode]:
        node = SequenceNode(_start(event), bool(event.flow_style))
        data: list[Any] = []
        while type(following := self._next()) is not SequenceEndEvent:
            self._path.append(len(data))
            value, child = self._node(following, depth + 1)
            self._path.pop()
            data.append(value)
            node.items.append(child)
        node.end = _end(following)
        return data, node

    def _mapping(self, event: Any, depth: int) -> tuple[dict[str, Any], MappingNode]:
        node = MappingNode(_start(event), bool(event.flow_style))
        data: dict[str, Any] = {}
        goes_on: dict[str, int] = {}
        while type(following := self._next()) is not MappingEndEvent:
            if node.flow and self._is_rest(following, node):
                goes_on[next(reversed(node.entries))] = _end(following)
                self._next()  # the nothing that stands behind it
                continue
            key = self._key(following, node, depth)
            self._path.append(following.value if type(following) is ScalarEvent else "")
            value, child = self._node(self._next(), depth + 1)
            self._path.pop()
            if key is not None and key.text is not None:
                data[key.text] = value
                node.entries[key.text] = (key, child)
        node.end = _end(following)
        for name, end in goes_on.items():
            self._refuse_comma(name, node.entries[name][1].start, end)
        return data, node

    def _is_rest(self, event: Any, node: MappingNode) -> bool:
        """Tell whether a key within {…} is the rest of the text before it, which a comma ended: no colon follows it."""
        last = next(reversed(node.entries.values()))[1] if node.entries else None
        is_plain = type(event) is ScalarEvent and not event.style and bool(event.value)
        is_after_text = isinstance(last, Scalar) and last.text is not None and not last.style
        return is_plain and is_after_text and bool(_NO_COLON.match(self.text, _end(event)))

    def _refuse_comma(self, name: str, start: int, end: int) -> None:
        whole = " ".join(self.text[start:end].split()).replace("'", "''")
        self._path.append(name)
        self._add(start, "within {…} a comma ends a text without quotes", f"put it in quotes: {name}: '{whole}'")
        self._path.pop()

    def _key(self, event: Any, node: MappingNode, depth: int) -> Scalar | None:
        if type(event) is not ScalarEvent:
            self._refuse(event, "a key must be a plain word", "put the value after the colon, not before it")
            self._node(event, depth + 1)
            return None
        text, key = self._scalar(event)
        if text is None:
            self._refuse(event, "a key is missing before the colon", "write the key, or delete the line")
            return None
        if text == "<<" and not key.style:
            self._refuse(event, '"<<" is a YAML merge key, which is not read', "write the keys out")
            return None
        if text in node.entries:
            first = place(self.text, node.entries[text][0].start)[0]
            sentence = f'the key "{text}" is here a second time (first on line {first})'
            self._path.append(text)
            self._refuse(event, sentence, "keep one of the two")
            self._path.pop()
            return None
        return key


class _TooDeepError(Exception):
    """Nesting, or repetition by aliases, that nobody means; ends the parse before it costs anything."""


class _Anchored(NamedTuple):
    """The node that an anchor names: its data, its node, of how many pieces it is, and how deep they are nested."""

    data: Any
    node: Node
    pieces: int
    height: int


class _ForeignComposer(_Composer):
    """Builds data and nodes from YAML that was written for another program."""

    def __init__(self, text: str, file: str) -> None:
        super().__init__(text, file)
        self._anchored: dict[str, _Anchored] = {}
        self._pieces = 0
        self._deepest = 0

    def compose(self) -> tuple[Any, Node | None]:
        """Read the first document of the stream."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None, None
        return self._node(self._next(), 0)

    def _node(self, event: Any, depth: int) -> tuple[Any, Node]:
        if isinstance(event, AliasEvent):
            return self._alias(event, depth)
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        before, deepest = self._pieces, self._deepest
        self._count(event, 1)
        self._deepest = depth
        data, node = super()._node(event, depth)
        if event.anchor is not None:
            pieces, height = self._pieces - before, self._deepest - depth
            self._anchored[event.anchor] = _Anchored(data, node, pieces, height)
        self._deepest = max(deepest, self._deepest)
        return data, node

    def _alias(self, event: Any, depth: int) -> tuple[Any, Node]:
        """The data that an alias stands for; nothing, with a warning, where it names nothing that is whole."""
        known = self._anchored.get(event.anchor)
        if known is None:
            self._add(_start(event), f'"*{event.anchor}" names nothing above it', "", "warning")
            return None, Scalar(None, _start(event), _end(event), "")
        self._count(event, known.pieces)
        if depth + known.height > MAX_DEPTH:
            self._add(_start(event), f"aliases nest lists and mappings more than {MAX_DEPTH} deep", "")
            raise _TooDeepError
        self._deepest = max(self._deepest, depth + known.height)
        return known.data, known.node

    def _count(self, event: Any, pieces: int) -> None:
        self._pieces += pieces
        if self._pieces > MAX_NODES:
            sentence = f"the file is of more than {MAX_NODES:,} pieces, each alias counted as what it stands for"
            self._add(_start(event), sentence, "")
            raise _TooDeepError

    def _refuse_tag_and_anchor(self, event: Any) -> None:
        """Tags mean nothing here, and anchors are followed."""

    def _scalar(self, event: Any) -> tuple[str | None, Scalar]:
        text, style = event.value, event.style or ""
        if not style and text in _NOTHING:
            text = None
        elif style == '"':
            raw = self.text[_start(event) + 1 : _end(event) - 1]
            is_latex = _SWALLOWED.search(raw) or _UNPRINTABLE.search(text)
            text = _with_backslashes(raw) if is_latex else text
        node = Scalar(text, _start(event), _end(event), style)
        self._count(event, 1)
        if event.anchor is not None:
            self._anchored[event.anchor] = _Anchored(text, node, 1, 0)
        return text, node

    def _is_rest(self, event: Any, node: MappingNode) -> bool:  # noqa: ARG002 - the arguments of ours
        """What has no colon is a key of nothing."""
        return False

    def _key(self, event: Any, node: MappingNode, depth: int) -> Scalar | None:  # noqa: ARG002 - the arguments of ours
        """A key as text; the last of two that are the same counts, and what is no text is no key."""
        if not isinstance(event, ScalarEvent):
            self._node(event, depth + 1)
            return None
        text, key = self._scalar(event)
        return key._replace(text=text or "")

    def _mapping(self, event: Any, depth: int) -> tuple[dict[str, Any], MappingNode]:
        data, node = super()._mapping(event, depth)
        merged, merged_node = data.pop("<<", None), node.entries.pop("<<", None)
        for other in merged if isinstance(merged, list) else [merged]:
            for name, value in other.items() if isinstance(other, dict) else ():
                if name not in data and merged_node is not None:
                    data[name] = value
                    node.entries[name] = merged_node
        return data, node


_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def _with_backslashes(raw: str) -> str:
    r"""A text in double quotes in which LaTeX stands: only `\"`, `\\` and line breaks mean what they mean in YAML."""
    lines = [line.strip() if number else line.rstrip() for number, line in enumerate(raw.split("\n"))]
    return re.sub(r'\\(["\\])', r"\1", " ".join(lines).strip())


_QUOTE = "if the {} is part of the text, put the text in single quotes"
_ITEM = "indent it like the items above; if it is text, write the value as a | block"
_LATEX = "write LaTeX in single quotes or in a | block"
