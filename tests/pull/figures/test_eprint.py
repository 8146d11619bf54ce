r"""Figures in LaTeX sources, in every usual way of writing them."""

from __future__ import annotations

import pytest

from sitegen.pull.figures.archive import Archive
from sitegen.pull.figures.definitions import used
from sitegen.pull.figures.eprint import EprintFigures, find


def source(body: str, *pictures: str, before: str = "", document_class: str = "article", **more: str) -> EprintFigures:
    """The figures of a document with these pictures beside it; `more` are further files, `.tex` left out."""
    text = rf"\documentclass{{{document_class}}}{before}\begin{{document}}{body}\end{{document}}"
    members = {"main.tex": text.encode()} | {f"{name}.tex": said.encode() for name, said in more.items()}
    return find(Archive("tex", members | dict.fromkeys(pictures, b"picture")))


def places(body: str, *pictures: str, **more: str) -> list[tuple[object, ...]]:
    """The pictures of each figure."""
    return [one.locations for one in source(body, *pictures, **more).figures]


def figure(picture: str, caption: str = "C.") -> str:
    """A figure with a picture and a caption."""
    return rf"\begin{{figure}}\includegraphics{{{picture}}}\caption{{{caption}}}\end{{figure}}"


@pytest.mark.parametrize(
    "command",
    [
        r"\includegraphics{a}", r"\includegraphics*{a.png}", r"\includegraphics[width=\linewidth, trim={0 1 2 3}]{a}",
        r"\includegraphics [scale=.5] {a.png}", r"\includegraphics[0,0][9,9]{a.png}", r'\includegraphics{"a".png}',
        r"\includegraphics{{a}.png}", r"\includegraphics{./a.png}", r"\includegraphics<2->[width=3cm]{a}",
        r"\epsfig{file=a.png,width=9cm}", r"\psfig{figure=a.png}", r"\epsfbox{a.png}", r"\epsfbox[0 0 9 9]{a.png}",
        r"\epsffile{a.png}", r"\plotone{a.png}", r"\includesvg[width=2cm]{a}", r"\adjustimage{width=3cm}{a.png}",
        r"\adjincludegraphics[clip]{a}", r"\begin{overpic}[scale=1]{a}\put(1,2){x}\end{overpic}",
        r"\centerline{\hbox{\includegraphics{a}}}", r"\resizebox{9cm}{!}{\includegraphics{a.png}}",
        r"\subfloat[]{\includegraphics{a}}", r"\begin{subfigure}[b]{.5\textwidth}\includegraphics{a}\end{subfigure}",
        r"\begin{minipage}{3cm}\includegraphics{a}\end{minipage}", "\\includegraphics{%\n  a}", r"\includegraphics{A}",
        r"\includegraphics{figs/a}", r"\includegraphics{a.eps}", r"\includegraphics{\figdir/a}",
        r"\includestandalone{a}",
    ],
)  # fmt: skip
def test_pictures_are_included_in_many_ways(command: str) -> None:
    """Old commands and new ones, options, quotes, groups, other cases, endings and folders."""
    assert places(rf"\begin{{figure}}{command}\caption{{C}}\end{{figure}}", "a.png") == [("a.png",)]


@pytest.mark.parametrize(
    "environment", ["figure", "figure*", "wrapfigure", "SCfigure", "sidewaysfigure", "teaserfigure", "marginfigure"]
)
def test_environments_of_figures(environment: str) -> None:
    """All that LaTeX numbers as figures."""
    body = rf"\begin{{{environment}}}\includegraphics{{a}}\caption{{C}}\end{{{environment}}}"
    assert [(one.number, one.locations) for one in source(body, "a.png").figures] == [("1", ("a.png",))]


def test_a_teaser_is_the_first_figure() -> None:
    """Classes for papers on graphics have a command for it; a mention of that command elsewhere is none."""
    body = r"\teaser{\centering\includegraphics{a}\caption{T \label{t}}}\maketitle" + figure("b") + r"\teaser{None}"
    assert [(one.number, one.locations) for one in source(body, "a.png", "b.png").figures] == [
        ("1", ("a.png",)), ("2", ("b.png",)),
    ]  # fmt: skip


def test_a_number_may_be_given() -> None:
    r"""With `\figurenum` it is that figure's alone, and the others are counted without it."""
    body = figure("a") + figure("b").replace(r"\caption", r"\figurenum{7a}\caption") + figure("a")
    assert [one.number for one in source(body, "a.png", "b.png").figures] == ["1", "7a", "2"]


