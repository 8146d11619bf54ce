r"""The words of a text in LaTeX, HTML or Markdown, by other rules than the program's own: what `text.py` measures with.

In: a title or abstract as a source sent it, or LaTeX, HTML or plain text that the program made of it. Out: its words in
order: letters and digits without accents, each with whether it stands in a formula, and whether a reader may miss it
(an address behind a link, a key, what only sets the page). Knows nothing of `sitegen`; TeX's symbols that are not in
its tables it asks of math_core. Never says how a text should look.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

import ftfy
from math_core import LatexError, LatexToMathML


class Word(NamedTuple):
    """A word: its letters and digits; the number of its formula (0 outside); why it may be missing, if it may."""

    text: str
    formula: int = 0
    spare: str = ""


LETTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "a", "AA": "A", "ss": "ß",
    "SS": "ẞ", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ", "imath": "i", "jmath": "j", "ij": "ij", "IJ": "IJ",
}  # fmt: skip
GREEK = dict(zip(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split(),
    "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ", strict=True,
))  # fmt: skip
_VARIANTS = str.maketrans("ϵϕϑϱϖςϰıȷ∆∑∏Ωᵀ", "εφθρπσκijΔ  Ω ")
FUNCTIONS = frozenset(
    "log ln exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan max min sup inf lim limsup liminf "
    "det dim ker deg gcd arg Pr hom lg mod bmod argmin argmax sgn sign rank diag tr Tr Var Cov poly polylog supp KL "
    "softmax ReLU span conv dist vol".split()
)
SILENT = frozenset(
    "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm limits nolimits bf "
    "it em rm sf tt sc sl cal bfseries itshape ttfamily scshape rmfamily sffamily mdseries upshape slshape "
    "normalfont displaystyle textstyle scriptstyle scriptscriptstyle noindent indent par item newline linebreak "
    "nolinebreak pagebreak newpage centering raggedright xspace protect relax nonumber notag allowbreak nobreak "
    "hfill vfill tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge boldmath unboldmath quad "
    "qquad enspace thinspace space nobreakspace smallskip medskip bigskip sloppy leavevmode unskip maketitle mathop "
    "mathrel mathbin mathord mathopen mathclose hline null strut mathstrut over displaylimits bgroup egroup "
    "begingroup endgroup medspace thickspace negthinspace mleft mright".split()
)
ARGUMENT = frozenset(
    "emph textbf textit textsl textsc texttt textrm textsf textup textmd textnormal text mbox hbox fbox underline "
    "uline mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathbbm mathds boldsymbol bm pmb "
    "operatorname hat widehat tilde widetilde Tilde Hat Bar bb mb mc bs wt bar overline vec dot ddot check breve "
    "acute grave sqrt frac dfrac tfrac cfrac binom overset underset stackrel overbrace underbrace overrightarrow "
    "overleftarrow textsuperscript textsubscript footnote substack title section subsection paragraph textquote "
    "enquote num si SI qty ce nicefrac sfrac xrightarrow xleftarrow url nolinkurl path code boxed cancel not pmod "
    "caption mathring abs norm ceil floor paren inner inp dotp math texorpdfstring underbar widebar smash "
    "mathnormal textquotedbl verb lstinline bold oldstyle hl sout ul st framebox makebox uppercase lowercase "
    "MakeUppercase MakeLowercase revise revised added mathclap mathlap mathrlap".split()
)
MATHS = frozenset(
    "ensuremath math sqrt frac dfrac tfrac mathcal mathbb mathrm mathbf hat tilde bar overline widehat widetilde "
    "vec".split()
)
"""Commands that make a formula of what they hold, between dollars or not."""
DROPPED = {
    "label": 1, "vspace": 1, "hspace": 1, "index": 1, "color": 1, "textcolor": 1, "ref": 1, "eqref": 1,
    "autoref": 1, "cref": 1, "Cref": 1, "pageref": 1, "nameref": 1, "vref": 1, "tag": 1, "colorbox": 1,
    "setcounter": 2, "phantom": 1, "hphantom": 1, "vphantom": 1, "includegraphics": 1, "rule": 2,
    "foreignlanguage": 1, "href": 1, "hyperlink": 1, "input": 1, "bibliographystyle": 1, "bibliography": 1,
    "thanks": 1, "begin": 1, "end": 1, "fontsize": 2, "hypertarget": 1, "kern": 0, "newcommand": 2,
    "renewcommand": 2, "thispagestyle": 1, "pagestyle": 1, "usepackage": 1, "selectlanguage": 1,
}  # fmt: skip
"""Commands whose first arguments are no words."""
CITATIONS = re.compile(
    r"(?:foot|text|paren|auto|full|short|new|online|no)?[Cc]ite(?:p|t|al[pt]|author|year(?:par)?|num|s|n|A|N|NP)?"
)
_GLUED_KEY = re.compile(r"\\[Cc]ite[tp]?\*?(?=[A-Za-z]*[A-Z:_0-9])[\w:./+-]+(?:,\s?[\w:./+-]*[\w+-])*")
SPOKEN = {
    "texttrademark": "TM", "textregistered": "", "LaTeX": "LaTeX", "TeX": "TeX", "LaTeXe": "LaTeX2e",
    "BibTeX": "BibTeX", "XeTeX": "XeTeX", "ell": "l", "hbar": "ħ", "hslash": "ħ", "aleph": "א", "Re": "R",
    "Im": "I", "wp": "℘", "etal": "et al", "ie": "i e", "eg": "e g", "etc": "etc", "cf": "cf", "wrt": "w r t",
    "vs": "vs", "aka": "a k a", "iid": "i i d", "resp": "resp", "dof": "d o f", "Eg": "E g", "Ie": "I e",
    "choose": "choose", "textordmasculine": "o", "textordfeminine": "a", "textonehalf": "1 2",
    "textonequarter": "1 4", "textthreequarters": "3 4", "textnumero": "No", "textmu": "μ", "textohm": "Ω",
    "textcelsius": "C", "celsius": "C", "half": "1 2", "varepsilon": "ε", "varphi": "φ", "vartheta": "θ",
    "varrho": "ρ", "varpi": "π", "varsigma": "σ", "varkappa": "κ", "eps": "ε", "veps": "ε", "vareps": "ε",
    "bigO": "O", "bigo": "O", "tO": "O", "Otil": "O", "otil": "O", "Otilde": "O", "otilde": "O", "Ot": "O",
    "order": "O", "reals": "R", "Reals": "R", "real": "R", "Real": "R", "RR": "R", "NN": "N", "ZZ": "Z", "EE": "E",
    "PP": "P", "naturals": "N", "integers": "Z", "Rd": "R d", "Rn": "R n", "bigOmega": "Ω", "upmu": "μ",
    "upalpha": "α", "upbeta": "β", "bmod": "mod", "upgamma": "γ", "updelta": "δ", "mho": "", "Bbbk": "k",
    "varinjlim": "inj lim", "varprojlim": "proj lim", "complement": "C", "injlim": "inj lim", "projlim": "proj lim",
    "limsup": "lim sup", "liminf": "lim inf", "argmin": "arg min", "argmax": "arg max", "eth": "ð", "i": "i",
    "textalpha": "α", "textbeta": "β", "tbar": "", "ts": "", "indep": "", "calo": "O", "bigOtil": "O",
    "tildeO": "O", "bigomega": "Ω", "lessgtr": "", "sun": "", "degree": "",
}  # fmt: skip
"""Commands that are read as words or letters other than their name."""
_BLOCKS = frozenset(
    "p br div li ul ol title sec section abstract h1 h2 h3 h4 h5 h6 table tr td th list list-item dl dt dd "
    "blockquote hr pre math label caption disp-formula figcaption figure".split()
)
_INLINE = frozenset(
    "i em b strong italic bold sub sup inf tt code sc scp small-caps span font u s strike del ins mark small big a "
    "ext-link uri email xref underline overline roman monospace styled-content named-content inline-formula "
    "alternatives tex-math body html center cite var dfn kbd samp q abbr acronym".split()
)
_ALONE = frozenset(("img", "hr", "br", "wbr"))
_HIDDEN = frozenset("script style iframe svg object embed template".split())
NUMBER = "listnumber"
"""The command that stands for the number of a list's item, which a page has without writing it."""
_DIGITS = " 0123456789 "
_SPACES = frozenset(("item", "par", "quad", "qquad", "newline", "space", "over"))
_IN_FORMULAS = frozenset("aOoLlHubcdijkrt")
_SHORTHANDS = frozenset("bb mb mc bs wt".split())
"""Names that are a font's before a letter, and a letter's otherwise."""
_BARE = frozenset("st ul hl ce code path title added num".split())
"""Names that are commands before an argument only."""
_ACCENTS = frozenset("uvHcdbkrtGUf")
_ACCENTED = re.compile(r"\s*\{?\s*\\?[A-Za-z]")
_SHORT = frozenset("leq geq times cdot sim propto item".split())
_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[|\]\]>|<\?[^<>]*>|<!DOCTYPE[^<>]*>|<(/?)(?:[A-Za-z]{1,8}:)?([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?/?)>",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"(?P<command>\\[A-Za-z]+\*?)|\\(?P<sign>.)|(?P<dollar>\$\$?)|(?P<link>\]\((?P<address>[^()\s]*(?:\([^()\s]*\))?[^()\s]*)\))"
    r"|(?P<tag><[!/?A-Za-z][^<>]*>|\]\]>|<!--)|(?P<brace>[{}])|(?P<cid>\(cid:173\)\s*)",
    re.DOTALL,
)
_PROSE = re.compile(r"(?<![\\{\w])[A-Za-z]{3,}\)?[ ,.;:\n]+[a-z]{2,}")
_ARGUMENT = re.compile(r"\s*(?:\[[^\[\]]{0,300}\]\s*)*")
_CUT = re.compile(r"\{([a-z]{2,8})\}")
_KEYS = re.compile(r" ?(?=[\w:+/-]*[\d:])[\w:+/-]+(?:, ?[\w:+/-]*\d)*")
_TEXT_SYMBOL = re.compile(
    "text(?:less|greater|bar|underscore|dollar|ascii[a-z]+|backslash|brace(?:left|right)|bullet|periodcentered|ellipsis|"
    "(?:em|en)dash|exclamdown|question(?:down|mark)|quot(?:e|dbl)[a-z]*|section|paragraph|dagger(?:dbl)?|copyright|registered|"
    "degree|euro|sterling|yen|cent|pm|times|div|minus|(?:right|left|up|down)arrow|surd|infty|checkmark|perthousand|"
    "visiblespace|pounds)|(?:dots[cbmio]?|hdots|defeq|permil|pounds|euro|slash|hyp|lq|rq|[cx]mark|guil[a-z]+|quote[a-z]+base)"
)
"""Symbols of text, none of them a letter."""
_CODE = re.compile(r"\s*\{?\s*[x\"]?([0-9A-Fa-f]{2,6})\s*\}?")
_BEGINNING = re.compile(r"\s*\{(array|tabular|alignat\*?|alignedat)\}\s*\{[^{}]*\}|\s*\{[^{}]*\}(?:\[[^\[\]]*\])?")


