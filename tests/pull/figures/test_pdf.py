"""Figures in a PDF: a caption, and what is drawn above it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from sitegen.images.pdf_pages import Box, Cut, PdfLine, PdfPage, cut, layout
from sitegen.images.sandbox import Lost
from sitegen.pull.figures.pdf import find
from sitegen.pull.figures.source_figure import Region

WORDS = "so many words that they make a line of running text across it"


def line(text: str, left: float, top: float, right: float, height: float = 10) -> PdfLine:
    """A line of text."""
    return PdfLine(text, Box(left, top - height, right, top))


def page(*things: PdfLine | Box) -> PdfPage:
    """A page of text and graphics, 600 by 800 points, in the order given."""
    lines = tuple(one for one in things if isinstance(one, PdfLine))
    return PdfPage(600, 800, lines, tuple(one for one in things if isinstance(one, Box)))


def region(found: object) -> tuple[float, ...]:
    """The edges of a region, its page left out."""
    assert isinstance(found, Region)
    return tuple(round(edge) for edge in found[1:])


def test_the_graphics_above_a_caption_are_its_figure() -> None:
    """As far up as the next text; the caption goes on to its last line."""
    found = find([
        page(
            line(WORDS, 60, 760, 540), Box(100, 500, 500, 730), line("Figure 1: Losses of both", 60, 490, 540),
            line("models.", 60, 478, 120), line(WORDS, 60, 440, 540), line("Figure 1 shows it all", 60, 428, 540),
        )
    ])  # fmt: skip
    assert [(one.number, one.caption) for one in found] == [("1", "Losses of both models.")]
    assert region(found[0].locations[0]) == (96, 496, 504, 734)


def test_columns_are_kept_apart() -> None:
    """A figure of the left column ends at the middle of the page, one of both does not."""
    text = [line(WORDS, 50, 400 - 12 * row, 290) for row in range(9)]
    text += [line(WORDS, 310, 400 - 12 * row, 550) for row in range(9)]
    found = find([
        page(
            Box(60, 500, 280, 700), Box(320, 450, 540, 700), line("Fig. 2. Left", 50, 495, 290),
            line("FIG. 3. Right", 310, 445, 550), *text,
        ),
        page(Box(60, 500, 540, 700), line("Fig. 4. Both of the columns", 50, 490, 550), *text),
    ])  # fmt: skip
    assert [(one.number, region(one.locations[0])[0], region(one.locations[0])[2]) for one in found] == [
        ("2", 56, 284), ("3", 316, 544), ("4", 56, 544),
    ]  # fmt: skip


def test_labels_beside_a_drawing_belong_to_it() -> None:
    """Short words at its edges are cut out with it."""
    found = find([page(line("loss", 84, 620, 96), Box(100, 500, 500, 730), line("Figure 1: Losses", 60, 480, 540))])
    assert region(found[0].locations[0])[0] == 80


def test_a_caption_without_graphics_is_no_figure() -> None:
    """Nor is a sentence that begins like one, nor a rule, nor a page's background."""
    assert find([page(line("Figure 1: Losses", 60, 480, 540))]) == ()
    assert find([page(Box(60, 500, 540, 500.5), line("Figure 1: Losses", 60, 480, 540))]) == ()
    assert find([page(Box(0, 0, 600, 800), line("Figure 1: Losses", 60, 480, 540))]) == ()


def test_a_drawing_below_its_caption_is_found() -> None:
    """Where there is none above."""
    found = find([page(line("Figure 1: Losses", 60, 700, 540), Box(100, 450, 500, 680), line(WORDS, 60, 400, 540))])
    assert region(found[0].locations[0]) == (96, 446, 504, 684)


def test_a_drawing_beside_its_caption_is_found() -> None:
    """When nothing stands right above or below; what is above the next caption does not count."""
    side = line("Figure 2: Sketch", 360, 600, 540)
    found = find([page(Box(60, 650, 300, 780), Box(60, 500, 340, 640), side, line(WORDS, 60, 400, 540))])
    assert region(found[0].locations[0]) == (56, 496, 344, 644)
    left, right = line("Figure 3: Left", 60, 500, 250), line("Figure 4: Right", 320, 400, 540)
    found = find([page(Box(60, 510, 250, 700), Box(320, 410, 540, 700), left, right)])
    assert region(found[0].locations[0])[0] == 56


def test_a_sentence_about_a_figure_is_no_caption() -> None:
    """Without a sign after its number, a caption begins in capitals; verbs do not."""
    found = find([
        page(
            line("Figure 1 shows so many words that they run across it", 60, 780, 540), Box(100, 500, 500, 730),
            line("Fig. 1 Losses of models as they were seen in", 60, 490, 540), line("Fig. 2 and so on.", 60, 478, 200),
        )
    ])  # fmt: skip
    assert [(one.number, one.caption) for one in found] == [
        ("1", "Losses of models as they were seen in Fig. 2 and so on.")
    ]


def test_the_drawing_of_another_figure_ends_at_its_caption() -> None:
    """Though its box, which nothing cuts, reaches further."""
    found = find([
        page(
            Box(100, 380, 500, 780), line("Figure 1: First", 60, 500, 540), Box(100, 300, 500, 450),
            line("Figure 2: Second", 60, 290, 540),
        )
    ])  # fmt: skip
    assert [region(one.locations[0])[3] for one in found if one.number == "2"] == [454]


