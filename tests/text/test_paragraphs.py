"""The quick way through Markdown's marks is the long way."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.text import paragraphs
from sitegen.text.nodes import Formula, Node, Styled, TextRun
from tests.sampling import amount

PIECES = st.sampled_from(
    [
        "*", "**", "***", " ", "\n", "  \n ", "a", "word", "two words", ".", ",", "(", ")", "é", "1", "-", "- ", "1. ",
        "[x]", "](y)", "_", "`", "\\", "*em*", "**strong**", "*two words*", "(*in*)", "*a*.", "x*y", "\u00a0", "*é*-",
        "* ", "«", "<b>", "&amp;", "!", "~", "#", "*a* *b*", "\ufdd00\ufdd1",
    ]
)  # fmt: skip
HELD: tuple[Node, ...] = (Formula("x", "x", "x"),)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=amount(700, 3000), deadline=None)
def test_stars_around_words_are_what_markdown_makes_of_them(text: str) -> None:
    """Whatever the quick way takes, it takes as the long way does."""
    marked = paragraphs._only_true_marks(text)
    quick = paragraphs._simple(marked, HELD)
    if quick:
        long = paragraphs._blocks(paragraphs._markdown().parse(paragraphs._only_true_lists(marked)), HELD)
        assert _merged(quick) == _merged(next(iter(long)))


def _merged(nodes: object) -> list[object]:
    """Nodes with words that stand side by side in one."""
    assert isinstance(nodes, tuple)
    found: list[object] = []
    for node in nodes:
        if isinstance(node, TextRun) and found and isinstance(found[-1], TextRun):
            found[-1] = TextRun(found[-1].text + node.text)
        elif isinstance(node, Styled):
            found.append((node.style, _merged(node.children)))
        else:
            found.append(node)
    return found


def test_the_quick_way_is_taken() -> None:
    """A usual abstract with an emphasised word or two does not wake Markdown."""
    text = "We show *that* this holds,\nand (**always**) so."
    assert paragraphs._simple(text, ()) == (
        TextRun("We show "),
        Styled("em", (TextRun("that"),)),
        TextRun(" this holds,\nand ("),
        Styled("strong", (TextRun("always"),)),
        TextRun(") so."),
    )
