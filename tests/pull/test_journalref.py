"""arXiv's journal references in the forms that people type."""

from __future__ import annotations

import pytest

from sitegen.pull.journalref import journal_reference

READ = {
    "Phys. Rev. E 11, 012345 (2020)": ("Phys. Rev. E", "11", "", "012345"),
    "Phys.Rev.E76:013009,2007": ("Phys.Rev.E", "76", "", "013009"),
    "Ann.Eng.24:355-358,2007": ("Ann.Eng.", "24", "", "355-358"),
    "JENG 04 (2009) 012": ("JENG", "04", "", "012"),
    "JENG06(2025)104": ("JENG", "06", "", "104"),
    "Engines 586, 378--383 (2020)": ("Engines", "586", "", "378-383"),
    "Engines, 2021, 596, 583-589": ("Engines", "596", "", "583-589"),
    "Journal of Engines 21(140):1-67, 2020": ("Journal of Engines", "21", "140", "1-67"),
    "IEEE Trans. Engines, vol. 12, no. 3, pp. 1-10, March 2020": ("IEEE Trans. Engines", "12", "3", "1-10"),
    "Journal of Engines, Volume 36, Issue 2, 15 January 2020, Pages 1-8": ("Journal of Engines", "36", "2", "1-8"),
    "Transactions on Engines ( Volume: 65 , Issue: 4 , April 2019 )": ("Transactions on Engines", "65", "4", ""),
    "Ann. Statist. 48 (2020), no. 3, 1234-1256": ("Ann. Statist.", "48", "3", "1234-1256"),
    "Ann. Statist. Volume 48, Number 3 (2020), 1234-1256": ("Ann. Statist.", "48", "3", "1234-1256"),
    "Phys. Rev. Lett. 125 (2020) 25, 251801": ("Phys. Rev. Lett.", "125", "25", "251801"),
    "Engines & Tables 641, A6 (2020)": ("Engines & Tables", "641", "", "A6"),
    "Eur. Eng. J. C (2020) 80:123": ("Eur. Eng. J. C", "80", "", "123"),
    "J. Eng. A: Gen. Theor. 40 (2007) 1-20": ("J. Eng. A: Gen. Theor.", "40", "", "1-20"),
    "J. Stat. Eng. (2025) 063204": ("J. Stat. Eng.", "", "", "063204"),
    "2D Engines 7, 015001 (2020)": ("2D Engines", "7", "", "015001"),
    "A.A. Lovelace and C. Babbage, Phys. Rev. E 9, 1250 (2025)": ("Phys. Rev. E", "9", "", "1250"),
    "Engines &amp; Tables 3 (2020) 45; Erratum-ibid. 4 (2021) 46": ("Engines & Tables", "3", "", "45"),
    "Accepted for publication in Annals of Engines": ("Annals of Engines", "", "", ""),
    "Annals of Engines 2021": ("Annals of Engines", "", "", ""),
    "Engines 4, 256 (2020), doi:10.5555/e.256": ("Engines", "4", "", "256"),
    "Proceedings of the National Academy of Sciences Oct 2020, 117 (42) 151-158": (
        "Proceedings of the National Academy of Sciences", "117", "42", "151-158",
    ),
    "Engine Communications volume 11, Article number: 1234 (2020)": ("Engine Communications", "11", "", "1234"),
    "Phys. Rev. E 9, 031041 -- Published 12 September 2019": ("Phys. Rev. E", "9", "", "031041"),
    "J. Eng. 67(3), Article 15 (2020)": ("J. Eng.", "67", "3", "15"),
    "Engines 318, 2020, pp. 1-17": ("Engines", "318", "", "1-17"),
    "ApJ 2020 890 123": ("ApJ", "890", "", "123"),
    "JHEP 1905 (2019) 123": ("JHEP", "1905", "", "123"),
    "Proc. R. Soc. A 476: 20190123 (2020)": ("Proc. R. Soc. A", "476", "", "20190123"),
    "Comptes Rendus. Moteurs, Tome 21 (2020) no. 1, pp. 1-10": ("Comptes Rendus. Moteurs", "21", "1", "1-10"),
    "Engine Letters, vol. 124, Issue 1, id. 011101": ("Engine Letters", "124", "1", "011101"),
    "Trans. Eng. 39, 4, Article 45 (July 2020)": ("Trans. Eng.", "39", "4", "45"),
    "LIPEng, Vol. 173, ENG 2020, pp. 12:1-12:20": ("LIPEng", "173", "", "12:1-12:20"),
}  # fmt: skip
MEETINGS = {
    "ICML 2019": ("ICML 2019", "", "", ""),
    "Interspeech 2020, 123-127": ("Interspeech 2020", "", "", "123-127"),
    "Published as a conference paper at ICLR 2020": ("ICLR 2020", "", "", ""),
    "PoS(LATTICE2018)123": ("PoS", "LATTICE2018", "", "123"),
    "Proceedings of the AAAI Conference on Artificial Intelligence 34(04), 2020, pp. 38-45": (
        "Proceedings of the AAAI Conference on Artificial Intelligence", "34", "04", "38-45",
    ),
    "In Proceedings of CVPR 2019, pages 1-10": ("Proceedings of CVPR 2019", "", "", "1-10"),
    "2022 IEEE International Conference on Engines (ICE), 2022, pp. 26-33": (
        "2022 IEEE International Conference on Engines (ICE)", "", "", "26-33",
    ),
    "Proceedings of the 36th International Conference on Engines, PMLR 97:123-145, 2019": (
        "Proceedings of the 36th International Conference on Engines", "97", "", "123-145",
    ),
}  # fmt: skip
UNREAD = ("10.1103/PhysRevD.101.012345", "PhD thesis, University of London 1843", "hep-th/9901001",
          "submitted to Nature", "Formal Engines, Press (Ed.) (2008) 209-239", "see http://example.org/paper",
          "x" * 900)  # fmt: skip


@pytest.mark.parametrize("text", [*READ, *MEETINGS])
def test_a_reference_is_read_into_parts(text: str) -> None:
    """The name stands alone, and volume, issue and pages beside it."""
    read = journal_reference(text)
    venue = read["venue"]
    assert tuple(venue.get(key, "") for key in ("name", "volume", "issue", "pages")) == (READ | MEETINGS)[text]
    assert read["type"] == ("inproceedings" if text in MEETINGS else "article")


@pytest.mark.parametrize("text", UNREAD)
def test_what_has_no_known_form_is_left_alone(text: str) -> None:
    """Half of a reference is worse than none."""
    assert journal_reference(text) == {}


def test_a_series_is_no_part_of_the_name() -> None:
    """PMLR and LNCS are series."""
    text = "Proceedings of the 36th International Conference on Engines, PMLR 97:123-145, 2019"
    assert journal_reference(text)["venue"]["series"] == "PMLR"


def test_long_references_are_read_quickly() -> None:
    """No text costs more than its length."""
    for text in ("a, " * 130, "1 " * 190, "vol. 1 " * 55, "A. B, " * 65, "J. 1(2):3-4, 2020 " * 20, "(" * 390):
        assert isinstance(journal_reference(text), dict)
