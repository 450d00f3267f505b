// Lightbox: the photos of a page, one at a time, in the <dialog> of partials/lightbox.html. A photo is a link to its
// file; without this script, without <dialog>, or opened in a new tab, it simply is that.
{
  const template = document.getElementById('lightbox');
  const links = [...document.querySelectorAll('a.photo__link[data-full]')];
  if (template && links.length && typeof HTMLDialogElement === 'function') {
    const STEP = 1.6, MOST = 4, SWIPE = 48, DROP = 110, TAP = 320;
    const photos = [], place = new Map();
    for (const link of links) {
      // A photo that stands on the page twice is shown once.
      const known = photos.findIndex((photo) => photo.href === link.href);
      place.set(link, known < 0 ? photos.push({ href: link.href, link }) - 1 : known);
    }
    for (const photo of photos) {
      const [width, height] = photo.link.dataset.full.split('x').map(Number);
      const figure = photo.link.closest('figure');
      Object.assign(photo, { width, height, figure, id: figure ? figure.id : '' });
    }

    const dialog = template.content.firstElementChild.cloneNode(true);
    const part = (name) => dialog.querySelector(`[data-lightbox=${name}]`);
    const [stage, image, count, live, text] = ['stage', 'image', 'count', 'live', 'text'].map(part);
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    let current = 0, scale = 1, fit = 1, pushed = false, leaving = false, loads = 0;

    // ── Showing ────────────────────────────────────────────────────────────────────────────────────────────────────
    const show = (index) => {
      current = (index + photos.length) % photos.length;
      const { href, width, height, link, figure } = photos[current];
      const number = ++loads;
      const thumb = link.querySelector('img');
      dialog.setAttribute('aria-busy', 'true');
      image.removeAttribute('src');
      image.alt = thumb ? thumb.alt : '';
      image.width = width;
      image.height = height;
      image.onload = image.onerror = () => {
        if (number !== loads) return;
        dialog.removeAttribute('aria-busy');
        for (const near of [current + 1, current - 1]) new Image().src = photos[(near + photos.length) % photos.length].href;
      };
      image.src = href;
      const caption = figure && figure.querySelector('figcaption');
      text.replaceChildren(...(caption ? caption.cloneNode(true).childNodes : []));
      const said = count.dataset.pattern.replace('{number}', current + 1).replace('{total}', photos.length);
      count.textContent = `${current + 1} / ${photos.length}`;
      setTimeout(() => { if (number === loads) live.textContent = [said, image.alt].filter(Boolean).join('. '); }, 60);
      scale = 1;
      measure();
    };

    const measure = () => {
      const { width, height } = photos[current];
      fit = Math.min(1, stage.clientWidth / width, stage.clientHeight / height);
      image.style.width = `${Math.round(width * fit * scale)}px`;
      image.style.height = `${Math.round(height * fit * scale)}px`;
      dialog.classList.toggle('is-zoomed', scale > 1);
      part('in').setAttribute('aria-disabled', String(scale >= MOST));
      part('out').setAttribute('aria-disabled', String(scale <= 1));
    };

    // The point of the picture under (x, y) stays there; by default that in the middle of the stage.
    const zoom = (wanted, x, y) => {
      const box = stage.getBoundingClientRect();
      x ??= box.left + box.width / 2;
      y ??= box.top + box.height / 2;
      const before = image.getBoundingClientRect();
      scale = Math.min(MOST, Math.max(1, wanted));
      if (scale < 1.05) scale = 1;
      measure();
      const after = image.getBoundingClientRect();
      stage.scrollLeft += after.left + ((x - before.left) / before.width) * after.width - x;
      stage.scrollTop += after.top + ((y - before.top) / before.height) * after.height - y;
    };

    const step = (by) => { show(current + by); note(false); };

    // ── Addresses: #photo-3 opens that photo, the back button closes ───────────────────────────────────────────────
    const note = (fresh) => {
      const { id } = photos[current];
      const address = location.pathname + location.search + (id ? `#${id}` : '');
      try {
        if (fresh) {
          history.scrollRestoration = 'manual';
          history.pushState({ lightbox: current }, '', address);
          pushed = true;
        } else {
          history.replaceState(pushed ? { lightbox: current } : null, '', address);
        }
      } catch (error) { /* pages from disk may have no history; the photos work all the same */ }
    };

    const wanted = () => {
      if (history.state && photos[history.state.lightbox]) return history.state.lightbox;
      const id = decodeURIComponent(location.hash.slice(1));
      return id ? photos.findIndex((photo) => photo.id === id) : -1;
    };

    const open = (index) => {
      if (!dialog.isConnected) document.body.append(dialog);
      dialog.classList.toggle('is-single', photos.length < 2);
      if (!dialog.open) dialog.showModal();
      show(index);
    };

    const ended = () => {
      image.removeAttribute('src');
      image.style.transform = '';
      loads += 1;
      photos[current].link.focus();
      if (leaving) { leaving = false; return; }
      try {
        if (pushed) history.back();
        else history.replaceState(null, '', location.pathname + location.search);
      } catch (error) { /* as above */ }
      pushed = false;
    };

    addEventListener('popstate', () => {
      const index = wanted();
      if (index >= 0) {
        pushed = Boolean(history.state);
        open(index);
      } else if (dialog.open) {
        leaving = true;
        pushed = false;
        dialog.close();
      }
      if (index < 0) history.scrollRestoration = 'auto';
    });

    for (const [link, index] of place) {
      link.addEventListener('click', (event) => {
        if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        open(index);
        note(true);
      });
    }

    // ── Buttons and keys ───────────────────────────────────────────────────────────────────────────────────────────
    const acts = {
      close: () => dialog.close(),
      previous: () => step(-1),
      next: () => step(1),
      in: () => zoom(scale * STEP),
      out: () => zoom(scale / STEP),
    };
    for (const [name, act] of Object.entries(acts)) part(name).addEventListener('click', act);
    dialog.addEventListener('close', ended);

    const pan = (x, y) => stage.scrollBy({ left: x, top: y, behavior: calm.matches ? 'auto' : 'smooth' });
    const keys = {
      ArrowLeft: () => (scale > 1 ? pan(-120, 0) : step(-1)),
      ArrowRight: () => (scale > 1 ? pan(120, 0) : step(1)),
      ArrowUp: () => (scale > 1 ? pan(0, -120) : null),
      ArrowDown: () => (scale > 1 ? pan(0, 120) : null),
      PageUp: () => step(-1),
      PageDown: () => step(1),
      Home: () => step(-current),
      End: () => step(photos.length - 1 - current),
      '+': acts.in,
      '=': acts.in,
      '-': acts.out,
      0: () => zoom(1),
    };
    addEventListener('keydown', (event) => {
      const act = keys[event.key];
      if (!dialog.open || !act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    });

    // ── Pointers: swipe to the sides, pull down to close, pinch; a click or double tap zooms to that point ─────────
    const fingers = new Map();
    let first = null, tapped = null;
    const span = () => {
      const [a, b] = [...fingers.values()];
      return { far: Math.hypot(a.x - b.x, a.y - b.y) || 1, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    };

    stage.addEventListener('pointerdown', (event) => {
      if (event.button) return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      stage.setPointerCapture(event.pointerId);
      if (fingers.size === 1) {
        const { clientX: x, clientY: y } = event;
        first = { x, y, left: stage.scrollLeft, top: stage.scrollTop, inside: event.target === image, moved: false };
      } else if (fingers.size === 2) {
        first = { ...first, moved: true, pinch: span().far, scale };
        image.style.transform = '';
      }
    });

    stage.addEventListener('pointermove', (event) => {
      if (!fingers.has(event.pointerId) || !first) return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (fingers.size === 2) {
        const { far, x, y } = span();
        zoom((first.scale * far) / first.pinch, x, y);
        return;
      }
      const x = event.clientX - first.x, y = event.clientY - first.y;
      if (Math.hypot(x, y) > 8) first.moved = true;
      if (!first.moved || first.pinch) return;
      if (scale > 1) {
        stage.scrollLeft = first.left - x;
        stage.scrollTop = first.top - y;
      } else if (!calm.matches) {
        image.style.transform = Math.abs(x) > Math.abs(y) ? `translateX(${x}px)` : `translateY(${Math.max(0, y)}px)`;
      }
    });

    const lifted = (event) => {
      if (!fingers.delete(event.pointerId) || fingers.size || !first) return;
      const { moved, pinch, inside } = first;
      const x = event.clientX - first.x, y = event.clientY - first.y;
      first = null;
      image.style.transform = '';
      if (event.type === 'pointercancel' || pinch) return;
      if (moved) {
        if (scale > 1) return;
        if (Math.abs(x) > SWIPE && Math.abs(x) > 1.5 * Math.abs(y) && photos.length > 1) step(x < 0 ? 1 : -1);
        else if (y > DROP && y > 1.5 * Math.abs(x)) dialog.close();
        return;
      }
      const toggle = () => zoom(scale > 1 ? 1 : 2.5, event.clientX, event.clientY);
      if (!inside) dialog.close();
      else if (event.pointerType === 'mouse') toggle();
      else if (tapped && event.timeStamp - tapped < TAP) { tapped = null; toggle(); }
      else tapped = event.timeStamp;
    };
    stage.addEventListener('pointerup', lifted);
    stage.addEventListener('pointercancel', lifted);
    stage.addEventListener('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(scale * Math.exp(-event.deltaY / 200), event.clientX, event.clientY);
    }, { passive: false });
    addEventListener('resize', () => { if (dialog.open) measure(); });

    if (wanted() >= 0) {
      pushed = Boolean(history.state);
      open(wanted());
      // When a page with a # in its address is loaded, browsers give the focus away once more.
      addEventListener('load', () => setTimeout(() => {
        if (dialog.open && !dialog.contains(document.activeElement)) part('close').focus();
      }));
    }
  }
}