def plain_words(text: str) -> list[str]:
    """The words of plain text."""
    return re.findall(r"[^\W_]+", bare(text))


def bare(text: str) -> str:
    """The text with letters in one spelling: no accents, no font, no width."""
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text.translate(_VARIANTS)))
    return "".join(char for char in text if unicodedata.category(char) not in {"Mn", "Lm"}).translate(_VARIANTS)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.pieces.append(" " if tag in _BLOCKS or tag in {"mtr", "mtd", "mspace"} else "")

    handle_startendtag = handle_starttag  # type: ignore[assignment]  # `<br/>`

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(" " if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def html_words(markup: str) -> list[str]:
    """The words that a page shows."""
    page = _Page()
    page.feed(markup)
    page.close()
    return plain_words("".join(page.pieces))


def words(source: str) -> list[Word]:
    """The words of a text as it was typed."""
    return _Reader(_clean(source)).read()


def _clean(source: str) -> str:
    """The text as characters: entities, lost encodings and soft hyphens undone."""
    source = re.sub(
        r"\$\\backslash\$(?=[A-Za-z])",
        r"\\",
        re.sub(r"\{?\\\{\}?(?=[^{}]*\{?\\\})", "{", source) if "backslash" in source else source,
    )
    for _ in range(3):
        source = re.sub(
            r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});", lambda m: html.unescape(m[0]), source
        )
    if re.search("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]", source):
        source = ftfy.fix_encoding(source)
    source = re.sub(r"(?m)^( {0,9})([0-9]{1,2})(?=[.)] )", r"\1\\listnumber{\2}", source)
    source = re.sub("(?:\u00ad|\\(cid:173\\))\\s*", "", source.replace("\r\n", "\n"))
    return re.sub(
        "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffc\x00-\x08\x0e-\x1f\x7f]",
        "",
        source,
    )