def test_the_better_of_two_formats_is_taken() -> None:
    """Without an ending LaTeX's own order decides, with one that is there the ending does."""
    assert places(figure("a") + figure("a.eps"), "a.eps", "a.pdf") == [("a.pdf",), ("a.eps",)]


def test_graphics_paths_are_heeded() -> None:
    """With spaces, several, and one that does not exist."""
    path = r"\graphicspath{ {none/} {figs/} }"
    assert places(figure("a") + figure("b"), "figs/a.pdf", "other/a.pdf", "b.png", before=path) == [
        ("figs/a.pdf",), ("b.png",),
    ]  # fmt: skip


def test_a_name_that_two_files_share_is_not_guessed() -> None:
    """A picture in some other folder is found when there is only one of its name."""
    assert places(figure("a") + figure("b"), "x/a.png", "y/a.png", "z/b.png") == [(), ("z/b.png",)]


@pytest.mark.parametrize(
    "hidden",
    [
        "%" + figure("b"), r"\iffalse " + figure("b") + r"\fi", r"\begin{comment}" + figure("b") + r"\end{comment}",
        r"\begin{verbatim}" + figure("b") + r"\end{verbatim}", r"\iftrue\else " + figure("b") + r"\fi",
        r"\newif\ifdraft\ifdraft " + figure("b") + r"\else x\fi", r"\iffalse\ifx\a\b x\fi " + figure("b") + r"\fi",
        r"\newcommand{\unused}{" + figure("b") + "}", r"\verb|" + figure("b") + "|",
    ],
)  # fmt: skip
def test_what_is_not_printed_is_no_figure(hidden: str) -> None:
    """Comments, dead branches, quoted source, macros that nobody calls."""
    assert places(f"{hidden}\n{figure('a')}", "a.png", "b.png") == [("a.png",)]


@pytest.mark.parametrize(
    "shown",
    [
        r"\iff $a \iff b$ ", r"\newif\ifdraft\drafttrue\ifdraft ", r"\ifx\a\b ", r"50\% ", "\\\\% comment\n",
        r"\url{http://a.b/%20c} ", r"\ifthenelse{1<2}{}{} ", r"\iftrue ",
    ],
)  # fmt: skip
def test_what_only_looks_hidden_is_a_figure(shown: str) -> None:
    """Escaped signs, addresses, conditions that hold or that only TeX could decide."""
    assert places(shown + figure("a"), "a.png") == [("a.png",)]


@pytest.mark.parametrize(
    "command", [r"\input{part}", r"\input part ", r"\include{part}", r"\subfile{part}", r"\import{./}{part}",
                r"\input{Part.tex}", r"\subimport{sub/}{../part}"]
)  # fmt: skip
def test_files_are_read_into_each_other(command: str) -> None:
    """By every usual command; what a part says before its own document is left out."""
    part = r"\documentclass[main]{subfiles}\begin{document}" + figure("a") + r"\end{document} ignored"
    assert places(command, "a.png", part=part) == [("a.png",)]


def test_a_file_that_reads_itself_ends() -> None:
    """However it does it; files that are missing are passed over."""
    assert len(places(r"\input{main}\input{missing}" + figure("a"), "a.png")) < 100


def test_the_main_file_is_found() -> None:
    """A hint, a bibliography of its name, pictures that are there; never a part of another file."""
    paper = r"\documentclass{article}\begin{document}" + figure("a") + r"\end{document}"
    other = r"\documentclass{Definitions/x}\begin{document}" + figure("gone") + r"\end{document}"
    members = {"zz.tex": paper.encode(), "aa.tex": other.encode(), "a.png": b"p"}
    assert find(Archive("tex", members)).figures[0].locations == ("a.png",)
    hint = b'{"sources": [{"filename": "aa.tex", "usage": "toplevel"}]}'
    letter = {**members, "letter.tex": rb"\documentclass{letter}\begin{document}Dear\end{document}", "zz.bbl": b"x"}
    assert find(Archive("tex", letter)).figures[0].locations == ("a.png",)
    assert find(Archive("tex", {**members, "a.png": b"", "gone.png": b"p", "00README.json": hint})).figures


