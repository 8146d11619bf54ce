"""Addresses of identifiers: DOI, arXiv, ORCID, licence.

In: an identifier in its normal form, as the model holds it. Out: its address. Never looks anything up.
"""

from __future__ import annotations

from urllib.parse import quote

from sitegen.model import Paper, PaperFacts

_DOI_SAFE = "/:;().,_-~!*'+=@$"
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
    return next(iter(homes(paper)), "") or _linked(paper, *_PLACES.get(paper.type, ("html", "pdf")))


def beside_identifiers(paper: Paper, page: str) -> str:
    """Return the address that a record of a paper has beside its DOI and its other identifiers.

    It is that of the work's own page, as its publisher has it; nothing where a DOI says where the work is, else arXiv's
    address or that of its PDF, and `page`, its page on the site, only for a work that is nowhere else.
    """
    if own := _linked(paper, *_PLACES.get(paper.type, ("html",))):
        return own
    if paper.has_own_doi or (paper.doi and not paper.arxiv):
        return ""
    return (arxiv_url(paper.arxiv) if paper.arxiv else address(paper)) or page


def _linked(paper: Paper, *kinds: str) -> str:
    """Return the first link of these kinds that leads beyond the site, empty where there is none."""
    targets = (target for kind in kinds for target in getattr(paper.links, kind))
    return next((target for target in targets if target.startswith(("https://", "http://"))), "")
