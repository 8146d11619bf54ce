"""What comes of the small old sites in `sites/`, each written by hand in the form of its program."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.importers.report import loss_report
from tests.importers.moving import OldSiteDesk, run


@pytest.fixture
def desk(tmp_path: Path) -> OldSiteDesk:
    """A site without papers, and a folder beside it."""
    return OldSiteDesk(tmp_path)


def test_alfolio_brings_papers_with_their_files(desk: OldSiteDesk) -> None:
    """The theme's own fields become links, a figure, an award, a remark; names with stars contributed equally."""
    desk.bring(desk.take("alfolio"))
    assert desk.papers()["2023-solberg-calving-fronts-retreat"] == {
        "title": "Calving Fronts Retreat in Greenland: a 40-Year Record",
        "authors": [
            "Mira K. Solberg",
            {"name": "Wai Lin Ng", "equal": "true"},
            {"name": "Rune S. Ødegård", "equal": "true"},
        ],
        "date": "2023-05",
        "type": "article",
        "venue": {"name": "Journal of Ice", "short": "JoI", "volume": "12", "issue": "3", "pages": "101-119"},
        "abstract": "We measure $12\\%$ more retreat than models predict.",
        "doi": "10.5555/joi.2023.0042",
        "links": {
            "pdf": "assets/pdf/solberg2023calving.pdf",
            "html": "https://journal.example.org/calving",
            "code": "https://code.example.org/calving",
            "video": "https://video.example.org/v/calving",
            "slides": "assets/pdf/calving-slides.pdf",
            "project": "https://calving.example.org/",
            "blog": "https://blog.example.org/calving",
            "other": [{"label": "Supplement", "url": "assets/pdf/calving-supplement.pdf"}],
        },
        "figures": [{"file": "figures/solberg2023calving/calving.png"}],
        "awards": ["Best Paper Award of the Ice Society"],
        "selected": "true",
        "note": "*Editor's choice*",
        "bibtex": {"key": "solberg2023calving"},
        "extra": {"altmetric": "true", "google_scholar_id": "u5HHmVD_uO8C"},
    }
    for path in ("assets/pdf/solberg2023calving.pdf", "figures/solberg2023calving/calving.png", "assets/img/grant.png"):
        assert (desk.root / "content" / path).read_bytes()


def test_alfolio_brings_people_venues_and_news(desk: OldSiteDesk) -> None:
    """The owner, co-authors with the spellings of the papers, badges with their venues, news by date."""
    desk.bring(desk.take("alfolio"))
    owner = desk.document("authors/mira-k-solberg.yaml")
    assert owner["names"] == ["Mira Solberg", "M. Solberg", "M. K. Solberg", "Mira Karin Solberg"]
    assert owner["position"] == "Senior Scientist at the Institute of the North"
    assert owner["bio"] == (
        "I measure **glaciers**. Read my [CV](assets/pdf/cv.pdf), or the pages on\n[teaching](teaching/)."
    )
    assert (owner["orcid"], owner["scholar"], owner["github"]) == ("0000-0002-1825-0097", "AbCdEfGAAAAJ", "msolberg")
    assert desk.document("authors/wai-lin-ng.yaml") == {
        "name": "Wai Lin Ng", "names": ["W. L. Ng"], "website": "https://wailin.example.org/",
    }  # fmt: skip
    assert desk.document("venues.yaml") == {
        "Journal of Ice": {"short": "JoI", "url": "https://joi.example.org/", "colour": "#00369f"},
        "Proceedings of the Polar Robotics Conference": {"short": "POLAR", "url": "https://polar.example.org/"},
    }
    assert [item["date"] for item in desk.document("news.yaml")] == ["2023-06-02", "2022-01-15"]
    assert desk.document("news.yaml")[0]["text"].endswith("is out! 🎉")


def test_a_project_names_its_papers_by_slug(desk: OldSiteDesk) -> None:
    """Citation keys in texts and lists of an old site become addresses and slugs of the papers that came of them."""
    desk.bring(desk.take("alfolio"))
    project = desk.document("projects/floes.yaml")
    assert project["papers"] == ["2021-ng-sonar-under-sea"]
    assert "We tag floes [Sonar under Sea Ice](papers/2021-ng-sonar-under-sea/) and follow them." in project["text"]


