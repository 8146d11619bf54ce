"""The files of the sample sites: an invented researcher, and her lab.

In: which of them. Out: every file of its content by its slash path below the site's folder. They lie in
`sitegen/samples/`: what the two share in `both/`, the rest in a folder each. Never writes.
"""

from __future__ import annotations

from pathlib import Path

SAMPLES = ("researcher", "lab")
"""The samples by name; the first is meant where none is named."""

_FILES = Path(__file__).resolve().parents[1] / "samples"


def sample_texts(name: str) -> dict[str, str]:
    """The text of each file of a sample, by its path; the site has no id of its own yet."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for folder in (_FILES / "both", _FILES / name)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