def test_macros_that_draw_are_expanded() -> None:
    """Figures that come out of an author's own macros and environments."""
    before = (
        r"\newcommand{\fig}[3][9cm]{\begin{figure}\includegraphics[width=#1]{#2}\caption{#3}\end{figure}}"
        r"\def\bfig{\begin{figure}}\def\efig{\end{figure}}\newcommand{\pic}[1]{\includegraphics{#1}}"
        r"\newenvironment{myfig}[1][t]{\begin{figure}[#1]\centering}{\end{figure}}"
    )
    body = r"\fig[2cm]{a}{One.}\bfig\pic{b}\caption{Two.}\efig\begin{myfig}\pic{c}\caption{Three.}\end{myfig}"
    found = source(body, "a.png", "b.png", "c.png", before=before).figures
    assert [(one.number, one.caption, one.locations) for one in found] == [
        ("1", "One.", ("a.png",)), ("2", "Two.", ("b.png",)), ("3", "Three.", ("c.png",)),
    ]  # fmt: skip


def test_panels_are_one_figure() -> None:
    """What their captions say follows the figure's."""
    body = (
        r"\begin{figure}\subfloat[Train\label{fig:a}]{\includegraphics{a}}\subfigure[]{\includegraphics{b}}"
        r"\begin{subfigure}{3cm}\includegraphics{c}\caption{Test}\end{subfigure}"
        r"\caption{Losses, \ref{fig:a}.}\end{figure}"
    )
    found = source(body, "a.png", "b.png", "c.png").figures
    assert [(one.number, one.caption, one.locations) for one in found] == [
        ("1", "Losses, 1a. (a) Train (c) Test", ("a.png", "b.png", "c.png"))
    ]


@pytest.mark.parametrize("above", [True, False])
def test_two_captions_are_two_figures(*, above: bool) -> None:
    """Each with the pictures on its side."""
    halves = [(rf"\caption{{{one}}}", rf"\includegraphics{{{one}}}") for one in "ab"]
    body = "".join(caption + picture if above else picture + caption for caption, picture in halves)
    found = source(rf"\begin{{figure}}{body}\end{{figure}}", "a.png", "b.png").figures
    assert [(one.number, one.caption, one.locations) for one in found] == [
        ("1", "a", ("a.png",)),
        ("2", "b", ("b.png",)),
    ]


def test_a_caption_outside_of_an_environment() -> None:
    r"""`\captionof` takes the picture before it."""
    body = r"\begin{center}\includegraphics{a}\captionof{figure}{C}\end{center}\captionof{table}{T}"
    assert [(one.number, one.locations) for one in source(body, "a.png").figures] == [("1", ("a.png",))]


@pytest.mark.parametrize(
    ("body", "before", "document_class", "numbers"),
    [
        (r"F F", "", "article", ["1", "2"]),
        (r"F \renewcommand{\thefigure}{S\arabic{figure}}\setcounter{figure}{0} F F", "", "article", ["1", "S1", "S2"]),
        (r"\section{a}F F\section{b}F", r"\numberwithin{figure}{section}", "article", ["1.1", "1.2", "2.1"]),
        (r"\section{a}F\appendix\section{b}F", r"\counterwithin{figure}{section}", "article", ["1.1", "A.1"]),
        (r"\chapter{a}F\chapter{b}F F", "", "book", ["1.1", "2.1", "2.2"]),
        (r"F \addtocounter{figure}{1} F", "", "article", ["1", "3"]),
        (r"F U F", "", "article", ["1", "", "2"]),
        (r"F T F", "", "article", ["1", "2", "3"]),
    ],
)
def test_numbers_are_those_of_latex(body: str, before: str, document_class: str, numbers: list[str]) -> None:
    """Counters, parts, appendices; a drawing that LaTeX makes itself counts, a starred caption does not."""
    body = body.replace("F", figure("a")).replace("U", figure("a").replace(r"\caption", r"\caption*"))
    body = body.replace("T", r"\begin{figure}\begin{tikzpicture}\end{tikzpicture}\caption{x}\end{figure}")
    found = source(body, "a.png", before=before, document_class=document_class).figures
    assert [one.number for one in found] == numbers


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        (r"A $x_i$\label{fig:z} of\footnote{n} \emph{it}", r"A $x_i$ of \emph{it}"),
        (r"\small\centering A", "A"),
        ("A\n\n  b%c\n d", "A bd"),
        (r"\name{} of \two{a}{b}", r"{Nets}{} of a and b"),
        (r"As \ref{fig:one} and Section~\ref{sec:x} (see Eq.~\eqref{eq:y})", r"As 1 and the section"),
        (r"\textbf{A} by \citet{Smith2019}", r"\textbf{A} by \citet{Smith2019}"),
    ],
)
def test_captions_stand_on_their_own(written: str, caption: str) -> None:
    """The author's macros are in place, layout is gone, references are numbers."""
    before = r"\newcommand{\name}{{Nets}\xspace}\newcommand{\two}[2]{#1 and #2}"
    found = source(figure("a", r"One.\label{fig:one}") + figure("a", written), "a.png", before=before).figures
    assert found[1].caption == caption


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        (r"\gls{cnn} and \glspl{cnn}, \acrlong{cnn}", "CNN and CNNs, convolutional network"),
        (r"\ac{rnn}, \acp{rnn}, \acf{gpu}", "RNN, RNNs, graphics unit (GPU)"),
        (r"\gls{other} and \acute{a}", r"\gls{other} and \acute{a}"),
        ((r"\capstart\captionsetup{font=small} A \begin{minipage}[t]{3cm}b\end{minipage} \begin{tabular}{l}c"
         r"\end{tabular}"),
         "A b c"),
        (r"[O\,{\sc iii}], C~\textsc{iv}, \og oui \fg, see also \cite{a}",
         "[O\\,III], C~IV, «~oui », see also the cited work"),
    ],
)  # fmt: skip
def test_acronyms_and_layout_within_captions(written: str, caption: str) -> None:
    """Short forms, long ones where they are asked for; boxes and settings go."""
    before = (
        r"\newacronym[x=y]{cnn}{CNN}{convolutional network}\DeclareAcronym{rnn}{short = RNN, long = {recurrent}}"
        r"\acrodef{gpu}[GPU]{graphics unit}"
    )
    assert source(figure("a", written), "a.png", before=before).figures[0].caption == caption


