"""What somebody types, read in one way by the filter of lists, by the search page and by its index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.content.load import load
from sitegen.outputs import search
from sitegen.site.graph import connect
from tests.browser.serving import served, until, watched
from tests.conftest import Run
from tests.making import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAPERS = {
    "apple": "title: Shallow learning of deep roots\nauthors: [Siân O’Hara, Ada King]\ndate: 2020\n"
    "arxiv: 2101.12345v2\n",
    "berry": "title: A note on deep learning\nauthors: [Jürgen Müller-Lüdenscheidt]\ndate: 2021\n"
    "doi: 10.1234/Some.Thing(98)7\nvenue: {name: Annals of Forest Gardening, short: AFG}\n",
    "cherry": "title: Multi-modal state-of-the-art maps\nauthors: [Jens Mueller]\ndate: 2022\narxiv: hep-th/9901001\n",
    "damson": "title: Multimodal Navier–Stokes flows\nauthors: [Søren Åberg]\ndate: 2022\n"
    "ids: {acl: 2020.acl-main.7}\n",
    "elder": "title: 深層学習による画像認識\nauthors: [山田太郎]\ndate: 2019\n",
    "fig": "title: كتاب الأشجار الكبيرة\nauthors: [ليلى حسن]\ndate: 2018\n",
    "grape": "title: การเรียนรู้ของเครื่อง\nauthors: [Нина Ёлкина]\ndate: 2017\ndoi: 10.48550/arXiv.2303.00001\n",
    "hazel": "title: Σοφία and the forest\nauthors: [Anne Learning, Carl Deep]\ndate: 2016\n",
}
ASKED = [
    ("O'Hara", "apple"),
    ("o’hara", "apple"),
    ("O´Hara", "apple"),
    ("ohara", "apple"),
    ("King, Ada", "apple"),
    ("King,Ada", "apple"),
    ("Ada K.", "apple"),
    ('"deep learning"', "berry"),
    ("„deep learning“", "berry"),
    ("«deep learning»", "berry"),
    ('"deep learn', "berry"),
    ('"deep learn"', ""),
    ("deep learning", "apple berry hazel"),
    ("annals of forest", "berry"),
    ("AFG", "berry"),
    ("muller", "berry"),
    ("mueller", "berry cherry"),
    ("Müller", "berry cherry"),
    ("Mueller-Luedenscheidt", "berry"),
    ("Müller‐Lüdenscheidt", "berry"),
    ("lüdenscheidt müller", "berry"),
    ("soeren aaberg", "damson"),
    ("Soren Aberg", "damson"),
    ("multimodal", "cherry damson"),
    ("multi-modal", "cherry damson"),
    ("state of the art", "cherry"),
    ("state-of-the-art", "cherry"),
    ("navier-stokes", "damson"),
    ("art-the", ""),
    ("2101.12345", "apple"),
    ("2101.12", "apple"),
    ("arXiv:2101.12345v3", "apple"),
    ("arxiv 2101.12345", "apple"),
    ("https://arxiv.org/abs/2101.12345v1", "apple"),
    ("arxiv.org/pdf/2101.12345", "apple"),
    ("https://doi.org/10.48550/arXiv.2101.12345", "apple"),
    ("2303.00001", "grape"),
    ("arXiv:2303.00001", "grape"),
    ("hep-th/9901001v2", "cherry"),
    ("https://arxiv.org/abs/hep-th/9901001", "cherry"),
    ("10.1234/some.thing(98)7", "berry"),
    ("10.1234/some", "berry"),
    ("doi: 10.1234/Some.Thing(98)7.", "berry"),
    ("https://doi.org/10.1234/Some.Thing%2898%297", "berry"),
    ("https://press.example/doi/full/10.1234/some.thing(98)7", "berry"),
    ("https://aclanthology.org/2020.acl-main.7/", "damson"),
    ("2020.acl-main.7", "damson"),
    ("画像認識", "elder"),
    ("認識 画像", "elder"),
    ("識認", ""),
    ("山田", "elder"),
    ("الاشجار", "fig"),
    ("ليلي", "fig"),
    ("เรียนรู้", "grape"),
    ("елкина", "grape"),
    ("ΣΟΦΙΑ forest", "hazel"),
    ("2022 maps", "cherry"),
    ("…", "apple berry cherry damson elder fig first grape hazel"),
]
TEXTS = [
    "Łukasz Øst’s naïve ﬁle", "GPT-3, 25×", "snake_case", "日本のmap", "…", "O´Hara, oʼhara",
    "Müller-Lüdenscheidt & Åse", "Mu\u0308ller", "state-of-the-art", "Navier–Stokes", "col·lapse",
    "می\u200cخواهم ۱۲۳", "كتابـ الأشجار ى ة", "หนังสือ", "ភាសាខ្មែរ", "हिन्दी १२", "soft\u00adhyphen", "צה״ל",
    "U.S. 3.5", "ΣΊΣΥΦΟΣ", "İstanbul", "Straße", "각국의 역사", "𝔸𝒷-c", "½ Ⅷ x²",
    "it's 'quoted' -- and – dashed", "Ёлкина п'ять", "a\nb-\nc", "",
]  # fmt: skip


@pytest.fixture(scope="module")
def built(sitegen: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of papers that are hard to find, built."""
    root = write_site(tmp_path_factory.mktemp("words"), {f"papers/{name}.yaml": text for name, text in PAPERS.items()})
    done = sitegen("build", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module", params=["papers/", "search/", "large"])
def site(built: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that finds: the list of all papers; the search page; that of a large site."""
    output = built / "output"
    if request.param == "large":
        output = tmp_path_factory.mktemp("large") / "output"
        shutil.copytree(built / "output", output)
        content, _ = load(built)
        items = [search.item(entry) for entry in connect(content)[0].papers]
        for path, text in search.index(lambda: items, len(items), large=0):
            (output / path).write_text(text, encoding="utf-8")
        page = output / "search/index.html"
        page.write_text(page.read_text(encoding="utf-8").replace(' id="search"', ' id="search" data-large'), "utf-8")
    with served(output) as address:
        yield f"{address}{'search/' if request.param == 'large' else request.param}"


def _found(tab: Page, words: str) -> str:
    """Type, and return the slugs of the papers shown, in alphabetical order."""
    rows = "main .papers > .paper h3 a"
    tab.locator("#q").fill("")
    tab.locator("#q").fill(words)
    tab.wait_for_timeout(250)
    shown = "links => links.filter(link => link.getClientRects().length).map(link => link.getAttribute('href'))"
    return " ".join(sorted(href.rstrip("/").split("/")[-1] for href in tab.locator(rows).evaluate_all(shown)))


def test_filter_and_search_find_alike(browser: Browser, site: str) -> None:
    """Apostrophes, commas, quotes, hyphens, umlauts, ids, full venues, every script: the same on every page."""
    tab = browser.new_page()
    seen = watched(tab)
    tab.goto(site)
    tab.locator("#q").focus()
    tab.wait_for_load_state("networkidle")
    asked = (
        ASKED[:-1] if "search" in site else ASKED
    )  # asked for nothing, a list shows all, and the search page nothing
    found = [(words, _found(tab, words)) for words, _ in asked]
    assert [one for one in found if one not in asked] == []
    assert seen == []
    tab.close()


def test_page_and_index_read_alike(browser: Browser, site: str) -> None:
    """Each text has the same terms, in each of its spellings, in the script and in the program."""
    tab = browser.new_page()
    tab.goto(site)
    read = tab.evaluate(
        "texts => new Promise(done => folio.push(({ forms }) => done(texts.map(text => forms(text)))))", TEXTS
    )
    for text, forms in zip(TEXTS, read, strict=True):
        assert forms == [list(form) for form in search.forms(text)], text
    tab.close()


def test_what_was_found_is_painted(browser: Browser, site: str) -> None:
    """A word is painted where it begins, with the sign within it, and without umlauts where they were typed apart."""
    tab = browser.new_page()
    tab.goto(f"{site}?q=o%27hara")
    until(tab, "CSS.highlights.get('found')?.size")
    painted = "[...CSS.highlights.get('found')].map(range => range.toString())"
    assert tab.evaluate(painted) == ["O’Hara"]
    tab.goto(f"{site}?q=mueller+lued")
    until(tab, "CSS.highlights.get('found')?.size > 1")
    assert tab.evaluate(painted) == ["Müller", "Lüd"]
    tab.close()
