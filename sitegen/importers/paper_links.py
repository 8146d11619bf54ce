"""Links to papers in what an import brings beside them: news, projects, pages, redirects.

In: documents in which a paper is called `paper:KEY`, by the name that its own file has for it, and the slug of each.
Out: the documents with slugs and addresses. A paper that did not arrive is left out of lists, and of texts its words
stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.importers.reading import PAPER
from sitegen.regex import regex

_SLUGS = frozenset({"paper", "papers", "not"})
"""Keys whose values are slugs of papers; anywhere else an address is wanted."""
_IN_TEXT = regex(rf"\[([^\[\]]*)\]\(<?{PAPER}([^()<>]+)>?\)")


def with_slugs(documents: Mapping[str, Any], slugs: Mapping[str, str]) -> dict[str, Any]:
    """The documents, every paper in them by its slug or its address."""
    return {path: _led(document, slugs, "") for path, document in documents.items()}


def _led(value: Any, slugs: Mapping[str, str], key: str) -> Any:
    if isinstance(value, Mapping):
        led = {name: _led(item, slugs, name) for name, item in value.items()}
        return {name: item for name, item in led.items() if item is not None}
    if isinstance(value, list):
        return [item for item in (_led(entry, slugs, key) for entry in value) if item is not None]
    if not isinstance(value, str) or PAPER not in value:
        return value
    if value.startswith(PAPER):
        slug = slugs.get(value.removeprefix(PAPER))
        return slug and (slug if key in _SLUGS else f"papers/{slug}/")
    return _IN_TEXT.sub(lambda link: _link(link[1], slugs.get(link[2])), value)


def _link(words: str, slug: str | None) -> str:
    return f"[{words}](papers/{slug}/)" if slug else words
