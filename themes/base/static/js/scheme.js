// Colour scheme: automatic, light, dark, and round again; "automatic" is the absence of the attribute.
{
  const root = document.documentElement;
  const next = { auto: 'light', light: 'dark', dark: 'auto' };
  for (const button of document.querySelectorAll('[data-toggle="scheme"]')) {
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
  addEventListener('pageshow', (event) => event.persisted && recall());
  addEventListener('storage', (event) => event.key === 'leitai-scheme' && recall());
}
