"""What the names of venues mean: kind, series, short name."""

from __future__ import annotations

import pytest

from sitegen.text import venues
from sitegen.text.venue_names import VENUES
from tests.costs import assert_costs_less

KINDS = {
    "conference": (
        "NeurIPS 2026", "ICML ’22", "Proceedings of the 33rd International Conference on Machine Learning",
        "Third Workshop on Tides and Winds", "Findings of the Association for Computational Linguistics: EMNLP 2031",
        "2019 IEEE/CVF International Conference on Computer Vision (ICCV)", "ACM Symposium on Sand",
        "In Proc. of the Fourth Colloquium on Ice", "AIP Conference Proceedings", "Congress of Cold",
        "Proc. of CVPR", "IEEE CVPR 2020", "ACM CHI 2020",
        "Extended Abstracts of the 2021 CHI Conference on Human Factors in Computing Systems",
    ),
    "journal": (
        "Nature", "Physical Review Letters", "Proceedings of the National Academy of Sciences",
        "Proceedings of the IEEE",
        "Proceedings of the Royal Society A", "Proc. ACM Program. Lang.", "Journal of Physics: Conference Series",
        "IEEE Transactions on Tides", "Scientific Reports", "Third World Quarterly", "Annals of Ice", "J. Winters",
        "Proc. R. Soc. A", "IEEE TPAMI",
        "Proceedings of the London Mathematical Society", "Zeitschrift für Eis", "MNRAS 2021",
    ),
    "repository": (
        "bioRxiv", "medRxiv: the preprint server for health sciences", "PsyArXiv", "SSRN",
        "Available at SSRN 3456789", "bioRxiv 2020.01.01", "TechRxiv. Preprint", "Research Square preprint", "Preprint",
    ),
    "arxiv": (
        "arXiv", "arXiv preprint arXiv:2203.15551", "arXiv (Cornell University)", "CoRR", "CoRR, abs/2203.15551",
        "Preprint at https://arxiv.org/abs/2203.15551", "https://arxiv.org/abs/2203.15551", "Preprint at arXiv",
        "ArXiv e-prints", "Computing Research Repository", "hep-th/9901001", "e-print arXiv",
    ),
    "thesis": (
        "PhD thesis, University of the North", "Master's thesis", "Master’s Thesis, TU Nord", "Doctoral dissertation",
        "M.Sc. thesis", "Diplomarbeit", "Thesis, University of the North", "Thèse de doctorat, Lyon",
    ),
    "report": (
        "Technical Report 7", "Tech. Rep., Institute of Cold", "NBER Working Paper 1234", "RFC 9110", "White paper",
        "Discussion Papers in Snow", "Internal report", "IETF RFC 2616", "NASA Technical Memorandum",
    ),
    None: (
        "Memoirs", "Physics Reports", "IEEE Micro", "ACM Computing Surveys", "Maxiv Notes",
        "Thesis Eleven", "Correspondence", "Corrosion Science", "Research Policy",
        "First Monday", "Oxford University Press", "ESWC 2023", "University of Oxford", "Dissertationes Ice", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in KINDS.items() for name in names])
def test_a_name_tells_its_kind(kind: str | None, name: str) -> None:
    """A name that does not say what it is has no kind."""
    assert venues.kind(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ESWC 2023", "conference"),
        ("Universität Wien", "thesis"),
        ("MIT", "thesis"),
        ("MIT Press", None),
        ("ICML", None),
    ],
)
def test_what_a_name_may_mean_is_only_proposed(name: str, kind: str | None) -> None:
    """An unknown acronym with a year is likely a conference, a university likely a thesis's."""
    assert venues.likely(name) == kind


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("ICML 2022", "ICML"),
        ("Proceedings of the Thirty-Seventh Conference on Ice", "Conference on Ice"),
        ("Proceedings of the 2nd Annual Meeting of Winds (Volume 1: Long Papers)", "Annual Meeting of Winds"),
        ("Proceedings of The 33rd Conference on Ice, COI 2016, Oslo, Norway, June 19-24, 2016", "Conference on Ice"),
        ("Proceedings of the National Academy of Sciences", "Proceedings of the National Academy of Sciences"),
        ("First Monday", "First Monday"),
        ("2022", "2022"),
    ],
)
def test_a_series_has_no_year_and_no_ordinal(name: str, series: str) -> None:
    """They are one meeting's; a journal's name stays as it is."""
    assert venues.series(name) == series


