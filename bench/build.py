"""How long a build of real papers takes, and how much memory.

In: how many papers, and the corpus beside the checkout. Out: three lines of figures: a cold build, one with nothing
changed, one after an edit of one paper. Builds in a temporary folder, each time in a process of its own, as a person
would.

    python bench/build.py --papers 2000
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

import sitegen  # noqa: E402 - the checkout comes before an installed sitegen
from bench import corpus_site  # noqa: E402 - as above

PROGRAM = (sys.executable, "-c", "from sitegen.cli.main import main; main()")


def main() -> int:
    """Print the figures; 1 when there is no corpus."""
    parser = argparse.ArgumentParser(description="Time builds of random papers of the corpus.")
    parser.add_argument("--papers", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        made = corpus_site.main([f"--papers={options.papers}", f"--seed={options.seed}", folder])
        if made:
            return made
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        print(
            f"sitegen {sitegen.__version__}, Python {platform.python_version()}, {cores} cores, {options.papers} papers"
        )
        _measure("cold", site)
        _measure("nothing changed", site)
        _edit(site)
        _measure("one edit", site)
    return 0


def _measure(name: str, site: Path) -> None:
    """Build once and print wall and processor seconds, and the peak of memory of the largest process."""
    start, before = time.perf_counter(), os.times()
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen([*PROGRAM, "-q", "-C", site, "build"], env=environment, stderr=subprocess.PIPE) as build:
        output = build.stderr.read() if build.stderr else b""
        _, status, usage = os.wait4(build.pid, 0)
        build.returncode = os.waitstatus_to_exitcode(status)
    wall, after = time.perf_counter() - start, os.times()
    if build.returncode:
        sys.stderr.buffer.write(output)
        raise SystemExit(f"{name}: the build ended with {build.returncode}")
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    print(f"{name:16} {wall:7.2f} s wall {processor:7.2f} s processor {kilobytes / 1024:6.0f} MB peak")


def _edit(site: Path) -> None:
    paper = min((site / "content" / "papers").glob("*.yaml"))
    paper.write_text(paper.read_text(encoding="utf-8") + "summary: 'One line more.'\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
