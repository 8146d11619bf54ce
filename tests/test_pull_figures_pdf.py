"""Figures in a PDF: a caption, and what is drawn above it."""

from __future__ import annotations

from sitegen.images.apart import Lost
from sitegen.images.pages import Box, Cut, Line, Page, cut, layout
from sitegen.pull.figures.found import Region
from sitegen.pull.figures.pdf import find

WORDS = "so many words that they make a line of running text across it"


def line(text: str, left: float, top: float, right: float, height: float = 10) -> Line:
    """A line of text."""
    return Line(text, Box(left, top - height, right, top))


def page(*things: Line | Box) -> Page:
    """A page of text and graphics, 600 by 800 points, in the order given."""
    lines = tuple(one for one in things if isinstance(one, Line))
    return Page(600, 800, lines, tuple(one for one in things if isinstance(one, Box)))


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
    assert region(found[0].places[0]) == (96, 496, 504, 734)


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
    assert [(one.number, region(one.places[0])[0], region(one.places[0])[2]) for one in found] == [
        ("2", 56, 284), ("3", 316, 544), ("4", 56, 544),
    ]  # fmt: skip


def test_labels_beside_a_drawing_belong_to_it() -> None:
    """Short words at its edges are cut out with it."""
    found = find([page(line("loss", 84, 620, 96), Box(100, 500, 500, 730), line("Figure 1: Losses", 60, 480, 540))])
    assert region(found[0].places[0])[0] == 80


def test_a_caption_without_graphics_is_no_figure() -> None:
    """Nor is a sentence that begins like one, nor a rule, nor a page's background."""
    assert find([page(line("Figure 1: Losses", 60, 480, 540))]) == ()
    assert find([page(Box(60, 500, 540, 500.5), line("Figure 1: Losses", 60, 480, 540))]) == ()
    assert find([page(Box(0, 0, 600, 800), line("Figure 1: Losses", 60, 480, 540))]) == ()


def test_a_drawing_below_its_caption_is_found() -> None:
    """Where there is none above."""
    found = find([page(line("Figure 1: Losses", 60, 700, 540), Box(100, 450, 500, 680), line(WORDS, 60, 400, 540))])
    assert region(found[0].places[0]) == (96, 446, 504, 684)


def test_running_heads_are_no_part_of_a_figure() -> None:
    """A line that stands at the top of many pages ends the graphics."""
    head = line("A short title", 250, 780, 350)
    pages = [page(head, line(WORDS, 60, 700, 540)) for _ in range(4)]
    drawn = page(head, Box(100, 500, 500, 790), line("Figure 1: Losses", 60, 490, 540))
    assert region(find([*pages, drawn])[0].places[0])[3] <= 770


def tiny(content: str) -> bytes:
    """A PDF of one page, 300 by 200 points, with a black rectangle and a line of text in Helvetica."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    made, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj{one}endobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    table = f"xref\n0 6\n0000000000 65535 f \n{rows}trailer<</Size 6/Root 1 0 R>>\n"
    return f"{made}{table}startxref\n{len(made)}\n%%EOF".encode()


DRAWN = tiny("50 80 200 100 re f BT /F 10 Tf 50 60 Td (Figure 1: A black field) Tj ET")


def test_a_pdf_is_laid_out_and_cut() -> None:
    """Text and graphics stand where they do, and a part of a page is a picture of it."""
    pages = layout(DRAWN)
    assert not isinstance(pages, Lost)
    assert [one.text for one in pages[0].lines] == ["Figure 1: A black field"]
    found = find(pages)
    assert region(found[0].places[0]) == (46, 76, 254, 184)
    made = cut(DRAWN, [Cut(0, Box(100, 100, 200, 150))])
    assert not isinstance(made, Lost)
    assert made[0].startswith(b"\x89PNG")
    assert made == cut(DRAWN, [Cut(0, Box(100, 100, 200, 150))])


def test_a_damaged_pdf_is_a_word() -> None:
    """Cut off, empty, or no PDF at all."""
    for data in (DRAWN[:200], b"%PDF-1.4", b"x"):
        assert isinstance(layout(data), Lost)
        assert isinstance(cut(data, [Cut(0, Box(0, 0, 9, 9))]), Lost)
