/* On every page: the choice of colours is remembered, buttons copy and share, "/" leads to the search field.
   Nothing here is needed to read, navigate, cite or follow. Other scripts, which come before or after this one, are
   given what is at its end: `(window.folio ??= []).push(folio => { … })`. */
"use strict";
(() => {
  const root = document.documentElement;
  const live = document.getElementById("live");

  const say = text => { live.textContent = text; };

  const remember = (name, value) => {
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch { /* storage is refused: the choice holds for this page */ }
  };

  const recall = name => {
    try { return localStorage.getItem(name); } catch { return null; }
  };

  // Case, accents and forms of a letter do not count; sitegen/outputs/search.py folds in the same way.
  const apart = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ς: "σ" };
  const fold = text => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")
    .replace(/[ßæœøłđðþħıς]/g, letter => apart[letter]);

  let format;  // slow to make: not before somebody filters or searches
  const number = value => (format ??= new Intl.NumberFormat(root.lang)).format(value);

  const words = text => fold(text).split(/\s+/).filter(Boolean);

  // Every place in `element` where one of the folded `sought` stands, as ranges.
  const places = (element, sought) => {
    const found = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      let folded = "", at = [], next = 0;
      for (const letter of node.data) {
        const form = fold(letter);
        for (let i = 0; i < form.length; i++) at.push(next);
        folded += form;
        next += letter.length;
      }
      at.push(next);
      for (const word of sought) {
        for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length)) {
          const range = new Range();
          range.setStart(node, at[i]);
          range.setEnd(node, Math.max(at[i + word.length], at[i + word.length - 1] + 1));
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

  for (const radio of document.querySelectorAll(".colours input")) {
    radio.checked = radio.value === (root.dataset.colours ?? "");
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
  const far = [...document.querySelectorAll(".far, .far .paper")].slice(0, 80);
  const layOut = () => {
    const start = performance.now();
    while (far.length && performance.now() - start < 3) {
      const next = far.shift();
      next.style.contentVisibility = "visible";
      next.getBoundingClientRect();  // here and now
    }
    if (far.length) requestIdleCallback(layOut);
  };
  if (far.length && window.requestIdleCallback) {
    new IntersectionObserver((_, first) => {  // is told when the page has been laid out
      first.disconnect();
      requestIdleCallback(layOut);
    }).observe(far[0]);
  }

  const tools = { fold, number, words, places, paint, walk, say };
  const waiting = window.folio ?? [];
  window.folio = { push: start => start(tools) };
  waiting.forEach(window.folio.push);
})();
