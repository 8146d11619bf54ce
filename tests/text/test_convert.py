"""One field of text becomes HTML, plain text and LaTeX, and says what it could not do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sitegen.text import convert as texts
from sitegen.text import markdown
from sitegen.text.convert import Trouble, abstract, latex, name, phrase, prose

CHECKOUT = Path(__file__).parents[2]
HEAVY = {"markdown_it", "mdit_py_plugins", "nh3", "math_core", "ftfy", "xml.etree.ElementTree", "sitegen.text.latex"}


def _loaded(statement: str) -> set[str]:
    """Which heavy modules a fresh Python holds after the statement."""
    program = f"from sitegen.text.convert import *; {statement}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return HEAVY & set(done.stdout.split())


def test_plain_words_import_nothing_heavy() -> None:
    """Titles, abstracts and names without a command, a formula or a mark cost no library."""
    assert (
        _loaded("phrase('On (nearly) all things, 5% of them'); abstract('One.\\n\\nTwo: three?'); name('Ann Öz')")
        == set()
    )


def test_a_command_imports_no_markdown_and_no_sanitizer() -> None:
    """An abstract with LaTeX words needs the reader alone; a formula needs math_core as well."""
    assert _loaded(r"abstract('\\emph{a} 5\\%')") == {"sitegen.text.latex", "xml.etree.ElementTree"}
    assert "math_core" in _loaded("abstract('$x_i$')")


def test_the_fast_path_says_the_same_as_the_full_path() -> None:
    """Words without any mark come out alike when a mark elsewhere sends them the long way."""
    for words in ("A title, (rather) plain: 5%?", "Two  spaces\nand a line", 'He said "no" and didn\'t.'):
        short, _ = abstract(words)
        long, _ = abstract(words + "\n\n{}")
        assert (short.html, short.plain) == (long.html, long.plain)


def test_an_abstract_that_begins_with_an_item_is_a_list() -> None:
    """Also when nothing but its first line has the mark."""
    for mark in "-+•":
        assert abstract(f"{mark} Tides of Mars")[0].html == "<ul><li>Tides of Mars</li></ul>"
    assert abstract("-5 degrees")[0].html == "<p>-5 degrees</p>"


def test_paragraphs_stay_apart() -> None:
    """A blank line parts paragraphs in HTML and in plain text; a single line end parts nothing."""
    text, _ = abstract("One\nline.\n\n\n  Two \\emph{x}.\\par Three.")
    assert text.html == "<p>One line.</p><p>Two <em>x</em>.</p><p>Three.</p>"
    assert text.plain == "One line.\n\nTwo x.\n\nThree."


def test_a_phrase_is_one_line_without_blocks() -> None:
    """A title keeps no paragraph, no list and no line break."""
    text, _ = phrase("A\n\n\\begin{itemize}\\item b\\item c\\end{itemize}\\\\ d")
    assert "<p" not in text.html
    assert "<ul" not in text.html
    assert text.plain == "A b; c d"


def test_an_unknown_macro_reads_as_a_word_and_is_reported_with_the_line_to_add() -> None:
    """Nothing is lost in silence, and the author is told what to write."""
    text, troubles = abstract(r"outperforms \gopher, \gopher and $\mygap_i$")
    assert text.plain == "outperforms gopher, gopher and mygap_i"
    assert troubles == (
        Trouble('unknown macro \\gopher reads as "gopher"', 'add under macros: in this file:   gopher: "…"'),
        Trouble('unknown macro \\mygap reads as "mygap"', 'add under macros: in this file:   mygap: "…"'),
    )


def test_an_unknown_macro_with_an_argument_reads_as_the_argument() -> None:
    r"""`\mname{Deep}` shows what its author put in."""
    text, troubles = phrase(r"\mname{Deep} nets")
    assert text.plain == "Deep nets"
    assert [trouble.sentence for trouble in troubles] == ['unknown macro \\mname reads as "Deep"']


@pytest.mark.parametrize(
    ("body", "written", "reads"),
    [
        ("Gopher", r"\x is", "Gopher is"),
        (r"\textsc{Gopher}\xspace", r"\x{} is", "Gopher is"),
        ("#1 of #2", r"\x{one}{\emph{two}}", "one of two"),
        (r"\mathcal{O}(#1)", r"$\x{n^2}$ and $\x n$", "O(n²) and O(n)"),
        ("$x$-factor", r"the \x", "the x-factor"),
        (r"\ensuremath{\alpha}", r"\x-stable", "α-stable"),
        (r"\varepsilon", r"$\x$", "ε"),
        (r"\emph", r"\x{word}", "word"),
    ],
)
def test_macros_stand_for_their_bodies(body: str, written: str, reads: str) -> None:
    """A person's macro is used in words and in formulas, with its arguments, and wins over what we know."""
    text, troubles = phrase(written, {"x": body})
    assert text.plain == reads
    assert troubles == ()


