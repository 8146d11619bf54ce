"""Ids are found in every form in which people copy them, and what cannot exist is refused."""

from __future__ import annotations

import pytest

from sitegen.text.ids import arxiv, doi, orcid, split_arxiv


@pytest.mark.parametrize(
    "text",
    [
        "2203.15556",
        "2203.15556v2",
        " arXiv:2203.15556 ",
        "arxiv: 2203.15556v1",
        "arXiv 2203.15556",
        "2203.15556 [cs.CL]",
        "https://arxiv.org/abs/2203.15556",
        "http://www.arxiv.org/abs/2203.15556v3",
        "arxiv.org/pdf/2203.15556v1.pdf",
        "https://arxiv.org/pdf/2203.15556.pdf?download=1#page=2",
        "https://export.arxiv.org/abs/2203.15556/",
        "https://arxiv.org/html/2203.15556v1",
        "https://ar5iv.labs.arxiv.org/html/2203.15556",
        "https://ar5iv.org/abs/2203.15556",
        "https://doi.org/10.48550/arXiv.2203.15556",
        "10.48550/arxiv.2203.15556",
        "doi:10.48550/arXiv.2203.15556",
        "oai:arXiv.org:2203.15556",
    ],
)
def test_arxiv_forms(text: str) -> None:
    """Prefix, version, address and punctuation are not part of an arXiv id."""
    assert arxiv(text) == "2203.15556"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/hep-th/9901001v2", "hep-th/9901001"),
        ("math.GT/0309136", "math/0309136"),
        ("arXiv:cond-mat.stat-mech/0703470", "cond-mat/0703470"),
        ("Hep-Th/9901001", "hep-th/9901001"),
        ("0704.0001", "0704.0001"),
        ("1412.9999", "1412.9999"),
        ("1501.00001", "1501.00001"),
        ("1910.10900", "1910.10900"),
    ],
)
def test_arxiv_old_and_new(text: str, normal: str) -> None:
    """Both numbering schemes are known; a subject class is not part of the id."""
    assert arxiv(text) == normal


def test_arxiv_version() -> None:
    """The version is at hand for those who want it, 0 where none is written."""
    assert split_arxiv("arXiv:2203.15556v12") == ("2203.15556", 12)
    assert split_arxiv("hep-th/9901001") == ("hep-th/9901001", 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2203",
        "2203.1555",
        "2203.155566",
        "2213.15556",
        "0703.0001",
        "1412.00001",
        "hep-th/9913001",
        "hep-th/1001001",
        "https://example.org/abs/2203.15556",
        "10.1234/abc",
        "2203.15556v0",
        "2203.15556 and more",
    ],
)
def test_arxiv_refused(text: str) -> None:
    """A number that arXiv never gave is refused: a lost digit, a thirteenth month, another site."""
    with pytest.raises(ValueError, match="is not an arXiv id"):
        arxiv(text)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("10.1234/ABC.def", "10.1234/abc.def"),
        ("doi:10.1234/abc", "10.1234/abc"),
        ("DOI: 10.1234/abc.", "10.1234/abc"),
        ("DOI 10.1234/abc", "10.1234/abc"),
        ("https://doi.org/10.1234/abc", "10.1234/abc"),
        ("http://dx.doi.org/10.1234/abc%2Fdef?utm=1#top", "10.1234/abc/def"),
        ("doi.org/10.1234/abc),", "10.1234/abc"),
        ("10.1016/S0140-6736(05)67728-8", "10.1016/s0140-6736(05)67728-8"),
        ("10.1016/0140-6736(05)", "10.1016/0140-6736(05)"),
        (
            "10.1002/(SICI)1097(199823)43:4<366::AID-J3>3.0.CO;2-V",
            "10.1002/(sici)1097(199823)43:4<366::aid-j3>3.0.co;2-v",
        ),
        ("info:doi/10.1000.10/x", "10.1000.10/x"),
    ],
)
def test_doi_forms(text: str, normal: str) -> None:
    """A DOI is one id in lower case, without what a sentence or an address put around it."""
    assert doi(text) == normal
    assert doi(normal) == normal


@pytest.mark.parametrize(
    "text", ["", "10.12/abc", "1234/abc", "10.1234/", "10.1234/a b", "https://example.org/10.1234/abc"]
)
def test_doi_refused(text: str) -> None:
    """What cannot be a DOI is refused."""
    with pytest.raises(ValueError, match="is not a DOI"):
        doi(text)


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1825-0097",
        "http://www.orcid.org/0000-0002-1825-0097/",
        "orcid.org/0000-0002-1825-0097",
        "ORCID: 0000-0002-1825-0097",
        "0000000218250097",
        "0000 0002 1825 0097",
        "0000\u20130002\u20131825\u20130097",
    ],
)
def test_orcid_forms(text: str) -> None:
    """An ORCID iD is read with or without its address and its dashes."""
    assert orcid(text) == "0000-0002-1825-0097"


def test_orcid_check_digit_x() -> None:
    """The check digit ten is an X."""
    assert orcid("0000-0002-1694-233x") == "0000-0002-1694-233X"


def test_orcid_mistyped() -> None:
    """One wrong digit, or two that changed places, are found."""
    for text in ("0000-0002-1825-0098", "0000-0002-1852-0097", "0000-0002-1694-2330"):
        with pytest.raises(ValueError, match="mistyped"):
            orcid(text)


@pytest.mark.parametrize(
    "text", ["", "1", "0000-0002-1825-009", "0000-0002-1825-00977", "https://example.org/0000-0002-1825-0097"]
)
def test_orcid_refused(text: str) -> None:
    """What does not have sixteen digits is refused."""
    with pytest.raises(ValueError, match="it looks like"):
        orcid(text)
