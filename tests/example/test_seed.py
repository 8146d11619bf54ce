"""The example says what the page says that it was made from."""

import datetime
import re
from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
KEYS = ("title", "date", "authors", "abstract", "comments", "arxiv")


@pytest.mark.corpus
def test_the_example_has_every_fact_of_the_seed_page(shared: Path) -> None:
    """Title, date, authors in order and as spelled, abstract byte for byte, comment, and arXiv id are the page's."""
    folder = CHECKOUT / "content" / "papers"
    papers = [yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in folder.glob("*.yaml")]  # noqa: S506 - makes nothing but text, lists and mappings
    page = (shared / "seed" / "author-page.txt").read_text(encoding="utf-8")
    blocks = re.findall(
        r"^([^\n]+)\n\n(\w{3} \d\d, \d{4})\n([^\n]+)\n\n(?:Figure [^\n]+\n)+\n([^\n]+)\n\n(?:\* ([^\n]+)\n)?Via",
        page,
        re.MULTILINE,
    )
    assert len(blocks) == 5
    ids = dict(
        re.findall(r"\| (.+?) \| (\d{4}\.\d{5}) \|", (shared / "seed" / "README.md").read_text(encoding="utf-8"))
    )
    facts = [
        (title, _iso(date), authors.split(", "), abstract, comment.strip(), ids[title])
        for title, date, authors, abstract, comment in blocks
    ]
    own = [tuple(paper.get(key, "") for key in KEYS) for paper in papers]
    assert sorted(facts) == sorted(own)


def _iso(shown: str) -> str:
    return datetime.datetime.strptime(shown, "%b %d, %Y").replace(tzinfo=datetime.UTC).date().isoformat()
