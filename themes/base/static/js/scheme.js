// Colour scheme: automatic, light, dark, and round again; "automatic" is the absence of the attribute. A page without the
// switch, as those for paper, keeps what it has.
{
  const root = document.documentElement;
  const next = { auto: 'light', light: 'dark', dark: 'auto' };
  const buttons = document.querySelectorAll('[data-toggle="scheme"]');
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const scheme = next[root.getAttribute('data-scheme') || 'auto'] || 'auto';
      if (scheme === 'auto') root.removeAttribute('data-scheme');
      else root.setAttribute('data-scheme', scheme);
      try {
        if (scheme === 'auto') localStorage.removeItem('leitai-scheme');
        else localStorage.setItem('leitai-scheme', scheme);
      } catch (error) { /* storage refused: the choice holds for this page only */ }
    });
  }
  const recall = () => {
    try {
      const scheme = localStorage.getItem('leitai-scheme');
      if (scheme) root.setAttribute('data-scheme', scheme);
      else root.removeAttribute('data-scheme');
    } catch (error) { /* storage refused: nothing was chosen elsewhere */ }
  };
  if (buttons.length) {
    addEventListener('pageshow', (event) => event.persisted && recall());
    addEventListener('storage', (event) => event.key === 'leitai-scheme' && recall());
  }
}
