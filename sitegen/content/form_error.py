"""Form errors: a text does not have the form that its key wants."""

from __future__ import annotations

_SHOWN = 60


class FormError(ValueError):
    """A text that does not have the form its key wants."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


def quoted(text: str) -> str:
    """Show a text in a message: in quotes, on one line, not too long."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= _SHOWN else f'"{line[: _SHOWN - 1]}…"'
