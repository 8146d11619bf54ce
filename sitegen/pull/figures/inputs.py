r"""One text out of the many files of a source: the main file found, what it reads put in its place.

In: the members of a source. Out: the whole document, from `\documentclass` to `\end{document}`. Files that are not
there are passed over, a file that reads itself is read once more and no further.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping

from sitegen.pull.figures.tex import decode, group, without_comments, without_dead_branches
from sitegen.regex import regex

_CLASS = regex(r"\\document(?:class|style)\b\s*(?:\[[^\]]{0,2000}\])?\s*\{([^}]{0,400})\}")
_INPUT = regex(
    r"\\(?:(?P<one>input|include|subfile|subfileinclude|InputIfFileExists|loadglsentries)\*?\s*(?=\{)"
    r"|(?P<two>import|subimport|inputfrom|subinputfrom|includefrom|subincludefrom)\*?\s*(?=\{)"
    r"|input\s+(?P<bare>[^\s\\{}%]+))"
)
_DEEPEST = 12
_MOST_READ = 600
_LONGEST = 24_000_000
_ENDINGS = (".tex", ".ltx", ".latex")


def main_files(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """The files that could be the main one, the likeliest first."""
    texts = {name: without_comments(decode(data)) for name, data in members.items() if _is_tex(name)}
    roots = [name for name, text in texts.items() if _CLASS.search(text) and r"\begin{document}" in text]
    if not roots:
        return tuple(sorted(texts, key=lambda name: (-len(texts[name]), name))[:1])
    hinted = _hinted(members)
    read = {input_name for text in texts.values() for input_name in _names_read(text)}
    return tuple(sorted(roots, key=lambda name: _rank(name, texts[name], members, hinted, read)))


def _rank(
    name: str, text: str, members: Mapping[str, bytes], hinted: tuple[str, ...], read: set[str]
) -> tuple[object, ...]:
    stem = posixpath.splitext(name)[0]
    declared = _CLASS.search(text)
    document_class = declared[1].strip() if declared else ""
    is_part = document_class in {"subfiles", "standalone"} or posixpath.basename(stem) in read
    is_elsewhere = "/" in document_class and f"{document_class}.cls" not in members
    return (
        name not in hinted, is_part, f"{stem}.bbl" not in members, is_elsewhere, name.count("/"),
        r"\includegraphics" not in text and not _INPUT.search(text), -len(text), name,
    )  # fmt: skip


def _names_read(text: str) -> set[str]:
    return {
        posixpath.basename(posixpath.splitext(argument[0])[0])
        for start in _INPUT.finditer(text)
        if (argument := group(text, start.end()))
    }


def _hinted(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """The main files that arXiv's own note in the source names."""
    for name, data in members.items():
        if posixpath.basename(name).lower() == "00readme.json":
            try:
                sources = json.loads(decode(data))["sources"]
                return tuple(str(source["filename"]) for source in sources if source.get("usage") == "toplevel")
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
                return ()
        if posixpath.basename(name).lower() == "00readme.xxx":
            rows = (line.split() for line in decode(data).splitlines())
            return tuple(row[0] for row in rows if len(row) > 1 and row[1].lower() == "toplevelfile")
    return ()


def _is_tex(name: str) -> bool:
    return name.lower().endswith(_ENDINGS)


def whole(members: Mapping[str, bytes], main: str) -> str:
    """The document that starts in `main`, without comments and dead branches, up to its end."""
    text = without_dead_branches(_InputReader(members).read(main, posixpath.dirname(main), 0))
    return text.partition(r"\end{document}")[0]


class _InputReader:
    """Files read into each other, with what is left of the bounds."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self._members = members
        self._by_case = {name.lower(): name for name in sorted(members, reverse=True)}
        self._files, self._characters = _MOST_READ, _LONGEST

    def read(self, name: str, folder: str, depth: int) -> str:
        """A file with everything it reads in place; names in it are relative to `folder`."""
        text = without_comments(decode(self._members[name]))
        self._files -= 1
        self._characters -= len(text)
        if depth > _DEEPEST or self._files < 0 or self._characters < 0:
            return ""
        if depth and r"\begin{document}" in text:
            text = text.partition(r"\begin{document}")[2].partition(r"\end{document}")[0]
        done, at = [], 0
        for start in _INPUT.finditer(text):
            reference = self._named(text, start, folder)
            if start.start() < at or not reference:
                continue
            written, inner_folder, end = reference
            done.append(text[at : start.start()])
            if path := self._find(written, (inner_folder, folder, posixpath.dirname(name))):
                done.append(self.read(path, inner_folder, depth + 1))
            at = end
        return "".join(done) + text[at:]

    @staticmethod
    def _named(text: str, start: re.Match[str], folder: str) -> tuple[str, str, int] | None:
        """The name that a command reads, the folder for names in that file, and where the command ends."""
        if start["bare"]:
            return start["bare"], folder, start.end()
        first = group(text, start.end(), 2000)
        if not first or start["one"]:
            return (first[0].strip().strip('"'), folder, first[1]) if first else None
        second = group(text, first[1], 2000)
        if not second:
            return None
        inner = posixpath.join(folder, first[0].strip()) if start["two"].startswith("sub") else first[0].strip()
        return second[0].strip().strip('"'), inner, second[1]

    def _find(self, written: str, folders: tuple[str, ...]) -> str:
        for folder in dict.fromkeys((*folders, "")):
            path = posixpath.normpath(posixpath.join(folder, written))
            for name in (path, *(path + ending for ending in _ENDINGS)):
                if _is_tex(name) or posixpath.splitext(name)[1]:
                    member = name if name in self._members else self._by_case.get(name.lower(), "")
                    if member:
                        return member
        return ""
