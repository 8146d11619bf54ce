"""Takes the pictures of the themes: `python bench/screenshots.py [--all FOLDER]`.

In: the samples that `sitegen new --sample` writes, and a career that `career.py` makes up, built afresh into a
temporary folder for each theme. Out: `bench/screenshots/*.png`, as small as a palette makes them; with `--all`, home,
paper, author and authors of the example site in every theme, wide and narrow, light and dark, into FOLDER.
Needs Chromium, Playwright and Pillow. Never asks the network.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import io
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from bench import career  # noqa: E402 - the checkout comes before an installed sitegen

SHOWN = CHECKOUT / "bench" / "screenshots"
COLOURS = 96
THEMES = ("folio", "classic", "lab")
WIDE, NARROW = 1280, 390
PAGES = {
    "example": {
        "home": "",
        "paper": "papers/2021-rae-scaling-language-models/",
        "author": "authors/aidan-clark/",
        "authors": "authors/",
    },
    "researcher": {"home": "", "paper": "papers/2025-tannfeld-seven-microphones/", "cv": "cv/", "talks": "talks/"},
    "lab": {"home": "", "people": "people/"},
    "career": {"home": "", "browse": "browse/"},
}
"""The pages of each site that are taken."""


class Shot(NamedTuple):
    """One picture: of which page, how wide, in which colours, how high (0 is the whole page), in which theme.

    `site` is one of the samples, the `example`, or the made-up `career`.
    """

    name: str
    page: str
    width: int = WIDE
    scheme: str = "light"
    height: int = 0
    theme: str = "folio"
    site: str = "researcher"


README = (
    Shot("home", "home", height=1000),
    Shot("home-dark", "home", scheme="dark", height=1000),
    Shot("paper", "paper", height=1000),
    Shot("paper-phone", "paper", NARROW, height=844),
    Shot("home-phone-dark", "home", NARROW, scheme="dark", height=844),
    Shot("classic", "home", height=1000, theme="classic"),
    Shot("cv", "cv", height=1000),
    Shot("talks", "talks", height=1000),
    Shot("lab", "home", height=1000, theme="lab", site="lab"),
    Shot("career", "home", height=1000, site="career"),
    Shot("browse", "browse", height=1360, site="career"),
    Shot("browse-phone-dark", "browse", NARROW, scheme="dark", height=844, site="career"),
)
EVERY = tuple(
    Shot(f"{theme}-{page}-{width}-{scheme}", page, width, scheme, theme=theme, site="example")
    for theme in THEMES
    for page in ("home", "paper", "author", "authors")
    for width in (WIDE, NARROW)
    for scheme in ("light", "dark")
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def served(theme: str, site: str) -> Iterator[str]:
    """Build a site in a theme, serve it on this machine, and yield its address."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = [sys.executable, "-c", "from sitegen.cli.main import main; main()"]
        if site == "career":
            career.write(folder)
        elif site == "example":
            shutil.copytree(CHECKOUT / "content", folder / "content")
        else:
            made = [*program, "new", name, "--sample", site]
            subprocess.run(made, check=True, cwd=CHECKOUT, stdout=subprocess.DEVNULL)
        settings = folder / "content" / "site.yaml"
        lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("theme:")]
        settings.write_text("\n".join([*lines, f"theme: {theme}", ""]), encoding="utf-8")
        subprocess.run([*program, "-C", name, "build"], check=True, cwd=CHECKOUT, stdout=subprocess.DEVNULL)
        handler = functools.partial(_Quiet, directory=str(folder / "output"))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """Return one picture as PNG."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height or 900},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        device_scale_factor=1 if shot.width == WIDE else 2,
    )
    page = context.new_page()
    page.goto(address + PAGES[shot.site][shot.page])
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.reload()  # a font that came too late for the first time is there for the second
    page.evaluate("document.fonts.ready.then(() => 0)")
    picture = page.screenshot(full_page=not shot.height)
    context.close()
    return small(picture)


def small(picture: bytes) -> bytes:
    """Return a PNG with a palette: pages have few colours."""
    with Image.open(io.BytesIO(picture)) as image:
        reduced = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Take the README's pictures, or all of them."""
    parser = argparse.ArgumentParser(description="Takes the pictures of the themes.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, width and colour, into FOLDER")
    folder = parser.parse_args().all
    shots, target = (EVERY, folder) if folder else (README, SHOWN)
    target.mkdir(parents=True, exist_ok=True)
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, chromium_sandbox=False)
        for theme, site in sorted({(shot.theme, shot.site) for shot in shots}):
            with served(theme, site) as address:
                for shot in [shot for shot in shots if (shot.theme, shot.site) == (theme, site)]:
                    picture = take(browser, address, shot)
                    (target / f"{shot.name}.png").write_bytes(picture)
                    print(f"{shot.name}: {len(picture) / 1024:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
