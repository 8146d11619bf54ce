"""Pictures in a web page: where they are, and which of them are only icons.

In: an element, the address of its page. Out: the picture's address. Never fetches it.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from sitegen.pull.figures.source_figure import PICTURES
from sitegen.regex import regex
from sitegen.text.convert import phrase
from sitegen.web.clean_text import one_line

_SMALLEST = 64
"""Pictures that are smaller than so many pixels both ways are icons."""
_NO_WORDS = frozenset({"refer to caption", "[uncaptioned image]", "uncaptioned image", "refer to legend"})
_ID = regex(r"(?:\d{4}\.\d{4,5}|\d{7})(?:v\d+)?")


def resolve(base: str, source: str) -> str:
    """The address of a picture; empty when `source` is none that could be fetched or is no picture's."""
    try:
        parts = urlsplit(source.strip())
        ending = parts.path.rpartition(".")[2].lower()
        if parts.scheme not in {"", "http", "https"} or ending not in PICTURES:
            return ""
        last = urlsplit(base).path.rpartition("/")[2]
        # `x1.png` on the page `…/2606.09498v1` is `…/2606.09498v1/x1.png`; `2606.09498v1/x1.png` is the same picture.
        if _ID.fullmatch(last) and not _ID.fullmatch(parts.path.partition("/")[0]):
            base += "/"
        return urljoin(base, source.strip())
    except ValueError:
        return ""


def is_icon(node: LexborNode) -> bool:
    """Whether a picture says that it is too small to show anything."""
    sizes = [(node.attributes.get(side) or "").removesuffix("px") for side in ("width", "height")]
    return all(size.replace(".", "", 1).isdecimal() and float(size) < _SMALLEST for size in sizes)


def described(node: LexborNode, caption: str) -> str:
    """The author's description of a picture for those who do not see it; empty for what only repeats the caption."""
    alt = one_line(node.attributes.get("alt") or "") if node.tag == "img" else ""
    if len(alt) < 12 or alt.lower() in _NO_WORDS or not any(char.isalpha() for char in alt):
        return ""
    return "" if alt in phrase(caption)[0].plain else alt
