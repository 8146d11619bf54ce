"""A PDF of a Typst document, through the compiler in PyPI's `typst`: no TeX, no program of the system.

In: a document in Typst markup. Out: the bytes of the PDF, the same for the same document and fonts. Never reads a
file or a package from elsewhere on behalf of the document: it is compiled in an empty folder of its own.
The one door to `typst`. Source: https://typst.app/docs/.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.typeset.missing import missing

EXTRA = "pdf"


def is_there() -> bool:
    """Tell whether the compiler is installed."""
    from importlib.util import find_spec

    return find_spec("typst") is not None


def pdf(document: str) -> bytes:
    """Return the PDF; raises `SitegenError` where the compiler is not installed, or the document is at fault."""
    try:
        import typst
    except ImportError:
        raise missing("PDF is made by Typst, which is not installed", EXTRA) from None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.typ"
        file.write_text(document, encoding="utf-8")
        nowhere = str(Path(folder) / "packages")
        try:
            made: bytes = typst.compile(
                str(file), root=folder, format="pdf", timestamp=0, package_path=nowhere, package_cache_path=nowhere
            )
        except typst.TypstError as error:
            raise SitegenError(f"Typst refused the document: {error}") from error
    return made
