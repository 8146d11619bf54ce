"""A site to import into, and what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sitegen.content import yamlfile
from sitegen.importers.recipe import ImportRequest, import_into
from sitegen.importers.report import ImportReport
from tests.making import write_site


class Desk:
    """A site without papers, and a folder beside it with files to import."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.root = write_site(folder / "site", {})
        for path in (self.root / "content" / "papers").glob("*.yaml"):
            path.unlink()
        self.folder = folder / "old"
        self.folder.mkdir()

    def put(self, name: str, content: str | bytes) -> Path:
        """Write a file to be imported."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def bring(self, *paths: Path, day: str = "2026-01-31", is_trial: bool = False) -> ImportReport:
        """Import."""
        return import_into(self.root, ImportRequest(paths=paths, date=day, is_trial=is_trial))

    def bib(self, content: str | bytes, name: str = "papers.bib") -> ImportReport:
        """Import a .bib file of this content."""
        return self.bring(self.put(name, content))

    def papers(self) -> dict[str, dict[str, Any]]:
        """What every paper's file says, by its slug."""
        return {path.stem: self.paper(path) for path in sorted((self.root / "content" / "papers").rglob("*.yaml"))}

    def paper(self, path: Path) -> dict[str, Any]:
        """What one file says."""
        data = yamlfile.read(path.read_bytes(), path.name).data
        assert isinstance(data, dict)
        return data

    def only(self) -> dict[str, Any]:
        """What the only paper's file says."""
        (data,) = self.papers().values()
        return data

    def files(self) -> dict[str, tuple[bytes, int]]:
        """Every file of `content/`: its bytes and when it was written, by its path."""
        content = self.root / "content"
        paths = sorted(path for path in content.rglob("*") if path.is_file())
        return {str(path.relative_to(content)): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}
