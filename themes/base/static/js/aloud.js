// Reading aloud by the browser's own voices, one sentence after the other. js/care.js loads this module when care mode is on
// and the page has a bar for it (partials/aloud.html). Pausing ends an utterance and keeps its place, because several
// phones cannot pause one.
const speech = window.speechSynthesis;
const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, dt, dd, td, th, caption, figcaption, blockquote, pre, summary, div';
const SILENT = 'nav, script, style, svg, button, template, video, sup, rt, [hidden], [aria-hidden="true"], .aloud, .rail, .after, .share, .tags, .actions, .visually-hidden, details:not([open]) > :not(summary)';
const SPEEDS = [0.85, 1, 1.25];

function texts(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches(SILENT) || (node.checkVisibility && !node.checkVisibility()) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const blocks = [];
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const block = node.parentElement.closest(BLOCKS) || root;
    if (!last || last.block !== block) blocks.push(last = { block, nodes: [], text: '' });
    last.nodes.push({ node, start: last.text.length });
    last.text += node.data;
  }
  return blocks.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

// Where the sentences of a text begin and end; what has no full stop is cut at its commas, for long utterances break off.
function* cuts(text, language) {
  const pieces = 'Segmenter' in Intl
    ? [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map((each) => each.segment)
    : text.match(/[^。！？!?；]+[。！？!?；]*[”’）》」』]*|[^]+/g) || [];
  let start = 0;
  for (const piece of pieces) {
    for (const part of piece.length > 160 ? piece.match(/[^，；,;]{1,160}[，；,;]?|[^]{1,160}/g) : [piece]) {
      if (/[\p{L}\p{N}]/u.test(part)) yield [start, start + part.length];
      start += part.length;
    }
  }
}

function sentences(root) {
  const found = [];
  for (const { block, nodes, text } of texts(root)) {
    const language = block.closest('[lang]').lang;
    for (const [start, end] of cuts(text, language)) {
      const range = document.createRange();
      const at = (place) => {
        const { node, start: from } = nodes.findLast((each) => each.start <= place);
        return [node, Math.min(place - from, node.length)];
      };
      range.setStart(...at(start));
      range.setEnd(...at(end - 1));
      range.setEnd(range.endContainer, Math.min(range.endOffset + 1, range.endContainer.length));
      found.push({ text: text.slice(start, end).replace(/\s+/g, ' ').trim(), range, block, language });
    }
  }
  return found;
}

function voice(language) {
  const [main] = language.toLowerCase().split('-');
  const fit = speech.getVoices().filter((each) => each.lang.toLowerCase().replace('_', '-').startsWith(main));
  const exact = (each) => each.lang.toLowerCase().replace('_', '-') === language.toLowerCase();
  return fit.find((each) => exact(each) && each.localService) || fit.find(exact) || fit.find((each) => each.localService) || fit[0];
}

// Marked without touching the page where the browser can; else the whole paragraph is.
function mark(sentence) {
  for (const block of document.querySelectorAll('.is-aloud')) block.classList.remove('is-aloud');
  const highlights = globalThis.CSS?.highlights;
  highlights?.delete('aloud');
  if (!sentence) return;
  if (highlights && globalThis.Highlight) highlights.set('aloud', new Highlight(sentence.range));
  else sentence.block.classList.add('is-aloud');
  const box = sentence.range.getBoundingClientRect();
  if (box.top < 120 || box.bottom > innerHeight - 60) {
    scrollBy({ top: box.top - innerHeight / 3, behavior: 'instant' });
  }
}

export function start(bar) {
  const $ = (part) => bar.querySelector(`[data-aloud-part=${part}]`);
  const play = $('play');
  let all = [];
  let place = 0;
  let speed = 1;
  let turn = 0;

  const show = (state, said = '') => {
    bar.dataset.state = state;
    play.querySelector('span').textContent = bar.dataset[state];
    $('stop').hidden = state === 'idle';
    $('said').textContent = said;
  };
  const silence = () => {
    turn += 1; // what an ended utterance still reports is no longer listened to
    speech.cancel();
  };
  const stop = (said) => {
    silence();
    mark(null);
    place = 0;
    show('idle', said);
  };
  const speak = () => {
    const mine = ++turn;
    const sentence = all[place];
    if (!sentence) return stop(bar.dataset.done);
    const utterance = new SpeechSynthesisUtterance(sentence.text);
    utterance.lang = sentence.language;
    utterance.voice = voice(sentence.language) || null;
    utterance.rate = SPEEDS[speed];
    utterance.onend = () => {
      if (mine !== turn) return;
      place += 1;
      speak();
    };
    utterance.onerror = () => mine === turn && stop(bar.dataset.failed);
    mark(sentence);
    speech.speak(utterance);
  };

  play.addEventListener('click', () => {
    if (bar.dataset.state === 'speaking') {
      silence();
      show('paused');
      return;
    }
    if (bar.dataset.state === 'idle') all = sentences(document.getElementById('page-main'));
    show('speaking');
    speak();
  });
  $('stop').addEventListener('click', () => {
    stop();
    play.focus();
  });
  $('speed').addEventListener('click', ({ currentTarget }) => {
    speed = (speed + 1) % SPEEDS.length;
    currentTarget.querySelector('span').textContent = bar.dataset.speeds.split('|')[speed];
    if (bar.dataset.state === 'speaking') {
      silence();
      speak();
    }
  });
  addEventListener('pagehide', silence);
  show('idle');
  bar.hidden = false;
  return stop;
}
