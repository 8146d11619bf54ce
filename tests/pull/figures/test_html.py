r"""Figures in web pages: LaTeXML's markup, old and new, and pages written by hand."""

from __future__ import annotations

import pytest

from sitegen.pull.figures.html import PageError, find
from sitegen.pull.figures.source_figure import InlineSvg, SourceFigure

PAGE = "https://arxiv.org/html/2606.09498v1"


def figures(body: str, *, head: str = "", address: str = PAGE) -> tuple[SourceFigure, ...]:
    """The figures of a converted page."""
    page = f'<!DOCTYPE html><html><head>{head}</head><body><article class="ltx_document">{body}</article></body></html>'
    return find(page, address)


def figure(inner: str, label: str = "Figure 1: ", caption: str = "Losses.", kind: str = "figure") -> str:
    """A figure as LaTeXML writes it."""
    tag = f'<span class="ltx_tag ltx_tag_{kind}">{label}</span>' if label else ""
    return f'<figure class="ltx_{kind}">{inner}<figcaption class="ltx_caption">{tag}{caption}</figcaption></figure>'


IMAGE = '<img src="x1.png" class="ltx_graphics" width="474" height="335" alt="Refer to caption">'


def test_a_figure_has_number_caption_and_picture() -> None:
    """The label is not part of the caption, and the picture's address is whole."""
    assert figures(figure(IMAGE)) == (SourceFigure(number="1", caption="Losses.", locations=(f"{PAGE}/x1.png",)),)


@pytest.mark.parametrize(
    ("head", "source", "address", "expected"),
    [
        ("", "x1.png", PAGE, f"{PAGE}/x1.png"),
        ("", "2606.09498v1/x1.png", PAGE, f"{PAGE}/x1.png"),
        ("", "figures/x1.png", f"{PAGE}/", f"{PAGE}/figures/x1.png"),
        ('<base href="/html/2606.09498v1/">', "x1.png", "https://arxiv.org/html/2606.09498", f"{PAGE}/x1.png"),
        ("", "2606.09498v1/x1.png", "https://arxiv.org/html/2606.09498", f"{PAGE}/x1.png"),
        ("", "/html/1/assets/x1.png", "https://ar5iv.org/html/1", "https://ar5iv.org/html/1/assets/x1.png"),
        ("", "x1.png", "https://arxiv.org/html/hep-th/9901001v2", "https://arxiv.org/html/hep-th/9901001v2/x1.png"),
    ],
)
def test_pictures_are_relative_to_the_paper(head: str, source: str, address: str, expected: str) -> None:
    """`<base>`, the last address and the paper's own folder are all heeded."""
    found = figures(figure(f'<img src="{source}">'), head=head, address=address)
    assert found[0].locations == (expected,)


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "data:image/png;base64,AA", "file:///etc/passwd.png", "fig1"]
)
def test_what_is_no_picture_is_none(source: str) -> None:
    """Only web addresses of picture files are pictures; the figure itself is still counted."""
    assert figures(figure(f'<img src="{source}">')) == (SourceFigure(number="1", caption="Losses."),)


def test_a_base_that_is_no_address_is_none() -> None:
    """The page's own address does."""
    found = figures(figure(IMAGE + '<img src="http://[x.png">'), head='<base href="http://[">')
    assert found[0].locations == (f"{PAGE}/x1.png",)


def test_formulas_are_their_tex() -> None:
    """A formula comes once, as its author wrote it, whichever converter showed it."""
    math = (
        '<math alttext="f_{%\n0}"><semantics><mi>f</mi><annotation encoding="application/x-tex">f_{0}</annotation>'
        '</semantics></math>, <math alttext="x^{2}"><msup><mi>x</mi><mn>2</mn></msup></math>, '
        '<span class="mjx-math" aria-label="\\lambda"><span class="mjx-mi">λ</span></span>'
    )
    assert figures(figure(IMAGE, caption=math))[0].caption == r"$f_{0}$, $x^{2}$, $\lambda$"


def test_captions_keep_emphasis_and_lose_what_points_elsewhere() -> None:
    """Bold and italics stay; numbered citations, notes and failed macros go; signs are escaped."""
    caption = (
        '<span class="ltx_text ltx_font_bold">Left:</span> 5% of <i>a</i>_b <cite class="ltx_cite">[<a>12</a>]</cite>, '
        'by <cite class="ltx_cite">Smith (2019)</cite><span class="ltx_note">note</span>'
        '<span class="ltx_ERROR undefined">\\foo</span>.'
    )
    said = figures(figure(IMAGE, caption=caption))[0].caption
    assert said == r"\textbf{Left:} 5\% of \emph{a}\_b, by Smith (2019)."


