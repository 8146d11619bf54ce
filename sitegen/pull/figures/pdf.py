"""Figures of a paper when there is nothing but its PDF: a caption, and the graphics above it.

In: the layout of the pages. Out: figures whose pictures are parts of pages. Everything here is a guess, and what comes
of it has to be marked as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sitegen.images.pdf_pages import Box, PdfLine, PdfPage
from sitegen.pull.figures.caption_html import escaped
from sitegen.pull.figures.source_figure import Region, SourceFigure, number_in, tidy
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.web.clean_text import one_line

_CAPTION = regex(
    r"\s*(?P<label>(?:supplementary |extended data )?(?:fig(?:ure)?|abb(?:ildung)?)\.?\s{0,2}"
    r"[A-Z]{0,2}\.?\d+(?:\.\d+)?[a-z]?)"
    r"\s*(?P<mark>[.:|—–-][.:|—–\s-]*|$|(?-i:(?=\s[A-Z(])))\s*",
    re.IGNORECASE,
)
_FAR = 90.0
"""Points between a caption and the nearest graphics of its figure, at most."""
_APART = 45.0
"""Points between two graphics of one figure, at most."""
_SMALLEST = (50.0, 12.0)
_THIN = 2.0
_PAD = 4.0
_HEAD_GAP = 8.0
_BESIDE = 20.0
"""Points around a drawing in which words are its labels."""
_MOST_LINES = 40
_HYPHEN = regex(r"(?<=[a-z])[-\u00ad\ufffe\x02] (?=[a-z])")


class _Caption(NamedTuple):
    """A caption on a page: its label, its words, its box, whether a sign parts label and words."""

    number: str
    text: str
    box: Box
    is_marked: bool


class _Columns(NamedTuple):
    """The edges of the text, and whether it runs from one to the other."""

    left: float
    right: float
    is_single: bool


def find(pages: Sequence[PdfPage]) -> tuple[SourceFigure, ...]:
    """The figures of a paper, by page; of several captions with one number the best is taken."""
    best: dict[str, tuple[float, int, SourceFigure]] = {}
    heads = _heads(pages)
    usual = _columns([line for page in pages for line in page.lines], least=1)
    for number, page in enumerate(_below(page, heads) for page in pages):
        captions = list(_captions(page))
        columns = _columns(page.lines, least=8) or usual
        for caption in captions:
            box = _graphics_of(caption, page, captions, _span(caption, page, columns))
            if not box:
                continue
            region = Region(number, *box)
            worth = (1e9 if caption.is_marked else 0) + (box.right - box.left) * (box.top - box.bottom)
            figure = SourceFigure(number=caption.number, caption=caption.text, locations=(region,))
            if caption.number not in best or worth > best[caption.number][0]:
                best[caption.number] = (worth, number, figure)
    return tuple(
        figure for _, _, figure in sorted(best.values(), key=lambda choice: (choice[1], _order(choice[2].number)))
    )


def _heads(pages: Sequence[PdfPage]) -> frozenset[int]:
    """The heights at which running heads stand: where the first line of many pages stands apart from the others."""
    tops = Counter(round(head.box.top) for page in pages if (head := _head(page)))
    return frozenset(height for height, count in tops.items() if count >= max(3, 0.3 * len(pages)))


def _head(page: PdfPage) -> PdfLine | None:
    """The first line of a page, if it stands near the edge and apart from the next."""
    lines = sorted(page.lines, key=lambda line: -line.box.top)
    if not lines or lines[0].box.bottom < 0.88 * page.height:
        return None
    below = [line.box.top for line in lines if line.box.top < lines[0].box.bottom + 1]
    return lines[0] if not below or lines[0].box.bottom - below[0] > _HEAD_GAP else None


def _below(page: PdfPage, heads: frozenset[int]) -> PdfPage:
    """The page without its running head: graphics end there."""
    head = _head(page)
    return page._replace(height=head.box.bottom - 2) if head and round(head.box.top) in heads else page


def _order(number: str) -> tuple[int, str]:
    """The sorting key by which `2` comes before `10`."""
    digits = re.search(r"\d+", number)
    return (int(digits[0]) if digits else 0, number)


def _captions(page: PdfPage) -> Iterable[_Caption]:
    for at, line in enumerate(page.lines):
        start = _CAPTION.match(line.text)
        if not start:
            continue
        block = _block(line, page.lines[at + 1 : at + _MOST_LINES])
        words = " ".join(part.text for part in block)[start.end() :]
        text = tidy(one_line(escaped(_HYPHEN.sub("", words))))
        is_marked = bool(start["mark"]) and start["mark"][0] in ".:|—–-"
        yield _Caption(number_in(start["label"]), text, _around(part.box for part in block), is_marked)


def _block(first: PdfLine, others: Sequence[PdfLine]) -> list[PdfLine]:
    """A line and those that go on with it: beside it, or below it as close as lines of one paragraph are."""
    block, row = [first], first.box
    height = max(row.top - row.bottom, 6.0)
    left, right = row.left, row.right
    for line in others:
        box = line.box
        shared = min(row.top, box.top) - max(row.bottom, box.bottom)
        if shared > 0.3 * min(height, box.top - box.bottom):
            if not -height < box.left - row.right < 4 * height:
                break
            row = _around([row, box])
        elif 0 <= row.bottom - box.top < 0.75 * height or (shared > 0 and box.top < row.top):
            if _CAPTION.match(line.text) or box.left > right or box.right < left:
                break
            row = box
        else:
            break
        right = max(right, box.right)
        block.append(line)
    return block


def _around(boxes: Iterable[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return Box(min(left), min(bottom), max(right), max(top))


def _graphics_of(
    caption: _Caption, page: PdfPage, captions: Sequence[_Caption], span: tuple[float, float]
) -> Box | None:
    """The box of what a caption is about: graphics beside it, above it, or below it, as far as the next text."""
    whole = page.width * page.height
    sheet = Box(0.0, 0.0, page.width, page.height)
    boxes = [_within(box, span) for box in (_clipped(box, sheet) for box in page.graphics) if _area(box) < 0.9 * whole]
    boxes = [box for box in boxes if _is_in(box, span)]
    solid = [box for box in boxes if min(box.right - box.left, box.top - box.bottom) >= _THIN]
    if not solid:
        solid = boxes
    others = [other.box for other in captions if other is not caption and _is_in(other.box, span)]
    barriers = others + [
        line.box for line in page.lines if _is_body(line, span, solid) and not _inside(line.box, caption.box)
    ]
    if beside := _beside(caption.box, solid):
        return _padded(_with_words(beside, page, caption, barriers), page, caption.box)
    for upward in (True, False):
        edge = caption.box.top if upward else caption.box.bottom
        union = _grown(edge, [_beyond(box, others, upward=upward) for box in solid], barriers, upward=upward)
        if union:
            return _padded(_with_words(union, page, caption, barriers), page, caption.box)
    return None


def _columns(lines: Sequence[PdfLine], *, least: int) -> _Columns | None:
    """The edges of the text, where enough lines are long enough to tell."""
    long = [line.box for line in lines if len(line.text) > 25]
    if len(long) < least:
        return None
    left, right = sorted(box.left for box in long), sorted(box.right for box in long)
    edges = left[len(left) // 20], right[-1 - len(right) // 20]
    middle = sum(edges) / 2
    crossing = sum(box.left < middle - 10 and box.right > middle + 10 for box in long)
    return _Columns(*edges, is_single=crossing > 0.5 * len(long))


def _span(caption: _Caption, page: PdfPage, columns: _Columns | None) -> tuple[float, float]:
    """The left and right edge of the column, or of the page, that a caption belongs to."""
    if columns is None:
        return 0.0, page.width
    middle = (columns.left + columns.right) / 2
    if not columns.is_single and caption.box.right < middle + 8:
        return columns.left - 12, middle
    if not columns.is_single and caption.box.left > middle - 8:
        return middle, columns.right + 12
    return min(columns.left, caption.box.left) - 20, max(columns.right, caption.box.right) + 20


def _clipped(box: Box, to: Box) -> Box:
    return Box(max(box.left, to.left), max(box.bottom, to.bottom), min(box.right, to.right), min(box.top, to.top))


def _within(box: Box, span: tuple[float, float]) -> Box:
    """A box cut to a column when it is too wide for it: an included page may have something beyond its own edges."""
    wide, middle = box.right - box.left, (box.left + box.right) / 2
    if span[0] <= middle <= span[1] and 1.25 * (span[1] - span[0]) < wide < 1.6 * (span[1] - span[0]):
        return box._replace(left=max(box.left, span[0]), right=min(box.right, span[1]))
    return box


def _is_in(box: Box, span: tuple[float, float]) -> bool:
    return span[0] <= (box.left + box.right) / 2 <= span[1] and box.right - box.left <= 1.25 * (span[1] - span[0])


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left - 2
        and inner.right <= outer.right + 2
        and inner.bottom >= outer.bottom - 2
        and inner.top <= outer.top + 2
    )


def _is_body(line: PdfLine, span: tuple[float, float], graphics: Sequence[Box]) -> bool:
    """Whether a line is running text, and not a word inside or beside a drawing."""
    is_long = line.box.right - line.box.left > 0.55 * (span[1] - span[0]) and line.text.count(" ") >= 4
    return is_long and _is_in(line.box, span) and not any(_inside(line.box, box) for box in graphics)


def _beside(caption: Box, boxes: Sequence[Box]) -> Box | None:
    """The graphics to the left or right of a caption, when there are none right above or below it."""
    middle = (caption.bottom + caption.top) / 2
    for box in boxes:
        is_over = box.left < caption.right and box.right > caption.left
        if is_over and -_THIN < max(box.bottom - caption.top, caption.bottom - box.top) < _APART:
            return None
    level = [box for box in boxes if box.bottom < middle < box.top]
    near = [box for box in level if -_THIN < max(box.left - caption.right, caption.left - box.right) < _APART]
    union = _around(near) if near else None
    is_large = union and min(union.top - union.bottom, union.right - union.left) >= max(_SMALLEST)
    return union if is_large else None


def _beyond(box: Box, captions: Sequence[Box], *, upward: bool) -> Box:
    """A box cut where the caption of another figure stands in it: what is beyond is that figure's."""
    for other in captions:
        if box.bottom < (other.bottom + other.top) / 2 < box.top and other.left < box.right and other.right > box.left:
            box = box._replace(bottom=other.top) if upward else box._replace(top=other.bottom)
    return box


