"""Links within the site and out of it: what is broken, and on which line somebody wrote it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.check.external_links import DAY
from sitegen.check.feeds import feeds
from sitegen.check.links import links
from sitegen.check.recipe import CheckRequest, check
from tests.checking import again, examined, said, tamper
from tests.replay_server import Asked, Replay, Reply, replaying

PAPER = "title: First paper\nauthors: [Ada Lovelace, Bob Mason]\ndate: 2020-01-02\nabstract: Words.\n"
ABOUT = (
    "---\ntitle: About\nnav: true\n---\nThe [papers](papers/), [one](papers/first/), [top](#up), mail <ada@ada.test>.\n"
)


def test_a_site_of_ours_has_no_broken_link(tmp_path: Path) -> None:
    """Every page leads only to what is there; what was followed is counted."""
    files = {
        "papers/first.yaml": PAPER,
        "pages/about.md": ABOUT.replace("[top](#up), ", ""),
        "authors/ada.yaml": "name: Ada Lovelace\n",
    }
    found = links(examined(tmp_path, files), everywhere=True)
    assert found.findings == ()
    assert found.pages > 8
    assert found.count > 100


def test_the_nasty_site_has_no_broken_link(tmp_path: Path) -> None:
    """Nor does the golden site, with a paper that is hidden and alone in its year, below a path."""
    shutil.copytree(Path(__file__).parents[1] / "site", tmp_path / "site")
    assert links(again(tmp_path / "site"), everywhere=True).findings == ()


BROKEN = {
    "a page": ("[x](papers/frist/)", "missing", "5:5", "no papers/frist/index.html", "did you mean papers/first/?"),
    "a file": ("[x](assets/cv.pdf)", "missing", "5:5", "there is no assets/cv.pdf", "correct it, or delete it"),
    "an id": ("[x](#up)", "no-id", "5:5", "nothing on that page has the id up", "take an id that is there"),
    "an id elsewhere": ("[x](papers/first/#up)", "no-id", "5:5", "nothing on that page has the id up", "leave out"),
    "above the site": ("[x](/papers/)", "outside", "5:5", "that is outside of /lab/, where the", "first slash"),
    "by its whole address": ("<https://ada.test/lab/nowhere/>", "missing", "5:2", "there is no nowhere/index.html", ""),
}  # fmt: skip


@pytest.mark.parametrize(("link", "rule", "place", "why", "hint"), BROKEN.values(), ids=BROKEN)
def test_a_broken_link_is_found_where_it_was_written(
    tmp_path: Path, link: str, rule: str, place: str, why: str, hint: str
) -> None:
    """A link to nothing names the Markdown file, line and column; it is found without --links too."""
    files = {"papers/first.yaml": PAPER, "pages/about.md": f"---\ntitle: About\n---\n\n{link}\n"}
    seen = examined(tmp_path, files)
    for everywhere in (False, True):
        found = said(links(seen, everywhere=everywhere).findings)
        assert list(found) == [rule]
        assert found[rule].startswith(f"content/pages/about.md:{place}: about/index.html leads to ")
        assert why in found[rule]
        assert hint in found[rule]


def test_links_in_yaml_are_found_there(tmp_path: Path) -> None:
    """Menu, biography, news, old addresses: each broken link is told at its key."""
    files = {
        "papers/first.yaml": PAPER,
        "authors/ada.yaml": "name: Ada Lovelace\nbio: |\n  Words.\n\n  See [x](nowhere/a/).\n",
        "news.yaml": "- date: 2020\n  text: '[New](nowhere/b/)'\n",
    }
    seen = examined(tmp_path, files, owner="ada", nav="[{label: Gone, url: nowhere/c/}]", redirects="{old: nowhere/d/}")
    found = [str(one.problem) for one in links(seen, everywhere=True).findings]
    assert sorted(line.partition(" leads")[0] for line in found) == [
        "content/authors/ada.yaml:5:11: bio: authors/ada/index.html",
        "content/news.yaml:2:16: [0].text: index.html",
        "content/site.yaml:4:26: nav[0].url: papers/first/index.html",
        "content/site.yaml:5:18: redirects.old: old/index.html",
    ]


@pytest.mark.parametrize("everywhere", [False, True])
def test_links_in_items_home_and_curriculum_are_found_there(tmp_path: Path, everywhere: bool) -> None:
    """Of an item with a page, of one that has its place in a list, and of what no paper, person or page says."""
    files = {
        "papers/first.yaml": PAPER,
        "authors/ada.yaml": "name: Ada Lovelace\n",
        "talks/one.yaml": "title: One\ndate: 2020\nsummary: See [x](nowhere/a/).\n",
        "talks/two.md": "---\ntitle: Two\ndate: 2021\n---\nSee [x](nowhere/b/).\n",
        "posts.yaml": "- title: Three\n  date: 2022\n  text: |\n    See [x](nowhere/c/).\n",
        "projects/four.yaml": "title: Four\nlinks: {slides: assets/a.txt}\ntext: See [x](talks/one/#there).\n",
        "assets/a.txt": "a",
        "home.md": "Words.\n\nSee [x](nowhere/d/).\n",
        "cv.yaml": "basics: {summary: 'See [x](nowhere/e/).'}\n",
    }
    seen = examined(
        tmp_path, files, owner="ada", collections="{posts: {pages: false}}", sections="[about, posts, talks]"
    )
    found = [str(one.problem) for one in links(seen, everywhere=everywhere).findings]
    assert sorted(line.partition(" leads")[0] for line in found) == [
        "content/cv.yaml:1:28: basics.summary: cv/index.html",
        "content/home.md:3:9: index.html",
        "content/posts.yaml:4:13: [0].text: posts/index.html",
        "content/projects/four.yaml:3:15: text: projects/four/index.html",
        "content/talks/one.yaml:3:18: summary: talks/one/index.html",
        "content/talks/two.md:5:9: talks/two/index.html",
    ]


def test_what_a_template_breaks_is_told_once(tmp_path: Path) -> None:
    """A file that every page loads and that is not there: one finding at the template, with the number of pages."""
    seen = examined(tmp_path, {"papers/first.yaml": PAPER})
    pages = [path for path in seen.files if path.endswith(".html")]
    for path in pages:
        tamper(seen, path, lambda text: text.replace("</body>", '<img src="/lab/theme/x.png" alt=""></body>', 1))
    found = links(seen, everywhere=True).findings
    assert [one.problem.file for one in found] == ["themes/folio/templates/base.html"]
    assert f"there is no theme/x.png (and on {len(pages) - 1} more pages)" in found[0].problem.sentence


def test_pictures_of_every_size_are_followed(tmp_path: Path) -> None:
    """What stands in a srcset is looked for as well."""
    seen = examined(tmp_path, {"papers/first.yaml": PAPER})
    image = '<img src="/lab/theme/x.png" srcset="/lab/a.png 1x, /lab/b.png 2x" alt=""></body>'
    tamper(seen, "index.html", lambda text: text.replace("</body>", image, 1))
    found = " ".join(one.problem.sentence for one in links(seen, everywhere=True).findings)
    assert "there is no a.png" in found
    assert "there is no b.png" in found


def test_feeds_are_read(tmp_path: Path) -> None:
    """Our feeds are well; one that is cut, repeats an id, forgets a date or leads nowhere is found."""
    seen = examined(tmp_path, {"papers/first.yaml": PAPER, "papers/second.yaml": PAPER.replace("First", "Second")})
    assert list(feeds(seen)) == []
    tamper(seen, "feed.xml", lambda text: text[:-20])
    tamper(seen, "authors/ada-lovelace/feed.xml", lambda text: text.replace("papers/first", "papers/second"))
    tamper(seen, "authors/bob-mason/feed.xml", lambda text: text.replace('/papers/first/"', '/papers/frist/"'))
    tamper(seen, "feed.json", lambda text: text.replace('"date_', '"day_').replace("/papers/second/", "/papers/x/"))
    tamper(seen, "sitemap.xml", lambda text: text.replace("years/2020", "years/2021"))
    found = " ".join(str(one.problem) for one in feeds(seen))
    assert "feed.xml: cannot be read" in found
    assert "authors/ada-lovelace/feed.xml: gives 2 entries the id" in found
    assert "authors/bob-mason/feed.xml: has an entry that leads to no page of the site: " in found
    assert "feed.json: has an entry without a date" in found
    assert "sitemap.xml: https://ada.test/lab/years/2021/ is no page of the site" in found
    assert {one.problem.severity for one in feeds(seen)} == {"error"}


@pytest.fixture
def world() -> Iterator[Replay]:
    """What stands for every host."""
    with replaying({}) as server:
        server.fallback = Reply(b"here", 200, "text/html")
        yield server


WORLD = {
    "papers/first.yaml": PAPER + """\