def test_academicpages_reads_authors_where_they_stand(desk: OldSiteDesk) -> None:
    """A .bib file tells them whole, a list in words with its marks, a citation as it abbreviates them."""
    desk.bring(desk.take("academicpages"))
    papers = desk.papers()
    assert papers["2019-05-01-dams"]["authors"] == ["Tomás Oliveira", "Anna Svensson", "Patrick O'Neil"]
    assert papers["2021-11-12-floods"]["authors"] == [
        "Tomás Oliveira", {"name": "Anna Svensson", "equal": "true"}, {"name": "Li Wei", "equal": "true"},
    ]  # fmt: skip
    assert papers["broken"]["authors"] == ["Oliveira, T."]
    assert papers["2019-05-01-dams"] == {
        "title": "Dams and Prices: Evidence from the Douro",
        "authors": ["Tomás Oliveira", "Anna Svensson", "Patrick O'Neil"],
        "date": "2019-05-01",
        "type": "article",
        "venue": {"name": "Journal of River Economics", "volume": "4", "issue": "2", "pages": "33-58"},
        "summary": "Dams lower prices, but not for everyone.",
        "abstract": "Dams lower prices, but not for everyone. We use 40 years of data.",
        "doi": "10.5555/jre.2019.33",
        "links": {"pdf": "papers/2019-05-01-dams/dams.pdf", "slides": "papers/2019-05-01-dams/dams-slides.pdf"},
        "bibtex": {"key": "oliveira2019dams"},
    }


def test_academicpages_brings_the_rest(desk: OldSiteDesk) -> None:
    """The author's block, talks, courses, portfolio, pages of words; a page that only lists is no page."""
    report = desk.bring(desk.take("academicpages"))
    owner = desk.document("authors/tomas-oliveira.yaml")
    assert (owner["position"], owner["affiliation"]) == ("Economist of rivers", "University of Porto")
    assert owner["links"] == [{"label": "X", "url": "https://x.com/riverecon"}]
    assert desk.document("talks/2020-02-03-porto.yaml") == {
        "title": "Who pays for a dam?",
        "date": "2020-02-03",
        "place": "Department of Economics, University of Porto, Porto, Portugal",
        "summary": "Invited talk",
        "text": "[Slides](papers/2019-05-01-dams/dams-slides.pdf). This is about dams.",
    }
    assert desk.document("projects/rivers.yaml")["summary"] == "All rivers, one map"
    assert desk.text("pages/data.md") == (
        "---\ntitle: Data\nnav: true\norder: 2\n---\n\nOur data lie [here](assets/files/rivers.csv). New!\n"
    )
    told = loss_report(report)
    assert "_publications/2021-11-12-floods.md:11: acceptance: 21%\n" in told
    assert '_pages/data.md:8: text: <script>alert("no")</script>\n' in told
    assert [problem.line for problem in report.problems if problem.file.endswith("broken.md")] == [4]


def test_hugoblox_reads_the_sections_of_the_front_page(desk: OldSiteDesk) -> None:
    """Before people had files, settings and sections told of the owner; what is switched off is the theme's own."""
    report = desk.bring(desk.take("hugoacademic"))
    owner = desk.document("authors/ines-prata.yaml")
    assert (owner["bio"], owner["github"]) == ("I listen to **rooms**.", "inesprata")
    assert owner["picture"] == "assets/people/ines-prata.png"
    assert desk.document("cv.yaml")["work"] == [
        {
            "title": "Sound engineer", "organization": "Halls & Sons", "url": "https://halls.example.org/",
            "place": "Lisbon", "start": "2010-01-01", "end": "2012-06-30", "summary": "I was asked:",
            "highlights": ["to measure halls", "to mend them"],
        },
    ]  # fmt: skip
    assert [entry["title"] for entry in desk.document("cv.yaml")["education"]] == ["PhD in Acoustics"]
    assert desk.text("home.md") == "## Students\n\nWrite to me if **echoes** interest you.\n"
    told = loss_report(report)
    assert "config.toml:11: office_hours: Tuesdays, 14:00\n" in told
    assert "content/home/features.md:7: feature.name: Bells\n" in told


def test_a_front_page_never_begins_as_keys_do(desk: OldSiteDesk) -> None:
    """A rule at the top of the text, or keys that nobody closed, would be taken for keys of ours."""
    old = desk.take("jekyllscholar")
    (old / "index.md").write_text("---\nlayout: home\n---\n---\n\nI fire **clay**.\n", encoding="utf-8")
    settings = (old / "_config.yml").read_text(encoding="utf-8").replace("author: Iva Petrov\n", "")
    (old / "_config.yml").write_text(settings, encoding="utf-8")
    desk.bring(old)
    assert desk.text("home.md") == "I fire **clay**.\n"


