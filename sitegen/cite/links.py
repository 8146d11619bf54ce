"""Addresses of identifiers: DOI, arXiv, ORCID, licence.

In: an identifier in its normal form, as the model holds it. Out: its address. Never looks anything up.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from sitegen.model import Paper, PaperFacts

_DOI_SAFE = "/:;().,_-~!*'+=@$"
_ARXIV = ("https://arxiv.org/", "http://arxiv.org/")
_PLACES = {"dataset": ("data", "html"), "software": ("code", "html"), "talk": ("video", "slides", "html")}


def doi_url(doi: str) -> str:
    """Return the address a DOI resolves at, its odd characters percent-encoded (DOI Handbook, 2.5.2.4)."""
    return "https://doi.org/" + quote(doi, safe=_DOI_SAFE, errors="ignore")


def arxiv_url(arxiv: str) -> str:
    """Return the address of a preprint's abstract at arXiv."""
    return f"https://arxiv.org/abs/{arxiv}"


def orcid_url(orcid: str) -> str:
    """Return the address of an ORCID record, which is also the form to show it in."""
    return f"https://orcid.org/{orcid}"


def license_url(license_: str) -> str:
    """Return the address of a licence given as one or as an SPDX identifier; nothing for other texts.

    A Creative Commons licence without its version (`CC-BY`, as OpenAlex has it) is no identifier.
    """
    if license_.startswith(("https://", "http://")):
        return license_
    if license_.startswith("CC-") and not license_[-1].isdecimal():
        return ""
    named = license_.isascii() and license_.replace("-", "").replace(".", "").replace("+", "").isalnum()
    return f"https://spdx.org/licenses/{license_}.html" if named else ""


def homes(paper: Paper | PaperFacts) -> tuple[str, ...]:
    """Return where a paper lives beyond the site: its DOI's address, then arXiv's."""
    addresses = [doi_url(paper.doi)] if paper.doi else []
    return (*addresses, arxiv_url(paper.arxiv)) if paper.arxiv else tuple(addresses)


def address(paper: Paper) -> str:
    """Return where a reference leads: the DOI, else arXiv's address, else that of the work's own page or file.

    Source: Publication Manual of the APA (7th edition), 9.34. Empty where the work is nowhere but on the site.
    """
    return next(iter(homes(paper)), "") or next(_linked(paper, *_PLACES.get(paper.type, ("html", "pdf"))), "")


def beside_identifiers(paper: Paper, page: str) -> str:
    """Return the address that a record of a paper has beside its DOI and its other identifiers.

    It is that of the work's own page or file elsewhere, as its publisher has it; nothing where a DOI says where it
    is, else arXiv's address, and `page`, its page on the site, only for a work that is nowhere else.
    """
    kinds = _PLACES.get(paper.type, ("html", "pdf"))
    own = next((target for target in _linked(paper, *kinds) if not target.startswith(_ARXIV)), "")
    if own or paper.has_own_doi or (paper.doi and not paper.arxiv):
        return own
    return arxiv_url(paper.arxiv) if paper.arxiv else address(paper) or page


def _linked(paper: Paper, *kinds: str) -> Iterator[str]:
    """Yield the links of these kinds that lead beyond the site."""
    targets = (target for kind in kinds for target in getattr(paper.links, kind))
    return (target for target in targets if target.startswith(("https://", "http://")))