def test_a_macro_of_ones_own_wins_over_the_conventional_one() -> None:
    r"""Who says that `\R` is not the reals is believed."""
    assert phrase(r"$\R$", {"R": r"\mathcal{R}"})[0].plain == "R"
    assert phrase(r"\eg this", {"eg": "EG"})[0].plain == "EG this"


def test_a_macro_does_not_run_into_the_command_before_it() -> None:
    """A body of letters keeps the command before it from growing."""
    assert phrase(r"$2\times\x$", {"x": "ab"})[0].plain == "2×ab"
    assert phrase(r"$\alpha\o$")[0].plain == "αo"


def test_a_macro_without_end_stops_and_is_reported() -> None:
    """Macros that expand to themselves end in a word and a warning."""
    for written in (r"\x", r"$\x$"):
        text, troubles = abstract(written, {"x": r"\x\x"})
        assert len(text.html) < 200_000
        assert any("expands without end" in trouble.sentence for trouble in troubles)


def test_a_formula_that_cannot_be_read_is_shown_as_tex_and_reported() -> None:
    """The reader sees what the author typed, the author where it went wrong."""
    text, troubles = abstract(r"so $\begin{nothing}x\end{nothing}$ holds")
    assert '<code class="math-raw">' in text.html
    assert not text.has_maths
    assert "\\" not in text.plain
    assert troubles[0].sentence.endswith("cannot be read")


def test_tex_is_kept_for_copying() -> None:
    """A formula carries its TeX, attribute-escaped."""
    assert 'alttext="a&lt;b"' in phrase("$a<b$")[0].html


