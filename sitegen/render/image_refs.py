"""Image references: the pictures that the content names, and what kind of file each is.

In: the site and its content folder. Out: where each picture is named, and its `Source`; orders for what is to be made.
Reads files to tell their kind and digest; never decodes one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sitegen.content.references import author_files, config_files, item_files, pictured_files
from sitegen.images.cleaning import BrokenError, clean
from sitegen.images.kinds import HEAD, Kind, fits, sniff
from sitegen.images.order import Order
from sitegen.model import PaperFacts
from sitegen.records import NamedTuple, dataclass
from sitegen.site.graph import Site

MOST_BYTES = 64 << 20
"""A picture file that is larger is not read."""
LARGE_ORIGINAL = 1_000_000
"""Bytes up to which a figure's own file is what fills the screen; of a larger one a lighter copy is made."""
CLEANED = frozenset({"png", "jpeg", "gif", "webp", "avif"})
"""Kinds that browsers show; of these a file of the content is published, without its metadata."""
_AVIF_METADATA = (b"Exif", b"rdf+xml")


Use = tuple[str, bool]
"""A picture's path in the content, and whether it is shown as a figure; else it is a face."""


class Named(NamedTuple):
    """A picture where it is named: its path in the content, the YAML file, the way to the value there."""

    path: str
    file: str
    at: tuple[str | int, ...]
    is_figure: bool


@dataclass(frozen=True, slots=True)
class ImageRef:
    """A picture file: what it is, and whether its metadata can be dropped without decoding it."""

    path: str
    kind: Kind
    digest: str
    size: int
    can_be_cleaned: bool

    @property
    def is_named_right(self) -> bool:
        """Whether its ending is one of its kind."""
        return fits(self.path, self.kind)

    @property
    def is_for_browsers(self) -> bool:
        """Whether the file itself may be published for browsers to show."""
        return self.kind in CLEANED and self.is_named_right


def named(site: Site) -> Iterator[Named]:
    """Yield every picture that papers and people name."""
    for entry in site.entries.values():
        for at, path in entry.facts.files:
            if at[0] == "figures":
                yield Named(path, entry.facts.file, at, is_figure=True)
        if entry.facts.selected:
            yield from first_page(entry.facts)
    for person in site.people.values():
        if person.author and person.author.picture:
            yield Named(person.author.picture, person.author.file, ("picture",), is_figure=False)
    yield from of_items(site)
    yield from of_site(site)


def first_page(facts: PaperFacts) -> Iterator[Named]:
    """Yield the PDF of the site's own of a paper without figures: its first page stands for it."""
    if not any(at[0] == "figures" for at, _ in facts.files):
        pdfs = (Named(path, facts.file, at, is_figure=True) for at, path in facts.files if at[:2] == ("links", "pdf"))
        yield from islice(pdfs, 1)


def of_items(site: Site) -> Iterator[Named]:
    """Yield every picture that a talk, a project … names."""
    for group in site.items.values():
        for entry in group.items:
            if entry.item.picture:
                yield Named(entry.item.picture, entry.item.file, (*entry.item.position, "picture"), is_figure=True)


def of_site(site: Site) -> Iterator[Named]:
    """Yield the picture of the home page, those of topics that are described, and the logos of sponsors."""
    areas = [topic.about for topic in site.topics if topic.about]
    for file, (at, path) in pictured_files(site.home_picture, areas):
        yield Named(path, file, at, is_figure=True)
    for at, path in config_files(site.config):
        if at[0] == "sponsors":
            yield Named(path, site.config.file, at, is_figure=True)


def linked(site: Site) -> frozenset[str]:
    """Return the files that are published whatever they are: assets, and what links lead to."""
    paths = {path for path in site.files if path.startswith("assets/")}
    paths |= {path for at, path in config_files(site.config) if at[0] != "sponsors"}
    for entry in site.entries.values():
        paths |= {path for at, path in entry.facts.files if at[0] != "figures"}
    for person in site.people.values():
        if person.author:
            paths |= {path for at, path in author_files(person.author) if at[0] != "picture"}
    for group in site.items.values():
        for site_item in group.items:
            paths |= {path for at, path in item_files(site_item.item) if at[-1] != "picture"}
    return frozenset(paths)


def read(content: Path, path: str) -> ImageRef | None:
    """Return what a file is; nothing for what is no picture. Raises `BrokenError` for a picture that is damaged."""
    whole = content / path
    with whole.open("rb") as opened:
        kind = sniff(opened.read(HEAD))
        if kind is None:
            return None
        if whole.stat().st_size > MOST_BYTES:
            raise BrokenError(f"is larger than {MOST_BYTES >> 20} MB")
        opened.seek(0)
        data = opened.read()
    if kind == "avif":
        can_be_cleaned = not any(mark in data for mark in _AVIF_METADATA)
    else:
        can_be_cleaned = clean(data, kind) is not None
    return ImageRef(path, kind, hashlib.sha256(data).hexdigest(), len(data), can_be_cleaned)


def cleaned(content: Path, source: ImageRef) -> bytes:
    """Return the bytes of a file that can be cleaned, without its metadata."""
    data = (content / source.path).read_bytes()
    return clean(data, source.kind) or data


def orders(
    sources: Mapping[str, ImageRef], uses: Collection[Use], kept: frozenset[str], content: Path, megapixels: int
) -> Iterator[tuple[str, Order]]:
    """Yield what is to be made of each picture: sizes for what is shown, a turned copy for what must be decoded.

    `kept` are files that are published whatever they are.
    """
    for path, source in sources.items():
        order = Order(str(content / path), source.digest, source.kind, "face", megapixels)
        if (path, True) in uses:
            own = source.is_for_browsers and source.size <= LARGE_ORIGINAL and source.can_be_cleaned
            yield path, replace(order, use="figure" if own else "plate")
        if (path, False) in uses:
            yield path, order
        if (source.is_for_browsers or (path in kept and source.kind in CLEANED)) and not source.can_be_cleaned:
            yield path, replace(order, use="copy")
