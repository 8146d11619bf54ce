"""What a browser would not load is named where somebody wrote it, with the line that admits it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.check import context
from sitegen.check.blocked import Loaded, admits, blocked, loads
from sitegen.content.load import load
from tests.checking import again, examined, said
from tests.making import write_site

POLICY = "default-src 'none'; script-src 'self'; img-src 'self' data:; form-action 'self'; frame-src https://maps.test"


def _theme(root: Path, name: str, text: str) -> None:
    file = root / "themes" / "folio" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _base(inner: str) -> str:
    return '{% extends "parent/base.html" %}\n{% block head %}\n' + inner + "\n{% endblock %}\n"


def test_a_site_as_it_comes_has_nothing_that_is_blocked(tmp_path: Path) -> None:
    """All that pages load is the site's own."""
    assert list(blocked(examined(tmp_path))) == []


def test_a_font_and_a_frame_of_a_template_are_named_with_the_line_that_admits_them(tmp_path: Path) -> None:
    """The style sheet's host, and the host that it loads fonts from; what was admitted before stays in the line."""
    write_site(tmp_path, csp="{frame-src: https://maps.test}")
    fonts = '<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Lora">'
    _theme(tmp_path, "templates/base.html", _base(fonts))
    frame = (
        '<iframe src="https://player.test/video/1" title="A film"></iframe><iframe src="https://maps.test/"></iframe>'
    )
    _theme(
        tmp_path,
        "templates/404.html",
        '{% extends "parent/404.html" %}\n{% block main %}\n\n' + frame + "{{ super() }}{% endblock %}",
    )
    found = said(blocked(again(tmp_path)))
    assert sorted(found) == ["frame", "style"]
    assert found["style"].startswith("themes/folio/templates/base.html:3: a browser would not load https://fonts.goo")
    line = "csp: {style-src: [https://fonts.googleapis.com], font-src: [https://fonts.gstatic.com], "
    assert line + "frame-src: [https://maps.test]}" in found["style"]
    assert found["frame"].startswith("themes/folio/templates/404.html:4: ")
    assert "csp: {frame-src: [https://maps.test, https://player.test]}" in found["frame"]


def test_a_picture_in_markdown_is_left_out_unless_its_host_is_admitted(tmp_path: Path) -> None:
    """The build says at which line, and with which line it would be shown; then it is, and nothing blocks it."""
    page = (
        "---\ntitle: About\n---\nWe.\n\n![A hill](https://pictures.test/hill.png) ![A hut](https://huts.test/h.png)\n"
    )
    seen = examined(tmp_path, {"pages/about.md": page}, csp="{img-src: [huts.test]}")
    assert list(blocked(seen)) == []
    assert '<img src="https://huts.test/h.png" alt="A hut">' in seen.text("about/index.html")
    assert "hill.png" not in seen.text("about/index.html")
    (warning,) = load(tmp_path)[1]
    assert str(warning).startswith('content/pages/about.md:6:11: the picture "A hill" is not one of the site')
    assert "(assets/hill.png)" in warning.hint
    assert "csp: {img-src: [https://pictures.test]}" in warning.hint


def test_scripts_and_styles_within_a_page_are_admitted_by_no_line(tmp_path: Path) -> None:
    """They go into a file; data for machines runs nothing and is well."""
    inner = '<script>alert(1)</script>\n<script type="application/ld+json">{}</script>\n<p style="color: red">x</p>'
    _theme(tmp_path, "templates/page.html", inner)
    seen = examined(tmp_path, {"pages/about.md": "---\ntitle: About\n---\nWe.\n"})
    assert list(blocked(seen)) == []  # a template of one's own that states no policy is a page of its own
    _theme(
        tmp_path, "templates/page.html", '{% extends "parent/page.html" %}{% block main %}' + inner + "{% endblock %}"
    )
    found = list(blocked(again(tmp_path)))
    assert [(one.rule, one.problem.line) for one in found] == [("inline", 1), ("inline", 3)]
    assert all("no csp: admits it" in one.problem.hint for one in found)


def test_what_style_sheets_and_scripts_of_a_theme_ask_for_is_named(tmp_path: Path) -> None:
    """Imports, fonts, pictures, and what a script asks; a comment asks for nothing."""
    css = (
        '@import url("https://fonts.test/lora.css");\n/* url(https://no.test/x.png) */\n'
        "@font-face { font-family: L; src: url(https://cdn.test/l.woff2) }\n"
        "body { background: url(//img.test/b.png) }\n"
    )
    _theme(tmp_path, "static/own.css", css)
    _theme(tmp_path, "static/own.js", 'fetch("https://api.test/count")\nimport "https://cdn.test/x.js"\n')
    found = said(blocked(examined(tmp_path)))
    assert sorted(found) == ["connect", "font", "img", "script", "style"]
    assert found["font"].startswith("themes/folio/static/own.css:3:")
    assert found["connect"].startswith("themes/folio/static/own.js:1:")
    assert "no.test" not in str(found)


