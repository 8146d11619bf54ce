"""How many of a paper's figures are found, by each way of finding them, and how many captions read as they should.

In: the papers in `../shared` beside the checkout (or the folder named on the command line), what was counted in them by
hand (`tests/figures/expected.yaml`), and PDFs of them where somebody made some: `--pdf FOLDER` with `<paper>.pdf`.
Captions typed by hand, which are others' words and not ours to ship, come from a file: `--captions FILE`, YAML of
papers, each with a list of `[number, caption]` under `all` or under the name of a way; plain text is compared, spaces
and kinds of quotation marks aside. Out: figures on standard output, and exit 1 when one is not good enough. Writes
nothing.

    python bench/figures.py [--show] [--pdf FOLDER] [--captions FILE] [SHARED]
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from sitegen.images import pdf_pages
from sitegen.images.sandbox import Lost
from sitegen.pull.figures import archive, eprint, html, inspire, pdf
from sitegen.pull.figures.archive import Archive
from sitegen.pull.figures.collect import completed
from sitegen.pull.figures.source_figure import SourceFigure
from sitegen.text.convert import phrase
from sitegen.web.json_values import Data

CHECKOUT = Path(__file__).parents[1]
EXPECTED = CHECKOUT / "tests" / "figures" / "expected.yaml"
LEAST = {"html": 0.95, "source": 0.90, "record": 0.95, "pdf": 0.60}
"""The share of figures that each way has to find."""
LEAST_EQUAL = 0.97
"""The share of captions that have to read as typed by hand."""
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


class Paper(NamedTuple):
    """One paper, and what was counted in it."""

    name: str
    places: Mapping[str, str]
    files: Mapping[str, str]
    figures: list[list[str]]


class Score(NamedTuple):
    """What one way finds in one paper: `missed` names figures, `extra` counts what is no figure of it."""

    way: str
    paper: str
    found: int
    expected: int
    extra: int
    missed: tuple[str, ...]
    seconds: float


def papers() -> Iterator[Paper]:
    """What was counted by hand."""
    for name, said in yaml.load(EXPECTED.read_text(encoding="utf-8"), yaml.BaseLoader).items():  # noqa: S506 - text only
        places = {way: said[way] for way in ("html", "source", "record") if way in said}
        yield Paper(name, places, said.get("html_files") or {}, said["figures"] or [])


def find(way: str, path: Path) -> tuple[SourceFigure, ...]:
    """The figures that one way finds in one file or folder."""
    if way == "html":
        return html.find(path.read_text(encoding="utf-8", errors="replace"), f"https://example.org/paper/{path.name}")
    if way == "record":
        return inspire.find(Data("INSPIRE", json.loads(path.read_bytes())))
    if way == "pdf":
        layout = pdf_pages.layout(path.read_bytes())
        return () if isinstance(layout, Lost) else pdf.find(layout)
    if path.is_dir():
        members = {one.relative_to(path).as_posix(): one.read_bytes() for one in path.rglob("*") if one.is_file()}
        return eprint.find(Archive("tex", members)).figures
    return eprint.find(archive.read(path.read_bytes())).figures


def score(way: str, paper: Paper, path: Path) -> Score:
    """Compare what is found with what was counted: the number, the first words of the caption, every file."""
    started = time.perf_counter()
    left = list(find(way, path))
    seconds = time.perf_counter() - started
    count = len(left)
    missed = []
    for wanted in paper.figures:
        match = next((one for one in left if _is_it(one, wanted, way, paper)), None)
        if match:
            left.remove(match)
        else:
            missed.append(f"{wanted[0]} {wanted[1]}")
    found = len(paper.figures) - len(missed)
    return Score(way, paper.name, found, len(paper.figures), max(0, count - len(paper.figures)), tuple(missed), seconds)


def _is_it(figure: SourceFigure, wanted: list[str], way: str, paper: Paper) -> bool:
    number, words, *files = wanted
    if figure.number != number.replace("-", "") or not _plain(figure.caption).startswith(_plain(words)):
        return False
    if way == "pdf":
        return len(figure.locations) == 1
    if way == "record":
        return bool(figure.locations)
    stems = [PurePosixPath(str(location)).stem for location in figure.locations]
    return stems == [paper.files.get(file, file) if way == "html" else file for file in files]


def _plain(caption: str) -> str:
    """The words alone: a PDF spaces and quotes them in its own way."""
    return re.sub(r"[\W_]+", "", phrase(caption)[0].plain.casefold())


def scores(shared: Path, pdfs: Path | None = None) -> Iterator[Score]:
    """Every paper by every way that it can be had."""
    for paper in papers():
        places = {way: shared / place for way, place in paper.places.items()}
        if pdfs:
            places["pdf"] = pdfs / f"{paper.name}.pdf"
        for way, path in places.items():
            if path.exists():
                yield score(way, paper, path)


Pair = tuple[str, str, str, str, str]
"""Paper, way, number, the caption typed by hand, the caption read."""


def captions(shared: Path, typed: Path) -> Iterator[Pair]:
    """Every caption that was typed by hand, beside what each way reads for that figure."""
    said = yaml.load(typed.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    for paper in papers():
        for way, place in paper.places.items():
            wanted = said.get(paper.name, {}).get(way) or said.get(paper.name, {}).get("all") or []
            figures = find(way, shared / place) if wanted else ()
            if any(one.is_lossy for one in figures) and "source" in paper.places:  # as a pull does
                figures = completed(figures, find("source", shared / paper.places["source"]))
            read = [(one.number, phrase(one.caption)[0].plain) for one in figures]
            for number, caption in wanted:
                place_of = next((at for at, one in enumerate(read) if one[0] == number), None)
                found = read.pop(place_of)[1] if place_of is not None else ""
                yield paper.name, way, number, caption, found


def is_equal(one: str, other: str) -> bool:
    """Tell whether two captions read the same."""
    return _even(one) == _even(other)


def _even(caption: str) -> str:
    """A caption with single spaces and straight quotation marks."""
    return " ".join(caption.translate(_QUOTES).replace("''", '"').split())


def print_captions(shared: Path, typed: Path, *, show: bool) -> bool:
    """Print the share of captions that read as typed, for each way; tell whether it is enough."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for paper, way, number, caption, read in captions(shared, typed):
        counts[way][0] += is_equal(caption, read)
        counts[way][1] += 1
        if show and not is_equal(caption, read):
            print(f"    {paper} {way} {number}\n      typed: {caption}\n      read:  {read}")
    equal, total = (sum(one[at] for one in counts.values()) for at in (0, 1))
    for way, (right, count) in counts.items():
        print(f"captions {way:8}{right:3}/{count:<3} {right / count:6.1%}")
    print(f"captions all     {equal:3}/{total:<3} {equal / max(1, total):6.1%}")
    return equal >= LEAST_EQUAL * total


