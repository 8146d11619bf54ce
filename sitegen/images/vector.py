"""SVG that cannot do anything: drawn shapes and text, nothing that runs, loads or links.

In: the bytes of an SVG file. Out: a new SVG with only what the lists below allow, and whether that is all there was.
Never expands an entity, never loads what a file names.
"""

from __future__ import annotations

import base64
import binascii
import re
from html import escape
from xml.parsers import expat

from sitegen.images.cleaning import BrokenError, clean
from sitegen.images.kinds import sniff
from sitegen.records import dataclass
from sitegen.regex import regex

ELEMENTS = frozenset(
    """
    circle clipPath defs ellipse feBlend feColorMatrix feComponentTransfer feComposite feFlood feFuncA feFuncB
    feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset filter g image line linearGradient
    marker mask path pattern polygon polyline radialGradient rect stop style svg switch symbol text textPath
    title tspan use
    """.split()
)
"""What a drawing may be made of."""
IGNORED = frozenset({"metadata", "desc"})
"""What may go without a word: it is never drawn."""
DEPTH, MOST = 200, 200_000
"""Elements within each other, and in all."""
_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
SMALLEST, LARGEST = 1e-3, 1e6
"""Pixels of a side that can be drawn."""
THINNEST = 2000
"""How many times as long as it is wide a drawing may be."""
_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?"
_LENGTH = regex(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in)?\s*$", re.IGNORECASE)
_BETWEEN = regex(r"\s*,\s*|\s+")
_PLAIN = regex(_NUMBER, re.IGNORECASE)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_ACTIVE_STYLE = regex(r"[@\\<]|url\(\s*[\"']?(?!#)|expression|behavior|-moz-binding|image(-set)?\(", re.IGNORECASE)
_DATA = regex(r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)$")


@dataclass(frozen=True, slots=True)
class CleanSvg:
    """A clean SVG with its size in pixels, and the words in it that are set as text.

    `refused` names what it held that a drawing must not, empty for nothing.
    """

    svg: str
    width: float
    height: float
    refused: str
    words: str


def tidy(data: bytes) -> CleanSvg:
    """Return an SVG with only what is allowed; raises `BrokenError` when it is not one."""
    reader = _SvgCleaner()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BrokenError(f"is not well-formed XML (line {error.lineno})") from None
    except BrokenError:
        raise
    except (ValueError, LookupError):
        raise BrokenError("is in an unknown encoding") from None
    if reader.size is None:
        raise BrokenError('has no size that can be drawn: give it a viewBox, such as "0 0 400 300"')
    return CleanSvg("".join(reader.out), *reader.size, reader.refused, "".join(reader.words))


