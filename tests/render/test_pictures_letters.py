"""Drawings with letters that our font lacks: lists show them whole, or it is said what is missing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sitegen.render.recipe import BuildRequest, build
from tests.render.test_pictures import addresses, page, said, site
from tests.render.test_recipe import files


def written(words: str, *, more: str = "", ink: str = "#000") -> bytes:
    """Return a drawing with text that is set in whatever font there is."""
    root = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
    return f'{root}<text x="20" y="150" fill="{ink}" font-size="40">{words}</text>{more}</svg>'.encode()


def noise(count: int) -> str:
    """Return a path of so many points that nothing can pack it small."""
    steps = hashlib.shake_128(b"noise").digest(2 * count)
    points = "".join(f"L{a}.{b} {b}.{a}" for a, b in zip(steps[::2], steps[1::2], strict=True))
    return f'<path fill="none" d="M0 0{points}"/>'


@pytest.mark.parametrize(
    ("words", "more"),
    [("10⁴", ""), ("图 一", ""), ("نص", ""), ("x\u0302", ""), ("10⁴", "<g/>" * 40_000)],
    ids=["a power", "Chinese", "Arabic", "a mark", "long, but packed small"],
)
def test_a_drawing_of_which_pixels_would_lack_letters_is_shown_itself(tmp_path: Path, words: str, more: str) -> None:
    """Lists show the SVG, for which the browser has a font; what was made for them, and lacks letters, is not there."""
    root = site(tmp_path, {"a.svg": written(words, more=more), "b.svg": written("10 = α")})
    report = build(root, BuildRequest())
    assert said(report) == {}
    first, second = page(root, "authors/ada-lovelace/index.html").css(".figs img")
    assert addresses(first) == ["/figures/first/a.svg"]
    assert not first.parent.css("source")  # type: ignore[union-attr] # it stands in a picture
    assert not any(one.endswith(".svg") for one in addresses(second))
    assert [path for path in files(root) if "figures/first/a" in path] == ["figures/first/a.svg"]


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("heavy.svg", written("10⁴", more=noise(9_000))),
        ("very-heavy.svg", written("10⁴", more=noise(40_000))),
        ("refused.svg", written("10⁴", more="<script/>")),
        ("dark.svg", written("10⁴", ink="#fff")),
        ("misnamed.png", written("10⁴")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_pixels_that_lack_letters_are_said(tmp_path: Path, name: str, drawn: bytes) -> None:
    """Where a list cannot show the SVG itself, a warning names the file and the characters."""
    report = build(site(tmp_path, {name: drawn}), BuildRequest())
    (lacking,) = (one for one in report.warnings if "lack" in one.sentence)
    assert lacking.sentence == f"content/figures/first/{name} has text with ⁴, which smaller pictures of it lack"
    assert lacking.hint == "save it with its text as paths"
    assert lacking.place.startswith("content/papers/first.yaml:5:")


def test_many_characters_are_named_in_part(tmp_path: Path) -> None:
    """A warning lists eight, and how many there are besides."""
    drawn = written("一二三四五六七八九十", more="<script/>")
    report = build(site(tmp_path, {"a.svg": drawn}), BuildRequest())
    (lacking,) = (one for one in report.warnings if "lack" in one.sentence)
    assert "with 一, 七, 三, 九, 二, 五, 八, 六 and 2 more, which" in lacking.sentence
