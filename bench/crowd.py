"""What a paper of a crowd costs: a site of one person is built without and with it.

In: how many authors. Out: bytes of the output more, processor's seconds more, and the peak of memory of both builds.

    python bench/crowd.py [--authors 3000]
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from sitegen.render.recipe import build  # noqa: E402 - the checkout comes before an installed sitegen
from sitegen.render.request import BuildRequest  # noqa: E402 - as above

SITE = "title: Ada Lovelace\nbase_url: https://ada.example/\nowner: ada\n"
ABSTRACT = "A search for engines that turn is presented. " * 35


def main() -> None:
    """Build both sites and print what they differ by."""
    parser = argparse.ArgumentParser(description="What a paper of a crowd costs.")
    parser.add_argument("--authors", type=int, default=3000)
    authors = parser.parse_args().authors
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("papers", "authors"):
            (root / "content" / name).mkdir(parents=True)
        (root / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
        (root / "content" / "authors" / "ada.yaml").write_text("name: Ada Lovelace\n", encoding="utf-8")
        _write(root / "content" / "papers" / "own.yaml", "An engine", "  - Ada Lovelace\n")
        before = _built(root)
        people = "".join(
            f"  - name: {_name(number)}\n    affiliation: Institute {_letters(number % 150)}\n"
            for number in range(authors - 1)
        )
        _write(root / "content" / "papers" / "crowd.yaml", "A search for engines", f"  - Ada Lovelace\n{people}")
        after = _built(root)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    print(
        f"{authors:,} authors: {(after[0] - before[0]) / 1e6:.1f} MB of output, {after[1] - before[1]:.1f} s of the"
        f" processor, at most {memory:.0f} MB of memory"
    )


def _write(path: Path, title: str, people: str) -> None:
    text = f"title: {title}\nauthors:\n{people}date: 2020-01-02\nvenue: Journal of Engines\nabstract: {ABSTRACT}\n"
    path.write_text(text, encoding="utf-8")


def _name(number: int) -> str:
    """Return a name that nobody else has, of the length that names have."""
    return f"{_letters(number % 60)}anna {_letters(number)}ovsky"


def _letters(number: int) -> str:
    letters = "".join(chr(ord("a") + number // 26**place % 26) for place in range(3))
    return letters.capitalize()


def _built(root: Path) -> tuple[int, float]:
    """Build the site; return the bytes of its output and the processor's seconds."""
    started = time.process_time()
    build(root, BuildRequest(jobs=1))
    seconds = time.process_time() - started
    return sum(path.stat().st_size for path in (root / "output").rglob("*") if path.is_file()), seconds


if __name__ == "__main__":
    main()
