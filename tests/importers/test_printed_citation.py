"""Venues, citations and dates as people write them on their pages."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.importers.printed_citation import citation, date_of, phrase, venue_of


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ("*Journal of Ice*, 7(1)", {"venue": {"name": "Journal of Ice", "volume": "7", "issue": "1"}}),
        ("In *Proceedings of the Ice Days*, Oslo", {
            "venue": {"name": "Proceedings of the Ice Days", "place": "Oslo"}, "type": "inproceedings",
        }),
        ("Proceedings of *the 9th Ice Days*", {"venue": {"name": "Proceedings of the 9th Ice Days"}}),
        ("Ice Days (**ID**), 2023 (**Oral**)", {"venue": {"name": "Ice Days (ID)"}, "note": "Oral"}),
        ("*Journal of Ice, 7*(1)", {"venue": {"name": "Journal of Ice", "volume": "7", "issue": "1"}}),
        ("*Journal of Ice, vol. 7*, 3-9", {"venue": {"name": "Journal of Ice", "volume": "7", "pages": "3-9"}}),
        ("*Ice 2000*, 7(1)", {"venue": {"name": "Ice 2000", "volume": "7", "issue": "1"}}),
        ("to appear in *Ice*", {"venue": {"name": "Ice"}, "status": "accepted"}),
        ("Submitted to Ice", {"venue": {"name": "Ice"}, "status": "submitted"}),
        ("<i>Ice</i>", {"venue": {"name": "Ice"}}),
        ("", {}),
    ],
)  # fmt: skip
def test_a_venue_is_told_from_its_numbers(written: str, fields: dict[str, Any]) -> None:
    """What is emphasised is the name; volume, place, remark and state stand around it."""
    assert venue_of(written) == fields


def test_a_recommended_citation_is_read_around_its_title() -> None:
    """Authors and year stand before the title, the venue and its numbers behind it."""
    text = "Li, B. &amp; Saat, C. (2019). &quot;On Ice.&quot; <i>Ice Letters</i>. 4(2), 33-58. doi:10.5555/ice.1"
    printed = citation(text, "On Ice")
    assert printed.authors == ["Li, B.", "Saat, C."]
    assert printed.fields == {
        "date": "2019", "venue": {"name": "Ice Letters", "volume": "4", "issue": "2", "pages": "33-58"},
        "doi": "10.5555/ice.1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020-08-6", "2020-08-06"), ("2022-09-01T00:00:00Z", "2022-09-01"), ("March 3, 2021", "2021-03-03"),
        ("3 May 2019", "2019-05-03"), ("May 2019", "2019-05"), ("2016", "2016"), ("2020/01/02", "2020-01-02"),
        ("2020-13-45", "2020"), ("3/4/2020", ""), ("soon", ""),
    ],
)  # fmt: skip
def test_a_date_is_as_exact_as_it_is_sure(written: str, date: str) -> None:
    """Every usual form is read; what could be two days is none."""
    assert date_of(written) == date


def test_emphasis_in_a_title_is_latex() -> None:
    """Markdown and HTML of titles become commands; underscores within words stay."""
    assert phrase("On *E. coli*, <i>B. x</i> and a_b_c") == r"On \emph{E. coli}, \emph{B. x} and a_b_c"