@pytest.mark.parametrize("note", [r"\caption{Loss.}\caption*{Note: test.}", r"\caption*{Note: test.}\caption{Loss.}"])
def test_a_caption_without_a_number_is_a_note(note: str) -> None:
    """It belongs to the numbered caption of its float."""
    found = source(
        rf"\begin{{figure}}\includegraphics{{a}}{note}\end{{figure}}" + figure("b"), "a.png", "b.png"
    ).figures
    assert [(one.number, one.caption, len(one.locations)) for one in found] == [
        ("1", "Loss. Note: test.", 1),
        ("2", "C.", 1),
    ]


@pytest.mark.parametrize(
    ("second", "caption"),
    [
        ("(continued)", "Loss."),
        (r"\emph{Continued from the last page.}", "Loss."),
        ("Loss.", "Loss."),
        ("Gain.", "Loss. Gain."),
    ],
)
def test_a_continued_float_is_one_figure(second: str, caption: str) -> None:
    """Its pictures together, and what its second caption adds."""
    more = figure("b", second).replace(r"\includegraphics", r"\ContinuedFloat\includegraphics")
    found = source(figure("a", "Loss.") + more + figure("c", "Next."), "a.png", "b.png", "c.png").figures
    assert [(one.number, one.caption, len(one.locations)) for one in found] == [("1", caption, 2), ("2", "Next.", 1)]


@pytest.mark.parametrize(
    ("drawing", "named"),
    [
        (r"\begin{tikzpicture}\draw (0,0);\end{tikzpicture}", "TikZ"),
        (r"\begin{tikzpicture}\begin{axis}\end{axis}\end{tikzpicture}", "TikZ (pgfplots)"),
        (r"\tikz[scale=2]{\draw (0,0);}", "TikZ"), (r"\begin{pspicture}(1,1)\end{pspicture}", "PSTricks"),
        (r"\picture", ""), (r"\plot", "TikZ"), (r"\xymatrix{a}", "Xy-pic"), (r"\includegraphics{a}", ""),
    ],
)  # fmt: skip
def test_what_latex_draws_itself_is_named(drawing: str, named: str) -> None:
    """TikZ, pgfplots and their kind, also through a macro of the author's own."""
    before = r"\newcommand{\plot}{\begin{tikzpicture}\end{tikzpicture}}"
    body = rf"\begin{{figure}}{drawing}\caption{{A \tikz\draw (0,0); line}}\end{{figure}}"
    found = source(body, "a.png", before=before).figures[0]
    assert (found.drawn if drawing != r"\picture" else "", found.caption) == (named, "A line")


