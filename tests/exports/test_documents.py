"""Lists for people: each format's own forms, and that no title is markup or code in any of them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sitegen.cite import apa
from sitegen.exports import latex, markdown, typst, web
from sitegen.exports.documents import DOCUMENTS
from sitegen.exports.listing import PublicationList, listing
from sitegen.exports.selection import PaperGroup
from sitegen.model import Authorship, Paper, Venue
from sitegen.site.graph import connect
from sitegen.text.convert import phrase
from sitegen.typeset import pandoc
from tests.conftest import _missing
from tests.making import content, paper

HOSTILE = (
    r"\input{/etc/passwd} and \write18{rm x}",
    r"$\input{x}$ and $\href{javascript:alert(1)}{y}$",
    '#import "x.typ": * and #read("/etc/passwd")',
    "[x](javascript:alert(1)) and ![y](http://z)",
    "<script>alert(1)</script> & <img src=x onerror=y>",
    "{{ site.x }} {% raw %} {{< fig >}}",
    "= Heading - item + 1. // comment /* more */ @ref <label> ~",
    "`code` *stars* _under_ ^sup^ ~sub~ | table | :smile:",
    "100% of a\\_b & c#d, 5 < 6 > 4 \"quoted\" 'single' -- --- ... -1",
    "^^5cinput x",
)
MARKS = "\\`*_{}[]()<>#+-.!|~$&^@\"'=:/%;,?0123ab \u00e9"
COMMANDS = re.compile(r"\\([A-Za-z]+)")
KNOWN = {
    "item", "emph", "textbf", "texttt", "textsc", "textsubscript", "textsuperscript", "url", "href", "begin", "end",
    "subsection", "section", "setcounter", "noindent", "textbackslash", "textless", "textgreater", "textbar",
    "textasciitilde", "textasciicircum", "textquotedbl", "ldots", "usepackage",
}  # fmt: skip


def _listing(*papers: Paper, numbered: bool = False) -> PublicationList:
    site, _ = connect(content(*papers))
    entries = tuple(site.entries[paper.slug] for paper in papers)
    return listing([PaperGroup("", entries)], "Papers & #1", None, numbered=numbered)


def _titled(title: str, slug: str = "ice") -> Paper:
    return paper(slug, "Ada King", title=phrase(title)[0], venue=Venue(name=phrase("Winters")[0]))


def _shown(text: str) -> str:
    """What CommonMark shows of a text, raw HTML allowed, without its tags."""
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return unescape(re.sub(r"<[^>]*>", "", rendered)).strip()


@pytest.mark.parametrize("title", HOSTILE)
def test_markdown_shows_a_title_as_it_is(title: str) -> None:
    """No title is a link, an element, a heading, emphasis or a shortcode."""
    made = _titled(title)
    text = markdown.fragment(_listing(made))
    html = MarkdownIt("commonmark").render(text)
    assert set(re.findall(r"<(\w+)", html)) <= {"ul", "li", "em", "a", "p"}
    links = re.findall(r'<a href="([^"]*)', html)
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert not re.search(r"(?<!\\)\{[{%<]", text)


@given(st.text(MARKS, min_size=1, max_size=40))
@example("1986. A year")
@example("- a")
@example("    code")
@example("a&amp;b")
def test_markdown_escapes_whatever_there_is(text: str) -> None:
    """Plain text comes back from CommonMark to the letter."""
    plain = " ".join(text.split())
    assert " ".join(_shown(markdown.escaped(text)).split()) == plain


@pytest.mark.parametrize("title", HOSTILE)
def test_latex_has_no_command_but_ours(title: str) -> None:
    """Whatever a title holds, outside formulas there are commands of words and lists alone."""
    text = latex.fragment(_listing(_titled(title)))
    body = re.sub(r"(?<!\\)\$[^$]*(?<!\\)\$", "", text)
    assert set(COMMANDS.findall(body)) <= KNOWN
    assert "^^" not in text
    assert not re.search(r"\\(input|write|include|openout|csname|def|let|catcode)", text)


@pytest.mark.parametrize("title", HOSTILE)
def test_html_has_no_element_but_ours(title: str) -> None:
    """A title is characters in HTML, as on the pages of the site."""
    html = web.document(_listing(_titled(title)))
    body = html.partition("<body>")[2]
    elements = {"h1", "ul", "li", "i", "em", "a", "code", "sup", "sub", "strong", "b", "span", "bdi"}
    assert set(re.findall(r"<(\w+)", re.sub(r"<math.*?</math>", "", body))) <= elements
    assert all(link.startswith("http") for link in re.findall(r'href="([^"]*)', body))


def _need_typst() -> None:
    if find_spec("typst") is None:
        _missing("no typst: the extra `pdf` is not installed")


def _typst_pdf(document: str) -> str:
    _need_typst()
    from pypdfium2 import PdfDocument

    from sitegen.typeset import typst as compiler

    pdf = PdfDocument(compiler.pdf(document))
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


def test_typst_sets_every_title_as_it_is() -> None:
    """A PDF holds every hostile title to the letter, and compiles."""
    papers = [_titled(title, f"p{number}") for number, title in enumerate(HOSTILE)]
    text = _typst_pdf(typst.document(_listing(*papers)))
    for made in papers:
        shown = apa.reference(made).plain
        assert "".join(shown.split()) in text


@pytest.mark.parametrize(
    "text", [*HOSTILE, "1. a", "12) b", "-1 c", "+ d", "/ e: f", "https://x.y/#z", "a\\", "-?", "#"]
)
def test_typst_escapes_whatever_there_is(text: str) -> None:
    """Plain text stands in the PDF to the letter, also where a line begins with it, and behind a call."""
    plain = "".join(text.split())
    pages = _typst_pdf(f"#set smartquote(enabled: true)\n{typst.escaped(text)}\n\n- #emph[x];{typst.escaped(text)}\n")
    assert pages.count(plain) == 2


@pytest.mark.slow
def test_latex_compiles(tmp_path: Path) -> None:
    """PdfTeX sets the document with every hostile title, and names of all alphabets, without an error."""
    if shutil.which("pdflatex") is None:
        pytest.skip("no pdflatex")
    papers = [_titled(title, f"p{number}") for number, title in enumerate(HOSTILE)]
    papers.append(paper("names", "Łódź Żak", "山田 太郎", "Νίκος", "[Team]", title=phrase("[Brackets] first")[0]))
    (tmp_path / "list.tex").write_text(latex.document(_listing(*papers, numbered=True)), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "list.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout.decode("latin-1")[-600:]


def test_an_item_that_begins_with_a_bracket_has_no_label() -> None:
    r"""LaTeX would take `[Team]` behind `\item` for the mark of the item."""
    group = Authorship(name="[Team]", group=True)
    assert r"\item{} [Team]" in latex.fragment(_listing(paper("ice", group, title=phrase("Ice")[0])))


def test_links_of_a_title_lead_where_they_led() -> None:
    """An address in a title, and the one at the end, are links in every format."""
    made = paper("ice", "Ada King", title=phrase(r"See \href{https://a.example/x_y%7B#z}{here}")[0], doi="10.1/a_b")
    listed = _listing(made)
    assert "[here](<https://a.example/x_y%7B#z>)" in markdown.fragment(listed)
    assert "<https://doi.org/10.1/a_b>" in markdown.fragment(listed)
    assert r"\href{https://a.example/x_y\%7B\#z}{here}" in latex.fragment(listed)
    assert r"\url{https://doi.org/10.1/a_b}" in latex.fragment(listed)
    assert '#link("https://a.example/x_y%7B#z")[here];' in typst.fragment(listed)
    assert '<a href="https://a.example/x_y%7B#z"' in web.fragment(listed)


def test_formulas_are_formulas() -> None:
    """LaTeX and Markdown have the formula, Typst what people type, and so has Markdown where it could be markup."""
    listed = _listing(_titled(r"On $\alpha_i^2$"))
    assert r"On $\alpha_i^2$." in latex.fragment(listed)
    assert r"On $\alpha_i^2$." in markdown.fragment(listed)
    assert r"On α\_i²." in typst.fragment(listed)
    assert "$" not in markdown.fragment(_listing(_titled(r"On $a<b>c$")))


def test_word_has_words_for_simple_formulas() -> None:
    """What a line of Unicode says is text in a document, what it does not is an equation."""
    html = web.fragment(_listing(_titled(r"On $\varepsilon$ in $O(n \log n)$, $L_2$ & $x^{k+y}$")))
    text = web.with_plain_formulas(html)
    assert "On ε in O(n log n), L₂ &amp; <math" in text
    assert text.count("<math") == 1


def test_states_are_told() -> None:
    """What was taken back, waits, or has no date says so in a list."""
    papers = [
        paper("gone", title=phrase("Gone")[0], status="retracted"),
        paper("soon", title=phrase("Soon")[0], status="accepted", venue=Venue(name=phrase("Winters")[0])),
    ]
    text = markdown.fragment(_listing(*papers))
    assert r"*Gone* \[Retracted\]." in text
    assert "(in press). Soon." in text


@pytest.mark.slow
@pytest.mark.parametrize(("name", "part"), [("docx", "word/document.xml"), ("odt", "content.xml")])
def test_word_and_opendocument_hold_every_title(name: str, part: str) -> None:
    """Where pandoc is installed, the document holds each title as words."""
    if pandoc.find() is None:
        _missing("no pandoc 3: the extra `styles` is not installed")
    papers = [_titled(title, f"p{number}") for number, title in enumerate(HOSTILE) if "$" not in title]
    made = DOCUMENTS[name].written(_listing(*papers, numbered=True), whole=True)
    xml = zipfile.ZipFile(io.BytesIO(made)).read(part).decode()
    text = "".join(unescape(re.sub(r"<[^>]*>", "", xml)).split())
    for one in papers:
        assert "".join(apa.reference(one).plain.split()) in text


def test_no_paper_stands_on_two_pages() -> None:
    """The number of a page never comes between the words of a title."""
    _need_typst()
    papers = [_titled(f"Title {number} {'of many words ' * 12}end {number}", f"p{number}") for number in range(40)]
    text = _typst_pdf(typst.document(_listing(*papers)))
    assert all("".join(paper.title.plain.split()) in text for paper in papers)


def test_pdf_is_the_same_each_time() -> None:
    """No date, no number of the day: one list is one file."""
    _need_typst()
    listed = _listing(_titled("Ice"))
    assert DOCUMENTS["pdf"].written(listed, whole=True) == DOCUMENTS["pdf"].written(listed, whole=True)


def test_an_empty_section_is_no_list() -> None:
    """A list without papers is a title and nothing else in each format."""
    empty = PublicationList("Papers", "en", (), "")
    assert (markdown.fragment(empty), web.fragment(empty), typst.fragment(empty)) == ("", "", "")
