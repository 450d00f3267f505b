// Passing a page on: copy its address, show it as a QR code (js/qr.js comes when it is asked for), the system's own sheet.
for (const box of document.querySelectorAll('[data-share]')) {
  const { url, title, copied, failed, qr, alt } = box.dataset;
  const $ = (name) => box.querySelector(name);
  const say = (text) => { $('.share__said').textContent = text; };
  const copy = async () => {
    if (navigator.clipboard) return navigator.clipboard.writeText(url);
    // Pages without HTTPS have no clipboard but this one.
    const field = document.createElement('textarea');
    field.value = url;
    field.readOnly = true;
    box.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    if (!done) throw new Error('refused');
  };
  const ways = {
    copy: () => copy().then(() => say(copied), () => say(`${failed} ${url}`)),
    system: () => navigator.share({ title, url }).catch(() => {}),
    qr: async (button) => {
      const code = $('.share__code');
      if (!$('img')) {
        const image = new Image(240, 240);
        image.alt = alt;
        image.src = (await import(qr)).png(url);
        code.prepend(image);
      }
      code.hidden = !code.hidden;
      button.setAttribute('aria-expanded', String(!code.hidden));
    },
  };
  box.hidden = false;
  if (navigator.share) $('[data-way=system]').hidden = false;
  for (const button of box.querySelectorAll('[data-way]')) {
    button.addEventListener('click', () => Promise.resolve(ways[button.dataset.way](button)).catch(() => say(`${failed} ${url}`)));
  }
}
