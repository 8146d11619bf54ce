"""Colours: what one is, how it reads on another, and the same one lighter or darker.

In: colours as style sheets write them (`#8a1538`, `oklch(45% .09 192)`). Out: their red, green and blue, their
contrast, and colours of the same hue that can be read. Pure arithmetic.

Sources: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio (luminance and contrast),
https://www.w3.org/TR/css-color-4/#ok-lab (OKLCH).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sitegen.records import NamedTuple
from sitegen.regex import regex

READABLE = 4.5
"""The contrast that text needs (WCAG 2.2, level AA)."""
_HEX = regex(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_OKLCH = regex(r"oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)\s*\)")
_STEP = 0.005


class Colour(NamedTuple):
    """Red, green and blue of a colour, each from 0 to 1, as a screen takes them (sRGB)."""

    red: float
    green: float
    blue: float

    @property
    def hex(self) -> str:
        """The colour as style sheets write it: `#8a1538`."""
        return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in self)


class Oklch(NamedTuple):
    """Lightness from 0 to 1, chroma from 0 to about 0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def read(written: str) -> Colour | None:
    """Return a colour of a style sheet; nothing for what is written in another way."""
    text = written.strip()
    if match := _HEX.fullmatch(text):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return Colour(*(int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)))
    if match := _OKLCH.fullmatch(text):
        return from_oklch(Oklch(float(match[1]) / 100, float(match[2]), float(match[3])))
    return None


def contrast(first: Colour, second: Colour) -> float:
    """Return how well one colour reads on another, from 1 (not at all) to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: Colour, grounds: Sequence[Colour]) -> float:
    """Return how well a colour reads on the ground where it reads worst."""
    return min(contrast(colour, ground) for ground in grounds)


def readable(colour: Colour, grounds: Sequence[Colour], least: float = READABLE) -> Colour:
    """Return the colour, or the nearest lighter or darker one of its hue that can be read on all of some grounds.

    It goes away from the grounds: darker where they are light.
    """
    is_light = sum(map(_luminance, grounds)) / len(grounds) > 0.18  # from there on black reads better than white
    lightness, chroma, hue = to_oklch(colour)
    while least_contrast(colour, grounds) < least and 0 < lightness < 1:
        lightness = max(0.0, min(1.0, lightness + (-_STEP if is_light else _STEP)))
        colour = from_oklch(Oklch(lightness, chroma, hue))
    return colour


def to_oklch(colour: Colour) -> Oklch:
    """Return a colour by lightness, chroma and hue."""
    red, green, blue = map(_linear, colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def from_oklch(colour: Oklch) -> Colour:
    """Return the colour of a lightness, a chroma and a hue; with less chroma where a screen has no such colour."""
    chroma = colour.chroma
    while chroma > 0:
        parts = _from_oklch(Oklch(colour.lightness, chroma, colour.hue))
        if all(-1e-4 <= part <= 1 + 1e-4 for part in parts):
            return Colour(*(min(1.0, max(0.0, part)) for part in parts))
        chroma = max(0.0, chroma - 0.002)
    return Colour(*(min(1.0, max(0.0, part)) for part in _from_oklch(Oklch(colour.lightness, 0, 0))))


def _from_oklch(colour: Oklch) -> Colour:
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return Colour(
        _gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def _luminance(colour: Colour) -> float:
    return 0.2126 * _linear(colour.red) + 0.7152 * _linear(colour.green) + 0.0722 * _linear(colour.blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