@pytest.mark.parametrize(
    ("formula", "reads"),
    [
        (r"\sqrt{KdT}", "√(KdT)"), (r"\sqrt{d}\mathcal{S}^{d-1}", "√d S^(d-1)"), (r"\frac{L_i}{n\mu}", "L_i/(nμ)"),
        (r"\frac{dx}{dt}", "dx/dt"), (r"L_*+S_*\in A", "L_∗ + S_∗ ∈ A"),
        (r"\frac{k}{n}\left(a+b\right)", "(k/n)(a + b)"), (r"\frac{1}{n}\sum x", "(1/n)∑x"), (r"1\frac{1}{2}", "1 1/2"),
        (r"O({sd}_{\lambda}/\epsilon)", "O(sd_λ/ε)"), (r"|E|+\|x\| \le |-y|", "|E| + ‖x‖ ≤ |-y|"),
        (r"A \preccurlyeq B", "A ≼ B"), (r"O(n)\log n", "O(n) log n"), (r"\sqrt[d]{\epsilon}", "ε^(1/d)"),
        (r"\delta = -0.26", "δ = -0.26"), (r"a \le +1", "a ≤ +1"), (r"\norm{x}", "‖x‖"), (r"2\times\eps", "2×ε"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_it_is_meant(formula: str, reads: str) -> None:
    """One line of Unicode says what stands under what, and keeps words apart."""
    assert phrase(f"${formula}$")[0].plain == reads


def test_numbers_are_text_and_need_no_font() -> None:
    """Formulas of numbers and signs alone are in the running face."""
    for written in (
        "$2$",
        r"4$\times$",
        r"$67.5\%$",
        r"$\pm 0.5$",
        r"$10^{-3}$",
        r"$> 90\%$",
        r"$\sim$10",
        r"360$^\circ$",
    ):
        assert not phrase(written)[0].has_maths, written
    assert phrase(r"$x\times 2$")[0].has_maths


def test_nothing_from_outside_becomes_active() -> None:
    """Scripts, handlers, styles and odd addresses are text or nothing."""
    hostile = (
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))", r"\href{JaVaScRiPt:alert(1)}{x}", r"\href{java&#10;script:alert(1)}{x}",
        '<p style="position:fixed" onclick="x()">a</p>', "<svg><script>1</script></svg>",
        "&lt;script&gt;1&lt;/script&gt;", r"$\style{color:red}{x}$ $\href{javascript:1}{x}$ $\class{a}{x}$",
        "<math><mtext><script>1</script></mtext></math>",
        r"\url{data:text/html,x}", "[x](//evil.example)", "![x](https://evil.example/p.png)",
    )  # fmt: skip
    for source in hostile:
        for convert in (phrase, abstract, prose):
            html = convert(source)[0].html.replace("<br>", "<br/>")
            tree = ElementTree.fromstring("<div>" + re.sub("<img([^>]*)>", r"<img\1/>", html) + "</div>")
            for element in tree.iter():
                assert element.tag not in {"script", "svg", "iframe", "style", "object"}, source
                assert not any(key.startswith("on") or key == "style" for key in element.attrib), source
                assert "evil" not in element.get("src", ""), source
                assert ":" not in element.get("href", "").replace("https:", ""), source


def test_direction_is_isolated() -> None:
    """Right-to-left text cannot turn what stands beside it; overrides are taken out and reported."""
    assert phrase("שלום עולם")[0].html == "<bdi>שלום עולם</bdi>"
    assert abstract("مرحبا\n\nplain")[0].html == '<p dir="auto">مرحبا</p><p>plain</p>'
    text, troubles = phrase("pay\u202etxt.exe")
    assert text.plain == "paytxt.exe"
    assert "direction" in troubles[0].sentence


def test_joiners_stay_where_a_script_needs_them() -> None:
    """Persian keeps its non-joiner and a family its joiners; a Latin word keeps neither."""
    assert phrase("می\u200cخواهم")[0].plain == "می\u200cخواهم"
    assert phrase("👩\u200d🔬")[0].plain == "👩\u200d🔬"
    assert phrase("pass\u200dword")[0].plain == "password"


def test_what_is_uncertain_stays() -> None:
    """Hyphens at line ends, single joiner-like marks, code and stray marks are the author's."""
    assert abstract("pre-\nand post-processing")[0].plain == "pre- and post-processing"
    assert (
        abstract("f(x)**2, A* and B*, a_b_c, snake_case_name")[0].plain == "f(x)**2, A* and B*, a_b_c, snake_case_name"
    )
    assert abstract("{0,1}^n and [1], 5 < 6 > 4")[0].plain == "{0,1}^n and [1], 5 < 6 > 4"
    assert abstract("improved by 0.2\n- 3.0 points\n+ more")[0].plain == "improved by 0.2 - 3.0 points + more"


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        (r"Bernhard Sch{\"o}lkopf", "Bernhard Schölkopf"), (r"Hél\`ene Paugam", "Hélène Paugam"),
        (r"Giorgio Gia\-cin\-to", "Giorgio Giacinto"), (r"Finn \. Nielsen", "Finn Nielsen"), (r"Jes\'us", "Jesús"),
        (r"Jakub \Lącki", "Jakub Łącki"), (r"Stéphan Clémen\ccon", "Stéphan Clémençon"), (r"S\o ren", "Søren"),
        (r"\L ączny, Ewa", "Łączny, Ewa"), (r"{\L }ączny", "Łączny"), (r"Ewa Go\l ąb", "Ewa Gołąb"),
        (r"Micha\l Świt", "Michał Świt"), (r"Micha\l {\'S}wit", "Michał Świt"),
        (r"Fran\coise Le\cois", "Françoise Leçois"), (r"Ana Mendon\ca", "Ana Mendonça"), (r"Bran\ccas", "Branças"),
        (r"{\L}ukasz Kaiser", "Łukasz Kaiser"), (r"Garc{\'\i}a", "García"), (r"\c{S}ener", "Şener"),
        ("{{CERN} Collaboration}", "CERN Collaboration"), ("O'Brien, Jr.", "O'Brien, Jr."), ("Jose\u0301", "José"),
        ("  Ann \n Lee ", "Ann Lee"), ("A &amp; B", "A & B"), ("王小明", "王小明"), ("Nguyễn Văn A", "Nguyễn Văn A"),
        (r"O\textquotesingle Keele, Ann", "O'Keele, Ann"),
    ],
)  # fmt: skip
def test_names_are_decoded_and_nothing_else(written: str, reads: str) -> None:
    """A name loses its LaTeX and keeps everything else."""
    assert name(written) == reads