def test_words_for_those_who_do_not_see() -> None:
    r"""`\Description` and the option `alt` are the author's own."""
    described = figure("a").replace(r"\caption", r"\Description{A red line}\caption")
    optional = figure("a").replace(r"\includegraphics", r"\includegraphics[alt={A blue, thin line},width=3cm]")
    assert [one.alt for one in source(described + optional, "a.png").figures] == ["A red line", "A blue, thin line"]


def test_macros_without_arguments_are_offered() -> None:
    """Those that a text uses, complete, also from the author's own package; never those that take arguments."""
    members = {
        "main.tex": (
            rb"\documentclass{article}\usepackage{own}\newcommand{\nummodels}{over \hundreds\xspace}"
            rb"\newcommand\unused{x}\def\bold#1{\textbf{#1}}\begin{document}\end{document}"
        ),
        "own.sty": rb"\newcommand{\hundreds}{400}\DeclareMathOperator{\argmax}{arg\,max}",
    }
    macros = find(Archive("tex", members)).macros
    texts = [r"We train \nummodels{} \bold{models} with $\argmax_x$ and \other"]
    assert used(macros, texts) == {"argmax": r"\operatorname{arg\,max}", "nummodels": "over 400"}


def test_macros_that_never_end_do() -> None:
    """Macros that call themselves, or grow without bounds, are put in place only so often."""
    before = r"\newcommand{\a}{\b\b\includegraphics{x}}\newcommand{\b}{\a\a}"
    assert len(source(r"\begin{figure}\a\caption{\b}\end{figure}", "x.png", before=before).figures) == 1


STYLE = r"""
\renewcommand{\normalsize}{\@setfontsize\normalsize\@xpt\@xipt}
\renewcommand{\small}{\@setfontsize\small\@ixpt\@xpt \abovedisplayskip 6pt}
\def\emph#1{\textsl{#1}}\def\notice{\@float{box}[b]Under review}\newcommand{\toptitle}{\hrule height 4pt}
\newcommand{\model}{Lark}\newcommand{\caption@note}{hidden}\def\section{\@startsection{section}{1}}
"""
"""A style file as conferences give it out: layout, sizes, and a word or two."""


@pytest.mark.parametrize(
    ("before", "written", "caption"),
    [
        ("", r"\small\normalsize The \model\ \emph{in} use", r"The Lark\ \emph{in} use"),
        (r"\def\again{\again more}", r"See \again now", r"See \again now"),
        (r"\let\old\fresh\def\fresh{\old{} x}\def\uses{\fresh}", r"See \uses{} it", r"See \fresh{} it"),
        (r"\def\near{\raise.3ex\hbox{$<$\kern-.75em\lower1ex\hbox{$\sim$}}}", r"$a \near b$", r"$a \near b$"),
        (r"\newcommand{\over}[1]{\mkern 1.5mu\overline{\mkern-2.5mu#1}}", r"$\over{x}$", r"$\overline{x}$"),
        (r"\newcommand{\gap}{a\hspace{2pt}b\kern-.1em c}", r"\gap", "abc"),
        (r"\newcommand{\who}{mail@ada.example}", r"\who", "mail@ada.example"),
        (r"\def\inner{\@ifnextchar[{\x}{\y}}", r"An \inner{} one", r"An \inner{} one"),
    ],
)  # fmt: skip
def test_only_words_are_put_in_place(before: str, written: str, caption: str) -> None:
    """Layout, sizes, internals and what calls itself stay out of captions, wherever they are defined."""
    head = rf"\usepackage{{conf}}{before}\begin{{document}}"
    text = rf"\documentclass{{article}}{head}{figure('a', written)}\end{{document}}"
    found = find(Archive("tex", {"main.tex": text.encode(), "conf.sty": STYLE.encode(), "a.png": b"picture"}))
    assert found.figures[0].caption == caption
    assert not {"normalsize", "small", "emph", "section", "notice", "toptitle"} & set(found.macros)


def test_macros_that_call_each_other_end_at_once() -> None:
    """Thousands that call one another cost no more than their length."""
    names = ["ring" + "".join(chr(97 + int(digit)) for digit in str(number)) for number in range(3_000)]
    ring = "".join(
        rf"\def\{name}{{\{after}\{after}}}" for name, after in zip(names, [*names[1:], names[0]], strict=True)
    )
    found = source(figure("a", rf"Loss \{names[0]}"), "a.png", before=ring)
    assert found.figures[0].caption == rf"Loss \{names[0]}"
