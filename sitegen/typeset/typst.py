"""A PDF of a Typst document, through the compiler in PyPI's `typst`: no TeX, no program of the system.

In: a document in Typst markup. Out: the bytes of the PDF, the same for the same document and fonts. Never reads a
file of the machine on behalf of the document: it is compiled in an empty folder of its own. Our documents import no
package; one of somebody's own may, and Typst then fetches it.
The one door to `typst`. Source: https://typst.app/docs/.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.regex import regex
from sitegen.typeset.missing import missing

EXTRA = "pdf"
_MORE = regex("[^\u0000-\u052f\u1e00-\u2bff\ufb00-\ufb06\U0001d400-\U0001d7ff]")
"""Letters that the fonts in the package have not. A document without any is set in those alone, alike everywhere."""


def is_there() -> bool:
    """Tell whether the compiler is installed."""
    from importlib.util import find_spec

    return find_spec("typst") is not None


def version() -> str:
    """Return the version of the compiler; empty where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("typst") if is_there() else ""
    except PackageNotFoundError:  # put there by hand
        return "unknown"


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
                str(file),
                root=folder,
                format="pdf",
                timestamp=0,
                package_path=nowhere,
                package_cache_path=nowhere,
                ignore_system_fonts=_MORE.search(document) is None,
            )
        except typst.TypstError as error:
            raise SitegenError(f"Typst refused the document: {error}") from error
    return made