def test_hugoblox_reads_both_generations(desk: OldSiteDesk) -> None:
    """Numbers or words for types, TOML or YAML, folders or names for authors, `url_pdf` or typed links."""
    desk.bring(desk.take("hugoblox"), desk.take("hugokit"))
    papers = desk.papers()
    assert papers["estuary-mixing"] == {
        "title": "Estuary Mixing: When Tides Meet Rivers",
        "authors": [
            {"author": "noor-haddad", "equal": "true"}, {"author": "lars-holm", "equal": "true"}, "Kenji 森 Mori",
        ],
        "date": "2022-09-01",
        "type": "article",
        "venue": {"name": "Journal of Estuaries", "short": "JEst", "volume": "7", "issue": "1", "pages": "1-20"},
        "abstract": "Mixing is faster at spring tide, by $\\sim 20\\%$.",
        "arxiv": "2203.04567",
        "doi": "10.5555/em.2022.9",
        "links": {
            "pdf": "papers/estuary-mixing/estuary-mixing.pdf",
            "code": "https://code.example.org/mixing",
            "data": "https://data.example.org/mixing",
            "video": "https://video.example.org/mixing",
            "other": [{"label": "Data sheet", "url": "https://data.example.org/sheet"}],
        },
        "figures": [{"file": "figures/estuary-mixing/featured.png", "caption": "Where salt meets fresh water"}],
        "topics": ["Tides"],
        "selected": "true",
        "summary": "Mixing is **faster** at spring tide.",
        "note": "Best Paper Award at the Estuary Days.\n\nMore about mixing.",
        "bibtex": {"key": "haddad2022mixing"},
    }  # fmt: skip
    assert papers["old-tides"]["venue"] == {
        "name": "Proceedings of the Tide Conference", "short": "TIDE", "place": "Coast",
    }  # fmt: skip
    assert papers["old-tides"]["arxiv"] == "1601.01230"
    assert papers["spans"]["authors"] == [{"author": "ada-quist"}, {"author": "bo-li"}, "José Pérez"]
    assert papers["spans"]["links"] == {
        "pdf": "papers/spans/spans.pdf", "code": "https://code.example.org/spans",
        "project": "https://spans.example.org/",
    }  # fmt: skip


def test_hugoblox_brings_people_and_events(desk: OldSiteDesk) -> None:
    """People with their groups and accounts, events with place and time, projects with their papers."""
    desk.bring(desk.take("hugoblox"))
    leader = desk.document("authors/noor-haddad.yaml")
    assert (leader["group"], leader["position"]) == ("Principal Investigators", "Professor of Oceanography")
    assert leader["bio"] == "Noor leads the group.  Download her\n[CV](assets/uploads/cv.pdf)."
    assert (desk.root / "content" / leader["picture"]).is_file()
    assert desk.document("talks/coast-days.yaml") == {
        "title": "Tides for Everyone",
        "people": ["noor-haddad"],
        "start": "2024-06-01T13:00",
        "end": "2024-06-01T15:00",
        "timezone": "UTC",
        "event": "Coast Days",
        "place": "Town Hall, Coast, Nowhere",
        "links": {
            "slides": "https://slides.example.org/tides",
            "other": [{"label": "Coast Days", "url": "https://coastdays.example.org/"}],
        },
        "summary": "A talk for everyone.",
        "text": "Why the sea goes away, and comes back.",
    }
    assert desk.document("projects/salt.yaml")["papers"] == ["estuary-mixing"]
    assert "![The coast](assets/join/coast.png" in desk.text("pages/join.md")


def test_a_lab_brings_members_and_generated_citations(desk: OldSiteDesk) -> None:
    """Citations completed by their sources, members in groups, a lab without an owner."""
    desk.bring(desk.take("labtemplate"))
    papers = desk.papers()
    assert papers["2020-moos-how-moss-drinks"]["links"] == {
        "code": ["https://code.example.org/moss", "https://github.com/moss-lab/drinks"],
        "project": "https://drinks.example.org/",
    }
    member = desk.document("authors/hanna-moos.yaml")
    assert (member["group"], member["names"], member["order"]) == ("Principal Investigator", ["H. Moos"], "1")
    assert desk.document("authors/olga-friend.yaml")["group"] == "Alumni"
    assert desk.text("pages/team.md") == "---\ntitle: Team\nnav: true\norder: 3\n---\n\nWe are few.\n"


def test_quarto_brings_pages_of_a_listing_and_the_owners_bib(desk: OldSiteDesk) -> None:
    """Pages of a listing are papers; a .bib file is, where the owner wrote most of it; nothing is run."""
    report = desk.bring(desk.take("quarto"))
    papers = desk.papers()
    assert papers["2023-seeds"]["authors"][0] == {
        "name": "Rosa Kern", "orcid": "0000-0002-1825-0097", "affiliations": ["University of Fields"],
        "corresponding": "true",
    }  # fmt: skip
    assert papers["2021-soil"]["arxiv"] == "2103.00010"
    assert papers["2019-kern-fields"]["type"] == "book"
    assert "- **Botany** [Fields](papers/2019-kern-fields/), in spring" in desk.text("pages/teaching.md")
    assert "publications/2023-seeds/index.qmd:37: text: ```{r} plot(1) ```\n" in loss_report(report)
    assert desk.document("site.yaml")["redirects"]["publications/2021-soil.html"] == "papers/2021-soil/"


