"""One formula's MathML, made safe to stand in any page, and read aloud as plain text.

In: the element that `maths` got from its library. Out: MathML of a fixed set of elements and attributes (no style, no
id, no link), and the same formula as a line of Unicode such as `O(√(T log T))`. Never parses TeX.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from itertools import zip_longest
from xml.etree.ElementTree import Element

from sitegen.regex import regex

ELEMENTS = frozenset(
    "math mi mn mo ms mtext mspace mrow mfrac msqrt mroot msub msup msubsup mover munder munderover mmultiscripts "
    "mprescripts mtable mtr mtd mphantom mpadded b i code".split()
)
ATTRIBUTES = frozenset(
    "display accent accentunder mathvariant stretchy symmetric largeop movablelimits fence separator form "
    "lspace rspace minsize maxsize width height depth voffset linethickness scriptlevel displaystyle "
    "columnspan rowspan".split()
)
_FACES = {"b": "b", "i": "i", "em": "i", "code": "code"}
"""Elements within `mtext`, and what they become."""
_LEAVES = frozenset(("mi", "mn", "mo", "ms", "mtext"))
_UNKNOWN = "math-core-unknown-cmd"
_RELATIONS = frozenset("=≠<>≤≥≈∼~≡≃≅≲≳≪≫∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔↦∝≜≔≺≻⪯⪰⊢⊨∣⟶⟵⟹≐⟺≍≾≿≼≽⊑⊒⪅⪆±∓+−×·⋅÷∗⊕⊗∪∩∧∨∖∘-")
_TIGHT = frozenset("×·⋅÷∗∘")
"""Operators that stand between their operands without spaces; the rest of `_RELATIONS` has them."""
_LARGE = frozenset("∑∏∐∫∮⋃⋂⨆⨁⨂⋁⋀")
_ACCENTS = {
    "˜": "\u0303", "~": "\u0303", "^": "\u0302", "ˆ": "\u0302", "¯": "\u0304", "‾": "\u0304", "ˉ": "\u0304",
    "˙": "\u0307", "¨": "\u0308", "→": "\u20d7", "⃗": "\u20d7", "˚": "\u030a", "ˇ": "\u030c", "˘": "\u0306",
    "´": "\u0301", "`": "\u0300", "̲": "\u0304", "―": "\u0304", "\u0302": "\u0302",
}  # fmt: skip
_TYPED = str.maketrans("−∼∣ϵϕ", "-~|εφ")
_RAISED = str.maketrans("0123456789+-−ni∗⊤⊺", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿⁱ*ᵀᵀ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_BELOW = {"̲": "\u0332", "_": "\u0332", "~": "\u0330", "˜": "\u0330"}
_RAISABLE = regex(r"[0-9+\-−]*[0-9ni]|[0-9]{0,2}[+\-−]|′{1,4}|[″‴∗*⊤⊺]")
_LOWERABLE = regex(r"[+\-−]?[0-9]+")
_SIMPLE = regex(r"[\w.′\u0300-\u036f]+|[^\s]|\W?\w")
_SINGLE = regex(r"[0-9.,]+|[d∂][^\W\d_]|[^\W\d_][\u0300-\u036f′]*(?:_\w+)?[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ₀₁₂₃₄₅₆₇₈₉*ᵀ]*")
_PRODUCT = regex(r"[\w.′\u0300-\u036f⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉]+")
_NAME = regex("[A-Za-z]{2,}(?![A-Za-z])")
_AT_START = regex(r"^([=<>≤≥≈])(?=\S)")
_OPEN_SCRIPT = regex(r"[_^]\w+$")
_STYLED_LETTER = regex("[\U0001d400-\U0001d7ff\u210a-\u2113\u211b\u211c\u212c\u212d\u2130-\u2138]")


def as_html(element: Element, tex: str) -> str:
    """The formula as HTML; its TeX stands in `alttext` for those who copy it or have it read to them."""
    display = ' display="block"' if element.get("display") == "block" else ""
    for over in element.iter("mover"):
        _narrow(over)
    inner = "".join(map(_html, element))
    return f'<math{display} alttext="{escape(tex)}">{inner}</math>'


def unknown(element: Element) -> tuple[str, ...]:
    """The commands the library did not know, without backslash, in order and once each."""
    names = (error.findtext("mtext", "") for error in element.iter("merror") if error.get("class") == _UNKNOWN)
    return tuple(dict.fromkeys(bare for name in names if (bare := name.lstrip("\\").strip())))


def as_plain(element: Element) -> str:
    """The formula as one line of text."""
    text = unicodedata.normalize("NFC", _STYLED_LETTER.sub(_unstyle, _row(element)))
    text = text.replace("\ufe00", "").replace("\ufe01", "")
    return " ".join(text.translate(_TYPED).split())


def _unstyle(match: re.Match[str]) -> str:
    return match[0] if match[0] in "ℓ℘" else unicodedata.normalize("NFKC", match[0])


def _html(element: Element) -> str:
    tag = element.tag
    if tag == "merror":  # a command the library does not know: its name, as a word
        return f"<mi>{_characters(element).lstrip(chr(92))}</mi>"
    if tag == "mtext" and len(element):
        inner = _text(element)
    elif tag in _LEAVES:
        inner = "˜" if _is_wide_tilde(element) else _characters(element)
    else:
        inner = "".join(map(_html, element)) if len(element) else _characters(element)
    if tag not in ELEMENTS:
        return inner
    kept = [f' {key}="{escape(value)}"' for key, value in element.attrib.items() if key in ATTRIBUTES]
    return f"<{tag}{''.join(kept)}{_side(element)}>{inner}</{tag}>"


def _text(element: Element) -> str:
    """The characters of a text in a formula, bold, italic and code among them."""
    tag = _FACES.get(element.tag, "")
    inner = escape(element.text or "", quote=False) + "".join(
        _text(child) + escape(child.tail or "", quote=False) for child in element
    )
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _narrow(over: Element) -> None:
    """Keep the accent over a single letter as wide as a letter; the next wider one of a font is too wide."""
    if over.get("accent") == "true" and len("".join(over[0].itertext()).replace("\ufe00", "")) == 1:
        over[1].set("stretchy", "false")


def _characters(element: Element) -> str:
    return escape("".join(element.itertext()), quote=False)


def _is_wide_tilde(element: Element) -> bool:
    r"""The tilde of `\widetilde`; the library writes one that no browser stretches."""
    return element.tag == "mo" and element.text == "~" and element.get("stretchy") is not None


def _side(element: Element) -> str:
    """The class that aligns a cell, in place of the library's style attribute."""
    if element.tag != "mtd":
        return ""
    style = element.get("style", "")
    side = "right" if "text-align: right" in style else "left" if "text-align: left" in style else ""
    return f' class="{side}"' if side else ""


