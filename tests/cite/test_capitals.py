"""Capitals that styles must keep."""

from __future__ import annotations

import pytest

from sitegen.cite.capitals import protect


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Training Compute-Optimal Large Language Models", "Training Compute-Optimal Large Language Models"),
        (
            "BERT: Pre-training of Deep Bidirectional Transformers",
            "{BERT}: Pre-training of Deep Bidirectional Transformers",
        ),
        ("Scaling with GPT-3 and BioBERT", "Scaling with {GPT}-3 and {BioBERT}"),
        ("An ADMM-Based Method (RETRO)", "An {ADMM}-Based Method ({RETRO})"),
        ("Beyond U-Net and X-ray", "Beyond {U-Net} and {X-ray}"),
        ("A Study of Vitamin D", "A Study of Vitamin {D}"),
        ("On a Problem: A New Proof", "On a Problem: A New Proof"),
        ("Sorting in $O(N \\log N)$ Time", "Sorting in {$O(N \\log N)$} Time"),
        ("Sorting in $o(n)$ Time", "Sorting in $o(n)$ Time"),
        ("Typesetting with \\LaTeX", "Typesetting with {{\\LaTeX}}"),
        ("The {Ising} Model and \\emph{E. coli}", "The {Ising} Model and \\emph{E. coli}"),
        ('Improving results of G{\\"{o}}del and others', 'Improving results of {G{\\"{o}}del} and others'),
        ('Eating R{\\"{o}}sti with Pleasure', 'Eating R{\\"{o}}sti with Pleasure'),
        ("R\\&D for AI", "{R\\&D} for {AI}"),
        ("Improving language models of Gauss and others", "Improving language models of {Gauss} and others"),
        ("ATTENTION IS ALL YOU NEED", "ATTENTION IS ALL YOU NEED"),
        ("GPT", "{GPT}"),
        ("Über die Grundlagen der Теория РНК", "Über die Grundlagen der Теория {РНК}"),
        ("注意力机制", "注意力机制"),
        ("", ""),
    ],
)
def test_only_what_needs_braces_has_them(title: str, kept: str) -> None:
    """Acronyms, mixed case, single letters, formulas, and names in sentence-case titles, are kept; no other words."""
    assert protect(title) == kept


def test_protecting_twice_is_protecting_once() -> None:
    """A title that already has its braces gets no more."""
    once = protect("BERT, GPT-3 and $O(N)$ in U-Nets for {DNA}")
    assert protect(once) == once


def test_a_sign_that_latex_escapes_keeps_its_backslash() -> None:
    """The braces stand around both."""
    assert protect(r"Rates of \_Rate and 5\% GPT\_X") == r"Rates of {\_Rate} and 5\% {GPT\_X}"
