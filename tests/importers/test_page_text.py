"""Pages of other programs as Markdown of ours."""

from __future__ import annotations

import pytest

from sitegen.importers.page_text import PageText, convert
from sitegen.importers.template_tags import Known

KNOWN = Known({"site.title": "Ice"}, {"admin": "Ada"}, lambda key: f"[{key}](paper:{key})" if key == "a20" else "")


def read(body: str, known: Known = KNOWN) -> PageText:
    """Convert a page of a site that has every file but those called missing."""

    def lead(address: str, is_picture: bool) -> str:
        is_elsewhere = "://" in address or address.startswith(("#", "paper:"))
        return address if is_elsewhere else "" if "missing" in address else f"assets/{address.lstrip('/')}"

    return convert(body, lead, known=known)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<b>bold</b> and <em>it</em>, x<sub>2</sub>", r"**bold** and *it*, x\textsubscript{2}"),
        ("<h3>Head</h3>\n<p>Text <a href='/x.pdf'>here</a>.</p>", "### Head\n\nText [here](assets/x.pdf)."),
        ("<div>\n    <ul>\n      <li>one</li>\n      <li>two</li>\n    </ul>\n</div>", "- one\n\n- two"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1<td>2</tr></table>", "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        ("<span style='x'>kept</span> a < b <!-- gone -->", "kept a < b"),
        ("<img src='/a.png' alt='An A'>", "![An A](assets/a.png)"),
        ("{% include figure.liquid path='a.png' caption='C' %}", '![C](assets/a.png "C")'),
        ("[t]({{ '/t/' | relative_url }}) {{ site.baseurl }} {{ site.title }}", "[t](assets/t/)  Ice"),
        ("{% if x %}yes{% else %}no{% endif %} {% raw %}{{ x }}{% endraw %}", "yes {{ x }}"),
        ("{% highlight python %}\nx = 1\n{% endhighlight %}", "```python\n\nx = 1\n\n```"),
        ("see {% cite a20 %}", "see [a20](paper:a20)"),
        ("{{< figure src='a.png' title='T' >}}", '![T](assets/a.png "T")'),
        ("{{< icon name='x' >}} {{< staticref 'u/cv.pdf' 'new' >}}CV{{< /staticref >}}", "[CV](assets/u/cv.pdf)"),
        ("{{% callout note %}}\nwords\n{{% /callout %}} by {{< mention 'admin' >}}", "words\n by Ada"),
        ("{{< youtube abc >}}", "[Youtube](https://www.youtube.com/watch?v=abc)"),
        ("# H {#id .c}\n[a](http://b){:target='_blank'} {: .note}", "# H\n[a](http://b)"),
        ("::: {.callout}\nwords\n:::\n![](x.png){width=50%} [s]{.smallcaps}", "words\n\n![](assets/x.png) s"),
        ("* TOC\n{:toc}\n\ntext", "text"),
        (":tada: at 10:30:20", "🎉 at 10:30:20"),
        ("`<b>{.x}</b>` and $a<b$", "`<b>{.x}</b>` and $a<b$"),
        ("[words](/missing/) ![gone](missing.png)", "words"),
        ("[x][r]\n\n[r]: /z.pdf 'T'\n\n[^1]: foot", "[x][r]\n\n[r]: assets/z.pdf 'T'\n\n[^1]: foot"),
        ("[spaced](my file.pdf)", "[spaced](<assets/my file.pdf>)"),
    ],
)
def test_a_page_says_the_same_in_markdown(written: str, text: str) -> None:
    """Tags, shortcodes and HTML become what Markdown has for them, or leave their words."""
    assert read(written).text.strip() == text


@pytest.mark.parametrize(
    ("written", "dropped"),
    [
        ("one\n<script>x()</script>", [(2, "<script>x()</script>")]),
        ("{% for p in q %}\n- {{ p }}\n{% endfor %}\nend", [(1, "{% for p in q %}")]),
        ("a\n\n{{ page.unknown }}", [(3, "{{ page.unknown }}")]),
        ("```{r}\nplot(1)\n```\nend", [(1, "```{r}\nplot(1)\n```")]),
        ("[x](/missing/)", [(1, "/missing/")]),
        ("{{< gallery album='x' >}}", [(1, "{{< gallery album='x' >}}")]),
        ("see {% cite b21 %}", [(1, "{% cite b21 %}")]),
        ("[js](javascript:missing)", [(1, "javascript:missing")]),
    ],
)
def test_what_is_dropped_is_told_with_its_line(written: str, dropped: list[tuple[int, str]]) -> None:
    """Nothing leaks, and nothing goes without a word."""
    page = read(written)
    assert [(one.line, one.text) for one in page.dropped] == dropped
    assert "{" not in page.text
    assert "<" not in page.text


def test_pandoc_citations_become_links() -> None:
    """`[@key]` is the paper of this site, where it is one."""
    known = Known(cited=KNOWN.cited, is_pandoc=True)
    assert read("as in [@a20], and [see @b21]", known).text == "as in [a20](paper:a20), and"


def test_code_that_shows_templates_is_left_alone() -> None:
    """A fenced block is shown as it stands."""
    text = "```yaml\na: <b>\n- [x](/missing/)\n```"
    assert read(text).text == text


@pytest.mark.parametrize(
    "written", ["<div" * 3000, "<a href=" * 3000, "{{<" * 3000, "{%" * 3000, "[" * 5000, "<b>" * 3000]
)
def test_a_hostile_page_costs_little(written: str) -> None:
    """Tags that never end are no reason to wait."""
    read(written)
