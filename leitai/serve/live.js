// What `leitai serve` puts into pages while it serves them, and into nothing that is built: it keeps a websocket open,
// reloads the page or swaps its style sheets when told to, and shows problems over it. Texts are only ever set as
// text, never as HTML, so nothing that stands in a source can become part of the page.
(() => {
  "use strict";
  const me = document.currentScript;
  const shown = { text: me.dataset.text, styles: JSON.parse(me.dataset.styles) };
  const address = location.origin.replace(/^http/, "ws") + new URL(me.src).pathname.replace("live.js", "livereload");
  const WORDS = {
    zh: { title: n => `${n} 个问题要改`, under: "下面是上一次做好的页面；改好并保存，这里会自动消失。", close: "收起",
          lost: "预览已断开，正在重新连接……", error: "错误", warning: "警告", note: "提示" },
    en: { title: n => (n === 1 ? "1 problem to mend" : `${n} problems to mend`),
          under: "Below is the last good page. Mend the file and save it: this goes away by itself.", close: "Hide",
          lost: "The preview is gone; connecting again …", error: "error", warning: "warning", note: "note" },
  };
  let language = document.documentElement.lang;
  const words = () => (language.startsWith("zh") ? WORDS.zh : WORDS.en);

  let socket = null;
  let delay = 250;
  let timer = 0;
  let lostSince = 0;
  let leaving = false;
  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("pageshow", event => { leaving = false; if (event.persisted) connect(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !socket) connect(); });

  function connect() {
    clearTimeout(timer);
    if (socket) return;
    const mine = socket = new WebSocket(address);
    mine.onopen = () => {
      delay = 250;
      lostSince = 0;
      notice("");
      mine.send(JSON.stringify({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] }));
      mine.send(JSON.stringify({ command: "info", url: location.href, ...shown }));
    };
    mine.onmessage = event => heard(JSON.parse(event.data));
    mine.onclose = () => {
      if (socket !== mine) return;
      socket = null;
      if (leaving) return;
      lostSince ||= Date.now();
      if (Date.now() - lostSince > 1500) notice(words().lost);
      timer = setTimeout(connect, delay);
      delay = Math.min(delay * 1.5, 2000);
    };
  }

  function heard(message) {
    if (message.command === "reload") location.reload();
    else if (message.command === "styles") swap(message.pairs);
    else if (message.command === "state") {
      language = message.language || language;
      problems(message.problems);
    }
  }

  function swap(pairs) {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]:not([data-leitai-old])')];
    for (const [before, after] of pairs) {
      const old = links.find(link => link.getAttribute("href") === before);
      if (!old) return location.reload();
      const fresh = old.cloneNode();
      fresh.setAttribute("href", after);
      old.setAttribute("data-leitai-old", "");
      // The old sheet stays until the new one has come, so that the page is never without any.
      fresh.onload = fresh.onerror = () => old.remove();
      old.after(fresh);
      shown.styles = shown.styles.map(each => (each === before ? after : each));
    }
  }

  function make(name, text, parts = []) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...parts);
    return element;
  }

  function box(id, style) {
    let host = document.getElementById(id);
    if (host) host.remove();
    host = make("div");
    host.id = id;
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    document.documentElement.append(host);
    return root;
  }

  let told = "[]";
  function problems(list) {
    const now = JSON.stringify(list);
    if (now === told) return;
    told = now;
    document.getElementById("leitai-problems")?.remove();
    if (!list.length) return;
    const root = box("leitai-problems", OVERLAY);
    const hide = make("button", words().close);
    hide.onclick = () => root.host.remove();
    const panel = make("section", "", [
      make("header", "", [make("h2", words().title(list.length)), hide]), make("p", words().under), ...list.map(item)]);
    panel.setAttribute("role", "alert");
    panel.lang = language;
    panel.onkeydown = event => { if (event.key === "Escape") hide.click(); };
    root.append(panel);
  }

  function item(problem) {
    const place = [problem.path, problem.line, problem.column].filter(Boolean).join(":");
    const head = make("h3", "", [make("code", place), " ", make("b", words()[problem.severity] || "")]);
    const article = make("article", "", [head, make("p", problem.what)]);
    if (problem.excerpt.length) {
      article.append(make("pre", "", problem.excerpt.map(line => {
        const row = make(line.hit ? "mark" : "span", "", [make("i", String(line.number)), line.text + "\n"]);
        return row;
      })));
    }
    if (problem.do) article.append(make("p", "→ " + problem.do));
    return article;
  }

  function notice(text) {
    document.getElementById("leitai-notice")?.remove();
    if (text) box("leitai-notice", NOTICE).append(make("p", text));
  }

  const OVERLAY = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 75vh; overflow: auto; margin: 0;
      padding: 1rem 1.5rem 1.5rem; background: #1c1917; color: #f5f5f4; border-top: 4px solid #dc2626;
      font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
    h2 { font-size: 1.1rem; margin: 0; } h3 { font-size: 1rem; font-weight: normal; margin: 1rem 0 0; }
    p { margin: .25rem 0; } section > p { color: #d6d3d1; } b { color: #fca5a5; }
    code, pre { font: 14px/1.6 ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace; }
    pre { margin: .5rem 0; padding: .5rem 0; background: #0c0a09; overflow-x: auto; }
    pre > * { display: block; padding: 0 .75rem; min-width: max-content; background: none; color: #a8a29e; }
    mark { background: #450a0a; color: #fff; } i { display: inline-block; min-width: 3em; color: #78716c; font-style: normal; }
    button { font: inherit; color: inherit; background: #44403c; border: 0; border-radius: 4px; padding: .25rem .75rem;
      cursor: pointer; } button:focus-visible { outline: 2px solid #fff; }
    @media print { :host { display: none; } }`;
  const NOTICE = `
    :host { all: initial; }
    p { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483646; margin: 0; padding: .5rem 1rem; border-radius: 4px;
      background: #1c1917; color: #f5f5f4; font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
    @media print { :host { display: none; } }`;

  connect();
})();
