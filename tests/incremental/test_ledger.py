"""The files of a finished site: as they were made, in little memory."""

from __future__ import annotations

import sys

from sitegen.incremental.ledger import BuiltFile, BuiltFiles

FIRST = BuiltFile("index.html", "ab" * 32, 7, is_new=True)
SECOND = BuiltFile("papers/møller/index.html", "0" * 64, 5 << 32)


def test_files_come_back_as_they_were_made() -> None:
    """A digest may begin with zeros, a size be beyond four gigabytes."""
    files = BuiltFiles([FIRST])
    files.add([SECOND])
    assert list(files) == [FIRST, SECOND]
    assert len(files) == 2
    assert list(files.paths) == ["index.html", "papers/møller/index.html"]
    assert dict(files.sizes()) == {FIRST.path: 7, SECOND.path: 5 << 32}
    assert dict(files.are_new()) == {FIRST.path: True, SECOND.path: False}
    assert list(BuiltFiles()) == []


def test_no_object_but_the_path_stays_of_a_file() -> None:
    """Of a thousand files, digests, sizes and all else take less than 60 bytes each."""
    files = BuiltFiles(BuiltFile(f"{number}.html", f"{number:064x}", number) for number in range(1000))
    held = [value for value in vars(files).values() if not isinstance(value, list)]
    assert sum(map(sys.getsizeof, held)) < 60_000
    assert [path for path, *_ in files] == [f"{number}.html" for number in range(1000)]
