r"""Numbers and units as siunitx writes them: `\qty{5}{\kilo\metre\per\second}` is 5 km s⁻¹.

In: the arguments of a command. Out: text with raised and lowered parts (`\textsuperscript`), and ties between a
number and its unit. A unit that nobody knows keeps its name. Source: the manual of siunitx 3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from sitegen.regex import regex
from sitegen.text.macros import arguments, braces

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


def between(number: str, unit: str) -> str:
    """Return a number and its unit: a space between them, but for angles."""
    return f"{number}{'' if unit[:1] in {'°', '′', '″'} and unit[:2] != '°C' else '~'}{unit}" if unit else number


def _quantity(values: tuple[str, ...]) -> str:
    return between(_number(values[:1]), _unit(values[1:]))


def _extent(values: tuple[str, ...]) -> str:
    first, last = _number(values[:1]), _number(values[1:2])
    unit = _unit(values[2:]) if len(values) > 2 else ""
    return f"{between(first, unit)} to {between(last, unit)}"


def _series(values: tuple[str, ...]) -> str:
    numbers = [_number((value,)) for value in values[0].split(";")]
    unit = _unit(values[1:]) if len(values) > 1 else ""
    quantities = [between(number, unit) for number in numbers]
    return quantities[0] if len(quantities) == 1 else f"{', '.join(quantities[:-1])} and {quantities[-1]}"


def _angle(values: tuple[str, ...]) -> str:
    parts = values[0].split(";")
    return "".join(f"{part.strip()}{sign}" for part, sign in zip(parts, "°′″", strict=False) if part.strip())


COMMANDS: dict[str, tuple[int, Callable[[tuple[str, ...]], str], Literal["text", "upright"]]] = {
    "SI": (2, _quantity, "upright"), "qty": (2, _quantity, "upright"), "si": (1, _unit, "upright"),
    "unit": (1, _unit, "upright"), "pu": (1, _unit, "upright"), "num": (1, _number, "upright"),
    "ang": (1, _angle, "text"), "SIrange": (3, _extent, "text"), "qtyrange": (3, _extent, "text"),
    "numrange": (2, _extent, "text"), "SIlist": (2, _series, "text"), "qtylist": (2, _series, "text"),
    "numlist": (1, _series, "text"),
}  # fmt: skip
"""A command's number of arguments, what is written for them, and what that is in a formula: words, or upright."""
