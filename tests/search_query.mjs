// Asks a built site's index like the search page does: node search_query.mjs SEARCH_JS DATA_FOLDER < queries.json
// Prints for each query the addresses found, in order, and the bytes that were read for it.
import { readFileSync } from 'node:fs';

const [module, folder] = process.argv.slice(2);
const { Index, context, places } = await import('data:text/javascript;base64,' + readFileSync(module).toString('base64'));
const queries = JSON.parse(readFileSync(0, 'utf8'));
const answers = [];
const files = new Map();
const file = (name) => {
  if (!files.has(name)) files.set(name, new Uint8Array(readFileSync(`${folder}/${name}`)));
  return files.get(name);
};
for (const query of queries) {
  let bytes = 0;
  const index = new Index(async (name) => {
    const data = file(name);
    bytes += data.length;
    return data;
  });
  const found = await index.find(query);
  const first = await found.take();
  const read = bytes;
  const pages = [...first];
  while (found.left) pages.push(...(await found.take()));
  const shown = first.map((page) => context(page, found.terms));
  const marks = first.map((page, i) => places(page.title, found.terms).length + places(shown[i], found.terms).length);
  answers.push({ query, read, first: first.length, hrefs: pages.map((page) => page.href), shown, marks });
}
console.log(JSON.stringify(answers));