class _Reader:
    """A text being read from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.made: list[tuple[str, int, str]] = []
        self.formula = 0
        self.formulas = 0
        self.opened = ""
        self.until = -1
        self.loose = False  # what comes next belongs to maths that stands outside of dollars, up to the next space

    def read(self) -> list[Word]:
        position = 0
        while found := _TOKEN.search(self.text, position):
            if self.formula == -1 and found.start() >= self.until:
                self.formula = 0
            self._write(self.text[position : found.start()])
            position = max(self._token(found), found.start() + 1)
        self._write(self.text[position:])
        return _joined(self.made)

    def _write(self, text: str) -> None:
        if not text:
            return
        if self.loose and not self.formula:
            head = re.match(r"\s*\S*", text)
            end = head.end() if head else 0
            self.made.append((text[:end], -1, ""))
            self.loose = end == len(text)
            text = text[end:]
        self.made.append((text, self.formula, ""))

    def _token(self, found: re.Match[str]) -> int:
        start, end = found.span()
        kind = found.lastgroup
        if kind == "address":
            kind = "link"
        if kind == "brace":
            return self._brace(found[0], start, end)
        if kind == "command":
            return self._command(found["command"][1:].rstrip("*"), start, end)
        if kind == "dollar":
            return self._dollar(found["dollar"], start, end)
        if kind == "link":
            self.made += [("](", 0, ""), (found["address"], 0, "address"), (")", 0, "")]
        elif kind == "tag":
            return self._tag(start)
        elif kind == "sign":
            return self._sign(found["sign"], end)
        return end

    def _brace(self, sign: str, start: int, end: int) -> int:
        """Braces are nothing but the place of a script, or a set: `x^{n+1}` and `{0, 1}n` outside of formulas."""
        if sign == "{" and not self.formula:
            close = _closing_brace(self.text, start)
            raised = self.text[start - 1 : start] in {"_", "^"} and start > 0
            is_set = "," in self.text[start:close] and self.text[close + 1 : close + 2].isalnum()
            if close > 0 and (raised or is_set):
                self.formula, self.until = -1, close + 2
        return end

    def _sign(self, sign: str, end: int) -> int:
        if sign in "([":
            self.formulas += 1
            close = self.text.find("\\)" if sign == "(" else "\\]", end)
            self.formula = self.formulas if 0 <= close - end < 5000 else self.formula
            self._write(" ")
        elif sign in ")]":
            self._write(" ")
            self.formula = 0
        elif sign == "\\":
            self._write(" ")
            name = re.compile("[A-Za-z]{2,}").match(self.text, end)
            if self.formula and name and (name[0] in GREEK or name[0] in ARGUMENT):
                return end - 1
            if option := re.compile(r"\*?\[[-\d. ]*[a-z]{2}\]").match(self.text, end):
                return option.end()
        elif sign == "{" and re.match(r"[a-z]\}", self.text[end : end + 2]):
            return end
        elif sign in "'`^\"~=.’”":
            return end + (len(spaces[0]) if (spaces := re.match(r" +(?=[A-Za-z\\{])", self.text[end : end + 9])) else 0)
        elif sign not in "-/!":
            self._write(" " if not sign.isalnum() else sign)
        return end

    def _dollar(self, sign: str, start: int, end: int) -> int:
        if self.formula:
            if sign == "$$" and self.opened == "$":
                sign, end = "$", start + 1
            self.formula = 0
        else:
            self.opened = sign
            close = self.text.find("$", end)
            inside = self.text[end:close] if close >= 0 else ""
            if (
                inside
                and "\n\n" not in inside
                and len(inside) < 5000
                and not _PROSE.search(re.sub(r"\\(?:text[a-z]*|mbox)\{[^{}]*\}", "", inside))
            ):
                self.formulas += 1
                self.formula = self.formulas
        self.made.append((sign, self.formula, ""))
        return end

    def _tag(self, start: int) -> int:
        found = _TAG.match(self.text, start)
        if not found:
            self._write("<")
            return start + 1
        name = (found[2] or "").lower()
        if found[2] is None:
            return found.end()
        closing = re.compile(rf"</(?:[A-Za-z]{{1,8}}:)?{re.escape(name)}\s*>", re.IGNORECASE)
        close = closing.search(self.text, found.end())
        if close and not found[1] and (name in _HIDDEN or name == "math"):
            return self._element(name, found, close)
        is_pair = bool(found[1]) or close is not None or "=" in found[3]
        if name in _BLOCKS or name in _ALONE or (name in _INLINE and is_pair) or ":" in found[0].split()[0]:
            self.made.append((" " if name in _BLOCKS else "", 0, ""))
            self.loose = name in {"sub", "sup", "inf"}
            if name == "li" and not found[1]:
                self.made.append((_DIGITS, 0, "item"))
            return found.end()
        self._write("<")
        return start + 1

    def _element(self, name: str, opening: re.Match[str], closing: re.Match[str]) -> int:
        """A script, which is no text, or a formula of MathML."""
        if name == "math":
            self.formulas += 1
            inside = self.text[opening.end() : closing.start()]
            self.made.append((re.sub(r"<[^<>]*>", " ", inside), self.formulas, ""))
        else:
            self.made.append((self.text[opening.start() : closing.end()], 0, "hidden"))
        return closing.end()

    def _command(self, name: str, start: int, end: int) -> int:
        steps = (self._citation, self._setting, self._silent, self._letter, self._accent, self._symbol, self._argument)
        for step in steps:
            after = step(name, start, end)
            if after is not None:
                return after
        return self._unknown(name, end)

    def _after_space(self, end: int) -> int:
        return end + (1 if not self.formula and self.text[end : end + 1] == " " else 0)

    def _citation(self, name: str, start: int, end: int) -> int | None:
        if CITATIONS.fullmatch(name):
            return self._drop(end, 1, "citation")
        if keys := _GLUED_KEY.match(self.text, start):
            self.made.append((f" {keys[0]} ", self.formula, "citation"))
            return keys.end()
        if name.startswith("cite"):
            self.made.append((f" {name} ", self.formula, "citation"))
            return end
        return None

    def _setting(self, name: str, _: int, end: int) -> int | None:
        if name == NUMBER:
            return self._drop(end, 1, "item")
        if name == "begin" and (found := _BEGINNING.match(self.text, end)):
            self._write(" ")
            return found.end()
        if name in DROPPED:
            return self._drop(end, DROPPED[name], "address" if name == "href" else "setting")
        return None

    def _silent(self, name: str, _: int, end: int) -> int | None:
        if name not in SILENT:
            return None
        if name == "item":
            self.made.append((_DIGITS, 0, "item"))
        self.loose = self.loose or name == "cal"
        self._write(" " if self.formula or name in _SPACES else "")
        return self._after_space(end)

    def _letter(self, name: str, _: int, end: int) -> int | None:
        if (self.formula and name in _IN_FORMULAS) or (name in _BARE and not self.text.startswith("{", end)):
            self._write(f" {name} " if name in _BARE else f" {name}")
            return end
        if name in _SHORTHANDS and not self.text.startswith("{", end):
            self.made.append((f" {name} ", self.formula, "macro"))
            return end
        if name in LETTERS:
            self._write(bare(LETTERS[name]))
            return self._after_space(end)
        if name in {"unicode", "char"} and (code := _CODE.match(self.text, end)):
            self._write(bare(chr(int(code[1], 16))))
            return code.end()
        return None

    def _accent(self, name: str, _: int, end: int) -> int | None:
        if self.formula or name not in _ACCENTS or not _ACCENTED.match(self.text, end):
            return None
        cut = _CUT.match(self.text, end)
        if cut and (whole := self._said(name + cut[1])):
            self.made.append((whole, -1, ""))
            return cut.end()
        return self._after_space(end)

    def _symbol(self, name: str, _: int, end: int) -> int | None:
        if name in {"url", "nolinkurl", "footnote", "footnotetext"}:
            self._write(" ")
        said = self._said(name)
        if said is None:
            return None
        after_letter = self.formula and self.made and self.made[-1][0][-1:].isalpha()
        self._write(f"{' ' if after_letter else ''}{said}{' ' if not said.strip() or self.formula else ''}")
        return end

    def _argument(self, name: str, _: int, end: int) -> int | None:
        if name in {"textsubscript", "textsuperscript"} or (name in MATHS and not self.formula):
            self.made.append((" " if name in MATHS else "", -1, ""))
            self.loose = True
        if name not in ARGUMENT:
            return None
        brace = self._argument_at(end)
        if brace >= 0 and "[" in self.text[end:brace]:
            self.made.append((self.text[end:brace] + " ", self.formula, "" if name == "sqrt" else "setting"))
            self.made.append((" 1 ", self.formula, "root"))
        elif self.formula and not self.text.startswith("{", end):
            self._write(" ")
        return brace if brace >= 0 else end

    def _argument_at(self, end: int) -> int:
        """Where the braces of a command's argument open, behind its options; -1 if they do not."""
        after = _ARGUMENT.match(self.text, end)
        opens = after is not None and self.text.startswith("{", after.end()) and "\n\n" not in after[0]
        return after.end() if after and opens else -1

    def _unknown(self, name: str, end: int) -> int:
        if prefix := _glued(name):
            self._apart(prefix, name[len(prefix) :])
        elif self.text.startswith("{", end):
            self.made.append((f" {name} ", self.formula, "macro"))
        else:
            self._write(f" {name} " if self.formula else name)
        return end

    def _apart(self, prefix: str, rest: str) -> None:
        """A command and what ran into it."""
        self.made += [(f" {prefix}", self.formula, "glued"), ("", self.formula, "")]
        if prefix in GREEK or prefix in FUNCTIONS:
            self.made.append((f"{GREEK.get(prefix, prefix)} ", self.formula, "glued"))
        if prefix in MATHS:
            self.made.append((f" {rest}", self.formula or -1, ""))
        elif prefix in DROPPED:
            self.made.append((rest, self.formula, "setting"))
        else:
            self._write(f" {rest}" if self.formula else rest)

    def _said(self, name: str) -> str | None:
        if name in SPOKEN:
            return bare(SPOKEN[name])
        if _TEXT_SYMBOL.fullmatch(name):
            return ""
        if name in GREEK:
            return GREEK[name]
        if name in FUNCTIONS:
            return f"{name}"
        if name in ARGUMENT:
            return None
        if re.fullmatch("c[A-Z]|bb[A-Z]|[RNZQCE]", name):
            return name[-1]
        return _symbol(name)

    def _drop(self, end: int, count: int, why: str) -> int:
        after = _ARGUMENT.match(self.text, end)
        start = end
        after = after if after and self.text[after.end() : after.end() + 1] == "{" else None
        end = after.end() if after and self.text[after.end() : after.end() + 1] == "{" else end
        for _ in range(count):
            if self.text[end : end + 1] != "{":
                bare_key = _KEYS.match(self.text, end) if why == "citation" else None
                if bare_key:
                    end = bare_key.end()
                break
            depth = 0
            for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(self.text, end):
                depth += {"{": 1, "}": -1}.get(found[0], 0)
                if depth == 0:
                    end = found.end()
                    break
            else:
                break
        self.made.append((" " + self.text[start:end] + " ", self.formula, why))
        return end


