"""The pictures of a site: how pages show them, what is published, what is left out and how that is said."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.render.recipe import BuildReport, BuildRequest, build
from tests.images.test_cleaning import SECRET, TOLD, exif, picture
from tests.images.test_decoding import encoded, pdf
from tests.images.test_sizing import drawing, photograph
from tests.making import write_site
from tests.render.test_recipe import files

HEAD = "title: First paper\nauthors: [Ada Lovelace]\ndate: 2020-01-02\n"
PLAIN_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="9" height="9"/></svg>'


def site(root: Path, named: dict[str, bytes], *, more: str = "", **config: str) -> Path:
    """Write a site whose one paper names pictures, one a figure; return its folder."""
    figures = "".join(f"  - file: figures/first/{name}\n    caption: About {name}\n" for name in named)
    write_site(root, {"papers/first.yaml": f"{HEAD}{more}figures:\n{figures}"}, **config)
    for name, data in named.items():
        place = root / "content" / "figures" / "first" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return root


def add_ada(root: Path, picture: str = "") -> None:
    """Write a file for the author, with a picture or without."""
    place = root / "content" / "authors" / "ada-lovelace.yaml"
    place.parent.mkdir()
    place.write_text("name: Ada Lovelace\n" + (f"picture: {picture}\n" if picture else ""), encoding="utf-8")


def page(root: Path, path: str = "papers/first/index.html") -> LexborHTMLParser:
    """Return a page of the built site."""
    return LexborHTMLParser((root / "output" / path).read_text(encoding="utf-8"))


def addresses(node: LexborNode) -> list[str]:
    """Return every address that an element loads."""
    found = [node.attributes.get("src")] if node.attributes.get("src") else []
    srcset = node.attributes.get("srcset")
    return [*filter(None, found), *(entry.split()[0] for entry in (srcset or "").split(", ") if entry)]


def said(report: BuildReport) -> dict[str, str]:
    """Return the warnings about pictures: place and sentence by the picture's name."""
    return {
        match[1]: f"{one.place}: {one.sentence}"
        for one in report.warnings
        if (match := re.search(r"figures/first/(\S+)", one.sentence))
    }


def test_every_picture_of_a_page_is_there_and_has_its_size(tmp_path: Path) -> None:
    """Each image and source leads to a file; width and height are that file's; all but a page's first are lazy."""
    photo = encoded(photograph(1600, 1200), "PNG")
    root = site(tmp_path, {"a.png": photo, "b.jpg": picture("JPEG"), "c.svg": PLAIN_SVG.encode(), "d.gif": TOLD["gif"]})
    build(root, BuildRequest())
    for path in ("index.html", "papers/first/index.html", "authors/ada-lovelace/index.html"):
        for number, image in enumerate(page(root, path).css("picture img")):
            source = root / "output" / (image.attributes["src"] or "").lstrip("/")
            assert source.is_file()
            is_first_figure = number == 0 and path.startswith("papers/")
            assert image.attributes.get("loading") == (None if is_first_figure else "lazy")
            if source.suffix != ".svg":
                with Image.open(source) as opened:
                    size = str(opened.width), str(opened.height)
                assert (image.attributes["width"], image.attributes["height"]) == size
        for node in page(root, path).css("picture source, picture img"):
            assert addresses(node)
            for address in addresses(node):
                assert (root / "output" / address.lstrip("/")).is_file(), address
            assert "srcset" not in node.attributes or node.attributes["sizes"]
    types = {node.attributes["type"] for node in page(root).css("picture source")}
    assert types == {"image/avif"}


def test_lists_take_small_pictures(tmp_path: Path) -> None:
    """What a list loads of a large photograph is some kilobytes, on any screen."""
    root = site(tmp_path, {"a.png": encoded(photograph(2000, 1500, grain=40), "PNG")})
    build(root, BuildRequest())
    strip = page(root, "authors/ada-lovelace/index.html").css(".figs source, .figs img")
    loaded = [root / "output" / address.lstrip("/") for node in strip for address in addresses(node)]
    assert len(loaded) == 3
    assert max(file.stat().st_size for file in loaded) < 40_000


