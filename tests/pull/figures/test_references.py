r"""References and citations in captions read as the paper prints them, or in words; nobody ever reads `??`."""

from __future__ import annotations

import pytest

from sitegen.pull.figures.archive import Archive
from sitegen.pull.figures.eprint import find
from sitegen.text.convert import phrase
from tests.costs import assert_in_proportion

BODY = r"""
\section{One}\label{sec:one}\begin{equation}a\label{eq:a}\end{equation}
\begin{align} b &= 1 \label{eq:b} \\ c &= 2 \nonumber\label{eq:none} \\
  d &= \begin{cases} 1 \\ 2 \end{cases} \label{eq:d} \end{align}
\begin{align*} e \\ f \end{align*}\[ g \]\begin{equation} h \tag{$\star$}\label{eq:h}\end{equation}
\subsection{Two}\label{sec:two}
\begin{subequations}\label{eq:all}\begin{align} k \label{eq:k}\\ l \label{eq:l}\end{align}\end{subequations}
\begin{table}\caption{T}\label{tab:t}\end{table}\begin{algorithm}\caption{A}\label{alg:a}\end{algorithm}
\begin{theorem}\label{thm:t}x\end{theorem}\begin{lemma}\label{lem:l}x\end{lemma}\section*{No}\be m \label{eq:m}\ee
\begin{enumerate}\item x \item\label{item:two} y\end{enumerate}
\section{Three}\label{sec:three}\subsubsection{Deep}\label{sec:deep}
\begin{figure}\includegraphics{a}\caption{F}\label{fig:f}\end{figure}
\begin{figure}\begin{subfigure}{3cm}\includegraphics{a}\caption{G}\label{fig:g}\end{subfigure}\caption{H}\end{figure}
\appendix\section{Four}\label{app:four}\subsection{Five}\label{app:five}
"""
HEAD = (
    r"\newtheorem{theorem}{Theorem}[section]\newtheorem{lemma}[theorem]{Lemma}"
    r"\def\be{\begin{equation}}\def\ee{\end{equation}}"
)


def read(written: str, *, head: str = "", kind: str = "article", body: str = BODY, **more: str) -> str:
    """The last figure's caption, as plain text."""
    text = (
        rf"\documentclass{{{kind}}}{HEAD}{head}\begin{{document}}{body}"
        rf"\begin{{figure}}\includegraphics{{a}}\caption{{{written}}}\end{{figure}}\end{{document}}"
    )
    members = {"main.tex": text.encode(), "a.png": b"picture"}
    members |= {name.replace("_", "."): data.encode() for name, data in more.items()}
    return phrase(find(Archive("tex", members)).figures[-1].caption)[0].plain


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        (r"Eq.~(\ref{eq:a}), Eqs.~\eqref{eq:b} and \eqref{eq:d}", "Eq. (1), Eqs. (2) and (3)"),
        (r"As \eqref{eq:h}, \eqref{eq:all}, \eqref{eq:k}, \eqref{eq:l}", "As (⋆), (4), (4a), (4b)"),
        (r"Sections~\ref{sec:one}, \ref{sec:two}, \ref{sec:three} and \ref{sec:deep}", "Sections 1, 1.1, 2 and 2.0.1"),
        (r"Table~\ref{tab:t}, Algorithm~\ref{alg:a}", "Table 1, Algorithm 1"),
        (r"Theorem~\ref{thm:t}, Lemma~\ref{lem:l}", "Theorem 1.1, Lemma 1.2"),
        (r"Figs.~\ref{fig:f} and \ref{fig:g}, step~\ref{item:two}", "Figs. 1 and 2a, step 2"),
        (r"\subref{fig:g} of \eqref{eq:m}", "a of (5)"),
        (r"Appendix~\ref{app:four} and \ref{app:five}", "Appendix A and A.1"),
        (r"\autoref{fig:f}, \autoref{eq:a}, \autoref{sec:one}, \autoref{app:four}",
         "Figure 1, Equation 1, section 1, Appendix A"),
        (r"\cref{fig:f,eq:a} and \Cref{sec:one}", "fig. 1 and eq. (1) and Section 1"),
        (r"\cref{eq:a,eq:b,eq:d} and \crefrange{eq:a}{eq:d}", "eqs. (1), (2), and (3) and eqs. (1) to (3)"),
        (r"\hyperref[sec:one]{Section~\ref*{sec:one}} says", "Section 1 says"),
    ],
)  # fmt: skip
def test_numbers_are_counted_as_latex_counts(written: str, caption: str) -> None:
    """Equations row by row, sections, appendices, tables, theorems that share a counter, parts of equations, panels."""
    assert read(written) == caption


@pytest.mark.parametrize(
    ("head", "kind", "written", "caption"),
    [
        (r"\usepackage[capitalise,noabbrev]{cleveref}", "article", r"\cref{eq:a}", "Equation (1)"),
        (r"\crefname{figure}{Fig.}{Figs.}", "article", r"\cref{fig:f}", "Fig. 1"),
        (r"\renewcommand{\figureautorefname}{Fig.}", "article", r"\autoref{fig:f}", "Fig. 1"),
        (r"\numberwithin{equation}{section}", "article", r"\eqref{eq:b}", "(1.2)"),
        (r"\makeatletter\@addtoreset{equation}{section}\makeatother\renewcommand{\theequation}{\thesection.\arabic{equation}}",
         "article", r"\eqref{eq:b}", "(1.2)"),
        (r"\setcounter{section}{2}", "article", r"Sec.~\ref{sec:two}", "Sec. 3.1"),
        ("", "revtex4-2", r"\ref{sec:three}, \ref{sec:two}, \ref{tab:t}", "II, I A, I"),
        ("", "IEEEtran", r"\ref{sec:three}, \ref{sec:two}", "II, I-A"),
    ],
)  # fmt: skip
def test_what_a_document_changes(head: str, kind: str, written: str, caption: str) -> None:
    """Options of cleveref, names, counters within others, classes with Roman numbers."""
    assert read(written, head=head, kind=kind) == caption