LOST = '<span class="ltx_ref ltx_missing_label">{}</span>'
UNKNOWN = '<span class="ltx_ref ltx_missing_citation">Curie98</span>'
CITED = '<cite class="ltx_cite ltx_citemacro_cite{}">{}</cite>'
ERROR = '<span class="ltx_ERROR undefined">\\{}</span>'


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ('<span class="ltx_font_bold">Left: <span class="ltx_font_medium">a</span> right:</span> b',
         r"\textbf{Left:} a \textbf{right:} b"),
        ('<b class="ltx_font_italic">A <span class="ltx_font_medium ltx_font_upright">b</span></b> c',
         r"\textbf{\emph{A}} b c"),
        ('<em class="ltx_emph ltx_font_italic">in <span class="ltx_font_upright">vitro</span> or</em> not',
         r"\emph{in} vitro \emph{or} not"),
        ('<b>a<i>b</i></b><b> c</b>', r"\textbf{a\emph{b} c}"),
        ('<span class="ltx_font_bold"><span class="ltx_font_bold">twice</span></span>', r"\textbf{twice}"),
        ('<span class="ltx_font_bold">CO<sub class="ltx_sub"><span class="ltx_font_medium">2</span></sub></span>',
         r"\textbf{CO}\textsubscript{2}"),
        (f'In Figure {LOST.format("LABEL:fig:a")} and ({LOST.format("LABEL:eq:b")})', "In the figure and the equation"),
        (f"As in {LOST.format('')}", "As in the text"),
        (f'By {CITED.format("t", UNKNOWN)}, see {CITED.format("e", "[<a>3</a>, <a>4</a>]")}',
         "By Curie (1998), see the cited work"),
        (f"{ERROR.format('ion')}N2 in {ERROR.format('ce')}H2O {ERROR.format('ion')}", r"N~II in H\textsubscript{2}O"),
    ],
)  # fmt: skip
def test_nested_fonts_and_lost_references_read(caption: str, said: str) -> None:
    """A font within another ends it; what the page could not refer to is in words."""
    assert figures(figure(IMAGE, caption=caption))[0].caption == said


def test_a_second_caption_without_a_number_belongs_to_the_first() -> None:
    """A translation or a note beside the caption, and panels that are captioned in place."""
    note = '<figcaption class="ltx_caption">A note.</figcaption>'
    found = figures(figure(IMAGE).replace("</figure>", f"{note}</figure>"))
    assert [(one.number, one.caption, len(one.locations)) for one in found] == [("1", "Losses. A note.", 1)]
    panels = "".join(
        f'<img src="x{number}.png"><figcaption class="ltx_caption"><span class="ltx_tag">({letter}) </span>P{letter}.'
        "</figcaption>"
        for number, letter in ((1, "a"), (2, "b"))
    )
    found = figures(figure(panels))
    assert [(one.number, one.caption, len(one.locations)) for one in found] == [("1", "Losses. (a) Pa. (b) Pb.", 2)]


def test_a_figure_that_comes_again_is_one() -> None:
    """Continued on another page, or shown once more: its pictures together, its number once."""
    again = figure(IMAGE) + figure(IMAGE.replace("x1", "x2")) + figure(IMAGE)
    assert [(one.number, len(one.locations)) for one in figures(again)] == [("1", 2)]


def test_a_table_that_is_set_as_a_figure_is_none() -> None:
    """Its label says what it is."""
    assert figures(figure(IMAGE, "Table 7: ") + figure(IMAGE, "Algorithm 2 ")) == ()


def test_panels_belong_to_their_figure() -> None:
    """Nested figures with letters are one figure; what their captions say follows its own."""
    inner = figure(IMAGE, "(a) ", "Train.") + figure(IMAGE.replace("x1", "x2"), "(b) ", "")
    found = figures(figure(f'<div class="ltx_flex_figure">{inner}</div>'))
    assert [one.number for one in found] == ["1"]
    assert found[0].caption == "Losses. (a) Train."
    assert found[0].locations == (f"{PAGE}/x1.png", f"{PAGE}/x2.png")


def test_figures_side_by_side_stay_two() -> None:
    """A frame around two figures with numbers is no figure."""
    both = figure(IMAGE, "Figure 3: ", "Left.") + figure(IMAGE.replace("x1", "x2"), "Figure 4: ", "Right.")
    found = figures(f'<figure class="ltx_figure">{both}</figure>')
    assert [(one.number, one.caption, len(one.locations)) for one in found] == [("3", "Left.", 1), ("4", "Right.", 1)]


