"""What a release says of itself beside `pyproject.toml`: the README with whole addresses, and where the project is.

In: the README, and the project's address in `SITEGEN_REPOSITORY`; in an unpacked sdist, what its PKG-INFO says already.
Out: the metadata of a wheel or an sdist. Without an address links stay as they are: no page shows those wheels.

Source: https://hatch.pypa.io/latest/plugins/metadata-hook/custom/.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)(\[[^\]]*\]\()(?![a-z][a-z0-9+.-]*:|#)([^)\s]+)")
_KIND = "text/markdown"


class Metadata(MetadataHookInterface):
    """Fills in `readme` and `urls`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the two to what `pyproject.toml` says."""
        folder = Path(self.root)
        urls: dict[str, str]
        if (folder / "PKG-INFO").is_file():
            text, urls = _told((folder / "PKG-INFO").read_text(encoding="utf-8"))
        else:
            repository = os.environ.get("SITEGEN_REPOSITORY", "").rstrip("/")
            program = (folder / "sitegen/__init__.py").read_text(encoding="utf-8")
            version = re.search(r'^__version__ = "([^"]+)"', program, re.MULTILINE)
            text = (folder / "README.md").read_text(encoding="utf-8")
            urls = addresses(repository) if repository else {}
            text = absolute(text, repository, _tag(version[1] if version else "")) if repository else text
        metadata["readme"] = {"content-type": _KIND, "text": text}
        metadata["urls"] = urls


def _tag(version: str) -> str:
    """Return what git calls the sources of a version; a nightly is of the branch `main`."""
    return "main" if ".dev" in version or not version else f"v{version}"


def addresses(repository: str) -> dict[str, str]:
    """Return where the parts of the project are, from its repository's address."""
    return {
        "Repository": repository,
        "Documentation": f"{repository}#readme",
        "Changelog": f"{repository}/blob/main/CHANGELOG.md",
        "Issues": f"{repository}/issues",
    }


def absolute(text: str, repository: str, tag: str) -> str:
    """Return Markdown in which each link to a file leads to that file in the repository, as it was at the tag."""

    def whole(link: re.Match[str]) -> str:
        view = "raw" if link[1] else "blob"
        return f"{link[1]}{link[2]}{repository}/{view}/{tag}/{link[3]}"

    return _LINK.sub(whole, text)


def _told(text: str) -> tuple[str, dict[str, str]]:
    """Return the description and the addresses in a PKG-INFO."""
    head, _, description = text.partition("\n\n")
    pairs = (line.split(": ", 1)[1].split(", ", 1) for line in head.splitlines() if line.startswith("Project-URL: "))
    return description, dict(pairs)
