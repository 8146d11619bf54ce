"""The table of formats that a list of references is written in.

In: a `Listing`. Out: the bytes of a file. A format is a line here and a line in `model/formats`. Word and OpenDocument
are made by pandoc of our HTML, PDF by Typst of our Typst: what is missing for them is said with the command that
installs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from sitegen.exports import latex, markdown, typst, web
from sitegen.exports.listing import PublicationList
from sitegen.model import LIST_FORMATS, ExportFormat


@dataclass(frozen=True, slots=True)
class ListFormat:
    """One format: `markup` has its text (`fragment`, `document`, `escaped`), `finish` makes the file of a whole text.

    Without `finish` the text is the file, and may be a fragment.
    """

    facts: ExportFormat
    markup: ModuleType
    finish: Callable[[str], bytes] | None = None

    def written(self, listing: PublicationList, *, whole: bool) -> bytes:
        """Return a list in this format; `whole` asks for a document that stands alone."""
        if self.finish:
            return self.finish(self.markup.document(listing))
        text: str = self.markup.document(listing) if whole else self.markup.fragment(listing)
        return text.encode()


def _pandoc(target: str) -> Callable[[str], bytes]:
    def made(text: str) -> bytes:
        from sitegen.typeset import pandoc  # no other format needs it

        return pandoc.convert(text, "html", target)

    return made


def _pdf(text: str) -> bytes:
    from sitegen.typeset import typst as compiler  # see above

    return compiler.pdf(text)


_WRITERS: Mapping[str, tuple[ModuleType, Callable[[str], bytes] | None]] = {
    "markdown": (markdown, None),
    "html": (web, None),
    "latex": (latex, None),
    "typst": (typst, None),
    "docx": (web, _pandoc("docx")),
    "odt": (web, _pandoc("odt")),
    "pdf": (typst, _pdf),
}
DOCUMENTS: Mapping[str, ListFormat] = {facts.name: ListFormat(facts, *_WRITERS[facts.name]) for facts in LIST_FORMATS}