def test_lists_in_yaml_and_csv_are_read_by_their_columns(desk: OldSiteDesk) -> None:
    """Usual names of columns are understood; others are kept under `extra`, and listed with their line."""
    report = desk.bring(desk.take("plain"))
    papers = desk.papers()
    assert papers["2020-ruiz-paper-yaml"]["links"] == {"pdf": "assets/paper.pdf"}
    assert papers["2020-ruiz-paper-yaml"]["extra"] == {"mood": "cheerful"}
    assert papers["2021-ruiz-another"]["venue"] == {"name": "Proceedings of the List Conference", "pages": "5-9"}
    assert papers["2018-ruiz-one-two"]["awards"] == ["Best Paper"]
    assert papers["2019-ruiz-three"]["authors"] == ["Ruiz, A.", "Böhm, K."]
    assert "papers.yaml:9: mood: cheerful\n" in loss_report(report)
    assert any("no title" in problem.sentence for problem in report.problems)


def test_the_owner_of_a_site_is_on_its_papers(desk: OldSiteDesk) -> None:
    """The one author who may be the owner is the owner: the spelling is noted in their file."""
    desk.bring(desk.take("academicpages"))
    assert desk.document("authors/tomas-oliveira.yaml")["names"] == ["T. Oliveira"]


def test_a_cv_comes_along(desk: OldSiteDesk) -> None:
    """What a program keeps of the owner's education and positions is `cv.yaml`; a general section is listed."""
    old = desk.take("alfolio")
    desk.put(
        "alfolio/_data/cv.yml",
        "- title: General Information\n  type: map\n  contents:\n    - name: Full Name\n      value: Mira\n"
        "- title: Education\n  type: time_table\n  contents:\n    - title: PhD\n      institution: North\n"
        "      year: 2014 - 2018\n      description:\n        - Ice\n"
        "- title: Honors and Awards\n  type: time_table\n  contents:\n    - year: 2020\n      items:\n        - Medal\n"
        "- title: Experience\n  contents:\n    - title: Scientist\n      institution: South\n"
        "      year: 2018 - present\n",
    )
    report = desk.bring(old)
    assert desk.document("cv.yaml") == {
        "work": [{"title": "Scientist", "organization": "South", "start": "2018", "end": "present"}],
        "education": [
            {"title": "PhD", "organization": "North", "start": "2014", "end": "2018", "highlights": ["Ice"]},
        ],
        "awards": [{"title": "Medal", "date": "2020"}],
    }
    assert "General Information" in loss_report(report)
    run(desk.root, "-q", "build")


@pytest.mark.parametrize(
    ("page", "authors"),
    [
        ("excerpt: 'Ada Lovelace, Bo Li, and Cy Saat'\n---\nText.", ["Ada Lovelace", "Bo Li", "Cy Saat"]),
        ("excerpt: Waves.\n---\n**Ada Lovelace**, Bo Li\n\nText.", ["Ada Lovelace", "Bo Li"]),
        ("Authors: Ada Lovelace and Bo Li\n---\nText.", ["Ada Lovelace", "Bo Li"]),
        ("bibtex: |\n  @misc{a, title={On Ice}, author={Lovelace, Ada and Li, Bo}, year=2020}\n---\nText.",
         ["Ada Lovelace", "Bo Li"]),
        ("citation: 'Ada Lovelace and Bo Li Ice Letters 2020 4 (2), 5-8.'\n---\nText.", ["Ada Lovelace", "Bo Li"]),
        ("excerpt: Waves.\n---\nText.", ["Tomás Oliveira"]),
    ],
)  # fmt: skip
def test_academicpages_finds_authors_wherever_people_write_them(
    page: str, authors: list[str], desk: OldSiteDesk
) -> None:
    """In the excerpt, on the first line, in a key of any case, in BibTeX, before the venue; else the owner is told."""
    old = desk.take("academicpages")
    desk.put(
        "academicpages/_publications/on-ice.md",
        "---\ntitle: 'On Ice | [Paper](https://ice.example.org/1.pdf)'\ndate: 2020-05-01\n"
        f"venue: Ice Letters\n{page}\n",
    )
    desk.bring(old)
    paper = desk.papers()["on-ice"]
    assert (paper["title"], paper["authors"]) == ("On Ice", authors)
    assert paper["links"] == {"pdf": "https://ice.example.org/1.pdf"}
