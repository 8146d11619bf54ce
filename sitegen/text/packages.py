r"""Commands that packages of single fields bring along, in words that every reader of LaTeX knows.

In: running text with LaTeX. Out: the same with `\ion`, `\ce`, `\SI`, `\textipa`, `\farcs` and their kind written out in
letters, raised and lowered ones. What is no such command stays as it is. Linear in the length of the text.

Sources: the manuals of aastex, mnras, mhchem 4, chemformula, siunitx 3, tipa 1.3, physics, braket and pifont.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from sitegen.regex import regex
from sitegen.text import quantities
from sitegen.text.macros import arguments, braces

_TOKEN = regex(r"\\([A-Za-z]+)|\\.|\$\$?", re.DOTALL)
_OPTION = regex(r"\s?\[[^\[\]\n]{0,400}\]")
_Kind = Literal["text", "upright", "formula", "same"]
"""What a command makes in a formula: words, upright letters, more formula (which it is not elsewhere), or the same."""
_LONGEST = 2_000
"""Characters of an argument that is written out; a longer one is no formula of a substance and no quantity."""

_SIGNS = {
    # astronomy
    "arcsec": "″", "arcmin": "′", "degr": "°", "arcdeg": "°", "farcs": ".″", "farcm": ".′", "fdg": ".°",
    "micron": "µm", "sun": "☉", "earth": "⊕", "la": "≲", "ga": "≳", "lsim": "≲", "gsim": "≳", "simlt": "≲",
    "simgt": "≳", "ltsim": "≲", "gtsim": "≳", "lta": "≲", "gta": "≳", "lesssim": "≲", "gtrsim": "≳", "nodata": "…",
    "thicksim": "∼",
    "Angstrom": "Å", "angstrom": "Å", "jupiter": "♃", "saturn": "♄", "mars": "♂", "venus": "♀", "solar": "☉",
    # units and chemistry
    "degreeCelsius": "°C", "celsius": "°C", "perthousand": "‰", "permil": "‰", "degC": "°C", "textohm": "Ω",
    "textmu": "µ", "textdegree": "°", "degree": "°",
    "texteuro": "€", "euro": "€", "standardstate": "⦵", "transitionstatesymbol": "‡",
    # languages and linguistics
    "og": "«~", "fg": "»", "guillemotleft": "«", "guillemotright": "»",
    "textesh": "ʃ", "textschwa": "ə", "textepsilon": "ɛ", "textopeno": "ɔ", "textscripta": "ɑ", "textturna": "ɐ",
    "textturnv": "ʌ", "textsci": "ɪ", "textupsilon": "ʊ", "textramshorns": "ɤ", "textreve": "ɘ", "textrevepsilon": "ɜ",
    "textyogh": "ʒ", "textteshlig": "tʃ", "textdyoghlig": "dʒ", "texttheta": "θ", "dh": "ð", "textgamma": "ɣ",
    "textbeta": "β", "textphi": "ɸ", "textchi": "χ", "textglotstop": "ʔ", "textrevglotstop": "ʕ", "textltailn": "ɲ",
    "textfishhookr": "ɾ", "textinvscr": "ʁ", "textscr": "ʀ", "textturnr": "ɹ", "textturnm": "ɯ", "textbari": "ɨ",
    "textbaru": "ʉ", "textltailm": "ɱ", "textrtailt": "ʈ", "textrtaild": "ɖ", "textrtailn": "ɳ", "textrtails": "ʂ",
    "textrtailz": "ʐ", "textlyoghlig": "ɮ", "textbeltl": "ɬ", "textturny": "ʎ", "textscl": "ʟ", "textscy": "ʏ",
    "textscn": "ɴ", "textscg": "ɢ", "textsch": "ʜ", "textcrh": "ħ", "texthtb": "ɓ", "texthtd": "ɗ", "texthtg": "ɠ",
    "textprimstress": "ˈ", "textsecstress": "ˌ", "textlengthmark": "ː", "texthalflength": "ˑ", "textraiseglotstop": "ˀ",
    "textsubring": "̥", "textsyllabic": "̩",
}  # fmt: skip
"""Commands that are one sign."""
_MATHS = {"la": r"\lesssim", "ga": r"\gtrsim", "sun": r"\odot", "solar": r"\odot", "earth": r"\oplus", "lesssim": "",
          "gtrsim": "", "lsim": r"\lesssim", "gsim": r"\gtrsim", "simlt": r"\lesssim", "simgt": r"\gtrsim",
          "ltsim": r"\lesssim", "gtsim": r"\gtrsim", "lta": r"\lesssim", "gta": r"\gtrsim",
          "thicksim": r"\sim"}  # fmt: skip
"""What a formula has for them; empty for what every formula knows."""
_NEEDED = regex(
    r"\\(?:"
    + "|".join(sorted(_SIGNS, key=len, reverse=True))
    + r"|[mlrzMLRZ]sun|km[ps]s?|ion|ce|ch|isotope|nuclide|SI|si|qty|unit|num|ang|SIrange|qtyrange"
    r"|numrange|SIlist|qtylist|numlist|textipa|tipa|ipa|ding|fs|fd|fh|fm|iupac|pu|object|objectname"
    r"|facility|facilities|software|dv|pdv|dd|vb|va|vu|ev|expval|Ket|Bra|hyperref|emoji|textcolor|color|colorbox|definecolor|mathop"
    r"|faIcon|unitfrac)(?![A-Za-z])"
)
_THIN = regex(r"([\w}]) ?\\, ?(?=\{?\\(?:text|mathrm|mbox|hbox|rm|mu|unit|si)(?![a-z]))")
"""The thin space before a unit, which plain text has none for."""
_OPERATOR = regex(
    r"\\mathop\s{0,3}\{\s{0,3}(?:\\(?:rm|mathrm|text|operatorname)(?![a-z])\s{0,3})?\{?([^{}]{1,60})\}?\s{0,3}\}(?:\\limits)?"
)
_STAGE = regex(
    r"\b([A-Z][a-z]?)((?:\\[,;!]|[~\s]){0,3})(?:\{\\(?:sc|scshape|small)\s{1,3}([ivx]{1,6})\}|\\textsc\{([ivx]{1,6})\})"
)
r"""An element and its stage in small capitals: `O {\sc iii}`."""
_WITH_OPTION = frozenset({"unit", "isotope", "nuclide"})
_ARROWS = {"<=>>": "⇌", "<<=>": "⇌", "<=>": "⇌", "<-->": "⇄", "<->": "↔", "->": "→", "<-": "←"}
_CHEMICAL = regex(
    r"(?P<formula>\$[^$]*\$)|(?P<arrow><=>>|<<=>|<=>|<-->|<->|->|<-)(?:\[[^\]]*\]){0,2}|\^\s*\{?(?P<raised>[^{}\s^_$]+)\}?"
    r"|_\s*\{?(?P<lowered>[^{}\s^_$]+)\}?|(?<=[A-Za-z)\]}])(?P<count>\d+(?:\.\d+)?)|(?<=[A-Za-z)\]}\d])(?P<charge>[+-])(?=\s|$|[)\]},])"
    r"|(?P<dot>\s*\*\s*|\s*\.\s+)|(?P<word>\\[A-Za-z]+\s?)|(?P<other>[^^_])"
)
_TIPA = {
    ":": "ː", ";": "ˑ", '"': "ˈ", "0": "ʉ", "1": "ɨ", "2": "ʌ", "3": "ɜ", "4": "ɥ", "5": "ɐ", "6": "ɒ", "7": "ɤ",
    "8": "ɵ", "9": "ɘ", "@": "ə", "A": "ɑ", "B": "β", "C": "ɕ", "D": "ð", "E": "ɛ", "F": "ɸ", "G": "ɣ", "H": "ɦ",
    "I": "ɪ", "J": "ʝ", "K": "ʁ", "L": "ʎ", "M": "ɱ", "N": "ŋ", "O": "ɔ", "P": "ʔ", "Q": "ʕ", "R": "ɾ", "S": "ʃ",
    "T": "θ", "U": "ʊ", "V": "ʋ", "W": "ɯ", "X": "χ", "Y": "ʏ", "Z": "ʒ", "g": "ɡ",
}  # fmt: skip
"""What the shorthands of tipa mean."""
_TIPA_TOKEN = regex(r'\\super\s*\{?(\w)\}?|\\([A-Za-z]+)\s?|\\([*:;!|])\s*(.)|""|(.)', re.DOTALL)
_TIPA_TURNED = {"*r": "ɹ", "*k": "ʞ", "*t": "ʇ", "*w": "ʍ", ":r": "ɽ", ":t": "ʈ", ":d": "ɖ", ":n": "ɳ", ":s": "ʂ",
                ":z": "ʐ", ":l": "ɭ", ";B": "ʙ", ";E": "ᴇ", ";G": "ɢ", ";H": "ʜ", ";L": "ʟ", ";N": "ɴ", ";R": "ʀ",
                "!b": "ɓ", "!d": "ɗ", "!g": "ɠ", "!j": "ʄ", "!G": "ʛ"}  # fmt: skip
_TIPA_RAISED = {"h": "ʰ", "j": "ʲ", "w": "ʷ", "n": "ⁿ", "l": "ˡ", "s": "ˢ", "x": "ˣ", "y": "ʸ", "r": "ʳ"}
_CIRCLED = ((172, 0x2460), (182, 0x2776), (192, 0x2780), (202, 0x278A))
_DINGS = {
    "51": "✓", "52": "✔", "53": "✕", "54": "✖", "55": "✗", "56": "✘", "72": "★", "73": "☆", "108": "●", "110": "■",
    "115": "▲", "116": "▼", "117": "◆", "212": "➔", "228": "➤",
    **{str(first + step): chr(sign + step) for first, sign in _CIRCLED for step in range(10)},
}  # fmt: skip
"""Signs of pifont by their numbers."""


def plain(text: str) -> str:
    """The text with the commands of packages written out, in its formulas too."""
    if "\\" not in text:
        return text
    text = _THIN.sub(r"\1\\ ", text)
    return _replaced(stages(text), is_formula=False)


def formula(tex: str) -> str:
    """The formula with the commands of packages written out."""
    return _replaced(tex, is_formula=True)


def stages(text: str) -> str:
    r"""The text with stages of ionisation in capitals: `O {\sc iii}` is O III."""
    return _STAGE.sub(lambda match: f"{match[1]}{match[2] or '~'}{(match[3] or match[4]).upper()}", text)


def _replaced(text: str, *, is_formula: bool) -> str:
    if not _NEEDED.search(text):
        return text
    text = _OPERATOR.sub(r"\\operatorname*{\1}", text)
    pairs = braces(text)
    done: list[str] = []
    at = 0
    whole = is_formula
    for token in _TOKEN.finditer(text):
        if token.start() < at:
            continue
        if token[0][0] == "$":
            is_formula = whole or not is_formula
            continue
        replacement = written(text, token[1] or "", token.end(), pairs, is_formula=is_formula)
        if replacement is not None:
            done += [text[at : token.start()], replacement[0]]
            at = replacement[1]
    return "".join(done) + text[at:]


def written(
    text: str, name: str, end: int, pairs: Mapping[int, int], *, is_formula: bool = False
) -> tuple[str, int] | None:
    """What is written for the command that ends at `end`, and the end of its arguments; None for any other command."""
    if name in _SIGNS:
        return _sign(text, name, end, is_formula=is_formula)
    handler = _HANDLERS.get(name)
    if handler is None:
        return None
    count, write, kind = handler
    start, value = end, ""
    while option := _OPTION.match(text, start):
        start, value = option.end(), option[0].strip("[] ") if name in _WITH_OPTION else ""
    values, after = arguments(text, start, count, pairs)
    if (
        len(values) < count
        or sum(map(len, values)) > _LONGEST
        or (count and text[start : start + 2].lstrip()[:1] != "{")
    ):
        return None
    made = _with_option(name, value, write(values))
    if kind == "formula":
        return (made, after) if is_formula else None
    if kind == "same":
        return made, after
    if not is_formula:
        return made, after
    return (_in_formula(made) if kind == "upright" else rf"\text{{{made}}}"), after


def _with_option(name: str, value: str, made: str) -> str:
    r"""The number before a unit (`\unit[10]{GeV}`), the mass number of a nuclide (`\isotope[14]{C}`)."""
    if name == "unit":
        return quantities.between(value, made) if value[-1:].isdigit() else made
    return rf"\textsuperscript{{{value}}}{made}" if value else made


def _sign(text: str, name: str, end: int, *, is_formula: bool) -> tuple[str, int] | None:
    if is_formula and name in _MATHS:
        return (f"{_MATHS[name]} ", end) if _MATHS[name] else None
    if text.startswith("{}", end):
        end += 2
    elif text.startswith("\\ ", end):
        return f"{_SIGNS[name]} ", end + 2
    elif text[end : end + 1] == " " and (is_formula or name.startswith(("farc", "fdg", "og", "text", "degree"))):
        end += 1  # a space that only ends the command's name
    return (rf"\text{{{_SIGNS[name]}}}" if is_formula else _SIGNS[name]), end


def _in_formula(text: str) -> str:
    r"""Text with raised and lowered parts as a formula that reads the same."""
    text = text.replace(r"\textsuperscript", "^").replace(r"\textsubscript", "_").replace("~", r"\ ").replace("−", "-")
    return rf"\mathrm{{{text}}}"


def _ion(values: tuple[str, ...]) -> str:
    """An element and its stage, in Roman numerals: N II."""
    element, stage = (value.strip() for value in values)
    if stage.isdecimal() and 0 < int(stage) < 40:
        tens, ones = divmod(int(stage), 10)
        stage = "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    elif "$" not in stage:
        stage = re.sub(r"\\[A-Za-z]+\s*|[{}]", "", stage)
        stage = stage.upper() if re.fullmatch("[ivxIVX]+", stage) else stage
    return f"{element}~{stage}"


def _chemical(values: tuple[str, ...]) -> str:
    """A substance or a reaction: H2O, SO4^2-, 2H2 + O2 -> 2H2O."""
    return re.sub(" {2,}", " ", "".join(map(_atom, _CHEMICAL.finditer(values[0]))))


def _atom(token: re.Match[str]) -> str:
    kind = token.lastgroup
    if kind == "arrow":
        return f" {_ARROWS[token['arrow']]} "
    if kind in {"raised", "charge"}:
        return rf"\textsuperscript{{{token[kind].replace('-', '−')}}}"
    if kind in {"lowered", "count"}:
        return rf"\textsubscript{{{token[kind]}}}"
    if kind == "dot":
        return "·"
    return token[0]


def _phonetic(values: tuple[str, ...]) -> str:
    """Shorthands of tipa as the letters of the phonetic alphabet."""
    return "".join(map(_sound, _TIPA_TOKEN.finditer(values[0]))).replace("{", "").replace("}", "")


def _sound(token: re.Match[str]) -> str:
    if token[1]:
        return _TIPA_RAISED.get(token[1], rf"\textsuperscript{{{token[1]}}}")
    if token[2]:
        return _SIGNS.get(token[2], token[0])
    if token[3]:
        return _TIPA_TURNED.get(token[3] + token[4], _TIPA.get(token[4], token[4]))
    return "ˌ" if token[0] == '""' else _TIPA.get(token[5] or "", token[5] or "")


def _derivative(sign: str) -> Callable[[tuple[str, ...]], str]:
    return lambda arguments: rf"\frac{{{sign} {arguments[0]}}}{{{sign} {arguments[1]}}}"


def _around(before: str, after: str) -> Callable[[tuple[str, ...]], str]:
    return lambda arguments: f"{before}{arguments[0]}{after}"


def _constant(written: str) -> Callable[[tuple[str, ...]], str]:
    return lambda _: written


def _as_it_is(values: tuple[str, ...]) -> str:
    return values[0]


def _nothing(_: tuple[str, ...]) -> str:
    return ""


_HANDLERS: dict[str, tuple[int, Callable[[tuple[str, ...]], str], _Kind]] = {
    "ion": (2, _ion, "text"), **dict.fromkeys(("ce", "ch"), (1, _chemical, "upright")),
    **dict.fromkeys(("isotope", "nuclide"), (1, _as_it_is, "upright")), **quantities.COMMANDS,
    **dict.fromkeys(("textipa", "tipa", "ipa"), (1, _phonetic, "text")),
    "ding": (1, lambda given: _DINGS.get(given[0].strip(), "•"), "text"),
    **{f"{letter}sun": (0, _constant(rf"{letter.upper()}\textsubscript{{⊙}}"), "upright") for letter in "mlrzMLRZ"},
    **dict.fromkeys(("kms", "kmps"), (0, _constant(r"km~s\textsuperscript{−1}"), "upright")),
    **{f"f{letter}": (0, _constant(rf".\textsuperscript{{{letter}}}"), "upright") for letter in "sdhm"},
    "iupac": (1, lambda given: re.sub(r"\\[-|]|\|", "", given[0]), "text"),
    **dict.fromkeys(("object", "objectname", "facility", "facilities", "software", "hyperref"), (1, _as_it_is, "text")),
    **dict.fromkeys(("emoji", "faIcon"), (1, _nothing, "text")),
    **dict.fromkeys(("textcolor", "color", "colorbox"), (1, _nothing, "same")), "definecolor": (3, _nothing, "same"),
    "dv": (2, _derivative(r"\mathrm{d}"), "formula"), "pdv": (2, _derivative(r"\partial"), "formula"),
    "dd": (0, lambda _: r"\mathrm{d}", "formula"), "va": (1, _around(r"\vec{", "}"), "formula"),
    "vb": (1, _around(r"\mathbf{", "}"), "formula"), "vu": (1, _around(r"\hat{", "}"), "formula"),
    **dict.fromkeys(("ev", "expval"), (1, _around(r"\langle ", r"\rangle "), "formula")),
    "Ket": (1, _around(r"\left|", r"\right\rangle "), "formula"),
    "Bra": (1, _around(r"\left\langle ", r"\right|"), "formula"),
}  # fmt: skip
"""Commands with arguments: how many, what is written for them, and what that is in a formula."""

TEXT_COMMANDS = frozenset(_SIGNS) | {name for name, (_, _, kind) in _HANDLERS.items() if kind in {"text", "upright"}}
"""Commands that text may hold, outside of formulas."""
