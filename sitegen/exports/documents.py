"""The table of formats that a list of references is written in.

In: a `Listing`. Out: the bytes of a file. A format is a line here and a line in `model/formats`. Word and OpenDocument
are made by pandoc of our HTML, PDF by Typst of our Typst: what is missing for them is said with the command that
installs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

from sitegen.exports import latex, markdown, typst, web
from sitegen.exports.listing import PublicationList
from sitegen.model import LIST_FORMATS, ExportFormat
from sitegen.records import dataclass

Finish = Callable[[str, Path | None], bytes]
"""How a file is made of a whole text, and of a document that lends its styles."""


@dataclass(frozen=True, slots=True)
class ListFormat:
    """One format: `markup` has its text (`fragment`, `document`, `reference`, `escaped`), `finish` makes a file of it.

    Without `finish` the text is the file, and may be a fragment. `finish` is also given a file to take styles from,
    where the format knows such (`models`).
    """

    facts: ExportFormat
    markup: ModuleType
    finish: Finish | None = None

    @property
    def models(self) -> tuple[str, ...]:
        """Endings of documents whose styles a file in this format can have."""
        return (self.facts.ending,) if self.facts.name in {"docx", "odt"} else ()

    def written(self, listing: PublicationList, *, whole: bool, model: Path | None = None) -> bytes:
        """Return a list in this format; `whole` asks for a document that stands alone, `model` has its styles."""
        text: str = self.markup.document(listing) if whole or self.finish else self.markup.fragment(listing)
        return self.made(text, model)

    def made(self, text: str, model: Path | None = None) -> bytes:
        """Return the file of a text in this format's markup."""
        return self.finish(text, model) if self.finish else text.encode()


def _pandoc(target: str) -> Finish:
    def made(text: str, model: Path | None) -> bytes:
        from sitegen.typeset import pandoc  # no other format needs it

        styles = [f"--reference-doc={model.resolve()}"] if model else []
        return pandoc.convert(web.with_plain_formulas(text), "html", target, styles)

    return made


def _pdf(text: str, _: Path | None) -> bytes:
    from sitegen.typeset import typst as compiler  # see above

    return compiler.pdf(text)


_WRITERS: Mapping[str, tuple[ModuleType, Finish | None]] = {
    "markdown": (markdown, None),
    "html": (web, None),
    "latex": (latex, None),
    "typst": (typst, None),
    "docx": (web, _pandoc("docx")),
    "odt": (web, _pandoc("odt")),
    "pdf": (typst, _pdf),
}
DOCUMENTS: Mapping[str, ListFormat] = {facts.name: ListFormat(facts, *_WRITERS[facts.name]) for facts in LIST_FORMATS}