def test_latex_keeps_the_braces_that_protect_capitals() -> None:
    """Braces around a word survive; formulas and accents are spelled for any engine."""
    assert (
        latex(r"{BERT} and $x^2$ by Schölkopf \& Łukasz — 5%")
        == r"{BERT} and $x^2$ by Sch{\"{o}}lkopf \& {\L}ukasz --- 5\%"
    )
    assert latex(r"\my{a} \gopher", {"my": r"\textbf{#1}"}) == r"\textbf{a} gopher"
    assert latex("β-VAE ≥ 3") == r"$\beta$-VAE $\geq$ 3"


def test_prose_is_markdown() -> None:
    """Tables, footnotes, definitions, figures, formulas; headings below the page's own; no raw HTML."""
    text, troubles = prose(
        "# Top\n\n| a | b |\n|---|--:|\n| $x$ | **y** |\n\nterm\n: meaning\n\nnote[^1]\n\n[^1]: foot \\emph{n}\n\n"
        '![A dog](figures/a.png "A dog, *asleep*")\n\n<b>raw</b> [in](papers/x) [out](https://example.org)'
    )
    for part in (
        "<h2>Top</h2>", '<td class="right"><strong>y</strong></td>', "<dt>term</dt>", '<section class="footnotes">',
        '<figure><img src="figures/a.png" alt="A dog"><figcaption>A dog, *asleep*</figcaption></figure>', "<em>n</em>",
        "&lt;b&gt;raw", '<a href="papers/x">in</a>', '<a href="https://example.org">out</a>',
    ):  # fmt: skip
        assert part in text.html
    assert troubles == ()
    assert "<" not in text.plain.replace("<b>raw</b>", "")


def test_footnotes_of_two_texts_do_not_meet() -> None:
    """Each text's notes have addresses of their own."""
    one, two = prose("a[^1]\n\n[^1]: b")[0].html, prose("c[^1]\n\n[^1]: d")[0].html
    ids = [part.split('"')[0] for html in (one, two) for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[my CV](../assets/cv.pdf)", 'the link "my CV" leads to no address that it may have'),
        ("[all of $x$](ftp://example.org/x)", 'the link "all of …" leads to no address that it may have'),
        ("![A hill](https://example.org/hill.png)", 'the picture "A hill" is not one of the site, and is left out'),
        ("![A hill](../figures/hill.png)", 'the picture "A hill" is not one of the site, and is left out'),
        ("[a](assets/cv.pdf), [b](/x/), [c](#top), <https://example.org/>[^1]\n\n[^1]: A note", ""),
    ],
)
def test_a_link_that_leads_nowhere_is_said(source: str, said: str) -> None:
    """Its words stay on the page, and nobody has to find out by clicking."""
    assert [trouble.sentence for trouble in prose(source)[1]] == ([said] if said else [])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("$α$-cuts", r"$\alpha$-cuts"),
        ("$ρx ≤ ∞$", r"$\rho x \leq \infty$"),
        (r"$\text{α of } ℝ$", r"$\text{\ensuremath{\alpha} of } \ensuremath{\mathbb{R}}$"),
    ],
)
def test_signs_in_a_formula_have_their_names_in_latex(source: str, said: str) -> None:
    """PdfLaTeX sets them by name only."""
    assert latex(source) == said


