"""Withdrawal: do the authors say, in a sentence about this paper, that it is withdrawn.

In: arXiv's comment and abstract. Out: a certain yes, or the sentence that only a person can judge. The word alone says
nothing: papers replace withdrawn ones, are withdrawn from a conference, and write about withdrawn drugs.
"""

from __future__ import annotations

import re

from sitegen.records import NamedTuple
from sitegen.regex import regex

_WORD = regex(r"\bwithdr(?:aw|awn|ew)s?\b|\bretracted\b|\bremoved by arxiv\b", re.IGNORECASE)
_PAPER = (
    r"(?:paper|article|manuscript|submission|preprint|e-?print|work|report|note|letter|document|thesis|draft|entry)"
)
_THIS = rf"(?:(?:(?:this|the|our|my)\s+)?(?:present\s+|current\s+)?{_PAPER}|this\s+version)"
_DONE = r"(?:withdrawn|retracted|removed\s+by\s+(?:the\s+)?arxiv)"
_ADVERB = r"(?:(?:now|hereby|temporarily|voluntarily|currently|permanently)\s+)?"
_SURE = regex(
    rf"""
    (?:\d+\s*(?:pages?|pp\.?|figures?|tables?)[,;.]?\s+(?:and\s+)?)*
    (?:please\s+note(?:\s+that)?\s*:?\s*|note\s*:\s*|arxiv\s+admin\s+note:\s*|unfortunately,?\s+)?
    (?: {_THIS}\s+(?:(?:has|have)\s+(?:now\s+)?been|was|is(?:\s+being)?|are)\s+{_ADVERB}{_DONE}
      | {_THIS}\s+(?:is\s+)?{_ADVERB}{_DONE}(?=\s+(?:by|due|because|since|as|for|in|from\s+arxiv)\b|\s*$|\s*[.,;:()])
      | {_ADVERB}{_DONE}
        (?=\s*$|\s*[.,;:(!)\]]|\s+(?:by|due|because|since|as|for|in\s+favou?r)\b|\s+from\s+(?:the\s+)?arxiv\b)
      | (?:the\s+)?(?:authors?|we|i)\s+(?:(?:have|has|had|wish|want|decided|would\s+like)\s+(?:decided\s+)?(?:to\s+)?)?
        {_ADVERB}(?:withdraw|withdrawn|withdrew|withdraws|retract|retracted)\s+(?:this|the|our|my)\s+
        (?:present\s+|current\s+)?{_PAPER}
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ELSEWHERE = regex(
    rf"{_DONE}\s+from\s+(?!(?:the\s+)?arxiv\b)|{_DONE}\s+(?:in|as\s+of)\s+v(?:ersion)?\s*\d"
    r"|\b(?:re-?submi|restored|reinstated|re-?posted|no\s+longer|by\s+mistake|mistakenly|erroneously|accidentally)"
    r"|\b(?:new|revised|corrected|current|present)\s+version\b",
    re.IGNORECASE,
)
"""Withdrawn from a journal, in an earlier version or by mistake: the paper may well stand."""
_END = regex(r"(?<=[.!?;])\s+|\n+")
_OPENING = 200
"""Characters of an abstract that may say so: one that says it says nothing else first."""


class Withdrawal(NamedTuple):
    """A withdrawal that texts tell of: that it is so, or a sentence that may mean it."""

    is_sure: bool = False
    doubt: str = ""


def withdrawal(comment: str, abstract: str) -> Withdrawal:
    """Read a paper's comment, and how its abstract begins."""
    doubt = ""
    for sentence in (*_END.split(comment), *_END.split(abstract)[:1]):
        if not _WORD.search(sentence):
            continue
        if _SURE.match(sentence.strip(" (*[-")) and not _ELSEWHERE.search(sentence):
            return Withdrawal(is_sure=True)
        is_doubtful = sentence in comment or (len(sentence) <= _OPENING and re.search(_PAPER, sentence, re.IGNORECASE))
        doubt = doubt or (sentence if is_doubtful else "")
    return Withdrawal(doubt=doubt)
