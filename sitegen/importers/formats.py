"""Formats that can be imported: the one table of them, asked from its top.

In: a file or a folder that somebody named. Out: the format it is in, by what it holds more than by its name. Never
reads it whole.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sitegen.content import files
from sitegen.errors import Problem
from sitegen.importers import (
    academicpages,
    alfolio,
    bibtex,
    csl,
    endnote,
    hugoblox,
    jekyll_scholar,
    json_resume,
    lab_template,
    orcid_works,
    paper_list,
    quarto,
    rendercv,
    ris,
    source_text,
)
from sitegen.importers.reading import Reading
from sitegen.records import NamedTuple

_HEAD = 64 * 1024
"""Bytes of a file by which its format is known."""


class FileFormat(NamedTuple):
    """One format: what people call it, how it is recognised, and how it is read.

    `recognises(path, head)` is given the beginning of a file as text, an empty one for a folder. `read(path)` raises
    `SitegenError` where nothing of it can be read.
    """

    title: str
    recognises: Callable[[Path, str], bool]
    read: Callable[[Path], Reading]


FORMATS: tuple[FileFormat, ...] = (
    FileFormat("HugoBlox", hugoblox.recognises, hugoblox.read),
    FileFormat("academicpages", academicpages.recognises, academicpages.read),
    FileFormat("al-folio", alfolio.recognises, alfolio.read),
    FileFormat("lab-website-template", lab_template.recognises, lab_template.read),
    FileFormat("Quarto", quarto.recognises, quarto.read),
    FileFormat("jekyll-scholar", jekyll_scholar.recognises, jekyll_scholar.read),
    FileFormat("JSON Resume", json_resume.recognises, json_resume.read),
    FileFormat("RenderCV", rendercv.recognises, rendercv.read),
    FileFormat("YAML or CSV", paper_list.recognises, paper_list.read),
    FileFormat("ORCID", orcid_works.recognises, orcid_works.read),
    FileFormat("EndNote XML", endnote.recognises, endnote.read),
    FileFormat("CSL-JSON", csl.recognises, csl.read),
    FileFormat("RIS", ris.recognises, ris.read),
    FileFormat("BibTeX", bibtex.recognises, bibtex.read),
)
"""Every format; those that are told by more stand above those that are told by less."""


SUFFIXES = frozenset({".bib", ".bibtex", ".ris", ".json", ".xml", ".csv", ".tsv", ".yaml", ".yml"})
"""How files are called that are looked for in a folder of no format of its own."""


def recognise(path: Path) -> FileFormat | None:
    """The format of a file or a folder, or nothing."""
    head = "" if path.is_dir() else beginning(path)
    return next((known for known in FORMATS if known.recognises(path, head)), None)


def files_within(folder: Path) -> list[Path]:
    """The files of known formats below a folder, in order; hidden ones, links that lead out and litter are left."""
    paths = [folder / name for name in files.walk(folder) if not files.fault(folder, name)]
    return [path for path in paths if path.suffix.lower() in SUFFIXES and recognise(path) is not None]


def left_within(folder: Path) -> tuple[Problem, ...]:
    """What is not read below a folder though somebody may expect it: linked folders, and files that are called like
    those of a known format and are odd.
    """
    faults = [(folder / name, files.fault(folder, name)) for name in files.walk(folder)]
    return tuple(
        Problem(path.as_posix(), sentence=f"{fault}, so it is left out", severity="warning")
        for path, fault in faults
        if fault and (path.suffix.lower() in SUFFIXES or path.is_dir())
    )


def beginning(path: Path) -> str:
    """The first characters of a file, whatever its encoding. Raises `SitegenError` for what cannot be read."""
    raw = source_text.read_bytes(path, most=_HEAD)
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return raw.decode(encoding, "replace")
