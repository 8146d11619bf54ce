"""The pictures of one build: made where they are missing, and how each is shown.

In: the site, its content folder, the store of made pictures. Out: `Pictures`: a view for every figure and every face,
the files to publish, and a warning with file and line for each picture that is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sitegen.content.content_file import read_document
from sitegen.errors import Problem
from sitegen.images.cleaning import BrokenError
from sitegen.images.order import File, Making
from sitegen.images.store import fill
from sitegen.records import dataclass
from sitegen.render.image_refs import ImageRef, Named, Use, linked, named, orders, read
from sitegen.render.request import Tally
from sitegen.render.views import Panel, PictureView
from sitegen.site.graph import Site
from sitegen.site.pages import Addresses, published

Progress = Callable[[str, int, int], object]
"""Told (what, done, of how many) while something takes long."""
TYPES = {"avif": "image/avif", "png": "image/png", "jpg": "image/jpeg"}
LISTED = 8
"""Characters that a warning names."""
NO_PICTURE = "is not a picture"
_LFS = b"version https://git-lfs.github.com/spec/"
POINTER = "is only a pointer of Git LFS; the picture itself is not here: run `git lfs pull`"
KINDS = "PNG, JPEG, GIF, WebP, AVIF, TIFF, BMP, SVG, PDF or EPS"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Every picture of the site by its path in the content, ready to be shown.

    `rasters` are made files that a card can hold, which lack no letter. `files` are (path in the output, file to copy
    there); those in `own` stand in for a file of the content, at its place. `cleaned` are files of the content that are
    published without their metadata; `withheld` are not published.
    """

    panels: Mapping[str, Panel]
    faces: Mapping[str, PictureView]
    rasters: Mapping[Use, Path]
    files: tuple[tuple[str, Path], ...]
    own: frozenset[str]
    cleaned: Mapping[str, ImageRef]
    withheld: frozenset[str]
    problems: tuple[Problem, ...]
    tally: Tally


def gather(
    site: Site, at: Addresses, root: Path, store: Path, *, jobs: int, progress: Progress = lambda *_: None
) -> Pictures:
    """Make every picture that the site shows and the store lacks, and return how each is shown."""
    content, limits = root / "content", site.config.pictures
    uses = {(use.path, use.is_figure): use for use in reversed(tuple(named(site)))}
    places = {path: use for (path, _), use in uses.items()}
    always = linked(site)
    sources, faults = _read(content, site.files, places)
    wanted = tuple(orders(sources, uses, always, content, limits.megapixels))
    made = fill(
        (order for _, order in wanted),
        store,
        seconds=limits.seconds,
        jobs=jobs,
        progress=lambda done, count: progress("pictures", done, count),
    )
    makings = {(path, order.use): made.makings[order.key] for path, order in wanted}
    faults |= {path: making.fault for (path, _), making in makings.items() if making.fault}
    copies = {path: making for (path, use), making in makings.items() if use == "copy" and path not in faults}
    shown = {
        (path, use != "face"): _Shown(sources[path], making, at)
        for (path, use), making in makings.items()
        if use != "copy" and path not in faults
    }
    files, cleaned = _published(always, sources, shown, copies, faults)
    there = {path for path, _ in files}
    return Pictures(
        panels={path: picture.panel() for (path, is_figure), picture in shown.items() if is_figure},
        faces={path: picture.picture("face") for (path, is_figure), picture in shown.items() if not is_figure},
        rasters={use: picture.raster for use, picture in shown.items() if not picture.making.lost},
        files=files,
        own=frozenset(published(path) for path in site.files) & there,
        cleaned=cleaned,
        withheld=frozenset(
            path for path in places if path not in always and path not in cleaned and published(path) not in there
        ),
        problems=tuple(sorted(_problems(root, places, faults, shown))),
        tally=Tally(made.made, made.kept, len(faults), all(making.is_lasting for making in made.makings.values())),
    )


def _read(
    content: Path, files: Sequence[str], places: Mapping[str, Named]
) -> tuple[dict[str, ImageRef], dict[str, str]]:
    """Return the pictures among the files, and what is wrong with those that cannot be read."""
    sources: dict[str, ImageRef] = {}
    faults: dict[str, str] = {}
    for path in files:
        try:
            source = read(content, path)
        except BrokenError as error:
            faults[path] = str(error)
            continue
        if source is not None:
            sources[path] = source
        elif path in places:
            faults[path] = POINTER if is_pointer(content / path) else NO_PICTURE
    return sources, faults


