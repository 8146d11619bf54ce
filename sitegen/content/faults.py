"""YAML syntax errors in words that help the person who wrote the file.

In: the text, where the parser stopped and what it said. Out: a `Fault`: the place to look at, the key on that line, a
sentence and a hint. Never parses; it looks at the characters around the place.
"""

from __future__ import annotations

import re

from sitegen.records import NamedTuple
from sitegen.regex import regex

_KEY = regex(r"[ ]*(?:-[ ]+)*([A-Za-z_][\w-]*)[ ]*:(?=[ \r\n]|$)")
_KEY_WITHOUT_SPACE = regex(r"[ ]*(?:-[ ]+)*([A-Za-z_]\w*):(?!//)(?=\S)")
_BLOCK_BEGINS = regex(r"([ ]*)(?:-[ ]+)*([A-Za-z_][\w-]*)[ ]*:[ ]+([|>])[-+1-9]*[ ]*(?:#.*)?")
_VALUE_STARTS_WITH_MARK = regex(r"(?:^|[:\-]\s)\s*([*&!])")

_SINGLE_QUOTES = "put the value in single quotes"
_LATEX = "write LaTeX in single quotes or in a | block"
_APOSTROPHE = "inside single quotes an apostrophe is written twice: 'it''s'"
_LINE_UP = "keys of one mapping, and the dashes of one list, start in the same column"


class Fault(NamedTuple):
    """A fault to tell of: `start` is the character to point at, `field` the key on its line."""

    start: int
    field: str
    sentence: str
    hint: str


def explain(text: str, index: int, context: int | None, message: str) -> Fault:
    """Reword what a YAML parser said (`context: problem`) about the text at `index`, begun at `context`."""
    start = index if context is None else context
    for words, reword in _REWORDINGS:
        if any(word in message for word in words):
            at, sentence, hint = reword(text, index, start)
            block = not text[_line_start(text, at) : at].strip() and unindented(text, at)
            if block:
                sentence, hint = block[1:]
            return Fault(at, key_near(text, at), sentence, hint)
    return Fault(index, key_near(text, index), f"this is not YAML that can be read ({message.strip(': ')})", "")


def key_near(text: str, index: int) -> str:
    """The key on the line of a character, else the one nearest above it, else nothing."""
    line = _line(text, index)
    match = _KEY.match(line) or _KEY_WITHOUT_SPACE.match(line)
    if match:
        return match[1]
    above = [match[1] for match in map(_KEY.match, text[: _line_start(text, index)].splitlines()) if match]
    return above[-1] if above else ""


def unindented(text: str, index: int) -> tuple[str, str, str] | None:
    """The key, a sentence and a hint, when the line of a character is the text of a `|` that stands above it."""
    start = _line_start(text, index)
    above = text[:start].rstrip()
    block = _BLOCK_BEGINS.fullmatch(_line(text, max(len(above) - 1, 0)))
    line = _line(text, start)
    if not above or not block or len(line) - len(line.lstrip()) > len(block[1]):
        return None
    number = len(re.findall(r"\r\n?|\n", above)) + 1
    sentence = f"the text of `{block[2]}: {block[3]}` on line {number} is not indented"
    return block[2], sentence, "indent each of its lines by two spaces"


def unspaced(text: str, index: int) -> tuple[int, str, str] | None:
    """The position, a sentence and a hint, when the line of a character is a key whose colon has no space after it."""
    start = _line_start(text, index)
    key = _KEY_WITHOUT_SPACE.match(text, start)
    if not key:
        return None
    value = _shown(_line(text, start)[key.end() - start :].strip())
    return key.start(1), "a space is missing after the colon", f"write {key[1]}: {value}"


_Reworded = tuple[int, str, str]


def _line_start(text: str, index: int) -> int:
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def _line(text: str, index: int) -> str:
    return re.split(r"[\r\n]", text[_line_start(text, index) :], maxsplit=1)[0]


_COLOUR = regex(r":\s+(#[0-9a-fA-F]{3,6})\b")
"""A colour without quotes, which YAML takes for a comment."""


def _tab(_text: str, index: int, _start: int) -> _Reworded:
    return index, "a tab stands where YAML wants spaces", "indent with spaces"


def _token(text: str, index: int, _start: int) -> _Reworded:
    character = text[index : index + 1]
    if character == "\t":
        return _tab(text, index, index)
    if character == "-" and text[:index].rstrip().endswith(("[", ",")):
        return index, "a list in brackets has no dashes", "leave out the dash: within brackets commas part the items"
    if not character.strip():
        if colour := _COLOUR.search(text, max(0, text.rfind("{", 0, index)), index):
            return index, "a value is missing here", f"write '{colour[1]}' in quotes: # begins a comment"
        return index, "a value is missing here", "look for a bracket or a quote that is never closed"
    return index, f'a value without quotes cannot start with "{character}"', _SINGLE_QUOTES


def _mark(text: str, _index: int, start: int) -> _Reworded:
    return _token(text, start, start)


