"""An accent that is a colour of somebody's own, rather than a hue: held against the theme's papers, in light and dark.

In: what was written (`#8a1538`, or two: for light and for dark), and the style sheets of the theme. Out: the colours
that pages take from it, each of which can be read where it stands; or `FormError` with a colour that could be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.content.form_error import FormError
from sitegen.content.forms import READERS
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.render.colours import READABLE, Colour, Oklch, from_oklch, least_contrast, readable, to_oklch
from sitegen.render.colours import read as read_colour

GROUNDS = ("--paper", "--paper2")
"""The custom properties that hold the colours on which links and buttons stand."""
_EASY = 5.5
"""The contrast that a colour has which is made lighter for the dark: there it is easier on the eyes."""
_ON_BAND = from_oklch(Oklch(0.9, 0.03, 0))
"""What stands on the band of `lab`, beside white: about as light, whatever its hue."""
_PROPERTY = regex(r"(?<![\w-])(--[\w-]+)\s*:\s*([^;{}]+)")
_BOTH = regex(r"light-dark\(((?:[^(),]|\([^()]*\))+),((?:[^()]|\([^()]*\))+)\)")
_HUE = regex(r"var\(\s*--hue\s*\)")
_ASIDE = regex(r"(?s)/\*.*?\*/")
_FALLBACK = {"--paper": ("#ffffff", "#16161a"), "--paper2": ("#f2f2f2", "#24242a")}


class ChosenColour(int):
    """The hue of an accent that was written as a colour, in degrees, with the colours that were written."""

    written: tuple[str, ...]


class AccentColours(NamedTuple):
    """The colours of pages from an accent: for links and buttons, for tinted grounds and for the band of `lab`."""

    hue: int
    light: Colour
    dark: Colour
    light_tint: Colour
    dark_tint: Colour
    band: Colour
    dark_band: Colour

    def css(self) -> str:
        """Return the custom properties of the accent as a rule."""
        return (
            f":root{{--hue:{self.hue};--accent:light-dark({self.light.hex},{self.dark.hex});"
            f"--tint:light-dark({self.light_tint.hex},{self.dark_tint.hex});"
            f"--band:light-dark({self.band.hex},{self.dark_band.hex})}}\n"
        )


def chosen(written: str) -> ChosenColour:
    """Return an accent that was written as one colour, or as two; raises `FormError` for what is none."""
    colours = tuple(READERS["colour"].read(part) for part in written.split())
    if len(colours) > 2:
        raise FormError("an accent is one colour, or two: for light and for dark", "write '#8a1538 #f0a3b1'")
    hue = ChosenColour(round(to_oklch(_colour(colours[0])).hue) % 360)
    hue.written = colours
    return hue


def accent_colours(accent: ChosenColour, sheets: Sequence[str]) -> AccentColours:
    """Return what pages take from an accent, on the papers of some style sheets, the last of which wins.

    A single colour is for light, and is made lighter for the dark until it can be read there. Raises `FormError` for a
    colour that cannot be read where it would stand, with the nearest that can.
    """
    properties = custom_properties(sheets, int(accent))
    papers = [_both(properties.get(name, ""), _FALLBACK[name]) for name in GROUNDS]
    light = _colour(accent.written[0])
    tint, dark_tint = _tint(light, in_dark=False), _tint(_colour(accent.written[-1]), in_dark=True)
    grounds = [*(paper for paper, _ in papers), tint]
    dark_grounds = [*(paper for _, paper in papers), dark_tint]
    if least_contrast(light, grounds) < READABLE:
        raise _unreadable(accent.written[0], light, grounds, "light", accent.written[1:] or (light.hex,))
    dark = _colour(accent.written[-1])
    if len(accent.written) == 1:
        dark = readable(dark, dark_grounds, _EASY)
    elif least_contrast(dark, dark_grounds) < READABLE:
        raise _unreadable(accent.written[1], dark, dark_grounds, "dark", accent.written[:1])
    band = readable(light, [_ON_BAND, Colour(1, 1, 1)])
    lightness, chroma, hue = to_oklch(band)
    dark_band = from_oklch(Oklch(min(lightness, 0.3), min(chroma, 0.08), hue))
    return AccentColours(int(accent), light, dark, tint, dark_tint, band, dark_band)


def custom_properties(sheets: Sequence[str], hue: int) -> Mapping[str, str]:
    """Return the custom properties that style sheets set anywhere, as they are written, with the hue put in."""
    properties: dict[str, str] = {}
    for sheet in sheets:
        for match in _PROPERTY.finditer(_ASIDE.sub("", sheet)):
            properties[match[1]] = _HUE.sub(str(hue), match[2].strip())
    return properties


def light_and_dark(value: str) -> tuple[str, str]:
    """Return what a property is in light and in dark: the two of `light-dark(…)`, else the same twice."""
    match = _BOTH.fullmatch(value)
    return (match[1].strip(), match[2].strip()) if match else (value, value)


def _both(value: str, fallback: tuple[str, str]) -> tuple[Colour, Colour]:
    light, dark = (read_colour(part) for part in light_and_dark(value))
    return light or _colour(fallback[0]), dark or _colour(fallback[1])


def _colour(written: str) -> Colour:
    colour = read_colour(written)
    if colour is None:
        raise FormError(f"{written} is not a colour", "it looks like '#1f6feb'")
    return colour


def _tint(colour: Colour, *, in_dark: bool) -> Colour:
    """Return the ground that is tinted with a colour."""
    _, chroma, hue = to_oklch(colour)
    return from_oklch(Oklch(0.27, min(0.03, chroma), hue) if in_dark else Oklch(0.955, min(0.018, chroma), hue))


def _unreadable(
    written: str, colour: Colour, grounds: Sequence[Colour], where: str, other: tuple[str, ...]
) -> FormError:
    """Return what is wrong with a colour that cannot be read, and the nearest that can."""
    near = readable(colour, grounds)
    least = least_contrast(colour, grounds)
    sentence = (
        f"{written} cannot be read on the page in {where}: its contrast is {least:.1f}, and text needs {READABLE}"
    )
    if where == "light":
        hint = f"write '{near.hex}', the same colour darker, or two, for light and for dark: '{near.hex} {other[0]}'"
    else:
        hint = f"write '{other[0]} {near.hex}', with the same colour lighter"
    return FormError(sentence, hint)
