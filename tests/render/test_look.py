"""A look of one's own: an accent of any colour that can be read, fonts from `assets/`, a style sheet last of all."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from sitegen.content.form_error import FormError
from sitegen.errors import SitegenError
from sitegen.render.accent import accent_colours, chosen, custom_properties, light_and_dark
from sitegen.render.colours import READABLE, Colour, contrast, from_oklch, least_contrast, read, readable, to_oklch
from sitegen.render.font_files import font_format, is_variable, style_of, weight_of
from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from tests.making import write_site

PAPERS = (":root { --paper: light-dark(#fcfbf8, #131416); --paper2: light-dark(#f3f1eb, #1e2023); }",)


def _colour(written: str) -> Colour:
    colour = read(written)
    assert colour is not None
    return colour


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#fff", 21.0), ("#777777", "#ffffff", 4.48), ("#1b1a18", "#fcfbf8", 16.8), ("#abc", "#abc", 1.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Figures that its own examples and tools give."""
    assert contrast(_colour(one), _colour(other)) == pytest.approx(ratio, abs=0.05)


def test_a_colour_survives_the_way_to_oklch_and_back() -> None:
    """Whatever it is; one beyond what screens show loses chroma, and keeps its hue."""
    for written in ("#8a1538", "#00ff00", "#123456", "#ffffff", "#000000"):
        assert from_oklch(to_oklch(_colour(written))).hex == written
    assert _colour("oklch(45% .09 192)").hex == "#056260"
    vivid = from_oklch(to_oklch(_colour("#00ff00"))._replace(chroma=0.5))
    assert to_oklch(vivid).hue == pytest.approx(to_oklch(_colour("#00ff00")).hue, abs=2)


@pytest.mark.parametrize("written", ["#8a1538", "#0a5c8a", "#333", "#005", "#4b2e83", "#a31f34"])
def test_a_colour_that_can_be_read_is_the_accent_in_light_and_lighter_in_the_dark(written: str) -> None:
    """Both can be read on both papers and on the tint; the hue stays."""
    accent = accent_colours(chosen(written), PAPERS)
    assert accent.light == _colour(written)
    assert least_contrast(accent.light, [_colour("#fcfbf8"), _colour("#f3f1eb"), accent.light_tint]) >= READABLE
    assert least_contrast(accent.dark, [_colour("#131416"), _colour("#1e2023"), accent.dark_tint]) >= READABLE
    assert least_contrast(accent.band, [_colour("#ffffff")]) >= READABLE
    if to_oklch(accent.light).chroma > 0.02:
        assert to_oklch(accent.dark).hue == pytest.approx(to_oklch(accent.light).hue, abs=4)


def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can() -> None:
    """The same colour darker; or two, of which each is held against its own papers."""
    with pytest.raises(FormError, match=r"#ffcc00 cannot be read on the page in light: its contrast is 1\.") as raised:
        accent_colours(chosen("#ffcc00"), PAPERS)
    proposed = raised.value.hint.split("'")[1]
    assert accent_colours(chosen(proposed), PAPERS).light == _colour(proposed)
    both = raised.value.hint.split("'")[3]
    assert accent_colours(chosen(both), PAPERS).dark == _colour("#ffcc00")
    with pytest.raises(FormError, match="in dark"):
        accent_colours(chosen("#0a5c8a #222233"), PAPERS)


def test_the_papers_are_those_of_the_style_sheet_that_wins() -> None:
    """What can be read on white cannot on sand."""
    sand = (*PAPERS, "/* --paper: #000 */ :root { --paper: light-dark(#c8b48c, #131416) }")
    assert accent_colours(chosen("#a34a28"), PAPERS).light == _colour("#a34a28")
    with pytest.raises(FormError):
        accent_colours(chosen("#a34a28"), sand)


def test_custom_properties_are_read_from_style_sheets() -> None:
    """The last of a name, with the hue in its place; comments say nothing."""
    css = ":root { --a: oklch(45% .09 var(--hue)); --b: light-dark(oklch(1% 0 0), #fff) } /* --b: red; */"
    found = custom_properties([css], 10)
    assert found["--a"] == "oklch(45% .09 10)"
    assert light_and_dark(found["--b"]) == ("oklch(1% 0 0)", "#fff")


