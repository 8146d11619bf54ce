"""A site of one paper without figures, and a server that stands for arXiv and INSPIRE."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path
from typing import Any

from sitegen.content import content_file
from sitegen.content.lock import state_folder
from sitegen.pull.figures.figure_sources import Services
from sitegen.pull.illustrate import FigureRequest, Illustrated, illustrate
from sitegen.web.client import Web
from sitegen.web.service import Service
from tests.making import write_site
from tests.pull.figures.test_archive import tar
from tests.replay_server import Replay, Reply, document

ARXIV = Service(name="arxiv", title="arXiv", hosts=("arxiv.org", "export.arxiv.org"), pace=0)
INSPIRE = Service(name="inspire", title="INSPIRE", hosts=("inspirehep.net",), pace=0)
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PAPER = "title: On engines\nauthors: [Ada Lovelace]\ndate: 2022-03-01 # kept\narxiv: '2203.00001'\n"
HTML = "arxiv.org/html/2203.00001"
FIGURE = (
    '<figure class="ltx_figure"><img src="x{0}.png"><figcaption class="ltx_caption"><span class="ltx_tag '
    'ltx_tag_figure">Figure {0}: </span>Loss of <math alttext="f_{{0}}"></math>, run {0}.</figcaption></figure>'
)
TEX = (
    rb"\documentclass{article}\newcommand{\nummodels}{400}\begin{document}"
    rb"\begin{figure}\includegraphics{a}\caption{Loss.}\end{figure}"
    rb"\begin{figure}\includegraphics{b}\caption{Gain.}\end{figure}\end{document}"
)
SOURCE = gzip.compress(tar(("main.tex", TEX), ("a.png", DOT), ("b.png", DOT)))


def page(*numbers: int) -> Reply:
    """A converted page with these figures."""
    return document(
        f'<html><article class="ltx_document">{"".join(map(FIGURE.format, numbers))}</article>', "text/html"
    )


def picture(data: bytes = DOT) -> Reply:
    """An answer that is a picture."""
    return document(data, "image/png")


def site(folder: Path, paper: str = PAPER, **config: str) -> Path:
    """A site of one person and one paper."""
    return write_site(folder, {"authors/ada.yaml": "name: Ada Lovelace\n", "papers/first.yaml": paper}, **config)


def run(root: Path, server: Replay, *, day: str = "2026-01-31", is_fresh: bool = True) -> Illustrated:
    """Look for figures."""
    environment = {"SITEGEN_GATEWAY": server.address}
    task = FigureRequest(root=root, people=(), date=day, services=Services(ARXIV, INSPIRE), is_fresh=is_fresh)
    with Web(state_folder(root), environment) as web:
        return illustrate(web, task)


def said(root: Path) -> dict[str, Any]:
    """What the paper's file says."""
    data: dict[str, Any] = content_file.read_document(root, "content/papers/first.yaml").data
    return data


def pictures(root: Path) -> list[str]:
    """The picture files."""
    folder = root / "content" / "figures"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
