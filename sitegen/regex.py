"""Regular expressions that are compiled when they are first used.

In: an expression, as for `re.compile`. Out: what looks and works like the compiled pattern. The program has hundreds of
them, and one run of a command uses few: compiling all would take longer than what is asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class _Pattern:
    """Stands for a pattern; what is asked of it is its own from then on."""

    def __init__(self, expression: Any, flags: int) -> None:
        self.pattern, self._flags = expression, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


if TYPE_CHECKING:

    def regex(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """Return the pattern of an expression; a fault in it is raised by the first use."""
else:

    def regex(expression, flags=0):
        """Return the pattern of an expression; a fault in it is raised by the first use."""
        return _Pattern(expression, flags)