def test_readable_goes_away_from_the_ground() -> None:
    """Darker on a light one, lighter on a dark one, and no further than it must."""
    grey = _colour("#888888")
    assert to_oklch(readable(grey, [_colour("#ffffff")])).lightness < to_oklch(grey).lightness
    assert to_oklch(readable(grey, [_colour("#444444")])).lightness > to_oklch(grey).lightness
    assert readable(grey, [_colour("#000000")]) == grey


def _built(root: Path, files: dict[str, str] | None = None, **config: str) -> str:
    build(write_site(root, files or {}, **config), BuildRequest(output=root / "out", jobs=1))
    return (root / "out" / "index.html").read_text(encoding="utf-8")


def _style(root: Path, name: str) -> str:
    (sheet,) = (root / "out" / "theme").glob(f"{name}.*.css")
    return sheet.read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["folio", "classic", "lab"])
def test_an_accent_may_be_a_colour_in_every_theme(tmp_path: Path, theme: str) -> None:
    """It stands after the theme's own style sheets."""
    home = _built(tmp_path, theme=theme, theme_options="{accent: '#8a1538'}")
    assert "--accent:light-dark(#8a1538," in _style(tmp_path, "look")
    assert home.index("theme/base.") < home.index("theme/look.") < home.index("theme/print.")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("'#ffcc00'", "#ffcc00 cannot be read"),
        ("'#8a153'", '"#8a153" is not a colour'),
        ("'#111 #eee #ccc'", "an accent is one colour, or two"),
        ("", "is empty"),
    ],
)
def test_a_wrong_accent_is_an_error_at_its_line(tmp_path: Path, written: str, sentence: str) -> None:
    """And nothing is built."""
    with pytest.raises(SitegenError) as raised:
        _built(tmp_path, theme_options=f"{{accent: {written}}}")
    (problem,) = raised.value.problems
    assert str(problem).startswith("content/site.yaml:3:")
    assert sentence in str(problem)
    assert problem.hint


def test_a_site_without_a_look_of_its_own_has_no_file_for_it(tmp_path: Path) -> None:
    """Nor has one with a hue."""
    home = _built(tmp_path, theme_options="{accent: rust}")
    assert "look." not in home
    assert "own." not in home


def _font(*tables: bytes) -> bytes:
    """Return the head of a TrueType font with these tables."""
    records = b"".join(tag + bytes(12) for tag in tables)
    return b"\x00\x01\x00\x00" + struct.pack(">HHHH", len(tables), 0, 0, 0) + records


def _woff2(*numbers: int) -> bytes:
    """Return the head of a WOFF2 font whose tables have these numbers."""
    entries = b"".join(bytes([number | (0xC0 if number in {10, 11} else 0), 0x81, 0x00]) for number in numbers)
    return b"wOF2" + bytes(8) + struct.pack(">H", len(numbers)) + bytes(34) + entries


def test_a_font_file_tells_its_format_and_whether_it_is_variable() -> None:
    """From the directory of its tables, which no format packs."""
    assert font_format(_font()) == "truetype"
    assert font_format(b"<svg>") == ""
    assert is_variable(_font(b"cmap", b"fvar"))
    assert not is_variable(_font(b"cmap"))
    assert is_variable(_woff2(0, 10, 11, 47))
    assert not is_variable(_woff2(0, 10, 11))
    assert not is_variable(b"wOF2" + bytes(8) + b"\x00\x09")


@pytest.mark.parametrize(
    ("name", "weight", "style"),
    [
        ("Inter-Bold.woff2", "700", "normal"),
        ("InterSemiBoldItalic.ttf", "600", "italic"),
        ("lora-v32-latin-700italic.woff2", "700", "italic"),
        ("source-serif-4-it.woff2", "400", "italic"),
        ("fonts/Hitchcock.woff", "400", "normal"),
    ],
)
def test_the_name_of_a_font_file_tells_weight_and_style(name: str, weight: str, style: str) -> None:
    """As foundries and archives name them; a variable one has all weights."""
    assert (weight_of(name, has_axes=False), style_of(name)) == (weight, style)
    assert weight_of(name, has_axes=True) == "100 900"


