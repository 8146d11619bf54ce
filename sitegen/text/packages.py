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
    r"\\(?:" + "|".join(sorted(_SIGNS, key=len, reverse=True)) + r"|ion|ce|ch|SI|si|qty|unit|num|ang|SIrange|qtyrange"
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
_PREFIXES = {
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m",
    "centi": "c", "deci": "d", "deca": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
    "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
_UNITS = {
    "metre": "m", "meter": "m", "second": "s", "kilogram": "kg", "gram": "g", "gramme": "g", "ampere": "A",
    "kelvin": "K", "mole": "mol", "candela": "cd", "becquerel": "Bq", "coulomb": "C", "farad": "F", "gray": "Gy",
    "hertz": "Hz", "henry": "H", "joule": "J", "katal": "kat", "lumen": "lm", "lux": "lx", "newton": "N", "ohm": "Ω",
    "pascal": "Pa", "radian": "rad", "siemens": "S", "sievert": "Sv", "steradian": "sr", "tesla": "T", "volt": "V",
    "watt": "W", "weber": "Wb", "day": "d", "hectare": "ha", "hour": "h", "litre": "L", "liter": "L", "minute": "min",
    "tonne": "t", "arcminute": "′", "arcsecond": "″", "degree": "°", "astronomicalunit": "au", "atomicmassunit": "u",
    "dalton": "Da", "electronvolt": "eV", "angstrom": "Å", "bar": "bar", "barn": "b", "bel": "B", "decibel": "dB",
    "knot": "kn", "mmHg": "mmHg", "nauticalmile": "M", "neper": "Np", "percent": r"\%", "bit": "bit", "byte": "B",
    "celsius": "°C", "degreeCelsius": "°C", "parsec": "pc", "erg": "erg", "gauss": "G", "year": "yr", "molar": "M",
    "Molar": "M", "torr": "Torr", "micron": "µm", "lightyear": "ly", "jansky": "Jy", "solarmass": "M☉",
    # abbreviations
    "m": "m", "cm": "cm", "mm": "mm", "um": "µm", "nm": "nm", "pm": "pm", "fm": "fm", "km": "km", "dm": "dm", "s": "s",
    "ms": "ms", "us": "µs", "ns": "ns", "ps": "ps", "fs": "fs", "g": "g", "kg": "kg", "mg": "mg", "ug": "µg",
    "ng": "ng",
    "Hz": "Hz", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "THz": "THz", "mHz": "mHz", "eV": "eV", "meV": "meV",
    "keV": "keV", "MeV": "MeV", "GeV": "GeV", "TeV": "TeV", "K": "K", "mK": "mK", "uK": "µK", "V": "V", "mV": "mV",
    "kV": "kV", "A": "A", "mA": "mA", "uA": "µA", "nA": "nA", "pA": "pA", "W": "W", "mW": "mW", "kW": "kW", "MW": "MW",
    "uW": "µW", "J": "J", "kJ": "kJ", "mJ": "mJ", "N": "N", "kN": "kN", "mN": "mN", "Pa": "Pa", "kPa": "kPa",
    "MPa": "MPa", "GPa": "GPa", "mol": "mol", "mmol": "mmol", "umol": "µmol", "L": "L", "mL": "mL", "uL": "µL",
    "l": "l", "ml": "ml", "ul": "µl", "dB": "dB", "F": "F", "pF": "pF", "nF": "nF", "uF": "µF", "H": "H", "mH": "mH",
    "T": "T", "mT": "mT", "uT": "µT", "nT": "nT", "h": "h",
}  # fmt: skip
_POWERS = {"squared": "2", "cubed": "3", "tothe": "", "raiseto": "", "square": "2", "cubic": "3"}
_UNIT_TOKEN = regex(r"\\([A-Za-z]+)\s*|\^\s*(\{[^{}]*\}|[+-]?\d)|_\s*(\{[^{}]*\}|\w)|([./~\s]|\\,)|([^\\^_./~\s])")
_NUMBER = regex(r"\s*([+-]?[\d.,]*)\s*(?:\(([\d.]+)\))?\s*(?:(?:\+-|\\pm)\s*([\d.]+))?\s*(?:[eEdD]\s*([+-]?\d+))?\s*$")
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
    """The text with the commands of packages written out."""
    if "\\" not in text:
        return text
    if "mathop" in text:
        text = _OPERATOR.sub(r"\\operatorname*{\1}", text)
    text = _THIN.sub(r"\1\\ ", text)
    text = _STAGE.sub(lambda match: f"{match[1]}{match[2] or '~'}{(match[3] or match[4]).upper()}", text)
    if not _NEEDED.search(text):
        return text
    pairs = braces(text)
    done: list[str] = []
    at = 0
    is_formula = False
    for token in _TOKEN.finditer(text):
        if token.start() < at:
            continue
        if token[0][0] == "$":
            is_formula = not is_formula
            continue
        written = _written(text, token, pairs, is_formula=is_formula)
        if written is not None:
            done += [text[at : token.start()], written[0]]
            at = written[1]
    return "".join(done) + text[at:]


def _written(text: str, token: re.Match[str], pairs: Mapping[int, int], *, is_formula: bool) -> tuple[str, int] | None:
    """The replacement of one command, and the end of that command; nothing for a command of another kind."""
    name, end = token[1] or "", token.end()
    if name in _SIGNS:
        return _sign(text, name, end, is_formula=is_formula)
    handler = _HANDLERS.get(name)
    if handler is None:
        return None
    count, write, kind = handler
    start, value = end, ""
    while option := _OPTION.match(text, start):
        start, value = option.end(), option[0].strip("[] ") if name == "unit" else ""
    values, after = arguments(text, start, count, pairs)
    if (
        len(values) < count
        or sum(map(len, values)) > _LONGEST
        or (count and text[start : start + 2].lstrip()[:1] != "{")
    ):
        return None
    made = _between(value, write(values)) if value and value[-1:].isdigit() else write(values)
    if kind == "formula":
        return (made, after) if is_formula else None
    if kind == "same":
        return made, after
    if not is_formula:
        return made, after
    return (_in_formula(made) if kind == "upright" else rf"\text{{{made}}}"), after


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
    text = text.replace(r"\textsuperscript", "^").replace(r"\textsubscript", "_").replace("~", r"\ ")
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


def _number(values: tuple[str, ...]) -> str:
    r"""A number as `\num` writes it: 1.5e3 is 1.5 × 10³."""
    match = _NUMBER.match(values[0].replace(" ", ""))
    if not match:
        return values[0].replace("x", " × ").replace("+-", " ± ").strip()
    number, digits, spread, power = match.groups()
    shown = number.replace("-", "−") + (f"({digits})" if digits else "") + (f" ± {spread}" if spread else "")
    if power is None:
        return shown
    raised = rf"10\textsuperscript{{{power.lstrip('+').replace('-', '−')}}}"
    return f"{shown} × {raised}" if number else raised


def _unit(values: tuple[str, ...]) -> str:
    r"""A unit as `\si` writes it: \metre\per\second\squared is m s⁻²."""
    parts: list[list[str]] = []
    state = {"prefix": "", "sign": "", "power": ""}
    rest = values[0]
    pairs = braces(rest)
    at = 0
    for token in _UNIT_TOKEN.finditer(rest):
        if token.start() < at:
            continue
        if token[1]:
            at = _unit_word(token[1], (rest, token.end(), pairs), parts, state)
        elif token[2] and parts:
            parts[-1][1] = token[2].strip("{}")
        elif token[3] and parts:
            parts[-1][0] += rf"\textsubscript{{{token[3].strip('{}')}}}"
        elif token[4]:
            parts.append(["/" if token[4] == "/" else "", "", "break"])
        elif token[5] and token[5] not in "{}$":
            if parts and parts[-1][2] == "letters" and not parts[-1][1]:
                parts[-1][0] += token[5]
            else:
                parts.append([token[5], "", "letters"])
    return _joined(parts)


def _unit_word(
    name: str, reading: tuple[str, int, Mapping[int, int]], parts: list[list[str]], state: dict[str, str]
) -> int:
    """Take one word of a unit; returns where reading goes on."""
    rest, end, pairs = reading
    if name == "per":
        state["sign"] = "−"
    elif name in _PREFIXES and not (name == "deca" and name in _UNITS):
        state["prefix"] = _PREFIXES[name]
    elif name in {"square", "cubic"}:
        state["power"] = _POWERS[name]
    elif name in _POWERS or name == "of":
        exponents, end = arguments(rest, end, 1, pairs) if name in {"tothe", "raiseto", "of"} else ((), end)
        power = exponents[0] if exponents else _POWERS.get(name, "")
        if parts and name == "of":
            parts[-1][0] += rf"\textsubscript{{{power}}}"
        elif parts:
            parts[-1][1] = ("−" if parts[-1][1].startswith("−") else "") + power
    elif name not in {"text", "mathrm", "rm", "cancel", "highlight"}:
        power = state["sign"] + (state["power"] or ("1" if state["sign"] else ""))
        parts.append([state["prefix"] + _UNITS.get(name, name), power, "unit"])
        state |= {"prefix": "", "sign": "", "power": ""}
    return end


def _joined(parts: list[list[str]]) -> str:
    """The parts of a unit with thin spaces between them."""
    shown = ""
    for letters, power, kind in parts:
        if kind == "break":
            shown += letters
            continue
        space = "" if not shown or shown.endswith("/") else "~"
        shown += space + letters + (rf"\textsuperscript{{{power.replace('-', '−')}}}" if power else "")
    return shown


def _between(number: str, unit: str) -> str:
    """A number and its unit: a space between them, but for angles."""
    return f"{number}{'' if unit[:1] in {'°', '′', '″'} and unit[:2] != '°C' else '~'}{unit}" if unit else number


def _quantity(values: tuple[str, ...]) -> str:
    return _between(_number(values[:1]), _unit(values[1:]))


def _range(values: tuple[str, ...]) -> str:
    first, last = _number(values[:1]), _number(values[1:2])
    unit = _unit(values[2:]) if len(values) > 2 else ""
    return f"{_between(first, unit)} to {_between(last, unit)}"


def _list(values: tuple[str, ...]) -> str:
    numbers = [_number((value,)) for value in values[0].split(";")]
    unit = _unit(values[1:]) if len(values) > 1 else ""
    quantities = [_between(number, unit) for number in numbers]
    return quantities[0] if len(quantities) == 1 else f"{', '.join(quantities[:-1])} and {quantities[-1]}"


def _angle(values: tuple[str, ...]) -> str:
    parts = values[0].split(";")
    return "".join(f"{part.strip()}{sign}" for part, sign in zip(parts, "°′″", strict=False) if part.strip())


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


def _raised_unit(letter: str) -> Callable[[tuple[str, ...]], str]:
    return lambda _: rf".\textsuperscript{{{letter}}}"


def _as_it_is(values: tuple[str, ...]) -> str:
    return values[0]


def _nothing(_: tuple[str, ...]) -> str:
    return ""


_HANDLERS: dict[str, tuple[int, Callable[[tuple[str, ...]], str], _Kind]] = {
    "ion": (2, _ion, "text"), **dict.fromkeys(("ce", "ch"), (1, _chemical, "upright")), "pu": (1, _unit, "upright"),
    "SI": (2, _quantity, "upright"), "qty": (2, _quantity, "upright"), "si": (1, _unit, "upright"),
    "unit": (1, _unit, "upright"), "num": (1, _number, "upright"), "ang": (1, _angle, "text"),
    "SIrange": (3, _range, "text"), "qtyrange": (3, _range, "text"), "numrange": (2, _range, "text"),
    "SIlist": (2, _list, "text"), "qtylist": (2, _list, "text"), "numlist": (1, _list, "text"),
    **dict.fromkeys(("textipa", "tipa", "ipa"), (1, _phonetic, "text")),
    "ding": (1, lambda given: _DINGS.get(given[0].strip(), "•"), "text"),
    **{f"f{letter}": (0, _raised_unit(letter), "upright") for letter in "sdhm"},
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
