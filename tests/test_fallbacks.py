"""Without a library that a machine may lack: the site is built, with less, and one line says what is missing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.making import write_site

CHECKOUT = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]
MATHS = r"""title: On $\alpha$-engines
authors: [Ada Lovelace]
date: 2020
abstract: |
  We bound $\frac{x}{y_1} \leq \beta < \infty$, in $67.5\%$ of cases, for \textalpha and $a<b$.
figures:
  - {file: figures/wheel.svg, caption: A wheel with $n$ teeth.}
"""
WHEEL = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><circle cx="30" cy="30" r="20"/></svg>'
MISSING = "import sys\nfor name in ({}):\n    sys.modules[name] = None\n"
BROKEN = "raise ImportError('no such symbol')\n"


def without(folder: Path, *names: str) -> str:
    """The search path of a Python in which these libraries are not installed."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(MISSING.format("".join(f"{name!r}, " for name in names)))
    return os.pathsep.join((str(CHECKOUT), str(folder)))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with formulas and an SVG."""
    return write_site(tmp_path / "site", {"papers/first.yaml": MATHS, "figures/wheel.svg": WHEEL})


def test_without_math_core_formulas_are_code(sitegen: Run, root: Path, tmp_path: Path) -> None:
    """Every page is there; formulas are TeX, in plain text their signs are kept; the warning comes once."""
    path = without(tmp_path / "bare", "math_core")
    built = sitegen("build", cwd=root, PYTHONPATH=path)
    assert built.returncode == 0, built.stderr
    assert built.stderr.count("math-core is not installed, so formulas are shown as TeX") == 1
    assert "cannot be read" not in built.stderr
    page = (root / "output/papers/first/index.html").read_text(encoding="utf-8")
    assert r'<code class="math-raw">\frac{x}{y_1} \leq \beta &lt; \infty</code>' in page
    assert "<math" not in page
    assert "67.5%" in page
    assert '<meta name="citation_title" content="On α-engines">' in page
    again = sitegen("build", "--clean", cwd=root)  # the packages that are listed are the same: here it only looks gone
    assert "math-core" not in again.stderr
    assert "<math" in (root / "output/papers/first/index.html").read_text(encoding="utf-8")


def test_a_math_core_that_does_not_load_is_told(sitegen: Run, root: Path, tmp_path: Path) -> None:
    """Installed, and of no use on this machine: each text with a formula says so, and the site is built."""
    (tmp_path / "broken" / "math_core").mkdir(parents=True)
    (tmp_path / "broken" / "math_core" / "__init__.py").write_text(BROKEN)
    (tmp_path / "broken" / "sitecustomize.py").write_text(
        f"import sys\nsys.path.insert(0, {str(tmp_path / 'broken')!r})\n"
    )
    path = os.pathsep.join((str(tmp_path / "broken"), str(CHECKOUT)))
    built = sitegen("build", cwd=root, PYTHONPATH=path)
    assert built.returncode == 0, built.stderr
    assert "content/papers/first.yaml" in built.stderr
    assert "formulas are shown as TeX: math-core is installed and does not load" in built.stderr
    assert (root / "output/papers/first/index.html").is_file()


def test_without_resvg_a_drawing_is_left_out(sitegen: Run, root: Path, tmp_path: Path) -> None:
    """The picture that nothing can draw is named, with what to install; with the library it is there again."""
    built = sitegen("build", cwd=root, PYTHONPATH=without(tmp_path / "bare", "resvg_py"))
    assert built.returncode == 0, built.stderr
    assert "content/papers/first.yaml:7:" in built.stderr
    assert "is an SVG, and resvg, which draws it, does not load here: python -m pip install resvg-py" in built.stderr
    assert (root / "output/papers/first/index.html").is_file()
    again = sitegen("build", "--clean", cwd=root)
    assert "resvg" not in again.stderr
    assert list((root / "output/figures").rglob("*"))
