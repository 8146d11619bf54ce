"""Links to a person's profiles."""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from tests.making import write_site


def test_of_several_ids_at_a_source_the_first_is_linked(tmp_path: Path) -> None:
    """All of them are pulled from; a page can lead to one."""
    person = "name: Ada Lovelace\ns2: 1741101, 22\ndblp: 12/3456 78/9\ngithub: ada\n"
    build(write_site(tmp_path, {"authors/ada-lovelace.yaml": person}), BuildRequest(jobs=1))
    page = LexborHTMLParser((tmp_path / "output/authors/ada-lovelace/index.html").read_bytes())
    addresses = {link.attributes["href"] for link in page.css("main a[href^=http]")}
    assert {
        "https://www.semanticscholar.org/author/1741101", "https://dblp.org/pid/12/3456", "https://github.com/ada",
    } <= addresses  # fmt: skip
