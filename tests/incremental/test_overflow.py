"""What a build makes early and needs late does not fill its memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.incremental.overflow import Overflow
from sitegen.incremental.store import Store
from sitegen.render import fragments
from sitegen.render.facets import FacetKeys
from sitegen.render.fragments import Fragments, FragmentSource


def test_what_is_too_much_for_memory_comes_back_from_a_file(tmp_path: Path) -> None:
    """The first bytes stay in memory; the others come back whole, in whatever order, and no file has a name."""
    overflow = Overflow(tmp_path / "cache", in_memory=10)
    texts = [b"Curie", b"Noether", "Erdős".encode(), b"x" * 70_000, b"Hopper"]
    pieces = [overflow.put(text) for text in texts]
    assert pieces[0] == b"Curie"
    assert [isinstance(piece, bytes) for piece in pieces[1:]] == [False] * 4
    assert [overflow.get(piece) for piece in reversed(pieces)] == texts[::-1]
    assert os.listdir(tmp_path / "cache") == []


def test_a_process_that_was_forked_reads_the_same(tmp_path: Path) -> None:
    """Two processes read at once, each from where it wants."""
    overflow = Overflow(tmp_path, in_memory=0)
    first, second = overflow.put(b"first"), overflow.put(b"second")
    child = os.fork()
    if child == 0:
        os._exit(0 if [overflow.get(second), overflow.get(first)] == [b"second", b"first"] else 1)
    assert [overflow.get(first), overflow.get(second)] == [b"first", b"second"]
    assert os.waitpid(child, 0)[1] == 0


def test_a_forked_process_writes_over_nothing(tmp_path: Path) -> None:
    """What a process that was forked since takes stands nowhere in the file of the other."""
    overflow = Overflow(tmp_path, in_memory=0)
    first = overflow.put(b"first")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(reader, 1)
        piece = overflow.put(b"taken by the child")
        os._exit(0 if overflow.get(piece) == b"taken by the child" else 1)
    second = overflow.put(b"second")
    os.write(writer, b".")
    assert os.waitpid(child, 0)[1] == 0
    assert [overflow.get(first), overflow.get(second)] == [b"first", b"second"]
    os.close(reader)
    os.close(writer)


def test_results_are_stored_whole_that_waited_in_a_file(tmp_path: Path) -> None:
    """A store that keeps nothing in memory writes down what one that keeps everything does."""
    for name, in_memory in (("all", 1 << 20), ("none", 0)):
        store = Store(tmp_path / name, "program")
        store.overflow = Overflow(tmp_path / name, in_memory)
        for number in range(40):
            store.put(f"task {number}", b"key", b"value %d" % number)
            store.put_fragment(f"task {number}", b"key", b"row %d" % number)
        assert store.get("task 7") == (b"key", b"value 7")
        assert store.fragment("task 7", b"key") == b"row 7"
        store.close()
    stores = [Store(tmp_path / name, "program") for name in ("all", "none")]
    for number in range(40):
        name = f"task {number}"
        assert stores[0].get(name) == stores[1].get(name) == (b"key", b"value %d" % number)
        assert {store.fragment(name, b"key") for store in stores} == {b"row %d" % number}


def test_what_is_let_go_of_is_kept_in_the_file(tmp_path: Path) -> None:
    """Results that a build has used stay stored, though they are no longer in memory; others are forgotten."""
    store = Store(tmp_path, "program")
    for name in ("used", "unused"):
        store.put(name, b"key", b"value")
    store.close()
    store = Store(tmp_path, "program")
    assert store.get("used") == (b"key", b"value")
    store.let_go()
    store.put("new", b"key", b"value")
    store.close()
    assert Store(tmp_path, "program").names() == {"used", "new"}


def test_only_so_many_fragments_stay_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that names a paper again takes it from memory; what came when that was full is read again."""
    asked: list[str] = []

    def stored(slug: str, _: bytes) -> bytes:
        asked.append(slug)
        return _packed(slug)

    monkeypatch.setattr(fragments, "HELD", 2 * len(_packed("a")))
    monkeypatch.setattr(fragments, "RECENT", 0)
    source = FragmentSource(dict.fromkeys("abc", b""), stored)
    assert [source[slug].slug for slug in "abbab"] == list("abbab")
    assert asked == ["a", "b"]
    assert [source[slug].slug for slug in "cba"] == list("cba")
    assert asked == ["a", "b", "c"]
    assert source["c"].slug == "c"
    assert asked == ["a", "b", "c", "c"]


def _packed(slug: str) -> bytes:
    nothing = ("", "")
    keys = FacetKeys(year="", topics=(), venue=None, type="", code="", authors=())
    made = Fragments(
        slug=slug, changed=(2020, 1, 1), facets=keys, row=nothing, line=nothing, mention=nothing, names=(), people=(),
        total=None, and_others=False, url="", exports=(), atom="", jsonfeed="", search=nothing, cited=None,
        citations=None,
    )  # fmt: skip
    return made.packed()
