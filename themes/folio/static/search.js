/* Searches the whole site. The index is fetched when the reader turns to the field, from this site and nowhere else.
   A small site's papers are indexed here, by MiniSearch; a large site's were indexed when it was built (see
   sitegen/outputs/search.py), and only the shards that hold the words of a query are fetched. */
"use strict";
(window.folio ??= []).push(folio => {
  const form = document.getElementById("search");
  const field = form.elements.q;
  const found = form.querySelector(".found span");
  const nothing = document.getElementById("nothing-found");
  const results = document.getElementById("results");
  const list = results.querySelector("ol");
  const more = results.querySelector("button");
  const lists = document.getElementById("lists");
  // Of a large site, papers that are read to see words in a row.
  const PAGE = 20, AROUND = 110, SHARDS = 4, READ = 40;
  const withdrawn = (form.dataset.withdrawn || form.dataset.gone || "").split(" ");
  const tokens = text => {
    const [plain, ...others] = folio.forms(text);
    return [...plain, ...new Set(others.flat()).difference(new Set(plain))];
  };
  // Whose site it is: their names are never left out.
  const own = new Set(form.dataset.own.split("|").map(folio.fold));
  const types = JSON.parse(form.dataset.types);

  const fetched = new Map();
  const fetchOnce = name => {
    if (!fetched.has(name)) {
      const answer = fetch(`${form.dataset.index}${name}.json?${form.dataset.version}`).then(response => {
        if (!response.ok) throw new Error(`${response.status}`);
        return response.json();
      });
      answer.catch(() => fetched.delete(name));
      fetched.set(name, answer);
    }
    return fetched.get(name);
  };

  const paperOf = ([slug, title, authors, venue, full, year, type, topics, links, ...rest]) => {
    const ids = Array.isArray(rest[0]) ? rest.shift() : [], [code, pdf] = [links].flat();
    return { slug, title, authors, venue, full, year, type, topics, code, pdf, ids, abstract: rest[0] ?? "" };
  };
  const textOf = paper => (
    paper.text ??= folio.textOf([paper.title, ...paper.authors, paper.venue, paper.full, paper.year, ...paper.topics, paper.abstract], paper.ids)
  );
  // Whether words that are asked in a row stand in a row is not in an index, which knows only that they are there.
  const isInARow = part => part.ways.some(terms => terms.length > 1);
  const holds = (paper, parts) => parts.every(part => folio.has(textOf(paper), part));

  // Papers first; abstracts are added when they have come, and the query is asked again, unless the reader already walks
  // through the results: they would lose their place.
  const small = async () => {
    const [{ default: MiniSearch }, rows] = await Promise.all([import(form.dataset.library), fetchOnce("papers")]);
    const papers = rows.map(paperOf);
    const made = async () => {
      const index = new MiniSearch({
        fields: ["title", "authors", "venue", "topics", "ids", "abstract"],
        tokenize: (text, name) => (name === "ids" ? text.split(" ") : tokens(text)),
        processTerm: term => term,
        searchOptions: { boost: { title: 4, authors: 3, venue: 2, topics: 2 }, combineWith: "AND", tokenize: term => [term] },
      });
      await index.addAllAsync(papers.map((paper, id) => ({
        id,
        title: paper.title,
        authors: paper.authors.join(" "),
        venue: `${paper.venue} ${paper.full} ${paper.year}`,
        topics: paper.topics.join(" "),
        ids: paper.ids.join(" "),
        abstract: paper.abstract,
      })), { chunkSize: 100 });
      return index;
    };
    let index = await made();
    fetchOnce("abstracts").then(async abstracts => {
      abstracts.forEach((abstract, id) => Object.assign(papers[id], { abstract, text: undefined }));
      index = await made();
      if (!results.contains(document.activeElement)) search();
    // Titles, authors, venues and topics are found without them.
    }).catch(() => {});
    return {
      all: papers.length,
      paper: async id => papers[id],
      find: async parts => {
        const asked = {
          combineWith: "AND",
          queries: parts.map(({ ways, whole }) => ({
            combineWith: "OR",
            queries: ways.map(terms => ({
              combineWith: "AND",
              queries: terms.map((term, i) => ({ queries: [term], prefix: !whole && i === terms.length - 1 })),
            })),
          })),
        };
        const exact = index.search(asked).filter(hit => !parts.some(isInARow) || holds(papers[hit.id], parts));
        const hits = exact.length || parts.some(part => part.whole || isInARow(part)) ? exact : index.search(asked, { fuzzy: term => term.length > 4 && 0.2 });
        return hits.map(hit => hit.id);
      },
    };
  };

  const large = async () => {
    const { papers: all, portion, first, common } = await fetchOnce("terms");
    const frequent = new Set(common);
    const isBefore = (one, other) => one < other;

    // `word`, and what begins with it if it is a beginning, each with its weight: the word itself counts most.
    const alike = async (word, isBeginning) => {
      let from = first.findIndex(term => isBefore(word, term));
      from = (from < 0 ? first.length : from) - 1;
      const shards = [];
      for (let i = Math.max(from, 0); i < first.length && shards.length < SHARDS; i++) {
        if (i > from && !first[i].startsWith(word)) break;
        shards.push(fetchOnce(`terms-${i}`));
      }
      return (await Promise.all(shards)).flatMap(shard => Object.entries(shard)
        .filter(([term]) => term === word || (isBeginning && term.startsWith(word)))
        .map(([term, lists]) => [term === word ? 2 : 1, lists]));
    };

    const scores = async (word, isBeginning) => {
      const scored = new Map();
      for (const [weight, postings] of await alike(word, isBeginning && word.length > 1)) {
        postings.forEach((differences, isWeak) => {
          let paper = 0;
          for (const difference of differences) {
            paper += difference;
            scored.set(paper, Math.max(scored.get(paper) ?? 0, weight * (isWeak ? 1 : 4)));
          }
        });
      }
      return scored;
    };

    // The papers that have all of `scored` (but what is common tells little), with the sum of their scores.
    const together = (scored, isFrequent) => {
      const telling = scored.filter((_, i) => !isFrequent[i]);
      const needed = telling.length ? telling : scored;
      return new Map([...needed[0].keys()].filter(id => needed.every(one => one.has(id)))
        .map(id => [id, scored.reduce((sum, one) => sum + (one.get(id) ?? 0), 0)]));
    };

    const partScores = async ({ ways, whole }) => {
      const best = new Map();
      for (const terms of ways) {
        const scored = await Promise.all(terms.map((term, i) => scores(term, !whole && i === terms.length - 1)));
        for (const [id, score] of together(scored, terms.map(term => frequent.has(term)))) {
          best.set(id, Math.max(best.get(id) ?? 0, score));
        }
      }
      return best;
    };

    const paper = async id => paperOf((await fetchOnce(`papers-${Math.floor(id / portion)}`))[id % portion]);

    return {
      all,
      paper,
      find: async parts => {
        // What a lone letter begins is in too many shards: among other words it is looked for in what they find.
        const longer = parts.filter(part => part.whole || part.ways.some(terms => terms.length > 1 || !/^\p{Ll}$/u.test(terms[0])));
        const sought = longer.length && longer.length < parts.length ? longer : parts;
        const scored = await Promise.all(sought.map(partScores));
        const isFrequent = sought.map(part => part.ways.every(terms => terms.every(term => frequent.has(term))));
        const ids = [...together(scored, isFrequent)].sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([id]) => id);
        if (sought === parts && !parts.some(isInARow)) return ids;
        const read = await Promise.all(ids.slice(0, READ).map(async id => holds(await paper(id), parts)));
        return ids.filter((_, i) => read[i] ?? true);
      },
    };
  };

  const element = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });

  // The part of an abstract where the first of the words stands.
  const snippet = (abstract, parts) => {
    const holder = element("p", abstract, { dir: "auto", className: "summary" });
    const [range] = folio.places(holder, parts);
    const at = range ? range.startOffset : 0;
    const start = at < AROUND ? 0 : abstract.indexOf(" ", at - AROUND) + 1;
    const cut = abstract.indexOf(" ", Math.max(at, start) + AROUND);
    holder.textContent = `${start ? "… " : ""}${abstract.slice(start, cut < 0 ? undefined : cut)}${cut < 0 ? "" : " …"}`;
    return holder;
  };

  const row = (paper, parts) => {
    const isWithdrawn = withdrawn.includes(paper.type);
    const item = element("li", "", { className: isWithdrawn ? "paper withdrawn" : "paper" }), article = element("article"), title = element("h3", "", { dir: "auto" });
    title.append(element("a", paper.title, { href: paper.slug.includes("/") ? `${form.dataset.papers.replace(/papers\/$/, "")}${paper.slug}/` : `${form.dataset.papers}${paper.slug}/` }));
    const last = paper.authors.length - 1, isOwn = paper.authors.map(name => own.has(folio.fold(name)));
    const isNamed = paper.authors.map((_, i) => last < 8 || i < 5 || i === last || isOwn[i]);
    const meta = element("p", "", { className: "meta" });
    if (paper.venue) meta.append(element(paper.venue.length > 16 ? "span" : "b", paper.venue, { className: "venue", title: paper.full }), " ");
    meta.append(element("span", paper.year));
    const kind = types[paper.type], code = paper.code && form.dataset.code;
    if (kind) meta.append(" ", element("span", kind, { className: isWithdrawn ? "badge bad" : "badge" }));
    if (code) meta.append(" ", element("span", code, { className: "badge" }));
    const by = element("div", "", { className: "by" });
    by.append(...paper.authors.flatMap((name, i) => (
      isNamed[i] ? [i ? ", " : "", element("bdi", name, { className: isOwn[i] ? "me" : "" })] : isNamed[i - 1] ? [", …"] : []
    )));
    article.append(title, by, meta);
    if (paper.abstract) article.append(snippet(paper.abstract, parts));
    if (paper.pdf) {
      const acts = element("div", "", { className: "acts" }), pdf = element("a", form.dataset.pdf, { href: paper.pdf, className: "pill key" });
      pdf.prepend(element("span", `${paper.title}: `, { className: "vh" }));
      acts.append(pdf);
      article.append(acts);
    }
    item.append(article);
    return item;
  };

  let engine, asked = 0, ids = [], shown = 0, timer;
  const start = () => {
    engine ??= (form.hasAttribute("data-large") ? large() : small());
    engine.catch(() => { engine = undefined; });
    return engine;
  };

  const failed = () => {
    found.textContent = form.dataset.failed;
    folio.say(form.dataset.failed);
  };

  // Shows the next results; returns false when another query has been asked meanwhile.
  const extend = async (index, turn) => {
    const parts = folio.query(field.value);
    const next = await Promise.all(ids.slice(shown, shown + PAGE).map(index.paper));
    if (turn !== asked) return false;
    const rows = next.map(paper => row(paper, parts));
    if (shown) list.append(...rows);
    else list.replaceChildren(...rows);
    shown += rows.length;
    more.hidden = shown >= ids.length;
    folio.paint(folio.places(list, parts));
    return rows;
  };

  const search = async () => {
    const turn = ++asked, text = field.value;
    const parts = folio.query(text);
    const query = text.trim() ? `?${new URLSearchParams({ q: text.trim() })}` : "";
    if (query !== location.search) history.replaceState(history.state, "", location.pathname + query);
    if (!parts.length) {
      results.hidden = nothing.hidden = true;
      lists.hidden = false;
      found.textContent = "";
      return;
    }
    try {
      const index = await start();
      const hits = await index.find(parts);
      if (turn !== asked) return;
      [ids, shown] = [hits, 0];
      if (!await extend(index, turn)) return;
      results.hidden = !ids.length;
      nothing.hidden = lists.hidden = ids.length > 0;
      found.textContent = form.dataset.shown.replace("{n}", folio.number(ids.length)).replace("{all}", folio.number(index.all));
      clearTimeout(timer);
      timer = setTimeout(() => folio.say(found.textContent), 500);
    } catch {
      if (turn === asked) failed();
    }
  };

  const clear = () => {
    field.value = "";
    search();
  };

  let wait;
  form.addEventListener("submit", event => event.preventDefault());
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(search, 80);
  });
  field.addEventListener("focus", () => start().catch(() => {}), { once: true });
  more.addEventListener("click", async () => {
    try {
      const rows = await extend(await start(), asked);
      if (rows) rows[0].querySelector("a").focus();
    } catch {
      failed();
    }
  });
  folio.walk(field, "#results h3 a", clear);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) search();
});