def _closing_brace(text: str, start: int) -> int:
    """Where the group that opens at `start` closes; -1 if it never does."""
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, start, start + 400):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.start()
    return -1


def _is_maths(name: str) -> bool:
    return name in GREEK or name in FUNCTIONS or (name not in SPOKEN and not _TEXT_SYMBOL.fullmatch(name))


@lru_cache(maxsize=4096)
def _glued(name: str) -> str:
    """The command that a name begins with, when the braces or the space after it got lost: `emph` of `emphnon`."""
    known = (name[:end] for end in range(len(name) - 1, 1, -1))
    return next((part for part in known if _is_command(part)), "")


def _is_command(name: str) -> bool:
    tables = (ARGUMENT, FUNCTIONS, GREEK, DROPPED, _SHORT)
    return any(name in table for table in tables) or (name in SILENT and len(name) > 3)


@lru_cache(maxsize=4096)
def _symbol(name: str) -> str | None:
    """The letters of a symbol of TeX's; nothing when nobody knows it."""
    try:
        made = _converter().convert_with_local_state(f"\\{name}", displaystyle=False)
    except LatexError:
        return None
    if "math-core-unknown-cmd" in made:
        return None
    return " ".join(html_words(made.replace("&ApplyFunction;", " ")))


@lru_cache(maxsize=1)
def _converter() -> LatexToMathML:
    return LatexToMathML(ignore_unknown_commands=True, fancy_error=False)


def _joined(made: list[tuple[str, int, str]]) -> list[Word]:
    """Pieces to words; a word may have several pieces, but not within and without a formula."""
    found: list[Word] = []
    current, kind = "", (0, "")
    for text, formula, spare in _scripted(made):
        if (formula, spare) != kind:
            if current:
                found.append(Word(current, *kind))
            current, kind = "", (formula, spare)
        for part in re.findall(r"[^\W_]+|[\W_]+", bare(text)):
            if part[0].isalnum():
                current += part
            elif current:
                found.append(Word(current, *kind))
                current = ""
    if current:
        found.append(Word(current, *kind))
    return found


def _scripted(made: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """Pieces, cut where letters are raised or lowered outside of formulas: what stands there is one, of number -1."""
    found: list[tuple[str, int, str]] = []
    for text, formula, spare in made:
        if formula or spare or not any(sign in text for sign in "_^*"):
            found.append((text, formula, spare))
            continue
        found += [(part, -1 if _SCRIPTED.fullmatch(part) else 0, spare) for part in _SCRIPTED.split(text)]
    return found


_SCRIPTED = re.compile(r"(\S{0,40}[_^]\S{0,40}|\w{1,40}\*{1,3}\w[\w*]{0,40})")
