"""Pages of a PDF: where text and graphics stand on them, and parts of them as pictures.

In: a PDF. Out: a layout of lines and boxes, or PNGs; or a word on why there is none. Read in a child process with
limits, for PDFs come from strangers. Nothing in them runs: this pdfium has no script engine.
"""

from __future__ import annotations

import io
import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from sitegen.images.sandbox import Lost, SandboxLimits, each
from sitegen.records import NamedTuple

if TYPE_CHECKING:
    import pypdfium2

_LIMITS = SandboxLimits(seconds=60, megabytes=320)
_MOST_PAGES = 150
_MOST_PIECES = 8000
_MOST_OBJECTS = 20_000
_MOST_FORMS = 24
_SECONDS = 25
"""Included pages on one page, and seconds for a whole document, within which it is looked up what they really show."""
_MOST_LETTERS = 3000
"""Letters of a page that are looked at to see which way its text runs."""
_WIDEST = 1600
"""Pixels of the longer side of a cut."""
_SHARPEST = 4.0
"""Pixels a point."""
_JOINED = 0.9
"""How far apart, in line heights, pieces of one line may stand; columns are further apart."""


class Box(NamedTuple):
    """A rectangle, in points from the lower left corner of its page, as it is turned for reading."""

    left: float
    bottom: float
    right: float
    top: float


class PdfLine(NamedTuple):
    """A line of text in one column."""

    text: str
    box: Box


class PdfPage(NamedTuple):
    """One page: its size in points, its lines from top to bottom as the file has them, the boxes of its graphics."""

    width: float
    height: float
    lines: tuple[PdfLine, ...]
    graphics: tuple[Box, ...]


class Cut(NamedTuple):
    """A part of a page; the first page is 0."""

    page: int
    box: Box


def layout(data: bytes) -> tuple[PdfPage, ...] | Lost:
    """The layout of the pages of a PDF: lines of text and boxes of graphics."""
    return next(each(_layout, [data], _LIMITS, jobs=1))[1]


def cut(data: bytes, cuts: Sequence[Cut]) -> tuple[bytes, ...] | Lost:
    """Parts of pages as PNG, on white."""
    return next(each(_cut, [(data, tuple(cuts))], _LIMITS, jobs=1))[1]


def _layout(data: bytes) -> tuple[PdfPage, ...] | Lost:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            until = time.monotonic() + _SECONDS
            return tuple(_page(document[number], until) for number in range(min(len(document), _MOST_PAGES)))
    except MemoryError:  # `apart` has a sentence for it
        raise
    except Exception as error:  # noqa: BLE001 - whatever a reader stumbles over in a stranger's file costs that file alone
        return Lost(_reason(error))


def _cut(order: tuple[bytes, tuple[Cut, ...]]) -> tuple[bytes, ...] | Lost:
    import pypdfium2

    data, cuts = order
    try:
        with pypdfium2.PdfDocument(data) as document:
            return tuple(_png(document[cut.page], cut.box) for cut in cuts)
    except MemoryError:  # `apart` has a sentence for it
        raise
    except Exception as error:  # noqa: BLE001 - whatever a reader stumbles over in a stranger's file costs that file alone
        return Lost(_reason(error))


def _reason(error: Exception) -> str:
    return "is locked with a password" if "assword" in str(error) else "cannot be read: it is damaged"


Corners = tuple[float, float, float, float]


def _page(page: pypdfium2.PdfPage, until: float) -> PdfPage:
    text = page.get_textpage()
    turn = _turn(page, text)
    to_box = _placing(page, turn)
    lines = tuple(_lines(text, to_box))
    text.close()
    turn = (turn - page.get_rotation()) % 360
    width, height = page.get_size()[:: -1 if turn % 180 else 1]
    graphics = [*_graphics(page, to_box), *_included(page, to_box, turn, until)]
    finite = tuple(box for box in graphics if all(map(math.isfinite, box)))
    return PdfPage(width, height, tuple(line for line in lines if all(map(math.isfinite, line.box))), finite)


def _turn(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> int:
    """The turn (0, 90, 180, 270 degrees clockwise) by which a page is read: as most of its text says."""
    from pypdfium2 import raw

    letters = min(text.count_chars(), _MOST_LETTERS)
    angles = (raw.FPDFText_GetCharAngle(text, number) for number in range(letters))
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if math.isfinite(angle))
    turn, count = max(turns.items(), key=lambda turn_count: turn_count[1], default=(0, 0))
    return 90 * turn if count > 0.5 * letters else int(page.get_rotation())