_BEGINS_FACTOR = "([{⟨⌈⌊√∑∏∫"
"""What a factor begins with, besides letters and digits: behind one of these a fraction needs brackets."""


def _row(element: Element) -> str:
    """An element's children one after another, with the spaces a reader expects."""
    pieces: list[str] = []
    fraction = ""
    for child, following in zip_longest(element, element[1:]):
        piece = " " if _is_before_unit(child, following, pieces) else _plain(child)
        if fraction and piece:
            if pieces[-1] == fraction and (piece[0].isalnum() or piece[0] in _BEGINS_FACTOR):
                pieces[-1] = f"({fraction})"
            fraction = ""
        if child.tag == "mfrac" and "/" in piece:
            fraction = piece
        if child.tag == "mo" and child.get("rspace") == "0" and piece in {",", "."}:
            pieces.append(piece)  # `1{,}200`
        elif child.tag == "mo" or (child.tag in {"mover", "munder"} and piece in _RELATIONS):
            _add_operator(pieces, piece)
        elif piece:
            if pieces and (
                _runs_into(pieces[-1], piece) or (fraction and piece[0].isdigit() and pieces[-1][-1:].isalnum())
            ):
                pieces.append(" ")
            pieces.append(piece)
    return "".join(pieces)


def _is_before_unit(child: Element, following: Element | None, pieces: list[str]) -> bool:
    r"""Whether this is the thin space between a number and its unit: `10\,\mathrm{km}`."""
    return (
        child.tag == "mspace"
        and "0.16" <= _width(child) < "0.27"
        and following is not None
        and bool(pieces)
        and pieces[-1][-1:].isdigit()
        and next(following.itertext(), "")[:1].isalpha()
    )


def _width(space: Element) -> str:
    return (space.get("width") or "0").rstrip("em").strip()


def _add_operator(pieces: list[str], sign: str) -> None:
    if sign == "\u2061":
        pieces.append(sign)
        return
    while pieces and not pieces[-1].strip(" \u2061"):
        pieces.pop()
    before = pieces[-1].strip() if pieces else ""
    if (
        pieces and sign in _RELATIONS | {"/", ",", ";", ")", "]"} and before not in _RELATIONS
    ):  # else it is a sign: = -1
        pieces[-1] = pieces[-1].rstrip()
    if sign in _RELATIONS and before and before not in _RELATIONS and not _is_opening(before[-1], pieces):
        pieces.append(sign if sign in _TIGHT else f" {sign} ")
    elif sign:
        spaced = sign in {",", ";"} or (sign == ":" and not before[-1:].isdigit())
        pieces.append(f"{sign} " if spaced else sign)


