"""Whatever a paper is made of: its reference has no LaTeX, no doubled sign, nothing open, and well-formed HTML."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.cite import apa
from sitegen.model import Authorship, Bibtex, Date, Links, Paper, Text, Venue
from sitegen.text.convert import phrase

WORDS = (
    "ice", "Snow", "GPT-4", "naïve", r"Erd\H{o}s", r"\emph{slow}", r"\textbf{Deep {RL}}", "$n^{2}$", r"$\frac{a}{b}$",
    r"$\mathcal{O}(n \log n)$", r"5\%", r"R\&D", "(really)", "[sic]", "“so”", "1 < 2", "שלום", "日本語", "é",
    r"\LaTeX", "--", "a/b", "<i>c</i>", "&amp;",
)  # fmt: skip
ENDS = ("", "", ".", "?", "!", "?”", r"\ldots", " (why?)")
LETTERS = st.sampled_from("ABCÉŁΔЖabcéłδжабшלم王山")
NAMES = st.sampled_from((
    "Plato", "The ATLAS Collaboration", "George van den Driessche", "Jean-Baptiste Alayrac", "M. L. King, Jr.",
    "山田 太郎", "محمد بن سلمان", "A & B Team", "Andrew (Andy) Brock", "D'Arcy O'Neil", "J.-P. Serre",
)) | st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)  # fmt: skip
NUMBERS = st.none() | st.sampled_from(("1", "12", "3-4", "e0123", "043001", "1--20", "S3", "xii", "5, 9", "Vol. 2"))


@st.composite
def _texts(draw: st.DrawFn) -> Text:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
    return phrase(" ".join(words) + draw(st.sampled_from(ENDS)))[0]


@st.composite
def _venues(draw: st.DrawFn) -> Venue:
    short = st.none() | st.sampled_from(("Cold Press", "Fire & Ice, Inc.", "Oslo"))
    volume, issue, pages = (draw(NUMBERS) for _ in range(3))
    return Venue(name=draw(_texts()), volume=volume, issue=issue, pages=pages, publisher=draw(short), place=draw(short))


KINDS = (
    "article", "inproceedings", "preprint", "book", "chapter", "thesis", "report", "dataset", "software", "patent",
    "talk", "other",
)  # fmt: skip


@st.composite
def _papers(draw: st.DrawFn) -> Paper:
    names = draw(st.lists(NAMES, min_size=1, max_size=24))
    editors = draw(st.lists(NAMES, max_size=4))
    return Paper(
        slug="one",
        file="content/papers/one.yaml",
        title=draw(_texts()),
        authors=tuple(Authorship(name=name) for name in names),
        authors_total=draw(st.none() | st.just(3000)),
        date=Date(2021, *draw(st.sampled_from(((0, 0), (4, 0), (4, 29))))),
        type=draw(st.sampled_from(KINDS)),
        status=draw(st.sampled_from((None, "published", "preprint", "accepted", "withdrawn", "retracted"))),
        venue=draw(st.none() | _venues()),
        language=draw(st.sampled_from((None, "de", "he"))),
        arxiv=draw(st.sampled_from((None, "2204.14198", "hep-th/9901001"))),
        doi=draw(st.sampled_from((None, "10.1234/a.b-c_d(5)", "10.48550/arXiv.2204.14198"))),
        links=Links(html=draw(st.sampled_from(((), ("https://example.org/a?b=1&c=2",), ("files/mine.html",))))),
        bibtex=Bibtex(fields={"editor": " and ".join(f"{{{name}}}" for name in editors)}),
    )


def _without_formulas(markup: str) -> str:
    return re.sub(r"<math\b.*?</math>", "", markup)


@given(_papers())
@settings(deadline=None)
def test_references_are_whole(one: Paper) -> None:
    """Nothing of LaTeX, nothing doubled, nothing open; the HTML is well-formed and says what the plain text says."""
    made = apa.reference(one)
    assert not re.search(r"[$\\{}]", made.plain), made.plain
    assert not re.search(r"\.\.|,,|;;|[?!…؟]\.|\s[.,;)\]]|[(\[]\s|\s\s|\(\)|\[\]", made.plain), made.plain
    assert made.plain.count("(") == made.plain.count(")")
    assert made.plain.count("[") == made.plain.count("]")
    assert re.search(r"\((?:2021|2021, April(?: 29)?|in press)\)\. ", made.plain), made.plain
    tree = ElementTree.fromstring(f"<p>{made.html}</p>")
    assert {part.tag for part in ElementTree.fromstring(f"<p>{_without_formulas(made.html)}</p>").iter()} <= {
        "p", "i", "a", "bdi", "span", "em", "strong", "code", "sub", "sup",
    }  # fmt: skip
    if not made.has_maths:
        assert "".join(tree.itertext()).split() == made.plain.split()
    if not made.plain.endswith((".", "?", "!", "…", "”")):
        address = tree[-1]
        assert address.tag == "a"
        assert made.plain.endswith(f" {address.attrib['href']}")
