// Search. The index lies in shards that are fetched when they are asked for (docs/search.md describes the files).
// Index finds; what stands below it shows. A text is compared folded: full-width as half-width, capitals as small.

const [ANY, TITLE, UNIT, HEADING, INITIALS] = [0, 1, 2, 3, 4];
const MOST = 4; // pieces of a term that are looked up at first,
const TOGETHER = 12; // and of all terms together
const BUDGET = 96 * 1024; // bytes that are fetched for one question, and for every ten results more

export const fold = (text) => text.normalize('NFKC').toLowerCase();

// The pieces that stand for a term in the index: pairs of characters, and longer ones of words in letters; those first
// that are looked up first, from all over the term.
export function grams(term, longest = 4) {
  const found = [];
  const inside = new Set();
  for (const run of term.matchAll(/[a-z0-9]{3,}/g)) {
    const size = Math.min(longest, run[0].length);
    const last = run[0].length - size;
    for (const start of new Set([0, last >> 1, last])) found.push(run[0].slice(start, start + size));
    for (let i = 0; i < run[0].length - 1; i++) inside.add(run.index + i);
  }
  for (let i = 0; i < term.length - 1; i++) if (!inside.has(i)) found.push(term.slice(i, i + 2));
  const all = [...new Set(found)];
  if (all.length <= MOST) return all;
  const first = Array.from({ length: MOST }, (_, i) => all[Math.round((i * (all.length - 1)) / (MOST - 1))]);
  return [...new Set([...first, ...all])];
}

export function shardOf(gram, shards) {
  let value = 0;
  for (let i = 0; i < gram.length; i++) value = (Math.imul(value, 31) + gram.charCodeAt(i)) >>> 0;
  return ((Math.imul(value, 0x9e3779b1) >>> 0) >>> 8) & (shards - 1);
}

// A shard as a map: field and gram → the bytes of its list.
export function readShard(bytes) {
  const lists = new Map();
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] & 15;
    const field = bytes[at++] >> 4;
    let gram = '';
    if (length === 2) {
      gram = String.fromCharCode(bytes[at] | (bytes[at + 1] << 8), bytes[at + 2] | (bytes[at + 3] << 8));
      at += 4;
    } else {
      for (let i = 0; i < length; i++) gram += String.fromCharCode(bytes[at++]);
    }
    let size = 0;
    for (let shift = 0, more = 128; more > 127; shift += 7) {
      more = bytes[at++];
      size |= (more & 127) << shift;
    }
    lists.set(field + gram, bytes.subarray(at, at + size));
    at += size;
  }
  return lists;
}

// Adds one to the count of every page of a list.
function tally(list, counts) {
  for (let at = 0; at < list.length; ) {
    let block = list[at++];
    if (block > 127) block = (block & 127) | (list[at++] << 7);
    const start = block * 256;
    const tag = list[at++];
    if (tag === 0) {
      for (let i = 0; i < 256; i++) if ((list[at + (i >> 3)] >> (i & 7)) & 1) counts[start + i]++;
      at += 32;
    } else if (tag <= 32) {
      for (const end = at + tag; at < end; at++) counts[start + list[at]]++;
    } else {
      const missing = new Set(list.subarray(at, (at += tag - 33)));
      for (let i = 0; i < 256; i++) if (!missing.has(i)) counts[start + i]++;
    }
  }
}

// Whether letters can be the initials of part of a name, as in "(zc)jdx".
function initialed(name, letters) {
  const ways = name.match(/\([a-z]+\)|[a-z0-9]/g) || [];
  for (let start = 0; start + letters.length <= ways.length; start++) {
    let i = 0;
    while (i < letters.length && ways[start + i].includes(letters[i])) i++;
    if (i === letters.length) return true;
  }
  return false;
}

// Letters and figures only may be initials.
const isLetters = (term) => /^[a-z0-9]{2,}$/.test(term);

