"""What a page has read of a site stands for what it depends on."""

from __future__ import annotations

import pytest

from sitegen.incremental import tracking
from sitegen.incremental.tracking import Read, Tracker, Way


def test_what_reads_come_to_does_not_depend_on_what_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests of reads are forgotten when there are too many; what many reads together come to stays the same."""
    people = {f"person-{number}": f"Person {number}" for number in range(50)}
    reads = [(*Read("people", Way.ITEM, slug),) for slug in people] + [(*Read("people", Way.ALL),)]
    digests = []
    for remembered in (1000, 7):
        monkeypatch.setattr(tracking, "REMEMBERED", remembered)
        tracker = Tracker()
        tracker.mapping("people", people)
        digests += [tracker.digest(reads), tracker.digest(reads)]
    assert len(set(digests)) == 1
    tracker = Tracker()
    tracker.mapping("people", {**people, "person-7": "Somebody else"})
    assert tracker.digest(reads) != digests[0]


def test_what_reads_came_to_may_be_forgotten() -> None:
    """After that it is found out anew: the digest of the same reads is the same."""
    tracker = Tracker()
    people = tracker.mapping("people", {"ada": "Ada Lovelace"})
    _, reads = tracker.watch(lambda: people["ada"])
    known = tracker.digest(reads)
    tracker.forget()
    assert tracker.digest(reads) == known
