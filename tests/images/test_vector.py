"""An SVG is published only when it can do nothing but be seen."""

from __future__ import annotations

import pytest

from sitegen.images.cleaning import BrokenError
from sitegen.images.vector import tidy

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
PLOT = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- made by Ada on ada's machine -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="http://inkscape.example/"
 width="36pt" height="18pt" viewBox="0 0 36 18" i:export-filename="ada/x.png">
<metadata><creator>Ada</creator></metadata>
<defs><style type="text/css">*{stroke-linejoin: round}</style><path id="g" d="M0 0h3"/>
<clipPath id="c"><rect width="9" height="9"/></clipPath></defs>
<g clip-path="url(#c)" style="fill: url(#h); stroke: #000"><use xlink:href="#g" x="2"/><text>a &lt; b</text></g>
</svg>"""


def test_a_plot_passes() -> None:
    """What plotting programs write stays, sized in pixels; what tells of their user goes without a word."""
    drawing = tidy(PLOT.encode())
    assert drawing.refused == ""
    assert (drawing.width, drawing.height) == (48, 24)
    for kept in ('href="#g"', "url(#c)", "url(#h)", "stroke-linejoin", "a &lt; b"):
        assert kept in drawing.svg
    for gone in ("Ada", "ada", "DOCTYPE", "inkscape"):
        assert gone not in drawing.svg
    assert tidy(drawing.svg.encode()).svg == drawing.svg


def test_words_set_as_text_are_known() -> None:
    """What a font is needed for: text and its parts, not titles, descriptions, styles or space between shapes."""
    inside = (
        "<title>T</title> <style>s{}</style><desc>d</desc><text>a<tspan>b⁴</tspan><title>c</title>&lt;</text><g>e</g>"
    )
    assert tidy(f"{OPEN}{inside}</svg>".encode()).words == "ab⁴<"


@pytest.mark.parametrize(
    "active",
    [
        "<script>alert(1)</script>",
        "<script xlink:href='https://e.example/x.js'/>",
        "<rect onload='alert(1)'/>",
        "<rect ONCLICK='alert(1)'/>",
        "<a href='javascript:alert(1)'><rect/></a>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>hi</p></foreignObject>",
        "<image href='https://e.example/track.png'/>",
        "<image xlink:href='file:///etc/passwd'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
        "<use href='other.svg#x'/>",
        "<style>@import 'https://e.example/x.css';</style>",
        "<style>rect{fill:url(https://e.example/x)}</style>",
        "<style>rect{fill:\\75rl(x)}</style>",
        "<rect style='fill:url(&quot;//e.example/x&quot;)'/>",
        "<rect fill='url(//e.example/x#y)'/>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<set attributeName='onload' to='alert(1)'/>",
        "<iframe xmlns='http://www.w3.org/2000/svg' src='x'/>",
    ],
)
def test_what_acts_or_loads_is_refused_and_gone(active: str) -> None:
    """The drawing says what it held, and does not hold it any more."""
    drawing = tidy(f"{OPEN}{active}<circle r='3'/></svg>".encode())
    assert drawing.refused
    for word in ("alert", "e.example", "passwd", "script", "foreign", "animate", "<set", "base64", "other.svg"):
        assert word not in drawing.svg
    assert "<circle" in drawing.svg


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><g></svg>", "well-formed"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>", "entities"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='100%'/>", "size"),
        (b"<svg viewBox='0 0 1 1'/>", "not an SVG"),
        (OPEN.encode() + b"<g>" * 1000 + b"</g>" * 1000 + b"</svg>", "too many"),
    ],
)
def test_what_is_no_drawing_is_an_error(data: bytes, reason: str) -> None:
    """Broken, endless or shapeless documents are refused with a reason."""
    with pytest.raises(BrokenError, match=reason):
        tidy(data)


def test_a_picture_inside_a_drawing_loses_its_metadata_too() -> None:
    """A photograph that a drawing carries is cleaned like any other."""
    import base64

    from tests.images.test_cleaning import SECRET, TOLD

    inside = base64.b64encode(TOLD["jpeg"]).decode()
    drawing = tidy(f"{OPEN}<image href='data:image/jpeg;base64,{inside}'/></svg>".encode())
    assert drawing.refused == ""
    found = drawing.svg.partition("base64,")[2].partition('"')[0]
    assert SECRET not in base64.b64decode(found)
    assert base64.b64decode(found).startswith(b"\xff\xd8")
