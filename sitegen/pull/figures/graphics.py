r"""Pictures that a LaTeX document includes: every usual command, and the file that each of them means.

In: a command of a document, the members of its source. Out: the name of the member. LaTeX's own rules come first
(`\graphicspath`, endings that were left out); then what a mirror or a careless packer may have changed: upper and lower
case, another format of the same picture, another folder.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from sitegen.pull.figures.source_figure import PICTURES
from sitegen.pull.figures.tex import after_options, group, option
from sitegen.regex import regex

COMMANDS = (
    "includegraphics", "includesvg", "includepdf", "adjincludegraphics", "adjustimage", "incgraph", "epsfig", "psfig",
    "epsfbox", "epsffile", "plotone", "plottwo", "plotfiddle", "BoxedEPSF", "special", "gridfig", "leftfig", "rightfig",
    "fig", "includestandalone",
)  # fmt: skip
_KEYED = regex(r"(?:^|[\s,{])(?:file|figure|psfile|epsfile)\s*=\s*[\"{]?([^,\s}\"]+)")
_WRAPPING = regex(r"\\(?:detokenize|string|unexpanded|jobname)|[{}\"]")
_ALT = regex(r"(?:^|,)\s*alt\s*=\s*")
_FOLDERS = regex(r"\\(?:graphicspath|svgpath)\s*(?=\{)")


def names(text: str, command: str, start: int) -> tuple[str, ...]:
    """The pictures that a command includes whose arguments begin at `start`, as written."""
    at = start + 1 if text.startswith("*", start) else start
    first = group(text, after_options(text, at), 4000)
    if not first:
        return ()
    if command in {"epsfig", "psfig", "special"}:
        return tuple(_KEYED.findall(first[0])[:1])
    if command == "BoxedEPSF":
        return tuple(first[0].split()[:1])
    second = group(text, first[1], 4000) if command in {"adjustimage", "plottwo"} else None
    if command == "adjustimage":
        return (second[0],) if second else ()
    return (first[0], second[0]) if second else (first[0],)


def described(text: str, start: int) -> str:
    """The author's description among the options of a picture whose arguments begin at `start`."""
    options = option(text, start + 1 if text.startswith("*", start) else start)
    key = _ALT.search(options[0]) if options else None
    if not options or not key:
        return ""
    braced = group(options[0], key.end())
    return braced[0] if braced else options[0][key.end() :].partition(",")[0]


def folders(text: str) -> tuple[str, ...]:
    r"""The folders that `\graphicspath` names."""
    paths: list[str] = []
    for start in _FOLDERS.finditer(text):
        argument = group(text, start.end(), 4000)
        inner = re.findall(r"\{([^{}]*)\}", argument[0]) if argument else []
        paths += inner or ([argument[0]] if argument else [])
    return tuple(dict.fromkeys(folder.strip() for folder in paths))


class ImageIndex:
    """The pictures of a source, to be found by what authors call them."""

    def __init__(self, members: Iterable[str], folders: Iterable[str] = ()) -> None:
        pictures = sorted(name for name in members if _ending(name) in PICTURES)
        self._names = frozenset(pictures)
        self._folders = ("", *folders)
        self._by_case = {name.lower(): name for name in reversed(pictures)}
        self._by_base = _unique((posixpath.basename(name).lower(), name) for name in pictures)
        self._by_stem = _unique((posixpath.splitext(posixpath.basename(name).lower())[0], name) for name in pictures)

    def find(self, written: str) -> str:
        """The member that a name means; empty when there is none."""
        name = _WRAPPING.sub("", written.replace("\\space", " ")).strip().replace("\\", "/")
        if not name or len(name) > 500:
            return ""
        paths = [posixpath.normpath(posixpath.join(folder, name)).lstrip("/") for folder in self._folders]
        for path in paths:
            for candidate in _candidates(path):
                if candidate in self._names:
                    return candidate
        for path in paths:
            for candidate in _candidates(path):
                if member := self._by_case.get(candidate.lower()):
                    return member
        base = posixpath.basename(paths[0]).lower()
        stem = posixpath.splitext(base)[0] if _ending(base) in PICTURES else base
        return self._by_base.get(base) or self._by_stem.get(stem, "")


def _candidates(path: str) -> Iterable[str]:
    """The path as it is, with endings that may have been left out, and with another ending than the one given."""
    if _ending(path) in PICTURES:
        yield path
        path = path.rpartition(".")[0]
    for ending in PICTURES:
        yield f"{path}.{ending}"
        yield f"{path}-eps-converted-to.{ending}"


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1][1:].lower()


def _unique(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """The name of each key; empty where a key stands for several."""
    unique: dict[str, str] = {}
    for key, name in pairs:
        unique[key] = "" if key in unique else name
    return unique
