"""How long it takes from an edit to the page that shows it, loaded again in Chromium.

In: how many papers, and the corpus beside the checkout; or `--example`, the site in `content/`. Out: milliseconds from
the write of a paper's file (its title, then its abstract, in turn) to the page with the new words, under
`sitegen serve`, and to the word that the whole site is built; and the same for the finished files of such an edit,
copied into the output of a server that builds nothing: the same watching, the same message to the browser, the same
page. Edits and copies take turns.

    python bench/reload.py --papers 2000
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import queue
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from bench import corpus_site  # noqa: E402 - the checkout comes before an installed sitegen
from sitegen.incremental.ledger import ledger  # noqa: E402 - as above
from sitegen.publish.serve import PreviewServer  # noqa: E402 - as above
from sitegen.publish.site_files import SiteFiles  # noqa: E402 - as above
from sitegen.publish.watch import watch  # noqa: E402 - as above

PROGRAM = (sys.executable, "-c", "from sitegen.cli.main import main; main()")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
WARM = 2
"""Edits before those that count."""
PAUSE = 1.5
"""Seconds between two edits: a person reads the page."""
DRAWN = """
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(() => {
  window.drawn = performance.timeOrigin + performance.now();
})));
"""
"""Notes, by the clock, when a page has been drawn for the first time."""
SHOWN = "words => document.querySelector('main')?.textContent.includes(words) && window.drawn"


def main() -> int:
    """Print the figures; 1 when there is no corpus."""
    parser = argparse.ArgumentParser(description="Time edits under the preview.")
    parser.add_argument("--papers", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--edits", type=int, default=20, metavar="N")
    parser.add_argument("--example", action="store_true", help="the example site instead of the corpus")
    parser.add_argument("--plain", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.plain:
        asyncio.run(_plain(options.plain))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        if options.example:
            shutil.copytree(CHECKOUT / "content", site / "content")
        else:
            made = corpus_site.main([f"--papers={options.papers}", f"--seed={options.seed}", str(site)])
            if made:
                return made
        subprocess.run([*PROGRAM, "-q", "-C", site, "build"], env=ENVIRONMENT, check=True, stderr=subprocess.DEVNULL)
        _measure(site, Path(folder, "plain"), options.edits)
    return 0


def _measure(site: Path, plain: Path, edits: int) -> None:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    papers = sorted((site / "content" / "papers").glob("*.yaml"))
    paper = next(one for one in papers[len(papers) // 2 :] if re.search(r"^abstract:", one.read_text(), re.MULTILINE))
    shutil.copytree(site / "output", plain / "output")
    (plain / "content").mkdir()
    built = _run("serve", "--port", "0", cwd=site)
    copied = subprocess.Popen([sys.executable, __file__, "--plain", plain], env=ENVIRONMENT, stdout=subprocess.PIPE)
    with sync_playwright() as playwright, _ended(built), _ended(copied):
        browser = playwright.chromium.launch(executable_path=found, chromium_sandbox=False)
        pages = [_open(browser.new_page(), _address(one), paper.stem) for one in (built, copied)]
        text, times, wholes, copies, files = paper.read_text(encoding="utf-8"), [], [], [], 0
        done = _heard(built)
        for number in range(WARM + edits):
            before = ledger(site / "output")
            words = f"Edit {number}"
            text = _edited(text, words, of_title=number % 2 == 0)
            taken, start = _timed(pages[0], words, lambda: paper.write_text(text, encoding="utf-8"))  # noqa: B023 - used at once
            whole = done.get(timeout=120) - start * 1000
            after = ledger(site / "output")
            changed = [path for path, digest in after.items() if before.get(path) != digest]
            shutil.rmtree(plain / "new", ignore_errors=True)
            for path in changed:
                shutil.copyfile(site / "output" / path, _place(plain / "new", path))
            files = max(files, len(changed))
            copy, _ = _timed(pages[1], words, (plain / "content" / "go").touch)
            if number >= WARM:
                times.append(taken)
                wholes.append(whole)
                copies.append(copy)
        print(f"Chromium {browser.version}, Python {platform.python_version()}, {len(papers)} papers, {edits} edits")
        browser.close()
    _say("edit", times)
    _say("whole site", wholes)
    _say("plain copy", copies)
    ratio, all_in_all = (statistics.median(some) / statistics.median(copies) for some in (times, wholes))
    print(f"at most {files} files change; the page takes {ratio:.1f} times as long as a copy of them,", end=" ")
    print(f"the whole site {all_in_all:.1f} times")


def _heard(preview: subprocess.Popen[bytes]) -> queue.Queue[float]:
    """Return the times, as milliseconds of the clock, at which the preview says that it has built; as it says it."""
    times: queue.Queue[float] = queue.Queue()

    def listen() -> None:
        for line in preview.stdout or ():
            if line.startswith(b"built in"):
                times.put(time.time() * 1000)

    threading.Thread(target=listen, daemon=True).start()
    return times


def _timed(page: Page, words: str, do: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds from doing something to words on the page, and the time at which it was done.

    How long we take to notice is not in them.
    """
    time.sleep(PAUSE)
    start = time.time()
    do()
    drawn = page.wait_for_function(SHOWN, arg=words, timeout=120_000)
    return float(drawn.json_value()) - start * 1000, start


def _edited(text: str, words: str, *, of_title: bool) -> str:
    if of_title:
        return re.sub(r"^title: .*(\n  .*)*", f"title: {words}", text, count=1, flags=re.MULTILINE)
    return re.sub(r"^abstract:.*(\n(  .*)?(?=\n))*", f"abstract: {words}", text, count=1, flags=re.MULTILINE)


def _open(page: Page, address: str, slug: str) -> Page:
    """Open a paper's page and wait until it listens."""
    heard: list[object] = []
    page.add_init_script(DRAWN)
    hear = lambda frame: heard.append(frame)  # noqa: E731, PLW0108 - Playwright takes no builtin
    page.on("websocket", lambda line: line.on("framereceived", hear))
    page.goto(f"{address}papers/{slug}/", timeout=300_000)
    while not heard:  # it may come before or after the page has loaded
        page.wait_for_timeout(10)
    return page


def _run(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, *arguments], cwd=cwd, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def _address(process: subprocess.Popen[bytes]) -> str:
    """Return the address that a server prints."""
    for line in process.stdout or ():
        if found := re.search(rb"http://\S+", line):
            return found[0].decode()
    raise SystemExit("the server ended")


@contextlib.contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.communicate()


def _place(folder: Path, path: str) -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


async def _plain(folder: Path) -> None:
    """Serve the output of a folder; when its content is touched, copy what is `new` over it, and say so."""
    preview = PreviewServer(SiteFiles(folder / "output"), "127.0.0.1", print)
    base = re.search(r'<link rel="canonical" href="https?://[^/]+(/[^"]*)"', (folder / "output/index.html").read_text())
    print(preview.listen(0) + (base[1] if base else "/"), flush=True)
    preview.show(base[1] if base else "/", ())

    def copy(_: object) -> None:
        for one in (folder / "new").rglob("*"):
            if one.is_file():
                shutil.copyfile(one, _place(folder / "output", one.relative_to(folder / "new").as_posix()))
        preview.show(preview.base, ())

    await watch(folder, copy)


def _say(name: str, times: list[float]) -> None:
    print(f"{name:10} median {statistics.median(times):6.0f} ms   worst {max(times):6.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
