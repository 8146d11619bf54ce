"""Draws the theme's icon for home screens and for browsers that take no SVG: `python bench/touch_icon.py`.

In: `themes/folio/static/icon.svg`. Out: `touch-icon.png` beside it, 180 pixels square on the colour of the page. Home
screens want it so: they round the corners themselves and show no transparency.
"""

from __future__ import annotations

import io
from pathlib import Path

import resvg_py
from PIL import Image

STATIC = Path(__file__).resolve().parents[1] / "themes/folio/static"
SIDE, INSIDE = 180, 128
PAPER = (252, 251, 248)


def main() -> None:
    """Draw it and print its size."""
    drawn = resvg_py.svg_to_bytes(svg_path=str(STATIC / "icon.svg"), width=INSIDE, skip_system_fonts=True)
    icon = Image.open(io.BytesIO(bytes(drawn))).convert("RGBA")
    sheet = Image.new("RGB", (SIDE, SIDE), PAPER)
    sheet.paste(icon, ((SIDE - icon.width) // 2, (SIDE - icon.height) // 2), icon)
    sheet.quantize(16).save(STATIC / "touch-icon.png", optimize=True)
    print(f"touch-icon.png: {(STATIC / 'touch-icon.png').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
