"""Templates taken from a theme, and changes of their originals."""

from __future__ import annotations

from sitegen import __version__
from sitegen.render.overrides import Override, changed, stamp

ORIGINAL = "<p>{{ page.title }}</p>\n"
FILE = "themes/folio/templates/row.html"


def test_an_override_says_where_it_came_from() -> None:
    """Its first line is a comment with the theme, the version and a digest."""
    line = stamp("folio", ORIGINAL)
    assert line.startswith(f"{{# from folio {__version__} ")
    assert line.endswith(" #}\n")


def test_nothing_is_said_while_the_original_stays() -> None:
    """However much the override itself changes, and whatever the ends of lines are."""
    override = Override(FILE, stamp("folio", ORIGINAL) + "mine", ORIGINAL)
    assert changed([override, override._replace(original=ORIGINAL.replace("\n", "\r\n"))]) == ()


def test_a_changed_original_is_reported() -> None:
    """The warning names the file, and the digest that says one has seen to it."""
    newer = ORIGINAL + "<hr>"
    (problem,) = changed([Override(FILE, stamp("folio", ORIGINAL) + "mine", newer)])
    assert (problem.place, problem.severity) == (f"{FILE}:1", "warning")
    assert "row.html has changed" in problem.sentence
    digest = problem.hint.split("write ")[1].split()[0]
    assert digest in stamp("folio", newer)


def test_a_vanished_original_is_reported() -> None:
    """A template that the parent no longer has is one that nothing may ask for."""
    (problem,) = changed([Override(FILE, stamp("folio", ORIGINAL), None)])
    assert "no row.html any more" in problem.sentence


def test_a_template_of_ones_own_is_not_watched() -> None:
    """Only what `theme eject` took has a first line to compare."""
    assert changed([Override(FILE, "mine", ORIGINAL)]) == ()
