"""Bibliographies of many papers: BibTeX, RIS, CSL-JSON.

In: ready entries, records, items, as `cite/` makes them of one paper each. Out: one file's text in that order.
"""

from __future__ import annotations

from collections.abc import Iterable


def bib(entries: Iterable[str]) -> str:
    """Return a .bib file; entries stand apart by an empty line."""
    return "\n".join(entries)


def ris(records: Iterable[str]) -> str:
    """Return a .ris file; records stand apart by an empty line."""
    return "\n".join(records)


def csl(items: Iterable[str]) -> str:
    """Return a CSL-JSON file: an array, one item (as JSON text) a line."""
    joined = ",\n".join(items)
    return f"[\n{joined}\n]\n" if joined else "[]\n"
