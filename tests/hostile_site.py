"""Papers that a careless writer of files would stumble over."""

from __future__ import annotations

import html
from collections.abc import Iterator

from sitegen.model import Authorship, Bibtex, Date, Links, Paper, Text, Venue, Version
from tests.making import paper

PHRASES = {
    "quotes": "\"Double\", 'single' and “curly”",
    "braces": "The set {x} and {{y}}",
    "loose brace": "An open { and two closed }}",
    "escaped brace": r"A lone \{ in the text",
    "ends in a backslash": "A path C:\\",
    "a backslash before a control character": "x\\\x08",
    "a line break before a group": "one\\\\{Two} {",
    "specials": "100% of R&D_costs #1 ~ $5 ^ 2",
    "markup": "<script>alert(1)</script> & </style><!-- ]]> -->",
    "right to left": "שלום עולם و العربية",
    "emoji": "Thinking 🤔 about 👩‍👩‍👧",
    "control": "a\x00b\x08c\x1bd\x7fe\ufffef\x85g",
    "surrogate": "half a \ud83d pair",
    "line separators": "one\u2028two\u2029three",
    "an entry": "see\n@article{fake, title = {x}}\nend",
    "a record": "first\nER  - \nTY  - JOUR",
    "json": '"},{"a":[1]}',
    "cdata": "]]> &amp; &#0; &lt;",
}
"""What a text may hold; by what is wrong with it."""
NAMES = (
    "The ATLAS Collaboration", "Smith and Sons Group", "Plato", "OpenAI", "George van den Driessche", "山田 太郎",
    "王伟", "Santiago Ramón y Cajal", "Martin Luther King, Jr.", "محمد بن سلمان", "Kaiming 🎉",
    "Robert'); DROP_TABLE {x",
    "and", "others", "A & B <c>", "nul\x00l", "half \ud83d",
)  # fmt: skip


def text(source: str) -> Text:
    """Return a text as a converter would that leaves everything in: what is written is what is shown."""
    return Text(source, f"<p>{html.escape(source)}</p>", source)


def _papers() -> Iterator[Paper]:
    for number, (name, phrase) in enumerate(PHRASES.items()):
        yield paper(
            f"p{number}",
            *(Authorship(name=one, affiliations=(phrase,)) for one in NAMES),
            title=text(f"{name}: {phrase}"),
            date=Date(2022, number % 13, 1 if number % 13 else 0),
            updated=Date(2023),
            versions=(Version(version="1", date=Date(2022, 1, 2)),),
            type=("article", "inproceedings", "preprint", "thesis", "book", "software")[number % 6],
            venue=Venue(
                name=text(phrase), volume=phrase, issue=phrase, pages="1-20", publisher=phrase, place=phrase, url=None
            ),
            abstract=text(f"{phrase}\n\nSecond paragraph, {phrase}"),
            comments=text(phrase),
            doi="10.1002/(sici)1096<1::aid-x>2.0.co;2-#",
            arxiv="2204.14198",
            ids={"isbn": "978-3-16", "pubmed": phrase},
            links=Links(pdf=("https://example.org/a.pdf?x=1&y=2", "assets/mine & yours.pdf")),
            topics=(phrase,),
            keywords=(phrase, "plain"),
            awards=(phrase,),
            license=phrase,
            summary=None,
            bibtex=Bibtex(fields={"x-note": phrase, phrase: phrase, "volume": ""}),
        )


PAPERS = tuple(_papers())
"""One paper for each phrase, with that phrase wherever it may stand."""
