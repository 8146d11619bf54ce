"""What was published under which name: `content/.pulled/published.yaml`, which builds write and nobody edits.

In: a site's folder. Out: what is remembered, and the file, written whole; one line a name, each a YAML mapping in the
form of JSON, so that thousands are read in no time. Where git merged two files what both sides say counts, also between
the marks of a conflict. A line that cannot be read is an error, because a forgotten name would be given away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sitegen.content import files
from sitegen.content.lock import PUBLISHED as FILE
from sitegen.errors import Problem
from sitegen.model.published import NOTHING_PUBLISHED, PARTS, Memory, PublishedNames, Remembered
from sitegen.regex import regex

_HEAD = """\
# Which citation keys, addresses and feed ids were published, and for what, so that none is given to anything else.
# `sitegen build` keeps this file: commit it, do not edit it. Where git asks how to merge it, keep all lines.
"""
_KINDS = {"papers": "papers", "authors": "people", "venues": "venues", "topics": "topics"}
"""What is remembered of the pages in each folder; all other pages are mere pages."""
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_HINT = "take the file from version control again; without it, the next build remembers anew what there is then"
_FEEDS = regex(r"tag:[^\s:]+:/(?:\S*/)?|urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FIELDS = Remembered._fields
_READABLE = json.JSONEncoder(ensure_ascii=False)
_LISTS = frozenset({"keys", "was"})
_FLAGS = frozenset({"file", "gone"})


def read(root: Path) -> tuple[PublishedNames, tuple[Problem, ...]]:
    """Read what is remembered of the site in `root`: nothing without a file, and with errors."""
    path = root / FILE
    if not path.exists() and not path.is_symlink():
        return NOTHING_PUBLISHED, ()
    fault = files.fault(root / "content", FILE.removeprefix("content/"))
    try:
        text = "" if fault else path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fault = f"cannot be read ({getattr(error, 'strerror', None) or 'it is not UTF-8'})"
    return (NOTHING_PUBLISHED, (_error(f"the file {fault}"),)) if fault else from_text(text)


def from_text(text: str) -> tuple[PublishedNames, tuple[Problem, ...]]:
    """Return what the text of the file says, with a warning where a merge was left unfinished; or errors."""
    lines, strange = list[tuple[int, str]](), list[int]()
    feeds, marks = "", 0
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.startswith('"'):
            lines.append((number, line))
        elif line.startswith("feeds: "):
            feeds = feeds or _feeds(line)
        elif line.startswith(_MARKS):
            marks = marks or number
        elif line.strip() and not line.startswith("#"):
            strange.append(number)
    memory = _memory(lines, strange)
    if strange or not feeds:
        problems = [_error("the line is none that sitegen has written", number) for number in sorted(strange)[:5]]
        return NOTHING_PUBLISHED, tuple(problems) or (_error("the file does not say what was published"),)
    warning = _error("a merge was left unfinished here: the lines of both sides count", marks)
    unfinished = (warning.as_warning("run `sitegen build`, which writes it in order, and commit it"),) if marks else ()
    return PublishedNames(feeds, **_parts(memory)), unfinished


def _parts(memory: Memory) -> dict[str, dict[str, Remembered]]:
    """Return what is remembered by its kind, each by its slug, from what is remembered by its address."""
    parts: dict[str, dict[str, Remembered]] = {part: {} for part in PARTS}
    for address, remembered in memory.items():
        folder, slash, slug = address.removesuffix("/").partition("/")
        if slash and not folder:
            parts["redirects"][slug] = remembered
        elif slash and folder in _KINDS:
            parts[_KINDS[folder]][slug] = remembered
        else:
            parts["pages"][address.removesuffix("/")] = remembered
    return parts


def _error(sentence: str, line: int = 0) -> Problem:
    return Problem(FILE, line, sentence=sentence, hint=_HINT)


def _feeds(line: str) -> str:
    try:
        value = json.loads(line.partition(":")[2])
    except ValueError:
        return ""
    return value if isinstance(value, str) and _FEEDS.fullmatch(value) else ""


def _memory(lines: Sequence[tuple[int, str]], strange: list[int]) -> Memory:
    """Return what some lines say; the numbers of those that say nothing join `strange`."""
    try:
        entries = json.loads("[{" + "},{".join([line for _, line in lines]) + "}]") if lines else []
        if len(entries) == len(lines):
            return _joined(item for named in entries for item in named.items())
    except (ValueError, TypeError, RecursionError):
        pass
    strange += [number for number, line in lines if not _is_sound(line)] or [number for number, _ in lines[:1]]
    return {}


def _is_sound(line: str) -> bool:
    try:
        ((_, data),) = json.loads("{" + line + "}").items()
        _remembered(data)
    except (ValueError, TypeError, RecursionError):
        return False
    return True


def _joined(named: Iterable[tuple[str, Any]]) -> Memory:
    """Return what is remembered by its name; where two lines have one name, all that both say."""
    memory: dict[str, Remembered] = {}
    for name, data in named:
        remembered = _remembered(data)
        memory[name] = _both(memory[name], remembered) if name in memory else remembered
    return memory


def _remembered(data: Any) -> Remembered:
    """Return what one line says. Raises `TypeError` where it is none of ours."""
    for key, value in data.items() if isinstance(data, dict) else ((None, None),):
        if key in _LISTS:
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                raise TypeError(key)
            data[key] = tuple(value)
        elif value is not True if key in _FLAGS else not isinstance(value, str):
            raise TypeError(key)
    return Remembered(**data)


def _both(first: Remembered, second: Remembered) -> Remembered:
    """Return what two lines say of one thing: what the later says, with the older names of both.

    The later is the one that knows the key of the other; of two that tell nothing the first in order, whoever merges.
    """
    later, earlier = sorted((first, second), key=lambda line: (line.key in {*first.keys, *second.keys}, line.key, line))
    keys = dict.fromkeys((*later.keys, earlier.key, *earlier.keys))
    return later._replace(
        keys=tuple(key for key in keys if key and key != later.key),
        was=tuple(dict.fromkeys((*later.was, *earlier.was))),
        first=later.first or earlier.first,
        gone=first.gone and second.gone,
    )


def as_text(published: PublishedNames) -> str:
    """Return the text of the file: every part sorted, what is empty left out."""
    return _HEAD + "".join(f"{line}\n" for line in _lines(published))


def _lines(published: PublishedNames) -> Iterator[str]:
    """Yield the lines of the file: what feed ids are made of, then each address with what it was given to.

    Each line says all by itself, so that git may put those of two files in any order.
    """
    yield f"feeds: {_json(published.feeds)}"
    starts = {f"{folder}/": part for folder, part in _KINDS.items()}
    for start, part in (starts | {"": "pages", "/": "redirects"}).items():
        memory: Memory = getattr(published, part)
        yield from (f"{_json(f'{start}{name}/')}: {_json(_as_data(memory[name]))}" for name in sorted(memory))


def _as_data(remembered: Remembered) -> Mapping[str, Any]:
    return {name: value for name, value in zip(_FIELDS, remembered, strict=True) if value}


def _json(value: Any) -> str:
    text = _READABLE.encode(value)
    return text if text.isprintable() else json.dumps(value)  # what YAML would not take as it is


def is_in_order(root: Path, told: Iterable[Problem]) -> bool:
    """Tell whether the file is there, and nothing was told of it when it was read: then only news need be written."""
    return (root / FILE).is_file() and not any(problem.file == FILE for problem in told)


def write(root: Path, published: PublishedNames) -> str:
    """Write the file, if it does not say so already; return what keeps it from being written, if anything does."""
    path, text = root / FILE, as_text(published).encode()
    if (root / "content").is_symlink() or path.parent.is_symlink() or path.is_symlink():
        return "it stands behind a link"
    try:
        if not path.exists() or path.read_bytes().replace(b"\r\n", b"\n") != text:
            path.parent.mkdir(exist_ok=True)
            files.write(path, text)
    except OSError as error:
        return error.strerror or "it could not be written"
    return ""
