"""Whole old sites: recognised, brought over, built, and brought again; and what none of them may do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.importers import formats
from sitegen.importers.report import loss_report
from tests.importers.moving import KINDS, SITES, OldSiteDesk, run

LEFTOVERS = re.compile(r"\{%|\{\{|%\}|\{:|:::|<script>alert|&lt;(?:div|p|span|ul|script|img)\b")


@pytest.fixture
def desk(tmp_path: Path) -> OldSiteDesk:
    """A site without papers, and a folder beside it."""
    return OldSiteDesk(tmp_path)


@pytest.mark.parametrize(("kind", "title"), KINDS.items())
def test_an_old_site_is_recognised_by_itself(kind: str, title: str) -> None:
    """The folder of a whole site is enough: what it holds tells by which program it was made."""
    known = formats.recognise(SITES / kind)
    assert known is not None
    assert known.title == title


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", [*KINDS, "plain"])
def test_one_command_makes_a_new_site_of_an_old_one(kind: str, desk: OldSiteDesk, tmp_path: Path) -> None:
    """`new --from` makes a site that builds and checks without an error, and shows no tag of the old program."""
    root = tmp_path / "mysite"
    run(tmp_path, "new", "mysite", "--from", str(desk.take(kind)))
    run(root, "-q", "build")
    for page in (root / "output").rglob("*.html"):
        words = re.sub(r"(?s)<(script|pre|code)\b.*?</\1>", "", page.read_text(encoding="utf-8"))
        assert not LEFTOVERS.search(words), page
    assert re.search(r"(?m)^0 errors", run(root, "check"))


def test_the_first_screen_says_how_to_come() -> None:
    """The README begins with one command for each program that most come from."""
    first = (SITES.parents[2] / "README.md").read_text(encoding="utf-8").partition("\n## ")[0]
    for name in ("papers.bib", "~/my-al-folio", "~/my-hugoblox", "~/my-academicpages"):
        assert f"sitegen new mysite --from {name}\n" in first


@pytest.mark.parametrize("kind", [*KINDS, "plain"])
def test_a_second_import_writes_nothing(kind: str, desk: OldSiteDesk) -> None:
    """Importing the same site again changes no file, time stamps included."""
    old = desk.take(kind)
    desk.bring(old)
    before = desk.files()
    desk.bring(old, day="2026-02-02")
    assert desk.files() == before


def test_old_addresses_lead_to_the_new_pages(desk: OldSiteDesk) -> None:
    """Permalinks, aliases and files of the old site are redirects of the new one."""
    desk.bring(desk.take("academicpages"))
    redirects = desk.document("site.yaml")["redirects"]
    assert redirects["publication/2019-05-01-dams/"] == "papers/2019-05-01-dams/"
    assert redirects["about.html"] == "/"
    assert redirects["open/data/"] == "data/"
    assert redirects["files/dams.pdf"] == "papers/2019-05-01-dams/dams.pdf"
    assert redirects["resume/"] == "cv/"
    run(desk.root, "-q", "build")
    moved = (desk.root / "output" / "publication" / "2019-05-01-dams" / "index.html").read_text(encoding="utf-8")
    assert "papers/2019-05-01-dams/" in moved


def test_a_hand_edit_and_a_change_of_the_old_site_both_stay(desk: OldSiteDesk) -> None:
    """What was edited here stays, and what changed there flows in."""
    old = desk.take("hugoblox")
    desk.bring(old)
    paper = desk.root / "content" / "papers" / "estuary-mixing.yaml"
    paper.write_text(paper.read_text(encoding="utf-8") + "license: CC-BY-4.0\n", encoding="utf-8")
    page = old / "content" / "publication" / "estuary-mixing" / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("- Tides", "- Currents"), encoding="utf-8")
    desk.bring(old, day="2026-03-03")
    data = desk.paper(paper)
    assert (data["license"], data["topics"]) == ("CC-BY-4.0", ["Currents"])


def test_nothing_outside_of_the_folder_is_read(desk: OldSiteDesk, tmp_path: Path) -> None:
    """Links and paths that lead out of an old site bring nothing in, and are no crash."""
    old = desk.take("academicpages")
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4 secret")
    (old / "files" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (old / "_publications" / "out.md").symlink_to(tmp_path / "secret.pdf")
    (old / "_publications" / "up.md").write_text(
        "---\ntitle: Up\nauthors: A B\ndate: 2020-01-01\n"
        "paperurl: ../../../secret.pdf\nslidesurl: /files/link.pdf\n---\n",
        encoding="utf-8",
    )
    report = desk.bring(old)
    assert "links" not in desk.papers()["up"]
    assert not list((desk.root / "content").rglob("*secret*")) + list((desk.root / "content").rglob("link.pdf"))
    assert "up.md:5: paperurl: ../../../secret.pdf\n" in loss_report(report)


def test_yaml_that_grows_without_end_is_named_and_the_rest_arrives(desk: OldSiteDesk) -> None:
    """Aliases of aliases cost nothing: the file is named, the other papers arrive."""
    old = desk.take("academicpages")
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{last}'] * 9)}]\n" for last, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (old / "_publications" / "bomb.md").write_text(f"---\ntitle: Bomb\n{bomb}---\n", encoding="utf-8")
    report = desk.bring(old)
    assert len(desk.papers()) >= 3
    assert any(problem.file.endswith("bomb.md") for problem in report.problems)


def test_a_site_in_several_languages_is_read_in_one(desk: OldSiteDesk) -> None:
    """Pages below `content/en/` are the site's; those of other languages are named and left."""
    old = desk.folder / "two"
    for language, title in (("en", "Ice and Sea"), ("de", "Eis und Meer")):
        desk.put(
            f"two/content/{language}/publication/ice/index.md",
            f"---\ntitle: {title}\nauthors: [A B]\ndate: 2020-05-01\npublication: '*Ice*'\n---\n",
        )
    report = desk.bring(old)
    assert [paper["title"] for paper in desk.papers().values()] == ["Ice and Sea"]
    assert any("other languages" in problem.sentence for problem in report.problems)
    assert desk.document("site.yaml")["redirects"]["publication/ice/"] == "papers/ice/"


