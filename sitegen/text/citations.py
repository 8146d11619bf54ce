r"""Citations left in an abstract, as a reader without the list of references is shown them.

In: the key or keys of a `\cite`. Out: `Smith 2019` where a key tells as much, else nothing. Never guesses a name that
is not in the key.
"""

from __future__ import annotations

from sitegen.regex import regex

_AUTHOR_YEAR = regex(r"([A-Z]?[a-z]{2,}(?:-?[A-Z][a-z]+)?)(?:[-_:+.]|et_?al|EtAl)*((?:19|20)\d\d)(?!\d)")


def citation(keys: str) -> str:
    """Author and year of each key that holds them, joined by semicolons; empty when no key does."""
    read = (_AUTHOR_YEAR.match(key.strip()) for key in keys.split(","))
    return "; ".join(dict.fromkeys(f"{match[1][0].upper()}{match[1][1:]} {match[2]}" for match in read if match))
