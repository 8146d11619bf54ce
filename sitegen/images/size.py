"""How large a picture is.

In: a picture file. Out: its width and height in pixels. Reads the header only, never decodes the picture.
"""

from __future__ import annotations

import warnings
from pathlib import Path


def measure(path: Path) -> tuple[int, int] | None:
    """Return (width, height) in pixels, as shown (a photograph's orientation is heeded); nothing for what is unknown.

    Vector pictures have no size in pixels.
    """
    if path.suffix.lower() in {".svg", ".svgz", ".pdf", ".eps", ".ps"}:
        return None
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # nothing is decoded here
            with Image.open(path) as picture:
                width, height = picture.size
                turned = picture.getexif().get(0x0112, 1) in {5, 6, 7, 8}
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return (height, width) if turned else (width, height)
