"""Symbols: LaTeX's accents and text symbols in Unicode, and the way back.

Tables only. Mathematical symbols are not here: `maths` knows them.
"""

from __future__ import annotations

import unicodedata

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "’": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "”": "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "G": "\u030f",
    "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361", "U": "\u030e", "f": "\u0311",
    "h": "\u0309",
}  # fmt: skip
"""Accent commands and the combining character each puts after its letter."""

LETTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "ss": "ß", "SS": "ẞ", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ohorn": "ơ", "OHORN": "Ơ", "uhorn": "ư", "UHORN": "Ư", "ng": "ŋ", "NG": "Ŋ", "ij": "ĳ", "IJ": "Ĳ",
}  # fmt: skip
"""Letters with a name of their own; like TeX, they eat the spaces after them."""

SYMBOLS = {
    "%": "%", "&": "&", "#": "#", "_": "_", "$": "$", "{": "{", "}": "}", "-": "", "/": "", ",": "\u202f",
    ";": " ", ":": " ", "!": "", "@": "", "|": "‖", "*": "*", "+": "+", "<": "<", ">": ">",
    " ": " ", "\n": " ", "\t": " ", "space": " ", "quad": " ", "qquad": " ", "enspace": " ", "thinspace": "\u202f",
    "nobreakspace": "\u00a0", "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "dots": "…", "ldots": "…", "pounds": "£",
    "copyright": "©", "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "XeTeX": "XeTeX",
    "textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`", "textbackslash": "\\", "textbar": "|",
    "textless": "<", "textgreater": ">", "textunderscore": "_", "textdollar": "$", "textbraceleft": "{",
    "textbraceright": "}", "textasteriskcentered": "∗", "textbullet": "•", "textperiodcentered": "·",
    "textellipsis": "…", "textemdash": "—", "textendash": "–", "textexclamdown": "¡", "textquestiondown": "¿",
    "textquotedbl": '"', "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘",
    "textquoteright": "’", "textquotesingle": "'", "textquotestraightdblbase": "„", "quotedblbase": "„",
    "quotesinglbase": "‚", "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹",
    "guilsinglright": "›", "textsection": "§", "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡",
    "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "textordfeminine": "ª",
    "textacutedbl": "˝", "textasciiacute": "´", "textasciibreve": "˘", "textasciicaron": "ˇ",
    "textasciidieresis": "¨", "textasciimacron": "¯", "textordmasculine": "º",
    "textdegree": "°", "degree": "°", "textmu": "µ", "textohm": "Ω", "textcelsius": "℃",
    "texteuro": "€", "euro": "€", "EUR": "€", "textsterling": "£", "textyen": "¥", "textcent": "¢",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textpm": "±", "texttimes": "×",
    "textdiv": "÷", "textminus": "−", "textrightarrow": "→", "textleftarrow": "←", "textuparrow": "↑",
    "textdownarrow": "↓", "textsurd": "√", "textinfty": "∞", "textcheckmark": "✓", "checkmark": "✓", "cmark": "✓",
    "xmark": "✗", "textnumero": "№", "textperthousand": "‰", "permil": "‰", "lq": "‘", "rq": "’",
    "textvisiblespace": "␣", "textalpha": "α", "textbeta": "β", "slash": "/", "hyp": "-", "hyphen": "-", "over": "/",
    "choose": "choose",
}  # fmt: skip
"""Text commands without arguments, as the characters they stand for."""

JOINED = frozenset(
    "textquotesingle textquotedbl textquotedblleft textquotedblright textquoteleft textquoteright textendash "
    "textemdash textless textgreater textasciitilde textasciicircum textasciigrave textbackslash textunderscore "
    "textdollar textsterling texteuro textyen pounds euro slash hyp hyphen".split()
)
r"""Symbols that programs write with the one space that only ends their names: `Kanerva\textquotesingle s`."""

ABBREVIATIONS = {
    "ie": "i.e.", "eg": "e.g.", "etal": "et al.", "etc": "etc.", "cf": "cf.", "wrt": "w.r.t.", "vs": "vs.",
    "aka": "a.k.a.", "iid": "i.i.d.", "resp": "resp.", "dof": "d.o.f.", "Eg": "E.g.", "Ie": "I.e.",
}  # fmt: skip
"""Abbreviations that papers define by convention; a full stop that follows in the text is theirs."""

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ϑ": "vartheta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "varphi", "ϕ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi",
    "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "µ": "mu", "ς": "varsigma",
}  # fmt: skip

