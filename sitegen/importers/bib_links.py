"""Links of an entry: fields that hold an address, or the path of a file that lies beside the .bib file.

In: an entry, its draft, and the folder of the file. Out: links in the draft, copies to be made of files, and the names
of the fields that were taken. Never takes a file from outside of the folder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from sitegen.importers.attachments import attached, target_path
from sitegen.importers.bib_entries import BibEntry, Value, unescaped
from sitegen.importers.paper_draft import PaperDraft
from sitegen.importers.reading import Loss
from sitegen.pull.fields import doi, web_address
from sitegen.regex import regex

LINKS: Mapping[str, str] = {
    "pdf": "pdf", "html": "html", "code": "code", "github": "code", "data": "data", "dataset": "data",
    "video": "video", "slides": "slides", "poster": "poster", "project": "project", "website": "project",
    "webpage": "project", "projectpage": "project", "blog": "blog", "demo": "demo", "model": "model", "supp": "other",
    "supplement": "other", "supplementary": "other", "talk": "video", "paper": "pdf", "link": "", "url": "", "ee": "",
    "pdfurl": "pdf", "weblink": "", "homepage": "project", "webpdf": "pdf",
}  # fmt: skip
"""Fields of people's own lists that hold an address, and the link that it is; empty where the address tells."""
_ADDRESS = regex(r"(?:https?://|(?<![\w./])www\.(?=[\w-]+\.))[^\s<>\"'{}]+[^\s<>\"'{}.,;)]")
_BEFORE_ADDRESS = frozenset("available accessible at from on online url website web page see http https".split())
_WITHOUT_SCHEME = regex(r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|dev|[a-z]{2})/[^\s:]*", re.IGNORECASE)
"""An address as people copy it from a page: `osf.io/abcde`."""
_FILE_NAME = regex(r"[^\n:;]{1,200}\.[A-Za-z0-9]{2,5}")


def links(entry: BibEntry, draft: PaperDraft, taken: set[str], folder: Path, copies: dict[str, Path]) -> set[str]:
    """Take addresses, and files that lie below the folder of the .bib file; return the names of their fields."""
    done = set()
    for name, value in entry.fields.items():
        kind = None if name in taken else _kind(name)
        if kind is not None and _is_taken(name, kind, draft, value, (folder, copies)):
            done.add(name)
    for name in ("howpublished", "eprint", "doi"):
        if name not in taken and _linked(unescaped(entry.text(name)), "", draft):
            done.add(name)
    for path in _files(entry.text("file")):
        if web_address(path):
            draft.address(path)
        elif not is_copied(path, "pdf", draft, (folder, copies)):
            reason = attached(folder, path)[1] or "only a PDF is copied"
            draft.losses.append(Loss(draft.file, entry.fields["file"].line, "file", path, reason))
    return {*done, "file"}


def _kind(name: str) -> str | None:
    """The kind of link that a field of this name holds, empty where its address tells; nothing where it is none."""
    if name in LINKS:
        return LINKS[name]
    base = re.sub(r"^(?:url|link)[-_](?=.)|(?:[-_ ]?(?:url|link)|[-_]?\d+)$", "", name)
    return "" if name.startswith("bdsk-url") else LINKS.get(base)


def _is_taken(
    name: str, kind: str, draft: PaperDraft, value: Value, folder_and_copies: tuple[Path, dict[str, Path]]
) -> bool:
    text = unescaped(value.text)
    if _linked(text, kind, draft) or is_copied(text, kind, draft, folder_and_copies):
        return True
    if _WITHOUT_SCHEME.fullmatch(text) and _linked(f"https://{text}", kind, draft):
        return True
    if number := doi(text):
        draft.doi = draft.doi or number
        return True
    if not _FILE_NAME.fullmatch(text):
        return False
    draft.lose(name, text, attached(folder_and_copies[0], text)[1] or "a file of this kind is not copied", value.line)
    return True


def is_address(latex: str) -> bool:
    r"""Whether a value is an address, with no more words than people put before one: `Available at \url{…}`."""
    text = re.sub(r"\\(?:url|href|path)\b", " ", unescaped(latex))
    bare = _ADDRESS.sub(" ", unescape(text))
    words = re.findall(r"[^\W_]+", bare)
    return len(bare) < len(text) and all(word.lower() in _BEFORE_ADDRESS for word in words)


def _linked(text: str, kind: str, draft: PaperDraft) -> bool:
    """Whether there are addresses in a text, which become links of this kind."""
    written = [text] if web_address(text) else _ADDRESS.findall(unescape(text))
    addresses = [address if "://" in address else f"https://{address}" for address in written]
    for address in dict.fromkeys(filter(None, map(web_address, addresses))):
        if kind in ("", "html"):
            draft.address(address)
        elif kind == "other":
            draft.others.append({"label": "Supplement", "url": address})
        else:
            draft.link(kind, address)
    return bool(addresses)


def is_copied(written: str, kind: str, draft: PaperDraft, folder_and_copies: tuple[Path, dict[str, Path]]) -> bool:
    """Whether a path names a file below the folder (`place`), which becomes a link of this kind, and a copy."""
    folder, copies = folder_and_copies
    path = unescaped(written).removeprefix("./")
    is_pdf = path.lower().endswith(".pdf")
    if "://" in path or not re.search(r"\.\w{2,5}$", path) or (kind in ("pdf", "", "other") and not is_pdf):
        return False
    origin, _ = attached(folder, path)
    if origin is None:
        return False
    target = target_path("assets", path)
    copies.setdefault(target, origin)
    if kind == "other":
        draft.others.append({"label": "Supplement", "url": target})
    else:
        draft.link(kind or "pdf", target)
    return True


def _files(text: str) -> list[str]:
    """The paths in a `file` field: JabRef's and Zotero's `description:path:type`, parted by `;`, or a path alone."""
    if web_address(text):
        return [text]
    paths = []
    text = re.sub(r"\$\\backslash\$(?=:)", r"\\", text)  # Mendeley's drives: `:C$\backslash$:/Users/…`
    for part in re.split(r"(?<!\\);", text):
        pieces = [piece.strip() for piece in re.split(r"(?<!\\):", part)]
        if len(pieces) > 3 and re.fullmatch(r"[A-Za-z]", pieces[1]):
            pieces[1:3] = [f"{pieces[1]}:{pieces[2]}"]
        path = pieces[1] if len(pieces) > 2 else part.strip()
        paths += [re.sub(r"\\([:;])", r"\1", path)] if path else []
    return paths
