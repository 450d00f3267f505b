// Care mode: one attribute on <html>, remembered in this browser; partials/head_init.html sets it before first paint.
{
  const root = document.documentElement;
  const bar = document.querySelector('[data-aloud]');
  let quiet = null; // ends the reading aloud; there once js/aloud.js has come

  const follow = async () => {
    if (!root.hasAttribute('data-care')) quiet?.();
    else if (bar && !quiet && 'speechSynthesis' in window) quiet = (await import(bar.dataset.aloud)).start(bar);
  };
  const remember = (on) => {
    try {
      if (on) localStorage.setItem('leitai-care', '1');
      else localStorage.removeItem('leitai-care');
    } catch (error) { /* storage refused: the switch holds for this page only */ }
  };
  for (const button of document.querySelectorAll('[data-toggle="care"]')) {
    button.addEventListener('click', () => {
      remember(root.toggleAttribute('data-care'));
      follow();
    });
  }
  // A page that comes back from the browser's memory, and one open beside, learn what was chosen meanwhile.
  const recall = () => {
    try {
      root.toggleAttribute('data-care', Boolean(localStorage.getItem('leitai-care')));
    } catch (error) { return; }
    follow();
  };
  addEventListener('pageshow', (event) => event.persisted && recall());
  addEventListener('storage', (event) => event.key === 'leitai-care' && recall());
  follow();
}
