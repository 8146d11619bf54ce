"""Formats in which bibliographies are handed out: what each is called, by people, in options and in files.

A table only: how a paper is written in each is `cite/formats`, which files there are is the plan's.
"""

from __future__ import annotations

from typing import NamedTuple


class ExportFormat(NamedTuple):
    """One format: its name in options, what pages call it, the ending and the media type of its files."""

    name: str
    label: str
    ending: str
    media_type: str


EXPORT_FORMATS = (
    ExportFormat("bibtex", "BibTeX", "bib", "application/x-bibtex"),
    ExportFormat("ris", "RIS", "ris", "application/x-research-info-systems"),
    ExportFormat("csl-json", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json"),
)
