"""The files of a built site, as a preview may show them.

In: the output folder and the address of a page. Out: the file to send, where to look instead, or nothing.
Only what the last build says it made can be found: no listing, no link out, nothing that was put there by hand.
"""

from __future__ import annotations

import contextlib
import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from sitegen.cite.formats import Format
from sitegen.errors import SitegenError
from sitegen.exports.plugged_formats import GROUP
from sitegen.incremental.ledger import LEDGER, is_plain_file, ledger
from sitegen.model import EXPORT_FORMATS
from sitegen.plugins import offered
from sitegen.records import dataclass
from sitegen.regex import regex

TYPES = {f".{facts.ending}": f"{facts.media_type}; charset=utf-8" for facts in EXPORT_FORMATS} | {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".otf": "font/otf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""Types that the standard library lacks, or gives without their character set, and those of the formats of a site."""
NAMED_TYPES = {"feed.xml": "application/atom+xml", "feed.json": "application/feed+json", "CNAME": TYPES[".txt"]}
_KNOWN = mimetypes.MimeTypes(())
"""The standard library's own table: what this machine has in its files decides nothing."""
_HASHED = regex(r"(theme/.+\.)[0-9a-f]{8}(\.\w+)")


@dataclass(frozen=True, slots=True)
class ServedFile:
    """The answer to an address: a file of the site, or with `elsewhere` another address of it.

    `name` is the file's path in the output.
    """

    path: Path | None = None
    name: str = ""
    type: str = ""
    elsewhere: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.type.startswith("text/html")


class SiteFiles:
    """The output folder, read anew whenever a build changed it."""

    def __init__(self, output: Path) -> None:
        """Look into `output`, which need not exist yet."""
        self.output = output
        self._state: tuple[int, int, int] | None = None
        self._paths: Mapping[str, str] = {}

    def paths(self) -> Mapping[str, str]:
        """Return what the last build made: path to digest."""
        try:
            status = (self.output / LEDGER).stat()
        except OSError:
            self._state, self._paths = None, {}
            return self._paths
        state = (status.st_ino, status.st_size, status.st_mtime_ns)
        if state != self._state:
            self._state = state
            with contextlib.suppress(SitegenError):  # the build says what is wrong; what is known is shown
                self._paths = ledger(self.output)
        return self._paths

    def find(self, address: str, *, base: str) -> ServedFile | None:
        """Return what stands at the path of a URL; `base` is where the site begins (`/`, `/papers/`)."""
        try:
            wanted = unquote(address, errors="strict")
        except UnicodeDecodeError:
            return None
        if wanted + "/" == base or wanted == "/" != base:
            return ServedFile(elsewhere=quote(base))
        if not wanted.startswith(base):
            return None
        path = wanted.removeprefix(base)
        paths = self.paths()
        if not path or path.endswith("/"):
            path += "index.html"
        elif f"{path}/index.html" in paths:
            return ServedFile(elsewhere=quote(f"{base}{path}/"))
        return self._file(path if path in paths else self._renewed(path))

    def _file(self, path: str) -> ServedFile | None:
        """Return a file that the build made, if it is still one, and in the output."""
        file_path = self.output / path
        if path not in self.paths() or not is_plain_file(file_path):
            return None
        if not file_path.resolve().is_relative_to(self.output.resolve()):
            return None
        return ServedFile(file_path, path, type_of(path))

    def _renewed(self, path: str) -> str:
        """Return the theme's file that has taken the place of one with older bytes: a page may still ask for that."""
        old = _HASHED.fullmatch(path)
        if not old:
            return path
        same = re.compile(rf"{re.escape(old[1])}[0-9a-f]{{8}}{re.escape(old[2])}")
        return next((new for new in self.paths() if same.fullmatch(new)), path)


def type_of(path: str) -> str:
    """Return the media type of a file of the site, by its name alone."""
    name = path.rpartition("/")[2]
    ending = Path(name).suffix.lower()
    return NAMED_TYPES.get(name) or TYPES.get(ending) or _KNOWN.guess_type(name)[0] or _plugged_type(name)


def _plugged_type(name: str) -> str:
    """Return the media type of a file that only the format of a plug-in may have made."""
    for plugin in offered(GROUP).plugins:
        if isinstance(plugin.value, Format) and name.lower().endswith(f".{plugin.value.facts.ending}"):
            return f"{plugin.value.facts.media_type}; charset=utf-8"
    return "application/octet-stream"
