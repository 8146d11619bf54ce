"""The search page, and the index that it fetches.

In: the press. Out: staged files; nothing for a site without papers, where there is nothing to find.
"""

from __future__ import annotations

import hashlib

from sitegen.outputs import search

from .press import Press
from .works import Done


def search_page(_: None, press: Press) -> Done:
    """Make the page and its index.

    The page asks for the index by a digest of it, so that a browser takes no old part of one for a new one.
    """
    frame = press.frame
    if not frame.site.papers:
        return None, ()
    files = search.index([press.made[entry.paper.slug].search for entry in frame.site.papers])
    digest = hashlib.sha256()
    for path, text in files:
        digest.update(f"{path}\n{text}\n".encode("utf-8", "replace"))
    text = frame.template("search.html")(
        page=frame.page("search", frame.at.search(), frame.words["nav_search"]),
        version=digest.hexdigest()[:8],
        is_large=len(frame.site.papers) > search.LARGE,
    )
    return None, (press.put("search/index.html", text), *(press.put(path, said) for path, said in files))
