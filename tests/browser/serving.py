"""A folder served on this machine, and a site with enough papers to narrow and to search."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.making import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAPERS = {
    "garden": ("Counting leaves in a garden", "Zoé Müller, Ada King", 2024, "Plants", "Trees", True),
    "forest": ("Counting trees in a forest", "Zoé Müller", 2024, "Plants", "Trees", False),
    "river": ("The length of a river", "Ada King", 2023, "Waters", "Maps", True),
    "lake": ("The depth of a lake", "Ada King, Łukasz Øst", 2023, "Waters", "Maps", False),
    "hill": ("The height of a hill", "Łukasz Øst", 2022, "Grounds", "Maps", False),
    "field": ("Counting stones in a field", "Bo Li", 2022, "Grounds", "Stones", True),
    "beach": ("日本の海岸", "Bo Li", 2021, "Waters", "Maps", False),
}
"""Title, authors, year, venue, topic, code; newest first."""


def write_papers(root: Path, **config: str) -> Path:
    """Write a site of these papers on disk; the abstract of each says its slug and one word that nothing else says."""
    files = {}
    for number, (slug, (title, authors, year, venue, topic, has_code)) in enumerate(PAPERS.items()):
        code = "links: {code: https://example.org/code}\n" if has_code else ""
        files[f"papers/{slug}.yaml"] = (
            f"title: {title}\nauthors: [{authors}]\ndate: {year}-{12 - number:02d}\nvenue: {venue}\n"
            f"type: article\ntopics: [{topic}]\n{code}"
            f"abstract: |\n  {'We measured it twice. ' * 12}A hapax of {slug}: secret{slug}.\n"
        )
    write_site(root, files, **config)
    (root / "content/papers/first.yaml").unlink()
    return root


def write_owners(root: Path) -> Path:
    """Write the same papers, all of them by the owner of the site as well: a list that has a filter, in full."""
    write_papers(root, owner="ada-king")
    for name in PAPERS:
        paper = root / f"content/papers/{name}.yaml"
        text = paper.read_text(encoding="utf-8")
        if "Ada King" not in text:
            paper.write_text(text.replace("authors: [", "authors: [Ada King, "), encoding="utf-8")
    (root / "content/authors").mkdir()
    (root / "content/authors/ada-king.yaml").write_text("name: Ada King\n", encoding="utf-8")
    return root


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".avif": "image/avif"}  # noqa: RUF012 - as the class it extends has it

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class _Kept(_Quiet):
    """Serves files that a browser may keep for ten minutes, as most hosts of pages do."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@contextmanager
def served(folder: Path, *, is_kept: bool = False) -> Iterator[str]:
    """Serve a folder, its files to be kept by the browser or asked for at each page; the value is its address."""
    handler = functools.partial(_Kept if is_kept else _Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def watched(page: Page) -> list[str]:
    """Return a list that fills with whatever goes wrong on a page: messages, errors, requests to somebody else."""
    seen: list[str] = []

    def requested(request: Any) -> None:
        if not request.url.startswith("data:") and urlsplit(request.url).hostname != "127.0.0.1":
            seen.append(f"to somebody else: {request.url}")

    def answered(response: Any) -> None:
        if response.status >= 400:
            seen.append(f"{response.status}: {response.url}")

    page.on("console", lambda message: seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on("request", requested)
    page.on("response", answered)
    return seen


def until(tab: Page, condition: str) -> None:
    """Return when `condition`, of JavaScript, holds; AssertionError after 20 seconds (its own polling needs eval)."""
    for _ in range(200):
        if tab.evaluate(f"Boolean({condition})"):
            return
        tab.wait_for_timeout(100)
    raise AssertionError(condition)
