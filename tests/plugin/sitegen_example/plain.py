"""An export format: a line for each paper, its year and its title."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.cite.formats import Citation, Format
from sitegen.model import ExportFormat


def _line(cited: Citation) -> str:
    year = cited.paper.date.year if cited.paper.date else "n.d."
    return f"{year} {cited.paper.title.plain}"


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


PLAIN = Format(ExportFormat("plain", "Plain text", "txt", "text/plain"), _line, _joined)
