"""Stamps of files, packed: one that is not settled is looked at again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.incremental import file_stat

SECOND = 1_000_000_000


def test_a_stamp_tells_size_and_time(tmp_path: Path) -> None:
    """Files of one stamp have one size and one time; another of either is another stamp."""
    path = tmp_path / "paper.yaml"
    path.write_text("title: One")
    os.utime(path, ns=(0, 5 * SECOND + 1))
    first = file_stat.of(os.fspath(path))
    assert len(first) == file_stat.SIZE
    assert file_stat.each(os.fspath(tmp_path), ["paper.yaml", "missing.yaml"]) == {"paper.yaml": first}
    os.utime(path, ns=(0, 5 * SECOND + 2))
    assert file_stat.of(os.fspath(path)) != first


@pytest.mark.parametrize("time", [-1, -(10 * SECOND), 0, (1 << 63) + SECOND])
def test_odd_times_have_stamps_too(tmp_path: Path, time: int) -> None:
    """A file may be dated before 1970, or after the last moment that fits; what is dated ahead never settles."""
    path = tmp_path / "paper.yaml"
    path.write_text("title: One")
    try:
        os.utime(path, ns=(0, time))
    except (OSError, OverflowError):
        pytest.skip("this file system has no such time")
    stamp = file_stat.of(os.fspath(path))
    assert stamp == file_stat.of(os.fspath(path))
    assert file_stat.is_settled(stamp, since=1 << 62) is (time < 1 << 62)
