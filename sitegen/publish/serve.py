"""The preview's server: the pages of a built site for one person's browser, which it tells to load them again.

In: a shelf of files, a host and a port. Out: answers to GET and HEAD for files of the site, and to nothing else.
Who asks must name this machine, and a page that asks must be one of ours. The only door to Tornado and livereload.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler
from tornado import httpserver, iostream, web
from tornado.websocket import WebSocketClosedError

from sitegen.errors import Problem
from sitegen.publish import overlay
from sitegen.publish.editions import Editions
from sitegen.publish.guard import bracketed, name_and_port, refusal
from sitegen.publish.port import bound
from sitegen.publish.site_files import TYPES, ServedFile, SiteFiles
from sitegen.regex import regex

IDLE, BODY = 30.0, 10.0
"""Seconds that a connection may be silent, and that the body of a request may take."""
REQUEST = 1 << 16
"""Bytes of a request's head, of its body, and of a message on the socket, at most."""
HEARD = 1 << 20
"""Bytes of a head that is still read, to answer that it is too long; beyond that, the connection is closed."""
ADDRESS = 4096
"""Characters of an address, at most."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
_NAMED_BY_CONTENT = regex(r"[.-][0-9a-f]{8}\.\w+$")
"""Files that are other files once they change: a browser may keep them, and a reload has only the page to fetch."""
SCRIPT, STYLE, SOCKET = "/livereload.js", "/livereload.css", "/livereload"
"""What the preview has beside the site; no site has files of these names."""
SEARCH = "search/index.html"


class PreviewServer:
    """A running server and what it shows: where the site begins, and what is wrong with it."""

    def __init__(self, shelf: SiteFiles, host: str, failed: Callable[[BaseException], object]) -> None:
        """Show the files of `shelf` to those who ask for `host` or for this machine; `failed` hears of our faults."""
        self.shelf, self.failed = shelf, failed
        self.base = "/"
        self.problems: tuple[Problem, ...] = ()
        self.sockets: set[Socket] = set()
        self.host = host
        self.editions = Editions()
        self._server: httpserver.HTTPServer | None = None

    def listen(self, port: int) -> str:
        """Listen on `port` or the next that is free; return the address. Raises `SitegenError` when none is."""
        logging.getLogger("tornado").addHandler(logging.NullHandler())  # requests do not write on the terminal
        logging.getLogger("livereload").addHandler(logging.NullHandler())
        application = web.Application(
            [
                (SOCKET, Socket, {"preview": self}),
                (SCRIPT, Own, {"preview": self, "type": "text/javascript", "body": _client()}),
                (STYLE, Own, {"preview": self, "type": "text/css", "body": overlay.STYLE.encode()}),
                (r".*", Files, {"preview": self}),
            ],
            log_function=lambda _: None,
            websocket_max_message_size=REQUEST,
            websocket_ping_interval=IDLE,
        )
        sockets = bound(self.host, port)
        self._server = httpserver.HTTPServer(
            application,
            max_header_size=HEARD,
            max_body_size=REQUEST,
            idle_connection_timeout=IDLE,
            body_timeout=BODY,
        )
        self._server.add_sockets(sockets)
        return f"http://{bracketed(self.host)}:{sockets[0].getsockname()[1]}"

    def show(self, base: str, problems: tuple[Problem, ...], *, only_style: bool = False) -> None:
        """Show the site that was built, or what is wrong; browsers load the page again, or its style sheets alone."""
        self.base, self.problems = base, problems
        if not only_style:
            self.editions.turn(has_come=not problems)
        for connection in tuple(self.sockets):
            if only_style:
                connection.reload("all.css")
            elif connection.edition != self.editions.now:
                connection.reload("*")

    def opened(self) -> frozenset[str]:
        """Return the paths in the output of the pages that browsers show; none while they show what is wrong.

        The search page is not among them: its script fetches an index, which is there when the site is.
        """
        if self.problems:
            return frozenset()
        files = (self.shelf.find(connection.page, base=self.base) for connection in self.sockets if connection.page)
        return frozenset(file.name for file in files if file and file.is_page) - {SEARCH}

    def show_early(self, pages: Mapping[str, bytes]) -> None:
        """Show pages of a site that is being built to those who have them open; `show` follows."""
        self.editions.add(pages)
        for connection in tuple(self.sockets):
            served = self.shelf.find(connection.page, base=self.base)
            if served and served.name in pages:
                connection.reload("*")

    async def close(self) -> None:
        """Take no more requests and close every connection."""
        if self._server:
            self._server.stop()
            for connection in tuple(self.sockets):
                connection.close()
            await self._server.close_all_connections()


class _Handler(web.RequestHandler):
    """The base of all handlers: who may ask, with which methods, and how a refusal reads."""

    SUPPORTED_METHODS = ("GET", "HEAD")
    preview: PreviewServer

    def set_default_headers(self) -> None:
        """Set what every answer carries."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse strangers and what no browser asks."""
        reason = refusal(self.request.headers, self.preview.host)
        if reason:
            raise web.HTTPError(403, reason)
        if len(self.request.uri or "") > ADDRESS:
            raise web.HTTPError(414)
        if sum(map(len, self.request.headers.values())) > REQUEST:
            raise web.HTTPError(431)
        if not self.request.path.startswith("/"):
            raise web.HTTPError(400)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:  # noqa: ARG002 - Tornado's signature
        """Say what nobody foresaw; what a request did wrong is the asker's to know."""
        if not isinstance(value, web.HTTPError | iostream.StreamClosedError):
            self.preview.failed(value)

    def write_error(self, status_code: int, **more: Any) -> None:
        """Answer with the status in words; nothing of the request is repeated."""
        error = more.get("exc_info", (None, None))[1]
        reason = error.log_message if status_code == 403 and isinstance(error, web.HTTPError) else ""
        if status_code == 405:
            self.set_header("Allow", ", ".join(self.SUPPORTED_METHODS))
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {HTTPStatus(status_code).phrase}\n{reason}\n")


