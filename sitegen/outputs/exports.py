"""Bibliographies of many papers: BibTeX, RIS, CSL-JSON.

In: ready entries, records, items, as `cite/` makes them of one paper each. Out: one file's text in that order.
"""

from __future__ import annotations

from sitegen.cite.bibtex import joined as bib
from sitegen.cite.csljson import joined as csl
from sitegen.cite.ris import joined as ris

__all__ = ["bib", "csl", "ris"]
