"""Sixty formulas, set by Chromium in the font we ship, look as they did when a person last looked at them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from sitegen.text.convert import abstract

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "themes/folio/static"
PICTURE = Path(__file__).with_name("formulas.png")
ROUGHNESS = 6.0
"""Mean difference of blurred grey values, of 255, that rasterisers may differ by; a lost formula makes more."""

FORMULAS = (
    r"\tilde{O}(\sqrt{T\log T})", r"\widetilde{\mathcal{O}}(d^{3/2}\sqrt{HT})", r"\ell_1", r"\|x\|_2^2", r"\epsilon",
    r"\frac{1}{1-\gamma}", r"\sum_{i=1}^{n} x_i^2", r"\prod_{k=0}^{\infty} (1-q^k)", r"\int_0^1 f(x)\,dx",
    r"\mathbb{R}^d",
    r"\mathbb{E}_{x\sim p}[f(x)]", r"\Pr[X > t] \leq e^{-t^2/2}", r"\min_{\theta\in\Theta} L(\theta)",
    r"\operatorname*{arg\,max}_{a} Q(s,a)", r"\hat{\theta}", r"\widehat{\theta + x}", r"\bar{x}", r"\overline{AB}",
    r"\vec{v}", r"\dot{x} = f(x)", r"\ddot{q}", r"\check{c}", r"\breve{u}", r"\acute{a}", r"\mathring{A}",
    r"\underline{x}", r"\underbrace{a+b+c}_{n}", r"\overbrace{x_1,\dots,x_k}^{k}", r"\sqrt[3]{x+y}",
    r"\sqrt{\frac{\log(1/\delta)}{2n}}", r"\left(\frac{a}{b}\right)^{2}", r"\left\{x : |x| \le 1\right\}",
    r"\left\lfloor \frac{n}{2} \right\rfloor", r"\binom{n}{k}", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"f(x) = \begin{cases} x & x \ge 0 \\ 0 & x < 0 \end{cases}", r"A^{\top} B", r"\nabla_{\theta} \log \pi_{\theta}",
    r"x \in \{0,1\}^{n}", r"\mathcal{N}(\mu, \sigma^2)", r"\mathbf{W}\mathbf{x} + \mathbf{b}", r"\mathfrak{g}",
    r"\mathscr{L}", r"\mathsf{NP} \neq \mathsf{coNP}", r"\mathrm{KL}(p \,\|\, q)", r"\alpha\beta\gamma\delta\zeta",
    r"\Gamma\Delta\Theta\Lambda\Sigma\Omega", r"A \subseteq B \cup C", r"p \to q \Rightarrow \neg q", r"a \otimes b",
    r"\forall x\,\exists y", r"x \approx y \lesssim z", r"\langle u, v \rangle", r"\partial_t u = \Delta u",
    r"\lim_{n\to\infty} a_n", r"\bigcup_{i} A_i", r"\oint_C \vec{F}\cdot d\vec{r}", r"10^{-3}x", r"n!",
    r"\hbar\omega = \ell",
)  # fmt: skip


def _style() -> str:
    """The theme's maths style, which here waits for its font."""
    style = (STATIC / "maths.css").read_text(encoding="utf-8").replace("optional", "block")
    return style.replace('url("', f'url("{STATIC.as_uri()}/')


@pytest.fixture
def sheet(browser: Browser, tmp_path: Path) -> Page:
    """All formulas on one page, each with its number, over the theme's maths style."""
    rows = "".join(f"<tr><td>{number}<td>{abstract(f'a ${tex}$ b')[0].html}" for number, tex in enumerate(FORMULAS, 1))
    style = _style()
    page = (
        f"<!doctype html><meta charset=utf-8><style>{style} body {{ font: 17px/1.6 serif; columns: 4; margin: 16px }}"
        " table { border-spacing: 0 } tr { break-inside: avoid } p { margin: 3px } td { vertical-align: middle }"
        f" td:first-child {{ font: 11px sans-serif; color: #888 }}</style><table>{rows}</table>"
    )
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    sheet = browser.new_page(viewport={"width": 1100, "height": 900})
    sheet.goto((tmp_path / "index.html").as_uri())
    sheet.evaluate("document.fonts.ready")
    return sheet


def test_sixty_formulas_look_as_they_should(sheet: Page, update_golden: bool) -> None:
    """The picture of sixty formulas is the one that was looked at, but for how a machine draws the edges of letters."""
    assert len(FORMULAS) == 60
    taken = sheet.screenshot()
    if update_golden:
        PICTURE.write_bytes(taken)
    now, then = (_blurred(Image.open(source)) for source in (BytesIO(taken), PICTURE))
    assert now.size == then.size
    assert ImageStat.Stat(ImageChops.difference(now, then)).mean[0] < ROUGHNESS


def test_formulas_are_set_in_our_font(sheet: Page) -> None:
    """The font arrives, and it is the one that formulas are set in."""
    assert sheet.evaluate("document.fonts.check('17px \"Sitegen Math\"', '∑𝒪')")
    assert sheet.evaluate("[...document.fonts].map(font => font.status)") == ["loaded"]


def test_accents_stand_over_their_letters(sheet: Page) -> None:
    """A hat, a tilde, an arrow: each is centred over its letter, within a few pixels, as letters lean."""
    offsets = sheet.evaluate(
        """[...document.querySelectorAll("mover[accent=true]")].map(mover => {
            const middle = box => (box.left + box.right) / 2;
            const [base, accent] = [...mover.children].map(child => child.getBoundingClientRect());
            return [mover.textContent, middle(accent) - middle(base)];
        })"""
    )
    assert len(offsets) > 10
    assert [one for one in offsets if abs(one[1]) > 4] == []


def test_brackets_stretch(sheet: Page) -> None:
    """Brackets around a fraction are taller than a letter."""
    tall = sheet.evaluate(
        """[...document.querySelectorAll("mrow > mo:first-child")].filter(mo => mo.textContent === "(")
           .map(mo => mo.getBoundingClientRect().height)"""
    )
    assert max(tall) > 30


def _blurred(picture: Image.Image) -> Image.Image:
    """Greys without the edges that every rasteriser draws its own way."""
    return picture.convert("L").filter(ImageFilter.GaussianBlur(3))


def test_roots_stand_on_the_line_and_bars_apart(browser: Browser, tmp_path: Path) -> None:
    """A root of one letter ends where the letter ends, about, as does a higher one; a bar does not touch its letter."""
    roots = "".join(abstract(f"${tex}$")[0].html for tex in (r"\sqrt{n}", r"\sqrt{b}", r"\sqrt{x^2}", r"\overline{x}"))
    style = _style()
    (tmp_path / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><style>{style} body {{ font-size: 100px }}</style>{roots}", "utf-8"
    )
    sheet = browser.new_page()
    sheet.goto((tmp_path / "index.html").as_uri())
    sheet.evaluate("document.fonts.ready")
    below = "[...document.querySelectorAll('msqrt')].map(root => root.getBoundingClientRect().bottom - "
    below += "root.firstElementChild.getBoundingClientRect().bottom)"
    assert all(0 <= depth < 20 for depth in sheet.evaluate(below))
    bar = "document.querySelector('mover').getBoundingClientRect().height"
    letter = "document.querySelector('mover').firstElementChild.getBoundingClientRect().height"
    assert sheet.evaluate(bar) - sheet.evaluate(letter) > 10
