// Draws QR codes as the share button does: node qr_matrix.mjs QR_JS < texts.json prints the matrices and their masks.
import { readFileSync } from 'node:fs';

const { qr } = await import('data:text/javascript;base64,' + readFileSync(process.argv[2]).toString('base64'));
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map((text) => {
  const { grid, mask } = qr(text);
  return { mask, rows: grid.map((row) => row.map(Number).join('')) };
})));