def test_what_latex_noted_wins() -> None:
    """A source may hold the `.aux` of its last run."""
    note = r"\newlabel{eq:x}{{S7}{3}{}{equation.7}{}}\newlabel{sec:one}{{IV}{1}{One}{section.1}{}}"
    assert read(r"Eq.~\eqref{eq:x} in \autoref{sec:one}", main_aux=note) == "Eq. (S7) in section IV"


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        (r"As in Eq.~(\ref{eq:gone}).", "As in the equation."),
        (r"As in (\ref{gone}).", "As in the equation."),
        (r"From Eqs.~(\ref{e1})-(\ref{e2}) and more", "From the equations and more"),
        (r"The fit, Fig.~\ref{fig:gone}a, and Figs. \ref{a}, \ref{b} and \ref{c}.",
         "The fit, the figure, and the figures."),
        (r"Figure~\ref{gone} shows it. Section~\ref{gone} too.", "The figure shows it. The section too."),
        (r"In the left Figure~\ref{gone}, and the same figure \ref{x}.", "In the left figure, and the same figure."),
        (r"Seen (see Fig.~\ref{gone}), (Eq.~\eqref{gone}) and (\ref{sec:x}).", "Seen, and the section."),
        (r"As \cref{tab:x} and \autoref{alg:y} say", "As the table and the algorithm say"),
        (r"See \ref{gone}.", "See the text."),
        (r"A line (\ref{plot:one}) and more", "A line () and more"),
        (r"Data (similar to \ref{a}). (Figure~\ref{a} and more)", "Data (similar to the text). (the figure and more)"),
        (r"Zoom of both Figs.~\ref{a} and \ref{b}", "Zoom of both figures"),
        (r"The curve in fig.\ref{a}.", "The curve in the figure."),
        (r"On page~\pageref{sec:one}", "On the page"),
    ],
)  # fmt: skip
def test_what_has_no_number_reads_in_words(written: str, caption: str) -> None:
    """Whatever stood before the reference, and brackets that would say nothing go."""
    assert read(written) == caption


BIB = r"""
@string{x = "y"} @article{one, author = {Smith, Ada}, year = 2019}
@inproceedings{two, author = "Ada Smith and Ludwig van Beethoven", title={T}, date = {2020-03}}
@misc{many, author = {{\"O}zel, F. and Doe, J. and Roe, R.}, year = "2021"}
@book{team, author={{The ABC Team}}, year={2018}}
"""
BBL = r"""\bibitem[Curie et~al.(1898)Curie, Curie, and B\'emont]{curie} x
\bibitem[{{LSST Collaboration}(2009)}]{lsst} x \bibitem[\protect\citeauthoryear{Long, List}{Noether}{1918}]{noether} x
\bibitem[Gauss, 1801]{gauss} x \bibitem{plain} x"""


@pytest.mark.parametrize(
    ("head", "written", "caption"),
    [
        (r"\usepackage{natbib}", r"By \citet{one}, \citet{two} and \citet{many}",
         "By Smith (2019), Smith and van Beethoven (2020) and Özel et al. (2021)"),
        (r"\usepackage[round]{natbib}", r"Data \citep[see][p.~3]{one,team}.",
         "Data (see Smith, 2019; The ABC Team, 2018, p. 3)."),
        (r"\usepackage{natbib}", r"\citet{curie}, \cite{lsst}, \citet{noether}, \citeauthor{gauss}, \citeyear{gauss}",
         "Curie et al. (1898), LSST Collaboration (2009), Noether (1918), Gauss, 1801"),
        (r"\usepackage[numbers]{natbib}", r"Data \citep{one}, by \citet{one}, from \cite{one}",
         "Data, by Smith (2019), from Smith (2019)"),
        (r"\usepackage[square]{natbib}", r"Data \citep{one} of", "Data of"),
        ("", r"Data~\cite{one} from Refs.~\cite{one,two}", "Data from Smith (2019); Smith and van Beethoven (2020)"),
        ("", r"Data \cite{nobody} of \cite{nobody}", "Data of the cited work"),
        ("", r"By \citet{Jones2019} \cite{Jones2019}", "By Jones 2019 [Jones 2019]"),
        (r"\usepackage[style=authoryear]{biblatex}", r"By \textcite{one} \parencite{two}",
         "By Smith (2019) (Smith and van Beethoven, 2020)"),
    ],
)  # fmt: skip
def test_citations_are_names_where_the_paper_prints_names(head: str, written: str, caption: str) -> None:
    """From the source's own bibliography; bare numbers of a list that is not here are left out."""
    assert read(written, head=head, refs_bib=BIB, main_bbl=BBL) == caption


@pytest.mark.parametrize(
    "unit",
    [r"\begin{equation}", r"\begin{subequations}", r"\begin{align}\\", r"\label{", r"\ref{a}, ", r"(see \ref{a",
     r"\cite{a}", r"\section{", r"\newtheorem{a}", r"\item", "( ~", r"Figs.~\ref{a} and ", r"\bibitem[",
     r"\end{figure}", r"\def\d2x{\d2x}"],
)  # fmt: skip
@pytest.mark.sampled(3)
def test_the_cost_is_that_of_the_length(unit: str) -> None:
    """Four times as much of anything takes about four times as long, in the text and in a caption."""

    def captions(count: int) -> object:
        return read(unit * count, body=unit * count, refs_bib=unit * count)

    assert_in_proportion(captions, (1_500, 6_000), 8, seconds=1.0)
