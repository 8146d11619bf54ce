"""References in APA style, kind by kind; each case states its rule of the Publication Manual (7th edition)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any

import pytest

from sitegen.cite import apa
from sitegen.cite.characters import one_line
from sitegen.model import Authorship, Bibtex, Date, Links, Paper, Text, Venue
from sitegen.text import convert
from tests import hostile_site
from tests.making import paper

ARCTIC = "https://doi.org/10.1234/arctic.5"
MANY = tuple(f"Ann Number{letter}" for letter in "abcdefghijklmnopqrstu")
LISTED = tuple(f"Number{letter}, A." for letter in "abcdefghijklmnopqrstu")


def _text(source: str) -> Text:
    return convert.phrase(source)[0]


def _venue(name: str, **more: Any) -> Venue:
    return Venue(name=_text(name), **more)


def _paper(title: str, *names: str, **more: Any) -> Paper:
    return paper("ice", *names or ("Ines Frost",), date=more.pop("date", Date(2021, 4, 3)), title=_text(title), **more)


WINTERS = _venue("Journal of Winters", volume="12", issue="3", pages="45--67")
PROCEEDINGS = _venue("Proceedings of the Conference on Snow", volume="119", pages="1--10", publisher="Cold Press")
EDITED = _venue("Proceedings of Snow", volume="119", pages="1--10", publisher="Cold Press")
PERIODICALS = {
    "A journal and its volume are in italics, the issue and the pages are not; pages run with an en dash (9.25).": (
        _paper("How ice melts", venue=WINTERS, doi="10.1234/arctic.5"),
        f"Frost, I. (2021). How ice melts. *Journal of Winters, 12*(3), 45–67. {ARCTIC}",
    ),
    "The name of a periodical is in title case (6.17); its series belongs to it.": (
        _paper("How ice melts", venue=_venue("Journal of ice and snow", series="Third series", volume="2")),
        "Frost, I. (2021). How ice melts. *Journal of Ice and Snow, Third Series, 2*.",
    ),
    "Without a volume the issue stands alone.": (
        _paper("How ice melts", venue=_venue("Winters", issue="3", pages="8")),
        "Frost, I. (2021). How ice melts. *Winters*, (3), 8.",
    ),
    "An article number takes the place of pages, and says that it is one (9.27).": (
        _paper("How ice melts", venue=_venue("Winters", volume="7", pages="e0123")),
        "Frost, I. (2021). How ice melts. *Winters, 7*, Article e0123.",
    ),
    "A number of five digits is no page.": (
        _paper("How ice melts", venue=_venue("Winters", volume="7", pages="043001")),
        "Frost, I. (2021). How ice melts. *Winters, 7*, Article 043001.",
    ),
    "Pages that are not in one run keep their comma; a double issue has an en dash.": (
        _paper("How ice melts", venue=_venue("Winters", volume="7", issue="1-2", pages="3-5, 9")),
        "Frost, I. (2021). How ice melts. *Winters, 7*(1–2), 3–5, 9.",
    ),
    "A journal alone is in italics.": (
        _paper("How ice melts", venue=_venue("Winters")),
        "Frost, I. (2021). How ice melts. *Winters*.",
    ),
    "A full stop that ends an abbreviated journal is the sentence's.": (
        _paper("How ice melts", venue=_venue("J. Winters.")),
        "Frost, I. (2021). How ice melts. *J. Winters.*",
    ),
    "A work that was accepted is in press until it has a place (9.14).": (
        _paper("How ice melts", venue=_venue("Winters"), status="accepted"),
        "Frost, I. (in press). How ice melts. *Winters*.",
    ),
    "With a publisher's DOI it is no longer in press.": (
        _paper("How ice melts", venue=_venue("Winters"), status="accepted", doi="10.1234/arctic.5"),
        f"Frost, I. (2021). How ice melts. *Winters*. {ARCTIC}",
    ),
    "With arXiv's DOI it still is.": (
        _paper("How ice melts", venue=_venue("Winters"), status="accepted", doi="10.48550/arXiv.2104.00001"),
        "Frost, I. (in press). How ice melts. *Winters*. https://doi.org/10.48550/arXiv.2104.00001",
    ),
}
COLLECTIONS = {
    "A paper of edited proceedings is `In` a book, in italics; volume and pages follow in parentheses (10.5).": (
        _paper("How ice melts", type="inproceedings", venue=EDITED, editors=(Authorship(name="Bo Snow"),)),
        "Frost, I. (2021). How ice melts. In B. Snow (Ed.), *Proceedings of Snow* (Vol. 119, pp. 1–10). Cold Press.",
    ),
    "Proceedings that nobody has edited are cited as a serial is: without `In`, labels and publisher (10.5).": (
        _paper("How ice melts", type="inproceedings", venue=PROCEEDINGS),
        "Frost, I. (2021). How ice melts. *Proceedings of the Conference on Snow, 119*, 1–10.",
    ),
    "Where nothing but the name of the proceedings is known, the day stays: it may have been presented only (10.5).": (
        _paper("How ice melts", type="inproceedings", venue=_venue("COLD 2021")),
        "Frost, I. (2021, April 3). How ice melts. *COLD 2021*.",
    ),
    "One page has another label than several.": (
        _paper("Melting", type="chapter", venue=_venue("Snow", pages="7")),
        "Frost, I. (2021). Melting. In *Snow* (p. 7).",
    ),
    "One editor of a book is named between `In` and its title, not turned around (9.28).": (
        _paper(
            "Melting", type="chapter", venue=_venue("Ice", pages="5-9", publisher="Cold Press"),
            bibtex=Bibtex(fields={"editor": r"M{\"u}ller, K\"athe"}),
        ),
        "Frost, I. (2021). Melting. In K. Müller (Ed.), *Ice* (pp. 5–9). Cold Press.",
    ),
    "Two editors are joined by an ampersand without a comma; braces hold a group together.": (
        _paper(
            "Melting", type="chapter", venue=_venue("Ice"),
            bibtex=Bibtex(fields={"Editor": "Ola van Berg and {The Sun and Moon Group}"}),
        ),
        "Frost, I. (2021). Melting. In O. van Berg & The Sun and Moon Group (Eds.), *Ice*.",
    ),
    "Three editors have commas.": (
        _paper(
            "Melting", type="chapter", venue=_venue("Ice"),
            bibtex=Bibtex(fields={"editor": "A Uno and B Due and C Tre Jr."}),
        ),
        "Frost, I. (2021). Melting. In A. Uno, B. Due, & C. Tre Jr. (Eds.), *Ice*.",
    ),
    "A label that the content brings is not doubled.": (
        _paper("Melting", type="chapter", venue=_venue("Snow", volume="Vol. 3", pages="pp. 5-6")),
        "Frost, I. (2021). Melting. In *Snow* (Vol. 3, pp. 5–6).",
    ),
}  # fmt: skip
ALONE = {
    "The title of a book is in italics, and its volume, which is not, belongs to it (9.19).": (
        _paper("All ice", type="book", venue=_venue("Studies in Cold", volume="2", publisher="Cold Press")),
        "Frost, I. (2021). *All ice* (Vol. 2). Cold Press.",
    ),
    "A book's venue is its publisher when nobody else is.": (
        _paper("All ice", type="book", venue=_venue("Cold Press")),
        "Frost, I. (2021). *All ice*. Cold Press.",
    ),
    "A thesis says in brackets what it is and where it was written (10.6).": (
        _paper("Slow ice", type="thesis", venue=_venue("University of the North", publisher="North Archive")),
        "Frost, I. (2021). *Slow ice* [Doctoral dissertation, University of the North]. North Archive.",
    ),
    "A master's thesis is one when its BibTeX type says so.": (
        _paper("Slow ice", type="thesis", venue=_venue("North"), bibtex=Bibtex(type="mastersthesis")),
        "Frost, I. (2021). *Slow ice* [Master’s thesis, North].",
    ),
    "A report has its number beside its title, and is published by its institution (10.4).": (
        _paper("Ice report", type="report", venue=_venue("Institute of Cold", issue="TR-7")),
        "Frost, I. (2021). *Ice report* (Report No. TR-7). Institute of Cold.",
    ),
    "A number that says what it is stays as it is.": (
        _paper("Ice report", type="report", venue=_venue("Institute of Cold", issue="Technical Report 7")),
        "Frost, I. (2021). *Ice report* (Technical Report 7). Institute of Cold.",
    ),
    "A preprint is in italics, with its number there, and its archive is its publisher (10.8).": (
        _paper("Warm ice", type="preprint", arxiv="2104.00001"),
        "Frost, I. (2021). *Warm ice* (arXiv:2104.00001). arXiv. https://arxiv.org/abs/2104.00001",
    ),
    "So it is at another archive; a DOI goes before arXiv's address (9.34).": (
        _paper("Warm ice", type="preprint", arxiv="2104.00001", venue=_venue("PolarXiv"), doi="10.1234/arctic.5"),
        f"Frost, I. (2021). *Warm ice*. PolarXiv. {ARCTIC}",
    ),
    "A preprint that is nowhere says what it is.": (
        _paper("Warm ice", type="preprint"),
        "Frost, I. (2021). *Warm ice* [Preprint].",
    ),
    "A preprint is not yet in the journal that it was sent to.": (
        _paper("Warm ice", status="preprint", venue=_venue("Winters"), arxiv="2104.00001"),
        "Frost, I. (2021). *Warm ice* (arXiv:2104.00001). arXiv. https://arxiv.org/abs/2104.00001",
    ),
    "An article that is nowhere but at arXiv is a preprint, however its venue is spelled.": (
        _paper("Warm ice", venue=_venue("arXiv preprint arXiv:2104.00001", volume="abs/2104"), arxiv="2104.00001"),
        "Frost, I. (2021). *Warm ice* (arXiv:2104.00001). arXiv. https://arxiv.org/abs/2104.00001",
    ),
    "Data say in brackets what they are (10.9); where they can be had is their address.": (
        _paper("Ice cores", type="dataset", venue=_venue("Zenodo"), links=Links(data=("https://example.org/a?b=1&c=2",))),
        "Frost, I. (2021). *Ice cores* [Data set]. Zenodo. https://example.org/a?b=1&c=2",
    ),
    "So does software (10.10); a file of this site is no address.": (
        _paper("icetool", type="software", links=Links(code=("files/icetool.zip", "https://example.org/ice"))),
        "Frost, I. (2021). *icetool* [Computer software]. https://example.org/ice",
    ),
    "A patent has its number beside its title.": (
        _paper("Ice maker", type="patent", venue=_venue("European Patent Office", issue="EP 123")),
        "Frost, I. (2021). *Ice maker* (Patent No. EP 123). European Patent Office.",
    ),
    "A talk has its day, its conference and the place (10.5).": (
        _paper("Why ice", type="talk", venue=_venue("Snow Days", place="Oslo, Norway")),
        "Frost, I. (2021, April 3). *Why ice* [Talk]. Snow Days, Oslo, Norway.",
    ),
    "A talk has as much of its day as is known.": (
        _paper("Why ice", type="talk", date=Date(2021, 4)),
        "Frost, I. (2021, April). *Why ice* [Talk].",
    ),
    "A work without a venue stands alone; its own page is its address (9.34).": (
        _paper("Odd ice", links=Links(html=("https://example.org/odd",), pdf=("https://example.org/odd.pdf",))),
        "Frost, I. (2021). *Odd ice*. https://example.org/odd",
    ),
}  # fmt: skip
TITLES = {
    "A title keeps its case, and its question mark is the end of the sentence (9.19).": (
        _paper("Does Ice Melt? YES: it Does!", venue=_venue("Winters")),
        "Frost, I. (2021). Does Ice Melt? YES: it Does! *Winters*.",
    ),
    "So is one inside closing quotes.": (
        _paper("She asked “Is it cold?”", venue=_venue("Winters")),
        "Frost, I. (2021). She asked “Is it cold?” *Winters*.",
    ),
    "One inside parentheses is not.": (
        _paper("Ice (really?)", venue=_venue("Winters")),
        "Frost, I. (2021). Ice (really?). *Winters*.",
    ),
    "What was retracted says so beside its title.": (
        _paper("How ice melts", status="retracted", venue=_venue("Winters")),
        "Frost, I. (2021). How ice melts [Retracted]. *Winters*.",
    ),
    "So does what was withdrawn, after what it is.": (
        _paper("Ice cores", type="dataset", status="withdrawn"),
        "Frost, I. (2021). *Ice cores* [Data set; withdrawn].",
    ),
    "Quotes and apostrophes are curly, as they are printed.": (
        _paper("Ice's \"own\" users' guide ('80s)", venue=_venue("Winter's")),
        "Frost, I. (2021). Ice’s “own” users’ guide (’80s). *Winter’s*.",
    ),
    "Quotes are double where none are within others (6.7).": (
        _paper("The 'slow' ice", venue=_venue("Winters")),
        "Frost, I. (2021). The “slow” ice. *Winters*.",
    ),
    "A full stop stands within quotes (6.7).": (
        _paper("Slow \u201cIce\u201d", venue=_venue("Winters")),
        "Frost, I. (2021). Slow “Ice.” *Winters*.",
    ),
    "Signs of the content are text.": (
        _paper("Ice < snow & rain", venue=_venue("Fire & Ice", volume="<3")),
        "Frost, I. (2021). Ice < snow & rain. *Fire & Ice, <3*.",
    ),
}
AUTHORS = {
    "Two authors have an ampersand after a comma (9.8).": (("Ines Frost", "Bo Snow"), "Frost, I., & Snow, B."),
    "So have three.": (("Ines Frost", "Bo Snow", "Al Hail"), "Frost, I., Snow, B., & Hail, A."),
    "Twenty are all named.": (MANY[:20], ", ".join((*LISTED[:19], f"& {LISTED[19]}"))),
    "Of 21 the first 19 and the last are, without an ampersand.": (MANY, ", ".join(LISTED[:19]) + f", … {LISTED[20]}"),
    "A group is as it is, with a full stop (9.11).": (("The ATLAS Collaboration",), "The ATLAS Collaboration."),
    "A group may follow people.": (("Bo Snow", "Ice Team"), "Snow, B., & Ice Team."),
    "A particle within given names stays (9.8).": (("Hail, Ana Maria de Castro",), "Hail, A. M. de C."),
    "An apostrophe in a name is curly.": (("Ann O'Hail", "Jo D'Ice"), "O’Hail, A., & D’Ice, J."),
    "Names that are not turned around stand beside those that are.": (
        ("山田 太郎", "محمد بن سلمان", "Bo Snow"),
        "山田 太郎, محمد بن سلمان, & Snow, B.",
    ),
}  # fmt: skip
CASES = {**PERIODICALS, **COLLECTIONS, **ALONE, **TITLES}


def _marked(markup: str) -> str:
    """HTML with an asterisk at either end of italics, and nothing else but its text."""
    return "".join(ET.fromstring(f"<p>{markup.replace('<i>', '*').replace('</i>', '*')}</p>").itertext())


@pytest.mark.parametrize("rule", CASES)
def test_kinds_of_works(rule: str) -> None:
    """Each kind of work reads as its rule has it, in italics where they belong; the plain text says the same."""
    one, wanted = CASES[rule]
    made = apa.reference(one)
    assert _marked(made.html) == wanted
    assert made.plain == wanted.replace("*", "")


@pytest.mark.parametrize("rule", AUTHORS)
def test_authors(rule: str) -> None:
    """Authors are joined as the rule has it."""
    names, wanted = AUTHORS[rule]
    assert apa.reference(_paper("Ice", *names)).plain == f"{wanted} (2021). Ice."


def test_the_page_is_the_last_address() -> None:
    """A work that is nowhere else is found at its page, where that is told."""
    page = "https://example.org/papers/ice/"
    assert apa.reference(_paper("Ice"), page=page).plain == f"Frost, I. (2021). Ice. {page}"
    assert apa.reference(_paper("Ice", doi="10.1234/arctic.5"), page=page).plain.endswith(ARCTIC)


def test_authors_whom_only_the_paper_names() -> None:
    """Where the last author is not known, the list ends openly."""
    few = _paper("Ice", "Ines Frost", "Bo Snow", authors_total=3000)
    assert apa.reference(few).plain.startswith("Frost, I., Snow, B., et al. (2021).")
    many = _paper("Ice", *MANY, authors_total=3000)
    assert apa.reference(many).plain.startswith(", ".join(LISTED[:19]) + ", et al. (2021).")


def test_formulas() -> None:
    """A formula is MathML in the HTML and characters in the plain text; a word in italics stays one inside italics."""
    made = apa.reference(_paper(r"\emph{Fast} $O(n^2)$ ice at 5\% of \textbf{cost}", type="book"))
    assert made.plain == "Frost, I. (2021). Fast O(n²) ice at 5% of cost."
    assert "<i><em>Fast</em> <math" in made.html
    assert made.has_maths


def test_the_address_is_a_link() -> None:
    """A DOI with signs that no address holds is encoded, in what is read as in where it leads."""
    made = apa.reference(_paper("Ice", doi='10.1002/(sici)1096<1::aid-x>"2&3"'))
    address = "https://doi.org/10.1002/(sici)1096%3C1::aid-x%3E%222%263%22"
    assert made.html.endswith(f' <a href="{address}">{address}</a>')
    assert made.plain.endswith(f" {address}")


def test_languages_do_not_mix() -> None:
    """A title in another language says so, and what runs from right to left does not turn what stands beside it."""
    made = apa.reference(_paper("שלום: ice", "דוד כהן", "Bo Snow", language="he", venue=_venue("Winters", volume="א")))
    assert made.html.startswith(
        '<bdi>דוד כהן</bdi>, &amp; Snow, B. (2021). <span lang="he"><bdi>שלום: ice</bdi></span>. '
    )
    assert "<i>Winters, <bdi>א</bdi></i>" in made.html


class _Balance(HTMLParser):
    """Counts elements that are open."""

    open_: tuple[str, ...] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag, [name for name, _ in attrs]) in [("p", []), ("i", []), ("bdi", []), ("a", ["href"])]
        self.open_ += (tag,)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_[-1] == tag
        self.open_ = self.open_[:-1]


@pytest.mark.parametrize("one", hostile_site.PAPERS, ids=list(hostile_site.PHRASES))
def test_nothing_in_the_content_is_markup(one: Paper) -> None:
    """Whatever a field holds, the only elements are ours, and each is closed; the plain text is one clean line."""
    made = apa.reference(one)
    reader = _Balance()
    reader.feed(made.html)
    reader.close()
    assert reader.open_ == ()
    assert made.plain == one_line(made.plain)