def _is_opening(sign: str, pieces: list[str]) -> bool:
    """Whether what follows this sign is the beginning of something; of bars, every second one closes."""
    return sum(piece.count(sign) for piece in pieces) % 2 == 1 if sign in "|‖" else sign in "([{,;/"


def _runs_into(before: str, piece: str) -> bool:
    """Whether two pieces would read as one word: a function's name and its argument, two words."""
    if before == "\u2061":
        return piece[0] not in "(["
    if before.startswith("√") and before[-1] != ")":
        return piece[0].isalnum() or piece[0] in "√("
    if _NAME.fullmatch(before) or _OPEN_SCRIPT.search(before):
        return piece[0].isalnum()
    return (before[-1].isalnum() or before[-1] in ")]}⟩⌉⌋") and _NAME.match(piece) is not None


def _plain(element: Element) -> str:
    tag = element.tag
    if tag == "merror":
        return "".join(element.itertext()).lstrip("\\")
    if tag in {"mi", "mn", "mo"}:
        return "".join(element.itertext()).replace("\u2063", "").replace("\u2062", "")
    if tag in {"mtext", "ms"}:
        return "".join(element.itertext())
    if tag == "mspace":
        return " " if _width(element) >= "0.27" else ""
    if tag == "mphantom":
        return ""
    shape = _SHAPES.get(tag)
    return shape(element) if shape else _row(element).replace("\u2061", "")


def _group(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) or (text[:1] == "(" and text[-1:] == ")") else f"({text})"


def _factor(text: str) -> str:
    """The text below a line or under a root: in brackets unless it is a number or a letter with its marks."""
    return text if _SINGLE.fullmatch(text) else _group(text) if not _PRODUCT.fullmatch(text) else f"({text})"


def _parts(element: Element) -> list[str]:
    return [_plain(child).strip().replace("\u2061", "") for child in element]


def _fraction(element: Element) -> str:
    above, below = _parts(element)[:2]
    if element.get("linethickness") == "0":
        return f"{above} choose {below}"
    return f"{_group(above)}/{_factor(below)}"


def _root(element: Element) -> str:
    return f"√{_factor(_row(element).strip().replace(chr(0x2061), ''))}"


def _nth_root(element: Element) -> str:
    inside, degree = _parts(element)[:2]
    return f"{_raise(degree)}√{_group(inside)}" if _RAISABLE.fullmatch(degree) else f"{_group(inside)}^(1/{degree})"


def _raise(text: str) -> str:
    if not text:
        return ""
    return text.translate(_RAISED) if _RAISABLE.fullmatch(text) else f"^{_group(text)}"


def _lower(text: str) -> str:
    if not text:
        return ""
    return text.translate(_LOWERED) if _LOWERABLE.fullmatch(text) else f"_{_group(text)}"


def _scripts(element: Element) -> str:
    base, *scripts = _parts(element)
    scripts = [re.sub(r" ?([^\w\s]) ?", r"\1", script) for script in scripts]
    space = " " if (base and base[-1] in _LARGE) or (len(base) > 1 and base.isalpha()) else ""
    if element.tag in {"msup", "mover"}:
        return base + _raise(scripts[0]) + space
    if element.tag in {"msub", "munder"}:
        return base + _lower(scripts[0]) + space
    return base + _lower(scripts[0]) + _raise(scripts[1]) + space


def _over(element: Element) -> str:
    base, above = _parts(element)[:2]
    if element.get("accent") == "true" or element.get("accentunder") == "true":
        letter = base.replace("\ufe00", "")
        mark = _BELOW.get(above, "") if element.tag == "munder" else _ACCENTS.get(above, "")
        return letter + mark if len(letter) == 1 else letter
    if not above or (len(above) == 1 and above in "⏞⏟⏠⏡"):
        return base
    return base if base in _RELATIONS and not above.isalnum() else _scripts(element)


def _table(element: Element) -> str:
    rows = [" ".join(_AT_START.sub(r"\1 ", cell) for cell in _parts(row) if cell) for row in element]
    return "; ".join(row for row in rows if row)


_SHAPES = {
    "mfrac": _fraction, "msqrt": _root, "mroot": _nth_root, "msub": _scripts, "msup": _scripts, "msubsup": _scripts,
    "mover": _over, "munder": _over, "munderover": _scripts, "mtable": _table,
}  # fmt: skip
