"""Figures of a paper as a web page: LaTeXML's markup in all its dialects, and pages that authors wrote themselves.

In: the page and the address it came from. Out: its figures in the order of the page, their pictures as addresses.
Tables, algorithms and listings are no figures, icons no pictures. Never fetches anything.

Source: https://math.nist.gov/~BMiller/LaTeXML/manual/; seen in pages of LaTeXML 0.8, ar5iv and engrafo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.pull.figures import native
from sitegen.pull.figures.caption_html import classes_of, latex
from sitegen.pull.figures.pictures import described, is_icon, resolve
from sitegen.pull.figures.source_figure import (
    InlineSvg,
    PictureLocation,
    SourceFigure,
    number_in,
    panel_in,
    tidy,
    with_panels,
)
from sitegen.regex import regex

_OTHER_FLOATS = frozenset({"ltx_table", "ltx_algorithm", "ltx_listing", "ltx_lstlisting", "ltx_theorem"})
_OTHER_TAGS = frozenset({"ltx_tag_table", "ltx_tag_algorithm", "ltx_tag_listing", "ltx_tag_lstlisting"})
_OTHER_WORDS = regex(r"\s*(?:table|algorithm|listing|box|theorem)\s*[A-Z]?\.?\d", re.IGNORECASE)
"""How the label of a float begins that only its class calls a figure."""
_PICTURES = frozenset({"img", "object", "embed", "svg"})
_LOST = ".ltx_missing_label, .ltx_missing_citation"
_DEEPEST = 6
"""Figures within figures within figures; what is further in is left out."""
_LONGEST_DRAWING = 2_000_000
_MOST_TAGS = 600_000
_DEEPEST_TAG = 2000
_NESTING = regex(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|td|th|tr|wbr)\b)[A-Za-z]"
)
_FORMULA = regex(r"""<math(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_WORD = regex(r"[^\W\d_]{2,}|\$")


class PageError(ValueError):
    """A page that is too large to be read; its sentence is for a person."""


def find(page: str, address: str) -> tuple[SourceFigure, ...]:
    """The figures of a page that was fetched from `address` (the last one, after redirects). Raises `PageError`."""
    page = _lean(page)
    if page.count("<") > _MOST_TAGS:
        raise PageError(f"the page has more than {_MOST_TAGS:,} tags, too many to look for figures in it")
    if _depth(page) > _DEEPEST_TAG:
        raise PageError(f"the page has more than {_DEEPEST_TAG:,} elements inside each other, too many to be one")
    tree = LexborHTMLParser(page)
    base = _base(tree, address)
    if tree.css_first(".ltx_document, .ltx_page_content") is None:
        return native.find(tree, base)
    top = [node for node in _walk(tree.body) if _is_figure(node)] if tree.body else []
    return tuple(_renumbered([figure for node in top for figure in _read(node, base, 0)]))


def _renumbered(read: list[SourceFigure]) -> Iterator[SourceFigure]:
    """The figures with the numbers they have in the paper, without debris.

    A macro that the converter misread leaves a figure with no picture and no words, which took a number nonetheless.
    """
    extra = 0
    for figure in _once(read):
        if not figure.locations and not _WORD.search(figure.caption):
            extra += figure.number.isdecimal()
        elif extra and figure.number.isdecimal():
            yield replace(figure, number=str(int(figure.number) - extra))
        else:
            yield figure


def _once(read: Sequence[SourceFigure]) -> list[SourceFigure]:
    """The figures, one for each number and caption: what is continued, or shown again, is the same figure."""
    known: dict[tuple[str, str], SourceFigure] = {}
    for figure in dict.fromkeys(read):
        key = figure.number, figure.caption
        before = known.get(key) if figure.number else None
        if before is None:
            known[key if figure.number else (figure.number, f"{figure.caption} {len(known)}")] = figure
        else:
            known[key] = replace(before, locations=tuple(dict.fromkeys(before.locations + figure.locations)))
    return list(known.values())


def _lean(page: str) -> str:
    """The page with nothing inside formulas that say their TeX themselves: that is most of many a page."""
    done, at, look = [], 0, page.find("<math")
    while look >= 0:
        start = _FORMULA.match(page, look)
        if not start:  # neither has what follows an end: it is not looked for again
            break
        look = start.end()
        if "alttext=" in start[0]:
            end = page.find("</math>", look)
            if end < 0:
                break
            done.append(page[at:look])
            at = look = end
        look = page.find("<math", look)
    return "".join(done) + page[at:]


def _depth(page: str) -> int:
    """The greatest depth of nested elements; those that need no end are not counted."""
    deepest = depth = 0
    for tag in _NESTING.finditer(page):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _base(tree: LexborHTMLParser, address: str) -> str:
    """The base of relative addresses: what the page says, else where it was found."""
    element = tree.css_first("base[href]")
    try:
        return urljoin(address, element.attributes.get("href") or "") if element is not None else address
    except ValueError:
        return address  # what stands there is no address


def _is_figure(node: LexborNode) -> bool:
    return node.tag == "figure" or "ltx_figure" in classes_of(node)


def _read(node: LexborNode, base: str, depth: int) -> list[SourceFigure]:
    """A figure; several when it is a frame around figures with numbers of their own; none when it is something else."""
    parts = list(_walk(node)) if depth < _DEEPEST else []
    captions = [part for part in parts if _is_caption(part) and not panel_in(_label(part))]
    own = [part for part in captions if number_in(_label(part))]
    if len(own) < 2:
        return _figure(node, own or captions or list(filter(_is_caption, parts))[:1], parts, base, depth)
    groups: list[tuple[LexborNode, list[LexborNode]]] = []
    is_above = _is_caption(parts[0])
    share: list[LexborNode] = []
    for part in parts:
        if part not in own:
            share.append(part)
        elif is_above:
            share = []
            groups.append((part, share))
        else:
            groups.append((part, share))
            share = []
    return [figure for caption, group in groups for figure in _figure(node, [caption], group, base, depth)]


def _figure(
    node: LexborNode, captions: Sequence[LexborNode], parts: Sequence[LexborNode], base: str, depth: int
) -> list[SourceFigure]:
    """The figure that has this caption and these parts, and those among its parts that stand for themselves.

    Captions beside its own that have neither number nor letter (a translation, a note) belong to it too.
    """
    caption = captions[0] if captions else None
    if _is_other(node, caption):
        return []
    own: list[SourceFigure] = []
    locations: list[PictureLocation] = []
    words, panels = _words(parts, caption)
    for part in parts:
        if _is_figure(part):
            label = _label(next(filter(_is_caption, _walk(part)), None))
            for inner in _read(part, base, depth + 1):
                if panel_in(label) or not inner.number:
                    panels.append((panel_in(label), inner.caption))
                    locations += inner.locations
                else:
                    own.append(inner)
        elif not _is_caption(part):
            locations += _picture_locations(part, base)
    if caption is None and not locations:
        return own
    text = with_panels(words, tuple(panels))
    alt = next((description for part in parts if (description := described(part, text))), "")
    number = number_in(_label(caption))
    drawn = "TikZ" if not locations and any(part.tag == "svg" for part in parts) else ""
    is_lossy = any(_is_caption(part) and part.css_first(_LOST) is not None for part in parts)
    made = SourceFigure(
        number=number, caption=text, locations=tuple(locations), alt=alt, drawn=drawn, is_lossy=is_lossy
    )
    return [made, *own]


def _words(parts: Sequence[LexborNode], caption: LexborNode | None) -> tuple[str, list[tuple[str, str]]]:
    """A figure's caption with the notes beside it, and the captions of panels that stand right in it."""
    words = [] if caption is None else [latex(caption)]
    panels = []
    for part in parts:
        label = _label(part) if _is_caption(part) and part != caption else None
        if label is None:
            continue
        if letter := panel_in(label):
            panels.append((letter, latex(part)))
        elif not number_in(label):
            words.append(latex(part))
    return tidy(" ".join(dict.fromkeys(filter(None, words)))), panels


def _is_caption(node: LexborNode) -> bool:
    return node.tag == "figcaption" or "ltx_caption" in classes_of(node)


def _walk(node: LexborNode) -> Iterator[LexborNode]:
    """Captions, pictures and figures in an element; what is inside of them is left out."""
    waiting = [iter(list(node.iter()))]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in _PICTURES or _is_caption(child) or _is_figure(child):
            yield child
        elif child.tag != "math":
            waiting.append(iter(list(child.iter())))


def _label(caption: LexborNode | None) -> str:
    tag = caption.css_first(".ltx_tag") if caption is not None else None
    if tag is not None:
        return tag.text()
    return caption.text()[:40] if caption is not None else ""


def _is_other(node: LexborNode, caption: LexborNode | None) -> bool:
    """Whether a float is a table, an algorithm or a listing, by its caption or else by its class."""
    tag = caption.css_first(".ltx_tag") if caption is not None else None
    if (tag is not None and classes_of(tag) & _OTHER_TAGS) or _OTHER_WORDS.match(_label(caption)):
        return True
    if tag is not None and "ltx_tag_figure" in classes_of(tag):
        return False
    classes = classes_of(node)
    return bool(classes & _OTHER_FLOATS) or ("ltx_float" in classes and not number_in(_label(caption)))


def _picture_locations(node: LexborNode, base: str) -> list[PictureLocation]:
    if is_icon(node) or "ltx_missing" in " ".join(classes_of(node)):
        return []
    if node.tag == "svg":
        drawn = node.html or ""
        # Text in a foreign object is HTML: no program that draws SVG alone would show it.
        is_whole = "<foreignobject" not in drawn.lower() and len(drawn) < _LONGEST_DRAWING
        return [InlineSvg(drawn)] if is_whole else []
    address = resolve(base, node.attributes.get("src") or node.attributes.get("data") or "")
    return [address] if address else []
