"""A part that an installation lacks, and the command that installs it.

In: what was wanted, and the extra of the package that brings it. Out: the error that says so. Reads nothing.
"""

from __future__ import annotations

from sitegen.errors import Problem, SitegenError

PACKAGE = "authorpages"


def missing(what: str, extra: str) -> SitegenError:
    """Return the error of an extra that is not installed; `what` is a sentence without its end."""
    return SitegenError([Problem(sentence=what, hint=f'pip install "{PACKAGE}[{extra}]"')])