def test_html_in_markdown_is_said_to_be_text(tmp_path: Path) -> None:
    """With what to do instead, and what would have to be admitted then; in code it is meant so."""
    page = '---\ntitle: Films\n---\n`<iframe>` is a tag.\n\n<iframe src="https://player.test/1"></iframe>\n'
    found = said(blocked(examined(tmp_path, {"pages/films.md": page})))
    assert list(found) == ["markdown"]
    assert found["markdown"].startswith("content/pages/films.md:6:")
    assert "csp: {frame-src: [https://player.test]}" in found["markdown"]


@pytest.mark.parametrize(
    ("tag", "loaded"),
    [
        ('<script src="https://a.test/x.js">', [Loaded("script-src", "https://a.test/x.js")]),
        ("<img srcset='https://a.test/1.png 1x, https://b.test/2.png 2x' src=/own.png>", ["a", "b"]),
        ('<video poster="//a.test/p.png"><source src="https://a.test/v.mp4"></video>', ["p", "v"]),
        ('<link rel="canonical" href="https://a.test/"><a href="https://b.test/">b</a>', []),
        (
            '<link rel="preload" as="font" href="https://a.test/f.woff2">',
            [Loaded("font-src", "https://a.test/f.woff2")],
        ),
        ('<form action="https://a.test/send">', [Loaded("form-action", "https://a.test/send")]),
    ],
)
def test_what_a_page_loads_is_read_from_its_tags(tag: str, loaded: list[object]) -> None:
    """Whatever quotes stand around an address; links that only lead somewhere load nothing."""
    found = list(loads(tag))
    assert len(found) == len(loaded)
    if loaded and isinstance(loaded[0], Loaded):
        assert found == loaded


@pytest.mark.parametrize("form", [str.lower, str.upper, str.title])
@pytest.mark.parametrize(
    ("name", "attribute"),
    [
        *((name, "src") for name in ("script", "iframe", "frame", "embed", "img", "input", "source", "audio", "track")),
        ("video", "poster"),
        ("object", "data"),
        ("image", "href"),
        ("form", "action"),
        ('link rel="stylesheet"', "href"),
    ],
)
def test_every_tag_that_loads_is_known_in_whatever_letters(
    name: str, attribute: str, form: Callable[[str], str]
) -> None:
    """Tags that begin alike lead nowhere: `<scroll>`, `<lines>`, `<svg>`."""
    whole = f'<svg><scroll src="https://b.test/"><{form(name)} {attribute}="https://a.test/x"><lines href="/"></svg>'
    assert [loaded.address for loaded in loads(whole)] == ["https://a.test/x"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<p onclick="x()">', ['onclick="x()"']),
        ("<p\n\tonclick = 'x()'>", ["onclick='x()'"]),
        ('<p class="a" style="color: red">', ['style="color: red"']),
        ('<meta name="a" content="on the left"><p class="on">onto = "x", restyle="x"</p>', []),
        ('<p data-on="1" data-style="x" lifestyle="y">', []),
    ],
)
def test_attributes_that_run_or_style_something_are_found(text: str, words: list[str]) -> None:
    """They stand behind white space; attributes that only end as they do, such as `content`, are none."""
    assert [loaded.words for loaded in loads(text)] == words


@pytest.mark.parametrize(
    ("loaded", "is_admitted"),
    [
        (Loaded("frame-src", "https://maps.test/x"), True),
        (Loaded("frame-src", "https://other.test/"), False),
        (Loaded("media-src", "https://maps.test/x"), False),
        (Loaded("img-src", "https://maps.test/x.png"), False),
        (Loaded("script-src", "", "<script>"), False),
        (Loaded("form-action", "https://maps.test/"), False),
    ],
)
def test_a_policy_admits_hosts_by_directive(loaded: Loaded, *, is_admitted: bool) -> None:
    """What has no directive of its own goes by the default."""
    assert admits(POLICY, loaded) is is_admitted


def test_a_large_page_is_looked_at_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is found in it, its pieces are the page, and none ends within a tag."""
    frame = '<iframe src="https://player.test/video/1" title="A film – ein Film"></iframe>'
    block = "{% block main %}" + "<p>Zürich</p>\n" * 400 + frame + "{{ super() }}{% endblock %}"
    write_site(tmp_path)
    _theme(tmp_path, "templates/404.html", '{% extends "parent/404.html" %}\n' + block)
    seen = again(tmp_path)
    whole = said(blocked(seen))
    monkeypatch.setattr(context, "PIECE", 1024)
    assert said(blocked(seen)) == whole != {}
    pieces = list(seen.pieces("404.html"))
    assert "".join(pieces) == seen.text("404.html")
    assert len(pieces) > 5
    assert max(map(len, pieces)) < 2048
    assert all(piece.count("<") == piece.count(">") for piece in pieces)
