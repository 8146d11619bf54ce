"""Dates of bibliographies, as exactly as they are known."""

from __future__ import annotations

import pytest

from sitegen.importers.bib_dates import date

WRITTEN = {
    ("", "2020", "mar", ""): "2020-03",
    ("", "2020", "March", "7"): "2020-03-07",
    ("", "2020", "12--15 May", ""): "2020-05-12",
    ("", "2020", "08", ""): "2020-08",
    ("", "2020", "jun~30", ""): "2020-06-30",
    ("", "2020", "Spring", ""): "2020",
    ("", "2019/2020", "", ""): "2019",
    ("", "in press 2020", "", ""): "2020",
    ("", r"\noopsort{1973a}1968", "", ""): "1968",
    ("", "to appear", "", ""): "",
    ("2020-05-03", "1999", "", ""): "2020-05-03",
    ("2020-05/2020-07", "", "", ""): "2020-05",
    ("2020/2021", "", "", ""): "2020",
    ("2004-22", "", "", ""): "2004",
    ("2019~", "", "", ""): "2019",
    ("May 2015", "", "", ""): "2015-05",
    ("2020-02-31", "", "", ""): "2020-02",
}


@pytest.mark.parametrize("parts", WRITTEN)
def test_dates_are_read_in_every_form(parts: tuple[str, str, str, str]) -> None:
    """`date` wins; of a range the beginning counts; a season is no month, and a day that is none is left."""
    whole, year, month, day = parts
    assert date(date=whole, year=year, month=month, day=day) == WRITTEN[parts]