def test_each_figure_opens_large_without_a_script(tmp_path: Path) -> None:
    """A figure's link names its light-box, which leads to the next, to the one before, and back to the figure."""
    root = site(tmp_path, {"a.png": picture("PNG"), "b.png": picture("PNG"), "c.png": picture("PNG")})
    build(root, BuildRequest())
    html = page(root)
    for number, link in enumerate(html.css(".gallery a"), 1):
        box = html.css_first(link.attributes["href"] or "")
        assert box is not None
        assert "lb" in (box.attributes["class"] or "")
        leads = [(anchor.attributes["href"] or "") for anchor in box.css("a")]
        wanted = [f"#figure-{number}", f"#figure-{number - 1}-1", f"#figure-{number + 1}-1"]
        assert [one for one in wanted if html.css_first(one)] == [one for one in leads if one.startswith("#")]
        assert box.css_first("img") is not None
    assert not html.css(".lb script, .gallery script")


def test_no_published_picture_tells_of_its_maker(tmp_path: Path) -> None:
    """Figures, portraits, assets and linked pictures are published without metadata, in all their sizes."""
    root = site(tmp_path, {f"{kind}.{kind.replace('jpeg', 'jpg')}": data for kind, data in TOLD.items()})
    place = root / "content" / "assets" / "photo.jpg"
    place.parent.mkdir()
    place.write_bytes(TOLD["jpeg"])
    (place.parent / "side.jpg").write_bytes(picture("JPEG", exif=exif(6)))
    (root / "content" / "ada.png").write_bytes(TOLD["png"])
    add_ada(root, "ada.png")
    report = build(root, BuildRequest())
    assert report.warnings == ()
    built = files(root)
    assert {"assets/photo.jpg", "assets/side.jpg", "figures/first/jpeg.jpg", "files/ada.png"} <= set(built)
    assert not [path for path, data in built.items() if SECRET in data or b"Exif" in data]
    with Image.open(io.BytesIO(built["assets/side.jpg"])) as opened:
        assert opened.size == (48, 64)


def test_a_moving_picture_moves(tmp_path: Path) -> None:
    """The paper's page shows the file itself, every frame of it; lists show its first."""
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "green", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    root = site(tmp_path, {"a.gif": data})
    build(root, BuildRequest())
    shown = page(root).css_first(".gallery img")
    assert shown is not None
    assert shown.attributes["src"] == "/figures/first/a.gif"
    with Image.open(root / "output/figures/first/a.gif") as opened:
        assert opened.n_frames == 3  # type: ignore[attr-defined] # a GIF has frames
    thumb = page(root, "authors/ada-lovelace/index.html").css_first(".figs img")
    assert thumb is not None
    assert not (thumb.attributes["src"] or "").endswith(".gif")


BAD = {
    "script.svg": (PLAIN_SVG.replace("<rect", "<script>alert(1)</script><rect").encode(), "script"),
    "entity.svg": (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + PLAIN_SVG.encode(), "entities"),
    "page.png": (b"<html><script>alert(1)</script></html>", "not a picture"),
    "really.png": (picture("JPEG"), "not what its name says: it is JPEG"),
    "page.html": (picture("PNG"), "not what its name says: it is PNG"),
    "half.jpg": (picture("JPEG")[:300], "cut off"),
    "half.avif": (picture("AVIF")[:200], "damaged"),
    "empty.pdf": (pdf(b""), "empty page"),
    "large.png": (encoded(Image.new("L", (2000, 1500)), "PNG"), "3 megapixels, more than the limit of 2"),
}


def test_what_is_wrong_is_said_once_where_it_stands(tmp_path: Path) -> None:
    """One warning for each bad picture, with the line that names it; the page has all the good ones and no other."""
    good = {"good.png": picture("PNG"), "good.pdf": pdf(b"1 0 0 rg 10 10 100 50 re f"), "good.svg": PLAIN_SVG.encode()}
    pictures = {**good, **{name: data for name, (data, _) in BAD.items()}}
    root = site(tmp_path, pictures, pictures="{megapixels: 2}")
    report = build(root, BuildRequest())
    found = said(report)
    assert set(found) == set(BAD)
    assert len(report.warnings) == len(BAD)
    for number, name in enumerate(pictures):
        if name in BAD:
            assert found[name].startswith(f"content/papers/first.yaml:{5 + 2 * number}:"), name
            assert BAD[name][1] in found[name]
    captions = [node.text() for node in page(root).css(".gallery figcaption")]
    shown = [name for name in pictures if any(f"About {name}" in caption for caption in captions)]
    assert shown == [*good, "script.svg", "really.png", "page.html"]
    published = {path.removeprefix("figures/first/") for path in files(root) if path.startswith("figures/")}
    assert {"good.png", "good.svg"} <= published
    assert not published & {*BAD, "good.pdf"}
    assert not [path for path, data in files(root).items() if b"alert(1)" in data]


