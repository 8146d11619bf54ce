"""Notes of an entry: a paper's state, where it was sent, its numbers, or a remark that stays one.

In: the note in plain words, and the draft of its entry. Out: the draft with what the note says, and the name of its
field among those that were taken. Never keeps what only counts something on one day.
"""

from __future__ import annotations

import re

from sitegen.importers.paper_draft import PaperDraft, state_in
from sitegen.pull.fields import arxiv_id, doi
from sitegen.regex import regex
from sitegen.text import venues

_DOI_NOTE = regex(r"(?:doi\s*[:=]?\s*|https?://(?:dx\.)?doi\.org/)+(10\.\d{4,9}/\S+?)\.?", re.IGNORECASE)
"""A note that is a DOI and nothing else."""
_SENT = regex(r"Submitted to (?:the )?(.+?)(?:(?<=\w{4})\.\s+(\S.*))?\.?")
_HEAD_OF_NOTE = 40
"""Characters in which a note says the state of what has a venue; behind them it speaks of something else."""
_COUNTED = regex(r"(?:^\w{5}\s+)?Times Cited:\s*\d+(?:\s+Cited References Count:\s*\d+)?\s*")
"""What the Web of Science puts into notes, true on one day."""
_PATENT_NOTE = regex(r"[A-Z]{2} Patent\b.*\d", re.IGNORECASE)
"""The note that Google Scholar gives to patents, and `Google Patents` for their publisher."""
_PUBMED_NOTE = regex(r"PMID\s*:?\s*([1-9]\d{0,7})\.?", re.IGNORECASE)
"""The note in which publishers of chemistry put this number."""
_ARXIV_NOTE = regex(r"(?:arXiv\s*:\s*)+(\S+?)(?:\s*\[[\w.,\s-]*\])?\.?", re.IGNORECASE)
"""The note in which Zotero repeats it."""


def take_note(text: str, draft: PaperDraft, taken: set[str]) -> None:
    """Take what a note says of the paper."""
    note = _without_ids(text, draft, taken)
    state = state_in(note[:_HEAD_OF_NOTE] if draft.container else note)
    if state and not draft.container and (aim := _SENT.fullmatch(note)):
        draft.container, note = aim[1], f"Submitted. {aim[2]}" if aim[2] else "Submitted"
        if draft.kind == "other":  # so are manuscripts exported
            draft.kind = "inproceedings" if venues.kind(aim[1]) == "conference" else "article"
    note = re.sub(r"^Comments?: (?=\S)", "", note)
    note = re.sub(r"^(?:Submitted|In preparation|In press)\. (?=\S)", "", note) if state else note
    is_bare = state and len(note) < 30 and not re.search(r"\d", note)
    if state and not draft.doi:
        draft.status = draft.status or state
    if note and not draft.comments:
        draft.comments = "" if is_bare and draft.status == state else note
        taken.add("note")


def _without_ids(note: str, draft: PaperDraft, taken: set[str]) -> str:
    """A note, or nothing where it only is the paper's DOI, or its number on arXiv or in PubMed, or counts citations."""
    note = _COUNTED.sub("", note)
    if not note:
        taken.add("note")
    if not draft.kind and _PATENT_NOTE.match(note):
        draft.kind = "patent"
        draft.publisher = "" if draft.publisher == "Google Patents" else draft.publisher
    if number := _PUBMED_NOTE.fullmatch(note):
        draft.ids.setdefault("pubmed", number[1])
        taken.add("note")
        return ""
    if (number := _ARXIV_NOTE.fullmatch(note)) and arxiv_id(number[1]) and draft.arxiv in ("", arxiv_id(number[1])):
        draft.arxiv = arxiv_id(number[1])
        taken.add("note")
        return ""
    match = _DOI_NOTE.fullmatch(note)
    if match is None or draft.doi not in ("", doi(match[1])):
        return note
    draft.doi = doi(match[1])
    taken.add("note")
    return ""
