"""How heavy pages and what they load may be, as sent: gzip, in bytes."""

import gzip
import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.making import write_site

HOME = 150_000
STYLES, SCRIPTS = 15_000, 12_000
WORDS = tuple(
    f"{stem}{ending}" for stem in ("measur", "sampl", "estimat", "model") for ending in ("e", "es", "ing", "or")
)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="300" height="200"/></svg>'


def _weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def _paper(number: int) -> str:
    """A paper as rich as they come: twelve authors, 200 words of abstract, links, four figures."""
    chosen = [WORDS[(number * 7 + at * at + at * number) % len(WORDS)] for at in range(200)]
    authors = ", ".join(["Ada King", *(f"Person Number{(number * 5 + at) % 400}" for at in range(11))])
    figures = "".join(f"- {{file: figures/{at}.svg, caption: Figure {at} of {number}}}\n" for at in range(4))
    return (
        f"title: On {chosen[0]} and {chosen[1]}, part {number}\nauthors: [{authors}]\n"
        f"date: {1990 + number // 10}-03-04\ndoi: 10.1234/example.{number}\n"
        f"abstract: {' '.join(chosen)} {number}.\nlinks: {{code: https://example.org/{number}}}\n"
        f"venue: Conference on Examples\ntopics: [Topic {number % 9}]\nfigures:\n{figures}"
    )


@pytest.mark.slow
@pytest.mark.sampled(1)
@pytest.mark.parametrize("count", [150, 300])
def test_the_home_of_a_career_is_light(sitegen: Run, tmp_path: Path, count: int) -> None:
    """With the most papers that stand in full, and with 300, a home page is at most 150 kB."""
    papers = {f"papers/p{number:03d}.yaml": _paper(number) for number in range(count)}
    pictures = {f"figures/{at}.svg": PICTURE.replace("300", f"{300 - at}") for at in range(4)}
    write_site(
        tmp_path,
        {**papers, **pictures, "authors/ada-king.yaml": "name: Ada King\n"},
        owner="ada-king",
        author_pages="people",
    )
    (tmp_path / "content/papers/first.yaml").unlink()
    built = sitegen("build", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    home = (tmp_path / "output/index.html").read_text(encoding="utf-8")
    assert home.count('<li class="paper') == count
    assert _weight(tmp_path / "output/index.html") <= HOME


def test_what_a_page_loads_is_light(example: Path) -> None:
    """All style sheets of the default theme, and all its scripts but the search library, keep within their bounds."""
    theme = example / "theme"
    own = [path for path in theme.iterdir() if path.is_file()]
    assert sum(_weight(path) for path in own if path.suffix == ".css") <= STYLES
    assert sum(_weight(path) for path in own if path.suffix == ".js") <= SCRIPTS
    for page in ("index.html", "papers/index.html", "search/index.html"):
        scripts = re.findall(r'<script src="[^"]*"([^>]*)>', (example / page).read_text(encoding="utf-8"))
        assert len(scripts) > 1
        assert all(attributes.startswith((" async", " defer")) for attributes in scripts)
