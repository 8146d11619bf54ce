"""Number range: a whole number as the value of an option, told of in plain words.

In: what was typed. Out: the number, or click's error.
"""

from __future__ import annotations

import click


class NumberRange(click.IntRange):
    """A whole number between two; `abc` is "not a valid number"."""

    name = "number"
