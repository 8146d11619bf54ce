/* Narrows the list of papers on this page as one types and chooses. The page is the index: nothing is fetched.
   In: rows with `data-keys` ("year:2022 topic:retrieval …") and chips with `data-kind` and `data-value`. */
"use strict";
(window.folio ??= []).push(folio => {
  const form = document.getElementById("filter");
  const field = form.elements.q;
  const found = form.querySelector(".found span");
  const clears = document.querySelectorAll("[data-clear]");
  const nothing = document.getElementById("nothing-found");
  const chips = [...form.querySelectorAll(".chip")].map(button => (
    { button, kind: button.dataset.kind, value: button.dataset.value, number: button.querySelector("i"), count: 0 }
  ));
  const chosen = new Map();
  // Rows that come as one scrolls; rows of the whole list that come back in one frame.
  const MORE = 24, PORTION = 500;
  const screenful = () => Math.ceil(innerHeight / 100);
  let rows, dated, cited, sections, seen, limit, timer, pending, marked = new Set();

  const outOf = (some, all) => form.dataset.shown.replace("{n}", folio.number(some)).replace("{all}", folio.number(all));

  const prepare = () => {
    folio.number(0);
    const known = new Map(chips.map(chip => [`${chip.kind}:${chip.value}`, chip]));
    sections = new Map();
    rows = [...document.querySelectorAll("main .papers > .paper")].map(item => {
      const keys = item.dataset.keys.split(" ");
      const topics = keys.filter(key => key.startsWith("topic:")).map(key => key.slice(6).replaceAll("-", " "));
      const ids = keys.filter(key => key.startsWith("id:")).map(key => key.slice(3));
      const parts = [...item.querySelectorAll("h3, .by [rel=author], .by .name, .meta > :not(.pid, .cites), .summary, .gist, .abs .prose")]
        .flatMap(part => (part.title ? [part.textContent, part.title] : [part.textContent]));
      // Of a crowd few are named here.
      if (!item.querySelector(".by > a.gap")) {
        for (const link of item.querySelectorAll(".by [rel=author]")) keys.push(`author:${link.pathname.split("/").at(-2)}`);
      }
      const section = item.closest("section");
      if (!sections.has(section)) {
        const count = section.querySelector("h2 small");
        sections.set(section, { list: item.parentElement, count, was: count?.textContent, all: 0, shown: 0, seen: [] });
      }
      sections.get(section).all++;
      sections.get(section).seen.push(item);
      return {
        item,
        section: sections.get(section),
        cited: Number(keys.find(key => key.startsWith("cited:"))?.slice(6) ?? 0),
        text: folio.textOf([...parts, ...topics], ids),
        chips: new Set(keys.map(key => known.get(key)).filter(Boolean)),
        shown: true,
      };
    });
    dated = rows.map(row => ({ row, section: row.section }));
    if (form.elements.order?.value) arrange();
  };

  // By date, as the page has them, each paper under its year; or those that are cited most first, in a section of their own.
  const arrange = () => {
    const order = [...form.elements.order].find(radio => radio.checked);
    if (order.value && !cited) {
      const first = sections.keys().next().value;
      const element = first.cloneNode(), title = document.createElement("h2"), list = document.createElement("ol");
      element.setAttribute("aria-labelledby", title.id = "most-cited");
      title.textContent = order.parentElement.textContent;
      list.className = "papers";
      element.classList.remove("near", "far");
      element.append(title, list);
      first.before(element);
      sections.set(element, cited = { list, all: rows.length, shown: 0, seen: [] });
    }
    for (const { row, section } of dated) row.section = order.value ? cited : section;
    rows = dated.map(({ row }) => row);
    if (order.value) rows.sort((one, other) => other.cited - one.cited);
    for (const section of sections.values()) {
      section.list.replaceChildren();
      section.seen = [];
    }
  };

  // A chip counts what one would get: papers that pass all but the choice already made in its own facet.
  const count = parts => {
    for (const chip of chips) chip.count = 0;
    for (const section of sections.values()) section.shown = 0;
    for (const row of rows) {
      const fits = parts.every(part => folio.has(row.text, part));
      const missed = fits ? [...chosen.values()].filter(chip => !row.chips.has(chip)) : [];
      row.shown = fits && !missed.length;
      row.section.shown += row.shown;
      if (!fits || missed.length > 1) continue;
      for (const chip of row.chips) chip.count += !missed.length || missed[0].kind === chip.kind;
    }
  };

  // Of what was found, a screen is shown at once, and more when the reader pauses or nears the end: so that a key costs
  // the same whatever the length of the list. The whole list, when nothing is asked, comes back by itself in portions.
  const end = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    reveal(limit + MORE);
    watch();
    mark(folio.query(field.value));
  }, { rootMargin: "0px 0px 1500px" });

  const watch = () => {
    if (isAsked() && rows.filter(row => row.shown).length > limit) end.observe(seen.at(-1));
  };

  const reveal = count => {
    const found = rows.filter(row => row.shown);
    limit = count;
    seen = found.slice(0, limit).map(row => row.item);
    const wanted = Map.groupBy(found.slice(0, limit), row => row.section);
    for (const [element, section] of sections) {
      // What it said of its height does not hold for fewer rows.
      delete element.dataset.count;
      const some = wanted.get(section);
      if (some) fill(section, some.map(row => row.item));
      if (element.hidden === Boolean(some)) element.hidden = !some;
    }
    end.disconnect();
    clearTimeout(pending);
    if (found.length > limit && !isAsked()) pending = setTimeout(reveal, 80, limit + PORTION);
  };

  // Rows out of sight are out of the page: a browser works on all that is in it, hidden or not.
  const fill = (section, items) => {
    const isLonger = section.seen.every((item, i) => item === items[i]);
    if (!isLonger) section.list.replaceChildren(...items);
    else if (items.length > section.seen.length) section.list.append(...items.slice(section.seen.length));
    section.seen = items;
  };

  const isAsked = () => chosen.size > 0 || field.value.trim() !== "";

  const show = () => {
    reveal(screenful());
    for (const section of sections.values()) {
      const text = section.shown < section.all ? outOf(section.shown, section.all) : section.was;
      if (section.count && section.count.textContent !== text) section.count.textContent = text;
    }
    for (const chip of chips) {
      const text = folio.number(chip.count);
      if (chip.number.textContent !== text) chip.number.textContent = text;
      chip.button.classList.toggle("empty", !chip.count);
      const pressed = `${chosen.get(chip.kind) === chip}`;
      if (chip.button.ariaPressed !== pressed) chip.button.ariaPressed = pressed;
    }
  };

  const draw = () => {
    if (!rows) prepare();
    const parts = folio.query(field.value);
    count(parts);
    show();
    const all = rows.length, shown = rows.filter(row => row.shown).length;
    found.textContent = outOf(shown, all);
    nothing.hidden = shown > 0;
    for (const button of clears) button.hidden = !isAsked();
    clearTimeout(timer);
    timer = setTimeout(() => settle(parts), 200);
  };

  // What may wait until the reader pauses: the rows below the screen, the address, the hits, the announcement.
  const settle = parts => {
    watch();
    keep();
    folio.say(isAsked() ? found.textContent : "");
    mark(parts);
  };

  const mark = parts => {
    for (const fold of marked) fold.classList.remove("hit");
    const ranges = parts.length ? seen.slice(0, 5 * MORE).flatMap(item => folio.places(item.firstElementChild, parts)) : [];
    marked = new Set(ranges.map(range => range.startContainer.parentElement.closest("details:not([open])")));
    marked.delete(null);
    for (const fold of marked) fold.classList.add("hit");
    folio.paint(ranges);
  };

  const keep = () => {
    const query = new URLSearchParams();
    if (field.value.trim()) query.set("q", field.value.trim());
    for (const chip of chosen.values()) query.set(chip.kind, chip.value);
    if (form.elements.order?.value) query.set("order", form.elements.order.value);
    const address = `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", address);
  };

  const toggle = chip => {
    if (chosen.get(chip.kind) === chip) chosen.delete(chip.kind);
    else chosen.set(chip.kind, chip);
    draw();
  };

  const clear = () => {
    chosen.clear();
    field.value = "";
    draw();
    field.focus();
  };

  const restore = () => {
    const query = new URLSearchParams(location.search);
    field.value = query.get("q") ?? "";
    for (const chip of chips) if (query.get(chip.kind) === chip.value) chosen.set(chip.kind, chip);
    for (const chip of chosen.values()) {
      for (let fold = chip.button; (fold = fold.parentElement.closest("details"));) fold.open = true;
    }
    for (const radio of form.elements.order ?? []) radio.checked = radio.value === (query.get("order") ?? "");
    if (isAsked() || form.elements.order?.value) draw();
  };

  for (const chip of chips) {
    chip.button.setAttribute("role", "button");
    chip.button.setAttribute("aria-pressed", "false");
    chip.button.addEventListener("click", event => {
      // It is a link as well, into another tab.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      toggle(chip);
    });
    if (chip.button.href) chip.button.addEventListener("keydown", event => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggle(chip);
    });
  }
  for (const radio of form.elements.order ?? []) radio.addEventListener("change", () => {
    if (rows) arrange();
    draw();
  });
  form.addEventListener("submit", event => event.preventDefault());
  field.addEventListener("input", draw);
  field.addEventListener("focus", () => rows || setTimeout(() => rows || prepare(), 50));
  for (const button of clears) button.addEventListener("click", clear);
  document.querySelector("main").addEventListener("click", event => {
    // Going back finds the list as it was left.
    if (rows && event.target.closest("a[href]")) keep();
  }, true);
  addEventListener("beforeprint", () => rows && reveal(rows.length));
  folio.walk(field, "main .papers > .paper h3 a", clear);
  restore();
});
