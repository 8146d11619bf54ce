"""Words for those who do not see a figure, drafted from its caption until its author writes better ones.

In: a caption, the author's own description if there is one. Out: one line of plain text. A draft says what the figure
is about and not what it shows: whoever uses one has to mark it.
"""

from __future__ import annotations

from sitegen.regex import regex
from sitegen.text.convert import phrase

_SENTENCE = regex(r"(?<=[.!?])\s+(?=[A-Z(\"“‘])")
_ABBREVIATED = regex(r"(?:\b(?:Fig|Figs|Eq|Eqs|Sec|Ref|Refs|Tab|vs|cf|e\.g|i\.e|et al|resp|approx|No)|\b[A-Z])\.$")
_SHORT = 25
_LONGEST = 180


def draft(caption: str) -> str:
    """The first sentence of a caption; the second too when the first is only a title. Empty without a caption."""
    text = phrase(caption)[0].plain
    description = ""
    for sentence in _SENTENCE.split(text):
        description = f"{description} {sentence}".strip()
        if len(description) >= _SHORT and not _ABBREVIATED.search(description):
            break
    return (
        description if len(description) <= _LONGEST else f"{description[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:')} …"
    )
