"""Figure files: the entries of a paper's file for its figures, and the names of their pictures.

In: figures in memory, the folder their pictures will stand in. Out: names that are nobody else's, and the values of the
fields. Never writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sitegen.images.kinds import ENDINGS
from sitegen.pull.figures.collect import Collected, Taken
from sitegen.text.slugs import slug


def names(figures: Sequence[Taken], folder: Path) -> list[list[str]]:
    """A file name for each picture: its figure's number, the panel's letter; never that of somebody else's file."""
    used: set[str] = set()
    named = []
    for position, figure in enumerate(figures, 1):
        stem = slug(figure.number) if figure.number else f"x{position}"
        own = []
        for panel, picture in enumerate(figure.pictures):
            letter = chr(97 + panel) if len(figure.pictures) > 1 and panel < 26 else str(panel + 1) if panel else ""
            ending = ENDINGS[picture.kind][0]
            candidates = _candidates(f"{stem}{letter}", ending)
            name = next(
                candidate
                for candidate in candidates
                if candidate not in used and _is_free(folder / candidate, picture.data)
            )
            used.add(name)
            own.append(name)
        named.append(own)
    return named


def _candidates(stem: str, ending: str) -> Iterator[str]:
    yield f"{stem}{ending}"
    number = 2
    while True:
        yield f"{stem}-{number}{ending}"
        number += 1


def _is_free(path: Path, data: bytes) -> bool:
    """Whether a file may be written here: there is none, or it is the same."""
    if path.is_symlink():
        return False
    return not path.exists() or (path.is_file() and path.read_bytes() == data)


def fields(collected: Collected, names: Sequence[Sequence[str]], folder: str) -> dict[str, Any]:
    """The fields of the paper's file; `names` are those of its pictures in `figures/<folder>/`."""
    figures = []
    for taken, own in zip(collected.figures, names, strict=True):
        paths = [f"figures/{folder}/{name}" for name in own]
        entry = {
            "file": paths[0] if len(paths) == 1 else paths,
            "caption": taken.caption,
            "alt": taken.alt,
            "number": taken.number,
            "source": taken.source,
            "drafted": "true" if taken.is_drafted and taken.alt else "",
        }
        figures.append({key: value for key, value in entry.items() if value})
    links = {"html": collected.link} if collected.link else {}
    return {
        key: value
        for key, value in (("figures", figures), ("macros", dict(collected.macros)), ("links", links))
        if value
    }