@pytest.mark.parametrize(
    ("written", "reads"),
    [(r"Nguy{\~{\^e}}n", "Nguyễn"), (r"Nguy\~{\^{e}}n", "Nguyễn"), (r"L\d{\^e}", "Lệ"), (r"Tr\`{\^a}n", "Trần")],
)
def test_two_accents_stand_on_one_letter(written: str, reads: str) -> None:
    """As Vietnamese has them, in names and in texts."""
    assert name(written) == reads
    assert phrase(written)[0].plain == reads


def test_an_accent_over_a_dotless_letter_makes_a_letter() -> None:
    """What LaTeX puts together from two is one character; an object that was lost in copying leaves nothing."""
    assert name("Gaı\u0308ffas") == "Gaïffas"
    assert phrase("ȷ\u030c and ı")[0].plain == "ǰ and ı"
    assert phrase("Bayesian \ufffc inference")[0].plain == "Bayesian inference"


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        (r"Keller\textquotesingle s cells\textquotesingle  in 1\textendash 2", "Keller's cells' in 1–2"),
        (r"\textquotedblleft Yes\textquotedblright{} at p \textless 5", "“Yes” at p <5"),
        (r"na\"\i ve d'\^\i le, Garc\'\i a, d'\^{\i} le", "naïve d'île, García, d'î le"),
        (r"Kern.\ Rev.\ {B}\ {\bf 12}, {AND\slash OR}, self\hyphen made", "Kern. Rev. B 12, AND/OR, self-made"),
        (r"a\hspace{1em}b\hspace*{2pt}c", "a b c"),
        (r"see \doi{10.5555/a_b}", "see 10.5555/a_b"),
    ],
)
def test_the_space_that_ends_a_command_is_none(written: str, reads: str) -> None:
    """As programs write it that turn signs into LaTeX; a second space is one, and so is one with a backslash."""
    text, troubles = phrase(written)
    assert (text.plain, troubles) == (reads, ())


@pytest.mark.parametrize("written", ["from $ 5 - $ 10 million", "US$ 2,500/US$ 3,000", "$ 5 / $ 6 a day"])
def test_amounts_behind_spaced_signs_are_money(written: str) -> None:
    """Two prices are no formula, however they are spaced."""
    assert phrase(written)[0].plain == written


def test_maths_within_emphasis_is_maths() -> None:
    """A page is told to load the font for maths wherever in a text it stands."""
    for convert in (phrase, abstract, prose):
        assert convert(r"\emph{so \unicode{x41} is $x^2$}")[0].has_maths
        assert not convert(r"\emph{so it is}")[0].has_maths


@pytest.mark.parametrize(
    "source",
    [
        "Ada works on *rough paths* and, since 2019, on noise.\nShe teaches (in Graz).\n",
        "One paragraph's words.\n\nAnother; with *one*, *two*. And a single-sheet and/or – dash?\n\n",
        "*First* of all: Émile Żak",
    ],
)
def test_prose_of_words_alone_is_what_markdown_makes_of_it(source: str) -> None:
    """Paragraphs of words, some of them emphasised, need no Markdown, and come to the same."""
    assert not texts._NOT_WORDS.search(texts._EMPHASIS.sub(r"\1", source).rstrip("\n"))
    whole = markdown.convert(source, {})
    text, troubles = prose(source)
    assert (text.html, text.plain, text.has_maths, troubles) == (whole.html, whole.plain, False, ())


@pytest.mark.parametrize(
    "source",
    [
        "- a",
        "a\n- b",
        "1. a",
        "a  \nb",
        " a",
        "a\n b",
        "**a**",
        "*a*b",
        "a -- b",
        "//a",
        "a\n: b",
        "a\n---",
        "*a",
        "\na",
    ],
)
def test_prose_with_marks_is_markdown(source: str) -> None:
    """Whatever may be a mark goes the long way."""
    assert texts._NOT_WORDS.search(texts._EMPHASIS.sub(r"\1", source).rstrip("\n"))
