"""Outcome: what one family of trials came to, as figures to print and faults to mend.

In: what trials report. Out: lines of text. Decides nothing but whether there was a fault.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

SHOWN = 12
"""Faults that are printed of one family; the rest are counted."""


@dataclass(slots=True)
class Outcome:
    """Counts by their name, words about the run, and one sentence for each thing that did not hold."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, number: int = 1) -> None:
        """Count something that was tried."""
        self.counts[name] += number

    def take(self, other: Outcome) -> None:
        """Take in what another part of the same family came to."""
        self.counts += other.counts
        self.notes += other.notes
        self.faults += other.faults

    def expect(self, is_true: object, sentence: str) -> bool:
        """Note the sentence as a fault, and say it at once, unless the first is true; return whether it is."""
        if not is_true:
            self.faults.append(sentence)
            print(f"  FAULT {sentence}", file=sys.stderr, flush=True)
        return bool(is_true)

    def tell(self, line: str) -> None:
        """Say on standard error how far a long run is, and how many faults it has found."""
        print(f"  {line}; {len(self.faults)} faults so far", file=sys.stderr, flush=True)

    def lines(self) -> list[str]:
        """Return what is printed: figures, notes, the first faults."""
        figures = [f"  {name}: {number:,}" for name, number in self.counts.items()]
        shown = [f"  FAULT {fault}" for fault in self.faults[:SHOWN]]
        more = len(self.faults) - len(shown)
        return [*figures, *(f"  {note}" for note in self.notes), *shown, *([f"  and {more} more"] if more > 0 else [])]
