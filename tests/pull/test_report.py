"""What a pull says: briefly on a terminal, wholly in Markdown, and never as markup of somebody else's."""

from __future__ import annotations

from sitegen.errors import Problem
from sitegen.merge.threeway import Conflict
from sitegen.pull.report import (
    Added,
    Candidate,
    Disputed,
    Failure,
    Pictured,
    PullReport,
    Suggestion,
    Updated,
    Withdrawn,
    as_markdown,
    summary,
)

EVIL = "<script>alert(1)</script> [x](javascript:y) `z` *w* @you #1\n# heading"
FULL = PullReport(
    papers=40,
    added=tuple(Added(f"content/papers/{at}.yaml", f"Title {at}") for at in range(20)),
    updated=(Updated("content/papers/a.yaml", ("title", "links.pdf")),),
    conflicts=(Disputed("content/papers/a.yaml", Conflict("abstract", "mine", EVIL)),),
    candidates=(
        Candidate("arxiv:2203.00001", EVIL, "A B, 2022", "name", "nothing in common"),
        Candidate("doi:10.1/x", "Namesake", "A B, 2022", "namesake", ""),
        Candidate("doi:10.1/y", "Alike", "A B, 2022", "alike", "perhaps a.yaml"),
    ),
    suggestions=(Suggestion("content/papers/a.yaml", "links.code", "https://a.example/", "hf"),),
    withdrawn=(Withdrawn("content/papers/b.yaml", "withdrawn"),),
    pictured=(
        Pictured("content/papers/c.yaml", 0, ""),
        Pictured("content/papers/a.yaml", 12, "arXiv HTML (2203.00001v2)"),
    ),
    left_out=("doi:10.1/z  No date: no source gives its date",),
    problems=(Problem("content/authors/a.yaml", field="names", sentence="is not there", hint="add it"),),
    failures=(Failure("s2", "Ada", "it is down"), Failure("s2", "Bob", "it is down")),
)


def test_the_last_line_has_the_numbers() -> None:
    """Added, updated, conflicts, candidates, withdrawn, failed: in one line; nothing to tell is one line, too."""
    line = summary(FULL).splitlines()[-1]
    assert line.startswith(
        "20 added, 1 updated, 1 conflict, 3 candidates, 1 withdrawn or retracted, 12 figures, 1 source failed; "
    )
    assert summary(PullReport(papers=1)) == "0 added, 0 updated, 0 conflicts; 1 paper looked at"
    assert "20 would be added" in summary(PullReport(added=FULL.added, is_trial=True))


def test_the_summary_is_short() -> None:
    """Of many lines of a kind the first few are shown, and the others counted."""
    lines = summary(FULL).splitlines()
    assert len(lines) < 60
    assert max(map(len, lines)) < 200
    assert "  and 12 more: see them all with --report FILE" in lines
    assert "  s2 (Ada, Bob): it is down" in lines
    found = lines.index("  content/papers/a.yaml: 12 figures from arXiv HTML (2203.00001v2)")
    assert lines[found + 1] == "  1 paper without figures; not asked again until they change"
    assert "  content/papers/c.yaml: none found" in summary(FULL, everything=True).splitlines()


def test_markdown_has_everything() -> None:
    """Every line of every kind stands in the report."""
    text = as_markdown(FULL)
    for at in range(20):
        assert f"{at}.yaml: Title {at}\n" in text
    for word in ("title, links.pdf", "it is down", "withdrawn", "Namesake", "Alike", "https://a.example/", "add it"):
        assert word in text


def test_data_is_never_markup() -> None:
    """Titles and values of sources are text: no tag, no link, no heading, nobody is called."""
    text = as_markdown(FULL)
    for markup in ("<script", "[x](", "`z`", "*w*", "@you", "\n# heading"):
        assert markup not in text
    assert "\n# heading" not in summary(FULL)
