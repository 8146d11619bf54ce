"""Formats in which bibliographies are handed out: what each is called, by people, in options and in files.

A table only: how a paper is written in each is `cite/formats`, how a list of references is, `exports/documents`; which
files there are is the plan's.
"""

from __future__ import annotations

from sitegen.records import NamedTuple


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
"""What a site offers beside its pages, as `formats` in `site.yaml` says."""

RECORD_FORMATS = (
    *EXPORT_FORMATS,
    ExportFormat("biblatex", "BibLaTeX", "bib", "application/x-bibtex"),
    ExportFormat("endnote-xml", "EndNote XML", "xml", "application/xml"),
    ExportFormat("mods", "MODS", "xml", "application/mods+xml"),
    ExportFormat("csv", "CSV", "csv", "text/csv"),
)
"""Formats of one record a paper, for programs: these `sitegen export` writes as well."""

LIST_FORMATS = (
    ExportFormat("markdown", "Markdown", "md", "text/markdown"),
    ExportFormat("html", "HTML", "html", "text/html"),
    ExportFormat("latex", "LaTeX", "tex", "application/x-tex"),
    ExportFormat("typst", "Typst", "typ", "text/vnd.typst"),
    ExportFormat("docx", "Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ExportFormat("odt", "OpenDocument", "odt", "application/vnd.oasis.opendocument.text"),
    ExportFormat("pdf", "PDF", "pdf", "application/pdf"),
)
"""Formats of a list of references, for people."""
