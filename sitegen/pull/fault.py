"""What can go wrong between us and a source, and how it is said.

In: which source, what kind of failure, a sentence. Out: one exception. Its words hold no key, no header and no
control character, whatever the source sent.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "offline", "dns", "refused", "tls", "dropped", "slow",  # the way there
    "throttled", "spent", "down", "key", "denied", "missing", "redirect", "limit",  # what the source says
    "empty", "cut", "big", "html", "type", "xml",  # what it sends
    "schema", "paging", "incomplete",  # what is in it
]  # fmt: skip

_LONGEST = 400
"""Characters of a sentence: some sources say a great deal."""


class SourceError(Exception):
    """A source that did not give a whole, well-formed answer; nothing of it may be used.

    `sentence` is for a person: what happened and, where there is one, the next step. `detail` is what is wrong with the
    one record that is at fault, where it is one (`authors[3].name is missing`).
    """

    def __init__(self, source: str, kind: Kind, sentence: str, *, detail: str = "") -> None:
        self.source = source
        self.kind = kind
        self.sentence = _printable(sentence)
        self.detail = _printable(detail)
        super().__init__(f"{source}: {self.sentence}")


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text[:_LONGEST])