def test_one_file_may_be_a_figure_and_a_face(tmp_path: Path) -> None:
    """A picture that a person and a paper name is cut square for the one and whole for the other."""
    root = site(tmp_path, {"a.png": encoded(photograph(900, 600), "PNG")})
    add_ada(root, "figures/first/a.png")
    build(root, BuildRequest())
    face = page(root, "authors/ada-lovelace/index.html").css_first(".face img")
    figure = page(root).css_first(".gallery img")
    assert face is not None
    assert figure is not None
    assert face.attributes["width"] == face.attributes["height"]
    assert figure.attributes["width"] == "720"


def test_a_page_without_a_picture_stands(tmp_path: Path) -> None:
    """When nothing can be shown of any figure, lists have the tile and the page has no gallery."""
    root = site(tmp_path, {"a.png": b"nothing"})
    build(root, BuildRequest())
    assert not page(root).css(".gallery")
    assert page(root, "authors/ada-lovelace/index.html").css(".tile")


def test_a_pdf_linked_is_published_and_a_pdf_shown_is_not(tmp_path: Path) -> None:
    """A figure that is a PDF is shown as a picture; the same file is published where a link leads to it."""
    figure = pdf(b"0 0 1 rg 10 10 100 50 re f")
    root = site(tmp_path, {"a.pdf": figure, "b.pdf": figure}, more="links: {pdf: figures/first/b.pdf}\n")
    build(root, BuildRequest())
    built = files(root)
    assert built["figures/first/b.pdf"] == figure
    assert "figures/first/a.pdf" not in built
    assert len(page(root).css(".gallery figure")) == 2


def digest(root: Path) -> dict[str, str]:
    """Return the digest of every file of the output."""
    return {path: hashlib.sha256(data).hexdigest() for path, data in files(root).items()}


def test_pictures_are_made_once(tmp_path: Path) -> None:
    """The second build makes none; one more picture is one more made; without the store all bytes are the same."""
    photo = encoded(photograph(900, 600), "PNG")
    root = site(tmp_path, {"a.png": photo, "b.png": encoded(drawing(900, 600), "PNG")})
    first = build(root, BuildRequest(jobs=2))
    assert (first.pictures.made, first.pictures.kept) == (2, 0)
    before = digest(root)
    again = build(root, BuildRequest())
    assert (again.pictures.made, again.pictures.kept) == (0, 2)
    assert not any(one.is_new for one in again.made)
    shutil.rmtree(root / ".sitegen")
    shutil.rmtree(root / "output")
    build(root, BuildRequest(jobs=1))
    assert digest(root) == before
    site(root, {"a.png": photo, "c.png": picture("PNG")})
    third = build(root, BuildRequest())
    assert (third.pictures.made, third.pictures.kept) == (1, 1)
    assert not [path for path in files(root) if "figures/first/b" in path]


def test_a_damaged_store_is_mended(tmp_path: Path) -> None:
    """Files lost, cut off, changed or swapped in the store are made anew, not published."""
    root = site(tmp_path, {"a.png": encoded(photograph(900, 600), "PNG")})
    build(root, BuildRequest())
    before = digest(root)
    for number, path in enumerate(sorted((root / ".sitegen" / "cache" / "images").rglob("*.*"))):
        if path.name == "making.json":
            path.write_text("{", encoding="utf-8")
        elif number % 2:
            path.unlink()
    build(root, BuildRequest())
    assert digest(root) == before
    for harm in (_cut, _flipped, _emptied, _swapped):
        for path in sorted((root / ".sitegen" / "cache" / "images").rglob("*.*")):
            if path.is_file() and path.name != ".pruned":
                harm(path)
        shutil.rmtree(root / "output")
        build(root, BuildRequest())
        assert digest(root) == before, harm


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _flipped(path: Path) -> None:
    """Change one bit in the middle, and say that nothing was written."""
    before, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _swapped(path: Path) -> None:
    """Put the same file of another making in its place."""
    other = io.BytesIO()
    Image.new("RGB", (420, 280), "red").save(other, "JPEG")
    path.write_bytes(other.getvalue())