def test_two_captions_in_one_figure_are_two_figures() -> None:
    """Each takes the pictures before it."""
    caption = (
        '<figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">Figure {0}: </span>C{0}</figcaption>'
    )
    inner = IMAGE + caption.format(1) + IMAGE.replace("x1", "x2") + caption.format(2)
    found = figures(f'<figure class="ltx_figure">{inner}</figure>')
    assert [(one.number, one.locations) for one in found] == [("1", (f"{PAGE}/x1.png",)), ("2", (f"{PAGE}/x2.png",))]


@pytest.mark.parametrize("kind", ["table", "algorithm", "listing"])
def test_other_floats_are_no_figures(kind: str) -> None:
    """Tables, algorithms and listings are left out, even with pictures in them."""
    assert figures(figure(IMAGE, f"{kind.title()} 1: ", kind=kind)) == ()


@pytest.mark.parametrize(
    ("label", "number"),
    [("Fig. 2. ", "2"), ("FIG. S3: ", "S3"), ("Figure A.1: ", "A.1"), ("Abbildung 4: ", "4"), ("Figure 2–1: ", "2-1")],
)
def test_numbers_are_bare(label: str, number: str) -> None:
    """Whatever the label says around it."""
    assert figures(figure(IMAGE, label))[0].number == number


def test_debris_of_the_converter_takes_no_number() -> None:
    """A misread macro leaves a figure without picture and words; those after it have the paper's numbers."""
    debris = figure('<img src="fourier-pairs">', "Figure 2: ", ")")
    body = figure(IMAGE) + debris + figure(IMAGE, "Figure 3: ", "Next.")
    assert [(one.number, one.caption) for one in figures(body)] == [("1", "Losses."), ("2", "Next.")]


def test_icons_are_no_pictures() -> None:
    """What says that it is small is left out."""
    assert figures(figure('<img src="i.png" width="16" height="16">' + IMAGE))[0].locations == (f"{PAGE}/x1.png",)


def test_a_drawing_in_the_page_is_taken_when_it_is_whole() -> None:
    """Lines alone can be drawn elsewhere; text in a foreign object would be lost."""
    plain = '<svg class="ltx_picture" width="200" height="100"><path d="M0 0L9 9"></path></svg>'
    assert isinstance(figures(figure(plain))[0].locations[0], InlineSvg)
    foreign = plain.replace("</svg>", "<foreignObject><p>x</p></foreignObject></svg>")
    assert figures(figure(foreign))[0].locations == ()


def test_words_of_the_author_for_a_picture_are_kept() -> None:
    """A description that is not the caption again is the author's own."""
    described = IMAGE.replace("Refer to caption", "Two curves that fall and level off")
    assert figures(figure(described))[0].alt == "Two curves that fall and level off"
    assert figures(figure(IMAGE))[0].alt == ""


def test_pages_written_by_hand_are_read() -> None:
    """A line that begins like a caption is one; buttons that come twice are no figures."""
    page = (
        '<html><body><img src="dot.gif"><img src="dot.gif"><center><img src="a.gif" alt="A graph of it"></center>'
        "<p>Some text.</p><p><img src='b.gif'></p><p><b>Figure 2.</b> What comes out</p></body></html>"
    )
    found = find(page, "https://arxiv.org/html/cs/9904010v1/report.htm")
    assert [(one.number, one.caption) for one in found] == [("", "A graph of it"), ("2", "What comes out")]
    assert found[0].alt == "A graph of it"
    assert found[0].locations == ("https://arxiv.org/html/cs/9904010v1/a.gif",)


def test_a_page_that_would_take_forever_is_refused() -> None:
    """Too many tags, or too many inside each other; the nearest honest page is read."""
    with pytest.raises(PageError, match="inside each other"):
        figures('<figure class="ltx_figure">' * 50_000)
    with pytest.raises(PageError, match="too many to look for"):
        figures("<i>a</i>" * 400_000)
    assert figures("<div>" * 1500 + figure(IMAGE)) != ()
    assert figures("<p>a" * 5000 + figure(IMAGE)) != ()
    assert len(figures(figure(IMAGE, caption="<b>" * 1500 + "x"))) == 1


def test_formulas_do_not_make_a_page_too_large() -> None:
    """What stands inside them is not looked at."""
    formula = '<math alttext="a>b"><mrow>' + "<mi>a</mi>" * 1000 + "</mrow></math>"
    assert figures(figure(IMAGE, caption=formula) + formula * 400)[0].caption == "$a>b$"
