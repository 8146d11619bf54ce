"""From content to a published site."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from sitegen import workers
from sitegen.errors import SitegenError
from sitegen.incremental.last_build import JOURNAL
from sitegen.incremental.ledger import LEDGER
from sitegen.model import Date
from sitegen.render.recipe import BuildReport, BuildRequest, build
from tests.making import write_site
from tests.sampling import amount, is_night

SECOND = "title: Second\nauthors: [Ada Lovelace]\ndate: 2021\n"


def files(root: Path) -> dict[str, bytes]:
    """Return every file of the site's output."""
    output = root / "output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_building_twice_writes_nothing(tmp_path: Path) -> None:
    """A second build of the same content keeps every file as it is."""
    root = write_site(tmp_path)
    build(root, BuildRequest())
    before = {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*.html")}
    report = build(root, BuildRequest())
    assert not any(one.is_new for one in report.made)
    assert before == {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*.html")}


def test_a_failed_build_leaves_the_site_alone(tmp_path: Path) -> None:
    """With one bad file among good ones nothing of the output changes."""
    root = write_site(tmp_path)
    build(root, BuildRequest())
    before = files(root)
    write_site(tmp_path, {"papers/second.yaml": SECOND, "papers/third.yaml": "title: [\n"})
    with pytest.raises(SitegenError, match=r"third\.yaml"):
        build(root, BuildRequest())
    assert files(root) == before


def test_a_failing_template_leaves_the_site_alone(tmp_path: Path) -> None:
    """A broken override of one template names its file and line, and changes nothing."""
    root = write_site(tmp_path)
    build(root, BuildRequest())
    before = files(root)
    override = root / "themes" / "folio" / "templates" / "404.html"
    override.parent.mkdir(parents=True)
    override.write_text("<p>one\n{{ page.title }}\n{{ nonsense.thing }}\n", encoding="utf-8")
    with pytest.raises(SitegenError, match=r"themes/folio/templates/404\.html:3: .*nonsense"):
        build(root, BuildRequest())
    override.write_text("{% if %}\n", encoding="utf-8")
    with pytest.raises(SitegenError, match=r"themes/folio/templates/404\.html:1: "):
        build(root, BuildRequest())
    assert files(root) == before


def test_what_is_gone_from_the_content_goes_from_the_site(tmp_path: Path) -> None:
    """A deleted paper's pages are deleted, with the people only it named; strangers' files stay."""
    root = write_site(tmp_path, {"papers/second.yaml": SECOND.replace("Ada Lovelace", "Cy Young")})
    build(root, BuildRequest())
    (root / "output" / "mine.txt").write_text("mine", encoding="utf-8")
    (root / "content" / "papers" / "second.yaml").unlink()
    build(root, BuildRequest())
    left = files(root)
    assert "mine.txt" in left
    assert not [path for path in left if "second" in path or "cy-young" in path or path.startswith("years/2021")]


def test_the_number_of_processes_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site large enough to be shared out is the same site whoever makes it: for a change, a small one is enough."""
    count_of_papers = amount(70, 1300)
    if not is_night():
        monkeypatch.setattr(workers, "WORTH_IT", 30)
    form = "title: Paper {0}\nauthors: [Ann {1}, Bo {0}]\ndate: {2}\n"
    papers = {f"papers/p{n}.yaml": form.format(n, n % 7, 1990 + n % 30) for n in range(count_of_papers)}
    made = []
    for count in (1, 2, 3):
        root = write_site(tmp_path / f"{count}", papers)
        build(root, BuildRequest(jobs=count))
        made.append(files(root))
    assert made[0] == made[1] == made[2]


def test_strict_lets_warnings_fail(tmp_path: Path) -> None:
    """With `--strict` a warning is an error and nothing is written; without it the site is built."""
    root = write_site(tmp_path, {"papers/second.yaml": SECOND + "abstract: 'beats \\nosuchmacro'\n"})
    with pytest.raises(SitegenError, match="nosuchmacro"):
        build(root, BuildRequest(strict=True))
    assert not (root / "output").exists()
    assert len(build(root, BuildRequest()).warnings) == 1


def test_drafts_are_built_on_request(tmp_path: Path) -> None:
    """A draft has no page unless it is asked for."""
    root = write_site(tmp_path, {"papers/second.yaml": SECOND + "draft: true\n"})
    build(root, BuildRequest())
    assert "papers/second/index.html" not in files(root)
    build(root, BuildRequest(drafts=True))
    assert "papers/second/index.html" in files(root)


def test_a_hidden_paper_has_only_its_page(tmp_path: Path) -> None:
    """No list, feed, export or map names it, and its page asks robots to leave."""
    root = write_site(tmp_path, {"papers/second.yaml": SECOND.replace("Second", "Unlisted") + "hidden: true\n"})
    build(root, BuildRequest())
    named = {path for path, data in files(root).items() if b"Unlisted" in data or b"papers/second" in data}
    assert {path.rpartition("/")[0] for path in named - {LEDGER}} == {"papers/second"}
    assert b"noindex" in files(root)["papers/second/index.html"]


def test_now_is_the_newest_date_or_what_is_said(tmp_path: Path) -> None:
    """Pages are dated by the content, or by SOURCE_DATE_EPOCH."""
    root = write_site(tmp_path)
    build(root, BuildRequest())
    assert b"2020-01-02" in files(root)["index.html"]
    build(root, BuildRequest(now=Date(2030, 5, 6)))
    assert b"2030-05-06" in files(root)["index.html"]


def test_another_folder_and_address(tmp_path: Path) -> None:
    """`--output` and `--base-url` win over what the site says; the site's own output is not touched."""
    root = write_site(tmp_path / "site")
    build(root, BuildRequest(output=tmp_path / "public", base_url="https://other.example/papers"))
    assert not (root / "output").exists()
    home = (tmp_path / "public" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://other.example/papers/"' in home
    assert 'href="/papers/papers/"' in home


def test_content_files_are_published(tmp_path: Path) -> None:
    """Assets, figures and linked files stand where pages link them; litter and dot-files do not."""
    paper = SECOND + "links: {slides: talks/deck.pdf}\nfigures: [{file: figures/second/one.svg, alt: A plot}]\n"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2"/></svg>'
    root = write_site(
        tmp_path, {"papers/second.yaml": paper, "talks/deck.pdf": "deck", "figures/second/one.svg": drawing}
    )
    write_site(tmp_path, {"assets/cv.pdf": "cv", "assets/.secret": "x", "assets/draft.txt~": "x"})
    write_site(tmp_path, {"papers/second.yaml": paper})
    build(root, BuildRequest())
    made = files(root)
    assert made["assets/cv.pdf"] == b"cv"
    assert made["files/talks/deck.pdf"] == b"deck"
    assert b'd="M0 0h2"' in made["figures/second/one.svg"]
    assert not [path for path in made if ".secret" in path or path.endswith("~")]
    assert b'href="/files/talks/deck.pdf"' in made["papers/second/index.html"]


def test_an_interrupted_publish_is_finished_first(tmp_path: Path) -> None:
    """A journal left behind is carried out by the next build, also when that build then fails."""
    root = write_site(tmp_path)
    build(root, BuildRequest())
    stage = root / ".sitegen" / "staging"
    stage.mkdir()
    (stage / "index.html").write_bytes(b"new home")
    journal = '{"output": "../output", "replace": {"index.html": "x"}, "remove": {}}'
    (root / ".sitegen" / JOURNAL).write_text(journal, encoding="utf-8")
    write_site(tmp_path, {"papers/second.yaml": "title: [\n"})
    with pytest.raises(SitegenError):
        build(root, BuildRequest())
    assert files(root)["index.html"] == b"new home"
    assert not (root / ".sitegen" / JOURNAL).exists()


def test_a_first_build_that_was_interrupted_is_finished_by_the_next(tmp_path: Path) -> None:
    """Its output has no ledger yet, and is ours all the same; a folder that no journal names is not."""
    root = write_site(tmp_path)
    (root / "output").mkdir()
    (root / "output" / "index.html").write_bytes(b"half")
    with pytest.raises(SitegenError, match="no build made"):
        build(root, BuildRequest())
    (root / ".sitegen" / "staging").mkdir(parents=True)
    journal = '{"output": "../output", "replace": {"index.html": "x", "a.html": "y"}, "remove": {}}'
    (root / ".sitegen" / JOURNAL).write_text(journal, encoding="utf-8")
    (root / "other").mkdir()
    (root / "other" / "thesis.tex").touch()
    with pytest.raises(SitegenError, match="no build made"):
        build(root, BuildRequest(output=root / "other"))
    build(root, BuildRequest())
    assert b"<html" in files(root)["index.html"]
    assert not (root / ".sitegen" / JOURNAL).exists()


def test_a_paper_of_thousands_costs_little_for_each(tmp_path: Path) -> None:
    """Who is known from it alone has a page of few bytes, however much there is to say of the paper; others a whole."""
    people = "".join(f"- Ann{number} Author\n" for number in range(250))
    long = "It is seen that they turn. " * 200
    root = write_site(
        tmp_path,
        {
            "papers/crowd.yaml": f"title: Observation\ndate: 2012\nauthors:\n{people}abstract: {long}\n",
            "papers/own.yaml": "title: Engines\ndate: 2013\nauthors: [Ann3 Author, Bob Mason]\n",
            "authors/ann7-author.yaml": "name: Ann7 Author\n",
            "authors/ann8-author.yaml": "name: Ann8 Author\norcid: 0000-0002-1825-0097\n",
        },
    )
    build(root, BuildRequest())
    made = files(root)
    mention = made["authors/ann9-author/index.html"]
    assert b">Observation</a>" in mention
    assert b'rel="author" href="/authors/ann9-author/"' in mention
    assert len(mention) < 4600
    assert [path for path in made if path.startswith("authors/ann9-author/")] == ["authors/ann9-author/index.html"]
    assert not [tag for tag in (b"og:title", b"Z3988", b"they turn", b"ld+json") if tag in mention]
    for whole in ("ann3-author", "ann7-author", "ann8-author"):
        page = made[f"authors/{whole}/index.html"]
        assert not [tag for tag in (b"og:title", b"Z3988", b"they turn", b"ld+json") if tag not in page], whole


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """Builds of one site at the same moment wait for each other, and all of them succeed."""
    root = write_site(tmp_path)
    context = multiprocessing.get_context("fork")
    hands = [context.Process(target=build, args=(root, BuildRequest(now=Date(2000 + number)))) for number in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert [hand.exitcode for hand in hands] == [0, 0, 0, 0]
    assert build(root, BuildRequest(now=Date(2001))).published.left == ()


def test_deleting_the_state_folder_changes_no_byte(tmp_path: Path) -> None:
    """Everything in `.sitegen/` is disposable."""
    import shutil

    root = write_site(tmp_path)
    build(root, BuildRequest())
    before = files(root)
    shutil.rmtree(root / ".sitegen")
    report: BuildReport = build(root, BuildRequest())
    assert files(root) == before
    assert not any(one.is_new for one in report.made)


def test_clean_writes_everything_anew(tmp_path: Path) -> None:
    """`--clean` trusts nothing that is there."""
    root = write_site(tmp_path)
    build(root, BuildRequest())
    assert all(one.is_new for one in build(root, BuildRequest(clean=True)).made)


def test_an_empty_site_builds(tmp_path: Path) -> None:
    """A site without papers has its pages, feeds and exports."""
    root = write_site(tmp_path)
    (root / "content" / "papers" / "first.yaml").unlink()
    report = build(root, BuildRequest())
    assert report.papers == 0
    assert {"index.html", "404.html", "feed.xml", "papers/index.html", "topics/index.html"} <= files(root).keys()


def test_a_collaboration_does_not_fill_the_disk(tmp_path: Path) -> None:
    """Of a paper by hundreds, its own files name everyone; what is repeated on every author's page does not."""
    crowd = "title: Observation\ndate: 2012\nauthors:\n" + "".join(f"- Ann{number} Author\n" for number in range(250))
    root = write_site(tmp_path, {"papers/crowd.yaml": crowd, "authors/ann7-author.yaml": "name: Ann7 Author\n"})
    build(root, BuildRequest())
    made = files(root)
    assert b"Ann249" in made["papers/crowd/crowd.bib"]
    assert made["papers/crowd/index.html"].count(b'rel="author"') == 250
    one = {path: data for path, data in made.items() if path.startswith("authors/ann7-author/")}
    assert sum(map(len, one.values())) < 100_000
    assert b"and others" in one["authors/ann7-author/papers.bib"]
