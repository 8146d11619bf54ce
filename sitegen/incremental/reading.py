"""Files of the content, read and checked once for as long as they stay as they are.

In: the store, and the file stats of the content. Out: what reading each file returns. A file is taken to be unchanged
by its stat; where that has changed or cannot tell, by its bytes. Of papers the facts are stored; a whole paper is read
again where it is asked for in another build than the one that read its file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.content import files, load
from sitegen.content.content_file import Problems
from sitegen.content.references import paper_files
from sitegen.content.translations import ONE_LANGUAGE, Languages
from sitegen.content.yamlfile import MAX_BYTES
from sitegen.errors import Problem, SitegenError
from sitegen.incremental import file_stat
from sitegen.incremental.file_stat import Stamp
from sitegen.incremental.overflow import Piece
from sitegen.incremental.packing import digest, pack, unpack
from sitegen.incremental.store import Store, Stored
from sitegen.model import Author, Paper, facts_of
from sitegen.workers import is_one_process, stream

FEW = 1000
"""Papers that stay in the memory of the process that asks for them as they were read, if it has read them itself; none
of more where it reads all.
"""
SIZE = 16
"""Bytes of a digest. The key of a stored file is its stat, and digests of what it was made from."""
Contents = tuple[Any, Problems, bool]
"""What is in a file, its problems, and whether a text of it stands there in several languages."""
PackedFile = tuple[bytes, bytes, bytes | Paper, Contents | None]
"""The key of what was read from a file, what is stored of it, and the whole paper, if it is one, packed. Where it stays
in the process that has read it, the paper as it is, and beside it the contents that were packed to be stored.
"""
ReadElsewhere = Callable[[Callable[[str], PackedFile], Sequence[str]], Iterator[PackedFile]]
"""Reads files by other processes: the function that reads one, and their paths."""
UNSURE = bytes(file_stat.SIZE)
"""In place of a stat that cannot tell of a change."""


class StoredReader:
    """Reads files through the store."""

    def __init__(
        self,
        root: Path,
        store: Store,
        stamps: Mapping[str, Stamp | None],
        jobs: int | None,
        elsewhere: ReadElsewhere | None = None,
    ) -> None:
        """Read in the folder `root`; `stamps` are those of the files of its content, taken before any is read.

        What the store lacks is read by `jobs` processes here, or `elsewhere`.
        """
        self._root, self._store, self._stamps, self._jobs = root, store, stamps, jobs
        self._elsewhere = elsewhere
        self._macros: load.Macros = {}
        self._languages = ONE_LANGUAGE
        self._paths: dict[str, str] = {}
        self._papers: dict[tuple[str, str], Piece | Paper] = {}

    def read(
        self, kind: load.Kind, paths: Sequence[str], macros: load.Macros, languages: Languages = ONE_LANGUAGE
    ) -> Iterator[Contents]:
        """Return what is in each file, its problems, and whether a text of it stands there in several languages."""
        ground = digest(pack((tuple(sorted(macros.items())), languages.wanted, languages.all)))
        language = "" if languages.is_main else languages.wanted
        stored = {path: kept for path in paths if (kept := self._kept(_name(path, language), path, ground))}
        missing = [path for path in paths if path not in stored]

        fresh = self._fresh(partial(packed_file, self._root, kind, macros, ground, languages=languages), missing)
        if kind == "paper":
            self._macros, self._languages = macros, languages
        for path in paths:
            contents = unpack(stored[path].value) if path in stored else self._noted(path, language, next(fresh))
            item, problems, is_in_several = contents
            if kind == "paper" and item is not None:
                self._paths[item.slug] = path
            yield item, problems, is_in_several

    def _fresh(self, read: Callable[..., PackedFile], paths: Sequence[str]) -> Iterator[PackedFile]:
        """Yield what each file is read as; some papers that this process reads stay in its memory as they are."""
        if self._elsewhere:
            return self._elsewhere(read, paths)
        left = 0 if is_one_process(paths, self._jobs) and len(paths) > FEW else FEW

        def read_here(path: str) -> PackedFile:
            nonlocal left
            left -= 1
            return read(path, is_packed=left < 0)

        return stream(read, paths, jobs=self._jobs, here=read_here)

    def _noted(self, path: str, language: str, read: PackedFile) -> Contents:
        """Note what was read from a file; return what is in it."""
        key, value, whole, contents = read
        if key:
            self._store.put(_name(path, language), self._stat(path) + key, value)
        if whole:
            self._papers[language, path] = self._store.overflow.put(whole) if isinstance(whole, bytes) else whole
        if contents is None:
            contents = unpack(value)
        return contents

    def paper(self, slug: str, language: str = "") -> Paper:
        """Return a whole paper; raises `SitegenError` for a file that was spoilt since it was read."""
        path = self._paths[slug]
        known = self._papers.get((language, path))
        if isinstance(known, Paper):
            return known
        if known is not None:
            made: Paper = unpack(self._store.overflow.get(known))
            return made
        languages = self._languages.of(language or next(iter(self._languages.all), ""))
        paper, problems = load.read_paper(self._root, path, macros=self._macros, languages=languages)
        if paper is None:
            raise SitegenError(problems or [Problem(path, sentence="changed while the site was built")])
        return paper

    def _kept(self, name: str, path: str, ground: bytes) -> Stored | None:
        """Return what is stored under a name of a file that has not changed since."""
        stored = self._store.get(name)
        if stored is None:
            return None
        stat, made_from = stored.key[: file_stat.SIZE], stored.key[file_stat.SIZE :]
        now = self._stat(path)
        if made_from[:SIZE] != ground:
            return None
        if stat != now or now == UNSURE:
            if made_from[SIZE:] != self._bytes(path):
                return None
            self._store.put(name, now + made_from, stored.value)
        return stored

    def _stat(self, path: str) -> bytes:
        return self._stamps.get(path.removeprefix("content/")) or UNSURE

    def _bytes(self, path: str) -> bytes:
        """Return the digest of a file's bytes; nothing for one that cannot be read."""
        if files.fault(self._root / "content", path.removeprefix("content/")):
            return b""
        try:
            return hashlib.blake2b(files.read(self._root / path, MAX_BYTES), digest_size=SIZE).digest()
        except OSError:
            return b""