// What is asked, in terms that must all be found.
export const termsOf = (query) => [...new Set(fold(query).split(/\s+/).filter(Boolean))].slice(0, 8);

export class Index {
  // load(name) gives the bytes of a file of the index.
  constructor(load) {
    this.load = load;
    this.kept = new Map();
    this.read = 0;
    this.shard = 0; // the largest that was read
  }

  keep(name, read) {
    if (!this.kept.has(name)) {
      const reading = this.load(name).then((bytes) => {
        this.read += bytes.length;
        return read(bytes);
      });
      reading.catch(() => this.kept.delete(name));
      this.kept.set(name, reading);
    }
    return this.kept.get(name);
  }

  async lists(gram) {
    const number = shardOf(gram, (await this.manifest()).shards);
    return this.keep(`${number >> 8}/${number & 255}.bin`, (bytes) => {
      this.shard = Math.max(this.shard, bytes.length);
      return readShard(bytes);
    });
  }

  manifest() {
    return this.keep('manifest.json', (bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  }

  // The words of a page.
  page(number) {
    return this.keep(`${number >> 8}/${number & 255}.txt`, (bytes) => {
      const lines = new TextDecoder().decode(bytes).split('\n');
      const [href, kind, date, title, units, initials, headings] = lines;
      const rest = lines.slice(7);
      const folded = [title, units, headings, rest.join('\n')].map(fold);
      return { number, size: bytes.length, href, kind, date, title, units: units ? units.split('\t') : [], initials: initials.split('\t'), lines: rest, folded };
    });
  }

  // How well a page fits a term: 0 in its title, 1 in a unit, 2 by initials, 3 in a heading, 4 in its text, 9 not at all.
  static rank(page, term) {
    const [title, units, headings, text] = page.folded;
    if (title.includes(term)) return 0;
    if (units.split('\t').some((unit) => unit.includes(term))) return 1;
    if (isLetters(term) && page.initials.some((name) => initialed(name, term))) return 2;
    if (headings.split('\t').some((heading) => heading.includes(term))) return 3;
    return text.includes(term) ? 4 : 9;
  }

  // For each page the rank that the index promises (255: none), for one term; nothing if the term is too short to tell.
  async ranks(term, total, most) {
    const ranks = new Uint8Array(total).fill(255);
    const look = async (fields, pieces) => {
      if (!pieces.length) return false;
      const shards = await Promise.all(pieces.map((piece) => this.lists(piece)));
      for (const [field, rank] of fields) {
        const counts = new Uint16Array(total + 256);
        pieces.forEach((piece, i) => tally(shards[i].get(field + piece) || [], counts));
        for (let page = 0; page < total; page++) if (counts[page] >= pieces.length && rank < ranks[page]) ranks[page] = rank;
      }
      return true;
    };
    const looks = [look([[TITLE, 0], [UNIT, 1], [HEADING, 3], [ANY, 4]], grams(term).slice(0, most))];
    if (isLetters(term)) looks.push(look([[INITIALS, 2]], grams(term, 3).slice(0, most)));
    return (await Promise.all(looks))[0] ? ranks : null;
  }

  // Everything that may fit, best and newest first, to be taken bit by bit.
  async find(query) {
    let terms = termsOf(query);
    const since = this.read;
    const whole = fold(query).trim().replace(/\s+/g, ' ');
    if (whole.length < 2) return new Found(this, terms, [], since, MOST);
    if (terms.every((term) => term.length < 2)) terms = [whole];
    const { room: total } = await this.manifest();
    const most = Math.min(MOST, Math.max(1, Math.floor(TOGETHER / terms.length)));
    const all = (await Promise.all(terms.map((term) => this.ranks(term, total, most)))).filter(Boolean);
    const waiting = [[], [], [], [], []];
    for (let page = total - 1; page >= 0; page--) {
      let rank = 0;
      for (const ranks of all) rank = Math.max(rank, ranks[page]);
      if (rank < 5) waiting[rank].push(page);
    }
    return new Found(this, terms, waiting, since, most);
  }
}

class Found {
  constructor(index, terms, waiting, since, most) {
    this.index = index;
    this.terms = terms;
    this.waiting = waiting;
    this.since = since;
    this.given = 0;
    this.largest = 0;
    // Of two characters the index knows for sure.
    this.exact = terms.length === 1 && terms[0].length === 2;
    // What has not been looked up yet. (A page that is found by initials need not have the letters.)
    this.rest = terms.filter((term) => !isLetters(term)).flatMap((term) => grams(term).slice(most));
  }

  get left() {
    return this.waiting.reduce((sum, some) => sum + some.length, 0);
  }

  // The next pages that really fit, up to `number`; fewer only if there are no more, or if all that may be fetched was.
  async take(number = 10) {
    const taken = [];
    const end = this.since + BUDGET;
    const most = () => (this.largest ? Math.floor((end - this.index.read) / this.largest) : 4);
    for (let rank = 0, looked = 0; rank < this.waiting.length; ) {
      const some = this.waiting[rank].splice(0, Math.min(number - taken.length, Math.max(most(), looked ? 0 : 1)));
      if (!some.length) {
        if (this.waiting[rank].length) break;
        rank++;
        continue;
      }
      looked += some.length;
      let wrong = false;
      for (const page of await Promise.all(some.map((each) => this.index.page(each)))) {
        this.largest = Math.max(this.largest, page.size);
        const real = Math.max(...this.terms.map((term) => Index.rank(page, term)));
        if (real <= rank) taken.push(page);
        else {
          wrong = true;
          // It fits less well than the index could tell: its turn comes later.
          if (real < 9) this.put(page.number, real);
        }
      }
      if (wrong && this.left) await this.refine(Math.floor((end - this.index.read - this.largest) / this.index.shard));
    }
    this.given += taken.length;
    this.since = this.index.read;
    return taken;
  }

  put(page, rank) {
    const later = this.waiting[rank];
    const place = later.findIndex((each) => each < page);
    later.splice(place < 0 ? later.length : place, 0, page);
  }

  // Leaves out the pages that lack more pieces of what is asked, as many as may still be fetched.
  async refine(most) {
    const pieces = this.rest.splice(0, Math.min(2 * MOST, Math.max(0, most)));
    if (!pieces.length) return;
    const { room } = await this.index.manifest();
    const lists = await Promise.all(pieces.map((piece) => this.index.lists(piece)));
    const counts = new Uint16Array(room + 256);
    pieces.forEach((piece, i) => tally(lists[i].get(ANY + piece) || [], counts));
    this.waiting = this.waiting.map((some) => some.filter((page) => counts[page] >= pieces.length));
  }
}

// Where terms stand in a text, as [start, end] in the text itself, though it is compared folded.
export function places(text, terms) {
  const folded = fold(text);
  let at = null;
  if (folded.length !== text.length) {
    at = [];
    let i = 0;
    for (const character of text) {
      for (let n = fold(character).length; n > 0; n--) at.push(i);
      i += character.length;
    }
    if (at.length !== folded.length) return [];
    at.push(i);
  }
  const found = [];
  for (const term of terms) {
    for (let i = folded.indexOf(term); i >= 0 && found.length < 50; i = folded.indexOf(term, i + term.length)) {
      found.push(at ? [at[i], at[i + term.length]] : [i, i + term.length]);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  return found.filter(([start], i) => !i || start >= found[i - 1][1]);
}

// The part of a page's text that shows the match; else how it begins.
export function context(page, terms, before = 30, after = 90) {
  let best = '';
  let most = 0;
  for (const line of page.lines) {
    if (line === page.title || !line) continue;
    const folded = fold(line);
    const number = terms.filter((term) => folded.includes(term)).length;
    if (number > most || (!best && line.length > 20)) {
      best = line;
      most = number;
      if (number === terms.length) break;
    }
  }
  const first = places(best, terms)[0];
  let start = first ? Math.max(0, first[0] - before) : 0;
  let end = Math.min(best.length, start + before + after);
  const wordy = (i) => /\w/.test(best[i - 1] || '') && /\w/.test(best[i] || '');
  for (let i = 0; i < 15 && start > 0 && wordy(start); i++) start--;
  for (let i = 0; i < 15 && end < best.length && wordy(end); i++) end++;
  if (start > 0 && best.charCodeAt(start) >> 10 === 55) start--;
  if (end < best.length && best.charCodeAt(end - 1) >> 10 === 54) end++;
  return (start > 0 ? '…' : '') + best.slice(start, end) + (end < best.length ? '…' : '');
}

const root = globalThis.document?.querySelector('[data-search]');
if (root) {
  const $ = (name) => root.querySelector(name);
  const field = $('[name=q]');
  const hits = $('[data-hits]');
  const more = $('[data-more]');
  const said = root.dataset;
  const kinds = Object.fromEntries(Array.from(root.querySelectorAll('[data-kind]'), (li) => [li.dataset.kind, li.textContent]));
  const index = new Index(async (name) => {
    const answer = await fetch(said.search + name, { cache: 'no-cache' });
    if (!answer.ok) throw new Error(`${answer.status} ${name}`);
    return new Uint8Array(await answer.arrayBuffer());
  });
  let found = null;
  let turn = 0;
  let timer = 0;
  let asked = null;

  const make = (name, className, ...inside) => {
    const element = document.createElement(name);
    element.className = className;
    element.append(...inside);
    return element;
  };
  const marked = (text) => {
    const parts = [];
    let at = 0;
    for (const [start, end] of places(text, found.terms)) {
      parts.push(text.slice(at, start), make('mark', '', text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at)];
  };
  const show = (page) => {
    const link = make('a', 'hit__link', ...marked(page.title));
    link.href = page.href;
    const about = [kinds[page.kind], page.date].filter(Boolean).join(said.mark);
    const meta = make('p', 'hit__meta meta', about);
    if (page.units.length && page.kind !== 'unit') meta.append(said.mark, ...marked(page.units.slice(0, 3).join(' ')));
    const text = context(page, found.terms);
    return make('li', 'hit', make('h2', 'hit__title', link), meta, ...(text ? [make('p', 'hit__text', ...marked(text))] : []));
  };
  const tell = (text) => { $('[data-state]').textContent = text; };

  const next = async (mine) => {
    const fresh = !hits.childElementCount;
    const pages = await found.take();
    if (mine !== turn) return;
    const items = pages.map(show);
    hits.append(...items);
    if (!fresh && items.length) items[0].querySelector('a').focus();
    const number = found.given + found.left;
    more.hidden = !found.left;
    if (!number) tell(said.none);
    else if (!found.given) tell(said.further);
    else tell((found.exact || !found.left ? said.found : said.about).replace('{n}', number));
  };

  const ask = async () => {
    // Half of a character cannot stand in an address.
    const query = field.value.trim().replace(/\p{Surrogate}/gu, '').slice(0, field.maxLength);
    if (query === asked) return;
    asked = query;
    const mine = ++turn;
    hits.replaceChildren();
    more.hidden = true;
    history.replaceState(null, '', query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    if (!query) return tell('');
    if (fold(query).length < 2) return tell(said.short);
    tell(said.busy);
    try {
      const answer = await index.find(query);
      if (mine !== turn) return;
      found = answer;
      await next(mine);
    } catch (error) {
      if (mine === turn) {
        asked = null;
        tell(said.failed);
      }
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  };
  field.addEventListener('input', (event) => { if (!event.isComposing) soon(); });
  field.addEventListener('compositionend', soon);
  $('form').addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask();
  });
  more.addEventListener('click', () => next(turn).catch(() => tell(said.failed)));
  field.value = new URLSearchParams(location.search).get('q') || '';
  if (field.value) ask();
  else field.focus({ preventScroll: true });
}
