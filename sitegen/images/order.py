"""Orders: a picture file and what it is wanted for, and what became of it.

Plain values that the store and the child processes exchange.
"""

from __future__ import annotations

from typing import Literal

from sitegen.images.kinds import Kind
from sitegen.records import dataclass

Use = Literal["figure", "plate", "face", "copy"]
"""A `plate` is a figure of which a file that fills the screen is made as well."""
RECIPE = "4"
"""Changes whenever the same picture would be made into other bytes, so that nothing older is taken for it."""
INLINE_DRAWING = 150_000
"""Bytes of an SVG that pages show as it is."""
LIGHT_DRAWING = 25_000
"""Bytes of a packed SVG that lists show as it is, if they must."""


@dataclass(frozen=True, slots=True)
class Order:
    """A picture file, the digest of its bytes, and what it is wanted for."""

    path: str
    digest: str
    kind: Kind
    use: Use
    megapixels: int

    @property
    def key(self) -> str:
        """The name under which the files of this order are kept."""
        return f"{self.digest[:32]}-{self.use}-{RECIPE}"


@dataclass(frozen=True, slots=True)
class File:
    """One made file: its name in the store, and what it is for (see `sizing.Size`).

    A clean SVG is `large`, or for the page as well (`drawing`), or for lists too (`everywhere`).
    """

    role: str
    width: int
    height: int
    name: str


@dataclass(frozen=True, slots=True)
class Making:
    """The outcome of an order: its files in `folder`, or a `fault`, the end of a sentence about the picture.

    `remark` is one about a picture that was made all the same; `lost` are characters that are in none of its files but
    the SVG. `is_lasting` says that the same bytes will always come to the same.
    """

    folder: str = ""
    width: int = 0
    height: int = 0
    files: tuple[File, ...] = ()
    is_moving: bool = False
    is_dark: bool = False
    fault: str = ""
    remark: str = ""
    lost: str = ""
    is_lasting: bool = True
