"""The figures of one paper, picked and fetched.

In: a paper's ids and the client. Out: figures with their pictures in memory, and one line for whatever was passed over.
The first way that has pictures is taken; a figure whose picture is missing there is looked for on the later ways by its
number. Never writes, never decides whether a copy is allowed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Literal

from sitegen.images import kinds
from sitegen.images.kinds import Kind
from sitegen.pull.figures import definitions
from sitegen.pull.figures.alt import draft
from sitegen.pull.figures.figure_sources import Offer, Services, Sought, Ways
from sitegen.pull.figures.source_figure import PictureLocation, Region, SourceFigure
from sitegen.records import NamedTuple, dataclass
from sitegen.text.convert import phrase
from sitegen.web.client import Web

_TELLING = 40
"""Letters from which on a caption is no other figure's."""
_SHARED = 0.7
"""The share of words that two readings of one caption have in common."""
MOST_PICTURES = 80
"""Pictures of one paper; `LARGEST` and `MOST_BYTES` are those of one and of all of them."""
LARGEST = 8 << 20
MOST_BYTES = 40 << 20


class PictureFile(NamedTuple):
    """One picture file."""

    data: bytes
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One figure with its pictures; `source` says where from. `is_drafted`: `alt` only repeats the caption."""

    number: str
    caption: str
    alt: str
    is_drafted: bool
    source: str
    pictures: tuple[PictureFile, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """The figures of one paper; `macros` are those its title and abstract need, `skipped` one sentence each.

    `link` is where its figures are when they may only be linked to. `is_settled`: all of the paper was read, so that
    nothing more is to be found in this version of it.
    """

    figures: tuple[Taken, ...] = ()
    macros: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    link: str = ""
    is_settled: bool = False


def collect(
    web: Web,
    sought: Sought,
    services: Services,
    *,
    unknown: Iterable[str] = (),
    figures: Literal["copied", "linked", "left"] = "copied",
) -> Collected:
    """Find and fetch, link to, or leave the figures.

    `unknown` are names of macros that the paper's title and abstract use and nobody explains. Raises `SourceError` when
    a service fails: then nothing of the paper may be used.
    """
    ways = Ways(web, sought, services)
    picked = _pick(ways.all()) if figures == "copied" else []
    if any(figure.is_lossy for figure, _ in picked) and (offer := ways.source()):
        told = completed([figure for figure, _ in picked], offer.figures)
        picked = [(figure, before) for figure, (_, before) in zip(told, picked, strict=True)]
    taking = _Taking()
    copied = [taken for figure, offer in picked if (taken := taking.take(figure, offer))]
    names = sorted(unknown)
    macros = definitions.used(ways.macros(), [f"\\{name}" for name in names]) if names else {}
    link = ways.address() if figures == "linked" else ""
    is_settled = ways.is_read and not taking.skipped and not ways.notes
    return Collected(tuple(copied), macros, (*taking.skipped, *ways.notes), link, is_settled)


def _pick(ways: Sequence[Callable[[], Offer | None]]) -> list[tuple[SourceFigure, Offer]]:
    """Each figure with the offer that has its picture."""
    picked: list[tuple[SourceFigure, Offer]] = []
    for way in ways:
        offer = way()
        if offer is None:
            continue
        if not any(figure.locations for figure, _ in picked):
            if any(figure.locations for figure in offer.figures) or not picked:
                picked = [(figure, offer) for figure in offer.figures]
        else:
            picked = _filled(picked, offer)
        if (offer.is_final and not picked) or (picked and all(figure.locations for figure, _ in picked)):
            break
    return picked


def completed(figures: Sequence[SourceFigure], others: Sequence[SourceFigure]) -> tuple[SourceFigure, ...]:
    """The figures; where a caption lost its references, the caption that another way has for the same figure."""
    known = {
        candidate.number: candidate
        for candidate in others
        if candidate.number and candidate.caption and not candidate.is_lossy
    }
    told = []
    for figure in figures:
        other = known.get(figure.number)
        is_better = figure.is_lossy and other is not None and _is_alike(figure.caption, other.caption)
        told.append(replace(figure, caption=other.caption, is_lossy=False) if is_better and other else figure)
    return tuple(told)


def _is_alike(caption: str, other: str) -> bool:
    """Whether two captions are of one figure: most of their words are the same."""
    words, other_words = (
        Counter(re.findall(r"[^\W\d_]+", phrase(text)[0].plain.casefold())) for text in (caption, other)
    )
    return (words & other_words).total() >= _SHARED * max(words.total(), other_words.total())


def _filled(picked: list[tuple[SourceFigure, Offer]], offer: Offer) -> list[tuple[SourceFigure, Offer]]:
    """The picked figures, those without a picture filled from this offer: by number, or by caption."""
    numbered = {figure.number: figure for figure in offer.figures if figure.number and figure.locations}
    worded = {words: figure for figure in offer.figures if figure.locations and (words := _words(figure))}
    filled = []
    for figure, before in picked:
        other = numbered.get(figure.number) or worded.get(_words(figure))
        if figure.locations or other is None:
            drawn = figure.drawn or next((other.drawn for other in offer.figures if other.number == figure.number), "")
            filled.append((replace(figure, drawn=drawn), before))
        else:
            caption = figure.caption or other.caption
            number = figure.number or other.number
            filled.append((replace(figure, number=number, caption=caption, locations=other.locations), offer))
    return filled


def _words(figure: SourceFigure) -> str:
    """The letters of a caption, by which a figure is recognised however it is spaced; empty for a caption too short."""
    words = re.sub(r"[\W_]+", "", phrase(figure.caption)[0].plain.casefold())
    return words if len(words) >= _TELLING else ""


def _drawn(name: str, figure: SourceFigure) -> str:
    """The advice to a person about a figure of which there is no file."""
    file = f"figure-{figure.number}.pdf" if figure.number else "a PDF"
    return (
        f"{name} is drawn by LaTeX itself with {figure.drawn}, so there is no file of it to copy: compile it alone "
        f"(class standalone), save it as {file} in the paper's folder below content/figures/, and name it under figures"
    )


class _Taking:
    """Pictures being fetched, with what is left of the bounds."""

    def __init__(self) -> None:
        self.skipped: list[str] = []
        self._pictures, self._bytes = MOST_PICTURES, MOST_BYTES

    def take(self, figure: SourceFigure, offer: Offer) -> Taken | None:
        """A figure with all its pictures; without any it is passed over and named."""
        name = f"figure {figure.number}" if figure.number else "a figure without a number"
        if not figure.locations:
            self.skipped.append(_drawn(name, figure) if figure.drawn else f"{name} has no picture in {offer.source}")
            return None
        pictures = [picture for location in figure.locations if (picture := self._picture(offer, location, name))]
        if not pictures:
            return None
        source = offer.source
        if offer.is_guess:
            page = next((location.page + 1 for location in figure.locations if isinstance(location, Region)), 0)
            source += f", page {page}; unsure: cut out above its caption"
        return Taken(
            number=figure.number,
            caption=figure.caption,
            alt=figure.alt or draft(figure.caption),
            is_drafted=not figure.alt,
            source=source,
            pictures=tuple(pictures),
        )

    def _picture(self, offer: Offer, location: PictureLocation, name: str) -> PictureFile | None:
        if self._pictures <= 0:
            self.skipped.append(f"{name} is left out: {MOST_PICTURES} pictures of a paper are enough")
            return None
        data = offer.get(location)
        if data is None:
            self.skipped.append(f"{name}: a picture of it is missing in {offer.source}")
            return None
        kind = kinds.sniff(data[: kinds.HEAD])
        fault = "" if kind else "is no picture"
        if len(data) > LARGEST:
            fault = f"is larger than {LARGEST >> 20} MiB"
        elif len(data) > self._bytes:
            fault = f"is more than the {MOST_BYTES >> 20} MiB that are kept of one paper"
        if fault or not kind:
            self.skipped.append(f"{name}: what {offer.source} has {fault}")
            return None
        self._pictures -= 1
        self._bytes -= len(data)
        return PictureFile(data, kind)