class _SvgCleaner:
    """Writes the allowed part of a document while it is being parsed."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.words: list[str] = []
        self.size: tuple[float, float] | None = None
        self.refused = ""
        self.open: list[str | None] = []
        self.skipped = 0
        self.count = 0
        self.style: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = self.entity

    def entity(self, *_: object) -> None:
        raise BrokenError("declares XML entities, which are not read")

    def refuse(self, what: str) -> None:
        self.refused = self.refused or what

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST or len(self.open) >= DEPTH:
            raise BrokenError("has too many elements")
        space, _, local = name.rpartition(" ")
        if not self.open and (space != _SVG or local != "svg"):
            raise BrokenError("is not an SVG")
        is_ours = space == _SVG and local in ELEMENTS
        if self.skipped or not is_ours:
            if not self.skipped and space == _SVG and local not in IGNORED:
                self.refuse(f"an element <{local}>")
            self.skipped += 1
            self.open.append(None)
            return
        kept = self.attributes(local, attributes)
        if not self.open:
            kept = self.root(kept)
        self.open.append(local)
        self.style = [] if local == "style" else self.style
        self.out.append(f"<{local}{''.join(f' {key}={_quoted(value)}' for key, value in kept.items())}>")

    def end(self, _: str) -> None:
        local = self.open.pop()
        if local is None:
            self.skipped -= 1
            return
        if local == "style" and self.style is not None:
            rules, self.style = "".join(self.style), None
            if _ACTIVE_STYLE.search(rules):
                self.refuse("a style that loads something")
            else:
                self.out.append(escape(rules, quote=False))
        self.out.append(f"</{local}>")

    def text(self, data: str) -> None:
        if self.style is not None:
            self.style.append(data)
        elif not self.skipped:
            self.out.append(escape(data, quote=False))
            if "text" in self.open and self.open[-1] != "title":
                self.words.append(data)

    def attributes(self, element: str, written: dict[str, str]) -> dict[str, str]:
        """Return what may stay of an element's attributes; those of editors (inkscape:…) go without a word."""
        kept: dict[str, str] = {}
        for name, value in written.items():
            space, _, local = name.rpartition(" ")
            if local == "href" and space in {"", _XLINK}:
                target = _target(element, value)
                if target is None:
                    self.refuse("a link to something outside")
                else:
                    kept["href"] = target
            elif space == _XML and local == "space":
                kept["xml:space"] = value
            elif not space and local.lower().startswith("on"):
                self.refuse(f"a script ({local})")
            elif not space and local not in {"base", "src"}:
                if _ACTIVE_STYLE.search(value) if local == "style" else re.search(r"url\(\s*[\"']?(?!#)|\\", value):
                    self.refuse("a style that loads something")
                else:
                    kept[local] = value
        return kept

    def root(self, kept: dict[str, str]) -> dict[str, str]:
        """Give the outermost element a size in pixels and its name space.

        A `viewBox` that is not four numbers with a positive size goes: browsers ignore it (SVG 2, 8.6).
        """
        box = _box(kept.get("viewBox", ""))
        width, height = _length(kept.get("width")), _length(kept.get("height"))
        if box:
            width = width or (height * box[0] / box[1] if height else box[0])
            height = height or width * box[1] / box[0]
        else:
            kept.pop("viewBox", None)
        if _can_be_drawn(width, height):
            self.size = (width, height)
            kept |= {"width": f"{width:g}", "height": f"{height:g}"}
            kept.setdefault("viewBox", f"0 0 {width:g} {height:g}")
        return {"xmlns": _SVG, **kept}


def _target(element: str, value: str) -> str | None:
    """Return where a reference may lead: within the drawing, or to a picture that it carries itself."""
    value = value.strip()
    if value.startswith("#"):
        return value
    match = _DATA.match(value) if element == "image" else None
    if match is None:
        return None
    try:
        data = base64.b64decode(match[1], validate=False)
        kind = sniff(data)
        cleaned = clean(data, kind) if kind else None
    except (BrokenError, binascii.Error):
        return None
    return f"data:image/{kind};base64,{base64.b64encode(cleaned).decode()}" if cleaned else None


def _quoted(value: str) -> str:
    """Return an attribute's value in quotes, its line ends kept: XML would read them as spaces."""
    escaped = escape(value, quote=False).translate({10: "&#10;", 13: "&#13;", 9: "&#9;"})
    if '"' in escaped and "'" not in escaped:
        return f"'{escaped}'"
    return '"' + escaped.replace('"', "&quot;") + '"'


def _box(value: str) -> tuple[float, float] | None:
    """Return the width and height of a `viewBox`; nothing for what is none."""
    written = _BETWEEN.split(value.strip())
    if len(written) != 4 or not all(map(_PLAIN.fullmatch, written)):
        return None
    left, top, width, height = map(float, written)
    is_usable = max(abs(left), abs(top), width, height) <= LARGEST and min(width, height) >= SMALLEST
    return (width, height) if is_usable else None


def _can_be_drawn(width: float, height: float) -> bool:
    """Tell whether a drawing of this size has pixels, and not more on its long side than any program takes."""
    shorter, longer = sorted((width, height))
    return shorter >= SMALLEST and longer <= LARGEST and longer <= shorter * THINNEST


def _length(value: str | None) -> float:
    """Return a length in pixels; 0 for none, for one that depends on where the drawing stands, and for what is none."""
    match = _LENGTH.match(value or "")
    length = float(match[1]) * _PIXELS[(match[2] or "").lower()] if match else 0.0
    return length if 0 < length <= LARGEST else 0.0
