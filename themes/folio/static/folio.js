/* On every page: the choice of colours is remembered, buttons copy and share, "/" leads to the search field.
   Nothing here is needed to read, navigate, cite or follow. Other scripts, which come before or after this one, are
   given what is at its end: `(window.folio ??= []).push(folio => { … })`. */
"use strict";
(() => {
  const root = document.documentElement;
  const live = document.getElementById("live");

  const say = text => { live.textContent = text; };

  // Where storage is refused, a choice holds for this page.
  const remember = (name, value) => {
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch { }
  };

  const recall = name => {
    try { return localStorage.getItem(name); } catch { return null; }
  };

  // ---- Words: the one way in which lists, the search page and its index (sitegen/outputs/search.py) read a text. ----

  // Case, accents and forms of a letter do not count.
  const apart = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ς: "σ", ʼ: "'", ʻ: "'", ʹ: "'",
    "\u200c": " ", ى: "ي", ی: "ي", ک: "ك", ة: "ه", ٱ: "ا", ـ: "",
  };
  [..."٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९"].forEach((digit, i) => { apart[digit] = `${i % 10}`; });
  const APART = new RegExp(`[${Object.keys(apart).join("")}]`, "gu");
  const fold = text => text.replaceAll("´", "'").normalize("NFKD").toLowerCase().replace(APART, letter => apart[letter])
    .replace(/[\p{M}\p{Cf}]/gu, "");

  // A term is a word or a number; where a script has no spaces, each letter by itself.
  const ALONE = "\\u0e01-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const SIGN = "[\\p{L}\\p{N}]", GLUE = "'’‘‛\\u0060′‐‒–−·׳״-";
  const term = more => new RegExp(`[${ALONE}${more}]|(?:(?![${ALONE}])${SIGN})+`, "gu");
  const TERM = term(""), TERM_OR_LINE = term("\\n");
  const JOINT = new RegExp(`(?<=${SIGN})[${GLUE}]+(?=${SIGN})`, "gu");
  const umlauts = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
  const written = text => text.normalize("NFC").toLowerCase().replace(/[äöüøå]/g, letter => umlauts[letter]);

  // A text in every spelling under which it is looked for: Müller-Maß is muller mass, mullermass, mueller mass, muellermass.
  const spellings = text => [...new Set([text, written(text)].map(fold).flatMap(form => [form, form.replace(JOINT, "")]))];
  const forms = text => spellings(text).map(form => form.match(TERM) ?? []);

  // What a paper says, for `has`: its parts, which no phrase crosses, and its ids as they are.
  const textOf = (parts, ids = []) => spellings(parts.map(part => part.replace(/\s+/g, " ")).join("\n"))
    .map(form => ` ${(form.match(TERM_OR_LINE) ?? []).join(" ")} `).concat(` ${ids.join(" ")} `).join("\n");

  // An id as papers have it, of any way to write it: bare, with its version or its prefix, as an address.
  const idOf = chunk => {
    let id = chunk.toLowerCase().replace(/[.,;:]+$/, "");
    // It may hold a % of its own.
    try { id = decodeURIComponent(id); } catch { }
    id = id.match(/10\.\d{4,9}(?:\.\d+)*\/.*/)?.[0].replace(/(?:\/(?:full|pdf|abstract))?(?:\.pdf)?$/, "")
      ?? id.replace(/^(?:https?:\/\/)?[^/]*arxiv[^/]*\/[a-z-]+\//, "").replace(/^[a-z]+:(?!\/)/, "");
    id = id.replace(/^10\.48550\/arxiv\./, "");
    const arxiv = id.match(/^(\d{4}\.\d{4,5}|[a-z-]+(?=[./])(?:\.[a-z-]+)?\/\d{7})(?:v\d+)?(?:\.pdf)?$/);
    if (arxiv) return arxiv[1].replace(/\.[a-z-]+\//, "/");
    return /^https?:/.test(id) ? id.replace(/\/+$/, "").split(/[/=]/).at(-1) : id;
  };

  const PHRASE = /(?<![\p{L}\p{N}])["“”„‟«»「『]([^"“”‟«»」』]+)(["“”‟«»」』]?)/gu;
  // What parts the words of a query.
  const ALONG = new RegExp(`[^\\p{L}\\p{N}\\p{M}\\p{Cf}´ʼʻ._${GLUE}]+`, "u");
  const ID = /^https?:|^10\.\d{4,9}(?:\.\d+)*\/|\/10\.\d{4,9}\/|^(?:[a-z-]+(?:\.[a-z-]+)?\/)\d{7}|arxiv[.\w]*\/|^[a-z]+:\S*\d/i;

  // What is asked, as parts that a paper must all have, each in one of some ways: its terms in a row, of which the last may
  // be a beginning unless the part is `whole`, that is a phrase whose quotes are closed.
  const query = text => {
    const parts = [];
    const add = (ways, whole = false) => {
      const some = ways.filter(terms => terms.length);
      if (some.length) parts.push({ ways: some, whole });
    };
    const rest = text.replace(PHRASE, (_, phrase, end) => (add(forms(phrase), end !== ""), " "));
    for (const chunk of rest.replace(/\b(?:arxiv|doi|pmid)\s*:?\s+(?=\d)/gi, "").split(/\s+/).filter(Boolean)) {
      if (ID.test(chunk)) add([[idOf(chunk)].filter(Boolean)]);
      else for (const word of chunk.split(ALONG)) add(/\d/.test(word) ? [...forms(word), [idOf(word)]] : forms(word));
    }
    return parts;
  };

  const has = (text, { ways, whole }) => ways.some(terms => text.includes(` ${terms.join(" ")}${whole ? " " : ""}`));

  // Slow to make: not before somebody filters or searches.
  let format;
  const number = value => (format ??= new Intl.NumberFormat(root.lang)).format(value);

  // Where the parts of a query may stand in a folded text; nothing when they are too short to tell.
  const ALONE_FIRST = new RegExp(`^[${ALONE}]`, "u");
  const AWAY = `[^\\p{L}\\p{N}]`;
  const isAlone = term => ALONE_FIRST.test(term);
  const pattern = parts => {
    const sources = parts.flatMap(({ ways, whole }) => ways.filter(terms => terms.join("").length > 1 || isAlone(terms[0]))
      .map(terms => `${isAlone(terms[0]) ? "" : `(?<!${SIGN})`}${terms.map(term => term.replace(/[$()*+.?[\\\]^{|}\/]/g, "\\$&")).join(`${AWAY}*`)}${whole ? `(?!${SIGN})` : ""}`));
    return sources.length ? new RegExp(sources.join("|"), "gu") : null;
  };

  // Every place in `element` where a part of a query stands, as ranges.
  const places = (element, parts) => {
    const found = [], sought = pattern(parts);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node; sought && (node = walker.nextNode());) {
      for (const form of /[äöüøå]/i.test(node.data) ? [fold, letter => fold(written(letter))] : [fold]) {
        let folded = "", at = [], next = 0;
        for (const letter of node.data) {
          const signs = form(letter);
          for (let i = 0; i < signs.length; i++) at.push(next);
          folded += signs;
          next += letter.length;
        }
        at.push(next);
        for (const { index, 0: { length } } of folded.matchAll(sought)) {
          const range = new Range();
          range.setStart(node, at[index]);
          range.setEnd(node, Math.max(at[index + length], at[index + length - 1] + 1));
          found.push(range);
        }
      }
    }
    return found;
  };

  // Hits are painted, not marked up: the page stays as it is.
  const paint = ranges => {
    if (CSS.highlights) CSS.highlights.set("found", new Highlight(...ranges));
  };

  // The field of a list: down leads into its results, arrows along them, Escape back and, in the field, to a fresh start.
  const walk = (field, selector, clear) => {
    let walking = false;
    const shown = () => [...document.querySelectorAll(selector)].filter(link => !link.closest("[hidden]"));
    const plain = event => !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing);
    field.addEventListener("keydown", event => {
      if (!plain(event)) return;
      if (event.key === "Escape") clear();
      else if (event.key === "ArrowDown" && shown().length) {
        walking = true;
        shown()[0].focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    document.addEventListener("keydown", event => {
      if (event.key === "Tab") walking = false;
      const move = { ArrowDown: 1, ArrowUp: -1, Escape: -Infinity }[event.key];
      if (!walking || !move || !plain(event)) return;
      const links = shown(), now = links.indexOf(document.activeElement);
      if (now < 0) return;
      event.preventDefault();
      if (now + move < 0) field.focus();
      else links[Math.min(now + move, links.length - 1)].focus();
    });
    document.addEventListener("pointerdown", () => { walking = false; });
  };

  // In a menu that scrolls, the word of this page may be out of sight.
  const showHere = () => {
    const here = document.querySelector(".bar [aria-current]"), bar = here?.parentElement;
    const place = here?.getBoundingClientRect(), all = bar?.getBoundingClientRect();
    if (here && (place.right > all.right - 32 || place.left < all.left)) bar.scrollLeft += place.left - all.left - all.width / 3;
  };
  if (document.readyState === "complete") showHere();
  // Not before the sheet is there.
  else addEventListener("load", showHere);

  // Not what colours.js has set: it may come after this script.
  const colours = recall("colours") ?? "";
  for (const radio of document.querySelectorAll(".colours input")) {
    radio.checked = radio.value === colours;
    radio.addEventListener("change", () => {
      remember("colours", radio.value);
      if (radio.value) root.dataset.colours = radio.value;
      else delete root.dataset.colours;
    });
  }

  const answer = (button, text) => {
    const label = button.querySelector("[data-label]") ?? button;
    button.was ??= label.textContent;
    label.textContent = text;
    say(text);
    clearTimeout(button.timer);
    button.timer = setTimeout(() => { label.textContent = button.was; say(""); }, 2000);
  };

  // What is more than its text is copied in both forms: a word processor takes the italics and the link.
  const rich = (text, element) => {
    const forms = { "text/plain": text, "text/html": element.innerHTML };
    const blobs = Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  };

  const copy = async (button, text, element) => {
    try {
      await (element && button.dataset.copy && window.ClipboardItem ? rich(text, element) : navigator.clipboard.writeText(text));
      answer(button, live.dataset.copied);
    } catch {
      if (element) getSelection().selectAllChildren(element);
      answer(button, element ? live.dataset.selected : text);
    }
  };

  const share = async button => {
    const url = button.dataset.share;
    if (!navigator.share) return copy(button, url);
    try {
      await navigator.share({ title: document.title, url });
    } catch (error) {
      if (error.name !== "AbortError") copy(button, url);
    }
  };

  document.addEventListener("click", event => {
    const button = event.target.closest("[data-copy], [data-copy-from], [data-share]");
    if (!button) return;
    const element = document.getElementById(button.dataset.copyFrom);
    if (button.dataset.share) share(button);
    else copy(button, button.dataset.copy ?? element.textContent, element);
  });

  // The citation of a paper in a list opens above it, taken from the paper's page; where that fails, the link leads there.
  let pop;
  const cite = async link => {
    const answer = await fetch(link.href);
    const section = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".cite");
    pop ??= document.querySelector("main").appendChild(document.createElement("div"));
    pop.className = "pop citing";
    pop.popover = "auto";
    pop.setAttribute("role", "dialog");
    pop.setAttribute("aria-labelledby", "cite");
    const close = document.createElement("button");
    Object.assign(close, { className: "close", type: "button", textContent: "×", ariaLabel: live.dataset.close, autofocus: true });
    close.addEventListener("click", () => pop.hidePopover());
    pop.replaceChildren(close, section);
    pop.showPopover();
  };
  document.addEventListener("click", event => {
    const link = event.target.closest(".acts [href$='#cite']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !link.showPopover) return;
    event.preventDefault();
    cite(link).catch(() => location.assign(link.href));
  });

  const key = document.querySelector("button.key");
  const pressed = on => key?.setAttribute("aria-pressed", on);
  let slash = recall("slash") !== "off";
  pressed(slash);
  key?.addEventListener("click", () => {
    slash = !slash;
    pressed(slash);
    remember("slash", slash ? "" : "off");
  });
  document.addEventListener("keydown", event => {
    const typing = event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]");
    if (event.key !== "/" || !slash || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.getElementById("q"), page = document.querySelector("link[rel=search]");
    if (!field && !page) return;
    event.preventDefault();
    if (!field) location.assign(page.href);
    else {
      field.focus();
      field.select();
    }
  });

  // The first rows of a long list are laid out, though out of sight, when nothing else is to be done: as many as a picture
  // of the whole page can hold, and each time only a few, as fast as the machine is.
  const far = [...document.querySelectorAll(":is(.near, .far), :is(.near, .far) .paper")].slice(0, 80);
  const layOut = () => {
    const start = performance.now();
    while (far.length && performance.now() - start < 3) {
      const next = far.shift();
      // Here and now.
      next.style.contentVisibility = "visible";
      next.getBoundingClientRect();
    }
    if (far.length) requestIdleCallback(layOut);
  };
  if (far.length && window.requestIdleCallback) {
    // Is told when the page has been laid out.
    new IntersectionObserver((_, first) => {
      first.disconnect();
      requestIdleCallback(layOut);
    }).observe(far[0]);
  }

  const tools = { fold, forms, textOf, query, has, number, places, paint, walk, say };
  const waiting = window.folio ?? [];
  window.folio = { push: start => start(tools) };
  waiting.forEach(window.folio.push);
})();
