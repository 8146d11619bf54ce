"""HTML and JATS tags as sources leave them in titles and abstracts: what each of them means to us.

In: text at a `<`. Out: the tag found there, or nothing when it is only a less-than sign. What is not known here is
text. Never makes HTML.
"""

from __future__ import annotations

import re
from html import unescape

from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text.nodes import Style

STYLES: dict[str, Style] = {
    "i": "em", "em": "em", "italic": "em", "cite": "em", "var": "em", "dfn": "em", "b": "strong", "strong": "strong",
    "bold": "strong", "sub": "sub", "inf": "sub", "sup": "sup", "tt": "code", "code": "code", "monospace": "code",
    "kbd": "code", "samp": "code", "sc": "caps", "scp": "caps", "small-caps": "caps",
}  # fmt: skip
LISTS = frozenset({"ul", "ol", "list"})
ITEMS = frozenset({"li", "list-item"})
PARAGRAPHS = frozenset(
    "p sec div section abstract blockquote dl dt dd table tr h1 h2 h3 h4 h5 h6 title pre hr header footer article "
    "disp-quote".split()
)
HEADINGS = frozenset(("title", "h1", "h2", "h3", "h4", "h5", "h6"))
LONE = frozenset(("br", "hr", "wbr", "p", "li", "list-item", "break", "!"))
"""Elements that need no closing tag; any other that has none is a word in angle brackets."""
HIDDEN = frozenset("script style iframe object embed svg noscript template textarea select head xref-group".split())
"""Elements whose content is no text of the author's."""
OTHERS = frozenset(
    "span font u s strike del ins mark small big q abbr acronym a ext-link uri email xref img br wbr nobr center body "
    "html main thead tbody tfoot td th caption col colgroup figure figcaption form input button option label meta link "
    "base title underline overline roman sans-serif styled-content named-content inline-formula disp-formula "
    "alternatives tex-math inline-graphic graphic fn break video audio source canvas details summary nav aside bdi "
    "bdo ruby rt rp time data math".split()
)
_KNOWN = frozenset(STYLES) | PARAGRAPHS | LISTS | ITEMS | HIDDEN | OTHERS

_STRICT = r"""(?:\s+[\w:-]{1,40}\s*=\s*(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}'|[^\s"'<>]{1,2000}))*\s*/?"""
_TAG = regex(
    rf"<(/?)(?:[A-Za-z]{{1,8}}:)?(?:([A-Za-z])({_STRICT})|([A-Za-z][A-Za-z0-9-]{{1,20}})((?:[\s/][^<>]{{0,4000}})?))>"
)
_ASIDE = regex(
    r"<!--.{0,2000}?-->|<\?[^<>]{0,2000}\?>|<!(?:DOCTYPE|\[CDATA\[)[^<>]{0,2000}>|<!\[CDATA\[|\]\]>", re.DOTALL
)
_ADDRESS = regex(r"""(?:href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


class Tag(NamedTuple):
    """One tag: its name in lower case without prefix, whether it closes, the address it names, its place.

    A tag is sure when it is one even if no other closes it: it has a prefix or needs no closing one.
    """

    name: str
    closes: bool
    address: str
    start: int
    end: int
    is_sure: bool


def tag_at(text: str, start: int) -> Tag | None:
    """The tag that starts at the `<` at `start`; nothing if it is only a sign. A comment is a tag named `!`."""
    if aside := _ASIDE.match(text, start):
        return Tag("!", closes=False, address="", start=start, end=aside.end(), is_sure=True)
    match = _TAG.match(text, start)
    if not match:
        return None
    name = (match[2] or match[4]).lower()
    if name not in _KNOWN:
        return None
    address = _ADDRESS.search(match[3] or match[5] or "")
    target = unescape(address[1] or address[2] or address[3] or "") if address else ""
    is_sure = name in LONE or ":" in match[0][:10] or (name == "img" and "=" in match[0])
    return Tag(name, bool(match[1]), target, start, match.end(), is_sure)