arxiv: 2001.00001
doi: 10.1234/abc
links:
  code: https://code.test/gone
  blog: https://blog.test/x
  project: https://cloudy.test/x
  demo: http://localhost:8000/
  slides: https://moved.test/a
  video: https://busy.test/v
""",
}  # fmt: skip


FIRST = "content/papers/first.yaml"
GONE, NEAR = "says that it is not there", "only this machine, or its own network, can follow it"


def _answer(server: Replay) -> None:
    server.answers = {
        "code.test/gone": Reply(b"", 404),
        "blog.test/x": Reply(b"", 410),
        "cloudy.test/x": Reply(b"", 403),
        "busy.test/v": Reply(b"", 429, headers={"Retry-After": "9000"}),
        "moved.test/a": Reply(b"", 302, headers={"Location": "https://elsewhere.test/b"}),
        "doi.org/10.1234/abc": Reply(b"", 302, headers={"Location": "https://publisher.test/"}),
    }


def test_addresses_elsewhere_are_asked_once(tmp_path: Path, world: Replay) -> None:
    """Gone is gone, at its line; who refuses or is busy is not; within a day nothing is asked again."""
    seen = examined(tmp_path, WORLD)
    _answer(world)
    environment = {"SITEGEN_GATEWAY": world.address}
    report = check(seen.root, CheckRequest(external=True), environment)
    found = [f"{one.problem} [{one.problem.severity}]" for one in report.findings if one.family == "external"]
    assert found == [
        f"{FIRST}:8:9: links.code: https://code.test/gone: code.test {GONE} (HTTP 404) [warning]",
        f"{FIRST}:9:9: links.blog: https://blog.test/x: blog.test {GONE} (HTTP 410) [warning]",
        f"{FIRST}:11:9: links.demo: http://localhost:8000/: {NEAR} [warning]",
    ]  # fmt: skip
    assert [address for address, _ in report.unknown] == ["https://busy.test/v", "https://cloudy.test/x"]
    asked = [one.host + one.path for one in world.log]
    assert "arxiv.org/abs/2001.00001" in asked
    assert "arxiv.org/pdf/2001.00001" not in asked
    assert "localhost:8000/" not in asked
    assert not any("elsewhere" in host or "publisher" in host or "ada.test" in host for host in asked)
    assert all(one.method == "HEAD" for one in world.log if one.host == "doi.org")
    count = len(world.log)
    again = check(seen.root, CheckRequest(external=True), environment)
    assert len(world.log) == count
    assert (again.findings, again.unknown) == (report.findings, report.unknown)


def test_a_host_that_knows_no_head_is_asked_properly(tmp_path: Path, world: Replay) -> None:
    """A server that refuses HEAD, or answers it wrongly, is asked for the page before it is believed."""
    seen = examined(tmp_path, WORLD)

    def by_method(asked: Asked) -> Reply:
        return Reply(b"here", 404 if asked.method == "HEAD" else 200)

    world.answers = dict.fromkeys(("code.test/gone", "blog.test/x"), by_method)
    report = check(seen.root, CheckRequest(external=True), {"SITEGEN_GATEWAY": world.address})
    assert [one.problem.field for one in report.findings if one.family == "external"] == ["links.demo"]


def test_memory_fades_and_may_be_damaged(tmp_path: Path, world: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a day everything is asked again; a damaged memory is none."""
    seen = examined(tmp_path, WORLD)
    environment = {"SITEGEN_GATEWAY": world.address}
    check(seen.root, CheckRequest(external=True), environment)
    count = len(world.log)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + DAY + 60)
    check(seen.root, CheckRequest(external=True), environment)
    assert len(world.log) == 2 * count
    (tmp_path / ".sitegen" / "links" / "seen.json").write_text('{"a": [1]', encoding="utf-8")
    check(seen.root, CheckRequest(external=True), environment)
    assert len(world.log) == 3 * count


def test_without_a_network_that_is_said(tmp_path: Path) -> None:
    """When nobody can be reached it is our network: one line, no finding against anybody, and nothing is remembered."""
    seen = examined(tmp_path, {"papers/first.yaml": PAPER + "arxiv: 2001.00001\n"})
    report = check(seen.root, CheckRequest(external=True), {"SITEGEN_GATEWAY": "http://127.0.0.1:9"})
    assert report.failure.startswith("the network is out of reach: ")
    assert not [one for one in report.findings if one.family == "external"]
    assert not (tmp_path / ".sitegen" / "links" / "seen.json").exists()


def test_an_address_that_counts_as_the_site_is_told_so(tmp_path: Path) -> None:
    """A whole address below `base_url` is looked for here: the hint says why, and how many other pages lead there."""
    files = {"papers/first.yaml": PAPER, "authors/ada.yaml": "name: Ada Lovelace\nwebsite: https://ada.test/lab/luke\n"}
    (finding,) = links(examined(tmp_path, files), everywhere=True).findings
    assert "there is no luke" in finding.problem.sentence
    assert "base_url is https://ada.test/lab/: correct it, or base_url in content/site.yaml" in finding.problem.hint
    assert "1 more pages" not in finding.problem.sentence
