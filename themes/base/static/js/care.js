// Care mode: one attribute on <html>, remembered in this browser; partials/head_init.html sets it before first paint.
{
  const root = document.documentElement;
  for (const button of document.querySelectorAll('[data-toggle="care"]')) {
    button.addEventListener('click', () => {
      const on = root.toggleAttribute('data-care');
      try {
        if (on) localStorage.setItem('leitai-care', '1');
        else localStorage.removeItem('leitai-care');
      } catch (error) { /* storage refused: the switch holds for this page only */ }
    });
  }
}
