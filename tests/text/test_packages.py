"""Commands that only the packages of one field know are written out in words that everybody reads."""

from __future__ import annotations

import pytest

from sitegen.text.convert import latex, phrase
from sitegen.text.packages import plain
from tests.costs import assert_in_proportion

READ = [
    (r"\ion{N}{2} and [\ion{O}{iii}]", "N II and [O III]"),
    (r"\ion{Fe}{14} and \ion{H}{$\alpha$}", "Fe XIV and H α"),
    (r"5\arcsec\ and 3\arcmin\ wide", "5″ and 3′ wide"),
    (r"$0\farcs5$ and 0\farcs5 and 2\fdg1", "0.″5 and 0.″5 and 2.°1"),
    (r"3\degr, 2 \micron wide, 5\fs2", "3°, 2 µm wide, 5.^s2"),
    (r"$M \la 5$ and z\ga3, $x\lesssim y$", "M ≲ 5 and z≳3, x ≲ y"),
    (r"$5\,M_\sun$ of \objectname{M 31}", "5 M_⊙ of M 31"),
    (r"\ce{H2O}, \ce{SO4^2-}, \ce{Na+}", "H₂O, SO₄²⁻, Na⁺"),
    (r"\ce{2H2 + O2 -> 2H2O}", "2H₂ + O₂ → 2H₂O"),
    (r"\ce{A <=>[k1][k2] B} at \ce{CuSO4 * 5H2O}", "A ⇌ B at CuSO₄·5H₂O"),
    (r"$\ce{CO2}$ and \ch{^{13}CO}", "CO₂ and ¹³CO"),
    (r"\iupac{1,2-di|chlo\-ro}", "1,2-dichloro"),
    (r"\SI{10}{\micro\metre} or $\SI{3}{\m}$", "10 µm or 3 m"),
    (r"\SI[per-mode=symbol]{5e3}{\metre\per\second\squared}", "5 × 10³ m s⁻²"),
    (r"\si{kg.m/s^2}, \si{\per\cubic\centi\metre}, \SI{3}{\m\tothe{4}}", "kg m/s², cm⁻³, 3 m⁴"),
    (r"\SI{20}{\percent} at \SI{25}{\celsius} and \ang{30;5}", "20 % at 25 °C and 30°5′"),
    (r"\num{1.5e-3}, \num{1.2(3)}, \num{3 +- 1}, \num{-7}", "1.5 × 10⁻³, 1.2(3), 3 ± 1, −7"),
    (r"$2000 \, \text{m}$ and $5\,\mu\mathrm{m}$", "2000 m and 5 μm"),
    (r"\textcolor{red}{A \ion{H}{1}}, $\textcolor{blue}{x}+\color[rgb]{1,0,0}y$, $z\thicksim3$", "A H I, x + y, z ~ 3"),
    (r"$\definecolor[named]{c}{rgb}{1,0,0}x$ $\mathop{\rm arg\,min}\limits_x$", "x arg min_x"),
    (r"3~\textmu m at 20\,\textdegree C or 5 \degree C", "3 µm at 20 °C or 5 °C"),
    (r"\SIrange{1}{5}{\GHz} and \numlist{1;2;3}", "1 GHz to 5 GHz and 1, 2 and 3"),
    (r"\qty{5}{\kilo\electronvolt} and \unit[10]{GeV}", "5 keV and 10 GeV"),
    (r"\textipa{[D@]} and \textipa{/\super ha:/}, \textesh{} or \textschwa", "[ðə] and /ʰaː/, ʃ or ə"),
    (r"$\dv{x}{t} + \ev{A}$ \ding{51} \ding{173}", "dx/dt + ⟨A⟩ ✓ ②"),
    (r"\hyperref[sec:a]{the methods} \qty(x) \SI{1", r"the methods"),
    ("No command at all, 5 % of it", "No command at all, 5 % of it"),
]


@pytest.mark.parametrize(("written", "read"), READ)
def test_what_packages_mean(written: str, read: str) -> None:
    """Astronomy, chemistry, units, phonetics and physics, in text and in formulas."""
    said = phrase(plain(written))[0].plain
    assert said == read if "qty(" not in written else said.startswith(read)


@pytest.mark.parametrize(("written", "read"), [pair for pair in READ if "qty(" not in pair[0]])
def test_what_packages_mean_in_a_field(written: str, read: str) -> None:
    """A title or an abstract holds them too, and nobody is told that they are unknown."""
    text, troubles = phrase(written)
    assert (text.plain, troubles) == (read, ())


FIELDS = [
    (r"CO$_2$ on \ce{TiO2}", r"CO$_2$ on TiO\textsubscript{2}", "CO₂ on TiO₂"),
    (r"\SIrange{1}{5}{\mm} of \isotope[14]{C}", r"1~mm to 5~mm of \textsuperscript{14}C", "1 mm to 5 mm of ¹⁴C"),
    (r"H\,{\sc ii} regions and [O~\textsc{iii}]", r"H\,II regions and [O~III]", "H II regions and [O III]"),
    (r"At 37\,\textdegree C", r"At 37\,°C", "At 37 °C"),
    (r"$n=1{,}200$ of Fe$^{3+}$", r"$n=1{,}200$ of Fe$^{3+}$", "n = 1,200 of Fe³⁺"),
    (r"$\sqrt{s}=13\,$TeV in 5$\,\mu$m", r"$\sqrt{s}=13\,$TeV in 5$\,\mu$m", "√s = 13 TeV in 5 μm"),
    (r"$5~$GHz, $13\,$TeV, $3\ $m, $x\ $y", r"$5~$GHz, $13\,$TeV, $3\;$m, $x\;$y", "5 GHz, 13 TeV, 3 m, x y"),
    (r"$10\,\mathrm{km}$ at 3 \kms", r"$10\,\mathrm{km}$ at 3 km~s\textsuperscript{$-$1}", "10 km at 3 km s⁻¹"),
    (r"3 \Msun and $3\,\Msun$", r"3 M\textsubscript{$\odot$} and $3\,\mathrm{M_{\odot}}$", "3 M⊙ and 3 M_⊙"),
]


@pytest.mark.parametrize(("written", "bib", "read"), FIELDS)
def test_a_field_is_written_out_for_bib_files(written: str, bib: str, read: str) -> None:
    """Those who cite need no package of the field; formulas keep what every LaTeX knows."""
    assert (latex(written), phrase(written)[0].plain) == (bib, read)


def test_a_persons_own_macro_wins() -> None:
    """Who defines a command of that name means that."""
    assert phrase(r"\ce of $\SI$", {"ce": "cross entropy", "SI": "S_1"})[0].plain == "cross entropy of S₁"


@pytest.mark.parametrize(
    "written", [r"\ionic{N}{2}", r"\SI", r"\ce", r"\ion{N}", r"\qty(a)(b)", r"\num x", r"\unit", ""]
)
def test_what_is_no_such_command_stays(written: str) -> None:
    """Commands of another name, or without what belongs to them."""
    assert plain(written) == written


@pytest.mark.parametrize("unit", [r"\SI{", r"\ce{", r"\ion{a}{", "{[", r"\num{1}$", r"\si{\m^", r"\textipa{\*"])
def test_the_cost_is_that_of_the_length(unit: str) -> None:
    """Whatever repeats, four times the text takes about four times as long."""
    prefix = r"\ion{N}{2} "
    assert_in_proportion(lambda count: plain(prefix + unit * count), (4_000, 16_000), 9, seconds=0.3)
