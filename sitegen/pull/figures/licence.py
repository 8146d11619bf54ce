"""Licences of figures: may one stand on this site, or only be linked to.

In: a paper's licence as its file has it, and whether the paper is the site's own people's. Out: yes or no. Figures
belong to their authors: a copy needs a Creative Commons licence, or an author who puts it on their own site.
"""

from __future__ import annotations

import re

from sitegen.regex import regex

_FREE = regex(r"creativecommons\.org/(?:licenses|publicdomain)/|^CC0?(?:[- ]|$)|^creative commons", re.IGNORECASE)


def may_copy(licence: str, *, is_own: bool) -> bool:
    """Tell whether pictures of a paper under this licence (an SPDX id, a name or an address) may be copied."""
    return is_own or _FREE.search(licence.strip()) is not None