def _name(path: str, language: str) -> str:
    """Return what a file is stored under, as it was read in a further language, or in the only one."""
    return f"{language} {path}" if language else path


class ReadBefore(StoredReader):
    """Takes what another process of the same build has read and stored, without a look at the files."""

    def __init__(self, root: Path, store: Store) -> None:
        """Read in the folder `root`; what the store lacks is read here."""
        super().__init__(root, store, {}, 1)

    def _kept(self, name: str, path: str, ground: bytes) -> Stored | None:  # noqa: ARG002 - the file is not looked at
        stored = self._store.get(name)
        return stored if stored and stored.key[file_stat.SIZE : file_stat.SIZE + SIZE] == ground else None


def packed_file(
    root: Path,
    kind: load.Kind,
    macros: load.Macros,
    ground: bytes,
    path: str,
    *,
    languages: Languages,
    is_packed: bool = True,
) -> PackedFile:
    """Read a file of the content in the folder `root`; `ground` is the digest of the `macros` and the `languages`.

    A whole paper is packed for another process, or returned as it is.
    """
    made = load.read_file(kind, root, path, macros, languages)
    key = ground + made.digest if made.digest else b""
    made_of = digest(b"\0".join((path.encode("utf-8", "surrogatepass"), ground + made.picked if made.picked else key)))
    item: Any = made.item
    whole: bytes | Paper = b""
    if isinstance(item, Paper):
        whole = pack(item) if is_packed else item
        item = facts_of(item, tuple(paper_files(item)), made_of)
    elif isinstance(item, Author):
        item = replace(item, digest=made_of)
    contents = (item, made.problems, bool(made.picked))
    return key, pack(contents), whole, None if is_packed else contents
