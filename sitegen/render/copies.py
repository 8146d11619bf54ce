"""Files that are copied rather than rendered: those of the content, what was made of them, and the theme's.

In: a site, its pictures, cards and theme. Out: one `Copy` for each file, and the staged files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sitegen.incremental import file_stat
from sitegen.incremental.ledger import BuiltFile
from sitegen.incremental.output_state import Sources
from sitegen.records import dataclass
from sitegen.render.cards import Cards
from sitegen.render.image_refs import ImageRef, cleaned
from sitegen.render.pictures import Pictures
from sitegen.render.stage import Stage
from sitegen.render.theme import Theme
from sitegen.site.graph import Site
from sitegen.site.pages import published


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that is copied: its path in the output, whose it is, and where its bytes come from, one of three.

    `data` are the bytes, `file` holds them, `picture` is one of the content that is published without its metadata.
    """

    path: str
    owner: str
    data: bytes | None = None
    file: Path | None = None
    picture: ImageRef | None = None


def copies(site: Site, pictures: Pictures, cards: Iterable[Cards], theme: Theme, content: Path) -> tuple[Copy, ...]:
    """Return every file that is copied; `cards` are those of each language, `content` is the content's folder."""
    ready = [Copy(path, "a made picture", file=file) for path, file in pictures.files if path not in pictures.own]
    ready += [Copy(path, "a social card", file=file) for dealt in cards for path, file in dealt.files]
    ready += [Copy(path, f"the theme {theme.name}", data=data) for path, data in theme.statics.values()]
    return (*ready, *_of_content(site, pictures, content))


def _of_content(site: Site, pictures: Pictures, content: Path) -> Iterator[Copy]:
    made = dict(pictures.files)
    for path in site.files:
        target, owner = published(path), f"content/{path}"
        if target in made:
            yield Copy(target, owner, file=made[target])
        elif path in pictures.cleaned:
            yield Copy(target, owner, picture=pictures.cleaned[path])
        elif path not in pictures.withheld:
            yield Copy(target, owner, file=content / path)


def copied(wanted: Iterable[Copy], content: Path, stage: Stage, sources: Sources) -> tuple[BuiltFile, ...]:
    """Stage every file that is copied."""
    return tuple(_copied(copy, content, stage, sources) for copy in wanted)


def _copied(copy: Copy, content: Path, stage: Stage, sources: Sources) -> BuiltFile:
    if copy.data is not None:
        return stage.put(copy.path, copy.data)
    if copy.picture is not None:
        return stage.put(copy.path, cleaned(content, copy.picture))
    if copy.file is None:
        raise ValueError(f"nothing to copy to {copy.path}")
    stamp = file_stat.of(os.fspath(copy.file))
    made = stage.copy(copy.path, copy.file, sources.known(copy.file, stamp))
    sources.note(copy.file, stamp, made.digest, made.size)
    return made