MATHS = {
    **GREEK,
    "×": "times", "±": "pm", "∓": "mp", "÷": "div", "≤": "leq", "≥": "geq", "≠": "neq", "≈": "approx", "∼": "sim",
    "≡": "equiv", "∞": "infty", "∈": "in", "∉": "notin", "⊂": "subset", "⊆": "subseteq", "∪": "cup", "∩": "cap",
    "∅": "emptyset", "∀": "forall", "∃": "exists", "→": "rightarrow", "←": "leftarrow", "↔": "leftrightarrow",
    "⇒": "Rightarrow", "⇔": "Leftrightarrow", "↦": "mapsto", "↑": "uparrow", "↓": "downarrow", "∂": "partial",
    "∇": "nabla", "∑": "sum", "∏": "prod", "∫": "int", "√": "surd", "·": "cdot", "⋅": "cdot", "∘": "circ",
    "⊕": "oplus", "⊙": "odot", "⊗": "otimes", "⊥": "perp", "∥": "parallel", "‖": "|", "∝": "propto", "ℓ": "ell",
    "∗": "ast", "≪": "ll", "≫": "gg", "≲": "lesssim", "≳": "gtrsim", "≃": "simeq", "≅": "cong", "∧": "wedge",
    "∨": "vee",
    "¬": "neg", "⟨": "langle", "⟩": "rangle", "⌈": "lceil", "⌉": "rceil", "⌊": "lfloor", "⌋": "rfloor",
    "⋯": "cdots", "′": "prime", "∖": "setminus", "ℏ": "hbar", "ℜ": "Re", "ℑ": "Im", "⋆": "star", "★": "bigstar",
    "ℝ": "mathbb{R}", "ℕ": "mathbb{N}", "ℤ": "mathbb{Z}", "ℚ": "mathbb{Q}", "ℂ": "mathbb{C}", "⊤": "top",
    "≜": "triangleq", "✓": "checkmark", "△": "triangle", "□": "square", "♯": "sharp", "♭": "flat",
}  # fmt: skip
"""Characters that LaTeX has in formulas only, as the command between dollar signs."""

WRITTEN = {
    "\\": r"\textbackslash{}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "`": r"\textasciigrave{}",
    "\u00a0": "~", "\u202f": r"\,", "\u2009": r"\,", "\u2003": " ", "\u2002": " ",
    "–": "--", "—": "---", "‐": "-", "‑": "-",
    "ß": r"{\ss}", "ø": r"{\o}", "Ø": r"{\O}", "ł": r"{\l}", "Ł": r"{\L}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}",
    "Œ": r"{\OE}", "å": r"{\aa}", "Å": r"{\AA}", "ı": r"{\i}", "\u00ad": r"\-", "−": "$-$", "′": "$'$", "″": "$''$",
    "‴": "$'''$",
    **dict(zip("⁰⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ", map(r"\textsuperscript{%s}".__mod__, "0456789+-=()in"), strict=True)),
    **dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", map(r"\textsubscript{%s}".__mod__, "0123456789+-=()"), strict=True)),
}  # fmt: skip
"""Characters as LaTeX text spells them, where readers of .bib files know that; all others stand as they are."""

AS_THEY_ARE = frozenset("¬±×÷·µ←→↑↓‖")
"""Signs of formulas that pdfLaTeX sets in text as well, and every reader of .bib files reads."""


def compose(letter: str, accent: str) -> str:
    """A letter with an accent command's mark on it: one character where Unicode has one."""
    if accent == "." and letter[0] in "iıjȷ":
        return {"ı": "i", "ȷ": "j"}.get(letter[0], letter[0]) + letter[1:]  # they have their dot
    base = {"ı": "i", "ȷ": "j"}.get(letter[0], letter[0]) if accent != "b" else letter[0]
    return unicodedata.normalize("NFC", base + ACCENTS[accent] + letter[1:])
