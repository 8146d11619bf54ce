"""What our own templates make of content is never called wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sitegen.check.context import subject
from sitegen.check.links import links
from sitegen.check.metadata import metadata
from sitegen.errors import SitegenError
from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from tests.sampling import amount

PIECES = (
    "CO<sub>2</sub>", "x<sup>2</sup>", r"H\textsubscript{2}O", r"m\textsuperscript{-1}", "H<inf>2</inf>",
    "<i>E. coli</i>",
    "<jats:italic>in vivo</jats:italic>", "<scp>DNA</scp>", "$x^2_i$", r"$\alpha$-decay", r"\textbf{bold} move",
    r"\emph{et al.}", r"Erd\H{o}s", "ﬁne ligature", "Straße", "İstanbul", "ǅ", "e\u0301clair",
    "soft\u00adhyphen",
    "zero\u200bwidth", "שלום", "王小明", "$5 and $6", "US$5, CA$7 each", "100%", "C#", "vector<i>", "a < b > c",
    "A & B",
    "&lt;b&gt;", "&amp;", "`code`", "a_b_c", "*stars*", "{Braces} {kept}", "~", "--- dashes -- here", "“quotes”", "'s",
    '<a href="https://x.test/">link</a>', 'href="x"', ' src="y"', "https://x.test/a?b=c#d", r"\ref{eq:1}",
    r"\unknown{word}",
    "x\u2212y", "½", "\u2126", "ﷺ", "🤔", "Plain words", "and", "of", "\N{KELVIN SIGN}", "long " * 20,
)  # fmt: skip
BLOCKS = (
    "One.", "<jats:title>Background</jats:title><jats:p>We ask.</jats:p>", "<p>One <b>two</b></p>", "- a\n- b\n- c",
    "1. first\n2. second", "# Heading\n\nWords.", "**Methods:** none", "> quoted", "| a | b |\n|---|---|\n| 1 | 2 |",
    r"\begin{itemize}\item one \item two\end{itemize}", "$$E = mc^2$$", "A footnote[^1].\n\n[^1]: Said.",
    "    indented",
    "```\ncode\n```", "<ul><li>x</li><li>y</li></ul>", "![p](https://x.test/p.png)",
)  # fmt: skip
NAMES = (
    "Ada Lovelace", "George van den Driessche", "Lovelace, Ada", "Martin Luther King, Jr.", "王小明", "Plato",
    "The ATLAS Collaboration", "Jo O'Neil-Ångström", r"Erd\H{o}s P{\'a}l", "I. Newton", "Núñez de Balboa, Vasco",
    "محمد بن سلمان", "A & B Group", "Jean–Luc Picard", "E\u0301va Nagy", "LI NA", "Smith J", "Žižek Slavoj",
)  # fmt: skip
KINDS = (
    "article", "inproceedings", "preprint", "book", "chapter", "thesis", "report", "dataset", "software", "patent",
    "talk", "other",
)  # fmt: skip
FILES = (
    "talk.pdf",
    "a b.pdf",
    "a#b.pdf",
    "a?b.pdf",
    "ü%20.pdf",
    "100%.pdf",
    "a;b=c.pdf",
    "x&y.pdf",
    "PDF.PDF",
    "(1).pdf",
)
ADDRESSES = (
    "https://ada.test/", "https://ada.test/lab", "https://ada.test/~ada/a b/", "https://ada.test/größe/",
    "https://Ada.Test:8080/x/", "http://ada.test/a/b/c/",
)  # fmt: skip
THEMES = ("folio", "classic")

phrase = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)
block = st.lists(st.one_of(phrase, st.sampled_from(BLOCKS)), min_size=1, max_size=3).map("\n\n".join)


@st.composite
def papers(draw: st.DrawFn) -> Mapping[str, object]:
    """Return what a paper's file says."""
    return {
        "title": draw(phrase),
        "authors": draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)),
        "date": draw(st.sampled_from(("2020", "1843-09", "2021-02-28"))),
        "type": draw(st.sampled_from(KINDS)),
        **draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "abstract": block,
                    "summary": phrase,
                    "note": block,
                    "comments": phrase,
                    "updated": st.just("2022"),
                    "keywords": st.lists(st.sampled_from(("C#", "graph theory", "AT&T", "ω-3")), max_size=2),
                    "venue": st.fixed_dictionaries(
                        {"name": phrase},
                        optional={
                            "volume": st.just("3"),
                            "issue": st.just("1-2"),
                            "pages": st.sampled_from(("1--9", "e17", "S1–S9")),
                            "publisher": st.just("A & B"),
                        },
                    ),
                    "hidden": st.just("true"),
                    "status": st.sampled_from(("withdrawn", "retracted", "accepted")),
                },
            )
        ),
    }


@settings(
    max_examples=amount(8, 15),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a failure names its pieces; making it smaller takes minutes
)
@given(
    found=st.lists(st.tuples(papers(), st.sampled_from(("", *FILES))), min_size=4, max_size=8),
    address=st.sampled_from(ADDRESSES),
    theme=st.sampled_from(THEMES),
    page=block,
)
def test_no_fault_is_named_in_what_only_our_templates_made(
    found: list[tuple[Mapping[str, object], str]], address: str, theme: str, page: str
) -> None:
    """Metadata and links of every page of content that builds: nothing is said of a template or of sitegen."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root / "content" / "site.yaml", {"title": "A & B", "base_url": address, "theme": theme})
        (root / "content" / "pages").mkdir()
        (root / "content" / "pages" / "free.md").write_text(f"---\ntitle: Free\n---\n{page}\n", encoding="utf-8")
        for number, (paper, file) in enumerate(found):
            links_ = {"links": {"pdf": f"papers/p{number}/{file}"}} if file else {}
            _write(root / "content" / "papers" / f"p{number}.yaml", {**paper, **links_})
            if file:
                place = root / "content" / "papers" / f"p{number}" / file
                place.parent.mkdir()
                place.write_bytes(b"%PDF-1.4")
        _right(root)


def _right(root: Path) -> None:
    try:
        built = build(root, BuildRequest(output=root / ".sitegen" / "check", jobs=1))
    except SitegenError:
        return
    seen = subject(root, built.output)
    found = (*metadata(seen), *links(seen, everywhere=True).findings)
    assert [str(one.problem) for one in found] == []


def _write(place: Path, said: Mapping[str, object]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