def _placing(page: pypdfium2.PdfPage, turn: int) -> Callable[[Corners], Box]:
    """The function that makes of corners in the page's own measure a box on the page as it is turned."""
    wide, high = page.get_size()
    if page.get_rotation() % 180:
        wide, high = high, wide
    left, bottom, *_ = page.get_cropbox()

    def to_box(corners: Corners) -> Box:
        x1, y1, x2, y2 = corners[0] - left, corners[1] - bottom, corners[2] - left, corners[3] - bottom
        if turn == 90:
            return Box(y1, wide - x2, y2, wide - x1)
        if turn == 180:
            return Box(wide - x2, high - y2, wide - x1, high - y1)
        if turn == 270:
            return Box(high - y2, x1, high - y1, x2)
        return Box(x1, y1, x2, y2)

    return to_box


def _lines(text: pypdfium2.PdfTextPage, to_box: Callable[[Corners], Box]) -> list[PdfLine]:
    """The pieces of text that the page is made of, joined to lines."""
    lines: list[PdfLine] = []
    for number in range(min(text.count_rects(), _MOST_PIECES)):
        corners = text.get_rect(number)
        words = " ".join(text.get_text_bounded(*corners).split())
        if not words:
            continue
        box = to_box(corners)
        if lines and (joined := _joined(lines[-1], PdfLine(words, box))):
            lines[-1] = joined
        else:
            lines.append(PdfLine(words, box))
    return lines


def _joined(before: PdfLine, after: PdfLine) -> PdfLine | None:
    """One line out of two pieces that stand side by side."""
    a, b = before.box, after.box
    height = min(a.top - a.bottom, b.top - b.bottom)
    gap = b.left - a.right
    if min(a.top, b.top) - max(a.bottom, b.bottom) < 0.4 * height or not -height < gap < _JOINED * max(height, 6):
        return None
    space = " " if gap > 0.15 * height else ""
    box = Box(min(a.left, b.left), min(a.bottom, b.bottom), max(a.right, b.right), max(a.top, b.top))
    return PdfLine(before.text + space + after.text, box)


def _graphics(page: pypdfium2.PdfPage, to_box: Callable[[Corners], Box]) -> Iterator[Box]:
    """The boxes of images and drawings."""
    from pypdfium2 import raw

    kinds = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING}
    for number, thing in enumerate(page.get_objects(max_depth=1)):
        if number > _MOST_OBJECTS:
            return
        if thing.type in kinds:
            yield to_box(thing.get_bounds())


def _included(page: pypdfium2.PdfPage, to_box: Callable[[Corners], Box], turn: int, until: float) -> Iterator[Box]:
    """The boxes of included pages: of what each adds to the picture of the page, for it may hold far more.

    Takes them off the page.
    """
    from PIL import ImageChops
    from pypdfium2 import raw

    forms = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_FORM], max_depth=1))
    before = None
    for form in forms:
        if len(forms) > _MOST_FORMS or time.monotonic() > until:
            yield to_box(form.get_bounds())
            continue
        before = before or page.render(rotation=turn, may_draw_forms=False).to_pil()
        page.remove_obj(form)
        after = page.render(rotation=turn, may_draw_forms=False).to_pil()
        if shown := ImageChops.difference(before, after).getbbox():
            left, top, right, bottom = shown
            yield Box(left, before.height - bottom, right, before.height - top)
        before = after


def _png(page: pypdfium2.PdfPage, box: Box) -> bytes:
    text = page.get_textpage()
    turn = (_turn(page, text) - page.get_rotation()) % 360
    text.close()
    width, height = page.get_size()[:: -1 if turn % 180 else 1]
    scale = min(_SHARPEST, _WIDEST / max(box.right - box.left, box.top - box.bottom, 1))
    edges = (box.left, box.bottom, width - box.right, height - box.top)
    crop = tuple(max(0.0, edge) for edge in edges)
    picture = page.render(scale=scale, rotation=turn, crop=crop, may_draw_forms=False).to_pil()
    made = io.BytesIO()
    picture.convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()
