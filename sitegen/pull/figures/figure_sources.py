"""The ways to the figures of one paper: each a question to a service, and how to read its answer.

In: a paper's ids, the client. Out: what a way offers, and the bytes of each picture of it. A way that leads nowhere
offers nothing; a service that fails is a `SourceError`, so that no worse way takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from sitegen.images import pdf_pages
from sitegen.images.sandbox import Lost, SandboxLimits, each
from sitegen.pull.figures import archive, eprint, html, inspire, pdf
from sitegen.pull.figures.archive import Archive, ArchiveError
from sitegen.pull.figures.definitions import Definition
from sitegen.pull.figures.source_figure import InlineSvg, PictureLocation, Region, SourceFigure, is_picture
from sitegen.records import NamedTuple, dataclass
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.messages import HttpResponse
from sitegen.web.service import Service

AR5IV = Service(name="ar5iv", title="ar5iv", hosts=("ar5iv.labs.arxiv.org", "ar5iv.org"), pace=3.05, first_wait=30)
_Result = TypeVar("_Result")
_Item = TypeVar("_Item")
_LIMITS = SandboxLimits(seconds=30, megabytes=300)
_LONGEST_NOTE = 200
_TRUNCATED = ("Fatal error", "may be truncated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One paper whose figures are sought: its latest version (0 when nobody knows), the number of INSPIRE's record."""

    arxiv: str = ""
    version: int = 0
    inspire: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is anything to ask by."""
        return bool(self.arxiv or self.inspire)

    @property
    def versioned(self) -> str:
        """`2203.15556v1`."""
        return f"{self.arxiv}v{self.version}" if self.version else self.arxiv


class Services(NamedTuple):
    """The services that are asked; nothing for one that is not to be."""

    arxiv: Service | None
    inspire: Service | None


class Offer(NamedTuple):
    """The figures of one way, the name of their source, and a reader of their pictures (nothing if one is gone).

    `is_final`: there are no more figures than these. `is_guess`: they have to be marked as such.
    """

    figures: tuple[SourceFigure, ...]
    source: str
    get: Callable[[PictureLocation], bytes | None]
    is_final: bool = False
    is_guess: bool = False


class Ways:
    """The ways to one paper's figures; what was fetched for one of them serves the next.

    `is_read` becomes true when the whole of the paper was there to be read, as a page, as its source or as its PDF.
    """

    def __init__(self, web: Web, sought: Sought, services: Services) -> None:
        self.notes: list[str] = []
        self.is_read = False
        self._web = web
        self._sought = sought
        self._arxiv = services.arxiv if sought.arxiv else None
        self._inspire = services.inspire
        self._archive: Archive | None = None
        self._source: eprint.EprintFigures | None = None

    def all(self) -> Sequence[Callable[[], Offer | None]]:
        """Every way, the best first."""
        if not self._arxiv:
            return [self.record]
        return [self.arxiv_html, self.record, self.ar5iv, self.source, self.printed]

    def arxiv_html(self) -> Offer | None:
        """ArXiv's own conversion."""
        return self._page(self._arxiv, f"https://arxiv.org/html/{self._sought.versioned}", "arXiv HTML")

    def address(self) -> str:
        """The page that shows the figures, for those who may not copy them; empty when there is none."""
        offer = self.arxiv_html() if self._arxiv else None
        return f"https://arxiv.org/html/{self._sought.arxiv}" if offer and offer.figures else ""

    def ar5iv(self) -> Offer | None:
        """The older conversion; for a paper that it lacks it sends people to arXiv, which is no answer."""
        try:
            return self._page(AR5IV, f"https://ar5iv.labs.arxiv.org/html/{self._sought.arxiv}", "ar5iv")
        except SourceError as error:
            if error.kind in {"redirect", "denied"}:
                return None
            raise

    def _page(self, service: Service | None, url: str, title: str) -> Offer | None:
        answer = self._whole(service, url)
        if service is None or answer is None:
            return None
        text = answer.body.decode("utf-8", "replace")
        is_whole = "ltx_document" in text and not any(sign in text for sign in _TRUNCATED)
        figures = self._apart(_read_page, (text, answer.url or url), f"the page of {title}")
        if figures is None:
            return None
        self.is_read = self.is_read or is_whole
        here = tuple(_within(figure, service) for figure in figures)
        return Offer(here, f"{title} ({self._sought.versioned})", self._fetch(service), is_final=is_whole)

    def record(self) -> Offer | None:
        """The figures that INSPIRE took out of the source."""
        service, number = self._inspire, self._sought.inspire
        path = f"literature/{number}" if number.isdecimal() else f"arxiv/{self._sought.arxiv}"
        if service is None or path == "arxiv/":
            return None
        url = f"https://inspirehep.net/api/{path}"
        record = _unless_missing(lambda: self._web.json(service, url, {"fields": "figures"}))
        if record is None:
            return None
        return Offer(
            tuple(_within(figure, service) for figure in inspire.find(record)), "INSPIRE", self._fetch(service)
        )

    def source(self) -> Offer | None:
        """The source."""
        read = self._read_source()
        if read is None or self._archive is None:
            return None
        members = self._archive.members

        def get(location: PictureLocation) -> bytes | None:
            return members.get(location) if isinstance(location, str) else None

        self.is_read = True
        is_without = self._archive.kind == "tex" and not read.figures and not any(map(is_picture, members))
        return Offer(read.figures, f"arXiv source ({self._sought.versioned})", get, is_final=is_without)

    def macros(self) -> Mapping[str, Definition]:
        """The macros of the source's author."""
        read = self._read_source()
        return read.macros if read else {}

    def printed(self) -> Offer | None:
        """The paper as it is printed: the last resort."""
        data = self._pdf()
        layout = pdf_pages.layout(data) if data else ()
        if isinstance(layout, Lost):
            self.notes.append(f"the PDF {layout.sentence}")
            return None
        self.is_read = self.is_read or bool(data)

        def get(location: PictureLocation) -> bytes | None:
            if not isinstance(location, Region):
                return None
            made = pdf_pages.cut(data, [pdf_pages.Cut(location.page, pdf_pages.Box(*location[1:]))])
            return None if isinstance(made, Lost) else made[0]

        figures = self._apart(pdf.find, layout, "the layout of the PDF")
        return Offer(figures, f"arXiv PDF ({self._sought.versioned})", get, is_guess=True) if figures else None

    def _pdf(self) -> bytes:
        self._read_source()
        if self._archive is not None and self._archive.kind == "pdf":
            return self._archive.members["paper.pdf"]
        url = f"https://arxiv.org/pdf/{self._sought.versioned}"
        answer = self._whole(self._arxiv, url)
        return answer.body if answer and b"%PDF-" in answer.body[:1024] else b""

    def _read_source(self) -> eprint.EprintFigures | None:
        if self._archive is None:
            url = f"https://export.arxiv.org/e-print/{self._sought.versioned}"
            answer = self._whole(self._arxiv, url)
            try:
                self._archive = archive.read(answer.body) if answer else Archive("withdrawn")
            except ArchiveError as error:
                self._archive = Archive("withdrawn")
                self.notes.append(str(error))
            self.notes += _few(self._archive.left_out)
            if self._archive.kind in {"tex", "html"}:
                self._source = self._understood(self._archive)
        return self._source

    def _understood(self, archive: Archive) -> eprint.EprintFigures | None:
        texts = {name: b"" if is_picture(name) else data for name, data in archive.members.items()}
        return self._apart(eprint.find, Archive(archive.kind, texts), "the source")

    def _apart(self, work: Callable[[_Item], _Result], item: _Item, name: str) -> _Result | None:
        """The result of a reader of strangers' text; nothing, and a note, where it does not come to an end.

        It reads in a child process: TeX and HTML can be written so that no reader comes to an end, and whatever goes
        wrong there costs this one text.
        """
        try:
            result = next(each(work, [item], _LIMITS, jobs=1))[1]
        except html.PageError as error:
            self.notes.append(str(error))
            return None
        except Exception as error:  # noqa: BLE001 - one paper that no reader foresaw must not end the pull of the others
            self.notes.append(f"{name} cannot be read ({type(error).__name__}: {error})"[:_LONGEST_NOTE])
            return None
        if isinstance(result, Lost):
            self.notes.append(f"{name} {result.sentence}")
            return None
        return result

    def _whole(self, service: Service | None, url: str) -> HttpResponse | None:
        return _unless_missing(lambda: self._web.whole(service, url)) if service else None

    def _fetch(self, service: Service) -> Callable[[PictureLocation], bytes | None]:
        def get(location: PictureLocation) -> bytes | None:
            if isinstance(location, InlineSvg):
                return location.svg.encode()
            if not isinstance(location, str):
                return None
            answer = self._whole(service, location)
            return answer.body if answer else None

        return get


def _read_page(page: tuple[str, str]) -> tuple[SourceFigure, ...]:
    """The figures of a page, given its text and its address."""
    return html.find(*page)


def _unless_missing(ask: Callable[[], _Result]) -> _Result | None:
    """The answer, or nothing where the service has nothing under this address."""
    try:
        return ask()
    except SourceError as error:
        if error.kind in {"missing", "empty"}:
            return None
        raise


def _within(figure: SourceFigure, service: Service) -> SourceFigure:
    """The figure without pictures that stand somewhere else: addresses found in data are not fetched."""
    own = tuple(
        location for location in figure.locations if not isinstance(location, str) or _host(location) in service.hosts
    )
    return replace(figure, locations=own)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""  # no address at all


def _few(lines: Sequence[str]) -> list[str]:
    """The first of many lines, and how many more there are."""
    more = len(lines) - 3
    return [*lines[:3], f"and {more} more files of the source were left out"] if more > 0 else list(lines)