@pytest.mark.parametrize("name", ["a,b c.png", "ünï.png", "per%cent.png", "UPPER.PNG"])
def test_any_name_of_a_file_can_be_shown(tmp_path: Path, name: str) -> None:
    """Commas, spaces and letters of any kind in a picture's name break no list of sizes."""
    from urllib.parse import unquote

    root = site(tmp_path, {"plain.png": picture("PNG")})
    paper = root / "content" / "papers" / "first.yaml"
    paper.write_text(f"{HEAD}figures: [{{file: 'figures/first/{name}'}}]\n", encoding="utf-8")
    (root / "content/figures/first" / name).write_bytes(encoded(photograph(900, 600), "PNG"))
    build(root, BuildRequest())
    loaded = [address for node in page(root).css("picture source, picture img") for address in addresses(node)]
    assert len(loaded) >= 4
    for address in loaded:
        assert (root / "output" / unquote(address).lstrip("/")).is_file(), address


def test_a_narrow_place_is_offered_a_small_file(tmp_path: Path) -> None:
    """A figure on its page, and among selected papers, has the sizes of lists too, unless it is cut in lists."""
    named = {"whole.png": encoded(photograph(1600, 1200), "PNG"), "cut.png": encoded(photograph(2400, 300), "PNG")}
    root = site(tmp_path, named, more="selected: true\n")
    build(root, BuildRequest())
    offered = [node.attributes["srcset"] or "" for node in page(root, "papers/first/index.html").css(".fig source")]
    assert [re.findall(r"(\d+)w", one) for one in offered] == [["240", "420", "720"], ["420", "720"]]


def test_a_selected_paper_shows_the_first_page_of_its_own_pdf(tmp_path: Path) -> None:
    """Figures come first, and nothing stands for neither; a PDF that cannot be drawn is published all the same."""
    root = write_site(
        tmp_path,
        {
            "authors/ada-lovelace.yaml": "name: Ada Lovelace\n",
            **{
                f"papers/{slug}.yaml": f"title: {slug}\nauthors: [Ada Lovelace]\ndate: 2021\nselected: true\n{more}"
                for slug, more in (
                    ("with-pdf", "links: {pdf: assets/a.pdf}\n"),
                    ("broken", "links: {pdf: assets/b.pdf}\n"),
                    ("elsewhere", "links: {pdf: https://example.org/c.pdf}\n"),
                    ("figured", "links: {pdf: assets/a.pdf}\nfigures: [{file: figures/f.png}]\n"),
                )
            },
        },
        owner="ada-lovelace",
    )
    for folder, name, data in (
        ("assets", "a.pdf", pdf(b"1 0 0 rg 50 25 100 50 re f")),
        ("assets", "b.pdf", b"%PDF-1.4 nothing"),
        ("figures", "f.png", encoded(photograph(900, 600), "PNG")),
    ):
        (root / "content" / folder).mkdir(exist_ok=True)
        (root / "content" / folder / name).write_bytes(data)
    report = build(root, BuildRequest())
    shown = {}
    for pick in page(root, "index.html").css(".pick"):
        title, image = pick.css_first("h3"), pick.css_first("img")
        assert title is not None
        shown[title.text(strip=True)] = (image.attributes["src"] or "").rpartition("/")[0] if image else ""
    assert shown == {"broken": "", "elsewhere": "", "figured": "/figures", "with-pdf": "/assets"}
    assert {path.name for path in (root / "output/assets").iterdir()} >= {"a.pdf", "b.pdf"}
    assert [warning.file for warning in report.warnings] == ["content/papers/broken.yaml"]
    assert not page(root, "papers/with-pdf/index.html").css(".gallery")