@pytest.mark.parametrize(
    "names",
    [
        ("Proceedings of the 33rd Conference on Ice", "Conference on Ice 2020", "The 2nd IEEE Conference on Ice"),
        ("Tides & Winds", "tides and winds", "Tides and Winds."),
        ("International Workshop on Sand (WoS)", "3rd International Workshop on Sand"),
    ],
)
def test_spellings_of_one_venue_are_one(names: tuple[str, ...]) -> None:
    """Ordinals, years, sponsors, brackets and case make no other venue."""
    assert len({venues.identity(name) for name in names}) == 1


def test_other_venues_are_others() -> None:
    """A letter, a sign or a word makes another."""
    names = ("Physical Review A", "Physical Review B", "C", "C++", "First Monday", "Monday", "Ice", "Ice Letters")
    assert len({venues.identity(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Advances in Neural Information Processing Systems 33", "NeurIPS"),
        ("Thirty-Eighth Annual Conference on Neural Information Processing Systems (NeurIPS)", "NeurIPS"),
        ("Proceedings of the 59th Annual Meeting of the Association for Computational Linguistics", "ACL"),
        ("Proc. Natl. Acad. Sci. U.S.A.", "PNAS"),
        ("Astronomy & Astrophysics", "A&A"),
        ("The Astrophysical Journal", "ApJ"),
        ("2016 IEEE Conference on Computer Vision and Pattern Recognition", "CVPR"),
    ],
)
def test_common_venues_have_a_short_name(name: str, short: str) -> None:
    """It comes from the built-in table."""
    venue = venues.known(name)
    assert venue is not None
    assert venue.short == short


def test_the_table_has_one_line_for_a_venue() -> None:
    """At least 150 venues; every name of each leads to it, and to no other."""
    assert len(VENUES) >= 150
    assert len({short for short, _, _ in VENUES}) == len(VENUES)
    wrong = []
    for short, kind, names in VENUES:
        wrong += [name for name in (short, *names) if venues.known(name) != (short, kind)]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("PhD thesis, ETH Zürich", ("PhD thesis", "ETH Zürich")),
        ("ETH Zürich, Master's thesis", ("Master's thesis", "ETH Zürich")),
        ("Doctoral dissertation at the University of Ice", ("Doctoral dissertation", "the University of Ice")),
        ("University of Ice", ("", "University of Ice")),
        ("PhD thesis", ("PhD thesis", "")),
    ],
)
def test_a_thesis_has_a_degree_and_a_school(name: str, parts: tuple[str, str]) -> None:
    """Both may stand in the venue's name."""
    assert venues.thesis(name) == parts


def test_an_arxiv_id_is_read_from_a_name() -> None:
    """Old and new ids, with and without version; no other number."""
    assert venues.arxiv_id("arXiv preprint arXiv:2203.15551v2") == "2203.15551"
    assert venues.arxiv_id("CoRR abs/2203.15551") == "2203.15551"
    assert venues.arxiv_id("arXiv:hep-th/9901001") == "hep-th/9901001"
    assert venues.arxiv_id("arXiv 2022") == ""


def test_every_name_of_the_built_in_table_is_recognised_as_it_stands() -> None:
    """Names that are compared by folding alone mean what they mean when all that dresses a name is looked for."""
    first: dict[str, str] = {}
    for short, _, names in VENUES:
        for name in (short, *names):
            first.setdefault(venues.identity(name), short)
    assert {compared: venue.short for compared, venue in venues._table().items()} == first


@pytest.mark.parametrize("pattern", ["(", "IEEE ", "a ", "the ", "1-", "first ", "’99 ", "(a ", ", "])
def test_a_name_costs_no_more_than_its_length(pattern: str) -> None:
    """Sixteen thousand of anything are read at once."""
    name = pattern * 16_000
    readers = (
        venues.kind, venues.likely, venues.series, venues.identity, venues.acronym, venues.thesis, venues.stated,
    )  # fmt: skip
    assert_costs_less(lambda: [read(name) for read in readers], 2)


def test_a_name_of_the_built_in_table_is_all_venue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading such a name takes nothing from it, so that it need not be read."""
    names = [name for short, _, others in VENUES for name in (short, *others) if not name.startswith("Annual ")]
    monkeypatch.setattr(venues, "_plain_names", frozenset)
    assert [name for name in names if venues.identity.__wrapped__(name) != venues.folded(name)] == []
    assert [name for name in names if venues.series.__wrapped__(name) != name] == []