def test_running_heads_are_no_part_of_a_figure() -> None:
    """A line that stands at the top of many pages ends the graphics."""
    head = line("A short title", 250, 780, 350)
    pages = [page(head, line(WORDS, 60, 700, 540)) for _ in range(4)]
    drawn = page(head, Box(100, 500, 500, 790), line("Figure 1: Losses", 60, 490, 540))
    assert region(find([*pages, drawn])[0].locations[0])[3] <= 770


def tiny(content: str, page: str = "/MediaBox[0 0 300 200]", included: str = "") -> bytes:
    """A PDF of one page, 300 by 200 points, with text in Helvetica (/F) and an included page, 50 points square (/X)."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R{page}/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 50 50]/Length {len(included)}>>stream\n{included}\nendstream",
    ]  # fmt: skip
    made, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj{one}endobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    table = f"xref\n0 7\n0000000000 65535 f \n{rows}trailer<</Size 7/Root 1 0 R>>\n"
    return f"{made}{table}startxref\n{len(made)}\n%%EOF".encode()


DRAWN = tiny("50 80 200 100 re f BT /F 10 Tf 50 60 Td (Figure 1: A black field) Tj ET")


def test_a_pdf_is_laid_out_and_cut() -> None:
    """Text and graphics stand where they do, and a part of a page is a picture of it."""
    pages = layout(DRAWN)
    assert not isinstance(pages, Lost)
    assert [one.text for one in pages[0].lines] == ["Figure 1: A black field"]
    found = find(pages)
    assert region(found[0].locations[0]) == (46, 76, 254, 184)
    made = cut(DRAWN, [Cut(0, Box(100, 100, 200, 150))])
    assert not isinstance(made, Lost)
    assert made[0].startswith(b"\x89PNG")
    assert made == cut(DRAWN, [Cut(0, Box(100, 100, 200, 150))])


@pytest.mark.parametrize(
    ("turn", "page"),
    [
        ("0 1 -1 0 200 0 cm", "/MediaBox[0 0 200 300]"),  # a figure on its side, as LaTeX sets one that is too wide
        ("0 1 -1 0 200 0 cm", "/MediaBox[0 0 200 300]/Rotate 90"),
        ("0 -1 1 0 0 300 cm", "/MediaBox[0 0 200 300]"),
        ("-1 0 0 -1 300 200 cm", "/MediaBox[0 0 300 200]"),
        ("1 0 0 1 40 30 cm", "/MediaBox[40 30 340 230]"),
    ],
    ids=["on-its-side", "turned-page", "other-side", "upside-down", "moved"],
)
def test_a_page_is_read_as_its_text_runs(turn: str, page: str) -> None:
    """However it is turned: figures are found where they stand, and cut upright."""
    content = f"q {turn} 1 0 0 rg 50 80 100 100 re f 0 g 150 80 100 100 re f"
    turned = tiny(f"{content} BT /F 10 Tf 50 60 Td (Figure 1: Red, then black) Tj ET Q", page)
    pages = layout(turned)
    assert not isinstance(pages, Lost)
    assert (pages[0].width, pages[0].height) == (300, 200)
    assert region(find(pages)[0].locations[0]) == (46, 76, 254, 184)
    made = cut(turned, [Cut(0, Box(50, 80, 250, 180))])
    assert not isinstance(made, Lost)
    with Image.open(io.BytesIO(made[0])) as image:
        assert image.width == pytest.approx(2 * image.height, rel=0.02)
        assert image.getpixel((image.width // 4, image.height // 2)) == (255, 0, 0)
        assert image.getpixel((3 * image.width // 4, image.height // 2)) == (0, 0, 0)


def test_a_caption_holds_nothing_that_no_file_can() -> None:
    """A letter that a font maps to a control character is left out."""
    found = find([page(Box(100, 500, 500, 730), line("Figure 1: Energy \x01 of \x02 runs", 60, 490, 540))])
    assert found[0].caption == "Energy of runs"


def test_of_an_included_page_counts_what_it_shows() -> None:
    """Neither what lies beyond its edges, nor one that shows nothing."""
    beyond = "0 g -400 10 900 30 re f"
    shown = layout(tiny("q 2 0 0 2 100 80 cm /X Do Q BT /F 10 Tf 50 60 Td (Figure 1: Black) Tj ET", included=beyond))
    assert not isinstance(shown, Lost)
    assert [[round(edge) for edge in one] for one in shown[0].graphics] == [[100, 100, 200, 160]]
    empty = layout(tiny("q 2 0 0 2 100 80 cm /X Do Q", included="0 g 60 60 900 30 re f"))
    assert not isinstance(empty, Lost)
    assert empty[0].graphics == ()


def test_a_damaged_pdf_is_a_word() -> None:
    """Cut off, empty, or no PDF at all."""
    for data in (DRAWN[:200], b"%PDF-1.4", b"x"):
        assert isinstance(layout(data), Lost)
        assert isinstance(cut(data, [Cut(0, Box(0, 0, 9, 9))]), Lost)
