// Tables of results that sort by any column; without scripts they stay in the order of ranks.
for (const table of document.querySelectorAll('table[data-sortable]')) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell ? cell.dataset.sort ?? cell.textContent.trim() : '';
  };
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'standings__sort';
    button.title = table.dataset.sortable;
    button.setAttribute('aria-label', `${head.textContent.trim()} · ${table.dataset.sortable}`);
    head.append(button);
    head.classList.add('standings__head');
    head.addEventListener('click', () => {
      const order = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', order);
      const sign = order === 'ascending' ? 1 : -1;
      const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
      const rows = [...body.rows].sort((one, two) => {
        const out = one.classList.contains('standings__withdrawn') - two.classList.contains('standings__withdrawn');
        if (out) return out;
        const [a, b] = [value(one, column), value(two, column)];
        const numbers = a !== '' && b !== '' && !isNaN(a) && !isNaN(b);
        return sign * (numbers ? a - b : compare(a, b));
      });
      body.append(...rows);
    });
  });
}