def test_every_value_of_a_person_is_brought_or_listed(desk: OldSiteDesk) -> None:
    """A line beside the text, accounts in two lists, an address that is none: nothing of an author is dropped."""
    old = desk.take("hugoblox")
    page = old / "content" / "authors" / "admin" / "_index.md"
    text = page.read_text(encoding="utf-8").replace("email: ''", "email: noor at nowhere")
    more = "profiles:\n  - {icon: github, url: https://github.com/other}\n  - {icon: bluesky, url: noor.example.org}\n"
    page.write_text(text.replace("email:", f"{more}email:", 1), encoding="utf-8")
    report = desk.bring(old)
    person = desk.document("authors/noor-haddad.yaml")
    assert person["extra"]["bio"] == "I study tides."
    assert person["extra"]["email"] == "noor at nowhere"
    assert (person["github"], person["bluesky"]) == ("noorhaddad", "noor.example.org")
    listed = loss_report(report)
    assert "content/authors/admin/_index.md:10: bio: I study tides.\n" in listed
    assert ": email: noor at nowhere\n" in listed
    assert ":36: profiles: other\n" in listed


def test_a_line_that_the_text_says_too_is_no_loss(desk: OldSiteDesk) -> None:
    """Pages show it below what the person wrote; where that holds it, nothing is lost."""
    old = desk.take("hugoblox")
    page = old / "content" / "authors" / "admin" / "_index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nI study\ntides.\n", encoding="utf-8")
    report = desk.bring(old)
    assert "bio" not in desk.document("authors/noor-haddad.yaml").get("extra", {})
    assert ": bio: " not in loss_report(report)
