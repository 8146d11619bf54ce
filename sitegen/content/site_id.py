"""The id of a site that was copied, not made by `sitegen new`: a template has none, for its copies would share it.

In: a site's folder. Out: whether it has still to get an id, and the id in `site.yaml`. A site that has published papers
keeps the ids that its feeds have.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sitegen.content import files, published
from sitegen.content.content_file import read_document
from sitegen.content.lock import alone
from sitegen.content.starter import with_id

_SITE = "content/site.yaml"


def is_without_id(root: Path) -> bool:
    """Tell whether a site has no id, and no paper whose id in feeds is known to anybody: none but drafts."""
    settings = read_document(root, _SITE).data
    if not isinstance(settings, dict) or settings.get("id") or published.read(root)[0].papers:
        return False
    papers = (path.relative_to(root).as_posix() for path in sorted((root / "content/papers").glob("**/*.y*ml")))
    return all(_is_draft(root, paper) for paper in papers)


def give_id(root: Path, site_id: str) -> bool:
    """Write an id, a new UUID, below the site's address; return whether that could be done.

    What an empty site has published is remembered under it: a build may have noted the address of the template.
    """
    path = root / _SITE
    with alone(root):
        before = path.read_bytes().decode("utf-8")
        settings = with_id(before, site_id)
        if settings == before:
            return False
        files.write(path.resolve(), settings.encode())
        memory, _ = published.read(root)
        if memory.feeds:
            published.write(root, replace(memory, feeds=f"urn:uuid:{site_id}"))
    return True


def _is_draft(root: Path, file: str) -> bool:
    data = read_document(root, file).data
    return isinstance(data, dict) and str(data.get("draft", "")).lower() == "true"
