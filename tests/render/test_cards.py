"""Social cards of a site: who has one, how pages name it, and how long it is kept."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from PIL import Image

from sitegen.render import cards
from sitegen.render.recipe import BuildRequest, build
from tests.images.test_cleaning import picture
from tests.images.test_decoding import encoded
from tests.images.test_sizing import photograph
from tests.making import write_site
from tests.render.test_pictures import add_ada, page, site
from tests.render.test_recipe import files


def test_cards_are_named_by_what_they_say(tmp_path: Path) -> None:
    """A paper's page and its author's name a card that is there; a new title is a new card; drawing twice is once."""
    root = site(tmp_path, {"a.png": picture("PNG")})
    add_ada(root)
    build(root, BuildRequest())

    def card(path: str) -> str:
        node = page(root, path).css_first("meta[property='og:image']")
        assert node is not None
        address = node.attributes["content"] or ""
        assert address.startswith("https://example.org/")
        with Image.open(root / "output" / address.removeprefix("https://example.org/")) as opened:
            assert opened.size == (1200, 630)
        return address

    first = card("papers/first/index.html")
    assert card("authors/ada-lovelace/index.html") == card("authors/ada-lovelace/index.html") != first
    paper = root / "content" / "papers" / "first.yaml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("First paper", "Another title"), encoding="utf-8")
    build(root, BuildRequest())
    assert card("papers/first/index.html") != first
    assert first.removeprefix("https://example.org/") not in files(root)


@pytest.mark.parametrize("harm", ["cut", "emptied", "flipped", "gone", "unsealed", "seals changed", "a link"])
def test_a_damaged_card_is_drawn_again(tmp_path: Path, harm: str) -> None:
    """What is published never differs, whatever became of the store."""
    root = site(tmp_path, {})
    build(root, BuildRequest())
    before, store = files(root), root / ".sitegen" / "cache" / "cards"
    for path in sorted(store.glob("*/*.png")):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4
        if harm in {"cut", "emptied", "flipped"}:
            path.write_bytes({"cut": path.read_bytes()[:-9], "emptied": b"", "flipped": bytes(data)}[harm])
        elif harm in {"gone", "a link"}:
            path.unlink()
            if harm == "a link":
                path.symlink_to(root / "content" / "site.yaml")
    if harm in {"unsealed", "seals changed"}:
        said = (store / "seals.json").read_text(encoding="utf-8")
        (store / "seals.json").write_text("[" if harm == "unsealed" else said.replace("1", "2"), encoding="utf-8")
    shutil.rmtree(root / "output")
    build(root, BuildRequest())
    assert files(root) == before


def test_everybody_has_a_card_but_on_a_large_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A co-author without a file has a card; where there are too many people, only those with a file do."""
    names = ["Ada Lovelace", "Bob Mason", "Cy Young"]
    root = write_site(tmp_path, {"papers/first.yaml": f"title: First\nauthors: {names}\ndate: 2020\n"})
    add_ada(root)

    def people() -> list[str]:
        build(root, BuildRequest())
        return sorted({path.parent.name for path in (root / "output" / "authors").glob("*/card-*.png")})

    assert people() == ["ada-lovelace", "bob-mason", "cy-young"]
    monkeypatch.setattr(cards, "MOST_PEOPLE", 2)
    assert people() == ["ada-lovelace"]
    assert "card-" not in (root / "output" / "authors" / "bob-mason" / "index.html").read_text(encoding="utf-8")


def test_a_card_holds_no_picture_that_lacks_letters(tmp_path: Path) -> None:
    """A drawing with text that our font cannot show is not on it; one with text that it can, is."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><text y="20">10{}</text></svg>'
    root = site(tmp_path, {"a.svg": drawing.format("⁴").encode()})
    build(root, BuildRequest())
    assert list((root / "output/papers/first").glob("card-*.png"))
    (root / "content/figures/first/a.svg").write_text(drawing.format("²"), encoding="utf-8")
    build(root, BuildRequest())
    assert list((root / "output/papers/first").glob("card-*.jpg"))


def test_a_title_that_cannot_be_set_has_the_figure_for_a_card(tmp_path: Path) -> None:
    """Of a title in Chinese no card is drawn; the page offers its first figure instead."""
    root = site(tmp_path, {"a.png": picture("PNG")})
    paper = root / "content" / "papers" / "first.yaml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("First paper", "关于函数"), encoding="utf-8")
    build(root, BuildRequest())
    node = page(root).css_first("meta[property='og:image']")
    assert node is not None
    assert (node.attributes["content"] or "").startswith("https://example.org/figures/first/a")


def test_what_no_build_uses_for_a_month_is_forgotten(tmp_path: Path) -> None:
    """Made pictures and cards of papers that are gone leave the cache; what is used stays, however old."""
    root = site(tmp_path, {"a.png": picture("PNG"), "b.jpg": picture("JPEG")})
    build(root, BuildRequest())
    cache = root / ".sitegen" / "cache"

    def kept() -> set[Path]:
        return {path for name in ("images", "cards") for path in (cache / name).glob("*/*")}

    def age(days: int) -> None:
        for path in (*kept(), *cache.glob("*/.pruned")):
            os.utime(path, (then := time.time() - days * 86_400, then))

    first = kept()
    age(40)
    (root / "content" / "figures" / "first" / "b.jpg").write_bytes(encoded(photograph(90, 60), "JPEG"))
    report = build(root, BuildRequest())
    assert report.pictures.made == 1
    assert len(kept() & first) == len(first) - 1
    assert build(root, BuildRequest(clean=True)).pictures.made == 0
    age(20)
    (root / "content" / "figures" / "first" / "b.jpg").write_bytes(picture("JPEG"))
    assert build(root, BuildRequest()).pictures.made == 1
    assert len(kept()) == len(first) + 1
