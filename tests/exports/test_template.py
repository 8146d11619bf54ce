"""A list by somebody's own template: what it is told, and that nothing in it is active."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.exports.recipe import ExportRequest, export
from sitegen.exports.selection import Selection
from tests.making import write_site

PAPERS = {
    "papers/first.yaml": (
        r"title: 'A 50% #emph[x] of $x_1$ & \emph{y} <b> \{\{ z \}\} [u](v)'"
        "\n"
        "authors: [Ada King, Bo Snow]\ndate: 2021-05\nvenue: {name: Winters & Co, volume: 7}\ndoi: 10.1234/a_b\n"
    ),
    "papers/second.yaml": "title: Plain\nauthors: [Ada King]\ndate: 2020\nawards: [Best paper]\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site of two papers."""
    return write_site(tmp_path_factory.mktemp("site"), PAPERS)


def _filled(root: Path, name: str, text: str, selection: Selection | None = None, *, number: bool = False) -> str:
    template = root / f"list.{name}"
    template.write_text(text, encoding="utf-8")
    request = ExportRequest(name, selection or Selection(), number=number, template=template)
    return export(root, request).data.decode()


def test_a_template_is_told_of_every_paper(root: Path) -> None:
    """Sections with their headings, and of each paper number, key, authors, date, venue, identifiers and awards."""
    text = (
        "{% for section in sections %}== {{ section.heading }}\n{% for item in section.papers %}"
        "{{ item.number }} {{ item.key }} {{ item.authors|join(' + ') }} {{ item.date }} {{ item.venue }}"
        " {{ item.volume }} {{ item.doi }} {{ item.awards|join }} {{ item.paper.slug }}\n{% endfor %}{% endfor %}"
    )
    assert _filled(root, "html", text, Selection(group="year"), number=True) == (
        "== 2021\n1 king202150 Ada King + Bo Snow 2021-05 Winters &amp; Co 7 10.1234/a_b  first\n"
        "== 2020\n2 king2020plain Ada King 2020    Best paper second\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("html", "{{ papers[0].title }}", "A 50% #emph[x] of <math"),
        ("markdown", "{{ papers[0].title }}", r"A 50% \#emph\[x\] of $x_1$ \& *y* \<b\> \{\{ z \}\} \[u\](v)"),
        ("latex", "<< papers[0].title >>", r"A 50\% \#emph[x] of $x_1$ \& \emph{y} \textless{}b\textgreater{}"),
        ("typst", "{{ papers[0].title }}", r"A 50% \#emph\[x\] of x₁ & #emph[y]; \<b\> {{ z }} \[u\](v)"),
    ],
)
def test_what_a_template_shows_is_written_in_its_format(root: Path, name: str, text: str, title: str) -> None:
    """A title is neither code nor markup of the format, its formulas and emphasis are the format's own."""
    assert _filled(root, name, text).startswith(title)


def test_a_reference_is_ready_and_raw_text_is_left_alone(root: Path) -> None:
    """The reference is written once, and what a template calls raw not at all."""
    selection = Selection(until=2020)
    assert _filled(root, "latex", r"<< papers[0].reference >> << '{&}'|raw >>", selection) == (
        r"King, A. (2020). \emph{Plain}. {&}"
    )
    assert _filled(root, "latex", "<< '&' >><# no #><% if legend %>x<% endif %>", selection) == r"\&"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\n{{ nothing }}", "'nothing' is undefined"),
        ("a\n{% for %}", "Expected"),
        ("a\n{{ ''.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_a_template_that_fails_is_named_with_its_line(root: Path, text: str, sentence: str) -> None:
    """A mistake, and a reach for Python's insides, is an error at its line."""
    with pytest.raises(SitegenError) as raised:
        _filled(root, "html", text)
    (problem,) = raised.value.problems
    assert problem.file.endswith("list.html")
    assert problem.line == 2
    assert sentence in problem.sentence


def test_a_template_may_take_in_a_file_beside_it(root: Path) -> None:
    """Parts of a template stand beside it, and nowhere else."""
    (root / "part.typ").write_text("{{ title }}!", encoding="utf-8")
    assert _filled(root, "typst", "{% include 'part.typ' %}") == "Site!"
    with pytest.raises(SitegenError):
        _filled(root, "typst", "{% include '../site/content/site.yaml' %}")