def _published(
    always: frozenset[str],
    sources: Mapping[str, ImageRef],
    shown: Mapping[Use, _Shown],
    copies: Mapping[str, Making],
    faults: Mapping[str, str],
) -> tuple[tuple[tuple[str, Path], ...], dict[str, ImageRef]]:
    """Return the made files with their places, and the files of the content that are published cleaned."""
    files = [pair for picture in shown.values() for pair in picture.files()]
    cleaned: dict[str, ImageRef] = {}
    for path, source in sources.items():
        if path in copies:
            making = copies[path]
            files += [(published(path), Path(making.folder, file.name)) for file in making.files]
        elif source.can_be_cleaned and (path in always or (source.is_for_browsers and path not in faults)):
            cleaned[path] = source
    return tuple(sorted(dict(files).items())), cleaned


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture that was made, and its addresses."""

    source: ImageRef
    making: Making
    at: Addresses

    @property
    def own(self) -> PictureView | None:
        """The file of the content itself, where browsers can show it."""
        drawing = self._drawing()
        if drawing is None and not self.source.is_for_browsers:
            return None
        width, height = (drawing.width, drawing.height) if drawing else (self.making.width, self.making.height)
        return PictureView(self.at.content_file(self.source.path), width, height)

    @property
    def raster(self) -> Path:
        """A made file of pixels that is not AVIF."""
        usual = [file for file in self.making.files if file.role != "large" and file.name.endswith((".jpg", ".png"))]
        return Path(self.making.folder, max(usual, key=lambda file: file.width).name)

    def panel(self) -> Panel:
        """Return the picture as one of a figure's."""
        own = self.own
        if own and self._is_drawn_everywhere():
            return Panel(own, own, own)
        thumb = self.picture("list")
        if own and self._is_drawn():
            return Panel(thumb, own, own)
        from sitegen.images.sizing import NARROWEST, WIDEST_SHAPE  # a site without pictures needs none of it

        is_whole = NARROWEST <= self.making.width / self.making.height <= WIDEST_SHAPE
        page = self.picture("page", "list") if is_whole else self.picture("page")
        is_lighter = any(file.role == "large" and not file.name.endswith(".svg") for file in self.making.files)
        return Panel(thumb, page, self.picture("large") if is_lighter else own or page)

    def picture(self, *roles: str) -> PictureView:
        """Return the made files of some roles as one picture."""
        files = [file for file in self.making.files if file.role in roles and not file.name.endswith(".svg")]
        by_name = {file.name: file for file in files}  # a size may serve both
        files = sorted(by_name.values(), key=lambda file: file.width)
        usual = [file for file in files if not file.name.endswith(".avif")]
        modern = [file for file in files if file.name.endswith(".avif")]
        base = usual[0] if roles == ("list",) else usual[-1]
        sources = (("image/avif", self._srcset(modern)),) if modern else ()
        srcset = self._srcset(usual) if len(usual) > 1 else ""
        return PictureView(self._address(base), base.width, base.height, srcset, sources)

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield every made file that a page shows, with its path in the output."""
        is_drawn, in_lists_too = self._is_drawn(), self._is_drawn_everywhere()
        for file in self.making.files:
            if file.name.endswith(".svg"):
                if self.source.is_named_right:
                    yield published(self.source.path), Path(self.making.folder, file.name)
            elif not in_lists_too and (file.role == "list" or not is_drawn):
                yield self._path(file), Path(self.making.folder, file.name)

    @property
    def lost(self) -> str:
        """The characters that visitors miss in some size."""
        return "" if self._is_drawn_everywhere() else self.making.lost

    def _is_drawn(self) -> bool:
        """Whether pages show the file itself: it moves, or it is a small drawing."""
        drawing = self._drawing()
        return self.own is not None and (self.making.is_moving or (drawing is not None and drawing.role != "large"))

    def _is_drawn_everywhere(self) -> bool:
        """Whether lists show the file itself too: pixels made of it lack letters."""
        drawing = self._drawing()
        return drawing is not None and drawing.role == "everywhere"

    def _drawing(self) -> File | None:
        """The clean SVG, where there is one and it is called so."""
        drawings = [file for file in self.making.files if file.name.endswith(".svg") and self.source.is_named_right]
        return drawings[0] if drawings else None

    def _path(self, file: File) -> str:
        stem = published(self.source.path).rpartition(".")[0]
        return f"{stem}-{self.source.digest[:8]}-{file.name}"

    def _address(self, file: File) -> str:
        return self.at.file(self._path(file)).replace(",", "%2C")  # a comma parts the entries of a srcset

    def _srcset(self, files: list[File]) -> str:
        return ", ".join(f"{self._address(file)} {file.width}w" for file in files)


def _problems(
    root: Path, places: Mapping[str, Named], faults: Mapping[str, str], shown: Mapping[Use, _Shown]
) -> Iterator[Problem]:
    """Yield a warning for each picture that is left out, or not shown as its author may expect."""
    for path, fault in faults.items():
        if path in places:
            yield _warning(root, places[path], fault, f"it is left out{_hint(fault)}")
        else:
            sentence = f"{fault}, so it is published as it is, with whatever metadata it carries"
            yield Problem(f"content/{path}", sentence=sentence, severity="warning")
    for path, picture in {path: picture for (path, _), picture in shown.items()}.items():
        if picture.making.remark:
            yield _warning(root, places[path], picture.making.remark, "its own file is not published")
        if picture.lost:
            sentence = f"has text with {_listed(picture.lost)}, which smaller pictures of it lack"
            yield _warning(root, places[path], sentence, "save it with its text as paths")
        if not picture.source.is_named_right:
            sentence = f"is not what its name says: it is {picture.source.kind.upper()}"
            yield _warning(root, places[path], sentence, "rename it; until then its own file is not published")


def _listed(characters: str) -> str:
    """Return some characters for a person to read, most of them as they are."""
    shown = ", ".join(
        character if character.isprintable() else f"U+{ord(character):04X}" for character in characters[:LISTED]
    )
    more = len(characters) - LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def is_pointer(path: Path) -> bool:
    """Tell whether a file is what Git LFS leaves in the place of one that was not fetched."""
    with path.open("rb") as file:
        return file.read(len(_LFS)) == _LFS


def _hint(fault: str) -> str:
    if fault == NO_PICTURE:
        return f"; it should be {KINDS}"
    if "limit" in fault or "megapixels" in fault:
        return "; make it smaller, or raise pictures.megapixels in content/site.yaml"
    if "seconds" in fault:
        return "; make it simpler, or raise pictures.seconds in content/site.yaml"
    return ""


def _warning(root: Path, use: Named, sentence: str, hint: str) -> Problem:
    document = read_document(root, use.file, page=use.file.endswith(".md"))
    problem = document.problem(use.at, f"content/{use.path} {sentence}", hint)
    return replace(problem, severity="warning")