def _escape(text: str, index: int, start: int) -> _Reworded:
    backslash = text.rfind("\\", start, index + 1)
    escape = text[backslash : backslash + 2]
    return max(backslash, start), f'in double quotes "{escape}" is an escape that YAML does not know', _LATEX


def _quote(text: str, _index: int, start: int) -> _Reworded:
    hint = "close it" + (f"; {_APOSTROPHE}" if text[start : start + 1] == "'" else "")
    return start, "the quote that opens here is never closed", hint


def _colon(text: str, index: int, _start: int) -> _Reworded:
    before = text[_line_start(text, index) : index]
    key = _KEY.match(before)
    if key and before[key.end() :].strip():
        value = _shown(_line(text, index)[key.end() :].strip().replace("'", "''"))
        sentence = "a value without quotes cannot hold a colon followed by a space"
        return index, sentence, f"{_SINGLE_QUOTES}: {key[1]}: '{value}'"
    if missing_space := unspaced(text, max(_line_start(text, index) - 2, 0)):
        return missing_space
    first = _line_start(text, index) + len(before) - len(before.lstrip(" -"))
    above = _line(text, max(_line_start(text, index) - 2, 0))
    if _KEY.match(above):
        return first, "this key is indented deeper than the one above it", _LINE_UP
    return first, "the line above this key is not a key with a colon and a space", "write it as key: value"


def _shown(value: str) -> str:
    return value if len(value) <= 60 else value[:40].rstrip() + "…"


def _no_colon(text: str, _index: int, start: int) -> _Reworded:
    if missing_space := unspaced(text, start):
        return missing_space
    sentence = 'this line is neither "key: value" nor a part of the value above it'
    return start, sentence, "write it as key: value, or indent the line if it belongs to the value above"


def _no_key(text: str, index: int, _start: int) -> _Reworded:
    before = text[_line_start(text, index) : index].rstrip()
    character = text[index : index + 1]
    mark = _VALUE_STARTS_WITH_MARK.search(before)
    if mark:
        return _token(text, _line_start(text, index) + mark.start(1), 0)
    if before.endswith(("'", '"')):
        hint = _APOSTROPHE if before.endswith("'") else "put the whole value in single quotes"
        return index, "the value goes on after its closing quote", hint
    if before.endswith(("]", "}")):
        return index, "the value goes on after its closing bracket", _SINGLE_QUOTES
    if character == "-" and not before:
        above = _line(text, max(_line_start(text, index) - 2, 0))
        if above.lstrip().startswith("- "):
            return index, "this dash does not line up with the one above it", _LINE_UP
        return index, "a list item stands where a key is wanted", "a list stands below its own key"
    if character == ":":
        return index, "a key is missing before the colon", "write the key, or delete the line"
    return index, "this line does not line up with the keys above it", _LINE_UP


def _no_dash(_text: str, index: int, _start: int) -> _Reworded:
    return index, "this line does not line up with the list above it", _LINE_UP


def _bracket(text: str, _index: int, start: int) -> _Reworded:
    opened = text[start : start + 1]
    sentence = f'the bracket "{opened}" that opens here is not closed where it should be'
    return start, sentence, "close it; text that starts with a bracket, or holds a colon, goes in single quotes"


def _block(_text: str, index: int, _start: int) -> _Reworded:
    return index, "the text of a | or > block starts on the next line", "move it down and indent it"


def _dash(_text: str, index: int, _start: int) -> _Reworded:
    return index, "a list cannot start on the line of its key", "move it to the next line and indent it"


def _tight_colon(_text: str, index: int, _start: int) -> _Reworded:
    hint = "write a space after a key's colon; text that holds a colon goes in single quotes"
    return index, "within brackets a colon wants a space after it", hint


def _document(_text: str, index: int, _start: int) -> _Reworded:
    return index, "this line does not line up with the first key of the file", _LINE_UP


def _version(_text: str, index: int, _start: int) -> _Reworded:
    return index, "this YAML directive is not read", "delete the line that starts with %"


_REWORDINGS = (
    (("tab character",), _tab),
    (("cannot start any token", "expected node content", "expected the node content", "keys are not allowed"), _token),
    (("scanning an alias", "scanning an anchor", "parsing a tag", "scanning a tag", "undefined tag"), _mark),
    (("escape character", "hexdecimal", "hexadecimal", "character escape"), _escape),
    (("quoted scalar", "double-quoted", "single-quoted"), _quote),
    (("mapping values are not allowed",), _colon),
    (("unexpected ':'",), _tight_colon),
    (("could not find expected ':'",), _no_colon),
    (("flow sequence", "flow mapping", "flow node"), _bracket),
    (("scanning a block scalar",), _block),
    (("expected '-' indicator", "while parsing a block collection"), _no_dash),
    (("expected key", "while parsing a block mapping"), _no_key),
    (("sequence entries are not allowed",), _dash),
    (("document start",), _document),
    (("incompatible YAML", "directive"), _version),
)