def main(arguments: list[str]) -> int:
    """Print found/expected; 1 when a way finds too little."""
    show = "--show" in arguments
    given = {name: arguments[at + 1] for at, name in enumerate(arguments[:-1]) if name in {"--pdf", "--captions"}}
    pdfs = Path(given["--pdf"]) if "--pdf" in given else None
    rest = [one for one in arguments if not one.startswith("--") and one not in given.values()]
    shared = Path(rest[0]) if rest else CHECKOUT.parent / "shared"
    totals: dict[str, list[Any]] = defaultdict(lambda: [0, 0, 0, 0.0])
    for one in scores(shared, pdfs):
        print(
            f"{one.paper:26}{one.way:8}{one.found:3}/{one.expected:<3} extra {one.extra}  {one.seconds * 1000:6.0f} ms"
        )
        for line in one.missed if show else ():
            print(f"    missed: {line}")
        totals[one.way] = [
            a + b for a, b in zip(totals[one.way], (one.found, one.expected, one.extra, one.seconds), strict=True)
        ]
    failed = not totals
    for way, (found, expected, extra, seconds) in totals.items():
        share = found / expected if expected else 1.0
        is_enough = share >= LEAST[way]
        failed |= not is_enough
        verdict = "" if is_enough else f"  too few: at least {LEAST[way]:.0%}"
        print(f"all {way:8}{found:3}/{expected:<3} {share:6.1%}, {extra} extra, {seconds:.2f} s{verdict}")
    if "--captions" in given:
        failed |= not print_captions(shared, Path(given["--captions"]), show=show)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