def _with_font(root: Path, name: str, data: bytes) -> None:
    file = root / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def test_fonts_of_assets_are_declared_and_fetched_at_once(tmp_path: Path) -> None:
    """With their format, weight and style; the policy stays as it is, for they are the site's own."""
    _with_font(tmp_path, "assets/fonts/Lit[wght].ttf", _font(b"fvar"))
    _with_font(tmp_path, "assets/fonts/Lit-Italic.woff2", _woff2(0))
    fonts = (
        "{serif: ['assets/fonts/Lit[wght].ttf', assets/fonts/Lit-Italic.woff2], mono: assets/fonts/Lit-Italic.woff2}"
    )
    home = _built(tmp_path, fonts=fonts)
    look = _style(tmp_path, "look")
    assert (
        'src:url("../assets/fonts/Lit%5Bwght%5D.ttf") format("truetype");font-weight:100 900;font-style:normal' in look
    )
    assert 'src:url("../assets/fonts/Lit-Italic.woff2") format("woff2");font-weight:400;font-style:italic' in look
    assert '--serif:"Site serif",' in look
    assert '--mono:"Site mono",' in look
    wanted = '<link rel="preload" href="/assets/fonts/Lit%5Bwght%5D.ttf" as="font" type="font/ttf" crossorigin>'
    assert home.count('as="font"') == 1
    assert wanted in home
    assert "font-src &#39;self&#39;;" in home
    assert (tmp_path / "out" / "assets" / "fonts" / "Lit[wght].ttf").is_file()


def test_one_file_of_a_font_needs_no_list(tmp_path: Path) -> None:
    """Neither as a path nor with what it is."""
    _with_font(tmp_path, "assets/a.woff2", _woff2(0))
    for written in ("assets/a.woff2", "{file: assets/a.woff2}", "[assets/a.woff2]", "[{file: assets/a.woff2}]"):
        _built(tmp_path, fonts=f"{{serif: {written}}}")
        assert _style(tmp_path, "look").count("@font-face") == 1, written


@pytest.mark.parametrize(
    ("fonts", "said"),
    [
        ("{serif: figures/a.woff2}", "fonts.serif: content/figures/a.woff2 is not published: fonts stand in assets/"),
        ("{serif: [assets/a.txt]}", "fonts.serif[0]: content/assets/a.txt is no font that browsers know"),
        ("{sans: [{file: assets/a.woff2, weight: fat}]}", 'fonts.sans[0].file: "fat" is no weight'),
        ("{sans: {file: assets/a.woff2, weight: fat}}", '"fat" is no weight'),
        ("{sans: {file: assets/gone.woff2}}", "fonts.sans: content/assets/gone.woff2 does not exist"),
        ("{sans: assets/gone.woff2}", "content/assets/gone.woff2 does not exist"),
    ],
)
def test_a_font_that_cannot_be_is_an_error_at_its_line(tmp_path: Path, fonts: str, said: str) -> None:
    """Elsewhere than in `assets/`, no font, of no weight, not there."""
    _with_font(tmp_path, "figures/a.woff2", _woff2(0))
    _with_font(tmp_path, "assets/a.woff2", _woff2(0))
    _with_font(tmp_path, "assets/a.txt", b"Hello")
    with pytest.raises(SitegenError) as raised:
        _built(tmp_path, fonts=fonts)
    assert said in str(raised.value.problems[0])
    assert str(raised.value.problems[0]).startswith("content/site.yaml:3:")


def test_a_style_sheet_of_ones_own_comes_after_all_others(tmp_path: Path) -> None:
    """`own.css` in the site's themes/ is linked by being there, and an accent is held against its papers."""
    own = tmp_path / "themes" / "folio" / "static" / "own.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root { --paper: light-dark(#fffdf5, #000); --wide: 60rem }")
    home = _built(tmp_path, theme_options="{accent: '#8a1538'}")
    assert home.index("theme/look.") < home.index("theme/own.") < home.index("theme/print.")
    own.write_text(":root { --paper: #8a1538 }")
    with pytest.raises(SitegenError, match="cannot be read"):
        _built(tmp_path, theme_options="{accent: '#8a1538'}")


def test_a_page_may_be_set_as_a_curriculum(tmp_path: Path) -> None:
    """Its style sheet is linked there alone; its dated lists are lists of definitions."""
    text = "---\ntitle: Life\nstyle: cv\n---\n## Posts\n\n2020–2024\n: Keeper of engines\n"
    _built(tmp_path, {"pages/life.md": text, "pages/else.md": "---\ntitle: Else\n---\nNo.\n"})
    page = (tmp_path / "out" / "life" / "index.html").read_text(encoding="utf-8")
    assert '<article class="text as-cv">' in page
    assert "theme/cv." in page
    assert "<dt>2020–2024</dt>\n<dd>Keeper of engines</dd>" in page
    assert "theme/cv." not in (tmp_path / "out" / "else" / "index.html").read_text(encoding="utf-8")
