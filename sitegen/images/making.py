"""One order carried out: the file read, decoded and sized.

In: an order. Out: what became of it, and the bytes of its files by name. Runs in a process apart (`apart`), and turns
whatever goes wrong with a picture into a sentence about it: no picture ends a build.
"""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import replace
from pathlib import Path

from sitegen.images.cards import can_show
from sitegen.images.cleaning import BrokenError
from sitegen.images.decoding import HIGHEST, WIDEST, Decoded, TooLargeError, decode
from sitegen.images.order import INLINE_DRAWING, LIGHT_DRAWING, File, Making, Order
from sitegen.images.postscript import NoToolError
from sitegen.images.sizing import Sizes, copy, faces, sizes

Bytes = dict[str, bytes]
LONGEST_FAULT = 200
"""Characters of a sentence about a picture."""


def make(order: Order) -> tuple[Making, Bytes]:
    """Make the files of one picture."""
    data = Path(order.path).read_bytes()
    try:
        decoded = decode(data, order.kind, order.megapixels)
        made = _sized(order, decoded)
    except BrokenError as error:
        return Making(fault=str(error)), {}
    except (NoToolError, TooLargeError) as error:
        return Making(fault=str(error), is_lasting=False), {}
    except MemoryError:  # `apart` has a sentence for it
        raise
    except Exception as error:  # noqa: BLE001 - decoders raise whatever they stumble over; it costs this picture alone
        return Making(fault=f"cannot be read ({type(error).__name__}: {error})"[:LONGEST_FAULT], is_lasting=False), {}
    drawing = decoded.drawing
    making = Making(
        width=made.width,
        height=made.height,
        is_moving=decoded.is_moving,
        is_dark=decoded.is_dark,
        lost=_lost(drawing.words) if drawing else "",
    )
    files: Bytes = {}
    listed = []
    for size in made.files:
        name = f"{size.width}x{size.height}.{size.ending}"
        files[name] = size.data
        listed.append(File(size.role, size.width, size.height, name))
    if order.use == "plate" and drawing is not None:
        if drawing.refused:
            making = replace(making, remark=f"holds {drawing.refused}, so it is shown as a picture made of pixels")
        elif not decoded.is_dark:
            svg = drawing.svg.encode()
            role = _role(svg, making.lost)
            files["drawing.svg"] = svg
            listed = [file for file in listed if file.role != "large"]
            scale = min(1.0, WIDEST / drawing.width, HIGHEST / drawing.height)
            width, height = max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale))
            listed.append(File(role, width, height, "drawing.svg"))
    return replace(making, files=tuple(listed)), files


def _lost(words: str) -> str:
    """Return the characters that are not in what was made of a drawing: our font, the only one here, lacks them."""
    characters = set(unicodedata.normalize("NFC", words))
    return "".join(
        sorted(
            character
            for character in characters
            if unicodedata.category(character)[0] not in "CZ" and not can_show(character)
        )
    )


def _role(svg: bytes, lost: str) -> str:
    """Return where a drawing is shown as it is: browsers have fonts for what is `lost` in pixels, if it is light."""
    if lost and len(zlib.compress(svg, 9)) <= LIGHT_DRAWING:
        return "everywhere"
    return "large" if len(svg) > INLINE_DRAWING else "drawing"


def _sized(order: Order, decoded: Decoded) -> Sizes:
    if order.use == "face":
        return faces(decoded)
    if order.use == "copy":
        return copy(decoded, order.kind)
    return sizes(decoded, large=order.use == "plate")