def _grown(edge: float, boxes: Sequence[Box], barriers: Sequence[Box], *, upward: bool) -> Box | None:
    """All graphics that begin at the caption's edge and follow each other without text between them."""
    # A drawing's box may reach over the caption where the drawing itself does not: what counts is what stands clear.
    half = Box(-1e6, edge, 1e6, 1e6) if upward else Box(-1e6, -1e6, 1e6, edge)
    clear = [box for box in (_clipped(box, half) for box in boxes) if box.top - box.bottom >= _THIN]
    start = edge if upward else -edge
    union: Box | None = None
    reach = _FAR
    for box in sorted(clear, key=lambda drawing: (drawing.bottom if upward else -drawing.top, drawing)):
        near = box.bottom if upward else -box.top
        if near - start > reach or _between(start, near, barriers, upward=upward):
            break
        union = _around([union, box]) if union else box
        start = max(start, union.top if upward else -union.bottom)
        reach = _APART
    if not union or union.right - union.left < _SMALLEST[0] or union.top - union.bottom < _SMALLEST[1]:
        return None
    return union


def _between(start: float, end: float, barriers: Sequence[Box], *, upward: bool) -> bool:
    middles = ((box.bottom + box.top) / 2 * (1 if upward else -1) for box in barriers)
    return any(start < middle < end for middle in middles)


def _with_words(union: Box, page: PdfPage, caption: _Caption, barriers: Sequence[Box]) -> Box:
    """The box with the labels that stand at its edges."""
    wide = Box(union.left - _BESIDE, union.bottom - _BESIDE, union.right + _BESIDE, union.top + _BESIDE)
    for line in page.lines:
        is_other = line.box in barriers or _inside(line.box, caption.box)
        if not is_other and _inside(line.box, wide) and len(line.text) < 80:
            union = _around([union, line.box])
    return union


def _padded(box: Box, page: PdfPage, caption: Box) -> Box:
    """The box with a margin, which does not reach into the caption."""
    is_above = box.bottom >= caption.top - 1
    is_below = box.top <= caption.bottom + 1
    return Box(
        max(0.0, box.left - _PAD),
        max(0.0, box.bottom - (0 if is_above and box.bottom - caption.top < _PAD else _PAD)),
        min(page.width, box.right + _PAD),
        min(page.height, box.top + (0 if is_below and caption.bottom - box.top < _PAD else _PAD)),
    )
