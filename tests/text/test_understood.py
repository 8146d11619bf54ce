"""Everything that `content/README.md` says is understood, is; and it says all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.text.convert import abstract, latex_blocks
from tests.latex_examples import UNDERSTOOD, Case, table

README = Path(__file__).parents[2] / "content" / "README.md"
BEGIN, END = "<!-- text:begin -->\n", "<!-- text:end -->\n"
CASES = [case for cases in UNDERSTOOD.values() for case in cases]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.written[:40])
def test_it_reads_as_it_should(case: Case) -> None:
    """The plain text is what the table says, and the HTML shows what belongs to it."""
    text, _ = abstract(case.written)
    assert " ".join(text.plain.split()) == case.reads
    assert case.shows in text.html


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.written[:40])
def test_its_latex_reads_the_same(case: Case) -> None:
    """The LaTeX written for .bib files has matching braces, and reads as the text it was made from."""
    written = latex_blocks(case.written)
    assert _depth(written) == 0
    assert _letters(abstract(written)[0].plain) == _letters(case.reads)


def test_the_readme_lists_every_case(update_golden: bool) -> None:
    """The table in `content/README.md` is made from these cases."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    listed, after = rest.split(END)
    if update_golden:
        README.write_text(before + BEGIN + table() + "\n" + END + after, encoding="utf-8")
    assert listed.strip() == table().strip()


def _depth(text: str) -> int:
    bare = text.replace("\\\\", "").replace("\\{", "").replace("\\}", "")
    return bare.count("{") - bare.count("}")


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char in "%&#$<>")
