"""Titles that say that this is no paper: notices about papers, reviews, supplements, front matter.

In: a title as a source has it. Out: what it is, or nothing; and the title of a retracted paper without the word that a
publisher has put before it. Only forms that no paper's own title has count: "Correction to: X" is a notice, "Correction
to the orbit of X" is a paper.
"""

from __future__ import annotations

import re

from sitegen.pull.left_out import Refused
from sitegen.pull.work_types import FRONT_MATTER, NOTICE, REVIEW, SUPPLEMENT
from sitegen.regex import regex

_QUOTE = "[\"'“‘«„]"
_NOTICES = regex(
    rf"""
    (?: (?:editorial\s+)? expression\s+of\s+concern
      | (?:author|publisher|editorial)(?:['’]?s)? \s+ (?:correction|erratum) | publisher['’]?s?\s+note
      | retraction (?:\s+(?:notice|note))?
      | withdrawal (?:\s+notice)?
      | notice\s+of\s+(?:retraction|withdrawal|correction|removal) (?:\s+(?:of|to))?
      | corrections? (?:\s+(?:note|notice))?
      | corrigend(?:um|a) | errat(?:um|a) | addendum
      | berichtigung | rectificatif | fe\s+de\s+erratas | errata\s+corrige
    ) (?:\s+(?:to|for|on|of|zu[mr]?|à|au|a|de))? \s* (?: : | {_QUOTE} | $ )
    | corrections?\s+for\s+[^,:]{{3,60}}?\bet\s+al\b
    | (?: corrigend(?:um|a) | errat(?:um|a) ) \s* (?:to|for) \b
    | (?: retraction | withdrawal | removal ) \s+ notice \s+ (?:to|for|of) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REVIEWS = regex(
    rf"""
    (?:peer[\s-]+)?review(?:er)?\s+(?:for|of)\s*:?\s*{_QUOTE}
    | (?:peer[\s-]+review|referee|reviewer)(?:['’]?s)?\s+(?:report|comments?)\b\s*(?:\#?\d+|[ivx]+)?\s*(?:for|on|of|:|$)
    | review(?:er)?\s*\#\s*\d
    | (?:peer[\s-]+)?review(?:er)?\s*\#\s*\d+\s*(?:of\b|\()
    | decision\s+letter\s*(?:for\b|\#|:|$) | author\s+response\s*(?:(?:for|to)\s*:?\s*{_QUOTE}|:|$)
    | (?:evaluation\s+summary|elife\s+assessment|(?:joint\s+|consensus\s+)?public\s+review)\s*:
    | prereview\s+of\b | (?:RC|AC|CC|EC|SC)\d+\s*:\s*{_QUOTE}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SUPPLEMENTS = regex(
    rf"""
    (?:electronic\s+)?supplement(?:ary|al)\s+
      (?:materials?|information|data|files?|documents?|figures?|tables?|texts?|notes?|movies?|videos?|appendix)\s*
      (?: (?:\#?s?\d+)\s*)? (?: (?:for|to|from|of|accompanying)\b | [.:] | $ )
    | supporting\s+(?:information|materials?)\s* (?: (?:for|to|from)\s*(?::|{_QUOTE}) | : | $ )
    | additional\s+file\s+\d+\s*(?:of|:|$) | \S*MOESM\d+
    | (?:table|image|data[\s_]*sheet|presentation|video|supplement\w*)[\s_]*\d*(?:[\s_.-].*)?
      \.(?:docx?|xlsx?|pptx?|pdf|csv|txt|zip|tiff?|jpe?g|png|eps|mp4|avi|mov)$
    | S\d+\s+(?:fig(?:ure)?|table|file|text|data(?:set)?|appendix|movie|video)\s*[.:–-]
    | (?:figure|fig\.|table|movie|video|data)\s*s?\d+\s+from\s+\S
    | supplement\s+(?:to|of)\s*:?\s*{_QUOTE}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FRONT_MATTER = regex(
    r"""(?:
    (?:front|back|end)\s*-?\s*matter | frontmatter | backmatter | masthead | imprint | colophon
    | (?:inside\s+)?(?:front|back)\s+(?:cover|page) | cover\s+(?:image|page|picture)? | half\s+title(?:\s+page)?
    | title\s+pages?(?:\s+[ivx]+)? | (?:table\s+of\s+)?contents | copyright(?:\s+(?:notice|page|information))?
    | (?:author|subject|name|keyword)s?\s+index | index\s+of\s+authors | index
    | list\s+of\s+(?:authors|contributors|reviewers|referees|figures|tables|abbreviations|participants|delegates)
    | (?:issue|editorial|journal|publication)\s+(?:information|board|page)
    | (?:program(?:me)?|organi[sz]ing|technical\s+program|steering|editorial|review)\s+committees?
    | (?:message|welcome|greetings?|note)\s+from\s+the\s+(?:general|program(?:me)?|conference|technical|organi[sz]ing|
        workshop|editors?)[\s-].{0,60}
    | acknowledg(?:e)?ments?(?:\s+to\s+(?:reviewers|referees))? | thanks?\s+to\s+(?:our\s+)?(?:reviewers|referees)
    | preface | foreword | conference\s+(?:information|organi[sz]ation|organi[sz]ers|committees?) | organi[sz]ation
    | (?:(?:inside|outside)\s+)?(?:front\s+|back\s+)?cover\s+(?:picture|image|art|feature|story|page)\s*:.*
    | (?:inside|outside|front|back)(?:\s+(?:front|back))?\s+cover\s*:.*
    | (?:frontispiece|titelbild|r[üu]cktitelbild)\s*:.*
    | contributors | abbreviations | dedication | blank\s+page | list\s+of\s+papers | chairs?['’]?\s+(?:message|welcome)
    | welcome(?:\s+(?:messages?|address))? | welcome\s+from\s+the\s+.{0,60} | titelbild
    | sponsors | call\s+for\s+papers | about\s+the\s+(?:authors?|editors?) | instructions\s+(?:to|for)\s+authors
    )\s*\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_MARKED = regex(
    r"[\[(]?(retracted|withdrawn|removed)(?:\s+(?:article|paper|chapter))?(?:[\])]\s*:?|\s*:)\s+(?=\S)", re.IGNORECASE
)


def refused(title: str) -> Refused | None:
    """The kind of something that is no paper, told by its title."""
    if _FRONT_MATTER.fullmatch(title):
        return FRONT_MATTER
    kinds = ((_NOTICES, NOTICE), (_REVIEWS, REVIEW), (_SUPPLEMENTS, SUPPLEMENT))
    return next((kind for pattern, kind in kinds if pattern.match(title)), None)


def unmarked(title: str) -> tuple[str, str]:
    """The paper's own title, and the status that a publisher has written before it."""
    mark = _MARKED.match(title)
    if not mark:
        return title, ""
    return title[mark.end() :], "withdrawn" if mark[1].lower() == "withdrawn" else "retracted"
