"""How long a key takes in the filter of a list of many real papers, in Chromium.

In: how many papers, and the corpus beside the checkout; or `--site`, the folder of a built site. Out: milliseconds a
key, from the key to the end of the frame that shows its effect, in processor time of the page's main thread: the
browser's own handling, our script, style, layout and paint. What waits until the reader pauses is a line of its own.

    python bench/filter.py --papers 2000
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from bench import corpus_site  # noqa: E402 - the checkout comes before an installed sitegen

PROGRAM = (sys.executable, "-c", "from sitegen.cli.main import main; main()")
KEYS = (*"learning", *["Backspace"] * 8, *"deep n", *["Backspace"] * 6, *"garcia", *["Backspace"] * 6)
FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
PAUSE = 400
"""Milliseconds after which the script has done what it does when the reader pauses."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


def main() -> int:
    """Print the figures; 1 when there is no corpus."""
    parser = argparse.ArgumentParser(description="Time the keys of the filter.")
    parser.add_argument("--papers", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--site", type=Path, help="a site that is built already")
    options = parser.parse_args()
    if options.site:
        return _measure(options.site / "output")
    with tempfile.TemporaryDirectory() as folder:
        made = corpus_site.main([f"--papers={options.papers}", f"--seed={options.seed}", folder])
        if made:
            return made
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        subprocess.run([*PROGRAM, "-q", "-C", folder, "build"], env=environment, check=True, stderr=subprocess.DEVNULL)
        return _measure(Path(folder) / "output")


def _measure(output: Path) -> int:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(output)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, chromium_sandbox=False)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"http://127.0.0.1:{server.server_port}/papers/")
        meter = page.context.new_cdp_session(page)
        meter.send("Performance.enable", {"timeDomain": "threadTicks"})
        rows = page.locator("main .papers > .paper").count()
        print(f"Chromium {browser.version}, Python {platform.python_version()}, {rows} rows")
        page.locator("#q").focus()
        page.wait_for_timeout(PAUSE)
        keys, pauses = _typed(page, meter)
        browser.close()
    server.shutdown()
    for name, times in (("a key", keys), ("a pause", pauses)):
        ranked = sorted(times)
        print(
            f"{name:8} median {statistics.median(ranked):5.1f} ms  95 % {ranked[len(ranked) * 95 // 100]:5.1f} ms  "
            f"most {ranked[-1]:5.1f} ms"
        )
    return 0


def _typed(page: Page, meter: CDPSession) -> tuple[list[float], list[float]]:
    """Type every key; return the milliseconds that each took, and the pause after it."""
    keys, pauses = [], []
    for key in KEYS:
        start = _busy(meter)
        page.keyboard.press(key)
        page.evaluate(FRAME)
        shown = _busy(meter)
        page.wait_for_timeout(PAUSE)
        keys.append(shown - start)
        pauses.append(_busy(meter) - shown)
    return keys, pauses


def _busy(meter: CDPSession) -> float:
    """Return for how many milliseconds of processor time the page's main thread has worked."""
    metrics = {one["name"]: one["value"] for one in meter.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


if __name__ == "__main__":
    sys.exit(main())
