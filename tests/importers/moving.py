"""Old sites of each kind, and a new site beside them that they move into."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from sitegen.content import yamlfile
from tests.importers.bringing import Desk

SITES = Path(__file__).parent / "sites"
KINDS = {
    "hugoblox": "HugoBlox", "hugokit": "HugoBlox", "hugoacademic": "HugoBlox",
    "academicpages": "academicpages", "alfolio": "al-folio",
    "labtemplate": "lab-website-template", "quarto": "Quarto", "jekyllscholar": "jekyll-scholar",
}  # fmt: skip


def run(root: Path, *arguments: str) -> str:
    """Run a command in a site that is expected to do what it is asked; returns what it prints."""
    command = [sys.executable, "-m", "sitegen", "-C", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


class OldSiteDesk(Desk):
    """A new site, and an old one beside it."""

    def take(self, kind: str) -> Path:
        """Copy one of the old sites to where it may be changed."""
        return Path(shutil.copytree(SITES / kind, self.folder / kind))

    def document(self, path: str) -> Any:
        """What a YAML file of the site says."""
        return yamlfile.read((self.root / "content" / path).read_bytes(), path).data

    def text(self, path: str) -> str:
        """The text of a file of the site."""
        return (self.root / "content" / path).read_text(encoding="utf-8")
