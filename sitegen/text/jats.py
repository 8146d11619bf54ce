"""Formulas as publishers write them: MathML and `tex-math` to TeX.

In: what stands inside `<mml:math>` or a JATS formula. Out: TeX that `maths` reads. Nothing of the publisher's markup
goes any further, and no entity of theirs is expanded.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

from sitegen.regex import regex
from sitegen.text.repair import repair

ELEMENTS = frozenset(("math", "inline-formula", "disp-formula", "alternatives", "tex-math"))
"""Elements that hold a formula, without prefix."""

_PREFIX = regex(r"(</?)[A-Za-z]{1,8}:")
_ATTRIBUTES = regex(r"<([A-Za-z]{1,20})\s[^<>]*?(/?)>")
_TAGS = regex(r"<[^<>]*>")
_ENTITY = regex(r"&(?!(?:amp|lt|gt|quot|apos);)#?\w{1,32};")
LONGEST = 60_000
"""Characters of markup that one formula may have; a longer one is no formula."""
_TEX = regex(r"<(?:\w{1,8}:)?tex-math[^<>]{0,2000}>")
_TEX_END = regex(r"</(?:\w{1,8}:)?tex-math>")
_MATHML = regex(r"<(?:\w{1,8}:)?math\b")
_MATHML_END = regex(r"</(?:\w{1,8}:)?math>")
_DOCUMENT = regex(r"\\begin\{document\}(.*)\\end\{document\}", re.DOTALL)
_DEEPEST = 40
_SPECIAL = {"\\": r"\backslash ", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "_": r"\_"}


def formula_in(markup: str) -> str:
    """The TeX of the formula that this markup holds; empty when it holds none."""
    if "math" not in markup:
        return ""
    if (start := _TEX.search(markup)) and (end := _TEX_END.search(markup, start.end())):
        tex = unescape(_TAGS.sub("", markup[start.end() : end.start()]))
        tex = document[1] if (document := _DOCUMENT.search(tex)) else tex
        return repair(tex)[0].strip().strip("$").strip()
    if (start := _MATHML.search(markup)) and (end := _MATHML_END.search(markup, start.end())):
        return repair(_tex_of(markup[start.start() : end.end()]))[0]
    return ""


def _tex_of(markup: str) -> str:
    plain = _ATTRIBUTES.sub(r"<\1\2>", _PREFIX.sub(r"\1", markup))
    plain = _ENTITY.sub(lambda entity: unescape(entity[0]).replace("&", ""), plain)
    try:
        return _tex(ElementTree.fromstring(plain), 0).strip()  # noqa: S314 - no DTD and no entity is left
    except ElementTree.ParseError:
        return " ".join(_written(unescape(_TAGS.sub(" ", markup))).split())


def _written(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in text)


def _tex(element: ElementTree.Element, depth: int) -> str:
    if depth > _DEEPEST:
        return _written("".join(element.itertext()))
    if not len(element):
        return _leaf(element)
    parts = [_tex(child, depth + 1) for child in element if child.tag not in {"annotation", "annotation-xml"}]
    pattern, wanted = _SHAPES.get(element.tag, ("", 0))
    if pattern and len(parts) >= wanted:
        return pattern.format(*parts)
    return " ".join(parts)


def _leaf(element: ElementTree.Element) -> str:
    text = " ".join((element.text or "").split())
    if element.tag == "mtext":
        return rf"\text{{{_written(element.text or '')}}}"
    if element.tag == "mi" and len(text) > 1 and text.isascii():
        return rf"\mathrm{{{_written(text)}}}"
    return _written(text)


_SHAPES = {
    "mfrac": (r"\frac{{{0}}}{{{1}}}", 2), "msqrt": (r"\sqrt{{{0}}}", 1), "mroot": (r"\sqrt[{1}]{{{0}}}", 2),
    "msup": (r"{{{0}}}^{{{1}}}", 2), "msub": (r"{{{0}}}_{{{1}}}", 2), "msubsup": (r"{{{0}}}_{{{1}}}^{{{2}}}", 3),
    "mover": (r"\overset{{{1}}}{{{0}}}", 2), "munder": (r"\underset{{{1}}}{{{0}}}", 2),
    "munderover": (r"\overset{{{2}}}{{\underset{{{1}}}{{{0}}}}}", 3),
}  # fmt: skip
