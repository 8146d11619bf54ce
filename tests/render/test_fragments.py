"""The fragments of papers, as lists take them from the store."""

from __future__ import annotations

import pytest

from sitegen.render import fragments
from sitegen.render.facets import FacetKeys
from sitegen.render.fragments import Fragments, FragmentSource


def _packed(slug: str) -> bytes:
    keys = FacetKeys("2020", (), None, "article", "without", ())
    halves = ("<li>", "</li>")
    pieces = Fragments(
        slug, (2020, 0, 0), keys, halves, halves, halves, ("Ada",), (None,), None, False, "/", (), "", "", ("", ""),
        None, None,
    )  # fmt: skip
    return pieces.packed()


def test_lists_in_one_order_find_what_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only half of all fragments may stay in memory, a second list of all reads the other half, not all."""
    slugs = [f"p{number}" for number in range(10)]
    monkeypatch.setattr(fragments, "HELD", 5 * len(_packed("p0")))
    monkeypatch.setattr(fragments, "RECENT", 0)
    read: list[str] = []

    def stored(slug: str, _: bytes) -> bytes:
        read.append(slug)
        return _packed(slug)

    source = FragmentSource(dict.fromkeys(slugs, b""), stored)
    for _ in range(2):
        assert [source[slug].slug for slug in slugs] == slugs
    assert read == [*slugs, *slugs[5:]]


def test_a_page_that_goes_through_its_list_several_times_takes_each_paper_out_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing may stay for good here; what was taken last is at hand until so many others were."""
    slugs = [f"p{number}" for number in range(10)]
    monkeypatch.setattr(fragments, "HELD", 0)
    monkeypatch.setattr(fragments, "RECENT", 4)
    read: list[str] = []

    def stored(slug: str, _: bytes) -> bytes:
        read.append(slug)
        return _packed(slug)

    source = FragmentSource(dict.fromkeys(slugs, b""), stored)
    for page in (slugs[:4], slugs[3:6]):
        for _ in range(3):
            assert [source[slug].slug for slug in page] == page
    assert read == slugs[:6]
