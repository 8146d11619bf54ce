"""Pages of a PDF: where text and graphics stand on them, and parts of them as pictures.

In: a PDF. Out: a layout of lines and boxes, or PNGs; or a word on why there is none. Read in a child process with
limits, for PDFs come from strangers. Nothing in them runs: this pdfium has no script engine.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sitegen.images.apart import Limits, Lost, each

if TYPE_CHECKING:
    import pypdfium2

_LIMITS = Limits(seconds=60, megabytes=320)
_MOST_PAGES = 150
_MOST_PIECES = 8000
_MOST_OBJECTS = 20_000
_WIDEST = 1600
"""Pixels of the longer side of a cut."""
_SHARPEST = 4.0
"""Pixels a point."""
_JOINED = 0.9
"""How far apart, in line heights, pieces of one line may stand; columns are further apart."""


class Box(NamedTuple):
    """A rectangle, in points from the lower left corner of its page."""

    left: float
    bottom: float
    right: float
    top: float


class Line(NamedTuple):
    """A line of text in one column."""

    text: str
    box: Box


class Page(NamedTuple):
    """One page: its size in points, its lines from top to bottom as the file has them, the boxes of its graphics."""

    width: float
    height: float
    lines: tuple[Line, ...]
    graphics: tuple[Box, ...]


class Cut(NamedTuple):
    """A part of a page; the first page is 0."""

    page: int
    box: Box


def layout(data: bytes) -> tuple[Page, ...] | Lost:
    """What stands where on the pages of a PDF."""
    return next(each(_layout, [data], _LIMITS, jobs=1))[1]


def cut(data: bytes, cuts: Sequence[Cut]) -> tuple[bytes, ...] | Lost:
    """Parts of pages as PNG, on white."""
    return next(each(_cut, [(data, tuple(cuts))], _LIMITS, jobs=1))[1]


def _layout(data: bytes) -> tuple[Page, ...] | Lost:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            return tuple(_page(document[number]) for number in range(min(len(document), _MOST_PAGES)))
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError) as error:
        return Lost(_reason(error))


def _cut(order: tuple[bytes, tuple[Cut, ...]]) -> tuple[bytes, ...] | Lost:
    import pypdfium2

    data, cuts = order
    try:
        with pypdfium2.PdfDocument(data) as document:
            return tuple(_png(document[one.page], one.box) for one in cuts)
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError) as error:
        return Lost(_reason(error))


def _reason(error: Exception) -> str:
    return "is locked with a password" if "assword" in str(error) else "cannot be read: it is damaged"


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    left, bottom, *_ = page.get_cropbox()
    lines = _lines(page, left, bottom)
    return Page(width, height, tuple(lines), tuple(_graphics(page, left, bottom)))


def _lines(page: pypdfium2.PdfPage, left: float, bottom: float) -> list[Line]:
    """The pieces of text that the page is made of, joined to lines."""
    lines: list[Line] = []
    text = page.get_textpage()
    for number in range(min(text.count_rects(), _MOST_PIECES)):
        corners = text.get_rect(number)
        said = " ".join(text.get_text_bounded(*corners).split())
        if not said:
            continue
        box = Box(corners[0] - left, corners[1] - bottom, corners[2] - left, corners[3] - bottom)
        if lines and (joined := _joined(lines[-1], Line(said, box))):
            lines[-1] = joined
        else:
            lines.append(Line(said, box))
    text.close()
    return lines


def _joined(before: Line, after: Line) -> Line | None:
    """One line out of two pieces that stand side by side."""
    a, b = before.box, after.box
    height = min(a.top - a.bottom, b.top - b.bottom)
    gap = b.left - a.right
    if min(a.top, b.top) - max(a.bottom, b.bottom) < 0.4 * height or not -height < gap < _JOINED * max(height, 6):
        return None
    space = " " if gap > 0.15 * height else ""
    box = Box(min(a.left, b.left), min(a.bottom, b.bottom), max(a.right, b.right), max(a.top, b.top))
    return Line(before.text + space + after.text, box)


def _graphics(page: pypdfium2.PdfPage, left: float, bottom: float) -> Iterator[Box]:
    """The boxes of images, drawings and included pages."""
    from pypdfium2 import raw

    kinds = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM}
    for number, thing in enumerate(page.get_objects(max_depth=1)):
        if number > _MOST_OBJECTS:
            return
        if thing.type in kinds:
            corners = thing.get_bounds()
            yield Box(corners[0] - left, corners[1] - bottom, corners[2] - left, corners[3] - bottom)


def _png(page: pypdfium2.PdfPage, box: Box) -> bytes:
    width, height = page.get_size()
    scale = min(_SHARPEST, _WIDEST / max(box.right - box.left, box.top - box.bottom, 1))
    edges = (box.left, box.bottom, width - box.right, height - box.top)
    picture = page.render(scale=scale, crop=tuple(max(0.0, edge) for edge in edges), may_draw_forms=False).to_pil()
    made = io.BytesIO()
    picture.convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()