class Own(_Handler):
    """A file that the preview itself brings."""

    def initialize(self, preview: PreviewServer, type: str, body: bytes) -> None:  # noqa: A002 - named as the header is
        """Keep what to answer."""
        self.preview, self._type, self._body = preview, type, body

    def get(self) -> None:
        """Answer with the file."""
        self.set_header("Content-Type", f"{self._type}; charset=utf-8")
        self.write(self._body)

    head = get


class Files(_Handler, web.StaticFileHandler):
    """A file of the site. Pages are sent with the preview's additions, all else as it is, ranges too."""

    SUPPORTED_METHODS = _Handler.SUPPORTED_METHODS

    def initialize(self, preview: PreviewServer) -> None:  # type: ignore[override] # Tornado hands over what the route says
        """Keep what is shown."""
        self.preview = preview
        super().initialize(str(preview.shelf.output))

    async def get(self, path: str = "", include_body: bool = True) -> None:  # noqa: ARG002 - Tornado's signature
        """Answer with the file at the path of the request."""
        served = self.preview.shelf.find(self.request.path, base=self.preview.base)
        if served and served.elsewhere:
            self.redirect(served.elsewhere)
        elif served and served.path and not served.is_page:
            self._type = served.type
            if _NAMED_BY_CONTENT.search(self.request.path):
                self.set_header("Cache-Control", "max-age=3600, immutable")
            try:
                await super().get(served.name, include_body)
            except OSError:  # it is being replaced this moment
                raise web.HTTPError(404) from None
        elif served and served.name in self.preview.editions.early:
            self._page(self.preview.editions.early[served.name], self.preview.editions.coming)
        elif page := _read(served):
            self._page(page, self.preview.editions.now)
        else:
            self._missing()

    def head(self, path: str = "") -> Awaitable[None]:
        """Answer as to GET, without the file."""
        return self.get(path, include_body=False)

    def get_content_type(self) -> str:
        """Return the type that the shelf knows."""
        return self._type

    def compute_etag(self) -> None:
        """Nothing is kept by the browser, so nothing needs a mark."""

    def _missing(self) -> None:
        """Answer with the site's own page for that, in the language of the address, else with one of ours."""
        base, shelf = self.preview.base, self.preview.shelf
        language = self.request.path.removeprefix(base).partition("/")[0]
        places = (f"{base}{language}/404.html", f"{base}404.html")
        page = next((page for place in places if (page := _read(shelf.find(place, base=base)))), None)
        self.set_status(404 if page or not self.preview.problems else 500)
        self._page(page or overlay.EMPTY, self.preview.editions.now)

    def _page(self, page: bytes, edition: str) -> None:
        """Answer with HTML, and with what the preview adds to it."""
        preview, here = self.preview, self.request.headers["Host"]
        name, port = name_and_port(here)
        head = f'<script src="{SCRIPT}?snipver={edition}&amp;host={name}&amp;port={port}" defer></script>'
        if preview.problems:
            head += f'<link rel="stylesheet" href="{STYLE}">'
        self.set_header("Content-Type", TYPES[".html"])
        panel = overlay.panel(preview.problems, is_built=page is not overlay.EMPTY)
        self.finish(overlay.overlay(page, head, panel, origin=f"http://{here}"))


class Socket(_Handler, LiveReloadHandler):  # type: ignore[misc] # livereload ships no types
    """The line to one page in a browser, in livereload's protocol."""

    page = edition = ""
    """The path of the page's address, and which edition of it is shown, once the page has said so."""

    def initialize(self, preview: PreviewServer) -> None:
        """Keep whose line it is."""
        self.preview = preview

    def check_origin(self, origin: str) -> bool:  # noqa: ARG002 - Tornado's signature
        """Answer our own pages only; livereload would answer any."""
        return not refusal(self.request.headers, self.preview.host)

    def open(self) -> None:
        """Remember the line."""
        self.preview.sockets.add(self)

    def on_close(self) -> None:
        """Forget the line."""
        self.preview.sockets.discard(self)
        super().on_close()

    def on_message(self, message: str | bytes) -> None:
        """Shake hands; a page that is older than what is shown now is told so at once."""
        try:
            sent = json.loads(message)
            command = sent["command"]
            if command == "hello":
                self.edition = str(sent.get("snipver"))
            if command == "info":
                self.page = urlsplit(str(sent.get("url"))).path
        except (ValueError, TypeError, LookupError, RecursionError):
            self.close()
            return
        super().on_message(message)
        if command == "hello" and self.edition not in {self.preview.editions.now, self.preview.editions.coming}:
            self.reload("*")

    def reload(self, path: str) -> None:
        """Tell the browser to load the page again, or for a path that ends in `.css` its style sheets."""
        with contextlib.suppress(WebSocketClosedError):
            self.write_message({"command": "reload", "path": path, "liveCSS": True})


def _read(served: ServedFile | None) -> bytes:
    """Return a file's bytes; none when it is not there, or is being replaced this moment."""
    try:
        return served.path.read_bytes() if served and served.path else b""
    except OSError:
        return b""


def _client() -> bytes:
    """Return the script that comes with livereload."""
    return files("livereload").joinpath("vendors", "livereload.js").read_bytes()
